/*
 * plot: panels in world coordinates on a canvas (PLplot). What is data in a chart, lines, areas,
 * bars and points, is drawn here; its texts are the canvas's, which can measure them.
 *
 * PLplot keeps its streams in the process: one plot at a time, from one thread.
 */
#ifndef REPORTS_PLOT_H
#define REPORTS_PLOT_H

#include <stddef.h>

#include "core/error.h"
#include "reports/canvas.h"

enum dash { DASH_NONE, DASH_DASHED, DASH_DOTTED };

struct stroke {
    struct colour colour;
    double width; /* canvas units */
    enum dash dash;
};

enum dot { DOT_FULL, DOT_HOLLOW, DOT_DIAMOND };

struct plot;

/* Opens PLplot on a canvas whose height is set. Fails where PLplot lacks its cairo driver. */
enum status plot_new(struct plot **plot, struct canvas *canvas, struct error *error);
void plot_free(struct plot *plot);

/* The panel that the following calls draw in: its place on the canvas and its world. */
struct panel {
    struct box box;
    double x_low, x_high; /* at the left and right edge */
    double y_low, y_high; /* at the bottom and top edge */
};
/* One without an extent takes nothing. */
void plot_panel(struct plot *plot, const struct panel *panel);

/* Where a point of the world lies on the canvas. */
double panel_x(const struct panel *panel, double x);
double panel_y(const struct panel *panel, double y);

void plot_line(struct plot *plot, size_t n, const double *x, const double *y,
               const struct stroke *stroke);
void plot_segment(struct plot *plot, double x1, double y1, double x2, double y2,
                  const struct stroke *stroke);
/* A filled polygon. */
void plot_area(struct plot *plot, size_t n, const double *x, const double *y, struct colour colour);
void plot_bar(struct plot *plot, double x1, double y1, double x2, double y2, struct colour colour);
/* The area between two curves over the same x. */
void plot_band(struct plot *plot, size_t n, const double *x, const double *low, const double *high,
               struct colour colour);
/* A point of `radius` canvas units, round (or square, on its tip) whatever the world is. */
void plot_dot(struct plot *plot, double x, double y, double radius, enum dot dot,
              struct colour colour);

#endif

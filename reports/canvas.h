/*
 * canvas: the surface that a chart is drawn on, and text that can be measured (cairo, Pango).
 *
 * A canvas records what is drawn; the drivers replay it into an SVG or onto a page, so that
 * one chart looks the same everywhere. x runs to the right and y downwards. A page of a paper
 * is a canvas too, whose drawings go straight to the file.
 */
#ifndef REPORTS_CANVAS_H
#define REPORTS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"
#include "core/text.h"
#include "reports/style.h"

struct box {
    double x, y, width, height;
};

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
enum valign { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM };

/* Text at a point. */
struct label {
    const char *text;
    double x, y;
    enum align align;
    enum valign valign;
    double size; /* 0: STYLE_SIZE_LABEL */
    bool bold;
    struct colour colour; /* alpha 0: style_ink */
    double max_width;     /* > 0: breaks into lines of this width … */
    int max_lines;        /* … at most so many (0: one), the last with an ellipsis */
    double leading;       /* between lines, in sizes; 0: close together, as suits a chart */
};

/* A part of a chart that tells its value where the reader points at it. */
struct mark {
    struct box box;
    char *text;
};

struct canvas;

/* Fails where the fonts are missing. */
enum status canvas_new(struct canvas **canvas, double width, struct error *error);
/* A canvas on a cairo_t of paper's, whose drawings are not recorded. */
enum status canvas_over(struct canvas **canvas, void *cairo, struct error *error);
void canvas_free(struct canvas *canvas);
double canvas_width(const struct canvas *canvas);
double canvas_height(const struct canvas *canvas);
/* A chart says its height when it has laid itself out, before it draws. */
void canvas_set_height(struct canvas *canvas, double height);

/* The box that a label covers. */
struct box canvas_measure(struct canvas *canvas, const struct label *label);
/* The bytes at the start of a label's text whose lines are not higher than `height`. */
size_t canvas_fit(struct canvas *canvas, const struct label *label, double height);
/* Draws it and returns its box. */
struct box canvas_text(struct canvas *canvas, const struct label *label);
void canvas_line(struct canvas *canvas, double x1, double y1, double x2, double y2,
                 struct colour colour, double width);
void canvas_rectangle(struct canvas *canvas, struct box box, struct colour colour);
/* A full point: a circle of 20 corners, a diamond of 4. */
void canvas_dot(struct canvas *canvas, double x, double y, double radius, int corners,
                struct colour colour);
void canvas_mark(struct canvas *canvas, struct box box, const char *text);

size_t canvas_mark_count(const struct canvas *canvas);
const struct mark *canvas_marks(const struct canvas *canvas);

/*
 * For plot alone: lends the cairo_t of the recording, and takes it back with its state as it
 * was and without the references that the borrower forgot.
 */
void *canvas_lend(struct canvas *canvas);
void canvas_take_back(struct canvas *canvas);
/* Lines from here on are dashes of `on` and gaps of `off`; whole where `on` is 0. */
void canvas_dash(struct canvas *canvas, double on, double off);

/*
 * Appends an <svg> element. Every id and every reference in it begins with `prefix`, for
 * cairo gives the same ids to all its files; `attributes` go into the opening tag as they are.
 */
enum status canvas_svg(struct text *out, struct canvas *canvas, const char *prefix,
                       const char *attributes, struct error *error);

/* For paper alone: draws the recording with its left top at x, y; the canvas has to live until
 * the file is finished. */
void canvas_replay(struct canvas *canvas, void *cairo, double x, double y, double scale);

#endif

#include "reports/plot.h"

#include <math.h>
#include <plplot/plplot.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"

/* Not in plplot.h, though exported: the devices that are installed. */
extern void plgDevs(const char ***menu, const char ***names, int *count);

enum { PEN = 1, MAX_DEVICES = 128 };

struct plot {
    struct canvas *canvas;
    PLINT stream;
    struct panel panel;
    bool is_open; /* the panel has an extent; PLplot complains on stderr about one that has none */
};

/* PLplot would ask on stdin for a device that it lacks, and then leave the program. */
static bool driver_is_installed(void)
{
    const char *menu[MAX_DEVICES], *names[MAX_DEVICES];
    const char **menu_list = menu, **name_list = names;
    int count = MAX_DEVICES;
    plgDevs(&menu_list, &name_list, &count);
    for (int i = 0; i < count; i++)
        if (strcmp(name_list[i], "extcairo") == 0)
            return true;
    return false;
}

enum status plot_new(struct plot **result, struct canvas *canvas, struct error *error)
{
    *result = NULL;
    if (!driver_is_installed())
        return error_set(error, STATUS_NOT_FOUND,
                         _("cannot draw charts: PLplot's driver '%s' is missing "
                           "(Debian package '%s')"),
                         "extcairo", "plplot-driver-cairo");
    struct plot *plot = xcalloc(1, sizeof *plot);
    plot->canvas = canvas;
    plmkstrm(&plot->stream);
    plsdev("extcairo");
    plspage(0, 0, (PLINT)lround(canvas_width(canvas)), (PLINT)lround(canvas_height(canvas)), 0, 0);
    plinit();
    /* The driver turns the axes upside down and leaves them so, and keeps a reference. */
    pl_cmd(PLESC_DEVINIT, canvas_lend(canvas));
    pladv(0);
    *result = plot;
    return STATUS_OK;
}

void plot_free(struct plot *plot)
{
    if (plot == NULL)
        return;
    plsstrm(plot->stream);
    plend1();
    canvas_take_back(plot->canvas);
    free(plot);
}

void plot_panel(struct plot *plot, const struct panel *panel)
{
    double width = canvas_width(plot->canvas), height = canvas_height(plot->canvas);
    const struct box *box = &panel->box;
    plot->panel = *panel;
    plot->is_open = box->width > 0 && box->height > 0 && panel->x_low != panel->x_high &&
                    panel->y_low != panel->y_high;
    if (!plot->is_open)
        return;
    plvpor(box->x / width, (box->x + box->width) / width, 1 - (box->y + box->height) / height,
           1 - box->y / height);
    plwind(panel->x_low, panel->x_high, panel->y_low, panel->y_high);
}

double panel_x(const struct panel *panel, double x)
{
    return panel->box.x + (x - panel->x_low) / (panel->x_high - panel->x_low) * panel->box.width;
}

double panel_y(const struct panel *panel, double y)
{
    return panel->box.y + panel->box.height -
           (y - panel->y_low) / (panel->y_high - panel->y_low) * panel->box.height;
}

static PLINT channel(double value)
{
    return (PLINT)lround(value * 255);
}

static void set_pen(struct colour colour, double width)
{
    plscol0a(PEN, channel(colour.red), channel(colour.green), channel(colour.blue), colour.alpha);
    plcol0(PEN);
    plwidth(width);
}

void plot_line(struct plot *plot, size_t n, const double *x, const double *y,
               const struct stroke *stroke)
{
    if (n < 2 || !plot->is_open)
        return;
    set_pen(stroke->colour, stroke->width);
    /* PLplot would cut a dashed line into a path for each dash; cairo keeps it whole. */
    if (stroke->dash != DASH_NONE)
        canvas_dash(plot->canvas, stroke->dash == DASH_DOTTED ? 1.5 : 5, 3.5);
    plline((PLINT)n, x, y);
    canvas_dash(plot->canvas, 0, 0);
}

void plot_segment(struct plot *plot, double x1, double y1, double x2, double y2,
                  const struct stroke *stroke)
{
    double x[] = {x1, x2}, y[] = {y1, y2};
    plot_line(plot, 2, x, y, stroke);
}

void plot_area(struct plot *plot, size_t n, const double *x, const double *y, struct colour colour)
{
    if (n < 3 || !plot->is_open)
        return;
    set_pen(colour, 0);
    plfill((PLINT)n, x, y);
}

void plot_bar(struct plot *plot, double x1, double y1, double x2, double y2, struct colour colour)
{
    double x[] = {x1, x2, x2, x1}, y[] = {y1, y1, y2, y2};
    plot_area(plot, 4, x, y, colour);
}

void plot_band(struct plot *plot, size_t n, const double *x, const double *low, const double *high,
               struct colour colour)
{
    if (n < 2)
        return;
    double *px = xreallocarray(NULL, 2 * n, sizeof *px),
           *py = xreallocarray(NULL, 2 * n, sizeof *py);
    for (size_t i = 0; i < n; i++) {
        px[i] = x[i];
        py[i] = high[i];
        px[2 * n - 1 - i] = x[i];
        py[2 * n - 1 - i] = low[i];
    }
    plot_area(plot, 2 * n, px, py, colour);
    free(px);
    free(py);
}

/* The corners of a point's outline; returns how many there are. */
static size_t outline(const struct panel *panel, double x, double y, double radius, enum dot dot,
                      double *px, double *py)
{
    size_t corners = dot == DOT_DIAMOND ? 4 : 20;
    double unit_x = (panel->x_high - panel->x_low) / panel->box.width;
    double unit_y = (panel->y_high - panel->y_low) / panel->box.height;
    for (size_t i = 0; i <= corners; i++) {
        double angle = 2 * M_PI * (double)(i % corners) / (double)corners;
        px[i] = x + radius * cos(angle) * unit_x;
        py[i] = y + radius * sin(angle) * unit_y;
    }
    return corners;
}

void plot_dot(struct plot *plot, double x, double y, double radius, enum dot dot,
              struct colour colour)
{
    if (!plot->is_open)
        return;
    double px[21], py[21];
    size_t corners = outline(&plot->panel, x, y, radius, dot, px, py);
    struct colour white = STYLE_RGB(0xFFFFFF);
    plot_area(plot, corners, px, py, dot == DOT_HOLLOW ? white : colour);
    struct stroke edge = {dot == DOT_HOLLOW ? colour : white, dot == DOT_HOLLOW ? 1.6 : 0.8,
                          DASH_NONE};
    plot_line(plot, corners + 1, px, py, &edge);
}

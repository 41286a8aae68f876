#include "reports/chart_scurve.h"

#include <math.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "reports/phrase.h"

static double planned_of(const struct scurve_point *point)
{
    return point->planned_pct;
}

static double actual_of(const struct scurve_point *point)
{
    return point->actual_pct;
}

/* Draws what is known of a curve, and returns its last point, or NULL. */
static const struct scurve_point *draw_curve(struct plot *plot, const struct scurve_data *data,
                                             double (*value)(const struct scurve_point *),
                                             const struct stroke *stroke)
{
    double *x = xcalloc(data->count + 1, sizeof *x), *y = xcalloc(data->count + 1, sizeof *y);
    const struct scurve_point *last = NULL;
    size_t n = 0;
    for (size_t i = 0; i < data->count; i++) {
        if (!isfinite(value(&data->points[i])))
            continue;
        last = &data->points[i];
        x[n] = last->date;
        y[n++] = value(last);
    }
    if (plot != NULL)
        plot_line(plot, n, x, y, stroke);
    free(x);
    free(y);
    return last;
}

static const struct stroke planned_stroke = {STYLE_RGB(0x595959), 1.6, DASH_DASHED};
static const struct stroke actual_stroke = {STYLE_RGB(0x0072B2), 2.6, DASH_NONE};

static void add_marks(struct canvas *canvas, const struct panel *panel,
                      const struct scurve_data *data)
{
    struct arena arena = ARENA_INIT;
    double width = panel->box.width / (double)(data->count > 0 ? data->count : 1);
    for (size_t i = 0; i < data->count; i++) {
        const struct scurve_point *point = &data->points[i];
        double left = fmax(panel->box.x, panel_x(panel, point->date) - width / 2);
        struct box box = {left, panel->box.y, fmin(width, panel->box.x + panel->box.width - left),
                          panel->box.height};
        canvas_mark(canvas, box,
                    arena_printf(&arena, _("%1$s: planned %2$s, actual %3$s"),
                                 phrase_date(&arena, point->date),
                                 phrase_percent(&arena, point->planned_pct, 1),
                                 phrase_percent(&arena, point->actual_pct, 1)));
    }
    arena_release(&arena);
}

/* The end of the planned curve, where its name stands. */
static size_t ends(const struct scurve_data *data, const struct panel *panel,
                   struct end_label *labels)
{
    const struct scurve_point *planned = draw_curve(NULL, data, planned_of, NULL);
    if (planned == NULL)
        return 0;
    labels[0] = (struct end_label){_("planned"), panel_y(panel, planned->planned_pct), style_muted};
    return 1;
}

/* The actual curve ends within the panel: its name stands there, away from the planned one. */
static void name_actual(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                        const struct scurve_data *data)
{
    struct arena arena = ARENA_INIT;
    const struct scurve_point *last = draw_curve(NULL, data, actual_of, NULL);
    if (last == NULL)
        return;
    bool above = isfinite(last->planned_pct) && last->actual_pct > last->planned_pct;
    struct label label = {
        .text = arena_printf(&arena, _("actual, %s"), phrase_percent(&arena, last->actual_pct, 1)),
        .x = panel_x(panel, last->date) + (above ? -6 : 6),
        .y = panel_y(panel, last->actual_pct) + (above ? -4 : 4),
        .align = above ? ALIGN_RIGHT : ALIGN_LEFT,
        .valign = above ? VALIGN_BOTTOM : VALIGN_TOP,
        .colour = style_blue_text,
    };
    plot_dot(plot, last->date, last->actual_pct, 4.5, DOT_FULL, style_blue);
    canvas_text(canvas, &label);
    arena_release(&arena);
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct scurve_data *data = figure_data;
    struct end_label labels[1];
    struct plot *plot;
    bool narrow = canvas_width(canvas) < FIGURE_NARROW;
    struct scale scale = scale_round(0, 100, 5);
    struct panel panel = {.y_low = 0, .y_high = 100, .x_low = 0, .x_high = 1};
    if (data->count > 0) {
        panel.x_low = data->points[0].date;
        panel.x_high = data->points[data->count - 1].date + (data->count == 1 ? 30 : 0);
    }
    for (size_t i = 0; i < data->date_count; i++)
        panel.x_high = fmax(panel.x_high, data->dates[i].day);
    size_t count = ends(data, &panel, labels);
    double right = chart_end_labels_width(canvas, labels, count, narrow ? 70 : 120);
    panel.box.x = axis_numbers_width(canvas, &scale, true);
    panel.box.width = canvas_width(canvas) - panel.box.x - right;
    panel.box.y = chart_date_lines_height(canvas, &panel, data->dates, data->date_count);
    panel.box.height = narrow ? 220 : 280;
    canvas_set_height(canvas, panel.box.y + panel.box.height + axis_height() + 16);
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        plot_panel(plot, &panel);
        axis_numbers_left(canvas, plot, &panel, &scale, true);
        draw_curve(plot, data, planned_of, &planned_stroke);
        draw_curve(plot, data, actual_of, &actual_stroke);
        axis_months_below(canvas, plot, &panel);
        chart_date_lines(canvas, plot, &panel, NULL, data->dates, data->date_count);
        add_marks(canvas, &panel, data);
        count = ends(data, &panel, labels);
        chart_end_labels(canvas, &panel, labels, count, right);
        name_actual(canvas, plot, &panel, data);
        plot_free(plot);
    }
    return status;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct scurve_data *data = figure_data;
    const struct scurve_point *actual = draw_curve(NULL, data, actual_of, NULL);
    text_add(out, _("Curves of the mean progress of the year's projects, planned and actual."));
    if (actual != NULL)
        text_addf(out, _(" On %1$s: planned %2$s, actual %3$s."), phrase_date(arena, actual->date),
                  phrase_percent(arena, actual->planned_pct, 1),
                  phrase_percent(arena, actual->actual_pct, 1));
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct scurve_data *data = figure_data;
    const struct table_column columns[] = {
        {.key = "date", .label = _("date"), .measure = MEASURE_DATE},
        {.key = "planned_pct", .label = _("planned"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "actual_pct", .label = _("actual"), .measure = MEASURE_PERCENT, .digits = 1},
    };
    struct table *table = listing_table(tables, "progress", _("Mean progress"), columns,
                                        sizeof columns / sizeof *columns);
    for (size_t i = 0; i < data->count; i++) {
        table_row(table);
        table_set_date(table, "date", data->points[i].date);
        table_set_number(table, "planned_pct", data->points[i].planned_pct);
        table_set_number(table, "actual_pct", data->points[i].actual_pct);
    }
    return table;
}

const struct figure_type chart_scurve = {"s-curve", draw, describe, tabulate};

#include "reports/chart_fan.h"

#include <math.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

enum { P10, P25, P50, P75, P90 };

/* The points from `first` on as columns, as PLplot wants them. */
struct columns {
    size_t n;
    double *date, *planned, *quantile[5];
};

static struct columns columns_new(const struct fan_data *data, bool forecast)
{
    struct columns columns = {0};
    size_t room = data->point_count + 1;
    columns.date = xcalloc(room, sizeof(double));
    columns.planned = xcalloc(room, sizeof(double));
    for (size_t q = 0; q < 5; q++)
        columns.quantile[q] = xcalloc(room, sizeof(double));
    for (size_t i = 0; i < data->point_count; i++) {
        const struct fan_point *point = &data->points[i];
        /* The forecast begins where the observation ends. */
        bool last_observed =
            point->observed && (i + 1 == data->point_count || !data->points[i + 1].observed);
        if (forecast ? point->observed && !last_observed : !point->observed)
            continue;
        columns.date[columns.n] = point->date;
        columns.planned[columns.n] = point->planned;
        for (size_t q = 0; q < 5; q++)
            columns.quantile[q][columns.n] = point->quantile[q];
        columns.n++;
    }
    return columns;
}

static void columns_free(struct columns *columns)
{
    free(columns->date);
    free(columns->planned);
    for (size_t q = 0; q < 5; q++)
        free(columns->quantile[q]);
}

static double highest(const struct fan_data *data)
{
    double most = (double)data->projects;
    for (size_t i = 0; i < data->point_count; i++)
        most = fmax(most, data->points[i].quantile[P90]);
    return most;
}

static void draw_plan(struct plot *plot, const struct fan_data *data)
{
    const struct stroke stroke = {style_muted, 1.4, DASH_DASHED};
    for (size_t i = 1; i < data->point_count; i++) {
        const struct fan_point *a = &data->points[i - 1], *b = &data->points[i];
        if (isfinite(a->planned) && isfinite(b->planned))
            plot_segment(plot, a->date, a->planned, b->date, b->planned, &stroke);
    }
}

static void draw_reference(struct plot *plot, const struct panel *panel,
                           const struct fan_reference *reference)
{
    const struct stroke stroke = {style_purple, 1.6, DASH_NONE};
    for (size_t i = 1; i < reference->count; i++)
        if (reference->dates[i - 1] >= panel->x_low && reference->dates[i] <= panel->x_high)
            plot_segment(plot, reference->dates[i - 1], reference->counts[i - 1],
                         reference->dates[i], reference->counts[i], &stroke);
}

static void draw_bands(struct plot *plot, const struct fan_data *data)
{
    const struct stroke median = {style_blue, 1.4, DASH_DASHED},
                        seen = {style_blue, 2.6, DASH_NONE};
    struct columns ahead = columns_new(data, true), past = columns_new(data, false);
    plot_band(plot, ahead.n, ahead.date, ahead.quantile[P10], ahead.quantile[P90],
              (struct colour)STYLE_RGB(0xCFE6F5));
    plot_band(plot, ahead.n, ahead.date, ahead.quantile[P25], ahead.quantile[P75],
              (struct colour)STYLE_RGB(0x8CC4E8));
    plot_line(plot, ahead.n, ahead.date, ahead.quantile[P50], &median);
    plot_line(plot, past.n, past.date, past.quantile[P50], &seen);
    columns_free(&ahead);
    columns_free(&past);
}

static bool is_within(const struct panel *panel, daynum day)
{
    return day >= panel->x_low && day <= panel->x_high;
}

static void draw_targets(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                         const struct fan_data *data)
{
    for (size_t i = 0; i < data->deadline_count; i++) {
        const struct fan_deadline *deadline = &data->deadlines[i];
        if (!isfinite(deadline->target) || !is_within(panel, deadline->day))
            continue;
        struct arena arena = ARENA_INIT;
        plot_dot(plot, deadline->day, deadline->target, 5, DOT_DIAMOND, style_vermillion);
        struct box box = {panel_x(panel, deadline->day) - 8, panel_y(panel, deadline->target) - 8,
                          16, 16};
        canvas_mark(canvas, box,
                    arena_printf(&arena, _("%1$s: target %2$s projects complete"), deadline->name,
                                 phrase_number(&arena, deadline->target, 1)));
        arena_release(&arena);
    }
}

/* Each point's values, over a column of the panel. */
static void add_marks(struct canvas *canvas, const struct panel *panel, const struct fan_data *data)
{
    struct arena arena = ARENA_INIT;
    for (size_t i = 0; i < data->point_count; i++) {
        const struct fan_point *point = &data->points[i];
        double left =
            panel_x(panel, i > 0 ? point->date - (point->date - data->points[i - 1].date) / 2.0
                                 : point->date);
        double right =
            panel_x(panel, i + 1 < data->point_count
                               ? point->date + (data->points[i + 1].date - point->date) / 2.0
                               : point->date);
        const char *text =
            point->observed
                ? arena_printf(&arena, _("%1$s: %2$s complete"), phrase_date(&arena, point->date),
                               phrase_number(&arena, point->quantile[P50], 0))
                : arena_printf(&arena, _("%1$s: %2$s expected, 80 %% interval %3$s to %4$s"),
                               phrase_date(&arena, point->date),
                               phrase_number(&arena, point->quantile[P50], 0),
                               phrase_number(&arena, point->quantile[P10], 0),
                               phrase_number(&arena, point->quantile[P90], 0));
        canvas_mark(canvas, (struct box){left, panel->box.y, right - left, panel->box.height},
                    text);
    }
    arena_release(&arena);
}

enum { MAX_ENDS = 5, MAX_LINES = 12 };

/* What stands at the right ends of the lines. */
static size_t end_labels(const struct fan_data *data, const struct panel *panel,
                         struct end_label *labels)
{
    size_t count = 0;
    if (data->point_count == 0)
        return 0;
    const struct fan_point *last = &data->points[data->point_count - 1];
    if (!last->observed) {
        labels[count++] =
            (struct end_label){_("forecast"), panel_y(panel, last->quantile[P50]), style_blue_text};
    } else {
        labels[count++] = (struct end_label){_("completed"), panel_y(panel, last->quantile[P50]),
                                             style_blue_text};
    }
    if (isfinite(last->planned))
        labels[count++] =
            (struct end_label){_("planned"), panel_y(panel, last->planned), style_muted};
    const struct fan_reference *reference = &data->reference;
    double end = NAN;
    for (size_t i = 0; i < reference->count; i++)
        if (reference->dates[i] <= panel->x_high)
            end = reference->counts[i];
    if (isfinite(end))
        labels[count++] = (struct end_label){reference->label, panel_y(panel, end),
                                             (struct colour)STYLE_RGB(0x8F3F6C)};
    return count;
}

/* The words of the as-of date and of the deadlines. */
static size_t date_lines(const struct fan_data *data, const struct panel *panel,
                         struct date_line *lines, struct arena *arena)
{
    size_t count = 0;
    lines[count++] = (struct date_line){
        data->as_of, arena_printf(arena, _("as of %s"), phrase_day(arena, data->as_of)),
        style_muted};
    for (size_t i = 0; i < data->deadline_count && count < MAX_LINES; i++)
        if (is_within(panel, data->deadlines[i].day))
            lines[count++] = (struct date_line){data->deadlines[i].day, data->deadlines[i].name,
                                                style_vermillion_text};
    return count;
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct fan_data *data = figure_data;
    struct arena arena = ARENA_INIT;
    struct end_label ends[MAX_ENDS];
    struct date_line lines[MAX_LINES];
    struct plot *plot;
    bool narrow = canvas_width(canvas) < FIGURE_NARROW;
    struct scale scale = scale_round(0, highest(data), 5);
    struct panel panel = {.y_low = 0, .y_high = fmax(highest(data) * 1.04, 1)};
    panel.x_low = data->point_count > 0 ? data->points[0].date : data->as_of - 30;
    panel.x_high =
        data->point_count > 1 ? data->points[data->point_count - 1].date : data->as_of + 30;
    size_t end_count = end_labels(data, &panel, ends);
    double right = chart_end_labels_width(canvas, ends, end_count, narrow ? 70 : 130);
    panel.box.x = axis_numbers_width(canvas, &scale, false);
    panel.box.width = canvas_width(canvas) - panel.box.x - right;
    size_t line_count = date_lines(data, &panel, lines, &arena);
    panel.box.y = chart_date_lines_height(canvas, &panel, lines, line_count);
    panel.box.height = narrow ? 240 : 320;
    canvas_set_height(canvas, panel.box.y + panel.box.height + axis_height() + 16);
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        plot_panel(plot, &panel);
        axis_numbers_left(canvas, plot, &panel, &scale, false);
        draw_bands(plot, data);
        draw_reference(plot, &panel, &data->reference);
        draw_plan(plot, data);
        axis_months_below(canvas, plot, &panel);
        chart_date_lines(canvas, plot, &panel, NULL, lines, line_count);
        add_marks(canvas, &panel, data);
        draw_targets(canvas, plot, &panel, data);
        end_count = end_labels(data, &panel, ends);
        chart_end_labels(canvas, &panel, ends, end_count, right);
        plot_free(plot);
    }
    arena_release(&arena);
    return status;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct fan_data *data = figure_data;
    text_addf(out, _("Fan chart of the number of completed projects, of %s."),
              phrase_count(arena, data->projects));
    for (size_t i = 0; i < data->point_count; i++) {
        const struct fan_point *point = &data->points[i];
        bool last = i + 1 == data->point_count;
        if (point->observed && (last || !data->points[i + 1].observed))
            text_addf(out, _(" Completed by %1$s: %2$s."), phrase_date(arena, point->date),
                      phrase_number(arena, point->quantile[P50], 0));
        for (size_t d = 0; d < data->deadline_count; d++)
            if (!point->observed && point->date == data->deadlines[d].day)
                text_addf(out, _(" %1$s: median %2$s, 80 %% interval %3$s to %4$s."),
                          data->deadlines[d].name, phrase_number(arena, point->quantile[P50], 0),
                          phrase_number(arena, point->quantile[P10], 0),
                          phrase_number(arena, point->quantile[P90], 0));
    }
}

/* An earlier year's count on a day; NaN before its first. */
static double reference_at(const struct fan_reference *reference, daynum day)
{
    double count = NAN;
    for (size_t i = 0; i < reference->count && reference->dates[i] <= day; i++)
        count = reference->counts[i];
    return count;
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct fan_data *data = figure_data;
    const struct table_column columns[] = {
        {.key = "date", .label = _("date"), .measure = MEASURE_DATE},
        {.key = "observed", .label = _("observed"), .measure = MEASURE_FLAG},
        {.key = "p10", .label = _("10 %"), .measure = MEASURE_NUMBER},
        {.key = "p25", .label = _("25 %"), .measure = MEASURE_NUMBER},
        {.key = "p50", .label = _("completed, median"), .measure = MEASURE_NUMBER},
        {.key = "p75", .label = _("75 %"), .measure = MEASURE_NUMBER},
        {.key = "p90", .label = _("90 %"), .measure = MEASURE_NUMBER},
        {.key = "planned", .label = _("planned"), .measure = MEASURE_NUMBER},
        {.key = "reference",
         .label = data->reference.count > 0 ? data->reference.label : "",
         .measure = MEASURE_NUMBER,
         .digits = 1},
    };
    size_t count = sizeof columns / sizeof *columns - (data->reference.count > 0 ? 0 : 1);
    struct table *table = listing_table(tables, "path", _("Completed projects"), columns, count);
    for (size_t i = 0; i < data->point_count; i++) {
        const struct fan_point *point = &data->points[i];
        table_row(table);
        table_set_date(table, "date", point->date);
        table_set_flag(table, "observed", point->observed);
        for (size_t q = 0; q < 5; q++)
            table_set_number(table, columns[2 + q].key, point->quantile[q]);
        table_set_number(table, "planned", point->planned);
        if (data->reference.count > 0)
            table_set_number(table, "reference", reference_at(&data->reference, point->date));
    }
    return table;
}

const struct figure_type chart_fan = {"fan", draw, describe, tabulate};

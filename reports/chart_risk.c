#include "reports/chart_risk.h"

#include <math.h>

#include "core/i18n.h"
#include "reports/phrase.h"

enum { P10, P25, P50, P75, P90 };

/* The axis ends half a year after the last deadline: what lies beyond is an arrow. */
static struct panel time_panel(const struct risk_data *data, const struct chart_rows *rows,
                               const struct canvas *canvas)
{
    daynum last = data->as_of + 60;
    for (size_t i = 0; i < data->deadline_count; i++)
        last = data->deadlines[i].day > last ? data->deadlines[i].day : last;
    daynum most = last;
    for (size_t i = 0; i < data->count; i++)
        if (data->rows[i].finish[P90] != DAYNUM_NONE && data->rows[i].finish[P90] > most)
            most = data->rows[i].finish[P90];
    most = most > last + 180 ? last + 180 : most;
    return chart_rows_panel(rows, canvas, data->as_of, daynum_month_end(most) + 1);
}

static const char *row_text(struct arena *arena, const struct risk_row *row,
                            const struct risk_data *data)
{
    return arena_printf(arena, _("%1$s (%2$s): %3$s for %4$s; complete %5$s to %6$s, median %7$s"),
                        row->name, row->district,
                        phrase_probability(arena, row->probability, row->fact), data->deadline,
                        phrase_date(arena, row->finish[P10]), phrase_date(arena, row->finish[P90]),
                        phrase_date(arena, row->finish[P50]));
}

static void draw_row(struct plot *plot, const struct panel *panel, const struct risk_row *row,
                     double y)
{
    const struct stroke thin = {style_blue, 1.6, DASH_NONE};
    daynum day[5];
    double x[5];
    if (row->finish[P10] == DAYNUM_NONE)
        return;
    for (size_t q = 0; q < 5; q++) {
        /* What is too far off to be told lies beyond the edge. */
        day[q] = row->finish[q] == DAYNUM_NONE ? DAYNUM_MAX : row->finish[q];
        x[q] = fmax(panel->x_low, fmin(panel->x_high, (double)day[q]));
    }
    plot_segment(plot, x[P10], y, x[P90], y, &thin);
    plot_bar(plot, x[P25], y - 4, x[P75], y + 4, style_sky);
    if (day[P50] <= panel->x_high)
        plot_dot(plot, x[P50], y, 4, DOT_FULL, style_blue);
    if (day[P90] > panel->x_high) {
        double tip = panel->x_high, unit = (panel->x_high - panel->x_low) / panel->box.width;
        double ax[] = {tip, tip - 7 * unit, tip - 7 * unit}, ay[] = {y, y - 5, y + 5};
        plot_area(plot, 3, ax, ay, style_blue);
    }
}

struct texts {
    const char **names, **values;
};

static struct texts row_texts(const struct risk_data *data, struct arena *arena)
{
    struct texts texts = {arena_alloc(arena, (data->count + 1) * sizeof(char *)),
                          arena_alloc(arena, (data->count + 1) * sizeof(char *))};
    for (size_t i = 0; i < data->count; i++) {
        texts.names[i] = data->rows[i].name;
        texts.values[i] = phrase_probability(arena, data->rows[i].probability, data->rows[i].fact);
    }
    return texts;
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct risk_data *data = figure_data;
    struct arena arena = ARENA_INIT;
    struct texts texts = row_texts(data, &arena);
    const struct chart_key keys[] = {
        {_("completion: median"), style_blue, KEY_DOT},
        {_("interval of 50 %"), style_sky, KEY_BAR},
        {_("interval of 80 %"), style_blue, KEY_LINE},
        {arena_printf(&arena, _("right: probability of %s"), data->deadline), style_grid,
         KEY_WORDS},
    };
    struct chart_rows rows;
    struct plot *plot;
    double top = chart_keys(canvas, keys, 4, 0, true);
    chart_rows_init(&rows, canvas, texts.names, texts.values, data->count, top, 14);
    struct panel panel = time_panel(data, &rows, canvas);
    double lines = chart_date_lines_height(canvas, &panel, data->deadlines, data->deadline_count);
    chart_rows_release(&rows);
    chart_rows_init(&rows, canvas, texts.names, texts.values, data->count, top + lines, 14);
    panel = time_panel(data, &rows, canvas);
    canvas_set_height(canvas, rows.bottom + axis_height() + 16);
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        plot_panel(plot, &panel);
        axis_months_below(canvas, plot, &panel);
        chart_date_lines(canvas, plot, &panel, &rows, data->deadlines, data->deadline_count);
        for (size_t i = 0; i < data->count; i++) {
            draw_row(plot, &panel, &data->rows[i], rows.rows[i].middle);
            canvas_mark(
                canvas,
                (struct box){0, rows.rows[i].top, canvas_width(canvas), rows.rows[i].height},
                row_text(&arena, &data->rows[i], data));
        }
        chart_rows_text(&rows, canvas, texts.names, texts.values);
        plot_free(plot);
    }
    chart_rows_release(&rows);
    arena_release(&arena);
    return status;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct risk_data *data = figure_data;
    text_addf(out,
              ngettext_("%1$s project with its probability of %2$s and the interval of its finish.",
                        "%1$s projects with their probability of %2$s and the intervals of their "
                        "finish, least likely first.",
                        data->count),
              phrase_count(arena, (int64_t)data->count), data->deadline);
    for (size_t i = 0; i < data->count && i < 3; i++)
        text_addf(out, " %s.", row_text(arena, &data->rows[i], data));
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    static const char *const keys[] = {"p10", "p25", "p50", "p75", "p90"};
    const struct risk_data *data = figure_data;
    const struct table_column columns[] = {
        {.key = "name", .label = _("project"), .measure = MEASURE_TEXT},
        {.key = "district", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "p_by", .label = data->deadline, .measure = MEASURE_PROBABILITY},
        {.key = "p10", .label = _("finish, 10 %"), .measure = MEASURE_DATE},
        {.key = "p25", .label = _("25 %"), .measure = MEASURE_DATE},
        {.key = "p50", .label = _("median"), .measure = MEASURE_DATE},
        {.key = "p75", .label = _("75 %"), .measure = MEASURE_DATE},
        {.key = "p90", .label = _("90 %"), .measure = MEASURE_DATE},
    };
    struct table *table = listing_table(tables, "risk", _("Projects at risk"), columns,
                                        sizeof columns / sizeof *columns);
    for (size_t i = 0; i < data->count; i++) {
        const struct risk_row *row = &data->rows[i];
        table_row(table);
        table_set_text(table, "name", row->name);
        table_set_text(table, "district", row->district);
        table_set_number(table, "p_by", row->probability);
        if (row->fact)
            table_set_mark(table, "p_by", CELL_FACT);
        for (size_t q = 0; q < 5; q++)
            table_set_date(table, keys[q], row->finish[q]);
    }
    return table;
}

const struct figure_type chart_risk = {"risk", draw, describe, tabulate};

#include "reports/chart_targets.h"

#include <math.h>

#include "core/i18n.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

static double share(const struct target_row *row, double count)
{
    return row->projects > 0 ? 100 * count / (double)row->projects : NAN;
}

static const char *row_text(struct arena *arena, const struct target_row *row)
{
    return arena_printf(arena,
                        _("%1$s: %2$s of %3$s done, %4$s expected, 80 %% interval %5$s to %6$s"),
                        row->name, phrase_count(arena, row->done),
                        phrase_count(arena, row->projects), phrase_number(arena, row->expected, 1),
                        phrase_number(arena, row->p10, 0), phrase_number(arena, row->p90, 0));
}

static void draw_row(struct plot *plot, const struct target_row *row, double y)
{
    const struct stroke whisker = {style_ink, 1.4, DASH_NONE};
    if (isfinite(row->expected))
        plot_bar(plot, 0, y - 7, share(row, row->expected), y + 7, style_sky);
    plot_bar(plot, 0, y - 7, share(row, (double)row->done), y + 7, style_blue);
    if (!isfinite(row->p10) || !isfinite(row->p90))
        return;
    double low = share(row, row->p10), high = share(row, row->p90);
    plot_segment(plot, low, y, high, y, &whisker);
    plot_segment(plot, low, y - 4, low, y + 4, &whisker);
    plot_segment(plot, high, y - 4, high, y + 4, &whisker);
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct target_data *data = figure_data;
    struct arena arena = ARENA_INIT;
    const char **names = arena_alloc(&arena, (data->count + 1) * sizeof *names);
    const char **values = arena_alloc(&arena, (data->count + 1) * sizeof *values);
    for (size_t i = 0; i < data->count; i++) {
        const struct target_row *row = &data->rows[i];
        names[i] = row->name;
        values[i] = arena_printf(
            &arena, _("%1$s of %2$s"),
            phrase_number(&arena, isfinite(row->expected) ? row->expected : (double)row->done,
                          isfinite(row->expected) ? 1 : 0),
            phrase_count(&arena, row->projects));
    }
    const struct chart_key keys[] = {
        {_("done"), style_blue, KEY_BAR},
        {_("expected by the deadline"), style_sky, KEY_BAR},
        {_("interval of 80 %"), style_ink, KEY_LINE},
        {_("target share"), style_vermillion, KEY_DASHED},
    };
    struct chart_rows rows;
    struct plot *plot;
    chart_rows_init(&rows, canvas, names, values, data->count,
                    chart_keys(canvas, keys, isfinite(data->target_pct) ? 4 : 3, 0, true), 16);
    struct scale scale = scale_round(0, 100, 5);
    struct panel panel = chart_rows_panel(&rows, canvas, 0, 100);
    canvas_set_height(canvas, rows.bottom + axis_height());
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        const struct stroke target = {style_vermillion, 1.6, DASH_DASHED};
        plot_panel(plot, &panel);
        axis_numbers_below(canvas, plot, &panel, &scale, true);
        for (size_t i = 0; i < data->count; i++) {
            draw_row(plot, &data->rows[i], rows.rows[i].middle);
            canvas_mark(
                canvas,
                (struct box){0, rows.rows[i].top, canvas_width(canvas), rows.rows[i].height},
                row_text(&arena, &data->rows[i]));
        }
        if (isfinite(data->target_pct))
            chart_rows_line(&rows, plot, data->target_pct, &target);
        chart_rows_text(&rows, canvas, names, values);
        plot_free(plot);
    }
    chart_rows_release(&rows);
    arena_release(&arena);
    return status;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct target_data *data = figure_data;
    text_addf(out, _("Bars of the share of projects that meet the deadline, %s, by district."),
              data->deadline);
    for (size_t i = 0; i < data->count && i < 3; i++)
        text_addf(out, " %s.", row_text(arena, &data->rows[i]));
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct target_data *data = figure_data;
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "projects", .label = _("projects"), .measure = MEASURE_COUNT},
        {.key = "done", .label = _("done"), .measure = MEASURE_COUNT},
        {.key = "expected", .label = _("expected"), .measure = MEASURE_NUMBER, .digits = 1},
        {.key = "p10", .label = _("10 %"), .measure = MEASURE_NUMBER},
        {.key = "p90", .label = _("90 %"), .measure = MEASURE_NUMBER},
    };
    struct table *table =
        listing_table(tables, "targets", data->deadline, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < data->count; i++) {
        const struct target_row *row = &data->rows[i];
        table_row(table);
        table_set_text(table, "group", row->name);
        table_set_integer(table, "projects", row->projects);
        table_set_integer(table, "done", row->done);
        table_set_number(table, "expected", row->expected);
        table_set_number(table, "p10", row->p10);
        table_set_number(table, "p90", row->p90);
    }
    return table;
}

const struct figure_type chart_targets = {"targets", draw, describe, tabulate};

#include "reports/chart_panels.h"

#include <math.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

enum { TITLE_HEIGHT = 24, PANEL_GAP = 26 };

static double most(const struct panels_data *data, const struct panels_measure *measure)
{
    double high = 0;
    for (size_t i = 0; i < data->count; i++) {
        if (measure->values[i] != VALUE_NONE)
            high = fmax(high, (double)measure->values[i]);
        if (measure->planned[i] != VALUE_NONE)
            high = fmax(high, (double)measure->planned[i]);
    }
    return high;
}

static const char *row_text(struct arena *arena, const struct panels_data *data,
                            const struct panels_measure *measure, size_t row)
{
    if (measure->planned[row] == VALUE_NONE)
        return arena_printf(arena, _("%1$s, %2$s: %3$s"), data->names[row], measure->title,
                            phrase_count(arena, measure->values[row]));
    return arena_printf(arena, _("%1$s, %2$s: %3$s of %4$s planned"), data->names[row],
                        measure->title, phrase_count(arena, measure->values[row]),
                        phrase_count(arena, measure->planned[row]));
}

/* "153", or "153 / 170" where a plan is known. */
static const char *value_text(struct arena *arena, int64_t value, int64_t planned)
{
    if (planned == VALUE_NONE)
        return phrase_count(arena, value);
    return arena_printf(arena, "%s / %s", phrase_count(arena, value), phrase_count(arena, planned));
}

static void draw_value(struct canvas *canvas, const struct panel *panel, const char *text,
                       double value, double y)
{
    struct label label = {.text = text,
                          .x = panel_x(panel, value) + 4,
                          .y = y,
                          .valign = VALIGN_MIDDLE,
                          .size = STYLE_SIZE_SMALL};
    canvas_text(canvas, &label);
}

static void draw_row(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                     const struct panels_data *data, const struct panels_measure *measure,
                     size_t row, const struct chart_row *place)
{
    const struct stroke tick = {style_vermillion, 2.2, DASH_NONE};
    struct arena arena = ARENA_INIT;
    int64_t value = measure->values[row], planned = measure->planned[row];
    double reach = 0;
    if (value != VALUE_NONE) {
        plot_bar(plot, 0, place->middle - 7, (double)value, place->middle + 7, style_blue);
        reach = (double)value;
    }
    if (planned != VALUE_NONE) {
        plot_segment(plot, (double)planned, place->middle - 9, (double)planned, place->middle + 9,
                     &tick);
        reach = fmax(reach, (double)planned);
    }
    draw_value(canvas, panel, value_text(&arena, value, planned), reach, place->middle);
    canvas_mark(canvas, (struct box){panel->box.x, place->top, panel->box.width, place->height},
                row_text(&arena, data, measure, row));
    arena_release(&arena);
}

/* One panel; room is kept at its right for the values behind the bars. */
static void draw_panel(struct canvas *canvas, struct plot *plot, const struct panels_data *data,
                       const struct panels_measure *measure, const struct chart_rows *rows,
                       double x, double width)
{
    double high = most(data, measure);
    struct panel panel = {
        {x, rows->top, width, rows->bottom - rows->top}, 0, 1, rows->bottom, rows->top};
    struct label title = {.text = measure->title,
                          .x = x,
                          .y = rows->top - TITLE_HEIGHT + 2,
                          .bold = true,
                          .max_width = width + PANEL_GAP / 2.0};
    const struct stroke base = {style_axis, 1, DASH_NONE};
    struct arena arena = ARENA_INIT;
    double room = 0;
    for (size_t i = 0; i < data->count; i++) {
        struct label label = {.text = value_text(&arena, measure->values[i], measure->planned[i]),
                              .size = STYLE_SIZE_SMALL};
        room = fmax(room, canvas_measure(canvas, &label).width + 8);
    }
    arena_release(&arena);
    panel.x_high = (high > 0 ? high : 1) * width / fmax(width - room, width / 3);
    plot_panel(plot, &panel);
    plot_segment(plot, 0, panel.y_low, 0, panel.y_high, &base);
    canvas_text(canvas, &title);
    for (size_t i = 0; i < data->count; i++)
        draw_row(canvas, plot, &panel, data, measure, i, &rows->rows[i]);
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct panels_data *data = figure_data;
    const struct chart_key keys[] = {{data->bar, style_blue, KEY_BAR},
                                     {_("planned"), style_vermillion, KEY_TICK}};
    struct chart_rows rows;
    struct plot *plot;
    double top = chart_keys(canvas, keys, 2, 0, true) + TITLE_HEIGHT;
    chart_rows_init(&rows, canvas, data->names, NULL, data->count, top, 16);
    double block = rows.bottom - rows.top + TITLE_HEIGHT + PANEL_GAP / 2.0;
    size_t stacked = rows.above ? data->measure_count : 1;
    canvas_set_height(canvas, top - TITLE_HEIGHT + block * (double)(stacked > 0 ? stacked : 1));
    chart_rows_release(&rows);
    enum status status = plot_new(&plot, canvas, error);
    for (size_t s = 0; status == STATUS_OK && s < stacked; s++) {
        chart_rows_init(&rows, canvas, data->names, NULL, data->count, top + block * (double)s, 16);
        double all = canvas_width(canvas) - rows.left;
        double columns = (double)(data->measure_count / stacked);
        double width = (all - PANEL_GAP * (columns - 1)) / columns;
        chart_rows_text(&rows, canvas, data->names, NULL);
        for (size_t m = 0; m < data->measure_count / stacked; m++)
            draw_panel(canvas, plot, data, &data->measures[s + m], &rows,
                       rows.left + (double)m * (width + PANEL_GAP), width);
        chart_rows_release(&rows);
    }
    if (status == STATUS_OK)
        plot_free(plot);
    return status;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct panels_data *data = figure_data;
    text_add(out, _("Bars by district, each measure in a panel of its own."));
    for (size_t m = 0; m < data->measure_count; m++) {
        size_t best = 0;
        for (size_t i = 1; i < data->count; i++)
            if (data->measures[m].values[i] > data->measures[m].values[best])
                best = i;
        if (data->count > 0)
            text_addf(out, _(" Most: %s."), row_text(arena, data, &data->measures[m], best));
    }
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct panels_data *data = figure_data;
    struct arena *arena = &tables->strings;
    size_t count = 1 + 2 * data->measure_count;
    struct table_column *columns = arena_alloc(arena, count * sizeof *columns);
    columns[0] =
        (struct table_column){.key = "group", .label = _("district"), .measure = MEASURE_TEXT};
    for (size_t m = 0; m < data->measure_count; m++) {
        const struct panels_measure *measure = &data->measures[m];
        columns[1 + 2 * m] = (struct table_column){
            .key = measure->key, .label = measure->title, .measure = MEASURE_COUNT};
        columns[2 + 2 * m] =
            (struct table_column){.key = arena_printf(arena, "%s_planned", measure->key),
                                  .label = arena_printf(arena, _("%s, planned"), measure->title),
                                  .measure = MEASURE_COUNT};
    }
    struct table *table = listing_table(tables, "panels", _("By district"), columns, count);
    for (size_t i = 0; i < data->count; i++) {
        table_row(table);
        table_set_text(table, "group", data->names[i]);
        for (size_t m = 0; m < data->measure_count; m++) {
            table_set_integer(table, columns[1 + 2 * m].key, data->measures[m].values[i]);
            table_set_integer(table, columns[2 + 2 * m].key, data->measures[m].planned[i]);
        }
    }
    return table;
}

const struct figure_type chart_panels = {"panels", draw, describe, tabulate};

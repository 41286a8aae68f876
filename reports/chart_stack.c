#include "reports/chart_stack.h"

#include <math.h>

#include "core/i18n.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

/* From dark to light and back, so that neighbours differ in grey too. */
static const struct colour colours[STACK_MAX_STATES] = {
    STYLE_RGB(0x0072B2), STYLE_RGB(0xF0C35A), STYLE_RGB(0xD55E00),
    STYLE_RGB(0x5B2A4B), STYLE_RGB(0xC8C8C8), STYLE_RGB(0x009E73),
};

static int64_t row_total(const struct stack_data *data, const struct stack_row *row)
{
    int64_t total = 0;
    for (size_t s = 0; s < data->state_count; s++)
        total += row->counts[s];
    return total;
}

static const char *row_text(struct arena *arena, const struct stack_data *data,
                            const struct stack_row *row)
{
    const char *text = row->name;
    for (size_t s = 0; s < data->state_count; s++)
        if (row->counts[s] > 0)
            text = arena_printf(arena, _("%1$s; %2$s: %3$s"), text, data->states[s],
                                phrase_count(arena, row->counts[s]));
    return *row->remark == '\0' ? text : arena_printf(arena, "%s; %s", text, row->remark);
}

static void draw_row(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                     const struct stack_data *data, const struct stack_row *row, double y)
{
    struct arena arena = ARENA_INIT;
    double from = 0;
    for (size_t s = 0; s < data->state_count; s++) {
        double to = from + (double)row->counts[s];
        if (row->counts[s] > 0)
            plot_bar(plot, from, y - 8, to, y + 8, colours[s]);
        bool dark = s == 0 || s == 3;
        struct label label = {.text = phrase_count(&arena, row->counts[s]),
                              .align = ALIGN_CENTRE,
                              .valign = VALIGN_MIDDLE,
                              .size = STYLE_SIZE_SMALL,
                              .x = panel_x(panel, (from + to) / 2),
                              .y = y};
        if (dark)
            label.colour = (struct colour)STYLE_RGB(0xFFFFFF);
        if (canvas_measure(canvas, &label).width + 4 < panel_x(panel, to) - panel_x(panel, from))
            canvas_text(canvas, &label);
        from = to;
    }
    arena_release(&arena);
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct stack_data *data = figure_data;
    struct arena arena = ARENA_INIT;
    struct chart_key keys[STACK_MAX_STATES];
    const char **names = arena_alloc(&arena, (data->count + 1) * sizeof *names);
    const char **values = arena_alloc(&arena, (data->count + 1) * sizeof *values);
    double high = 1;
    for (size_t i = 0; i < data->count; i++) {
        names[i] = data->rows[i].name;
        values[i] = data->rows[i].remark;
        high = fmax(high, (double)row_total(data, &data->rows[i]));
    }
    for (size_t s = 0; s < data->state_count; s++)
        keys[s] = (struct chart_key){data->states[s], colours[s], KEY_BAR};
    struct chart_rows rows;
    struct plot *plot;
    chart_rows_init(&rows, canvas, names, values, data->count,
                    chart_keys(canvas, keys, data->state_count, 0, true), 18);
    struct scale scale = scale_round(0, high, 5);
    if (scale.step < 1)
        scale = scale_round(0, ceil(high), (int)ceil(high));
    struct panel panel = chart_rows_panel(&rows, canvas, 0, fmax(high, 1));
    canvas_set_height(canvas, rows.bottom + axis_height());
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        plot_panel(plot, &panel);
        axis_numbers_below(canvas, plot, &panel, &scale, false);
        for (size_t i = 0; i < data->count; i++) {
            draw_row(canvas, plot, &panel, data, &data->rows[i], rows.rows[i].middle);
            canvas_mark(
                canvas,
                (struct box){0, rows.rows[i].top, canvas_width(canvas), rows.rows[i].height},
                row_text(&arena, data, &data->rows[i]));
        }
        chart_rows_text(&rows, canvas, names, values);
        plot_free(plot);
    }
    chart_rows_release(&rows);
    arena_release(&arena);
    return status;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct stack_data *data = figure_data;
    text_addf(out, _("Stacked bars by district: %s by state."), data->what);
    for (size_t i = 0; i < data->count && i < 4; i++)
        text_addf(out, " %s.", row_text(arena, data, &data->rows[i]));
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct stack_data *data = figure_data;
    struct table_column columns[STACK_MAX_STATES + 2] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT}};
    for (size_t s = 0; s < data->state_count; s++)
        columns[1 + s] = (struct table_column){.key = arena_printf(&tables->strings, "state%zu", s),
                                               .label = data->states[s],
                                               .measure = MEASURE_COUNT};
    columns[1 + data->state_count] =
        (struct table_column){.key = "remark", .label = _("remark"), .measure = MEASURE_TEXT};
    struct table *table =
        listing_table(tables, "states", data->what, columns, data->state_count + 2);
    for (size_t i = 0; i < data->count; i++) {
        table_row(table);
        table_set_text(table, "group", data->rows[i].name);
        for (size_t s = 0; s < data->state_count; s++)
            table_set_integer(table, columns[1 + s].key, data->rows[i].counts[s]);
        table_set_text(table, "remark", data->rows[i].remark);
    }
    return table;
}

const struct figure_type chart_stack = {"stack", draw, describe, tabulate};

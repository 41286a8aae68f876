#include "reports/chart_heat.h"

#include <math.h>

#include "core/i18n.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

enum { CELL_HEIGHT = 26, HEAD_LINES = 3 };

/* White to blue in steps that differ in grey: what is good is light, what needs a look is dark. */
static struct colour shade(double value)
{
    static const struct colour steps[] = {STYLE_RGB(0x08519C), STYLE_RGB(0x2171B5),
                                          STYLE_RGB(0x9ECAE1), STYLE_RGB(0xDEEBF7)};
    size_t step = value < 60 ? 0 : value < 75 ? 1 : value < 90 ? 2 : 3;
    return steps[step];
}

/* Where the columns are too narrow for words they carry numbers, which this explains. */
static const char *numbered(struct arena *arena, const struct heat_data *data)
{
    const char *all = "";
    for (size_t c = 0; c < data->column_count; c++)
        all = arena_printf(arena, "%s%s%zu\u00a0%s", all, c == 0 ? "" : "   ", c + 1,
                           data->columns[c]);
    return all;
}

static bool needs_numbers(double column_width)
{
    return column_width < 62;
}

static struct label legend(const struct canvas *canvas, const char *text)
{
    return (struct label){.text = text,
                          .size = STYLE_SIZE_SMALL,
                          .colour = style_muted,
                          .max_width = canvas_width(canvas),
                          .max_lines = 12};
}

static struct label head_label(const char *text, double column_width)
{
    return (struct label){.text = text,
                          .size = STYLE_SIZE_SMALL,
                          .align = ALIGN_CENTRE,
                          .valign = VALIGN_BOTTOM,
                          .max_width = column_width - 4,
                          .max_lines = HEAD_LINES,
                          .colour = style_muted};
}

/* The heads' height: the words over their columns, or the legend and one line of numbers. */
static double head_height(struct canvas *canvas, const struct heat_data *data, double width)
{
    struct arena arena = ARENA_INIT;
    double height = 0;
    if (needs_numbers(width)) {
        struct label label = legend(canvas, numbered(&arena, data));
        height = canvas_measure(canvas, &label).height + 22;
    }
    for (size_t c = 0; c < data->column_count && !needs_numbers(width); c++) {
        struct label label = head_label(data->columns[c], width);
        height = fmax(height, canvas_measure(canvas, &label).height);
    }
    arena_release(&arena);
    return height + 6;
}

static void draw_cell(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                      const struct chart_row *row, size_t column, double value)
{
    struct arena arena = ARENA_INIT;
    double left = (double)column + 0.02, right = (double)column + 0.98;
    double half = row->thick / 2;
    struct label label = {.text = phrase_number(&arena, value, 0),
                          .align = ALIGN_CENTRE,
                          .valign = VALIGN_MIDDLE,
                          .size = STYLE_SIZE_SMALL,
                          .x = panel_x(panel, (double)column + 0.5),
                          .y = row->middle};
    if (isfinite(value)) {
        plot_bar(plot, left, row->middle - half, right, row->middle + half, shade(value));
        if (value < 75)
            label.colour = (struct colour)STYLE_RGB(0xFFFFFF);
    }
    canvas_text(canvas, &label);
    arena_release(&arena);
}

static const char *cell_text(struct arena *arena, const struct heat_data *data, size_t row,
                             size_t column)
{
    return arena_printf(arena, _("%1$s, %2$s: %3$s"), data->rows[row].name, data->columns[column],
                        phrase_number(arena, data->rows[row].values[column], 1));
}

static void draw_rows(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                      const struct heat_data *data, const struct chart_rows *rows)
{
    struct arena arena = ARENA_INIT;
    double width = panel->box.width / (double)(data->column_count > 0 ? data->column_count : 1);
    for (size_t i = 0; i < data->count; i++) {
        const struct chart_row *row = &rows->rows[i];
        for (size_t c = 0; c < data->column_count; c++) {
            struct box box = {panel->box.x + (double)c * width, row->middle - row->thick / 2, width,
                              row->thick};
            draw_cell(canvas, plot, panel, row, c, data->rows[i].values[c]);
            canvas_mark(canvas, box, cell_text(&arena, data, i, c));
        }
    }
    arena_release(&arena);
}

static void draw_head(struct canvas *canvas, const struct panel *panel,
                      const struct heat_data *data)
{
    struct arena arena = ARENA_INIT;
    double width = panel->box.width / (double)(data->column_count > 0 ? data->column_count : 1);
    bool numbers = needs_numbers(width);
    for (size_t c = 0; c < data->column_count; c++) {
        struct label label =
            head_label(numbers ? arena_printf(&arena, "%zu", c + 1) : data->columns[c], width);
        label.x = panel->box.x + ((double)c + 0.5) * width;
        label.y = panel->box.y - 3;
        canvas_text(canvas, &label);
    }
    if (numbers) {
        struct label label = legend(canvas, numbered(&arena, data));
        canvas_text(canvas, &label);
    }
    arena_release(&arena);
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct heat_data *data = figure_data;
    struct arena arena = ARENA_INIT;
    const char **names = arena_alloc(&arena, (data->count + 1) * sizeof *names);
    for (size_t i = 0; i < data->count; i++)
        names[i] = data->rows[i].name;
    struct chart_rows rows;
    struct plot *plot;
    double columns = (double)(data->column_count > 0 ? data->column_count : 1);
    chart_rows_init(&rows, canvas, names, NULL, data->count, 0, CELL_HEIGHT);
    struct panel panel = chart_rows_panel(&rows, canvas, 0, columns);
    double head = head_height(canvas, data, panel.box.width / columns);
    chart_rows_release(&rows);
    chart_rows_init(&rows, canvas, names, NULL, data->count, head, CELL_HEIGHT);
    panel = chart_rows_panel(&rows, canvas, 0, columns);
    canvas_set_height(canvas, rows.bottom + 6);
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        plot_panel(plot, &panel);
        draw_head(canvas, &panel, data);
        draw_rows(canvas, plot, &panel, data, &rows);
        chart_rows_text(&rows, canvas, names, NULL);
        plot_free(plot);
    }
    chart_rows_release(&rows);
    arena_release(&arena);
    return status;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct heat_data *data = figure_data;
    text_addf(out, _("Shaded table: %s; the darker, the lower."), data->what);
    for (size_t c = 0; c < data->column_count; c++) {
        size_t lowest = data->count;
        for (size_t i = 0; i < data->count; i++)
            if (isfinite(data->rows[i].values[c]) &&
                (lowest == data->count || data->rows[i].values[c] < data->rows[lowest].values[c]))
                lowest = i;
        if (lowest < data->count)
            text_addf(out, _(" Lowest: %s."), cell_text(arena, data, lowest, c));
    }
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct heat_data *data = figure_data;
    struct table_column *columns =
        arena_alloc(&tables->strings, (data->column_count + 1) * sizeof *columns);
    columns[0] =
        (struct table_column){.key = "group", .label = data->row_label, .measure = MEASURE_TEXT};
    for (size_t c = 0; c < data->column_count; c++)
        columns[c + 1] =
            (struct table_column){.key = arena_printf(&tables->strings, "column%zu", c),
                                  .label = data->columns[c],
                                  .measure = MEASURE_NUMBER,
                                  .digits = 1};
    struct table *table =
        listing_table(tables, "heat", data->what, columns, data->column_count + 1);
    for (size_t i = 0; i < data->count; i++) {
        table_row(table);
        table_set_text(table, "group", data->rows[i].name);
        for (size_t c = 0; c < data->column_count; c++)
            table_set_number(table, columns[c + 1].key, data->rows[i].values[c]);
    }
    return table;
}

const struct figure_type chart_heat = {"heat", draw, describe, tabulate};

#include "reports/chart_money.h"

#include <math.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

static const struct colour planned_colour = STYLE_RGB(0xD4D4D4);

static const char *row_text(struct arena *arena, const struct money_row *row)
{
    return arena_printf(arena, _("%1$s: planned %2$s, issued %3$s, paid %4$s"), row->name,
                        phrase_money(arena, row->planned_fen), phrase_money(arena, row->issued_fen),
                        phrase_money(arena, row->paid_fen));
}

static double most(const struct money_data *data)
{
    double high = 0;
    for (size_t i = 0; i < data->count; i++) {
        high = fmax(high, phrase_money_in_unit(data->rows[i].planned_fen));
        high = fmax(high, phrase_money_in_unit(data->rows[i].issued_fen));
        high = fmax(high, phrase_money_in_unit(data->rows[i].paid_fen));
    }
    return high;
}

static void draw_bar(struct plot *plot, int64_t fen, double y, double half, struct colour colour)
{
    if (fen != VALUE_NONE)
        plot_bar(plot, 0, y - half, phrase_money_in_unit(fen), y + half, colour);
}

static double share_pct(int64_t part, int64_t whole)
{
    return part == VALUE_NONE || whole == VALUE_NONE || whole <= 0
               ? NAN
               : 100.0 * (double)part / (double)whole;
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct money_data *data = figure_data;
    struct arena arena = ARENA_INIT;
    const char **names = arena_alloc(&arena, (data->count + 1) * sizeof *names);
    const char **values = arena_alloc(&arena, (data->count + 1) * sizeof *values);
    for (size_t i = 0; i < data->count; i++) {
        names[i] = data->rows[i].name;
        values[i] = arena_printf(
            &arena, _("%s paid"),
            phrase_percent(&arena, share_pct(data->rows[i].paid_fen, data->rows[i].planned_fen),
                           0));
    }
    const struct chart_key keys[] = {
        {_("planned"), planned_colour, KEY_BAR},
        {_("issued"), style_sky, KEY_BAR},
        {_("paid"), style_blue, KEY_BAR},
        {arena_printf(&arena, _("in %s"), phrase_money_unit()), style_grid, KEY_WORDS},
    };
    struct chart_rows rows;
    struct plot *plot;
    chart_rows_init(&rows, canvas, names, values, data->count, chart_keys(canvas, keys, 4, 0, true),
                    18);
    struct scale scale = scale_round(0, most(data), canvas_width(canvas) < FIGURE_NARROW ? 3 : 5);
    struct panel panel = chart_rows_panel(&rows, canvas, 0, scale.high);
    canvas_set_height(canvas, rows.bottom + axis_height());
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        plot_panel(plot, &panel);
        axis_numbers_below(canvas, plot, &panel, &scale, false);
        for (size_t i = 0; i < data->count; i++) {
            const struct chart_row *place = &rows.rows[i];
            draw_bar(plot, data->rows[i].planned_fen, place->middle, 9, planned_colour);
            draw_bar(plot, data->rows[i].issued_fen, place->middle, 6, style_sky);
            draw_bar(plot, data->rows[i].paid_fen, place->middle, 3, style_blue);
            canvas_mark(canvas, (struct box){0, place->top, canvas_width(canvas), place->height},
                        row_text(&arena, &data->rows[i]));
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
    const struct money_data *data = figure_data;
    text_add(out, _("Bars of the money planned, issued and paid by district, most planned first."));
    for (size_t i = 0; i < data->count && i < 3; i++)
        text_addf(out, " %s.", row_text(arena, &data->rows[i]));
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct money_data *data = figure_data;
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "planned_yuan", .label = _("planned"), .measure = MEASURE_YUAN},
        {.key = "issued_yuan", .label = _("issued"), .measure = MEASURE_YUAN},
        {.key = "paid_yuan", .label = _("paid"), .measure = MEASURE_YUAN},
        {.key = "paid_pct", .label = _("paid of planned"), .measure = MEASURE_PERCENT, .digits = 1},
    };
    struct table *table = listing_table(tables, "money", _("Money by district"), columns,
                                        sizeof columns / sizeof *columns);
    for (size_t i = 0; i < data->count; i++) {
        const struct money_row *row = &data->rows[i];
        table_row(table);
        table_set_text(table, "group", row->name);
        table_set_integer(table, "planned_yuan", row->planned_fen);
        table_set_integer(table, "issued_yuan", row->issued_fen);
        table_set_integer(table, "paid_yuan", row->paid_fen);
        table_set_number(table, "paid_pct", share_pct(row->paid_fen, row->planned_fen));
    }
    return table;
}

const struct figure_type chart_money = {"money", draw, describe, tabulate};

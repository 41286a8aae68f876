#include "reports/chart_caterpillar.h"

#include <math.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

static double lowest(const struct caterpillar_data *data)
{
    double low = isfinite(data->threshold_pct) ? data->threshold_pct : 100;
    for (size_t i = 0; i < data->count; i++)
        low = fmin(low, isfinite(data->rows[i].low_pct) ? data->rows[i].low_pct : low);
    return fmax(0, floor((low - 4) / 10) * 10);
}

static const char *row_text(struct arena *arena, const struct caterpillar_row *row)
{
    return arena_printf(arena, _("%1$s: %2$s, 95 %% interval %3$s to %4$s; %5$s"), row->name,
                        phrase_percent(arena, row->rate_pct, 1),
                        phrase_percent(arena, row->low_pct, 1),
                        phrase_percent(arena, row->high_pct, 1), row->remark);
}

static void draw_row(struct plot *plot, const struct caterpillar_row *row,
                     const struct chart_row *place)
{
    const struct stroke interval = {style_blue, 2, DASH_NONE};
    double y = place->middle;
    if (isfinite(row->low_pct) && isfinite(row->high_pct))
        plot_segment(plot, row->low_pct, y, row->high_pct, y, &interval);
    if (isfinite(row->shrunk_pct)) {
        const struct stroke tick = {style_ink, 2, DASH_NONE};
        plot_segment(plot, row->shrunk_pct, y - 6, row->shrunk_pct, y + 6, &tick);
    }
    if (isfinite(row->rate_pct))
        plot_dot(plot, row->rate_pct, y, row->outside == 0 ? 4.5 : 6,
                 row->outside == 0 ? DOT_FULL : DOT_DIAMOND,
                 row->outside == 0 ? style_blue : style_vermillion);
}

struct texts {
    const char **names, **values;
};

static struct texts row_texts(const struct caterpillar_data *data, struct arena *arena)
{
    struct texts texts = {arena_alloc(arena, (data->count + 1) * sizeof(char *)),
                          arena_alloc(arena, (data->count + 1) * sizeof(char *))};
    for (size_t i = 0; i < data->count; i++) {
        texts.names[i] = data->rows[i].name;
        texts.values[i] = phrase_percent(arena, data->rows[i].rate_pct, 1);
    }
    return texts;
}

/* The panel runs from a round value below the lowest interval to 100 %. */
static void draw_threshold(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                           const struct chart_rows *rows, const struct caterpillar_data *data)
{
    const struct stroke stroke = {style_vermillion, 1.4, DASH_DASHED};
    if (!isfinite(data->threshold_pct))
        return;
    chart_rows_line(rows, plot, data->threshold_pct, &stroke);
    struct label label = {.text = data->threshold,
                          .x = panel_x(panel, data->threshold_pct),
                          .y = panel->box.y - 2,
                          .align = ALIGN_CENTRE,
                          .valign = VALIGN_BOTTOM,
                          .size = STYLE_SIZE_SMALL,
                          .colour = style_vermillion_text};
    canvas_text(canvas, &label);
}

/* Only what the rows have is explained. */
static size_t make_keys(const struct caterpillar_data *data, struct chart_key *keys)
{
    size_t count = 0;
    bool shrunk = false, outside = false;
    for (size_t i = 0; i < data->count; i++) {
        shrunk = shrunk || isfinite(data->rows[i].shrunk_pct);
        outside = outside || data->rows[i].outside != 0;
    }
    keys[count++] = (struct chart_key){_("share, with its interval of 95 %"), style_blue, KEY_DOT};
    if (shrunk)
        keys[count++] = (struct chart_key){_("shrunk towards the city"), style_ink, KEY_TICK};
    if (outside)
        keys[count++] =
            (struct chart_key){_("outside the funnel's limits"), style_vermillion, KEY_DIAMOND};
    return count;
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct caterpillar_data *data = figure_data;
    struct arena arena = ARENA_INIT;
    struct texts texts = row_texts(data, &arena);
    struct chart_key keys[3];
    size_t key_count = make_keys(data, keys);
    struct chart_rows rows;
    struct plot *plot;
    double top =
        chart_keys(canvas, keys, key_count, 0, true) + (isfinite(data->threshold_pct) ? 18 : 0);
    chart_rows_init(&rows, canvas, texts.names, texts.values, data->count, top, 14);
    struct panel panel = chart_rows_panel(&rows, canvas, lowest(data), 100);
    struct scale scale = scale_round(0, 100, 10);
    scale.low = panel.x_low;
    canvas_set_height(canvas, rows.bottom + axis_height());
    enum status status = plot_new(&plot, canvas, error);
    if (status == STATUS_OK) {
        plot_panel(plot, &panel);
        axis_numbers_below(canvas, plot, &panel, &scale, true);
        draw_threshold(canvas, plot, &panel, &rows, data);
        for (size_t i = 0; i < data->count; i++) {
            draw_row(plot, &data->rows[i], &rows.rows[i]);
            canvas_mark(
                canvas,
                (struct box){0, rows.rows[i].top, canvas_width(canvas), rows.rows[i].height},
                row_text(&arena, &data->rows[i]));
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
    const struct caterpillar_data *data = figure_data;
    if (isfinite(data->threshold_pct))
        text_addf(out, _("Rates with 95 %% intervals (%1$s), sorted, against the line %2$s."),
                  data->what, data->threshold);
    else
        text_addf(out, _("Rates with 95 %% intervals (%s), sorted."), data->what);
    if (data->count == 0)
        return;
    text_addf(out, _(" Highest: %s."), row_text(arena, &data->rows[0]));
    if (data->count > 1)
        text_addf(out, _(" Lowest: %s."), row_text(arena, &data->rows[data->count - 1]));
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct caterpillar_data *data = figure_data;
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "rate_pct", .label = _("share"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "low_pct", .label = _("lower end (95 %)"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "high_pct",
         .label = _("upper end (95 %)"),
         .measure = MEASURE_PERCENT,
         .digits = 1},
        {.key = "shrunk_pct", .label = _("shrunk"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "remark", .label = _("remark"), .measure = MEASURE_TEXT},
    };
    struct table *table =
        listing_table(tables, "rates", data->what, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < data->count; i++) {
        const struct caterpillar_row *row = &data->rows[i];
        table_row(table);
        table_set_text(table, "group", row->name);
        table_set_number(table, "rate_pct", row->rate_pct);
        table_set_number(table, "low_pct", row->low_pct);
        table_set_number(table, "high_pct", row->high_pct);
        table_set_number(table, "shrunk_pct", row->shrunk_pct);
        table_set_text(table, "remark",
                       row->outside > 0   ? _("above the funnel's limits")
                       : row->outside < 0 ? _("below the funnel's limits")
                                          : row->remark);
    }
    return table;
}

const struct figure_type chart_caterpillar = {"caterpillar", draw, describe, tabulate};

#include "reports/chart_reliability.h"

#include <math.h>

#include "core/i18n.h"
#include "reports/chart_parts.h"
#include "reports/phrase.h"

static const char *bin_text(struct arena *arena, const struct reliability_bin *bin)
{
    return arena_printf(arena, _("said %1$s, came %2$s (%3$s forecasts)"),
                        phrase_percent(arena, 100 * bin->mean, 0),
                        phrase_percent(arena, 100 * bin->observed, 0),
                        phrase_count(arena, (int64_t)bin->forecasts));
}

static size_t most_forecasts(const struct reliability_data *data)
{
    size_t most = 1;
    for (size_t i = 0; i < data->count; i++)
        if (data->bins[i].forecasts > most)
            most = data->bins[i].forecasts;
    return most;
}

/* A bin's dot has an area in proportion to its forecasts, but can always be seen. */
static void draw_bin(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                     const struct reliability_bin *bin, size_t most)
{
    struct arena arena = ARENA_INIT;
    double x = 100 * bin->mean, y = 100 * bin->observed;
    double radius = 3 + 8 * sqrt((double)bin->forecasts / (double)most);
    if (isfinite(x) && isfinite(y)) {
        struct box box = {panel_x(panel, x) - 10, panel_y(panel, y) - 10, 20, 20};
        plot_dot(plot, x, y, radius, DOT_FULL, style_blue);
        canvas_mark(canvas, box, bin_text(&arena, bin));
    }
    arena_release(&arena);
}

static void name_axes(struct canvas *canvas, const struct panel *panel)
{
    struct label below = {.text = _("probability that was given"),
                          .align = ALIGN_CENTRE,
                          .x = panel->box.x + panel->box.width / 2,
                          .colour = style_muted,
                          .y = panel->box.y + panel->box.height + axis_height(),
                          .size = STYLE_SIZE_SMALL};
    struct label above = {.text = _("share that came true"),
                          .x = 0,
                          .y = 0,
                          .size = STYLE_SIZE_SMALL,
                          .colour = style_muted};
    struct label line = {.text = _("as often as said"),
                         .x = panel_x(panel, 32),
                         .y = panel_y(panel, 26),
                         .size = STYLE_SIZE_SMALL,
                         .colour = style_muted};
    canvas_text(canvas, &below);
    canvas_text(canvas, &above);
    canvas_text(canvas, &line);
}

static enum status draw(const void *figure_data, struct canvas *canvas, struct error *error)
{
    const struct reliability_data *data = figure_data;
    const struct stroke diagonal = {style_muted, 1.2, DASH_DASHED};
    struct scale scale = scale_round(0, 100, 5);
    double left = axis_numbers_width(canvas, &scale, true);
    double side = fmin(canvas_width(canvas) - left - 14, 420);
    struct panel panel = {{left, 26, side, side}, 0, 100, 0, 100};
    struct plot *plot;
    canvas_set_height(canvas, panel.box.y + side + axis_height() + 22);
    enum status status = plot_new(&plot, canvas, error);
    if (status != STATUS_OK)
        return status;
    plot_panel(plot, &panel);
    axis_numbers_left(canvas, plot, &panel, &scale, true);
    axis_numbers_below(canvas, plot, &panel, &scale, true);
    plot_segment(plot, 0, 0, 100, 100, &diagonal);
    for (size_t i = 0; i < data->count; i++)
        draw_bin(canvas, plot, &panel, &data->bins[i], most_forecasts(data));
    name_axes(canvas, &panel);
    plot_free(plot);
    return STATUS_OK;
}

static void describe(const void *figure_data, struct arena *arena, struct text *out)
{
    const struct reliability_data *data = figure_data;
    text_add(out, _("Reliability diagram: dots on the dashed line came true as often as said."));
    for (size_t i = 0; i < data->count; i++)
        if (data->bins[i].forecasts > 0)
            text_addf(out, " %s;", bin_text(arena, &data->bins[i]));
}

static struct table *tabulate(const void *figure_data, struct listing *tables)
{
    const struct reliability_data *data = figure_data;
    const struct table_column columns[] = {
        {.key = "p_low", .label = _("probability, from"), .measure = MEASURE_PERCENT},
        {.key = "p_high", .label = _("to"), .measure = MEASURE_PERCENT},
        {.key = "n", .label = _("forecasts"), .measure = MEASURE_COUNT},
        {.key = "mean_p", .label = _("given, mean"), .measure = MEASURE_PERCENT},
        {.key = "observed", .label = _("came true"), .measure = MEASURE_PERCENT},
    };
    struct table *table = listing_table(tables, "reliability", _("Probabilities and outcomes"),
                                        columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < data->count; i++) {
        const struct reliability_bin *bin = &data->bins[i];
        table_row(table);
        table_set_number(table, "p_low", 100 * bin->low);
        table_set_number(table, "p_high", 100 * bin->high);
        table_set_integer(table, "n", (int64_t)bin->forecasts);
        table_set_number(table, "mean_p", 100 * bin->mean);
        table_set_number(table, "observed", 100 * bin->observed);
    }
    return table;
}

const struct figure_type chart_reliability = {"reliability", draw, describe, tabulate};

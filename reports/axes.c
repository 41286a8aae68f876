#include "reports/axes.h"

#include <math.h>
#include <stdio.h>

#include "reports/phrase.h"
#include "reports/style.h"

static const struct stroke grid_stroke = {STYLE_RGB(0xE2E2E2), STYLE_LINE_THIN, DASH_NONE};
static const struct stroke base_stroke = {STYLE_RGB(0x8A8A8A), 1, DASH_NONE};

struct scale scale_round(double low, double high, int wanted)
{
    struct scale scale = {fmin(low, 0), fmax(high, 0), 1, 0};
    double range = scale.high - scale.low;
    if (!(range > 0) || !isfinite(range)) {
        scale.low = isfinite(scale.low) ? scale.low : 0;
        scale.high = scale.low + 1;
        range = 1;
    }
    double rough = range / (wanted > 0 ? wanted : 1);
    double power = pow(10, floor(log10(rough)));
    double factor = rough / power;
    scale.step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    scale.low = floor(scale.low / scale.step + 1e-9) * scale.step;
    scale.high = ceil(scale.high / scale.step - 1e-9) * scale.step;
    scale.digits = scale.step >= 1 ? 0 : (int)ceil(-log10(scale.step) - 1e-9);
    return scale;
}

double axis_height(void)
{
    return 22;
}

static size_t tick_count(const struct scale *scale)
{
    return (size_t)lround((scale->high - scale->low) / scale->step) + 1;
}

static const char *tick_text(struct arena *arena, const struct scale *scale, size_t i, bool percent)
{
    double value = scale->low + (double)i * scale->step;
    return percent ? phrase_percent(arena, value, scale->digits)
                   : phrase_number(arena, value, scale->digits);
}

static struct label tick_label(const char *text, double x, double y, enum align align,
                               enum valign valign)
{
    return (struct label){.text = text,
                          .x = x,
                          .y = y,
                          .align = align,
                          .valign = valign,
                          .size = STYLE_SIZE_SMALL,
                          .colour = style_muted};
}

void axis_numbers_below(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                        const struct scale *scale, bool percent)
{
    struct arena arena = ARENA_INIT;
    double bottom = panel->box.y + panel->box.height, free_from = -1e9;
    for (size_t i = 0; i < tick_count(scale); i++) {
        double value = scale->low + (double)i * scale->step;
        if (value > panel->x_high + scale->step * 1e-6)
            break;
        plot_segment(plot, value, panel->y_low, value, panel->y_high,
                     fabs(value) < scale->step * 1e-6 ? &base_stroke : &grid_stroke);
        struct label label = tick_label(tick_text(&arena, scale, i, percent), panel_x(panel, value),
                                        bottom + 4, ALIGN_CENTRE, VALIGN_TOP);
        struct box box = canvas_measure(canvas, &label);
        double inside = fmax(0, fmin(box.x, canvas_width(canvas) - box.width));
        label.x += inside - box.x;
        box.x = inside;
        if (box.x < free_from)
            continue;
        canvas_text(canvas, &label);
        free_from = box.x + box.width + STYLE_GAP;
    }
    arena_release(&arena);
}

double axis_numbers_width(struct canvas *canvas, const struct scale *scale, bool percent)
{
    struct arena arena = ARENA_INIT;
    double width = 0;
    for (size_t i = 0; i < tick_count(scale); i++) {
        struct label label =
            tick_label(tick_text(&arena, scale, i, percent), 0, 0, ALIGN_LEFT, VALIGN_TOP);
        width = fmax(width, canvas_measure(canvas, &label).width);
    }
    arena_release(&arena);
    return width + STYLE_GAP;
}

void axis_numbers_left(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                       const struct scale *scale, bool percent)
{
    struct arena arena = ARENA_INIT;
    for (size_t i = 0; i < tick_count(scale); i++) {
        double value = scale->low + (double)i * scale->step;
        if (value > panel->y_high + scale->step * 1e-6)
            break;
        plot_segment(plot, panel->x_low, value, panel->x_high, value,
                     fabs(value) < scale->step * 1e-6 ? &base_stroke : &grid_stroke);
        struct label label =
            tick_label(tick_text(&arena, scale, i, percent), panel->box.x - STYLE_GAP,
                       panel_y(panel, value), ALIGN_RIGHT, VALIGN_MIDDLE);
        canvas_text(canvas, &label);
    }
    arena_release(&arena);
}

/* "2022" under the first month that is named and under each January. */
static const char *month_text(struct arena *arena, daynum day, bool with_year)
{
    if (with_year)
        return arena_printf(arena, "%s\n%d", phrase_month(daynum_month(day)), daynum_year(day));
    return phrase_month(daynum_month(day));
}

void axis_months_below(struct canvas *canvas, struct plot *plot, const struct panel *panel)
{
    struct arena arena = ARENA_INIT;
    double bottom = panel->box.y + panel->box.height, free_from = -1e9;
    daynum first = (daynum)ceil(panel->x_low), last = (daynum)floor(panel->x_high);
    plot_segment(plot, panel->x_low, panel->y_low, panel->x_high, panel->y_low, &base_stroke);
    bool first_label = true;
    for (daynum end = daynum_month_end(first - 1); end + 1 <= last;
         end = daynum_month_end(end + 1)) {
        daynum day = end + 1;
        double x = panel_x(panel, day);
        canvas_line(canvas, x, bottom, x, bottom + 4, style_axis, 1);
        struct label label =
            tick_label(month_text(&arena, day, first_label || daynum_month(day) == 1), x,
                       bottom + 5, ALIGN_LEFT, VALIGN_TOP);
        label.max_lines = 2;
        label.max_width = 60;
        struct box box = canvas_measure(canvas, &label);
        if (box.x < free_from || box.x + box.width > canvas_width(canvas))
            continue;
        canvas_text(canvas, &label);
        free_from = box.x + box.width + STYLE_GAP;
        first_label = false;
    }
    arena_release(&arena);
}

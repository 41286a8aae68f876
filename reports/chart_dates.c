/* The dates that matter on a time axis. */
#include "reports/chart_parts.h"

enum { MAX_DATE_LINES = 16, DATE_LINE_HEIGHT = 17 };

/* The words of the dates, each in a line of text above the panel, 0 the lowest. */
struct placed {
    struct label labels[MAX_DATE_LINES];
    size_t levels[MAX_DATE_LINES];
    size_t order[MAX_DATE_LINES]; /* by day */
    size_t count, height;
};

static void sort_by_day(struct placed *placed, const struct date_line *lines)
{
    for (size_t i = 0; i < placed->count; i++) {
        size_t at = i;
        for (; at > 0 && lines[placed->order[at - 1]].day > lines[i].day; at--)
            placed->order[at] = placed->order[at - 1];
        placed->order[at] = i;
    }
}

/*
 * Words begin at their line and run to the right: a line that rises under them must end below
 * them. Where the last ones do not fit, all run to the left, and the mirror image holds.
 */
static void find_levels(struct canvas *canvas, struct placed *placed, bool leftwards)
{
    for (size_t step = 0; step < placed->count; step++) {
        size_t i = placed->order[leftwards ? step : placed->count - 1 - step];
        struct box box = canvas_measure(canvas, &placed->labels[i]);
        size_t level = 0;
        for (size_t before = 0; before < step; before++) {
            size_t j = placed->order[leftwards ? before : placed->count - 1 - before];
            double x = placed->labels[j].x;
            bool under = leftwards ? x > box.x - STYLE_GAP : x < box.x + box.width + STYLE_GAP;
            if (under && placed->levels[j] + 1 > level)
                level = placed->levels[j] + 1;
        }
        placed->levels[i] = level;
        placed->height = level + 1 > placed->height ? level + 1 : placed->height;
    }
}

static bool fits(struct canvas *canvas, const struct placed *placed)
{
    for (size_t i = 0; i < placed->count; i++) {
        struct box box = canvas_measure(canvas, &placed->labels[i]);
        if (box.x + box.width > canvas_width(canvas))
            return false;
    }
    return true;
}

static struct placed place(struct canvas *canvas, const struct panel *panel,
                           const struct date_line *lines, size_t count)
{
    struct placed placed = {.count = count < MAX_DATE_LINES ? count : MAX_DATE_LINES};
    for (size_t i = 0; i < placed.count; i++)
        placed.labels[i] = (struct label){.text = lines[i].text,
                                          .size = STYLE_SIZE_SMALL,
                                          .colour = lines[i].colour,
                                          .valign = VALIGN_BOTTOM,
                                          .x = panel_x(panel, lines[i].day) - 2};
    sort_by_day(&placed, lines);
    bool leftwards = !fits(canvas, &placed);
    for (size_t i = 0; leftwards && i < placed.count; i++) {
        struct label *label = &placed.labels[i];
        label->align = ALIGN_RIGHT;
        label->x += 4;
        struct box box = canvas_measure(canvas, label);
        if (box.x < 0)
            label->x -= box.x;
    }
    find_levels(canvas, &placed, leftwards);
    return placed;
}

double chart_date_lines_height(struct canvas *canvas, const struct panel *panel,
                               const struct date_line *lines, size_t count)
{
    struct placed placed = place(canvas, panel, lines, count);
    return (double)placed.height * DATE_LINE_HEIGHT + 4;
}

void chart_date_lines(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                      const struct chart_rows *rows, const struct date_line *lines, size_t count)
{
    struct placed placed = place(canvas, panel, lines, count);
    for (size_t i = 0; i < placed.count; i++) {
        struct stroke stroke = {lines[i].colour, 1.2, DASH_DASHED};
        double top = panel->box.y - 3 - (double)placed.levels[i] * DATE_LINE_HEIGHT;
        double x = panel_x(panel, lines[i].day);
        if (rows == NULL)
            plot_segment(plot, lines[i].day, panel->y_low, lines[i].day, panel->y_high, &stroke);
        else
            chart_rows_line(rows, plot, lines[i].day, &stroke);
        if (placed.levels[i] > 0)
            canvas_line(canvas, x, panel->box.y, x, top, colour_fade(lines[i].colour, 0.6), 0.8);
        placed.labels[i].y = top;
        canvas_text(canvas, &placed.labels[i]);
    }
}

#include "reports/chart_parts.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "reports/figure.h"
#include "reports/labels.h"

static struct label row_name(const struct chart_rows *rows, const struct canvas *canvas,
                             const char *name)
{
    double most = rows->above ? canvas_width(canvas) - rows->value_width - 2 * STYLE_GAP
                              : canvas_width(canvas) * 0.36;
    return (struct label){.text = name,
                          .max_width = most,
                          .max_lines = rows->above ? 1 : 2,
                          .align = rows->above ? ALIGN_LEFT : ALIGN_RIGHT,
                          .valign = rows->above ? VALIGN_TOP : VALIGN_MIDDLE};
}

static double widest_value(struct canvas *canvas, const char *const *values, size_t count)
{
    double width = 0;
    for (size_t i = 0; values != NULL && i < count; i++) {
        struct label label = {.text = values[i], .size = STYLE_SIZE_SMALL};
        width = fmax(width, canvas_measure(canvas, &label).width);
    }
    return width > 0 ? width + STYLE_GAP : 0;
}

void chart_rows_init(struct chart_rows *rows, struct canvas *canvas, const char *const *names,
                     const char *const *values, size_t count, double top, double thick)
{
    *rows = (struct chart_rows){.count = count, .top = top};
    rows->rows = xcalloc(count > 0 ? count : 1, sizeof *rows->rows);
    rows->above = canvas_width(canvas) < FIGURE_NARROW;
    rows->value_width = widest_value(canvas, values, count);
    double widest = 0, y = top;
    for (size_t i = 0; i < count; i++) {
        struct label label = row_name(rows, canvas, names[i]);
        struct box box = canvas_measure(canvas, &label);
        struct chart_row *row = &rows->rows[i];
        row->top = y;
        row->thick = thick;
        row->height = rows->above ? box.height + thick + 6 : fmax(box.height, thick) + 8;
        row->middle = rows->above ? y + box.height + 1 + thick / 2 : y + row->height / 2;
        widest = fmax(widest, box.width);
        y += row->height;
    }
    rows->bottom = y;
    rows->left = rows->above ? 2 : widest + STYLE_GAP * 1.5;
}

void chart_rows_release(struct chart_rows *rows)
{
    free(rows->rows);
}

void chart_rows_text(const struct chart_rows *rows, struct canvas *canvas, const char *const *names,
                     const char *const *values)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct chart_row *row = &rows->rows[i];
        struct label name = row_name(rows, canvas, names[i]);
        /* On a narrow canvas the panel's base line stands just before the names. */
        name.x = rows->above ? rows->left + 4 : rows->left - STYLE_GAP * 1.5;
        name.y = rows->above ? row->top : row->middle;
        canvas_text(canvas, &name);
        if (values == NULL)
            continue;
        struct label value = {.text = values[i],
                              .x = canvas_width(canvas),
                              .align = ALIGN_RIGHT,
                              .y = name.y,
                              .valign = name.valign,
                              .size = STYLE_SIZE_SMALL,
                              .colour = style_muted};
        canvas_text(canvas, &value);
    }
}

struct panel chart_rows_panel(const struct chart_rows *rows, const struct canvas *canvas,
                              double x_low, double x_high)
{
    double right =
        canvas_width(canvas) - (rows->above ? 8 : fmax(rows->value_width, 12) + STYLE_GAP);
    return (struct panel){{rows->left, rows->top, right - rows->left, rows->bottom - rows->top},
                          x_low,
                          x_high,
                          rows->bottom,
                          rows->top};
}

void chart_rows_line(const struct chart_rows *rows, struct plot *plot, double x,
                     const struct stroke *stroke)
{
    if (!rows->above) {
        plot_segment(plot, x, rows->top, x, rows->bottom, stroke);
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        const struct chart_row *row = &rows->rows[i];
        plot_segment(plot, x, row->middle - row->thick / 2, x, row->middle + row->thick / 2,
                     stroke);
    }
}

static void draw_swatch(struct canvas *canvas, const struct chart_key *key, double x, double y)
{
    switch (key->shape) {
    case KEY_BAR:
        canvas_rectangle(canvas, (struct box){x, y - 5, 16, 10}, key->colour);
        break;
    case KEY_LINE:
        canvas_rectangle(canvas, (struct box){x, y - 1.2, 16, 2.4}, key->colour);
        break;
    case KEY_DASHED:
        canvas_rectangle(canvas, (struct box){x, y - 1, 6, 2}, key->colour);
        canvas_rectangle(canvas, (struct box){x + 10, y - 1, 6, 2}, key->colour);
        break;
    case KEY_DOT:
        canvas_dot(canvas, x + 8, y, 4.5, 20, key->colour);
        break;
    case KEY_DIAMOND:
        canvas_dot(canvas, x + 8, y, 6, 4, key->colour);
        break;
    case KEY_WORDS:
        break;
    case KEY_TICK:
        canvas_rectangle(canvas, (struct box){x + 7, y - 7, 2.4, 14}, key->colour);
        break;
    }
}

double chart_keys(struct canvas *canvas, const struct chart_key *keys, size_t count, double top,
                  bool draw)
{
    double x = 0, y = top;
    for (size_t i = 0; i < count; i++) {
        struct label label = {
            .text = keys[i].text, .size = STYLE_SIZE_SMALL, .valign = VALIGN_MIDDLE};
        double swatch = keys[i].shape == KEY_WORDS ? 0 : 22;
        double width = swatch + canvas_measure(canvas, &label).width;
        if (x > 0 && x + width > canvas_width(canvas)) {
            x = 0;
            y += 20;
        }
        if (draw) {
            draw_swatch(canvas, &keys[i], x, y + 10);
            label.x = x + swatch;
            label.y = y + 10;
            canvas_text(canvas, &label);
        }
        x += width + 18;
    }
    return y + 26;
}

static struct label end_text(const struct end_label *end, double most)
{
    return (struct label){.text = end->text,
                          .colour = end->colour,
                          .max_width = most,
                          .max_lines = 3,
                          .valign = VALIGN_MIDDLE,
                          .size = STYLE_SIZE_SMALL};
}

double chart_end_labels_width(struct canvas *canvas, const struct end_label *labels, size_t count,
                              double most)
{
    double width = 0;
    for (size_t i = 0; i < count; i++) {
        struct label label = end_text(&labels[i], most);
        width = fmax(width, canvas_measure(canvas, &label).width);
    }
    return width + 2 * STYLE_GAP;
}

void chart_end_labels(struct canvas *canvas, const struct panel *panel, struct end_label *labels,
                      size_t count, double width)
{
    double *centres = xcalloc(count + 1, sizeof *centres);
    double *heights = xcalloc(count + 1, sizeof *heights);
    double right = panel->box.x + panel->box.width;
    for (size_t i = 0; i < count; i++) {
        struct label label = end_text(&labels[i], width - 2 * STYLE_GAP);
        heights[i] = canvas_measure(canvas, &label).height;
        centres[i] = labels[i].y;
    }
    labels_spread(centres, heights, count, panel->box.y, panel->box.y + panel->box.height + 14);
    for (size_t i = 0; i < count; i++) {
        struct label label = end_text(&labels[i], width - 2 * STYLE_GAP);
        label.x = right + 1.6 * STYLE_GAP;
        label.y = centres[i];
        canvas_text(canvas, &label);
        if (fabs(centres[i] - labels[i].y) > 7)
            canvas_line(canvas, right + 1, labels[i].y, right + 1.4 * STYLE_GAP, centres[i],
                        labels[i].colour, 0.8);
    }
    free(centres);
    free(heights);
}

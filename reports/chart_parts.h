/* chart_parts: what several kinds of charts have in common: named rows, keys, labels at lines. */
#ifndef REPORTS_CHART_PARTS_H
#define REPORTS_CHART_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/axes.h"
#include "reports/canvas.h"
#include "reports/plot.h"

/* One row of a horizontal chart. */
struct chart_row {
    double top, height;
    double middle; /* where its bar or point lies */
    double thick;  /* room for a bar */
};

/*
 * Rows with a name each: beside the panel on a wide canvas, above their bars on a narrow one.
 * Names break into two lines and end in an ellipsis where they are longer.
 */
struct chart_rows {
    struct chart_row *rows;
    size_t count;
    bool above;
    double left;        /* where the panel begins */
    double top, bottom; /* of all rows */
    double value_width; /* kept free at the right for a text a row; 0: none */
};

void chart_rows_init(struct chart_rows *rows, struct canvas *canvas, const char *const *names,
                     const char *const *values, size_t count, double top, double thick);
void chart_rows_release(struct chart_rows *rows);
void chart_rows_text(const struct chart_rows *rows, struct canvas *canvas, const char *const *names,
                     const char *const *values);

/* A panel over the rows whose y are canvas units. */
struct panel chart_rows_panel(const struct chart_rows *rows, const struct canvas *canvas,
                              double x_low, double x_high);

/* A vertical line through the rows' bars; it leaves out the names that stand above them. */
void chart_rows_line(const struct chart_rows *rows, struct plot *plot, double x,
                     const struct stroke *stroke);

/* A swatch and a word, one beside the other, as the line above a chart that says what is what. */
struct chart_key {
    const char *text;
    struct colour colour;
    enum { KEY_BAR, KEY_LINE, KEY_DASHED, KEY_DOT, KEY_DIAMOND, KEY_TICK, KEY_WORDS } shape;
};
/* Draws keys from `top` on, in as many lines as they need; returns where the chart begins.
 * `draw` false: only measures. */
double chart_keys(struct canvas *canvas, const struct chart_key *keys, size_t count, double top,
                  bool draw);

/* Words at the right ends of lines, moved apart where they would cover each other. */
struct end_label {
    const char *text;
    double y; /* canvas units */
    struct colour colour;
};
double chart_end_labels_width(struct canvas *canvas, const struct end_label *labels, size_t count,
                              double most);
void chart_end_labels(struct canvas *canvas, const struct panel *panel, struct end_label *labels,
                      size_t count, double width);

/* A date on a time axis that matters: a vertical line through the panel, its words on top. */
struct date_line {
    daynum day;
    const char *text;
    struct colour colour;
};
/* The height that the words need above the panel, in lines that do not cover each other. */
double chart_date_lines_height(struct canvas *canvas, const struct panel *panel,
                               const struct date_line *lines, size_t count);
/* `rows` NULL: the lines run through the whole panel. */
void chart_date_lines(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                      const struct chart_rows *rows, const struct date_line *lines, size_t count);

#endif

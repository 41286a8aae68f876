/*
 * figure: a chart as a kind and its data, with a text and a table that say the same.
 *
 * A kind is one file chart_<kind>.c: it draws its data, tells them in words, and lists them.
 * The words and the table are made when the figure joins a report, the drawing when a driver
 * asks for it in some width. The data are plain structs that live as long as the report.
 */
#ifndef REPORTS_FIGURE_H
#define REPORTS_FIGURE_H

#include "core/error.h"
#include "core/memory.h"
#include "core/text.h"
#include "reports/canvas.h"
#include "reports/table.h"

struct figure_type {
    const char *name; /* "fan" */
    /* Draws on a canvas whose width is given, and sets its height. */
    enum status (*draw)(const void *data, struct canvas *canvas, struct error *error);
    /* Appends what a reader sees who looks at the chart: its form, its extremes, its message. */
    void (*describe)(const void *data, struct arena *arena, struct text *out);
    /* A table with every value that is drawn. */
    struct table *(*tabulate)(const void *data, struct listing *tables);
};

struct figure {
    const struct figure_type *type;
    const void *data;
    const char *title; /* the message, a sentence */
    const char *note;  /* definitions and sources that the figure depends on; "" */
    const char *alt;
    const struct table *table;
};

/* Below this width a chart puts names over their rows rather than beside them. */
#define FIGURE_NARROW 480.0

/* Draws a figure on a new canvas of this width, which the caller frees. */
enum status figure_render(struct canvas **canvas, const struct figure *figure, double width,
                          struct error *error);

#endif

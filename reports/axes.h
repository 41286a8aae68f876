/* axes: round values and dates to mark on an axis, and the thin grey lines and labels of them. */
#ifndef REPORTS_AXES_H
#define REPORTS_AXES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/date.h"
#include "core/memory.h"
#include "reports/canvas.h"
#include "reports/plot.h"

/* Round steps from 0 (or below) that cover [low, high] in about `wanted` ticks. */
struct scale {
    double low, high, step;
    int digits; /* behind the point, that tell the ticks apart */
};
struct scale scale_round(double low, double high, int wanted);

/* The height that the labels of a horizontal axis take. */
double axis_height(void);

/* Vertical grid lines with numbers below; `percent`: they are percentages. */
void axis_numbers_below(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                        const struct scale *scale, bool percent);
/* Horizontal grid lines with numbers at the left. */
void axis_numbers_left(struct canvas *canvas, struct plot *plot, const struct panel *panel,
                       const struct scale *scale, bool percent);
/* The width that axis_numbers_left() takes. */
double axis_numbers_width(struct canvas *canvas, const struct scale *scale, bool percent);
/* Month starts below a panel whose x are day numbers; months are named where they fit. */
void axis_months_below(struct canvas *canvas, struct plot *plot, const struct panel *panel);

#endif

/* chart_heat: a table whose cells are shaded by how good they are; every figure stands in it. */
#ifndef REPORTS_CHART_HEAT_H
#define REPORTS_CHART_HEAT_H

#include <stddef.h>

#include "reports/figure.h"

struct heat_row {
    const char *name;
    const double *values; /* one a column, 0–100; NaN: nothing to judge */
};

struct heat_data {
    const char *what;
    const char *row_label; /* "district" */
    const char *const *columns;
    size_t column_count;
    const struct heat_row *rows; /* in the order in which they are to be read */
    size_t count;
};

extern const struct figure_type chart_heat;

#endif

/* chart_caterpillar: rates with their intervals, sorted, against a line that has to be reached. */
#ifndef REPORTS_CHART_CATERPILLAR_H
#define REPORTS_CHART_CATERPILLAR_H

#include <stddef.h>

#include "reports/figure.h"

struct caterpillar_row {
    const char *name;
    const char *remark; /* "12 surveys, 3,456 households" */
    double rate_pct, low_pct, high_pct;
    double shrunk_pct; /* NaN: none */
    int outside;       /* -1 or 1: outside the funnel's limits; 0 inside */
};

struct caterpillar_data {
    const char *what;                   /* "households agreeing" */
    const struct caterpillar_row *rows; /* highest rate first */
    size_t count;
    double threshold_pct;
    const char *threshold; /* "2/3" */
};

extern const struct figure_type chart_caterpillar;

#endif

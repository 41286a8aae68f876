/* chart_reliability: of the events given a chance, how many came; on the line when it is honest. */
#ifndef REPORTS_CHART_RELIABILITY_H
#define REPORTS_CHART_RELIABILITY_H

#include <stddef.h>

#include "reports/figure.h"

struct reliability_bin {
    double low, high; /* of the chances in it, 0–1 */
    size_t forecasts;
    double mean, observed; /* 0–1; NaN where there are no forecasts */
};

struct reliability_data {
    const struct reliability_bin *bins; /* by chance */
    size_t count;
};

extern const struct figure_type chart_reliability;

#endif

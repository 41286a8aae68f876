/* chart_panels: several measures of the same groups, each in a panel with a unit of its own. */
#ifndef REPORTS_CHART_PANELS_H
#define REPORTS_CHART_PANELS_H

#include <stddef.h>
#include <stdint.h>

#include "reports/figure.h"

struct panels_measure {
    const char *key;                 /* "parking_added" */
    const char *title;               /* "parking spaces added" */
    const int64_t *values, *planned; /* by row; VALUE_NONE: not said */
};

struct panels_data {
    const char *bar;          /* what the bars show: "added", "started" */
    const char *const *names; /* of the rows */
    size_t count;
    const struct panels_measure *measures;
    size_t measure_count;
};

extern const struct figure_type chart_panels;

#endif

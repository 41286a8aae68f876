/* chart_targets: by group, the share of projects that is done and expected by a deadline. */
#ifndef REPORTS_CHART_TARGETS_H
#define REPORTS_CHART_TARGETS_H

#include <stddef.h>
#include <stdint.h>

#include "reports/figure.h"

struct target_row {
    const char *name;
    int64_t projects, done;    /* done: have met it already */
    double expected, p10, p90; /* projects that will have met it; NaN: no forecast */
};

struct target_data {
    const char *deadline;          /* "completion by 30 November" */
    double target_pct;             /* NaN: none */
    const struct target_row *rows; /* furthest behind first */
    size_t count;
};

extern const struct figure_type chart_targets;

#endif

/* chart_fan: how many projects are complete by when, observed, planned and forecast. */
#ifndef REPORTS_CHART_FAN_H
#define REPORTS_CHART_FAN_H

#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "reports/figure.h"

/* A day of the path; the quantiles p10 p25 p50 p75 p90 are equal where it was observed. */
struct fan_point {
    daynum date;
    bool observed;
    double quantile[5];
    double planned; /* NaN: no plan says */
};

struct fan_deadline {
    const char *name; /* "completion 30 Nov" */
    daynum day;
    double target; /* projects that have to be complete by then; NaN: counts no completions */
};

/* An earlier year's completions, brought to this year's calendar and number of projects. */
struct fan_reference {
    const char *label; /* "2021, scaled" */
    const daynum *dates;
    const double *counts;
    size_t count;
};

struct fan_data {
    int64_t projects;
    daynum as_of;
    const struct fan_point *points; /* by date */
    size_t point_count;
    const struct fan_deadline *deadlines;
    size_t deadline_count;
    struct fan_reference reference; /* count 0: none */
};

extern const struct figure_type chart_fan;

#endif

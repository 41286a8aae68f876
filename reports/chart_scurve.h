/* chart_scurve: mean progress of a year's projects, planned and actual. */
#ifndef REPORTS_CHART_SCURVE_H
#define REPORTS_CHART_SCURVE_H

#include <stddef.h>

#include "core/date.h"
#include "reports/chart_parts.h"
#include "reports/figure.h"

struct scurve_point {
    daynum date;
    double planned_pct, actual_pct; /* NaN: nobody says */
};

struct scurve_data {
    const struct scurve_point *points; /* by date */
    size_t count;
    const struct date_line *dates; /* as-of date and deadlines */
    size_t date_count;
};

extern const struct figure_type chart_scurve;

#endif

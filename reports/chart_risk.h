/* chart_risk: one line a project: the chance to meet a deadline, and when it will be complete. */
#ifndef REPORTS_CHART_RISK_H
#define REPORTS_CHART_RISK_H

#include <stddef.h>

#include "core/date.h"
#include "reports/chart_parts.h"
#include "reports/figure.h"

struct risk_row {
    const char *name, *district;
    double probability; /* of the deadline that the chart is about */
    bool fact;
    daynum finish[5]; /* p10 p25 p50 p75 p90; DAYNUM_NONE where unknown */
};

struct risk_data {
    const char *deadline; /* "completion by 30 November" */
    daynum as_of;
    const struct risk_row *rows; /* least likely first */
    size_t count;
    const struct date_line *deadlines;
    size_t deadline_count;
};

extern const struct figure_type chart_risk;

#endif

/* reason: why a project's forecast is what it is, in one sentence from its numbers. */
#ifndef ANALYSIS_REASON_H
#define ANALYSIS_REASON_H

#include <stddef.h>

#include "analysis/assessment.h"
#include "analysis/comparable.h"
#include "analysis/forecast.h"
#include "analysis/reference.h"
#include "analysis/working_time.h"
#include "core/text.h"

/* What all reasons of a forecast rest on. */
struct reason_grounds {
    const struct reference *reference;
    const struct comparables *comparables;
    const struct deadlines *deadlines;
    const daynum *worked_days;            /* the deadlines' days, were no day lost until then */
    const double *expected_pct_per_month; /* one a deadline: the pace that the chance rests on */
    const struct working_time *time;
    daynum known_until, as_of;
    int64_t stale_days;
};

/* Appends the sentence in the language in force; says something of every basis. */
void reason_write(struct text *out, const struct assessment *assessment,
                  const struct forecast_project *project, const struct reason_grounds *grounds);

#endif

/* forecast_project: what is told of one project, from its assessment. */
#ifndef ANALYSIS_FORECAST_PROJECT_H
#define ANALYSIS_FORECAST_PROJECT_H

#include "analysis/assessment.h"
#include "analysis/comparable.h"
#include "analysis/forecast.h"
#include "analysis/reference.h"
#include "analysis/working_time.h"
#include "core/text.h"

/* What the projects of a district share. */
struct project_terms {
    const struct forecast *forecast;
    const struct reference *reference;
    const struct comparables *comparables;
    const struct deadlines *deadlines;
    struct working_time time;                 /* after known_until */
    daynum worked_days[ASSESSMENT_DEADLINES]; /* the deadlines, were no day lost until then */
    int64_t stale_days;
};

/* Fills all of it but `why`, whose sentence is appended to a text. */
void forecast_project_fill(struct forecast_project *project, const struct assessment *assessment,
                           const struct project_terms *terms, struct text *why);

#endif

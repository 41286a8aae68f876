/*
 * backtest_methods: the forecasts that are compared, for one project as of one day.
 *
 * renostat         the assessment that `forecast` prints
 * planned-date     the planned finish, or today where it has passed
 * earned-schedule  AT + PD - ES: today, and what the plan still allots to the works left; the
 *                  planned date of works under way that nothing is reported of
 * recent-pace      the points left at the recent pace; the planned date where there is none
 * reference-class  the dates model alone, without any progress
 */
#ifndef ANALYSIS_BACKTEST_METHODS_H
#define ANALYSIS_BACKTEST_METHODS_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/assessment.h"

enum backtest_method {
    METHOD_RENOSTAT,
    METHOD_PLANNED_DATE,
    METHOD_EARNED_SCHEDULE,
    METHOD_RECENT_PACE,
    METHOD_REFERENCE_CLASS,
    METHOD_COUNT
};
extern const char *const backtest_method_names[METHOD_COUNT];

/* A forecast: a distribution, or (`sharp`) one day and certainty. Days are after as_of. */
struct method_forecast {
    bool sharp;
    double finish_days;
    struct outlook outlook;
    double p_by[ASSESSMENT_DEADLINES]; /* NaN where the deadline is not open */
};

/* Memory that is used again from project to project; begin zeroed. */
struct method_scratch {
    struct assessment full, dates;
};
void method_scratch_release(struct method_scratch *scratch);

/*
 * All methods' forecasts of a project that was not complete as of defaults->as_of; returns
 * false where it was. scratch->full tells which deadlines were open then.
 */
bool backtest_forecasts(struct method_forecast forecasts[METHOD_COUNT],
                        struct method_scratch *scratch, const struct reference *reference,
                        const struct project *project, const struct progress_point *points,
                        size_t point_count, const struct schedule_defaults *defaults,
                        const struct deadlines *deadlines);

#endif

/*
 * growth: how a region's cumulative total grows within its plan year.
 *
 * 1. Domain: totals of one metric, above 0, against a plan above 0; years of history in which
 *    the total was still reported in November or later.
 * 2. The year's final total over its plan is log-normal around 1. The share of it that is
 *    reached by a day of the year follows earlier years (the mean of their logarithms, between
 *    reports by straight lines); its spread is a fixed part of what is still to come.
 * 3. Two estimates of the total at a day, the one from the plan (final over plan, times share)
 *    and the one from the latest figure (latest, times the growth of the share), are weighted by
 *    their precision; what is reached already cannot be lost.
 * 4. No history: a built-in share (starts are half done by June, completions by October) and a
 *    wider spread. One year: works, held to the built-in ratio, which weighs like two years.
 */
#ifndef ANALYSIS_GROWTH_H
#define ANALYSIS_GROWTH_H

#include <stddef.h>

#include "core/date.h"

struct growth_point {
    daynum day;
    double value, plan;
};

/* One year of one region: points by day. */
struct growth_year {
    int year;
    struct growth_point *points;
    size_t count;
};

struct growth_model {
    const struct growth_year *years; /* of history, complete ones only */
    size_t count;
    double half_way;                    /* of the built-in share: part of the year */
    double log_ratio, log_ratio_spread; /* final over plan */
};

/* Whether a year's points tell its final total. */
int growth_year_is_complete(const struct growth_year *year);

void growth_model_init(struct growth_model *model, const struct growth_year *years, size_t count,
                       double half_way);

/* log(total / plan) at a day of the plan year, given the latest point: normal above `floor`. */
struct growth_forecast {
    double mean, spread, floor;
};
struct growth_forecast growth_forecast(const struct growth_model *model,
                                       const struct growth_point *latest, double extra_spread,
                                       int plan_year, daynum day);
double growth_quantile(const struct growth_forecast *forecast, double p);
/* P(total >= plan). */
double growth_p_plan(const struct growth_forecast *forecast);

#endif

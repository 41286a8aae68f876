/*
 * growth: how a region's cumulative total grows within its plan year.
 *
 * 1. Domain: totals of one metric, above 0, against a plan above 0; years of history in which
 *    the total was still reported in November or later.
 * 2. A course is total(day) = plan * ratio * share(day - shift): the final total over the plan is
 *    around 1, the share follows earlier years (the mean of their logarithms, between reports by
 *    straight lines; a year weighs half as much as the one after it), and a region runs before or
 *    behind them by a shift. Ratio (on the log scale) and shift are Student t with 4 degrees of
 * freedom about what earlier years say: a region that lies far off the usual course is late, or
 * falls short, and either may be.
 * 3. Courses are drawn through the latest figure: shifts from their distribution, each with the
 *    ratio that it leads to and weighted by that ratio's density, resampled. What is still to come
 *    is bent by a log-normal factor of its own. Courses rise: what is reached is not lost, and
 *    chances, quantiles and the days on which the plan is reached, all read from the same courses,
 *    agree with each other.
 * 4. No history: a built-in share (starts are half done by June, completions by October) and wider
 *    spreads. One year: works, held to the built-in ratio, which weighs like two years.
 * 5. Source: sampling/importance resampling, Rubin 1988; t errors for outlying courses, Lange,
 *    Little & Taylor 1989.
 */
#ifndef ANALYSIS_GROWTH_H
#define ANALYSIS_GROWTH_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

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
    double shift_spread;                /* parts of a year */
    double bend_spread;                 /* of the logarithm of a course's bend */
};

/* Whether a year's points tell its final total. */
int growth_year_is_complete(const struct growth_year *year);

/* `ratio_spread`: of log(final / plan), as believed before any year is known. */
void growth_model_init(struct growth_model *model, const struct growth_year *years, size_t count,
                       double half_way, double ratio_spread);

/* One way that the year may go on from the latest figure. */
struct growth_course {
    double shift; /* parts of a year behind the usual course */
    double bend;  /* factor of the logarithm of what is to come */
};

enum { GROWTH_COURSES = 2000 };

struct growth_courses {
    const struct growth_model *model;
    struct growth_point latest;
    int plan_year;
    struct growth_course items[GROWTH_COURSES];
};

/* Draws courses through `latest` (value and plan above 0). `extra_spread` widens the ratio. */
void growth_draw(struct growth_courses *courses, const struct growth_model *model,
                 const struct growth_point *latest, double extra_spread, int plan_year,
                 gsl_rng *stream);

/* The totals of all courses on a day from the latest on, sorted. */
void growth_totals(const struct growth_courses *courses, daynum day, double totals[GROWTH_COURSES]);

/*
 * The days from which on a course has reached the plan, sorted; DAYNUM_MAX where it does not until
 * the end of the year after the plan year.
 */
void growth_reach(const struct growth_courses *courses, daynum days[GROWTH_COURSES]);

#endif

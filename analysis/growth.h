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
 * 3. Courses are drawn through the latest figure: their shift, a log-normal factor that bends the
 *    logarithm of what is to come, and the ratio that both lead to, weighted by the densities of
 *    all three and resampled. Half of them are proposed from the bend and half from the ratio, half
 *    of the shifts from a wider spread: a figure far off the usual course has enough courses too.
 *    Courses rise: what is reached is not lost, and chances, quantiles and the days on which the
 *    plan is reached, all read from the same courses, agree with each other. No course ends above
 *    twice the plan, or twice what is reached already.
 * 4. A count below the plan is one of as many trials: where the region stands in its course is
 *    drawn from what the count says of it, Beta(count, plan - count + 1), being scale free but for
 *    the ratio. A count of 1 of 1000 says next to nothing, one of 500 nearly all. Growth is added
 *    to the count itself, and is whole: the fraction that is left is one more in as many of the
 *    courses as it says, so that the mean stays.
 * 5. What is a part of another total (completed of started) is never more, quantile by quantile:
 *    who is ahead with the one is ahead with the other. It is the least change of both that makes
 *    it so, and quantiles still rise with time.
 * 6. No history: a built-in share (starts are half done by June, completions by October) and wider
 *    spreads. One year: works, held to the built-in ratio, which weighs like two years.
 * 7. Source: sampling/importance resampling, Rubin 1988; mixtures of proposals, Hesterberg 1995 and
 *    the balance heuristic, Veach & Guibas 1995; t errors for outlying courses, Lange, Little &
 *    Taylor 1989; stochastic order by quantiles, Shaked & Shanthikumar 2007.
 */
#ifndef ANALYSIS_GROWTH_H
#define ANALYSIS_GROWTH_H

#include <stdbool.h>
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

enum { GROWTH_STEPS = 730 };

struct growth_model {
    const struct growth_year *years; /* of history, complete ones only */
    size_t count;
    double half_way;                    /* of the built-in share: part of the year */
    double log_ratio, log_ratio_spread; /* final over plan */
    double shift_spread;                /* parts of a year */
    double bend_spread;                 /* of the logarithm of a course's bend */
    double log_share[GROWTH_STEPS + 1]; /* of the final total, by part of the year */
};

/* Whether a year's points tell its final total. */
int growth_year_is_complete(const struct growth_year *year);

/* `ratio_spread`: of log(final / plan), as believed before any year is known. */
void growth_model_init(struct growth_model *model, const struct growth_year *years, size_t count,
                       double half_way, double ratio_spread);

/* One way that the year may go on from the latest figure. */
struct growth_course {
    double level; /* total / plan at the latest figure, as far as a count tells */
    double shift; /* parts of a year behind the usual course */
    double share; /* log of the usual share there */
    double bend;  /* factor of the logarithm of what is to come */
    double carry; /* 0 to 1: the fraction of a count from which on it is one more */
};

enum { GROWTH_COURSES = 4000 };

struct growth_courses {
    const struct growth_model *model;
    struct growth_point latest;
    int plan_year;
    bool whole; /* a count */
    struct growth_course items[GROWTH_COURSES];
};

/* Draws courses through `latest` (value and plan above 0). `extra_spread` widens the ratio;
 * `whole`: the total is a count. */
void growth_draw(struct growth_courses *courses, const struct growth_model *model,
                 const struct growth_point *latest, double extra_spread, int plan_year, bool whole,
                 gsl_rng *stream);

/* The totals of all courses on a day from the latest on, sorted; before it, what it says. `within`:
 * the courses of the total that this one is a part of, or NULL. */
void growth_totals(const struct growth_courses *courses, const struct growth_courses *within,
                   daynum day, double totals[GROWTH_COURSES]);

/*
 * The days from which on a course has reached the plan, sorted; DAYNUM_MAX where it does not until
 * the end of the year after the plan year.
 */
void growth_reach(const struct growth_courses *courses, const struct growth_courses *within,
                  daynum days[GROWTH_COURSES]);

#endif

/*
 * portfolio: how many projects will have met each deadline, by simulation.
 *
 * 1. A draw is one way the months may go: a path of working days for everybody, one for each
 *    district (calendar.h), and a finish for every project in working days. A project has met
 *    a day when its finish is no more than the working days until then.
 * 2. Draws share the calendar, so that counts scatter as they do in life. Nothing is kept per
 *    project and draw: only counts per group and draw.
 *    Where works stand still for some days, so does this clock: the days behind a stop are those
 *    that would have come without it (working_time.h).
 * 3. Streams are chosen by seed and name (stream.h): the order of projects and the number of
 *    threads change nothing.
 */
#ifndef ANALYSIS_PORTFOLIO_H
#define ANALYSIS_PORTFOLIO_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/assessment.h"
#include "analysis/calendar.h"
#include "analysis/deciders.h"
#include "analysis/target.h"
#include "analysis/working_time.h"

enum { PORTFOLIO_HORIZONS = 80 };

/* What all workers share; `everybody` holds draws x horizons days gained by all. */
struct portfolio_plan {
    const struct calendar *calendar;
    const struct deadlines *deadlines;
    daynum as_of;
    size_t draws;
    uint64_t seed;
    size_t horizon_count;
    double horizons[PORTFOLIO_HORIZONS];      /* days after as_of, rising: deadlines and path */
    size_t deadline_at[ASSESSMENT_DEADLINES]; /* the horizon of each deadline */
    float *everybody;
};

/* `path`: the days for which the cumulative count is wanted, beside the deadlines. */
void portfolio_plan_init(struct portfolio_plan *plan, const struct calendar *calendar,
                         const struct deadlines *deadlines, daynum as_of, size_t draws,
                         uint64_t seed, const daynum *path, size_t path_count);
void portfolio_plan_release(struct portfolio_plan *plan);
/* The horizon of a day that the plan was made with. */
size_t portfolio_horizon(const struct portfolio_plan *plan, daynum day);

/* The days that a district will have worked by each horizon in each draw: [horizon * draws + draw].
 * `time`: its stops, after as_of. */
void portfolio_working_days(const struct portfolio_plan *plan, gsl_rng *stream,
                            const char *district, const struct working_time *time, float *working);

/* Counts: `known` are facts; by_draw[deadline * draws + draw] comes on top. */
struct portfolio_counts {
    int64_t n[ASSESSMENT_DEADLINES], known[ASSESSMENT_DEADLINES], open[ASSESSMENT_DEADLINES];
    int64_t unknown[ASSESSMENT_DEADLINES]; /* of which nothing can be told; not in n */
    int32_t *by_draw;
    struct deciders *deciders; /* one a deadline */
};

/* One thread's work: the group at hand, and the sum of the groups that it has had. */
struct portfolio_worker;
struct portfolio_worker *portfolio_worker_new(const struct portfolio_plan *plan);
void portfolio_worker_free(struct portfolio_worker *worker);

/* What a project is drawn by: its outlooks, and its stream's name (city and code, or name). */
struct portfolio_project {
    const struct assessment *assessment;
    const char *first, *second;
    size_t number;      /* by which it is known among the deciders */
    const double *p_by; /* one a deadline */
};

/* `time`: the working days of the district, after as_of. */
void portfolio_begin_group(struct portfolio_worker *worker, const char *district,
                           const struct working_time *time);
void portfolio_add(struct portfolio_worker *worker, const struct portfolio_project *project);
/* The counts of the group at hand; they join the worker's sum. */
const struct portfolio_counts *portfolio_end_group(struct portfolio_worker *worker);

/* Adds the sum of `other` to that of `worker`. */
void portfolio_merge(struct portfolio_worker *worker, const struct portfolio_worker *other);
const struct portfolio_counts *portfolio_sum(const struct portfolio_worker *worker);
/* Open projects done by a horizon, one a draw. */
const int32_t *portfolio_path(const struct portfolio_worker *worker, size_t horizon);

/* Mean and quantiles (R type 7) of facts and draws together. */
double portfolio_mean(const struct portfolio_plan *plan, const struct portfolio_counts *counts,
                      size_t deadline);
void portfolio_quantiles(const int32_t *by_draw, size_t draws, int64_t known, const double *levels,
                         size_t level_count, double *quantiles);
/* The target of a deadline, for target.h. */
struct target portfolio_target(const struct portfolio_plan *plan,
                               const struct portfolio_counts *counts, size_t deadline);

/* The nearest to certain that a simulation or a model may claim: 0.001 … 0.999. */
double portfolio_honest(double p);

#endif

/* forecast: when will each project be complete, and how many by each deadline. */
#ifndef ANALYSIS_FORECAST_H
#define ANALYSIS_FORECAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/assumption.h"
#include "core/error.h"
#include "core/records.h"
#include "core/settings.h"

enum forecast_basis { BASIS_PROGRESS, BASIS_DATES, BASIS_TOTALS, BASIS_DONE };

enum forecast_group { GROUP_PROJECT, GROUP_DISTRICT, GROUP_ALL };

/* The levels at which quantiles are given. */
enum { FORECAST_QUANTILES = 8 };
extern const double
    forecast_quantile_levels[FORECAST_QUANTILES]; /* .05 .10 .25 .50 .75 .80 .90 .95 */
extern const char *const forecast_quantile_keys[FORECAST_QUANTILES]; /* "p05", … */

struct forecast_options {
    int plan_year; /* of the projects that are forecast; 0: all */
    int64_t draws; /* > 0 */
    uint64_t seed;
    const struct deadline *deadlines;
    size_t deadline_count;
    int64_t stale_days;
    int threads;                       /* 0: as many as pay off; changes no result */
    bool withhold_curve;               /* forecast as if no planned progress were reported */
    struct assumption_set assumptions; /* none: as it stands */
};

/* One project. Probabilities that do not exist are NaN. */
struct forecast_project {
    size_t project; /* index into the dataset's projects */
    enum forecast_basis basis;
    double progress_pct;
    double *p_by;                      /* one a deadline */
    bool *fact;                        /* one a deadline: p_by is a fact and not an estimate */
    daynum finish[FORECAST_QUANTILES]; /* DAYNUM_NONE: nothing to say, or decades away */
    double *needed_pct_per_month;      /* one a deadline; for an even chance, one a deadline; NaN
                                        * where it has passed, is met, or has no progress */
    double *needed_safe_pct_per_month; /* likewise, for a chance of 90 % */
    double recent_pct_per_month;
    const char *why; /* one sentence in the language in force */
};

/* A project that decides whether a group reaches its target; see deciders.h. */
struct forecast_decider {
    size_t item; /* index into the forecast's projects */
    double swing;
};

/*
 * How many of a group's projects will have met a deadline by its day. Where it can be told of
 * less than half of them, those few do not speak for the rest: expected, quantiles and p_target
 * are NaN, unless the target is met already.
 */
struct forecast_count {
    const char *group; /* district, or "all" */
    size_t deadline;
    int64_t n;    /* projects of the group that it can be told of, finished ones included */
    int64_t done; /* that have met it already, as known at the vantage */
    double expected;
    double quantile[5]; /* p10 p25 p50 p75 p90 */
    double target_share;
    double p_target;                   /* probability that the target share is reached */
    double expected_shortfall;         /* projects lacking where it is missed; see target.h */
    struct forecast_decider *deciding; /* what decides most comes first */
    size_t deciding_count;
};

/* The path of the count of completions, for the fan chart. */
struct forecast_path_point {
    daynum date;
    bool observed;      /* up to known_until */
    double quantile[5]; /* p10 p25 p50 p75 p90; all equal where observed */
    double planned;     /* projects whose planned finish has come */
};

struct forecast_total {
    const char *region, *metric; /* "started", "completed", "invested_yuan" */
    size_t deadline;
    daynum day; /* of the deadline */
    double plan, latest;
    double expected, p10, p50, p90;
    double p_plan;        /* probability that the plan is reached by the deadline */
    bool fact;            /* the deadline has passed: these are observations, unknown where none
                             is of that day */
    daynum reach_plan[3]; /* p10 p50 p90; DAYNUM_NONE: not within the year after the plan year */
    const char *note;     /* what to know of it: history, scope; or why there is no forecast; "" */
};

struct forecast {
    daynum as_of;
    daynum known_until; /* the newest day that something is known of its projects for; <= as_of */
    uint64_t seed;
    int64_t draws;
    const char *generator; /* name and GSL version */
    const struct deadline *deadlines;
    daynum *deadline_days;
    size_t deadline_count;
    struct forecast_project *projects; /* in the dataset's order */
    size_t project_count;
    struct forecast_count *counts; /* by group, then deadline; the group "all" last */
    size_t count_count;
    struct forecast_path_point *path; /* all projects of the plan year, by date */
    size_t path_count;
    struct forecast_total *totals;
    size_t total_count;
    const char *prior; /* what the reference class was learnt from, in one sentence */
    struct arena strings;
};

/*
 * What is assumed touches the projects and their counts; totals are forecast as they stand. The
 * random numbers are the same with and without it, so that a difference is the assumption's.
 *
 * What is known of a project is known as of the day of its newest report. Between that day and
 * the as-of date nothing is a fact: it may have been finished since, and its quantiles may lie
 * before the as-of date. Asked later, with nothing new reported, the answer is the same.
 *
 * `data` holds all plan years (the others are the reference class). `totals` may be NULL.
 * The same data, options and seed give the same result, whatever the machine.
 */
enum status forecast_compute(struct forecast *forecast, const struct dataset *data,
                             const struct total_set *totals, const struct forecast_options *options,
                             struct error *error);
void forecast_release(struct forecast *forecast);

#endif

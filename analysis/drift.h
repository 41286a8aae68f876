/*
 * drift: a project's earned schedule as a process whose pace wanders about a common mean.
 *
 * 1. Domain: projects with a planned curve and reports. Time and earned schedule are both in
 *    days, so that a project on schedule has x = t and finishes at x = planned days. What
 *    disturbs works lasts for days or weeks, whatever they were planned to last: long projects
 *    are the more punctual, in parts of their duration.
 * 2. Model: dx = v dt + sigma dB. The pace v wanders (Ornstein-Uhlenbeck) about `pace` with the
 *    stationary spread pace_spread and forgets within `memory`: a slow month says little of the
 *    month after next, which is why extrapolating a pace is so poor. Works begin with a lag ~
 *    N(lag, lag_spread^2). sigma and pace_spread are scaled by a factor of the project's own,
 *    log-normal with scale_spread, which gives tails heavier than the normal's. A report is
 *    x + N(0, noise^2 + rounding); one that repeats the one before it is less sure the longer it
 *    is repeated.
 * 3. State of one project: for each of DRIFT_NODES equally likely scales a Kalman filter of
 *    (x, v); their weights follow from the likelihood of what was reported.
 * 4. Finish: first passage of x through the planned days and
 *    `closing` more, over the nodes of the scale and of the true x (below
 *    the level, since it is not reached): at each time the passage of the Wiener process with
 *    random drift (passage.h) that has the same mean and variance then.
 * 5. No report: the state is the start alone. One report: works.
 * 6. Source: Lipke 2003 (earned schedule); Whitmore 1986, Taylor, Cumberland & Sy 1994
 *    (integrated Ornstein-Uhlenbeck); Peng & Tseng 2009 (degradation with random drift).
 */
#ifndef ANALYSIS_DRIFT_H
#define ANALYSIS_DRIFT_H

#include <stddef.h>

#include "analysis/outlook.h"
#include "analysis/schedule.h"

struct drift_model {
    double pace, pace_spread, memory;
    double sigma;
    double scale_spread; /* of the logarithm of a project's own factor */
    double noise;        /* in parts of the planned duration; all else is in days */
    double lag, lag_spread;
    double closing; /* days between the planned end of the works and the finish */
};

enum { DRIFT_NODES = 5, DRIFT_LEVEL_NODES = 3 };

/* What is believed of a project after its reports, for one scale. */
struct drift_node {
    double sigma, pace_spread, weight;
    double x, v;       /* means … */
    double xx, xv, vv; /* … and covariances */
    double log_likelihood;
};

struct drift_state {
    struct drift_node nodes[DRIFT_NODES];
    size_t node_count;
    double at_days;        /* after plan_start: the time of the state */
    double log_likelihood; /* of the reports */
    size_t reports;        /* that were taken in */
};

/* What a stretch of time does to any node, for stationary spread 1 of the pace. */
struct drift_stretch {
    double dt, keep, reach; /* of a pace's deviation: what is left of it, and its effect on x */
    double xx, xv, vv;      /* new variance */
};
struct drift_stretch drift_stretch(double dt, double memory);

/* A report against what the reports before it foretold. */
struct drift_news {
    double surprise; /* how far off it lay, in standard deviations … */
    double spread;   /* … and what one of these is, in days of the plan */
    double days;     /* since the report before, or the start */
};

/* A report against what was believed at the time `then_days` after plan_start. */
struct drift_news drift_foretold(const struct drift_node *then, double then_days,
                                 const struct drift_model *model, const struct schedule *schedule,
                                 const struct report_point *report);

/* Called after each report with what is believed then. */
typedef void drift_watch(const struct drift_state *state, const struct report_point *report,
                         const struct drift_news *news, void *context);

/* Filters the reports of a schedule; `nodes` is 1 … DRIFT_NODES; `watch` may be NULL. */
void drift_filter(struct drift_state *state, const struct drift_model *model,
                  const struct schedule *schedule, size_t nodes, drift_watch *watch, void *context);

/* P(after < finish <= until), from the state on; a quick form for fits: one slice a node. */
double drift_finish_chance(const struct drift_state *state, const struct drift_model *model,
                           const struct schedule *schedule, daynum after, daynum until);

/*
 * The day, after as_of, on which earned schedule reaches `level_days` (days of the plan;
 * the planned days stand for the finish), given
 * that it had not by the day `not_by`. `own`: the share of the variance that is the project's
 * own and not the calendar's.
 */
void drift_outlook(struct outlook *outlook, const struct drift_state *state,
                   const struct drift_model *model, const struct schedule *schedule,
                   double level_days, double own, daynum as_of, daynum not_by);

/* The built-in beliefs, used alone where there is no history. */
extern const struct drift_model drift_prior;

/*
 * The model under which `count` schedules are least surprising, held by the prior. What counts
 * is the finish: the mean over a project's reports of the log chance of the day on which it
 * came (or, unfinished, of its not having come), and the mean log density of its reports. So a
 * project that reports weekly does not outweigh one that reports monthly, and what hangs together
 * is not counted as if it did not. Each counts `weight` times, for
 * the projects that it stands for. Falls back to the prior, and
 * returns false, where the fit fails or is not plausible.
 */
bool drift_fit(struct drift_model *model, const struct schedule *schedules, size_t count,
               double weight);

#endif

/*
 * drift: a project's earned schedule as a Wiener process with a drift of its own.
 *
 * 1. Domain: projects with a planned curve and reports. Time and earned schedule are both in
 *    planned durations, so that a project on schedule has x = t and finishes at x = 1.
 * 2. Model: x(t) has increments N(v dt, sigma^2 dt); v ~ N(pace, pace_spread^2) across
 *    projects; log sigma ~ N(log sigma, sigma_spread^2) across projects, which gives tails
 *    heavier than the normal's; a report is x + N(0, noise^2 + rounding). A report that
 *    repeats the one before it is less sure the longer it is repeated.
 * 3. State of one project: for each of DRIFT_NODES equally likely values of sigma a Kalman
 *    filter of (x, v); their weights follow from the likelihood of what was reported.
 * 4. Finish: first passage of x through 1, over the nodes of sigma and of the true x (below
 *    the level, since it is not reached), exactly in v: see passage.h.
 * 5. No report: the state is the start alone. One report: works.
 * 6. Source: Lipke 2003 (earned schedule); Whitmore 1986 and Peng & Tseng 2009 (degradation
 *    with random drift).
 */
#ifndef ANALYSIS_DRIFT_H
#define ANALYSIS_DRIFT_H

#include <stddef.h>

#include "analysis/outlook.h"
#include "analysis/schedule.h"

struct drift_model {
    double pace, pace_spread;
    double sigma, sigma_spread; /* median over projects, and spread of its logarithm */
    double noise;
};

enum { DRIFT_NODES = 5, DRIFT_LEVEL_NODES = 3 };

/* What is believed of a project after its reports, for one value of sigma. */
struct drift_node {
    double sigma, weight;
    double x, v;          /* means … */
    double xx, xv, vv;    /* … and covariances */
    double log_likelihood;
};

struct drift_state {
    struct drift_node nodes[DRIFT_NODES];
    size_t node_count;
    double at_days;        /* after plan_start: the time of the state */
    double log_likelihood; /* of the reports, and of the finish where there is one */
};

/* A report's surprise: how far it lay from what the reports before it foretold. */
typedef void drift_surprise(daynum date, double standardised, void *context);

/* Filters the reports of a schedule; `nodes` <= DRIFT_NODES. `surprise` may be NULL. */
void drift_filter(struct drift_state *state, const struct drift_model *model,
                  const struct schedule *schedule, size_t nodes, drift_surprise *surprise,
                  void *context);

/*
 * The day, after as_of, on which earned schedule reaches `level_days` (days of the plan), given
 * that it had not by the day `not_by`. `own`: the share of the variance that is the project's
 * own and not the calendar's.
 */
void drift_outlook(struct outlook *outlook, const struct drift_state *state,
                   const struct drift_model *model, const struct schedule *schedule,
                   double level_days, double own, daynum as_of, daynum not_by);

/* The built-in beliefs, used alone where there is no history. */
extern const struct drift_model drift_prior;

/*
 * The model that fits `count` schedules best, held by the prior, which weighs like a handful of
 * projects. Falls back to the prior, and returns false, where the fit fails or is not plausible.
 */
bool drift_fit(struct drift_model *model, const struct schedule *schedules, size_t count);

#endif

/*
 * shape: what reported progress says of the finish where no planned curve is known.
 *
 * 1. Domain: reports strictly between 0 and 100 %, at a fraction f in (0, 1) of the actual
 *    duration. Model: logit(y) = level + slope logit(f) + N(0, spread^2), one draw a project,
 *    for a project's reports err together.
 * 2. Each project weighs the same in the fit, however often it reports. No project: the prior.
 * 3. A typical curve used as if it were the plan is worse than the planned finish alone; here
 *    the progress only reweighs what the dates say, by a likelihood that knows how much
 *    shapes differ.
 */
#ifndef ANALYSIS_SHAPE_H
#define ANALYSIS_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/outlook.h"
#include "analysis/schedule.h"

struct shape_model {
    double level, slope, spread;
};
extern const struct shape_model shape_prior;

bool shape_fit(struct shape_model *model, const struct schedule *schedules, size_t count);

/* Reweighs an outlook (after as_of) by the latest report of a schedule that has started. */
void shape_reweigh(const struct shape_model *model, const struct schedule *schedule, daynum as_of,
                   struct outlook *outlook);

/* The outlook of the day on which `pct` is reached, from that of the finish. */
void shape_level(const struct shape_model *model, const struct schedule *schedule, daynum as_of,
                 double pct, const struct outlook *finish, struct outlook *level);

#endif

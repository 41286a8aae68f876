/*
 * target: whether as many projects of a group meet a deadline as are asked for.
 *
 * 1. Needed: the fewest of n projects whose share meets the target share.
 * 2. Chance: the share of draws in which the needed number is there; 1 or 0 exactly where it is
 *    a fact, else kept off both. NaN of no projects, without a target, and where more of them
 *    are unknown than told of.
 * 3. Expected shortfall: E[needed - count | count < needed], the mean over the draws that miss
 *    the target of the projects that they lack: at least 1, at most what is needed. Times the
 *    chance to miss it is the mean number lacking over all draws. NaN where 2. is, and where
 *    the target is met, for a fact or in every draw: then nothing is known of missing it.
 * 4. Ties: a count that is just what is needed meets the target, and is short of nothing.
 * 5. Source: the mean beyond a threshold, as the expected shortfall of Acerbi & Tasche (2002),
 *    with the target in the quantile's place.
 */
#ifndef ANALYSIS_TARGET_H
#define ANALYSIS_TARGET_H

#include <stddef.h>
#include <stdint.h>

#include "core/settings.h"

struct target {
    const struct fraction *share;
    int64_t n;              /* projects that it can be told of */
    int64_t known, open;    /* of them: have met the deadline, may still meet it */
    int64_t unknown;        /* of which nothing can be told; not in n */
    const int32_t *by_draw; /* open ones that meet it */
    size_t draws;
};

int64_t target_needed(const struct fraction *share, int64_t n);
double target_chance(const struct target *target);
double target_shortfall(const struct target *target);

#endif

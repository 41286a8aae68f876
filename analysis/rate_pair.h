/* rate_pair: which of several shares differ from each other, all pairs looked at once? */
#ifndef ANALYSIS_RATE_PAIR_H
#define ANALYSIS_RATE_PAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/clustering.h"
#include "analysis/heterogeneity.h"
#include "analysis/interval.h"

/*
 * Definitions.
 * 1. p_value: the test of heterogeneity (heterogeneity.h) of the two groups alone; the clustering,
 *    and that it is an estimate, comes in as it does there.
 * 2. adjusted: by Benjamini–Hochberg (adjust.h) over all pairs that have a p-value.
 * 3. low, high: square-and-add of the groups' score intervals (Newcombe 1998, method 10) on their
 *    effective numbers, with the clustering's quantile.
 * 4. A group with nothing behind it is in no pair. Where both say the same, and say nothing else,
 *    there is no p-value (NaN).
 * 5. Pairs stand with those first that differ most surely: by adjusted, then by p-value; those
 *    without one last, all ties in the order of the groups.
 */
struct rate_pair {
    size_t higher, lower; /* groups; of equal shares the first is the higher */
    double difference, low, high;
    double p_value, adjusted;
};

/* The pairs of `count` groups, which the caller frees; returns how many there are. */
size_t rate_pairs(struct rate_pair **pairs, const struct group_rate *groups, size_t count,
                  const struct clustering *clustering, double level);

/* Definition 3, of two shares with intervals of their own, each independent of the other. */
struct interval interval_of_difference(double rate, struct interval of_rate, double less,
                                       struct interval of_less);

#endif

/* clustering: answers within a project are alike; how much, and what a sample is then worth. */
#ifndef ANALYSIS_CLUSTERING_H
#define ANALYSIS_CLUSTERING_H

#include <stddef.h>

/* x of n in one cluster (a project) of a group (a district). */
struct cluster {
    size_t group;
    double n, x;
};

/*
 * Definitions. Within a group, a cluster's x has variance n p q (1 + (n - 1) icc).
 * 1. icc is pooled over the groups: it makes the sum over clusters of w (x/n - p)² / (p q), with
 *    w = n / (1 + (n - 1) icc) and p the group's w-weighted share, equal to its expectation, the
 *    number of clusters less the number of groups (Williams 1982; moment estimator with the
 *    weights that are best at its own solution). It is 0 where the sum falls short already at
 *    icc = 0, and at most 0.999.
 * 2. p q, being estimated from w answers in effect, is too small by 1 - 1/sum(w) on average; the
 *    sum is corrected for that.
 * 3. Groups of one cluster, groups in which all say the same, and clusters of n = 0 say nothing.
 *    Where none says anything, icc = 0, overdispersion = NaN and degrees = 0.
 * 4. degrees: clusters less groups; where icc > 0, no more than twice their square over the sum
 *    of (standardised square - 1)², for shares near 0 or 1 have heavy tails, and a few clusters
 *    then make the estimate.
 * 5. overdispersion: the sum at icc = 0 over its degrees of freedom (Pearson); 1 expected where
 *    answers are independent.
 */
struct clustering {
    double icc, overdispersion, degrees;
};

void clustering_estimate(struct clustering *clustering, const struct cluster *clusters,
                         size_t count, size_t group_count);

/* The number of independent answers that a group of clusters is worth: n_sum / design effect,
 * with the design effect 1 + icc (n2_sum / n_sum - 1); n2_sum is the sum of squares of sizes. */
double clustering_effective(const struct clustering *clustering, double n_sum, double n2_sum);

/* What one cluster of this size weighs in the best estimate of its group's share: w above. */
double clustering_weight(const struct clustering *clustering, double n);

/* The two-sided quantile for an interval of this level: normal where there is no clustering,
 * else Student's, for the icc is an estimate. */
double clustering_quantile(const struct clustering *clustering, double level);
/* The two-sided p-value of a standardised deviation, likewise. */
double clustering_p_value(const struct clustering *clustering, double z);

#endif

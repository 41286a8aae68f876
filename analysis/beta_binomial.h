/* beta_binomial: counts whose share differs from group to group, and what that says of each. */
#ifndef ANALYSIS_BETA_BINOMIAL_H
#define ANALYSIS_BETA_BINOMIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/interval.h"

/* x of n; doubles, so that effective counts can stand in for clustered ones. */
struct beta_binomial_count {
    double x, n;
};

/*
 * Definitions. Groups' shares are Beta(alpha, beta) with mean `mean`; within a group the count is
 * binomial.
 * 1. The fit maximises the likelihood over the mean and icc = 1 / (alpha + beta + 1).
 * 2. Groups of n = 0 say nothing and are left out. No group: STATUS_NUMERIC in the caller's
 *    terms, here `false` and all NaN.
 * 3. Boundary: where the likelihood falls from icc = 0 on (its slope there, Tarone's statistic,
 *    is not positive), or the best icc is below 1e-9, there is no overdispersion: icc = 0,
 *    alpha and beta are infinite, and every group's share is the pooled mean. One group alone,
 *    groups of one, and shares that are all 0 or all 1 end there.
 * 4. loglik is that of the counts, binomial coefficients included; loglik_pooled the same
 *    without overdispersion.
 */
struct beta_binomial {
    double alpha, beta, mean, icc;
    double loglik, loglik_pooled;
    bool boundary;
    double pooled_x, pooled_n;
};

bool beta_binomial_fit(struct beta_binomial *fit, const struct beta_binomial_count *counts,
                       size_t count);

/*
 * What the fit says of a group with x of n: Beta(alpha + x, beta + n - x). At the boundary the
 * mean is the pooled one, and its interval that of the pooled share (Jeffreys), since that is
 * then all that is uncertain.
 */
double beta_binomial_mean(const struct beta_binomial *fit, double x, double n);
struct interval beta_binomial_interval(const struct beta_binomial *fit, double x, double n,
                                       double level);
/* The probability that the group's share is at least `share`. */
double beta_binomial_probability(const struct beta_binomial *fit, double x, double n, double share);

/* P(K >= needed) of K ~ beta-binomial(n, alpha, beta); 1 for needed <= 0, 0 for needed > n. */
double beta_binomial_tail(long long needed, long long n, double alpha, double beta);

#endif

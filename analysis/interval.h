/* interval: confidence intervals of a binomial share. */
#ifndef ANALYSIS_INTERVAL_H
#define ANALYSIS_INTERVAL_H

/*
 * Definitions. x of n, 0 <= x <= n, 0 < level < 1. Counts are doubles, since a clustered sample
 * is worth a number of independent answers that is not whole.
 * 1. n = 0, or anything outside the domain: both ends NaN. Nothing was seen, so nothing is said.
 * 2. Wilson (1927), without continuity correction: the shares that a score test would not refuse.
 * 3. Wilson with continuity correction (Newcombe 1998, method 4), as R's prop.test has it: the
 *    correction is min(1/2, |x - n/2|).
 * 4. Clopper–Pearson (1934): beta quantiles; [0, …] at x = 0 and […, 1] at x = n.
 * 5. Mid-P: as 4, with half of the probability of x itself.
 * 6. Jeffreys: the equal-tailed interval of Beta(x + 1/2, n - x + 1/2), with the ends 0 at x = 0
 *    and 1 at x = n (Brown, Cai & DasGupta 2001).
 */
struct interval {
    double low, high;
};

struct interval interval_wilson(double x, double n, double level);
struct interval interval_wilson_corrected(double x, double n, double level);
struct interval interval_clopper_pearson(double x, double n, double level);
struct interval interval_mid_p(double x, double n, double level);
struct interval interval_jeffreys(double x, double n, double level);

/* The equal-tailed interval of Beta(a, b). */
struct interval interval_beta(double a, double b, double level);

/* Wilson's interval with a quantile of one's own, as where the variance is an estimate too. */
struct interval interval_score(double x, double n, double quantile);

#endif

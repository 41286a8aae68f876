/* beta: tails and quantiles of beta distributions, and of half-and-half mixtures of two. */
#ifndef ANALYSIS_BETA_H
#define ANALYSIS_BETA_H

#include <stddef.h>

/* 0 <= a, 0 <= b, not both 0: with a = 0 all mass is at 0, with b = 0 at 1. */
struct beta_shape {
    double a, b;
};

enum beta_tail { BETA_LOWER, BETA_UPPER };

/*
 * P(X <= x) or P(X > x). GSL's own up to a + b = 10,000; above that its continued fraction stops
 * short (it puts P(X > 0.07500004) of Beta(750000.5, 9250000.5) at 0.025), and ours goes on.
 * NaN outside the domain.
 */
double beta_tail(double x, enum beta_tail tail, double a, double b);

/*
 * Definition.
 * 1. The x with P(X <= x) = p (BETA_LOWER), or P(X > x) = p (BETA_UPPER): asking for the small
 *    tail keeps all digits. 0 <= p <= 1; the ends of [0, 1] where p says so; NaN outside the
 *    domain.
 * 2. Found by bracketing and Newton steps on beta_tail(), for gsl_cdf_beta_Pinv and
 *    _Qinv of GSL 2.7.1 fail on ordinary shapes such as (3.5, 297.5).
 */
double beta_quantile(double p, enum beta_tail tail, double a, double b);

/* The same of a mixture that is each of `count` (1 or 2) shapes with equal probability. */
double beta_mixture_quantile(double p, enum beta_tail tail, const struct beta_shape *shapes,
                             size_t count);

#endif

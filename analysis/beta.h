/* beta: quantiles of beta distributions and of half-and-half mixtures of two. */
#ifndef ANALYSIS_BETA_H
#define ANALYSIS_BETA_H

#include <stddef.h>

/* 0 <= a, 0 <= b, not both 0: with a = 0 all mass is at 0, with b = 0 at 1. */
struct beta_shape {
    double a, b;
};

enum beta_tail { BETA_LOWER, BETA_UPPER };

/*
 * Definition.
 * 1. The x with P(X <= x) = p (BETA_LOWER), or P(X > x) = p (BETA_UPPER): asking for the small
 *    tail keeps all digits. 0 <= p <= 1; the ends of [0, 1] where p says so; NaN outside the
 *    domain.
 * 2. Found by bracketing and Newton steps on gsl_cdf_beta_P and _Q, for gsl_cdf_beta_Pinv and
 *    _Qinv of GSL 2.7.1 fail on ordinary shapes such as (3.5, 297.5).
 */
double beta_quantile(double p, enum beta_tail tail, double a, double b);

/* The same of a mixture that is each of `count` (1 or 2) shapes with equal probability. */
double beta_mixture_quantile(double p, enum beta_tail tail, const struct beta_shape *shapes,
                             size_t count);

#endif

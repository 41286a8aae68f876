/* binomial_test: how likely a count as odd as this one is, where the share is p0. */
#ifndef ANALYSIS_BINOMIAL_TEST_H
#define ANALYSIS_BINOMIAL_TEST_H

#include <stdint.h>

enum alternative { ALTERNATIVE_TWO_SIDED, ALTERNATIVE_LESS, ALTERNATIVE_GREATER };

/*
 * Definition.
 * 1. Domain: 0 <= x <= n <= 2^32 - 1, 0 <= p0 <= 1; NaN outside. n = 0 gives 1.
 * 2. Less: P(X <= x); greater: P(X >= x).
 * 3. Two-sided: the probability of all counts that are no likelier than x itself, likelihoods
 *    within a factor of 1 + 1e-7 being equal (R's binom.test).
 */
double binomial_test(int64_t x, int64_t n, double p0, enum alternative alternative);

#endif

#include "analysis/binomial_test.h"

#include <math.h>

#include <gsl/gsl_randist.h>

#include "analysis/beta.h"

static const double equal_likelihood = 1 + 1e-7;

/* P(X <= x); 0 below 0. */
static double at_most(int64_t x, int64_t n, double p0)
{
    return x < 0 ? 0 : x >= n ? 1 : beta_tail(p0, BETA_UPPER, (double)x + 1, (double)(n - x));
}

/* P(X >= x) */
static double at_least(int64_t x, int64_t n, double p0)
{
    return x <= 0 ? 1 : x > n ? 0 : beta_tail(p0, BETA_LOWER, (double)x, (double)(n - x + 1));
}

static double likelihood(int64_t x, int64_t n, double p0)
{
    return gsl_ran_binomial_pdf((unsigned)x, p0, (unsigned)n);
}

/* The likelihoods fall away from the mean, so halving finds where they come down to `limit`. */
static int64_t first_unlikely_above(int64_t low, int64_t n, double p0, double limit)
{
    int64_t high = n + 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (likelihood(middle, n, p0) <= limit)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static int64_t last_unlikely_below(int64_t high, int64_t n, double p0, double limit)
{
    int64_t low = -1;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (likelihood(middle, n, p0) <= limit)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static double two_sided(int64_t x, int64_t n, double p0)
{
    double mean = (double)n * p0;
    double limit = likelihood(x, n, p0) * equal_likelihood;
    double sum;
    if ((double)x == mean)
        return 1;
    if ((double)x < mean)
        sum = at_most(x, n, p0) +
              at_least(first_unlikely_above((int64_t)ceil(mean), n, p0, limit), n, p0);
    else
        sum = at_least(x, n, p0) +
              at_most(last_unlikely_below((int64_t)floor(mean), n, p0, limit), n, p0);
    return fmin(1, sum);
}

double binomial_test(int64_t x, int64_t n, double p0, enum alternative alternative)
{
    if (n < 0 || x < 0 || x > n || n > UINT32_MAX || !(p0 >= 0 && p0 <= 1))
        return NAN;
    switch (alternative) {
    case ALTERNATIVE_LESS:
        return at_most(x, n, p0);
    case ALTERNATIVE_GREATER:
        return at_least(x, n, p0);
    case ALTERNATIVE_TWO_SIDED:
        break;
    }
    if (p0 == 0 || p0 == 1)
        return (double)x == (double)n * p0;
    return two_sided(x, n, p0);
}

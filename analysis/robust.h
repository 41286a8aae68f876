/* robust: location and spread that a few wild values cannot move. */
#ifndef ANALYSIS_ROBUST_H
#define ANALYSIS_ROBUST_H

#include <stddef.h>

/*
 * Definitions. NaNs are values that are not known: they are left out and counted. Infinities are
 * values. With nothing left every figure is NaN; with one value it is its own mean, median and
 * quantile, mad is 0 and sd NaN.
 * 1. A quantile at level p in [0, 1] is R's type 7 (Hyndman & Fan 1996): linear between the
 *    values, the k-th smallest of n standing at (k - 1) / (n - 1).
 * 2. mad is the median of the distances from the median, times 1.4826: for normal values it
 *    estimates their standard deviation.
 * 3. mean and sd (divisor n - 1) by the updating formulas of GSL, which do not subtract large
 *    sums from each other.
 */
struct robust {
    size_t n, missing;
    double mean, sd;
    double low, q25, median, q75, high; /* low and high: the extremes */
    double mad;
};

void robust_describe(struct robust *robust, const double *values, size_t count);

/* Definition 1 for values that are sorted and free of NaN; NaN for none, or p outside [0, 1]. */
double robust_quantile(const double *sorted, size_t count, double p);

/*
 * Definition.
 * 4. The robust z-score of each value: (value - median) / mad; NaN where the value is not known,
 *    or where more than half of the values are equal, so that the mad is 0 and no score exists.
 *    For amounts, pass their logarithms: twice and half are then equally far.
 * `scores` may be `values` itself.
 */
void robust_scores(double *scores, const double *values, size_t count);

/*
 * Definition.
 * 5. Gini's coefficient of values >= 0 (0: all equal; towards 1: one has all), with the divisor
 *    n of a population. NaN where nothing is known, anything is negative or all are 0.
 */
double robust_gini(const double *values, size_t count);

#endif

/* heterogeneity: do several shares differ at all? */
#ifndef ANALYSIS_HETEROGENEITY_H
#define ANALYSIS_HETEROGENEITY_H

#include <stddef.h>

#include "analysis/clustering.h"

/* A group's share, and the number of independent answers behind it. */
struct group_rate {
    double rate, effective;
};

/*
 * Definition.
 * 1. statistic = sum of effective (rate - pooled)² / (pooled (1 - pooled)), pooled being the
 *    mean of the rates weighted by `effective`.
 * 2. Without clustering it is Pearson's chi-square of the table (R's prop.test without
 *    correction), on groups - 1 degrees of freedom; with clustering the statistic over those is
 *    compared with F on them and the clustering's own, for the icc is an estimate.
 * 3. Groups with nothing behind them are left out; with fewer than two left, or where all say
 *    the same, there is no statistic and no p-value (NaN).
 */
struct heterogeneity {
    double pooled, effective, statistic, degrees, p_value;
};

void heterogeneity_test(struct heterogeneity *test, const struct group_rate *groups, size_t count,
                        const struct clustering *clustering);

#endif

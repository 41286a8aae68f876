/* rank: between which places does each of several rates lie? */
#ifndef ANALYSIS_RANK_H
#define ANALYSIS_RANK_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/clustering.h"

/* An estimate and its variance; NaN rates are not ranked. */
struct rank_estimate {
    double rate, variance;
};

/* Places from 1; VALUE_NONE where there is no rate. */
struct rank_interval {
    int64_t low, high;
};

/*
 * Definition (Mogstad, Romano, Shaikh & Wilhelm 2024).
 * 1. A rank is 1 + the number of rates that are strictly higher.
 * 2. The interval of one item holds its true rank with at least this probability: its differences
 *    from all others are tested at once (Holm), and it ranks behind those that are surely higher
 *    and before those that are surely lower.
 * 3. One item has rank 1; items that cannot be told apart have the interval [1, n].
 */
void rank_intervals(struct rank_interval *intervals, const struct rank_estimate *estimates,
                    size_t count, const struct clustering *clustering, double level);

#endif

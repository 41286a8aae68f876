/* funnel: does one share lie further from all than chance puts a group of its size? */
#ifndef ANALYSIS_FUNNEL_H
#define ANALYSIS_FUNNEL_H

#include "analysis/clustering.h"
#include "analysis/heterogeneity.h"
#include "analysis/interval.h"

/*
 * Definitions (Spiegelhalter 2005). The target is the pooled share of a heterogeneity test.
 * 1. On the arcsine scale a share has the variance 1 / (4 effective): the overdispersion comes
 *    in through `effective`, which is estimated from clusters within groups and so is blind to
 *    the differences between groups that the funnel looks for. (Estimated from eight groups, it
 *    could never flag one: z <= sqrt(8).)
 * 2. The target contains the group itself: the difference has 1 - effective / sum of effective
 *    times that variance.
 * 3. Without clustering, and where fewer than 10 of either answer are expected, the p-value is
 *    that of the exact binomial test.
 * 4. One group alone, or nothing behind it: p = NaN, and it lies inside.
 */
struct funnel_place {
    int side;                  /* -1 below, 0 inside, 1 above */
    double p_value, low, high; /* the limits for a group of this size */
};

void funnel_place(struct funnel_place *place, const struct group_rate *group,
                  const struct heterogeneity *pooled, const struct clustering *clustering,
                  double level);

#endif

/* adjust: p-values of many comparisons at once. */
#ifndef ANALYSIS_ADJUST_H
#define ANALYSIS_ADJUST_H

#include <stddef.h>

/*
 * Definitions. `adjusted` may be `p` itself. NaNs are no comparisons: they stay NaN and are not
 * counted. No p-values: nothing happens. Ties get equal values.
 * 1. Bonferroni: m p.
 * 2. Holm (1979), to claim: the largest of (m - j + 1) p_(j) up to the value's place j.
 * 3. Hochberg (1988): the smallest of (m - j + 1) p_(j) from the value's place on.
 * 4. Benjamini–Hochberg (1995), to screen: the smallest of m p_(j) / j from the place on.
 * 5. Benjamini–Yekutieli (2001): as 4, times 1 + 1/2 + … + 1/m; holds whatever the dependence.
 * 6. Hommel (1988): as Wright (1992) computes it; the most powerful of those that Simes' test
 *    allows, in time that grows with the square of m.
 * All are at most 1.
 */
enum adjustment {
    ADJUST_BONFERRONI,
    ADJUST_HOLM,
    ADJUST_HOCHBERG,
    ADJUST_HOMMEL,
    ADJUST_BH,
    ADJUST_BY
};

void adjust_p_values(double *adjusted, const double *p, size_t count, enum adjustment adjustment);

#endif

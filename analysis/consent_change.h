/* consent_change: closed surveys of one plan year against those of the year before. */
#ifndef ANALYSIS_CONSENT_CHANGE_H
#define ANALYSIS_CONSENT_CHANGE_H

#include "analysis/consent.h"

/*
 * Definitions.
 * 1. change = rate - the same group's rate of the year before; its 95 % interval adds the squares
 *    of what the two rates' own intervals reach (interval_of_difference() in rate_pair.h), each of
 *    which carries the clustering of its own year.
 * 2. Groups are the same where their keys are. A year is compared with the year before it, which
 *    stands in the same result where that has several, else in `before`.
 * 3. Without a closed survey in either year all four figures are NaN.
 *
 * Both results are of the same grouping; before == NULL: the year before is not known.
 */
void consent_set_changes(struct consent_result *result, const struct consent_result *before);

#endif

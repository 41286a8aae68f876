/* labels: moves labels that stand in a column so that none covers another. */
#ifndef REPORTS_LABELS_H
#define REPORTS_LABELS_H

#include <stddef.h>

/*
 * Moves the centres of `n` labels as little as can be (least squares) so that their extents,
 * `sizes`, do not overlap and stay between `low` and `high` where they all fit. The order of
 * the centres is kept; equal ones keep the order of the array.
 */
void labels_spread(double *centres, const double *sizes, size_t n, double low, double high);

#endif

/* apportion: shares out a whole number so that the parts add up to it exactly. */
#ifndef DATA_SAMPLE_APPORTION_H
#define DATA_SAMPLE_APPORTION_H

#include <stddef.h>
#include <stdint.h>

/*
 * parts[i] is total * weights[i] / sum(weights), rounded by largest remainders, ties to the
 * lower index. Weights are >= 0; where all are 0 every part is 0.
 */
void apportion(int64_t total, const double *weights, size_t count, int64_t *parts);

#endif

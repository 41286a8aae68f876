/* value: how the records say that a quantity is not known, and the units that they use. */
#ifndef CORE_VALUE_H
#define CORE_VALUE_H

#include <stdint.h>

/*
 * Every quantity that comes out of an export is a 64-bit integer in one fixed unit,
 * and INT64_MIN where the export did not say. A name carries its unit:
 *   …_fen   money, 1/100 yuan          …_cm2   areas, compared exactly
 *   …_mpct  1/1000 of a percent        …_mm    lengths
 * Whoever adds up, tests for VALUE_NONE first: an unknown is never a zero.
 */
#define VALUE_NONE INT64_MIN

static inline int value_is_known(int64_t value)
{
    return value != VALUE_NONE;
}

/* The sum that ignores unknowns; unknown only when both are. Saturates short of overflow. */
static inline int64_t value_add(int64_t a, int64_t b)
{
    int64_t sum;
    if (a == VALUE_NONE)
        return b;
    if (b == VALUE_NONE)
        return a;
    if (__builtin_add_overflow(a, b, &sum) || sum == VALUE_NONE)
        return a > 0 ? INT64_MAX : -INT64_MAX;
    return sum;
}

enum { FEN_PER_YUAN = 100, CM2_PER_M2 = 10000, MPCT_PER_PERCENT = 1000, MM_PER_M = 1000 };
#define FEN_PER_WAN ((int64_t)1000000) /* 万元 */

#endif

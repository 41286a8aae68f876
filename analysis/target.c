#include "analysis/target.h"

#include <math.h>
#include <stdbool.h>

#include "analysis/portfolio.h"

int64_t target_needed(const struct fraction *share, int64_t n)
{
    int64_t wanted = n * share->numerator, whole = wanted / share->denominator;
    return whole + (share->strict || wanted % share->denominator != 0);
}

static bool is_told(const struct target *target)
{
    return target->n > 0 && target->share->denominator > 0;
}

double target_chance(const struct target *target)
{
    if (!is_told(target))
        return NAN;
    if (target->known >= target_needed(target->share, target->n + target->unknown))
        return 1;
    if (target->unknown > target->n)
        return NAN;
    int64_t needed = target_needed(target->share, target->n) - target->known;
    if (needed <= 0)
        return 1;
    if (needed > target->open)
        return 0;
    size_t hits = 0;
    for (size_t i = 0; i < target->draws; i++)
        hits += target->by_draw[i] >= needed;
    return portfolio_honest((double)hits / (double)target->draws);
}

double target_shortfall(const struct target *target)
{
    if (!is_told(target) || target->unknown > target->n)
        return NAN;
    int64_t needed = target_needed(target->share, target->n) - target->known;
    int64_t lacking = 0;
    size_t misses = 0;
    for (size_t i = 0; i < target->draws; i++) {
        if (target->by_draw[i] >= needed)
            continue;
        lacking += needed - target->by_draw[i];
        misses++;
    }
    return misses > 0 ? (double)lacking / (double)misses : NAN;
}

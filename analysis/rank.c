#include "analysis/rank.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "core/value.h"

/* How far an item lies from another, in standard errors; above zero where the other is higher. */
static double distance(const struct rank_estimate *from, const struct rank_estimate *to)
{
    double difference = to->rate - from->rate;
    double error = sqrt(from->variance + to->variance);
    if (difference == 0)
        return 0;
    return error > 0 ? difference / error : copysign(INFINITY, difference);
}

/* Holm's bounds: the quantile that the j-th largest of m distances has to exceed. */
static double *holm_bounds(size_t m, const struct clustering *clustering, double level)
{
    double *bounds = xreallocarray(NULL, m + 1, sizeof *bounds);
    for (size_t i = 0; i < m; i++)
        bounds[i] = clustering_quantile(clustering, 1 - (1 - level) / (double)(m - i));
    return bounds;
}

static size_t count_beyond(const double *distances, size_t m, double bound)
{
    size_t count = 0;
    for (size_t i = 0; i < m; i++)
        count += fabs(distances[i]) > bound ? 1 : 0;
    return count;
}

/*
 * Bounds fall, so that all distances beyond the next one go with those that went before: a few
 * rounds of counting take the place of sorting, of which a country's sub-districts have too many.
 */
static struct rank_interval rank_one(const double *distances, size_t m, const double *bounds)
{
    struct rank_interval interval = {1, (int64_t)m + 1};
    size_t gone = 0, beyond = 0;
    do {
        gone = beyond;
        beyond = gone < m ? count_beyond(distances, m, bounds[gone]) : m;
    } while (beyond > gone);
    for (size_t i = 0; i < m && gone > 0; i++) {
        if (!(fabs(distances[i]) > bounds[gone - 1]))
            continue;
        interval.low += distances[i] > 0;
        interval.high -= distances[i] < 0;
    }
    return interval;
}

void rank_intervals(struct rank_interval *intervals, const struct rank_estimate *estimates,
                    size_t count, const struct clustering *clustering, double level)
{
    double *distances = xreallocarray(NULL, count + 1, sizeof *distances), *bounds;
    size_t ranked = 0;
    for (size_t i = 0; i < count; i++)
        ranked += isnan(estimates[i].rate) ? 0 : 1;
    bounds = holm_bounds(ranked > 0 ? ranked - 1 : 0, clustering, level);
    for (size_t i = 0; i < count; i++) {
        size_t m = 0;
        intervals[i] = (struct rank_interval){VALUE_NONE, VALUE_NONE};
        if (isnan(estimates[i].rate))
            continue;
        for (size_t j = 0; j < count; j++)
            if (j != i && !isnan(estimates[j].rate))
                distances[m++] = distance(&estimates[i], &estimates[j]);
        intervals[i] = rank_one(distances, m, bounds);
    }
    free(bounds);
    free(distances);
}

#include "analysis/rank.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "core/value.h"

/* How far an item lies from another, in standard errors; above zero where the other is higher. */
static int compare_sizes(const void *a, const void *b)
{
    double left = fabs(*(const double *)a), right = fabs(*(const double *)b);
    return (left < right) - (left > right);
}

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

static struct rank_interval rank_one(double *distances, size_t m, const double *bounds)
{
    struct rank_interval interval = {1, (int64_t)m + 1};
    qsort(distances, m, sizeof *distances, compare_sizes);
    for (size_t i = 0; i < m && fabs(distances[i]) > bounds[i]; i++) {
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

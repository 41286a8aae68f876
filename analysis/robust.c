#include "analysis/robust.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_statistics_double.h>

#include "core/memory.h"

/* 1 / the upper quartile of the normal distribution. */
static const double mad_scale = 1.4826022185056018;

static int compare_doubles(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The known values, sorted (NaN would corrupt the order); the caller frees them. */
static double *sorted_known(const double *values, size_t count, size_t *known)
{
    double *sorted = xreallocarray(NULL, count + 1, sizeof *sorted);
    *known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            sorted[(*known)++] = values[i];
    qsort(sorted, *known, sizeof *sorted, compare_doubles);
    return sorted;
}

double robust_quantile(const double *sorted, size_t count, double p)
{
    if (count == 0 || !(p >= 0 && p <= 1))
        return NAN;
    return gsl_stats_quantile_from_sorted_data(sorted, 1, count, p);
}

/* Of sorted values; overwrites them with their distances from the median. */
static double mad_of(double *sorted, size_t count, double median)
{
    for (size_t i = 0; i < count; i++)
        sorted[i] = fabs(sorted[i] - median);
    qsort(sorted, count, sizeof *sorted, compare_doubles);
    return mad_scale * robust_quantile(sorted, count, 0.5);
}

void robust_describe(struct robust *robust, const double *values, size_t count)
{
    size_t n;
    double *sorted = sorted_known(values, count, &n);
    *robust = (struct robust){
        .n = n,
        .missing = count - n,
        .mean = n > 0 ? gsl_stats_mean(sorted, 1, n) : NAN,
        .sd = n > 1 ? gsl_stats_sd(sorted, 1, n) : NAN,
        .low = robust_quantile(sorted, n, 0),
        .q25 = robust_quantile(sorted, n, 0.25),
        .median = robust_quantile(sorted, n, 0.5),
        .q75 = robust_quantile(sorted, n, 0.75),
        .high = robust_quantile(sorted, n, 1),
    };
    robust->mad = mad_of(sorted, n, robust->median);
    free(sorted);
}

void robust_scores(double *scores, const double *values, size_t count)
{
    struct robust robust;
    robust_describe(&robust, values, count);
    for (size_t i = 0; i < count; i++)
        scores[i] = robust.mad > 0 ? (values[i] - robust.median) / robust.mad : NAN;
}

double robust_gini(const double *values, size_t count)
{
    size_t n;
    double *sorted = sorted_known(values, count, &n);
    double sum = 0, ranked = 0, gini = NAN;
    for (size_t i = 0; i < n; i++) {
        sum += sorted[i];
        ranked += (2 * (double)(i + 1) - (double)n - 1) * sorted[i];
    }
    if (n > 0 && sorted[0] >= 0 && sum > 0)
        gini = ranked / ((double)n * sum);
    free(sorted);
    return gini;
}

#include "analysis/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

struct ranked {
    double p;
    size_t index;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->p != right->p)
        return left->p < right->p ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

static double harmonic(size_t count)
{
    double sum = 0;
    for (size_t i = count; i > 0; i--)
        sum += 1 / (double)i;
    return sum;
}

/* What the p-value at place `place` (from 1) of m is multiplied by. */
static double factor(enum adjustment adjustment, size_t place, size_t m)
{
    switch (adjustment) {
    case ADJUST_BONFERRONI:
        return (double)m;
    case ADJUST_HOLM:
    case ADJUST_HOCHBERG:
        return (double)(m - place + 1);
    case ADJUST_HOMMEL:
    case ADJUST_BH:
    case ADJUST_BY: /* whose harmonic sum is the same at every place */
        break;
    }
    return (double)m / (double)place;
}

/* A step down keeps the largest so far, a step up the smallest from the end. */
static void step_down(double *adjusted, const struct ranked *ranked, size_t m,
                      enum adjustment adjustment)
{
    double largest = 0;
    for (size_t i = 0; i < m; i++) {
        largest = fmax(largest, ranked[i].p * factor(adjustment, i + 1, m));
        adjusted[ranked[i].index] = fmin(1, largest);
    }
}

static void step_up(double *adjusted, const struct ranked *ranked, size_t m,
                    enum adjustment adjustment)
{
    double scale = adjustment == ADJUST_BY ? harmonic(m) : 1;
    double smallest = 1;
    for (size_t i = m; i > 0; i--) {
        smallest = fmin(smallest, ranked[i - 1].p * scale * factor(adjustment, i, m));
        adjusted[ranked[i - 1].index] = smallest;
    }
}

/* Simes' bound of the `size` largest of m sorted p-values. */
static double simes(const struct ranked *ranked, size_t m, size_t size)
{
    double smallest = INFINITY;
    for (size_t k = 1; k <= size; k++)
        smallest = fmin(smallest, (double)size * ranked[m - size + k - 1].p / (double)k);
    return smallest;
}

/* Every intersection of hypotheses is tested with Simes' test, from the largest down. */
static void hommel(double *adjusted, const struct ranked *ranked, size_t m)
{
    for (size_t i = 0; i < m; i++)
        adjusted[ranked[i].index] = m > 0 ? fmin(1, simes(ranked, m, m)) : 1;
    for (size_t size = m; size-- > 2;) {
        size_t outside = m - size;
        double among = INFINITY, bound;
        for (size_t k = 2; k <= size; k++)
            among = fmin(among, (double)size * ranked[outside + k - 1].p / (double)k);
        for (size_t i = 0; i < m; i++) {
            bound = fmin((double)size * ranked[i].p, among);
            if (i >= outside)
                bound = fmax(bound, fmin(among, (double)size * ranked[outside].p));
            adjusted[ranked[i].index] = fmax(adjusted[ranked[i].index], fmin(1, bound));
        }
    }
    for (size_t i = 0; i < m; i++)
        adjusted[ranked[i].index] = fmax(adjusted[ranked[i].index], ranked[i].p);
}

void adjust_p_values(double *adjusted, const double *p, size_t count, enum adjustment adjustment)
{
    struct ranked *ranked = xreallocarray(NULL, count + 1, sizeof *ranked);
    size_t m = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(p[i]))
            ranked[m++] = (struct ranked){p[i], i};
        adjusted[i] = p[i];
    }
    qsort(ranked, m, sizeof *ranked, compare_ranked);
    if (adjustment == ADJUST_HOMMEL)
        hommel(adjusted, ranked, m);
    else if (adjustment == ADJUST_BONFERRONI || adjustment == ADJUST_HOLM)
        step_down(adjusted, ranked, m, adjustment);
    else
        step_up(adjusted, ranked, m, adjustment);
    free(ranked);
}

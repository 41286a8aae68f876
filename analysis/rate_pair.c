#include "analysis/rate_pair.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/adjust.h"
#include "core/memory.h"

struct interval interval_of_difference(double rate, struct interval of_rate, double less,
                                       struct interval of_less)
{
    double difference = rate - less;
    return (struct interval){difference - hypot(rate - of_rate.low, of_less.high - less),
                             difference + hypot(of_rate.high - rate, less - of_less.low)};
}

static struct interval interval_of(const struct group_rate *group, double quantile)
{
    return interval_score(group->rate * group->effective, group->effective, quantile);
}

static struct rate_pair compare(const struct group_rate *groups, size_t a, size_t b,
                                const struct clustering *clustering, double quantile)
{
    bool swapped = groups[b].rate > groups[a].rate;
    struct rate_pair pair = {.higher = swapped ? b : a, .lower = swapped ? a : b};
    const struct group_rate both[] = {groups[pair.higher], groups[pair.lower]};
    struct heterogeneity test;
    struct interval interval =
        interval_of_difference(both[0].rate, interval_of(&both[0], quantile), both[1].rate,
                               interval_of(&both[1], quantile));
    heterogeneity_test(&test, both, 2, clustering);
    pair.difference = both[0].rate - both[1].rate;
    pair.low = interval.low;
    pair.high = interval.high;
    pair.p_value = test.p_value;
    return pair;
}

static void adjust(struct rate_pair *pairs, size_t count)
{
    double *p = xreallocarray(NULL, count + 1, sizeof *p);
    for (size_t i = 0; i < count; i++)
        p[i] = pairs[i].p_value;
    adjust_p_values(p, p, count, ADJUST_BH);
    for (size_t i = 0; i < count; i++)
        pairs[i].adjusted = p[i];
    free(p);
}

static int compare_doubles(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a > b) - (a < b);
}

static int most_sure(const void *left, const void *right)
{
    const struct rate_pair *a = left, *b = right;
    int order = compare_doubles(a->adjusted, b->adjusted);
    if (order == 0)
        order = compare_doubles(a->p_value, b->p_value);
    if (order == 0 && a->higher != b->higher)
        order = a->higher < b->higher ? -1 : 1;
    return order != 0 ? order : (a->lower > b->lower) - (a->lower < b->lower);
}

size_t rate_pairs(struct rate_pair **pairs, const struct group_rate *groups, size_t count,
                  const struct clustering *clustering, double level)
{
    double quantile = clustering_quantile(clustering, level);
    size_t used = 0, made = 0;
    for (size_t i = 0; i < count; i++)
        used += groups[i].effective > 0 ? 1 : 0;
    *pairs = xreallocarray(NULL, used * used / 2 + 1, sizeof **pairs);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count && groups[a].effective > 0; b++)
            if (groups[b].effective > 0)
                (*pairs)[made++] = compare(groups, a, b, clustering, quantile);
    adjust(*pairs, made);
    qsort(*pairs, made, sizeof **pairs, most_sure);
    return made;
}

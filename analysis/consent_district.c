#include "analysis/consent_district.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/beta_binomial.h"
#include "analysis/funnel.h"
#include "analysis/heterogeneity.h"
#include "analysis/interval.h"
#include "analysis/rank.h"
#include "analysis/rate_pair.h"

static const double interval_level = CONSENT_LEVEL, funnel_level = 0.998;

struct answers {
    double total, answered, agree;
};

/* The working arrays have one element a district. */
struct comparison {
    struct consent_district *districts;
    size_t count;
    double *n2_sum; /* sum of squared totals */
    struct answers *answers;
    struct cluster *clusters; /* one a closed project */
    size_t cluster_count;
    struct group_rate *rates;
    struct clustering clustering;
    struct heterogeneity target; /* of the households' rates */
};

static void comparison_init(struct comparison *comparison, struct consent_result *result,
                            const struct grouping *grouping)
{
    size_t count = grouping->count;
    *comparison = (struct comparison){
        .districts = xcalloc(count + 1, sizeof *comparison->districts),
        .count = count,
        .n2_sum = xcalloc(count + 1, sizeof *comparison->n2_sum),
        .answers = xcalloc(count + 1, sizeof *comparison->answers),
        .clusters = xcalloc(result->project_count + 1, sizeof *comparison->clusters),
        .rates = xcalloc(count + 1, sizeof *comparison->rates),
    };
    for (size_t i = 0; i < count; i++) {
        struct consent_district *district = &comparison->districts[i];
        district->district = arena_strdup(&result->strings, grouping->labels[i]);
        district->key = arena_strdup(&result->strings, grouping->keys[i]);
        district->before_pct = NAN;
        district->change_pct = district->change_low_pct = district->change_high_pct = NAN;
    }
}

static void comparison_release(struct comparison *comparison)
{
    free(comparison->n2_sum);
    free(comparison->answers);
    free(comparison->clusters);
    free(comparison->rates);
}

static void count_status(struct consent_district *district, enum consent_status status)
{
    switch (status) {
    case CONSENT_MET:
        district->met++;
        break;
    case CONSENT_OPEN:
        district->open++;
        break;
    case CONSENT_IMPOSSIBLE:
        district->impossible++;
        break;
    case CONSENT_FAILED:
        district->failed++;
        break;
    case CONSENT_UNKNOWN:
        district->unknown++;
        break;
    }
}

static bool can_be_compared(const struct consent_project *project)
{
    return project->final && value_is_known(project->total) && value_is_known(project->agree) &&
           project->total > 0 && project->agree >= 0 && project->agree <= project->total;
}

static void add_closed(struct comparison *comparison, size_t group,
                       const struct consent_project *project)
{
    struct consent_district *district = &comparison->districts[group];
    struct answers *answers = &comparison->answers[group];
    double n = (double)project->total;
    district->projects++;
    district->total = value_add(district->total, project->total);
    district->agree = value_add(district->agree, project->agree);
    comparison->n2_sum[group] += n * n;
    comparison->clusters[comparison->cluster_count++] =
        (struct cluster){group, n, (double)project->agree};
    if (!value_is_known(project->no_reply))
        return;
    answers->total += n;
    answers->answered += (double)(project->total - project->no_reply);
    answers->agree += (double)project->agree;
}

static void add_projects(struct comparison *comparison, const struct consent_result *result,
                         const struct grouping *grouping)
{
    for (size_t i = 0; i < result->project_count; i++) {
        const struct consent_project *project = &result->projects[i];
        size_t group = grouping->group_of[project->project];
        count_status(&comparison->districts[group], project->status);
        if (can_be_compared(project))
            add_closed(comparison, group, project);
    }
}

static void set_rates(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->count; i++) {
        struct consent_district *district = &comparison->districts[i];
        const struct answers *answers = &comparison->answers[i];
        double total = (double)district->total;
        district->effective =
            clustering_effective(&comparison->clustering, total, comparison->n2_sum[i]);
        comparison->rates[i] =
            (struct group_rate){(double)district->agree / total, district->effective};
        district->rate_pct = 100 * comparison->rates[i].rate;
        district->answered_pct = 100 * answers->answered / answers->total;
        district->agree_of_answered_pct = 100 * answers->agree / answers->answered;
    }
}

/* The test of whether districts differ; see consent_district.h. */
static void test_spread(struct heterogeneity *spread, const struct comparison *comparison)
{
    struct group_rate *best = xcalloc(comparison->count + 1, sizeof *best);
    for (size_t i = 0; i < comparison->cluster_count; i++) {
        const struct cluster *cluster = &comparison->clusters[i];
        double weight = clustering_weight(&comparison->clustering, cluster->n);
        best[cluster->group].effective += weight;
        best[cluster->group].rate += weight * cluster->x / cluster->n;
    }
    for (size_t i = 0; i < comparison->count; i++)
        best[i].rate /= best[i].effective;
    heterogeneity_test(spread, best, comparison->count, &comparison->clustering);
    free(best);
}

static void set_intervals(struct comparison *comparison)
{
    double quantile = clustering_quantile(&comparison->clustering, interval_level);
    for (size_t i = 0; i < comparison->count; i++) {
        const struct group_rate *rate = &comparison->rates[i];
        struct interval interval =
            interval_score(rate->rate * rate->effective, rate->effective, quantile);
        comparison->districts[i].low_pct = 100 * interval.low;
        comparison->districts[i].high_pct = 100 * interval.high;
    }
}

static void set_shrunk(struct comparison *comparison)
{
    struct beta_binomial_count *counts = xcalloc(comparison->count + 1, sizeof *counts);
    struct beta_binomial fit;
    for (size_t i = 0; i < comparison->count; i++)
        if (comparison->rates[i].effective > 0)
            counts[i] = (struct beta_binomial_count){comparison->rates[i].rate *
                                                         comparison->rates[i].effective,
                                                     comparison->rates[i].effective};
    beta_binomial_fit(&fit, counts, comparison->count);
    for (size_t i = 0; i < comparison->count; i++) {
        struct consent_district *district = &comparison->districts[i];
        struct interval interval = {NAN, NAN};
        if (counts[i].n > 0)
            interval = beta_binomial_interval(&fit, counts[i].x, counts[i].n, interval_level);
        district->shrunk_pct =
            counts[i].n > 0 ? 100 * beta_binomial_mean(&fit, counts[i].x, counts[i].n) : NAN;
        district->shrunk_low_pct = 100 * interval.low;
        district->shrunk_high_pct = 100 * interval.high;
    }
    free(counts);
}

static void set_funnel(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->count; i++) {
        struct consent_district *district = &comparison->districts[i];
        struct funnel_place place;
        funnel_place(&place, &comparison->rates[i], &comparison->target, &comparison->clustering,
                     funnel_level);
        district->funnel = place.side;
        district->funnel_p = place.p_value;
        district->funnel_low_pct = 100 * place.low;
        district->funnel_high_pct = 100 * place.high;
    }
}

/* With one answer of each kind added: a rate of 0 or 1 is not known for certain. */
static double careful_variance(const struct group_rate *rate)
{
    double n = rate->effective + 2, p = (rate->rate * rate->effective + 1) / n;
    return p * (1 - p) / n;
}

static void set_ranks(struct comparison *comparison)
{
    struct rank_estimate *estimates = xcalloc(comparison->count + 1, sizeof *estimates);
    struct rank_interval *intervals = xcalloc(comparison->count + 1, sizeof *intervals);
    for (size_t i = 0; i < comparison->count; i++)
        estimates[i] = (struct rank_estimate){comparison->rates[i].rate,
                                              careful_variance(&comparison->rates[i])};
    rank_intervals(intervals, estimates, comparison->count, &comparison->clustering,
                   interval_level);
    for (size_t i = 0; i < comparison->count; i++) {
        comparison->districts[i].rank_low = intervals[i].low;
        comparison->districts[i].rank_high = intervals[i].high;
    }
    free(estimates);
    free(intervals);
}

/* Of so many districts that their pairs could not be read, there are none. */
static void set_pairs(struct consent_result *result, const struct comparison *comparison)
{
    struct rate_pair *pairs;
    size_t compared = 0;
    for (size_t i = 0; i < comparison->count; i++)
        compared += comparison->rates[i].effective > 0 ? 1 : 0;
    result->pairs_left_out = compared > CONSENT_MOST_IN_PAIRS;
    if (result->pairs_left_out)
        return;
    result->pair_count = rate_pairs(&pairs, comparison->rates, comparison->count,
                                    &comparison->clustering, interval_level);
    result->pairs = xcalloc(result->pair_count + 1, sizeof *result->pairs);
    for (size_t i = 0; i < result->pair_count; i++)
        result->pairs[i] = (struct consent_pair){
            .higher = comparison->districts[pairs[i].higher].district,
            .lower = comparison->districts[pairs[i].lower].district,
            .difference_pct = 100 * pairs[i].difference,
            .low_pct = 100 * pairs[i].low,
            .high_pct = 100 * pairs[i].high,
            .p_value = pairs[i].p_value,
            .adjusted = pairs[i].adjusted,
        };
    free(pairs);
}

static size_t keep_surveyed(struct consent_district *districts, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct consent_district *at = &districts[i];
        if (at->met + at->open + at->impossible + at->failed + at->unknown > 0)
            districts[kept++] = *at;
    }
    return kept;
}

void consent_compare_districts(struct consent_result *result, const struct grouping *districts)
{
    struct comparison comparison;
    struct heterogeneity spread;
    comparison_init(&comparison, result, districts);
    add_projects(&comparison, result, districts);
    clustering_estimate(&comparison.clustering, comparison.clusters, comparison.cluster_count,
                        comparison.count);
    set_rates(&comparison);
    test_spread(&spread, &comparison);
    heterogeneity_test(&comparison.target, comparison.rates, comparison.count,
                       &comparison.clustering);
    set_intervals(&comparison);
    set_shrunk(&comparison);
    set_funnel(&comparison);
    set_ranks(&comparison);
    set_pairs(result, &comparison);
    result->districts = comparison.districts;
    result->district_count = keep_surveyed(comparison.districts, comparison.count);
    result->spread = (struct consent_spread){
        .icc = comparison.clustering.degrees > 0 ? comparison.clustering.icc : NAN,
        .overdispersion = comparison.clustering.overdispersion,
        .heterogeneity_p = spread.p_value,
        .pooled_pct = 100 * comparison.target.pooled,
        .degrees = comparison.clustering.degrees,
        .clustering = comparison.clustering,
    };
    comparison_release(&comparison);
}

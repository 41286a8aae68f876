#include "analysis/candidate_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the parts of a score are made of. */
struct facts {
    double cost_per_household;
    int built_year; /* of the oldest compound; 0: not known */
};

struct work {
    struct prioritise_result *result;
    const struct dataset *data;
    const struct prioritise_options *options;
    struct facts *facts; /* one a project of the dataset */
    double *costs;       /* of the candidates, in order */
    size_t cost_count;
};

/* Works that cost nothing are works whose cost nobody has entered yet. */
static int64_t planned_of(const struct budget *budget)
{
    return budget->planned_fen == 0 ? VALUE_NONE : budget->planned_fen;
}

static void read_facts(struct work *work)
{
    const struct dataset *data = work->data;
    work->facts = xcalloc(data->projects.count + 1, sizeof *work->facts);
    for (size_t i = 0; i < data->projects.count; i++)
        work->facts[i].cost_per_household = NAN;
    for (size_t i = 0; i < data->budget_count; i++) {
        const struct budget *budget = &data->budgets[i];
        int64_t households = data->projects.items[budget->project].households;
        if (value_is_known(planned_of(budget)) && value_is_known(households) && households > 0)
            work->facts[budget->project].cost_per_household =
                (double)planned_of(budget) / (double)households;
    }
    for (size_t i = 0; i < data->compound_count; i++) {
        int *built = &work->facts[data->compounds[i].project].built_year;
        int year = data->compounds[i].built_year;
        if (year > 0 && (*built == 0 || year < *built))
            *built = year;
    }
}

static int compare_numbers(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void sort_costs(struct work *work)
{
    work->costs = xcalloc(work->result->count + 1, sizeof *work->costs);
    for (size_t i = 0; i < work->result->count; i++) {
        double cost = work->facts[work->result->items[i].project].cost_per_household;
        if (!isnan(cost))
            work->costs[work->cost_count++] = cost;
    }
    qsort(work->costs, work->cost_count, sizeof *work->costs, compare_numbers);
}

/* How many of the sorted costs are at most this one. */
static size_t costs_up_to(const struct work *work, double cost)
{
    size_t low = 0, high = work->cost_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (work->costs[middle] <= cost)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double cost_part(const struct work *work, size_t project)
{
    double cost = work->facts[project].cost_per_household;
    if (isnan(cost) || work->cost_count < 2)
        return NAN;
    return 100 * (double)(work->cost_count - costs_up_to(work, cost)) /
           (double)(work->cost_count - 1);
}

static double need_part(const struct work *work, size_t project)
{
    int built = work->facts[project].built_year;
    if (built == 0 || work->options->old_years <= 0)
        return NAN;
    return fmin(100, fmax(0, 100. * (work->options->plan_year - built) / work->options->old_years));
}

static bool same_street(const struct project *a, const struct project *b)
{
    return a->street[0] != '\0' && strcmp(a->street, b->street) == 0 &&
           strcmp(a->district, b->district) == 0 && strcmp(a->city, b->city) == 0;
}

static bool same_committee(const struct project *a, const struct project *b)
{
    return same_street(a, b) && a->committee[0] != '\0' && strcmp(a->committee, b->committee) == 0;
}

/* Candidates ordered by place have their neighbours beside them. */
struct placed {
    const struct project *project;
    size_t candidate;
};

static int compare_placed(const void *a, const void *b)
{
    const struct project *left = ((const struct placed *)a)->project;
    const struct project *right = ((const struct placed *)b)->project;
    int order = strcmp(left->city, right->city);
    if (order == 0)
        order = strcmp(left->district, right->district);
    if (order == 0)
        order = strcmp(left->street, right->street);
    return order != 0 ? order : strcmp(left->committee, right->committee);
}

static double connected_part(const struct placed *placed, size_t i, size_t count)
{
    const struct project *at = placed[i].project;
    const struct project *before = i > 0 ? placed[i - 1].project : NULL;
    const struct project *after = i + 1 < count ? placed[i + 1].project : NULL;
    if (at->street[0] == '\0')
        return NAN;
    if ((before != NULL && same_committee(at, before)) ||
        (after != NULL && same_committee(at, after)))
        return 100;
    return (before != NULL && same_street(at, before)) || (after != NULL && same_street(at, after))
               ? 50
               : 0;
}

static void set_connected(const struct work *work)
{
    struct placed *placed = xcalloc(work->result->count + 1, sizeof *placed);
    for (size_t i = 0; i < work->result->count; i++)
        placed[i] = (struct placed){&work->data->projects.items[work->result->items[i].project], i};
    qsort(placed, work->result->count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < work->result->count; i++)
        work->result->items[placed[i].candidate].parts[PART_CONNECTED] =
            connected_part(placed, i, work->result->count);
    free(placed);
}

static double score_of(const struct candidate *candidate, const double *weights)
{
    double sum = 0, weight = 0;
    for (size_t i = 0; i < CANDIDATE_PART_COUNT; i++) {
        if (isnan(candidate->parts[i]))
            continue;
        sum += weights[i] * candidate->parts[i];
        weight += weights[i];
    }
    return weight > 0 ? sum / weight : NAN;
}

static void set_parts(struct work *work)
{
    read_facts(work);
    sort_costs(work);
    set_connected(work);
    for (size_t i = 0; i < work->result->count; i++) {
        struct candidate *candidate = &work->result->items[i];
        candidate->parts[PART_NEED] = need_part(work, candidate->project);
        candidate->parts[PART_COST] = cost_part(work, candidate->project);
        candidate->score = score_of(candidate, work->options->weights);
    }
}

static void set_money(const struct work *work)
{
    for (size_t i = 0, at = 0; i < work->data->budget_count; i++) {
        const struct budget *budget = &work->data->budgets[i];
        while (at < work->result->count && work->result->items[at].project < budget->project)
            at++;
        if (at < work->result->count && work->result->items[at].project == budget->project)
            work->result->items[at].planned_fen = planned_of(budget);
    }
}

void candidate_scores_set(struct prioritise_result *result, const struct dataset *data,
                          const struct prioritise_options *options)
{
    struct work work = {.result = result, .data = data, .options = options};
    set_parts(&work);
    set_money(&work);
    free(work.facts);
    free(work.costs);
}

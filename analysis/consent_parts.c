#include "analysis/consent_parts.h"

#include <string.h>

size_t *consent_first_compounds(const struct dataset *data)
{
    size_t *first = xcalloc(data->projects.count + 1, sizeof *first), at = 0;
    for (size_t i = 0; i <= data->projects.count; i++) {
        while (at < data->compound_count && data->compounds[at].project < i)
            at++;
        first[i] = at;
    }
    return first;
}

size_t consent_parts_named(const struct dataset *data, const size_t *first, size_t project)
{
    size_t from = first[project], to = first[project + 1];
    const struct compound *only = &data->compounds[from];
    if (to - from == 1 && only->name[0] == '\0' && only->communities > 1)
        return (size_t)only->communities;
    return to - from;
}

static bool is_surveyed(const struct compound *compound, const struct consent_tally *tallies,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(tallies[i].compound, compound->name) == 0)
            return true;
    return false;
}

/* Its households are owners who have not answered. */
static struct consent_tally unsurveyed_tally(const struct compound *compound)
{
    return (struct consent_tally){.project = compound->project,
                                  .compound_id = compound->compound_id,
                                  .compound = compound->name,
                                  .total = compound->households,
                                  .area_total_cm2 = VALUE_NONE,
                                  .area_agree_cm2 = VALUE_NONE,
                                  .area_disagree_cm2 = VALUE_NONE,
                                  .area_abstain_cm2 = VALUE_NONE,
                                  .owners_total = VALUE_NONE,
                                  .owners_agree = VALUE_NONE};
}

size_t consent_parts(struct consent_tally **parts, const struct dataset *data, const size_t *first,
                     const struct consent_tally *tallies, size_t count)
{
    size_t project = tallies[0].project, from = first[project];
    size_t to = first[project + 1], kept = count;
    bool whole = false;
    *parts = xreallocarray(NULL, count + (to - from), sizeof **parts);
    memcpy(*parts, tallies, count * sizeof **parts);
    for (size_t i = 0; i < count; i++)
        whole |= tallies[i].compound[0] == '\0';
    if (whole || to - from <= count)
        return count;
    for (size_t i = from; i < to; i++)
        if (!is_surveyed(&data->compounds[i], tallies, count))
            (*parts)[kept++] = unsurveyed_tally(&data->compounds[i]);
    return kept;
}

/* A sum that is unknown as soon as one part is. */
static int64_t strict_sum(int64_t sum, int64_t value)
{
    return value_is_known(sum) && value_is_known(value) ? value_add(sum, value) : VALUE_NONE;
}

static void add_tally(struct consent_tally *sum, const struct consent_tally *tally)
{
    sum->total = strict_sum(sum->total, tally->total);
    sum->agree = strict_sum(sum->agree, tally->agree);
    sum->disagree = strict_sum(sum->disagree, tally->disagree);
    sum->abstain = strict_sum(sum->abstain, value_is_known(tally->abstain) ? tally->abstain : 0);
    sum->area_total_cm2 = strict_sum(sum->area_total_cm2, tally->area_total_cm2);
    sum->area_agree_cm2 = strict_sum(sum->area_agree_cm2, tally->area_agree_cm2);
    sum->area_disagree_cm2 = strict_sum(sum->area_disagree_cm2, tally->area_disagree_cm2);
    sum->area_abstain_cm2 = strict_sum(sum->area_abstain_cm2, tally->area_abstain_cm2);
    sum->owners_total = strict_sum(sum->owners_total, tally->owners_total);
    sum->owners_agree = strict_sum(sum->owners_agree, tally->owners_agree);
    sum->contribute = strict_sum(sum->contribute, tally->contribute);
    sum->demolish = strict_sum(sum->demolish, tally->demolish);
    sum->closed = sum->closed && tally->closed;
    sum->stale = sum->stale || tally->stale;
}

struct consent_tally consent_parts_sum(const struct consent_tally *parts, size_t count)
{
    struct consent_tally sum = {.project = parts[0].project, .compound = "", .closed = true};
    for (size_t i = 0; i < count; i++)
        add_tally(&sum, &parts[i]);
    return sum;
}

/* Where the stairwells of a survey begin; they stand in the order of the surveys. */
static size_t first_stairwell(const struct consent_set *set, size_t tally)
{
    size_t low = 0, high = set->stairwell_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->stairwells[middle].tally < tally)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct consent_tally block_of(const struct consent_tally *survey,
                                     const struct consent_stairwell *stairwell)
{
    struct consent_tally block = *survey;
    block.compound = stairwell->building;
    block.total = stairwell->total;
    block.agree = stairwell->agree;
    block.disagree = stairwell->disagree;
    block.abstain = stairwell->abstain;
    block.area_total_cm2 = stairwell->area_total_cm2;
    block.area_agree_cm2 = stairwell->area_agree_cm2;
    block.area_disagree_cm2 = stairwell->area_disagree_cm2;
    block.area_abstain_cm2 = stairwell->area_abstain_cm2;
    block.contribute = stairwell->contribute;
    block.demolish = stairwell->demolish;
    block.owners_total = block.owners_agree = VALUE_NONE;
    block.reported_agree = block.reported_disagree = VALUE_NONE;
    return block;
}

size_t consent_blocks(struct consent_tally **blocks, const struct dataset *data, size_t tally)
{
    const struct consent_set *set = &data->consent;
    const struct consent_tally *survey = &set->tallies[tally];
    size_t from = first_stairwell(set, tally), to = from, count = 0;
    int64_t households = 0;
    bool named = true;
    while (to < set->stairwell_count && set->stairwells[to].tally == tally)
        to++;
    *blocks = xcalloc(to - from + 1, sizeof **blocks);
    for (size_t i = from; i < to; i++) {
        const struct consent_stairwell *stairwell = &set->stairwells[i];
        struct consent_tally block = block_of(survey, stairwell);
        named = named && stairwell->building[0] != '\0';
        households = value_add(households, stairwell->total);
        if (count > 0 && strcmp((*blocks)[count - 1].compound, stairwell->building) == 0)
            add_tally(&(*blocks)[count - 1], &block);
        else
            (*blocks)[count++] = block;
    }
    return named && households == survey->total ? count : 0;
}

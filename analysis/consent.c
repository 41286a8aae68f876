#include "analysis/consent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/consent_district.h"
#include "analysis/consent_parts.h"
#include "analysis/consent_reach.h"
#include "analysis/grouping.h"
#include "core/i18n.h"

struct work {
    struct consent_result *result;
    const struct dataset *data;
    const struct consent_rule *rule;
    struct grouping districts;
    struct consent_reach *reach;
    size_t *taught;         /* the number that a district has in what the surveys taught */
    size_t *first_compound; /* see consent_parts.h */
};

/* A sum that is unknown as soon as one part is. */
static int64_t strict_sum(int64_t sum, int64_t value)
{
    return value_is_known(sum) && value_is_known(value) ? value_add(sum, value) : VALUE_NONE;
}

static double percent(int64_t part, int64_t whole)
{
    if (!value_is_known(part) || !value_is_known(whole) || whole <= 0)
        return NAN;
    return 100 * (double)part / (double)whole;
}

static void set_counts(struct consent_project *project, const struct consent_tally *sum)
{
    int64_t answered = strict_sum(strict_sum(sum->agree, sum->disagree), sum->abstain);
    project->total = sum->total;
    project->agree = sum->agree;
    project->disagree = sum->disagree;
    project->abstain = value_is_known(sum->disagree) ? sum->abstain : VALUE_NONE;
    project->no_reply =
        value_is_known(answered) && value_is_known(sum->total) && answered <= sum->total
            ? sum->total - answered
            : VALUE_NONE;
    project->closed = sum->closed;
    project->rate_pct = percent(sum->agree, sum->total);
    project->answered_pct = percent(answered, sum->total);
    project->agree_of_answered_pct = percent(sum->agree, answered);
    project->area_rate_pct = percent(sum->area_agree_cm2, sum->area_total_cm2);
    project->contribute = sum->contribute;
    project->demolish = sum->demolish;
    project->contribute_pct = percent(sum->contribute, sum->total);
    project->demolish_pct = percent(sum->demolish, sum->total);
}

/* Which of two compounds decides what is said of their project. */
static int gravity(enum consent_status status)
{
    static const int gravities[] = {[CONSENT_MET] = 0,
                                    [CONSENT_UNKNOWN] = 1,
                                    [CONSENT_OPEN] = 2,
                                    [CONSENT_IMPOSSIBLE] = 3,
                                    [CONSENT_FAILED] = 4};
    return gravities[status];
}

static void worsen(enum consent_status *status, enum consent_status other)
{
    if (gravity(other) > gravity(*status))
        *status = other;
}

static double chance(const struct work *work, const struct consent_tally *tally,
                     enum consent_status status)
{
    if (status == CONSENT_MET)
        return 1;
    if (status != CONSENT_OPEN)
        return status == CONSENT_UNKNOWN ? NAN : 0;
    if (work->reach == NULL)
        return NAN;
    return consent_reach_probability(work->reach, work->rule, tally,
                                     work->taught[work->districts.group_of[tally->project]]);
}

static enum consent_status judge_unit(const struct work *work, struct consent_project *project,
                                      const struct consent_tally *tally)
{
    struct consent_standing standing;
    consent_rule_judge(&standing, work->rule, tally);
    worsen(&project->status, standing.status);
    project->needed = value_add(project->needed, standing.needed);
    project->needed_cm2 = value_add(project->needed_cm2, standing.needed_cm2);
    project->needed_participants =
        value_add(project->needed_participants, standing.needed_participants);
    project->target_count = value_add(project->target_count, standing.target_count);
    project->households_stand_in |= standing.households_stand_in;
    project->p_reach *= chance(work, tally, standing.status);
    return standing.status;
}

static void judge_compound(const struct work *work, struct consent_project *project,
                           const struct consent_tally *tally)
{
    project->compounds++;
    project->compounds_met += judge_unit(work, project, tally) == CONSENT_MET ? 1 : 0;
}

/* A compound is met when each of its blocks is; false where they are not known. */
static bool judge_blocks(const struct work *work, struct consent_project *project, size_t tally)
{
    struct consent_tally *blocks;
    size_t count = consent_blocks(&blocks, work->data, tally), met = 0;
    for (size_t i = 0; i < count; i++)
        met += judge_unit(work, project, &blocks[i]) == CONSENT_MET ? 1 : 0;
    free(blocks);
    project->blocks += count;
    project->blocks_met += met;
    project->compounds += count > 0 ? 1 : 0;
    project->compounds_met += count > 0 && met == count ? 1 : 0;
    return count > 0;
}

static bool everybody_agrees(const struct consent_rule *rule, const struct consent_tally *tally)
{
    bool area = rule->area.denominator > 0 || rule->quorum_area.denominator > 0;
    return tally->agree == tally->total &&
           (!area || tally->area_agree_cm2 == tally->area_total_cm2);
}

/* Whether no compound can be lost yet, wherever the answers fall. */
static bool nobody_refuses(const struct consent_rule *rule, const struct consent_tally *tally)
{
    return tally->disagree == 0 && (!value_is_known(tally->abstain) || tally->abstain == 0) &&
           !rule->silence_is_final;
}

/* Counts of the project as a whole, of which nobody knows how they fall on its compounds. */
static void judge_whole(const struct work *work, struct consent_project *project,
                        const struct consent_tally *tally, size_t compounds)
{
    enum consent_status status;
    judge_compound(work, project, tally);
    status = project->status;
    project->compounds = compounds;
    project->compounds_met = status == CONSENT_MET ? compounds : 0;
    if (status != CONSENT_MET && status != CONSENT_OPEN)
        return;
    if (status == CONSENT_MET && everybody_agrees(work->rule, tally))
        return;
    if (status == CONSENT_MET || !nobody_refuses(work->rule, tally))
        project->status = CONSENT_UNKNOWN;
    project->compounds_met = 0;
    project->needed = project->needed_cm2 = project->needed_participants = VALUE_NONE;
    project->target_count = VALUE_NONE;
    project->p_reach = NAN;
    project->why = arena_printf(&work->result->strings,
                                _("counted for the project as a whole: how the answers fall on its "
                                  "%zu compounds is not known"),
                                compounds);
}

/* What has no survey has no chance either that could be known. */
static void note_unsurveyed(const struct work *work, struct consent_project *project,
                            const struct consent_tally *tallies, size_t count)
{
    bool known = true;
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        known = known && value_is_known(tallies[i].total);
    project->p_reach = NAN;
    if (!known)
        project->needed = project->target_count = VALUE_NONE;
    project->why = arena_printf(
        &work->result->strings,
        known ? ngettext_("%zu compound has no survey", "%zu compounds have no survey", count)
              : ngettext_("%zu compound has no survey, and its households are not known",
                          "%zu compounds have no survey, and not all their households are known",
                          count),
        count);
}

/* By block where the rule says so and the surveys, the first `surveyed` of all, tell them apart. */
static void judge_compounds(const struct work *work, struct consent_project *project,
                            const struct consent_tally *all, size_t count,
                            const struct consent_tally *tallies, size_t surveyed)
{
    bool by_block = work->rule->unit == CONSENT_BY_BLOCK;
    size_t first = (size_t)(tallies - work->data->consent.tallies);
    for (size_t i = 0; i < count; i++) {
        if (by_block && i < surveyed && judge_blocks(work, project, first + i))
            continue;
        project->compounds_stand_in |= by_block;
        judge_compound(work, project, &all[i]);
    }
    if (project->compounds_stand_in && project->why[0] == '\0')
        project->why = _("decided by compound: not all its households are known by building");
}

static void judge_project(const struct work *work, struct consent_project *project,
                          const struct consent_tally *tallies, size_t count)
{
    struct consent_tally *all;
    size_t parts = consent_parts(&all, work->data, work->first_compound, tallies, count);
    struct consent_tally sum = consent_parts_sum(all, parts);
    size_t named = consent_parts_named(work->data, work->first_compound, tallies[0].project);
    bool final = true;
    *project =
        (struct consent_project){.project = tallies[0].project,
                                 .status = CONSENT_MET,
                                 .stale = sum.stale,
                                 .why = sum.stale ? _("counted before the survey ended") : "",
                                 .needed = VALUE_NONE,
                                 .needed_cm2 = VALUE_NONE,
                                 .needed_participants = VALUE_NONE,
                                 .target_count = VALUE_NONE,
                                 .p_reach = 1};
    set_counts(project, &sum);
    for (size_t i = 0; i < count; i++)
        final = final && consent_counts_are_final(&tallies[i]);
    if (work->rule->unit == CONSENT_BY_PROJECT)
        judge_compound(work, project, &sum);
    else if (parts == 1 && all[0].compound[0] == '\0' && named > 1)
        judge_whole(work, project, &all[0], named);
    else
        judge_compounds(work, project, all, parts, tallies, count);
    note_unsurveyed(work, project, all + count, parts - count);
    if (project->status == CONSENT_UNKNOWN && project->why[0] == '\0')
        project->why = _("the counts that the rule asks for are missing, or contradict each other");
    project->final = final && project->closed;
    if (project->closed)
        project->p_reach = NAN;
    free(all);
}

static void judge_projects(const struct work *work)
{
    const struct consent_set *set = &work->data->consent;
    struct consent_result *result = work->result;
    size_t next;
    result->projects = xcalloc(set->tally_count + 1, sizeof *result->projects);
    for (size_t i = 0; i < set->tally_count; i = next) {
        for (next = i + 1; next < set->tally_count; next++)
            if (set->tallies[next].project != set->tallies[i].project)
                break;
        judge_project(work, &result->projects[result->project_count++], &set->tallies[i], next - i);
    }
}

/* The history's number of each district of the data. */
static size_t *match_districts(const struct grouping *districts, const struct grouping *history)
{
    size_t *places = xcalloc(districts->count + 1, sizeof *places), at = 0;
    for (size_t i = 0; i < districts->count; i++) {
        for (at = 0; at < history->count; at++)
            if (strcmp(history->labels[at], districts->labels[i]) == 0)
                break;
        places[i] = at;
    }
    return places;
}

static void learn(struct work *work, const struct dataset *history)
{
    struct grouping districts;
    grouping_by_district(&districts, &history->projects, &work->result->strings);
    work->reach = consent_reach_new(history, districts.group_of, districts.count);
    work->taught = match_districts(&work->districts, &districts);
    grouping_release(&districts);
}

/* The size of a project is that of its survey, else what the lists say of it. */
static void group_by_size(struct grouping *grouping, struct work *work)
{
    const struct project_set *set = &work->data->projects;
    int64_t *households = xreallocarray(NULL, set->count + 1, sizeof *households);
    for (size_t i = 0; i < set->count; i++)
        households[i] = set->items[i].households;
    for (size_t i = 0; i < work->result->project_count; i++) {
        const struct consent_project *project = &work->result->projects[i];
        if (value_is_known(project->total))
            households[project->project] = project->total;
    }
    grouping_by_size(grouping, households, set->count, &work->result->strings);
    free(households);
}

static void compare(struct work *work)
{
    static void (*const groupings[])(struct grouping *, const struct project_set *,
                                     struct arena *) = {
        [CONSENT_PER_DISTRICT] = grouping_by_district,
        [CONSENT_PER_STREET] = grouping_by_street,
        [CONSENT_PER_YEAR] = grouping_by_year,
        [CONSENT_PER_CLASS] = grouping_by_classes,
    };
    struct grouping grouping;
    if (work->result->group == CONSENT_PER_SIZE)
        group_by_size(&grouping, work);
    else
        groupings[work->result->group](&grouping, &work->data->projects, &work->result->strings);
    consent_compare_districts(work->result, &grouping);
    grouping_release(&grouping);
}

enum status consent_compute_by(struct consent_result *result, const struct dataset *data,
                               const struct dataset *history, const struct consent_rule *rule,
                               enum consent_group group, struct error *error)
{
    struct work work = {.result = result, .data = data, .rule = rule};
    (void)error; /* nothing here can fail; the statistics say NaN where there is nothing to say */
    *result = (struct consent_result){.rule = rule, .group = group};
    grouping_by_district(&work.districts, &data->projects, &result->strings);
    if (history != NULL)
        learn(&work, history);
    work.first_compound = consent_first_compounds(data);
    judge_projects(&work);
    compare(&work);
    free(work.first_compound);
    free(work.taught);
    consent_reach_free(work.reach);
    grouping_release(&work.districts);
    return STATUS_OK;
}

enum status consent_compute_taught(struct consent_result *result, const struct dataset *data,
                                   const struct dataset *history, const struct consent_rule *rule,
                                   struct error *error)
{
    return consent_compute_by(result, data, history, rule, CONSENT_PER_DISTRICT, error);
}

enum status consent_compute(struct consent_result *result, const struct dataset *data,
                            const struct consent_rule *rule, struct error *error)
{
    return consent_compute_taught(result, data, data, rule, error);
}

void consent_release(struct consent_result *result)
{
    free(result->projects);
    free(result->districts);
    free(result->pairs);
    arena_release(&result->strings);
    *result = (struct consent_result){0};
}

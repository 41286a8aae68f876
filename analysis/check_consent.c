#include "analysis/check_state.h"

#include <stdlib.h>

#include "analysis/consent_parts.h"
#include "analysis/consent_rule.h"
#include "analysis/counted.h"

/* A survey may miss a few doors, or count flats that were joined: a tenth and five are let pass. */
enum { HOUSEHOLDS_TOLERANCE_PCT = 10, HOUSEHOLDS_TOLERANCE = 5 };

static const struct consent_rule *rule_of(const struct check *check)
{
    return &check->settings->rules[check->settings->rule];
}

static bool differ(int64_t a, int64_t b)
{
    int64_t gap = a > b ? a - b : b - a, larger = a > b ? a : b;
    return gap > HOUSEHOLDS_TOLERANCE && gap > larger * HOUSEHOLDS_TOLERANCE_PCT / 100;
}

static void look_at_counts(struct check *check, const struct project *project,
                           const struct consent_tally *tally)
{
    int64_t answers = value_add(value_add(tally->agree, tally->disagree), tally->abstain);
    if (tally->total == 0)
        check_add(check, FINDING_SURVEY_OF_NOBODY, project, tally->from,
                  _("a survey of 0 households"));
    else if (check_exceeds(answers, tally->total))
        check_add(check, FINDING_ANSWERS_OVER_TOTAL, project, tally->from,
                  _("%lld answers of %lld households"), (long long)answers,
                  (long long)tally->total);
    if (check_exceeds(value_add(value_add(tally->area_agree_cm2, tally->area_disagree_cm2),
                                tally->area_abstain_cm2),
                      tally->area_total_cm2))
        check_add(check, FINDING_AREA_OVER_TOTAL, project, tally->from,
                  _("the answers' area is larger than the whole of %.2f m²"),
                  (double)tally->area_total_cm2 / CM2_PER_M2);
    if (value_is_known(tally->area_agree_cm2) && !value_is_known(tally->agree))
        check_add(check, FINDING_AREA_WITHOUT_HOUSEHOLDS, project, tally->from,
                  _("%.2f m² agree, and nobody says how many households"),
                  (double)tally->area_agree_cm2 / CM2_PER_M2);
    int64_t pledges = tally->contribute > tally->demolish ? tally->contribute : tally->demolish;
    if (check_exceeds(pledges, tally->total))
        check_add(check, FINDING_PLEDGES_OVER_TOTAL, project, tally->from,
                  _("%lld households would pay or remove structures, of %lld"), (long long)pledges,
                  (long long)tally->total);
    if (tally->from_answers &&
        ((value_is_known(tally->reported_agree) && tally->reported_agree != tally->agree) ||
         (value_is_known(tally->reported_disagree) && tally->reported_disagree != tally->disagree)))
        check_add(check, FINDING_COUNTS_DISAGREE, project, tally->from,
                  _("the counts say that %lld agree, the household rows of that day %lld"),
                  (long long)tally->reported_agree, (long long)tally->agree);
}

static void look_at_days(struct check *check, const struct project *project,
                         const struct consent_tally *tally)
{
    if (check_later(tally->survey_start, tally->survey_end))
        check_add(check, FINDING_SURVEY_ENDS_BEFORE_START, project, tally->from,
                  _("a survey from %s to %s"), check_date(tally->survey_start).text,
                  check_date(tally->survey_end).text);
}

/*
 * Works begun although those asked have not reached the rule; false where there is nothing to say.
 * Counts of a survey that was still going on when they began are a stage and no result.
 */
static bool falls_short(const struct check *check, const struct project *project,
                        const struct consent_tally *tally, bool final,
                        struct consent_standing *standing)
{
    if (!date_has_come(project->actual_start, check->as_of) || tally->total <= 0 ||
        (!final && check_later(project->actual_start, tally->as_of)))
        return false;
    consent_rule_judge(standing, rule_of(check), tally);
    return standing->status != CONSENT_MET && standing->status != CONSENT_UNKNOWN;
}

static void look_at_rule(struct check *check, const struct project *project,
                         const struct consent_tally *tally, bool final)
{
    struct consent_standing standing;
    if (falls_short(check, project, tally, final, &standing))
        check_add(
            check, FINDING_STARTED_WITHOUT_CONSENT, project, tally->from,
            _("begun on %s with the consent of %lld of %lld households, where the rule asks for "
              "%lld"),
            check_date(project->actual_start).text, (long long)tally->agree,
            (long long)tally->total, (long long)standing.target_count);
}

/* By block one finding a survey, for the first that falls short; false where they are not known. */
static bool look_at_blocks(struct check *check, const struct project *project, size_t tally,
                           bool final)
{
    struct consent_tally *blocks;
    struct consent_standing standing;
    size_t count = consent_blocks(&blocks, check->data, tally);
    for (size_t i = 0; i < count; i++) {
        if (!falls_short(check, project, &blocks[i], final, &standing))
            continue;
        check_add(check, FINDING_STARTED_WITHOUT_CONSENT, project, blocks[i].from,
                  _("begun on %s with the consent of %lld of %lld households in building %s, where "
                    "the rule asks for %lld"),
                  check_date(project->actual_start).text, (long long)blocks[i].agree,
                  (long long)blocks[i].total, blocks[i].compound, (long long)standing.target_count);
        break;
    }
    free(blocks);
    return count > 0;
}

static void look_at_compound(struct check *check, const struct project *project, size_t tally)
{
    const struct consent_tally *survey = &check->data->consent.tallies[tally];
    bool final = consent_counts_are_final(survey);
    if (rule_of(check)->unit == CONSENT_BY_BLOCK && look_at_blocks(check, project, tally, final))
        return;
    look_at_rule(check, project, survey, final);
}

/* The households of the surveys against those that the lists name. */
static void look_at_households(struct check *check, const struct project *project,
                               const struct consent_tally *tallies, size_t count)
{
    int64_t asked = VALUE_NONE;
    for (size_t i = 0; i < count; i++)
        if (value_is_known(tallies[i].total))
            asked = value_add(asked, tallies[i].total);
        else
            return;
    if (asked > 0 && value_is_known(project->households) && project->households > 0 &&
        differ(asked, project->households) && (int64_t)count >= project->communities)
        check_add(check, FINDING_HOUSEHOLDS_DISAGREE, project, tallies[0].from,
                  _("the survey counts %lld households, the list of projects %lld"),
                  (long long)asked, (long long)project->households);
}

static void look_at_surveys(struct check *check)
{
    const struct consent_set *set = &check->data->consent;
    for (size_t from = 0, to; from < set->tally_count; from = to) {
        const struct project *project = check_project(check, set->tallies[from].project);
        for (to = from;
             to < set->tally_count && set->tallies[to].project == set->tallies[from].project;
             to++) {
            if (project == NULL)
                continue;
            look_at_counts(check, project, &set->tallies[to]);
            look_at_days(check, project, &set->tallies[to]);
            if (rule_of(check)->unit != CONSENT_BY_PROJECT)
                look_at_compound(check, project, to);
        }
        if (project == NULL)
            continue;
        look_at_households(check, project, &set->tallies[from], to - from);
        if (rule_of(check)->unit == CONSENT_BY_PROJECT) {
            struct consent_tally sum = consent_parts_sum(&set->tallies[from], to - from);
            sum.from = set->tallies[from].from;
            sum.as_of = set->tallies[from].as_of;
            look_at_rule(check, project, &sum, !sum.stale);
        }
    }
}

static void look_at_answers(struct check *check)
{
    const struct consent_set *set = &check->data->consent;
    for (size_t i = 0; i < set->tally_count; i++) {
        const struct consent_tally *tally = &set->tallies[i];
        const struct project *project = check_project(check, tally->project);
        if (project == NULL)
            continue;
        if (tally->early_answers > 0)
            check_add(check, FINDING_ANSWERS_BEFORE_SURVEY, project, tally->from,
                      ngettext_("%lld answer from %s on, before the survey began on %s",
                                "%lld answers from %s on, before the survey began on %s",
                                tally->early_answers),
                      (long long)tally->early_answers, check_date(tally->first_answer).text,
                      check_date(tally->survey_start).text);
        if (tally->clashes > 0)
            check_add(check, FINDING_ANSWERS_OF_ONE_DAY, project, tally->from,
                      ngettext_("%lld household has two answers of one day",
                                "%lld households have two answers of one day each", tally->clashes),
                      (long long)tally->clashes);
    }
}

/*
 * Counts by month tell no more than that a month ended before the survey began. Tallies and steps
 * stand in one order.
 */
static void look_at_steps(struct check *check)
{
    const struct consent_set *set = &check->data->consent;
    size_t at = 0;
    for (size_t i = 0; i < set->tally_count; i++) {
        const struct consent_tally *tally = &set->tallies[i];
        const struct project *project = check_project(check, tally->project);
        while (at < set->step_count && set->steps[at].compound_id != tally->compound_id &&
               set->steps[at].project <= tally->project)
            at++;
        if (at >= set->step_count || set->steps[at].compound_id != tally->compound_id)
            continue;
        const struct consent_step *first = &set->steps[at];
        int64_t answers = value_add(first->agree, first->disagree);
        if (project != NULL && answers > 0 && tally->early_answers == 0 &&
            check_later(tally->survey_start, first->month_end))
            check_add(check, FINDING_ANSWERS_BEFORE_SURVEY, project, tally->from,
                      _("%lld answers by %s, before the survey began on %s"), (long long)answers,
                      check_date(first->month_end).text, check_date(tally->survey_start).text);
    }
}

void check_consent(struct check *check)
{
    for (size_t i = 0; i < check->data->projects.count; i++) {
        const struct project *project = check_project(check, i);
        if (project != NULL && check_later(project->consent_date, project->actual_start))
            check_add(check, FINDING_STARTED_BEFORE_CONSENT, project, project->from,
                      _("the works began on %s, consent was complete on %s"),
                      check_date(project->actual_start).text,
                      check_date(project->consent_date).text);
    }
    look_at_surveys(check);
    look_at_answers(check);
    look_at_steps(check);
}

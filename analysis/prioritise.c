#include "analysis/prioritise.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/candidate_score.h"
#include "analysis/counted.h"

const char *const candidate_part_names[CANDIDATE_PART_COUNT] = {
    [PART_CONSENT] = "consent",
    [PART_NEED] = "need",
    [PART_COST] = "cost",
    [PART_CONNECTED] = "connected",
};
const char *const candidate_class_names[CANDIDATE_CLASS_COUNT] = {
    [CANDIDATE_FIRST] = "first",
    [CANDIDATE_SECOND] = "second",
    [CANDIDATE_NOT_ELIGIBLE] = "not-eligible",
};

struct work {
    struct prioritise_result *result;
    const struct dataset *data;
    const struct prioritise_options *options;
};

void prioritise_options_init(struct prioritise_options *options, int plan_year)
{
    *options = (struct prioritise_options){
        .plan_year = plan_year,
        .budget_fen = VALUE_NONE,
        .first_class = {1, 2, false},
        .weights = {[PART_CONSENT] = 40, [PART_NEED] = 20, [PART_COST] = 25, [PART_CONNECTED] = 15},
        .old_years = 40,
    };
}

static bool is_candidate(const struct work *work, const struct project *project)
{
    return project->plan_year == work->options->plan_year && project_is_live(project) &&
           !project_has_started(project, work->data->vantage.as_of);
}

static bool is_ready(const struct project *project, daynum as_of)
{
    return date_has_come(project->approval_date, as_of) &&
           date_has_come(project->funding_date, as_of);
}

static void add_candidates(struct work *work)
{
    const struct project_set *set = &work->data->projects;
    for (size_t i = 0; i < set->count; i++)
        if (is_candidate(work, &set->items[i]))
            work->result->items[work->result->count++] = (struct candidate){
                .project = i,
                .class = CANDIDATE_NOT_ELIGIBLE,
                .rank = VALUE_NONE,
                .score = NAN,
                .parts = {NAN, NAN, NAN, NAN},
                .planned_fen = VALUE_NONE,
                .cumulative_fen = VALUE_NONE,
                .ready = is_ready(&set->items[i], work->data->vantage.as_of),
                .needed = VALUE_NONE,
                .contribute_pct = NAN,
                .demolish_pct = NAN,
            };
}

/* --- the class --- */

/* Who would pay, or remove, of the households that were asked: each has its own denominator. */
struct agreed {
    int64_t contribute, contribute_of, demolish, demolish_of;
};

static void add_agreed(int64_t *part, int64_t *whole, int64_t count, int64_t total)
{
    if (!value_is_known(count) || !value_is_known(total))
        return;
    *part = value_add(*part, count);
    *whole = value_add(*whole, total);
}

static struct agreed agreed_of(const struct consent_set *set, size_t project, size_t *at)
{
    struct agreed agreed = {VALUE_NONE, 0, VALUE_NONE, 0};
    while (*at < set->tally_count && set->tallies[*at].project < project)
        (*at)++;
    for (; *at < set->tally_count && set->tallies[*at].project == project; (*at)++) {
        const struct consent_tally *tally = &set->tallies[*at];
        add_agreed(&agreed.contribute, &agreed.contribute_of, tally->contribute, tally->total);
        add_agreed(&agreed.demolish, &agreed.demolish_of, tally->demolish, tally->total);
    }
    return agreed;
}

static bool is_share(int64_t part, int64_t total, const struct fraction *share)
{
    return value_is_known(part) && fraction_reached(part, total, share);
}

static double percent(int64_t part, int64_t total)
{
    return value_is_known(part) && total > 0 ? 100 * (double)part / (double)total : NAN;
}

/* The least percentage of all that passes the rule: with a quorum, a share of a share. */
static double least_pct(const struct consent_rule *rule)
{
    const struct fraction *share = rule->heads.denominator > 0 ? &rule->heads : &rule->area;
    const struct fraction *quorum =
        rule->heads.denominator > 0 ? &rule->quorum_heads : &rule->quorum_area;
    double least =
        share->denominator > 0 ? (double)share->numerator / (double)share->denominator : 0;
    if (quorum->denominator > 0)
        least *= (double)quorum->numerator / (double)quorum->denominator;
    return 100 * least;
}

/* Agreement beyond what the rule asks: 0 at the rule, 100 at all. */
static double consent_score(double rate_pct, double least)
{
    if (least >= 100)
        return rate_pct >= 100 ? 100 : 0;
    return fmin(100, fmax(0, (rate_pct - least) / (100 - least) * 100));
}

static void set_class(const struct work *work, struct candidate *candidate, double least,
                      const struct consent_project *consent, const struct agreed *agreed)
{
    const struct fraction *share = &work->options->first_class;
    candidate->contribute_pct = percent(agreed->contribute, agreed->contribute_of);
    candidate->demolish_pct = percent(agreed->demolish, agreed->demolish_of);
    if (consent == NULL)
        return;
    candidate->needed = consent->needed;
    if (!isnan(consent->rate_pct))
        candidate->parts[PART_CONSENT] = consent_score(consent->rate_pct, least);
    if (consent->status != CONSENT_MET)
        return;
    candidate->class = is_share(agreed->contribute, agreed->contribute_of, share) ||
                               is_share(agreed->demolish, agreed->demolish_of, share)
                           ? CANDIDATE_FIRST
                           : CANDIDATE_SECOND;
}

static void set_classes(const struct work *work, const struct consent_result *consent)
{
    size_t at = 0, tally = 0;
    double least = least_pct(consent->rule);
    for (size_t i = 0; i < work->result->count; i++) {
        struct candidate *candidate = &work->result->items[i];
        struct agreed agreed = agreed_of(&work->data->consent, candidate->project, &tally);
        while (at < consent->project_count && consent->projects[at].project < candidate->project)
            at++;
        bool found =
            at < consent->project_count && consent->projects[at].project == candidate->project;
        set_class(work, candidate, least, found ? &consent->projects[at] : NULL, &agreed);
    }
}

/* --- the order and the line --- */

/* Scores that are not known come last. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    double left_score = isnan(left->score) ? -1 : left->score;
    double right_score = isnan(right->score) ? -1 : right->score;
    if (left->class != right->class)
        return left->class < right->class ? -1 : 1;
    if (left_score != right_score)
        return left_score > right_score ? -1 : 1;
    return (left->project > right->project) - (left->project < right->project);
}

static bool is_tied(const struct candidate *a, const struct candidate *b)
{
    return a->class == b->class && (a->score == b->score || (isnan(a->score) && isnan(b->score)));
}

static void set_ranks(struct prioritise_result *result)
{
    int64_t sum = 0;
    for (size_t i = 0; i < result->count; i++) {
        struct candidate *candidate = &result->items[i];
        if (candidate->class == CANDIDATE_NOT_ELIGIBLE)
            break;
        candidate->rank =
            i > 0 && is_tied(candidate, candidate - 1) ? candidate[-1].rank : (int64_t)i + 1;
        if (value_is_known(candidate->planned_fen))
            sum = value_add(sum, candidate->planned_fen);
        candidate->cumulative_fen = sum;
    }
}

static bool fits(const struct candidate *candidate, int64_t budget_fen)
{
    return candidate->class != CANDIDATE_NOT_ELIGIBLE && candidate->cumulative_fen <= budget_fen;
}

/* How many of the list are inside a budget; marks them where `mark` is set. */
static size_t draw_line(struct prioritise_result *result, int64_t budget_fen, bool mark)
{
    size_t inside = 0;
    for (size_t i = 0; i < result->count && fits(&result->items[i], budget_fen); i++) {
        if (!value_is_known(result->items[i].planned_fen))
            continue;
        inside++;
        if (mark)
            result->items[i].inside = true;
    }
    return inside;
}

void prioritise_compute(struct prioritise_result *result, const struct dataset *data,
                        const struct consent_result *consent,
                        const struct prioritise_options *options)
{
    struct work work = {.result = result, .data = data, .options = options};
    *result = (struct prioritise_result){
        .items = xcalloc(data->projects.count + 1, sizeof *result->items)};
    add_candidates(&work);
    set_classes(&work, consent);
    candidate_scores_set(result, data, options);
    qsort(result->items, result->count, sizeof *result->items, compare_candidates);
    set_ranks(result);
    if (value_is_known(options->budget_fen)) {
        int64_t tenth = options->budget_fen / 10;
        result->inside = draw_line(result, options->budget_fen, true);
        result->inside_less = draw_line(result, value_add(options->budget_fen, -tenth), false);
        result->inside_more = draw_line(result, value_add(options->budget_fen, tenth), false);
    }
}

void prioritise_release(struct prioritise_result *result)
{
    free(result->items);
    *result = (struct prioritise_result){0};
}

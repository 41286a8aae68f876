#include "analysis/consent_history.h"

#include <stdlib.h>

#include "analysis/consent_rule.h"
#include "core/memory.h"

struct growing {
    struct consent_history *history;
    size_t capacities[CONSENT_STAGES];
};

size_t consent_stage(const struct consent_look *look)
{
    double total = look->answered + look->silent;
    size_t stage = total > 0 ? (size_t)(CONSENT_STAGES * look->answered / total) : 0;
    return stage < CONSENT_STAGES ? stage : CONSENT_STAGES - 1;
}

static double known_or_zero(int64_t value)
{
    return value_is_known(value) ? (double)value : 0;
}

static bool look_at(struct consent_look *look, int64_t total, int64_t agree, int64_t disagree,
                    int64_t abstain)
{
    *look = (struct consent_look){0};
    if (!value_is_known(total) || !value_is_known(agree) || total <= 0 || agree < 0)
        return false;
    look->agree = (double)agree;
    look->answered = (double)agree + known_or_zero(disagree) + known_or_zero(abstain);
    look->silent = (double)total - look->answered;
    return look->silent >= 0 && look->answered >= look->agree;
}

bool consent_look_now(struct consent_look *look, const struct consent_tally *tally)
{
    return look_at(look, tally->total, tally->agree, tally->disagree, tally->abstain);
}

static bool same_answers(const struct consent_step *step, const struct consent_tally *tally)
{
    return step->agree == tally->agree && step->disagree == tally->disagree &&
           step->abstain == tally->abstain;
}

static bool was_under_way(const struct consent_step *step, const struct consent_tally *tally)
{
    if (tally->survey_end != DAYNUM_NONE)
        return step->month_end < tally->survey_end;
    return !same_answers(step, tally);
}

static void keep_look(struct growing *growing, const struct consent_look *look, bool replace)
{
    struct consent_history *history = growing->history;
    size_t stage = consent_stage(look);
    if (replace) {
        bool first = history->looks[stage][history->counts[stage] - 1].first;
        history->looks[stage][history->counts[stage] - 1] = *look;
        history->looks[stage][history->counts[stage] - 1].first |= first;
        return;
    }
    ARRAY_GROW(history->looks[stage], history->counts[stage] + 1, growing->capacities[stage]);
    history->looks[stage][history->counts[stage]++] = *look;
}

/* The looks at one closed survey; of several at one stage the last one stays. */
static void read_survey(struct growing *growing, const struct consent_tally *tally,
                        const struct consent_step *steps, size_t count, size_t group)
{
    size_t last_stage = CONSENT_STAGES;
    bool first = true;
    for (size_t i = 0; i < count && was_under_way(&steps[i], tally); i++) {
        struct consent_look look;
        int64_t total = value_is_known(steps[i].total) ? steps[i].total : tally->total;
        if (!look_at(&look, total, steps[i].agree, steps[i].disagree, steps[i].abstain) ||
            look.silent == 0)
            continue;
        look.group = group;
        look.first = first;
        look.late_agree = known_or_zero(tally->agree) - look.agree;
        /* Answers that were taken back: as many of the silent as there can be. */
        if (look.late_agree < 0)
            look.late_agree = 0;
        if (look.late_agree > look.silent)
            look.late_agree = look.silent;
        keep_look(growing, &look, consent_stage(&look) == last_stage);
        last_stage = consent_stage(&look);
        first = false;
    }
}

static bool belongs(const struct consent_step *step, const struct consent_tally *tally)
{
    return step->project == tally->project && step->compound_id == tally->compound_id;
}

static bool comes_before(const struct consent_step *step, const struct consent_tally *tally)
{
    return step->project < tally->project;
}

static void add_end(struct consent_history *history, const struct consent_look *look, double total,
                    size_t group)
{
    history->ends[history->end_count++] =
        (struct consent_look){.group = group, .silent = total, .late_agree = look->agree};
}

/* The steps of a tally lie among those of its project. */
static size_t first_step(const struct consent_set *set, size_t from,
                         const struct consent_tally *tally)
{
    while (from < set->step_count && set->steps[from].project == tally->project &&
           !belongs(&set->steps[from], tally))
        from++;
    return from;
}

void consent_history_read(struct consent_history *history, const struct dataset *data,
                          const size_t *group_of)
{
    const struct consent_set *set = &data->consent;
    struct growing growing = {.history = history};
    size_t of_project = 0;
    *history = (struct consent_history){0};
    history->ends = xcalloc(set->tally_count + 1, sizeof *history->ends);
    for (size_t i = 0; i < set->tally_count; i++) {
        const struct consent_tally *tally = &set->tallies[i];
        size_t from, to;
        struct consent_look end;
        if (!consent_counts_are_final(tally) || !consent_look_now(&end, tally))
            continue;
        add_end(history, &end, (double)tally->total, group_of[tally->project]);
        while (of_project < set->step_count && comes_before(&set->steps[of_project], tally))
            of_project++;
        from = to = first_step(set, of_project, tally);
        while (to < set->step_count && belongs(&set->steps[to], tally))
            to++;
        read_survey(&growing, tally, set->steps + from, to - from, group_of[tally->project]);
    }
}

void consent_history_release(struct consent_history *history)
{
    for (size_t stage = 0; stage < CONSENT_STAGES; stage++)
        free(history->looks[stage]);
    free(history->ends);
    *history = (struct consent_history){0};
}

#include "analysis/comparable.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* The stages: 0 … 100 % of progress, and then two that need none. */
enum { STAGE_BEGUN = 101, STAGE_NOT_BEGUN, STAGE_COUNT };

static const double near_pct = 5, alike = 1.5;

static bool is_of_use(const struct project *project, daynum as_of)
{
    daynum start = schedule_plausible(project->plan_start, as_of);
    daynum finish = schedule_plausible(project->plan_finish, as_of);
    return project->status != PROJECT_CANCELLED && start != DAYNUM_NONE && finish != DAYNUM_NONE &&
           finish > start;
}

/* The day on which a project first came nearest to each whole percentage. */
static void fill_progress(struct comparables *comparables, size_t item,
                          const struct schedule *schedule)
{
    double off[STAGE_BEGUN];
    for (size_t pct = 0; pct < STAGE_BEGUN; pct++)
        off[pct] = near_pct + 1e-9;
    for (size_t i = 0; i < schedule->report_count; i++) {
        const struct report_point *report = &schedule->reports[i];
        double low = fmax(1, ceil(report->pct - near_pct));
        double high = fmin(STAGE_BEGUN - 1, floor(report->pct + near_pct));
        for (double pct = low; report->pct > 0 && pct <= high; pct++) {
            size_t stage = (size_t)pct;
            if (fabs(report->pct - pct) >= off[stage])
                continue;
            off[stage] = fabs(report->pct - pct);
            comparables->at_stage[stage * comparables->count + item] = report->date;
        }
    }
}

static void fill_item(struct comparables *comparables, size_t item, size_t project,
                      const struct schedule *schedule)
{
    size_t count = comparables->count;
    comparables->project[item] = project;
    comparables->planned_days[item] = schedule->original_days;
    comparables->started[item] = schedule->start;
    comparables->finish[item] = schedule->finish;
    comparables->seen[item] = schedule->finished_undated ? DAYNUM_NONE : schedule->seen;
    for (size_t stage = 0; stage < STAGE_COUNT; stage++)
        comparables->at_stage[stage * count + item] = DAYNUM_NONE;
    comparables->at_stage[STAGE_BEGUN * count + item] = schedule->start;
    comparables->at_stage[STAGE_NOT_BEGUN * count + item] = schedule->plan_start;
    fill_progress(comparables, item, schedule);
}

static void make_room(struct comparables *comparables, size_t count)
{
    comparables->count = count;
    comparables->project = xcalloc(count + 1, sizeof *comparables->project);
    comparables->planned_days = xcalloc(count + 1, sizeof *comparables->planned_days);
    comparables->started = xcalloc(count + 1, sizeof *comparables->started);
    comparables->finish = xcalloc(count + 1, sizeof *comparables->finish);
    comparables->seen = xcalloc(count + 1, sizeof *comparables->seen);
    comparables->at_stage = xcalloc(count * STAGE_COUNT + 1, sizeof *comparables->at_stage);
}

void comparables_init(struct comparables *comparables, const struct dataset *data,
                      const struct progress_index *index, const struct schedule_defaults *defaults)
{
    size_t all = data->projects.count, stride = all / COMPARABLES_MOST + 1, count = 0;
    struct schedule schedule = {0};
    *comparables = (struct comparables){.as_of = defaults->as_of};
    for (size_t i = 0; i < all; i += stride)
        count += is_of_use(&data->projects.items[i], defaults->as_of);
    make_room(comparables, count);
    for (size_t i = 0, item = 0; i < all; i += stride) {
        if (!is_of_use(&data->projects.items[i], defaults->as_of))
            continue;
        schedule_fill(&schedule, &data->projects.items[i], data->progress.items + index->first[i],
                      index->first[i + 1] - index->first[i], defaults);
        fill_item(comparables, item++, i, &schedule);
    }
    schedule_release(&schedule);
}

void comparables_release(struct comparables *comparables)
{
    free(comparables->project);
    free(comparables->planned_days);
    free(comparables->started);
    free(comparables->finish);
    free(comparables->seen);
    free(comparables->at_stage);
    *comparables = (struct comparables){0};
}

/* Where a project stands, and since when. */
static size_t stage_of(const struct schedule *schedule, daynum *since)
{
    const struct report_point *latest = schedule_latest(schedule);
    *since = schedule->started ? schedule->start : schedule->plan_start;
    if (latest == NULL || latest->pct <= 0)
        return schedule->started ? STAGE_BEGUN : STAGE_NOT_BEGUN;
    *since = latest->date;
    return (size_t)lround(latest->pct);
}

/* What is asked of every comparable project. */
struct question {
    size_t project, stage;
    double planned_days;
    int stayed, left; /* days */
};

static void ask(const struct comparables *comparables, const struct question *question, size_t item,
                struct comparable_count *count)
{
    double longer = comparables->planned_days[item] / question->planned_days;
    daynum at = comparables->at_stage[question->stage * comparables->count + item];
    daynum finish = comparables->finish[item], seen = comparables->seen[item];
    if (at == DAYNUM_NONE || longer > alike || longer < 1 / alike ||
        comparables->project[item] == question->project)
        return;
    daynum from = at + question->stayed, until = from + question->left;
    daynum started = comparables->started[item];
    if (question->stage == STAGE_NOT_BEGUN && started != DAYNUM_NONE && started <= from)
        return;
    if (until > comparables->as_of || (finish != DAYNUM_NONE && finish <= from) ||
        (finish == DAYNUM_NONE && (seen == DAYNUM_NONE || seen < until)))
        return;
    count->n++;
    count->made_it += finish != DAYNUM_NONE && finish <= until;
}

struct comparable_count comparables_count(const struct comparables *comparables, size_t project,
                                          const struct schedule *schedule, daynum until)
{
    daynum since;
    struct comparable_count count = {0};
    struct question question = {.project = project,
                                .stage = stage_of(schedule, &since),
                                .planned_days = schedule->original_days,
                                .left = until - schedule->seen};
    if (since == DAYNUM_NONE || question.left <= 0)
        return count;
    question.stayed = schedule->seen > since ? schedule->seen - since : 0;
    for (size_t i = 0; i < comparables->count; i++)
        ask(comparables, &question, i, &count);
    return count;
}

#include "analysis/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/backtest_methods.h"
#include "analysis/reference.h"
#include "analysis/verify.h"
#include "core/i18n.h"

enum measure { MEASURE_MAE, MEASURE_MAPE, MEASURE_CRPS, MEASURE_COVERAGE, MEASURE_BRIER = 6 };
enum { MEASURES = MEASURE_BRIER + ASSESSMENT_DEADLINES, ORIGINS_MAX = 120 };

/* One project's scores, summed over its origins. */
struct tally {
    double sum[METHOD_COUNT][MEASURES];
    double n[METHOD_COUNT][MEASURES];
};

/* What came of a project that is scored. */
struct outcome {
    int64_t project_id;
    size_t item; /* in the newest dataset */
    daynum start, finish;
    daynum days[ASSESSMENT_DEADLINES];
    daynum reached[ASSESSMENT_DEADLINES]; /* DAYNUM_NONE: not by the newest date */
    bool unknown[ASSESSMENT_DEADLINES];
};

struct trial {
    struct backtest *backtest;
    const struct backtest_options *options;
    daynum now;
    struct outcome *outcomes; /* by project_id */
    struct tally *tallies;
    size_t count;
    struct method_scratch scratch;
};

static int by_id(const void *a, const void *b)
{
    const struct outcome *x = a, *y = b;
    return (x->project_id > y->project_id) - (x->project_id < y->project_id);
}

static void fill_outcome(struct outcome *outcome, const struct schedule *schedule,
                         const struct project *project, const struct backtest_options *options)
{
    outcome->project_id = project->project_id;
    outcome->start = schedule->start;
    outcome->finish = schedule->finish;
    for (size_t d = 0; d < options->deadline_count; d++) {
        const struct deadline *deadline = &options->deadlines[d];
        int year = project->plan_year ? project->plan_year : daynum_year(schedule->plan_finish);
        double pct = (double)deadline->progress_mpct / MPCT_PER_PERCENT;
        daynum reached = deadline->completion ? DAYNUM_NONE : schedule_reached(schedule, pct);
        outcome->days[d] = deadline_day(deadline, year);
        outcome->reached[d] = reached != DAYNUM_NONE ? reached : schedule->finish;
        outcome->unknown[d] =
            schedule->finished_undated || (!deadline->completion && schedule->report_count == 0);
    }
}

/* A project counts when it was in the plan and something can be held against a forecast. */
static void init_outcomes(struct trial *trial, const struct dataset *now)
{
    struct progress_index index;
    struct reference usual = {.usual = {USUAL_PLANNED_DAYS, USUAL_START_DAY}};
    struct schedule schedule = {0};
    struct schedule_defaults defaults = reference_defaults(&usual, now->vantage.as_of);
    trial->outcomes = xcalloc(now->projects.count + 1, sizeof *trial->outcomes);
    progress_index_init(&index, now);
    for (size_t i = 0; i < now->projects.count; i++) {
        const struct project *project = &now->projects.items[i];
        if (project->status == PROJECT_CANCELLED ||
            (trial->options->plan_year && project->plan_year != trial->options->plan_year))
            continue;
        schedule_fill(&schedule, project, now->progress.items + index.first[i],
                      index.first[i + 1] - index.first[i], &defaults);
        if (project->gone && schedule.finish == DAYNUM_NONE)
            continue;
        trial->outcomes[trial->count].item = i;
        fill_outcome(&trial->outcomes[trial->count++], &schedule, project, trial->options);
    }
    qsort(trial->outcomes, trial->count, sizeof *trial->outcomes, by_id);
    trial->tallies = xcalloc(trial->count + 1, sizeof *trial->tallies);
    progress_index_release(&index);
    schedule_release(&schedule);
}

/* Month ends from the first start to the last finish, the latest ORIGINS_MAX of them. */
static void init_origins(struct trial *trial)
{
    struct backtest *backtest = trial->backtest;
    const struct backtest_options *options = trial->options;
    daynum first = DAYNUM_MAX, last = DAYNUM_NONE;
    backtest->origins = xcalloc(ORIGINS_MAX + options->origin_count, sizeof *backtest->origins);
    if (options->origins) {
        memcpy(backtest->origins, options->origins,
               options->origin_count * sizeof *backtest->origins);
        backtest->origin_count = options->origin_count;
        return;
    }
    for (size_t i = 0; i < trial->count; i++) {
        const struct outcome *outcome = &trial->outcomes[i];
        if (outcome->finish == DAYNUM_NONE || outcome->start == DAYNUM_NONE)
            continue;
        first = outcome->start < first ? outcome->start : first;
        last = outcome->finish > last ? outcome->finish : last;
    }
    if (last == DAYNUM_NONE)
        return;
    daynum earliest = daynum_month_end_after(last, -ORIGINS_MAX + 1);
    for (daynum day = daynum_month_end(first > earliest ? first : earliest);
         day < last && backtest->origin_count < ORIGINS_MAX; day = daynum_month_end_after(day, 1))
        backtest->origins[backtest->origin_count++] = day;
}

static void add(struct tally *tally, size_t method, size_t measure, double value)
{
    tally->sum[method][measure] += value;
    tally->n[method][measure] += 1;
}

static void score_finish(struct tally *tally, size_t method, const struct method_forecast *forecast,
                         const struct outcome *outcome, daynum as_of)
{
    static const double shares[3] = {0.5, 0.8, 0.95};
    double came = outcome->finish - as_of;
    double error = fabs(forecast->finish_days - came);
    add(tally, method, MEASURE_MAE, error);
    if (outcome->start != DAYNUM_NONE && outcome->finish > outcome->start)
        add(tally, method, MEASURE_MAPE, 100 * error / (outcome->finish - outcome->start));
    add(tally, method, MEASURE_CRPS,
        forecast->sharp ? error : verify_crps(&forecast->outlook, came));
    for (size_t k = 0; k < 3 && !forecast->sharp; k++)
        add(tally, method, MEASURE_COVERAGE + k,
            verify_covers(&forecast->outlook, shares[k], came));
}

static void add_bin(struct backtest *backtest, double p, bool hit)
{
    size_t b = p >= 1 ? BACKTEST_BINS - 1 : (size_t)(p * BACKTEST_BINS);
    struct backtest_bin *bin = &backtest->bins[b];
    bin->n++;
    bin->mean_p += p;
    bin->observed += hit;
}

static void score_deadlines(struct trial *trial, struct tally *tally, size_t method,
                            const struct method_forecast *forecast, const struct outcome *outcome)
{
    for (size_t d = 0; d < trial->options->deadline_count; d++) {
        double p = forecast->p_by[d];
        if (isnan(p) || outcome->unknown[d] || outcome->days[d] > trial->now)
            continue;
        bool hit = outcome->reached[d] != DAYNUM_NONE && outcome->reached[d] <= outcome->days[d];
        add(tally, method, MEASURE_BRIER + d, (p - hit) * (p - hit));
        if (method == METHOD_RENOSTAT)
            add_bin(trial->backtest, p, hit);
    }
}

static void try_project(struct trial *trial, const struct dataset *then,
                        const struct progress_index *index, const struct reference *reference,
                        size_t item)
{
    struct method_forecast forecasts[METHOD_COUNT];
    const struct project *project = &then->projects.items[item];
    struct outcome key = {.project_id = project->project_id};
    const struct outcome *outcome = bsearch(&key, trial->outcomes, trial->count, sizeof key, by_id);
    daynum as_of = then->vantage.as_of;
    if (!outcome || project->gone || project->outside_plan)
        return;
    struct schedule_defaults defaults = reference_defaults(reference, as_of);
    struct deadlines deadlines = {trial->options->deadlines, outcome->days,
                                  trial->options->deadline_count};
    if (!backtest_forecasts(forecasts, &trial->scratch, reference, project,
                            then->progress.items + index->first[item],
                            index->first[item + 1] - index->first[item], &defaults, &deadlines))
        return;
    if (outcome->finish != DAYNUM_NONE && outcome->finish <= trial->scratch.full.schedule.seen)
        return; /* an export showed it unfinished after its finish: no forecast can know better */
    struct tally *tally = &trial->tallies[outcome - trial->outcomes];
    for (size_t m = 0; m < METHOD_COUNT; m++) {
        if (outcome->finish != DAYNUM_NONE)
            score_finish(tally, m, &forecasts[m], outcome, as_of);
        score_deadlines(trial, tally, m, &forecasts[m], outcome);
    }
}

static enum status try_origin(struct trial *trial, daynum origin, backtest_source *source,
                              void *context, struct error *error)
{
    struct dataset then = {0};
    struct progress_index index;
    struct reference reference;
    enum status status = source(&then, origin, context, error);
    if (status != STATUS_OK)
        return status;
    then.vantage.as_of = origin;
    progress_index_init(&index, &then);
    reference_learn(&reference, &then, &index, SIZE_MAX, false);
    for (size_t i = 0; i < then.projects.count; i++)
        try_project(trial, &then, &index, &reference, i);
    progress_index_release(&index);
    dataset_release(&then);
    return STATUS_OK;
}

/* The mean over all forecasts, and its error as a ratio of sums over projects. */
static struct backtest_score score_of(const struct trial *trial, size_t method, size_t measure)
{
    double sum = 0, n = 0, squares = 0, clusters = 0;
    for (size_t i = 0; i < trial->count; i++) {
        sum += trial->tallies[i].sum[method][measure];
        n += trial->tallies[i].n[method][measure];
        clusters += trial->tallies[i].n[method][measure] > 0;
    }
    struct backtest_score score = {NAN, NAN, (size_t)n};
    if (n <= 0)
        return score;
    score.mean = sum / n;
    for (size_t i = 0; i < trial->count; i++) {
        double off = trial->tallies[i].sum[method][measure] -
                     score.mean * trial->tallies[i].n[method][measure];
        squares += off * off;
    }
    if (clusters > 1)
        score.error = sqrt(squares * clusters / (clusters - 1)) / n;
    return score;
}

static void fill_row(struct backtest *backtest, const struct trial *trial, size_t method)
{
    struct backtest_row *row = &backtest->rows[method];
    row->method = backtest_method_names[method];
    row->mae_days = score_of(trial, method, MEASURE_MAE);
    row->mape_pct = score_of(trial, method, MEASURE_MAPE);
    row->crps_days = score_of(trial, method, MEASURE_CRPS);
    for (size_t k = 0; k < 3; k++)
        row->coverage[k] = score_of(trial, method, MEASURE_COVERAGE + k);
    row->brier =
        arena_alloc(&backtest->strings, (backtest->deadline_count + 1) * sizeof *row->brier);
    for (size_t d = 0; d < backtest->deadline_count; d++)
        row->brier[d] = score_of(trial, method, MEASURE_BRIER + d);
}

static void finish_bins(struct backtest *backtest)
{
    for (size_t b = 0; b < BACKTEST_BINS; b++) {
        struct backtest_bin *bin = &backtest->bins[b];
        bin->p_low = (double)b / BACKTEST_BINS;
        bin->p_high = (double)(b + 1) / BACKTEST_BINS;
        bin->mean_p = bin->n ? bin->mean_p / (double)bin->n : NAN;
        bin->observed = bin->n ? bin->observed / (double)bin->n : NAN;
    }
}

static void summarise(struct trial *trial)
{
    struct backtest *backtest = trial->backtest;
    struct backtest_grounds grounds = {.plan_year = trial->options->plan_year,
                                       .projects = trial->count};
    for (size_t i = 0; i < trial->count; i++) {
        grounds.finished += trial->outcomes[i].finish != DAYNUM_NONE;
        double n = trial->tallies[i].n[METHOD_RENOSTAT][MEASURE_MAE];
        backtest->n_projects += n > 0;
        backtest->n_forecasts += (size_t)n;
    }
    backtest->rows = xcalloc(METHOD_COUNT, sizeof *backtest->rows);
    backtest->row_count = METHOD_COUNT;
    for (size_t m = 0; m < METHOD_COUNT; m++)
        fill_row(backtest, trial, m);
    finish_bins(backtest);
    backtest_judge(backtest, &grounds);
}

enum status backtest_run(struct backtest *backtest, const struct dataset *now,
                         backtest_source *source, void *context,
                         const struct backtest_options *options, struct error *error)
{
    enum status status = STATUS_OK;
    struct trial trial = {.backtest = backtest, .options = options, .now = now->vantage.as_of};
    *backtest = (struct backtest){.deadlines = options->deadlines,
                                  .deadline_count = options->deadline_count};
    if (options->deadline_count > ASSESSMENT_DEADLINES)
        return error_set(error, STATUS_USAGE, _("more than %d deadlines"), ASSESSMENT_DEADLINES);
    init_outcomes(&trial, now);
    init_origins(&trial);
    for (size_t k = 0; k < backtest->origin_count && status == STATUS_OK; k++)
        status = try_origin(&trial, backtest->origins[k], source, context, error);
    if (status == STATUS_OK)
        summarise(&trial);
    method_scratch_release(&trial.scratch);
    free(trial.tallies);
    free(trial.outcomes);
    return status;
}

void backtest_release(struct backtest *backtest)
{
    free(backtest->origins);
    free(backtest->rows);
    arena_release(&backtest->strings);
    *backtest = (struct backtest){0};
}

#include "analysis/portfolio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "analysis/stream.h"
#include "core/memory.h"

struct portfolio_worker {
    const struct portfolio_plan *plan;
    gsl_rng *stream;
    float *working; /* horizons x draws: working days until each horizon, for the group */
    float *uniform; /* one a draw, of the project at hand … */
    float *days;    /* … and what comes of it: working days until it is done */
    struct portfolio_counts group, sum;
    int32_t *path; /* horizons x draws: done by then */
};

static void counts_init(struct portfolio_counts *counts, const struct portfolio_plan *plan)
{
    size_t deadlines = plan->deadlines->count;
    counts->by_draw = xcalloc(plan->draws * deadlines + 1, sizeof *counts->by_draw);
    counts->deciders = xcalloc(deadlines + 1, sizeof *counts->deciders);
    for (size_t d = 0; d < deadlines; d++)
        deciders_init(&counts->deciders[d], plan->draws);
}

static void counts_release(struct portfolio_counts *counts, const struct portfolio_plan *plan)
{
    for (size_t d = 0; d < plan->deadlines->count; d++)
        deciders_release(&counts->deciders[d]);
    free(counts->deciders);
    free(counts->by_draw);
}

static void counts_clear(struct portfolio_counts *counts, const struct portfolio_plan *plan)
{
    size_t deadlines = plan->deadlines->count;
    memset(counts->by_draw, 0, plan->draws * deadlines * sizeof *counts->by_draw);
    for (size_t d = 0; d < deadlines; d++)
        deciders_clear(&counts->deciders[d]);
    *counts = (struct portfolio_counts){.by_draw = counts->by_draw, .deciders = counts->deciders};
}

struct portfolio_worker *portfolio_worker_new(const struct portfolio_plan *plan)
{
    struct portfolio_worker *worker = xcalloc(1, sizeof *worker);
    size_t cells = plan->draws * plan->horizon_count + 1;
    worker->plan = plan;
    worker->stream = stream_new();
    worker->working = xcalloc(cells, sizeof *worker->working);
    worker->uniform = xcalloc(plan->draws + 1, sizeof *worker->uniform);
    worker->days = xcalloc(plan->draws + 1, sizeof *worker->days);
    counts_init(&worker->group, plan);
    counts_init(&worker->sum, plan);
    worker->path = xcalloc(cells, sizeof *worker->path);
    return worker;
}

void portfolio_worker_free(struct portfolio_worker *worker)
{
    if (!worker)
        return;
    stream_free(worker->stream);
    free(worker->working);
    free(worker->uniform);
    free(worker->days);
    counts_release(&worker->group, worker->plan);
    counts_release(&worker->sum, worker->plan);
    free(worker->path);
    free(worker);
}

void portfolio_begin_group(struct portfolio_worker *worker, const char *district,
                           const struct working_time *time)
{
    portfolio_working_days(worker->plan, worker->stream, district, time, worker->working);
    counts_clear(&worker->group, worker->plan);
}

/* Draws a day for each uniform number, by interpolation in the table of quantiles. */
static void draw_days(struct portfolio_worker *worker, const struct outlook *outlook)
{
    float table[OUTLOOK_TABLE + 1];
    outlook_table(outlook, table);
    for (size_t i = 0; i < worker->plan->draws; i++) {
        float at = worker->uniform[i] * OUTLOOK_TABLE;
        int cell = (int)at;
        worker->days[i] = table[cell] + (at - (float)cell) * (table[cell + 1] - table[cell]);
    }
}

/* Counts the draws whose day has come by a horizon. */
static void count_days(const struct portfolio_worker *worker, size_t horizon, int32_t *by_draw)
{
    size_t draws = worker->plan->draws;
    const float *working = worker->working + horizon * draws, *days = worker->days;
    for (size_t i = 0; i < draws; i++)
        by_draw[i] += days[i] <= working[i];
}

/* The same as bits, for the deciders. */
static void mark_days(const struct portfolio_worker *worker, size_t horizon, uint64_t *made)
{
    size_t draws = worker->plan->draws;
    const float *working = worker->working + horizon * draws, *days = worker->days;
    for (size_t i = 0; i < draws; i++)
        made[i / 64] |= (uint64_t)(days[i] <= working[i]) << (i % 64);
}

static void count_facts(struct portfolio_counts *group, const struct assessment *assessment,
                        size_t deadlines)
{
    for (size_t d = 0; d < deadlines; d++) {
        group->n[d] += assessment->standing[d] != STANDING_UNKNOWN;
        group->unknown[d] += assessment->standing[d] == STANDING_UNKNOWN;
        group->known[d] += assessment->standing[d] == STANDING_MET;
        group->open[d] += assessment->standing[d] == STANDING_OPEN;
    }
}

static void count_open(struct portfolio_worker *worker, const struct portfolio_project *project,
                       size_t deadline)
{
    const struct portfolio_plan *plan = worker->plan;
    size_t horizon = plan->deadline_at[deadline];
    uint64_t *made =
        deciders_place(&worker->group.deciders[deadline], project->number, project->p_by[deadline]);
    count_days(worker, horizon, worker->group.by_draw + deadline * plan->draws);
    if (made != NULL)
        mark_days(worker, horizon, made);
}

/* The deadlines that ask for completion share the days of the finish with the path. */
static void count_project(struct portfolio_worker *worker, const struct portfolio_project *project)
{
    const struct portfolio_plan *plan = worker->plan;
    const struct assessment *assessment = project->assessment;
    for (size_t d = 0; d < plan->deadlines->count; d++) {
        if (plan->deadlines->items[d].completion || assessment->standing[d] != STANDING_OPEN)
            continue;
        draw_days(worker, &assessment->level[d]);
        count_open(worker, project, d);
    }
    draw_days(worker, &assessment->finish);
    for (size_t d = 0; d < plan->deadlines->count; d++)
        if (plan->deadlines->items[d].completion && assessment->standing[d] == STANDING_OPEN)
            count_open(worker, project, d);
    for (size_t k = 0; k < plan->horizon_count; k++)
        count_days(worker, k, worker->path + k * plan->draws);
}

void portfolio_add(struct portfolio_worker *worker, const struct portfolio_project *project)
{
    const struct portfolio_plan *plan = worker->plan;
    count_facts(&worker->group, project->assessment, plan->deadlines->count);
    if (!project->assessment->has_finish)
        return;
    stream_choose(worker->stream, plan->seed, "project", project->first, project->second);
    for (size_t i = 0; i < plan->draws; i++) {
        float uniform = (float)gsl_rng_uniform(worker->stream);
        worker->uniform[i] = uniform < 0.99999994f ? uniform : 0.99999994f;
    }
    count_project(worker, project);
}

static void add_counts(struct portfolio_counts *sum, const struct portfolio_counts *counts,
                       const struct portfolio_plan *plan)
{
    for (size_t d = 0; d < plan->deadlines->count; d++) {
        sum->n[d] += counts->n[d];
        sum->unknown[d] += counts->unknown[d];
        sum->known[d] += counts->known[d];
        sum->open[d] += counts->open[d];
        deciders_join(&sum->deciders[d], &counts->deciders[d]);
    }
    for (size_t i = 0; i < plan->draws * plan->deadlines->count; i++)
        sum->by_draw[i] += counts->by_draw[i];
}

const struct portfolio_counts *portfolio_end_group(struct portfolio_worker *worker)
{
    add_counts(&worker->sum, &worker->group, worker->plan);
    return &worker->group;
}

void portfolio_merge(struct portfolio_worker *worker, const struct portfolio_worker *other)
{
    add_counts(&worker->sum, &other->sum, worker->plan);
    for (size_t i = 0; i < worker->plan->draws * worker->plan->horizon_count; i++)
        worker->path[i] += other->path[i];
}

const struct portfolio_counts *portfolio_sum(const struct portfolio_worker *worker)
{
    return &worker->sum;
}

const int32_t *portfolio_path(const struct portfolio_worker *worker, size_t horizon)
{
    return worker->path + horizon * worker->plan->draws;
}

double portfolio_mean(const struct portfolio_plan *plan, const struct portfolio_counts *counts,
                      size_t deadline)
{
    const int32_t *by_draw = counts->by_draw + deadline * plan->draws;
    double sum = 0;
    for (size_t i = 0; i < plan->draws; i++)
        sum += by_draw[i];
    return (double)counts->known[deadline] + sum / (double)plan->draws;
}

/* The counts in order are many times the same few: counted, not sorted. */
void portfolio_quantiles(const int32_t *by_draw, size_t draws, int64_t known, const double *levels,
                         size_t level_count, double *quantiles)
{
    int32_t most = 0;
    for (size_t i = 0; i < draws; i++)
        most = by_draw[i] > most ? by_draw[i] : most;
    size_t *until = xcalloc((size_t)most + 1, sizeof *until);
    for (size_t i = 0; i < draws; i++)
        until[by_draw[i]]++;
    for (int32_t count = 1; count <= most; count++)
        until[count] += until[count - 1];
    for (size_t q = 0; q < level_count; q++) {
        double at = levels[q] * (double)(draws - 1), below = floor(at);
        int32_t low = 0, high;
        while (until[low] <= (size_t)below)
            low++;
        for (high = low; high < most && until[high] <= (size_t)below + 1;)
            high++;
        quantiles[q] = (double)known + low + (at - below) * (high - low);
    }
    free(until);
}

double portfolio_honest(double p)
{
    return fmin(0.999, fmax(0.001, p));
}

struct target portfolio_target(const struct portfolio_plan *plan,
                               const struct portfolio_counts *counts, size_t deadline)
{
    return (struct target){.share = &plan->deadlines->items[deadline].target_share,
                           .n = counts->n[deadline],
                           .known = counts->known[deadline],
                           .open = counts->open[deadline],
                           .unknown = counts->unknown[deadline],
                           .by_draw = counts->by_draw + deadline * plan->draws,
                           .draws = plan->draws};
}

#include "analysis/portfolio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "analysis/stream.h"
#include "core/memory.h"

struct portfolio_worker {
    const struct portfolio_plan *plan;
    gsl_rng *stream;
    float *working; /* draws x horizons: working days until each horizon, for the group */
    float *uniform; /* one a draw, of the project at hand */
    float table[OUTLOOK_TABLE + 1];
    struct portfolio_counts group, sum;
    int32_t *path; /* draws x horizons: first by horizon, cumulated at the end */
    bool cumulated;
};

static void add_horizon(struct portfolio_plan *plan, double days)
{
    size_t at = 0;
    while (at < plan->horizon_count && plan->horizons[at] < days)
        at++;
    if ((at < plan->horizon_count && plan->horizons[at] <= days) ||
        plan->horizon_count == PORTFOLIO_HORIZONS)
        return;
    memmove(&plan->horizons[at + 1], &plan->horizons[at],
            (plan->horizon_count - at) * sizeof plan->horizons[0]);
    plan->horizons[at] = days;
    plan->horizon_count++;
}

size_t portfolio_horizon(const struct portfolio_plan *plan, daynum day)
{
    double days = day - plan->as_of;
    size_t at = 0;
    while (at + 1 < plan->horizon_count && plan->horizons[at] < days)
        at++;
    return at;
}

void portfolio_plan_init(struct portfolio_plan *plan, const struct calendar *calendar,
                         const struct deadlines *deadlines, daynum as_of, size_t draws,
                         uint64_t seed, const daynum *path, size_t path_count)
{
    *plan = (struct portfolio_plan){
        .calendar = calendar, .deadlines = deadlines, .as_of = as_of, .draws = draws, .seed = seed};
    for (size_t d = 0; d < deadlines->count; d++)
        add_horizon(plan, deadlines->days[d] - as_of);
    for (size_t k = 0; k < path_count; k++)
        add_horizon(plan, path[k] - as_of);
    for (size_t d = 0; d < deadlines->count; d++)
        plan->deadline_at[d] = portfolio_horizon(plan, deadlines->days[d]);
    plan->everybody = xcalloc(draws * plan->horizon_count + 1, sizeof *plan->everybody);
    gsl_rng *stream = stream_new();
    stream_choose(stream, seed, "calendar", "", "");
    for (size_t i = 0; i < draws; i++)
        calendar_draw(calendar, stream, 0, plan->horizons, plan->horizon_count,
                      plan->everybody + i * plan->horizon_count);
    stream_free(stream);
}

void portfolio_plan_release(struct portfolio_plan *plan)
{
    free(plan->everybody);
    plan->everybody = NULL;
}

struct portfolio_worker *portfolio_worker_new(const struct portfolio_plan *plan)
{
    struct portfolio_worker *worker = xcalloc(1, sizeof *worker);
    size_t cells = plan->draws * plan->horizon_count + 1;
    size_t counts = plan->draws * plan->deadlines->count + 1;
    worker->plan = plan;
    worker->stream = stream_new();
    worker->working = xcalloc(cells, sizeof *worker->working);
    worker->uniform = xcalloc(plan->draws + 1, sizeof *worker->uniform);
    worker->group.by_draw = xcalloc(counts, sizeof *worker->group.by_draw);
    worker->sum.by_draw = xcalloc(counts, sizeof *worker->sum.by_draw);
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
    free(worker->group.by_draw);
    free(worker->sum.by_draw);
    free(worker->path);
    free(worker);
}

/* Working days never run backwards, and some work is done in the worst of months. What lies
 * behind has been as long as it was. */
static void settle(float *working, const double *horizons, size_t count)
{
    double last = 0, from = 0;
    for (size_t k = 0; k < count; k++) {
        if (horizons[k] <= 0) {
            working[k] = (float)horizons[k];
            continue;
        }
        double least = last + 0.1 * (horizons[k] - from);
        double days = fmax(least, horizons[k] + (double)working[k]);
        working[k] = (float)days;
        last = days;
        from = horizons[k];
    }
}

void portfolio_begin_group(struct portfolio_worker *worker, const char *district)
{
    const struct portfolio_plan *plan = worker->plan;
    size_t width = plan->horizon_count;
    int32_t *by_draw = worker->group.by_draw;
    memcpy(worker->working, plan->everybody, plan->draws * width * sizeof *worker->working);
    stream_choose(worker->stream, plan->seed, "calendar", "district", district);
    for (size_t i = 0; i < plan->draws; i++) {
        float *working = worker->working + i * width;
        calendar_draw(plan->calendar, worker->stream, 1, plan->horizons, width, working);
        settle(working, plan->horizons, width);
    }
    memset(by_draw, 0, plan->draws * plan->deadlines->count * sizeof *by_draw);
    worker->group = (struct portfolio_counts){.by_draw = by_draw};
}

/* Finishes are drawn by interpolation in the table of quantiles. */
static inline float table_at(const float *table, float uniform)
{
    float at = uniform * OUTLOOK_TABLE;
    size_t cell = (size_t)at;
    return table[cell] + (at - (float)cell) * (table[cell + 1] - table[cell]);
}

static void count_deadline(struct portfolio_worker *worker, const struct outlook *outlook,
                           size_t deadline)
{
    const struct portfolio_plan *plan = worker->plan;
    const float *working = worker->working + plan->deadline_at[deadline];
    int32_t *by_draw = worker->group.by_draw + deadline * plan->draws;
    outlook_table(outlook, worker->table);
    for (size_t i = 0; i < plan->draws; i++)
        by_draw[i] +=
            table_at(worker->table, worker->uniform[i]) <= working[i * plan->horizon_count];
}

static void count_path(struct portfolio_worker *worker, const struct outlook *outlook)
{
    const struct portfolio_plan *plan = worker->plan;
    size_t width = plan->horizon_count;
    outlook_table(outlook, worker->table);
    for (size_t i = 0; i < plan->draws; i++) {
        float day = table_at(worker->table, worker->uniform[i]);
        const float *working = worker->working + i * width;
        size_t low = 0, high = width;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (working[middle] >= day)
                high = middle;
            else
                low = middle + 1;
        }
        if (low < width)
            worker->path[i * width + low]++;
    }
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

void portfolio_add(struct portfolio_worker *worker, const struct assessment *assessment,
                   const char *first, const char *second)
{
    const struct portfolio_plan *plan = worker->plan;
    count_facts(&worker->group, assessment, plan->deadlines->count);
    if (!assessment->has_finish)
        return;
    stream_choose(worker->stream, plan->seed, "project", first, second);
    for (size_t i = 0; i < plan->draws; i++)
        worker->uniform[i] = fminf((float)gsl_rng_uniform(worker->stream), 0.99999994f);
    for (size_t d = 0; d < plan->deadlines->count; d++)
        if (assessment->standing[d] == STANDING_OPEN)
            count_deadline(worker, assessment_outlook(assessment, plan->deadlines, d), d);
    count_path(worker, &assessment->finish);
}

static void add_counts(struct portfolio_counts *sum, const struct portfolio_counts *counts,
                       const struct portfolio_plan *plan)
{
    for (size_t d = 0; d < plan->deadlines->count; d++) {
        sum->n[d] += counts->n[d];
        sum->unknown[d] += counts->unknown[d];
        sum->known[d] += counts->known[d];
        sum->open[d] += counts->open[d];
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

const int32_t *portfolio_path(struct portfolio_worker *worker)
{
    size_t width = worker->plan->horizon_count;
    for (size_t i = 0; i < worker->plan->draws && !worker->cumulated; i++)
        for (size_t k = 1; k < width; k++)
            worker->path[i * width + k] += worker->path[i * width + k - 1];
    worker->cumulated = true;
    return worker->path;
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

void portfolio_quantiles(const int32_t *by_draw, size_t stride, size_t draws, int64_t known,
                         const double *levels, size_t level_count, double *quantiles)
{
    double *sorted = xcalloc(draws, sizeof *sorted);
    for (size_t i = 0; i < draws; i++)
        sorted[i] = by_draw[i * stride];
    gsl_sort(sorted, 1, draws);
    for (size_t q = 0; q < level_count; q++)
        quantiles[q] =
            (double)known + gsl_stats_quantile_from_sorted_data(sorted, 1, draws, levels[q]);
    free(sorted);
}

double portfolio_honest(double p)
{
    return fmin(0.999, fmax(0.001, p));
}

static bool meets(const struct fraction *target, int64_t part, int64_t whole)
{
    int64_t left = part * target->denominator, right = whole * target->numerator;
    return target->strict ? left > right : left >= right;
}

double portfolio_p_target(const struct portfolio_plan *plan, const struct portfolio_counts *counts,
                          size_t deadline, const struct fraction *target)
{
    int64_t n = counts->n[deadline], known = counts->known[deadline];
    if (n == 0 || target->denominator <= 0)
        return NAN;
    if (meets(target, known, n + counts->unknown[deadline]))
        return 1;
    if (counts->unknown[deadline] > n)
        return NAN;
    if (meets(target, known, n))
        return 1;
    if (!meets(target, known + counts->open[deadline], n))
        return 0;
    size_t hits = 0;
    for (size_t i = 0; i < plan->draws; i++)
        hits += meets(target, known + counts->by_draw[deadline * plan->draws + i], n);
    return portfolio_honest((double)hits / (double)plan->draws);
}

#include "analysis/forecast_run.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/assessment.h"
#include "analysis/fan.h"
#include "analysis/pace.h"
#include "analysis/portfolio.h"
#include "analysis/reason.h"
#include "core/text.h"

enum { MAX_THREADS = 8 };

/* A district's projects: order[from] … order[to - 1] are indices into forecast->projects. */
struct group {
    const char *district;
    size_t from, to;
};

struct run {
    struct forecast *forecast;
    const struct dataset *data;
    const struct progress_index *index;
    const struct reference *reference;
    const struct forecast_options *options;
    struct deadlines deadlines;
    struct schedule_defaults defaults;
    struct portfolio_plan plan;
    size_t *order;
    struct group *groups;
    size_t group_count;
    daynum *finishes, *plan_finishes; /* one slot a project; DAYNUM_NONE: none */
    atomic_size_t next_group;
    pthread_mutex_t strings;
};

struct thread {
    struct run *run;
    struct portfolio_worker *worker;
    struct assessment assessment;
    struct text text;
    pthread_t id;
};

static const struct project *project_of(const struct run *run, size_t item)
{
    return &run->data->projects.items[run->forecast->projects[item].project];
}

static int by_district(const void *a, const void *b, void *context)
{
    const struct run *run = context;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int order = strcmp(project_of(run, x)->district, project_of(run, y)->district);
    return order ? order : (x > y) - (x < y);
}

static void init_groups(struct run *run)
{
    size_t count = run->forecast->project_count;
    run->order = xcalloc(count + 1, sizeof *run->order);
    run->groups = xcalloc(count + 1, sizeof *run->groups);
    for (size_t i = 0; i < count; i++)
        run->order[i] = i;
    qsort_r(run->order, count, sizeof *run->order, by_district, run);
    for (size_t i = 0; i < count; i++) {
        const char *district = project_of(run, run->order[i])->district;
        struct group *last = run->group_count ? &run->groups[run->group_count - 1] : NULL;
        if (last && strcmp(last->district, district) == 0)
            last->to = i + 1;
        else
            run->groups[run->group_count++] = (struct group){district, i, i + 1};
    }
}

static void fill_chances(const struct run *run, const struct assessment *assessment,
                         const struct outlook *blurred, struct forecast_project *project)
{
    for (size_t d = 0; d < run->deadlines.count; d++) {
        double ahead = run->deadlines.days[d] - run->forecast->known_until;
        struct outlook level;
        switch (assessment->standing[d]) {
        case STANDING_MET:
        case STANDING_MISSED:
            project->fact[d] = true;
            project->p_by[d] = assessment->standing[d] == STANDING_MET;
            break;
        case STANDING_OPEN:
            if (!run->deadlines.items[d].completion)
                outlook_blur(&level, &assessment->level[d], calendar_variance,
                             &run->reference->calendar);
            project->p_by[d] = portfolio_honest(
                outlook_p(run->deadlines.items[d].completion ? blurred : &level, ahead));
            break;
        case STANDING_UNKNOWN:
            break;
        }
    }
}

static void fill_paces(const struct run *run, const struct assessment *assessment,
                       struct forecast_project *project)
{
    const struct schedule *schedule = &assessment->schedule;
    if (schedule->report_count == 0 && schedule->started)
        return;
    for (size_t d = 0; d < run->deadlines.count; d++) {
        const struct deadline *deadline = &run->deadlines.items[d];
        double threshold =
            deadline->completion ? 100 : (double)deadline->progress_mpct / MPCT_PER_PERCENT;
        if (assessment->standing[d] != STANDING_OPEN)
            continue;
        const struct outlook *outlook = assessment_outlook(assessment, &run->deadlines, d);
        daynum as_of = run->forecast->as_of, day = run->deadlines.days[d];
        project->needed_pct_per_month[d] =
            pace_needed(schedule, outlook, threshold, as_of, day, 0.5);
        project->needed_safe_pct_per_month[d] =
            pace_needed(schedule, outlook, threshold, as_of, day, 0.9);
    }
}

static void fill_quantiles(const struct run *run, const struct assessment *assessment,
                           const struct outlook *blurred, struct forecast_project *project)
{
    for (size_t q = 0; q < FORECAST_QUANTILES; q++)
        if (assessment->has_finish)
            project->finish[q] =
                run->forecast->known_until +
                (daynum)ceil(outlook_quantile(blurred, forecast_quantile_levels[q]));
        else
            project->finish[q] = assessment->schedule.finish;
}

static void fill_project(struct thread *thread, size_t item)
{
    struct run *run = thread->run;
    const struct assessment *assessment = &thread->assessment;
    const struct report_point *latest = schedule_latest(&assessment->schedule);
    struct forecast_project *project = &run->forecast->projects[item];
    struct outlook blurred = {0};
    if (assessment->has_finish)
        outlook_blur(&blurred, &assessment->finish, calendar_variance, &run->reference->calendar);
    project->basis = assessment->basis;
    project->progress_pct = assessment->basis == BASIS_DONE ? 100 : latest ? latest->pct : NAN;
    project->recent_pct_per_month =
        assessment->basis == BASIS_DONE ? NAN : pace_recent(&assessment->schedule);
    fill_chances(run, assessment, &blurred, project);
    fill_quantiles(run, assessment, &blurred, project);
    fill_paces(run, assessment, project);
    text_clear(&thread->text);
    reason_write(&thread->text, assessment, run->reference, project, &run->deadlines,
                 run->forecast->as_of, run->options->stale_days);
    pthread_mutex_lock(&run->strings);
    project->why = arena_strdup(&run->forecast->strings, thread->text.data);
    pthread_mutex_unlock(&run->strings);
    run->finishes[item] = assessment->schedule.finish;
    run->plan_finishes[item] = assessment->schedule.plan_finish;
}

static void run_project(struct thread *thread, size_t item)
{
    struct run *run = thread->run;
    const struct project *project = project_of(run, item);
    size_t at = run->forecast->projects[item].project;
    assessment_fill(&thread->assessment, run->reference, project,
                    run->data->progress.items + run->index->first[at],
                    run->index->first[at + 1] - run->index->first[at], &run->defaults,
                    &run->deadlines);
    fill_project(thread, item);
    portfolio_add(thread->worker, &thread->assessment, project->city,
                  project->code[0] ? project->code : project->name);
}

static void fill_counts(const struct run *run, const char *name,
                        const struct portfolio_counts *counts, struct forecast_count *rows)
{
    static const double levels[5] = {0.10, 0.25, 0.50, 0.75, 0.90};
    for (size_t d = 0; d < run->deadlines.count; d++) {
        const struct fraction *target = &run->deadlines.items[d].target_share;
        bool told = counts->n[d] > 0 && counts->n[d] >= counts->unknown[d];
        rows[d] = (struct forecast_count){
            .group = name,
            .deadline = d,
            .n = counts->n[d],
            .done = counts->known[d],
            .expected = told ? portfolio_mean(&run->plan, counts, d) : NAN,
            .quantile = {NAN, NAN, NAN, NAN, NAN},
            .target_share = target->denominator > 0
                                ? (double)target->numerator / (double)target->denominator
                                : NAN,
            .p_target = portfolio_p_target(&run->plan, counts, d, target)};
        if (told)
            portfolio_quantiles(counts->by_draw + d * run->plan.draws, 1, run->plan.draws,
                                counts->known[d], levels, 5, rows[d].quantile);
    }
}

static void *work(void *context)
{
    struct thread *thread = context;
    struct run *run = thread->run;
    for (;;) {
        size_t g = atomic_fetch_add(&run->next_group, 1);
        if (g >= run->group_count)
            return NULL;
        const struct group *group = &run->groups[g];
        portfolio_begin_group(thread->worker, group->district);
        for (size_t i = group->from; i < group->to; i++)
            run_project(thread, run->order[i]);
        fill_counts(run, group->district, portfolio_end_group(thread->worker),
                    run->forecast->counts + g * run->deadlines.count);
    }
}

static size_t thread_count(const struct run *run)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    double steps = (double)run->forecast->project_count * (double)run->forecast->draws;
    size_t wanted = run->options->threads > 0       ? (size_t)run->options->threads
                    : processors > 1 && steps > 1e6 ? (size_t)processors
                                                    : 1;
    size_t most = run->group_count < MAX_THREADS ? run->group_count : MAX_THREADS;
    return wanted < most ? wanted : most > 0 ? most : 1;
}

/* Runs the groups on threads; what a thread cannot be started for, the caller's own does. */
static void run_threads(struct run *run, struct thread *threads, size_t count)
{
    size_t started = 1;
    for (size_t i = 0; i < count; i++) {
        threads[i] = (struct thread){.run = run, .worker = portfolio_worker_new(&run->plan)};
        text_init(&threads[i].text);
    }
    while (started < count &&
           pthread_create(&threads[started].id, NULL, work, &threads[started]) == 0)
        started++;
    work(&threads[0]);
    for (size_t i = 1; i < started; i++) {
        pthread_join(threads[i].id, NULL);
        portfolio_merge(threads[0].worker, threads[i].worker);
    }
}

static size_t keep_known(daynum *days, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (days[i] != DAYNUM_NONE)
            days[kept++] = days[i];
    return kept;
}

static void init_run(struct run *run)
{
    struct forecast *forecast = run->forecast;
    size_t rows = (forecast->project_count + 1) * forecast->deadline_count;
    daynum path[FAN_FUTURE_DAYS];
    init_groups(run);
    forecast->counts = xcalloc(rows + 1, sizeof *forecast->counts);
    forecast->count_count = (run->group_count + 1) * forecast->deadline_count;
    run->finishes = xcalloc(forecast->project_count + 1, sizeof *run->finishes);
    run->plan_finishes = xcalloc(forecast->project_count + 1, sizeof *run->plan_finishes);
    size_t path_count = fan_days(path, forecast->known_until, &run->deadlines);
    portfolio_plan_init(&run->plan, &run->reference->calendar, &run->deadlines,
                        forecast->known_until, (size_t)forecast->draws, forecast->seed, path,
                        path_count);
}

/* Works without a planned day are taken to be meant for the day of completion. */
static daynum usual_finish(const struct forecast *forecast)
{
    for (size_t d = 0; d < forecast->deadline_count; d++)
        if (forecast->deadlines[d].completion)
            return forecast->deadline_days[d];
    return DAYNUM_NONE;
}

void forecast_run(struct forecast *forecast, const struct dataset *data,
                  const struct progress_index *index, const struct reference *reference,
                  const struct forecast_options *options)
{
    struct run run = {
        .forecast = forecast,
        .data = data,
        .index = index,
        .reference = reference,
        .options = options,
        .deadlines = {forecast->deadlines, forecast->deadline_days, forecast->deadline_count},
        .defaults = reference_defaults(reference, forecast->known_until),
        .strings = PTHREAD_MUTEX_INITIALIZER};
    struct thread threads[MAX_THREADS];
    run.defaults.plan_finish = usual_finish(forecast);
    init_run(&run);
    size_t count = thread_count(&run);
    run_threads(&run, threads, count);
    fill_counts(&run, "all", portfolio_sum(threads[0].worker),
                forecast->counts + run.group_count * forecast->deadline_count);
    fan_fill(forecast, &run.plan, threads[0].worker, options->plan_year, run.finishes,
             keep_known(run.finishes, forecast->project_count), run.plan_finishes,
             keep_known(run.plan_finishes, forecast->project_count));
    for (size_t i = 0; i < count; i++) {
        portfolio_worker_free(threads[i].worker);
        assessment_release(&threads[i].assessment);
        text_release(&threads[i].text);
    }
    portfolio_plan_release(&run.plan);
    free(run.order);
    free(run.groups);
    free(run.finishes);
    free(run.plan_finishes);
}

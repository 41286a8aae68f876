#include "analysis/forecast_run.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/assessment.h"
#include "analysis/fan.h"
#include "analysis/forecast_project.h"
#include "analysis/portfolio.h"
#include "analysis/target.h"
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
    struct comparables comparables;
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
    struct project_terms terms; /* of the district at hand */
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

static void fill_project(struct thread *thread, size_t item)
{
    struct run *run = thread->run;
    const struct schedule *schedule = &thread->assessment.schedule;
    struct forecast_project *project = &run->forecast->projects[item];
    text_clear(&thread->text);
    forecast_project_fill(project, &thread->assessment, &thread->terms, &thread->text);
    pthread_mutex_lock(&run->strings);
    project->why = arena_strdup(&run->forecast->strings, thread->text.data);
    pthread_mutex_unlock(&run->strings);
    run->finishes[item] = schedule->finish;
    run->plan_finishes[item] = schedule->assumed_plan ? DAYNUM_NONE : schedule->plan_finish;
}

static void run_project(struct thread *thread, size_t item)
{
    struct run *run = thread->run;
    const struct project *project = project_of(run, item);
    size_t at = run->forecast->projects[item].project;
    struct conditions conditions = {.time = &thread->terms.time,
                                    .pace = assumption_pace(&run->options->assumptions, project),
                                    .pace_after_days =
                                        run->forecast->as_of - run->forecast->known_until};
    assessment_fill(&thread->assessment, run->reference, project,
                    run->data->progress.items + run->index->first[at],
                    run->index->first[at + 1] - run->index->first[at], &run->defaults,
                    &run->deadlines, &conditions);
    fill_project(thread, item);
    struct portfolio_project drawn = {.assessment = &thread->assessment,
                                      .first = project->city,
                                      .second = project->code[0] ? project->code : project->name,
                                      .number = item,
                                      .p_by = run->forecast->projects[item].p_by};
    portfolio_add(thread->worker, &drawn);
}

static void fill_deciding(struct run *run, const struct deciders *deciders,
                          const struct target *target, struct forecast_count *row)
{
    struct decider list[DECIDERS_MOST];
    size_t count = deciders_list(deciders, target, list);
    if (count == 0)
        return;
    pthread_mutex_lock(&run->strings);
    row->deciding = arena_alloc(&run->forecast->strings, count * sizeof *row->deciding);
    pthread_mutex_unlock(&run->strings);
    for (size_t i = 0; i < count; i++)
        row->deciding[i] = (struct forecast_decider){list[i].project, list[i].swing};
    row->deciding_count = count;
}

static double share_of(const struct fraction *share)
{
    return share->denominator > 0 ? (double)share->numerator / (double)share->denominator : NAN;
}

static void fill_counts(struct run *run, const char *name, const struct portfolio_counts *counts,
                        struct forecast_count *rows)
{
    static const double levels[5] = {0.10, 0.25, 0.50, 0.75, 0.90};
    for (size_t d = 0; d < run->deadlines.count; d++) {
        struct target target = portfolio_target(&run->plan, counts, d);
        bool told = counts->n[d] > 0 && counts->n[d] >= counts->unknown[d];
        rows[d] =
            (struct forecast_count){.group = name,
                                    .deadline = d,
                                    .n = counts->n[d],
                                    .done = counts->known[d],
                                    .expected = told ? portfolio_mean(&run->plan, counts, d) : NAN,
                                    .quantile = {NAN, NAN, NAN, NAN, NAN},
                                    .target_share = share_of(target.share),
                                    .p_target = target_chance(&target),
                                    .expected_shortfall = target_shortfall(&target)};
        fill_deciding(run, &counts->deciders[d], &target, &rows[d]);
        if (told)
            portfolio_quantiles(target.by_draw, run->plan.draws, counts->known[d], levels, 5,
                                rows[d].quantile);
    }
}

/* What the district's days are worth that lie ahead. */
static void begin_group(struct thread *thread, const char *district)
{
    const struct run *run = thread->run;
    daynum base = run->forecast->known_until;
    assumption_working_time(&run->options->assumptions, district, base, &thread->terms.time);
    for (size_t d = 0; d < run->deadlines.count; d++)
        thread->terms.worked_days[d] =
            base + (daynum)working_time_until(&thread->terms.time, run->deadlines.days[d] - base);
    portfolio_begin_group(thread->worker, district, &thread->terms.time);
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
        begin_group(thread, group->district);
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
        threads[i] = (struct thread){.run = run,
                                     .worker = portfolio_worker_new(&run->plan),
                                     .terms = {.forecast = run->forecast,
                                               .reference = run->reference,
                                               .comparables = &run->comparables,
                                               .deadlines = &run->deadlines,
                                               .stale_days = run->options->stale_days}};
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
    init_run(&run);
    comparables_init(&run.comparables, data, index, &run.defaults);
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
    comparables_release(&run.comparables);
    free(run.order);
    free(run.groups);
    free(run.finishes);
    free(run.plan_finishes);
}

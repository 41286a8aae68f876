#include "analysis/reference.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/calendar_learn.h"
#include "core/i18n.h"

enum { MAX_FITTED = 48, MAX_ASKED = 200, MAX_CASES = 4000 };

/* A sample is worth no more than this many times its size: projects of a year are alike. */
static const double most_stood_for = 6;

/* Before any project is known reports count for much and dates for something; worth so many
 * projects. */
static const double dates_share_prior = 0.1, dates_share_weight = 10;

/* So many reports repeat the one before them, before any is known; worth so many reports. */
static const double repeats_prior = 0.1, repeats_weight = 20;

/* The schedules of a sample of the projects that count, in the dataset's order. */
struct sample {
    struct schedule *items;
    const struct project **projects;
    size_t *district;
    size_t count;
};

static bool counts(const struct project *project)
{
    return project->status != PROJECT_CANCELLED;
}

struct schedule_defaults reference_defaults(const struct reference *reference, daynum as_of)
{
    return (struct schedule_defaults){.as_of = as_of,
                                      .planned_days = reference->usual.planned_days,
                                      .start_day = reference->usual.start_day,
                                      .withhold_curve = reference->withhold_curve};
}

unsigned reference_class(const struct project *project)
{
    return project->works & (SURVIVAL_CLASSES - 1);
}

static void sample_init(struct sample *sample, const struct reference *reference,
                        const struct dataset *data, const struct progress_index *index,
                        size_t excluded, daynum as_of)
{
    size_t all = data->projects.count;
    size_t stride = all / MAX_CASES + 1, district = 0;
    struct schedule_defaults defaults = reference_defaults(reference, as_of);
    *sample = (struct sample){
        .items = xcalloc(all / stride + 1, sizeof *sample->items),
        .projects = xcalloc(all / stride + 1, sizeof *sample->projects),
        .district = xcalloc(all / stride + 1, sizeof *sample->district),
    };
    for (size_t i = 0; i < all; i += stride) {
        const struct project *project = &data->projects.items[i];
        if (i == excluded || !counts(project))
            continue;
        size_t n = sample->count++;
        schedule_fill(&sample->items[n], project, data->progress.items + index->first[i],
                      index->first[i + 1] - index->first[i], &defaults);
        sample->projects[n] = project;
        if (n > 0 && strcmp(project->district, sample->projects[n - 1]->district) != 0)
            district++;
        sample->district[n] = district;
    }
}

static void sample_release(struct sample *sample)
{
    for (size_t i = 0; i < sample->count; i++)
        schedule_release(&sample->items[i]);
    free(sample->items);
    free(sample->projects);
    free(sample->district);
}

/* At most `most` schedules of one kind, evenly spread; borrowed, not copied deeply. `weight`:
 * how many each of them stands for. */
static size_t choose(struct schedule *chosen, const struct sample *sample, bool finished,
                     size_t most, double *weight)
{
    size_t eligible = 0, seen = 0, count = 0;
    for (size_t i = 0; i < sample->count; i++)
        eligible += schedule_has_course(&sample->items[i]) &&
                    (sample->items[i].finish != DAYNUM_NONE) == finished;
    for (size_t i = 0; i < sample->count; i++) {
        const struct schedule *schedule = &sample->items[i];
        if (!schedule_has_course(schedule) || (schedule->finish != DAYNUM_NONE) != finished)
            continue;
        if (eligible <= most || seen * most / eligible != (seen + 1) * most / eligible)
            chosen[count++] = *schedule;
        seen++;
    }
    *weight = count ? (double)eligible / (double)count : 1;
    return count;
}

/* One report of a finished project, and how likely either model held the days about its finish. */
struct opinion {
    double drift, dates;
    size_t project;
};

struct opinions {
    const struct reference *reference;
    const struct schedule *schedule;
    struct survival_kind kind;
    struct opinion *items;
    size_t count, capacity, project, at, stride;
};

/* The days about a finish in which a forecast is taken to be right. */
static const double near_days = 7;

struct from_dates {
    const struct survival_model *survival;
    struct survival_kind kind;
    double start, days;
};

static double finish_by_dates(double day, void *context)
{
    const struct from_dates *dates = context;
    return survival_cdf(dates->survival, dates->kind, (day - dates->start) / dates->days);
}

static void ask_both(const struct drift_state *state, const struct report_point *report,
                     const struct drift_news *news, void *context)
{
    struct opinions *opinions = context;
    const struct schedule *schedule = opinions->schedule;
    const struct reference *reference = opinions->reference;
    daynum finish = schedule->finish, as_of = report->date;
    (void)news;
    if (opinions->at++ % opinions->stride != 0 || report->pct >= 100)
        return;
    struct outlook outlook;
    struct schedule then = *schedule;
    then.report_count = (size_t)(report - schedule->reports) + 1;
    struct from_dates dates = {&reference->survival, opinions->kind, schedule->start - as_of,
                               schedule->original_days};
    double reach = 6 * (schedule->original_days + finish - as_of);
    outlook_fill(&outlook, reach, 0, schedule->original_days, finish_by_dates, &dates);
    shape_reweigh(&reference->shape, &then, as_of, &outlook);
    double ahead = finish - as_of;
    daynum from = (daynum)fmax(as_of, finish - near_days);
    ARRAY_GROW(opinions->items, opinions->count + 1, opinions->capacity);
    opinions->items[opinions->count++] =
        (struct opinion){.drift = drift_finish_chance(state, &reference->drift, schedule, from,
                                                      finish + (daynum)near_days) +
                                  1e-6,
                         .dates = outlook_p(&outlook, ahead + near_days) -
                                  outlook_p(&outlook, fmax(0, ahead - near_days)) + 1e-6,
                         .project = opinions->project};
}

/* The share of a mixture by expectation and maximisation; every project weighs the same. */
static double mixing_share(const struct opinion *items, size_t count)
{
    double share = dates_share_prior;
    for (int round = 0; round < 50; round++) {
        double sum = dates_share_weight * dates_share_prior, projects = dates_share_weight;
        for (size_t i = 0, j; i < count; i = j) {
            double own = 0;
            for (j = i; j < count && items[j].project == items[i].project; j++)
                own += share * items[j].dates /
                       (share * items[j].dates + (1 - share) * items[j].drift);
            sum += own / (double)(j - i);
            projects++;
        }
        share = sum / projects;
    }
    return share;
}

static void learn_share(struct reference *reference, const struct sample *sample)
{
    struct opinions opinions = {.reference = reference};
    size_t stride = sample->count / MAX_CASES + 1;
    for (size_t i = 0; i < sample->count && opinions.project < MAX_ASKED; i += stride) {
        const struct schedule *schedule = &sample->items[i];
        struct drift_state state;
        if (!schedule_has_course(schedule) || schedule->finish == DAYNUM_NONE ||
            schedule->start == DAYNUM_NONE)
            continue;
        opinions.schedule = schedule;
        opinions.project++;
        opinions.at = 0;
        opinions.stride = schedule->report_count / 6 + 1;
        opinions.kind = (struct survival_kind){
            reference_class(sample->projects[i]), survival_size(schedule->original_days),
            survival_late(schedule->start - schedule->plan_start, schedule->original_days)};
        drift_filter(&state, &reference->drift, schedule, 3, ask_both, &opinions);
    }
    reference->dates_share = mixing_share(opinions.items, opinions.count);
    free(opinions.items);
}

static void learn_drift(struct reference *reference, const struct sample *sample)
{
    struct schedule *chosen = xcalloc(2 * MAX_FITTED, sizeof *chosen);
    double weight, other;
    size_t count = choose(chosen, sample, true, MAX_FITTED, &weight);
    count += choose(chosen + count, sample, false, MAX_FITTED / 2, &other);
    reference->drift_learnt =
        drift_fit(&reference->drift, chosen, count, fmin(weight, most_stood_for));
    free(chosen);
}

static void learn_shape(struct reference *reference, const struct sample *sample)
{
    reference->shape_learnt = shape_fit(&reference->shape, sample->items, sample->count);
}

static bool survival_case_of(struct survival_case *item, const struct schedule *schedule,
                             const struct project *project, daynum begin)
{
    if (schedule->start == DAYNUM_NONE || schedule->assumed_plan || schedule->finished_undated)
        return false;
    bool finished = schedule->finish != DAYNUM_NONE;
    daynum end = finished ? schedule->finish : schedule->seen;
    if (end <= schedule->start || end <= begin)
        return false;
    *item = (struct survival_case){
        .ratio = (end - schedule->start) / schedule->original_days,
        .entry = fmax(0, (begin - schedule->start) / schedule->original_days),
        .finished = finished,
        .kind = {reference_class(project), survival_size(schedule->original_days),
                 survival_late(schedule->start - schedule->plan_start, schedule->original_days)},
    };
    return true;
}

static bool delay_case_of(struct delay_case *item, const struct schedule *schedule,
                          const struct project *project, daynum as_of)
{
    daynum planned = schedule_plausible(project->plan_start, as_of);
    daynum actual = schedule_plausible(project->actual_start, as_of);
    if (planned == DAYNUM_NONE || schedule->crossed)
        return false;
    bool started = actual != DAYNUM_NONE && schedule->started;
    if (!started && (schedule->started || schedule->seen < planned))
        return false;
    daynum until = started ? actual : schedule->seen;
    *item = (struct delay_case){.days = until - planned, .started = started};
    return fabs(item->days) < 2000;
}

/* The period that counts: the latest years, unless too few projects finished in them. */
static daynum period_begin(const struct sample *sample, daynum as_of)
{
    daynum begin = as_of - SURVIVAL_PERIOD_DAYS, first = as_of;
    size_t recent = 0;
    for (size_t i = 0; i < sample->count; i++) {
        const struct schedule *schedule = &sample->items[i];
        recent += schedule->finish != DAYNUM_NONE && schedule->finish > begin;
        if (schedule->start != DAYNUM_NONE && schedule->start < first)
            first = schedule->start;
    }
    return recent >= SURVIVAL_ENOUGH ? begin : first;
}

static void learn_dates(struct reference *reference, const struct sample *sample, daynum as_of)
{
    struct survival_case *cases = xcalloc(sample->count + 1, sizeof *cases);
    struct delay_case *delays = xcalloc(sample->count + 1, sizeof *delays);
    size_t case_count = 0, delay_count = 0;
    daynum begin = period_begin(sample, as_of);
    for (size_t i = 0; i < sample->count; i++) {
        case_count +=
            survival_case_of(&cases[case_count], &sample->items[i], sample->projects[i], begin);
        delay_count +=
            delay_case_of(&delays[delay_count], &sample->items[i], sample->projects[i], as_of);
    }
    reference->survival_learnt = survival_fit(&reference->survival, cases, case_count);
    reference->delay_learnt = delay_fit(&reference->delay, delays, delay_count);
    free(delays);
    free(cases);
}

static void count_learnt(struct reference *reference, const struct sample *sample)
{
    for (size_t i = 0; i < sample->count; i++) {
        reference->finished += sample->items[i].finish != DAYNUM_NONE;
        reference->unfinished += sample->items[i].finish == DAYNUM_NONE && sample->items[i].started;
        reference->with_reports += sample->items[i].report_count > 0;
    }
}

static void learn_repeats(struct reference *reference, const struct sample *sample)
{
    double repeats = repeats_prior * repeats_weight, all = repeats_weight;
    for (size_t i = 0; i < sample->count; i++)
        for (size_t k = 1; k < sample->items[i].report_count; k++) {
            const struct report_point *report = &sample->items[i].reports[k];
            bool under_way = report[-1].pct > 0 && report[-1].pct < 100;
            repeats += under_way && report->repeats;
            all += under_way;
        }
    reference->repeats_share = repeats / all;
}

/* Days of which nothing is known teach nothing: the class is the same until something is. */
static daynum newest_of_all(const struct dataset *data, const struct progress_index *index)
{
    daynum newest = DAYNUM_NONE, as_of = data->vantage.as_of;
    for (size_t i = 0; i < data->projects.count; i++) {
        daynum day =
            schedule_newest(&data->projects.items[i], data->progress.items + index->first[i],
                            index->first[i + 1] - index->first[i], as_of);
        newest = newest == DAYNUM_NONE || day > newest ? day : newest;
    }
    return newest == DAYNUM_NONE ? as_of : newest;
}

void reference_learn(struct reference *reference, const struct dataset *data,
                     const struct progress_index *index, size_t excluded, bool withhold_curve)
{
    struct sample sample;
    *reference = (struct reference){.withhold_curve = withhold_curve};
    usual_learn(&reference->usual, data, excluded);
    daynum known_until = newest_of_all(data, index);
    sample_init(&sample, reference, data, index, excluded, known_until);
    learn_drift(reference, &sample);
    learn_shape(reference, &sample);
    learn_dates(reference, &sample, known_until);
    learn_share(reference, &sample);
    calendar_learn(&reference->calendar, &reference->drift, sample.items, sample.district,
                   sample.count);
    learn_repeats(reference, &sample);
    count_learnt(reference, &sample);
    sample_release(&sample);
}

const char *reference_describe(const struct reference *reference, char *buffer, size_t size)
{
    if (reference->finished == 0)
        (void)snprintf(buffer, size,
                       _("no finished project is known yet: built-in experience of building "
                         "works stands in for the reference class"));
    else
        (void)snprintf(buffer, size,
                       _("learnt from projects: %zu finished, %zu unfinished, %zu of them with "
                         "reported progress; from months with calendar effects: %zu; held to "
                         "built-in experience where they are few"),
                       reference->finished, reference->unfinished, reference->with_reports,
                       reference->calendar.months);
    return buffer;
}

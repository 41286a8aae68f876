#include "measure/simulate.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "core/memory.h"

enum { ACTIVITIES = 8, MONTHS_PER_YEAR = 24 };

/* The rate at which work goes on in each month of a plan year and the next. */
struct weather {
    double rate[MONTHS_PER_YEAR];
};

static void draw_weather(struct weather *weather, gsl_rng *stream, double sd, double year_sd)
{
    double level = gsl_ran_gaussian(stream, year_sd), e = gsl_ran_gaussian(stream, sd);
    for (size_t m = 0; m < MONTHS_PER_YEAR; m++) {
        weather->rate[m] = level + e;
        e = 0.5 * e + gsl_ran_gaussian(stream, sd * sqrt(0.75));
    }
}

struct site {
    const struct weather *city, *district;
    int year;
    double planned[ACTIVITIES], actual[ACTIVITIES]; /* working days */
    double weight[ACTIVITIES];                      /* percent */
    daynum plan_start, start;
    double rounding, stale;
};

static double rate_on(const struct site *site, daynum day)
{
    int month = 12 * (daynum_year(day) - site->year) + daynum_month(day) - 1;
    size_t m = month < 0 ? 0 : month >= MONTHS_PER_YEAR ? MONTHS_PER_YEAR - 1 : (size_t)month;
    return fmin(1.5, fmax(0.15, 1 + site->city->rate[m] + site->district->rate[m]));
}

static void draw_site(struct site *site, gsl_rng *stream)
{
    double days = 110 + 130 * gsl_rng_uniform(stream), sum = 0, weights = 0;
    double own = exp(gsl_ran_gaussian(stream, 0.15) + 0.05);
    site->plan_start =
        daynum_from_civil(site->year, 3, 1) + (daynum)gsl_rng_uniform_int(stream, 70);
    site->start = site->plan_start + (daynum)gsl_ran_gamma(stream, 1.5, 10);
    site->rounding = gsl_rng_uniform(stream) < 0.5 ? 5 : 1;
    site->stale = gsl_rng_uniform(stream) < 0.3 ? 0.35 : 0.08;
    for (size_t a = 0; a < ACTIVITIES; a++) {
        sum += site->planned[a] = gsl_ran_gamma(stream, 3, 1);
        weights += site->weight[a] = gsl_ran_gamma(stream, 3, 1);
    }
    for (size_t a = 0; a < ACTIVITIES; a++) {
        site->planned[a] *= days / sum;
        site->weight[a] *= 100 / weights;
        site->actual[a] = site->planned[a] * own * gsl_ran_gamma(stream, 5, 0.2);
        if (gsl_rng_uniform(stream) < 0.06)
            site->actual[a] += gsl_ran_exponential(stream, 25);
    }
}

/* Percent after `worked` days of the given durations. */
static double percent(const double *durations, const double *weights, double worked)
{
    double pct = 0;
    for (size_t a = 0; a < ACTIVITIES; a++) {
        pct += weights[a] * fmin(1, worked / durations[a]);
        worked -= durations[a];
        if (worked <= 0)
            return pct;
    }
    return 100;
}

static void add_point(struct dataset *data, size_t *capacity, size_t project, daynum date,
                      double actual, double planned)
{
    struct progress_set *set = &data->progress;
    ARRAY_GROW(set->items, set->count + 1, *capacity);
    set->items[set->count++] = (struct progress_point){
        .project = project,
        .date = date,
        .actual_mpct = isnan(actual) ? VALUE_NONE : llround(actual * 1000),
        .planned_mpct = isnan(planned) ? VALUE_NONE : llround(planned * 1000)};
}

static double all_days(const double *durations)
{
    double sum = 0;
    for (size_t a = 0; a < ACTIVITIES; a++)
        sum += durations[a];
    return sum;
}

/* Lives through the works day by day, reporting at month ends. */
static daynum work_off(struct dataset *data, size_t *capacity, size_t project,
                       const struct site *site, gsl_rng *stream)
{
    double worked = 0, need = all_days(site->actual), reported = 0;
    double planned_all = all_days(site->planned);
    daynum day = site->plan_start, finish = DAYNUM_NONE;
    daynum last = site->plan_start + (daynum)planned_all;
    for (; finish == DAYNUM_NONE || day <= last + 31; day++) {
        if (day > site->start && finish == DAYNUM_NONE) {
            worked += rate_on(site, day);
            finish = worked >= need || day > site->start + 900 ? day : DAYNUM_NONE;
        }
        if (day != daynum_month_end(day))
            continue;
        double plan = percent(site->planned, site->weight, fmax(0, day - site->plan_start));
        double done = percent(site->actual, site->weight, worked);
        if (gsl_rng_uniform(stream) >= site->stale)
            reported = fmin(99, site->rounding * floor(done / site->rounding + 0.5));
        add_point(data, capacity, project, day, finish == DAYNUM_NONE ? reported : NAN, plan);
    }
    return finish;
}

static const char *const district_names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

void simulate(struct dataset *truth, const struct simulation *simulation)
{
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_mt19937);
    size_t count = (size_t)simulation->years * simulation->projects_per_year, capacity = 0;
    gsl_rng_set(stream, (unsigned long)simulation->seed);
    *truth = (struct dataset){.vantage = {.as_of = DAYNUM_NONE, .known = DAYNUM_MAX}};
    truth->projects.items = xcalloc(count + 1, sizeof *truth->projects.items);
    for (int y = 0; y < simulation->years; y++) {
        struct weather city, districts[8];
        draw_weather(&city, stream, 0.15, 0.06);
        for (size_t d = 0; d < 8; d++)
            draw_weather(&districts[d], stream, 0.08, 0.02);
        for (size_t i = 0; i < simulation->projects_per_year; i++) {
            size_t at = truth->projects.count++,
                   d = i * simulation->districts / simulation->projects_per_year;
            struct site site = {
                .city = &city, .district = &districts[d % 8], .year = simulation->first_year + y};
            draw_site(&site, stream);
            daynum finish = work_off(truth, &capacity, at, &site, stream);
            daynum planned = site.plan_start + (daynum)all_days(site.planned);
            char *code = arena_printf(&truth->projects.strings, "%d-%zu", site.year, i);
            truth->projects.items[at] =
                (struct project){.project_id = (int64_t)at + 1,
                                 .code = code,
                                 .name = code,
                                 .city = "",
                                 .district = district_names[d % 8],
                                 .street = "",
                                 .committee = "",
                                 .responsible_unit = "",
                                 .contractor = "",
                                 .plan_year = site.year,
                                 .survey_date = DAYNUM_NONE,
                                 .consent_date = DAYNUM_NONE,
                                 .disclosure_date = DAYNUM_NONE,
                                 .approval_date = DAYNUM_NONE,
                                 .funding_date = DAYNUM_NONE,
                                 .tender_date = DAYNUM_NONE,
                                 .plan_start = site.plan_start,
                                 .plan_finish = planned,
                                 .original_plan_finish = planned,
                                 .actual_start = site.start,
                                 .actual_finish = finish,
                                 .accept_date = DAYNUM_NONE,
                                 .as_of = DAYNUM_NONE,
                                 .first_as_of = daynum_from_civil(site.year, 1, 31),
                                 .progress_date = DAYNUM_NONE,
                                 .full_progress_date = DAYNUM_NONE};
        }
    }
    gsl_rng_free(stream);
}

void simulate_known(struct dataset *known, const struct dataset *truth, daynum as_of)
{
    *known = (struct dataset){.vantage = {.as_of = as_of, .known = as_of}};
    known->projects.items = xcalloc(truth->projects.count + 1, sizeof *known->projects.items);
    known->progress.items = xcalloc(truth->progress.count + 1, sizeof *known->progress.items);
    size_t at = 0;
    for (size_t i = 0; i < truth->projects.count; i++) {
        struct project project = truth->projects.items[i];
        if (project.first_as_of > as_of)
            continue;
        project.as_of = as_of;
        project.status = project.actual_finish <= as_of ? PROJECT_COMPLETED : 0;
        if (project.actual_start > as_of)
            project.actual_start = DAYNUM_NONE;
        if (project.actual_finish > as_of)
            project.actual_finish = DAYNUM_NONE;
        size_t index = known->projects.count++;
        known->projects.items[index] = project;
        while (at < truth->progress.count && truth->progress.items[at].project < i)
            at++;
        for (; at < truth->progress.count && truth->progress.items[at].project == i; at++) {
            struct progress_point point = truth->progress.items[at];
            point.project = index;
            if (point.date > as_of)
                point.actual_mpct = VALUE_NONE;
            known->progress.items[known->progress.count++] = point;
        }
    }
}

void simulate_known_release(struct dataset *known)
{
    free(known->projects.items);
    free(known->progress.items);
    *known = (struct dataset){0};
}

#include "analysis/growth.h"

#include <math.h>

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>

#include "core/memory.h"

/* What the belief in a ratio weighs before any year is known. */
static const double prior_years = 2;
/* A region, or a year, runs a month before or behind the usual course, and its steps are half as
 * large or as small again; every year that is known tells what is usual there. */
static const double usual_shift = 0.1, usual_bend = 0.5, degrees = 4;

static double part_of_year(int year, daynum day)
{
    daynum first = daynum_from_civil(year, 1, 1), next = daynum_from_civil(year + 1, 1, 1);
    return (double)(day - first) / (next - first);
}

int growth_year_is_complete(const struct growth_year *year)
{
    return year->count > 0 && year->points[year->count - 1].plan > 0 &&
           year->points[year->count - 1].value > 0 &&
           part_of_year(year->year, year->points[year->count - 1].day) > 0.87;
}

/* A year's total at a part of the year, by straight lines from 0 at its beginning. */
static double value_at(const struct growth_year *year, double part)
{
    double from_part = 0, from = 0;
    for (size_t i = 0; i < year->count; i++) {
        double to_part = part_of_year(year->year, year->points[i].day);
        double to = year->points[i].value;
        if (to_part >= part)
            return to_part > from_part
                       ? from + (part - from_part) / (to_part - from_part) * (to - from)
                       : to;
        from_part = to_part;
        from = to;
    }
    return from;
}

/* The built-in share: an S-curve whose steepest part is at `half_way`. */
static double usual_share(const struct growth_model *model, double part)
{
    double full = 1 / (1 + exp(-9 * (1 - model->half_way)));
    return fmin(1, 1 / (1 + exp(-9 * (part - model->half_way))) / full);
}

/* Programmes change: a year counts half as much as the one after it. */
static double year_weight(const struct growth_model *model, size_t i)
{
    int newest = model->years[i].year;
    for (size_t j = 0; j < model->count; j++)
        newest = model->years[j].year > newest ? model->years[j].year : newest;
    return exp2(model->years[i].year - newest);
}

static double log_share(const struct growth_model *model, double at)
{
    double part = fmin(1, fmax(0.01, at));
    double usual = log(usual_share(model, part)), sum = usual;
    double weight = model->count ? 0.25 : 1, all = weight;
    sum *= weight;
    for (size_t i = 0; i < model->count; i++) {
        const struct growth_year *year = &model->years[i];
        double share = value_at(year, part) / year->points[year->count - 1].value;
        double own = year_weight(model, i);
        sum += own * log(fmin(1, fmax(1e-3, share)));
        all += own;
    }
    return sum / all;
}

void growth_model_init(struct growth_model *model, const struct growth_year *years, size_t count,
                       double half_way, double ratio_spread)
{
    double sum = 0, known = 0, squares = prior_years * ratio_spread * ratio_spread;
    *model = (struct growth_model){.years = years, .count = count, .half_way = half_way};
    for (size_t i = 0; i < count; i++) {
        const struct growth_point *last = &years[i].points[years[i].count - 1];
        double own = year_weight(model, i);
        sum += own * log(last->value / last->plan);
        known += own;
    }
    double weight = known + prior_years;
    model->log_ratio = sum / weight;
    for (size_t i = 0; i < count; i++) {
        const struct growth_point *last = &years[i].points[years[i].count - 1];
        double off = log(last->value / last->plan) - model->log_ratio;
        squares += year_weight(model, i) * off * off;
    }
    model->log_ratio_spread = sqrt(squares / weight * (1 + 1 / weight));
    model->shift_spread = usual_shift / sqrt(1 + 2 * known);
    model->bend_spread = usual_bend / sqrt(1 + 2 * known);
}

static double reached(const struct growth_courses *courses)
{
    return log(courses->latest.value / courses->latest.plan);
}

/* Systematic resampling: `weights` of `count` proposals, each kept as often as it weighs. */
static void resample(struct growth_courses *courses, const struct growth_course *proposals,
                     const double *weights, size_t count, double u)
{
    double all = 0, cumulated = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        all += weights[i];
    for (size_t i = 0; i < count && kept < GROWTH_COURSES; i++) {
        cumulated += weights[i] / all * GROWTH_COURSES;
        while (kept < GROWTH_COURSES && (double)kept + u < cumulated)
            courses->items[kept++] = proposals[i];
    }
    for (; kept < GROWTH_COURSES; kept++)
        courses->items[kept] = proposals[count - 1];
}

void growth_draw(struct growth_courses *courses, const struct growth_model *model,
                 const struct growth_point *latest, double extra_spread, int plan_year,
                 gsl_rng *stream)
{
    enum { PROPOSALS = 4 * GROWTH_COURSES };
    courses->model = model;
    courses->latest = *latest;
    courses->plan_year = plan_year;
    struct growth_course *proposals = xcalloc(PROPOSALS, sizeof *proposals);
    double *weights = xcalloc(PROPOSALS, sizeof *weights);
    double part = part_of_year(plan_year, latest->day), value = reached(courses);
    double spread = hypot(model->log_ratio_spread, extra_spread);
    for (size_t i = 0; i < PROPOSALS; i++) {
        double shift = model->shift_spread * gsl_ran_tdist(stream, degrees);
        double bend = exp(model->bend_spread * gsl_ran_gaussian_ziggurat(stream, 1));
        double ratio = value - bend * log_share(model, part - shift);
        proposals[i] = (struct growth_course){shift, bend};
        weights[i] = gsl_ran_tdist_pdf((ratio - model->log_ratio) / spread, degrees);
    }
    resample(courses, proposals, weights, PROPOSALS, gsl_rng_uniform(stream));
    free(proposals);
    free(weights);
}

/* log(total / plan) of one course. */
static double course_at(const struct growth_courses *courses, size_t i, daynum day)
{
    const struct growth_course *course = &courses->items[i];
    double from = part_of_year(courses->plan_year, courses->latest.day) - course->shift;
    double to = part_of_year(courses->plan_year, day) - course->shift;
    double grown = log_share(courses->model, to) - log_share(courses->model, from);
    return reached(courses) + course->bend * fmax(0, grown);
}

void growth_totals(const struct growth_courses *courses, daynum day, double totals[GROWTH_COURSES])
{
    for (size_t i = 0; i < GROWTH_COURSES; i++)
        totals[i] = courses->latest.plan * exp(course_at(courses, i, day));
    gsl_sort(totals, 1, GROWTH_COURSES);
}

static int by_day(const void *a, const void *b)
{
    daynum x = *(const daynum *)a, y = *(const daynum *)b;
    return (x > y) - (x < y);
}

void growth_reach(const struct growth_courses *courses, daynum days[GROWTH_COURSES])
{
    daynum end = daynum_from_civil(courses->plan_year + 1, 12, 31);
    for (size_t i = 0; i < GROWTH_COURSES; i++) {
        daynum low = courses->latest.day, high = end;
        while (low < high) {
            daynum middle = low + (high - low) / 2;
            if (course_at(courses, i, middle) >= 0)
                high = middle;
            else
                low = middle + 1;
        }
        days[i] = course_at(courses, i, low) >= 0 ? low : DAYNUM_MAX;
    }
    qsort(days, GROWTH_COURSES, sizeof *days, by_day);
}

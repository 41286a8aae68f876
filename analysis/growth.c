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
/* Shifts are proposed from as wide a spread as well; nobody doubles a plan by chance. */
static const double wider = 6, most = 2;

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

static double learnt_log_share(const struct growth_model *model, double at)
{
    double part = fmax(0.01, at);
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

static double log_share(const struct growth_model *model, double part)
{
    double at = GROWTH_STEPS * fmin(1, fmax(0, part));
    size_t below = (size_t)at, above = below < GROWTH_STEPS ? below + 1 : below;
    double from = model->log_share[below], to = model->log_share[above];
    return from + (at - (double)below) * (to - from);
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
    for (size_t i = 0; i <= GROWTH_STEPS; i++)
        model->log_share[i] = learnt_log_share(model, (double)i / GROWTH_STEPS);
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

/* Where the region stands in its course: see 4. */
static double draw_level(const struct growth_courses *courses, gsl_rng *stream)
{
    double count = courses->latest.value, plan = courses->latest.plan;
    if (!courses->whole || count >= plan)
        return count / plan;
    return gsl_ran_beta(stream, count, plan - count + 1);
}

/* The density of a shift over that of its being proposed, but for a factor. */
static double shift_weight(double z)
{
    double own = gsl_ran_tdist_pdf(z, degrees);
    return own / (own + gsl_ran_tdist_pdf(z / wider, degrees) / wider);
}

/* The course of a number, as many in each of the four ways to propose it, and its weight; one that
 * cannot be weighs nothing. */
static struct growth_course propose(const struct growth_courses *courses, size_t number,
                                    double spread, double *weight, gsl_rng *stream)
{
    const struct growth_model *model = courses->model;
    double z = gsl_ran_tdist(stream, degrees) * (number % 2 == 0 ? wider : 1);
    struct growth_course course = {.level = draw_level(courses, stream),
                                   .shift = model->shift_spread * z,
                                   .carry = gsl_rng_uniform(stream)};
    double part = part_of_year(courses->plan_year, courses->latest.day);
    double level = log(course.level);
    course.share = log_share(model, part - course.shift);
    if (number / 2 % 2 == 0)
        course.bend = exp(model->bend_spread * gsl_ran_gaussian_ziggurat(stream, 1));
    else
        course.bend =
            (level - model->log_ratio - spread * gsl_ran_tdist(stream, degrees)) / course.share;
    double ratio = level - course.bend * course.share;
    bool possible = course.bend > 0 && isfinite(course.bend) &&
                    ratio <= log(most) + fmax(0, log(courses->latest.value / courses->latest.plan));
    double of_bend = gsl_ran_lognormal_pdf(course.bend, 0, model->bend_spread);
    double of_ratio = gsl_ran_tdist_pdf((ratio - model->log_ratio) / spread, degrees) / spread;
    *weight =
        possible ? shift_weight(z) * of_bend * of_ratio / (of_bend - of_ratio * course.share) : 0;
    return course;
}

void growth_draw(struct growth_courses *courses, const struct growth_model *model,
                 const struct growth_point *latest, double extra_spread, int plan_year, bool whole,
                 gsl_rng *stream)
{
    enum { PROPOSALS = 4 * GROWTH_COURSES };
    courses->model = model;
    courses->latest = *latest;
    courses->plan_year = plan_year;
    courses->whole = whole;
    struct growth_course *proposals = xcalloc(PROPOSALS, sizeof *proposals);
    double *weights = xcalloc(PROPOSALS, sizeof *weights);
    double spread = hypot(model->log_ratio_spread, extra_spread);
    for (size_t i = 0; i < PROPOSALS; i++)
        proposals[i] = propose(courses, i, spread, &weights[i], stream);
    resample(courses, proposals, weights, PROPOSALS, gsl_rng_uniform(stream));
    free(proposals);
    free(weights);
}

/* The total of one course at a part of the plan year. */
static double course_at(const struct growth_courses *courses, size_t i, double part)
{
    const struct growth_course *course = &courses->items[i];
    double grown = log_share(courses->model, part - course->shift) - course->share;
    double more = course->level * expm1(course->bend * fmax(0, grown));
    double total = courses->latest.value + courses->latest.plan * more;
    return courses->whole ? floor(total + course->carry) : total;
}

static void sorted_totals(const struct growth_courses *courses, daynum day, double *totals)
{
    double part = part_of_year(courses->plan_year, day);
    for (size_t i = 0; i < GROWTH_COURSES; i++)
        totals[i] = course_at(courses, i, part);
    gsl_sort(totals, 1, GROWTH_COURSES);
}

void growth_totals(const struct growth_courses *courses, const struct growth_courses *within,
                   daynum day, double totals[GROWTH_COURSES])
{
    double most_of_it[GROWTH_COURSES];
    sorted_totals(courses, day, totals);
    if (within == NULL)
        return;
    sorted_totals(within, day, most_of_it);
    for (size_t i = 0; i < GROWTH_COURSES; i++)
        totals[i] = fmin(totals[i], fmax(courses->latest.value, most_of_it[i]));
}

static int by_day(const void *a, const void *b)
{
    daynum x = *(const daynum *)a, y = *(const daynum *)b;
    return (x > y) - (x < y);
}

static void sorted_days(const struct growth_courses *courses, double plan, daynum *days)
{
    daynum end = daynum_from_civil(courses->plan_year + 1, 12, 31);
    double first = part_of_year(courses->plan_year, 0);
    double step = part_of_year(courses->plan_year, 1) - first;
    for (size_t i = 0; i < GROWTH_COURSES; i++) {
        daynum low = courses->latest.day, high = end;
        while (low < high) {
            daynum middle = low + (high - low) / 2;
            if (course_at(courses, i, first + step * middle) >= plan)
                high = middle;
            else
                low = middle + 1;
        }
        days[i] = course_at(courses, i, first + step * low) >= plan ? low : DAYNUM_MAX;
    }
    qsort(days, GROWTH_COURSES, sizeof *days, by_day);
}

void growth_reach(const struct growth_courses *courses, const struct growth_courses *within,
                  daynum days[GROWTH_COURSES])
{
    daynum first[GROWTH_COURSES];
    double plan = courses->latest.plan;
    sorted_days(courses, plan, days);
    /* What had reached the plan by its latest figure keeps nothing back. */
    if (within == NULL || courses->latest.value >= plan || within->latest.value >= plan)
        return;
    sorted_days(within, plan, first);
    for (size_t i = 0; i < GROWTH_COURSES; i++)
        days[i] = first[i] > days[i] ? first[i] : days[i];
}

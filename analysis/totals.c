#include "analysis/totals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics.h>

#include "analysis/growth.h"
#include "analysis/portfolio.h"
#include "analysis/stream.h"
#include "core/i18n.h"

/* A metric of the totals: its value and its plan. */
struct metric {
    const char *name;
    size_t value, plan; /* offsets in struct region_total */
    double unit;        /* stored units in one unit of output */
    double half_way;    /* part of the year by which half is usually reached */
    double spread;      /* of the final total over the plan, on the log scale */
};

static const struct metric metrics[] = {
    {"started", offsetof(struct region_total, started), offsetof(struct region_total, planned), 1,
     0.42, 0.03},
    {"completed", offsetof(struct region_total, completed), offsetof(struct region_total, planned),
     1, 0.78, 0.05},
    {"invested_yuan", offsetof(struct region_total, invested_fen),
     offsetof(struct region_total, planned_fen), FEN_PER_YUAN, 0.65, 0.1},
};
enum { METRICS = sizeof metrics / sizeof metrics[0] };

static int64_t field(const struct region_total *total, size_t offset)
{
    int64_t value;
    memcpy(&value, (const char *)total + offset, sizeof value);
    return value;
}

/* The plan as last reported: an export of progress need not repeat it. */
static void fill_year(struct growth_year *year, const struct region_total *items, size_t count,
                      const struct metric *metric, daynum as_of)
{
    int64_t plan = VALUE_NONE;
    year->year = items[0].plan_year;
    year->points = xcalloc(count + 1, sizeof *year->points);
    year->count = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t value = field(&items[i], metric->value), stated = field(&items[i], metric->plan);
        if (items[i].as_of > as_of)
            break;
        plan = value_is_known(stated) ? stated : plan;
        if (value_is_known(value))
            year->points[year->count++] =
                (struct growth_point){items[i].as_of, (double)value / metric->unit,
                                      value_is_known(plan) ? (double)plan / metric->unit : NAN};
    }
}

/* All years of one region and metric; the last is the one to forecast. */
struct course {
    struct growth_year *years;
    size_t count;
};

static size_t year_length(const struct region_total *items, size_t count)
{
    size_t n = 1;
    while (n < count && items[n].plan_year == items[0].plan_year)
        n++;
    return n;
}

static size_t region_length(const struct region_total *items, size_t count)
{
    size_t n = 1;
    while (n < count && strcmp(items[n].region, items[0].region) == 0)
        n++;
    return n;
}

static void course_init(struct course *course, const struct region_total *items, size_t count,
                        const struct metric *metric, daynum as_of, int plan_year)
{
    *course = (struct course){.years = xcalloc(count + 1, sizeof *course->years)};
    for (size_t at = 0; at < count;) {
        size_t length = year_length(items + at, count - at);
        if (plan_year == 0 || items[at].plan_year <= plan_year)
            fill_year(&course->years[course->count++], items + at, length, metric, as_of);
        at += length;
    }
}

static void course_release(struct course *course)
{
    for (size_t i = 0; i < course->count; i++)
        free(course->years[i].points);
    free(course->years);
}

/* Moves the years whose final total is known to the front; returns their number. */
static size_t keep_complete(struct course *course)
{
    size_t kept = 0;
    for (size_t i = 0; i + 1 < course->count; i++)
        if (growth_year_is_complete(&course->years[i])) {
            struct growth_year year = course->years[i];
            course->years[i] = course->years[kept];
            course->years[kept++] = year;
        }
    return kept;
}

/* How much the plan itself has moved within the year, on the log scale. */
static double plan_moved(const struct growth_year *year)
{
    double first = NAN;
    for (size_t i = 0; i < year->count && isnan(first); i++)
        first = year->points[i].plan;
    double last = year->points[year->count - 1].plan;
    return first > 0 && last > 0 ? fabs(log(last / first)) : 0;
}

static void fill_fact(struct forecast_total *row, const struct growth_year *year, daynum day)
{
    double value = NAN;
    for (size_t i = 0; i < year->count && year->points[i].day <= day; i++)
        value = year->points[i].value;
    row->fact = true;
    row->expected = row->p10 = row->p50 = row->p90 = value;
    row->p_plan = isnan(value) ? NAN : value >= row->plan;
}

/* All figures of a deadline come from the same courses: they agree with those of the others. */
static void fill_estimate(struct forecast_total *row, const struct growth_courses *courses,
                          daynum day)
{
    double totals[GROWTH_COURSES], sum = 0;
    size_t reached = 0;
    growth_totals(courses, day, totals);
    for (size_t i = 0; i < GROWTH_COURSES; i++) {
        sum += totals[i];
        reached += totals[i] >= row->plan * (1 - 1e-12);
    }
    row->expected = sum / GROWTH_COURSES;
    row->p10 = gsl_stats_quantile_from_sorted_data(totals, 1, GROWTH_COURSES, 0.1);
    row->p50 = gsl_stats_quantile_from_sorted_data(totals, 1, GROWTH_COURSES, 0.5);
    row->p90 = gsl_stats_quantile_from_sorted_data(totals, 1, GROWTH_COURSES, 0.9);
    row->p_plan = (double)reached / GROWTH_COURSES;
    if (row->latest < row->plan)
        row->p_plan = portfolio_honest(row->p_plan);
}

/* The days by which the plan is reached with the chances 10, 50 and 90 %; a fact where it is. */
static void fill_reach(daynum reach[3], const struct growth_courses *courses,
                       const struct growth_year *year)
{
    static const double chances[3] = {0.1, 0.5, 0.9};
    daynum days[GROWTH_COURSES];
    if (courses->latest.value >= courses->latest.plan) {
        size_t i = 0;
        while (year->points[i].value < courses->latest.plan)
            i++;
        reach[0] = reach[1] = reach[2] = year->points[i].day;
        return;
    }
    growth_reach(courses, days);
    for (size_t k = 0; k < 3; k++) {
        daynum day = days[(size_t)ceil(chances[k] * GROWTH_COURSES) - 1];
        reach[k] = day == DAYNUM_MAX ? DAYNUM_NONE : day;
    }
}

static const char *note_on(const struct forecast *forecast, const struct growth_model *model,
                           double moved, struct arena *strings)
{
    (void)forecast;
    if (moved > 0.02)
        return arena_printf(strings, _("the plan itself moved by %.0f%% within the year"),
                            100 * expm1(moved));
    if (model->count == 0)
        return arena_strdup(strings, _("no earlier year is known: a usual course is assumed"));
    return arena_printf(
        strings, ngettext_("shape of %zu earlier year", "shape of %zu earlier years", model->count),
        model->count);
}

/*
 * Whether a year's counts go on where those of the year before ended. A count of one year's plan
 * begins anew: in the first months of a year it is not what the whole year before came to, neither
 * as it stands nor as a share of the plan.
 */
static bool goes_on(const struct growth_year *before, const struct growth_year *year)
{
    enum { HALF_A_YEAR_DAYS = 184, LAST_EARLY_MONTH = 3 };
    if (before->count == 0 || year->count == 0 || year->year != before->year + 1)
        return false;
    const struct growth_point *last = &before->points[before->count - 1], *first = year->points;
    if (first->day - last->day > HALF_A_YEAR_DAYS || daynum_year(first->day) > year->year ||
        (daynum_year(first->day) == year->year && daynum_month(first->day) > LAST_EARLY_MONTH))
        return false;
    bool shares = last->plan > 0 && first->plan > 0;
    return last->value > 0 && first->value >= last->value &&
           (!shares || first->value / first->plan >= 0.9 * last->value / last->plan);
}

static bool any_goes_on(const struct course *course)
{
    bool any = false;
    for (size_t i = 1; i < course->count; i++)
        any |= goes_on(&course->years[i - 1], &course->years[i]);
    return any;
}

/* A total without a plan or a year has nothing to grow towards: say so, with what is known. */
static const char *refusal(const struct course *course)
{
    const struct growth_year *year = &course->years[course->count - 1];
    const struct growth_point *latest = &year->points[year->count - 1];
    if (year->year == 0)
        return _("no plan year: a programme whose scope grows on the way is not forecast");
    if (!(latest->plan > 0))
        return _("no plan is reported");
    if (!(latest->value > 0))
        return _("0 so far: nothing tells how fast it will grow");
    if (any_goes_on(course))
        return _("the counts of a year go on from those of the year before: they are no counts of "
                 "one year's plan");
    return NULL;
}

static void draw_courses(struct growth_courses *courses, const struct forecast *forecast,
                         const struct growth_model *model, const struct growth_point *latest,
                         double moved, int year, const char *region, const struct metric *metric)
{
    gsl_rng *stream = stream_new();
    stream_choose(stream, forecast->seed, "total", region, metric->name);
    growth_draw(courses, model, latest, moved, year, stream);
    stream_free(stream);
}

static void add_rows(struct forecast *forecast, size_t *capacity, const char *region,
                     const struct metric *metric, struct course *course)
{
    struct growth_year *year = &course->years[course->count - 1];
    struct growth_model model;
    struct growth_courses *courses = xcalloc(1, sizeof *courses);
    daynum reach[3] = {DAYNUM_NONE, DAYNUM_NONE, DAYNUM_NONE};
    const struct growth_point *latest = &year->points[year->count - 1];
    const char *refused = refusal(course);
    double moved = plan_moved(year);
    growth_model_init(&model, course->years, keep_complete(course), metric->half_way,
                      metric->spread);
    if (!refused) {
        draw_courses(courses, forecast, &model, latest, moved, year->year, region, metric);
        fill_reach(reach, courses, year);
    }
    for (size_t d = 0; d < forecast->deadline_count; d++) {
        daynum day = deadline_day(&forecast->deadlines[d],
                                  year->year ? year->year : daynum_year(forecast->as_of));
        ARRAY_GROW(forecast->totals, forecast->total_count + 1, *capacity);
        struct forecast_total *row = &forecast->totals[forecast->total_count++];
        *row = (struct forecast_total){.region = arena_strdup(&forecast->strings, region),
                                       .metric = metric->name,
                                       .deadline = d,
                                       .plan = latest->plan,
                                       .latest = latest->value,
                                       .expected = NAN,
                                       .p10 = NAN,
                                       .p50 = NAN,
                                       .p90 = NAN,
                                       .p_plan = NAN,
                                       .reach_plan = {reach[0], reach[1], reach[2]}};
        if (refused) {
            row->note = arena_strdup(&forecast->strings, refused);
            continue;
        }
        row->note = note_on(forecast, &model, moved, &forecast->strings);
        if (day <= latest->day) {
            fill_fact(row, year, day);
            continue;
        }
        fill_estimate(row, courses, day);
    }
    free(courses);
}

void totals_forecast(struct forecast *forecast, const struct total_set *totals, int plan_year)
{
    size_t capacity = 0;
    for (size_t at = 0; at < totals->count;) {
        size_t length = region_length(totals->items + at, totals->count - at);
        for (size_t m = 0; m < METRICS; m++) {
            struct course course;
            course_init(&course, totals->items + at, length, &metrics[m], forecast->as_of,
                        plan_year);
            const struct growth_year *last = course.count ? &course.years[course.count - 1] : NULL;
            if (last && last->count > 0 && (plan_year == 0 || last->year == plan_year))
                add_rows(forecast, &capacity, totals->items[at].region, &metrics[m], &course);
            course_release(&course);
        }
        at += length;
    }
}

#include "analysis/totals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    bool count;         /* of whole communities */
    int within;         /* the metric that this one is a part of; -1: none */
};

enum { STARTED, COMPLETED, INVESTED, METRICS };

static const struct metric metrics[METRICS] = {
    [STARTED] = {"started", offsetof(struct region_total, started),
                 offsetof(struct region_total, planned), 1, 0.42, 0.03, true, -1},
    [COMPLETED] = {"completed", offsetof(struct region_total, completed),
                   offsetof(struct region_total, planned), 1, 0.78, 0.05, true, STARTED},
    [INVESTED] = {"invested_yuan", offsetof(struct region_total, invested_fen),
                  offsetof(struct region_total, planned_fen), FEN_PER_YUAN, 0.65, 0.1, false, -1},
};

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

/* What was reported on a day of the past. Where the figures before and after it differ, nobody
 * knows more than that it lay between them, and whether that decides the plan. */
static void fill_fact(struct forecast_total *row, const struct growth_year *year, daynum day,
                      bool whole, struct arena *strings)
{
    size_t after = 0;
    while (year->points[after].day < day)
        after++;
    const struct growth_point *next = &year->points[after], *last = after > 0 ? next - 1 : NULL;
    double value = next->value, before = last != NULL ? last->value : 0;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    row->fact = true;
    if (next->day == day || (last != NULL && before == value)) {
        row->expected = row->p10 = row->p50 = row->p90 = value;
        row->p_plan = value >= row->plan;
        return;
    }
    if (fmin(before, value) >= row->plan)
        row->p_plan = 1;
    else if (fmax(before, value) < row->plan)
        row->p_plan = 0;
    daynum_format(next->day, to);
    const char *second = arena_printf(strings, "%.*f", whole ? 0 : 2, value);
    const char *first = arena_printf(strings, "%.*f", whole ? 0 : 2, before);
    row->note =
        last == NULL
            ? arena_printf(strings, _("no figure is of that day: the first is %1$s of %2$s"),
                           second, to)
            : arena_printf(strings,
                           _("no figure is of that day, but %1$s of %2$s and %3$s of %4$s"), first,
                           daynum_format(last->day, from), second, to);
}

/* All figures of a deadline come from the same courses: they agree with those of the others. What
 * is whole in all courses is so in their quantiles. */
static void fill_estimate(struct forecast_total *row, const struct growth_courses *courses,
                          const struct growth_courses *within, daynum day)
{
    double totals[GROWTH_COURSES], sum = 0;
    size_t reached = 0;
    growth_totals(courses, within, day, totals);
    for (size_t i = 0; i < GROWTH_COURSES; i++) {
        sum += totals[i];
        reached += totals[i] >= row->plan * (1 - 1e-12);
    }
    row->expected = sum / GROWTH_COURSES;
    row->p10 = totals[GROWTH_COURSES / 10 - 1];
    row->p50 = totals[GROWTH_COURSES / 2 - 1];
    row->p90 = totals[GROWTH_COURSES / 10 * 9 - 1];
    row->p_plan = (double)reached / GROWTH_COURSES;
    if (row->latest < row->plan)
        row->p_plan = portfolio_honest(row->p_plan);
}

/* The days by which the plan is reached with the chances 10, 50 and 90 %; a fact where it is. */
static void fill_reach(daynum reach[3], const struct growth_courses *courses,
                       const struct growth_courses *within, const struct growth_year *year)
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
    growth_reach(courses, within, days);
    for (size_t k = 0; k < 3; k++) {
        daynum day = days[(size_t)ceil(chances[k] * GROWTH_COURSES) - 1];
        reach[k] = day == DAYNUM_MAX ? DAYNUM_NONE : day;
    }
}

static const char *shape_of(const struct growth_model *model, double moved, struct arena *strings)
{
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
static const char *refusal(const struct course *course, bool year_assumed)
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
    if (year_assumed && plan_moved(year) > 0.02)
        return _("no plan year is named, and the plan itself moved within the year: if it is one "
                 "year's, name the year in the title or in a column '计划年度'");
    return NULL;
}

/* One metric of a region. */
struct prospect {
    struct course course;
    struct growth_model model;
    struct growth_courses *courses; /* NULL: not forecast */
    const char *refused;            /* why; NULL where it is forecast, or was never reported */
    bool year_assumed;
    double moved;
};

static const struct growth_year *year_of(const struct prospect *prospect)
{
    return &prospect->course.years[prospect->course.count - 1];
}

static const struct growth_point *latest_of(const struct prospect *prospect)
{
    const struct growth_year *year = year_of(prospect);
    return &year->points[year->count - 1];
}

static bool is_reported(const struct prospect *prospect, int plan_year)
{
    return prospect->course.count > 0 && year_of(prospect)->count > 0 &&
           (plan_year == 0 || year_of(prospect)->year == plan_year);
}

static void draw_courses(struct prospect *prospect, const struct forecast *forecast,
                         const char *region, const struct metric *metric)
{
    gsl_rng *stream = stream_new();
    stream_choose(stream, forecast->seed, "total", region, metric->name);
    prospect->courses = xcalloc(1, sizeof *prospect->courses);
    growth_draw(prospect->courses, &prospect->model, latest_of(prospect), prospect->moved,
                year_of(prospect)->year, metric->count, stream);
    stream_free(stream);
}

static void prospect_init(struct prospect *prospect, const struct forecast *forecast,
                          const struct region_total *items, size_t count,
                          const struct metric *metric, int plan_year)
{
    *prospect = (struct prospect){0};
    course_init(&prospect->course, items, count, metric, forecast->as_of, plan_year);
    if (!is_reported(prospect, plan_year))
        return;
    for (size_t i = 0; i < count; i++)
        prospect->year_assumed |=
            items[i].year_assumed && items[i].plan_year == year_of(prospect)->year;
    prospect->refused = refusal(&prospect->course, prospect->year_assumed);
    prospect->moved = plan_moved(year_of(prospect));
    growth_model_init(&prospect->model, prospect->course.years, keep_complete(&prospect->course),
                      metric->half_way, metric->spread);
    if (prospect->refused == NULL)
        draw_courses(prospect, forecast, items[0].region, metric);
}

static void prospect_release(struct prospect *prospect)
{
    free(prospect->courses);
    course_release(&prospect->course);
}

static void fill_row(struct forecast *forecast, struct forecast_total *row,
                     const struct prospect *prospect, const struct growth_courses *within,
                     daynum day)
{
    const struct growth_year *year = year_of(prospect);
    row->note = "";
    if (prospect->refused != NULL)
        row->note = arena_strdup(&forecast->strings, prospect->refused);
    else if (day <= latest_of(prospect)->day)
        fill_fact(row, year, day, prospect->courses->whole, &forecast->strings);
    else {
        row->note = shape_of(&prospect->model, prospect->moved, &forecast->strings);
        if (prospect->year_assumed)
            row->note = arena_printf(&forecast->strings,
                                     _("no plan year is named: it is taken to be %1$d; %2$s"),
                                     year->year, row->note);
        fill_estimate(row, prospect->courses, within, day);
    }
}

static void add_rows(struct forecast *forecast, size_t *capacity, const char *region,
                     const struct metric *metric, const struct prospect *prospect,
                     const struct growth_courses *within)
{
    const struct growth_year *year = year_of(prospect);
    const struct growth_point *latest = latest_of(prospect);
    daynum reach[3] = {DAYNUM_NONE, DAYNUM_NONE, DAYNUM_NONE};
    if (prospect->courses != NULL)
        fill_reach(reach, prospect->courses, within, year);
    for (size_t d = 0; d < forecast->deadline_count; d++) {
        daynum day = deadline_day(&forecast->deadlines[d],
                                  year->year ? year->year : daynum_year(forecast->as_of));
        ARRAY_GROW(forecast->totals, forecast->total_count + 1, *capacity);
        struct forecast_total *row = &forecast->totals[forecast->total_count++];
        *row = (struct forecast_total){.region = arena_strdup(&forecast->strings, region),
                                       .metric = metric->name,
                                       .deadline = d,
                                       .day = day,
                                       .plan = latest->plan,
                                       .latest = latest->value,
                                       .expected = NAN,
                                       .p10 = NAN,
                                       .p50 = NAN,
                                       .p90 = NAN,
                                       .p_plan = NAN,
                                       .reach_plan = {reach[0], reach[1], reach[2]}};
        fill_row(forecast, row, prospect, within, day);
    }
}

static void add_region(struct forecast *forecast, size_t *capacity,
                       const struct region_total *items, size_t count, int plan_year)
{
    struct prospect prospects[METRICS];
    for (size_t m = 0; m < METRICS; m++)
        prospect_init(&prospects[m], forecast, items, count, &metrics[m], plan_year);
    for (size_t m = 0; m < METRICS; m++) {
        int within = metrics[m].within;
        if (is_reported(&prospects[m], plan_year))
            add_rows(forecast, capacity, items[0].region, &metrics[m], &prospects[m],
                     within < 0 ? NULL : prospects[within].courses);
    }
    for (size_t m = 0; m < METRICS; m++)
        prospect_release(&prospects[m]);
}

void totals_forecast(struct forecast *forecast, const struct total_set *totals, int plan_year)
{
    size_t capacity = 0;
    for (size_t at = 0; at < totals->count;) {
        size_t length = region_length(totals->items + at, totals->count - at);
        add_region(forecast, &capacity, totals->items + at, length, plan_year);
        at += length;
    }
}

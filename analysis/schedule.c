#include "analysis/schedule.h"

#include <math.h>
#include <stdlib.h>

void progress_index_init(struct progress_index *index, const struct dataset *data)
{
    index->count = data->projects.count;
    index->first = xcalloc(index->count + 1, sizeof *index->first);
    size_t at = 0;
    for (size_t i = 0; i <= index->count; i++) {
        while (at < data->progress.count && data->progress.items[at].project < i)
            at++;
        index->first[i] = i == index->count ? data->progress.count : at;
    }
}

void progress_index_release(struct progress_index *index)
{
    free(index->first);
    *index = (struct progress_index){0};
}

static double percent_of(int64_t mpct)
{
    double pct = (double)mpct / MPCT_PER_PERCENT;
    return pct < 0 ? 0 : pct > 100 ? 100 : pct;
}

static bool is_multiple(double pct, double unit)
{
    return fabs(pct - unit * round(pct / unit)) < 1e-9;
}

/* Three distinct values between 0 and 100 that share a unit are no accident. */
static double rounding_unit(const struct schedule *schedule)
{
    size_t distinct = 0;
    double unit = 10;
    for (size_t i = 0; i < schedule->report_count; i++) {
        double pct = schedule->reports[i].pct;
        if (schedule->reports[i].repeats || pct <= 0 || pct >= 100)
            continue;
        distinct++;
        while (unit > 0 && !is_multiple(pct, unit))
            unit = unit > 5 ? 5 : unit > 1 ? 1 : 0;
    }
    return distinct >= 3 ? unit : fmin(unit, 1);
}

static void fill_reports(struct schedule *schedule, const struct progress_point *points,
                         size_t count, daynum as_of)
{
    schedule->report_count = 0;
    ARRAY_GROW(schedule->reports, count, schedule->report_capacity);
    for (size_t i = 0; i < count; i++) {
        if (points[i].actual_mpct == VALUE_NONE || points[i].date > as_of ||
            (schedule->finish != DAYNUM_NONE && points[i].date >= schedule->finish))
            continue;
        struct report_point *report = &schedule->reports[schedule->report_count];
        *report = (struct report_point){points[i].date, percent_of(points[i].actual_mpct), false};
        if (schedule->report_count > 0)
            report->repeats = fabs(report->pct - report[-1].pct) < 1e-9;
        schedule->report_count++;
    }
    schedule->rounding_pct = rounding_unit(schedule);
}

static void fill_curve(struct schedule *schedule, const struct progress_point *points, size_t count)
{
    double top = 0, last_day = 0;
    ARRAY_GROW(schedule->plan, count + 2, schedule->plan_capacity);
    schedule->plan[0] = (struct plan_point){0, 0};
    schedule->plan_count = 1;
    schedule->has_curve = false;
    for (size_t i = 0; i < count; i++) {
        if (points[i].planned_mpct == VALUE_NONE)
            continue;
        double pct = percent_of(points[i].planned_mpct);
        double day = points[i].date - schedule->plan_start;
        if (day <= last_day || day >= schedule->planned_days || pct <= top)
            continue;
        top = pct;
        last_day = day;
        schedule->plan[schedule->plan_count++] = (struct plan_point){day, pct};
        schedule->has_curve |= pct < 100;
    }
    if (top < 100)
        schedule->plan[schedule->plan_count++] = (struct plan_point){schedule->planned_days, 100};
}

static void fill_plan(struct schedule *schedule, const struct project *project,
                      const struct schedule_defaults *defaults)
{
    daynum start = project->plan_start, finish = project->plan_finish;
    daynum typical = (daynum)lround(fmax(defaults->planned_days, SCHEDULE_MIN_DAYS));
    if (start == DAYNUM_NONE)
        start = project->actual_start;
    schedule->crossed = start != DAYNUM_NONE && finish != DAYNUM_NONE && finish < start;
    if (schedule->crossed)
        finish = DAYNUM_NONE;
    schedule->assumed_plan = start == DAYNUM_NONE || finish == DAYNUM_NONE;
    schedule->assumed_start = start == DAYNUM_NONE;
    if (finish == DAYNUM_NONE && start == DAYNUM_NONE)
        finish = defaults->plan_finish != DAYNUM_NONE ? defaults->plan_finish
                                                      : defaults->as_of + typical / 2;
    if (start == DAYNUM_NONE)
        start = finish - typical;
    if (finish == DAYNUM_NONE)
        finish = start + typical;
    schedule->plan_start = start;
    schedule->plan_finish = finish;
    schedule->planned_days = fmax(finish - start, SCHEDULE_MIN_DAYS);
    daynum original = project->original_plan_finish;
    schedule->original_days = !schedule->assumed_plan && original != DAYNUM_NONE && original > start
                                  ? fmax(original - start, SCHEDULE_MIN_DAYS)
                                  : schedule->planned_days;
}

static bool status_says_started(enum project_status status)
{
    return status == PROJECT_UNDER_WAY || status == PROJECT_SUSPENDED ||
           status == PROJECT_COMPLETED || status == PROJECT_ACCEPTED;
}

/* The first day on which something was done: as reported, else the plan's, else the report's. */
static void fill_start(struct schedule *schedule, const struct project *project, daynum as_of)
{
    daynum first_work = DAYNUM_NONE;
    for (size_t i = 0; i < schedule->report_count && first_work == DAYNUM_NONE; i++)
        if (schedule->reports[i].pct > 0)
            first_work = schedule->reports[i].date;
    bool dated = project->actual_start != DAYNUM_NONE && project->actual_start <= as_of;
    schedule->start = dated ? project->actual_start : DAYNUM_NONE;
    schedule->started = dated || first_work != DAYNUM_NONE || schedule->finish != DAYNUM_NONE ||
                        status_says_started(project->status);
    if (!schedule->started || dated)
        return;
    daynum latest = first_work != DAYNUM_NONE             ? first_work
                    : schedule->finish != DAYNUM_NONE     ? schedule->finish
                    : project->first_as_of != DAYNUM_NONE ? project->first_as_of
                                                          : as_of;
    schedule->start = schedule->plan_start < latest ? schedule->plan_start : latest;
}

void schedule_fill(struct schedule *schedule, const struct project *project,
                   const struct progress_point *points, size_t count,
                   const struct schedule_defaults *defaults)
{
    daynum finish = project_completed_on(project);
    schedule->finish = finish != DAYNUM_NONE && finish <= defaults->as_of ? finish : DAYNUM_NONE;
    schedule->finished_undated =
        schedule->finish == DAYNUM_NONE &&
        (project->status == PROJECT_COMPLETED || project->status == PROJECT_ACCEPTED);
    fill_plan(schedule, project, defaults);
    fill_reports(schedule, points, count, defaults->as_of);
    fill_start(schedule, project, defaults->as_of);
    fill_curve(schedule, points, count);
    schedule->has_curve &= !schedule->crossed && !defaults->withhold_curve;
    schedule->seen = project->as_of != DAYNUM_NONE && project->as_of < defaults->as_of
                         ? project->as_of
                         : defaults->as_of;
    const struct report_point *latest = schedule_latest(schedule);
    if (latest && latest->date > schedule->seen)
        schedule->seen = latest->date;
}

bool schedule_has_course(const struct schedule *schedule)
{
    const struct report_point *latest = schedule_latest(schedule);
    return schedule->has_curve && latest && latest->pct > 0 && !schedule->assumed_plan;
}

void schedule_release(struct schedule *schedule)
{
    free(schedule->reports);
    free(schedule->plan);
    *schedule = (struct schedule){0};
}

double schedule_earned_day(const struct schedule *schedule, double pct)
{
    if (!schedule->has_curve)
        return schedule->planned_days * pct / 100;
    size_t low = 0, high = schedule->plan_count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (schedule->plan[middle].pct >= pct)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == 0)
        return 0;
    const struct plan_point *to = &schedule->plan[low], *from = to - 1;
    double part = fmin(1, (pct - from->pct) / (to->pct - from->pct));
    return from->day + part * (to->day - from->day);
}

bool schedule_is_plausible(daynum day, daynum as_of)
{
    enum { EARLIEST_YEAR = 1990, YEARS_AHEAD = 15 };
    int year = daynum_year(day);
    return year >= EARLIEST_YEAR && year <= daynum_year(as_of) + YEARS_AHEAD;
}

const struct report_point *schedule_latest(const struct schedule *schedule)
{
    return schedule->report_count ? &schedule->reports[schedule->report_count - 1] : NULL;
}

daynum schedule_reached(const struct schedule *schedule, double pct)
{
    daynum reached = DAYNUM_NONE;
    for (size_t i = schedule->report_count; i > 0; i--) {
        if (schedule->reports[i - 1].pct < pct)
            return reached;
        reached = schedule->reports[i - 1].date;
    }
    return reached;
}

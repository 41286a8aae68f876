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
            !schedule_is_plausible(points[i].date, as_of) ||
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

/* While works are suspended the same report again is no neglect: nothing has been done, by the day
 * on which they were listed so. */
static void stand_still(struct schedule *schedule, const struct project *project, daynum as_of)
{
    const struct report_point *latest = schedule_latest(schedule);
    if (latest == NULL)
        return;
    double pct = latest->pct;
    if (project->as_of != DAYNUM_NONE && project->as_of <= as_of && project->as_of > latest->date) {
        ARRAY_GROW(schedule->reports, schedule->report_count + 1, schedule->report_capacity);
        schedule->reports[schedule->report_count++] =
            (struct report_point){project->as_of, pct, true};
    }
    for (size_t i = schedule->report_count; i > 0 && schedule->reports[i - 1].repeats; i--)
        schedule->reports[i - 1].repeats = false;
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

static bool status_says_started(enum project_status status)
{
    return status == PROJECT_UNDER_WAY || status == PROJECT_SUSPENDED ||
           status == PROJECT_COMPLETED || status == PROJECT_ACCEPTED;
}

static const struct report_point *first_work(const struct schedule *schedule)
{
    for (size_t i = 0; i < schedule->report_count; i++)
        if (schedule->reports[i].pct > 0)
            return &schedule->reports[i];
    return NULL;
}

/*
 * Where no day says when works were to begin: what was done by the first report is taken to have
 * been done at the usual pace, and works that are found under way to be half done, as they are on
 * average. Others are taken to be meant to begin when projects of a plan year usually are.
 */
static daynum guess_start(const struct schedule *schedule, const struct project *project,
                          const struct schedule_defaults *defaults, daynum typical)
{
    const struct report_point *work = first_work(schedule);
    daynum first = project->first_as_of != DAYNUM_NONE ? project->first_as_of : defaults->as_of;
    if (work != NULL)
        return work->date - (daynum)lround(typical * work->pct / 100);
    if (schedule->finish != DAYNUM_NONE)
        return schedule->finish - typical;
    if (status_says_started(project->status) || project->actual_start != DAYNUM_NONE)
        return first - typical / 2;
    if (project->plan_year != 0)
        return daynum_from_civil(project->plan_year, 1, 1) + (daynum)lround(defaults->start_day);
    return first;
}

/* A plan that cannot be is a finding, and nothing to go by. */
static daynum usable(struct schedule *schedule, daynum day, daynum as_of)
{
    daynum plausible = schedule_plausible(day, as_of);
    schedule->implausible |= plausible != day;
    return plausible;
}

static void fill_plan(struct schedule *schedule, const struct project *project,
                      const struct schedule_defaults *defaults)
{
    daynum start = usable(schedule, project->plan_start, defaults->as_of);
    daynum finish = usable(schedule, project->plan_finish, defaults->as_of);
    daynum typical = (daynum)lround(fmax(defaults->planned_days, SCHEDULE_MIN_DAYS));
    if (start == DAYNUM_NONE)
        start = usable(schedule, project->actual_start, defaults->as_of);
    schedule->crossed = start != DAYNUM_NONE && finish != DAYNUM_NONE && finish < start;
    if (schedule->crossed) { /* nobody knows which of the days is wrong: neither is used */
        start = usable(schedule, project->actual_start, defaults->as_of);
        finish = DAYNUM_NONE;
    }
    schedule->assumed_plan = start == DAYNUM_NONE || finish == DAYNUM_NONE;
    schedule->assumed_start = start == DAYNUM_NONE;
    schedule->dateless = start == DAYNUM_NONE && finish == DAYNUM_NONE;
    if (start == DAYNUM_NONE)
        start = finish != DAYNUM_NONE ? finish - typical
                                      : guess_start(schedule, project, defaults, typical);
    if (finish == DAYNUM_NONE)
        finish = start + typical;
    schedule->plan_start = start;
    schedule->plan_finish = finish;
    schedule->planned_days = fmax(finish - start, SCHEDULE_MIN_DAYS);
    daynum original = schedule_plausible(project->original_plan_finish, defaults->as_of);
    schedule->original_days = !schedule->assumed_plan && original != DAYNUM_NONE && original > start
                                  ? fmax(original - start, SCHEDULE_MIN_DAYS)
                                  : schedule->planned_days;
}

/* The first day on which something was done: as reported, else the plan's, else the report's. */
static void fill_start(struct schedule *schedule, const struct project *project, daynum as_of)
{
    const struct report_point *work = first_work(schedule), *latest = schedule_latest(schedule);
    daynum reported = schedule_plausible(project->actual_start, as_of);
    bool dated = reported != DAYNUM_NONE && reported <= as_of;
    schedule->start = dated ? reported : DAYNUM_NONE;
    schedule->started = dated || work != NULL || schedule->finish != DAYNUM_NONE ||
                        status_says_started(project->status) ||
                        (reported == DAYNUM_NONE && project->actual_start != DAYNUM_NONE);
    schedule->idle =
        schedule->started && latest != NULL && latest->pct <= 0 && schedule->finish == DAYNUM_NONE;
    if (!schedule->started || dated)
        return;
    daynum until = work != NULL                          ? work->date
                   : schedule->finish != DAYNUM_NONE     ? schedule->finish
                   : project->first_as_of != DAYNUM_NONE ? project->first_as_of
                                                         : as_of;
    schedule->start = schedule->plan_start < until ? schedule->plan_start : until;
}

void schedule_fill(struct schedule *schedule, const struct project *project,
                   const struct progress_point *points, size_t count,
                   const struct schedule_defaults *defaults)
{
    daynum finish = project_completed_on(project);
    bool finished = finish != DAYNUM_NONE && finish <= defaults->as_of;
    schedule->implausible = false;
    schedule->finish = finished ? usable(schedule, finish, defaults->as_of) : DAYNUM_NONE;
    schedule->finished_undated =
        schedule->finish == DAYNUM_NONE &&
        (finished || project->status == PROJECT_COMPLETED || project->status == PROJECT_ACCEPTED);
    schedule->suspended = project->status == PROJECT_SUSPENDED && schedule->finish == DAYNUM_NONE;
    fill_reports(schedule, points, count, defaults->as_of);
    if (schedule->suspended)
        stand_still(schedule, project, defaults->as_of);
    fill_plan(schedule, project, defaults);
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

daynum schedule_plausible(daynum day, daynum as_of)
{
    return day != DAYNUM_NONE && schedule_is_plausible(day, as_of) ? day : DAYNUM_NONE;
}

daynum schedule_newest(const struct project *project, const struct progress_point *points,
                       size_t count, daynum as_of)
{
    daynum finish = project_completed_on(project), newest = project->as_of;
    if (newest == DAYNUM_NONE || newest > as_of)
        return as_of;
    if (finish != DAYNUM_NONE && finish > newest && finish <= as_of)
        newest = finish;
    for (size_t i = 0; i < count; i++)
        if (points[i].actual_mpct != VALUE_NONE && points[i].date > newest &&
            points[i].date <= as_of)
            newest = points[i].date;
    return newest;
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

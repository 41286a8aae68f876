#include "analysis/assessment.h"

#include <math.h>

enum { START_NODES = 9, LONGEST_REACH_DAYS = 14610 };

/* As it stands: no stops, and the usual pace. */
static const struct working_time no_stops = {0};
static const struct conditions as_it_stands = {.time = &no_stops, .pace = 1};

/* The distribution of a finish from dates: starts that may be, and a duration from each. */
struct dates_model {
    const struct survival_model *survival;
    struct survival_kind kind;
    double planned_days;
    double starts[START_NODES]; /* working days after as_of; negative where it has started */
    double lates[START_NODES];  /* days after the planned start */
    size_t start_count;
    double pace, pace_after_days;
};

/* Works that start late are squeezed: each start has its own distribution. */
static struct survival_kind kind_from(const struct dates_model *dates, size_t start)
{
    struct survival_kind kind = dates->kind;
    kind.late = survival_late(dates->lates[start], dates->planned_days);
    return kind;
}

/* The days of work, at the usual pace, that lie between a start and a day. */
static double work_done(const struct dates_model *dates, double start, double day)
{
    double change = fmax(dates->pace_after_days, start);
    return day <= change ? day - start : change - start + dates->pace * (day - change);
}

static double dates_cdf(double days, void *context)
{
    const struct dates_model *dates = context;
    double sum = 0;
    for (size_t i = 0; i < dates->start_count; i++)
        sum += survival_cdf(dates->survival, kind_from(dates, i),
                            work_done(dates, dates->starts[i], days) / dates->planned_days);
    return sum / (double)dates->start_count;
}

static void add_start(struct dates_model *dates, const struct working_time *time, double start,
                      double plan_start)
{
    /* Lateness is made up for in part; what a stop adds to it is not, for it costs all alike. */
    dates->lates[dates->start_count] = start - plan_start;
    dates->starts[dates->start_count++] =
        working_time_until(time, working_time_resume(time, start));
}

static void fill_starts(struct dates_model *dates, const struct reference *reference,
                        const struct schedule *schedule, daynum as_of,
                        const struct working_time *time)
{
    double planned = schedule->plan_start - as_of, waited = schedule->seen - schedule->plan_start;
    if (schedule->idle) /* what counts begins after the report that nothing is done */
        waited = schedule_latest(schedule)->date - schedule->plan_start;
    else if (schedule->started) {
        add_start(dates, time, schedule->start - as_of, planned);
        return;
    }
    for (size_t i = 0; i < START_NODES; i++) {
        double p = ((double)i + 0.5) / START_NODES;
        double delay = delay_quantile_after(&reference->delay, waited, p);
        add_start(dates, time, planned + delay, planned);
    }
}

/* Works cannot be finished before they begin, nor before the day they were last seen at. */
static bool dates_outlook(struct outlook *outlook, const struct reference *reference,
                          const struct project *project, const struct schedule *schedule,
                          daynum as_of, const struct conditions *conditions)
{
    struct dates_model dates = {
        .survival = &reference->survival,
        .kind = {reference_class(project), survival_size(schedule->original_days), 0},
        .planned_days = schedule->original_days,
        .pace = schedule->started ? 1 : conditions->pace,
        .pace_after_days = conditions->pace_after_days};
    fill_starts(&dates, reference, schedule, as_of, conditions->time);
    double last = dates.starts[dates.start_count - 1];
    double after = fmax(0, schedule->seen - as_of - last) / schedule->original_days;
    double reach =
        last + schedule->original_days *
                   survival_quantile_after(dates.survival, kind_from(&dates, dates.start_count - 1),
                                           after, 0.997) /
                   fmin(1, dates.pace);
    reach = fmin(fmax(0, last) + LONGEST_REACH_DAYS, fmax(reach, 30));
    return outlook_fill(outlook, reach, schedule->seen - as_of, 0.3 * schedule->original_days,
                        dates_cdf, &dates);
}

static enum standing completion_standing(const struct schedule *schedule,
                                         const struct project *project, daynum day)
{
    if (schedule->finish != DAYNUM_NONE)
        return schedule->finish <= day ? STANDING_MET : STANDING_MISSED;
    if (schedule->finished_undated)
        return project->as_of != DAYNUM_NONE && project->as_of <= day ? STANDING_MET
                                                                      : STANDING_UNKNOWN;
    return day <= schedule->seen ? STANDING_MISSED : STANDING_OPEN;
}

/* Progress decides; completion implies it; without any report there is nothing to say. */
static enum standing progress_standing(const struct schedule *schedule,
                                       const struct project *project, double threshold_pct,
                                       bool others_report, daynum day)
{
    const struct report_point *latest = schedule_latest(schedule);
    daynum reached = schedule_reached(schedule, threshold_pct);
    bool complete = schedule->finish != DAYNUM_NONE || schedule->finished_undated;
    if (reached != DAYNUM_NONE && reached <= day)
        return STANDING_MET;
    enum standing completed = completion_standing(schedule, project, day);
    if (completed == STANDING_MET || (completed == STANDING_UNKNOWN && reached == DAYNUM_NONE))
        return completed;
    bool can_report = schedule->report_count > 0 || (others_report && !schedule->started);
    if (!can_report)
        return STANDING_UNKNOWN;
    daynum not_by = latest ? latest->date : schedule->seen;
    return complete || reached != DAYNUM_NONE || day <= not_by ? STANDING_MISSED : STANDING_OPEN;
}

static void fill_standings(struct assessment *assessment, const struct reference *reference,
                           const struct project *project, const struct deadlines *deadlines)
{
    const struct schedule *schedule = &assessment->schedule;
    for (size_t d = 0; d < deadlines->count; d++) {
        const struct deadline *deadline = &deadlines->items[d];
        assessment->standing[d] =
            deadline->completion
                ? completion_standing(schedule, project, deadlines->days[d])
                : progress_standing(schedule, project,
                                    (double)deadline->progress_mpct / MPCT_PER_PERCENT,
                                    reference->with_reports > 0, deadlines->days[d]);
    }
}

/* Progress, in percent, from which on a report says what a deadline asks for: it is rounded. */
static double reported_from(const struct schedule *schedule, const struct deadline *deadline)
{
    return (double)deadline->progress_mpct / MPCT_PER_PERCENT - schedule->rounding_pct / 2;
}

/* With a planned curve: first passages of earned schedule, all from one filtered state, pooled
 * with what the dates say (filled already). */
static void fill_by_drift(struct assessment *assessment, const struct reference *reference,
                          daynum as_of, const struct deadlines *deadlines)
{
    struct drift_state state;
    const struct schedule *schedule = &assessment->schedule;
    double own = 1 - reference->calendar.everybody - reference->calendar.district;
    drift_filter(&state, &reference->drift, schedule, DRIFT_NODES, NULL, NULL);
    struct outlook passage;
    drift_outlook(&passage, &state, &reference->drift, schedule, schedule->planned_days, own, as_of,
                  schedule->seen);
    outlook_pool(&assessment->finish, &passage, 1 - reference->dates_share);
    for (size_t d = 0; d < deadlines->count; d++) {
        const struct deadline *deadline = &deadlines->items[d];
        if (deadline->completion || assessment->standing[d] != STANDING_OPEN)
            continue;
        drift_outlook(&passage, &state, &reference->drift, schedule,
                      schedule_earned_day(schedule, reported_from(schedule, deadline)), own, as_of,
                      schedule_latest(schedule)->date);
        outlook_pool(&assessment->level[d], &passage, 1 - reference->dates_share);
    }
}

/* Points up to which works may seem to be worse off than others that have not begun at all. */
static const double little_pct = 25;

/* Who has done little is not later than if nothing were done. */
static void hold_by_nothing_done(struct outlook *finish, const struct reference *reference,
                                 const struct project *project, const struct schedule *schedule,
                                 daynum as_of, const struct conditions *conditions)
{
    struct outlook nothing;
    struct schedule idle = *schedule;
    const struct report_point *latest = schedule_latest(schedule);
    if (schedule->idle || !latest || latest->pct > little_pct)
        return;
    idle.idle = true;
    dates_outlook(&nothing, reference, project, &idle, as_of, conditions);
    outlook_sooner(finish, &nothing);
}

static void fill_by_dates(struct assessment *assessment, const struct reference *reference,
                          const struct project *project, daynum as_of,
                          const struct deadlines *deadlines, const struct conditions *conditions)
{
    const struct schedule *schedule = &assessment->schedule;
    assessment->surprised =
        !dates_outlook(&assessment->finish, reference, project, schedule, as_of, conditions);
    assessment->by_dates_days = outlook_quantile(&assessment->finish, 0.5);
    if (assessment->basis == BASIS_PROGRESS) {
        shape_reweigh(&reference->shape, schedule, as_of, &assessment->finish);
        hold_by_nothing_done(&assessment->finish, reference, project, schedule, as_of, conditions);
    }
    for (size_t d = 0; d < deadlines->count; d++)
        if (!deadlines->items[d].completion && assessment->standing[d] == STANDING_OPEN)
            shape_level(&reference->shape, schedule, as_of,
                        reported_from(schedule, &deadlines->items[d]), &assessment->finish,
                        &assessment->level[d]);
}

/* A level is met when a report says so, and some reports only repeat the one before. */
static void delay_levels(struct assessment *assessment, const struct reference *reference,
                         const struct deadlines *deadlines)
{
    double share = reference->repeats_share;
    double days = CALENDAR_MONTH_DAYS / (1 - share);
    for (size_t d = 0; d < deadlines->count; d++)
        if (!deadlines->items[d].completion && assessment->standing[d] == STANDING_OPEN)
            outlook_delay(&assessment->level[d], share, days);
}

/* What is under way goes on at another pace; of what has not begun fill_by_dates() has seen to it.
 */
static void change_pace(struct assessment *assessment, const struct deadlines *deadlines,
                        const struct conditions *conditions)
{
    double after = conditions->pace_after_days, pace = conditions->pace;
    outlook_hasten(&assessment->finish, after, pace, LONGEST_REACH_DAYS);
    for (size_t d = 0; d < deadlines->count; d++)
        if (!deadlines->items[d].completion && assessment->standing[d] == STANDING_OPEN)
            outlook_hasten(&assessment->level[d], after, pace, LONGEST_REACH_DAYS);
}

void assessment_fill(struct assessment *assessment, const struct reference *reference,
                     const struct project *project, const struct progress_point *points,
                     size_t point_count, const struct schedule_defaults *defaults,
                     const struct deadlines *deadlines, const struct conditions *conditions)
{
    struct schedule *schedule = &assessment->schedule;
    if (conditions == NULL)
        conditions = &as_it_stands;
    schedule_fill(schedule, project, points, point_count, defaults);
    const struct report_point *latest = schedule_latest(schedule);
    bool complete = schedule->finish != DAYNUM_NONE || schedule->finished_undated;
    bool reports = latest && (latest->pct > 0 || schedule->idle);
    assessment->basis = complete ? BASIS_DONE : reports ? BASIS_PROGRESS : BASIS_DATES;
    assessment->has_finish = !complete;
    assessment->surprised = false;
    fill_standings(assessment, reference, project, deadlines);
    if (complete)
        return;
    fill_by_dates(assessment, reference, project, defaults->as_of, deadlines, conditions);
    if (reports && schedule->has_curve)
        fill_by_drift(assessment, reference, defaults->as_of, deadlines);
    delay_levels(assessment, reference, deadlines);
    if (schedule->started && (conditions->pace < 1 || conditions->pace > 1))
        change_pace(assessment, deadlines, conditions);
}

void assessment_release(struct assessment *assessment)
{
    schedule_release(&assessment->schedule);
}

const struct outlook *assessment_outlook(const struct assessment *assessment,
                                         const struct deadlines *deadlines, size_t deadline)
{
    return deadlines->items[deadline].completion ? &assessment->finish
                                                 : &assessment->level[deadline];
}

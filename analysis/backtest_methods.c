#include "analysis/backtest_methods.h"

#include <math.h>

#include "analysis/pace.h"
#include "analysis/portfolio.h"

const char *const backtest_method_names[METHOD_COUNT] = {
    [METHOD_RENOSTAT] = "renostat",
    [METHOD_PLANNED_DATE] = "planned-date",
    [METHOD_EARNED_SCHEDULE] = "earned-schedule",
    [METHOD_RECENT_PACE] = "recent-pace",
    [METHOD_REFERENCE_CLASS] = "reference-class",
};

/* A method that names a day: when `pct` will be reached, in days after as_of. */
typedef double sharp_method(const struct schedule *schedule, daynum as_of, double pct);

static double by_plan(const struct schedule *schedule, daynum as_of, double pct)
{
    double day = schedule->plan_start - as_of + schedule_earned_day(schedule, pct);
    return fmax(1, day);
}

static double by_earned_schedule(const struct schedule *schedule, daynum as_of, double pct)
{
    const struct report_point *latest = schedule_latest(schedule);
    if (!latest && schedule->started) /* nothing is known to be earned: no schedule to go by */
        return by_plan(schedule, as_of, pct);
    double wait = schedule->started ? 0 : fmax(0, schedule->plan_start - as_of);
    double have = latest ? schedule_earned_day(schedule, latest->pct) : 0;
    return fmax(1, wait + schedule_earned_day(schedule, pct) - have);
}

static double by_recent_pace(const struct schedule *schedule, daynum as_of, double pct)
{
    const struct report_point *latest = schedule_latest(schedule);
    double pace = pace_recent(schedule);
    if (!latest || !(pace > 0.1))
        return by_plan(schedule, as_of, pct);
    return fmin(3653, fmax(1, (pct - latest->pct) / pace * 365.25 / 12));
}

static double threshold_of(const struct deadline *deadline)
{
    return deadline->completion ? 100 : (double)deadline->progress_mpct / MPCT_PER_PERCENT;
}

static void fill_sharp(struct method_forecast *forecast, const struct assessment *assessment,
                       const struct deadlines *deadlines, daynum as_of, sharp_method *method)
{
    const struct schedule *schedule = &assessment->schedule;
    forecast->sharp = true;
    forecast->finish_days = method(schedule, as_of, 100);
    for (size_t d = 0; d < deadlines->count; d++) {
        double day = method(schedule, as_of, threshold_of(&deadlines->items[d]));
        forecast->p_by[d] =
            assessment->standing[d] == STANDING_OPEN ? day <= deadlines->days[d] - as_of : NAN;
    }
}

/* Without reports the dates model is silent of progress: it speaks by the usual shape. */
static void speak_of_progress(struct assessment *dates, const struct assessment *full,
                              const struct reference *reference, const struct deadlines *deadlines,
                              daynum as_of)
{
    for (size_t d = 0; d < deadlines->count; d++) {
        dates->standing[d] = full->standing[d];
        if (full->standing[d] == STANDING_OPEN && !deadlines->items[d].completion)
            shape_level(&reference->shape, &dates->schedule, as_of,
                        threshold_of(&deadlines->items[d]), &dates->finish, &dates->level[d]);
    }
}

static void fill_blurred(struct method_forecast *forecast, const struct assessment *assessment,
                         const struct reference *reference, const struct deadlines *deadlines,
                         daynum as_of)
{
    forecast->sharp = false;
    outlook_blur(&forecast->outlook, &assessment->finish, calendar_variance, &reference->calendar);
    forecast->finish_days = outlook_quantile(&forecast->outlook, 0.5);
    for (size_t d = 0; d < deadlines->count; d++) {
        struct outlook level;
        forecast->p_by[d] = NAN;
        if (assessment->standing[d] != STANDING_OPEN)
            continue;
        outlook_blur(&level, assessment_outlook(assessment, deadlines, d), calendar_variance,
                     &reference->calendar);
        forecast->p_by[d] = portfolio_honest(outlook_p(&level, deadlines->days[d] - as_of));
    }
}

void method_scratch_release(struct method_scratch *scratch)
{
    assessment_release(&scratch->full);
    assessment_release(&scratch->dates);
}

bool backtest_forecasts(struct method_forecast forecasts[METHOD_COUNT],
                        struct method_scratch *scratch, const struct reference *reference,
                        const struct project *project, const struct progress_point *points,
                        size_t point_count, const struct schedule_defaults *defaults,
                        const struct deadlines *deadlines)
{
    struct assessment *full = &scratch->full, *dates = &scratch->dates;
    daynum as_of = defaults->as_of;
    assessment_fill(full, reference, project, points, point_count, defaults, deadlines, NULL);
    if (!full->has_finish)
        return false;
    assessment_fill(dates, reference, project, points, 0, defaults, deadlines, NULL);
    speak_of_progress(dates, full, reference, deadlines, as_of);
    fill_blurred(&forecasts[METHOD_RENOSTAT], full, reference, deadlines, as_of);
    fill_sharp(&forecasts[METHOD_PLANNED_DATE], full, deadlines, as_of, by_plan);
    fill_sharp(&forecasts[METHOD_EARNED_SCHEDULE], full, deadlines, as_of, by_earned_schedule);
    fill_sharp(&forecasts[METHOD_RECENT_PACE], full, deadlines, as_of, by_recent_pace);
    fill_blurred(&forecasts[METHOD_REFERENCE_CLASS], dates, reference, deadlines, as_of);
    return true;
}

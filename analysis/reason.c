#include "analysis/reason.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

#include "core/i18n.h"

/* Points a month above which no works have been seen to go on. */
static const double most_pct_per_month = 100;

/* The deadline that a project is judged by: its next open one ahead, completion first. */
static size_t ruling_deadline(const struct assessment *assessment,
                              const struct reason_grounds *grounds)
{
    const struct deadlines *deadlines = grounds->deadlines;
    size_t ruling = deadlines->count;
    for (size_t d = 0; d < deadlines->count; d++) {
        if (assessment->standing[d] != STANDING_OPEN || deadlines->days[d] <= grounds->as_of)
            continue;
        if (ruling == deadlines->count ||
            (deadlines->items[d].completion && !deadlines->items[ruling].completion))
            ruling = d;
    }
    return ruling;
}

static void write_done(struct text *out, const struct schedule *schedule)
{
    char date[DATE_TEXT_MAX];
    if (schedule->finish == DAYNUM_NONE) {
        text_add(out, _("complete by its status; no day is reported"));
        return;
    }
    int late = schedule->finish - schedule->plan_finish;
    daynum_format(schedule->finish, date);
    if (schedule->assumed_plan)
        text_addf(out, _("complete since %s"), date);
    else if (late > 0)
        text_addf(out,
                  ngettext_("complete since %s, %d day after its plan",
                            "complete since %s, %d days after its plan", late),
                  date, late);
    else
        text_addf(out,
                  ngettext_("complete since %s, %d day before its plan",
                            "complete since %s, %d days before its plan", -late),
                  date, -late);
}

static void write_not_started(struct text *out, const struct schedule *schedule,
                              const struct reference *reference, daynum as_of)
{
    if (schedule->assumed_start) {
        text_addf(out,
                  _("not started, and without a planned start; a usual duration of %.0f days "
                    "is assumed"),
                  schedule->planned_days);
        return;
    }
    int waited = schedule->seen - schedule->plan_start;
    double usual = reference->delay.middle_days;
    if (waited > 0)
        text_addf(
            out,
            ngettext_("not started %d day after the planned start; half of all projects start "
                      "within %.0f days of theirs",
                      "not started %d days after the planned start; half of all projects "
                      "start within %.0f days of theirs",
                      waited),
            waited, fmax(0, usual));
    else if (schedule->plan_start <= as_of)
        text_addf(out,
                  ngettext_("was to start %d day ago, and nothing has been reported since",
                            "was to start %d days ago, and nothing has been reported since",
                            as_of - schedule->plan_start),
                  as_of - schedule->plan_start);
    else
        text_addf(
            out,
            ngettext_("due to start in %d day; half of all projects start within %.0f days of "
                      "the plan",
                      "due to start in %d days; half of all projects start within %.0f days "
                      "of the plan",
                      schedule->plan_start - as_of),
            schedule->plan_start - as_of, fmax(0, usual));
}

enum { POINTS_TEXT_MAX = 24 };

/* A need is never rounded to nothing. */
static const char *format_points(double points, char buffer[POINTS_TEXT_MAX])
{
    int digits = points >= 1 ? 0 : points >= 0.1 ? 1 : 2;
    (void)snprintf(buffer, POINTS_TEXT_MAX, "%.*f", digits, points);
    return buffer;
}

static void write_pace(struct text *out, const struct forecast_project *project,
                       const struct reason_grounds *grounds, size_t ruling)
{
    char date[DATE_TEXT_MAX], points[POINTS_TEXT_MAX];
    int left = grounds->worked_days[ruling] - grounds->as_of;
    double needed = project->needed_pct_per_month[ruling], recent = project->recent_pct_per_month;
    daynum_format(grounds->deadlines->days[ruling], date);
    if (isnan(needed))
        text_addf(out, _("at %.0f%%"), project->progress_pct);
    else if (needed > most_pct_per_month)
        text_addf(out,
                  ngettext_("out of reach by %s at any pace seen: at %.0f%% with %d day left",
                            "out of reach by %s at any pace seen: at %.0f%% with %d days left",
                            (unsigned long)left),
                  date, isnan(project->progress_pct) ? 0 : project->progress_pct, left);
    else if (isnan(recent))
        text_addf(out, _("needs %s points a month for an even chance by %s"),
                  format_points(needed, points), date);
    else
        text_addf(out, _("needs %s points a month for an even chance by %s, has done %.0f"),
                  format_points(needed, points), date, recent);
}

/* Where the plan itself has more to come than there is time, that is the reason. */
static void write_lag(struct text *out, const struct schedule *schedule, daynum until)
{
    const struct report_point *latest = schedule_latest(schedule);
    if (!latest || !schedule->has_curve)
        return;
    double earned = schedule_earned_day(schedule, latest->pct);
    int lag = (int)lround(latest->date - schedule->plan_start - earned);
    int rest = (int)lround(schedule->planned_days - earned);
    int left = until != DAYNUM_NONE ? until - latest->date : INT_MAX;
    if (rest > left)
        text_addf(out,
                  ngettext_("; its plan allots %d day to the rest, and %d are left",
                            "; its plan allots %d days to the rest, and %d are left", rest),
                  rest, left);
    else if (lag > 3)
        text_addf(out, _("; %d days behind its plan"), lag);
    else if (lag < -3)
        text_addf(out, _("; %d days ahead of its plan"), -lag);
}

/* What makes the reports less than plain: stale, or taken back. */
static void write_doubts(struct text *out, const struct schedule *schedule, daynum as_of,
                         int64_t stale_days)
{
    const struct report_point *latest = schedule_latest(schedule);
    char date[DATE_TEXT_MAX];
    if (!latest)
        return;
    if (as_of - latest->date > stale_days) {
        text_addf(out, _("; last report %s"), daynum_format(latest->date, date));
        return;
    }
    for (size_t i = schedule->report_count - 1; i > 0; i--) {
        double back = schedule->reports[i - 1].pct - schedule->reports[i].pct;
        if (back > 0.5 && as_of - schedule->reports[i].date < 100) {
            text_addf(out, _("; %.0f points were taken back on %s"), back,
                      daynum_format(schedule->reports[i].date, date));
            return;
        }
    }
}

static void write_dates(struct text *out, const struct schedule *schedule, daynum as_of)
{
    int past = schedule->seen - schedule->plan_finish;
    if (schedule->assumed_plan) {
        text_addf(out, _("no planned dates; a usual duration of %.0f days is assumed"),
                  schedule->planned_days);
        return;
    }
    double used = 100 * (as_of - schedule->start) / schedule->planned_days;
    if (past <= 0 && schedule->plan_finish < as_of)
        text_addf(out,
                  ngettext_("was to finish %d day ago, and nothing has been reported since",
                            "was to finish %d days ago, and nothing has been reported since",
                            as_of - schedule->plan_finish),
                  as_of - schedule->plan_finish);
    else if (past > 0)
        text_addf(out,
                  ngettext_("not complete %d day after the planned finish",
                            "not complete %d days after the planned finish", past),
                  past);
    else
        text_addf(out,
                  ngettext_("%.0f%% of the planned time has passed; %d day is left",
                            "%.0f%% of the planned time has passed; %d days are left",
                            schedule->plan_finish - as_of),
                  used, schedule->plan_finish - as_of);
}

/* A plan that cannot be right: what is said of the project stands on sand. */
static void write_odd_plan(struct text *out, const struct schedule *schedule, daynum as_of)
{
    int days = schedule->plan_finish - schedule->plan_start + 1;
    if (schedule->crossed)
        text_add(out, _("; its plan finishes before it starts"));
    else if (!schedule_is_plausible(schedule->plan_start, as_of) ||
             !schedule_is_plausible(schedule->plan_finish, as_of))
        text_add(out, _("; its planned dates cannot be of this programme"));
    else if (!schedule->assumed_plan && days <= SCHEDULE_MIN_DAYS)
        text_addf(out,
                  ngettext_("; its plan allots %d day to all of the works",
                            "; its plan allots %d days to all of the works", days),
                  days);
}

/* Below this chance to be in time a project is told what became of its like, where there are so
 * many that it says something. */
static const double doubtful = 0.8;
enum { FEWEST_COMPARABLE = 5 };

static void write_comparable(struct text *out, const struct assessment *assessment,
                             const struct forecast_project *project,
                             const struct reason_grounds *grounds, size_t ruling)
{
    if (!grounds->deadlines->items[ruling].completion || !(project->p_by[ruling] < doubtful))
        return;
    struct comparable_count count =
        comparables_count(grounds->comparables, project->project, &assessment->schedule,
                          grounds->worked_days[ruling]);
    if (count.n >= FEWEST_COMPARABLE)
        text_addf(out,
                  ngettext_("; of %1$zu comparable project at this stage %2$zu made it",
                            "; of %1$zu comparable projects at this stage %2$zu made it", count.n),
                  count.n, count.made_it);
}

void reason_write(struct text *out, const struct assessment *assessment,
                  const struct forecast_project *project, const struct reason_grounds *grounds)
{
    const struct schedule *schedule = &assessment->schedule;
    size_t ruling = ruling_deadline(assessment, grounds);
    bool ruled = ruling < grounds->deadlines->count;
    if (assessment->basis == BASIS_DONE) {
        write_done(out, schedule);
        return;
    }
    if (!schedule->started)
        write_not_started(out, schedule, grounds->reference, grounds->as_of);
    else if (assessment->basis == BASIS_PROGRESS && ruled)
        write_pace(out, project, grounds, ruling);
    else
        write_dates(out, schedule, grounds->as_of);
    if (assessment->basis == BASIS_PROGRESS)
        write_lag(out, schedule,
                  ruled && grounds->deadlines->items[ruling].completion
                      ? grounds->worked_days[ruling]
                      : DAYNUM_NONE);
    if (ruled)
        write_comparable(out, assessment, project, grounds, ruling);
    write_doubts(out, schedule, grounds->as_of, grounds->stale_days);
    write_odd_plan(out, schedule, grounds->as_of);
}

#include "analysis/reason.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/pace.h"
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
        text_add(out, schedule->implausible
                          ? _("complete; its dates cannot be of this programme and are not used")
                          : _("complete by its status; no day is reported"));
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

/* What is taken for the plan where there is none that can be gone by. */
static void write_assumed(struct text *out, const struct schedule *schedule)
{
    const char *what =
        schedule->crossed || schedule->implausible ? _("a usual duration of %.0f days is assumed")
        : schedule->dateless ? _("no planned dates; a usual duration of %.0f days is assumed")
        : schedule->assumed_start
            ? _("no start is known; a usual duration of %.0f days up to the planned "
                "finish is assumed")
            : _("no planned finish; a usual duration of %.0f days from the start is "
                "assumed");
    text_addf(out, what, schedule->planned_days);
}

static void write_usual_delay(struct text *out, int days)
{
    if (days <= 0)
        text_add(out, _("; half of all projects start by their planned day"));
    else
        text_addf(out,
                  ngettext_("; half of all projects start within %d day of theirs",
                            "; half of all projects start within %d days of theirs", days),
                  days);
}

static void write_not_started(struct text *out, const struct schedule *schedule,
                              const struct reference *reference, daynum as_of)
{
    char date[DATE_TEXT_MAX];
    if (schedule->dateless) {
        text_addf(out,
                  schedule->crossed
                      ? _("not started; a usual start on %1$s and a usual duration of %2$.0f days "
                          "are assumed")
                      : _("no start is reported, nor planned dates; a usual start on %1$s and a "
                          "usual duration of %2$.0f days are assumed"),
                  daynum_format(schedule->plan_start, date), schedule->planned_days);
        return;
    }
    if (schedule->assumed_start) {
        text_addf(out,
                  _("not started, and without a planned start; a usual duration of %.0f days "
                    "is assumed"),
                  schedule->planned_days);
        return;
    }
    int waited = schedule->seen - schedule->plan_start, ahead = schedule->plan_start - as_of;
    if (waited > 0)
        text_addf(out,
                  ngettext_("not started %d day after the planned start",
                            "not started %d days after the planned start", waited),
                  waited);
    else if (ahead <= 0)
        text_addf(out,
                  ngettext_("was to start %d day ago, and nothing has been reported since",
                            "was to start %d days ago, and nothing has been reported since",
                            -ahead),
                  -ahead);
    else
        text_addf(out, ngettext_("due to start in %d day", "due to start in %d days", ahead),
                  ahead);
    if (waited > 0 || ahead > 0)
        write_usual_delay(out, (int)lround(reference->delay.middle_days));
}

enum { POINTS_TEXT_MAX = 24 };

/* A need is never rounded to nothing, and an expectation not to what nobody has seen. */
static const char *format_points(double points, char buffer[POINTS_TEXT_MAX])
{
    if (points < 1)
        (void)snprintf(buffer, POINTS_TEXT_MAX, "< 1");
    else if (points > most_pct_per_month)
        (void)snprintf(buffer, POINTS_TEXT_MAX, "> %.0f", most_pct_per_month);
    else
        (void)snprintf(buffer, POINTS_TEXT_MAX, "%.0f", points);
    return buffer;
}

/* The number that a text of `points` is the plural form of. */
static unsigned long plural_of(const char *points)
{
    return strcmp(points, "1") == 0 || strcmp(points, "< 1") == 0 ? 1 : 2;
}

static void write_need(struct text *out, double needed, double recent, const char *date)
{
    char points[POINTS_TEXT_MAX];
    format_points(needed, points);
    text_addf(out,
              ngettext_("needs %1$s point a month for an even chance by %2$s",
                        "needs %1$s points a month for an even chance by %2$s", plural_of(points)),
              points, date);
    if (recent < -0.5) {
        format_points(-recent, points);
        text_addf(out,
                  ngettext_(", has gone back by %s point a month",
                            ", has gone back by %s points a month", plural_of(points)),
                  points);
    } else if (!isnan(recent)) {
        text_addf(out, _(", has done %.0f"), fmax(0, recent));
    }
}

/* Where the pace so far speaks against the chance: at what pace it is expected to go on, and
 * whether it is the dates that say so. */
static void write_pull(struct text *out, const struct assessment *assessment,
                       const struct reason_grounds *grounds, size_t ruling, bool likely)
{
    char points[POINTS_TEXT_MAX], date[DATE_TEXT_MAX];
    double ahead = grounds->worked_days[ruling] - grounds->known_until;
    text_addf(out, _(", and is expected to do %s from now on"),
              format_points(grounds->expected_pct_per_month[ruling], points));
    if (!grounds->deadlines->items[ruling].completion ||
        (assessment->by_dates_days <= ahead) != likely)
        return;
    daynum usual = grounds->known_until +
                   (daynum)working_time_day(grounds->time, ceil(assessment->by_dates_days));
    text_addf(out, _("; by dates alone such works are usually done by %s"),
              daynum_format(usual, date));
}

static void write_pace(struct text *out, const struct assessment *assessment,
                       const struct forecast_project *project, const struct reason_grounds *grounds,
                       size_t ruling)
{
    char date[DATE_TEXT_MAX];
    int left = grounds->worked_days[ruling] - grounds->as_of;
    double needed = project->needed_pct_per_month[ruling], recent = project->recent_pct_per_month;
    bool likely = project->p_by[ruling] > 0.5;
    if (assessment->schedule.idle ||
        !(pace_recent_days(&assessment->schedule) >= PACE_SHORTEST_DAYS))
        recent = NAN;
    daynum_format(grounds->deadlines->days[ruling], date);
    if (assessment->schedule.idle)
        text_add(out, _("started, and nothing is done yet; "));
    if (isnan(needed))
        text_addf(out, _("at %.0f%%"), project->progress_pct);
    else if (needed > most_pct_per_month && !likely)
        text_addf(out,
                  ngettext_("out of reach by %s at any pace seen: at %.0f%% with %d day left",
                            "out of reach by %s at any pace seen: at %.0f%% with %d days left",
                            (unsigned long)left),
                  date, isnan(project->progress_pct) ? 0 : project->progress_pct, left);
    else {
        write_need(out, needed, recent, date);
        if ((recent >= needed) != likely)
            write_pull(out, assessment, grounds, ruling, likely);
    }
}

/* Where the plan itself has more to come than there is time, that is the reason. */
static void write_lag(struct text *out, const struct schedule *schedule, daynum until, bool likely)
{
    const struct report_point *latest = schedule_latest(schedule);
    if (!latest || !schedule->has_curve)
        return;
    double earned = schedule_earned_day(schedule, latest->pct);
    int lag = (int)lround(latest->date - schedule->plan_start - earned);
    int rest = (int)lround(schedule->planned_days - earned);
    int left = until != DAYNUM_NONE ? until - latest->date : INT_MAX;
    if (rest > left && likely)
        text_addf(out,
                  ngettext_("; yet its plan allots %d day to the rest, and %d are left",
                            "; yet its plan allots %d days to the rest, and %d are left", rest),
                  rest, left);
    else if (rest > left)
        text_addf(out,
                  ngettext_("; its plan allots %d day to the rest, and %d are left",
                            "; its plan allots %d days to the rest, and %d are left", rest),
                  rest, left);
    else if (lag > 3)
        text_addf(out, _("; %d days behind its plan"), lag); /* never 1 */
    else if (lag < -3)
        text_addf(out, _("; %d days ahead of its plan"), -lag);
}

/* What makes the reports less than plain: stale, or taken back. */
static void write_doubts(struct text *out, const struct schedule *schedule, daynum as_of,
                         int64_t stale_days)
{
    const struct report_point *latest = schedule_latest(schedule);
    char date[DATE_TEXT_MAX];
    if (schedule->suspended)
        text_add(out, latest ? _("; suspended: this holds if works go on at once")
                             : _("; suspended, and since when is not reported: this holds if the "
                                 "works had not stopped"));
    if (!latest)
        return;
    if (as_of - latest->date > stale_days) {
        text_addf(out, _("; last report %s"), daynum_format(latest->date, date));
        return;
    }
    for (size_t i = schedule->report_count - 1; i > 0; i--) {
        double back = schedule->reports[i - 1].pct - schedule->reports[i].pct;
        if (back > 0.5 && as_of - schedule->reports[i].date < 100) {
            text_addf(out,
                      ngettext_("; %.0f point was taken back on %s",
                                "; %.0f points were taken back on %s", (unsigned long)lround(back)),
                      round(back), daynum_format(schedule->reports[i].date, date));
            return;
        }
    }
}

static void write_dates(struct text *out, const struct schedule *schedule, daynum as_of)
{
    int past = schedule->seen - schedule->plan_finish;
    if (schedule->assumed_plan) {
        write_assumed(out, schedule);
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
static void write_odd_plan(struct text *out, const struct schedule *schedule)
{
    int days = schedule->plan_finish - schedule->plan_start + 1;
    if (schedule->crossed)
        text_add(out, _("; its plan finishes before it starts"));
    else if (schedule->implausible)
        text_add(out, _("; its dates cannot be of this programme and are not used"));
    else if (!schedule->assumed_plan && days <= SCHEDULE_MIN_DAYS)
        text_addf(out,
                  ngettext_("; its plan allots %d day to all of the works",
                            "; its plan allots %d days to all of the works", days),
                  days);
}

/* Below this chance to be in time a project is told what became of its like, where there are so
 * many that it says something. */
static const double doubtful = 0.8;
/* A share of its like that is so far from the chance does not speak for it. */
static const double far_apart = 0.25;
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
    if (count.n < FEWEST_COMPARABLE)
        return;
    double p = project->p_by[ruling], share = (double)count.made_it / (double)count.n;
    if ((share > 0.5) != (p > 0.5) || fabs(share - p) > far_apart)
        text_addf(out,
                  ngettext_("; yet of %1$zu comparable project at this stage %2$zu made it",
                            "; yet of %1$zu comparable projects at this stage %2$zu made it",
                            count.n),
                  count.n, count.made_it);
    else
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
        write_pace(out, assessment, project, grounds, ruling);
    else
        write_dates(out, schedule, grounds->as_of);
    if (assessment->basis == BASIS_PROGRESS && ruled && schedule->assumed_plan) {
        text_add(out, C_("between reasons", "; "));
        write_assumed(out, schedule);
    }
    if (assessment->basis == BASIS_PROGRESS)
        write_lag(out, schedule,
                  ruled && grounds->deadlines->items[ruling].completion
                      ? grounds->worked_days[ruling]
                      : DAYNUM_NONE,
                  ruled && project->p_by[ruling] > 0.5);
    if (ruled)
        write_comparable(out, assessment, project, grounds, ruling);
    write_doubts(out, schedule, grounds->as_of, grounds->stale_days);
    write_odd_plan(out, schedule);
}

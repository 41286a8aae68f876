/*
 * schedule: the course of one project, planned and reported, in the form that forecasts need.
 *
 * Earned schedule: the day on which the plan meant to have done what has been done (Lipke
 * 2003). Where nothing is planned between start and finish there is no planned curve, and
 * earned schedule does not exist.
 */
#ifndef ANALYSIS_SCHEDULE_H
#define ANALYSIS_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/records.h"

/* Where a project's points begin in a dataset: `first[i]` … `first[i + 1]`, by project. */
struct progress_index {
    size_t *first;
    size_t count;
};
void progress_index_init(struct progress_index *index, const struct dataset *data);
void progress_index_release(struct progress_index *index);

/* One report: `repeats` when it says the very same as the one before it. */
struct report_point {
    daynum date;
    double pct; /* 0 … 100 */
    bool repeats;
};

struct plan_point {
    double day; /* after plan_start */
    double pct;
};

enum { SCHEDULE_MIN_DAYS = 7 };

/*
 * Days that an export does not give are assumed, so that plan_start < plan_finish always;
 * the flags say what was.
 */
struct schedule {
    daynum plan_start, plan_finish;
    double planned_days;  /* >= SCHEDULE_MIN_DAYS */
    double original_days; /* the first plan's duration: what revisions have not touched */
    bool assumed_plan;    /* the planned duration is a typical one */
    bool assumed_start;   /* … or the planned start is taken from it */
    bool dateless;        /* not a day of the plan and no start is known */
    bool crossed;         /* the plan finished before it started */
    bool implausible;     /* a day of it cannot be of this programme: it is not used */
    bool started;
    bool idle; /* it has started, and its latest report says that nothing is done */
    bool suspended;
    daynum start;                 /* DAYNUM_NONE where it has not started or nobody knows when */
    daynum finish;                /* DAYNUM_NONE: not known to be complete */
    bool finished_undated;        /* its status says complete, and no day is known */
    daynum seen;                  /* the last day on which it is known not to have been complete */
    struct report_point *reports; /* by date, before the finish */
    size_t report_count;
    struct plan_point *plan; /* by day, from (0, 0) to (planned_days, 100); rising */
    size_t plan_count;
    bool has_curve;
    double rounding_pct; /* 10, 5, 1 or 0: the unit in which progress is reported */
    size_t report_capacity, plan_capacity;
};

/* What is assumed where a project does not say. */
struct schedule_defaults {
    daynum as_of;
    double planned_days; /* the typical planned duration */
    double start_day;    /* of a project without any day: the usual one of a plan year, from 0 */
    bool withhold_curve; /* treat planned progress as not reported */
};

/* `schedule` is filled anew and keeps its memory; begin with a zeroed one. */
void schedule_fill(struct schedule *schedule, const struct project *project,
                   const struct progress_point *points, size_t count,
                   const struct schedule_defaults *defaults);
void schedule_release(struct schedule *schedule);

/* Reports of progress on a planned curve that is its own. */
bool schedule_has_course(const struct schedule *schedule);

/* The day (after plan_start) for which the plan has `pct` (0 … 100). Straight where no curve. */
double schedule_earned_day(const struct schedule *schedule, double pct);
/* Whether a day can be of such a programme: since 1990, and not more than 15 years ahead. */
bool schedule_is_plausible(daynum day, daynum as_of);
/* The day where it is plausible, else DAYNUM_NONE. */
daynum schedule_plausible(daynum day, daynum as_of);
/* The newest day, up to as_of, that an export, a report or a finish of a project is of. */
daynum schedule_newest(const struct project *project, const struct progress_point *points,
                       size_t count, daynum as_of);
/* The latest report, or NULL. */
const struct report_point *schedule_latest(const struct schedule *schedule);
/* The first day from which on progress stayed at or above `pct`; DAYNUM_NONE where it is not. */
daynum schedule_reached(const struct schedule *schedule, double pct);

#endif

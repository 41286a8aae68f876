/*
 * pace: percentage points a month, done and needed.
 *
 * 1. Recent pace: the points gained over the reports of the last PACE_WINDOW_DAYS (from the
 *    start, where there is but one report), per month. NaN without a report or a start.
 * 2. Needed pace: the mean points a month from now on with which a given chance to reach the
 *    threshold by the day remains. Works that go on k times as fast reach it in 1/k of the time;
 *    so the straight pace, from what was last reported, has an even chance, and a better chance
 *    needs the straight pace times its quantile over the median, both counted from the last
 *    report (of works not begun: from the last day that anything is known of). Never below the
 * straight pace: at less the threshold is not reached. NaN where the day has come or the threshold
 * is reached.
 */
#ifndef ANALYSIS_PACE_H
#define ANALYSIS_PACE_H

#include "analysis/outlook.h"
#include "analysis/schedule.h"

/* Over a stretch of less than half a month points a month are not what has been done. */
enum { PACE_WINDOW_DAYS = 92, PACE_SHORTEST_DAYS = 15 };

double pace_recent(const struct schedule *schedule);

/* The days over which the recent pace was kept; NaN where there is none. */
double pace_recent_days(const struct schedule *schedule);

/* The days between which works are to go on; `outlook_from`: day 0 of the outlook. */
struct pace_span {
    daynum as_of, day, outlook_from;
};

/* The points a month with which the threshold is reached on a day `after_days` of the outlook: of
 * its median, the pace that is expected. It is above the pace needed for an even chance just where
 * the chance is above one half. */
double pace_expected(const struct schedule *schedule, double threshold_pct,
                     const struct pace_span *span, double after_days);

/* `outlook`: of the day on which the threshold is reached; `chance` >= 0.5. */
double pace_needed(const struct schedule *schedule, const struct outlook *outlook,
                   double threshold_pct, const struct pace_span *span, double chance);

#endif

/*
 * pace: percentage points a month, done and needed.
 *
 * 1. Recent pace: the points gained over the reports of the last PACE_WINDOW_DAYS (from the
 *    start, where there is but one report), per month. NaN without a report above 0.
 * 2. Needed pace: the mean points a month from now on with which a given chance to reach the
 *    threshold by the day remains: the drift for which the first-passage probability is that
 *    chance (a root, found by Brent's method), in points along the rest of the way. NaN where
 *    the day has come or the threshold is reached.
 */
#ifndef ANALYSIS_PACE_H
#define ANALYSIS_PACE_H

#include "analysis/schedule.h"

enum { PACE_WINDOW_DAYS = 92 };

double pace_recent(const struct schedule *schedule);

/* `sigma`: scatter of the days that works take, per square root of a day (see drift.h). */
double pace_needed(const struct schedule *schedule, double sigma, double threshold_pct,
                   daynum as_of, daynum day, double chance);

#endif

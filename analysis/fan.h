/* fan: the cumulative count of completions, observed until the day that something is known for,
 * forecast after it. */
#ifndef ANALYSIS_FAN_H
#define ANALYSIS_FAN_H

#include <stddef.h>

#include "analysis/forecast.h"
#include "analysis/portfolio.h"

enum { FAN_FUTURE_DAYS = 48 };

/* The days to forecast: middle and end of each month, to three months past the last deadline. */
size_t fan_days(daynum days[FAN_FUTURE_DAYS], daynum from, const struct deadlines *deadlines);

/*
 * Fills forecast->path (allocated; the forecast frees it). `finishes` are the known completion
 * days, `plan_finishes` the planned ones; both are sorted here.
 */
void fan_fill(struct forecast *forecast, const struct portfolio_plan *plan,
              const struct portfolio_worker *worker, int plan_year, daynum *finishes,
              size_t finish_count, daynum *plan_finishes, size_t plan_count);

#endif

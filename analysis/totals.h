/* totals: what will a region known by its totals alone have reached by a deadline. */
#ifndef ANALYSIS_TOTALS_H
#define ANALYSIS_TOTALS_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/forecast.h"

/*
 * Fills forecast->totals (allocated; the forecast frees it) for the plan year, or for every
 * region's newest year where `plan_year` is 0.
 */
void totals_forecast(struct forecast *forecast, const struct total_set *totals, int plan_year);

#endif

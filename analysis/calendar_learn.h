/*
 * calendar_learn: the calendar of a history of reports.
 *
 * Each report is held against what the project's own reports of a month and of a season before
 * it foretold. What the projects of one month missed together is the calendar's: over a month
 * it tells how large the shared part is, over a season how far it carries.
 */
#ifndef ANALYSIS_CALENDAR_LEARN_H
#define ANALYSIS_CALENDAR_LEARN_H

#include <stddef.h>

#include "analysis/calendar.h"
#include "analysis/drift.h"
#include "analysis/schedule.h"

/* `districts`: a number for each of the `count` schedules. Those without a course are left out;
 * of many an evenly spread part is looked at. */
void calendar_learn(struct calendar *calendar, const struct drift_model *model,
                    const struct schedule *schedules, const size_t *districts, size_t count);

#endif

/*
 * usual: what projects usually plan, for those that do not say.
 *
 * 1. Domain: plausible planned days of projects that are not cancelled. Medians (of an even number
 *    the mean of the middle two) of the days from the planned start to the planned finish, and
 *    from 1 January of the plan year to the planned start. A finish before its start teaches
 *    nothing, nor does a duration of less than SCHEDULE_MIN_DAYS or more than USUAL_MOST_DAYS.
 * 2. The duration is held by the built-in one, worth five projects, on the log scale; so one or
 *    two move it little. No start: the built-in one; one or two: as they are.
 */
#ifndef ANALYSIS_USUAL_H
#define ANALYSIS_USUAL_H

#include <stddef.h>

#include "core/records.h"

/* USUAL_MOST_DAYS: five years; a plan that allots more to the works of one compound is mistyped. */
enum { USUAL_PLANNED_DAYS = 210, USUAL_START_DAY = 120, USUAL_MOST_DAYS = 1826 };

struct usual {
    double planned_days, start_day;
};

/* `excluded`: a project that must not be learnt from (SIZE_MAX: none). */
void usual_learn(struct usual *usual, const struct dataset *data, size_t excluded);

#endif

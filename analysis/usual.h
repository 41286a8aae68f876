/*
 * usual: what projects usually plan, for those that do not say.
 *
 * 1. Domain: plausible planned days of projects that are not cancelled. Medians (of an even number
 *    the mean of the middle two) of the days from the planned start to the planned finish, and
 *    from 1 January of the plan year to the planned start.
 * 2. None: built-in values. One or two: as they are.
 */
#ifndef ANALYSIS_USUAL_H
#define ANALYSIS_USUAL_H

#include <stddef.h>

#include "core/records.h"

enum { USUAL_PLANNED_DAYS = 210, USUAL_START_DAY = 120 };

struct usual {
    double planned_days, start_day;
};

/* `excluded`: a project that must not be learnt from (SIZE_MAX: none). */
void usual_learn(struct usual *usual, const struct dataset *data, size_t excluded);

#endif

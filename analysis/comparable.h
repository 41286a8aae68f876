/*
 * comparable: of the projects that once stood where this one stands, how many made it in time.
 *
 * 1. Domain: projects of the dataset with planned days of their own, at most 1.5 times as long
 *    or as short as this one was planned to last; never itself. A stage is the progress, to five
 *    points, by the first report that comes nearest; without progress, that works have begun, or
 *    that they have not.
 * 2. Each is looked at as many days after it came to the stage as this one is known to have been
 *    there, and had to be at it still: unfinished, and where this one has not begun, not begun.
 * 3. It made it when it was complete within as many days as this one has left. It counts only
 *    where these days are over and their outcome is known, for early finishers among those whose
 *    days are not over would flatter.
 * 4. Nobody, or no days left: 0 of 0. One or two: as they are; who shows it says how many.
 * 5. At most COMPARABLES_MOST projects are looked at, evenly spread over the dataset.
 */
#ifndef ANALYSIS_COMPARABLE_H
#define ANALYSIS_COMPARABLE_H

#include <stddef.h>

#include "analysis/schedule.h"
#include "core/records.h"

enum { COMPARABLES_MOST = 1000 };

struct comparables {
    size_t count;
    size_t *project;
    double *planned_days;
    daynum *started, *finish, *seen; /* DAYNUM_NONE: has not */
    daynum *at_stage;                /* [stage * count + item]; DAYNUM_NONE: never */
    daynum as_of;
};

struct comparable_count {
    size_t n, made_it;
};

void comparables_init(struct comparables *comparables, const struct dataset *data,
                      const struct progress_index *index, const struct schedule_defaults *defaults);
void comparables_release(struct comparables *comparables);

/* `project`: the index of the schedule's project; `until`: the day by which it is to finish. */
struct comparable_count comparables_count(const struct comparables *comparables, size_t project,
                                          const struct schedule *schedule, daynum until);

#endif

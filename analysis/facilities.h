/* facilities: parking spaces, chargers, lifts, pipes that the projects added, against plan. */
#ifndef ANALYSIS_FACILITIES_H
#define ANALYSIS_FACILITIES_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"

/* What a project added: as reported, else the difference of before and after; or VALUE_NONE. */
int64_t facilities_parking_added(const struct facilities *facilities);

/*
 * Sums over the counted projects of a district (see summary.h), ignoring unknowns; VALUE_NONE
 * where nobody said anything. `sums.project` has no meaning here; `sums.as_of` is the newest.
 * `per 100 households` divides by the households of those projects that report the facility.
 */
struct facilities_row {
    const char *group;
    int64_t projects, households;
    struct facilities sums;
    double parking_per_100_households, posts_per_100_households; /* NaN without households */
};

struct facilities_result {
    struct facilities_row *rows;
    size_t count;
    struct facilities_row total;
    struct arena strings;
};

void facilities_compute(struct facilities_result *result, const struct dataset *data);
void facilities_release(struct facilities_result *result);

#endif

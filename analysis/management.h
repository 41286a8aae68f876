/* management: who looks after the renovated compounds. */
#ifndef ANALYSIS_MANAGEMENT_H
#define ANALYSIS_MANAGEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"

/*
 * Sums over the compounds of live projects (neither gone nor cancelled), in the plan or not:
 * whoever manages a compound does so whatever plan it was renovated under. A compound that does
 * not say how many communities it is counts as one; its households are the managed ones where
 * they are said, else all of them, and so is its area. VALUE_NONE where nobody said anything.
 */
struct management_row {
    enum management_mode mode;                 /* 0: not said */
    int64_t communities, households, area_cm2; /* area: managed where said, else floor area */
    int64_t communities_central, households_central, area_central_cm2; /* 中心城区 */
    int64_t companies;                                                 /* distinct names */
};

struct management_result {
    struct management_row *rows;
    size_t count;
    struct management_row total;
};

void management_compute(struct management_result *result, const struct dataset *data);
void management_release(struct management_result *result);

#endif

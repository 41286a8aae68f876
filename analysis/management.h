/* management: who looks after the renovated compounds. */
#ifndef ANALYSIS_MANAGEMENT_H
#define ANALYSIS_MANAGEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"

enum management_by { MANAGEMENT_BY_MODE, MANAGEMENT_BY_DISTRICT, MANAGEMENT_BY_COMPANY };

/*
 * Sums over the compounds of live projects (neither gone nor cancelled), in the plan or not:
 * whoever manages a compound does so whatever plan it was renovated under. A compound that does
 * not say how many communities it is counts as one; its households are the managed ones where
 * they are said, else all of them, and so is its area. VALUE_NONE where nobody said anything.
 */
struct management_row {
    enum management_mode mode; /* by mode; 0: not said, and in every other grouping */
    const char *group;         /* the district, or the company; "" by mode, or not said */
    const char *district;      /* by company: the only one it works in, else "" */
    int64_t communities, households, area_cm2; /* area: managed where said, else floor area */
    int64_t communities_central, households_central, area_central_cm2; /* 中心城区 */
    int64_t companies;                                                 /* distinct names */
    /* Of them, under a professional company. */
    int64_t communities_professional, households_professional;
};

struct management_result {
    struct management_row *rows;
    size_t count;
    struct management_row total;
    struct arena strings;
};

/* What a compound counts for. */
int64_t management_communities(const struct compound *compound);
int64_t management_households(const struct compound *compound);
int64_t management_area_cm2(const struct compound *compound);

/* By mode in the order of the enumeration, with those that do not say last; else by name. */
void management_compute(struct management_result *result, const struct dataset *data);
void management_compute_by(struct management_result *result, const struct dataset *data,
                           enum management_by by);
void management_release(struct management_result *result);

#endif

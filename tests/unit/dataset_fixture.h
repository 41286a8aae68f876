/* dataset_fixture: small datasets in which everything is unknown until a test says it. */
#ifndef TESTS_DATASET_FIXTURE_H
#define TESTS_DATASET_FIXTURE_H

#include "core/records.h"

/* A dataset as of 2022-08-31; a test adds to it in order. */
void fixture_init(struct dataset *data);
struct project *fixture_project(struct dataset *data, const char *district, const char *name);
/* Parts of the project that was added last. */
struct compound *fixture_compound(struct dataset *data, const char *name);
struct budget *fixture_budget(struct dataset *data);
struct facilities *fixture_facilities(struct dataset *data);
struct satisfaction *fixture_satisfaction(struct dataset *data);
struct consent_tally *fixture_tally(struct dataset *data, const char *compound, int64_t total,
                                    int64_t agree, int64_t disagree, bool closed);
/* Household rows of the last tally, which then comes from them; buildings in order. */
void fixture_stairwell(struct dataset *data, const char *building, const char *unit, int64_t total,
                       int64_t agree, int64_t disagree);
void fixture_step(struct dataset *data, daynum month_end, int64_t agree, int64_t disagree);

#endif

/*
 * simulate: portfolios of projects from another family than the forecast's model.
 *
 * A project is a chain of activities with gamma-distributed durations, stalls, and a late
 * start; months bring shared, autocorrelated slowdowns to the city and to each district;
 * reports come at month ends, rounded, and some are stale. Frozen: results are compared
 * across versions of the model, never tuned to.
 */
#ifndef MEASURE_SIMULATE_H
#define MEASURE_SIMULATE_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"

struct simulation {
    uint64_t seed;
    int first_year, years; /* plan years; the last one is forecast */
    size_t projects_per_year, districts;
};

/* The whole truth: every finish is known, and every report until then. */
void simulate(struct dataset *truth, const struct simulation *simulation);

/* What was known on a day; shares no memory with the truth except texts. */
void simulate_known(struct dataset *known, const struct dataset *truth, daynum as_of);
void simulate_known_release(struct dataset *known);

#endif

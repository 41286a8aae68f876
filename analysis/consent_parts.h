/* consent_parts: the surveys of a project beside the compounds that it has. */
#ifndef ANALYSIS_CONSENT_PARTS_H
#define ANALYSIS_CONSENT_PARTS_H

#include <stddef.h>

#include "core/records.h"

/*
 * Where each project's compounds begin among the dataset's; one more closes the last. The caller
 * frees it.
 */
size_t *consent_first_compounds(const struct dataset *data);

/* The compounds that a project is listed with; one without a name says how many it stands for. */
size_t consent_parts_named(const struct dataset *data, const size_t *first, size_t project);

/*
 * The `count` > 0 tallies of a project's surveys, and behind them one of nobody's answers for each
 * listed compound that has none; a survey of the project as a whole speaks for all of them.
 * Returns how many there are in *parts, which the caller frees.
 */
size_t consent_parts(struct consent_tally **parts, const struct dataset *data, const size_t *first,
                     const struct consent_tally *tallies, size_t count);

/*
 * The blocks (buildings) of the survey at this index, as surveys of their own that end when it
 * does. None (0) where what is known of it is not by block: counts, household rows without a
 * building, or fewer rows than the compound has households. The caller frees *blocks.
 */
size_t consent_blocks(struct consent_tally **blocks, const struct dataset *data, size_t tally);

/* Their sum: unknown where one part is; closed where all are, stale where one is. */
struct consent_tally consent_parts_sum(const struct consent_tally *parts, size_t count);

#endif

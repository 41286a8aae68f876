/* candidate_score: what speaks for a candidate, in parts that are all printed. */
#ifndef ANALYSIS_CANDIDATE_SCORE_H
#define ANALYSIS_CANDIDATE_SCORE_H

#include "analysis/prioritise.h"

/*
 * Sets the parts (all but PART_CONSENT, which is there already), the score and the planned money
 * of candidates that still lie in the order of the dataset's projects.
 */
void candidate_scores_set(struct prioritise_result *result, const struct dataset *data,
                          const struct prioritise_options *options);

#endif

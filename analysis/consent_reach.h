/* consent_reach: how likely a survey under way is to get to its threshold. */
#ifndef ANALYSIS_CONSENT_REACH_H
#define ANALYSIS_CONSENT_REACH_H

#include <stddef.h>

#include "core/records.h"
#include "core/settings.h"

/*
 * Definitions.
 * 1. Of the s households that are silent at some stage of a survey, K agree by its end. K is
 *    beta-binomial(s, alpha, beta), alpha = size * mean + carry * agree, beta = size * (1 - mean)
 *    + carry * (answered - agree): `mean` is how those who answer late, or never, have answered,
 *    and `carry` in [0, 1] how much the early answers of a survey say of its late ones. Silence
 *    to the end counts as no agreement.
 * 2. mean, size and carry are learnt by maximum likelihood from surveys that are over, looked at
 *    when the same share of households had answered (five stages, by fifths): one observation a
 *    survey and stage.
 * 3. A district shifts the mean on the logit scale by an empirical-Bayes estimate, shrunk to the
 *    city's according to how much districts have differed.
 * 4. Where no survey that is over shows its path, only its end is known: then the final share
 *    is beta-binomial, and the silent are what is missing from it.
 * 5. No survey that is over, or nothing known of this one: NaN.
 */
struct consent_reach;

/* Learns from the closed surveys of the dataset; group_of gives each project's district. */
struct consent_reach *consent_reach_new(const struct dataset *data, const size_t *group_of,
                                        size_t group_count);
void consent_reach_free(struct consent_reach *reach);

/* The probability that this open survey meets the rule by its end. */
double consent_reach_probability(const struct consent_reach *reach, const struct consent_rule *rule,
                                 const struct consent_tally *tally, size_t group);

#endif

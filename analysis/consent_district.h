/* consent_district: the closed surveys of districts, compared with their clustering in mind. */
#ifndef ANALYSIS_CONSENT_DISTRICT_H
#define ANALYSIS_CONSENT_DISTRICT_H

#include "analysis/consent.h"
#include "analysis/grouping.h"

/*
 * Fills result->districts and result->spread from result->projects. Rates are agree/total;
 * intervals are Wilson's on the effective number of answers (clustering.h), empirical-Bayes
 * estimates come from a beta-binomial over the districts' effective counts. The test of
 * heterogeneity looks at the best-weighted shares, whose between and within parts then carry the
 * same weights: of the household rates themselves, which large projects rule, it would cry wolf.
 * Pairs are compared by the rates that are shown, so that a reader finds their difference again; by
 * simulation (tests/simulation) their intervals and the alarms of equal worlds keep their promises.
 * Any grouping of the dataset's projects will do: sub-districts and years are compared in the same
 * way.
 */
void consent_compare_districts(struct consent_result *result, const struct grouping *districts);

#endif

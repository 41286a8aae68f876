/*
 * reference: the reference class, learnt from every project that is known as of a day.
 *
 * Finished projects count in full, unfinished ones as censored. Each part is a fit that is held
 * by a built-in prior and falls back to it: with no history the prior stands alone. The fits
 * look at no more than a fixed number of projects, spread evenly over the dataset, so that
 * learning costs the same for a city and for a country.
 */
#ifndef ANALYSIS_REFERENCE_H
#define ANALYSIS_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/calendar.h"
#include "analysis/drift.h"
#include "analysis/schedule.h"
#include "analysis/shape.h"
#include "analysis/survival.h"
#include "analysis/usual.h"
#include "core/records.h"

struct reference {
    struct drift_model drift;
    struct survival_model survival;
    struct delay_model delay;
    struct shape_model shape;
    struct calendar calendar;
    bool drift_learnt, survival_learnt, delay_learnt, shape_learnt;
    double dates_share;   /* the weight of dates beside reports on a planned curve */
    double repeats_share; /* of reports that say what the one before said */
    struct usual usual;
    size_t finished, unfinished; /* projects that were learnt from */
    size_t with_reports;         /* … that report progress */
    bool withhold_curve;
};

/* `excluded`: a project that must not be learnt from (SIZE_MAX: none); for leaving one out. */
void reference_learn(struct reference *reference, const struct dataset *data,
                     const struct progress_index *index, size_t excluded, bool withhold_curve);

/* What is assumed of a project that does not say (see schedule_fill()). */
struct schedule_defaults reference_defaults(const struct reference *reference, daynum as_of);

/* The class of a project's works, as survival.h numbers them. */
unsigned reference_class(const struct project *project);

/* What was learnt, in one sentence in the language in force; into `buffer`. */
const char *reference_describe(const struct reference *reference, char *buffer, size_t size);

#endif

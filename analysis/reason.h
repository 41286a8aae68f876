/* reason: why a project's forecast is what it is, in one sentence from its numbers. */
#ifndef ANALYSIS_REASON_H
#define ANALYSIS_REASON_H

#include <stddef.h>

#include "analysis/assessment.h"
#include "analysis/forecast.h"
#include "analysis/reference.h"
#include "core/text.h"

/* Appends the sentence in the language in force; says something of every basis. */
void reason_write(struct text *out, const struct assessment *assessment,
                  const struct reference *reference, const struct forecast_project *project,
                  const struct deadlines *deadlines, daynum as_of, int64_t stale_days);

#endif

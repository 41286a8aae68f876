/* forecast_run: assesses and draws every project of a forecast, group by group, on threads. */
#ifndef ANALYSIS_FORECAST_RUN_H
#define ANALYSIS_FORECAST_RUN_H

#include "analysis/forecast.h"
#include "analysis/reference.h"

/* Fills the projects, counts and path of a forecast whose projects are listed. */
void forecast_run(struct forecast *forecast, const struct dataset *data,
                  const struct progress_index *index, const struct reference *reference,
                  const struct forecast_options *options);

#endif

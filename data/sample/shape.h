/* shape: draws one candidate project of the sample: its compounds, its survey, its plan. */
#ifndef DATA_SAMPLE_SHAPE_H
#define DATA_SAMPLE_SHAPE_H

#include "data/sample/model.h"

/*
 * Fills a candidate whose year, district and candidate number stand; `compounds` 0 leaves their
 * number to chance, otherwise they are small ones within the central area.
 */
void shape_draw(struct model_project *project, const struct model *model, int compounds);

/* The dates between the survey and the planned finish; after the survey's own are known. */
void shape_plan(struct model_project *project, const struct model *model);

#endif

/*
 * region_sum: a city's row in the column of its districts. It is the sum of the other rows, and
 * stands among them as if it were one of them. And the other way round: a row of the nation that
 * would be a sum, and has no others.
 */
#ifndef INGEST_REGION_SUM_H
#define INGEST_REGION_SUM_H

#include "ingest/plan.h"

/* Notes in the plan of a table of totals the line of such a row (plan->sum_line), or of one of
 * which nothing tells whether it is (plan->unsure_line), or that the nation stands alone
 * (plan->nation_alone); reads the file once. */
enum status region_sum_find(struct plan *plan, const struct header *header,
                            const struct source_file *file, struct error *error);

#endif

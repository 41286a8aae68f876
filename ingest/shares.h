/* shares: which columns of percents print them as shares of one: 0.667 for 66.7 %. */
#ifndef INGEST_SHARES_H
#define INGEST_SHARES_H

#include "ingest/plan.h"

/*
 * Looks at all cells of the columns of percents. Where none is above one, and some lie between, the
 * column is one of shares. Nobody knows where the header says percents, where some cells have the
 * sign, where all are 0 or 1, and in a sheet of rejects, which is a choice of rows.
 */
enum status shares_find(struct plan *plan, const struct header *header,
                        const struct source_file *file, struct error *error);

#endif

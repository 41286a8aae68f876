/* shares: whether columns of percents hold shares of one. */
#ifndef INGEST_SHARES_H
#define INGEST_SHARES_H

#include "ingest/plan.h"

/* Settles it for the columns that do not say which they are, by a look at all of their cells. */
enum status shares_find(struct plan *plan, const struct header *header,
                        const struct source_file *file, struct error *error);

#endif

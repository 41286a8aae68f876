/* header_under: rows between a header and its data: units by column, or the columns' numbers. */
#ifndef INGEST_HEADER_UNDER_H
#define INGEST_HEADER_UNDER_H

#include "ingest/header_state.h"

/*
 * Whether the row is one of the two; the units of its columns are taken over where the header
 * itself says none. `header` has its columns already.
 */
bool header_under(struct header *header, const struct row *row);

#endif

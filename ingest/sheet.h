/* sheet: a sheet of rejects that comes back, and what its source knows of it. */
#ifndef INGEST_SHEET_H
#define INGEST_SHEET_H

#include "data/store.h"
#include "ingest/header.h"

/*
 * Rows of a sheet are of the day, the units and the title of the file that they come from, also
 * where the lines above the header are gone: their numbers name it. *as_of is DAYNUM_NONE where the
 * sheet says its day, where its rows do, and where it is no sheet of this database.
 */
enum status sheet_recall(struct header *header, struct store *store, const struct source_file *file,
                         daynum *as_of, struct error *error);

#endif

/* reject: rows that were not loaded, as they are booked; for the files of this folder only. */
#ifndef DATA_REJECT_H
#define DATA_REJECT_H

#include "core/records.h"
#include "data/db.h"

/* The statement that reject_book() runs; the caller finalizes it. */
enum status reject_prepare(sqlite3 *db, sqlite3_stmt **statement, struct error *error);
/* Books a row of the reject's source. `raw` must be free of private data already. */
enum status reject_book(sqlite3_stmt *statement, const struct reject *reject, struct error *error);

/*
 * Resolves what is open of files that were loaded again, by their newest load: its own rejects say
 * how its rows fare now. A file is loaded again by its bytes, as the same kind and as of the same
 * day, or as of no day of its own but that of either load.
 */
enum status reject_resolve_reread(sqlite3 *db, struct error *error);

#endif

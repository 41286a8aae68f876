/* reject: rows that were not loaded, as they are booked; for the files of this folder only. */
#ifndef DATA_REJECT_H
#define DATA_REJECT_H

#include "core/records.h"
#include "core/text.h"
#include "data/db.h"

/* The statement that reject_book() runs; the caller finalizes it. */
enum status reject_prepare(sqlite3 *db, sqlite3_stmt **statement, struct error *error);
/* Books a row of the reject's source. `raw` must be free of private data already. */
enum status reject_book(sqlite3_stmt *statement, const struct reject *reject, struct error *error);

/* The digits of a checksum that a mark's letters stand for: see store_read_rejects(). */
void reject_mark_digits(const char *mark, char digits[REJECT_MARK_LETTERS + 1]);

/* "line 3 of 'x.csv' …": why a row is rejected of which another file has the first word. `field`:
 * one of its project, NULL: its key. */
enum status reject_say_other(sqlite3 *db, int64_t source_id, int64_t line, const char *field,
                             struct text *message, struct error *error);

/*
 * Resolves what is open of files that were loaded again, by their newest load: its own rejects say
 * how its rows fare now. A file is loaded again by its bytes, as the same kind and as of the same
 * day, or as of no day of its own but that of either load.
 */
enum status reject_resolve_reread(sqlite3 *db, struct error *error);

#endif

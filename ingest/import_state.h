/* import_state: what the import of one file holds; for import*.c only. */
#ifndef INGEST_IMPORT_STATE_H
#define INGEST_IMPORT_STATE_H

#include "core/digest.h"
#include "ingest/import.h"
#include "ingest/read_ahead.h"
#include "ingest/reject_match.h"
#include "ingest/salt.h"

struct import {
    struct store *store;
    const struct import_options *options;
    struct import_report *report;
    struct progress_call progress;
    struct source_file file;
    struct header header;
    struct plan plan;
    struct read_ahead *ahead;
    int plan_year;                /* of rows that name none; 0: not said */
    daynum said_date;             /* that the file is said to be as of; DAYNUM_NONE: not said */
    daynum sheet_date;            /* of the file that a sheet of rejects comes from; see sheet.h */
    int year_of_dates;            /* of dates that name none; 0: not said */
    char reading[DIGEST_HEX_MAX]; /* see reading.h */
    unsigned char salt[SALT_BYTES];
    bool has_salt;
    struct text first_reject;       /* what a strict load stops with */
    struct reject_return *returned; /* rejects of other loads that rows of this file bring back */
    size_t returned_count, returned_capacity;
    struct reject_matches matches;        /* … and may bring back without saying so */
    size_t reject_capacity, reject_bytes; /* of the rejects that a dry run keeps */
    /* Written for each row, on a cache line that the reading thread does not look at. */
    _Alignas(CACHE_LINE_BYTES) const struct read_record *record; /* NULL before the first */
    int64_t reported; /* bytes done when progress was told last */
};

/* Fills in the columns of the report: mapping, unknown ones, private ones. */
void import_describe(struct import *import);
/* Once all records were read: adds columns without a name that turned out to have content. */
void import_describe_nameless(struct import *import);
/* Adds the current record to the first rows of a dry run, until there are enough. */
void import_preview(struct import *import);
/* The same of a file whose columns have no fields yet: as it stands. */
void import_preview_foreign(struct import *import);
bool import_preview_is_full(const struct import_report *report);
/* Tells in the report of what the store has rejected of the file. */
enum status import_note_rejects(struct import *import, struct error *error);

/* Starts to read the file's records, and gives them to the store; what is none, it books. */
enum status import_start_reading(struct import *import, struct error *error);
struct row_source import_rows(struct import *import);
const char *import_raw(void *self);
/* Once all records were read. */
enum status import_book_subtotals(struct import *import, struct error *error);

/* The load of the file that was understood, in one transaction. */
enum status import_load(struct import *import, struct error *error);
struct load_request import_request(const struct import *import);

#endif

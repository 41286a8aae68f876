/*
 * read_ahead: the records of a file in their order, read, decoded, parsed and checked by a
 * thread of its own while the caller stores those that came before.
 *
 * The thread fills a ring of batches, each bounded in records and bytes, so that memory does not
 * grow with the file. Nothing that a record says depends on how the two threads take turns.
 */
#ifndef INGEST_READ_AHEAD_H
#define INGEST_READ_AHEAD_H

#include "ingest/record.h"

/* What one thread writes for each row shares no line with what the other reads: two processors that
 * take turns at a line were a fifth of the time. */
enum { CACHE_LINE_BYTES = 64 };

struct read_ahead;

/* A record, until the next one is asked for. */
struct read_record {
    enum record_class is;
    enum row_class row;        /* of a skipped one */
    struct reject_return back; /* see struct record_stream */
    int64_t line;              /* on which it starts */
    int64_t end;               /* the bytes of the file up to its end */
    const int64_t *values;     /* by plan field; VALUE_NONE where blank */
    const char *const *texts;  /* by plan field; NULL where blank or no text */
    enum reject_code code;     /* of a faulty one: see struct record_fault_note */
    int column, field;
    const char *fault_value, *message;
};

/*
 * `file`, `header` and `plan` are read by the thread until read_ahead_free(), and must not change.
 * `as_of`, `said_date`, `year` and `salt` are as in struct record_stream.
 */
enum status read_ahead_new(struct read_ahead **ahead, const struct source_file *file,
                           const struct header *header, const struct plan *plan, daynum as_of,
                           daynum said_date, int year, const unsigned char *salt,
                           struct error *error);
/* Ends the thread, also in the middle of a file. */
void read_ahead_free(struct read_ahead *ahead);

/* *record is NULL at the end of the file. A failure comes after the records before it. */
enum status read_ahead_next(struct read_ahead *ahead, const struct read_record **record,
                            struct error *error);

/* What the file's subtotals came to: once *record was NULL, for the thread has ended then. */
struct subtotals *read_ahead_subtotals(struct read_ahead *ahead);

/* Whether a column without a name has content, once *record was NULL. */
bool read_ahead_is_filled(const struct read_ahead *ahead, size_t column);

/* A cell of the current record as the file has it; "" where the record has no such one. */
const char *read_ahead_cell(const struct read_ahead *ahead, size_t column);

/* See record_raw.h. */
const char *read_ahead_raw(struct read_ahead *ahead);

#endif

/*
 * csv_reader: the records of a file (libcsv), each with the line on which it starts.
 *
 * libcsv is strict, and gets one physical line at a time. A record that breaks the rules, or
 * whose quote does not close within bounds, is faulty by itself: reading goes on with the line
 * after the one on which it began, so that a stray quote costs one line and not the rest.
 */
#ifndef INGEST_CSV_READER_H
#define INGEST_CSV_READER_H

#include <csv.h>

#include "ingest/line_reader.h"

enum { RECORD_BYTES_MAX = 1 << 20, RECORD_LINES_MAX = 1000 };

enum record_fault {
    FAULT_NONE,
    FAULT_ENCODING, /* bytes that are no text; the cells are there */
    FAULT_QUOTE,    /* text behind a closing quote */
    FAULT_UNCLOSED, /* the quote that was opened never closes */
    FAULT_SIZE,     /* a line or record is larger than it may be */
};

/* A record is no larger than RECORD_BYTES_MAX, so that a million empty cells need not cost more. */
struct cell {
    uint32_t offset, length; /* into `bytes`; a NUL follows */
};

struct csv_record {
    int64_t line; /* on which it starts, from 1 */
    enum record_fault fault;
    struct cell *cells;
    size_t count, capacity;
    struct text bytes;
    struct text raw; /* of a faulty record: its first line */
};

void csv_record_init(struct csv_record *record);
void csv_record_release(struct csv_record *record);

/* A cell as a NUL-terminated string; "" behind the last one. */
static inline const char *csv_record_cell(const struct csv_record *record, size_t column)
{
    return column < record->count ? record->bytes.data + record->cells[column].offset : "";
}

static inline size_t csv_record_length(const struct csv_record *record, size_t column)
{
    return column < record->count ? record->cells[column].length : 0;
}

struct csv_reader {
    struct line_reader lines;
    struct csv_parser parser;
    char delimiter;
    struct csv_record *record; /* that is being read */
    bool complete;
};

enum status csv_reader_init(struct csv_reader *reader, const struct source_file *file,
                            char delimiter, struct error *error);
void csv_reader_release(struct csv_reader *reader);

/* The next record that is not a blank line; *more is false at the end. */
enum status csv_reader_next(struct csv_reader *reader, struct csv_record *record, bool *more,
                            struct error *error);

#endif

/*
 * record: one row of an export as typed values, or the reason why it is none.
 *
 * The stream reads record by record: what is skipped is counted, blank cells of merged groups
 * are as above, texts are cleaned of what belongs to people, and each cell is read by its rule.
 */
#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

#include "ingest/record_address.h"
#include "ingest/record_raw.h"
#include "ingest/reject_return.h"
#include "ingest/rows.h"
#include "ingest/subtotal.h"

enum record_class { RECORD_DATA, RECORD_SKIPPED, RECORD_FAULTY };

struct record_fault_note {
    enum reject_code code;
    int column; /* from 1; 0: the row as a whole */
    int field;  /* dictionary index; -1: none */
    struct text value, message;
};

struct record_stream {
    const struct header *header;
    const struct plan *plan;
    enum export_kind kind;
    daynum as_of;              /* of the file; DAYNUM_NONE: its rows say */
    daynum said_date;          /* that the file is said to be as of; DAYNUM_NONE: not said */
    int year;                  /* of the plan, for dates that name none; 0: not said */
    int order[2][2];           /* plan fields of a start and of its finish; -1: none */
    int span_column;           /* see span.h; -1: none */
    int owner;                 /* the plan field of identity numbers; -1: none */
    const unsigned char *salt; /* of the tokens in raw(); NULL: without tokens */
    struct csv_reader reader;
    struct row_watch watch;
    bool *filled; /* by column: one without a name has content */
    struct value_cache *cache;
    struct subtotals subtotals;

    /* The current record. */
    struct csv_record csv;
    enum record_class is;
    enum row_class row;        /* of a skipped one */
    struct reject_return back; /* the reject as which it comes back; 0: none */
    bool in_one_cell;          /* … and still stands in one cell, for its quotes were broken */
    struct record_fault_note fault; /* of a faulty one */
    struct text further;            /* … what is wrong with another cell of it */
    int fault_count;                /* … the cells that its message tells of, or may not */
    int64_t *values;                /* by plan field; VALUE_NONE where blank; and see subtotal.h */
    int64_t *steps;                 /* by plan field: of amounts that add up; see value_step() */
    const char **texts;             /* by plan field; NULL where blank or no text */
    struct text *own;               /* by plan field: texts that are not as in the file */
    struct text *above;             /* by plan field: the last text of a grouping column */
    int64_t *lost;                  /* by plan field: the line of a row that could not be read and
                                     * may have begun a group; 0: `above` is right */
    bool *named;                    /* by plan field: a row has begun a group of it */
    bool begun;                     /* a row has been read */
    size_t other_count;             /* rows of tables above the header that are read already */
    bool other_is_private;          /* the other table that has begun names people */
    int part_column; /* of a table of totals: where 其中 began a list of parts; -1 */
    int region_number, region_column; /* of the last region that is no part */
    int part_after;                   /* the number of the region that has the parts; 0: none */
    bool whole_above;                 /* the last of them was all of a region */
    struct text counted;              /* of such a table: the regions of the last row added up */
    bool in_parts;                    /* 其中 began a list of sums, and no row of data ended it */
    bool sums_regions;                /* the file has sums above the rows of a region */
    struct record_address address;
    struct text *last;  /* by plan field: its last cell, which `own` came of … */
    bool *as_it_stands; /* … or which needed no cleaning */
};

enum status record_stream_init(struct record_stream *stream, const struct source_file *file,
                               const struct header *header, const struct plan *plan,
                               struct error *error);
void record_stream_release(struct record_stream *stream);

/* *more is false at the end of the file. */
enum status record_stream_next(struct record_stream *stream, bool *more, struct error *error);

/* What the current record is to record_raw_add(). */
struct record_view record_stream_view(const struct record_stream *stream);

#endif

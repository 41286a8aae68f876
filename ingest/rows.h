/*
 * rows: which records are data: subtotals, repeated headers and notes are not; and blank cells of
 * merged groups are as above.
 */
#ifndef INGEST_ROWS_H
#define INGEST_ROWS_H

#include "ingest/note.h"
#include "ingest/plan.h"

enum row_class {
    ROW_DATA,
    ROW_SUBTOTAL,
    ROW_HEADER,
    ROW_NOTE,
    ROW_OTHER_TABLE, /* the header of another table in the same file, or a row under it */
};

/* What a row is to the sections of a list. */
enum section { SECTION_NONE, SECTION_MAYBE, SECTION_SURE };

struct seen_label {
    struct text cell;
    bool is_subtotal;
};

struct row_watch {
    const struct header *header;
    const struct plan *plan;
    enum label *labels;      /* by column; a subtotal may be named in all that name anything */
    struct seen_label *seen; /* by column: its last cell */
    int name_column;         /* in which a region may be summed up by its name; -1: none */
    bool has_codes;
    bool after_subtotal; /* the record before was one */
    bool after_note;
    bool region_sum;        /* the record is the sum of the region that it begins */
    bool region_or_project; /* the record may be one of the two */
    enum section section;   /* the record heads one, see section.h */
    int section_column;     /* … that names it */
    bool new_region;        /* the record names another region than the one before */
    struct text region;     /* the last cell that named one */
    int64_t other_table;    /* the line on which another table began; 0: none has */
    struct header_index *words;
    struct text key;
    struct text plain; /* the last text that heads no column */
};

void row_watch_init(struct row_watch *watch, const struct header *header, const struct plan *plan);
void row_watch_release(struct row_watch *watch);
enum row_class row_watch_class(struct row_watch *watch, const struct csv_record *record);

/* A number, also under a header that is not known or not used. */
bool row_is_amount(const struct header_column *column, const char *cell);
/* The year of the plan or the date of the table, which stands in every row. */
bool row_is_frame(const struct row_watch *watch, size_t column);

#endif

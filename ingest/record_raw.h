/*
 * record_raw: a record as a line of CSV without anything that belongs to a person, with what blank
 * merged cells stand for, so that it can be read by itself, and without the number that it came
 * back by. "" where no one knows in which cell somebody's name stands.
 */
#ifndef INGEST_RECORD_RAW_H
#define INGEST_RECORD_RAW_H

#include "ingest/rows.h"

/* What there is to know of a record, be it just read or kept until it was stored. */
struct record_view {
    const struct header *header;
    const struct plan *plan;
    const unsigned char *salt; /* of the tokens; NULL: without tokens */
    const struct csv_record *csv;
    size_t width;             /* its cells, with those at the end that are empty and not in `csv` */
    const struct text *above; /* by plan field: what a blank merged cell stands for; "": nothing */
    enum row_class row;
    bool other_is_private; /* of ROW_OTHER_TABLE: that table names people */
    bool numbered;         /* it has the number of a reject */
    bool in_one_cell;      /* it came back in one cell, for its quotes were broken */
};

void record_raw_add(struct text *raw, const struct record_view *view);

/* Whether the cells may stand under other columns than their own. */
bool record_is_shifted(const struct record_view *view);

#endif

/* note: which records are notes around a table, and no rows of it. */
#ifndef INGEST_NOTE_H
#define INGEST_NOTE_H

#include "core/text.h"
#include "ingest/header.h"

/* What a column names. */
enum label {
    LABEL_NONE,
    LABEL_NUMBER, /* of the row */
    LABEL_REGION,
    LABEL_CODE, /* of the project */
    LABEL_NAME,
};

enum note {
    NOTE_NONE,
    NOTE_ALONE, /* one cell, where none can stand alone: the title again, the head of a section */
    NOTE_SAID,  /* a note by what it says; lines of one cell that follow it go on with it */
};

/* `labels` by column; `goes_on`: the record before was NOTE_SAID; `key` is for use inside. */
enum note note_find(const struct header *header, const enum label *labels,
                    const struct csv_record *record, bool goes_on, struct text *key);

/* Whether the first filled cell of a record, normalised, begins a note, whatever stands beside it.
 */
bool note_begins(const char *key);

#endif

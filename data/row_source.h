/* row_source: a stream of typed records, which `ingest` offers and `data` loads. */
#ifndef DATA_ROW_SOURCE_H
#define DATA_ROW_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/date.h"
#include "core/error.h"

/*
 * After next() has said `*more`, cell() gives the current record's value of a field (its index
 * in the dictionary) in the unit of its type, of a date its day number: false where the cell is
 * blank. Text, code and key fields come through text() as UTF-8 that lives until the next call of
 * next(). Records that are skipped or rejected never come this far: ingest has booked them.
 */
struct row_source {
    void *self;
    enum status (*next)(void *self, bool *more, struct error *error);
    bool (*cell)(void *self, int field, int64_t *value);
    const char *(*text)(void *self, int field); /* NULL: blank */
    int64_t (*line)(void *self);                /* physical line on which the record starts */
};

#endif

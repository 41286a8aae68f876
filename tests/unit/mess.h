/*
 * mess: random clean data of any kind of export, and the same data written as a tidy file or in
 * the mess that exports come in. Both must load as the same database.
 */
#ifndef TESTS_UNIT_MESS_H
#define TESTS_UNIT_MESS_H

#include <stdint.h>

#include "core/date.h"
#include "core/memory.h"
#include "core/text.h"
#include "core/value.h"
#include "data/dictionary.h"

enum { CLEAN_COLUMNS_MAX = 64, CLEAN_ROWS_MAX = 16 };

/* Chance, the same on every machine. */
struct chance {
    uint64_t state;
};

/* From 0 to count - 1. */
unsigned chance_pick(struct chance *chance, unsigned count);

#define CHANCE_PICK(chance, words)                                                                 \
    (words)[chance_pick(chance, (unsigned)(sizeof(words) / sizeof *(words)))]

/* A value as it is stored: fen, cm2, mm, 1/1000 %, a day, a flag, an enumeration's value, bits. */
struct clean_cell {
    bool known;
    int64_t number;
    const char *text; /* of texts and codes */
};

/* What an export is about, without any form. */
enum clean_form { CLEAN_LEDGER, CLEAN_HOUSEHOLDS, CLEAN_COUNTS, CLEAN_TOTALS };

struct clean_table {
    enum export_kind kind;
    enum clean_form form;
    const struct field *columns[CLEAN_COLUMNS_MAX];
    size_t column_count, row_count;
    struct clean_cell cells[CLEAN_ROWS_MAX][CLEAN_COLUMNS_MAX];
    struct arena strings;
};

/* A random choice of the fields that the dictionary has for such an export, and random rows. */
void clean_table_make(struct clean_table *table, enum export_kind kind, enum clean_form form,
                      struct chance *chance);
void clean_table_release(struct clean_table *table);

/* The column of a field by its name; -1: none. */
int clean_table_find(const struct clean_table *table, const char *field);

/* The bytes of a file: UTF-8, commas, one header of field names, values as the dictionary says. */
void mess_write_tidy(struct text *bytes, struct clean_table *table);
/* The same data in any encoding and form, with everything around them that people put there. */
void mess_write(struct text *bytes, struct clean_table *table, struct chance *chance);

#endif

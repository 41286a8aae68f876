/*
 * subject: the tables of facts, as sql/001_schema.sql has them and the dictionary fills them.
 *
 * A version of a fact is one row: its key, as_of, known, source_id, line, and the columns below,
 * which are dictionary fields by name. The SQL that writes, compares and reads versions is made
 * from here.
 */
#ifndef DATA_SUBJECT_H
#define DATA_SUBJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/text.h"
#include "data/dictionary.h"

enum { SUBJECT_COLUMNS_MAX = 64, SUBJECT_KEYS_MAX = 3 };

struct subject_table {
    const char *name;                   /* "project_fact"; NULL: the subject is not stored so */
    const char *keys[SUBJECT_KEYS_MAX]; /* key columns before as_of */
    int key_count;
    bool listed; /* has the column `listed`: the row comes from a list of projects */
    int fields[SUBJECT_COLUMNS_MAX]; /* dictionary indices, one a column */
    int field_count;
};

/* All of them, by enum subject. */
struct subject_tables {
    struct subject_table of[SUBJECT_COUNT];
};

void subject_tables_init(struct subject_tables *tables);

/* The position of a field among a table's columns; -1 where it is none of them. */
int subject_column(const struct subject_table *table, int field);
/* The bit of a field by its name, 0 where the table has no such column. */
uint64_t subject_bit(const struct subject_table *table, const char *field);

/* "a, b, c" of the columns in `mask`, in column order, each with `prefix`. */
void subject_list(const struct subject_table *table, uint64_t mask, const char *prefix,
                  struct text *out);

#endif

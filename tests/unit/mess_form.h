/* mess_form: the form of one file in all its details; for mess*.c only. */
#ifndef TESTS_UNIT_MESS_FORM_H
#define TESTS_UNIT_MESS_FORM_H

#include "ingest/unit.h"
#include "tests/unit/mess.h"

enum mess_encoding {
    MESS_UTF8,
    MESS_UTF8_MARKED,
    MESS_GB18030,
    MESS_UTF16LE,
    MESS_UTF16BE,
    MESS_UTF16LE_BARE,
    MESS_UTF16BE_BARE,
    MESS_MIXED, /* some lines in UTF-8, some in GB18030 */
    MESS_ENCODING_COUNT
};

enum percent_form {
    PERCENT_SIGNED,    /* 66.7% */
    PERCENT_BY_HEADER, /* 66.7 under （%） */
    PERCENT_BARE,      /* 66.7 */
    PERCENT_FRACTION,  /* 0.667 */
    PERCENT_SAID,      /* 已完成总工程量的66.7% */
};

/* Where the line of units stands. */
enum mess_units { UNITS_ABOVE, UNITS_BELOW_HEADER, UNITS_AT_END, UNITS_PLACE_COUNT };

struct mess_column {
    const char *header; /* as printed; under a group: what stands below it */
    const char *group;  /* NULL: none */
    int64_t factor;     /* of the unit in which bare numbers are */
    bool unit_in_cell;
    enum percent_form percent;
    unsigned flag_words;
};

struct mess {
    bool tidy;
    char delimiter;
    const char *line_end;
    enum mess_encoding encoding;
    const struct mess_unit *money, *area, *length; /* of the line of units; NULL: not said */
    enum mess_units units_at;
    bool title, note_above, padded, merged, fullwidth, thousands, subtotals, numbers_under;
    bool total_above, notes, headers_again, empty_columns, two_rows;
    bool numbered, remarks, blank_lines; /* columns that nobody asks for: 序号, 备注, 附件材料 */
    size_t order[CLEAN_COLUMNS_MAX];
    struct mess_column columns[CLEAN_COLUMNS_MAX];
    struct clean_table *table;
    struct chance *chance;
};

struct mess_unit {
    enum field_type type;
    const char *name;
    int64_t factor;
};

/* A unit that people give numbers of the type in; NULL where there is none. */
const struct mess_unit *mess_unit_pick(struct chance *chance, enum field_type type);

/* Writes a cell of the table; `row` may be one of no table, with `cell` a sum. */
void mess_cell(struct text *out, const struct mess *mess, size_t row, size_t column,
               const struct clean_cell *cell);

/* Chooses the names and units of all columns. */
void mess_head(struct mess *mess);

#endif

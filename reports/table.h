/*
 * table: typed cells in named columns. The one form in which results leave the program; only
 * the drivers (text, csv, json, md, html, xlsx, pdf) format them.
 */
#ifndef REPORTS_TABLE_H
#define REPORTS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/memory.h"
#include "core/value.h"

/* What a column holds; it decides alignment, digits, JSON type and spreadsheet format. */
enum measure {
    MEASURE_TEXT,
    MEASURE_COUNT,       /* whole number: int64 */
    MEASURE_YUAN,        /* int64 fen; JSON in yuan; reports may show 万元 */
    MEASURE_M2,          /* int64 cm2; JSON in m2 */
    MEASURE_METRES,      /* int64 mm; JSON in metres */
    MEASURE_PERCENT,     /* double, 0-100 */
    MEASURE_PROBABILITY, /* double, 0-1 in JSON; shown in % with 'under 1 %' and 'over 99 %' */
    MEASURE_NUMBER,      /* double with `digits` behind the point */
    MEASURE_DATE,        /* daynum */
    MEASURE_DAYS,        /* double: days */
    MEASURE_FLAG,        /* bool */
    MEASURE_TABLE,       /* a table within the cell; JSON only */
};

struct table_column {
    const char *key;   /* JSON and CSV name, with its unit: "paid_yuan". "finish.p50" nests */
    const char *label; /* translated heading for people */
    enum measure measure;
    int digits;     /* behind the point, where the measure leaves it open */
    bool json_only; /* too much for a table on a screen */
};

enum cell_mark {
    CELL_PLAIN,
    CELL_SUPPRESSED,  /* [c] */
    CELL_REVISED,     /* [r] */
    CELL_PROVISIONAL, /* [p] */
    CELL_FACT,        /* a probability that is a fact: may be shown as 0 % or 100 % */
};

struct table_cell {
    bool known; /* false: null in JSON, "–" for people */
    enum cell_mark mark;
    union {               /* by the column's measure */
        int64_t integer;  /* counts, fen, cm2, mm, dates, flags */
        double number;    /* percentages, probabilities, numbers, days */
        const char *text; /* texts */
        struct table *table;
    };
};

struct table {
    const char *name;    /* JSON key: "projects" */
    const char *caption; /* translated; may be "" */
    struct table_column *columns;
    size_t column_count;
    struct table_cell *cells; /* row by row */
    size_t row_count, row_capacity;
    bool plain_list; /* JSON: one column, written as an array of its values */
    bool single;     /* JSON: one row, written as an object rather than an array */
    bool total;      /* the sums of the table before it, whose columns it shares: its last line
                        for people, an object of its own in JSON, left out of CSV */
    bool json_only;  /* too much, or too little, for a screen */
    struct arena *strings; /* of the listing; owns texts and inner tables */
    size_t next_column;    /* where a setter looks first */
};

/* A command's whole answer: head values and tables, in order. */
struct listing {
    struct table head; /* one row: as_of, seed, …; no columns where there is no head */
    struct table **tables;
    size_t table_count, table_capacity;
    const char **notes; /* what a reader has to know beside the tables, one sentence each */
    size_t note_count, note_capacity;
    struct arena strings;
};

/* A table by itself, whose texts live in `strings`; a listing's tables are its own. */
void table_init(struct table *table, struct arena *strings, const char *name, const char *caption,
                const struct table_column *columns, size_t column_count);
void table_release(struct table *table);

void listing_init(struct listing *listing);
void listing_release(struct listing *listing);
/* A new table at the end of the listing; `columns` are copied, their strings are not. */
struct table *listing_table(struct listing *listing, const char *name, const char *caption,
                            const struct table_column *columns, size_t column_count);
/* Adds a sentence; it is copied. */
void listing_note(struct listing *listing, const char *text);
/* A table for a cell of MEASURE_TABLE, which owns it once table_set_table() has put it there. */
struct table *table_inner(struct table *outer, const struct table_column *columns,
                          size_t column_count);

/* Adds a row of unknown cells and returns its first cell; valid until the next row is added. */
struct table_cell *table_row(struct table *table);
/* Each sets one cell of the last row by the column's key and knows its own unknowns
 * (VALUE_NONE, DAYNUM_NONE, NaN, NULL or ""). Texts are copied. */
void table_set_integer(struct table *table, const char *key, int64_t value);
void table_set_number(struct table *table, const char *key, double value);
void table_set_text(struct table *table, const char *key, const char *value);
void table_set_date(struct table *table, const char *key, daynum value);
void table_set_flag(struct table *table, const char *key, bool value);
void table_set_table(struct table *table, const char *key, struct table *value);
void table_set_mark(struct table *table, const char *key, enum cell_mark mark);
/* The same for the head: adds the column as well. */
void listing_head_text(struct listing *listing, const char *key, const char *label,
                       const char *value);
void listing_head_date(struct listing *listing, const char *key, const char *label, daynum value);
void listing_head_integer(struct listing *listing, const char *key, const char *label,
                          int64_t value);

/* How a listing is written. */
enum listing_format { LISTING_TABLE, LISTING_CSV, LISTING_JSON, LISTING_MARKDOWN };

struct text;
/* Appends the listing to `out`. `colour`: ANSI emphasis in LISTING_TABLE; never the only sign. */
void listing_write(struct text *out, const struct listing *listing, enum listing_format format,
                   bool colour);

/*
 * A cell as people read it, in the language in force ("66.7 %", "1,234.50", "–"). Money is
 * shown in units of 10,000 yuan (万元) with two digits, areas in m2 and lengths in metres: the
 * column's heading names the unit.
 */
void cell_format(struct text *out, const struct table_column *column,
                 const struct table_cell *cell);

/* Whether a document has this column: JSON alone holds more. */
bool column_is_shown(const struct table_column *column);

/* The column's label, with the unit of its cells where they do not carry it themselves. */
void column_heading(struct text *out, const struct table_column *column);

/* Says that a document holds the first rows of a longer table, and where the others are. */
void table_cut_note(struct text *out, size_t shown, size_t rows);

/* A cell as machines read it, without a unit: "66.7", "1234.50" (yuan), "2022-08-31", "". */
void cell_format_plain(struct text *out, const struct table_column *column,
                       const struct table_cell *cell);

#endif

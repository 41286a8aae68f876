/* header_state: what the search for a header goes through; for header*.c only. */
#ifndef INGEST_HEADER_STATE_H
#define INGEST_HEADER_STATE_H

#include "ingest/header.h"

/* One of the first records. */
struct row {
    const char **cells;
    size_t count; /* down to the last that is not blank */
    size_t width; /* of all cells */
    int64_t line, next_offset, next_line;
    int64_t table; /* of another table than the header's: the line on which that begins; 0: none */
    bool heads_table;
};

/* The first records of a file under one delimiter. */
struct rows {
    struct row items[HEADER_ROWS_MAX];
    size_t count;
    int64_t unclosed; /* the line of the first record whose quote never closes; 0: none */
};

/* What the rows may be read as: which of them are the header, and of which kind. */
struct header_candidate {
    size_t at, rows; /* first row, 1 or 2 rows */
    enum export_kind kind;
    int score;
    struct header_column *columns; /* the candidate's own */
    const char **groups;           /* the same; by column: what stands over its name; NULL */
    size_t count;
};

struct search {
    struct header_index *index;
    const struct header_request *request;
    struct header *header; /* whose arena keeps all strings */
    int plan_year; /* of the title (2022年老旧小区改造…), which is the plan's; 0: none */
};

/* The first records; their cells, trimmed, live in `strings`. */
enum status header_rows_read(struct rows *rows, const struct source_file *file, char delimiter,
                             struct arena *strings, struct error *error);

/*
 * Whether the second of two rows has nothing but the heads of columns under groups: cells of the
 * first with blank ones to their right, all of which have a text beneath, while the other columns
 * have none, but for a word that says which number a column is (累计, 计划).
 */
bool header_rows_are_split(const struct row *upper, const struct row *lower);

/* Blanks the cells of a header of two rows that a tool filled, across or down, having unmerged
 * them: what it repeats is merged again. The rows are copies; their cells live in `strings`. */
void header_rows_unfill(struct row *upper, struct row *lower, struct arena *strings);

/* The field of a column by its name and the group over it (NULL: none); says in the column why it
 * is none, where the words around a known header make another number of it. */
struct header_match header_name_match(const struct search *search, enum export_kind kind,
                                      struct header_column *column, const char *group);

/* Finds a better candidate than `best`, if there is one. */
void header_candidate_search(const struct search *search, const struct rows *rows,
                             struct header_candidate *best);

/*
 * Reads a row as a header whatever it says: of the kind that is asked for, or of the one whose
 * headers are nearest to its cells.
 */
void header_candidate_take(const struct search *search, const struct rows *rows, size_t at,
                           struct header_candidate *reading);

/* Makes one answer, or counts, of columns that are named by answers: see ticks.h. */
void header_take_ticks(const struct search *search, struct header_candidate *candidate);
/* Reads the rows from `at` on as a header of any kind that is asked for; whether they fit it. */
bool header_candidate_fits(const struct search *search, const struct rows *rows, size_t at,
                           struct header_candidate *reading);

void header_candidate_release(struct header_candidate *candidate);

/* --- several tables in one file: header_tables.c --- */
/* Puts a header further down into the place of the chosen one, where more rows are under it, and
 * marks the rows of the table that is not chosen. */
enum status header_tables_choose(const struct search *search, struct rows *rows,
                                 struct header_candidate *chosen, const struct source_file *file,
                                 char delimiter, struct error *error);
/* Marks the rows of small tables of amounts above the header at `at`. */
void header_tables_mark(const struct search *search, struct rows *rows, size_t at);
/* Keeps where the marked rows stand that are data. */
void header_tables_keep(struct header *header, const struct header_index *index,
                        const struct rows *rows, size_t at);

/*
 * Reads the units of the whole file: above the rows of the header from `at` on, in notes directly
 * below them (the row `below` is the first), and in notes behind the last row of the file.
 */
enum status header_read_units(struct header *header, const struct rows *rows, size_t at,
                              size_t below, const struct source_file *file, struct error *error);

/* Takes over what the best reading of the rows says. */
enum status header_settle(const struct search *search, const struct source_file *file,
                          const struct rows *rows, const struct header_candidate *best,
                          char delimiter, struct error *error);

/* The next colon behind a label, and where the label begins; NULL: none. 12:30 has none. */
const char *header_next_label(const char *text, const char **label);

/* What a line above the table says of all of its rows (项目名称：甸柳小区改造项目), as constants of
 * a map; *last is the last row that says so. False where it is nothing, or two things. */
bool header_read_said(struct column_map *said, size_t *last, const struct search *search,
                      const struct rows *rows);

/* Whether the text is a building or a stairwell, and neither a door nor somebody's name. */
bool header_says_place(const char *text);

/* Adds the building and the stairwell of a list of homes that has no column of them (楼栋：1号楼).
 * False where there are several, or one below, or what is there is none. */
bool header_read_home(struct column_map *said, const struct search *search, const struct rows *rows,
                      const struct header_candidate *reading);

/* Whether the cell may head a column: neither a number nor a date, and no sign for nothing. */
bool header_cell_may_head(const char *cell);

/* Marks the columns that belong to people: by the dictionary, and by telling words. */
void header_mark_private(struct header *header, const struct header_index *index);

/* Whether a cell of a header says who somebody is (填报人：张三); `out` is the cell without that.
 */
bool header_names_person(struct text *out, const char *cell);

/* Whether the cell ends with a label of somebody (填报人：), whose name may stand in the next. */
bool header_awaits_person(const char *cell);

/* Keeps the rows down to the last one of the header (from `at` to `until`) as CSV that can be put
 * over other rows, without anything that belongs to a person. */
void header_keep_preamble(struct header *header, const struct rows *rows, size_t at, size_t until);

#endif

/*
 * fact_writer: writes the facts of one subject from one source as versions.
 *
 * A fact is compared with what is there for its key and as_of, over the fields that the file
 * covers. Nothing there, or only fields that no earlier file covered: a new version, known from
 * its as_of. All equal: nothing is written. Another value: a correction, known from the day of
 * loading. `known` of the request overrides both.
 *
 * A version of a row that names its project otherwise than the new one is no equal: its name may
 * become ambiguous and the row be taken back. The fact is the same, and written all the same.
 */
#ifndef DATA_FACT_WRITER_H
#define DATA_FACT_WRITER_H

#include "data/coverage.h"

struct fact_writer {
    const struct subject_table *table; /* NULL: this file does not speak of the subject */
    enum subject subject;
    const struct coverage *coverage;
    uint64_t mask; /* the covered columns */
    int width;     /* … how many */
    int64_t source_id;
    daynum known, today; /* of the request */
    sqlite3_stmt *find, *insert, *take_over, *complete;
    sqlite3_stmt *returned; /* NULL before the first row of a sheet of rejects */
};

enum { FACT_NAME = 3 };

/* A row of a file. */
struct fact_file {
    int64_t source_id, line;
};

/* One fact: `values` are those of the covered columns, in column order. */
struct fact {
    const int64_t *keys;
    /* How the row named its project, as named_row has it (by, region_id, word); by 0: by its code.
     */
    int64_t name[FACT_NAME];
    daynum as_of;
    int64_t line;
    struct fact_file from; /* which row of another file it is, put right; source_id 0: none */
    int64_t listed;
    bool skip_blank;   /* a fact without any value is not written unless it takes one back */
    bool compare_only; /* a repetition of the key in one file must not contradict */
    int64_t values[SUBJECT_COLUMNS_MAX];
};

enum fact_fate {
    FACT_SAME,     /* all of it was there */
    FACT_NEW,      /* written, and nothing contradicted it */
    FACT_CORRECTS, /* written beside another value; with compare_only: there is another value */
    FACT_REFUSED,  /* a CHECK of the table forbids it */
};

enum status fact_writer_init(struct fact_writer *writer, sqlite3 *db,
                             const struct subject_tables *tables, enum subject subject,
                             const struct coverage *coverage, int64_t source_id, daynum known,
                             daynum today, struct error *error);
void fact_writer_release(struct fact_writer *writer);

enum status fact_write(struct fact_writer *writer, const struct fact *fact, enum fact_fate *fate,
                       struct error *error);

/* What the fact leaves blank becomes what stands there. */
enum status fact_fill(struct fact_writer *writer, struct fact *fact, struct error *error);

/* What another row of the file that a fact comes from says of it. */
struct fact_saying {
    int64_t source_id, line; /* whose; source_id 0: none does */
    bool differs;            /* it says otherwise */
    int column;              /* … in this column of the table */
};

/* With `of_project`, as in fact_complete(), blanks say nothing, and words and sets are no
 * contradiction. */
enum status fact_said(struct fact_writer *writer, const struct fact *fact, bool of_project,
                      struct fact_saying *saying, struct error *error);

/* Gives the file a version of its own that says what stands there, unless it has one or nothing
 * stands. */
enum status fact_own(struct fact_writer *writer, const struct fact *fact, struct error *error);

/*
 * What another row of the file says of the same fact, in values and not in words: blanks say
 * nothing, what was blank is filled in, sets are joined. *column is that of a value which
 * contradicts what is there, -1 where none does; with fact->compare_only nothing is written.
 */
enum status fact_complete(struct fact_writer *writer, const struct fact *fact, int *column,
                          enum fact_fate *fate, struct error *error);

#endif

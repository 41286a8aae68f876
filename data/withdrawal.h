/* withdrawal: takes rows back that were loaded, as if they had been rejected when they came. */
#ifndef DATA_WITHDRAWAL_H
#define DATA_WITHDRAWAL_H

#include "core/records.h"
#include "data/db.h"
#include "data/store.h"
#include "data/subject.h"

struct withdrawal {
    sqlite3 *db;
    int64_t source_id;          /* of the load under way, 0 in a merge */
    struct load_counts *counts; /* … of its rows so far */
    struct subject_tables tables;
    sqlite3_stmt *of_line, *rejected, *reject;
    struct arena strings; /* of the counts */
};

enum status withdrawal_init(struct withdrawal *withdrawal, sqlite3 *db, int64_t source_id,
                            struct load_counts *counts, struct error *error);
void withdrawal_release(struct withdrawal *withdrawal);

/*
 * Takes back the row of `reject`'s source and line, which is one of named_row: its facts go, what
 * was corrected by nothing else than them is known from its own day, and it is counted and booked
 * as rejected, with the text that it came with. One that is rejected already (a merge brings its
 * facts back) is not booked again.
 */
enum status withdraw(struct withdrawal *withdrawal, const struct reject *reject,
                     struct error *error);

/* Counts and books a loaded row as rejected that the caller has taken back, an answer of a
 * household of the project. */
enum status withdrawal_book(struct withdrawal *withdrawal, const struct reject *reject,
                            int64_t project_id, struct error *error);

/* A row of named_row has turned out to repeat another one of its file: it counts as unchanged. */
enum status withdrawal_repeats(struct withdrawal *withdrawal, int64_t source_id, int64_t line,
                               struct error *error);

#endif

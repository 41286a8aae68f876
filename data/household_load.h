/* household_load: what a load of household rows holds; for household_*.c only. */
#ifndef DATA_HOUSEHOLD_LOAD_H
#define DATA_HOUSEHOLD_LOAD_H

#include "data/household_history.h"
#include "data/household_seen.h"
#include "data/load_state.h"
#include "data/tally.h"

struct door_memo;

struct household_load {
    struct load *load;
    struct tally *tally;
    struct door_memo *doors;
    /* The row that is being inserted, and what takes its place where the household is known. */
    struct row_key row;
    daynum exported; /* as the row or the file says; row.as_of is not before the answer */
    struct household_key key;
    struct household_version version, kept;
    int64_t kept_past;
    /* The same as columns of the table, the row with its key. */
    int64_t columns[3 + HOUSEHOLD_COLUMNS], kept_columns[HOUSEHOLD_COLUMNS];
    int64_t surveyed_compound;
    daynum surveyed_as_of;
    bool more;
    enum status status; /* the first failure behind SQLite's back, and its message */
    struct error error;
    struct vintages *vintages;
    struct household_history history;
    struct household_seen seen;
    sqlite3_stmt *tally_only;
    int64_t asked_compound; /* the last that was looked for in tally_only, and the answer */
    bool asked_tally_only;
};

/* --- keys of the current row, from cells that repeat: household_door.c --- */

/* What is made is there after a failure as well, and is to be freed. */
enum status door_memo_new(struct door_memo **memo, sqlite3 *db, struct error *error);
void door_memo_free(struct door_memo *memo);
/* Building and unit without their suffixes (3号楼, 3栋 and 3# are one), the door hashed with
 * both. *door is VALUE_NONE where the row has none. */
enum status household_door(struct household_load *bulk, struct error *error);

/* Whether the cell, where it is a token, may be one in this row: household_token.c. A row with one
 * that may not is booked as rejected. */
enum status household_check_token(struct household_load *bulk, int field, bool *good,
                                  struct error *error);

/*
 * The current row meets an answer of the same household: household_settle.c. Decides what the
 * table keeps (`kept`), writes the history, corrects tallies and counts. False in *write where
 * the table keeps what it has.
 */
enum status household_settle(struct household_load *bulk, const struct household_version *old,
                             int64_t past, bool *write, struct error *error);

/* The virtual table `household_rows` and the functions of its INSERT: household_rows.c. */
enum status household_rows_register(struct household_load *bulk, struct error *error);
void household_rows_unregister(struct household_load *bulk);

/* Goes to the next row that can be loaded; bulk->more is false at the end. */
enum status household_next(struct household_load *bulk, struct error *error);

#endif

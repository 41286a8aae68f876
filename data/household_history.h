/* household_history: the superseded answers of a household, in household_past. */
#ifndef DATA_HOUSEHOLD_HISTORY_H
#define DATA_HOUSEHOLD_HISTORY_H

#include "data/db.h"
#include "data/household.h"

struct household_history {
    struct vintages *vintages; /* not owned */
    sqlite3_stmt *read, *add, *clear;
};

enum status household_history_init(struct household_history *history, sqlite3 *db,
                                   struct vintages *vintages, struct error *error);
void household_history_release(struct household_history *history);

/* The version in the current row of a statement, whose columns from the first on are those of
 * household_pack(). */
enum status household_version_read(sqlite3_stmt *row, struct vintages *vintages,
                                   struct household_version *version, struct error *error);

/* Appends the superseded versions. */
enum status household_history_read(struct household_history *history,
                                   const struct household_key *key,
                                   struct household_versions *versions, struct error *error);
enum status household_history_add(struct household_history *history,
                                  const struct household_key *key,
                                  const struct household_version *version, struct error *error);
/* Makes the history of these versions but the newest, which is returned in *newest where there are
 * any. */
enum status household_history_write(struct household_history *history,
                                    const struct household_key *key,
                                    const struct household_versions *versions,
                                    struct household_version *newest, struct error *error);

#endif

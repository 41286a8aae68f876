/* household_join: the answers of one compound become another's, household by household. */
#ifndef DATA_HOUSEHOLD_JOIN_H
#define DATA_HOUSEHOLD_JOIN_H

#include "data/db.h"
#include "data/household.h"
#include "data/household_history.h"
#include "data/tally.h"

/*
 * A household in two places: all that both say of it goes under the key `into`, with its tallies.
 * For household_join.c and a merge of databases.
 */
struct household_joiner {
    struct vintages *vintages;
    struct household_history history;
    struct tally *tally;
    sqlite3_stmt *read, *write, *remove;
    struct household_versions ours, all;
};

enum status household_joiner_init(struct household_joiner *joiner, sqlite3 *db,
                                  struct error *error);
void household_joiner_release(struct household_joiner *joiner);
/* Appends what the database has of a key, its history included. */
enum status household_joiner_read(struct household_joiner *joiner, const struct household_key *key,
                                  struct household_versions *versions, struct error *error);
/* Writes joiner->all, which may be empty, in place of joiner->ours. */
enum status household_joiner_write(struct household_joiner *joiner, const struct household_key *key,
                                   struct error *error);

/*
 * Moves the answers, their history and their tallies from one compound to another, as if each
 * file had been loaded for the second: of two answers of one day the later loaded corrects the
 * earlier. Where either is known by tallies alone, those that know of more households stay.
 */
enum status household_join(sqlite3 *db, int64_t from, int64_t into, struct error *error);

#endif

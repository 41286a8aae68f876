/*
 * tally: what household answers add up to, as differences over (as_of, known) and over the month
 * of the answer, gathered in memory and added to the tables in one go.
 *
 * The state of a household at a vantage is a step function F(month, as_of, known). Its tally is
 * the mixed difference of F at each corner, so that the sum over a vantage is F: one +1 for a
 * first answer, +new -old for one that hides the older everywhere, and for any other set of
 * versions the differences of tally_versions(), which do not depend on the order of loading.
 */
#ifndef DATA_TALLY_H
#define DATA_TALLY_H

#include <stddef.h>

#include "data/db.h"
#include "data/household.h"

struct tally;

/* What is made is there after a failure as well, and is to be freed. */
enum status tally_new(struct tally **tally, sqlite3 *db, struct error *error);
void tally_free(struct tally *tally);

/* Adds `sign` times what `version` says, at the corner of `at`. */
enum status tally_add(struct tally *tally, const struct household_key *key,
                      const struct household_version *at, const struct household_version *version,
                      int sign, struct error *error);

/* Adds `sign` times the whole step function of a household with these versions. */
enum status tally_versions(struct tally *tally, const struct household_key *key,
                           const struct household_version *versions, size_t count, int sign,
                           struct error *error);

/* Writes what was gathered. */
enum status tally_flush(struct tally *tally, struct error *error);

#endif

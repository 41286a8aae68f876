/*
 * household_seen: which households a file has said nothing new of, so that a later row of the file
 * that says otherwise is known for a double.
 *
 * Such rows leave no trace in the database, and there may be millions of them: as many as fit are
 * remembered here, which takes next to no time, the others in temp.seen.
 */
#ifndef DATA_HOUSEHOLD_SEEN_H
#define DATA_HOUSEHOLD_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/household.h"

/* {0} is empty. */
struct household_seen {
    uint64_t *places; /* a table that is searched from the place of a household on; NULL: empty */
    size_t count;
};

void household_seen_release(struct household_seen *seen);

/* Remembers the first line of a household and a day of answer; false where there is no room. */
bool household_seen_add(struct household_seen *seen, const struct household_key *key,
                        int64_t answered, int64_t line);
/* 0: none that is remembered here. */
int64_t household_seen_line(const struct household_seen *seen, const struct household_key *key,
                            int64_t answered);

#endif

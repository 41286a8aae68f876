/* doubt: asks again whom the rows mean that named their project. */
#ifndef DATA_DOUBT_H
#define DATA_DOUBT_H

#include "data/identity.h"
#include "data/withdrawal.h"

/*
 * Takes back, and rejects, the rows of all sources that may mean several projects by now: what a
 * row comes to depends on the whole database, not on what was there before it.
 */
enum status doubt_names(struct identity *identity, struct withdrawal *withdrawal,
                        struct error *error);

#endif

/* link_clash: rows of one file that speak of one project, as turns out when two are joined. */
#ifndef DATA_LINK_CLASH_H
#define DATA_LINK_CLASH_H

#include "data/withdrawal.h"

/*
 * Settles the rows of one source, key and day that two projects have of which `from` will be joined
 * to `into`, as they would have been had they met while loading: a row by its code counts before
 * one by a name, else the earlier one; the other is a repetition, or rejected as "primary-key"
 * where it says something else. In a list of projects with a row for each compound, the earlier
 * row says what is said of the project.
 */
enum status link_clash_settle(struct withdrawal *withdrawal, int64_t from, int64_t into,
                              struct error *error);

#endif

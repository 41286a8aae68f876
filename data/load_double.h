/* load_double: rows of one file that speak of one thing. */
#ifndef DATA_LOAD_DOUBLE_H
#define DATA_LOAD_DOUBLE_H

#include "data/load_fact.h"

/* A row that was met is none after all. */
enum status load_forget(struct load *load, const int64_t key[4], struct error *error);

/* Whether a row that is there named its project otherwise than by its code, and the current one by
 * it: then the first gives way to the second. */
enum status load_is_named(struct load *load, int64_t source_id, int64_t line, bool *named,
                          struct error *error);
static inline bool load_is_by_code(const struct row_key *key)
{
    return key->named_by == MEANS_CODE || key->named_by == BY_CODE_ALONE;
}

/*
 * Where a project has a row for each compound, a later row may say of it what the first one left
 * blank, and repeat it. *refused where the row contradicts what the first one says; *more where it
 * adds to that.
 */
enum status load_follow(struct load *load, const struct row_key *key, int64_t first, bool future,
                        bool *more, bool *refused, struct error *error);

/* The current row has the key of an earlier one, `first`: a mere repetition, or a contradiction. */
enum status load_double(struct load *load, const struct row_key *key, int64_t first, bool future,
                        struct error *error);

#endif

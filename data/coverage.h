/*
 * coverage: which fields each source has columns for.
 *
 * A version of a fact speaks only for the fields that its source covers, there also with a
 * blank; what it does not cover stays as older versions have it.
 */
#ifndef DATA_COVERAGE_H
#define DATA_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "data/db.h"
#include "data/subject.h"

struct coverage {
    uint64_t (*masks)[SUBJECT_COUNT]; /* by source_id: bits 1 << column of the subject's table */
    bool *describes; /* by source_id: it has a field that says something of a project. A list of
                      * projects without one is no complete list: nothing is gone by it */
    size_t count;
};

enum status coverage_read(struct coverage *coverage, sqlite3 *db,
                          const struct subject_tables *tables, struct error *error);
/* The source covers this field from now on. */
void coverage_add(struct coverage *coverage, const struct subject_tables *tables, int64_t source_id,
                  int field);
void coverage_release(struct coverage *coverage);

static inline uint64_t coverage_of(const struct coverage *coverage, int64_t source_id,
                                   enum subject subject)
{
    return (uint64_t)source_id < coverage->count ? coverage->masks[source_id][subject] : 0;
}

static inline bool coverage_describes(const struct coverage *coverage, int64_t source_id)
{
    return (uint64_t)source_id < coverage->count && coverage->describes[source_id];
}

/* What all sources together cover. */
uint64_t coverage_any(const struct coverage *coverage, enum subject subject);

#endif

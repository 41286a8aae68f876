/* column_names: which column of a header a map means by a name. */
#ifndef INGEST_COLUMN_NAMES_H
#define INGEST_COLUMN_NAMES_H

#include <stddef.h>

#include "core/memory.h"

struct column_names {
    const char **names, **keys; /* by column; keys: see header_key() */
    size_t count, capacity;
    struct arena strings; /* of the keys; callers may keep names here, too */
};

/* The next column; `name` is not copied. */
void column_names_add(struct column_names *names, const char *name);
void column_names_release(struct column_names *names);

/*
 * The first column of exactly this name, else the first of the same name but for its spelling,
 * else, of "#5", the fifth; -1 where there is none. So a name that comes twice means the first,
 * and every column can be meant.
 */
int column_names_find(const struct column_names *names, const char *name);

/* The first column behind `after` of the same name but for its spelling; -1: none. */
int column_names_next(const struct column_names *names, int after, const char *name);

#endif

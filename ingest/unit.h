/* unit: what a bare number means: by the header's brackets, the unit line, or the cell itself. */
#ifndef INGEST_UNIT_H
#define INGEST_UNIT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "core/value.h"
#include "data/dictionary.h"

struct unit {
    enum field_type type;
    int64_t factor; /* of the unit in which the type is stored; 0: no unit */
};

/* The unit of this name for a type of field ("万元", "yuan", "㎡", normalised); factor 0: none. */
struct unit unit_find(enum field_type type, const char *name, size_t length);

/* A name by which unit_find() knows the unit; appends to `out`. */
void unit_name(struct text *out, struct unit unit);

/* Whether the normalised name is a unit of anything, or says only how a cell is to be filled. */
bool unit_is_any(const char *name, size_t length);

/* Whether the name counts something else than a field of the measure does: posts (桩), ports (口)
 * and groups (组) of chargers are different things, and 3 of the one are not 3 of the other. */
bool unit_counts_other(const char *measure, const char *name, size_t length);

/* The unit that a number of the field has where nobody says otherwise. */
struct unit unit_default(const struct field *field);

#endif

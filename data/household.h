/*
 * household: answers of households, loaded row by row through a virtual table.
 *
 * A version of an answer has the day of the answer (`answered`), the export's day (`as_of`) and
 * the day from which it is known. At a vantage those with as_of and known up to it are visible,
 * and among them the greatest (answered, as_of, known) is what the household says.
 */
#ifndef DATA_HOUSEHOLD_H
#define DATA_HOUSEHOLD_H

#include <stdint.h>

#include "core/date.h"

/* Whose answer it is. */
struct household_key {
    int64_t compound_id, building, unit, door;
};

struct household_version {
    int64_t answered, as_of, known;
    int64_t source_id, line;
    int64_t answer, door_area, contribute, pledge, demolish, owner;
};

/* Negative, 0 or positive: by (answered, as_of, known). */
int household_compare(const struct household_version *a, const struct household_version *b);
/* Whether they say the same, whenever they said it. */
int household_same(const struct household_version *a, const struct household_version *b);
/* Whether `b` is not before `a` in any respect, so that it hides it wherever it is visible. */
int household_hides(const struct household_version *b, const struct household_version *a);

#endif

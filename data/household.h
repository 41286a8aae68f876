/*
 * household: answers of households, loaded row by row through a virtual table.
 *
 * A version of an answer has the day of the answer (`answered`), the export's day (`as_of`) and
 * the day from which it is known. At a vantage those with as_of and known up to it are visible,
 * and among them the greatest (answered, as_of, known) is what the household says; of several
 * corrections that are known from one day, the one that was loaded last.
 */
#ifndef DATA_HOUSEHOLD_H
#define DATA_HOUSEHOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "data/vintage.h"

/* Whose answer it is. The stairwell is building and unit in one number. */
struct household_key {
    int64_t compound_id, stairwell_id, door;
};

struct household_version {
    int64_t answered;
    struct vintage vintage;
    int64_t line;
    int64_t answer, door_area, contribute, pledge, demolish, owner;
};

/* All versions of one household. */
struct household_versions {
    struct household_version *items;
    size_t count, capacity;
};

void household_versions_add(struct household_versions *versions,
                            const struct household_version *version);

/* Takes the place of the version of the same source and dates, where there is one. */
void household_versions_put(struct household_versions *versions,
                            const struct household_version *version);
/* The newest version of the same day of answer that a new one has to agree with, of those known by
 * `known`; NULL: none. */
const struct household_version *household_of_same_day(const struct household_versions *versions,
                                                      const struct household_version *new,
                                                      int64_t known);

/* Negative, 0 or positive: by (answered, as_of, known, source). */
int household_compare(const struct household_version *a, const struct household_version *b);
int household_same_dates(const struct household_version *a, const struct household_version *b);
/* Whether they say the same, whenever they said it. */
int household_same(const struct household_version *a, const struct household_version *b);
/* Whether `old` makes `new` needless: it says the same, and goes only where `new` would go too. */
bool household_repeats(const struct household_version *old, const struct household_version *new);
/* Whether `b` is not before `a` in any respect, so that it hides it wherever it is visible. */
int household_hides(const struct household_version *b, const struct household_version *a);

/* The columns of a version as the tables have them: answered, vintage_id, line, answer, door_area,
 * contribute, pledge, demolish, owner. The vintage is filled in but for its dates. */
enum { HOUSEHOLD_COLUMNS = 9 };
void household_pack(const struct household_version *version, int64_t columns[HOUSEHOLD_COLUMNS]);
struct household_version household_unpack(const int64_t columns[HOUSEHOLD_COLUMNS]);

#endif

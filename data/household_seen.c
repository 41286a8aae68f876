#include "data/household_seen.h"

#include <stdlib.h>

#include "core/memory.h"

/* A place holds half of a household's number, of which the other half says where to look, and the
 * line: 0 is free. Three places in four are filled at most. */
enum { PLACES = 1 << 20, MOST = PLACES / 4 * 3 };

/* A door is a hash by itself, and 52 bits tell millions of households apart. */
static uint64_t number_of(const struct household_key *key, int64_t answered)
{
    uint64_t number = (uint64_t)key->compound_id * 0x9e3779b97f4a7c15u;
    number = (number ^ (uint64_t)key->stairwell_id) * 0xbf58476d1ce4e5b9u;
    number = (number ^ (uint64_t)answered) * 0x94d049bb133111ebu;
    return number ^ (uint64_t)key->door ^ number >> 31;
}

/* The place of a number, or the free one where it would stand. */
static uint64_t *place_of(const struct household_seen *seen, uint64_t number)
{
    size_t at = (size_t)number % PLACES;
    while (seen->places[at] != 0 && seen->places[at] >> 32 != number >> 32)
        at = (at + 1) % PLACES;
    return &seen->places[at];
}

void household_seen_release(struct household_seen *seen)
{
    free(seen->places);
    *seen = (struct household_seen){0};
}

bool household_seen_add(struct household_seen *seen, const struct household_key *key,
                        int64_t answered, int64_t line)
{
    uint64_t number = number_of(key, answered);
    if (seen->places == NULL)
        seen->places = xcalloc(PLACES, sizeof *seen->places);
    uint64_t *place = place_of(seen, number);
    if (*place != 0)
        return true;
    if (seen->count == MOST || line > UINT32_MAX)
        return false;
    *place = (number >> 32) << 32 | (uint32_t)line;
    seen->count++;
    return true;
}

int64_t household_seen_line(const struct household_seen *seen, const struct household_key *key,
                            int64_t answered)
{
    return seen->places == NULL ? 0
                                : (int64_t)(*place_of(seen, number_of(key, answered)) & UINT32_MAX);
}

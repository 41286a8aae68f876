#include "data/household_seen.h"

#include <stdlib.h>

#include "core/memory.h"

enum { PLACES_FIRST = 1 << 10, PLACES_MAX = 1 << 19 };

/* A door is a hash by itself, and 64 bits tell millions of households apart. */
static uint64_t number_of(const struct household_key *key, int64_t answered)
{
    uint64_t number = (uint64_t)key->compound_id * 0x9e3779b97f4a7c15u;
    number = (number ^ (uint64_t)key->stairwell_id) * 0xbf58476d1ce4e5b9u;
    number = (number ^ (uint64_t)answered) * 0x94d049bb133111ebu;
    number ^= (uint64_t)key->door ^ number >> 31;
    return number != 0 ? number : 1;
}

/* The place of a number, or the free one where it would stand. */
static size_t place_of(const struct household_seen *seen, uint64_t number)
{
    size_t at = (size_t)number & (seen->places - 1);
    while (seen->keys[at] != 0 && seen->keys[at] != number)
        at = (at + 1) & (seen->places - 1);
    return at;
}

static void put(struct household_seen *seen, uint64_t number, int64_t line)
{
    size_t at = place_of(seen, number);
    if (seen->keys[at] == number)
        return;
    seen->keys[at] = number;
    seen->lines[at] = line;
    seen->count++;
}

static void grow(struct household_seen *seen)
{
    size_t places = seen->places == 0 ? PLACES_FIRST : seen->places * 2;
    struct household_seen larger = {.keys = xcalloc(places, sizeof *larger.keys),
                                    .lines = xcalloc(places, sizeof *larger.lines),
                                    .places = places};
    for (size_t i = 0; i < seen->places; i++)
        if (seen->keys[i] != 0)
            put(&larger, seen->keys[i], seen->lines[i]);
    household_seen_release(seen);
    *seen = larger;
}

void household_seen_release(struct household_seen *seen)
{
    free(seen->keys);
    free(seen->lines);
    *seen = (struct household_seen){0};
}

bool household_seen_add(struct household_seen *seen, const struct household_key *key,
                        int64_t answered, int64_t line)
{
    /* Three places in four are filled at most. */
    bool full = seen->count >= seen->places / 4 * 3;
    if (full && seen->places == PLACES_MAX)
        return household_seen_line(seen, key, answered) != 0;
    if (full)
        grow(seen);
    put(seen, number_of(key, answered), line);
    return true;
}

int64_t household_seen_line(const struct household_seen *seen, const struct household_key *key,
                            int64_t answered)
{
    if (seen->places == 0)
        return 0;
    uint64_t number = number_of(key, answered);
    size_t at = place_of(seen, number);
    return seen->keys[at] == number ? seen->lines[at] : 0;
}

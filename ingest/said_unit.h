/*
 * said_unit: the units that a whole file is in, as its title, its line of units and its notes say
 * them. Two that disagree are kept both: nobody knows which one holds.
 */
#ifndef INGEST_SAID_UNIT_H
#define INGEST_SAID_UNIT_H

#include "core/memory.h"
#include "ingest/unit.h"

/* What a unit of a whole file may be of. */
enum said_of {
    SAID_OF_MONEY,
    SAID_OF_AREA,
    SAID_OF_LENGTH,
    SAID_OF_HOUSEHOLDS,
    SAID_OF_PEOPLE,
    SAID_OF_PIECES, /* whatever else is counted one by one */
    SAID_OF_COUNT
};

struct said_unit {
    struct unit unit; /* factor 0: nothing was said */
    const char *name; /* as it was said */
};

struct said_units {
    struct said_unit first[SAID_OF_COUNT];
    struct said_unit other[SAID_OF_COUNT]; /* what disagrees with the first; factor 0: nothing */
};

/* Where a text stands decides what in it names a unit: 资金表（元） does so as a title alone. */
enum said_where { SAID_IN_TITLE, SAID_IN_NOTE };

/*
 * Takes down what the cell says: "单位：万元、平方米", "金额单位为元", "以万元为单位", and a
 * title's "（元）". 建设单位 and 填报单位 are people, and name no unit.
 */
void said_units_read(struct said_units *units, const char *cell, enum said_where where,
                     struct arena *strings);

/* Whether the cell is nothing but a label behind which a unit stands, in the next cell. */
bool said_units_awaits(const char *cell);

/* Adds what `more` says to `units`. */
void said_units_merge(struct said_units *units, const struct said_units *more);

/* The measure that a field's bare numbers are of; SAID_OF_COUNT: none that a file speaks of. */
enum said_of said_units_of(const struct field *field);

#endif

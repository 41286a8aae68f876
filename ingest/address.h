/*
 * address: a door that stands in one text with what it is in: 甲小区3号楼2单元301室, 3-2-301.
 *
 * A text is taken apart only where it ends in a door: a number behind a stairwell (2单元301),
 * behind a building (3号楼301, A座1203室) or behind hyphens (3-2-301), or one that says itself that
 * it is a door (301室).
 */
#ifndef INGEST_ADDRESS_H
#define INGEST_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

enum address_place {
    ADDRESS_IN_NAME,     /* a compound's or project's: only where nothing else can be meant */
    ADDRESS_IN_COMPOUND, /* the compound of a household */
    ADDRESS_IN_BUILDING,
    ADDRESS_IN_UNIT,
};

/* Where the parts begin; a part reaches to the next one. */
struct address {
    size_t building, unit, door;
    bool sure; /* a bare number behind a hyphen may be part of a building's name */
};

/* A quick look, for every row: whether the text ends as a door does. */
bool address_may_have_door(const char *text, size_t length);

/* `text` is one after text_compat(). False where it ends in no door. */
bool address_read(struct address *address, const char *text, enum address_place place);

/* False where the text is no stairwell behind its building: 3号楼东单元. */
bool address_read_unit(struct address *address, const char *text);

#endif

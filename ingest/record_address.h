/*
 * record_address: takes the door out of the texts in which it does not belong, for none of them is
 * kept but as a hash: 甲小区3号楼2单元301室 is a compound, a building, a stairwell and a door.
 */
#ifndef INGEST_RECORD_ADDRESS_H
#define INGEST_RECORD_ADDRESS_H

#include "core/text.h"
#include "ingest/plan.h"

enum address_part { PART_NAME, PART_COMPOUND, PART_BUILDING, PART_UNIT, PART_DOOR, PART_COUNT };

extern const char *const address_part_names[PART_COUNT]; /* their fields */

struct record_address {
    int fields[PART_COUNT]; /* of the plan; -1: the file has none */
    bool has_column[PART_COUNT];
    bool of_households;
    bool in_address; /* the column of doors is one of addresses */
    bool has_place;  /* there is a column or a constant of buildings, or of stairwells */
    bool either;     /* of the record: 3-101, where 3 may be a building or a stairwell */
    bool unsure;     /* … the door is not one for sure */
    bool dated;      /* … for it is a date */
    const char *texts[PART_COUNT]; /* of the record; NULL: blank */
    struct text own[PART_COUNT];   /* those that are not as they were */
};

void record_address_init(struct record_address *address, const struct plan *plan,
                         enum export_kind kind);
void record_address_release(struct record_address *address);

/* Puts `texts` right; true where one of them said too much. What a part says, a blank part of the
 * record takes over. */
bool record_address_split(struct record_address *address);

/* What the building says behind the name of its compound: 甲小区3号楼 is 3号楼 beside 甲小区 and
 * beside 甲, and so is 甲3号楼 beside 甲小区. NULL where it does not begin with it. */
const char *record_address_rest(const char *building, const char *compound);

/* Adds what a rejected row shows for its door, of which there is one: its token, behind what the
 * row says of building and stairwell and has no column for, "-" for nothing. */
void record_address_token(struct text *out, const struct record_address *address,
                          const unsigned char *salt);

#endif

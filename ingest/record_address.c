#include "ingest/record_address.h"

#include <string.h>

#include "data/private_key.h"
#include "ingest/address.h"

const char *const address_part_names[PART_COUNT] = {[PART_NAME] = "project_name",
                                                    [PART_COMPOUND] = "compound",
                                                    [PART_BUILDING] = "building",
                                                    [PART_UNIT] = "unit",
                                                    [PART_DOOR] = "door"};

void record_address_init(struct record_address *address, const struct plan *plan,
                         enum export_kind kind)
{
    address->of_households = false;
    for (int i = 0; i < PART_COUNT; i++) {
        address->fields[i] = plan->by_field[dictionary_find(address_part_names[i])];
        address->texts[i] = NULL;
        text_init(&address->own[i]);
    }
    if (kind == KIND_HOUSEHOLDS)
        address->of_households = address->fields[PART_DOOR] >= 0;
}

void record_address_release(struct record_address *address)
{
    for (int i = 0; i < PART_COUNT; i++)
        text_release(&address->own[i]);
}

/* Gives the part the text, without the marks that parted it from others; NULL if that is none. */
static void set(struct record_address *address, enum address_part part, const char *text,
                size_t length)
{
    struct text own = TEXT_INIT;
    while (length > 0 && strchr("-, ", text[length - 1]) != NULL)
        length--;
    text_add_bytes(&own, text, length);
    text_release(&address->own[part]);
    address->own[part] = own;
    address->texts[part] = length > 0 ? own.data : NULL;
}

/* What the row says of the part itself comes first; what has no column is part of the door. */
static void give(struct record_address *address, enum address_part part, const char *text,
                 size_t length, struct text *rest)
{
    if (length == 0)
        return;
    if (address->fields[part] < 0)
        text_add_bytes(rest, text, length);
    else if (address->texts[part] == NULL)
        set(address, part, text, length);
}

/* 2单元3层 is 2单元. */
static size_t unit_length(const char *text, size_t length)
{
    for (size_t i = 0; i + strlen("单元") <= length; i++)
        if (memcmp(text + i, "单元", strlen("单元")) == 0)
            return i + strlen("单元");
    return length;
}

/* Takes one of the texts apart. */
static bool split(struct record_address *address, enum address_part part, struct text *rest)
{
    static const enum address_place places[] = {[PART_NAME] = ADDRESS_IN_NAME,
                                                [PART_COMPOUND] = ADDRESS_IN_COMPOUND,
                                                [PART_BUILDING] = ADDRESS_IN_BUILDING,
                                                [PART_UNIT] = ADDRESS_IN_UNIT};
    const char *text = address->texts[part], *door = address->texts[PART_DOOR];
    bool whole = !address->of_households || part == PART_NAME;
    struct text plain = TEXT_INIT;
    struct address at;
    if (text == NULL || !address_may_have_door(text, strlen(text)))
        return false;
    text_compat(&plain, text, strlen(text));
    bool found = address_read(&at, plain.data, whole ? ADDRESS_IN_NAME : places[part]);
    /* 2-101 may be a building: the row's own door says whether it is a door. */
    if (found && !at.sure && door != NULL && strstr(door, plain.data + at.door) == NULL)
        found = false;
    if (found && whole) {
        set(address, part, plain.data, at.door);
    } else if (found) {
        size_t unit = unit_length(plain.data + at.unit, at.door - at.unit);
        if (part == PART_COMPOUND)
            set(address, part, plain.data, at.building);
        else if (part == PART_BUILDING)
            set(address, part, plain.data, at.unit);
        else
            set(address, part, plain.data + at.unit, unit);
        if (part != PART_BUILDING)
            give(address, PART_BUILDING, plain.data + at.building, at.unit - at.building, rest);
        if (part != PART_UNIT)
            give(address, PART_UNIT, plain.data + at.unit, unit, rest);
        give(address, PART_DOOR, plain.data + at.door, plain.length - at.door, rest);
    }
    text_release(&plain);
    return found;
}

/* Whether what the door's cell says of a part is what the row says; then it is no part of the door.
 */
static bool agrees(const struct record_address *address, enum address_part part, const char *text,
                   size_t length)
{
    struct text said = TEXT_INIT, own = TEXT_INIT;
    const char *row = address->texts[part];
    if (length == 0 || row == NULL)
        return true;
    while (length > 0 && strchr("-, ", text[length - 1]) != NULL)
        length--;
    text_normalise(&said, text, length);
    text_normalise(&own, row, strlen(row));
    private_key_strip(&said);
    private_key_strip(&own);
    bool same = strcmp(said.data, own.data) == 0;
    text_release(&said);
    text_release(&own);
    return same;
}

/* Whether something parts a number from another one. */
static bool has_parts(const char *text)
{
    const char *mark = text;
    while (*mark != '\0' && *mark != '-' && (unsigned char)*mark < 0x80)
        mark++;
    return strpbrk(mark, "0123456789") != NULL;
}

/* 2-101 and 3号楼2单元101室 in the column of doors are 101, of the building and the stairwell that
 * the row names, or names nowhere else. */
static bool split_door(struct record_address *address)
{
    const char *text = address->texts[PART_DOOR];
    struct text plain = TEXT_INIT;
    struct address at;
    int64_t hash;
    if (text == NULL || !address->of_households || !has_parts(text) ||
        private_key_read(text, &hash))
        return false;
    text_compat(&plain, text, strlen(text));
    bool found = false;
    if (address_read(&at, plain.data, ADDRESS_IN_UNIT) && at.building == 0 && at.door > 0) {
        size_t building = at.unit - at.building;
        size_t unit = unit_length(plain.data + at.unit, at.door - at.unit);
        bool whole = (building == 0 || address->fields[PART_BUILDING] >= 0) &&
                     (unit == 0 || address->fields[PART_UNIT] >= 0);
        found = whole && agrees(address, PART_BUILDING, plain.data, building) &&
                agrees(address, PART_UNIT, plain.data + at.unit, unit);
        if (found) {
            give(address, PART_BUILDING, plain.data, building, NULL);
            give(address, PART_UNIT, plain.data + at.unit, unit, NULL);
            set(address, PART_DOOR, plain.data + at.door, plain.length - at.door);
        }
    }
    text_release(&plain);
    return found;
}

bool record_address_split(struct record_address *address)
{
    struct text rest = TEXT_INIT;
    bool any = false;
    for (enum address_part part = PART_NAME; part < PART_DOOR; part++)
        any |= split(address, part, &rest);
    const char *door = address->texts[PART_DOOR];
    if (rest.length > 0 && door != NULL) {
        text_add(&rest, door);
        set(address, PART_DOOR, rest.data, rest.length);
    }
    text_release(&rest);
    any |= split_door(address);
    return any;
}

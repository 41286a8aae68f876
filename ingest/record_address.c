#include "ingest/record_address.h"

#include <string.h>

#include "data/private_key.h"
#include "ingest/address.h"
#include "ingest/damaged_number.h"
#include "ingest/door_text.h"

const char *const address_part_names[PART_COUNT] = {[PART_NAME] = "project_name",
                                                    [PART_COMPOUND] = "compound",
                                                    [PART_BUILDING] = "building",
                                                    [PART_UNIT] = "unit",
                                                    [PART_DOOR] = "door"};

void record_address_init(struct record_address *address, const struct plan *plan,
                         enum export_kind kind)
{
    bool has_place = false;
    for (int i = 0; i < PART_COUNT; i++) {
        address->fields[i] = plan->by_field[dictionary_find(address_part_names[i])];
        address->texts[i] = NULL;
        text_init(&address->own[i]);
        const struct plan_field *field =
            address->fields[i] < 0 ? NULL : &plan->fields[address->fields[i]];
        address->has_column[i] = field != NULL && field->column_count > 0;
        has_place |= (i == PART_BUILDING || i == PART_UNIT) && field != NULL &&
                     (field->column_count > 0 || field->constant != NULL);
    }
    int door = address->fields[PART_DOOR];
    address->of_households = kind == KIND_HOUSEHOLDS && door >= 0;
    address->in_address = door >= 0 && plan->fields[door].in_address;
    address->has_place = has_place;
    address->either = address->unsure = address->dated = false;
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

/* What the row says of the part itself comes first. */
static void give(struct record_address *address, enum address_part part, const char *text,
                 size_t length)
{
    if (length > 0 && address->texts[part] == NULL)
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
static bool split(struct record_address *address, enum address_part part)
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
            give(address, PART_BUILDING, plain.data + at.building, at.unit - at.building);
        if (part != PART_UNIT)
            give(address, PART_UNIT, plain.data + at.unit, unit);
        give(address, PART_DOOR, plain.data + at.door, plain.length - at.door);
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

/* What stands in front of the building of a door is nothing new: the compound, or the street in an
 * address of which the row names the compound. */
static bool knows_front(const struct record_address *address, const char *text, size_t length)
{
    return length == 0 || (address->texts[PART_COMPOUND] != NULL &&
                           (address->in_address || agrees(address, PART_COMPOUND, text, length)));
}

/* 3号楼东单元 in the column of buildings, or of stairwells, is both. */
static bool split_unit(struct record_address *address, enum address_part part)
{
    const char *text = address->texts[part];
    struct address at;
    if (text == NULL || !address->of_households || !address_read_unit(&at, text) ||
        !knows_front(address, text, at.building))
        return false;
    size_t building = at.unit - at.building, unit = at.door - at.unit;
    struct text whole = TEXT_INIT;
    text_add(&whole, text + at.building);
    bool found = part == PART_BUILDING ? agrees(address, PART_UNIT, whole.data + building, unit)
                                       : agrees(address, PART_BUILDING, whole.data, building);
    if (found) {
        set(address, PART_BUILDING, whole.data, building);
        set(address, PART_UNIT, whole.data + building, unit);
    }
    text_release(&whole);
    return found;
}

/* Whether something parts a number from another one. */
static bool has_parts(const char *text)
{
    const char *mark = text;
    while (*mark != '\0' && *mark != '-' && (unsigned char)*mark < 0x80)
        mark++;
    return strpbrk(mark, "0123456789") != NULL;
}

/* A door that came back by its token, with what has no column of its own in front: see
 * record_address_token(). */
static bool split_token(struct record_address *address, const char *text)
{
    const char *unit = strchr(text, ' '), *door = unit != NULL ? strrchr(text, ' ') : NULL;
    int64_t hash;
    if (door == unit || !private_key_read(door + 1, &hash))
        return false;
    struct text own = TEXT_INIT;
    text_add(&own, text);
    size_t at = (size_t)(unit - text) + 1, end = (size_t)(door - text) + 1;
    give(address, PART_BUILDING, own.data, at - 1);
    give(address, PART_UNIT, own.data + at, end - at - 1);
    set(address, PART_DOOR, own.data + end, own.length - end);
    text_release(&own);
    return true;
}

/* 3-101 says of neither 3 what it is, and no other cell of the row does. */
static bool is_either(const struct record_address *address, const struct address *at,
                      const char *plain)
{
    size_t unit = at->door - at->unit;
    return !address->has_place && at->unit == at->building && unit > 0 &&
           plain[at->door - 1] == '-' && address->texts[PART_BUILDING] == NULL &&
           address->texts[PART_UNIT] == NULL && strspn(plain + at->unit, "0123456789") == unit - 1;
}

/* Takes the door's own cell apart, `plain`. */
static bool take_apart(struct record_address *address, const char *plain)
{
    struct address at;
    if (!address_read(&at, plain, ADDRESS_IN_UNIT) || at.door == 0 ||
        !knows_front(address, plain, at.building))
        return false;
    size_t building = at.unit - at.building;
    size_t unit = unit_length(plain + at.unit, at.door - at.unit);
    address->either = is_either(address, &at, plain);
    if (address->either || !agrees(address, PART_BUILDING, plain + at.building, building) ||
        !agrees(address, PART_UNIT, plain + at.unit, unit))
        return false;
    give(address, PART_BUILDING, plain + at.building, building);
    give(address, PART_UNIT, plain + at.unit, unit);
    set(address, PART_DOOR, plain + at.door, strlen(plain + at.door));
    return true;
}

/* 2-101 and 3号楼2单元101室 in the column of doors are 101, of the building and the stairwell that
 * the row names, or names nowhere else. */
static bool split_door(struct record_address *address)
{
    const char *text = address->texts[PART_DOOR];
    struct text plain = TEXT_INIT;
    int64_t hash;
    if (text == NULL || !address->of_households || door_text_is_plain(text))
        return false;
    if (split_token(address, text))
        return true;
    if (private_key_read(text, &hash))
        return false;
    text_compat(&plain, text, strlen(text));
    door_text_tidy(&plain);
    address->dated = number_is_date(plain.data);
    bool found = !address->dated && has_parts(plain.data) && take_apart(address, plain.data);
    /* 解放路12号 is the address of a building. */
    if (!found && !address->either && !address->dated && address->in_address)
        address->texts[PART_DOOR] = NULL;
    else if (!found && !address->either)
        address->unsure = address->dated || !door_text_is_sure(plain.data);
    text_release(&plain);
    return found || address->texts[PART_DOOR] == NULL;
}

/* The bytes of the word, where the text begins with it. */
static size_t skip(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0 ? strlen(word) : 0;
}

/* 3号楼, A座 and 三号楼, and not 里3号楼: it may be the rest of a longer name. */
static bool begins_building(const char *text)
{
    static const char *const numbers[] = {"第", "一", "二", "三", "四", "五",
                                          "六", "七", "八", "九", "十"};
    static const char *const marks[] = {"号楼", "楼", "栋", "幢", "座"};
    const char *at = text;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers;)
        if (skip(at, numbers[i]) > 0) {
            at += skip(at, numbers[i]);
            i = 0;
        } else {
            i++;
        }
    for (size_t i = 0; at > text && i < sizeof marks / sizeof *marks; i++)
        if (skip(at, marks[i]) > 0)
            return true;
    return (*at >= '0' && *at <= '9') ||
           (at == text && strchr("ABCDEFGHabcdefgh", *at) != NULL && *at != '\0');
}

const char *record_address_rest(const char *building, const char *compound)
{
    const char *at = building, *name = compound;
    while (*name != '\0' && *name == *at)
        name++, at++;
    if (at == building || (*name != '\0' && strcmp(name, "小区") != 0))
        return NULL;
    if (*name == '\0')
        at += skip(at, "小区");
    return begins_building(at) ? at : NULL;
}

static bool strip_compound(struct record_address *address)
{
    const char *building = address->texts[PART_BUILDING], *name = address->texts[PART_COMPOUND];
    const char *found =
        building == NULL || name == NULL ? NULL : record_address_rest(building, name);
    if (found == NULL)
        return false;
    struct text rest = TEXT_INIT;
    text_add(&rest, found);
    set(address, PART_BUILDING, rest.data, rest.length);
    text_release(&rest);
    return true;
}

bool record_address_split(struct record_address *address)
{
    bool any = false;
    address->either = address->unsure = address->dated = false;
    if (address->of_households)
        any = strip_compound(address);
    for (enum address_part part = PART_NAME; part < PART_DOOR; part++)
        any |= split(address, part);
    any |= split_unit(address, PART_BUILDING);
    any |= split_unit(address, PART_UNIT);
    any |= split_door(address);
    return any;
}

static const char *placed(const struct record_address *address, enum address_part part)
{
    return address->texts[part] != NULL ? address->texts[part] : "";
}

static void add_place(struct text *out, const struct record_address *address,
                      enum address_part part)
{
    const char *text = address->has_column[part] ? "" : placed(address, part);
    text_addf(out, "%s ", text[0] != '\0' ? text : "-");
}

void record_address_token(struct text *out, const struct record_address *address,
                          const unsigned char *salt)
{
    const char *building = placed(address, PART_BUILDING), *unit = placed(address, PART_UNIT);
    bool whole = (building[0] == '\0' || address->has_column[PART_BUILDING]) &&
                 (unit[0] == '\0' || address->has_column[PART_UNIT]);
    if (!whole) {
        add_place(out, address, PART_BUILDING);
        add_place(out, address, PART_UNIT);
    }
    private_key_token(out, private_key_door(salt, building, unit, address->texts[PART_DOOR]));
}

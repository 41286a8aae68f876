#include <stdlib.h>
#include <string.h>

#include "data/household_load.h"
#include "data/private_key.h"

/* The same few buildings, units and doors come again and again: what a cell meant is kept by the
 * cell's text, in the second of two places where the first is taken. */
enum { MEMOS = 1 << 16, MEMO_TEXT_MAX = 24 };

struct memo {
    int64_t meaning;
    int64_t building, unit; /* of a door, whose meaning they decide as well; else 0 */
    uint32_t length;
    char text[MEMO_TEXT_MAX];
};

/* What building or unit a row named: the next one mostly names the same. */
struct last_part {
    struct text text;
    int64_t term_id;
    bool known;
};

struct door_memo {
    struct last_part building, unit;
    struct memo parts[MEMOS], doors[MEMOS]; /* memory is touched only where it is used */
    struct text key;
};

struct door_memo *door_memo_new(void)
{
    struct door_memo *memo = xcalloc(1, sizeof *memo);
    text_init(&memo->key);
    text_init(&memo->building.text);
    text_init(&memo->unit.text);
    return memo;
}

void door_memo_free(struct door_memo *memo)
{
    if (memo == NULL)
        return;
    text_release(&memo->key);
    text_release(&memo->building.text);
    text_release(&memo->unit.text);
    free(memo);
}

static bool is_memo(const struct memo *memo, const char *text, size_t length, int64_t building,
                    int64_t unit)
{
    return length > 0 && memo->length == length && memo->building == building &&
           memo->unit == unit && memcmp(memo->text, text, length) == 0;
}

static struct memo *memo_at(struct memo *memos, const char *text, size_t length, int64_t building,
                            int64_t unit, bool *known)
{
    uint64_t context = (uint64_t)building << 24 ^ (uint64_t)unit;
    uint32_t hash = 2166136261u ^ (uint32_t)(context * UINT64_C(0x9e3779b97f4a7c15) >> 32);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    struct memo *memo = &memos[(hash ^ hash >> 15) % MEMOS];
    *known = is_memo(memo, text, length, building, unit);
    if (*known || memo->length == 0)
        return memo;
    memo = &memos[(hash ^ hash >> 15 ^ 1) % MEMOS];
    *known = is_memo(memo, text, length, building, unit);
    return memo;
}

static void memo_keep(struct memo *memo, const char *text, size_t length, int64_t building,
                      int64_t unit, int64_t meaning)
{
    if (length > MEMO_TEXT_MAX)
        return;
    memo->length = (uint32_t)length;
    memo->meaning = meaning;
    memo->building = building;
    memo->unit = unit;
    memcpy(memo->text, text, length);
}

static enum status find_part(struct household_load *bulk, const char *text, int64_t *term_id,
                             struct error *error)
{
    struct door_memo *doors = bulk->doors;
    size_t length = strlen(text);
    bool known;
    struct memo *memo = memo_at(doors->parts, text, length, 0, 0, &known);
    if (known) {
        *term_id = memo->meaning;
        return STATUS_OK;
    }
    text_clear(&doors->key);
    text_normalise(&doors->key, text, length);
    private_key_strip(&doors->key);
    enum status status = term_of(bulk->load->terms, doors->key.data, term_id, error);
    if (status == STATUS_OK)
        memo_keep(memo, text, length, 0, 0, *term_id);
    return status;
}

static enum status part_of(struct household_load *bulk, struct last_part *last, const char *text,
                           int64_t *term_id, struct error *error)
{
    enum status status = STATUS_OK;
    if (!last->known || strcmp(last->text.data, text) != 0) {
        status = find_part(bulk, text, &last->term_id, error);
        last->known = status == STATUS_OK;
        text_clear(&last->text);
        text_add(&last->text, text);
    }
    *term_id = last->term_id;
    return status;
}

static int64_t keyed(struct household_load *bulk, const char *text)
{
    const struct load *load = bulk->load;
    size_t length = strlen(text);
    int64_t building = bulk->key.building, unit = bulk->key.unit;
    bool known;
    struct memo *memo = memo_at(bulk->doors->doors, text, length, building, unit, &known);
    if (known)
        return memo->meaning;
    int64_t hash = private_key_door(load->salt, load_text(load, load->field.building),
                                    load_text(load, load->field.unit), text);
    memo_keep(memo, text, length, building, unit, hash);
    return hash;
}

enum status household_door(struct household_load *bulk, struct error *error)
{
    const struct load *load = bulk->load;
    const char *building = load_text(load, load->field.building);
    const char *unit = load_text(load, load->field.unit);
    const char *door = load_text(load, load->field.door);
    const char *owner = load_text(load, load->field.id_number);
    enum status status =
        part_of(bulk, &bulk->doors->building, building, &bulk->key.building, error);
    if (status == STATUS_OK)
        status = part_of(bulk, &bulk->doors->unit, unit, &bulk->key.unit, error);
    if (status != STATUS_OK)
        return status;
    bulk->version.owner = VALUE_NONE;
    if (owner[0] != '\0')
        bulk->version.owner = private_key_owner(load->salt, owner);
    bulk->key.door = door[0] != '\0' ? keyed(bulk, door) : bulk->version.owner;
    return STATUS_OK;
}

#include <stdlib.h>
#include <string.h>

#include "core/digest.h"
#include "data/household_load.h"

/* The same few buildings, units and doors come again and again: what a cell meant is kept in a
 * direct-mapped table by the cell's text. */
enum { MEMOS = 1 << 15, MEMO_TEXT_MAX = 24 };

struct memo {
    int64_t meaning;
    int64_t context; /* what else decides the meaning: building and unit of a door */
    uint32_t length;
    char text[MEMO_TEXT_MAX];
};

struct door_memo {
    struct memo parts[MEMOS], doors[MEMOS];
    struct text key;
};

struct door_memo *door_memo_new(void)
{
    struct door_memo *memo = xcalloc(1, sizeof *memo);
    text_init(&memo->key);
    return memo;
}

void door_memo_free(struct door_memo *memo)
{
    if (memo == NULL)
        return;
    text_release(&memo->key);
    free(memo);
}

static struct memo *memo_at(struct memo *memos, const char *text, size_t length, int64_t context,
                            bool *known)
{
    uint32_t hash =
        2166136261u ^ (uint32_t)((uint64_t)context * UINT64_C(0x9e3779b97f4a7c15) >> 32);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    struct memo *memo = &memos[(hash ^ hash >> 15) % MEMOS];
    *known = length > 0 && memo->length == length && memo->context == context &&
             memcmp(memo->text, text, length) == 0;
    return memo;
}

static void memo_keep(struct memo *memo, const char *text, size_t length, int64_t context,
                      int64_t meaning)
{
    if (length > MEMO_TEXT_MAX)
        return;
    memo->length = (uint32_t)length;
    memo->meaning = meaning;
    memo->context = context;
    memcpy(memo->text, text, length);
}

/* "3号楼", "3栋", "3幢", "3#", "1单元", "301室": the ending says only what the column says. */
static void strip_ending(struct text *name)
{
    static const char *const endings[] = {"楼", "栋", "幢", "座", "单元",
                                          "门", "室", "户", "号", "#"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings;) {
        size_t length = strlen(endings[i]);
        if (name->length > length && strcmp(name->data + name->length - length, endings[i]) == 0) {
            name->length -= length;
            name->data[name->length] = '\0';
            i = 0;
        } else {
            i++;
        }
    }
}

static enum status part_of(struct household_load *bulk, const char *text, int64_t *term_id,
                           struct error *error)
{
    struct door_memo *doors = bulk->doors;
    size_t length = strlen(text);
    bool known;
    struct memo *memo = memo_at(doors->parts, text, length, 0, &known);
    if (known) {
        *term_id = memo->meaning;
        return STATUS_OK;
    }
    text_clear(&doors->key);
    text_normalise(&doors->key, text, length);
    strip_ending(&doors->key);
    enum status status = term_of(bulk->load->terms, doors->key.data, term_id, error);
    if (status == STATUS_OK)
        memo_keep(memo, text, length, 0, *term_id);
    return status;
}

/* A part of the address in the form in which it counts, behind what the key has already. */
static void add_part(struct text *key, const char *text)
{
    struct text part = TEXT_INIT;
    text_normalise(&part, text, strlen(text));
    strip_ending(&part);
    text_addf(key, "\x1f%s", part.data);
    text_release(&part);
}

/* By texts alone, so that a door has one number in all databases of one salt. */
static int64_t keyed(struct household_load *bulk, const char *text)
{
    struct door_memo *doors = bulk->doors;
    size_t length = strlen(text);
    int64_t context = bulk->key.building << 24 ^ bulk->key.unit;
    bool known;
    struct memo *memo = memo_at(doors->doors, text, length, context, &known);
    if (known)
        return memo->meaning;
    text_clear(&doors->key);
    text_normalise(&doors->key, text, length);
    strip_ending(&doors->key);
    add_part(&doors->key, load_text(bulk->load, bulk->load->field.building));
    add_part(&doors->key, load_text(bulk->load, bulk->load->field.unit));
    int64_t hash = digest_keyed(bulk->load->salt, SALT_LENGTH, doors->key.data, doors->key.length);
    memo_keep(memo, text, length, context, hash);
    return hash;
}

enum status household_door(struct household_load *bulk, struct error *error)
{
    const struct load *load = bulk->load;
    const char *building = load_text(load, load->field.building);
    const char *unit = load_text(load, load->field.unit);
    const char *door = load_text(load, load->field.door);
    const char *owner = load_text(load, load->field.id_number);
    enum status status = part_of(bulk, building, &bulk->key.building, error);
    if (status == STATUS_OK)
        status = part_of(bulk, unit, &bulk->key.unit, error);
    if (status != STATUS_OK)
        return status;
    bulk->version.owner = VALUE_NONE;
    if (owner[0] != '\0') {
        struct text *key = &bulk->doors->key;
        text_clear(key);
        text_normalise(key, owner, strlen(owner));
        bulk->version.owner = digest_keyed(load->salt, SALT_LENGTH, key->data, key->length);
    }
    bulk->key.door = door[0] != '\0' ? keyed(bulk, door) : bulk->version.owner;
    return STATUS_OK;
}

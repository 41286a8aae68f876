#include <stdlib.h>
#include <string.h>

#include "data/household_load.h"
#include "data/private_key.h"

/*
 * The same few buildings, units and doors come again and again: what a cell meant is kept by the
 * cell's text. Doors of one stairwell follow each other in much the same order in each compound,
 * so that the memo behind the last one is mostly the next one, and at hand.
 */
enum { MEMOS = 1 << 15, PLACES = 1 << 16, STAIRWELLS = 1 << 12, MEMO_TEXT_MAX = 20 };

struct memo {
    int64_t meaning;
    int64_t stairwell_id; /* of a door, whose meaning it decides as well; else 0 */
    uint32_t length;
    char text[MEMO_TEXT_MAX];
};

struct stairwell {
    int64_t stairwell_id, building, unit; /* stairwell_id 0: none */
};

/* What building or unit a row named: the next one mostly names the same. */
struct last_part {
    struct text text;
    int64_t term_id;
    bool known;
};

struct door_memo {
    struct last_part building, unit;
    sqlite3_stmt *find_stairwell, *add_stairwell;
    struct stairwell stairwells[STAIRWELLS];
    struct memo memos[MEMOS]; /* in the order of their coming; all go when they are full */
    size_t memo_count, last;
    uint16_t places[PLACES]; /* by hash: the number of a memo, from 1; 0: none */
    struct text key;
};

enum status door_memo_new(struct door_memo **memo, sqlite3 *db, struct error *error)
{
    struct door_memo *new = xcalloc(1, sizeof *new);
    text_init(&new->key);
    text_init(&new->building.text);
    text_init(&new->unit.text);
    *memo = new;
    enum status status =
        db_prepare(db, &new->find_stairwell,
                   "SELECT stairwell_id FROM stairwell WHERE building = ?1 AND unit = ?2", error);
    if (status == STATUS_OK)
        status = db_prepare(db, &new->add_stairwell,
                            "INSERT INTO stairwell (building, unit) VALUES (?1, ?2)", error);
    return status;
}

void door_memo_free(struct door_memo *memo)
{
    if (memo == NULL)
        return;
    sqlite3_finalize(memo->find_stairwell);
    sqlite3_finalize(memo->add_stairwell);
    text_release(&memo->key);
    text_release(&memo->building.text);
    text_release(&memo->unit.text);
    free(memo);
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

/* --- doors --- */

static bool is_memo(const struct memo *memo, const char *text, size_t length, int64_t stairwell_id)
{
    return memo->length == length && memo->stairwell_id == stairwell_id &&
           memcmp(memo->text, text, length) == 0;
}

static uint64_t hash_of(const char *text, size_t length, int64_t stairwell_id)
{
    uint64_t hash = mix(length, (uint64_t)stairwell_id);
    for (size_t i = 0, step; i < length; i += step) {
        uint64_t word = 0;
        step = length - i < 8 ? length - i : 8;
        memcpy(&word, text + i, step);
        hash = mix(hash, word);
    }
    return hash;
}

/* NULL where there is none. */
static const struct memo *memo_find(struct door_memo *doors, const char *text, size_t length,
                                    int64_t stairwell_id)
{
    if (doors->last + 1 < doors->memo_count &&
        is_memo(&doors->memos[doors->last + 1], text, length, stairwell_id))
        return &doors->memos[++doors->last];
    size_t place = hash_of(text, length, stairwell_id) % PLACES;
    for (; doors->places[place] != 0; place = (place + 1) % PLACES) {
        size_t at = doors->places[place] - 1u;
        if (!is_memo(&doors->memos[at], text, length, stairwell_id))
            continue;
        doors->last = at;
        return &doors->memos[at];
    }
    return NULL;
}

static void memo_keep(struct door_memo *doors, const char *text, size_t length,
                      int64_t stairwell_id, int64_t meaning)
{
    if (length > MEMO_TEXT_MAX)
        return;
    if (doors->memo_count == MEMOS) {
        memset(doors->places, 0, sizeof doors->places);
        doors->memo_count = 0;
    }
    struct memo *memo = &doors->memos[doors->memo_count];
    *memo = (struct memo){meaning, stairwell_id, (uint32_t)length, {0}};
    memcpy(memo->text, text, length);
    size_t place = hash_of(text, length, stairwell_id) % PLACES;
    while (doors->places[place] != 0)
        place = (place + 1) % PLACES;
    doors->last = doors->memo_count++;
    doors->places[place] = (uint16_t)doors->memo_count;
}

static int64_t keyed(struct household_load *bulk, const char *text)
{
    const struct load *load = bulk->load;
    size_t length = strlen(text);
    const struct memo *memo = memo_find(bulk->doors, text, length, bulk->key.stairwell_id);
    if (memo != NULL)
        return memo->meaning;
    int64_t hash = private_key_door(load->salt, load_text(load, load->field.building),
                                    load_text(load, load->field.unit), text);
    memo_keep(bulk->doors, text, length, bulk->key.stairwell_id, hash);
    return hash;
}

/* --- buildings, units, stairwells --- */

static enum status find_part(struct household_load *bulk, const char *text, int64_t *term_id,
                             struct error *error)
{
    struct door_memo *doors = bulk->doors;
    size_t length = strlen(text);
    const struct memo *memo = memo_find(doors, text, length, 0);
    if (memo != NULL) {
        *term_id = memo->meaning;
        return STATUS_OK;
    }
    text_clear(&doors->key);
    text_normalise(&doors->key, text, length);
    private_key_strip(&doors->key);
    enum status status = term_of(bulk->load->terms, doors->key.data, term_id, error);
    if (status == STATUS_OK)
        memo_keep(doors, text, length, 0, *term_id);
    return status;
}

/* *same stays as it is where the row names what the row before it did. */
static enum status part_of(struct household_load *bulk, struct last_part *last, const char *text,
                           bool *same, struct error *error)
{
    if (last->known && strcmp(last->text.data, text) == 0)
        return STATUS_OK;
    enum status status = find_part(bulk, text, &last->term_id, error);
    last->known = status == STATUS_OK;
    text_clear(&last->text);
    text_add(&last->text, text);
    *same = false;
    return status;
}

static enum status find_or_add(struct door_memo *doors, struct stairwell *stairwell,
                               struct error *error)
{
    const int64_t values[] = {stairwell->building, stairwell->unit};
    bool row = false;
    db_bind(doors->find_stairwell, 2, values);
    enum status status = db_step(doors->find_stairwell, &row, error);
    if (row)
        stairwell->stairwell_id = sqlite3_column_int64(doors->find_stairwell, 0);
    sqlite3_reset(doors->find_stairwell);
    if (status != STATUS_OK || row)
        return status;
    db_bind(doors->add_stairwell, 2, values);
    status = db_run(doors->add_stairwell, error);
    stairwell->stairwell_id = sqlite3_last_insert_rowid(sqlite3_db_handle(doors->add_stairwell));
    return status;
}

static enum status find_stairwell(struct household_load *bulk, struct error *error)
{
    struct door_memo *doors = bulk->doors;
    struct stairwell wanted = {.building = doors->building.term_id, .unit = doors->unit.term_id};
    struct stairwell *slot =
        &doors
             ->stairwells[mix((uint64_t)wanted.building << 24, (uint64_t)wanted.unit) % STAIRWELLS];
    enum status status = STATUS_OK;
    if (slot->stairwell_id == 0 || slot->building != wanted.building || slot->unit != wanted.unit) {
        status = find_or_add(doors, &wanted, error);
        if (status == STATUS_OK)
            *slot = wanted;
    }
    bulk->key.stairwell_id = slot->stairwell_id;
    return status;
}

enum status household_door(struct household_load *bulk, struct error *error)
{
    const struct load *load = bulk->load;
    struct door_memo *doors = bulk->doors;
    const char *door = load_text(load, load->field.door);
    const char *owner = load_text(load, load->field.id_number);
    bool same = true;
    enum status status =
        part_of(bulk, &doors->building, load_text(load, load->field.building), &same, error);
    if (status == STATUS_OK)
        status = part_of(bulk, &doors->unit, load_text(load, load->field.unit), &same, error);
    if (status == STATUS_OK && !same)
        status = find_stairwell(bulk, error);
    if (status != STATUS_OK)
        return status;
    bulk->version.owner = VALUE_NONE;
    if (owner[0] != '\0')
        bulk->version.owner = private_key_owner(load->salt, owner);
    bulk->key.door = door[0] != '\0' ? keyed(bulk, door) : bulk->version.owner;
    return STATUS_OK;
}

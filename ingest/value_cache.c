#include "ingest/value_cache.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

enum { SLOTS = 128, KEY_MAX = 31 };

struct slot {
    int64_t value;
    int year;
    uint8_t result, length; /* length 0: nothing remembered */
    char key[KEY_MAX];
};

struct value_cache {
    struct slot *slots;
};

struct value_cache *value_cache_new(size_t columns)
{
    struct value_cache *cache = xmalloc(sizeof *cache);
    cache->slots = xcalloc(columns * SLOTS, sizeof *cache->slots);
    return cache;
}

void value_cache_free(struct value_cache *cache)
{
    if (cache != NULL)
        free(cache->slots);
    free(cache);
}

static size_t slot_of(const char *cell, size_t length)
{
    uint32_t hash = (uint32_t)length;
    for (size_t i = 0; i < length; i++)
        hash = hash * 31 + (unsigned char)cell[i];
    return (hash ^ hash >> 15) % SLOTS;
}

enum value_result value_cache_read(struct value_cache *cache, size_t column,
                                   const struct value_rule *rule, const char *cell, size_t length,
                                   int year, int64_t *value)
{
    bool number = rule->type == FIELD_COUNT || rule->type == FIELD_MONEY ||
                  rule->type == FIELD_AREA || rule->type == FIELD_LENGTH;
    if (length == 0 || length > KEY_MAX || number)
        return value_read(rule, cell, length, year, value);
    struct slot *slot = &cache->slots[column * SLOTS + slot_of(cell, length)];
    if (slot->length != length || slot->year != year || memcmp(slot->key, cell, length) != 0) {
        int64_t fresh = VALUE_NONE;
        slot->result = (uint8_t)value_read(rule, cell, length, year, &fresh);
        slot->value = fresh;
        slot->year = year;
        slot->length = (uint8_t)length;
        memcpy(slot->key, cell, length);
    }
    *value = slot->value;
    return (enum value_result)slot->result;
}

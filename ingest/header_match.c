#include "ingest/header_match.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/nearest.h"
#include "data/traditional.h"

enum { BUCKET_COUNT = 2048 };

struct entry {
    const char *key, *base; /* base: without a unit in brackets */
    size_t length, base_length;
    int field;
    const char *printed;
    int next_by_key, next_by_base; /* in the same bucket; -1: none */
};

struct header_index {
    struct entry *entries;
    size_t count, capacity;
    int by_key[BUCKET_COUNT], by_base[BUCKET_COUNT]; /* first entry; -1: none */
    struct arena strings;
};

static size_t bucket_of(const char *key, size_t length)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)key[i]) * 16777619u;
    return hash % BUCKET_COUNT;
}

/* What is left of a normalised header for the comparison. */
static void add_key(struct text *out, const char *normalised)
{
    size_t from = out->length;
    for (const char *at = normalised; *at != '\0'; at++)
        if (strchr("_-*\"", *at) == NULL)
            text_add_char(out, *at);
    while (out->length > from && strchr(":;,.", out->data[out->length - 1]) != NULL)
        out->data[--out->length] = '\0';
}

void header_key(struct text *out, const char *header)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, header, strlen(header));
    traditional_simplify(&plain, 0);
    add_key(out, plain.data);
    text_release(&plain);
}

/*
 * The length of a key without the unit behind it, in brackets or bare; *unit is where the unit
 * stands. The whole length where there is none.
 */
static size_t base_length(const char *key, size_t length, const char **unit, size_t *unit_length)
{
    *unit = key + length;
    *unit_length = 0;
    if (length < 3 || key[length - 1] != ')')
        return length;
    const char *open = key + length - 1;
    while (open > key && *open != '(')
        open--;
    if (open == key)
        return length;
    *unit = open + 1;
    *unit_length = (size_t)(key + length - 1 - *unit);
    return unit_is_any(*unit, *unit_length) ? (size_t)(open - key) : length;
}

static void add_entry(struct header_index *index, int field, const char *printed)
{
    struct text key = TEXT_INIT;
    const char *unit;
    size_t unit_length;
    add_key(&key, printed);
    ARRAY_GROW(index->entries, index->count + 1, index->capacity);
    size_t base = base_length(key.data, key.length, &unit, &unit_length);
    index->entries[index->count++] = (struct entry){
        .key = arena_strdup(&index->strings, key.data),
        .base = arena_strndup(&index->strings, key.data, base),
        .length = key.length,
        .base_length = base,
        .field = field,
        .printed = printed,
    };
    text_release(&key);
}

/* From the last to the first, so that a bucket gives the dictionary's order. */
static void fill_buckets(struct header_index *index)
{
    for (size_t i = 0; i < BUCKET_COUNT; i++)
        index->by_key[i] = index->by_base[i] = -1;
    for (size_t i = index->count; i-- > 0;) {
        struct entry *entry = &index->entries[i];
        int *key = &index->by_key[bucket_of(entry->key, entry->length)];
        int *base = &index->by_base[bucket_of(entry->base, entry->base_length)];
        entry->next_by_key = *key;
        entry->next_by_base = *base;
        *key = *base = (int)i;
    }
}

struct header_index *header_index_new(void)
{
    struct header_index *index = xcalloc(1, sizeof *index);
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    for (size_t i = 0; i < count; i++) {
        for (const char *const *header = fields[i].headers; *header != NULL; header++)
            add_entry(index, (int)i, *header);
        add_entry(index, (int)i, fields[i].name);
    }
    fill_buckets(index);
    return index;
}

void header_index_free(struct header_index *index)
{
    if (index == NULL)
        return;
    arena_release(&index->strings);
    free(index->entries);
    free(index);
}

static unsigned kinds_of(int field)
{
    size_t count;
    return dictionary_fields(&count)[field].kinds;
}

/* The field of a key in one of the kinds, first among whole headers, then among those without
 * their units. */
static int find(const struct header_index *index, unsigned kinds, const char *key, size_t length)
{
    size_t bucket = bucket_of(key, length);
    for (int i = index->by_key[bucket]; i >= 0; i = index->entries[i].next_by_key) {
        const struct entry *entry = &index->entries[i];
        if (entry->length == length && memcmp(entry->key, key, length) == 0 &&
            (kinds_of(entry->field) & kinds) != 0)
            return entry->field;
    }
    for (int i = index->by_base[bucket]; i >= 0; i = index->entries[i].next_by_base) {
        const struct entry *entry = &index->entries[i];
        if (entry->base_length == length && memcmp(entry->base, key, length) == 0 &&
            (kinds_of(entry->field) & kinds) != 0)
            return entry->field;
    }
    return -1;
}

int header_field(const struct header_index *index, const char *header)
{
    struct text key = TEXT_INIT;
    const char *unit;
    size_t unit_length;
    header_key(&key, header);
    size_t base = base_length(key.data, key.length, &unit, &unit_length);
    int field = base > 0 ? find(index, ~0u, key.data, key.length) : -1;
    if (base > 0 && field < 0)
        field = find(index, ~0u, key.data, base);
    text_release(&key);
    return field;
}

bool header_is_known(const struct header_index *index, const char *header)
{
    return header_field(index, header) >= 0;
}

bool header_is_stored(const struct header_index *index, const char *header)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    int field = header_field(index, header);
    return field >= 0 && fields[field].subject != SUBJECT_NONE &&
           fields[field].subject != SUBJECT_KEY;
}

/* "元/位·月" is in yuan. */
static struct unit unit_of(enum field_type type, const char *unit, size_t length)
{
    struct unit found = unit_find(type, unit, length);
    const char *slash = memchr(unit, '/', length);
    if (found.factor == 0 && slash != NULL)
        found = unit_find(type, unit, (size_t)(slash - unit));
    return found;
}

static enum field_type type_of(int field)
{
    size_t count;
    return dictionary_fields(&count)[field].type;
}

static bool counts_other(int field, const char *unit, size_t length)
{
    size_t count;
    return unit_counts_other(dictionary_fields(&count)[field].unit, unit, length);
}

/* A unit bare at the end: 建筑面积万平方米, 总投资:万元, floor_area_m2. */
static struct header_match match_bare_unit(const struct header_index *index, unsigned kinds,
                                           const char *key, size_t length)
{
    struct header_match match = {.field = -1};
    for (size_t cut = length - 1; cut >= 2 && cut + 24 > length; cut--) {
        if (((unsigned char)key[cut] & 0xc0) == 0x80)
            continue;
        size_t base = strchr(":,/", key[cut - 1]) != NULL ? cut - 1 : cut;
        int field = find(index, kinds, key, base);
        if (field < 0)
            continue;
        match.unit = unit_of(type_of(field), key + cut, length - cut);
        if (match.unit.factor == 0 || counts_other(field, key + cut, length - cut)) {
            match.unit.factor = 0;
            continue;
        }
        match.field = field;
        return match;
    }
    return match;
}

/* 开工时间（2022年）: the year in brackets changes nothing about a date. */
static int match_year(const struct header_index *index, unsigned kinds, const char *key,
                      size_t length)
{
    static const char *const ends[] = {"年)", "年度)"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t tail = strlen("(2022") + strlen(ends[i]);
        if (length <= tail || strcmp(key + length - strlen(ends[i]), ends[i]) != 0 ||
            key[length - tail] != '(' || strspn(key + length - tail + 1, "0123456789") != 4)
            continue;
        int field = find(index, kinds, key, length - tail);
        return field >= 0 && type_of(field) == FIELD_DATE ? field : -1;
    }
    return -1;
}

struct header_match header_match(const struct header_index *index, enum export_kind kind,
                                 const char *header)
{
    struct header_match match = {.field = -1};
    struct text key = TEXT_INIT;
    const char *unit;
    size_t unit_length;
    header_key(&key, header);
    size_t base = base_length(key.data, key.length, &unit, &unit_length);
    match.field = find(index, 1u << kind, key.data, key.length);
    if (match.field < 0 && base < key.length) {
        match.field = find(index, 1u << kind, key.data, base);
        if (match.field >= 0 && counts_other(match.field, unit, unit_length))
            match.field = -1;
    }
    if (match.field < 0)
        match.field = match_year(index, 1u << kind, key.data, key.length);
    if (match.field >= 0)
        match.unit = unit_of(type_of(match.field), unit, unit_length);
    else if (key.length > 2)
        match = match_bare_unit(index, 1u << kind, key.data, key.length);
    text_release(&key);
    return match;
}

struct unit header_unit(enum field_type type, const char *text)
{
    struct text key = TEXT_INIT;
    const char *unit;
    size_t unit_length;
    header_key(&key, text);
    base_length(key.data, key.length, &unit, &unit_length);
    struct unit found = unit_of(type, unit, unit_length);
    text_release(&key);
    return found;
}

void header_base(struct text *out, const char *text)
{
    struct text key = TEXT_INIT;
    const char *unit;
    size_t unit_length;
    header_key(&key, text);
    text_add_bytes(out, key.data, base_length(key.data, key.length, &unit, &unit_length));
    text_release(&key);
}

/* Characters of `a` that are in `b` as well, and all characters of `a`. */
static int shared_characters(const char *a, const char *b, int *all)
{
    int shared = 0;
    for (*all = 0; *a != '\0'; (*all)++) {
        char character[5];
        size_t length = 1;
        while (length < 4 && ((unsigned char)a[length] & 0xc0) == 0x80)
            length++;
        memcpy(character, a, length);
        character[length] = '\0';
        shared += strstr(b, character) != NULL;
        a += length;
    }
    return shared;
}

/* Letters are few, and any two words share most of theirs. */
static bool is_latin(const char *key)
{
    return (key[0] >= 'a' && key[0] <= 'z') || (key[0] >= 'A' && key[0] <= 'Z');
}

/* Japanese shares characters with Chinese, and means something else by them. */
static bool has_kana(const char *key)
{
    for (const unsigned char *at = (const unsigned char *)key; *at != '\0'; at++)
        if (at[0] == 0xe3 && at[1] >= 0x81 && at[1] <= 0x83)
            return true;
    return false;
}

/* In thousandths. */
static int likeness(const char *key, const char *base)
{
    int all, others;
    int shared = shared_characters(key, base, &all);
    shared += shared_characters(base, key, &others);
    struct nearest nearest = nearest_begin(key);
    if (is_latin(key))
        nearest_offer(&nearest, base);
    return all + others == 0 || (is_latin(key) && nearest.name == NULL)
               ? 0
               : shared * 1000 / (all + others);
}

const char *header_nearest(const struct header_index *index, enum export_kind kind,
                           const char *header, int *field)
{
    struct text key = TEXT_INIT;
    const char *nearest = NULL;
    int best = 599; /* in thousandths: under 60 % alike is not near */
    *field = -1;
    header_base(&key, header);
    bool far = key.length >= 256 || has_kana(key.data);
    for (size_t i = 0; i < index->count && !far; i++) {
        const struct entry *entry = &index->entries[i];
        if ((kinds_of(entry->field) >> kind & 1) == 0)
            continue;
        int alike = likeness(key.data, entry->base);
        if (alike > best) {
            best = alike;
            nearest = entry->printed;
            *field = entry->field;
        }
    }
    text_release(&key);
    return nearest;
}

#include "ingest/said_unit.h"

#include <string.h>

#include "data/traditional.h"

#define COUNT(items) (sizeof(items) / sizeof *(items))

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static bool ends(const char *text, size_t length, const char *word)
{
    size_t tail = strlen(word);
    return length >= tail && memcmp(text + length - tail, word, tail) == 0;
}

/* 万户 counts households, 人 people, 万个 pieces; 栋 and 部 are of columns that say so. */
static enum said_of count_of(const char *name, size_t length)
{
    static const char *const pieces[] = {"个", "辆", "套", "桩", "口", "组"};
    if (ends(name, length, "户"))
        return SAID_OF_HOUSEHOLDS;
    if (ends(name, length, "人"))
        return SAID_OF_PEOPLE;
    for (size_t i = 0; i < COUNT(pieces); i++)
        if (ends(name, length, pieces[i]))
            return SAID_OF_PIECES;
    return SAID_OF_COUNT;
}

/* The unit of the name, and what it is of; SAID_OF_COUNT: it is none of a whole file. */
static enum said_of find_of(const char *name, size_t length, struct unit *unit)
{
    static const enum field_type types[] = {FIELD_MONEY, FIELD_AREA, FIELD_LENGTH};
    for (size_t i = 0; i < COUNT(types); i++) {
        *unit = unit_find(types[i], name, length);
        if (unit->factor != 0)
            return (enum said_of)i;
    }
    *unit = unit_find(FIELD_COUNT, name, length);
    return unit->factor == 0 ? SAID_OF_COUNT : count_of(name, length);
}

static void note(struct said_units *units, enum said_of measure, struct said_unit said)
{
    struct said_unit *first = &units->first[measure];
    if (said.unit.factor == 0)
        return;
    if (first->unit.factor == 0)
        *first = said;
    else if (first->unit.factor != said.unit.factor && units->other[measure].unit.factor == 0)
        units->other[measure] = said;
}

static bool take(struct said_units *units, const char *name, size_t length, struct arena *strings)
{
    struct unit unit;
    enum said_of measure = find_of(name, length, &unit);
    if (measure != SAID_OF_COUNT)
        note(units, measure, (struct said_unit){unit, arena_strndup(strings, name, length)});
    return measure != SAID_OF_COUNT;
}

/* 万元/平方米 are two units, 元/户 is a rate where amounts have a unit by themselves. */
static void take_pair(struct said_units *units, const char *name, size_t length,
                      struct arena *strings)
{
    struct said_units pair = {0};
    for (const char *at = name, *end = name + length; at < end;) {
        const char *slash = memchr(at, '/', (size_t)(end - at));
        size_t span = (size_t)((slash == NULL ? end : slash) - at);
        if (!take(&pair, at, span, strings) && !unit_is_any(at, span))
            return;
        at += span + (slash != NULL);
    }
    for (int i = 0; i < SAID_OF_COUNT; i++)
        if (units->first[i].unit.factor == 0)
            units->first[i] = pair.first[i];
}

/* The bytes up to the next sign that parts one unit from the next. */
static size_t item_length(const char *list)
{
    size_t span = strcspn(list, ",;:()");
    const char *stop = strstr(list, "。");
    return stop != NULL && (size_t)(stop - list) < span ? (size_t)(stop - list) : span;
}

static void take_list(struct said_units *units, const char *list, struct arena *strings)
{
    while (*list != '\0') {
        size_t span = item_length(list);
        if (memchr(list, '/', span) != NULL)
            take_pair(units, list, span, strings);
        else
            take(units, list, span, strings);
        list += span;
        list += begins(list, "。") ? strlen("。") : *list != '\0';
    }
}

/* The first of the words that stands here; 0 bytes: none does. */
static size_t word_length(const char *at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins(at, words[i]))
            return strlen(words[i]);
    return 0;
}

/* Behind 单位, and what joins it to its unit: the list of units. Without a colon only a unit alone
 * is one. */
static void read_label(struct said_units *units, const char *behind, bool bare,
                       struct arena *strings)
{
    static const char *const adverbs[] = {"均", "都", "统一", "一律"};
    static const char *const joints[] = {":", "为:", "是:", "s:", "为", "是"};
    const char *at = behind + word_length(behind, adverbs, COUNT(adverbs));
    size_t joint = word_length(at, joints, COUNT(joints));
    if (joint > 0 && at[joint - 1] == ':')
        take_list(units, at + joint, strings);
    else if (joint > 0 || bare)
        take(units, at + joint, item_length(at + joint), strings);
}

static void read_labels(struct said_units *units, const char *text, struct arena *strings)
{
    static const struct {
        const char *word;
        bool bare; /* a unit may follow without a sign */
    } labels[] = {{"单位", true}, {"unit", false}};
    for (size_t i = 0; i < COUNT(labels); i++)
        for (const char *at = text; (at = strstr(at, labels[i].word)) != NULL;) {
            at += strlen(labels[i].word);
            read_label(units, at, labels[i].bare, strings);
        }
}

/* 以万元为单位, 金额以万元计 */
static void read_phrases(struct said_units *units, const char *text, struct arena *strings)
{
    static const char *const tails[] = {"为单位", "计"};
    for (const char *at = text; (at = strstr(at, "以")) != NULL;) {
        at += strlen("以");
        for (size_t i = 0; i < COUNT(tails); i++) {
            const char *tail = strstr(at, tails[i]);
            if (tail != NULL && take(units, at, (size_t)(tail - at), strings))
                break;
        }
    }
}

/* 资金表（元）, 台账（户、万元）: brackets with nothing but units. 万 alone may be a name. */
static void read_bracket(struct said_units *units, const char *from, size_t length,
                         struct arena *strings)
{
    struct said_units own = {0};
    for (size_t i = 0; i < length;) {
        size_t span = item_length(from + i);
        span = span > length - i ? length - i : span;
        bool bare = span == strlen("万") && (begins(from + i, "万") || begins(from + i, "亿"));
        if (bare || !take(&own, from + i, span, strings))
            return;
        i += span + 1;
    }
    said_units_merge(units, &own);
}

static void read_brackets(struct said_units *units, const char *text, struct arena *strings)
{
    for (const char *open = text; (open = strchr(open, '(')) != NULL; open++) {
        size_t length = strcspn(open + 1, "()");
        if (open[1 + length] == ')')
            read_bracket(units, open + 1, length, strings);
    }
}

/* A sentence speaks of single columns in its brackets. */
static bool is_sentence(const char *text)
{
    return begins(text, "注") || begins(text, "备注") || begins(text, "说明") ||
           strstr(text, "。") != NULL;
}

void said_units_read(struct said_units *units, const char *cell, enum said_where where,
                     struct arena *strings)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, cell, strlen(cell));
    traditional_simplify(&plain, 0);
    read_labels(units, plain.data, strings);
    read_phrases(units, plain.data, strings);
    if (where == SAID_IN_TITLE && !is_sentence(plain.data))
        read_brackets(units, plain.data, strings);
    text_release(&plain);
}

bool said_units_awaits(const char *cell)
{
    static const char *const labels[] = {"单位", "金额单位", "计量单位", "货币单位", "unit"};
    struct text plain = TEXT_INIT;
    bool awaits = false;
    text_normalise(&plain, cell, strlen(cell));
    traditional_simplify(&plain, 0);
    while (plain.length > 0 && plain.data[plain.length - 1] == ':')
        plain.data[--plain.length] = '\0';
    for (size_t i = 0; i < COUNT(labels); i++)
        awaits |= strcmp(plain.data, labels[i]) == 0;
    text_release(&plain);
    return awaits;
}

void said_units_merge(struct said_units *units, const struct said_units *more)
{
    for (int i = 0; i < SAID_OF_COUNT; i++) {
        note(units, (enum said_of)i, more->first[i]);
        note(units, (enum said_of)i, more->other[i]);
    }
}

enum said_of said_units_of(const struct field *field)
{
    switch (field->type) {
    case FIELD_MONEY:
        /* Fees are in yuan where the budget is in 万元. */
        return field->subject == SUBJECT_COMPOUND ? SAID_OF_COUNT : SAID_OF_MONEY;
    case FIELD_AREA:
        return SAID_OF_AREA;
    case FIELD_LENGTH:
        return SAID_OF_LENGTH;
    case FIELD_COUNT:
        return field->unit[0] == '\0' ? SAID_OF_PIECES : count_of(field->unit, strlen(field->unit));
    default:
        return SAID_OF_COUNT;
    }
}

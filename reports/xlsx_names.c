#include "reports/xlsx_names.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of the character at `at`; 0 where they are no UTF-8. */
static size_t character_size(const char *at)
{
    unsigned char lead = (unsigned char)*at;
    if (lead < 0x80)
        return 1;
    size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return strnlen(at, size) == size && text_is_utf8(at, size) ? size : 0;
}

/* A spreadsheet counts in UTF-16, where characters of four bytes are two. */
static size_t units(size_t size)
{
    return size == 4 ? 2 : 1;
}

static bool is_forbidden(const char *at, size_t size)
{
    if (size == 1)
        return (unsigned char)*at < 0x20 && *at != '\t' && *at != '\n';
    return size == 3 && (memcmp(at, "\xEF\xBF\xBE", 3) == 0 || memcmp(at, "\xEF\xBF\xBF", 3) == 0);
}

void sheet_clean(struct text *out, const char *utf8)
{
    while (*utf8 != '\0') {
        size_t size = character_size(utf8);
        if (*utf8 == '\r' && utf8[1] != '\n')
            text_add_char(out, '\n');
        else if (size > 0 && !is_forbidden(utf8, size))
            text_add_bytes(out, utf8, size);
        utf8 += size == 0 ? 1 : size;
    }
}

/* Whether "_xHHHH_" stands here. */
static bool is_escape(const char *at)
{
    if (at[0] != '_' || at[1] != 'x')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)at[i]))
            return false;
    return at[6] == '_';
}

/* The bytes of the longest beginning of well-formed `utf8` that is `limit` units long. */
static size_t prefix_of(const char *utf8, size_t limit)
{
    size_t bytes = 0, length = 0;
    while (utf8[bytes] != '\0') {
        size_t size = character_size(utf8 + bytes);
        length += units(size);
        if (length > limit)
            break;
        bytes += size;
    }
    return bytes;
}

/* Cuts a well-formed text to `limit` units; a longer one ends in "…". */
static void cut(struct text *text, size_t limit)
{
    if (text->length <= limit || prefix_of(text->data, limit) == text->length)
        return;
    struct text shorter = TEXT_INIT;
    text_add_bytes(&shorter, text->data, prefix_of(text->data, limit - 1));
    text_add(&shorter, "…");
    text_release(text);
    *text = shorter;
}

void sheet_cell(struct text *out, const char *utf8)
{
    struct text clean = TEXT_INIT, cell = TEXT_INIT;
    sheet_clean(&clean, utf8);
    for (const char *at = clean.data; *at != '\0'; at++) {
        if (is_escape(at))
            text_add(&cell, "_x005F");
        text_add_char(&cell, *at);
    }
    cut(&cell, SHEET_CELL_MAX);
    text_add(out, cell.data);
    text_release(&clean);
    text_release(&cell);
}

/* Whether the name was new; spellings that only look different are one. */
static bool take(struct sheet_names *names, const char *name)
{
    struct text key = TEXT_INIT;
    bool is_new = true;
    text_normalise(&key, name, strlen(name));
    for (size_t i = 0; is_new && i < names->count; i++)
        is_new = strcmp(names->keys[i], key.data) != 0;
    if (is_new) {
        ARRAY_GROW(names->keys, names->count + 1, names->capacity);
        names->keys[names->count++] = arena_strdup(&names->arena, key.data);
    }
    text_release(&key);
    return is_new;
}

void sheet_names_init(struct sheet_names *names)
{
    *names = (struct sheet_names){0};
    /* A name that Excel keeps for itself. */
    take(names, "History");
}

void sheet_names_release(struct sheet_names *names)
{
    arena_release(&names->arena);
    free(names->keys);
}

/* Takes `base`, or the first of "base (2)", "base (3)" … that is free. */
static const char *take_free(struct sheet_names *names, const char *base, size_t limit,
                             const char *before, const char *behind)
{
    struct text name = TEXT_INIT, suffix = TEXT_INIT;
    text_add(&name, base);
    cut(&name, limit);
    for (size_t number = 2; !take(names, name.data); number++) {
        text_clear(&suffix);
        text_addf(&suffix, "%s%zu%s", before, number, behind);
        text_clear(&name);
        text_add(&name, base);
        cut(&name, limit - suffix.length);
        text_add(&name, suffix.data);
    }
    const char *taken = arena_strdup(&names->arena, name.data);
    text_release(&name);
    text_release(&suffix);
    return taken;
}

const char *sheet_name(struct sheet_names *names, const char *caption)
{
    struct text clean = TEXT_INIT, name = TEXT_INIT;
    sheet_clean(&clean, caption);
    for (const char *at = clean.data; *at != '\0'; at++) {
        if (*at == '\'')
            text_add(&name, "’");
        else if (strchr("[]:*?/\\", *at) != NULL)
            text_add_char(&name, '-');
        else if (*at != '\n' && *at != '\t')
            text_add_char(&name, *at);
        else if (name.length > 0)
            text_add_char(&name, ' ');
    }
    const char *taken =
        take_free(names, name.length > 0 ? name.data : "-", SHEET_NAME_MAX, " (", ")");
    text_release(&clean);
    text_release(&name);
    return taken;
}

const char *range_name(struct sheet_names *names, const char *key)
{
    struct text name = TEXT_INIT;
    text_add(&name, "data_");
    for (const char *at = key; *at != '\0'; at++)
        text_add_char(&name, isalnum((unsigned char)*at) ? *at : '_');
    const char *taken = take_free(names, name.data, SHEET_NAME_MAX, "_", "");
    text_release(&name);
    return taken;
}

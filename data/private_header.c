#include "data/private_header.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "data/dictionary.h"
#include "data/traditional.h"
#include "private_headers_csv.h"

enum list { LIST_FIELDS, LIST_HARMLESS, LIST_COUNTED, LIST_LABEL, LIST_SAID, LIST_COUNT };

struct word {
    const char *text; /* in the form of text_normalise(), or of spaced() where it is Latin */
    size_t length;
    int field; /* of LIST_FIELDS */
    bool latin, whole;
};

struct words {
    struct word *items;
    size_t count, capacity;
};

/* Written once, by the first who asks; never changed afterwards. */
static struct {
    pthread_once_t once;
    struct words lists[LIST_COUNT];
    struct arena strings;
} table = {.once = PTHREAD_ONCE_INIT};

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Narrow and in small letters, with spaces between what is written apart. */
static void spaced(struct text *out, const char *text)
{
    text_compat(out, text, strlen(text));
    for (size_t i = 0; i < out->length; i++) {
        char *c = &out->data[i];
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
        else if (*c == '_' || *c == '-' || *c == '.')
            *c = ' ';
    }
}

static void add_word(struct words *list, const char *text, size_t length, int field)
{
    struct text plain = TEXT_INIT;
    struct word word = {.field = field, .whole = text[0] == '='};
    text_add_bytes(&plain, text + word.whole, length - word.whole);
    word.latin = is_letter(plain.data[0]);
    if (!word.latin) {
        text_clear(&plain);
        text_normalise(&plain, text + word.whole, length - word.whole);
    }
    word.text = arena_strdup(&table.strings, plain.data);
    word.length = plain.length;
    text_release(&plain);
    ARRAY_GROW(list->items, list->count + 1, list->capacity);
    list->items[list->count++] = word;
}

static enum list list_of(const char *name, int field)
{
    static const char *const names[LIST_COUNT] = {"", "harmless", "counted", "label", "said"};
    for (int i = 1; i < LIST_COUNT; i++)
        if (strcmp(names[i], name) == 0)
            return (enum list)i;
    return field >= 0 ? LIST_FIELDS : LIST_COUNT;
}

static void read_line(const char *line, size_t length)
{
    const char *comma = memchr(line, ',', length);
    if (comma == NULL)
        return;
    char *name = xstrndup(line, (size_t)(comma - line));
    int field = dictionary_find(name);
    enum list list = list_of(name, field);
    free(name);
    for (const char *at = comma + 1; list != LIST_COUNT && at < line + length;) {
        size_t word = strcspn(at, "|\n");
        add_word(&table.lists[list], at, word, field);
        at += word + 1;
    }
}

static void parse(void)
{
    const char *at = (const char *)private_headers_csv, *end = at + private_headers_csv_size;
    while (at < end) {
        size_t length = strcspn(at, "\n");
        read_line(at, length);
        at += length + 1;
    }
}

static const struct words *words_of(enum list list)
{
    pthread_once(&table.once, parse);
    return &table.lists[list];
}

static bool ends_with(const char *text, size_t length, const struct word *word)
{
    return length >= word->length &&
           memcmp(text + length - word->length, word->text, word->length) == 0;
}

/* The text without brackets and marks at its end. */
static size_t bare_length(const char *text, size_t length)
{
    while (length > 0 && strchr("():;,.*/", text[length - 1]) != NULL)
        length--;
    return length;
}

static bool is_counted(const char *header)
{
    const struct words *words = words_of(LIST_COUNTED);
    const char *open = strrchr(header, '(');
    size_t whole = bare_length(header, strlen(header));
    size_t front = open == NULL ? whole : bare_length(header, (size_t)(open - header));
    for (size_t i = 0; i < words->count; i++)
        if (ends_with(header, whole, &words->items[i]) ||
            ends_with(header, front, &words->items[i]))
            return true;
    return false;
}

static void blank_out_harmless(struct text *header)
{
    const struct words *words = words_of(LIST_HARMLESS);
    for (size_t i = 0; i < words->count; i++) {
        char *found;
        while ((found = strstr(header->data, words->items[i].text)) != NULL)
            memset(found, '\n', words->items[i].length);
    }
}

static bool has_latin(const char *spaced_header, const struct word *word)
{
    for (const char *at = spaced_header; (at = strstr(at, word->text)) != NULL; at++)
        if ((at == spaced_header || !is_letter(at[-1])) && !is_letter(at[word->length]))
            return true;
    return false;
}

static bool has_word(const char *normalised, const char *spaced_header, const struct word *word)
{
    if (word->whole)
        return strcmp(word->latin ? spaced_header : normalised, word->text) == 0;
    return word->latin ? has_latin(spaced_header, word) : strstr(normalised, word->text) != NULL;
}

int private_header_field(const char *header)
{
    const struct words *words = words_of(LIST_FIELDS);
    struct text normalised = TEXT_INIT, latin = TEXT_INIT;
    int field = -1;
    text_normalise(&normalised, header, strlen(header));
    traditional_simplify(&normalised, 0);
    spaced(&latin, header);
    if (!is_counted(normalised.data)) {
        blank_out_harmless(&normalised);
        for (size_t i = 0; i < words->count && field < 0; i++)
            if (has_word(normalised.data, latin.data, &words->items[i]))
                field = words->items[i].field;
    }
    text_release(&normalised);
    text_release(&latin);
    return field;
}

/* Between signs or spaces, or at an end of the text. */
static bool stands_alone(const char *text, const char *found, size_t length)
{
    static const char signs[] = " :;,./|()";
    return (found == text || strchr(signs, found[-1]) != NULL) &&
           (found[length] == '\0' || strchr(signs, found[length]) != NULL);
}

static const char *find_label(const char *text, const struct word *word)
{
    const char *found = strstr(text, word->text);
    while (found != NULL && word->whole && !stands_alone(text, found, word->length))
        found = strstr(found + word->length, word->text);
    return found;
}

const char *private_label_find(const char *text)
{
    const struct words *words = words_of(LIST_LABEL);
    struct text plain = TEXT_INIT;
    size_t first = SIZE_MAX;
    text_add(&plain, text);
    traditional_simplify(&plain, 0);
    for (size_t i = 0; i < words->count; i++) {
        const char *found = find_label(plain.data, &words->items[i]);
        if (found != NULL && (size_t)(found - plain.data) < first)
            first = (size_t)(found - plain.data);
    }
    text_release(&plain);
    return first == SIZE_MAX ? NULL : text + first;
}

bool private_label_is_harmless(const char *label)
{
    const struct words *words = words_of(LIST_SAID);
    struct text plain = TEXT_INIT;
    bool harmless = false;
    text_normalise(&plain, label, strlen(label));
    size_t length = bare_length(plain.data, plain.length);
    /* 单位（盖章）: */
    const char *open = strchr(plain.data, '(');
    size_t front = open == NULL ? length : (size_t)(open - plain.data);
    for (size_t i = 0; i < words->count && !harmless; i++)
        harmless = ends_with(plain.data, length, &words->items[i]) ||
                   ends_with(plain.data, front, &words->items[i]);
    harmless &= private_label_find(plain.data) == NULL;
    text_release(&plain);
    return harmless;
}

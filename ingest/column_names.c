#include "ingest/column_names.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/header_match.h"

void column_names_add(struct column_names *names, const char *name)
{
    struct text key = TEXT_INIT;
    header_key(&key, name);
    size_t capacity = names->capacity;
    ARRAY_GROW(names->names, names->count + 1, capacity);
    ARRAY_GROW(names->keys, names->count + 1, names->capacity);
    names->names[names->count] = name;
    names->keys[names->count++] = arena_strdup(&names->strings, key.data);
    text_release(&key);
}

void column_names_release(struct column_names *names)
{
    free(names->names);
    free(names->keys);
    arena_release(&names->strings);
    *names = (struct column_names){0};
}

int column_names_next(const struct column_names *names, int after, const char *name)
{
    struct text key = TEXT_INIT;
    int found = -1;
    header_key(&key, name);
    /* A name of nothing but marks has no key. */
    for (size_t i = (size_t)(after + 1); i < names->count && found < 0; i++)
        if (strcmp(names->names[i], name) == 0 ||
            (key.length > 0 && strcmp(names->keys[i], key.data) == 0))
            found = (int)i;
    text_release(&key);
    return found;
}

static int find_numbered(const struct column_names *names, const char *name)
{
    char *end;
    if (name[0] != '#' || name[1] < '1' || name[1] > '9')
        return -1;
    unsigned long number = strtoul(name + 1, &end, 10);
    return *end == '\0' && number <= names->count ? (int)number - 1 : -1;
}

int column_names_find(const struct column_names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i], name) == 0)
            return (int)i;
    int found = column_names_next(names, -1, name);
    return found >= 0 ? found : find_numbered(names, name);
}

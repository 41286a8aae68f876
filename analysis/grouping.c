#include "analysis/grouping.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Sorts before every byte of a name, so that keys order as their parts do. */
#define KEY_SEPARATOR "\001"

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t unique_texts(const char **texts, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || strcmp(texts[kept - 1], texts[i]) != 0)
            texts[kept++] = texts[i];
    return kept;
}

static size_t find_text(const char *const *texts, size_t count, const char *key)
{
    const char *const *found = bsearch(&key, texts, count, sizeof *texts, compare_texts);
    return (size_t)(found - texts);
}

void grouping_init(struct grouping *grouping, const char *const *keys, size_t count)
{
    *grouping = (struct grouping){0};
    if (count == 0)
        return;
    grouping->labels = xreallocarray(NULL, count, sizeof *grouping->labels);
    memcpy(grouping->labels, keys, count * sizeof *keys);
    qsort(grouping->labels, count, sizeof *grouping->labels, compare_texts);
    grouping->count = unique_texts(grouping->labels, count);
    grouping->keys = xreallocarray(NULL, grouping->count, sizeof *grouping->keys);
    memcpy(grouping->keys, grouping->labels, grouping->count * sizeof *grouping->keys);
    grouping->group_of = xreallocarray(NULL, count, sizeof *grouping->group_of);
    for (size_t i = 0; i < count; i++)
        /* Neighbours mostly share their group: the sets come sorted. */
        grouping->group_of[i] = i > 0 && strcmp(keys[i], keys[i - 1]) == 0
                                    ? grouping->group_of[i - 1]
                                    : find_text(grouping->labels, grouping->count, keys[i]);
}

static const char *last_part(const char *key)
{
    const char *separator = strrchr(key, KEY_SEPARATOR[0]);
    return separator != NULL ? separator + 1 : key;
}

/* "许昌市\001魏都区" as "许昌市 魏都区". */
static const char *spelt_out(const char *key, struct arena *strings)
{
    char *label = arena_strdup(strings, *key == KEY_SEPARATOR[0] ? key + 1 : key);
    for (char *c = label; *c != '\0'; c++)
        if (*c == KEY_SEPARATOR[0])
            *c = ' ';
    return label;
}

/* A label is the last part of its key where that says enough. */
static void shorten_labels(struct grouping *grouping, struct arena *strings)
{
    const char **parts = xreallocarray(NULL, grouping->count + 1, sizeof *parts);
    for (size_t i = 0; i < grouping->count; i++)
        parts[i] = last_part(grouping->labels[i]);
    qsort(parts, grouping->count, sizeof *parts, compare_texts);
    for (size_t i = 0; i < grouping->count; i++) {
        const char *part = last_part(grouping->labels[i]);
        const char **at = bsearch(&part, parts, grouping->count, sizeof *parts, compare_texts);
        bool shared = (at > parts && strcmp(at[-1], part) == 0) ||
                      (at + 1 < parts + grouping->count && strcmp(at[1], part) == 0);
        grouping->labels[i] = shared ? spelt_out(grouping->labels[i], strings) : part;
    }
    free(parts);
}

static bool same_place(const struct project *a, const struct project *b, bool street)
{
    return strcmp(a->city, b->city) == 0 && strcmp(a->district, b->district) == 0 &&
           (!street || strcmp(a->street, b->street) == 0);
}

static const char *place_key(const struct project *project, bool street, struct arena *strings)
{
    return street
               ? arena_printf(strings, "%s" KEY_SEPARATOR "%s" KEY_SEPARATOR "%s", project->city,
                              project->district, project->street)
               : arena_printf(strings, "%s" KEY_SEPARATOR "%s", project->city, project->district);
}

static void group_by_place(struct grouping *grouping, const struct project_set *set, bool street,
                           struct arena *strings)
{
    const char **keys = xreallocarray(NULL, set->count + 1, sizeof *keys);
    for (size_t i = 0; i < set->count; i++)
        keys[i] = i > 0 && same_place(&set->items[i - 1], &set->items[i], street)
                      ? keys[i - 1]
                      : place_key(&set->items[i], street, strings);
    grouping_init(grouping, keys, set->count);
    shorten_labels(grouping, strings);
    free(keys);
}

void grouping_by_district(struct grouping *grouping, const struct project_set *set,
                          struct arena *strings)
{
    group_by_place(grouping, set, false, strings);
}

void grouping_by_street(struct grouping *grouping, const struct project_set *set,
                        struct arena *strings)
{
    group_by_place(grouping, set, true, strings);
}

void grouping_by_year(struct grouping *grouping, const struct project_set *set,
                      struct arena *strings)
{
    const char **keys = xreallocarray(NULL, set->count + 1, sizeof *keys);
    for (size_t i = 0; i < set->count; i++) {
        int year = set->items[i].plan_year;
        if (i > 0 && set->items[i - 1].plan_year == year)
            keys[i] = keys[i - 1];
        else
            keys[i] = year != 0 ? arena_printf(strings, "%d", year) : "";
    }
    grouping_init(grouping, keys, set->count);
    free(keys);
}

int grouping_year(const char *key)
{
    char *end;
    long year = strtol(key, &end, 10);
    return end > key && *end == '\0' && year > 0 && year < INT_MAX ? (int)year : 0;
}

static const char *classes_key(unsigned works, struct arena *strings)
{
    const char *key = "";
    for (int i = 0; i < WORKS_CLASS_COUNT; i++)
        if ((works & 1u << i) != 0)
            key = arena_printf(strings, "%s%s%s", key, key[0] != '\0' ? "+" : "",
                               name_of(&works_class_names, i));
    return key;
}

void grouping_by_classes(struct grouping *grouping, const struct project_set *set,
                         struct arena *strings)
{
    const char **keys = xreallocarray(NULL, set->count + 1, sizeof *keys);
    for (size_t i = 0; i < set->count; i++)
        keys[i] = i > 0 && set->items[i - 1].works == set->items[i].works
                      ? keys[i - 1]
                      : classes_key(set->items[i].works, strings);
    grouping_init(grouping, keys, set->count);
    free(keys);
}

/* The place before the separator keeps the bands in the order of their sizes. */
static const char *size_key(int64_t households)
{
    static const struct {
        int64_t below;
        const char *key;
    } bands[] = {{50, "1" KEY_SEPARATOR "0-49"},
                 {100, "2" KEY_SEPARATOR "50-99"},
                 {200, "3" KEY_SEPARATOR "100-199"},
                 {500, "4" KEY_SEPARATOR "200-499"},
                 {INT64_MAX, "5" KEY_SEPARATOR "500+"}};
    size_t i = 0;
    if (!value_is_known(households) || households < 0)
        return "";
    while (households >= bands[i].below)
        i++;
    return bands[i].key;
}

void grouping_by_size(struct grouping *grouping, const int64_t *households, size_t count,
                      struct arena *strings)
{
    const char **keys = xreallocarray(NULL, count + 1, sizeof *keys);
    for (size_t i = 0; i < count; i++)
        keys[i] = size_key(households[i]);
    grouping_init(grouping, keys, count);
    shorten_labels(grouping, strings);
    free(keys);
}

void grouping_release(struct grouping *grouping)
{
    free(grouping->labels);
    free(grouping->keys);
    free(grouping->group_of);
    *grouping = (struct grouping){0};
}

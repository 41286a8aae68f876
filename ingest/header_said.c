#include <string.h>

#include "ingest/header_state.h"
#include "ingest/private.h"

enum { NAMES_MAX = 3 };

/* What identifies the rows of a table, where it has no column that does. */
static const char *const of_project[] = {"project_code", "project_name", "compound"};
static const char *const of_home[] = {"building", "unit"};

enum { FIELDS_MAX = sizeof of_project / sizeof *of_project + sizeof of_home / sizeof *of_home };

struct said {
    const char *const *names;
    int count;
    struct text values[NAMES_MAX];
    size_t last;
    bool twice; /* with another value: there may be several tables */
};

static int field_of(const struct said *said, const struct search *search, const char *label,
                    size_t length)
{
    struct text name = TEXT_INIT;
    text_add_bytes(&name, label, length);
    int field = header_field(search->index, name.data), found = -1;
    for (int i = 0; i < said->count && field >= 0; i++)
        if (field == dictionary_find(said->names[i]))
            found = i;
    text_release(&name);
    return found;
}

/* The cell to the right of a label with nothing behind its colon; NULL: another label is. */
static const char *cell_beside(const struct row *row, size_t column)
{
    for (size_t i = column + 1; i < row->count; i++)
        if (row->cells[i][0] != '\0')
            return strchr(row->cells[i], ':') != NULL || strstr(row->cells[i], "：") != NULL
                       ? NULL
                       : row->cells[i];
    return NULL;
}

static void note(struct said *said, int at, const char *text, size_t length)
{
    struct text value = TEXT_INIT, plain = TEXT_INIT;
    text_compat(&plain, text, length);
    while (plain.length > 0 && strchr(" ,;", plain.data[plain.length - 1]) != NULL)
        plain.data[--plain.length] = '\0';
    private_scrub(&value, plain.data, plain.length);
    said->twice |= said->values[at].length > 0 && strcmp(said->values[at].data, value.data) != 0;
    text_release(&said->values[at]);
    said->values[at] = value;
    text_release(&plain);
}

static void read_cell(struct said *said, const struct search *search, const struct row *row,
                      size_t column)
{
    struct text plain = TEXT_INIT;
    const char *label, *next, *colon;
    text_compat(&plain, row->cells[column], strlen(row->cells[column]));
    for (const char *at = plain.data; (colon = header_next_label(at, &label)) != NULL; at = next) {
        int field = field_of(said, search, label, (size_t)(colon - label));
        const char *from = colon + 1 + strspn(colon + 1, " ");
        if (header_next_label(colon + 1, &next) == NULL)
            next = from + strlen(from);
        const char *beside = *from == '\0' ? cell_beside(row, column) : NULL;
        if (field >= 0 && from < next)
            note(said, field, from, (size_t)(next - from));
        else if (field >= 0 && beside != NULL)
            note(said, field, beside, strlen(beside));
    }
    text_release(&plain);
}

static void read_row(struct said *said, const struct search *search, const struct rows *rows,
                     size_t at)
{
    size_t before = 0, after = 0;
    for (int i = 0; i < said->count; i++)
        before += said->values[i].length;
    for (size_t i = 0; i < rows->items[at].count; i++)
        read_cell(said, search, &rows->items[at], i);
    for (int i = 0; i < said->count; i++)
        after += said->values[i].length;
    if (after > before)
        said->last = at;
}

static void said_init(struct said *said, const char *const *names, int count)
{
    *said = (struct said){.names = names, .count = count};
    for (int i = 0; i < NAMES_MAX; i++)
        text_init(&said->values[i]);
}

static void add_constant(struct column_map *map, const struct said *said, int at,
                         struct arena *strings)
{
    if (map->fields == NULL)
        map->fields = arena_alloc(strings, FIELDS_MAX * sizeof *map->fields);
    map->fields[map->field_count++] = (struct field_map){
        .field = said->names[at], .constant = arena_strdup(strings, said->values[at].data)};
}

bool header_read_said(struct column_map *map, size_t *last, const struct search *search,
                      const struct rows *rows)
{
    struct said said;
    said_init(&said, of_project, sizeof of_project / sizeof *of_project);
    for (size_t i = 0; i < rows->count; i++)
        read_row(&said, search, rows, i);
    *map = (struct column_map){.path = ""};
    for (int i = 0; i < said.count; i++) {
        if (said.values[i].length > 0 && !said.twice)
            add_constant(map, &said, i, &search->header->strings);
        text_release(&said.values[i]);
    }
    *last = said.last;
    return map->field_count > 0;
}

static bool has_column(const struct header_candidate *reading, const char *name)
{
    for (size_t i = 0; i < reading->count; i++)
        if (reading->columns[i].field == dictionary_find(name))
            return true;
    return false;
}

bool header_read_home(struct column_map *map, const struct search *search, const struct rows *rows,
                      const struct header_candidate *reading)
{
    struct said said;
    bool twice = false;
    if (reading->kind != KIND_HOUSEHOLDS)
        return true;
    for (int i = 0; i < (int)(sizeof of_home / sizeof *of_home); i++) {
        said_init(&said, &of_home[i], 1);
        for (size_t j = 0; j < rows->count && !has_column(reading, of_home[i]); j++)
            read_row(&said, search, rows, j);
        twice |= said.twice;
        if (said.values[0].length > 0 && said.last < reading->at &&
            header_says_place(said.values[0].data))
            add_constant(map, &said, 0, &search->header->strings);
        else
            twice |= said.values[0].length > 0;
        text_release(&said.values[0]);
    }
    return !twice;
}

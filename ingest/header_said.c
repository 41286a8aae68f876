#include <string.h>

#include "ingest/header_state.h"
#include "ingest/private.h"

/* What identifies the rows of a table, where it has no column that does. */
static const char *const names[] = {"project_code", "project_name", "compound"};
enum { NAME_COUNT = sizeof names / sizeof *names };

struct said {
    struct text values[NAME_COUNT];
    size_t last;
    bool twice; /* with another value: there may be several tables */
};

static int field_of(const struct search *search, const char *label, size_t length)
{
    struct text name = TEXT_INIT;
    text_add_bytes(&name, label, length);
    int field = header_field(search->index, name.data), found = -1;
    for (int i = 0; i < NAME_COUNT && field >= 0; i++)
        if (field == dictionary_find(names[i]))
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
        int field = field_of(search, label, (size_t)(colon - label));
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
    for (int i = 0; i < NAME_COUNT; i++)
        before += said->values[i].length;
    for (size_t i = 0; i < rows->items[at].count; i++)
        read_cell(said, search, &rows->items[at], i);
    for (int i = 0; i < NAME_COUNT; i++)
        after += said->values[i].length;
    if (after > before)
        said->last = at;
}

bool header_read_said(struct column_map *map, size_t *last, const struct search *search,
                      const struct rows *rows)
{
    struct said said = {0};
    struct arena *strings = &search->header->strings;
    for (int i = 0; i < NAME_COUNT; i++)
        text_init(&said.values[i]);
    for (size_t i = 0; i < rows->count; i++)
        read_row(&said, search, rows, i);
    *map = (struct column_map){.path = "",
                               .fields = arena_alloc(strings, NAME_COUNT * sizeof *map->fields)};
    for (int i = 0; i < NAME_COUNT; i++) {
        if (said.values[i].length > 0)
            map->fields[map->field_count++] = (struct field_map){
                .field = names[i], .constant = arena_strdup(strings, said.values[i].data)};
        text_release(&said.values[i]);
    }
    *last = said.last;
    if (said.twice)
        map->field_count = 0;
    return map->field_count > 0;
}

#include "ingest/header_state.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

bool header_is_same(const char *a, const char *b)
{
    struct text first = TEXT_INIT, second = TEXT_INIT;
    header_key(&first, a);
    header_key(&second, b);
    bool same = strcmp(first.data, second.data) == 0;
    text_release(&first);
    text_release(&second);
    return same;
}

static bool is_listed(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (header_is_same(names[i], name))
            return true;
    return false;
}

/* What the map says of a column; false where it says nothing. */
static bool match_map(const struct column_map *map, struct header_column *column)
{
    for (size_t i = 0; i < map->field_count; i++) {
        const struct field_map *field = &map->fields[i];
        if (!is_listed((const char *const *)field->columns, field->column_count, column->name))
            continue;
        column->field = dictionary_find(field->field);
        column->why = "map";
        return true;
    }
    column->ignored = is_listed((const char *const *)map->ignore, map->ignore_count, column->name);
    return column->ignored;
}

/* A constant or another column of the map already gives the field. */
static bool is_mapped(const struct column_map *map, int field)
{
    size_t count;
    return map != NULL && column_map_field(map, dictionary_fields(&count)[field].name) != NULL;
}

static void match_column(const struct search *search, enum export_kind kind,
                         struct header_column *column, const char *group)
{
    const struct column_map *map = search->request->map;
    struct header_match match = {.field = -1};
    if (map != NULL && match_map(map, column))
        return;
    if (group != NULL && group[0] != '\0') {
        struct text name = TEXT_INIT;
        header_base(&name, group);
        text_add(&name, column->name);
        match = header_match(search->index, kind, name.data);
        if (match.field < 0) {
            text_clear(&name);
            header_base(&name, column->name);
            header_base(&name, group);
            match = header_match(search->index, kind, name.data);
        }
        text_release(&name);
    }
    if (match.field < 0)
        match = header_match(search->index, kind, column->name);
    if (match.field < 0 || is_mapped(map, match.field))
        return;
    size_t count;
    const struct field *field = &dictionary_fields(&count)[match.field];
    column->field = match.field;
    column->unit = match.unit;
    if (column->unit.factor == 0 && group != NULL)
        column->unit = header_unit(field->type, column->name);
    if (column->unit.factor == 0 && group != NULL)
        column->unit = header_unit(field->type, group);
    column->why =
        field->type == FIELD_PRIVATE && field->subject == SUBJECT_NONE ? "private" : "header";
}

/* A field has one column: the first. */
static void drop_doubles(struct header_column *columns, size_t count)
{
    size_t field_count;
    const struct field *fields = dictionary_fields(&field_count);
    bool *seen = xcalloc(field_count, sizeof *seen);
    for (size_t i = 0; i < count; i++) {
        int field = columns[i].field;
        if (field < 0 || strcmp(columns[i].why, "map") == 0 ||
            fields[field].subject == SUBJECT_NONE)
            continue;
        if (seen[field]) {
            columns[i].field = -1;
            columns[i].why = "double";
        }
        seen[field] = true;
    }
    free(seen);
}

/* The names of a two-row header: the group reaches to the right until the next one. */
static void name_column(const struct row *upper, const struct row *lower, size_t at,
                        struct header_column *column, const char **group)
{
    const char *above = at < upper->count ? upper->cells[at] : "";
    const char *below = lower != NULL && at < lower->count ? lower->cells[at] : "";
    if (above[0] != '\0')
        *group = above;
    if (below[0] == '\0') {
        *column = (struct header_column){.name = above, .field = -1};
        if (above[0] == '\0')
            column->ignored = true;
        return;
    }
    *column = (struct header_column){.name = below, .field = -1};
}

static void match_row(const struct search *search, const struct row *upper, const struct row *lower,
                      enum export_kind kind, struct reading *reading)
{
    const char *group = "";
    size_t count = upper->count;
    if (lower != NULL && lower->count > count)
        count = lower->count;
    reading->count = count;
    reading->kind = kind;
    reading->columns = xcalloc(count + 1, sizeof *reading->columns);
    reading->groups = xcalloc(count + 1, sizeof *reading->groups);
    for (size_t i = 0; i < count; i++) {
        struct header_column *column = &reading->columns[i];
        name_column(upper, lower, i, column, &group);
        bool grouped = lower != NULL && i < lower->count && lower->cells[i][0] != '\0';
        if (column->ignored)
            continue;
        match_column(search, kind, column, grouped ? group : NULL);
        if (grouped && group[0] != '\0')
            reading->groups[i] = group;
    }
    drop_doubles(reading->columns, count);
    reading->score = header_score(reading->columns, count, kind, search->request->map);
}

static bool has_required(const bool *has, enum export_kind kind)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    bool who = false, what = kind != KIND_PROGRESS;
    /* Who numbers projects, or names compounds, does not speak of regions in total. */
    if (kind == KIND_TOTALS &&
        (has[dictionary_find("project_code")] || has[dictionary_find("compound")]))
        return false;
    for (size_t i = 0; i < count; i++) {
        who |= has[i] && (fields[i].required >> kind & 1);
        what |=
            has[i] && (fields[i].subject == SUBJECT_PROGRESS || fields[i].subject == SUBJECT_PLAN);
    }
    return who && what;
}

int header_score(const struct header_column *columns, size_t count, enum export_kind kind,
                 const struct column_map *map)
{
    size_t field_count;
    const struct field *fields = dictionary_fields(&field_count);
    bool *has = xcalloc(field_count, sizeof *has);
    int known = 0, signs = 0;
    for (size_t i = 0; map != NULL && i < map->field_count; i++) {
        int field = dictionary_find(map->fields[i].field);
        if (field >= 0 && map->fields[i].constant != NULL)
            has[field] = true;
    }
    for (size_t i = 0; i < count; i++) {
        if (columns[i].field < 0)
            continue;
        const struct field *field = &fields[columns[i].field];
        known += field->subject == SUBJECT_NONE ? 1 : 2;
        signs += (int)(field->signature >> kind & 1);
        has[columns[i].field] = true;
    }
    bool enough = has_required(has, kind) && (signs > 0 || (kind == KIND_PROJECTS && known >= 4));
    free(has);
    return enough ? known + 6 * signs : 0;
}

/* With the kind given, any line that has known columns will do. */
static int known_columns(const struct reading *reading)
{
    int known = 0;
    for (size_t i = 0; i < reading->count; i++)
        known += reading->columns[i].field >= 0;
    return known;
}

void header_reading_release(struct reading *reading)
{
    free(reading->columns);
    free(reading->groups);
    *reading = (struct reading){0};
}

/* Keeps the better of the two in `best`, and nothing of the other. */
static void choose(struct reading *best, struct reading *other, bool better)
{
    struct reading loser = better ? *best : *other;
    if (better)
        *best = *other;
    header_reading_release(&loser);
}

static void try_kind(const struct search *search, const struct rows *rows, size_t at,
                     enum export_kind kind, struct reading *best)
{
    struct reading one = {.at = at, .rows = 1}, two = {.at = at, .rows = 2};
    bool given = search->request->kind >= 0;
    match_row(search, &rows->items[at], NULL, kind, &one);
    if (given && one.score == 0)
        one.score = known_columns(&one);
    if (at + 1 < rows->count) {
        match_row(search, &rows->items[at], &rows->items[at + 1], kind, &two);
        if (given && two.score == 0)
            two.score = known_columns(&two);
        choose(&one, &two, two.score > one.score && known_columns(&two) > known_columns(&one));
    }
    choose(best, &one, one.score > best->score);
}

/* A row without a single word of the dictionary or the map heads nothing. */
static bool may_be_header(const struct search *search, const struct row *row)
{
    const struct column_map *map = search->request->map;
    for (size_t i = 0; i < row->count; i++) {
        struct header_column column = {.name = row->cells[i], .field = -1};
        if (row->cells[i][0] == '\0')
            continue;
        if (header_is_known(search->index, row->cells[i]) ||
            (map != NULL && match_map(map, &column)))
            return true;
    }
    return false;
}

void header_reading_search(const struct search *search, const struct rows *rows,
                           struct reading *best)
{
    const struct header_request *request = search->request;
    int line = request->map != NULL ? request->map->header_line : 0;
    for (size_t at = 0; at < rows->count; at++) {
        /* A header that comes again further down is not a better one. */
        if (best->score > 0 && at > best->at + 2)
            break;
        if (line > 0 ? rows->items[at].line != line : !may_be_header(search, &rows->items[at]))
            continue;
        for (int kind = 0; kind < KIND_COUNT; kind++)
            if (request->kind < 0 || request->kind == kind)
                try_kind(search, rows, at, (enum export_kind)kind, best);
    }
}

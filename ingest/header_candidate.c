#include "ingest/header_state.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "data/private_header.h"
#include "ingest/private.h"

static bool is_private(int field)
{
    size_t count;
    return field >= 0 && dictionary_fields(&count)[field].type == FIELD_PRIVATE;
}

/* The first field that the map makes of a column is the column's own; a private one comes before
 * all others. */
static void take_from_map(struct header_column *column, int field)
{
    if (column->why == COLUMN_BY_MAP && (column->private || !is_private(field)))
        return;
    column->field = field;
    column->why = COLUMN_BY_MAP;
    column->private = is_private(field);
}

/* The names that a map may mean columns by, those of two rows with both of their names. */
static void collect_names(struct column_names *names, const struct header_candidate *candidate)
{
    for (size_t i = 0; i < candidate->count; i++) {
        const char *name = candidate->columns[i].name;
        if (candidate->groups[i] != NULL)
            name = arena_printf(&names->strings, "%s/%s", candidate->groups[i], name);
        column_names_add(names, name);
    }
}

static void ignore(const struct column_names *names, const char *name,
                   struct header_candidate *candidate)
{
    int at = column_names_next(names, -1, name);
    if (at < 0 && (at = column_names_find(names, name)) >= 0)
        candidate->columns[at].ignored = true;
    for (; at >= 0; at = column_names_next(names, at, name))
        candidate->columns[at].ignored = true;
}

/* What the map says of the columns. */
static void match_map(const struct column_map *map, struct header_candidate *candidate)
{
    struct column_names names = {.strings = ARENA_INIT};
    collect_names(&names, candidate);
    for (size_t i = 0; i < map->ignore_count; i++)
        ignore(&names, map->ignore[i], candidate);
    for (size_t i = 0; i < map->field_count; i++)
        for (size_t j = 0; j < map->fields[i].column_count; j++) {
            int at = column_names_find(&names, map->fields[i].columns[j]);
            if (at < 0)
                continue;
            candidate->columns[at].ignored = false;
            take_from_map(&candidate->columns[at], dictionary_find(map->fields[i].field));
        }
    column_names_release(&names);
}

/* A constant or another column of the map already gives the field. */
static bool is_mapped(const struct column_map *map, int field)
{
    size_t count;
    return map != NULL && column_map_field(map, dictionary_fields(&count)[field].name) != NULL;
}

/* Of a column that the map names: what its brackets, or its group's, say. */
static void find_unit(struct header_column *column, const char *group)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    if (column->field < 0)
        return;
    if (column->unit.factor == 0)
        column->unit = header_unit(fields[column->field].type, column->name);
    if (column->unit.factor == 0 && group != NULL)
        column->unit = header_unit(fields[column->field].type, group);
}

/* Not stored, and not to be had from what is: rates are worked out anew, numbers of rows say
 * nothing, and what a row counts is looked at. */
static bool is_lost(const struct field *field)
{
    static const char *const names[] = {"row_number", "rank", "cumulative_flag"};
    bool lost = field->subject == SUBJECT_NONE && field->type != FIELD_RATE;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        lost &= strcmp(field->name, names[i]) != 0;
    return lost;
}

static void match_column(const struct search *search, enum export_kind kind,
                         struct header_column *column, const char *group)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    if (column->why == COLUMN_BY_MAP) {
        find_unit(column, group);
        return;
    }
    struct header_match match = header_name_match(search, kind, column, group);
    /* What belongs to people does so whether or not it is made use of. */
    column->private = is_private(match.field);
    if (match.field < 0 || column->ignored)
        return;
    const struct field *field = &fields[match.field];
    if (field->subject != SUBJECT_NONE && is_mapped(search->request->map, match.field)) {
        column->why = COLUMN_DOUBLE;
        column->suggestion = match.field;
        return;
    }
    column->field = match.field;
    column->unit = match.unit;
    find_unit(column, group);
    column->why = column->private && field->subject == SUBJECT_NONE ? COLUMN_PRIVATE
                  : is_lost(field)                                  ? COLUMN_NOT_KEPT
                                                                    : COLUMN_BY_HEADER;
}

/* Of two columns of one field that with a name of its own counts, else the first. Under groups that
 * are not known nobody knows which it is: 2022年5月/形象进度, 2022年6月/形象进度. */
static void drop_double(struct header_candidate *candidate, size_t first, size_t second)
{
    struct header_column *columns = candidate->columns;
    bool later = columns[first].unsure && !columns[second].unsure;
    struct header_column *kept = &columns[later ? second : first];
    struct header_column *dropped = &columns[later ? first : second];
    bool clash = kept->unsure && dropped->unsure &&
                 strcmp(candidate->groups[first], candidate->groups[second]) != 0;
    if (clash && kept->clash == 0)
        kept->clash = (later ? first : second) + 1;
    dropped->clash = clash ? (later ? second : first) + 1 : 0;
    dropped->suggestion = dropped->field;
    dropped->field = -1;
    dropped->why = COLUMN_DOUBLE;
}

/* A field has one column. */
static void drop_doubles(struct header_candidate *candidate)
{
    size_t field_count;
    const struct field *fields = dictionary_fields(&field_count);
    size_t *seen = xcalloc(field_count, sizeof *seen); /* the column's number, from 1 */
    for (size_t i = 0; i < candidate->count; i++) {
        const struct header_column *column = &candidate->columns[i];
        int field = column->field;
        if (field < 0 || column->why == COLUMN_BY_MAP || column->tick ||
            fields[field].subject == SUBJECT_NONE)
            continue;
        if (seen[field] > 0)
            drop_double(candidate, seen[field] - 1, i);
        if (column->field == field)
            seen[field] = i + 1;
    }
    free(seen);
}

/* Whether a column that no field is made of is one of doors by a telling word: 楼号/单元/房号. */
static bool tells_of_doors(const struct header_column *column)
{
    return column->field < 0 && column->why == COLUMN_UNKNOWN && !column->ignored &&
           private_header_field(column->name) == dictionary_find("door");
}

/* In a list of households without a column of doors those that tell of doors have them, or else
 * the addresses. */
static void take_address_as_door(struct header_column *columns, size_t count)
{
    int door = dictionary_find("door"), address = dictionary_find("address");
    int answer = dictionary_find("answer");
    struct header_column *found = NULL, *telling = NULL;
    bool answers = false;
    for (size_t i = 0; i < count; i++) {
        answers |= columns[i].field == answer;
        if (columns[i].field == door)
            return;
        if (columns[i].field == address && columns[i].why == COLUMN_PRIVATE && found == NULL)
            found = &columns[i];
        if (telling == NULL && tells_of_doors(&columns[i]))
            telling = &columns[i];
    }
    if (telling != NULL)
        found = telling;
    if (!answers || found == NULL)
        return;
    found->field = door;
    found->private = true;
    found->why = COLUMN_BY_HEADER;
    found->of_address = true;
}

/* The name of a column; of a two-row header, *group reaches to the right until the next one. */
static const char *name_of_column(const struct row *upper, const struct row *lower, size_t at,
                                  const char **group, bool *grouped)
{
    const char *above = at < upper->count ? upper->cells[at] : "";
    const char *below = lower != NULL && at < lower->count ? lower->cells[at] : "";
    if (above[0] != '\0')
        *group = above;
    *grouped = below[0] != '\0' && (*group)[0] != '\0';
    return below[0] != '\0' ? below : above;
}

static void name_columns(const struct row *upper, const struct row *lower,
                         struct header_candidate *candidate)
{
    const char *group = "";
    size_t count = lower != NULL && lower->count > upper->count ? lower->count : upper->count;
    candidate->count = count;
    candidate->columns = xcalloc(count + 1, sizeof *candidate->columns);
    candidate->groups = xcalloc(count + 1, sizeof *candidate->groups);
    for (size_t i = 0; i < count; i++) {
        bool grouped;
        const char *name = name_of_column(upper, lower, i, &group, &grouped);
        candidate->groups[i] = grouped ? group : NULL;
        candidate->columns[i] = (struct header_column){.name = name, .field = -1, .suggestion = -1};
    }
}

static void match_row(const struct search *search, const struct row *upper, const struct row *lower,
                      enum export_kind kind, struct header_candidate *candidate)
{
    const struct column_map *map = search->request->map;
    name_columns(upper, lower, candidate);
    candidate->kind = kind;
    if (map != NULL)
        match_map(map, candidate);
    for (size_t i = 0; i < candidate->count; i++)
        if (candidate->columns[i].name[0] != '\0')
            match_column(search, kind, &candidate->columns[i], candidate->groups[i]);
    header_take_ticks(search, candidate);
    drop_doubles(candidate);
    if (kind == KIND_HOUSEHOLDS && !is_mapped(map, dictionary_find("door")))
        take_address_as_door(candidate->columns, candidate->count);
    candidate->score = header_score(search->index, candidate->columns, candidate->count, kind, map);
}

/* With the kind given, any line that has known columns will do. */
static int known_columns(const struct header_candidate *candidate)
{
    int known = 0;
    for (size_t i = 0; i < candidate->count; i++)
        known += candidate->columns[i].field >= 0;
    return known;
}

/* What is known counts as well, or a poor fit would lose to a candidate that is none. */
static void raise_score(struct header_candidate *candidate, bool given)
{
    int known = known_columns(candidate);
    if (given && candidate->score < known)
        candidate->score = known;
}

void header_candidate_release(struct header_candidate *candidate)
{
    free(candidate->columns);
    free(candidate->groups);
    *candidate = (struct header_candidate){0};
}

/* Keeps the better of the two in `best`, and nothing of the other. */
static void choose(struct header_candidate *best, struct header_candidate *other, bool better)
{
    struct header_candidate loser = better ? *best : *other;
    if (better)
        *best = *other;
    header_candidate_release(&loser);
}

/* 单位：万元 and 填表人： are labels, 资金（单位：万元） is none. */
static bool is_label(const char *cell)
{
    struct text plain = TEXT_INIT;
    text_compat(&plain, cell, strlen(cell));
    char *colon = strchr(plain.data, ':');
    bool label = false;
    if (colon != NULL) {
        *colon = '\0';
        const char *open = strrchr(plain.data, '(');
        bool bracketed = open != NULL && strchr(open, ')') == NULL;
        label = !bracketed &&
                (private_label_is_harmless(plain.data) || private_label_find(plain.data) != NULL);
    }
    text_release(&plain);
    return label;
}

/* 填表人：, a name, 电话：, a number: no groups of columns. */
static bool is_note(const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (private_is_suspect(row->cells[i], strlen(row->cells[i])) || is_label(row->cells[i]))
            return true;
    return false;
}

/* Both rows as one header; whether they can be nothing else. */
static bool match_two(const struct search *search, const struct rows *rows, size_t at,
                      enum export_kind kind, struct header_candidate *two)
{
    struct row upper = rows->items[at], lower = rows->items[at + 1];
    header_rows_unfill(&upper, &lower, &search->header->strings);
    match_row(search, &upper, &lower, kind, two);
    raise_score(two, search->request->kind >= 0);
    return header_rows_are_split(&upper, &lower);
}

static void try_kind(const struct search *search, const struct rows *rows, size_t at,
                     enum export_kind kind, struct header_candidate *best)
{
    struct header_candidate one = {.at = at, .rows = 1}, two = {.at = at, .rows = 2};
    bool given = search->request->kind >= 0;
    int wanted = search->request->map != NULL ? search->request->map->header_rows : 0;
    match_row(search, &rows->items[at], NULL, kind, &one);
    /* Of a kind that is given it is no question how well it fits. */
    raise_score(&one, given);
    if (at + 1 < rows->count && wanted != 1 && (wanted == 2 || !is_note(&rows->items[at]))) {
        bool split = match_two(search, rows, at, kind, &two);
        choose(&one, &two,
               wanted == 2 || split ||
                   ((given || two.score > one.score) && known_columns(&two) > known_columns(&one)));
    }
    choose(best, &one, one.score > best->score);
}

/* How near the columns are to headers of the kind; one that is known counts twice. */
static int nearness(const struct search *search, enum export_kind kind,
                    const struct header_candidate *reading)
{
    int near = 2 * known_columns(reading), field;
    for (size_t i = 0; i < reading->count; i++)
        near += reading->columns[i].field < 0 && reading->columns[i].name[0] != '\0' &&
                header_nearest(search->index, kind, reading->columns[i].name, &field) != NULL;
    return near;
}

void header_candidate_take(const struct search *search, const struct rows *rows, size_t at,
                           struct header_candidate *reading)
{
    int wanted = search->request->kind;
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        struct header_candidate one = {.at = at, .rows = 1};
        if (wanted >= 0 && wanted != kind)
            continue;
        match_row(search, &rows->items[at], NULL, (enum export_kind)kind, &one);
        one.score = 1 + nearness(search, (enum export_kind)kind, &one);
        choose(reading, &one, one.score > reading->score);
    }
}

bool header_candidate_fits(const struct search *search, const struct rows *rows, size_t at,
                           struct header_candidate *reading)
{
    int wanted = search->request->kind;
    for (int kind = 0; kind < KIND_COUNT; kind++)
        if (wanted < 0 || wanted == kind)
            try_kind(search, rows, at, (enum export_kind)kind, reading);
    return reading->score > 0 && header_score(search->index, reading->columns, reading->count,
                                              reading->kind, search->request->map) > 0;
}

/* All names in a map. */
static void collect_map(struct column_names *names, const struct column_map *map)
{
    for (size_t i = 0; map != NULL && i < map->field_count; i++)
        for (size_t j = 0; j < map->fields[i].column_count; j++)
            column_names_add(names, map->fields[i].columns[j]);
    for (size_t i = 0; map != NULL && i < map->ignore_count; i++)
        column_names_add(names, map->ignore[i]);
}

/* A row without a single word of the dictionary or the map heads nothing. */
static bool may_be_header(const struct search *search, const struct column_names *mapped,
                          const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i][0] != '\0' && (header_is_known(search->index, row->cells[i]) ||
                                         column_names_next(mapped, -1, row->cells[i]) >= 0))
            return true;
    return false;
}

void header_candidate_search(const struct search *search, const struct rows *rows,
                             struct header_candidate *best)
{
    const struct header_request *request = search->request;
    int line = request->map != NULL ? request->map->header_line : 0;
    struct column_names mapped = {.strings = ARENA_INIT};
    collect_map(&mapped, request->map);
    for (size_t at = 0; at < rows->count; at++) {
        /* A header that comes again further down is not a better one. */
        if (best->score > 0 && at > best->at + 2)
            break;
        if (line > 0 ? rows->items[at].line != line
                     : !may_be_header(search, &mapped, &rows->items[at]))
            continue;
        for (int kind = 0; kind < KIND_COUNT; kind++)
            if (request->kind < 0 || request->kind == kind)
                try_kind(search, rows, at, (enum export_kind)kind, best);
    }
    column_names_release(&mapped);
}

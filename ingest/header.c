#include "ingest/header.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "ingest/header_state.h"
#include "ingest/header_under.h"

static const struct name_row column_why_rows[] = {
    [COLUMN_UNKNOWN] = {"unknown", N_("unknown"), ""},
    [COLUMN_BY_HEADER] = {"header", N_("header"), ""},
    [COLUMN_BY_MAP] = {"map", N_("map"), ""},
    [COLUMN_PRIVATE] = {"private", N_("private"), ""},
    [COLUMN_DOUBLE] = {"double", N_("double"), ""},
    [COLUMN_NOT_KEPT] = {"not-kept", N_("read and not kept"), ""},
    [COLUMN_OTHER_KIND] = {"other-kind", N_("not kept of this kind of export"), ""},
};
const struct name_table column_why_names = {"column_why", column_why_rows,
                                            sizeof column_why_rows / sizeof *column_why_rows};

/* What stands above, as one text. */
static void read_title(struct header *header, const struct rows *rows, size_t until)
{
    struct text title = TEXT_INIT;
    for (size_t i = 0; i < until; i++)
        for (size_t j = 0; j < rows->items[i].count; j++) {
            const char *cell = rows->items[i].cells[j];
            if (cell[0] == '\0')
                continue;
            if (title.length > 0)
                text_add_char(&title, ' ');
            text_add(&title, cell);
        }
    header->title = arena_strdup(&header->strings, title.data);
    text_release(&title);
}

/* Of two rows, by the name below as well. */
static bool is_of_other_kind(const struct search *search, const char *name)
{
    const char *below = strrchr(name, '/');
    return header_is_stored(search->index, name) ||
           (below != NULL && header_is_stored(search->index, below + 1));
}

static void suggest(const struct search *search, struct header *header)
{
    for (size_t i = 0; i < header->column_count; i++) {
        struct header_column *column = &header->columns[i];
        if (column->field >= 0 || column->ignored || column->name[0] == '\0' ||
            column->why != COLUMN_UNKNOWN)
            continue;
        if (!column->part && is_of_other_kind(search, column->name)) {
            column->why = COLUMN_OTHER_KIND;
            continue;
        }
        const char *nearest =
            header_nearest(search->index, header->kind, column->name, &column->suggestion);
        if (nearest != NULL)
            column->nearest = arena_strdup(&header->strings, nearest);
    }
}

/* The columns, those of two rows with both of their names. */
static void keep_columns(struct header *header, const struct header_candidate *best)
{
    size_t bytes = (best->count + 1) * sizeof *header->columns;
    header->columns = memcpy(arena_alloc(&header->strings, bytes), best->columns, bytes);
    header->column_count = best->count;
    for (size_t i = 0; i < best->count; i++) {
        if (best->groups[i] != NULL)
            header->columns[i].name =
                arena_printf(&header->strings, "%s/%s", best->groups[i], header->columns[i].name);
        column_names_add(&header->names, header->columns[i].name);
    }
}

/* Whether a row fills half of the columns at least, so that it is no note beside them. */
static bool is_full(const struct row *row, size_t columns)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++)
        filled += row->cells[i][0] != '\0';
    return filled * 2 >= columns;
}

static void list_nameless(struct header *header)
{
    size_t bytes = (header->column_count + 1) * sizeof *header->nameless;
    header->nameless = arena_alloc(&header->strings, bytes);
    for (size_t i = 0; i < header->column_count; i++)
        if (header->columns[i].name[0] == '\0')
            header->nameless[header->nameless_count++] = i;
}

/* Columns without a name that have content in the first rows; of the others the rows will tell. */
static void look_into_nameless(struct header *header, const struct rows *rows, size_t first)
{
    for (size_t i = first; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        for (size_t j = 0; is_full(row, header->column_count) && j < header->column_count; j++)
            header->columns[j].filled |=
                header->columns[j].name[0] == '\0' && j < row->count && row->cells[j][0] != '\0';
    }
}

static const char **kept_cells(struct header *header, const struct row *row)
{
    const char **cells = arena_alloc(&header->strings, (header->column_count + 1) * sizeof *cells);
    for (size_t i = 0; i < header->column_count; i++)
        cells[i] = i < row->count ? row->cells[i] : "";
    return cells;
}

static int column_of(const struct header *header, int field)
{
    for (size_t i = 0; i < header->column_count; i++)
        if (header->columns[i].field == field)
            return (int)i;
    return -1;
}

static bool has_field(const struct header *header, int field)
{
    return column_of(header, field) >= 0;
}

/* Columns whose unit beneath is not that of their name alone: 充电桩 over 组 is 充电桩（组）. */
static void match_with_units(const struct search *search, struct header *header)
{
    for (size_t i = 0; i < header->column_count; i++) {
        struct header_column *column = &header->columns[i];
        struct text name = TEXT_INIT;
        if (header->units[i] == NULL || column->field >= 0)
            continue;
        text_addf(&name, "%s(%s)", column->name, header->units[i]);
        struct header_match match = header_match(search->index, header->kind, name.data);
        if (match.field >= 0 && !has_field(header, match.field)) {
            column->field = match.field;
            column->unit = match.unit;
            column->why = COLUMN_BY_HEADER;
        }
        text_release(&name);
    }
}

/* Units and numbers of the columns stand between the header and the data. */
static void read_under(struct header *header, const struct rows *rows, size_t first)
{
    size_t bytes = (header->column_count + 1) * sizeof *header->units;
    header->units = memset(arena_alloc(&header->strings, bytes), 0, bytes);
    for (size_t i = first; i < rows->count && header->under_count < 2; i++) {
        if (!header_under(header, &rows->items[i]))
            return;
        header->under[header->under_count++] = kept_cells(header, &rows->items[i]);
        header->next_offset = rows->items[i].next_offset;
        header->next_line = rows->items[i].next_line;
    }
}

static enum status settle(const struct search *search, const struct source_file *file,
                          const struct rows *rows, const struct header_candidate *best,
                          char delimiter, struct error *error)
{
    struct header *header = search->header;
    const struct row *last = &rows->items[best->at + best->rows - 1];
    header->delimiter = delimiter;
    header->kind = best->kind;
    header->line = rows->items[best->at].line;
    header->next_offset = last->next_offset;
    header->next_line = last->next_line;
    keep_columns(header, best);
    header->reject_column = column_of(header, dictionary_find("reject_id"));
    header->row_count = best->rows;
    for (size_t i = 0; i < best->rows; i++)
        header->rows[i] = kept_cells(header, &rows->items[best->at + i]);
    read_under(header, rows, best->at + best->rows);
    match_with_units(search, header);
    list_nameless(header);
    look_into_nameless(header, rows, best->at + best->rows + header->under_count);
    read_title(header, rows, best->at);
    enum status status = header_read_units(
        header, rows, best->at, best->at + best->rows + header->under_count, file, error);
    header_mark_private(header, search->index);
    header_keep_preamble(header, rows, best->at, best->at + best->rows);
    suggest(search, header);
    return status;
}

static enum status unknown_kind(const struct header_request *request, struct error *error)
{
    if (request->kind >= 0)
        return error_set(error, STATUS_INVALID, _("no header line of an export of '%s' found"),
                         label_of(&export_kind_names, request->kind));
    return error_set(error, STATUS_INVALID,
                     _("no header line of any known kind of export found: --kind or --map may "
                       "help"));
}

/* Every column that the map names has to be there. */
static enum status check_map(const struct header *header, const struct column_map *map,
                             struct error *error)
{
    for (size_t i = 0; map != NULL && i < map->field_count; i++)
        for (size_t j = 0; j < map->fields[i].column_count; j++)
            if (column_names_find(&header->names, map->fields[i].columns[j]) < 0)
                return error_set(error, STATUS_INVALID, _("%s:%d: the file has no column '%s'"),
                                 map->path, map->fields[i].line, map->fields[i].columns[j]);
    return STATUS_OK;
}

static const char *delimiters_of(const struct column_map *map)
{
    if (map == NULL || map->delimiter == NULL)
        return ",\t;|";
    return strcmp(map->delimiter, "\\t") == 0 || strcmp(map->delimiter, "tab") == 0
               ? "\t"
               : map->delimiter;
}

enum status header_find(struct header *header, const struct source_file *file,
                        const struct header_request *request, struct error *error)
{
    *header = (struct header){.strings = ARENA_INIT};
    struct search search = {.index = header_index_new(), .request = request, .header = header};
    struct header_candidate best = {0};
    struct rows rows, best_rows = {0};
    char delimiter = ',';
    enum status status = STATUS_OK;
    for (const char *at = delimiters_of(request->map); *at != '\0' && status == STATUS_OK; at++) {
        int before = best.score;
        status = header_rows_read(&rows, file, *at, &header->strings, error);
        if (status != STATUS_OK)
            break;
        header_candidate_search(&search, &rows, &best);
        if (best.score > before) {
            best_rows = rows;
            delimiter = *at;
        }
    }
    if (status == STATUS_OK && best.score == 0)
        status = unknown_kind(request, error);
    if (status == STATUS_OK)
        status = settle(&search, file, &best_rows, &best, delimiter, error);
    if (status == STATUS_OK)
        status = check_map(header, request->map, error);
    header_candidate_release(&best);
    header_index_free(search.index);
    return status;
}

void header_release(struct header *header)
{
    column_names_release(&header->names);
    arena_release(&header->strings);
}

#include "ingest/header.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "ingest/header_state.h"
#include "ingest/private.h"

static const struct name_row column_why_rows[] = {
    [COLUMN_UNKNOWN] = {"unknown", N_("unknown"), ""},
    [COLUMN_BY_HEADER] = {"header", N_("header"), ""},
    [COLUMN_BY_MAP] = {"map", N_("map"), ""},
    [COLUMN_PRIVATE] = {"private", N_("private"), ""},
    [COLUMN_DOUBLE] = {"double", N_("double"), ""},
};
const struct name_table column_why_names = {"column_why", column_why_rows,
                                            sizeof column_why_rows / sizeof *column_why_rows};

/* Title, units and notes stand above. */
static void read_above(struct header *header, const struct rows *rows, size_t until)
{
    struct text title = TEXT_INIT, plain = TEXT_INIT;
    for (size_t i = 0; i < until; i++)
        for (size_t j = 0; j < rows->items[i].count; j++) {
            const char *cell = rows->items[i].cells[j];
            if (cell[0] == '\0')
                continue;
            if (title.length > 0)
                text_add_char(&title, ' ');
            text_add(&title, cell);
            text_clear(&plain);
            text_normalise(&plain, cell, strlen(cell));
            unit_line(plain.data, &header->money, &header->area, &header->length);
        }
    header->title = arena_strdup(&header->strings, title.data);
    text_release(&title);
    text_release(&plain);
}

static void add_cell(struct text *line, const char *cell, char delimiter)
{
    bool quoted = strpbrk(cell, "\"\r\n") != NULL || strchr(cell, delimiter) != NULL;
    struct text clean = TEXT_INIT;
    private_scrub(&clean, cell, strlen(cell));
    text_add(line, quoted ? "\"" : "");
    for (const char *at = clean.data; *at != '\0'; at++) {
        if (*at == '"')
            text_add_char(line, '"');
        text_add_char(line, *at);
    }
    text_add(line, quoted ? "\"" : "");
    text_release(&clean);
}

/* The rows down to the last one of the header, as they can be put over other rows; an empty line
 * parts the header from what stands above it. */
static void keep_preamble(struct header *header, const struct rows *rows, size_t at, size_t until)
{
    struct text lines = TEXT_INIT;
    for (size_t i = 0; i < until; i++) {
        if (i == at)
            text_add_char(&lines, '\n');
        for (size_t j = 0; j < rows->items[i].count; j++) {
            if (j > 0)
                text_add_char(&lines, header->delimiter);
            add_cell(&lines, rows->items[i].cells[j], header->delimiter);
        }
        text_add_char(&lines, '\n');
    }
    header->preamble = arena_strdup(&header->strings, lines.data);
    text_release(&lines);
}

static void suggest(const struct search *search, struct header *header)
{
    for (size_t i = 0; i < header->column_count; i++) {
        struct header_column *column = &header->columns[i];
        if (column->field >= 0 || column->ignored || column->why != COLUMN_UNKNOWN)
            continue;
        const char *nearest =
            header_nearest(search->index, header->kind, column->name, &column->suggestion);
        if (nearest != NULL)
            column->nearest = arena_strdup(&header->strings, nearest);
    }
}

/* The columns, those of two rows with both of their names. */
static void keep_columns(struct header *header, const struct reading *best)
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

static void settle(const struct search *search, const struct rows *rows, const struct reading *best,
                   char delimiter)
{
    struct header *header = search->header;
    const struct row *last = &rows->items[best->at + best->rows - 1];
    header->delimiter = delimiter;
    header->kind = best->kind;
    header->line = rows->items[best->at].line;
    header->next_offset = last->next_offset;
    header->next_line = last->next_line;
    keep_columns(header, best);
    header->row_count = best->rows;
    for (size_t i = 0; i < best->rows; i++) {
        const struct row *row = &rows->items[best->at + i];
        header->rows[i] =
            arena_alloc(&header->strings, (best->count + 1) * sizeof *header->rows[i]);
        for (size_t j = 0; j < best->count; j++)
            header->rows[i][j] = j < row->count ? row->cells[j] : "";
    }
    read_above(header, rows, best->at);
    keep_preamble(header, rows, best->at, best->at + best->rows);
    suggest(search, header);
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
    struct reading best = {0};
    struct rows rows, best_rows = {0};
    char delimiter = ',';
    enum status status = STATUS_OK;
    for (const char *at = delimiters_of(request->map); *at != '\0' && status == STATUS_OK; at++) {
        int before = best.score;
        status = header_rows_read(&rows, file, *at, &header->strings, error);
        if (status != STATUS_OK)
            break;
        header_reading_search(&search, &rows, &best);
        if (best.score > before) {
            best_rows = rows;
            delimiter = *at;
        }
    }
    if (status == STATUS_OK && best.score == 0)
        status = unknown_kind(request, error);
    if (status == STATUS_OK) {
        settle(&search, &best_rows, &best, delimiter);
        status = check_map(header, request->map, error);
    }
    header_reading_release(&best);
    header_index_free(search.index);
    return status;
}

void header_release(struct header *header)
{
    column_names_release(&header->names);
    arena_release(&header->strings);
}

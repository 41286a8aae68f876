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
    [COLUMN_PERIOD] = {"period", N_("of one period, not so far"), ""},
    [COLUMN_NO_FIELD] = {"no-field", N_("planned, actual or before the works: no field"), ""},
    [COLUMN_SAID_ABOVE] = {"said-above", N_("a line above the table"), ""},
    [COLUMN_UNSURE] = {"unsure", N_("one of several that may be the field"), ""},
};
const struct name_table column_why_names = {"column_why", column_why_rows,
                                            sizeof column_why_rows / sizeof *column_why_rows};

/* What stands above, as one text. */
static void read_title(struct header *header, const struct rows *rows, size_t until)
{
    struct text title = TEXT_INIT;
    for (size_t i = 0; i < until; i++)
        for (size_t j = 0; rows->items[i].table == 0 && j < rows->items[i].count; j++) {
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

/* 填报人： and 张三 side by side. */
static void hide_behind_label(struct header *header, size_t at)
{
    struct header_column *column = &header->columns[at];
    column->hidden = at > 0 && column->field < 0 && column->why == COLUMN_UNKNOWN &&
                     column->name[0] != '\0' && header_awaits_person(header->columns[at - 1].name);
    if (column->hidden)
        column->name = "***";
}

/* 填报人：张三: messages name columns, and rejects keep messages. */
static void hide_person(struct header *header, struct header_column *column)
{
    struct text clean = TEXT_INIT;
    if (header_names_person(&clean, column->name))
        column->name = arena_strdup(&header->strings, clean.data);
    text_release(&clean);
}

/* The columns, those of two rows with both of their names, and `count` in all. */
static void keep_columns(struct header *header, const struct header_candidate *best, size_t count)
{
    size_t bytes = (count + 1) * sizeof *header->columns;
    header->columns = memset(arena_alloc(&header->strings, bytes), 0, bytes);
    memcpy(header->columns, best->columns, best->count * sizeof *header->columns);
    header->column_count = count;
    for (size_t i = 0; i < count; i++) {
        if (i >= best->count)
            header->columns[i] = (struct header_column){.name = "", .field = -1, .suggestion = -1};
        else if (best->groups[i] != NULL)
            header->columns[i].name =
                arena_printf(&header->strings, "%s/%s", best->groups[i], header->columns[i].name);
        column_names_add(&header->names, header->columns[i].name);
        hide_behind_label(header, i);
        hide_person(header, &header->columns[i]);
    }
}

/* Of two columns of one field neither is used, where it is not known which of them it is. */
static void unset_clashes(struct header *header)
{
    for (size_t i = 0; i < header->column_count; i++) {
        struct header_column *column = &header->columns[i];
        if (column->clash == 0)
            continue;
        if (column->field >= 0)
            column->suggestion = column->field;
        column->field = -1;
        column->why = COLUMN_UNSURE;
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

/* In a sheet of rejects every row with content there was read with that column. */
static bool is_sheet(const struct header_candidate *best)
{
    int reject_id = dictionary_find("reject_id");
    for (size_t i = 0; i < best->count; i++)
        if (best->columns[i].field == reject_id)
            return true;
    return false;
}

/* Whether most rows have content in the column: a cell too many, in a few, shifts the others. */
static bool holds_most(const struct rows *rows, const struct header_candidate *best, size_t column)
{
    size_t full = 0, held = 0;
    for (size_t i = best->at + best->rows; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        full += is_full(row, best->count);
        held += is_full(row, best->count) && column < row->count && row->cells[column][0] != '\0';
    }
    return held > 0 && (held * 2 >= full || is_sheet(best));
}

/* The columns, with those behind the last name that the header has cells for and rows content. */
static size_t count_columns(const struct rows *rows, const struct header_candidate *best)
{
    size_t width = rows->items[best->at + best->rows - 1].width;
    while (width > best->count && !holds_most(rows, best, width - 1))
        width--;
    return width > best->count ? width : best->count;
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

enum status header_settle(const struct search *search, const struct source_file *file,
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
    keep_columns(header, best, count_columns(rows, best));
    unset_clashes(header);
    header->reject_column = column_of(header, dictionary_find("reject_id"));
    header->row_count = best->rows;
    for (size_t i = 0; i < best->rows; i++)
        header->rows[i] = kept_cells(header, &rows->items[best->at + i]);
    read_under(header, rows, best->at + best->rows);
    match_with_units(search, header);
    list_nameless(header);
    look_into_nameless(header, rows, best->at + best->rows + header->under_count);
    header_tables_keep(header, search->index, rows, best->at);
    read_title(header, rows, best->at);
    enum status status = header_read_units(
        header, rows, best->at, best->at + best->rows + header->under_count, file, error);
    header_mark_private(header, search->index);
    header_keep_preamble(header, rows, best->at, best->at + best->rows);
    suggest(search, header);
    return status;
}

void header_release(struct header *header)
{
    column_names_release(&header->names);
    arena_release(&header->strings);
}

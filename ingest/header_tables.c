#include <string.h>

#include "core/memory.h"
#include "data/private_header.h"
#include "ingest/header_sense.h"
#include "ingest/header_state.h"

/*
 * A file may have several tables. That of the header is the one with most rows of those that are of
 * a known kind; the rows of the others are told apart from titles, units and notes, so that each of
 * them can be counted.
 */
enum { CELLS_MIN = 2 };

static const char *cell_at(const struct row *row, size_t column)
{
    return column < row->count ? row->cells[column] : "";
}

static size_t count_filled(const struct row *row)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++)
        filled += row->cells[i][0] != '\0';
    return filled;
}

static bool is_labelled(const char *cell)
{
    return strchr(cell, ':') != NULL || strstr(cell, "：") != NULL;
}

/* Nothing but what may head columns. */
static bool may_head_table(const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i][0] != '\0' &&
            (!header_cell_may_head(row->cells[i]) || is_labelled(row->cells[i])))
            return false;
    return count_filled(row) >= CELLS_MIN;
}

static bool is_amount_header(const struct header_index *index, const char *cell)
{
    size_t count;
    int field = cell[0] == '\0' ? -1 : header_field(index, cell);
    const struct field *fields = dictionary_fields(&count);
    return field >= 0 && field_is_quantity(&fields[field]) && fields[field].subject != SUBJECT_KEY;
}

/* Names of columns with a number right beneath a known one, and nothing beside them: 项目数, 总投资
 * over 265, 227440000. */
static bool heads_amounts(const struct header_index *index, const struct row *row,
                          const struct row *below)
{
    bool amount = false;
    if (!may_head_table(row))
        return false;
    for (size_t i = 0; i < row->count || i < below->count; i++) {
        const char *head = cell_at(row, i), *cell = cell_at(below, i);
        if (is_labelled(cell) || (head[0] == '\0' && cell[0] != '\0'))
            return false;
        amount |= cell[0] != '\0' && !header_cell_may_head(cell) && is_amount_header(index, head);
    }
    return amount;
}

/* A row of a table and no title, line of units or note. */
static bool is_row_of_table(const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (is_labelled(row->cells[i]))
            return false;
    return count_filled(row) >= CELLS_MIN;
}

/* Marks the rows of the table that is headed at `at`, down to `until`, and the header itself. */
static void mark_table(struct rows *rows, size_t at, size_t header_rows, size_t until)
{
    for (size_t i = at; i < until; i++) {
        bool heads = i < at + header_rows;
        if (!heads && !is_row_of_table(&rows->items[i]))
            continue;
        rows->items[i].table = rows->items[at].line;
        rows->items[i].heads_table = heads;
    }
}

void header_tables_mark(const struct search *search, struct rows *rows, size_t at)
{
    for (size_t i = 0; i + 1 < at; i++) {
        size_t end = i + 1;
        if (rows->items[i].table != 0 ||
            !heads_amounts(search->index, &rows->items[i], &rows->items[end]))
            continue;
        while (end < at && is_row_of_table(&rows->items[end]))
            end++;
        mark_table(rows, i, 1, end);
    }
}

/* Whether the header comes again, on a new page, in as many rows or in one. */
static bool repeats(const struct row *row, const struct row *header, size_t header_rows)
{
    size_t same = 0;
    for (size_t i = 0; i < row->count; i++) {
        bool found = false;
        for (size_t j = 0; j < header_rows; j++)
            found |= strcmp(row->cells[i], cell_at(&header[j], i)) == 0;
        same += row->cells[i][0] != '\0' && found;
    }
    return same * 3 >= count_filled(row) * 2;
}

static size_t rows_between(const struct rows *rows, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += is_row_of_table(&rows->items[i]);
    return count;
}

/* Whether the file has more than so many rows behind the header whose last row is at `last`. */
static enum status has_more_rows(bool *more, const struct rows *rows, size_t last, size_t than,
                                 const struct source_file *file, char delimiter,
                                 struct error *error)
{
    struct csv_reader reader;
    struct csv_record record;
    size_t count = rows_between(rows, last + 1, rows->count);
    bool next = true;
    csv_record_init(&record);
    enum status status = csv_reader_init(&reader, file, delimiter, error);
    line_reader_seek(&reader.lines, rows->items[rows->count - 1].next_offset,
                     rows->items[rows->count - 1].next_line);
    while (status == STATUS_OK && count <= than &&
           (status = csv_reader_next(&reader, &record, &next, error)) == STATUS_OK && next)
        count += record.count >= CELLS_MIN;
    *more = count > than;
    csv_reader_release(&reader);
    csv_record_release(&record);
    return status;
}

enum status header_tables_choose(const struct search *search, struct rows *rows,
                                 struct header_candidate *chosen, const struct source_file *file,
                                 char delimiter, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t at = chosen->at + chosen->rows + 1; at < rows->count && status == STATUS_OK; at++) {
        struct header_candidate below = {0};
        bool more = false;
        if (!may_head_table(&rows->items[at]) ||
            repeats(&rows->items[at], &rows->items[chosen->at], chosen->rows) ||
            !header_candidate_fits(search, rows, at, &below)) {
            header_candidate_release(&below);
            continue;
        }
        size_t above = rows_between(rows, chosen->at + chosen->rows, at);
        status =
            has_more_rows(&more, rows, below.at + below.rows - 1, above, file, delimiter, error);
        if (status == STATUS_OK && more) {
            mark_table(rows, chosen->at, chosen->rows, at);
            struct header_candidate loser = *chosen;
            *chosen = below;
            below = loser;
        }
        header_candidate_release(&below);
    }
    return status;
}

static bool is_private(const struct header_index *index, const struct row *row)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    for (size_t i = 0; i < row->count; i++) {
        int field = row->cells[i][0] == '\0' ? -1 : header_field(index, row->cells[i]);
        if (field >= 0 ? fields[field].type == FIELD_PRIVATE
                       : private_header_field(row->cells[i]) >= 0)
            return true;
    }
    return false;
}

void header_tables_keep(struct header *header, const struct header_index *index,
                        const struct rows *rows, size_t at)
{
    bool of_people = false;
    header->others = arena_alloc(&header->strings, (at + 1) * sizeof *header->others);
    for (size_t i = 0; i < at; i++) {
        const struct row *row = &rows->items[i];
        if (row->heads_table)
            of_people = (row->table != row->line && of_people) || is_private(index, row);
        else if (row->table != 0)
            header->others[header->other_count++] =
                (struct other_row){.offset = rows->items[i - 1].next_offset,
                                   .line = rows->items[i - 1].next_line,
                                   .table = row->table,
                                   .of_people = of_people};
    }
}

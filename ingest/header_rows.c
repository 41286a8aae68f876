#include "ingest/header_state.h"

#include <string.h>

#include "core/memory.h"
#include "ingest/header_sense.h"

/* What is longer is no header, and all that stands above one is not worth more memory. */
enum { CELL_BYTES_MAX = 4096, ROWS_BYTES_MAX = 1 << 21 };

/* The cell, or as many of its characters as may be kept. */
static size_t kept_length(const char *cell, size_t length)
{
    if (length <= CELL_BYTES_MAX)
        return length;
    length = CELL_BYTES_MAX;
    while (length > 0 && ((unsigned char)cell[length] & 0xc0) == 0x80)
        length--;
    return length;
}

static const char *trimmed(struct arena *strings, const char *cell, size_t length)
{
    struct text text = TEXT_INIT;
    text_add_bytes(&text, cell, kept_length(cell, length));
    while (text.length > 0 && strchr(" \t\r\n", text.data[text.length - 1]) != NULL)
        text.data[--text.length] = '\0';
    size_t first = strspn(text.data, " \t\r\n");
    const char *copy = arena_strdup(strings, text.data + first);
    text_release(&text);
    return copy;
}

/* Returns about how many bytes that took. */
static size_t keep_row(struct row *row, const struct csv_reader *reader,
                       const struct csv_record *record, struct arena *strings)
{
    size_t bytes = 0;
    *row = (struct row){.line = record->line};
    row->next_offset = line_reader_offset(&reader->lines);
    row->next_line = reader->lines.number;
    row->count = row->width = record->count;
    while (row->count > 0 && csv_record_length(record, row->count - 1) == 0)
        row->count--;
    row->cells = arena_alloc(strings, (row->count + 1) * sizeof *row->cells);
    for (size_t i = 0; i < row->count; i++) {
        row->cells[i] = trimmed(strings, csv_record_cell(record, i), csv_record_length(record, i));
        bytes += sizeof *row->cells + strlen(row->cells[i]) + 1;
    }
    while (row->count > 0 && row->cells[row->count - 1][0] == '\0')
        row->count--;
    return bytes;
}

static const char *cell_at(const struct row *row, size_t column)
{
    return column < row->count ? row->cells[column] : "";
}

bool header_cell_may_head(const char *cell)
{
    struct text plain = TEXT_INIT;
    text_compat(&plain, cell, strlen(cell));
    bool heads = strspn(plain.data, "0123456789.,-/%:+ ") < plain.length;
    text_release(&plain);
    return heads;
}

/* 计划, 本月: a word that says which number of its group the column is. */
static bool is_sense(const char *cell)
{
    struct text key = TEXT_INIT;
    const char *rest;
    header_key(&key, cell);
    bool sense = header_sense(key.data, &rest) != SENSE_PLAIN && *rest == '\0';
    text_release(&key);
    return sense && header_cell_may_head(cell);
}

bool header_rows_are_split(const struct row *upper, const struct row *lower)
{
    size_t count = lower->count > upper->count ? lower->count : upper->count;
    size_t groups = 0, alone = 0;
    bool grouped = false;
    for (size_t i = 0; i < count; i++) {
        const char *above = cell_at(upper, i), *below = cell_at(lower, i);
        if (above[0] != '\0') {
            grouped = i + 1 < count && cell_at(upper, i + 1)[0] == '\0' &&
                      cell_at(lower, i + 1)[0] != '\0';
            groups += grouped;
            alone += !grouped;
        } else if (below[0] == '\0') {
            grouped = false;
        }
        bool sense = !grouped && above[0] != '\0' && below[0] != '\0' && is_sense(below);
        if (grouped ? !header_cell_may_head(below) : below[0] != '\0' && !sense)
            return false;
        groups += sense;
        alone -= sense;
    }
    return groups > 0 && alone > 0;
}

static const char **copy_cells(const struct row *row, size_t count, struct arena *strings)
{
    const char **cells = arena_alloc(strings, (count + 1) * sizeof *cells);
    for (size_t i = 0; i < count; i++)
        cells[i] = cell_at(row, i);
    return cells;
}

void header_rows_unfill(struct row *upper, struct row *lower, struct arena *strings)
{
    size_t count = lower->count > upper->count ? lower->count : upper->count;
    const char **above = copy_cells(upper, count, strings);
    const char **below = copy_cells(lower, count, strings);
    bool filled = false;
    for (size_t i = count; i-- > 0;) {
        if (above[i][0] == '\0' || below[i][0] == '\0')
            continue;
        if (strcmp(below[i], above[i]) == 0)
            below[i] = "";
        else if (i > 0 && strcmp(above[i], above[i - 1]) == 0)
            above[i] = "";
        else
            continue;
        filled = true;
    }
    if (!filled)
        return;
    upper->cells = above;
    lower->cells = below;
    upper->count = lower->count = count;
}

enum status header_rows_read(struct rows *rows, const struct source_file *file, char delimiter,
                             struct arena *strings, struct error *error)
{
    struct csv_reader reader;
    struct csv_record record;
    bool more = true;
    size_t bytes = 0;
    rows->count = 0;
    rows->unclosed = 0;
    csv_record_init(&record);
    enum status status = csv_reader_init(&reader, file, delimiter, error);
    while (status == STATUS_OK && rows->count < HEADER_ROWS_MAX && bytes < ROWS_BYTES_MAX) {
        status = csv_reader_next(&reader, &record, &more, error);
        if (status != STATUS_OK || !more)
            break;
        if (record.fault == FAULT_NONE || record.fault == FAULT_ENCODING)
            bytes += keep_row(&rows->items[rows->count++], &reader, &record, strings);
        else if (record.fault == FAULT_UNCLOSED && rows->unclosed == 0)
            rows->unclosed = record.line;
    }
    csv_reader_release(&reader);
    csv_record_release(&record);
    return status;
}

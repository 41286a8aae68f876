#include <string.h>

#include "ingest/header_state.h"
#include "ingest/note.h"

/* The notes behind a table are read before its rows, so that their units hold for those: what is
 * looked at of a file's end. */
enum { END_BYTES = 8192 };

/* The cells of one record, wherever it comes from. */
struct line_of_cells {
    const void *source;
    size_t count;
    const char *(*cell)(const void *source, size_t at);
};

static const char *cell_of_row(const void *source, size_t at)
{
    return ((const struct row *)source)->cells[at];
}

static const char *cell_of_record(const void *source, size_t at)
{
    return csv_record_cell(source, at);
}

static bool is_space_at(const char *at, size_t *bytes)
{
    bool wide = strncmp(at, "\u3000", 3) == 0 || strncmp(at, "\u2003", 3) == 0;
    *bytes = wide ? 3 : 1;
    return wide || (*at != '\0' && strchr(" \t\r\n", *at) != NULL);
}

/* The bytes up to the next space that does not stand behind a colon. */
static size_t piece_length(const char *cell)
{
    size_t length = 0, bytes;
    bool colon = false;
    while (cell[length] != '\0') {
        if (is_space_at(cell + length, &bytes)) {
            if (!colon)
                return length;
            length += bytes;
            continue;
        }
        colon = cell[length] == ':' || strncmp(cell + length, "：", 3) == 0;
        length += colon && cell[length] != ':' ? 3 : 1;
    }
    return length;
}

/* Several things may stand in one cell, and 单 位 may have spaces inside. */
static void read_cell(struct said_units *units, const char *cell, enum said_where where,
                      struct arena *strings)
{
    struct text piece = TEXT_INIT;
    size_t bytes;
    for (const char *at = cell; *at != '\0';) {
        size_t length = piece_length(at);
        text_clear(&piece);
        text_add_bytes(&piece, at, length);
        said_units_read(units, piece.data, where, strings);
        at += length;
        while (is_space_at(at, &bytes))
            at += bytes;
    }
    text_release(&piece);
    said_units_read(units, cell, where, strings);
}

/* 单位： may stand in a cell of its own, before the unit's. */
static void read_line(struct said_units *units, const struct line_of_cells *line,
                      enum said_where where, struct arena *strings)
{
    struct text joined = TEXT_INIT;
    for (size_t i = 0; i < line->count; i++) {
        const char *cell = line->cell(line->source, i);
        if (cell[0] == '\0')
            continue;
        read_cell(units, cell, where, strings);
        if (i + 1 >= line->count || !said_units_awaits(cell))
            continue;
        text_clear(&joined);
        text_addf(&joined, "单位：%s", line->cell(line->source, i + 1));
        read_cell(units, joined.data, where, strings);
    }
    text_release(&joined);
}

static bool is_note(const struct line_of_cells *line)
{
    struct text key = TEXT_INIT;
    size_t first = 0, filled = 0;
    for (size_t i = line->count; i-- > 0;)
        if (line->cell(line->source, i)[0] != '\0') {
            first = i;
            filled++;
        }
    if (filled > 0) {
        const char *cell = line->cell(line->source, first);
        text_normalise(&key, cell, strlen(cell));
    }
    bool note = filled == 1 || note_begins(key.data);
    text_release(&key);
    return note;
}

static struct line_of_cells line_of_row(const struct row *row)
{
    return (struct line_of_cells){row, row->count, cell_of_row};
}

static void read_below(struct said_units *units, const struct rows *rows, size_t below,
                       struct arena *strings)
{
    for (size_t i = below; i < rows->count; i++) {
        const struct line_of_cells line = line_of_row(&rows->items[i]);
        if (!is_note(&line))
            return;
        read_line(units, &line, SAID_IN_NOTE, strings);
    }
}

/* Whether a note says until when the table tells (数据截至8月31日, 截至2022年8月31日) and not, say,
 * which projects it leaves out (截至2021年底已完工的不列入). */
static bool says_until(const char *cell)
{
    static const char *const until[] = {"截至", "截止"};
    static const char *const of_table[] = {"数据", "统计", "时间", "日期"};
    static const size_t longest_date = sizeof "2022年12月31日" + sizeof "。" - 2;
    for (size_t i = 0; i < sizeof until / sizeof *until; i++) {
        const char *at = strstr(cell, until[i]);
        size_t front = at == NULL ? 0 : (size_t)(at - cell);
        if (at != NULL && strlen(at + strlen(until[i])) <= longest_date)
            return true;
        for (size_t k = 0; k < sizeof of_table / sizeof *of_table && at != NULL; k++) {
            size_t length = strlen(of_table[k]);
            if (front >= length && memcmp(at - length, of_table[k], length) == 0)
                return true;
        }
    }
    return false;
}

/* The first cell that says it; "" where none does. */
static void find_date(const char **date, const struct line_of_cells *line, struct arena *strings)
{
    for (size_t i = 0; i < line->count && (*date)[0] == '\0'; i++) {
        const char *cell = line->cell(line->source, i);
        if (says_until(cell))
            *date = arena_strdup(strings, cell);
    }
}

/* What the notes say behind the last record that is none. */
static enum status read_notes(struct said_units *units, const char **date,
                              struct csv_reader *reader, struct arena *strings, struct error *error)
{
    struct csv_record record;
    bool more = true;
    csv_record_init(&record);
    enum status status = csv_reader_next(reader, &record, &more, error);
    while (status == STATUS_OK && more) {
        const struct line_of_cells line = {&record, record.count, cell_of_record};
        bool whole = record.fault == FAULT_NONE || record.fault == FAULT_ENCODING;
        bool note = whole && is_note(&line);
        if (note) {
            read_line(units, &line, SAID_IN_NOTE, strings);
            find_date(date, &line, strings);
        } else {
            *units = (struct said_units){0};
            *date = "";
        }
        status = csv_reader_next(reader, &record, &more, error);
    }
    csv_record_release(&record);
    return status;
}

/* Of a long file the last lines alone, from the first whole one on. */
static enum status read_end(struct said_units *units, struct header *header,
                            const struct source_file *file, struct error *error)
{
    struct csv_reader reader;
    struct line line;
    bool more;
    int64_t from = file->size - END_BYTES;
    enum status status = csv_reader_init(&reader, file, header->delimiter, error);
    if (status == STATUS_OK && from > header->next_offset) {
        line_reader_seek(&reader.lines, from, 1);
        status = line_reader_next(&reader.lines, &line, &more, error);
    } else if (status == STATUS_OK) {
        line_reader_seek(&reader.lines, header->next_offset, header->next_line);
    }
    if (status == STATUS_OK)
        status = read_notes(units, &header->late_date, &reader, &header->strings, error);
    csv_reader_release(&reader);
    return status;
}

/* Rows that are sent back stand without the notes that gave them their units. */
static const char *line_of_units(struct header *header, const struct said_units *late)
{
    struct text line = TEXT_INIT;
    for (int i = 0; i < SAID_OF_COUNT; i++)
        if (late->first[i].unit.factor != 0 && header->said.first[i].unit.factor == 0)
            text_addf(&line, "%s%s", line.length == 0 ? "单位：" : "、", late->first[i].name);
    const char *kept = arena_strdup(&header->strings, line.data);
    text_release(&line);
    return kept;
}

enum status header_read_units(struct header *header, const struct rows *rows, size_t at,
                              size_t below, const struct source_file *file, struct error *error)
{
    struct said_units late = {0}, end = {0};
    header->late_date = "";
    /* What stands above another table speaks of that one. */
    size_t from = at;
    while (from > 0 && rows->items[from - 1].table == 0)
        from--;
    for (size_t i = from; i < at; i++) {
        const struct line_of_cells line = line_of_row(&rows->items[i]);
        read_line(&header->said, &line, SAID_IN_TITLE, &header->strings);
    }
    read_below(&late, rows, below, &header->strings);
    enum status status = read_end(&end, header, file, error);
    said_units_merge(&late, &end);
    header->late_units = line_of_units(header, &late);
    said_units_merge(&header->said, &late);
    return status;
}

/* The sheet of what is rejected again begins with the same lines. */
static void keep_above(struct header *header, const char *preamble)
{
    const char *end = strstr(preamble, "\n\n");
    struct text lines = TEXT_INIT;
    if (end == NULL || header->preamble[0] != '\n')
        return;
    text_add_bytes(&lines, preamble, (size_t)(end - preamble) + 1);
    text_add(&lines, header->preamble);
    header->preamble = arena_strdup(&header->strings, lines.data);
    text_release(&lines);
}

/* Down to the empty line; quotation marks part cells as well, for none are within units. */
void header_take_above(struct header *header, const char *preamble, char delimiter)
{
    const char ends[] = {delimiter, '"', '\n', '\0'};
    struct said_units said = {0};
    struct text title = TEXT_INIT, cell = TEXT_INIT, label = TEXT_INIT;
    for (const char *at = preamble; *at != '\0' && !(*at == '\n' && at[1] == '\n');) {
        size_t length = strcspn(at, ends);
        text_clear(&cell);
        text_addf(&cell, "%s%.*s", label.data, (int)length, at);
        text_clear(&label);
        read_cell(&said, cell.data, SAID_IN_TITLE, &header->strings);
        if (said_units_awaits(cell.data))
            text_add(&label, "单位：");
        text_addf(&title, "%s%.*s", title.length > 0 && length > 0 ? " " : "", (int)length, at);
        at += length + (at[length] != '\0' && !(at[length] == '\n' && at[length + 1] == '\n'));
    }
    keep_above(header, preamble);
    if (header->title[0] == '\0')
        header->title = arena_strdup(&header->strings, title.data);
    for (int i = 0; i < SAID_OF_COUNT; i++)
        if (header->said.first[i].unit.factor == 0)
            header->said.first[i] = said.first[i];
    text_release(&title);
    text_release(&cell);
    text_release(&label);
}

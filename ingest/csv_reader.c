#include "ingest/csv_reader.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"

enum { PARSER_BLOCK = 64 * 1024, RAW_MAX = 4096 };
/* Quotes that open nothing are text: this byte stands for them in no file of text. */
enum { NO_QUOTE = 0x01 };

void csv_record_init(struct csv_record *record)
{
    *record = (struct csv_record){.bytes = TEXT_INIT, .raw = TEXT_INIT};
}

void csv_record_release(struct csv_record *record)
{
    free(record->cells);
    text_release(&record->bytes);
    text_release(&record->raw);
    record->cells = NULL;
}

enum status csv_reader_init(struct csv_reader *reader, const struct source_file *file,
                            char delimiter, struct error *error)
{
    *reader = (struct csv_reader){.delimiter = delimiter};
    csv_init(&reader->parser, CSV_STRICT);
    csv_set_delim(&reader->parser, (unsigned char)delimiter);
    csv_set_blk_size(&reader->parser, PARSER_BLOCK);
    return line_reader_init(&reader->lines, file, error);
}

void csv_reader_release(struct csv_reader *reader)
{
    csv_free(&reader->parser);
    line_reader_release(&reader->lines);
}

static void take_cell(void *bytes, size_t length, void *context)
{
    struct csv_record *record = ((struct csv_reader *)context)->record;
    ARRAY_GROW(record->cells, record->count + 1, record->capacity);
    record->cells[record->count++] =
        (struct cell){.offset = (uint32_t)record->bytes.length, .length = (uint32_t)length};
    text_add_item(&record->bytes, bytes, length);
}

static void take_end(int end, void *context)
{
    (void)end;
    ((struct csv_reader *)context)->complete = true;
}

/* Forgets what it has of a record. */
static void restart(struct csv_reader *reader)
{
    csv_fini(&reader->parser, NULL, NULL, NULL);
}

/* Whether a quote stands where a quoted cell may begin. */
static bool opens_quote(const struct line *line, char delimiter)
{
    const char *end = line->bytes + line->length;
    for (const char *quote = line->bytes;
         (quote = memchr(quote, '"', (size_t)(end - quote))) != NULL; quote++) {
        const char *before = quote;
        while (before > line->bytes &&
               (before[-1] == ' ' || (before[-1] == '\t' && delimiter != '\t')))
            before--;
        if (before == line->bytes || before[-1] == delimiter)
            return true;
    }
    return false;
}

/* Feeds one line; false where it breaks the rules of quoting. */
static bool feed(struct csv_reader *reader, const struct line *line, bool first)
{
    bool plain = first && memchr(line->bytes, '"', line->length) != NULL &&
                 !opens_quote(line, reader->delimiter);
    csv_set_quote(&reader->parser, plain ? NO_QUOTE : CSV_QUOTE);
    size_t length = line->length + 1;
    return csv_parse(&reader->parser, line->bytes, length, take_cell, take_end, reader) == length;
}

static void begin(struct csv_record *record, const struct line *line)
{
    record->line = line->number;
    record->fault = FAULT_NONE;
    record->count = 0;
    text_clear(&record->bytes);
    text_clear(&record->raw);
}

static void fail(struct csv_reader *reader, struct csv_record *record, enum record_fault fault)
{
    restart(reader);
    record->fault = fault;
}

static void keep_raw(struct csv_record *record, const char *bytes, size_t length)
{
    text_clear(&record->raw);
    text_add_bytes(&record->raw, bytes, length < RAW_MAX ? length : RAW_MAX);
}

/* Reads lines until the record that `line` began is complete. */
static enum status go_on(struct csv_reader *reader, struct csv_record *record, struct line *line,
                         struct error *error)
{
    int64_t second_offset = line_reader_offset(&reader->lines);
    int64_t second_number = line->number + 1, lines = 1;
    size_t bytes = line->length;
    bool damaged = line->damaged;
    keep_raw(record, line->bytes, line->length);
    while (!reader->complete && record->fault == FAULT_NONE) {
        bool more;
        enum status status = line_reader_next(&reader->lines, line, &more, error);
        if (status != STATUS_OK)
            return status;
        bytes += more ? line->length : 0;
        if (!more || line->cut || bytes > RECORD_BYTES_MAX || ++lines > RECORD_LINES_MAX)
            fail(reader, record, FAULT_UNCLOSED);
        else if (!feed(reader, line, false))
            fail(reader, record, FAULT_QUOTE);
        else
            damaged |= line->damaged;
    }
    if (record->fault != FAULT_NONE)
        line_reader_seek(&reader->lines, second_offset, second_number);
    else if (damaged)
        record->fault = FAULT_ENCODING;
    return STATUS_OK;
}

static bool is_blank(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (record->cells[i].length > 0)
            return false;
    return true;
}

static bool is_white(const struct line *line)
{
    for (size_t i = 0; i < line->length; i++)
        if (line->bytes[i] != ' ' && line->bytes[i] != '\t' && line->bytes[i] != '\f' &&
            line->bytes[i] != '\x1a')
            return false;
    return true;
}

enum status csv_reader_next(struct csv_reader *reader, struct csv_record *record, bool *more,
                            struct error *error)
{
    struct line line;
    reader->record = record;
    for (;;) {
        enum status status = line_reader_next(&reader->lines, &line, more, error);
        if (status != STATUS_OK || !*more)
            return status;
        if (is_white(&line))
            continue;
        begin(record, &line);
        reader->complete = false;
        if (line.cut)
            fail(reader, record, FAULT_SIZE);
        else if (!feed(reader, &line, true))
            fail(reader, record, FAULT_QUOTE);
        else if (!reader->complete)
            status = go_on(reader, record, &line, error);
        else if (line.damaged)
            record->fault = FAULT_ENCODING;
        if (status != STATUS_OK)
            return status;
        if (record->fault != FAULT_NONE && record->raw.length == 0)
            keep_raw(record, line.bytes, line.length);
        if (record->fault != FAULT_NONE || !is_blank(record))
            return STATUS_OK;
    }
}

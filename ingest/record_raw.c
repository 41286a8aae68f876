#include <string.h>

#include "data/private_key.h"
#include "ingest/private.h"
#include "ingest/record.h"
#include "ingest/record_text.h"

static void add_raw_cell(struct text *raw, const char *cell, size_t length, char delimiter)
{
    struct text clean = TEXT_INIT;
    private_scrub(&clean, cell, length);
    bool quoted = memchr(clean.data, '"', clean.length) != NULL ||
                  memchr(clean.data, delimiter, clean.length) != NULL ||
                  memchr(clean.data, '\n', clean.length) != NULL;
    text_add(raw, quoted ? "\"" : "");
    for (size_t i = 0; i < clean.length; i++) {
        if (clean.data[i] == '"')
            text_add_char(raw, '"');
        if (clean.data[i] != '\0')
            text_add_char(raw, clean.data[i]);
    }
    text_add(raw, quoted ? "\"" : "");
    text_release(&clean);
}

/* A cell of the current record by its field, cleaned; "" where there is none. */
static const char *clean_cell(const struct record_stream *stream, const char *name,
                              struct text *own)
{
    int at = stream->plan->by_field[dictionary_find(name)];
    bool mangled;
    if (at < 0 || stream->plan->fields[at].column_count != 1)
        return "";
    size_t column = stream->plan->fields[at].columns[0];
    const char *text = record_text_clean(own, stream->plan->fields[at].about,
                                         csv_record_cell(&stream->csv, column),
                                         csv_record_length(&stream->csv, column), &mangled);
    return text != NULL ? text : "";
}

/* A private cell: what it is the key of can come back by its token; all else is gone. */
static void add_private_cell(struct record_stream *stream, size_t column)
{
    struct text door = TEXT_INIT, building = TEXT_INIT, unit = TEXT_INIT;
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    int field = stream->header->columns[column].field;
    bool is_door = field >= 0 && strcmp(fields[field].name, "door") == 0;
    bool is_owner = field >= 0 && strcmp(fields[field].name, "id_number") == 0;
    const char *text = is_door    ? clean_cell(stream, "door", &door)
                       : is_owner ? clean_cell(stream, "id_number", &door)
                                  : "";
    if (stream->salt == NULL || text[0] == '\0')
        text_add(&stream->raw, "***");
    else
        private_key_token(&stream->raw,
                          is_door ? private_key_door(stream->salt,
                                                     clean_cell(stream, "building", &building),
                                                     clean_cell(stream, "unit", &unit), text)
                                  : private_key_owner(stream->salt, text));
    text_release(&door);
    text_release(&building);
    text_release(&unit);
}

/* What a blank merged cell stands for; NULL where the cell is none. */
static const char *merged_cell(const struct record_stream *stream, size_t column)
{
    for (size_t i = 0; i < stream->plan->count && stream->kind != KIND_TOTALS; i++) {
        const struct plan_field *field = &stream->plan->fields[i];
        if (field->about->grouping && field->column_count == 1 && field->columns[0] == column &&
            stream->above[i].length > 0 && csv_record_length(&stream->csv, column) == 0)
            return stream->above[i].data;
    }
    return NULL;
}

const char *record_stream_raw(struct record_stream *stream)
{
    const struct csv_record *csv = &stream->csv;
    text_clear(&stream->raw);
    if (csv->fault != FAULT_NONE && csv->fault != FAULT_ENCODING) {
        /* Where a line breaks, no one knows in which column a name stands. */
        if (!stream->plan->has_private)
            private_scrub(&stream->raw, csv->raw.data, csv->raw.length);
        return stream->raw.data;
    }
    for (size_t i = 0; i < csv->count; i++) {
        bool private = i < stream->plan->column_count && stream->plan->private_columns[i];
        if (i > 0)
            text_add_char(&stream->raw, stream->header->delimiter);
        if (private && csv_record_length(csv, i) > 0)
            add_private_cell(stream, i);
        else if (i < stream->plan->column_count && merged_cell(stream, i) != NULL)
            text_add(&stream->raw, merged_cell(stream, i));
        else
            add_raw_cell(&stream->raw, csv_record_cell(csv, i), csv_record_length(csv, i),
                         stream->header->delimiter);
    }
    return stream->raw.data;
}

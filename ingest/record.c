#include "ingest/record.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "data/private_header.h"
#include "ingest/record_state.h"
#include "ingest/span.h"
#include "ingest/value_cache.h"

static void find_order(int pair[2], const struct plan *plan, const char *start, const char *finish)
{
    pair[0] = plan->by_field[dictionary_find(start)];
    pair[1] = plan->by_field[dictionary_find(finish)];
}

enum status record_stream_init(struct record_stream *stream, const struct source_file *file,
                               const struct header *header, const struct plan *plan,
                               struct error *error)
{
    *stream = (struct record_stream){.header = header,
                                     .plan = plan,
                                     .kind = header->kind,
                                     .as_of = DAYNUM_NONE,
                                     .owner = plan->by_field[dictionary_find("id_number")],
                                     .span_column = span_column(header)};
    csv_record_init(&stream->csv);
    text_init(&stream->fault.value);
    text_init(&stream->fault.message);
    text_init(&stream->further);
    text_init(&stream->counted);
    row_watch_init(&stream->watch, header, plan);
    subtotals_init(&stream->subtotals, plan);
    stream->filled = xcalloc(header->column_count + 1, sizeof *stream->filled);
    stream->cache = value_cache_new(plan->count);
    stream->values = xcalloc(plan->count + ANSWER_COUNT, sizeof *stream->values);
    stream->steps = xcalloc(plan->count + ANSWER_COUNT, sizeof *stream->steps);
    stream->part_column = -1;
    stream->texts = xcalloc(plan->count, sizeof *stream->texts);
    stream->own = xcalloc(plan->count, sizeof *stream->own);
    stream->above = xcalloc(plan->count, sizeof *stream->above);
    stream->lost = xcalloc(plan->count, sizeof *stream->lost);
    stream->named = xcalloc(plan->count, sizeof *stream->named);
    stream->last = xcalloc(plan->count, sizeof *stream->last);
    stream->as_it_stands = xcalloc(plan->count, sizeof *stream->as_it_stands);
    for (size_t i = 0; i < plan->count; i++) {
        text_init(&stream->last[i]);
        text_init(&stream->own[i]);
        text_init(&stream->above[i]);
    }
    record_address_init(&stream->address, plan, header->kind);
    find_order(stream->order[0], plan, "actual_start", "actual_finish");
    find_order(stream->order[1], plan, "plan_start", "plan_finish");
    enum status status = csv_reader_init(&stream->reader, file, header->delimiter, error);
    if (status == STATUS_OK)
        line_reader_seek(&stream->reader.lines, header->next_offset, header->next_line);
    return status;
}

void record_stream_release(struct record_stream *stream)
{
    if (stream->plan == NULL)
        return;
    csv_reader_release(&stream->reader);
    csv_record_release(&stream->csv);
    row_watch_release(&stream->watch);
    subtotals_release(&stream->subtotals);
    record_address_release(&stream->address);
    value_cache_free(stream->cache);
    text_release(&stream->counted);
    text_release(&stream->fault.value);
    text_release(&stream->fault.message);
    text_release(&stream->further);
    for (size_t i = 0; i < stream->plan->count; i++) {
        text_release(&stream->own[i]);
        text_release(&stream->above[i]);
        text_release(&stream->last[i]);
    }
    free(stream->filled);
    free(stream->last);
    free(stream->lost);
    free(stream->named);
    free(stream->as_it_stands);
    free(stream->values);
    free(stream->steps);
    free(stream->texts);
    free(stream->own);
    free(stream->above);
    stream->plan = NULL;
}

struct record_view record_stream_view(const struct record_stream *stream)
{
    return (struct record_view){
        .header = stream->header,
        .plan = stream->plan,
        .salt = stream->salt,
        .csv = &stream->csv,
        .width = stream->csv.count,
        .above = stream->above,
        .row = stream->row,
        .other_is_private = stream->other_is_private,
        .numbered = stream->back.reject_id > 0,
        .in_one_cell = stream->in_one_cell,
    };
}

/* The reject as which the row comes back, also where it cannot be read again. */
static void note_return(struct record_stream *stream)
{
    struct text cell = TEXT_INIT;
    size_t column = (size_t)stream->header->reject_column;
    stream->back = (struct reject_return){0};
    stream->in_one_cell = false;
    if (stream->header->reject_column < 0)
        return;
    if (stream->csv.fault == FAULT_NONE)
        reject_return_read(&stream->back, csv_record_cell(&stream->csv, column));
    else if (record_known_cell(stream, column, &cell))
        reject_return_read(&stream->back, cell.data);
    text_release(&cell);
}

/* A row that comes back is data, whatever it looks like. */
static enum row_class class_of(struct record_stream *stream)
{
    enum row_class row = row_watch_class(&stream->watch, &stream->csv);
    return stream->back.reject_id > 0 && row != ROW_OTHER_TABLE ? ROW_DATA : row;
}

static bool refuse_door(struct record_stream *stream)
{
    int at = stream->address.fields[PART_DOOR];
    const struct plan_field *field = &stream->plan->fields[at];
    const char *why = stream->address.dated
                          ? _("the door is a date that a spreadsheet made of something like 3-1 or "
                              "3-1-101: format the column as text, and write what it was")
                      : stream->address.either
                          ? _("a door such as 3-101 may be one of building 3 or one of stairwell "
                              "3, and no other column tells: name the column 楼号 or 单元, in the "
                              "file or in a map (--map), or write 3号楼101 or 3单元101")
                          : _("the door cannot be read for sure: write it alone, such as 101, or "
                              "as 3-1-101 or 3号楼1单元101室, without names and remarks");
    text_add(record_message(stream), why);
    return record_refuse(stream, REJECT_TYPE,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         "***");
}

/* False where it refuses the record. */
static bool split_address(struct record_stream *stream)
{
    struct record_address *address = &stream->address;
    for (int i = 0; i < PART_COUNT; i++)
        address->texts[i] = address->fields[i] < 0 ? NULL : stream->texts[address->fields[i]];
    bool any = record_address_split(address);
    if (address->either || address->unsure)
        return refuse_door(stream);
    if (!any)
        return true;
    for (int i = 0; i < PART_COUNT; i++)
        if (address->fields[i] >= 0)
            stream->texts[address->fields[i]] = address->texts[i];
    return true;
}

/* Whether the row that begins another table heads a column of people. */
static bool heads_people(const struct record_stream *stream)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    for (size_t i = 0; i < stream->csv.count; i++) {
        const char *cell = csv_record_cell(&stream->csv, i);
        int field = header_field(stream->watch.words, cell);
        if (field >= 0 ? fields[field].type == FIELD_PRIVATE : private_header_field(cell) >= 0)
            return true;
    }
    return false;
}

static void refuse_other_table(struct record_stream *stream, int64_t line)
{
    text_addf(record_message(stream),
              _("the row is of another table, which begins on line %lld: give it a file of its "
                "own"),
              (long long)line);
    record_refuse(stream, REJECT_SOURCE, 0, -1, "");
}

static void refuse_table_below(struct record_stream *stream)
{
    if (stream->watch.other_table == stream->csv.line)
        stream->other_is_private = heads_people(stream);
    refuse_other_table(stream, stream->watch.other_table);
    record_note_groups(stream);
}

/* Rows of other tables above the header come first, for each row of a file is counted. */
static enum status next_of_table_above(struct record_stream *stream, struct error *error)
{
    const struct header *header = stream->header;
    const struct other_row *row = &header->others[stream->other_count++];
    bool more;
    line_reader_seek(&stream->reader.lines, row->offset, row->line);
    enum status status = csv_reader_next(&stream->reader, &stream->csv, &more, error);
    stream->is = RECORD_DATA;
    stream->row = ROW_OTHER_TABLE;
    stream->other_is_private = row->of_people;
    stream->back = (struct reject_return){0};
    if (status == STATUS_OK && record_check_form(stream))
        refuse_other_table(stream, row->table);
    if (stream->other_count == header->other_count)
        line_reader_seek(&stream->reader.lines, header->next_offset, header->next_line);
    return status;
}

/* Nearly no header has such columns. */
static void look_into_nameless(struct record_stream *stream)
{
    const struct header *header = stream->header;
    for (size_t i = 0; i < header->nameless_count; i++)
        stream->filled[header->nameless[i]] |=
            csv_record_length(&stream->csv, header->nameless[i]) > 0;
}

enum status record_stream_next(struct record_stream *stream, bool *more, struct error *error)
{
    if (stream->other_count < stream->header->other_count) {
        *more = true;
        return next_of_table_above(stream, error);
    }
    enum status status = csv_reader_next(&stream->reader, &stream->csv, more, error);
    if (status != STATUS_OK || !*more)
        return status;
    stream->is = RECORD_DATA;
    stream->row = stream->watch.other_table != 0 ? ROW_OTHER_TABLE : ROW_DATA;
    note_return(stream);
    if (!record_check_form(stream)) {
        record_note_groups(stream);
        subtotals_taint(&stream->subtotals);
        return STATUS_OK;
    }
    stream->row = class_of(stream);
    record_part_regions(stream);
    if (stream->row == ROW_OTHER_TABLE) {
        refuse_table_below(stream);
        return STATUS_OK;
    }
    if (stream->row != ROW_DATA) {
        stream->is = RECORD_SKIPPED;
        if (stream->row == ROW_SUBTOTAL)
            record_check_subtotal(stream);
        if (stream->row == ROW_SUBTOTAL && stream->watch.region_sum)
            record_begin_groups(stream);
        if (stream->watch.section == SECTION_SURE)
            record_begin_section(stream);
        return STATUS_OK;
    }
    look_into_nameless(stream);
    bool back = stream->back.reject_id > 0;
    bool whole = (!back || record_check_cells(stream)) && record_check_width(stream);
    if (record_read_cells(stream, whole) && record_check_region(stream) &&
        record_check_section(stream) && record_check_sum(stream) && record_check_required(stream) &&
        record_check_date(stream) && record_check_span(stream) &&
        record_check_order(stream, stream->order[0]) &&
        record_check_order(stream, stream->order[1]) && split_address(stream) &&
        record_check_owner(stream)) {
        record_add_to_sums(stream);
    } else {
        subtotals_taint(&stream->subtotals);
    }
    return STATUS_OK;
}

#include "ingest/record.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "data/private_header.h"
#include "ingest/private.h"
#include "ingest/record_state.h"
#include "ingest/record_text.h"
#include "ingest/region_name.h"
#include "ingest/span.h"
#include "ingest/subtotal_name.h"
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
                                     .span_column = span_column(header)};
    csv_record_init(&stream->csv);
    text_init(&stream->fault.value);
    text_init(&stream->fault.message);
    row_watch_init(&stream->watch, header, plan);
    subtotals_init(&stream->subtotals, plan);
    stream->filled = xcalloc(header->column_count + 1, sizeof *stream->filled);
    stream->cache = value_cache_new(plan->count);
    stream->values = xcalloc(plan->count, sizeof *stream->values);
    stream->steps = xcalloc(plan->count + 1, sizeof *stream->steps);
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
    text_release(&stream->fault.value);
    text_release(&stream->fault.message);
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

static void explain_value(struct record_stream *stream, const struct plan_field *field,
                          enum value_result result, const char *clean)
{
    struct text *message = record_message(stream), words = TEXT_INIT;
    const char *expected = value_expected(field->rule.type);
    if (field->rule.type == FIELD_ENUM || field->rule.type == FIELD_SET)
        value_words(&words, &field->rule);
    if (result == VALUE_BAD_RANGE)
        text_addf(message, _("'%s' is out of range for '%s'"), clean, field->about->name);
    else if (result == VALUE_UNSURE)
        text_addf(message, _("'%s' can be read in more than one way as %s: write it in full"),
                  clean, expected);
    else if (result == VALUE_BAD_UNIT)
        text_addf(message,
                  _("'%s' counts something else than '%s': posts, ports and groups are not added"),
                  clean, field->about->name);
    else if (words.length > 0)
        text_addf(message, _("cannot read '%s' as a known word; these would do: %s"), clean,
                  words.data);
    else
        text_addf(message, _("cannot read '%s' as %s"), clean, expected);
    text_release(&words);
}

static bool refuse_value(struct record_stream *stream, size_t at, enum value_result result,
                         const char *cell)
{
    const struct plan_field *field = &stream->plan->fields[at];
    int column = field->column_count > 0 ? (int)field->columns[0] + 1 : 0;
    struct text clean = TEXT_INIT;
    if (record_hides_value(stream, column))
        text_add(&clean, "***");
    else
        private_scrub(&clean, cell, strlen(cell));
    explain_value(stream, field, result, clean.data);
    text_release(&clean);
    return record_refuse(stream, result == VALUE_BAD_RANGE ? REJECT_CONSTRAINT : REJECT_TYPE,
                         column, field->field, cell);
}

/* The year of the plan that a row is of. */
static int plan_year_of(const struct record_stream *stream)
{
    int at = stream->plan->by_field[stream->plan->plan_year];
    if (at >= 0 && stream->values[at] != VALUE_NONE)
        return (int)stream->values[at];
    return stream->year;
}

/* The year before `year` that a date is of which would lie in a later month than the file's: of
 * the plan, where that is earlier. No row is as of a later day than its file. */
static int earlier_year(const struct record_stream *stream, size_t at, int year)
{
    int plan_year = plan_year_of(stream);
    if (stream->plan->fields[at].field == stream->plan->as_of)
        return year - 1;
    return plan_year != 0 && plan_year < year ? plan_year : year;
}

static bool is_after_file(const struct record_stream *stream, int64_t day)
{
    int years = daynum_year((daynum)day) - daynum_year(stream->said_date);
    return years * 12 + daynum_month((daynum)day) > daynum_month(stream->said_date);
}

/* The cell of a field: of its column, or joined of several, or constant. */
const char *record_cell(struct record_stream *stream, size_t at, size_t *length)
{
    const struct plan_field *field = &stream->plan->fields[at];
    if (field->column_count == 1) {
        *length = csv_record_length(&stream->csv, field->columns[0]);
        return csv_record_cell(&stream->csv, field->columns[0]);
    }
    struct text *own = &stream->own[at];
    text_clear(own);
    if (field->constant != NULL)
        text_add(own, field->constant);
    bool any = false;
    for (size_t i = 0; i < field->column_count; i++) {
        const char *part = csv_record_cell(&stream->csv, field->columns[i]);
        any |= part[0] != '\0';
        text_addf(own, "%s%s", i > 0 ? " / " : "", part);
    }
    if (!any && field->constant == NULL)
        text_clear(own);
    *length = own->length;
    return own->data;
}

bool record_is_text(enum field_type type)
{
    return type == FIELD_TEXT || type == FIELD_CODE || type == FIELD_PRIVATE;
}

/* 全部开工, 全部完工: as many as the plan has. */
static bool says_all_of_plan(const struct record_stream *stream, size_t at, const char *cell)
{
    const char *name = stream->plan->fields[at].about->name;
    bool started = strcmp(name, "total_started") == 0;
    return stream->kind == KIND_TOTALS &&
           ((started && strcmp(cell, "全部开工") == 0) ||
            ((started || strcmp(name, "total_completed") == 0) &&
             (strcmp(cell, "全部完工") == 0 || strcmp(cell, "全部完成") == 0)));
}

/* The plan of the current row; VALUE_NONE where it cannot be read. */
static int64_t plan_of_row(struct record_stream *stream)
{
    int at = stream->plan->by_field[dictionary_find("total_planned")];
    int64_t value = VALUE_NONE;
    size_t length;
    if (at < 0)
        return VALUE_NONE;
    const struct plan_field *field = &stream->plan->fields[at];
    const char *cell = record_cell(stream, (size_t)at, &length);
    return value_cache_read(stream->cache, (size_t)at, &field->rule, cell, length, 0, &value) ==
                   VALUE_READ
               ? value
               : VALUE_NONE;
}

/* A date without a year: what is planned lies in the plan's year; what has happened in that of
 * the file's own date, if it has one. */
static enum value_result read_date(struct record_stream *stream, size_t at, const char *cell,
                                   size_t length)
{
    const struct plan_field *field = &stream->plan->fields[at];
    int64_t *value = &stream->values[at];
    bool planned = strncmp(field->about->name, "plan_", strlen("plan_")) == 0;
    bool dated = !planned && stream->said_date != DAYNUM_NONE;
    int year = dated ? daynum_year(stream->said_date) : plan_year_of(stream);
    enum value_result result =
        value_cache_read(stream->cache, at, &field->rule, cell, length, year, value);
    if (result != VALUE_READ || !dated || !is_after_file(stream, *value))
        return result;
    year = earlier_year(stream, at, year);
    return value_cache_read(stream->cache, at, &field->rule, cell, length, year, value);
}

static bool read_value(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    size_t length;
    const char *cell = record_cell(stream, at, &length);
    enum value_result result = field->rule.type == FIELD_DATE
                                   ? read_date(stream, at, cell, length)
                                   : value_cache_read(stream->cache, at, &field->rule, cell, length,
                                                      0, &stream->values[at]);
    if (result == VALUE_READ)
        return true;
    stream->values[at] = VALUE_NONE;
    if (result != VALUE_BLANK && says_all_of_plan(stream, at, cell))
        stream->values[at] = plan_of_row(stream);
    return result == VALUE_BLANK || stream->values[at] != VALUE_NONE ||
           refuse_value(stream, at, result, cell);
}

/* Groups have the same name row after row: it is cleaned once. */
static bool is_as_above(struct record_stream *stream, size_t at, const char *cell, size_t length)
{
    const struct plan_field *field = &stream->plan->fields[at];
    struct text *last = &stream->last[at];
    if (!record_is_group(stream, at) || field->column_count != 1 || length == 0)
        return false;
    if (last->length == length && memcmp(last->data, cell, length) == 0)
        return true;
    text_clear(last);
    text_add_bytes(last, cell, length);
    return false;
}

/* No building or stairwell has such a number; codes of projects may look alike. */
static bool is_of_person(struct record_stream *stream, size_t at)
{
    const struct field *about = stream->plan->fields[at].about;
    const char *code = stream->texts[at];
    struct text clean = TEXT_INIT;
    size_t length = strlen(code);
    bool found = strcmp(about->name, "project_code") == 0
                     ? private_is_code(code, length)
                     : private_scrub_numbers(&clean, code, length);
    text_release(&clean);
    return found;
}

static bool refuse_number(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    text_addf(record_message(stream), _("a person's number stands in the column of '%s'"),
              field->about->name);
    stream->texts[at] = NULL;
    return record_refuse(stream, REJECT_CONSTRAINT,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         "***");
}

enum { PERSON_DIGITS_MIN = 11 };

static bool read_text(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    size_t length;
    const char *cell = record_cell(stream, at, &length);
    if (length > 0 && field->rule.map != NULL)
        cell = field_map_read(field->rule.map, cell, &length);
    bool mangled = false;
    if (is_as_above(stream, at, cell, length)) {
        stream->texts[at] = stream->as_it_stands[at] ? cell : stream->own[at].data;
        return true;
    }
    stream->texts[at] = record_text_clean(&stream->own[at], field->about, cell, length, &mangled);
    stream->as_it_stands[at] = stream->texts[at] == cell;
    bool doubtful = stream->texts[at] == NULL || mangled;
    if (length >= PERSON_DIGITS_MIN && field->rule.type == FIELD_CODE &&
        stream->texts[at] != NULL && is_of_person(stream, at)) {
        text_clear(&stream->last[at]);
        return refuse_number(stream, at);
    }
    if (doubtful)
        text_clear(&stream->last[at]);
    if (!mangled)
        return true;
    text_add(record_message(stream),
             _("the code was turned into a rounded number by a spreadsheet"));
    return record_refuse(stream, REJECT_TYPE, (int)field->columns[0] + 1, field->field, cell);
}

/* Of a row that is rejected, the groups are read all the same: others may be as it is. */
static bool read_cells(struct record_stream *stream, bool good)
{
    const struct plan *plan = stream->plan;
    for (size_t i = 0; i < plan->count; i++) {
        bool group = record_is_group(stream, i);
        stream->values[i] = VALUE_NONE;
        stream->texts[i] = NULL;
        if (!good && !group)
            continue;
        bool read = record_is_text(plan->fields[i].rule.type) ? read_text(stream, i)
                                                              : read_value(stream, i);
        if (group && read)
            good &= record_fill_down(stream, i);
        else if (group)
            record_lose_group(stream, i);
        good &= read;
    }
    stream->begun = true;
    return good;
}

/* Whether the date of a cell has a year of its own. */
static bool has_own_year(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    int64_t value;
    size_t length;
    const char *cell = record_cell(stream, at, &length);
    return value_read(&field->rule, cell, length, 0, &value) == VALUE_READ;
}

/* A finish of February without a year, under a start of June, is of some later year. */
static bool check_order(struct record_stream *stream, const int pair[2])
{
    const int64_t *values = stream->values;
    size_t length;
    if (pair[0] < 0 || pair[1] < 0 || values[pair[1]] == VALUE_NONE ||
        values[pair[0]] == VALUE_NONE || values[pair[0]] <= values[pair[1]] ||
        has_own_year(stream, (size_t)pair[1]))
        return true;
    const char *cell = record_cell(stream, (size_t)pair[1], &length);
    return refuse_value(stream, (size_t)pair[1], VALUE_UNSURE, cell);
}

/* The column of a subtotal's name, the first such text in its row; -1: none. */
static int subtotal_column(const struct record_stream *stream)
{
    const struct csv_record *csv = &stream->csv;
    for (size_t i = 0; i < csv->count; i++)
        if (subtotal_is_named(csv_record_cell(csv, i), csv_record_length(csv, i)))
            return (int)i;
    return -1;
}

/* The name as it is kept: in a list of people one that stands where a name may is not. "" where the
 * row is no sum of those above it. */
static void add_subtotal_name(struct text *name, const struct record_stream *stream)
{
    const struct plan *plan = stream->plan;
    int column = subtotal_column(stream);
    size_t at = (size_t)column;
    if (stream->watch.region_sum) {
        text_add(name, stream->watch.region.data);
        return;
    }
    if (column < 0 || !subtotal_is_sum(csv_record_cell(&stream->csv, at)))
        return;
    bool private = at < plan->column_count && plan->private_columns[at];
    if (private || record_hides_value(stream, column + 1))
        text_add(name, "***");
    else
        subtotal_name_add(name, csv_record_cell(&stream->csv, at));
}

/* The steps of the amounts that add up. */
static void find_steps(struct record_stream *stream)
{
    const struct subtotals *subtotals = &stream->subtotals;
    for (size_t i = 0; i < subtotals->field_count; i++) {
        size_t at = subtotals->fields[i], length;
        const char *cell = record_cell(stream, at, &length);
        if (stream->values[at] != VALUE_NONE)
            stream->steps[at] = value_step(&stream->plan->fields[at].rule, cell, length);
    }
}

static void check_subtotal(struct record_stream *stream)
{
    const struct plan *plan = stream->plan;
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_field *field = &plan->fields[i];
        size_t length;
        const char *cell = record_cell(stream, i, &length);
        stream->values[i] = VALUE_NONE;
        if (record_is_text(field->rule.type) ||
            value_read(&field->rule, cell, length, 0, &stream->values[i]) != VALUE_READ)
            stream->values[i] = VALUE_NONE;
    }
    struct text name = TEXT_INIT;
    add_subtotal_name(&name, stream);
    if (name.length > 0) {
        find_steps(stream);
        subtotals_note(&stream->subtotals, stream->values, stream->steps, name.data,
                       stream->csv.line);
    }
    text_release(&name);
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

/* Whether the row says all of a region: its finest group is blank, or there is only one. */
static bool is_whole(struct record_stream *stream)
{
    size_t groups = 0, length = 0;
    for (size_t i = 0; i < stream->plan->count; i++)
        if (record_is_group(stream, i)) {
            groups++;
            record_cell(stream, i, &length);
        }
    return groups == 1 || length == 0;
}

/* A cell of the column in which 其中 began a list of parts. Where regions that are no parts are
 * numbered as well, the next of them ends the list. */
static bool goes_on(struct record_stream *stream, const char *cell)
{
    int number = region_name_number(cell);
    if (number > 0 && (stream->part_after == 0 || number != stream->part_after + 1))
        return true;
    stream->part_column = -1;
    return false;
}

/*
 * 其中：1.天元区 under the row of its city, and 2.芦淞区 after it: they are in the city's own
 * numbers, and no sum counts them twice.
 */
static bool is_part(struct record_stream *stream)
{
    for (size_t i = 0; i < stream->plan->count; i++) {
        size_t length;
        if (!record_is_group(stream, i))
            continue;
        const char *cell = record_cell(stream, i, &length);
        if (stream->whole_above && region_name_begins_parts(cell)) {
            stream->part_column = (int)i;
            stream->part_after = stream->region_column == (int)i ? stream->region_number : 0;
            return true;
        }
        if (stream->part_column == (int)i && goes_on(stream, cell))
            return true;
        if (length > 0) {
            stream->region_number = region_name_number(cell);
            stream->region_column = (int)i;
        }
    }
    stream->whole_above = is_whole(stream);
    return false;
}

/* Where sums stand above the rows of a region, the next region ends those rows, with a sum of its
 * own or without. */
static void part_regions(struct record_stream *stream)
{
    stream->sums_regions |= stream->watch.region_sum;
    if (!stream->sums_regions || !stream->watch.new_region || stream->row != ROW_DATA)
        return;
    for (size_t i = 0; i < stream->plan->count; i++)
        stream->values[i] = VALUE_NONE;
    subtotals_note(&stream->subtotals, stream->values, stream->steps, "", stream->csv.line);
}

static void add_to_sums(struct record_stream *stream)
{
    if (stream->kind == KIND_TOTALS && is_part(stream))
        return;
    find_steps(stream);
    subtotals_add(&stream->subtotals, stream->values, stream->steps);
}

static void split_address(struct record_stream *stream)
{
    struct record_address *address = &stream->address;
    for (int i = 0; i < PART_COUNT; i++)
        address->texts[i] = address->fields[i] < 0 ? NULL : stream->texts[address->fields[i]];
    if (!record_address_split(address))
        return;
    for (int i = 0; i < PART_COUNT; i++)
        if (address->fields[i] >= 0)
            stream->texts[address->fields[i]] = address->texts[i];
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

static void refuse_other_table(struct record_stream *stream)
{
    if (stream->watch.other_table == stream->csv.line)
        stream->other_is_private = heads_people(stream);
    text_addf(record_message(stream),
              _("the row is of another table, which begins on line %lld: give it a file of its "
                "own"),
              (long long)stream->watch.other_table);
    record_refuse(stream, REJECT_SOURCE, 0, -1, "");
    record_note_groups(stream);
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
    part_regions(stream);
    if (stream->row == ROW_OTHER_TABLE) {
        refuse_other_table(stream);
        return STATUS_OK;
    }
    if (stream->row != ROW_DATA) {
        stream->is = RECORD_SKIPPED;
        if (stream->row == ROW_SUBTOTAL)
            check_subtotal(stream);
        if (stream->row == ROW_SUBTOTAL && stream->watch.region_sum)
            record_begin_groups(stream);
        return STATUS_OK;
    }
    look_into_nameless(stream);
    bool back = stream->back.reject_id > 0;
    bool whole = (!back || record_check_cells(stream)) && record_check_width(stream);
    if (read_cells(stream, whole) && record_check_required(stream) && record_check_date(stream) &&
        record_check_span(stream) && check_order(stream, stream->order[0]) &&
        check_order(stream, stream->order[1])) {
        split_address(stream);
        add_to_sums(stream);
    } else {
        subtotals_taint(&stream->subtotals);
    }
    return STATUS_OK;
}

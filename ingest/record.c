#include "ingest/record.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "data/private_header.h"
#include "ingest/private.h"
#include "ingest/record_text.h"
#include "ingest/reject.h"
#include "ingest/span.h"
#include "ingest/subtotal_name.h"
#include "ingest/value_cache.h"

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
    text_init(&stream->raw);
    row_watch_init(&stream->watch, header, plan);
    subtotals_init(&stream->subtotals, plan);
    stream->cache = value_cache_new(plan->count);
    stream->values = xcalloc(plan->count, sizeof *stream->values);
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
    text_release(&stream->raw);
    for (size_t i = 0; i < stream->plan->count; i++) {
        text_release(&stream->own[i]);
        text_release(&stream->above[i]);
        text_release(&stream->last[i]);
    }
    free(stream->last);
    free(stream->lost);
    free(stream->named);
    free(stream->as_it_stands);
    free(stream->values);
    free(stream->texts);
    free(stream->own);
    free(stream->above);
    stream->plan = NULL;
}

bool record_stream_is_shifted(const struct record_stream *stream)
{
    const struct csv_record *csv = &stream->csv;
    bool shifted = csv->count < stream->header->column_count;
    for (size_t i = stream->header->column_count; i < csv->count && !shifted; i++)
        shifted = csv_record_length(csv, i) > 0;
    return shifted;
}

/* A cell that is out of its place may be somebody's name. */
static bool hides_value(const struct record_stream *stream, int column)
{
    size_t at = (size_t)column - 1;
    return stream->header->of_people &&
           (record_stream_is_shifted(stream) ||
            (column > 0 && at < stream->plan->column_count && stream->plan->withheld_columns[at]));
}

/* Notes what is wrong; the caller has put the message there. Always false. */
static bool refuse(struct record_stream *stream, const char *code, int column, int field,
                   const char *value)
{
    struct record_fault_note *fault = &stream->fault;
    fault->code = code;
    fault->column = column;
    fault->field = field;
    text_clear(&fault->value);
    if (!hides_value(stream, column))
        private_scrub(&fault->value, value, strlen(value));
    stream->is = RECORD_FAULTY;
    return false;
}

static struct text *message(struct record_stream *stream)
{
    text_clear(&stream->fault.message);
    return &stream->fault.message;
}

static bool refuse_value(struct record_stream *stream, size_t at, enum value_result result,
                         const char *cell)
{
    const struct plan_field *field = &stream->plan->fields[at];
    int column = field->column_count > 0 ? (int)field->columns[0] + 1 : 0;
    struct text clean = TEXT_INIT;
    if (hides_value(stream, column))
        text_add(&clean, "***");
    else
        private_scrub(&clean, cell, strlen(cell));
    if (result == VALUE_BAD_RANGE)
        text_addf(message(stream), _("'%s' is out of range for '%s'"), clean.data,
                  field->about->name);
    else if (result == VALUE_UNSURE)
        text_addf(message(stream),
                  _("'%s' can be read in more than one way as %s: write it in full"), clean.data,
                  value_expected(field->rule.type));
    else
        text_addf(message(stream), _("cannot read '%s' as %s"), clean.data,
                  value_expected(field->rule.type));
    text_release(&clean);
    return refuse(stream, result == VALUE_BAD_RANGE ? REJECT_CONSTRAINT : REJECT_TYPE, column,
                  field->field, cell);
}

/* The year that completes a date without one. */
static int year_of(const struct record_stream *stream)
{
    int at = stream->plan->by_field[stream->plan->plan_year];
    if (at >= 0 && stream->values[at] != VALUE_NONE)
        return (int)stream->values[at];
    return stream->year;
}

/* The cell of a field: of its column, or joined of several, or constant. */
static const char *cell_of(struct record_stream *stream, size_t at, size_t *length)
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

static bool is_text_type(enum field_type type)
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
    const char *cell = cell_of(stream, (size_t)at, &length);
    return value_cache_read(stream->cache, (size_t)at, &field->rule, cell, length, 0, &value) ==
                   VALUE_READ
               ? value
               : VALUE_NONE;
}

static bool read_value(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    size_t length;
    const char *cell = cell_of(stream, at, &length);
    enum value_result result =
        value_cache_read(stream->cache, at, &field->rule, cell, length,
                         field->rule.type == FIELD_DATE ? year_of(stream) : 0, &stream->values[at]);
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
    if (!field->about->grouping || field->column_count != 1 || length == 0)
        return false;
    if (last->length == length && memcmp(last->data, cell, length) == 0)
        return true;
    text_clear(last);
    text_add_bytes(last, cell, length);
    return false;
}

/* No building or stairwell has such a number; codes of projects may look alike. The same code
 * comes row after row: it is looked at once. */
static bool is_of_person(struct record_stream *stream, size_t at)
{
    const struct field *about = stream->plan->fields[at].about;
    const char *code = stream->texts[at];
    struct text clean = TEXT_INIT;
    if (strcmp(code, stream->last[at].data) == 0)
        return false;
    size_t length = strlen(code);
    bool found = strcmp(about->name, "project_code") == 0 ? private_is_code(code, length)
                                                          : private_scrub_numbers(&clean, code, length);
    text_release(&clean);
    text_clear(&stream->last[at]);
    text_add(&stream->last[at], found ? "" : code);
    return found;
}

static bool refuse_number(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    text_addf(message(stream), _("a person's number stands in the column of '%s'"),
              field->about->name);
    stream->texts[at] = NULL;
    return refuse(stream, REJECT_CONSTRAINT,
                  field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field, "***");
}

enum { PERSON_DIGITS_MIN = 11 };

static bool read_text(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    size_t length;
    const char *cell = cell_of(stream, at, &length);
    if (field->rule.map != NULL) {
        for (size_t i = 0; i < field->rule.map->empty_count; i++)
            if (strcmp(field->rule.map->empty[i], cell) == 0)
                length = 0;
        for (size_t i = 0; i < field->rule.map->word_count; i++)
            if (length > 0 && strcmp(field->rule.map->words[i].word, cell) == 0) {
                cell = field->rule.map->words[i].meaning;
                length = strlen(cell);
            }
    }
    bool mangled = false;
    if (is_as_above(stream, at, cell, length)) {
        stream->texts[at] = stream->as_it_stands[at] ? cell : stream->own[at].data;
        return true;
    }
    stream->texts[at] = record_text_clean(&stream->own[at], field->about, cell, length, &mangled);
    stream->as_it_stands[at] = stream->texts[at] == cell;
    if (stream->texts[at] == NULL && field->about->grouping)
        text_clear(&stream->last[at]);
    if (length >= PERSON_DIGITS_MIN && field->rule.type == FIELD_CODE &&
        stream->texts[at] != NULL && is_of_person(stream, at))
        return refuse_number(stream, at);
    if (!mangled)
        return true;
    text_add(message(stream), _("the code was turned into a rounded number by a spreadsheet"));
    return refuse(stream, REJECT_TYPE, (int)field->columns[0] + 1, field->field, cell);
}

static int rank_of(const struct field *field)
{
    static const char *const order[] = {"province", "city", "district", "street"};
    for (int i = 0; i < (int)(sizeof order / sizeof *order); i++)
        if (strcmp(field->name, order[i]) == 0)
            return i;
    return -1;
}

/* A group that changes takes the finer groups with it. */
static void forget_finer(struct record_stream *stream, const struct field *group)
{
    int rank = rank_of(group);
    for (size_t i = 0; i < stream->plan->count; i++)
        if (rank_of(stream->plan->fields[i].about) > rank && rank >= 0) {
            text_clear(&stream->above[i]);
            stream->lost[i] = 0;
        }
}

/* Whether the row itself names a coarser group: its finer ones are then not merged cells. */
static bool names_coarser(const struct record_stream *stream, size_t at)
{
    int rank = rank_of(stream->plan->fields[at].about);
    for (size_t i = 0; i < at; i++)
        if (rank_of(stream->plan->fields[i].about) >= 0 &&
            rank_of(stream->plan->fields[i].about) < rank && stream->texts[i] != NULL &&
            stream->texts[i] != stream->above[i].data)
            return true;
    return false;
}

/* "-" and "无" say that there is no such group; a merged cell is empty. */
static bool says_none(struct record_stream *stream, size_t at)
{
    size_t length;
    const char *cell = cell_of(stream, at, &length);
    return length > 0 && cell[strspn(cell, " \t\r\n")] != '\0' && strcmp(cell, "　") != 0;
}

/* The group is nothing, or not known, from here on. */
static void end_group(struct record_stream *stream, size_t at, int64_t lost)
{
    forget_finer(stream, stream->plan->fields[at].about);
    text_clear(&stream->above[at]);
    stream->lost[at] = lost;
}

static bool refuse_group(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    int column = field->column_count > 0 ? (int)field->columns[0] + 1 : 0;
    if (stream->is == RECORD_FAULTY)
        return false;
    text_addf(message(stream),
              _("'%s' is blank, and line %lld, which it may be as, could not be read"),
              field->about->name, (long long)stream->lost[at]);
    return refuse(stream, REJECT_MISSING, column, field->field, "");
}

/* Merged cells: a blank one is as above. `plan->fields` has groups from coarse to fine. In a
 * table of totals a row that names a coarser region and no finer one speaks of the coarser. */
static bool fill_down(struct record_stream *stream, size_t at)
{
    struct text *above = &stream->above[at];
    const char *text = stream->texts[at];
    if (text == NULL &&
        ((stream->kind == KIND_TOTALS && names_coarser(stream, at)) || says_none(stream, at))) {
        end_group(stream, at, 0);
        return true;
    }
    if (text == NULL && stream->lost[at] != 0)
        return refuse_group(stream, at);
    if (text == NULL) {
        stream->texts[at] = above->length > 0 ? above->data : NULL;
        return true;
    }
    if (strcmp(above->data, text) == 0)
        return true;
    end_group(stream, at, 0);
    stream->named[at] = true;
    text_add(above, text);
    return true;
}

static bool is_group(const struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    return field->about->grouping && is_text_type(field->rule.type);
}

/* Of a row that is rejected, the groups are read all the same: others may be as it is. */
static bool read_cells(struct record_stream *stream, bool good)
{
    const struct plan *plan = stream->plan;
    for (size_t i = 0; i < plan->count; i++) {
        bool group = is_group(stream, i);
        stream->values[i] = VALUE_NONE;
        stream->texts[i] = NULL;
        if (!good && !group)
            continue;
        good &=
            is_text_type(plan->fields[i].rule.type) ? read_text(stream, i) : read_value(stream, i);
        if (group)
            good &= fill_down(stream, i);
    }
    stream->begun = true;
    return good;
}

/* A cell of a row that cannot be read, as far as it is known; false where it is not: behind the
 * first quotation mark of a row whose quotes are broken, and where bytes are damaged. */
static bool known_cell(const struct record_stream *stream, size_t column, struct text *cell)
{
    const struct csv_record *csv = &stream->csv;
    if (csv->fault == FAULT_ENCODING) {
        text_add_bytes(cell, csv_record_cell(csv, column), csv_record_length(csv, column));
        return strlen(cell->data) == cell->length && strstr(cell->data, "\xef\xbf\xbd") == NULL;
    }
    const char *from = csv->raw.data, *end = from + csv->raw.length;
    for (;; column--) {
        const char *at = from;
        while (at < end && *at != '"' && *at != stream->header->delimiter)
            at++;
        if (at == end || *at == '"')
            return false;
        if (column == 0) {
            text_add_bytes(cell, from, (size_t)(at - from));
            return true;
        }
        from = at + 1;
    }
}

/* What fill_down() does, for a cell of a row that is not loaded. */
static void note_group(struct record_stream *stream, size_t at, const struct text *cell)
{
    bool mangled;
    if (cell->data[strspn(cell->data, " \t\r\n")] == '\0')
        return;
    text_clear(&stream->last[at]);
    const char *text = record_text_clean(&stream->own[at], stream->plan->fields[at].about,
                                         cell->data, cell->length, &mangled);
    if (text != NULL && strcmp(stream->above[at].data, text) == 0)
        return;
    end_group(stream, at, 0);
    stream->named[at] |= text != NULL;
    text_add(&stream->above[at], text != NULL ? text : "");
}

/* A row that cannot be read may have begun a group: what its cells say counts, as far as they are
 * known; else blank cells under it are not known either. */
static void note_groups(struct record_stream *stream)
{
    struct text cell = TEXT_INIT;
    for (size_t i = 0; i < stream->plan->count; i++) {
        const struct plan_field *field = &stream->plan->fields[i];
        bool known = stream->row != ROW_OTHER_TABLE && field->column_count == 1;
        if (!is_group(stream, i) || field->column_count == 0)
            continue;
        text_clear(&cell);
        if (known && known_cell(stream, field->columns[0], &cell))
            note_group(stream, i, &cell);
        else if (stream->named[i] || !stream->begun)
            end_group(stream, i, stream->csv.line);
    }
    text_release(&cell);
}

static bool is_filled(const struct record_stream *stream, size_t at)
{
    return stream->texts[at] != NULL || stream->values[at] != VALUE_NONE;
}

/* Of the fields that identify a row of the kind, one at least. */
static bool check_required(struct record_stream *stream)
{
    const struct plan *plan = stream->plan;
    bool who = false, what = stream->kind != KIND_PROGRESS;
    int missing = -1;
    for (size_t i = 0; i < plan->count; i++) {
        const struct field *about = plan->fields[i].about;
        bool required = about->required >> stream->kind & 1;
        bool measure = about->subject == SUBJECT_PROGRESS || about->subject == SUBJECT_PLAN;
        who |= required && is_filled(stream, i);
        what |= measure && is_filled(stream, i);
        if (missing < 0 && (who ? measure : required))
            missing = (int)i;
    }
    if (who && what)
        return true;
    for (size_t i = 0; i < plan->count && who; i++)
        if (plan->fields[i].about->subject == SUBJECT_PROGRESS)
            missing = (int)i;
    int column = missing >= 0 && plan->fields[missing].column_count > 0
                     ? (int)plan->fields[missing].columns[0] + 1
                     : 0;
    text_add(message(stream), who                           ? _("the row has no percentage")
                              : stream->kind == KIND_TOTALS ? _("the row names no region")
                                                            : _("the row names no project"));
    return refuse(stream, REJECT_MISSING, column, missing >= 0 ? plan->fields[missing].field : -1,
                  "");
}

static bool check_date(struct record_stream *stream)
{
    int at = stream->plan->by_field[stream->plan->as_of];
    if (at < 0 || stream->values[at] != VALUE_NONE || stream->as_of != DAYNUM_NONE)
        return true;
    const struct plan_field *field = &stream->plan->fields[at];
    text_add(message(stream), _("the row has no date, and neither has the file"));
    return refuse(stream, REJECT_MISSING, field->column_count > 0 ? (int)field->columns[0] + 1 : 0,
                  field->field, "");
}

/* What was added in one period is not what there is so far. */
static bool check_span(struct record_stream *stream)
{
    if (stream->span_column < 0)
        return true;
    size_t column = (size_t)stream->span_column;
    const char *cell = csv_record_cell(&stream->csv, column);
    if (!span_is_period(cell, csv_record_length(&stream->csv, column)))
        return true;
    text_addf(message(stream),
              _("the row counts one period alone ('%s'): give what there is so far"), cell);
    return refuse(stream, REJECT_CONSTRAINT, stream->span_column + 1,
                  dictionary_find("cumulative_flag"), cell);
}

/* A cell too many shifts the others, which are not looked at then. */
static bool check_width(struct record_stream *stream)
{
    for (size_t i = stream->header->column_count; i < stream->csv.count; i++)
        if (csv_record_length(&stream->csv, i) > 0) {
            text_addf(message(stream), _("there is content behind the last column, '%s'"),
                      stream->header->columns[stream->header->column_count - 1].name);
            return refuse(stream, REJECT_EXTRA, (int)i + 1, -1, csv_record_cell(&stream->csv, i));
        }
    return true;
}

/* The column in which what could not be decoded stands; 0: none alone. */
static int damaged_column(const struct csv_record *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        if (strstr(csv_record_cell(csv, i), "\xef\xbf\xbd") != NULL ||
            strlen(csv_record_cell(csv, i)) != csv_record_length(csv, i))
            return (int)i + 1;
    return 0;
}

static bool check_form(struct record_stream *stream)
{
    const struct csv_record *csv = &stream->csv;
    switch (csv->fault) {
    case FAULT_NONE:
        return true;
    case FAULT_ENCODING:
        text_addf(message(stream), _("there are bytes that are no text in %s"),
                  stream->reader.lines.file->charset.name);
        return refuse(stream, REJECT_ENCODING, damaged_column(csv), -1, "");
    case FAULT_QUOTE:
        text_add(message(stream), _("there is text behind a closing quotation mark"));
        break;
    case FAULT_UNCLOSED:
        text_addf(message(stream), _("the quotation mark opened on line %lld is never closed"),
                  (long long)csv->line);
        break;
    case FAULT_SIZE:
        text_add(message(stream), _("the line is too long"));
        break;
    }
    return refuse(stream, REJECT_SOURCE, 0, -1, "");
}

/* The first text in a subtotal's row is its name. */
static const char *subtotal_label(const struct record_stream *stream)
{
    const struct csv_record *csv = &stream->csv;
    for (size_t i = 0; i < csv->count; i++)
        if (subtotal_is_named(csv_record_cell(csv, i), csv_record_length(csv, i)))
            return csv_record_cell(csv, i);
    return "";
}

static void check_subtotal(struct record_stream *stream)
{
    const struct plan *plan = stream->plan;
    const char *label = subtotal_label(stream);
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_field *field = &plan->fields[i];
        size_t length;
        const char *cell = cell_of(stream, i, &length);
        stream->values[i] = VALUE_NONE;
        if (is_text_type(field->rule.type) ||
            value_read(&field->rule, cell, length, 0, &stream->values[i]) != VALUE_READ)
            stream->values[i] = VALUE_NONE;
    }
    if (label[0] != '\0' && subtotal_is_sum(label))
        subtotals_note(&stream->subtotals, stream->values, label, stream->csv.line);
}

/* Whether the row brings the number of a reject back: then it is data, whatever it looks like. */
static bool comes_back(const struct record_stream *stream)
{
    int at = stream->plan->by_field[stream->plan->reject_id];
    return at >= 0 && stream->plan->fields[at].column_count == 1 &&
           csv_record_length(&stream->csv, stream->plan->fields[at].columns[0]) > 0;
}

/* What broken quotes left in one cell has to be told into cells before it can be read. */
static bool check_cells(struct record_stream *stream)
{
    size_t filled = 0;
    for (size_t i = 0; i < stream->csv.count; i++)
        filled += csv_record_length(&stream->csv, i) > 0;
    if (filled > 2)
        return true;
    text_add(message(stream), _("the rejected row still stands in one cell, or has lost its cells: "
                                "enter them as in the first file"));
    return refuse(stream, REJECT_SOURCE, 0, -1, "");
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
    text_addf(message(stream),
              _("the row is of another table, which begins on line %lld: give it a file of its "
                "own"),
              (long long)stream->watch.other_table);
    refuse(stream, REJECT_SOURCE, 0, -1, "");
    note_groups(stream);
}

enum status record_stream_next(struct record_stream *stream, bool *more, struct error *error)
{
    enum status status = csv_reader_next(&stream->reader, &stream->csv, more, error);
    if (status != STATUS_OK || !*more)
        return status;
    stream->is = RECORD_DATA;
    stream->row = stream->watch.other_table != 0 ? ROW_OTHER_TABLE : ROW_DATA;
    if (!check_form(stream)) {
        note_groups(stream);
        subtotals_taint(&stream->subtotals);
        return STATUS_OK;
    }
    stream->row = row_watch_class(&stream->watch, &stream->csv);
    bool back = comes_back(stream);
    if (back && stream->row == ROW_NOTE)
        stream->row = ROW_DATA;
    if (stream->row == ROW_OTHER_TABLE) {
        refuse_other_table(stream);
        return STATUS_OK;
    }
    if (stream->row != ROW_DATA) {
        stream->is = RECORD_SKIPPED;
        if (stream->row == ROW_SUBTOTAL)
            check_subtotal(stream);
        return STATUS_OK;
    }
    bool whole = (!back || check_cells(stream)) && check_width(stream);
    if (read_cells(stream, whole) && check_required(stream) && check_date(stream) &&
        check_span(stream)) {
        split_address(stream);
        subtotals_add(&stream->subtotals, stream->values);
    } else {
        subtotals_taint(&stream->subtotals);
    }
    return STATUS_OK;
}

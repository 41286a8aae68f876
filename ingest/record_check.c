#include <string.h>

#include "core/i18n.h"
#include "ingest/damaged_number.h"
#include "ingest/private.h"
#include "ingest/record_state.h"
#include "ingest/span.h"

/* A cell that is out of its place may be somebody's name. */
bool record_hides_value(const struct record_stream *stream, int column)
{
    size_t at = (size_t)column - 1;
    const struct record_view view = record_stream_view(stream);
    return stream->header->of_people &&
           (record_is_shifted(&view) || (column > 0 && plan_answer(stream->plan, at) != NULL) ||
            (column > 0 && at < stream->plan->column_count && stream->plan->withheld_columns[at]));
}

enum { CELLS_TOLD_MAX = 5 };

void record_tell_no_more(struct record_stream *stream)
{
    stream->fault_count = CELLS_TOLD_MAX;
}

/* Whoever corrects a row wants to know of all of its cells. */
static bool add_further(struct record_stream *stream, int column)
{
    if (column > 0 && (size_t)column <= stream->header->column_count &&
        stream->fault_count++ < CELLS_TOLD_MAX)
        text_addf(&stream->fault.message, _("; and in column %d ('%s'): %s"), column,
                  stream->header->columns[column - 1].name, stream->further.data);
    return false;
}

/* Notes what is wrong; the caller has put the message there. Always false. */
bool record_refuse(struct record_stream *stream, enum reject_code code, int column, int field,
                   const char *value)
{
    struct record_fault_note *fault = &stream->fault;
    if (stream->is == RECORD_FAULTY)
        return add_further(stream, column);
    stream->fault_count = 1;
    fault->code = code;
    fault->column = column;
    fault->field = field;
    text_clear(&fault->value);
    if (!record_hides_value(stream, column))
        private_scrub(&fault->value, value, strlen(value));
    stream->is = RECORD_FAULTY;
    return false;
}

struct text *record_message(struct record_stream *stream)
{
    struct text *message = stream->is == RECORD_FAULTY ? &stream->further : &stream->fault.message;
    text_clear(message);
    return message;
}

static bool is_filled(const struct record_stream *stream, size_t at)
{
    return stream->texts[at] != NULL || stream->values[at] != VALUE_NONE;
}

/* Of the fields that identify a row of the kind, one at least. */
bool record_check_required(struct record_stream *stream)
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
    text_add(record_message(stream), who                           ? _("the row has no percentage")
                                     : stream->kind == KIND_TOTALS ? _("the row names no region")
                                                                   : _("the row names no project"));
    return record_refuse(stream, REJECT_MISSING, column,
                         missing >= 0 ? plan->fields[missing].field : -1, "");
}

/* 历下区 where projects are named: who loads the row again from the sheet says that it is one. */
bool record_check_region(struct record_stream *stream)
{
    int column = stream->watch.name_column;
    if (!stream->watch.region_or_project || stream->back.reject_id > 0)
        return true;
    const char *name = csv_record_cell(&stream->csv, (size_t)column);
    text_addf(
        record_message(stream),
        _("'%s' may be a project or the sum of a region, and no code tells: load the row again "
          "from the sheet of rejected rows if it is a project, else leave it out there"),
        name);
    return record_refuse(stream, REJECT_CONSTRAINT, column + 1,
                         stream->header->columns[column].field, name);
}

/* 一、老城片 where projects are named. */
bool record_check_section(struct record_stream *stream)
{
    int column = stream->watch.section_column;
    if (stream->watch.section != SECTION_MAYBE || stream->back.reject_id > 0)
        return true;
    const char *name = csv_record_cell(&stream->csv, (size_t)column);
    text_addf(record_message(stream),
              _("'%s' may be a project or the head of a section with the sum of its projects: "
                "load the row again from the sheet of rejected rows if it is a project, else "
                "leave it out there"),
              name);
    for (size_t i = 0; i < stream->plan->count; i++)
        if (record_is_group(stream, i) && !field_is_region(stream->plan->fields[i].about))
            record_lose_group(stream, i);
    return record_refuse(stream, REJECT_CONSTRAINT, column + 1,
                         stream->header->columns[column].field, name);
}

/* A city's row in the column of its districts may be their sum. */
bool record_check_sum(struct record_stream *stream)
{
    const char *name = stream->watch.region.data;
    if (stream->csv.line != stream->plan->unsure_line || stream->back.reject_id > 0)
        return true;
    text_addf(record_message(stream),
              _("'%s' may be the sum of the districts beside it or a region like them, and neither "
                "title nor column tells: load the row again from the sheet of rejected rows if it "
                "is a region like them, else leave it out there"),
              name);
    return record_refuse(stream, REJECT_CONSTRAINT, 0, -1, name);
}

bool record_check_date(struct record_stream *stream)
{
    int at = stream->plan->by_field[stream->plan->as_of];
    if (at < 0 || stream->values[at] != VALUE_NONE || stream->as_of != DAYNUM_NONE)
        return true;
    const struct plan_field *field = &stream->plan->fields[at];
    text_add(record_message(stream), _("the row has no date, and neither has the file"));
    return record_refuse(stream, REJECT_MISSING,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         "");
}

/* What was added in one period is not what there is so far. */
bool record_check_span(struct record_stream *stream)
{
    if (stream->span_column < 0)
        return true;
    size_t column = (size_t)stream->span_column;
    const char *cell = csv_record_cell(&stream->csv, column);
    if (!span_is_period(cell, csv_record_length(&stream->csv, column)))
        return true;
    text_addf(record_message(stream),
              _("the row counts one period alone ('%s'): give what there is so far"), cell);
    return record_refuse(stream, REJECT_CONSTRAINT, stream->span_column + 1,
                         dictionary_find("cumulative_flag"), cell);
}

bool record_check_owner(struct record_stream *stream)
{
    int at = stream->owner, door = stream->address.fields[PART_DOOR];
    size_t length;
    if (at < 0 || stream->texts[at] == NULL)
        return true;
    const char *cell = record_cell(stream, (size_t)at, &length);
    if (!identity_is_damaged(cell, length))
        return true;
    stream->texts[at] = NULL;
    if (door >= 0 && stream->texts[door] != NULL)
        return true;
    const struct plan_field *field = &stream->plan->fields[at];
    text_add(record_message(stream),
             _("the identity number has lost digits (rounded by a spreadsheet, or masked), and "
               "may be that of several people: give it in full, as a text, or give the door"));
    return record_refuse(stream, REJECT_TYPE,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         "***");
}

/* A cell too many shifts the others, which are not looked at then. */
bool record_check_width(struct record_stream *stream)
{
    for (size_t i = stream->header->column_count; i < stream->csv.count; i++)
        if (csv_record_length(&stream->csv, i) > 0) {
            text_addf(record_message(stream), _("there is content behind the last column, '%s'"),
                      stream->header->columns[stream->header->column_count - 1].name);
            return record_refuse(stream, REJECT_EXTRA, (int)i + 1, -1,
                                 csv_record_cell(&stream->csv, i));
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

bool record_check_form(struct record_stream *stream)
{
    const struct csv_record *csv = &stream->csv;
    switch (csv->fault) {
    case FAULT_NONE:
        return true;
    case FAULT_ENCODING:
        text_addf(record_message(stream), _("there are bytes that are no text in %s"),
                  stream->reader.lines.file->charset.name);
        return record_refuse(stream, REJECT_ENCODING, damaged_column(csv), -1, "");
    case FAULT_QUOTE:
        text_add(record_message(stream), _("there is text behind a closing quotation mark"));
        break;
    case FAULT_UNCLOSED:
        text_addf(record_message(stream),
                  _("the quotation mark opened on line %lld is never closed"),
                  (long long)csv->line);
        break;
    case FAULT_SIZE:
        text_add(record_message(stream), _("the line is too long"));
        break;
    }
    return record_refuse(stream, REJECT_SOURCE, 0, -1, "");
}

/* What broken quotes left in one cell has to be told into cells before it can be read. */
bool record_check_cells(struct record_stream *stream)
{
    size_t filled = 0;
    for (size_t i = 0; i < stream->csv.count; i++)
        filled += csv_record_length(&stream->csv, i) > 0;
    if (filled > 2)
        return true;
    stream->in_one_cell = true;
    text_add(record_message(stream),
             _("the rejected row still stands in one cell, or has lost its cells: "
               "enter them as in the first file"));
    return record_refuse(stream, REJECT_SOURCE, 0, -1, "");
}

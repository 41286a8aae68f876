#include <string.h>

#include "core/i18n.h"
#include "ingest/building_name.h"
#include "ingest/damaged_number.h"
#include "ingest/private.h"
#include "ingest/record_state.h"

bool record_is_of_building(const struct plan_field *field)
{
    return strcmp(field->about->name, "building") == 0 || strcmp(field->about->name, "unit") == 0;
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
    text_clear(&stream->last[at]);
    return record_refuse(stream, REJECT_CONSTRAINT,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         "***");
}

/* Whether it tells of a building down to its last word: 3号楼, or 甲院3号楼 beside 甲院. */
static bool is_building(const struct record_stream *stream, const char *text)
{
    int compound = stream->address.fields[PART_COMPOUND];
    const char *name = compound < 0 ? NULL : stream->texts[compound], *rest = NULL;
    if (building_name_is_whole(text))
        return true;
    if (name != NULL && stream->address.of_households)
        rest = record_address_rest(text, name);
    return rest != NULL && building_name_is_whole(rest);
}

static bool refuse_name(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    text_addf(record_message(stream),
              _("what stands in the column of '%s' may be a person's name: a building or a "
                "stairwell is expected, such as 3, 3号楼 or 2单元"),
              field->about->name);
    stream->texts[at] = NULL;
    text_clear(&stream->last[at]);
    return record_refuse(stream, REJECT_CONSTRAINT,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         "***");
}

static bool refuse_date(struct record_stream *stream, size_t at, const char *cell)
{
    const struct plan_field *field = &stream->plan->fields[at];
    /* It may be somebody's birthday that slipped into the column. */
    if (stream->header->of_people)
        cell = "***";
    text_addf(record_message(stream),
              _("'%s' in the column of '%s' is a date that a spreadsheet made of something like "
                "3-1: format the column as text, and write what it was"),
              cell, field->about->name);
    stream->texts[at] = NULL;
    text_clear(&stream->last[at]);
    return record_refuse(stream, REJECT_TYPE,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         cell);
}

bool record_check_code(struct record_stream *stream, size_t at, const char *cell, size_t length)
{
    enum { PERSON_DIGITS_MIN = 11 };
    const char *text = stream->texts[at];
    bool of_building = record_is_of_building(&stream->plan->fields[at]);
    if (length >= PERSON_DIGITS_MIN && is_of_person(stream, at))
        return refuse_number(stream, at);
    if (of_building && number_is_date(text))
        return refuse_date(stream, at, cell);
    return !of_building || is_building(stream, text) || refuse_name(stream, at);
}

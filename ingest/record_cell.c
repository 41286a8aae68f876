#include "ingest/record_state.h"

#include <string.h>

#include "core/i18n.h"
#include "ingest/private.h"
#include "ingest/record_text.h"
#include "ingest/ticks.h"
#include "ingest/value_cache.h"

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
    else if (result == VALUE_EXPECTED)
        text_addf(message,
                  _("'%s' is an expected date, and '%s' has those that have come: leave it blank "
                    "until then, or give it in a column of planned dates"),
                  clean, field->about->name);
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
    bool hidden = record_hides_value(stream, column) ||
                  (stream->header->of_people && record_value_is_foreign(result, cell));
    struct text clean = TEXT_INIT;
    if (hidden)
        text_add(&clean, "***");
    else
        private_scrub(&clean, cell, strlen(cell));
    explain_value(stream, field, result, clean.data);
    text_release(&clean);
    return record_refuse(stream, result == VALUE_BAD_RANGE ? REJECT_CONSTRAINT : REJECT_TYPE,
                         column, field->field, hidden ? "***" : cell);
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

/* The day that the file is as of, else the row itself; DAYNUM_NONE: not said. */
static daynum date_of_row(const struct record_stream *stream)
{
    int at = stream->plan->by_field[stream->plan->as_of];
    bool own = at >= 0 && stream->values[at] != VALUE_NONE;
    return own && stream->said_date == DAYNUM_NONE ? (daynum)stream->values[at] : stream->said_date;
}

static bool is_after(daynum said, int64_t day)
{
    int years = daynum_year((daynum)day) - daynum_year(said);
    return years * 12 + daynum_month((daynum)day) > daynum_month(said);
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

/* A state in the place of a date: 未开工 has none, and 已开工 has one that is not told. The state
 * of the row is the word's, where no column gives one. */
static bool take_state(struct record_stream *stream, size_t at, const char *cell, size_t length)
{
    static const struct {
        const char *field;
        enum project_status happened; /* the first state in which the date has come */
    } dates[] = {{"actual_start", PROJECT_UNDER_WAY},
                 {"actual_finish", PROJECT_COMPLETED},
                 {"accept_date", PROJECT_ACCEPTED}};
    const struct value_rule rule = {.type = FIELD_ENUM, .names = &project_status_names};
    int status = stream->plan->by_field[dictionary_find("status")];
    int64_t word;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        if (strcmp(stream->plan->fields[at].about->name, dates[i].field) != 0 ||
            value_read(&rule, cell, length, 0, &word) != VALUE_READ || word == PROJECT_CANCELLED)
            continue;
        size_t said = 0;
        if (status >= 0)
            record_cell(stream, (size_t)status, &said);
        /* 已开工 and 已竣工 side by side: the later one. VALUE_NONE lies below all. */
        if (status >= 0 && said == 0 && word > stream->values[status])
            stream->values[status] = word;
        return status >= 0 || word < (int64_t)dates[i].happened;
    }
    return false;
}

/* A date without a year: what is planned lies in the plan's year; what has happened in that of
 * the day that the file is as of, or else the row, if one is said. */
static enum value_result read_date(struct record_stream *stream, size_t at, const char *cell,
                                   size_t length)
{
    const struct plan_field *field = &stream->plan->fields[at];
    int64_t *value = &stream->values[at];
    bool planned = strncmp(field->about->name, "plan_", strlen("plan_")) == 0;
    daynum said = date_of_row(stream);
    bool dated = !planned && said != DAYNUM_NONE;
    int year = dated ? daynum_year(said) : plan_year_of(stream);
    enum value_result result =
        value_cache_read(stream->cache, at, &field->rule, cell, length, year, value);
    if (result == VALUE_BAD_TYPE && take_state(stream, at, cell, length))
        return VALUE_BLANK;
    if (result != VALUE_READ || !dated || !is_after(said, *value))
        return result;
    year = earlier_year(stream, at, year);
    return value_cache_read(stream->cache, at, &field->rule, cell, length, year, value);
}

static bool refuse_ticks(struct record_stream *stream, const struct plan_field *field, int first,
                         int second)
{
    text_addf(record_message(stream),
              _("both '%s' and '%s' are ticked: a household has one answer"),
              field->tick_names[first], field->tick_names[second]);
    return record_refuse(stream, REJECT_CONSTRAINT, (int)field->columns[second] + 1, field->field,
                         "");
}

/* A cross may strike the answer out, or choose it. */
static bool refuse_tick(struct record_stream *stream, const struct plan_field *field, int at)
{
    text_addf(record_message(stream),
              _("the cell of '%s' is no tick: √, 1, 是 or nothing would do"),
              field->tick_names[at]);
    return record_refuse(stream, REJECT_TYPE, (int)field->columns[at] + 1, field->field, "***");
}

/* 是否愿意出资 is one of two, and 弃权 neither. */
static int64_t value_of_tick(const struct plan_field *field, int answer)
{
    if (field->rule.type != FIELD_FLAG)
        return answer;
    return answer == ANSWER_AGREE ? 1 : answer == ANSWER_DISAGREE ? 0 : VALUE_NONE;
}

/* The answer whose column has the tick; none without a tick. */
static bool read_ticks(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    int ticked = -1, crossed = -1;
    for (int i = 0; i < (int)field->column_count; i++) {
        size_t column = field->columns[i];
        enum tick tick =
            ticks_read(field->rule.map, field->ticks[i], csv_record_cell(&stream->csv, column),
                       csv_record_length(&stream->csv, column));
        if (tick == TICK_UNREADABLE)
            return refuse_tick(stream, field, i);
        if (tick == TICK_SET && ticked >= 0)
            return refuse_ticks(stream, field, ticked, i);
        if (tick == TICK_SET)
            ticked = i;
        else if (tick == TICK_CROSSED)
            crossed = i;
    }
    if (ticked < 0 && crossed >= 0)
        return refuse_tick(stream, field, crossed);
    if (ticked >= 0)
        stream->values[at] = value_of_tick(field, field->ticks[ticked]);
    return true;
}

/* 已开工 where the file has no column of states to put it in. */
static bool refuse_state(struct record_stream *stream, size_t at, const char *cell)
{
    const struct plan_field *field = &stream->plan->fields[at];
    text_addf(record_message(stream),
              _("'%s' is a state and no date, and no column has states: add a column 项目状态 and "
                "write it there, or write the date"),
              cell);
    return record_refuse(stream, REJECT_TYPE,
                         field->column_count > 0 ? (int)field->columns[0] + 1 : 0, field->field,
                         cell);
}

static bool is_homeless_state(const struct record_stream *stream, size_t at, const char *cell,
                              size_t length)
{
    const struct value_rule rule = {.type = FIELD_ENUM, .names = &project_status_names};
    int64_t word;
    return stream->plan->fields[at].rule.type == FIELD_DATE &&
           stream->plan->by_field[dictionary_find("status")] < 0 &&
           value_read(&rule, cell, length, 0, &word) == VALUE_READ;
}

static bool read_value(struct record_stream *stream, size_t at)
{
    const struct plan_field *field = &stream->plan->fields[at];
    size_t length;
    if (field->ticks != NULL)
        return read_ticks(stream, at);
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
    if (result == VALUE_BAD_TYPE && is_homeless_state(stream, at, cell, length))
        return refuse_state(stream, at, cell);
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
    if (field->rule.type == FIELD_CODE && stream->texts[at] != NULL &&
        !record_check_code(stream, at, cell, length))
        return false;
    if (doubtful)
        text_clear(&stream->last[at]);
    if (!mangled)
        return true;
    text_add(record_message(stream),
             _("the code was turned into a rounded number by a spreadsheet"));
    return record_refuse(stream, REJECT_TYPE, (int)field->columns[0] + 1, field->field, cell);
}

/* Of a row that is rejected, the groups are read all the same: others may be as it is. The cells of
 * one that is as wide as the header are, too: all that are wrong are told at once. */
bool record_read_cells(struct record_stream *stream, bool whole)
{
    const struct plan *plan = stream->plan;
    bool good = whole;
    if (!whole)
        record_tell_no_more(stream);
    for (size_t i = 0; i < plan->count; i++) {
        bool group = record_is_group(stream, i);
        stream->values[i] = VALUE_NONE;
        stream->texts[i] = NULL;
        if (!whole && !group)
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
bool record_check_order(struct record_stream *stream, const int pair[2])
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

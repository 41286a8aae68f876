#include "ingest/record_raw.h"

#include <string.h>

#include "data/private_key.h"
#include "ingest/building_name.h"
#include "ingest/damaged_number.h"
#include "ingest/private.h"
#include "ingest/record_address.h"
#include "ingest/record_state.h"
#include "ingest/record_text.h"
#include "ingest/ticks.h"

static void add_raw_cell(struct text *raw, const char *cell, size_t length, char delimiter)
{
    struct text clean = TEXT_INIT;
    private_scrub(&clean, cell, length);
    text_add_csv_cell(raw, clean.data, clean.length, delimiter);
    text_release(&clean);
}

/* A cell of the current record by its field, cleaned; "" where there is none. */
static const char *clean_cell(const struct record_view *view, const char *name, struct text *own)
{
    int at = view->plan->by_field[dictionary_find(name)];
    bool mangled;
    if (at >= 0 && view->plan->fields[at].constant != NULL)
        return view->plan->fields[at].constant;
    if (at < 0 || view->plan->fields[at].column_count != 1)
        return "";
    size_t column = view->plan->fields[at].columns[0];
    const char *text =
        record_text_clean(own, view->plan->fields[at].about, csv_record_cell(view->csv, column),
                          csv_record_length(view->csv, column), &mangled);
    return text != NULL ? text : "";
}

/* What the row says of its address, as it is loaded. */
static bool read_address(const struct record_view *view, struct record_address *address,
                         struct text own[PART_COUNT])
{
    record_address_init(address, view->plan, view->header->kind);
    for (int i = 0; i < PART_COUNT; i++) {
        text_init(&own[i]);
        const char *text = clean_cell(view, address_part_names[i], &own[i]);
        address->texts[i] = text[0] != '\0' ? text : NULL;
    }
    return record_address_split(address);
}

static const char *part_of(const struct record_address *address, enum address_part part)
{
    return address->texts[part] != NULL ? address->texts[part] : "";
}

static void add_door(struct text *raw, const struct record_view *view,
                     const struct record_address *address)
{
    /* A token of a door that may be either of two, or is none for sure, would make a home. */
    if (view->salt == NULL || address->texts[PART_DOOR] == NULL || address->either ||
        address->unsure)
        text_add(raw, "***");
    else
        record_address_token(raw, address, view->salt);
}

static void add_owner(struct text *raw, const struct record_view *view, const char *cell,
                      size_t length)
{
    struct text own = TEXT_INIT;
    const char *text = clean_cell(view, "id_number", &own);
    /* A token of what may be several people would make one of them. */
    if (view->salt == NULL || text[0] == '\0' || identity_is_damaged(cell, length))
        text_add(raw, "***");
    else
        private_key_token(raw, private_key_owner(view->salt, text));
    text_release(&own);
}

/* A private cell: what it is the key of can come back by its token; all else is gone. */
static void add_private_cell(struct text *raw, const struct record_view *view, size_t column)
{
    size_t count;
    int field = view->header->columns[column].field;
    if (field >= 0 && strcmp(dictionary_fields(&count)[field].name, "id_number") == 0)
        add_owner(raw, view, csv_record_cell(view->csv, column),
                  csv_record_length(view->csv, column));
    else
        text_add(raw, "***");
}

/* Which part of the address the column is; -1: none. */
static int part_at(const struct record_view *view, const struct record_address *address,
                   size_t column)
{
    for (int i = 0; i < PART_COUNT; i++) {
        const struct plan_field *field =
            address->fields[i] < 0 ? NULL : &view->plan->fields[address->fields[i]];
        if (field != NULL && field->column_count == 1 && field->columns[0] == column)
            return i;
    }
    return -1;
}

static bool is_project_code(const struct record_view *view, size_t column)
{
    int at = view->plan->by_field[dictionary_find("project_code")];
    return at >= 0 && view->plan->fields[at].column_count == 1 &&
           view->plan->fields[at].columns[0] == column;
}

/* What a blank merged cell stands for; NULL where the cell is none. */
static const struct text *merged_cell(const struct record_view *view, size_t column)
{
    for (size_t i = 0; i < view->plan->count && view->header->kind != KIND_TOTALS; i++) {
        const struct plan_field *field = &view->plan->fields[i];
        if (record_groups(field, view->header->kind) && field->column_count == 1 &&
            field->columns[0] == column && view->above[i].length > 0 &&
            csv_record_length(view->csv, column) == 0 &&
            record_continues(view->plan, view->header->kind, view->csv, field->about))
            return &view->above[i];
    }
    return NULL;
}

static const struct plan_field *typed_field(const struct plan *plan, size_t column)
{
    for (size_t i = 0; i < plan->count; i++)
        for (size_t j = 0; j < plan->fields[i].column_count; j++)
            if (plan->fields[i].columns[j] == column)
                return record_is_text(plan->fields[i].rule.type) ? NULL : &plan->fields[i];
    return NULL;
}

/* A name has a character that is no ASCII, or several letters: 8O and 2022-06-31 are none. */
static bool may_hold_name(const char *cell)
{
    size_t letters = 0;
    for (; *cell != '\0' && (unsigned char)*cell < 0x80; cell++)
        letters += (*cell >= 'A' && *cell <= 'Z') || (*cell >= 'a' && *cell <= 'z');
    return *cell != '\0' || letters > 1;
}

bool record_value_is_foreign(enum value_result result, const char *cell)
{
    return (result == VALUE_BAD_TYPE || result == VALUE_EXPECTED || result == VALUE_BAD_UNIT) &&
           may_hold_name(cell);
}

/* What is written in the place of an answer, an amount or a date and is none may be a signature, or
 * hold a name: 欧阳锋代签, 八十平（钱七）. The state of works is neither. */
static bool is_foreign(const struct record_view *view, size_t column, const char *cell,
                       size_t length)
{
    enum { ANY_LEAP_YEAR = 2000 };
    const struct value_rule states = {.type = FIELD_ENUM, .names = &project_status_names};
    const struct plan_field *field = typed_field(view->plan, column);
    int64_t value;
    if (length == 0 || !view->header->of_people || field == NULL)
        return false;
    for (size_t i = 0; field->ticks != NULL && i < field->column_count; i++)
        if (field->columns[i] == column)
            return ticks_read(field->rule.map, field->ticks[i], cell, length) == TICK_UNREADABLE;
    enum value_result result = value_read(&field->rule, cell, length, ANY_LEAP_YEAR, &value);
    if (plan_answer(view->plan, column) != NULL)
        return result != VALUE_READ && result != VALUE_BLANK;
    return record_value_is_foreign(result, cell) &&
           (field->rule.type != FIELD_DATE ||
            value_read(&states, cell, length, 0, &value) != VALUE_READ);
}

/* A name in the place of a building, or beside it: see refuse_name(). */
static bool is_name(const struct record_view *view, size_t column)
{
    const char *cell = csv_record_cell(view->csv, column);
    bool of_building = false;
    for (size_t i = 0; i < view->plan->count && !of_building; i++) {
        const struct plan_field *field = &view->plan->fields[i];
        for (size_t j = 0; j < field->column_count && record_is_of_building(field); j++)
            of_building |= field->columns[j] == column;
    }
    return of_building &&
           (strlen(cell) != csv_record_length(view->csv, column) || !building_name_is_whole(cell));
}

static void add_cell(struct text *raw, const struct record_view *view,
                     const struct record_address *address, bool split, size_t column)
{
    const struct csv_record *csv = view->csv;
    const struct plan *plan = view->plan;
    char delimiter = view->header->delimiter;
    const char *cell = csv_record_cell(csv, column);
    size_t length = csv_record_length(csv, column);
    int part = part_at(view, address, column);
    const struct text *merged = merged_cell(view, column);
    if (part == PART_DOOR && (length > 0 || (split && address->texts[PART_DOOR] != NULL)))
        add_door(raw, view, address);
    else if (is_name(view, column))
        text_add(raw, "***");
    else if (split && part >= 0 && part != PART_DOOR)
        add_raw_cell(raw, part_of(address, (enum address_part)part),
                     strlen(part_of(address, (enum address_part)part)), delimiter);
    else if (column < plan->column_count && plan->private_columns[column] && length > 0)
        add_private_cell(raw, view, column);
    else if ((column < plan->column_count && plan->withheld_columns[column] && length > 0) ||
             is_foreign(view, column, cell, length))
        text_add(raw, "***");
    else if (merged != NULL)
        text_add_csv_cell(raw, merged->data, merged->length, delimiter);
    else if (is_project_code(view, column) && !private_is_code(cell, length))
        text_add_csv_cell(raw, cell, length, delimiter);
    else
        add_raw_cell(raw, cell, length, delimiter);
}

bool record_is_shifted(const struct record_view *view)
{
    bool shifted = view->width < view->header->column_count;
    for (size_t i = view->header->column_count; i < view->csv->count && !shifted; i++)
        shifted = csv_record_length(view->csv, i) > 0;
    return shifted;
}

/* Where a line breaks, or a cell is too many, no one knows in which column a name stands. */
static bool is_withheld(const struct record_view *view)
{
    const struct csv_record *csv = view->csv;
    bool broken = csv->fault != FAULT_NONE && csv->fault != FAULT_ENCODING;
    bool other = view->row == ROW_OTHER_TABLE;
    if (view->header->of_people)
        return broken || other || record_is_shifted(view);
    return other && view->other_is_private;
}

/* A record whose quotes are broken, without the number of a sheet in front. */
static void add_broken(struct text *raw, const struct record_view *view)
{
    const struct text *line = &view->csv->raw;
    const char *end = memchr(line->data, view->header->delimiter, line->length);
    bool first = view->numbered && view->header->reject_column == 0;
    size_t from = first && end != NULL ? (size_t)(end - line->data) + 1 : 0;
    private_scrub(raw, line->data + from, line->length - from);
}

/* One that came back as it was, in one cell: what stands in there is the record. */
static void add_one_cell(struct text *raw, const struct record_view *view)
{
    const struct csv_record *csv = view->csv;
    for (size_t i = 0; i < csv->count; i++)
        if ((int)i != view->header->reject_column)
            private_scrub(raw, csv_record_cell(csv, i), csv_record_length(csv, i));
}

static void add_cells(struct text *raw, const struct record_view *view)
{
    struct record_address address;
    struct text own[PART_COUNT];
    bool split = read_address(view, &address, own), any = false;
    for (size_t i = 0; i < view->width; i++) {
        if ((int)i == view->header->reject_column)
            continue;
        if (any)
            text_add_char(raw, view->header->delimiter);
        add_cell(raw, view, &address, split, i);
        any = true;
    }
    record_address_release(&address);
    for (int i = 0; i < PART_COUNT; i++)
        text_release(&own[i]);
}

void record_raw_add(struct text *raw, const struct record_view *view)
{
    const struct csv_record *csv = view->csv;
    if (is_withheld(view))
        return;
    if (csv->fault != FAULT_NONE && csv->fault != FAULT_ENCODING)
        add_broken(raw, view);
    else if (view->in_one_cell && !view->header->of_people)
        add_one_cell(raw, view);
    else
        add_cells(raw, view);
}

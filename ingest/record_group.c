#include <string.h>

#include "core/i18n.h"
#include "ingest/building_name.h"
#include "ingest/record_state.h"
#include "ingest/record_text.h"
#include "ingest/section_name.h"

static int rank_of(const struct field *field)
{
    static const char *const order[] = {"province", "city",         "district",
                                        "street",   "project_code", "project_name",
                                        "compound", "building",     "unit"};
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
    const char *cell = record_cell(stream, at, &length);
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
    text_addf(record_message(stream),
              _("'%s' is blank, and line %lld, which it may be as, could not be read"),
              field->about->name, (long long)stream->lost[at]);
    return record_refuse(stream, REJECT_MISSING, column, field->field, "");
}

static bool is_empty(const struct plan *plan, const struct csv_record *csv, int field)
{
    int at = plan->by_field[field];
    if (at < 0)
        return true;
    const struct plan_field *item = &plan->fields[at];
    const char *cell = item->column_count == 1 ? csv_record_cell(csv, item->columns[0]) : NULL;
    return cell != NULL && cell[strspn(cell, " \t\r\n")] == '\0';
}

/* Outside of lists of households a row without code and name may be of no project, but one that
 * names a compound is of the project above, whose cells are merged. */
bool record_continues(const struct plan *plan, enum export_kind kind, const struct csv_record *csv,
                      const struct field *group)
{
    bool of_project =
        strcmp(group->name, "project_code") == 0 || strcmp(group->name, "project_name") == 0;
    return kind == KIND_HOUSEHOLDS || !of_project ||
           (is_empty(plan, csv, dictionary_find("project_code")) &&
            is_empty(plan, csv, dictionary_find("project_name")) &&
            !is_empty(plan, csv, dictionary_find("compound")));
}

/* Merged cells: a blank one is as above. `plan->fields` has groups from coarse to fine. In a
 * table of totals a row that names a coarser region and no finer one speaks of the coarser. */
bool record_fill_down(struct record_stream *stream, size_t at)
{
    struct text *above = &stream->above[at];
    const char *text = stream->texts[at];
    if (text == NULL &&
        ((stream->kind == KIND_TOTALS && names_coarser(stream, at)) || says_none(stream, at) ||
         !record_continues(stream->plan, stream->kind, &stream->csv,
                           stream->plan->fields[at].about))) {
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

void record_lose_group(struct record_stream *stream, size_t at)
{
    end_group(stream, at, stream->csv.line);
}

bool record_groups(const struct plan_field *field, enum export_kind kind)
{
    return (field->about->grouping >> kind & 1) != 0 && record_is_text(field->rule.type);
}

bool record_is_group(const struct record_stream *stream, size_t at)
{
    return record_groups(&stream->plan->fields[at], stream->kind);
}

/* A cell of a row that cannot be read, as far as it is known; false where it is not: behind the
 * first quotation mark of a row whose quotes are broken, and where bytes are damaged. */
bool record_known_cell(const struct record_stream *stream, size_t column, struct text *cell)
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

/* What record_fill_down() does, for a cell of a row that is not loaded. */
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
    if (text != NULL && record_is_of_building(&stream->plan->fields[at]) &&
        !building_name_is_whole(text)) {
        record_lose_group(stream, at);
        return;
    }
    end_group(stream, at, 0);
    stream->named[at] |= text != NULL;
    text_add(&stream->above[at], text != NULL ? text : "");
}

/* A row that cannot be read may have begun a group: what its cells say counts, as far as they are
 * known; else blank cells under it are not known either. */
void record_note_groups(struct record_stream *stream)
{
    struct text cell = TEXT_INIT;
    for (size_t i = 0; i < stream->plan->count; i++) {
        const struct plan_field *field = &stream->plan->fields[i];
        bool known = stream->row != ROW_OTHER_TABLE && field->column_count == 1;
        if (!record_is_group(stream, i) || field->column_count == 0)
            continue;
        text_clear(&cell);
        if (known && record_known_cell(stream, field->columns[0], &cell))
            note_group(stream, i, &cell);
        else if (stream->named[i] || !stream->begun)
            end_group(stream, i, stream->csv.line);
    }
    text_release(&cell);
}

void record_begin_groups(struct record_stream *stream)
{
    struct text cell = TEXT_INIT;
    for (size_t i = 0; i < stream->plan->count; i++) {
        const struct plan_field *field = &stream->plan->fields[i];
        if (!record_is_group(stream, i) || field->column_count != 1)
            continue;
        text_clear(&cell);
        text_add_bytes(&cell, csv_record_cell(&stream->csv, field->columns[0]),
                       csv_record_length(&stream->csv, field->columns[0]));
        note_group(stream, i, &cell);
    }
    text_release(&cell);
}

void record_begin_section(struct record_stream *stream)
{
    struct text cell = TEXT_INIT;
    for (size_t i = 0; i < stream->plan->count; i++) {
        const struct plan_field *field = &stream->plan->fields[i];
        if (!record_is_group(stream, i) || field->column_count != 1)
            continue;
        bool region = field_is_region(field->about);
        text_clear(&cell);
        text_add_bytes(&cell, csv_record_cell(&stream->csv, field->columns[0]),
                       csv_record_length(&stream->csv, field->columns[0]));
        if (region && cell.length > 0 &&
            section_name_find(cell.data, cell.length) == SECTION_NAME_NONE)
            note_group(stream, i, &cell);
        else if (!region || cell.length > 0)
            record_lose_group(stream, i);
    }
    text_release(&cell);
}

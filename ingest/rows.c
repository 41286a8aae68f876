#include "ingest/rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "data/private_header.h"
#include "ingest/region_name.h"
#include "ingest/section.h"
#include "ingest/subtotal_name.h"

enum { LABEL_BYTES_MAX = 255 };

static enum label label_of_field(const struct field *field)
{
    static const char *const names[] = {"project_name", "compound", "building",
                                        "unit",         "door",     "rank"};
    if (field_is_region(field))
        return LABEL_REGION;
    if (strcmp(field->name, "row_number") == 0)
        return LABEL_NUMBER;
    if (strcmp(field->name, "project_code") == 0)
        return LABEL_CODE;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(field->name, names[i]) == 0)
            return LABEL_NAME;
    return LABEL_NONE;
}

/* A column without a name may have names in it. */
static enum label label_of_column(const struct header_column *column)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    if (column->field >= 0)
        return label_of_field(&fields[column->field]);
    return column->name[0] == '\0' ? LABEL_NAME : LABEL_NONE;
}

/* The column that names the projects, or else their compounds; -1: there is none. */
static int column_of_names(const struct plan *plan)
{
    static const char *const names[] = {"project_name", "compound"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int at = plan->by_field[dictionary_find(names[i])];
        if (at >= 0 && plan->fields[at].column_count == 1)
            return (int)plan->fields[at].columns[0];
    }
    return -1;
}

void row_watch_init(struct row_watch *watch, const struct header *header, const struct plan *plan)
{
    size_t count = header->column_count;
    *watch =
        (struct row_watch){.header = header, .plan = plan, .key = TEXT_INIT, .plain = TEXT_INIT};
    text_init(&watch->region);
    watch->words = header_index_new();
    watch->name_column = -1;
    watch->labels = xcalloc(count + 1, sizeof *watch->labels);
    watch->seen = xcalloc(count + 1, sizeof *watch->seen);
    for (size_t i = 0; i < count; i++) {
        watch->labels[i] = label_of_column(&header->columns[i]);
        watch->has_codes |= watch->labels[i] == LABEL_CODE;
        text_init(&watch->seen[i].cell);
    }
    if (header->kind != KIND_TOTALS && header->kind != KIND_HOUSEHOLDS)
        watch->name_column = column_of_names(plan);
}

void row_watch_release(struct row_watch *watch)
{
    for (size_t i = 0; i < watch->header->column_count; i++)
        text_release(&watch->seen[i].cell);
    free(watch->seen);
    free(watch->labels);
    header_index_free(watch->words);
    text_release(&watch->key);
    text_release(&watch->plain);
    text_release(&watch->region);
}

/* Labels are the same row after row: each is looked at once. */
static bool names_subtotal_at(struct seen_label *seen, const char *cell, size_t length)
{
    if (length == 0 || length > LABEL_BYTES_MAX)
        return false;
    if (seen->cell.length == length && memcmp(seen->cell.data, cell, length) == 0)
        return seen->is_subtotal;
    text_clear(&seen->cell);
    text_add_bytes(&seen->cell, cell, length);
    seen->is_subtotal = subtotal_is_named(cell, length);
    return seen->is_subtotal;
}

static bool names_subtotal(struct row_watch *watch, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count && i < watch->header->column_count; i++)
        if (watch->labels[i] != LABEL_NONE &&
            names_subtotal_at(&watch->seen[i], csv_record_cell(record, i),
                              csv_record_length(record, i)))
            return true;
    return false;
}

static bool is_header_cell(const struct header *header, size_t column, const char *cell)
{
    for (size_t i = 0; i < header->row_count; i++)
        if (header->rows[i][column][0] == cell[0] && strcmp(header->rows[i][column], cell) == 0)
            return true;
    return false;
}

/* Whether the cell heads a column of something else than stands there: so does another table's. */
static bool heads_another(const struct row_watch *watch, size_t column, const char *cell)
{
    int field = header_field(watch->words, cell);
    return field >= 0 && field != watch->header->columns[column].field &&
           !is_header_cell(watch->header, column, cell);
}

/* The header again, in as many rows or in one: most of the cells that are there are its own, and
 * none is that of another table. */
static bool repeats_header(const struct row_watch *watch, const struct csv_record *record)
{
    size_t filled = 0, same = 0;
    for (size_t i = 0; i < record->count && i < watch->header->column_count; i++) {
        if (csv_record_length(record, i) == 0)
            continue;
        filled++;
        same += is_header_cell(watch->header, i, csv_record_cell(record, i));
        if (filled - same > 2 && same == 0)
            return false;
    }
    bool repeats = same >= 1 && same * 3 >= filled * 2 && (same > 1 || filled == 1);
    for (size_t i = 0; repeats && same < filled && i < watch->header->column_count; i++)
        repeats = csv_record_length(record, i) == 0 ||
                  !heads_another(watch, i, csv_record_cell(record, i));
    return repeats;
}

/* No column that names anything is filled: numbers under a subtotal, or one without a name. */
static bool is_nameless(const struct row_watch *watch, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count && i < watch->header->column_count; i++)
        if (watch->labels[i] != LABEL_NONE && csv_record_length(record, i) > 0)
            return false;
    return true;
}

/* Notes the region that the record names; whether it is another one than before. */
static bool begins_region(struct row_watch *watch, const struct csv_record *record)
{
    bool begins = false;
    for (size_t i = 0; i < record->count && i < watch->header->column_count; i++) {
        size_t length = csv_record_length(record, i);
        const char *cell = csv_record_cell(record, i);
        if (watch->labels[i] != LABEL_REGION || length == 0)
            continue;
        begins = watch->region.length != length || memcmp(watch->region.data, cell, length) != 0;
        if (!begins)
            continue;
        text_clear(&watch->region);
        text_add_bytes(&watch->region, cell, length);
    }
    return begins;
}

bool row_is_amount(const struct header_column *column, const char *cell)
{
    static const unsigned types = 1u << FIELD_COUNT | 1u << FIELD_MONEY | 1u << FIELD_AREA |
                                  1u << FIELD_LENGTH | 1u << FIELD_PERCENT | 1u << FIELD_RATE;
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    return !column->private &&
           (column->field < 0 || (types >> fields[column->field].type & 1) != 0) &&
           cell[strspn(cell, "0123456789., %")] == '\0';
}

bool row_is_frame(const struct row_watch *watch, size_t column)
{
    int field = watch->header->columns[column].field;
    return field >= 0 && (field == watch->plan->as_of || field == watch->plan->plan_year);
}

/* 禹州市,,,5,300 above the projects of 禹州市: a region that no project stands beside, and nothing
 * but amounts. A table of totals has nothing else. */
static bool sums_region(const struct row_watch *watch, const struct csv_record *record)
{
    bool region = false, amount = false, names = false;
    if (watch->header->kind == KIND_TOTALS)
        return false;
    for (size_t i = 0; i < watch->header->column_count; i++) {
        enum label label = watch->labels[i];
        names |= label == LABEL_CODE || label == LABEL_NAME;
        if (csv_record_length(record, i) == 0 || label == LABEL_NUMBER)
            continue;
        if (label == LABEL_REGION)
            region = true;
        else if (label == LABEL_NONE &&
                 row_is_amount(&watch->header->columns[i], csv_record_cell(record, i)))
            amount = true;
        else if (!row_is_frame(watch, i))
            return false;
    }
    return region && amount && names;
}

/* What stands beside a sum: amounts, the region that it is of, and no code. */
static bool stands_beside_sum(const struct row_watch *watch, const struct csv_record *record,
                              bool *amount)
{
    for (size_t i = 0; i < watch->header->column_count; i++) {
        if (csv_record_length(record, i) == 0 || (int)i == watch->name_column)
            continue;
        switch (watch->labels[i]) {
        case LABEL_NUMBER:
        case LABEL_REGION:
            break;
        case LABEL_CODE:
        case LABEL_NAME:
            return false;
        case LABEL_NONE:
            if (row_is_amount(&watch->header->columns[i], csv_record_cell(record, i)))
                *amount = true;
            else if (!row_is_frame(watch, i))
                return false;
        }
    }
    return true;
}

static bool names_own_region(const struct row_watch *watch, const struct csv_record *record,
                             const char *name)
{
    for (size_t i = 0; i < watch->header->column_count; i++)
        if (watch->labels[i] == LABEL_REGION && strcmp(csv_record_cell(record, i), name) == 0)
            return true;
    return false;
}

/* 历下区 in the column of projects' names, with no code where there are codes, in the row of its
 * own district, or with the number of its projects; where nothing tells, it may be a project. */
static bool sums_named_region(struct row_watch *watch, const struct csv_record *record)
{
    size_t column = (size_t)watch->name_column;
    bool amount = false;
    if (watch->name_column < 0 ||
        !region_name_is_region(csv_record_cell(record, column), csv_record_length(record, column)))
        return false;
    const char *name = csv_record_cell(record, column);
    if (!stands_beside_sum(watch, record, &amount) || !amount)
        return false;
    watch->region_or_project = !watch->has_codes && !names_own_region(watch, record, name) &&
                               !region_name_is_counted(name);
    if (watch->region_or_project)
        return false;
    text_clear(&watch->region);
    text_add(&watch->region, name);
    return true;
}

/* A row of units or column numbers again, on a new page. */
static bool repeats_row(const char *const *cells, size_t columns, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (strcmp(csv_record_cell(record, i), i < columns ? cells[i] : "") != 0)
            return false;
    return record->count > 0;
}

static bool repeats_under(const struct header *header, const struct csv_record *record)
{
    for (size_t i = 0; i < header->under_count; i++)
        if (repeats_row(header->under[i], header->column_count, record))
            return true;
    return false;
}

static bool has_digit(const char *cell)
{
    return cell[strcspn(cell, "0123456789")] != '\0';
}

/* Whether the cell may head a column: by the dictionary, or by a word that tells of people. What
 * is neither comes again row after row, and is looked at once; names, which do not, are asked
 * only behind another header. */
static bool may_head(struct row_watch *watch, size_t column, const char *cell, bool first)
{
    if (strcmp(watch->plain.data, cell) == 0)
        return false;
    if (header_is_known(watch->words, cell))
        return true;
    if (first && column < watch->plan->column_count && watch->plan->private_columns[column])
        return false;
    if (private_header_field(cell) >= 0)
        return true;
    text_clear(&watch->plain);
    text_add(&watch->plain, cell);
    return false;
}

/* Nothing but words that head columns, and not those of this table: another one begins. */
static bool heads_other_table(struct row_watch *watch, const struct csv_record *record)
{
    size_t filled = 0;
    for (size_t i = 0; i < record->count; i++) {
        const char *cell = csv_record_cell(record, i);
        if (cell[0] == '\0')
            continue;
        if (has_digit(cell) || !may_head(watch, i, cell, filled == 0))
            return false;
        filled++;
    }
    return filled >= 2;
}

enum row_class row_watch_class(struct row_watch *watch, const struct csv_record *record)
{
    if (repeats_header(watch, record) || repeats_under(watch->header, record)) {
        watch->other_table = 0;
        return ROW_HEADER;
    }
    if (heads_other_table(watch, record))
        watch->other_table = record->line;
    if (watch->other_table != 0)
        return ROW_OTHER_TABLE;
    bool named = !watch->plan->nation_alone && names_subtotal(watch, record);
    watch->new_region = !named && begins_region(watch, record);
    watch->region_or_project = false;
    watch->section = named ? SECTION_NONE : section_find(watch, record, &watch->section_column);
    watch->region_sum = !named && watch->section == SECTION_NONE &&
                        ((watch->new_region && sums_region(watch, record)) ||
                         sums_named_region(watch, record) || record->line == watch->plan->sum_line);
    bool subtotal = named || watch->region_sum || watch->section == SECTION_SURE ||
                    (watch->after_subtotal && is_nameless(watch, record));
    enum note note =
        subtotal ? NOTE_NONE
                 : note_find(watch->header, watch->labels, record, watch->after_note, &watch->key);
    watch->after_note = note == NOTE_SAID;
    if (note != NOTE_NONE)
        return ROW_NOTE;
    watch->after_subtotal = subtotal;
    return subtotal ? ROW_SUBTOTAL : ROW_DATA;
}

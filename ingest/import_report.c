#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "ingest/import_state.h"
#include "ingest/private.h"

enum { PREVIEW_ROWS = 10, REJECTS_MAX = 1000, REJECT_BYTES_MAX = 4 << 20 };

static const char *field_name(int field)
{
    size_t count;
    return field < 0 ? NULL : dictionary_fields(&count)[field].name;
}

static const char *kept_unit(struct arena *strings, const struct plan_field *field)
{
    struct text name = TEXT_INIT;
    bool measured = field->rule.type == FIELD_MONEY || field->rule.type == FIELD_AREA ||
                    field->rule.type == FIELD_LENGTH;
    if (!measured && !plan_field_has_unit(field))
        return NULL;
    unit_name(&name, field->rule.unit);
    const char *kept = arena_strdup(strings, name.data);
    text_release(&name);
    return kept;
}

static struct column_fate *add_fate(struct import_report *report, const char *name,
                                    const struct header_column *column, int field)
{
    struct column_fate *fate = &report->columns[report->column_count++];
    *fate = (struct column_fate){.column = name,
                                 .field = field_name(field),
                                 .why = column->why,
                                 .suggestion = field_name(column->suggestion)};
    if (column->nearest != NULL)
        fate->nearest = arena_strdup(&report->strings, column->nearest);
    return fate;
}

/* A column of a map may be part of several fields. */
static size_t count_fates(const struct import *import)
{
    size_t count = import->header.column_count + import->header.said_above.field_count;
    for (size_t i = 0; i < import->plan.count; i++)
        count += import->plan.fields[i].column_count;
    return count;
}

static bool add_planned(struct import *import, size_t column, const char *name)
{
    struct import_report *report = import->report;
    const struct header_column *found = &import->header.columns[column];
    bool any = false;
    for (size_t i = 0; i < import->plan.count; i++) {
        const struct plan_field *field = &import->plan.fields[i];
        for (size_t j = 0; j < field->column_count; j++)
            if (field->columns[j] == column) {
                add_fate(report, name, found, field->field)->unit =
                    kept_unit(&report->strings, field);
                any = true;
            }
    }
    return any;
}

/* A door is hashed. */
static void drop_private(struct import_report *report, const struct header_column *column,
                         const char *name)
{
    if (column->private && (column->field < 0 || strcmp(field_name(column->field), "door") != 0))
        report->dropped_private[report->dropped_private_count++] = name;
}

/* A column without a name goes by its number, as in a map. */
static const char *kept_name(struct import_report *report, const struct header *header,
                             size_t column)
{
    const char *name = header->columns[column].name;
    return name[0] != '\0' ? arena_strdup(&report->strings, name)
                           : arena_printf(&report->strings, "#%zu", column + 1);
}

void import_describe_nameless(struct import *import)
{
    struct header *header = &import->header;
    for (size_t i = 0; i < header->column_count; i++) {
        struct header_column *column = &header->columns[i];
        if (column->ignored || column->field >= 0 || !header_column_is_empty(column) ||
            !read_ahead_is_filled(import->ahead, i))
            continue;
        column->filled = true;
        add_fate(import->report, kept_name(import->report, header, i), column, -1);
    }
}

/* What a line above the table says of all rows has no column. */
static void describe_said(struct import *import)
{
    struct import_report *report = import->report;
    const struct column_map *said = &import->header.said_above;
    const struct header_column column = {.why = COLUMN_SAID_ABOVE, .suggestion = -1};
    for (size_t i = 0; i < said->field_count; i++)
        add_fate(report, arena_printf(&report->strings, _("(above: %s)"), said->fields[i].constant),
                 &column, dictionary_find(said->fields[i].field));
}

void import_describe(struct import *import)
{
    struct import_report *report = import->report;
    const struct header *header = &import->header;
    report->columns = xcalloc(count_fates(import), sizeof *report->columns);
    report->dropped_private = xcalloc(header->column_count, sizeof *report->dropped_private);
    describe_said(import);
    for (size_t i = 0; i < header->column_count; i++) {
        const struct header_column *column = &header->columns[i];
        const char *name = kept_name(report, header, i);
        drop_private(report, column, name);
        if (!column->ignored && !add_planned(import, i, name) && !header_column_is_empty(column))
            add_fate(report, name, column, column->field);
    }
}

static const char *format_value(struct import *import, const struct plan_field *field,
                                int64_t value)
{
    struct arena *strings = &import->report->strings;
    char date[DATE_TEXT_MAX];
    switch (field->rule.type) {
    case FIELD_DATE:
        return arena_strdup(strings, daynum_format((daynum)value, date));
    case FIELD_ENUM:
        return arena_strdup(strings, name_of(field->rule.names, (int)value));
    case FIELD_MONEY:
        return arena_printf(strings, "%.2f", (double)value / FEN_PER_YUAN);
    case FIELD_AREA:
        return arena_printf(strings, "%.4f", (double)value / CM2_PER_M2);
    case FIELD_LENGTH:
        return arena_printf(strings, "%.3f", (double)value / MM_PER_M);
    case FIELD_PERCENT:
        return arena_printf(strings, "%.3f", (double)value / MPCT_PER_PERCENT);
    default:
        return arena_printf(strings, "%lld", (long long)value);
    }
}

static const char *format_set(struct import *import, const struct plan_field *field, int64_t bits)
{
    struct text names = TEXT_INIT;
    for (size_t i = 0; i < field->rule.names->count; i++)
        if (bits >> i & 1)
            text_addf(&names, "%s%s", names.length > 0 ? "," : "",
                      name_of(field->rule.names, (int)i));
    const char *kept = arena_strdup(&import->report->strings, names.data);
    text_release(&names);
    return kept;
}

static const char *preview_cell(struct import *import, size_t at)
{
    const struct plan_field *field = &import->plan.fields[at];
    const struct read_record *record = import->record;
    if (record->texts[at] != NULL)
        return field->rule.type == FIELD_PRIVATE
                   ? "***"
                   : arena_strdup(&import->report->strings, record->texts[at]);
    if (record->values[at] == VALUE_NONE)
        return "";
    if (field->rule.type == FIELD_SET)
        return format_set(import, field, record->values[at]);
    return format_value(import, field, record->values[at]);
}

bool import_preview_is_full(const struct import_report *report)
{
    return report->preview_row_count == PREVIEW_ROWS;
}

/* Keeps the current record for the preview, cell by cell. */
static void add_preview(struct import *import, size_t count,
                        const char *name(struct import *import, size_t at),
                        const char *cell(struct import *import, size_t at))
{
    struct import_report *report = import->report;
    if (import_preview_is_full(report))
        return;
    if (report->preview_fields == NULL) {
        report->preview_fields = xcalloc(count, sizeof *report->preview_fields);
        report->preview_rows = xcalloc(PREVIEW_ROWS, sizeof *report->preview_rows);
        report->preview_field_count = count;
        for (size_t i = 0; i < count; i++)
            report->preview_fields[i] = name(import, i);
    }
    const char **row = arena_alloc(&report->strings, (count + 1) * sizeof *row);
    for (size_t i = 0; i < count; i++)
        row[i] = cell(import, i);
    report->preview_rows[report->preview_row_count++] = row;
}

static const char *preview_name(struct import *import, size_t at)
{
    return import->plan.fields[at].about->name;
}

void import_preview(struct import *import)
{
    add_preview(import, import->plan.count, preview_name, preview_cell);
}

/* A cell of a column that nobody knows yet, without what is known to be a person's. */
static const char *foreign_cell(struct import *import, size_t column)
{
    struct text clean = TEXT_INIT;
    const char *cell = read_ahead_cell(import->ahead, column);
    if (import->plan.private_columns[column])
        text_add(&clean, cell[0] != '\0' ? "***" : "");
    else
        private_scrub(&clean, cell, strlen(cell));
    const char *kept = arena_strdup(&import->report->strings, clean.data);
    text_release(&clean);
    return kept;
}

static const char *foreign_name(struct import *import, size_t column)
{
    return kept_name(import->report, &import->header, column);
}

void import_preview_foreign(struct import *import)
{
    add_preview(import, import->header.column_count, foreign_name, foreign_cell);
}

static void note_reject(void *context, const struct reject *reject)
{
    struct import *import = context;
    struct import_report *report = import->report;
    struct arena *strings = &report->strings;
    /* Rows may be long and many; what stays in memory does not grow with the file. */
    if (report->reject_count == REJECTS_MAX || import->reject_bytes >= REJECT_BYTES_MAX) {
        report->rejects_more++;
        return;
    }
    import->reject_bytes += strlen(reject->value) + strlen(reject->raw);
    ARRAY_GROW(report->rejects, report->reject_count + 1, import->reject_capacity);
    struct reject *kept = &report->rejects[report->reject_count++];
    *kept = *reject;
    kept->file = report->file;
    kept->field = arena_strdup(strings, reject->field);
    kept->code = arena_strdup(strings, reject->code);
    kept->value = arena_strdup(strings, reject->value);
    kept->message = arena_strdup(strings, reject->message);
    kept->raw = arena_strdup(strings, reject->raw);
}

enum status import_note_rejects(struct import *import, struct error *error)
{
    return store_visit_rejects(import->store, import->report->source_id, note_reject, import,
                               error);
}

void import_report_release(struct import_report *report)
{
    free(report->columns);
    free(report->dropped_private);
    free(report->preview_fields);
    free(report->preview_rows);
    free(report->rejects);
    arena_release(&report->strings);
    *report = (struct import_report){0};
}

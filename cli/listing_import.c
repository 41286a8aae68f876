#include "cli/listing_import.h"

#include <string.h>

#include "cli/import_notes.h"
#include "cli/output.h"
#include "core/i18n.h"

static const struct table_column file_columns[] = {
    {"file", N_("file"), MEASURE_TEXT, 0, false},
    {"sha256", "SHA-256", MEASURE_TEXT, 0, true},
    {"source_id", N_("source"), MEASURE_COUNT, 0, false},
    {"kind", N_("kind"), MEASURE_TEXT, 0, false},
    {"encoding", N_("encoding"), MEASURE_TEXT, 0, false},
    {"delimiter", N_("delimiter"), MEASURE_TEXT, 0, true},
    {"header_line", N_("header line"), MEASURE_COUNT, 0, true},
    {"as_of", N_("as of"), MEASURE_DATE, 0, false},
    {"rows", N_("rows"), MEASURE_COUNT, 0, false},
    {"loaded", N_("loaded"), MEASURE_COUNT, 0, false},
    {"unchanged", N_("unchanged"), MEASURE_COUNT, 0, false},
    {"skipped", N_("skipped"), MEASURE_COUNT, 0, false},
    {"rejected", N_("rejected"), MEASURE_COUNT, 0, false},
    {"pending", N_("pending"), MEASURE_COUNT, 0, true},
    {"resolved", N_("rejects put right"), MEASURE_COUNT, 0, true},
    {"already_loaded", N_("loaded before"), MEASURE_FLAG, 0, false},
    {"mapping", "", MEASURE_TABLE, 0, true},
    {"unmapped", "", MEASURE_TABLE, 0, true},
    {"suggestions", "", MEASURE_TABLE, 0, true},
    {"dropped_private", "", MEASURE_TABLE, 0, true},
    {"preview", "", MEASURE_TABLE, 0, true},
    {"rejects", "", MEASURE_TABLE, 0, true},
    {"rejects_more", "", MEASURE_COUNT, 0, true},
    {"error", N_("error"), MEASURE_TEXT, 0, true},
};

static const struct table_column mapping_columns[] = {
    {"column", N_("column"), MEASURE_TEXT, 0, false},
    {"field", N_("field"), MEASURE_TEXT, 0, false},
    {"unit", N_("unit"), MEASURE_TEXT, 0, false},
    {"why", N_("by"), MEASURE_TEXT, 0, false},
};

/* Of a column that is not mapped: why, and what it may be. */
static const struct table_column suggestion_columns[] = {
    {"column", N_("column"), MEASURE_TEXT, 0, false},
    {"why", N_("by"), MEASURE_TEXT, 0, false},
    {"nearest", N_("nearest known header"), MEASURE_TEXT, 0, false},
    {"field", N_("field"), MEASURE_TEXT, 0, false},
};

/* What a dry run shows of the form that it found. */
static const struct table_column form_columns[] = {
    {"kind", N_("kind"), MEASURE_TEXT, 0, false},
    {"encoding", N_("encoding"), MEASURE_TEXT, 0, false},
    {"delimiter", N_("delimiter"), MEASURE_TEXT, 0, false},
    {"header_line", N_("header line"), MEASURE_COUNT, 0, false},
    {"header_rows", N_("header rows"), MEASURE_COUNT, 0, false},
    {"as_of", N_("as of"), MEASURE_DATE, 0, false},
};

static const struct table_column reject_columns[] = {
    {"line", N_("line"), MEASURE_COUNT, 0, false},
    {"column", N_("column"), MEASURE_COUNT, 0, false},
    {"field", N_("field"), MEASURE_TEXT, 0, false},
    {"code", N_("code"), MEASURE_TEXT, 0, false},
    {"value", N_("value"), MEASURE_TEXT, 0, false},
    {"message", N_("message"), MEASURE_TEXT, 0, false},
    {"raw", N_("row"), MEASURE_TEXT, 0, true},
};

void listing_import_init(struct listing *listing, bool dry_run)
{
    listing_init(listing);
    if (dry_run)
        listing_head_text(listing, "dry_run", _("dry run"), _("nothing was loaded"));
    output_table(listing, "files", "", COLUMNS(file_columns));
}

static struct table *plain_list(struct table *outer)
{
    static const struct table_column column = {"value", "", MEASURE_TEXT, 0, false};
    struct table *list = table_inner(outer, &column, 1);
    list->plain_list = true;
    return list;
}

static void add_to_list(struct table *list, const char *text)
{
    table_row(list);
    table_set_text(list, "value", text);
}

static void add_mapped(struct table *mapping, const struct column_fate *column, const char *why)
{
    table_row(mapping);
    table_set_text(mapping, "column", column->column);
    table_set_text(mapping, "field", column->field);
    table_set_text(mapping, "unit", column->unit);
    table_set_text(mapping, "why", why);
}

static void add_suggestion(struct table *suggestions, const struct column_fate *column)
{
    table_row(suggestions);
    table_set_text(suggestions, "column", column->column);
    table_set_text(suggestions, "why", name_of(&column_why_names, (int)column->why));
    table_set_text(suggestions, "nearest", column->nearest);
    table_set_text(suggestions, "field", column->suggestion);
}

/* Columns that were understood, and those that were not. */
static void add_mapping(struct table *files, const struct import_report *report)
{
    struct table *mapping = table_inner(files, COLUMNS(mapping_columns));
    struct table *unmapped = plain_list(files);
    struct table *suggestions = table_inner(files, COLUMNS(suggestion_columns));
    for (size_t i = 0; i < report->column_count; i++) {
        const struct column_fate *column = &report->columns[i];
        if (column->field != NULL) {
            add_mapped(mapping, column, name_of(&column_why_names, (int)column->why));
            continue;
        }
        add_to_list(unmapped, column->column);
        add_suggestion(suggestions, column);
    }
    table_set_table(files, "mapping", mapping);
    table_set_table(files, "unmapped", unmapped);
    table_set_table(files, "suggestions", suggestions);
}

static void fill_rejects(struct table *rejects, const struct import_report *report)
{
    for (size_t i = 0; i < report->reject_count; i++) {
        const struct reject *reject = &report->rejects[i];
        table_row(rejects);
        table_set_integer(rejects, "line", reject->line);
        table_set_integer(rejects, "column", reject->column > 0 ? reject->column : VALUE_NONE);
        table_set_text(rejects, "field", reject->field);
        table_set_text(rejects, "code", reject->code);
        table_set_text(rejects, "value", reject->value);
        table_set_text(rejects, "message", reject->message);
        table_set_text(rejects, "raw", reject->raw);
    }
}

/* The columns of a preview are those of the file: names known at run time only. */
static void fill_preview(struct table *preview, const struct import_report *report)
{
    for (size_t r = 0; r < report->preview_row_count; r++) {
        struct table_cell *cells = table_row(preview);
        for (size_t c = 0; c < report->preview_field_count; c++) {
            const char *text = report->preview_rows[r][c];
            cells[c].known = text != NULL && text[0] != '\0';
            cells[c].text = cells[c].known ? arena_strdup(preview->strings, text) : "";
        }
    }
}

static struct table_column *preview_columns(struct arena *strings,
                                            const struct import_report *report)
{
    struct table_column *columns =
        arena_alloc(strings, (report->preview_field_count + 1) * sizeof *columns);
    for (size_t c = 0; c < report->preview_field_count; c++) {
        const char *name = arena_strdup(strings, report->preview_fields[c]);
        columns[c] = (struct table_column){name, name, MEASURE_TEXT, 0, false};
    }
    return columns;
}

/* Why a column is what it is, for people. */
static const char *reason_of(struct arena *strings, const struct column_fate *column)
{
    if (column->why == COLUMN_DOUBLE)
        return arena_printf(strings, _("another column is %s already"), column->suggestion);
    if (column->nearest != NULL)
        return arena_printf(strings, _("nearest: %s"), column->nearest);
    return label_of(&column_why_names, (int)column->why);
}

static void add_form(struct listing *listing, const struct import_report *report)
{
    struct table *form =
        output_table(listing, "form", N_("the form of the file"), COLUMNS(form_columns));
    table_row(form);
    table_set_text(form, "kind", label_of(&export_kind_names, report->kind));
    table_set_text(form, "encoding", report->encoding);
    table_set_text(form, "delimiter", report->delimiter[0] == '\t' ? _("tab") : report->delimiter);
    table_set_integer(form, "header_line", report->header_line);
    table_set_integer(form, "header_rows", report->header_rows);
    table_set_date(form, "as_of", report->as_of);
}

/* What a dry run shows to people beneath the line of the file. */
static void add_dry_tables(struct listing *listing, const struct import_report *report)
{
    add_form(listing, report);
    struct table *mapping = output_table(listing, "mapping", N_("how the columns are understood"),
                                         COLUMNS(mapping_columns));
    for (size_t i = 0; i < report->column_count; i++)
        add_mapped(mapping, &report->columns[i], reason_of(&listing->strings, &report->columns[i]));
    if (report->preview_field_count > 0)
        fill_preview(listing_table(listing, "preview", _("the first rows as understood"),
                                   preview_columns(&listing->strings, report),
                                   report->preview_field_count),
                     report);
    if (report->reject_count > 0)
        fill_rejects(output_table(listing, "rejects",
                                  report->already_loaded ? N_("rows that were rejected")
                                                         : N_("rows that would be rejected"),
                                  COLUMNS(reject_columns)),
                     report);
}

static void add_counts(struct table *files, const struct session *session,
                       const struct import_report *report)
{
    table_row(files);
    table_set_text(files, "file", report->file);
    table_set_text(files, "sha256", report->sha256);
    table_set_integer(files, "source_id", report->source_id > 0 ? report->source_id : VALUE_NONE);
    table_set_text(files, "kind", output_name(session, &export_kind_names, report->kind));
    table_set_text(files, "encoding", report->encoding);
    table_set_text(files, "delimiter", report->delimiter);
    table_set_integer(files, "header_line", report->header_line);
    table_set_date(files, "as_of", report->as_of);
    table_set_integer(files, "rows", report->rows);
    table_set_integer(files, "loaded", report->loaded);
    table_set_integer(files, "unchanged", report->unchanged);
    table_set_integer(files, "skipped", report->skipped);
    table_set_integer(files, "rejected", report->rejected);
    table_set_integer(files, "pending", report->pending);
    table_set_integer(files, "resolved", report->resolved);
    table_set_flag(files, "already_loaded", report->already_loaded);
}

void listing_import_add(struct listing *listing, const struct session *session,
                        const struct import_report *report)
{
    bool dry_run = listing->head.column_count > 0;
    struct table *files = listing->tables[0];
    add_counts(files, session, report);
    add_mapping(files, report);
    struct table *dropped = plain_list(files);
    for (size_t i = 0; i < report->dropped_private_count; i++)
        add_to_list(dropped, report->dropped_private[i]);
    table_set_table(files, "dropped_private", dropped);
    if (dry_run) {
        struct table *preview = table_inner(files, preview_columns(files->strings, report),
                                            report->preview_field_count);
        fill_preview(preview, report);
        table_set_table(files, "preview", preview);
        struct table *rejects = table_inner(files, COLUMNS(reject_columns));
        fill_rejects(rejects, report);
        table_set_table(files, "rejects", rejects);
        table_set_integer(files, "rejects_more", report->rejects_more);
    }
    if (output_for_people(session)) {
        if (dry_run)
            add_dry_tables(listing, report);
        import_notes_add(listing, session, report, dry_run);
    }
}

void listing_import_add_failure(struct listing *listing, const char *file, const char *message)
{
    struct table *files = listing->tables[0];
    table_row(files);
    table_set_text(files, "file", file);
    table_set_text(files, "error", message);
}

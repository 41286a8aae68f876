#include "core/i18n.h"
#include "ingest/import_state.h"

enum { PROGRESS_BYTES = 1 << 20 };

enum status import_start_reading(struct import *import, struct error *error)
{
    /* What is thrown away is not to be told again: a dry run shows no tokens. */
    bool tokens = import->has_salt && !import->options->dry_run;
    return read_ahead_new(&import->ahead, &import->file, &import->header, &import->plan,
                          import->report->as_of, import->said_date, import->year_of_dates,
                          tokens ? import->salt : NULL, error);
}

static enum status tell_progress(struct import *import, struct error *error)
{
    int64_t done = import->record->end;
    if (import->progress.call == NULL || done - import->reported < PROGRESS_BYTES)
        return STATUS_OK;
    import->reported = done;
    if (import->progress.call(import->progress.context, done, import->file.size))
        return STATUS_OK;
    return error_set(error, STATUS_CANCELLED, _("interrupted: nothing of this file was loaded"));
}

static void count_skipped(struct import_report *report, enum row_class row)
{
    report->skipped++;
    report->skipped_subtotal += row == ROW_SUBTOTAL;
    report->skipped_header += row == ROW_HEADER;
    report->skipped_note += row == ROW_NOTE;
}

/* Books the current record as rejected. */
static enum status book_reject(struct import *import, struct error *error)
{
    const struct read_record *fault = import->record;
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    bool private = fault->field >= 0 && fields[fault->field].type == FIELD_PRIVATE;
    const struct reject reject = {
        .line = fault->line,
        .column = fault->column,
        .file = import->report->kept_file,
        .field = fault->field < 0 ? "" : fields[fault->field].name,
        .code = name_of(&reject_code_names, (int)fault->code),
        .value = private ? "" : fault->fault_value,
        .message = fault->message,
        .raw = read_ahead_raw(import->ahead),
    };
    import->report->rejected++;
    if (import->first_reject.length == 0)
        text_addf(&import->first_reject, _("line %lld: %s"), (long long)reject.line,
                  reject.message);
    return store_load_reject(import->store, &reject, error);
}

static void add_return(struct import *import, struct reject_return back)
{
    back.line = import->record->line;
    ARRAY_GROW(import->returned, import->returned_count + 1, import->returned_capacity);
    import->returned[import->returned_count++] = back;
}

/* A row may say anew what was rejected of an earlier export. */
static void note_matches(struct import *import)
{
    const struct read_record *record = import->record;
    const struct reject_matches *matches = &import->matches;
    const char *first = record->is == RECORD_DATA ? record->texts[matches->first] : NULL;
    size_t at = 0;
    int64_t reject_id;
    if (record->is == RECORD_SKIPPED ||
        (record->is == RECORD_DATA && !reject_matches_may(matches, first != NULL ? first : "")))
        return;
    while ((reject_id = reject_matches_next(matches, read_ahead_raw(import->ahead), &at)) != 0)
        add_return(import, (struct reject_return){.reject_id = reject_id, .by_key = true});
}

/* A row that was rejected before comes back. */
static void note_return(struct import *import)
{
    if (import->record->back.reject_id != 0)
        add_return(import, import->record->back);
    else if (import->matches.count > 0)
        note_matches(import);
}

enum status import_book_subtotals(struct import *import, struct error *error)
{
    struct subtotals *subtotals = read_ahead_subtotals(import->ahead);
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    enum status status = STATUS_OK;
    subtotals_end(subtotals);
    for (size_t i = 0; i < subtotals->count && status == STATUS_OK; i++) {
        const struct subtotal_mismatch *mismatch = &subtotals->mismatches[i];
        const struct subtotal_fault fault = {.line = mismatch->line,
                                             .field = fields[mismatch->field].name,
                                             .label = mismatch->label,
                                             .printed = mismatch->printed,
                                             .summed = mismatch->summed};
        status = store_load_subtotal(import->store, &fault, error);
    }
    return status;
}

/* --- the records as a row_source --- */

static enum status next_row(void *self, bool *more, struct error *error)
{
    struct import *import = self;
    for (;;) {
        enum status status = read_ahead_next(import->ahead, &import->record, error);
        const struct read_record *record = import->record;
        *more = record != NULL;
        if (status == STATUS_OK && *more)
            status = tell_progress(import, error);
        if (status != STATUS_OK || !*more)
            return status;
        note_return(import);
        if (record->is == RECORD_DATA && import->options->dry_run && !import->header.foreign)
            import_preview(import);
        if (record->is != RECORD_SKIPPED && import->header.foreign)
            import_preview_foreign(import);
        if (record->is == RECORD_DATA)
            return STATUS_OK;
        if (record->is == RECORD_SKIPPED)
            count_skipped(import->report, record->row);
        else
            status = book_reject(import, error);
        if (status != STATUS_OK)
            return status;
    }
}

static bool row_cell(void *self, int field, int64_t *value)
{
    const struct import *import = self;
    int at = import->plan.by_field[field];
    if (at < 0 || import->record->values[at] == VALUE_NONE)
        return false;
    *value = import->record->values[at];
    return true;
}

static const char *row_text(void *self, int field)
{
    const struct import *import = self;
    int at = import->plan.by_field[field];
    return at < 0 ? NULL : import->record->texts[at];
}

static int64_t row_line(void *self)
{
    return ((const struct import *)self)->record->line;
}

struct row_source import_rows(struct import *import)
{
    return (struct row_source){import, next_row, row_cell, row_text, row_line};
}

const char *import_raw(void *self)
{
    return read_ahead_raw(((struct import *)self)->ahead);
}

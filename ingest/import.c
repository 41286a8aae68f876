#include "ingest/import.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "ingest/import_state.h"
#include "ingest/reading.h"
#include "ingest/title.h"

enum { PROGRESS_BYTES = 1 << 20, DRY_REJECTS_MAX = 1000 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void report_init(struct import_report *report, const char *path)
{
    *report = (struct import_report){.strings = ARENA_INIT, .as_of = DAYNUM_NONE};
    report->file = arena_strdup(&report->strings, path);
}

/* --as-of, else the title, else the file's name, else what the rows say, else today. */
static void settle_dates(struct import *import)
{
    const struct import_options *options = import->options;
    daynum as_of = options->as_of;
    if (as_of == DAYNUM_NONE)
        as_of = title_date(import->header.title);
    if (as_of == DAYNUM_NONE)
        as_of = title_date(base_name(import->report->file));
    if (as_of == DAYNUM_NONE && !plan_has(&import->plan, import->plan.as_of))
        as_of = options->today;
    import->report->as_of = as_of;
    import->plan_year = title_year(import->header.title);
}

static const char *delimiter_name(char delimiter)
{
    return delimiter == '\t' ? "\t" : delimiter == ';' ? ";" : delimiter == '|' ? "|" : ",";
}

static int kind_of(const struct import_options *options)
{
    if (options->kind >= 0 || options->map == NULL || options->map->kind == NULL)
        return options->kind;
    return name_value(&export_kind_names, options->map->kind);
}

static const char *encoding_of(const struct import_options *options)
{
    if (options->encoding != NULL || options->map == NULL)
        return options->encoding;
    return options->map->encoding;
}

/* Understands the form of the opened file. */
static enum status understand(struct import *import, const char *path, struct error *error)
{
    const struct import_options *options = import->options;
    struct import_report *report = import->report;
    enum status status;
    const struct header_request request = {.kind = kind_of(options), .map = options->map};
    status = header_find(&import->header, &import->file, &request, error);
    if (status == STATUS_OK)
        status = plan_init(&import->plan, &import->header, options->map, error);
    if (status != STATUS_OK)
        return error_prefix(error, "'%s'", path);
    report->sha256 = arena_strdup(&report->strings, import->file.sha256);
    report->encoding = arena_strdup(&report->strings, import->file.charset.name);
    report->delimiter = delimiter_name(import->header.delimiter);
    report->kind = (int)import->header.kind;
    report->header_line = import->header.line;
    settle_dates(import);
    import_describe(import);
    return STATUS_OK;
}

static enum status start_reading(struct import *import, struct error *error)
{
    return read_ahead_new(&import->ahead, &import->file, &import->header, &import->plan,
                          import->report->as_of, import->plan_year,
                          import->has_salt ? import->salt : NULL, error);
}

/* Whether the column prints percents as shares of one: some lie between, and none above. */
struct share_watch {
    bool between, above;
};

static void watch_share(struct share_watch *watch, const char *cell, size_t length)
{
    const struct value_rule number = {.type = FIELD_MONEY, .unit = {FIELD_MONEY, 1000000}};
    int64_t millionths;
    if (value_read(&number, cell, length, 0, &millionths) != VALUE_READ) {
        /* With a percent sign: not a share. */
        watch->above |= memchr(cell, '%', length) != NULL;
        return;
    }
    watch->between |= millionths > 0 && millionths < 1000000;
    watch->above |= millionths > 1000000;
}

static bool says_percent(const struct import *import, const struct plan_field *field)
{
    return field->rule.type != FIELD_PERCENT || field->column_count != 1 ||
           import->header.columns[field->columns[0]].unit.factor != 0 || field->rule.map != NULL;
}

/* Columns of percents that do not say which they are need a look at all of their cells. */
static enum status find_shares(struct import *import, struct error *error)
{
    struct plan *plan = &import->plan;
    struct share_watch *watches = xcalloc(plan->count, sizeof *watches);
    struct csv_reader reader;
    struct csv_record record;
    bool more = false, any = false;
    for (size_t i = 0; i < plan->count; i++)
        any |= !says_percent(import, &plan->fields[i]);
    csv_record_init(&record);
    enum status status = csv_reader_init(&reader, &import->file, import->header.delimiter, error);
    line_reader_seek(&reader.lines, import->header.next_offset, import->header.next_line);
    while (any && status == STATUS_OK) {
        status = csv_reader_next(&reader, &record, &more, error);
        if (status != STATUS_OK || !more)
            break;
        for (size_t i = 0; i < plan->count && record.fault == FAULT_NONE; i++)
            if (!says_percent(import, &plan->fields[i]))
                watch_share(&watches[i], csv_record_cell(&record, plan->fields[i].columns[0]),
                            csv_record_length(&record, plan->fields[i].columns[0]));
    }
    for (size_t i = 0; i < plan->count; i++)
        plan->fields[i].rule.fraction = watches[i].between && !watches[i].above;
    csv_reader_release(&reader);
    csv_record_release(&record);
    free(watches);
    return status;
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
        .file = import->report->file,
        .field = fault->field < 0 ? "" : fields[fault->field].name,
        .code = fault->code,
        .value = private ? "" : fault->fault_value,
        .message = fault->message,
        .raw = read_ahead_raw(import->ahead),
    };
    import->report->rejected++;
    if (import->first_reject.length == 0)
        text_addf(&import->first_reject, _("line %lld: %s"), (long long)reject.line,
                  reject.message);
    if (!import->options->dry_run)
        return store_load_reject(import->store, &reject, error);
    if (import->report->reject_count < DRY_REJECTS_MAX)
        import_note_reject(import, &reject);
    return STATUS_OK;
}

/* A row that was rejected before brings its number back, with the mark of a sheet or without. */
static void note_return(struct import *import)
{
    int at = import->plan.by_field[import->plan.reject_id];
    if (at < 0 || import->plan.fields[at].column_count != 1)
        return;
    char *end;
    const char *cell = read_ahead_cell(import->ahead, import->plan.fields[at].columns[0]);
    struct reject_return back = {.reject_id = strtoll(cell, &end, 10)};
    if (back.reject_id <= 0)
        return;
    if (*end == '-' && strspn(end + 1, "abcdefghijklmnop") == REJECT_MARK_LETTERS)
        memcpy(back.mark, end + 1, REJECT_MARK_LETTERS);
    else if (*end != '\0')
        return;
    ARRAY_GROW(import->returned, import->returned_count + 1, import->returned_capacity);
    import->returned[import->returned_count++] = back;
}

static enum status book_subtotals(struct import *import, struct error *error)
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

static const char *row_raw(void *self)
{
    return read_ahead_raw(((struct import *)self)->ahead);
}

static enum status rehearse(struct import *import, struct error *error)
{
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        status = next_row(import, &more, error);
        if (status != STATUS_OK || !more)
            break;
        import->report->loaded++;
        import_preview(import);
    }
    return status;
}

/* The fields that the store hears of: totals belong to exports of totals. */
static size_t offered_fields(const struct import *import, int *fields)
{
    size_t count = 0;
    for (size_t i = 0; i < import->plan.count; i++)
        if (import->plan.fields[i].about->subject != SUBJECT_TOTAL ||
            import->header.kind == KIND_TOTALS)
            fields[count++] = import->plan.fields[i].field;
    return count;
}

static struct load_request request_of(const struct import *import)
{
    const struct import_options *options = import->options;
    const struct import_report *report = import->report;
    return (struct load_request){
        .file = report->file,
        .sha256 = report->sha256,
        .encoding = report->encoding,
        .delimiter = report->delimiter,
        .reading = import->reading,
        .kind = import->header.kind,
        .city = options->city != NULL ? options->city : "",
        .as_of = report->as_of,
        .known = options->known,
        .today = options->today,
        .plan_year = import->plan_year,
        .header_line = report->header_line,
        .preamble = import->header.preamble,
    };
}

/* Only a file with a row per household needs the salt; one is made for the first such file. */
static enum status find_salt(struct import *import, struct error *error)
{
    bool kept;
    if (import->header.kind != KIND_HOUSEHOLDS ||
        !plan_has(&import->plan, dictionary_find("answer")) || import->options->database == NULL)
        return STATUS_OK;
    enum status status = store_keeps_salt(import->store, &kept, error);
    if (status == STATUS_OK)
        status = salt_read(import->options->database, !kept, import->salt,
                           &import->report->salt_exposed, error);
    if (status == STATUS_OK)
        store_load_salt(import->store, import->salt);
    import->has_salt = status == STATUS_OK;
    return status;
}

static enum status begin_load(struct import *import, struct error *error)
{
    struct load_request request = request_of(import);
    int *fields = xcalloc(import->plan.count + 1, sizeof *fields);
    request.fields = fields;
    request.field_count = offered_fields(import, fields);
    enum status status =
        store_load_begin(import->store, &request, &import->report->source_id, error);
    free(fields);
    if (status != STATUS_OK)
        return status;
    status = find_salt(import, error);
    if (status != STATUS_OK)
        store_load_rollback(import->store);
    return status;
}

static enum status commit(struct import *import, struct error *error)
{
    const struct import_report *report = import->report;
    const struct source counts = {
        .source_id = report->source_id,
        .file = report->file,
        .sha256 = report->sha256,
        .kind = import->header.kind,
        .as_of = report->as_of,
        .known = import->options->known,
        .loaded_on = import->options->today,
        .rows = report->rows,
        .loaded = report->loaded,
        .unchanged = report->unchanged,
        .skipped_subtotal = report->skipped_subtotal,
        .skipped_header = report->skipped_header,
        .skipped_note = report->skipped_note,
        .rejected = report->rejected,
        .pending = report->pending,
    };
    return store_load_commit(import->store, &counts, error);
}

static enum status refuse_strictly(const struct import *import, struct error *error)
{
    const struct import_report *report = import->report;
    if (import->first_reject.length > 0)
        return error_set(error, STATUS_INVALID,
                         _("'%s': nothing was loaded, for --strict forbids rejected rows: %s"),
                         report->file, import->first_reject.data);
    return error_set(error, STATUS_INVALID,
                     _("'%s': nothing was loaded, for --strict forbids rejected rows, and there "
                       "are %lld"),
                     report->file, (long long)report->rejected);
}

static void sum_up(struct import_report *report, const struct load_counts *counts)
{
    report->loaded += counts->loaded;
    report->unchanged += counts->unchanged;
    report->rejected += counts->rejected;
    report->pending = counts->pending;
    report->rows = report->loaded + report->unchanged + report->skipped + report->rejected;
}

static enum status load(struct import *import, struct error *error)
{
    struct load_counts counts = {.newest_as_of = DAYNUM_NONE};
    const struct row_source rows = {import, next_row, row_cell, row_text, row_line};
    enum status status = begin_load(import, error);
    if (status != STATUS_OK)
        return status;
    status = start_reading(import, error);
    if (status == STATUS_OK)
        status = store_load_rows(import->store, rows, row_raw, &counts, error);
    if (status == STATUS_OK)
        status = book_subtotals(import, error);
    if (status == STATUS_OK)
        status = store_load_resolve(import->store, import->returned, import->returned_count, error);
    if (status == STATUS_OK) {
        sum_up(import->report, &counts);
        if (import->options->strict && import->report->rejected > 0)
            status = refuse_strictly(import, error);
    }
    if (status != STATUS_OK) {
        store_load_rollback(import->store);
        return status;
    }
    status = commit(import, error);
    /* Rows that have dates of their own: the newest is the export's. */
    if (import->report->as_of == DAYNUM_NONE)
        import->report->as_of = counts.newest_as_of;
    return status;
}

/* The same bytes were read so before, and nothing has come since that they could undo. */
static enum status look_up(struct import *import, bool *known, struct error *error)
{
    struct import_report *report = import->report;
    struct source source;
    *known = false;
    reading_fingerprint(report, import->options, import->reading);
    if (import->store == NULL || import->options->dry_run)
        return STATUS_OK;
    const struct load_request request = request_of(import);
    enum status status = store_find_source(import->store, &request, known, &source, error);
    if (status != STATUS_OK || !*known)
        return status;
    report->already_loaded = true;
    report->source_id = source.source_id;
    report->skipped_subtotal = source.skipped_subtotal;
    report->skipped_header = source.skipped_header;
    report->skipped_note = source.skipped_note;
    report->skipped = source.skipped_subtotal + source.skipped_header + source.skipped_note;
    report->rejected = source.rejected;
    report->unchanged = source.loaded + source.unchanged;
    report->rows = source.rows;
    return STATUS_OK;
}

/*
 * A file whose bytes were loaded before needs no survey to be known again: its encoding is in the
 * database, its kind and date in its first lines. What this does not settle is done at length.
 */
static enum status recall(struct import *import, const char *path, bool *known, struct error *error)
{
    struct import_report *report = import->report;
    struct arena strings = ARENA_INIT;
    const char *encoding = NULL;
    enum status status = STATUS_OK;
    if (import->store != NULL && !import->options->dry_run && encoding_of(import->options) == NULL)
        status =
            store_find_encoding(import->store, import->file.sha256, &encoding, &strings, error);
    if (status == STATUS_OK && encoding != NULL && source_file_recall(&import->file, encoding) &&
        understand(import, path, NULL) == STATUS_OK)
        status = look_up(import, known, error);
    if (!*known) {
        plan_release(&import->plan);
        header_release(&import->header);
        import->plan = (struct plan){0};
        import->header = (struct header){0};
        import_report_release(report);
        report_init(report, path);
    }
    arena_release(&strings);
    return status;
}

static enum status understand_at_length(struct import *import, const char *path, bool *known,
                                        struct error *error)
{
    enum status status =
        source_file_survey(&import->file, path, encoding_of(import->options), error);
    if (status == STATUS_OK)
        status = understand(import, path, error);
    return status == STATUS_OK ? look_up(import, known, error) : status;
}

static enum status read_rows(struct import *import, struct error *error)
{
    enum status status = find_shares(import, error);
    if (status != STATUS_OK)
        return status;
    if (!import->options->dry_run)
        return load(import, error);
    status = start_reading(import, error);
    if (status == STATUS_OK)
        status = rehearse(import, error);
    sum_up(import->report, &(struct load_counts){0});
    return status;
}

enum status import_file(struct store *store, const char *path, const struct import_options *options,
                        struct import_report *report, struct error *error)
{
    struct import import = {
        .store = store,
        .options = options,
        .report = report,
        .progress = {options->progress, options->progress_context},
        .file = {.fd = -1},
        .first_reject = TEXT_INIT,
    };
    bool known = false;
    report_init(report, path);
    enum status status = source_file_open(&import.file, path, &import.progress, error);
    if (status == STATUS_OK)
        status = recall(&import, path, &known, error);
    if (status == STATUS_OK && !known)
        status = understand_at_length(&import, path, &known, error);
    if (status == STATUS_OK && !known)
        status = read_rows(&import, error);
    read_ahead_free(import.ahead);
    plan_release(&import.plan);
    header_release(&import.header);
    source_file_close(&import.file);
    text_release(&import.first_reject);
    free(import.returned);
    if (status != STATUS_OK)
        import_report_release(report);
    return status;
}

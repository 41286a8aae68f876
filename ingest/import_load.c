#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "ingest/import_state.h"

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

struct load_request import_request(const struct import *import)
{
    const struct import_options *options = import->options;
    const struct import_report *report = import->report;
    return (struct load_request){
        .file = report->kept_file,
        .sha256 = import->file.sums.sha256,
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
    const struct import_options *options = import->options;
    bool kept;
    if (import->header.kind != KIND_HOUSEHOLDS ||
        !plan_has(&import->plan, dictionary_find("answer")) || options->database == NULL)
        return STATUS_OK;
    enum status status = store_keeps_salt(import->store, &kept, error);
    if (status == STATUS_OK && options->dry_salt != NULL)
        memcpy(import->salt, options->dry_salt, sizeof import->salt);
    else if (status == STATUS_OK)
        status = salt_read(options->database,
                           options->dry_run ? SALT_LOOK
                           : kept           ? SALT_KEEP
                                            : SALT_MAKE,
                           import->salt, &import->report->salt_exposed, error);
    if (status == STATUS_OK)
        store_load_salt(import->store, import->salt);
    import->has_salt = status == STATUS_OK;
    return status;
}

static enum status begin_load(struct import *import, struct error *error)
{
    struct load_request request = import_request(import);
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
    const struct file_sums *sums = &import->file.sums;
    enum status status = source_file_sums(&import->file, error);
    if (status == STATUS_OK)
        status = store_load_sums(import->store, sums->bytes, sums->sha256, sums->xxh3, error);
    if (status != STATUS_OK)
        return status;
    const struct source_counts counts = {
        .rows = report->rows,
        .loaded = report->loaded,
        .unchanged = report->unchanged,
        .skipped_subtotal = report->skipped_subtotal,
        .skipped_header = report->skipped_header,
        .skipped_note = report->skipped_note,
        .rejected = report->rejected,
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
    report->taken_back = counts->taken_back;
    if (counts->taken_from != NULL)
        report->taken_from = arena_strdup(&report->strings, counts->taken_from);
    report->rows = report->loaded + report->unchanged + report->skipped + report->rejected;
}

/* Where --strict forbids a rejected row, nothing is loaded; a dry run tells of it all the same. */
static enum status finish(struct import *import, struct error *error)
{
    bool refused = import->options->strict && import->report->rejected > 0;
    if (import->options->dry_run) {
        enum status status = import_note_rejects(import, error);
        if (status != STATUS_OK)
            return status;
    }
    if (!refused)
        return commit(import, error);
    if (!import->options->dry_run)
        return refuse_strictly(import, error);
    store_load_rollback(import->store);
    return STATUS_OK;
}

static enum status load_rows(struct import *import, struct load_counts *counts, struct error *error)
{
    struct store *store = import->store;
    enum status status =
        reject_matches_find(&import->matches, store, &import->header, &import->plan, error);
    if (status == STATUS_OK)
        status = import_start_reading(import, error);
    if (status == STATUS_OK)
        status = store_load_rows(store, import_rows(import), import_raw, counts, error);
    if (status == STATUS_OK) {
        import_describe_nameless(import);
        status = import_book_subtotals(import, error);
    }
    if (status == STATUS_OK)
        status = store_load_resolve(store, import->returned, import->returned_count,
                                    &import->report->resolved, error);
    return status;
}

enum status import_load(struct import *import, struct error *error)
{
    struct load_counts counts = {.newest_as_of = DAYNUM_NONE};
    struct import_report *report = import->report;
    enum status status = begin_load(import, error);
    if (status != STATUS_OK)
        return status;
    status = load_rows(import, &counts, error);
    if (status == STATUS_OK) {
        sum_up(report, &counts);
        status = finish(import, error);
    }
    if (status != STATUS_OK) {
        store_load_rollback(import->store);
        return status;
    }
    /* Rows that have dates of their own: the newest is the export's. */
    if (report->as_of == DAYNUM_NONE)
        report->as_of = counts.newest_as_of;
    return STATUS_OK;
}

#include "ingest/import.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "ingest/import_state.h"
#include "ingest/map_text.h"
#include "ingest/private.h"
#include "ingest/reading.h"
#include "ingest/region_sum.h"
#include "ingest/section.h"
#include "ingest/shares.h"
#include "ingest/sheet.h"
#include "ingest/title.h"

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void report_init(struct import_report *report, const char *path)
{
    *report = (struct import_report){.strings = ARENA_INIT, .as_of = DAYNUM_NONE};
    report->file = arena_strdup(&report->strings, path);
    struct text kept = TEXT_INIT;
    private_scrub(&kept, path, strlen(path));
    report->kept_file = arena_strdup(&report->strings, kept.data);
    text_release(&kept);
}

/* What the text says: a date, or a month, a quarter or a half of the year that stands elsewhere,
 * unless that goes on after today: then it is what is planned. */
static daynum date_in_text(const struct import *import, const char *text, int year)
{
    daynum day = title_date(text), today = import->options->today;
    if (day != DAYNUM_NONE || year == 0)
        return day;
    day = title_date_in(text, year);
    int months = day == DAYNUM_NONE ? 0
                                    : 12 * (daynum_year(day) - daynum_year(today)) +
                                          daynum_month(day) - daynum_month(today);
    return months > 0 ? DAYNUM_NONE : day;
}

/* --as-of, else the file that a sheet of rejects comes from, else the title, else a note
 * behind the rows, else the file's name; DAYNUM_NONE where none of them says it. */
static daynum date_said(const struct import *import)
{
    const char *title = import->header.title, *name = base_name(import->report->file);
    daynum as_of = import->options->as_of;
    if (as_of == DAYNUM_NONE)
        as_of = import->sheet_date;
    int year = title_year(title) != 0 ? title_only_year(title) : title_only_year(name);
    if (as_of == DAYNUM_NONE)
        as_of = date_in_text(import, title, year);
    if (as_of == DAYNUM_NONE)
        as_of = date_in_text(import, import->header.late_date, year);
    return as_of != DAYNUM_NONE ? as_of : date_in_text(import, name, year);
}

/* When the table was filled in: later than what it tells of, and nearer than today. */
static daynum date_of_filing(const struct import *import)
{
    daynum day = title_date_of_filing(import->header.title);
    return day != DAYNUM_NONE ? day : title_date_of_filing(base_name(import->report->file));
}

/* The plan's year of dates that name none (9月底): of the title, of the file's name, of the date
 * that the file is as of; never today's. */
static int year_of_dates(const struct import *import)
{
    int year = title_year(import->header.title);
    daynum as_of = import->said_date;
    if (year == 0)
        year = title_year(base_name(import->report->file));
    if (as_of == DAYNUM_NONE)
        as_of = date_of_filing(import);
    return year != 0 || as_of == DAYNUM_NONE ? year : daynum_year(as_of);
}

/* What is said, else what the rows say, else when the table was filled in, else today. */
static void settle_dates(struct import *import)
{
    daynum as_of = import->said_date = date_said(import);
    bool by_rows = as_of == DAYNUM_NONE && plan_has(&import->plan, import->plan.as_of);
    if (as_of == DAYNUM_NONE && !by_rows)
        as_of = date_of_filing(import);
    import->report->as_of_today = as_of == DAYNUM_NONE && !by_rows;
    if (import->report->as_of_today)
        as_of = import->options->today;
    import->report->as_of = as_of;
    import->plan_year = title_year(import->header.title);
    import->year_of_dates = year_of_dates(import);
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

static bool describes_projects(const struct plan *plan)
{
    bool any = false;
    for (size_t i = 0; i < plan->count; i++)
        any |= field_describes_project(plan->fields[i].about);
    return any;
}

/* A list of homes that says nothing of them would be read to the end and leave nothing. Whoever
 * writes a map of it may name the column there. */
static enum status check_answers(const struct import *import, struct error *error)
{
    bool any = import->header.kind != KIND_HOUSEHOLDS ||
               (import->options->dry_run && import->options->write_map);
    for (size_t i = 0; i < import->plan.count && !any; i++)
        any = import->plan.fields[i].about->subject == SUBJECT_CONSENT ||
              strcmp(import->plan.fields[i].about->name, "answer") == 0;
    if (any)
        return STATUS_OK;
    return error_set(
        error, STATUS_INVALID,
        _("it names homes, and no column is known to say what they answered (是否同意, "
          "意见): name that column in a map (--map), or another kind (--kind)"));
}

/* The user's map, else what a line above the table says of all of its rows. */
static const struct column_map *map_of(const struct import *import)
{
    const struct column_map *said = &import->header.said_above;
    return import->options->map == NULL && said->field_count > 0 ? said : import->options->map;
}

/* Understands the form of the opened file. */
static enum status understand(struct import *import, struct error *error)
{
    const struct import_options *options = import->options;
    struct import_report *report = import->report;
    enum status status;
    const struct header_request request = {.kind = kind_of(options),
                                           .map = options->map,
                                           .foreign = options->dry_run && options->write_map};
    status = header_find(&import->header, &import->file, &request, error);
    if (status == STATUS_OK)
        status =
            sheet_recall(&import->header, import->store, &import->file, &import->sheet_date, error);
    if (status == STATUS_OK)
        status = plan_init(&import->plan, &import->header, map_of(import), error);
    if (status == STATUS_OK)
        status = check_answers(import, error);
    if (status != STATUS_OK)
        return status;
    report->encoding = arena_strdup(&report->strings, import->file.charset.name);
    report->delimiter = arena_strndup(&report->strings, &import->header.delimiter, 1);
    report->kind = (int)import->header.kind;
    report->header_line = import->header.line;
    report->header_rows = (int64_t)import->header.row_count;
    report->incomplete = import->header.kind == KIND_PROJECTS && !describes_projects(&import->plan);
    settle_dates(import);
    import_describe(import);
    return STATUS_OK;
}

/* The same bytes were read so before, and nothing has come since that they could undo. */
static enum status look_up(struct import *import, bool *known, struct error *error)
{
    struct import_report *report = import->report;
    struct source source;
    *known = false;
    reading_fingerprint(&import->header, &import->plan, import->options, report->encoding,
                        import->reading);
    const struct load_request request = import_request(import);
    enum status status = store_find_source(import->store, &request, known, &source, error);
    if (status != STATUS_OK || !*known)
        return status;
    report->already_loaded = true;
    report->source_id = source.source_id;
    report->skipped_subtotal = source.skipped_subtotal;
    report->skipped_header = source.skipped_header;
    report->skipped_note = source.skipped_note;
    report->skipped = source.skipped_subtotal + source.skipped_header + source.skipped_note;
    /* What was put right meanwhile is there. */
    report->rejected = source.open_rejects;
    report->unchanged = source.loaded + source.unchanged + source.rejected - source.open_rejects;
    report->rows = source.rows;
    report->pending = source.pending;
    if (report->as_of == DAYNUM_NONE)
        report->as_of = source.newest_as_of;
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
    const char *wanted = encoding_of(import->options);
    enum status status =
        store_find_encoding(import->store, import->file.sums.sha256, &encoding, &strings, error);
    if (status == STATUS_OK && encoding != NULL &&
        (wanted == NULL || strcmp(wanted, encoding) == 0) &&
        source_file_recall(&import->file, encoding) && understand(import, NULL) == STATUS_OK)
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

/* `new`: no file of the same bytes was loaded before. */
static enum status understand_at_length(struct import *import, const char *path, bool new,
                                        bool *known, struct error *error)
{
    enum status status = source_file_survey(&import->file, path, encoding_of(import->options),
                                            &import->progress, error);
    if (status == STATUS_OK)
        status = understand(import, error);
    if (status == STATUS_OK && new)
        reading_fingerprint(&import->header, &import->plan, import->options,
                            import->report->encoding, import->reading);
    return status == STATUS_OK && !new ? look_up(import, known, error) : status;
}

/* The first rows of a file that need not be loaded. */
static enum status preview_alone(struct import *import, struct error *error)
{
    enum status status = import_start_reading(import, error);
    while (status == STATUS_OK && !import_preview_is_full(import->report) &&
           (status = read_ahead_next(import->ahead, &import->record, error)) == STATUS_OK &&
           import->record != NULL)
        if (import->record->is == RECORD_DATA)
            import_preview(import);
    return status;
}

static enum status read_rows(struct import *import, bool known, struct error *error)
{
    bool dry_run = import->options->dry_run;
    if (known && !dry_run)
        return STATUS_OK;
    enum status status = shares_find(&import->plan, &import->header, &import->file, error);
    if (status == STATUS_OK)
        status = sections_find(&import->plan, &import->header, &import->file, error);
    if (status == STATUS_OK)
        status = region_sum_find(&import->plan, &import->header, &import->file, error);
    if (status != STATUS_OK || !known)
        return status == STATUS_OK ? import_load(import, error) : status;
    status = preview_alone(import, error);
    return status == STATUS_OK ? import_note_rejects(import, error) : status;
}

static const char *write_map(const struct import *import)
{
    struct import_report *report = import->report;
    struct text text = TEXT_INIT;
    map_text_add(&text, &import->header, &import->plan, import->options->map, report->file,
                 report->encoding);
    const char *map = arena_strdup(&report->strings, text.data);
    text_release(&text);
    return map;
}

/* Whether a file of the same bytes was loaded before: asked by their number, then by the quick
 * checksum. The SHA-256 of a new file is added up while it is loaded. */
static enum status find_checksum(struct import *import, bool *new, struct error *error)
{
    struct source_file *file = &import->file;
    bool known = false;
    enum status status = store_has_bytes(import->store, file->size, &known, error);
    if (status == STATUS_OK && known)
        status = whole_file_xxh3(file->fd, &file->sums, &import->progress, error);
    if (status == STATUS_OK && known)
        status = store_find_checksum(import->store, file->sums.bytes, file->sums.xxh3,
                                     file->sums.sha256, &known, error);
    *new = !known;
    return status;
}

/* Puts the file before what failed, unless that names it already. */
static void name_file(struct error *error, const char *path)
{
    struct text quoted = TEXT_INIT;
    text_addf(&quoted, _("'%s'"), path);
    if (error != NULL && strstr(error->message, quoted.data) == NULL)
        error_prefix(error, "%s", quoted.data);
    text_release(&quoted);
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
    bool new = false, known = false;
    report_init(report, path);
    enum status status = source_file_open(&import.file, path, &import.progress, error);
    if (status == STATUS_OK)
        status = find_checksum(&import, &new, error);
    if (status == STATUS_OK && !new)
        status = recall(&import, path, &known, error);
    if (status == STATUS_OK && !known)
        status = understand_at_length(&import, path, new, &known, error);
    if (status == STATUS_OK)
        status = read_rows(&import, known, error);
    if (status == STATUS_OK)
        status = source_file_sums(&import.file, error);
    if (status == STATUS_OK)
        report->sha256 = arena_strdup(&report->strings, import.file.sums.sha256);
    if (status == STATUS_OK && options->write_map)
        report->map = write_map(&import);
    if (options->dry_run && !known)
        report->source_id = 0;
    read_ahead_free(import.ahead);
    plan_release(&import.plan);
    header_release(&import.header);
    source_file_close(&import.file);
    text_release(&import.first_reject);
    free(import.returned);
    reject_matches_release(&import.matches);
    if (status != STATUS_OK) {
        import_report_release(report);
        name_file(error, path);
    }
    return status;
}

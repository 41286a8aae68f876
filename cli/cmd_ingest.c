#include "cli/command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/database.h"
#include "cli/import_notes.h"
#include "cli/listing_import.h"
#include "cli/meter.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/digest.h"
#include "core/i18n.h"
#include "core/new_file.h"
#include "ingest/charset.h"
#include "ingest/import.h"
#include "ingest/salt.h"

static bool on_progress(void *context, int64_t done, int64_t all)
{
    meter_show(context, done, all);
    return !interrupt_has_come();
}

/* What all files of one run have in common. */
struct run {
    struct session *session;
    struct import_options options;
    struct column_map map;
    bool has_map;
    struct database database;
    unsigned char dry_salt[SALT_BYTES];
    const char *map_path; /* --write-map; NULL: not said */
    struct listing listing;
    size_t loaded, failed;
};

/* A map is of one file, and comes of a dry run. */
static enum status check_write_map(const struct session *session, struct error *error)
{
    const char *path = session->options->values[OPTION_WRITE_MAP];
    if (path == NULL)
        return STATUS_OK;
    if (session->options->values[OPTION_DRY_RUN] == NULL)
        return error_set(error, STATUS_USAGE,
                         _("'--write-map' needs '--dry-run': look at the map before you load "
                           "with it"));
    if (session->argument_count != 1)
        return error_set(error, STATUS_USAGE,
                         _("'--write-map' describes one file, and there are %zu"),
                         session->argument_count);
    return STATUS_OK;
}

static enum status refuse_map(const char *path, struct error *error)
{
    return error_set(error, STATUS_IO,
                     _("'%s' is there already: name another file for the map, or remove it"), path);
}

static enum status read_options(struct run *run, struct error *error)
{
    const struct options *options = run->session->options;
    const char *kind = options->values[OPTION_KIND];
    struct import_options *import = &run->options;
    *import = (struct import_options){.kind = -1,
                                      .as_of = DAYNUM_NONE,
                                      .known = DAYNUM_NONE,
                                      .today = session_today(),
                                      .encoding = options->values[OPTION_ENCODING],
                                      .city = run->session->settings.city,
                                      .dry_run = options->values[OPTION_DRY_RUN] != NULL,
                                      .strict = options->values[OPTION_STRICT] != NULL,
                                      .database = run->session->database,
                                      .progress = on_progress};
    enum status status = check_write_map(run->session, error);
    if (status != STATUS_OK)
        return status;
    run->map_path = options->values[OPTION_WRITE_MAP];
    import->write_map = run->map_path != NULL;
    if (kind != NULL && (import->kind = name_value(&export_kind_names, kind)) < 0)
        return error_set(error, STATUS_USAGE, _("no kind of export '%s'"), kind);
    struct charset_choice charset = {0};
    if (import->encoding != NULL && charset_named(import->encoding, &charset, error) != STATUS_OK)
        return STATUS_USAGE;
    status = option_date(options, OPTION_AS_OF, &import->as_of, error);
    if (status == STATUS_OK)
        status = option_date(options, OPTION_KNOWN, &import->known, error);
    if (status == STATUS_OK && options->values[OPTION_MAP] != NULL) {
        status = column_map_read(&run->map, options->values[OPTION_MAP], error);
        run->has_map = status == STATUS_OK;
        import->map = run->has_map ? &run->map : NULL;
    }
    return status;
}

/* Where a load would make a salt, a dry run has one that nobody sees. */
static enum status make_dry_salt(struct run *run, struct error *error)
{
    bool kept;
    enum status status = store_keeps_salt(run->database.store, &kept, error);
    if (status != STATUS_OK || kept || !run->database.salt_is_new)
        return status;
    run->options.dry_salt = run->dry_salt;
    return digest_random(error, run->dry_salt, sizeof run->dry_salt);
}

/* A dry run loads into a copy of the database that is there, or into one that never is. */
static enum status open_store(struct run *run, struct error *error)
{
    bool dry_run = run->options.dry_run;
    if (run->map_path != NULL && access(run->map_path, F_OK) == 0)
        return refuse_map(run->map_path, error);
    enum status status =
        database_open(&run->database, run->session, dry_run ? STORE_REHEARSE : STORE_WRITE, error);
    return status == STATUS_OK && dry_run ? make_dry_salt(run, error) : status;
}

static enum status write_map(struct run *run, const struct import_report *report,
                             struct error *error)
{
    bool made;
    if (run->map_path == NULL)
        return STATUS_OK;
    enum status status =
        new_file_write(run->map_path, report->map, strlen(report->map), 0666, &made, error);
    return status == STATUS_OK && !made ? refuse_map(run->map_path, error) : status;
}

static enum status load_file(struct run *run, const char *path, struct error *error)
{
    struct import_report report;
    struct error own = {0};
    struct meter meter;
    meter_init(&meter, path, run->session->quiet);
    run->options.progress_context = &meter;
    enum status status = import_file(run->database.store, path, &run->options, &report, &own);
    meter_clear(&meter);
    if (status == STATUS_OK && (status = write_map(run, &report, &own)) != STATUS_OK)
        import_report_release(&report);
    if (status == STATUS_OK) {
        run->loaded++;
        if (report.salt_exposed)
            database_say_exposed(&run->database);
        run->session->findings |=
            report.rejected > 0 || report.taken_back > 0 || import_notes_sums_alone(&report);
        listing_import_add(&run->listing, run->session, &report);
        import_report_release(&report);
        return STATUS_OK;
    }
    run->failed++;
    listing_import_add_failure(&run->listing, path, own.message);
    /* Every failed file has its line; the last failure is the run's. */
    if (error->message[0] != '\0')
        fprintf(stderr, "renostat: %s\n", error->message);
    *error = own;
    return status;
}

/* What failed for want of room fails for every other file as well. */
static enum status stop_full(struct run *run, size_t at, struct error *error)
{
    const struct session *session = run->session;
    struct error why = *error;
    for (size_t i = at + 1; i < session->argument_count; i++)
        listing_import_add_failure(&run->listing, session->arguments[i],
                                   _("not loaded: nothing more can be written"));
    if (at + 1 == session->argument_count)
        return STATUS_FULL;
    return error_set(error, STATUS_FULL,
                     _("%s; neither it nor the files behind it are loaded, %zu of %zu are"),
                     why.message, run->loaded, session->argument_count);
}

static enum status load_all(struct run *run, struct error *error)
{
    enum status result = STATUS_OK;
    size_t i = 0;
    for (; i < run->session->argument_count && !interrupt_has_come(); i++) {
        enum status status = load_file(run, run->session->arguments[i], error);
        if (status == STATUS_FULL)
            return stop_full(run, i, error);
        if (status != STATUS_OK)
            result = status == STATUS_USAGE ? STATUS_INVALID : status;
    }
    if (i < run->session->argument_count)
        result = database_stopped(_("interrupted before '%s' was loaded"),
                                  run->session->arguments[i], error);
    return result;
}

enum status cmd_ingest(struct session *session, struct error *error)
{
    struct run run = {.session = session};
    struct error failure = {0};
    enum status status = read_options(&run, error);
    if (status == STATUS_OK)
        status = open_store(&run, error);
    if (status != STATUS_OK)
        goto out;
    listing_import_init(&run.listing, run.options.dry_run);
    status = load_all(&run, &failure);
    database_close(&run.database, run.loaded > 0);
    /* A lone file that failed has said so on stderr, and there is nothing to list. */
    if (run.loaded > 0 || session->format == LISTING_JSON || session->argument_count > 1) {
        enum status written = output_listing(session, &run.listing, error);
        status = status == STATUS_OK ? written : status;
    }
    listing_release(&run.listing);
    if (failure.message[0] != '\0')
        *error = failure;
out:
    database_close(&run.database, run.loaded > 0);
    if (run.has_map)
        column_map_release(&run.map);
    return status;
}

#include "cli/command.h"

#include <stdio.h>

#include "cli/database.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"
#include "ingest/salt.h"

static const struct table_column columns[] = {
    {"file", N_("file"), MEASURE_TEXT, 0, false},
    {"sources", N_("new sources"), MEASURE_COUNT, 0, false},
    {"projects", N_("new projects"), MEASURE_COUNT, 0, false},
    {"facts", N_("new facts"), MEASURE_COUNT, 0, false},
    {"unchanged", N_("unchanged"), MEASURE_COUNT, 0, false},
    {"households", N_("households as"), MEASURE_TEXT, 0, false},
    {"error", N_("error"), MEASURE_TEXT, 0, true},
};

struct run {
    struct session *session;
    struct database database;
    bool has_salt;
    unsigned char salt[SALT_BYTES];
    struct listing listing;
    size_t merged;
};

static bool goes_on(void *context)
{
    (void)context;
    return !interrupt_has_come();
}

/* A salt that is not there is not made: a database without doors can still take over another's. */
static enum status open_store(struct run *run, struct error *error)
{
    bool exposed = false;
    enum status status = database_open(&run->database, run->session, STORE_WRITE, error);
    run->has_salt = !run->database.salt_is_new;
    if (status == STATUS_OK && run->has_salt)
        status = salt_read(run->session->database, SALT_KEEP, run->salt, &exposed, error);
    if (exposed)
        database_say_exposed(&run->database);
    if (status == STATUS_OK)
        store_stop_unless(run->database.store, goes_on, NULL);
    return status;
}

static void note(struct run *run, const char *format, const char *path)
{
    if (output_for_people(run->session))
        listing_note(&run->listing, arena_printf(&run->listing.strings, "'%s': %s", path, format));
}

/* In which form answers of households came. */
static const char *words_of(bool people, const struct merge_report *report)
{
    bool doors = report->by_doors > 0;
    bool tallies = report->other_salt + report->tallies_there + report->tallies_here > 0;
    if (doors && tallies)
        return people ? _("doors and tallies") : "rows and tallies";
    if (tallies)
        return people ? _("tallies") : "tallies";
    return people ? _("doors") : "rows";
}

static void note_count(struct run *run, const char *format, int64_t count, const char *path)
{
    if (count > 0)
        note(run, arena_printf(&run->listing.strings, format, (long long)count), path);
}

/* Why answers did not come household by household. */
static void say_tallies(struct run *run, const char *path, const struct merge_report *report)
{
    if (report->other_salt > 0)
        note(run,
             _("its doors are hashed with another salt, and stayed there: of the answers of its "
               "households the tallies came, where they know more than what is here"),
             path);
    note_count(
        run,
        ngettext_("of %lld compound it knows the answers by their tallies alone: these came, "
                  "where they know more than what is here",
                  "of %lld compounds it knows the answers by their tallies alone: these "
                  "came, where they know more than what is here",
                  report->tallies_there),
        report->tallies_there, path);
    note_count(run,
               ngettext_("of %lld compound tallies alone are known here, which know as much as its "
                         "doors do: they stay",
                         "of %lld compounds tallies alone are known here, which know as much as "
                         "its doors do: they stay",
                         report->tallies_here),
               report->tallies_here, path);
}

static void add_row(struct run *run, const char *path, const struct merge_report *report)
{
    struct table *table = run->listing.tables[0];
    bool people = output_for_people(run->session);
    table_row(table);
    table_set_text(table, "file", path);
    table_set_integer(table, "sources", report->sources);
    table_set_integer(table, "projects", report->projects);
    table_set_integer(table, "facts", report->facts);
    table_set_integer(table, "unchanged", report->unchanged);
    table_set_text(table, "households", words_of(people, report));
    if (report->sources == 0 && report->projects == 0 && report->facts == 0)
        note(run, _("all of it was here already: nothing changed"), path);
    note_count(run,
               ngettext_("%lld row that was loaded is rejected now: 'renostat rejects' says why",
                         "%lld rows that were loaded are rejected now: 'renostat rejects' says why",
                         report->taken_back),
               report->taken_back, path);
    run->session->findings |= report->taken_back > 0;
    say_tallies(run, path, report);
}

/* Doors that came with a salt that is not here yet: the next list of households needs it. */
static enum status take_salt(struct run *run, const char *path, struct error *error)
{
    bool kept = false, exposed;
    enum status status =
        run->has_salt ? STATUS_OK : store_keeps_salt(run->database.store, &kept, error);
    if (status != STATUS_OK || !kept)
        return status;
    status = salt_adopt(run->session->database, path, &run->has_salt, error);
    if (status == STATUS_OK && run->has_salt)
        return salt_read(run->session->database, SALT_KEEP, run->salt, &exposed, error);
    if (status == STATUS_OK)
        note(run,
             arena_printf(&run->listing.strings,
                          _("its doors came, and the salt that they are hashed with is not beside "
                            "it: copy that to '%s' before more households are loaded"),
                          database_salt(&run->database)),
             path);
    return status;
}

static enum status merge_one(struct run *run, const char *path, struct error *error)
{
    struct merge_report report;
    struct error own = {0};
    enum status status =
        store_merge(run->database.store, path, run->has_salt ? run->salt : NULL, &report, &own);
    if (status == STATUS_OK) {
        run->merged++;
        add_row(run, path, &report);
        return take_salt(run, path, error);
    }
    if (status == STATUS_CANCELLED)
        error_set(&own, status, _("interrupted: nothing of '%s' was merged"), path);
    table_row(run->listing.tables[0]);
    table_set_text(run->listing.tables[0], "file", path);
    table_set_text(run->listing.tables[0], "error", own.message);
    /* Every one that failed has its line; the last failure is the run's. */
    if (error->message[0] != '\0')
        fprintf(stderr, "renostat: %s\n", error->message);
    *error = own;
    return status;
}

static enum status merge_all(struct run *run, struct error *error)
{
    const struct session *session = run->session;
    enum status result = STATUS_OK;
    size_t i = 0;
    for (; i < session->argument_count && !interrupt_has_come(); i++) {
        enum status status = merge_one(run, session->arguments[i], error);
        result = status == STATUS_OK ? result : status;
    }
    if (i < session->argument_count)
        result =
            database_stopped(_("interrupted before '%s' was merged"), session->arguments[i], error);
    return result;
}

enum status cmd_merge(struct session *session, struct error *error)
{
    struct run run = {.session = session};
    struct error failure = {0};
    enum status status = open_store(&run, error);
    if (status != STATUS_OK)
        goto out;
    listing_init(&run.listing);
    output_table(&run.listing, "merged", "", COLUMNS(columns));
    status = merge_all(&run, &failure);
    database_close(&run.database, run.merged > 0);
    if (run.merged > 0 || session->format == LISTING_JSON || session->argument_count > 1) {
        enum status written = output_listing(session, &run.listing, error);
        status = status == STATUS_OK ? written : status;
    }
    listing_release(&run.listing);
    if (failure.message[0] != '\0')
        *error = failure;
out:
    database_close(&run.database, run.merged > 0);
    return status;
}

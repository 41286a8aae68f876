#include "cli/command.h"

#include <stdio.h>
#include <unistd.h>

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
    struct store *store;
    bool is_new; /* the database was not there before */
    bool has_salt;
    unsigned char salt[SALT_BYTES];
    struct listing listing;
    size_t merged;
};

static const char *beside(const struct run *run, const char *ending)
{
    return arena_printf(&run->session->strings, "%s%s", run->session->database, ending);
}

/* A salt that is not there is not made: a database without doors can still take over another's. */
static enum status open_store(struct run *run, struct error *error)
{
    const char *path = run->session->database;
    run->is_new = access(path, F_OK) != 0;
    run->has_salt = access(beside(run, ".salt"), F_OK) == 0;
    enum status status = STATUS_OK;
    bool exposed;
    if (run->has_salt)
        status = salt_read(path, SALT_KEEP, run->salt, &exposed, error);
    return status == STATUS_OK ? store_open(&run->store, path, STORE_WRITE, error) : status;
}

/* A run that merged nothing leaves no database where there was none. */
static void close_store(struct run *run)
{
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    bool needless = run->store != NULL && run->is_new && run->merged == 0;
    if (needless && store_claim_unused(run->store))
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
            unlink(beside(run, endings[i]));
    store_close(run->store);
}

static void note(struct run *run, const char *format, const char *path)
{
    if (output_for_people(run->session))
        listing_note(&run->listing, arena_printf(&run->listing.strings, "'%s': %s", path, format));
}

/* In which form answers of households came. */
static const char *words_of(bool people, bool tallies_only)
{
    if (people)
        return tallies_only ? _("tallies") : _("doors");
    return tallies_only ? "tallies" : "rows";
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
    table_set_text(table, "households", words_of(people, report->tallies_only));
    if (report->sources == 0 && report->projects == 0 && report->facts == 0)
        note(run, _("all of it was here already: nothing changed"), path);
    if (report->tallies_only)
        note(run,
             _("its doors are hashed with another salt: the answers of its households came as "
               "tallies, and the doors stayed there"),
             path);
}

static enum status merge_one(struct run *run, const char *path, struct error *error)
{
    struct merge_report report;
    struct error own = {0};
    enum status status =
        store_merge(run->store, path, run->has_salt ? run->salt : NULL, &report, &own);
    if (status == STATUS_OK) {
        run->merged++;
        add_row(run, path, &report);
        return STATUS_OK;
    }
    table_row(run->listing.tables[0]);
    table_set_text(run->listing.tables[0], "file", path);
    table_set_text(run->listing.tables[0], "error", own.message);
    /* Every one that failed has its line; the last failure is the run's. */
    if (error->message[0] != '\0')
        fprintf(stderr, "renostat: %s\n", error->message);
    *error = own;
    return status;
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
    for (size_t i = 0; i < session->argument_count; i++) {
        enum status one = merge_one(&run, session->arguments[i], &failure);
        status = one == STATUS_OK ? status : one;
    }
    if (run.merged > 0 || session->format == LISTING_JSON || session->argument_count > 1) {
        enum status written = output_listing(session, &run.listing, error);
        status = status == STATUS_OK ? written : status;
    }
    listing_release(&run.listing);
    if (failure.message[0] != '\0')
        *error = failure;
out:
    close_store(&run);
    return status;
}

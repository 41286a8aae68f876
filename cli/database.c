#include "cli/database.h"

#include <stdio.h>
#include <unistd.h>

#include "core/i18n.h"
#include "ingest/salt.h"

/* The path of the database with this ending. */
static const char *beside(const struct database *database, const char *ending)
{
    struct session *session = database->session;
    return arena_printf(&session->strings, "%s%s", session->database, ending);
}

const char *database_salt(const struct database *database)
{
    struct text path = TEXT_INIT;
    salt_path(&path, database->session->database);
    const char *kept = arena_strdup(&database->session->strings, path.data);
    text_release(&path);
    return kept;
}

enum status database_open(struct database *database, struct session *session, enum store_mode mode,
                          struct error *error)
{
    *database = (struct database){.session = session, .mode = mode};
    interrupt_watch_begin(&database->watch);
    database->is_new = access(session->database, F_OK) != 0;
    database->salt_is_new = access(database_salt(database), F_OK) != 0;
    return store_open(&database->store, session->database, mode, error);
}

static void remove_files(const struct database *database)
{
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(beside(database, endings[i]));
    if (database->salt_is_new)
        unlink(database_salt(database));
}

void database_close(struct database *database, bool used)
{
    bool needless =
        database->store != NULL && database->is_new && !used && database->mode == STORE_WRITE;
    if (database->session == NULL)
        return;
    if (needless && store_claim_unused(database->store))
        remove_files(database);
    store_close(database->store);
    interrupt_watch_end(&database->watch);
    database->session = NULL;
}

void database_say_exposed(const struct database *database)
{
    session_say(database->session,
                _("'%s' can be read by others: keep it in a folder that is yours alone"),
                database_salt(database));
}

enum status database_stopped(const char *format, const char *path, struct error *error)
{
    if (error->status == STATUS_CANCELLED)
        return STATUS_CANCELLED;
    if (error->message[0] != '\0')
        fprintf(stderr, "renostat: %s\n", error->message);
    return error_set(error, STATUS_CANCELLED, format, path);
}

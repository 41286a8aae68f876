#include "core/i18n.h"
#include "data/store_state.h"

/* In memory as long as it is small, then in a file without a name in $TMPDIR. */
static int open_nameless(sqlite3 **db)
{
    int code = sqlite3_open_v2("", db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                                   SQLITE_OPEN_EXRESCODE,
                               NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(*db, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000", NULL, NULL,
                            NULL);
    return code;
}

enum status copy_make(sqlite3 **copy, sqlite3 *from, struct error *error)
{
    sqlite3_backup *backup = NULL;
    enum status status = STATUS_OK;
    if (open_nameless(copy) != SQLITE_OK)
        status = db_fail(*copy, error);
    else if (from != NULL && (backup = sqlite3_backup_init(*copy, "main", from, "main")) == NULL)
        status = db_fail(*copy, error);
    /* In one step, so that nobody writes into it meanwhile. */
    if (backup != NULL && sqlite3_backup_step(backup, -1) != SQLITE_DONE)
        status = STATUS_DATABASE;
    if (backup != NULL && sqlite3_backup_finish(backup) != SQLITE_OK)
        status = db_fail(*copy, error);
    if (status == STATUS_OK)
        return STATUS_OK;
    sqlite3_close_v2(*copy);
    *copy = NULL;
    return status;
}

#include "data/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/store_state.h"

enum { BUSY_TIMEOUT_MS = 10000 };

static enum status not_ours(const char *path, struct error *error)
{
    return error_set(error, STATUS_DATABASE, _("'%s' is not a renostat database"), path);
}

/* Where there is no database yet, it is the folder that has to take one. */
static enum status look_at_folder(const char *path, struct error *error)
{
    char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder] = '\0';
    bool open = access(slash == NULL ? "." : folder, W_OK | X_OK) == 0;
    int reason = errno;
    free(folder);
    return open ? STATUS_OK
                : error_set_errno(error, reason, _("cannot open the database '%s'"), path);
}

/* What the file system says before SQLite is asked. */
static enum status look(const char *path, enum store_mode mode, struct error *error)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        if (errno == ENOENT && mode == STORE_WRITE)
            return look_at_folder(path, error);
        if (errno == ENOENT)
            return error_set(error, STATUS_NOT_FOUND,
                             _("there is no database '%s': load a file with 'ingest' first"), path);
        return error_set_errno(error, errno, _("cannot open the database '%s'"), path);
    }
    if (S_ISDIR(about.st_mode))
        return error_set(error, STATUS_DATABASE, _("cannot open the database '%s': it is a folder"),
                         path);
    if (about.st_size == 0 && mode == STORE_READ)
        return not_ours(path, error);
    if (access(path, mode == STORE_WRITE ? R_OK | W_OK : R_OK) != 0)
        return error_set_errno(error, errno, _("cannot open the database '%s'"), path);
    return STATUS_OK;
}

void store_add_uri(struct text *uri, const char *path, const char *parameters)
{
    text_add(uri, "file:");
    for (const char *at = path; *at != '\0'; at++)
        if (strchr("%?#", *at) != NULL)
            text_addf(uri, "%%%02X", (unsigned)(unsigned char)*at);
        else
            text_add_char(uri, *at);
    text_add(uri, parameters);
}

/* Whether a log, or the journal of a first load, stands beside the database. */
static bool has_beside(const char *path, const char *ending)
{
    struct text log = TEXT_INIT;
    struct stat about;
    text_addf(&log, "%s%s", path, ending);
    bool there = stat(log.data, &about) == 0 && about.st_size > 0;
    text_release(&log);
    return there;
}

static int open_uri(sqlite3 **db, const char *path, enum store_mode mode, bool immutable)
{
    struct text uri = TEXT_INIT;
    store_add_uri(&uri, path, immutable ? "?immutable=1" : "");
    int flags =
        SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
        (mode == STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    int code = sqlite3_open_v2(uri.data, db, flags, NULL);
    text_release(&uri);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(*db, BUSY_TIMEOUT_MS);
        code = sqlite3_exec(*db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    }
    return code;
}

/* A first load that was killed leaves its journal: only who may write can take it back. */
static int roll_back(const char *path)
{
    sqlite3 *db = NULL;
    struct text uri = TEXT_INIT;
    store_add_uri(&uri, path, "?mode=rw");
    int code = sqlite3_open_v2(uri.data, &db, SQLITE_OPEN_URI | SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    sqlite3_close_v2(db);
    text_release(&uri);
    return code;
}

/*
 * Opens the connection and reads its first page. A database in WAL mode needs a -shm file beside
 * it, which a reader cannot make in a read-only folder: without a log there is nothing that
 * could change under it, and the file is read as immutable. `at_rest`: at once, so that none is
 * made.
 */
static enum status connect_to(sqlite3 **db, const char *path, enum store_mode mode, bool at_rest,
                              struct error *error)
{
    int code = open_uri(db, path, mode, at_rest);
    if (code == SQLITE_READONLY_ROLLBACK && roll_back(path) == SQLITE_OK) {
        sqlite3_close_v2(*db);
        *db = NULL;
        code = open_uri(db, path, mode, false);
    }
    int kind = code & 0xff;
    if (mode != STORE_WRITE && (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY)) {
        if (has_beside(path, "-wal") || has_beside(path, "-journal"))
            return error_set(error, STATUS_DATABASE,
                             _("cannot open the database '%s': a load has not been finished, and "
                               "its folder is read-only"),
                             path);
        sqlite3_close_v2(*db);
        *db = NULL;
        code = open_uri(db, path, mode, true);
    }
    if ((code & 0xff) == SQLITE_NOTADB)
        return not_ours(path, error);
    /* What could not be opened has no name of its own to tell. */
    if ((code & 0xff) == SQLITE_CANTOPEN && sqlite3_system_errno(*db) != 0)
        return error_set_errno(error, sqlite3_system_errno(*db), _("cannot open the database '%s'"),
                               path);
    return code == SQLITE_OK ? STATUS_OK : db_fail(*db, error);
}

/* What a file says that it is. */
static enum status identify(sqlite3 *db, int64_t *application, int64_t *version,
                            struct error *error)
{
    enum status status = db_number(db, application, 0, "PRAGMA application_id", error);
    return status == STATUS_OK ? db_number(db, version, 0, "PRAGMA user_version", error) : status;
}

/*
 * What is nobody's yet can become ours: a first load that was killed, or is at work now, leaves
 * pages with nothing in them. Only under the lock is it sure that nobody is filling them.
 */
static enum status identify_alone(sqlite3 *db, int64_t *application, int64_t *version, bool *blank,
                                  struct error *error)
{
    int64_t things = 0;
    enum status status = db_exec(db, "BEGIN IMMEDIATE", error);
    if (status != STATUS_OK)
        return status;
    status = identify(db, application, version, error);
    if (status == STATUS_OK)
        status = db_number(db, &things, 0, "SELECT count(*) FROM sqlite_schema", error);
    *blank = things == 0 && *application == 0 && *version == 0;
    db_exec(db, "ROLLBACK", NULL);
    return status;
}

/* The same, where nobody may be asked to wait. */
static enum status identify_here(sqlite3 *db, int64_t *application, int64_t *version, bool *blank,
                                 struct error *error)
{
    int64_t things = 1;
    enum status status = identify(db, application, version, error);
    if (status == STATUS_OK)
        status = db_number(db, &things, 1, "SELECT count(*) FROM sqlite_schema", error);
    *blank = things == 0 && *application == 0 && *version == 0;
    return status;
}

/* Whether the file is one of ours, and of a version that we speak. */
static enum status check_version(sqlite3 *db, const char *path, enum store_mode mode,
                                 struct error *error)
{
    int64_t application = 0, version = 0;
    bool blank = false;
    enum status status = mode == STORE_REHEARSE
                             ? identify_here(db, &application, &version, &blank, error)
                             : identify(db, &application, &version, error);
    if (status == STATUS_OK && mode == STORE_WRITE && (application == 0 || version == 0))
        status = identify_alone(db, &application, &version, &blank, error);
    if (status != STATUS_OK || blank)
        return status;
    if (application != STORE_APPLICATION_ID || version < 1)
        return not_ours(path, error);
    if (version > migrate_version())
        return error_set(error, STATUS_DATABASE,
                         _("the database '%s' is of version %lld, written by a newer renostat; "
                           "this one knows versions up to %lld"),
                         path, (long long)version, (long long)migrate_version());
    if (version < migrate_version() && mode == STORE_READ)
        return error_set(error, STATUS_DATABASE,
                         _("the database '%s' is of the older version %lld: run 'ingest' to "
                           "upgrade it"),
                         path, (long long)version);
    return STATUS_OK;
}

/*
 * With a log, readers see what was there before a load while it goes on, and each page is written
 * twice. While nothing has been loaded there is nothing to see: the first load does without.
 */
enum status store_start_log(struct store *store, struct error *error)
{
    int64_t loaded;
    if (store->has_log)
        return STATUS_OK;
    enum status status =
        db_number(store->db, &loaded, 0, "SELECT EXISTS (SELECT 1 FROM source)", error);
    if (status != STATUS_OK || loaded == 0)
        return status;
    store->has_log = true;
    /* Readers keep it from changing: the next who opens it to write will. */
    db_exec(store->db, "PRAGMA journal_mode = WAL", NULL);
    return STATUS_OK;
}

static enum status prepare_to_write(sqlite3 *db, struct error *error)
{
    enum status status = db_exec(db,
                                 "PRAGMA synchronous = NORMAL;"
                                 "PRAGMA foreign_keys = ON;"
                                 "PRAGMA cache_size = -16000",
                                 error);
    return status == STATUS_OK ? migrate(db, error) : status;
}

static enum status copy_file(sqlite3 **copy, const char *path, bool at_rest, struct error *error)
{
    sqlite3 *db = NULL;
    enum status status = look(path, STORE_REHEARSE, error);
    if (status == STATUS_OK)
        status = connect_to(&db, path, STORE_REHEARSE, at_rest, error);
    if (status == STATUS_OK)
        status = check_version(db, path, STORE_REHEARSE, error);
    if (status == STATUS_OK)
        status = copy_make(copy, db, error);
    sqlite3_close_v2(db);
    return status;
}

/* Nobody is writing, nor has been killed at it. */
static bool is_at_rest(const char *path)
{
    return !has_beside(path, "-wal") && !has_beside(path, "-journal");
}

static bool has_changed(const char *path, const struct stat *before)
{
    struct stat now;
    return stat(path, &now) != 0 || now.st_ino != before->st_ino ||
           now.st_size != before->st_size || now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != before->st_mtim.tv_nsec || !is_at_rest(path);
}

/*
 * A copy of the database, upgraded where that is needed. While nobody writes, the file is read as
 * it lies, and no file is made beside it; where somebody has begun meanwhile, it is read again as
 * others do.
 */
static enum status open_copy(sqlite3 **copy, const char *path, struct error *error)
{
    struct stat before;
    enum status status;
    if (stat(path, &before) != 0 && errno == ENOENT) {
        status = copy_make(copy, NULL, error);
    } else {
        bool at_rest = is_at_rest(path);
        status = copy_file(copy, path, at_rest, at_rest ? NULL : error);
        if (at_rest && (status != STATUS_OK || has_changed(path, &before))) {
            sqlite3_close_v2(*copy);
            *copy = NULL;
            status = copy_file(copy, path, false, error);
        }
    }
    return status == STATUS_OK ? migrate(*copy, error) : status;
}

static enum status open_file(sqlite3 **db, const char *path, enum store_mode mode,
                             struct error *error)
{
    if (mode == STORE_REHEARSE)
        return open_copy(db, path, error);
    enum status status = look(path, mode, error);
    if (status == STATUS_OK)
        status = connect_to(db, path, mode, false, error);
    if (status == STATUS_OK)
        status = check_version(*db, path, mode, error);
    if (status == STATUS_OK && mode == STORE_WRITE)
        status = prepare_to_write(*db, error);
    return status;
}

static bool has_moved(sqlite3 *db)
{
    int moved = 0;
    sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

/* Reads and writes the file of that name, whatever happened to the one that was opened. */
enum status store_begin(struct store *store, struct error *error)
{
    for (;;) {
        enum status status = db_exec(store->db, "BEGIN IMMEDIATE", error);
        if (status != STATUS_OK || store->mode != STORE_WRITE || !has_moved(store->db))
            return status;
        sqlite3_close_v2(store->db);
        store->db = NULL;
        store->has_log = false;
        status = open_file(&store->db, store->path, STORE_WRITE, error);
        if (status != STATUS_OK)
            return status;
    }
}

/* Takes the database alone until it is closed; false where others read or write it, or the query,
 * which says whether anything is in it, does not give 0. */
static bool claim(sqlite3 *db, const char *query)
{
    int64_t used = 1;
    sqlite3_busy_timeout(db, 0);
    /* Whoever has a database in WAL mode open shares it: leaving the mode needs it alone. */
    return db_exec(db, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE", NULL) == STATUS_OK &&
           db_number(db, &used, 1, query, NULL) == STATUS_OK && used == 0;
}

enum status store_open(struct store **store, const char *path, enum store_mode mode,
                       struct error *error)
{
    struct store *new = xcalloc(1, sizeof *new);
    bool made = access(path, F_OK) != 0;
    new->mode = mode;
    new->has_log = mode == STORE_REHEARSE; /* a copy has no readers */
    *store = NULL;
    new->path = xstrdup(path);
    enum status status = open_file(&new->db, path, mode, error);
    if (status == STATUS_OK && mode == STORE_WRITE)
        status = store_start_log(new, error);
    if (status != STATUS_OK) {
        /* A disk may be too full for the tables: then no blank file stays behind. */
        if (made && mode == STORE_WRITE &&
            new->db != NULL &&claim(new->db, "SELECT count(*) FROM sqlite_schema"))
            unlink(path);
        store_close(new);
        return status;
    }
    *store = new;
    return STATUS_OK;
}

bool store_claim_unused(struct store *store)
{
    return claim(store->db, "SELECT EXISTS (SELECT 1 FROM source) OR "
                            "EXISTS (SELECT 1 FROM acknowledgement)");
}

static int stops(void *context)
{
    const struct store *store = context;
    return !store->goes_on(store->context);
}

/* A step of SQLite's machine takes some ten nanoseconds. */
enum { STEPS = 100000 };

void store_stop_unless(struct store *store, bool (*goes_on)(void *context), void *context)
{
    store->goes_on = goes_on;
    store->context = context;
    sqlite3_progress_handler(store->db, STEPS, stops, store);
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_load_rollback(store);
    sqlite3_close_v2(store->db);
    free(store->path);
    free(store);
}

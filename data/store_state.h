/* store_state: what an open store holds; for the files of this folder only. */
#ifndef DATA_STORE_STATE_H
#define DATA_STORE_STATE_H

#include "core/text.h"
#include "data/db.h"
#include "data/store.h"

enum {
    STORE_APPLICATION_ID = 0x524e5354, /* "RNST" */
};

struct load;

struct store {
    sqlite3 *db;
    char *path;
    enum store_mode mode;
    bool has_log;                   /* see store_start_log() */
    bool (*goes_on)(void *context); /* see store_stop_unless() */
    void *context;
    struct load *load; /* NULL unless a load is under way */
};

/*
 * Begins a transaction that writes. A run that loads nothing removes the file that it made: where
 * that is the one that was opened, the store takes the file that has the name now, or makes it.
 */
enum status store_begin(struct store *store, struct error *error);

/* Puts a database in which something has been loaded into WAL mode, where it is not yet. */
enum status store_start_log(struct store *store, struct error *error);

/* Appends the URI of a database file, for SQLite; `parameters`: "" or "?mode=ro". */
void store_add_uri(struct text *uri, const char *path, const char *parameters);

/*
 * Makes a database that lives in no named file and is gone when it is closed: a copy of another
 * one, which is only read, or nothing where that is NULL. *copy is NULL after a failure.
 */
enum status copy_make(sqlite3 **copy, sqlite3 *from, struct error *error);

/*
 * Brings a database, new or older, to the newest version in one transaction; does nothing to one
 * that is there already. migrate_version() is that newest version.
 */
enum status migrate(sqlite3 *db, struct error *error);
int64_t migrate_version(void);

#endif

/*
 * database: the database that a command writes into, with the salt beside it. What was not there
 * before is gone again where nothing was loaded, also after an interrupt.
 */
#ifndef CLI_DATABASE_H
#define CLI_DATABASE_H

#include "cli/interrupt.h"
#include "cli/session.h"

struct database {
    struct session *session;
    struct store *store;
    enum store_mode mode;
    bool is_new, salt_is_new; /* neither was there before */
    struct interrupt_watch watch;
};

/* To be closed also where this fails. */
enum status database_open(struct database *database, struct session *session, enum store_mode mode,
                          struct error *error);
/* `used`: something was loaded. A database that was made for nothing is removed, unless another
 * run has met it meanwhile. Closes it once; afterwards signals mean what they did before. */
void database_close(struct database *database, bool used);

/* The path of the salt, in the session's memory. */
const char *database_salt(const struct database *database);
/* Tells that others can read the salt, and the folder allows nothing else. */
void database_say_exposed(const struct database *database);

/* The interrupt came before this file, or was said by the one that it met. `format` is of the
 * first, and has its name. */
enum status database_stopped(const char *format, const char *path, struct error *error);

#endif

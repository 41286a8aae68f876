/* salt: the secret with which doors are hashed; a file beside the database, never in it. */
#ifndef INGEST_SALT_H
#define INGEST_SALT_H

#include <stdbool.h>

#include "core/error.h"
#include "core/text.h"

enum { SALT_BYTES = 32 };

enum salt_use {
    SALT_LOOK, /* leaves all as it is */
    SALT_KEEP, /* the salt that is there: a database that holds doors needs the one of their hashes
                */
    SALT_MAKE, /* makes one where there is none, readable by its owner alone */
};

/* Adds the path of a database's salt: beside the file itself, whatever link leads there. */
void salt_path(struct text *path, const char *database);

/*
 * Reads the salt of a database. What others may read is closed to them, except by SALT_LOOK;
 * *exposed says that the folder does not allow that.
 */
enum status salt_read(const char *database, enum salt_use use, unsigned char salt[SALT_BYTES],
                      bool *exposed, struct error *error);

/*
 * Gives a database that has taken over the doors of another one the salt that they were hashed
 * with, where it has none yet. *adopted is false where the other's is not there or is none.
 */
enum status salt_adopt(const char *database, const char *other, bool *adopted, struct error *error);

#endif

/* salt: the secret with which doors are hashed; a file beside the database, never in it. */
#ifndef INGEST_SALT_H
#define INGEST_SALT_H

#include <stdbool.h>

#include "core/error.h"

enum { SALT_BYTES = 32 };

/*
 * Reads `<database>.salt`. Where there is none it is made, readable by its owner alone, if `make`
 * allows it: a database that holds doors already needs the salt that they were hashed with. What
 * others may read is closed to them; *exposed says that the folder does not allow that.
 */
enum status salt_read(const char *database, bool make, unsigned char salt[SALT_BYTES],
                      bool *exposed, struct error *error);

#endif

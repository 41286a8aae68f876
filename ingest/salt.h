/* salt: the secret with which doors are hashed; a file beside the database, never in it. */
#ifndef INGEST_SALT_H
#define INGEST_SALT_H

#include "core/error.h"

enum { SALT_BYTES = 32 };

/*
 * Reads `<database>.salt`; makes it, readable by its owner alone, where there is none. A file
 * that is not ours, or that others may read, is an error.
 */
enum status salt_read(const char *database, unsigned char salt[SALT_BYTES], struct error *error);

#endif

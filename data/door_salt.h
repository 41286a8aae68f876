/* door_salt: whether the doors in a database and those to come are hashed with one salt. */
#ifndef DATA_DOOR_SALT_H
#define DATA_DOOR_SALT_H

#include "data/db.h"

/* Says which salt it is, and nothing of what it is; never VALUE_NONE. */
int64_t door_salt_fingerprint(const unsigned char *salt);

/* The fingerprint that a database keeps; VALUE_NONE where it has none. `schema`: "main", or the
 * name under which another database is attached. */
enum status door_salt_read(sqlite3 *db, const char *schema, int64_t *fingerprint,
                           struct error *error);
enum status door_salt_keep(sqlite3 *db, int64_t fingerprint, struct error *error);

/* Keeps the fingerprint of the first salt, and refuses any other: doors would count twice. */
enum status door_salt_check(sqlite3 *db, const unsigned char *salt, struct error *error);

#endif

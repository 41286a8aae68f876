#include "data/door_salt.h"

#include <string.h>

#include "core/digest.h"
#include "core/i18n.h"
#include "core/text.h"
#include "data/load_state.h"

int64_t door_salt_fingerprint(const unsigned char *salt)
{
    static const char subject[] = "fingerprint of a salt of renostat";
    return digest_keyed(salt, SALT_LENGTH, subject, strlen(subject));
}

enum status door_salt_read(sqlite3 *db, const char *schema, int64_t *fingerprint,
                           struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql, "SELECT fingerprint FROM %s.salt", schema);
    enum status status = db_number(db, fingerprint, VALUE_NONE, sql.data, error);
    text_release(&sql);
    return status;
}

enum status door_salt_keep(sqlite3 *db, int64_t fingerprint, struct error *error)
{
    return db_execf(db, error, "INSERT INTO salt (salt_id, fingerprint) VALUES (1, %lld)",
                    (long long)fingerprint);
}

enum status door_salt_check(sqlite3 *db, const unsigned char *salt, struct error *error)
{
    int64_t kept, given = door_salt_fingerprint(salt);
    enum status status = door_salt_read(db, "main", &kept, error);
    if (status != STATUS_OK || kept == given)
        return status;
    if (kept == VALUE_NONE)
        return door_salt_keep(db, given, error);
    return error_set(error, STATUS_INVALID,
                     _("the doors in the database '%s' were hashed with another salt: put the "
                       "salt file that belongs to them beside it"),
                     sqlite3_db_filename(db, "main"));
}

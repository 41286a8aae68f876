#include <stddef.h>

#include "data/store_state.h"

#include "schema_001_sql.h"
#include "schema_002_sql.h"
#include "schema_003_sql.h"
#include "schema_004_sql.h"
#include "schema_005_sql.h"
#include "schema_006_sql.h"
#include "schema_007_sql.h"
#include "schema_008_sql.h"
#include "schema_009_sql.h"
#include "schema_010_sql.h"

/* Row N brings version N to N + 1; the bytes of an embedded file end with a NUL. */
static const unsigned char *const migrations[] = {
    schema_001_sql, schema_002_sql, schema_003_sql, schema_004_sql,
    schema_005_sql, schema_006_sql, schema_007_sql, schema_008_sql, schema_009_sql,
    schema_010_sql,
};

int64_t migrate_version(void)
{
    return (int64_t)(sizeof migrations / sizeof *migrations);
}

static enum status apply(sqlite3 *db, struct error *error)
{
    int64_t version;
    enum status status = db_number(db, &version, 0, "PRAGMA user_version", error);
    for (; status == STATUS_OK && version < migrate_version(); version++)
        status = db_exec(db, (const char *)migrations[version], error);
    if (status == STATUS_OK)
        status = db_execf(db, error, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
                          STORE_APPLICATION_ID, (long long)migrate_version());
    return status;
}

enum status migrate(sqlite3 *db, struct error *error)
{
    int64_t version;
    enum status status = db_number(db, &version, 0, "PRAGMA user_version", error);
    if (status != STATUS_OK || version == migrate_version())
        return status;
    /* Another program may upgrade at the same time: the version counts under the lock only. */
    status = db_exec(db, "BEGIN IMMEDIATE", error);
    if (status != STATUS_OK)
        return status;
    status = apply(db, error);
    if (status == STATUS_OK)
        status = db_exec(db, "COMMIT", error);
    /* A commit that finds the disk full or the file busy leaves the transaction open. */
    if (status != STATUS_OK)
        db_exec(db, "ROLLBACK", NULL);
    return status;
}

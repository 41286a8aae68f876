#include "data/db.h"

#include <stdarg.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"

/* A file may be kept from growing by more than a full disk: by a quota, or a limit of the shell. */
static bool is_full(sqlite3 *db)
{
    return (sqlite3_errcode(db) & 0xff) == SQLITE_FULL ||
           sqlite3_extended_errcode(db) == SQLITE_IOERR_WRITE;
}

enum status db_fail(sqlite3 *db, struct error *error)
{
    const char *file = sqlite3_db_filename(db, "main");
    const char *reason = sqlite3_errmsg(db);
    int code = sqlite3_errcode(db) & 0xff;
    if (code == SQLITE_INTERRUPT)
        return error_set(error, STATUS_CANCELLED, "%s", _("interrupted"));
    if (code == SQLITE_BUSY)
        reason = _("another program is writing to it");
    else if (code == SQLITE_READONLY)
        reason = _("it is read-only");
    else if (code == SQLITE_FULL)
        reason = _("the disk is full");
    else if (code == SQLITE_CORRUPT)
        reason = _("it is damaged");
    enum status status = is_full(db) ? STATUS_FULL : STATUS_DATABASE;
    if (file == NULL || file[0] == '\0')
        return error_set(error, status, _("cannot use a temporary database: %s"), reason);
    return error_set(error, status, _("cannot use the database '%s': %s"), file, reason);
}

enum status db_exec(sqlite3 *db, const char *sql, struct error *error)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? STATUS_OK : db_fail(db, error);
}

enum status db_execf(sqlite3 *db, struct error *error, const char *format, ...)
{
    struct text sql = TEXT_INIT;
    va_list args;
    va_start(args, format);
    text_vaddf(&sql, format, args);
    va_end(args);
    enum status status = db_exec(db, sql.data, error);
    text_release(&sql);
    return status;
}

enum status db_prepare(sqlite3 *db, sqlite3_stmt **statement, const char *sql, struct error *error)
{
    *statement = NULL;
    int code = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
    return code == SQLITE_OK ? STATUS_OK : db_fail(db, error);
}

enum status db_step(sqlite3_stmt *statement, bool *row, struct error *error)
{
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return STATUS_OK;
    enum status status = STATUS_OK;
    if (code != SQLITE_DONE)
        status = db_fail(sqlite3_db_handle(statement), error);
    sqlite3_reset(statement);
    return status;
}

enum status db_run(sqlite3_stmt *statement, struct error *error)
{
    bool row;
    enum status status = db_step(statement, &row, error);
    sqlite3_reset(statement);
    return status;
}

void db_bind(sqlite3_stmt *statement, int count, const int64_t *values)
{
    sqlite3_reset(statement);
    for (int i = 0; i < count; i++)
        db_bind_value(statement, i + 1, values[i]);
}

void db_bind_value(sqlite3_stmt *statement, int parameter, int64_t value)
{
    if (value == VALUE_NONE)
        sqlite3_bind_null(statement, parameter);
    else
        sqlite3_bind_int64(statement, parameter, value);
}

void db_bind_day(sqlite3_stmt *statement, int parameter, daynum day)
{
    db_bind_value(statement, parameter, day == DAYNUM_NONE ? VALUE_NONE : day);
}

void db_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
    sqlite3_bind_text(statement, parameter, text != NULL ? text : "", -1, SQLITE_TRANSIENT);
}

int64_t db_value(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return VALUE_NONE;
    return sqlite3_column_int64(statement, column);
}

daynum db_day(sqlite3_stmt *statement, int column)
{
    int64_t value = db_value(statement, column);
    return value == VALUE_NONE ? DAYNUM_NONE : (daynum)value;
}

const char *db_text(sqlite3_stmt *statement, int column, struct arena *arena)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text != NULL ? arena_strdup(arena, (const char *)text) : "";
}

enum status db_number(sqlite3 *db, int64_t *value, int64_t otherwise, const char *sql,
                      struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *value = otherwise;
    enum status status = db_prepare(db, &statement, sql, error);
    if (status == STATUS_OK)
        status = db_step(statement, &row, error);
    if (row && db_value(statement, 0) != VALUE_NONE)
        *value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status;
}

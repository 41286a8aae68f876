/* db: statements and errors of SQLite, as the files of this folder use them. */
#ifndef DATA_DB_H
#define DATA_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/date.h"
#include "core/error.h"
#include "core/memory.h"
#include "core/value.h"

/* Writes what SQLite says of its last failure on `db`, naming the file; never STATUS_OK. */
enum status db_fail(sqlite3 *db, struct error *error);

/* Runs statements without results. */
enum status db_exec(sqlite3 *db, const char *sql, struct error *error);
enum status db_execf(sqlite3 *db, struct error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Compiles one statement that lives for long; *statement is NULL after a failure. */
enum status db_prepare(sqlite3 *db, sqlite3_stmt **statement, const char *sql, struct error *error);

/* One step; *row says whether there is a row. A statement that has no more rows is reset. */
enum status db_step(sqlite3_stmt *statement, bool *row, struct error *error);
/* Runs a statement that gives no row, and resets it. */
enum status db_run(sqlite3_stmt *statement, struct error *error);
/* Resets and binds `count` integers from parameter 1 on; VALUE_NONE is NULL. */
void db_bind(sqlite3_stmt *statement, int count, const int64_t *values);
void db_bind_value(sqlite3_stmt *statement, int parameter, int64_t value);
void db_bind_day(sqlite3_stmt *statement, int parameter, daynum day);
void db_bind_text(sqlite3_stmt *statement, int parameter, const char *text);

/* A column's integer; VALUE_NONE or DAYNUM_NONE where it is NULL. */
int64_t db_value(sqlite3_stmt *statement, int column);
daynum db_day(sqlite3_stmt *statement, int column);
/* A column's text in the arena; "" where it is NULL. */
const char *db_text(sqlite3_stmt *statement, int column, struct arena *arena);

/* The integer in the first column of the first row, or `otherwise` where there is no row. */
enum status db_number(sqlite3 *db, int64_t *value, int64_t otherwise, const char *sql,
                      struct error *error);

#endif

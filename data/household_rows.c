#include <stdlib.h>
#include <string.h>

#include "data/household_load.h"

/* --- the virtual table: one pass over the rows of the load --- */

struct rows_table {
    sqlite3_vtab base;
    struct household_load *bulk;
};

struct rows_cursor {
    sqlite3_vtab_cursor base;
    struct household_load *bulk;
};

static int rows_connect(sqlite3 *db, void *context, int count, const char *const *arguments,
                        sqlite3_vtab **table, char **message)
{
    (void)count, (void)arguments, (void)message;
    struct rows_table *new = xcalloc(1, sizeof *new);
    new->bulk = context;
    *table = &new->base;
    return sqlite3_declare_vtab(db, "CREATE TABLE x (compound_id, stairwell_id, door, answered,"
                                    " vintage_id, line, answer, door_area, contribute, pledge,"
                                    " demolish, owner)");
}

static int rows_disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

static int rows_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e6;
    info->estimatedRows = 1000000;
    return SQLITE_OK;
}

static int rows_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    struct rows_cursor *new = xcalloc(1, sizeof *new);
    new->bulk = ((struct rows_table *)table)->bulk;
    *cursor = &new->base;
    return SQLITE_OK;
}

static int rows_close(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

static int rows_next(sqlite3_vtab_cursor *cursor)
{
    struct household_load *bulk = ((struct rows_cursor *)cursor)->bulk;
    bulk->status = household_next(bulk, &bulk->error);
    if (bulk->status == STATUS_OK && bulk->more) {
        bulk->columns[0] = bulk->key.compound_id;
        bulk->columns[1] = bulk->key.stairwell_id;
        bulk->columns[2] = bulk->key.door;
        household_pack(&bulk->version, bulk->columns + 3);
    }
    return bulk->status == STATUS_OK ? SQLITE_OK : SQLITE_ERROR;
}

static int rows_filter(sqlite3_vtab_cursor *cursor, int index, const char *text, int count,
                       sqlite3_value **values)
{
    (void)index, (void)text, (void)count, (void)values;
    return rows_next(cursor);
}

static int rows_eof(sqlite3_vtab_cursor *cursor)
{
    return !((struct rows_cursor *)cursor)->bulk->more;
}

static void result(sqlite3_context *context, int64_t value)
{
    if (value == VALUE_NONE)
        sqlite3_result_null(context);
    else
        sqlite3_result_int64(context, value);
}

static int rows_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
    const struct household_load *bulk = ((struct rows_cursor *)cursor)->bulk;
    result(context, bulk->columns[column]);
    return SQLITE_OK;
}

static int rows_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    *rowid = ((struct rows_cursor *)cursor)->bulk->row.line;
    return SQLITE_OK;
}

static const sqlite3_module rows_module = {
    .xConnect = rows_connect,
    .xBestIndex = rows_best_index,
    .xDisconnect = rows_disconnect,
    .xOpen = rows_open,
    .xClose = rows_close,
    .xFilter = rows_filter,
    .xNext = rows_next,
    .xEof = rows_eof,
    .xColumn = rows_column,
    .xRowid = rows_rowid,
};

/* --- the functions of the upsert --- */

/* settle(old version …, past): whether the row of the table changes. */
static void settle(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct household_load *bulk = sqlite3_user_data(context);
    int64_t old[HOUSEHOLD_COLUMNS + 1];
    bool write;
    for (int i = 0; i < count && i <= HOUSEHOLD_COLUMNS; i++)
        old[i] = sqlite3_value_type(values[i]) == SQLITE_NULL ? VALUE_NONE
                                                              : sqlite3_value_int64(values[i]);
    struct household_version version = household_unpack(old);
    bulk->status = vintage_read(bulk->vintages, &version.vintage, &bulk->error);
    if (bulk->status == STATUS_OK)
        bulk->status =
            household_settle(bulk, &version, old[HOUSEHOLD_COLUMNS], &write, &bulk->error);
    if (bulk->status != STATUS_OK) {
        sqlite3_result_error(context, "settle", -1);
        return;
    }
    household_pack(&bulk->kept, bulk->kept_columns);
    sqlite3_result_int(context, write);
}

/* kept(i): column i of the version that the table keeps; after those, its `past`. */
static void kept(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct household_load *bulk = sqlite3_user_data(context);
    int column = count > 0 ? sqlite3_value_int(values[0]) : 0;
    result(context, column < HOUSEHOLD_COLUMNS ? bulk->kept_columns[column] : bulk->kept_past);
}

enum status household_rows_register(struct household_load *bulk, struct error *error)
{
    sqlite3 *db = bulk->load->db;
    int code = sqlite3_create_module_v2(db, "household_rows", &rows_module, bulk, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_create_function_v2(db, "settle", HOUSEHOLD_COLUMNS + 1, SQLITE_UTF8, bulk,
                                          settle, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_create_function_v2(db, "kept", 1, SQLITE_UTF8, bulk, kept, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : db_fail(db, error);
}

void household_rows_unregister(struct household_load *bulk)
{
    sqlite3 *db = bulk->load->db;
    sqlite3_create_module_v2(db, "household_rows", NULL, NULL, NULL);
    sqlite3_create_function_v2(db, "settle", HOUSEHOLD_COLUMNS + 1, SQLITE_UTF8, NULL, NULL, NULL,
                               NULL, NULL);
    sqlite3_create_function_v2(db, "kept", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
}

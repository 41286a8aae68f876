#include "data/household_history.h"

#include <string.h>

#define OF_HOUSEHOLD " WHERE compound_id = ?1 AND stairwell_id = ?2 AND door = ?3"

enum { KEYS = 3 };

enum status household_history_init(struct household_history *history, sqlite3 *db,
                                   struct vintages *vintages, struct error *error)
{
    *history = (struct household_history){.vintages = vintages};
    enum status status = db_prepare(db, &history->read,
                                    "SELECT answered, vintage_id, line, answer, door_area,"
                                    " contribute, pledge, demolish, owner"
                                    " FROM household_past" OF_HOUSEHOLD,
                                    error);
    if (status == STATUS_OK)
        status = db_prepare(db, &history->add,
                            "INSERT INTO household_past VALUES"
                            " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                            error);
    if (status == STATUS_OK)
        status = db_prepare(db, &history->clear, "DELETE FROM household_past" OF_HOUSEHOLD, error);
    return status;
}

void household_history_release(struct household_history *history)
{
    sqlite3_finalize(history->read);
    sqlite3_finalize(history->add);
    sqlite3_finalize(history->clear);
}

enum status household_version_read(sqlite3_stmt *row, struct vintages *vintages,
                                   struct household_version *version, struct error *error)
{
    int64_t columns[HOUSEHOLD_COLUMNS];
    for (int i = 0; i < HOUSEHOLD_COLUMNS; i++)
        columns[i] = db_value(row, i);
    *version = household_unpack(columns);
    return vintage_read(vintages, &version->vintage, error);
}

static void bind_key(sqlite3_stmt *statement, const struct household_key *key)
{
    db_bind(statement, KEYS, (int64_t[]){key->compound_id, key->stairwell_id, key->door});
}

enum status household_history_read(struct household_history *history,
                                   const struct household_key *key,
                                   struct household_versions *versions, struct error *error)
{
    bool row = false;
    enum status status;
    bind_key(history->read, key);
    while ((status = db_step(history->read, &row, error)) == STATUS_OK && row) {
        struct household_version version;
        status = household_version_read(history->read, history->vintages, &version, error);
        if (status != STATUS_OK)
            break;
        household_versions_add(versions, &version);
    }
    sqlite3_reset(history->read);
    return status;
}

enum status household_history_add(struct household_history *history,
                                  const struct household_key *key,
                                  const struct household_version *version, struct error *error)
{
    int64_t row[KEYS + HOUSEHOLD_COLUMNS] = {key->compound_id, key->stairwell_id, key->door};
    household_pack(version, row + KEYS);
    db_bind(history->add, KEYS + HOUSEHOLD_COLUMNS, row);
    return db_run(history->add, error);
}

enum status household_history_write(struct household_history *history,
                                    const struct household_key *key,
                                    const struct household_versions *versions,
                                    struct household_version *newest, struct error *error)
{
    size_t best = 0;
    for (size_t i = 1; i < versions->count; i++)
        if (household_compare(&versions->items[i], &versions->items[best]) > 0)
            best = i;
    if (versions->count > 0)
        *newest = versions->items[best];
    bind_key(history->clear, key);
    enum status status = db_run(history->clear, error);
    for (size_t i = 0; i < versions->count && status == STATUS_OK; i++)
        if (i != best)
            status = household_history_add(history, key, &versions->items[i], error);
    return status;
}

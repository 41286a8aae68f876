#include "data/store_state.h"

static void bind_key(sqlite3_stmt *statement, const char *code, const char *city,
                     const char *subject)
{
    db_bind_text(statement, 1, code);
    db_bind_text(statement, 2, city);
    db_bind_text(statement, 3, subject);
}

enum status store_acknowledge(struct store *store, const struct acknowledgement *acknowledgement,
                              struct error *error)
{
    sqlite3_stmt *statement = NULL;
    enum status status = db_prepare(store->db, &statement,
                                    "INSERT OR REPLACE INTO acknowledgement"
                                    " (code, city, subject, reason, acknowledged_on)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5)",
                                    error);
    if (status == STATUS_OK) {
        bind_key(statement, acknowledgement->code, acknowledgement->city, acknowledgement->subject);
        db_bind_text(statement, 4, acknowledgement->reason);
        db_bind_day(statement, 5, acknowledgement->acknowledged_on);
        status = db_run(statement, error);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status store_withdraw(struct store *store, const char *code, const char *city,
                           const char *subject, bool *found, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    enum status status = db_prepare(
        store->db, &statement,
        "DELETE FROM acknowledgement WHERE code = ?1 AND city = ?2 AND subject = ?3", error);
    if (status == STATUS_OK) {
        bind_key(statement, code, city, subject);
        status = db_run(statement, error);
        *found = status == STATUS_OK && sqlite3_changes(store->db) > 0;
    }
    sqlite3_finalize(statement);
    return status;
}

enum status store_read_acknowledgements(struct store *store, struct acknowledgement_set *set,
                                        struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    bool row = false;
    *set = (struct acknowledgement_set){0};
    enum status status = db_prepare(store->db, &statement,
                                    "SELECT code, city, subject, reason, acknowledged_on"
                                    " FROM acknowledgement ORDER BY code, city, subject",
                                    error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(set->items, set->count + 1, capacity);
        set->items[set->count++] = (struct acknowledgement){
            .code = db_text(statement, 0, &set->strings),
            .city = db_text(statement, 1, &set->strings),
            .subject = db_text(statement, 2, &set->strings),
            .reason = db_text(statement, 3, &set->strings),
            .acknowledged_on = db_day(statement, 4),
        };
    }
    sqlite3_finalize(statement);
    if (status != STATUS_OK)
        acknowledgement_set_release(set);
    return status;
}

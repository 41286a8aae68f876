#include "data/vintage.h"

#include <stdlib.h>

#include "core/memory.h"

/* Rows that follow each other are of few vintages: a newcomer takes another's place. */
enum { SLOTS = 256 };

struct vintages {
    sqlite3_stmt *find, *insert, *read;
    struct vintage by_dates[SLOTS], by_number[SLOTS]; /* vintage_id 0: none */
};

enum status vintages_new(struct vintages **vintages, sqlite3 *db, struct error *error)
{
    struct vintages *new = xcalloc(1, sizeof *new);
    *vintages = new;
    enum status status = db_prepare(db, &new->find,
                                    "SELECT vintage_id FROM main.vintage"
                                    " WHERE source_id = ?1 AND as_of = ?2 AND known = ?3"
                                    " AND named_by = ?4 AND region_id = ?5 AND word = ?6",
                                    error);
    if (status == STATUS_OK)
        status = db_prepare(db, &new->insert,
                            "INSERT INTO main.vintage (source_id, as_of, known, named_by,"
                            " region_id, word) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                            error);
    if (status == STATUS_OK)
        status = db_prepare(db, &new->read,
                            "SELECT source_id, as_of, known, named_by, region_id, word"
                            " FROM main.vintage WHERE vintage_id = ?1",
                            error);
    return status;
}

void vintages_free(struct vintages *vintages)
{
    if (vintages == NULL)
        return;
    sqlite3_finalize(vintages->find);
    sqlite3_finalize(vintages->insert);
    sqlite3_finalize(vintages->read);
    free(vintages);
}

bool vintage_same_name(const struct vintage *a, const struct vintage *b)
{
    return a->named_by == b->named_by && a->region_id == b->region_id && a->word == b->word;
}

static enum status find_or_insert(struct vintages *vintages, struct vintage *vintage,
                                  struct error *error)
{
    const int64_t values[] = {vintage->source_id, vintage->as_of,     vintage->known,
                              vintage->named_by,  vintage->region_id, vintage->word};
    bool row = false;
    db_bind(vintages->find, 6, values);
    enum status status = db_step(vintages->find, &row, error);
    if (row)
        vintage->vintage_id = sqlite3_column_int64(vintages->find, 0);
    sqlite3_reset(vintages->find);
    if (status != STATUS_OK || row)
        return status;
    db_bind(vintages->insert, 6, values);
    status = db_run(vintages->insert, error);
    vintage->vintage_id = sqlite3_last_insert_rowid(sqlite3_db_handle(vintages->insert));
    return status;
}

enum status vintage_number(struct vintages *vintages, struct vintage *vintage, struct error *error)
{
    uint64_t hash = (uint64_t)vintage->source_id * 31 + (uint64_t)vintage->as_of * 7 +
                    (uint64_t)vintage->known + (uint64_t)vintage->word * 13;
    struct vintage *slot = &vintages->by_dates[hash % SLOTS];
    if (slot->vintage_id != 0 && slot->source_id == vintage->source_id &&
        slot->as_of == vintage->as_of && slot->known == vintage->known &&
        vintage_same_name(slot, vintage)) {
        vintage->vintage_id = slot->vintage_id;
        return STATUS_OK;
    }
    enum status status = find_or_insert(vintages, vintage, error);
    if (status == STATUS_OK)
        *slot = *vintage;
    return status;
}

enum status vintage_read(struct vintages *vintages, struct vintage *vintage, struct error *error)
{
    struct vintage *slot = &vintages->by_number[(uint64_t)vintage->vintage_id % SLOTS];
    bool row = false;
    if (slot->vintage_id == vintage->vintage_id) {
        *vintage = *slot;
        return STATUS_OK;
    }
    db_bind(vintages->read, 1, &vintage->vintage_id);
    enum status status = db_step(vintages->read, &row, error);
    if (row) {
        vintage->source_id = sqlite3_column_int64(vintages->read, 0);
        vintage->as_of = sqlite3_column_int64(vintages->read, 1);
        vintage->known = sqlite3_column_int64(vintages->read, 2);
        vintage->named_by = sqlite3_column_int64(vintages->read, 3);
        vintage->region_id = sqlite3_column_int64(vintages->read, 4);
        vintage->word = sqlite3_column_int64(vintages->read, 5);
        *slot = *vintage;
    }
    sqlite3_reset(vintages->read);
    return status;
}

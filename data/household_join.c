#include "data/household_join.h"

#include <stdlib.h>

#include "core/text.h"

#define OF_HOUSEHOLD " WHERE compound_id = ?1 AND stairwell_id = ?2 AND door = ?3"

enum { KEYS = 3 };

enum status household_joiner_init(struct household_joiner *joiner, sqlite3 *db, struct error *error)
{
    *joiner = (struct household_joiner){0};
    enum status status = tally_new(&joiner->tally, db, error);
    if (status == STATUS_OK)
        status = vintages_new(&joiner->vintages, db, error);
    if (status == STATUS_OK)
        status = household_history_init(&joiner->history, db, joiner->vintages, error);
    if (status == STATUS_OK)
        status = db_prepare(db, &joiner->read,
                            "SELECT answered, vintage_id, line, answer, door_area, contribute,"
                            " pledge, demolish, owner FROM main.household_answer" OF_HOUSEHOLD,
                            error);
    if (status == STATUS_OK)
        status = db_prepare(db, &joiner->write,
                            "INSERT OR REPLACE INTO main.household_answer VALUES (?1, ?2, ?3, ?4,"
                            " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                            error);
    if (status == STATUS_OK)
        status = db_prepare(db, &joiner->remove, "DELETE FROM main.household_answer" OF_HOUSEHOLD,
                            error);
    return status;
}

void household_joiner_release(struct household_joiner *joiner)
{
    sqlite3_finalize(joiner->read);
    sqlite3_finalize(joiner->write);
    sqlite3_finalize(joiner->remove);
    household_history_release(&joiner->history);
    vintages_free(joiner->vintages);
    tally_free(joiner->tally);
    free(joiner->ours.items);
    free(joiner->all.items);
}

enum status household_joiner_read(struct household_joiner *joiner, const struct household_key *key,
                                  struct household_versions *versions, struct error *error)
{
    bool row = false;
    db_bind(joiner->read, KEYS, (int64_t[]){key->compound_id, key->stairwell_id, key->door});
    enum status status = db_step(joiner->read, &row, error);
    if (status == STATUS_OK && row) {
        struct household_version version;
        status = household_version_read(joiner->read, joiner->vintages, &version, error);
        household_versions_add(versions, &version);
    }
    sqlite3_reset(joiner->read);
    return status == STATUS_OK ? household_history_read(&joiner->history, key, versions, error)
                               : status;
}

enum status household_joiner_write(struct household_joiner *joiner, const struct household_key *key,
                                   struct error *error)
{
    const struct household_versions *ours = &joiner->ours, *all = &joiner->all;
    int64_t row[KEYS + HOUSEHOLD_COLUMNS + 1] = {key->compound_id, key->stairwell_id, key->door};
    struct household_version newest = {0};
    enum status status = tally_versions(joiner->tally, key, ours->items, ours->count, -1, error);
    if (status == STATUS_OK)
        status = tally_versions(joiner->tally, key, all->items, all->count, 1, error);
    if (status == STATUS_OK)
        status = household_history_write(&joiner->history, key, all, &newest, error);
    if (status != STATUS_OK)
        return status;
    if (all->count == 0) {
        db_bind(joiner->remove, KEYS, row);
        return db_run(joiner->remove, error);
    }
    household_pack(&newest, row + KEYS);
    row[KEYS + HOUSEHOLD_COLUMNS] = all->count > 1 ? 2 : 0;
    db_bind(joiner->write, KEYS + HOUSEHOLD_COLUMNS + 1, row);
    return db_run(joiner->write, error);
}

/* --- within one database --- */

struct join {
    sqlite3 *db;
    struct household_joiner joiner;
    sqlite3_stmt *keys, *source, *corrects;
    struct household_versions both;
};

static int compare_loading(const void *a, const void *b)
{
    const struct household_version *x = a, *y = b;
    if (x->vintage.source_id != y->vintage.source_id)
        return x->vintage.source_id < y->vintage.source_id ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* From when on a correction that this source brought is known; *limit: what it had to agree with
 * was known by then. */
static enum status known_from(struct join *join, const struct vintage *vintage, int64_t *known,
                              int64_t *limit, struct error *error)
{
    bool row = false;
    *known = vintage->known;
    *limit = INT64_MAX;
    db_bind(join->source, 1, &vintage->source_id);
    enum status status = db_step(join->source, &row, error);
    if (row && db_value(join->source, 0) != VALUE_NONE)
        *limit = vintage->known;
    else if (row && sqlite3_column_int64(join->source, 1) > vintage->as_of)
        *known = sqlite3_column_int64(join->source, 1);
    else
        *known = vintage->as_of;
    sqlite3_reset(join->source);
    return status;
}

/* Adds a version to joiner->all as a load would have: see household_settle(). */
static enum status load_again(struct join *join, const struct household_version *old,
                              struct error *error)
{
    struct household_versions *all = &join->joiner.all;
    struct household_version version = *old;
    int64_t known, limit;
    enum status status = known_from(join, &version.vintage, &known, &limit, error);
    const struct household_version *same = household_of_same_day(all, &version, limit);
    if (status != STATUS_OK || (same != NULL && household_repeats(same, &version)))
        return status;
    if (same != NULL && same->vintage.as_of == version.vintage.as_of &&
        !household_same(same, &version)) {
        version.vintage.known = known;
        status = vintage_number(join->joiner.vintages, &version.vintage, error);
        db_bind(join->corrects, 1, &version.vintage.source_id);
        if (status == STATUS_OK)
            status = db_run(join->corrects, error);
    }
    household_versions_put(all, &version);
    return status;
}

static enum status join_household(struct join *join, const struct household_key *from,
                                  const struct household_key *into, struct error *error)
{
    struct household_joiner *joiner = &join->joiner;
    joiner->ours.count = joiner->all.count = join->both.count = 0;
    enum status status = household_joiner_read(joiner, into, &joiner->ours, error);
    for (size_t i = 0; i < joiner->ours.count; i++)
        household_versions_add(&join->both, &joiner->ours.items[i]);
    if (status == STATUS_OK)
        status = household_joiner_read(joiner, from, &join->both, error);
    qsort(join->both.items, join->both.count, sizeof *join->both.items, compare_loading);
    for (size_t i = 0; i < join->both.count && status == STATUS_OK; i++)
        status = load_again(join, &join->both.items[i], error);
    return status == STATUS_OK ? household_joiner_write(joiner, into, error) : status;
}

static enum status join_all(struct join *join, int64_t from, int64_t into, struct error *error)
{
    bool row = false;
    enum status status;
    db_bind(join->keys, 1, &from);
    while ((status = db_step(join->keys, &row, error)) == STATUS_OK && row) {
        struct household_key old = {.compound_id = from,
                                    .stairwell_id = sqlite3_column_int64(join->keys, 0),
                                    .door = sqlite3_column_int64(join->keys, 1)};
        struct household_key new = old;
        new.compound_id = into;
        status = join_household(join, &old, &new, error);
        if (status != STATUS_OK)
            return status;
    }
    return status == STATUS_OK ? tally_flush(join->joiner.tally, error) : status;
}

static enum status join_by_doors(sqlite3 *db, int64_t from, int64_t into, struct error *error)
{
    struct join join = {.db = db};
    enum status status = household_joiner_init(&join.joiner, db, error);
    if (status == STATUS_OK)
        status = db_prepare(db, &join.keys,
                            "SELECT stairwell_id, door FROM main.household_answer"
                            " WHERE compound_id = ?1",
                            error);
    if (status == STATUS_OK)
        status = db_prepare(db, &join.source,
                            "SELECT known, loaded_on FROM main.source WHERE source_id = ?1", error);
    if (status == STATUS_OK)
        status = db_prepare(db, &join.corrects,
                            "UPDATE main.source SET corrects = 1 WHERE source_id = ?1", error);
    if (status == STATUS_OK)
        status = join_all(&join, from, into, error);
    sqlite3_finalize(join.keys);
    sqlite3_finalize(join.source);
    sqlite3_finalize(join.corrects);
    household_joiner_release(&join.joiner);
    free(join.both.items);
    return status;
}

/* Gives up what a compound has. */
static enum status clear(sqlite3 *db, int64_t compound_id, struct error *error)
{
    return db_execf(db, error,
                    "DELETE FROM main.household_answer WHERE compound_id = %1$lld;"
                    "DELETE FROM main.household_past WHERE compound_id = %1$lld;"
                    "DELETE FROM main.consent_tally WHERE compound_id = %1$lld;"
                    "DELETE FROM main.consent_month WHERE compound_id = %1$lld;"
                    "DELETE FROM main.tally_only WHERE compound_id = %1$lld",
                    (long long)compound_id);
}

/* Into a compound that has nothing. */
static enum status move(sqlite3 *db, int64_t from, int64_t into, struct error *error)
{
    static const char *const tables[] = {"household_answer", "household_past", "consent_tally",
                                         "consent_month", "tally_only"};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == STATUS_OK; i++)
        status =
            db_execf(db, error, "UPDATE main.%s SET compound_id = %lld WHERE compound_id = %lld",
                     tables[i], (long long)into, (long long)from);
    return status;
}

/* How many households the tallies of a compound know of, and whether that is all that there is. */
static enum status look(sqlite3 *db, int64_t compound_id, int64_t *households, int64_t *tally_only,
                        struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql, "SELECT sum(households) FROM main.consent_tally WHERE compound_id = %lld",
              (long long)compound_id);
    enum status status = db_number(db, households, 0, sql.data, error);
    text_clear(&sql);
    text_addf(&sql, "SELECT EXISTS (SELECT 1 FROM main.tally_only WHERE compound_id = %lld)",
              (long long)compound_id);
    if (status == STATUS_OK)
        status = db_number(db, tally_only, 0, sql.data, error);
    text_release(&sql);
    return status;
}

enum status household_join(sqlite3 *db, int64_t from, int64_t into, struct error *error)
{
    int64_t theirs, ours, their_tallies, our_tallies;
    enum status status = look(db, from, &theirs, &their_tallies, error);
    if (status == STATUS_OK)
        status = look(db, into, &ours, &our_tallies, error);
    if (status != STATUS_OK || (theirs == 0 && their_tallies == 0))
        return status;
    if (our_tallies == 0 && their_tallies == 0 && ours > 0) {
        status = join_by_doors(db, from, into, error);
        return status == STATUS_OK ? clear(db, from, error) : status;
    }
    if (ours >= theirs && ours > 0)
        return clear(db, from, error);
    status = clear(db, into, error);
    return status == STATUS_OK ? move(db, from, into, error) : status;
}

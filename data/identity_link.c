#include "data/identity_link.h"

#include <stdlib.h>

#include "core/memory.h"
#include "data/household_join.h"
#include "data/link_clash.h"

struct pair {
    int64_t from, into;
};

struct pairs {
    struct pair *items;
    size_t count, capacity;
};

/* A row that names no city may speak of any. */
#define SAME_CITY                                                                                  \
    "(r.city_id = s.city_id OR s.city_id IN (SELECT city_id FROM city WHERE name = 0))"

static const char by_code[] = "SELECT q.project_id, min(p.project_id) FROM project q"
                              " JOIN project p ON p.code = q.code"
                              " AND p.city_id IN (SELECT city_id FROM city WHERE name <> 0)"
                              " WHERE q.city_id IN (SELECT city_id FROM city WHERE name = 0)"
                              " AND q.merged_into IS NULL AND p.merged_into IS NULL"
                              " GROUP BY q.project_id HAVING count(*) = 1";

/* The only one, or the only one in just this district. */
#define ONE_MEANT                                                                                  \
    "SELECT q.project_id, iif(count(DISTINCT p.project_id) = 1, min(p.project_id),"                \
    " min(iif(r.region_id = s.region_id, p.project_id, NULL))) FROM project q"
#define IS_ONE                                                                                     \
    " GROUP BY q.project_id HAVING count(DISTINCT p.project_id) = 1"                               \
    " OR count(DISTINCT iif(r.region_id = s.region_id, p.project_id, NULL)) = 1"

/* Who is meant, where just one is: the district agrees, or one side does not say it. What waits
 * itself is meant by nobody. */
static const char by_name[] =
    ONE_MEANT " JOIN alias b ON b.project_id = q.project_id"
              " JOIN region s ON s.region_id = b.region_id"
              " JOIN alias a ON a.name_key = b.name_key"
              " JOIN region r ON r.region_id = a.region_id AND " SAME_CITY
              " JOIN project p ON p.project_id = a.project_id"
              " WHERE q.code IS NULL AND q.by_compound = 0 AND q.merged_into IS NULL"
              " AND p.merged_into IS NULL AND p.project_id <> q.project_id"
              " AND (p.code IS NOT NULL OR (p.listed = 1 AND s.name = 0 AND r.name <> 0))"
              " AND (r.name = s.name OR r.name = 0 OR s.name = 0)" IS_ONE;

static const char by_compound[] =
    ONE_MEANT " JOIN region s ON s.region_id = q.region_id"
              " JOIN compound c ON c.name_key = q.name_key"
              " JOIN project p ON p.project_id = c.project_id"
              " JOIN region r ON r.region_id = p.region_id AND " SAME_CITY
              " WHERE q.code IS NULL AND q.by_compound = 1 AND q.merged_into IS NULL"
              " AND p.merged_into IS NULL AND p.by_compound = 0"
              " AND (p.code IS NOT NULL OR p.listed = 1)"
              " AND (r.name = s.name OR r.name = 0 OR s.name = 0)" IS_ONE;

static enum status find_pairs(sqlite3 *db, const char *sql, struct pairs *pairs,
                              struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = db_prepare(db, &statement, sql, error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(pairs->items, pairs->count + 1, pairs->capacity);
        pairs->items[pairs->count++] =
            (struct pair){sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1)};
    }
    sqlite3_finalize(statement);
    return status;
}

/* Moves the facts of a table by one of its keys. What is there already, of the same source, key and
 * days, says the same. */
static enum status move_facts(sqlite3 *db, const char *table, const char *key, int64_t from,
                              int64_t into, struct error *error)
{
    return db_execf(db, error,
                    "UPDATE OR IGNORE %1$s SET %2$s = %4$lld WHERE %2$s = %3$lld;"
                    "DELETE FROM %1$s WHERE %2$s = %3$lld",
                    table, key, (long long)from, (long long)into);
}

/* The facts of one compound; those keyed by project and compound keep their old project here. */
static enum status move_compound(sqlite3 *db, const struct subject_tables *tables, int64_t project,
                                 struct pair pair, struct error *error)
{
    enum status status =
        move_facts(db, "compound_fact", "compound_id", pair.from, pair.into, error);
    if (status == STATUS_OK)
        status = household_join(db, pair.from, pair.into, error);
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++)
        if (tables->of[i].name != NULL && tables->of[i].key_count >= 2 &&
            tables->of[i].keys[1][0] == 'c')
            status = db_execf(db, error,
                              "UPDATE OR IGNORE %s SET compound_id = %lld"
                              " WHERE project_id = %lld AND compound_id = %lld",
                              tables->of[i].name, (long long)pair.into, (long long)project,
                              (long long)pair.from);
    return status;
}

static enum status move_compounds(sqlite3 *db, const struct subject_tables *tables,
                                  struct pair project, struct error *error)
{
    struct pairs compounds = {0};
    struct text sql = TEXT_INIT;
    enum status status =
        db_execf(db, error,
                 "INSERT OR IGNORE INTO compound (project_id, name_key, name)"
                 " SELECT %lld, name_key, name FROM compound WHERE project_id = %lld",
                 (long long)project.into, (long long)project.from);
    text_addf(&sql,
              "SELECT a.compound_id, b.compound_id FROM compound a JOIN compound b"
              " USING (name_key) WHERE a.project_id = %lld AND b.project_id = %lld",
              (long long)project.from, (long long)project.into);
    if (status == STATUS_OK)
        status = find_pairs(db, sql.data, &compounds, error);
    for (size_t i = 0; i < compounds.count && status == STATUS_OK; i++)
        status = move_compound(db, tables, project.from, compounds.items[i], error);
    text_release(&sql);
    free(compounds.items);
    return status;
}

/* What somebody without a code was called need not be what the project is called. */
static enum status move_names(sqlite3 *db, struct pair pair, struct error *error)
{
    enum status status =
        db_execf(db, error,
                 "DELETE FROM alias WHERE project_id = %lld AND EXISTS"
                 " (SELECT 1 FROM project WHERE project_id = %lld AND code IS NULL)",
                 (long long)pair.from, (long long)pair.from);
    if (status == STATUS_OK)
        status = move_facts(db, "alias", "project_id", pair.from, pair.into, error);
    return status;
}

static enum status merge(struct withdrawal *withdrawal, struct pair pair, struct error *error)
{
    sqlite3 *db = withdrawal->db;
    const struct subject_tables *tables = &withdrawal->tables;
    enum status status = link_clash_settle(withdrawal, pair.from, pair.into, error);
    if (status == STATUS_OK)
        status = move_compounds(db, tables, pair, error);
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++)
        if (tables->of[i].name != NULL && tables->of[i].keys[0][0] == 'p')
            status = move_facts(db, tables->of[i].name, "project_id", pair.from, pair.into, error);
    if (status == STATUS_OK)
        status = move_names(db, pair, error);
    if (status == STATUS_OK)
        status = move_facts(db, "named_row", "project_id", pair.from, pair.into, error);
    if (status == STATUS_OK)
        status = db_execf(
            db, error,
            "INSERT INTO source_pending SELECT source_id, %2$lld, row_count FROM source_pending"
            " WHERE project_id = %1$lld"
            " ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count;"
            "DELETE FROM source_pending WHERE project_id = %1$lld;"
            "UPDATE project SET listed = max(listed, (SELECT listed FROM project"
            " WHERE project_id = %1$lld)) WHERE project_id = %2$lld;"
            "UPDATE project SET merged_into = %2$lld WHERE project_id = %1$lld;"
            "UPDATE project SET merged_into = %2$lld WHERE merged_into = %1$lld",
            (long long)pair.from, (long long)pair.into);
    return status;
}

enum status identity_link_all(struct withdrawal *withdrawal, struct error *error)
{
    static const char *const searches[] = {by_code, by_name, by_compound};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof searches / sizeof *searches && status == STATUS_OK; i++) {
        struct pairs pairs = {0};
        status = find_pairs(withdrawal->db, searches[i], &pairs, error);
        for (size_t j = 0; j < pairs.count && status == STATUS_OK; j++)
            status = merge(withdrawal, pairs.items[j], error);
        free(pairs.items);
    }
    return status;
}

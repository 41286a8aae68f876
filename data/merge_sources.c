#include <stdlib.h>

#include "core/text.h"
#include "data/merge_state.h"

/*
 * What makes two sources one: their bytes, as what and as of when they were read, and the columns
 * that were understood. A city's name from the settings makes no difference here: their projects
 * are of different cities then. n tells apart what one database loaded twice.
 */
#define IDENTITY(schema)                                                                           \
    "(SELECT *, row_number() OVER (PARTITION BY sha256, kind, as_of, fields ORDER BY source_id) n" \
    " FROM (SELECT source_id, sha256, kind, as_of, (SELECT group_concat(field) FROM"               \
    " (SELECT field FROM " schema ".source_field c WHERE c.source_id = s.source_id"                \
    " ORDER BY field)) fields FROM " schema ".source s))"

static const char match_sql[] =
    "INSERT INTO temp.map_source SELECT o.source_id, m.source_id FROM " IDENTITY(
        "other") " o JOIN " IDENTITY("main") " m USING (sha256, kind, n)"
                                             " WHERE o.as_of IS m.as_of AND o.fields IS m.fields;"
                                             "CREATE TEMP TABLE new_source AS"
                                             " SELECT source_id FROM other.source"
                                             " WHERE source_id NOT IN"
                                             " (SELECT old FROM temp.map_source);"
                                             "INSERT INTO temp.map_source SELECT source_id,"
                                             " (SELECT coalesce(max(source_id), 0)"
                                             "  FROM main.source)"
                                             " + row_number() OVER (ORDER BY source_id)"
                                             " FROM temp.new_source";

/* One source that two databases loaded, on different days or under different names: the same words
 * about it, whichever comes first. */
static const char agree_sql[] =
    "UPDATE main.source SET file = min(source.file, o.file),"
    " ordinal = CASE WHEN (source.loaded_on, coalesce(source.ordinal, source.source_id))"
    "  <= (o.loaded_on, o.place) THEN source.ordinal ELSE o.place END,"
    " loaded_on = min(source.loaded_on, o.loaded_on)"
    " FROM (SELECT new, file, loaded_on, coalesce(ordinal, source_id) place"
    "  FROM other.source JOIN temp.map_source ON old = source_id"
    "  WHERE old NOT IN (SELECT source_id FROM temp.new_source)) o"
    " WHERE o.new = source.source_id"
    " AND (source.file, source.loaded_on, coalesce(source.ordinal, source.source_id))"
    " <> (o.file, o.loaded_on, o.place)";

/* The tables of what a file says about itself, its rejected rows among it: they have a source, and
 * neither a day nor a project that they speak of. */
static const char own_tables_sql[] =
    "SELECT name FROM main.sqlite_schema t WHERE type = 'table'"
    " AND EXISTS (SELECT 1 FROM pragma_table_info(t.name, 'main') WHERE name = 'source_id')"
    " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name, 'main')"
    "  WHERE name IN ('as_of', 'project_id'))";

enum status merge_sources(struct merge *merge, struct error *error)
{
    static const char is_new[] = "f.source_id IN (SELECT source_id FROM temp.new_source)";
    sqlite3_stmt *tables = NULL;
    bool row = false;
    enum status status = db_exec(merge->db, match_sql, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, agree_sql, error);
    if (status == STATUS_OK)
        status = merge_copy(merge, "source", is_new, &merge->report->sources, NULL, error);
    if (status == STATUS_OK)
        status = db_prepare(merge->db, &tables, own_tables_sql, error);
    while (status == STATUS_OK && (status = db_step(tables, &row, error)) == STATUS_OK && row)
        status = merge_copy(merge, (const char *)sqlite3_column_text(tables, 0), is_new, NULL, NULL,
                            error);
    sqlite3_finalize(tables);
    return status;
}

/* Among versions of one day that were known at once, the later source counts: see fact_reader. So
 * the order of sources is by the day of loading, then by the order in the database that loaded. */
static const char order_sql[] =
    "CREATE TEMP TABLE place AS SELECT source_id old, row_number() OVER (ORDER BY loaded_on,"
    " coalesce(ordinal, source_id), sha256, kind, as_of, (SELECT group_concat(field) FROM"
    " (SELECT field FROM main.source_field c WHERE c.source_id = s.source_id ORDER BY field)))"
    " new FROM main.source s";

/*
 * Each column that has a source's number gets the new one, by way of negative numbers, for a number
 * may still be another's. Whoever changes a source's number asks each table that refers to it
 * whether it still does: without an index that is a look at all its rows for each of the sources.
 */
static const char renumber_sql[] =
    "WITH place AS (SELECT t.name tab, c.name col FROM main.sqlite_schema t,"
    " pragma_table_info(t.name, 'main') c WHERE t.type = 'table'"
    " AND (c.name = 'source_id' OR c.name IN (SELECT k.\"from\""
    "  FROM pragma_foreign_key_list(t.name, 'main') k WHERE k.\"table\" = 'source')))"
    "SELECT group_concat(printf("
    "'CREATE INDEX main.renumber_%s_%s ON %s (%s);', tab, col, tab, col), '') ||"
    " group_concat(printf("
    "'UPDATE main.%s SET %s = -(SELECT new FROM temp.place WHERE old = %s)"
    " WHERE %s IN (SELECT old FROM temp.place WHERE old <> new);"
    "UPDATE main.%s SET %s = -%s WHERE %s < 0;', tab, col, col, col, tab, col, col, col), '') ||"
    " group_concat(printf('DROP INDEX main.renumber_%s_%s;', tab, col), '')"
    " FROM place";

static enum status renumber_all(struct merge *merge, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = db_exec(merge->db,
                                 "CREATE INDEX temp.place_by_old ON place (old, new);"
                                 "PRAGMA defer_foreign_keys = ON;"
                                 "UPDATE main.source SET ordinal = coalesce(ordinal, source_id)",
                                 error);
    if (status == STATUS_OK)
        status = db_prepare(merge->db, &statement, renumber_sql, error);
    if (status == STATUS_OK)
        status = db_step(statement, &row, error);
    char *script = row ? xstrdup((const char *)sqlite3_column_text(statement, 0)) : NULL;
    sqlite3_finalize(statement);
    if (script != NULL)
        status = db_exec(merge->db, script, error);
    free(script);
    return status;
}

enum status merge_order_sources(struct merge *merge, struct error *error)
{
    int64_t misplaced;
    enum status status = db_exec(merge->db, order_sql, error);
    /* Gaps do not matter, only who comes after whom. */
    if (status == STATUS_OK)
        status = db_number(merge->db, &misplaced, 0,
                           "SELECT count(*) FROM (SELECT new, row_number() OVER (ORDER BY old) n"
                           " FROM temp.place) WHERE new <> n",
                           error);
    if (status == STATUS_OK && misplaced > 0)
        status = renumber_all(merge, error);
    return status;
}

#include <sys/stat.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/door_salt.h"
#include "data/merge_state.h"
#include "data/reject.h"
#include "data/subject.h"

static const char maps_sql[] =
    "CREATE TEMP TABLE map_term (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);"
    "CREATE TEMP TABLE map_source (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);"
    "CREATE TEMP TABLE map_city (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);"
    "CREATE TEMP TABLE map_region (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);"
    "CREATE TEMP TABLE map_project (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);"
    "CREATE TEMP TABLE map_compound (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);"
    "CREATE TEMP TABLE map_stairwell (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);"
    "CREATE TEMP TABLE map_vintage (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)";

static const char terms_sql[] =
    "INSERT INTO main.term (text) SELECT text FROM other.term WHERE true ORDER BY term_id"
    " ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_term SELECT o.term_id, m.term_id FROM other.term o"
    " JOIN main.term m USING (text)";

/* Later words about a finding count; of the same day, always the same ones. */
static const char acknowledgements_sql[] =
    "INSERT INTO main.acknowledgement SELECT * FROM other.acknowledgement WHERE true"
    " ON CONFLICT DO UPDATE SET reason = excluded.reason,"
    " acknowledged_on = excluded.acknowledged_on"
    " WHERE (excluded.acknowledged_on, excluded.reason) > (acknowledged_on, reason)";

/* All tables of facts, by the subjects that have one. */
static enum status copy_facts(struct merge *merge, struct error *error)
{
    struct subject_tables tables;
    enum status status = STATUS_OK;
    subject_tables_init(&tables);
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++) {
        int64_t added = 0, seen = 0;
        if (tables.of[i].name == NULL)
            continue;
        status = merge_copy(merge, tables.of[i].name, "true", &added, &seen, error);
        merge->report->facts += added;
        merge->report->unchanged += seen - added;
    }
    if (status == STATUS_OK)
        status = merge_copy(merge, "source_pending", "true", NULL, NULL, error);
    if (status == STATUS_OK)
        status = merge_copy(merge, "named_row", "true", NULL, NULL, error);
    return status == STATUS_OK ? db_exec(merge->db, acknowledgements_sql, error) : status;
}

/*
 * Whether doors can be told across the two databases. One that has no doors and no salt yet takes
 * over the other's fingerprint with its doors.
 */
static enum status compare_salts(struct merge *merge, const unsigned char *salt,
                                 struct error *error)
{
    int64_t ours, theirs;
    enum status status = door_salt_read(merge->db, "main", &ours, error);
    if (status == STATUS_OK)
        status = door_salt_read(merge->db, "other", &theirs, error);
    if (status != STATUS_OK)
        return status;
    bool kept = ours != VALUE_NONE;
    if (!kept && salt != NULL)
        ours = door_salt_fingerprint(salt);
    bool same = theirs != VALUE_NONE && (ours == VALUE_NONE || ours == theirs);
    if (same && !kept)
        status = door_salt_keep(merge->db, theirs, error);
    return status == STATUS_OK
               ? db_execf(merge->db, error, "CREATE TEMP TABLE same_salt AS SELECT %d yes", same)
               : status;
}

static enum status merge_all(struct merge *merge, const unsigned char *salt, struct error *error)
{
    enum status status = db_exec(merge->db, maps_sql, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, terms_sql, error);
    if (status == STATUS_OK)
        status = merge_sources(merge, error);
    if (status == STATUS_OK)
        status = merge_subjects(merge, error);
    if (status == STATUS_OK)
        status = copy_facts(merge, error);
    if (status == STATUS_OK)
        status = compare_salts(merge, salt, error);
    if (status == STATUS_OK)
        status = merge_households(merge, error);
    if (status == STATUS_OK)
        status = merge_link(merge, error);
    if (status == STATUS_OK)
        status = merge_order_sources(merge, error);
    return status == STATUS_OK ? reject_resolve_reread(merge->db, error) : status;
}

/* A rollback takes the tables of a merge with it, a commit leaves them. */
static const char drop_sql[] =
    "DROP TABLE temp.map_term; DROP TABLE temp.map_source; DROP TABLE temp.map_city;"
    "DROP TABLE temp.map_region; DROP TABLE temp.map_project; DROP TABLE temp.map_compound;"
    "DROP TABLE temp.map_stairwell; DROP TABLE temp.map_vintage;"
    "DROP TABLE temp.new_source; DROP TABLE temp.place; DROP TABLE temp.adopted;"
    "DROP TABLE temp.moved; DROP TABLE temp.live; DROP TABLE temp.compounds;"
    "DROP TABLE temp.same_salt; DROP TABLE temp.answered";

static enum status run(struct merge *merge, const unsigned char *salt, struct error *error)
{
    enum status status = db_exec(merge->db, "BEGIN IMMEDIATE", error);
    if (status != STATUS_OK)
        return status;
    status = merge_all(merge, salt, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, drop_sql, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, "COMMIT", error);
    if (status != STATUS_OK)
        db_exec(merge->db, "ROLLBACK", NULL);
    return status;
}

static bool is_same_file(sqlite3 *db, const char *path)
{
    struct stat here, there;
    return stat(sqlite3_db_filename(db, "main"), &here) == 0 && stat(path, &there) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

/* Attaches what store_open() has found to be one of ours, and found a way to read. */
static enum status attach(sqlite3 *db, const char *path, const struct store *other,
                          struct error *error)
{
    struct text uri = TEXT_INIT;
    sqlite3_stmt *statement = NULL;
    bool immutable =
        sqlite3_uri_boolean(sqlite3_db_filename(other->db, "main"), "immutable", 0) != 0;
    store_add_uri(&uri, path, immutable ? "?mode=ro&immutable=1" : "?mode=ro");
    enum status status = db_prepare(db, &statement, "ATTACH ?1 AS other", error);
    if (status == STATUS_OK) {
        db_bind_text(statement, 1, uri.data);
        status = db_run(statement, error);
    }
    sqlite3_finalize(statement);
    text_release(&uri);
    return status;
}

enum status store_merge(struct store *store, const char *path, const unsigned char *salt,
                        struct merge_report *report, struct error *error)
{
    struct merge merge = {store->db, path, report};
    struct store *other = NULL;
    *report = (struct merge_report){0};
    if (is_same_file(store->db, path))
        return error_set(error, STATUS_INVALID, _("cannot merge '%s' into itself"), path);
    enum status status = store_open(&other, path, STORE_READ, error);
    if (status == STATUS_OK)
        status = attach(store->db, path, other, error);
    store_close(other);
    if (status != STATUS_OK)
        return status;
    status = run(&merge, salt, error);
    db_exec(store->db, "DETACH other", NULL);
    return status;
}

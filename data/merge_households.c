#include <stdlib.h>

#include "data/merge_state.h"
#include "data/tally.h"

/*
 * What becomes of a compound's answers. Doors can be told where both databases hash them with one
 * salt. Where they cannot, the same households may be here and there: the tallies of one side
 * count, those that know more, and never the sum.
 */
enum answers_fate {
    ANSWERS_COPIED,  /* doors, of a compound that has no answers here */
    ANSWERS_JOINED,  /* doors, household by household */
    TALLIES_COPIED,  /* of a compound that has none here */
    TALLIES_KEPT,    /* what is here knows as much or more */
    TALLIES_REPLACED /* what comes knows more */
};

#define KNOWLEDGE(table, compound)                                                                 \
    "(SELECT max(as_of), max(known), sum(households), sum(agree), sum(disagree), sum(abstain),"    \
    " sum(area_total_cm2) FROM " table " WHERE compound_id = " compound ")"

static const char fates_sql[] =
    "CREATE TEMP TABLE answered AS WITH a AS (SELECT c.old, c.new, temp.same_salt.yes"
    "  AND c.old NOT IN (SELECT compound_id FROM other.tally_only)"
    "  AND c.new NOT IN (SELECT compound_id FROM main.tally_only) doors,"
    "  EXISTS (SELECT 1 FROM main.consent_tally m WHERE m.compound_id = c.new) here"
    "  FROM temp.map_compound c, temp.same_salt"
    "  WHERE c.old IN (SELECT compound_id FROM other.consent_tally))"
    " SELECT old, new, CASE WHEN doors THEN here WHEN NOT here THEN 2"
    "  WHEN " KNOWLEDGE("other.consent_tally", "old") " > " KNOWLEDGE(
        "main.consent_tally", "new") " THEN 4 ELSE 3 END fate FROM a";

#define WITH_FATE(fates)                                                                           \
    "f.compound_id IN (SELECT old FROM temp.answered WHERE fate IN (" fates "))"

static enum status copy_all(struct merge *merge, struct error *error)
{
    static const struct {
        const char *table, *condition;
        bool counts;
    } copies[] = {
        {"household_answer", WITH_FATE("0"), true},     {"household_past", WITH_FATE("0"), true},
        {"consent_tally", WITH_FATE("2, 4"), true},     {"consent_tally", WITH_FATE("0"), false},
        {"consent_month", WITH_FATE("0, 2, 4"), false},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof copies / sizeof *copies && status == STATUS_OK; i++) {
        int64_t added = 0;
        status = merge_copy(merge, copies[i].table, copies[i].condition, &added, NULL, error);
        if (copies[i].counts)
            merge->report->facts += added;
    }
    return status;
}

/* What gives way to tallies that know more. */
static enum status clear_replaced(struct merge *merge, struct error *error)
{
    static const char *const tables[] = {"household_answer", "household_past", "consent_tally",
                                         "consent_month"};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < 4 && status == STATUS_OK; i++)
        status = db_execf(merge->db, error,
                          "DELETE FROM main.%s WHERE compound_id IN"
                          " (SELECT new FROM temp.answered WHERE fate = %d)",
                          tables[i], TALLIES_REPLACED);
    if (status == STATUS_OK)
        status = db_execf(merge->db, error,
                          "INSERT OR IGNORE INTO main.tally_only SELECT new FROM temp.answered"
                          " WHERE fate IN (%d, %d)",
                          TALLIES_COPIED, TALLIES_REPLACED);
    return status;
}

/* --- household by household --- */

#define THEIR_SOURCE "(SELECT new FROM temp.map_source WHERE old = source_id)"

enum household_statement {
    THEIRS,      /* keys there, and their numbers here */
    VERSIONS,    /* of a key there */
    OURS,        /* of a key here */
    REMOVE,      /* the answer here … */
    REMOVE_PAST, /* … and its history */
    ADD,
    ADD_PAST,
    HOUSEHOLD_STATEMENTS
};

static const char *const household_sql[HOUSEHOLD_STATEMENTS] = {
    [THEIRS] = "SELECT f.compound_id, f.building, f.unit, f.door, a.new, b.new, u.new"
               " FROM temp.answered a JOIN other.household_answer f ON f.compound_id = a.old"
               " JOIN temp.map_term b ON b.old = f.building JOIN temp.map_term u ON u.old = f.unit"
               " WHERE a.fate = 1",
    [VERSIONS] = "SELECT answered, as_of, known, " THEIR_SOURCE ", line, answer, door_area,"
                 " contribute, pledge, demolish, owner FROM other.household_answer"
                 " WHERE compound_id = ?1 AND building = ?2 AND unit = ?3 AND door = ?4"
                 " UNION ALL SELECT answered, as_of, known, " THEIR_SOURCE
                 ", line, answer, door_area, contribute, pledge, demolish, owner"
                 " FROM other.household_past"
                 " WHERE compound_id = ?1 AND building = ?2 AND unit = ?3 AND door = ?4",
    [OURS] = "SELECT answered, as_of, known, source_id, line, answer, door_area, contribute,"
             " pledge, demolish, owner FROM main.household_answer"
             " WHERE compound_id = ?1 AND building = ?2 AND unit = ?3 AND door = ?4"
             " UNION ALL SELECT answered, as_of, known, source_id, line, answer, door_area,"
             " contribute, pledge, demolish, owner FROM main.household_past"
             " WHERE compound_id = ?1 AND building = ?2 AND unit = ?3 AND door = ?4",
    [REMOVE] = "DELETE FROM main.household_answer"
               " WHERE compound_id = ?1 AND building = ?2 AND unit = ?3 AND door = ?4",
    [REMOVE_PAST] = "DELETE FROM main.household_past"
                    " WHERE compound_id = ?1 AND building = ?2 AND unit = ?3 AND door = ?4",
    [ADD] = "INSERT INTO main.household_answer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
            " ?11, ?12, ?13, ?14, ?15, ?16)",
    [ADD_PAST] = "INSERT INTO main.household_past VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
                 " ?10, ?11, ?12, ?13, ?14, ?15)",
};

struct versions {
    struct household_version *items;
    size_t count, capacity;
};

struct joining {
    struct merge *merge;
    struct tally *tally;
    sqlite3_stmt *statements[HOUSEHOLD_STATEMENTS];
    struct versions ours, all;
};

static void add_version(struct versions *versions, const struct household_version *version)
{
    ARRAY_GROW(versions->items, versions->count + 1, versions->capacity);
    versions->items[versions->count++] = *version;
}

static struct household_version version_in(sqlite3_stmt *row)
{
    return (struct household_version){.answered = db_value(row, 0),
                                      .as_of = db_value(row, 1),
                                      .known = db_value(row, 2),
                                      .source_id = db_value(row, 3),
                                      .line = db_value(row, 4),
                                      .answer = db_value(row, 5),
                                      .door_area = db_value(row, 6),
                                      .contribute = db_value(row, 7),
                                      .pledge = db_value(row, 8),
                                      .demolish = db_value(row, 9),
                                      .owner = db_value(row, 10)};
}

static void bind_key(sqlite3_stmt *statement, const struct household_key *key)
{
    db_bind(statement, 4, (int64_t[]){key->compound_id, key->building, key->unit, key->door});
}

static enum status read_ours(struct joining *joining, const struct household_key *key,
                             struct error *error)
{
    sqlite3_stmt *row = joining->statements[OURS];
    bool more = false;
    enum status status;
    joining->ours.count = joining->all.count = 0;
    bind_key(row, key);
    while ((status = db_step(row, &more, error)) == STATUS_OK && more) {
        struct household_version version = version_in(row);
        add_version(&joining->ours, &version);
        add_version(&joining->all, &version);
    }
    return status;
}

/* Of two that two databases have for the same dates, always the same one, whoever comes first. */
static bool prevails(const struct household_version *a, const struct household_version *b)
{
    const int64_t pairs[][2] = {{a->answer, b->answer},         {a->door_area, b->door_area},
                                {a->contribute, b->contribute}, {a->pledge, b->pledge},
                                {a->demolish, b->demolish},     {a->owner, b->owner}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] > pairs[i][1];
    return false;
}

/* Puts a version among those of this database; true where that says something new. */
static bool put(struct versions *all, const struct household_version *version)
{
    for (size_t i = 0; i < all->count; i++) {
        if (household_compare(&all->items[i], version) != 0)
            continue;
        if (!prevails(version, &all->items[i]))
            return false;
        all->items[i] = *version;
        return true;
    }
    add_version(all, version);
    return true;
}

static enum status read_theirs(struct joining *joining, const struct household_key *key, bool *news,
                               struct error *error)
{
    struct merge_report *report = joining->merge->report;
    sqlite3_stmt *row = joining->statements[VERSIONS];
    bool more = false;
    enum status status;
    *news = false;
    bind_key(row, key);
    while ((status = db_step(row, &more, error)) == STATUS_OK && more) {
        struct household_version version = version_in(row);
        bool new = put(&joining->all, &version);
        report->facts += new;
        report->unchanged += !new;
        *news |= new;
    }
    return status;
}

static enum status write_version(struct joining *joining, const struct household_key *key,
                                 const struct household_version *version, bool newest,
                                 struct error *error)
{
    sqlite3_stmt *statement = joining->statements[newest ? ADD : ADD_PAST];
    db_bind(statement, newest ? 16 : 15,
            (int64_t[]){key->compound_id, key->building, key->unit, key->door, version->answered,
                        version->as_of, version->known, version->source_id, version->line,
                        version->answer, version->door_area, version->contribute, version->pledge,
                        version->demolish, version->owner, joining->all.count > 1 ? 2 : 0});
    return db_run(statement, error);
}

static enum status write_all(struct joining *joining, const struct household_key *key,
                             struct error *error)
{
    const struct versions *all = &joining->all;
    size_t newest = 0;
    for (size_t i = 1; i < all->count; i++)
        if (household_compare(&all->items[i], &all->items[newest]) > 0)
            newest = i;
    enum status status =
        tally_versions(joining->tally, key, joining->ours.items, joining->ours.count, -1, error);
    if (status == STATUS_OK)
        status = tally_versions(joining->tally, key, all->items, all->count, 1, error);
    for (int i = REMOVE; i <= REMOVE_PAST && status == STATUS_OK; i++) {
        bind_key(joining->statements[i], key);
        status = db_run(joining->statements[i], error);
    }
    for (size_t i = 0; i < all->count && status == STATUS_OK; i++)
        status = write_version(joining, key, &all->items[i], i == newest, error);
    return status;
}

static enum status join(struct joining *joining, struct error *error)
{
    sqlite3_stmt *keys = joining->statements[THEIRS];
    bool more = false, news;
    enum status status;
    while ((status = db_step(keys, &more, error)) == STATUS_OK && more) {
        int64_t door = sqlite3_column_int64(keys, 3);
        const struct household_key theirs = {sqlite3_column_int64(keys, 0),
                                             sqlite3_column_int64(keys, 1),
                                             sqlite3_column_int64(keys, 2), door};
        const struct household_key ours = {sqlite3_column_int64(keys, 4),
                                           sqlite3_column_int64(keys, 5),
                                           sqlite3_column_int64(keys, 6), door};
        status = read_ours(joining, &ours, error);
        if (status == STATUS_OK)
            status = read_theirs(joining, &theirs, &news, error);
        if (status == STATUS_OK && news)
            status = write_all(joining, &ours, error);
        if (status != STATUS_OK)
            return status;
    }
    return status == STATUS_OK ? tally_flush(joining->tally, error) : status;
}

static enum status join_all(struct merge *merge, struct error *error)
{
    struct joining joining = {.merge = merge};
    enum status status = tally_new(&joining.tally, merge->db, error);
    for (int i = 0; i < HOUSEHOLD_STATEMENTS && status == STATUS_OK; i++)
        status = db_prepare(merge->db, &joining.statements[i], household_sql[i], error);
    if (status == STATUS_OK)
        status = join(&joining, error);
    for (int i = 0; i < HOUSEHOLD_STATEMENTS; i++)
        sqlite3_finalize(joining.statements[i]);
    tally_free(joining.tally);
    free(joining.ours.items);
    free(joining.all.items);
    return status;
}

enum status merge_households(struct merge *merge, struct error *error)
{
    int64_t tallies, kept = 0;
    enum status status = db_exec(merge->db, fates_sql, error);
    if (status == STATUS_OK)
        status = db_number(merge->db, &tallies, 0,
                           "SELECT count(*) FROM temp.answered WHERE fate >= 2", error);
    if (status == STATUS_OK)
        status = db_number(merge->db, &kept, 0,
                           "SELECT count(*) FROM other.consent_tally JOIN temp.answered"
                           " ON old = compound_id WHERE fate = 3",
                           error);
    if (status == STATUS_OK)
        status = clear_replaced(merge, error);
    if (status == STATUS_OK)
        status = copy_all(merge, error);
    if (status != STATUS_OK)
        return status;
    merge->report->tallies_only = tallies > 0;
    merge->report->unchanged += kept;
    return join_all(merge, error);
}

#include <stdlib.h>

#include "data/household_history.h"
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

static const char maps_sql[] =
    "CREATE TEMP TABLE stairwells AS SELECT stairwell_id old, b.new building, u.new unit"
    " FROM other.stairwell JOIN temp.map_term b ON b.old = building"
    " JOIN temp.map_term u ON u.old = unit;"
    "INSERT INTO main.stairwell (building, unit) SELECT building, unit FROM temp.stairwells"
    " WHERE true ORDER BY old ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_stairwell SELECT old, stairwell_id FROM temp.stairwells"
    " JOIN main.stairwell USING (building, unit);"
    "CREATE TEMP TABLE vintages AS SELECT vintage_id old, s.new source_id, as_of, known"
    " FROM other.vintage JOIN temp.map_source s ON s.old = source_id;"
    "INSERT INTO main.vintage (source_id, as_of, known) SELECT source_id, as_of, known"
    " FROM temp.vintages WHERE true ORDER BY old ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_vintage SELECT old, vintage_id FROM temp.vintages"
    " JOIN main.vintage USING (source_id, as_of, known);"
    "DROP TABLE temp.stairwells; DROP TABLE temp.vintages";

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

enum household_statement {
    THEIRS,   /* keys there, and their numbers here */
    VERSIONS, /* of a key there, by the vintages here */
    OURS,     /* the answer here of a key here */
    WRITE,
    HOUSEHOLD_STATEMENTS
};

#define OF_HOUSEHOLD " WHERE compound_id = ?1 AND stairwell_id = ?2 AND door = ?3"
#define THEIR_COLUMNS                                                                              \
    "SELECT answered, (SELECT new FROM temp.map_vintage WHERE old = vintage_id), line, answer,"    \
    " door_area, contribute, pledge, demolish, owner FROM "

static const char *const household_sql[HOUSEHOLD_STATEMENTS] = {
    [THEIRS] = "SELECT f.compound_id, f.stairwell_id, f.door, a.new, s.stairwell_id, s.building,"
               " s.unit FROM temp.answered a"
               " JOIN other.household_answer f ON f.compound_id = a.old"
               " JOIN temp.map_stairwell m ON m.old = f.stairwell_id"
               " JOIN main.stairwell s ON s.stairwell_id = m.new WHERE a.fate = 1",
    [VERSIONS] = THEIR_COLUMNS "other.household_answer" OF_HOUSEHOLD
                               " UNION ALL " THEIR_COLUMNS "other.household_past" OF_HOUSEHOLD,
    [OURS] = "SELECT answered, vintage_id, line, answer, door_area, contribute, pledge, demolish,"
             " owner FROM main.household_answer" OF_HOUSEHOLD,
    [WRITE] = "INSERT OR REPLACE INTO main.household_answer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
              " ?8, ?9, ?10, ?11, ?12, ?13)",
};

enum { KEYS = 3 };

struct joining {
    struct merge *merge;
    struct tally *tally;
    struct vintages *vintages;
    struct household_history history;
    sqlite3_stmt *statements[HOUSEHOLD_STATEMENTS];
    struct household_versions ours, theirs, all;
};

/* Appends what a statement gives for a key. */
static enum status read_versions(struct joining *joining, enum household_statement which,
                                 const struct household_key *key,
                                 struct household_versions *versions, struct error *error)
{
    sqlite3_stmt *row = joining->statements[which];
    bool more = false;
    enum status status;
    db_bind(row, KEYS, (int64_t[]){key->compound_id, key->stairwell_id, key->door});
    while ((status = db_step(row, &more, error)) == STATUS_OK && more) {
        struct household_version version;
        status = household_version_read(row, joining->vintages, &version, error);
        if (status != STATUS_OK)
            break;
        household_versions_add(versions, &version);
    }
    sqlite3_reset(row);
    return status;
}

static enum status read_ours(struct joining *joining, const struct household_key *key,
                             struct error *error)
{
    joining->ours.count = joining->all.count = 0;
    enum status status = read_versions(joining, OURS, key, &joining->ours, error);
    if (status == STATUS_OK)
        status = household_history_read(&joining->history, key, &joining->ours, error);
    for (size_t i = 0; i < joining->ours.count; i++)
        household_versions_add(&joining->all, &joining->ours.items[i]);
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
static bool put(struct household_versions *all, const struct household_version *version)
{
    for (size_t i = 0; i < all->count; i++) {
        if (household_compare(&all->items[i], version) != 0)
            continue;
        if (!prevails(version, &all->items[i]))
            return false;
        all->items[i] = *version;
        return true;
    }
    household_versions_add(all, version);
    return true;
}

static enum status read_theirs(struct joining *joining, const struct household_key *key, bool *news,
                               struct error *error)
{
    struct merge_report *report = joining->merge->report;
    joining->theirs.count = 0;
    *news = false;
    enum status status = read_versions(joining, VERSIONS, key, &joining->theirs, error);
    for (size_t i = 0; i < joining->theirs.count; i++) {
        bool new = put(&joining->all, &joining->theirs.items[i]);
        report->facts += new;
        report->unchanged += !new;
        *news |= new;
    }
    return status;
}

static enum status write_all(struct joining *joining, const struct household_key *key,
                             struct error *error)
{
    const struct household_versions *ours = &joining->ours, *all = &joining->all;
    int64_t row[KEYS + HOUSEHOLD_COLUMNS + 1] = {key->compound_id, key->stairwell_id, key->door};
    struct household_version newest;
    enum status status =
        tally_versions(joining->tally, key, ours->items, ours->count, -1, error);
    if (status == STATUS_OK)
        status = tally_versions(joining->tally, key, all->items, all->count, 1, error);
    if (status == STATUS_OK)
        status = household_history_write(&joining->history, key, all, &newest, error);
    if (status != STATUS_OK)
        return status;
    household_pack(&newest, row + KEYS);
    row[KEYS + HOUSEHOLD_COLUMNS] = all->count > 1 ? 2 : 0;
    db_bind(joining->statements[WRITE], KEYS + HOUSEHOLD_COLUMNS + 1, row);
    return db_run(joining->statements[WRITE], error);
}

static enum status join(struct joining *joining, struct error *error)
{
    sqlite3_stmt *keys = joining->statements[THEIRS];
    bool more = false, news;
    enum status status;
    while ((status = db_step(keys, &more, error)) == STATUS_OK && more) {
        int64_t door = sqlite3_column_int64(keys, 2);
        const struct household_key theirs = {.compound_id = sqlite3_column_int64(keys, 0),
                                             .stairwell_id = sqlite3_column_int64(keys, 1),
                                             .door = door};
        const struct household_key ours = {.compound_id = sqlite3_column_int64(keys, 3),
                                           .stairwell_id = sqlite3_column_int64(keys, 4),
                                           .door = door,
                                           .building = sqlite3_column_int64(keys, 5),
                                           .unit = sqlite3_column_int64(keys, 6)};
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
        status = vintages_new(&joining.vintages, merge->db, error);
    if (status == STATUS_OK)
        status = household_history_init(&joining.history, merge->db, joining.vintages, error);
    if (status == STATUS_OK)
        status = join(&joining, error);
    for (int i = 0; i < HOUSEHOLD_STATEMENTS; i++)
        sqlite3_finalize(joining.statements[i]);
    household_history_release(&joining.history);
    vintages_free(joining.vintages);
    tally_free(joining.tally);
    free(joining.ours.items);
    free(joining.theirs.items);
    free(joining.all.items);
    return status;
}

enum status merge_households(struct merge *merge, struct error *error)
{
    int64_t tallies, kept = 0;
    enum status status = db_exec(merge->db, maps_sql, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, fates_sql, error);
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

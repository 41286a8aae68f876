#include <stdlib.h>

#include "data/household_join.h"
#include "data/merge_state.h"

/*
 * What becomes of a compound's answers. Doors can be told where both databases hash them with one
 * salt. Where they cannot, the same households may be here and there: the tallies of one side
 * count, those that know more, and never the sum.
 * The fates, in temp.answered:
 * - 'copied': doors, of a compound that has no answers here;
 * - 'joined': doors, household by household;
 * - 'tallies': of a compound that has none here;
 * - 'kept': what is here knows as much or more;
 * - 'replaced': what comes knows more, and comes as tallies …
 * - 'doors': … and comes with doors, where tallies alone were here.
 */
static const char maps_sql[] =
    "CREATE TEMP TABLE stairwells AS SELECT stairwell_id old, b.new building, u.new unit"
    " FROM other.stairwell JOIN temp.map_term b ON b.old = building"
    " JOIN temp.map_term u ON u.old = unit;"
    "INSERT INTO main.stairwell (building, unit) SELECT building, unit FROM temp.stairwells"
    " WHERE true ORDER BY old ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_stairwell SELECT old, stairwell_id FROM temp.stairwells"
    " JOIN main.stairwell USING (building, unit);"
    "CREATE TEMP TABLE vintages AS SELECT vintage_id old, s.new source_id, as_of, known, named_by,"
    " coalesce((SELECT new FROM temp.map_region r WHERE r.old = region_id), 0) region_id,"
    " coalesce((SELECT new FROM temp.map_term t WHERE t.old = word), 0) word"
    " FROM other.vintage JOIN temp.map_source s ON s.old = source_id;"
    "INSERT INTO main.vintage (source_id, as_of, known, named_by, region_id, word)"
    " SELECT source_id, as_of, known, named_by, region_id, word"
    " FROM temp.vintages WHERE true ORDER BY old ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_vintage SELECT old, vintage_id FROM temp.vintages"
    " JOIN main.vintage USING (source_id, as_of, known, named_by, region_id, word);"
    "DROP TABLE temp.stairwells; DROP TABLE temp.vintages";

#define KNOWLEDGE(table, compound)                                                                 \
    "(SELECT max(as_of), max(known), sum(households), sum(agree), sum(disagree), sum(abstain),"    \
    " sum(area_total_cm2) FROM " table " WHERE compound_id = " compound ")"

static const char fates_sql[] =
    "CREATE TEMP TABLE answered AS WITH"
    " c AS (SELECT old, new,"
    "   old IN (SELECT compound_id FROM other.tally_only) tallies_there,"
    "   new IN (SELECT compound_id FROM main.tally_only) tallies_here,"
    "   EXISTS (SELECT 1 FROM main.consent_tally m WHERE m.compound_id = new) here"
    "  FROM temp.map_compound WHERE old IN (SELECT compound_id FROM other.consent_tally)),"
    " a AS (SELECT *, temp.same_salt.yes AND NOT tallies_there doors,"
    "   NOT temp.same_salt.yes AND NOT tallies_there other_salt FROM c, temp.same_salt)"
    " SELECT old, new, tallies_there, other_salt, CASE"
    "  WHEN doors AND NOT tallies_here THEN iif(here, 'joined', 'copied')"
    "  WHEN NOT here THEN 'tallies'"
    "  WHEN " KNOWLEDGE("other.consent_tally", "old") " > " KNOWLEDGE(
        "main.consent_tally",
        "new") " THEN iif(doors, 'doors', 'replaced') ELSE 'kept' END fate FROM a";

#define WITH_FATE(fates)                                                                           \
    "f.compound_id IN (SELECT old FROM temp.answered WHERE fate IN (" fates "))"

static enum status copy_all(struct merge *merge, struct error *error)
{
    static const struct {
        const char *table, *condition;
        bool counts;
    } copies[] = {
        {"household_answer", WITH_FATE("'copied', 'doors'"), true},
        {"household_past", WITH_FATE("'copied', 'doors'"), true},
        {"consent_tally", WITH_FATE("'tallies', 'replaced'"), true},
        {"consent_tally", WITH_FATE("'copied', 'doors'"), false},
        {"consent_month", WITH_FATE("'copied', 'tallies', 'replaced', 'doors'"), false},
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

/* What gives way to answers that know more. */
static enum status clear_replaced(struct merge *merge, struct error *error)
{
    static const char *const tables[] = {"household_answer", "household_past", "consent_tally",
                                         "consent_month", "tally_only"};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == STATUS_OK; i++)
        status = db_execf(merge->db, error,
                          "DELETE FROM main.%s WHERE compound_id IN"
                          " (SELECT new FROM temp.answered WHERE fate IN ('replaced', 'doors'))",
                          tables[i]);
    if (status == STATUS_OK)
        status = db_exec(merge->db,
                         "INSERT OR IGNORE INTO main.tally_only SELECT new FROM temp.answered"
                         " WHERE fate IN ('tallies', 'replaced')",
                         error);
    return status;
}

/* --- household by household --- */

#define OF_HOUSEHOLD " WHERE compound_id = ?1 AND stairwell_id = ?2 AND door = ?3"
#define THEIR_COLUMNS                                                                              \
    "SELECT answered, (SELECT new FROM temp.map_vintage WHERE old = vintage_id), line, answer,"    \
    " door_area, contribute, pledge, demolish, owner FROM "

/* Keys there, and their numbers here. */
static const char keys_sql[] =
    "SELECT f.compound_id, f.stairwell_id, f.door, a.new, m.new"
    " FROM temp.answered a JOIN other.household_answer f ON f.compound_id = a.old"
    " JOIN temp.map_stairwell m ON m.old = f.stairwell_id WHERE a.fate = 'joined'";

/* The versions of a key there, by the vintages here. */
static const char versions_sql[] =
    THEIR_COLUMNS "other.household_answer" OF_HOUSEHOLD " UNION ALL " THEIR_COLUMNS
                  "other.household_past" OF_HOUSEHOLD;

struct joining {
    struct merge *merge;
    struct household_joiner joiner;
    sqlite3_stmt *keys, *versions;
};

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
    for (size_t i = 0; i < all->count; i++)
        if (household_compare(&all->items[i], version) == 0)
            return false;
    for (size_t i = 0; i < all->count; i++) {
        if (!household_same_dates(&all->items[i], version))
            continue;
        if (!prevails(version, &all->items[i]))
            return false;
        all->items[i] = *version;
        return true;
    }
    household_versions_add(all, version);
    return true;
}

/* Puts their versions among ours; *news says whether that says something new. */
static enum status put_theirs(struct joining *joining, const struct household_key *key, bool *news,
                              struct error *error)
{
    struct merge_report *report = joining->merge->report;
    bool row = false;
    enum status status;
    *news = false;
    db_bind(joining->versions, 3, (int64_t[]){key->compound_id, key->stairwell_id, key->door});
    while ((status = db_step(joining->versions, &row, error)) == STATUS_OK && row) {
        struct household_version version;
        status =
            household_version_read(joining->versions, joining->joiner.vintages, &version, error);
        if (status != STATUS_OK)
            break;
        bool new = put(&joining->joiner.all, &version);
        report->facts += new;
        report->unchanged += !new;
        *news |= new;
    }
    sqlite3_reset(joining->versions);
    return status;
}

static enum status join_household(struct joining *joining, const struct household_key *theirs,
                                  const struct household_key *ours, struct error *error)
{
    struct household_joiner *joiner = &joining->joiner;
    bool news = false;
    joiner->ours.count = joiner->all.count = 0;
    enum status status = household_joiner_read(joiner, ours, &joiner->ours, error);
    for (size_t i = 0; i < joiner->ours.count; i++)
        household_versions_add(&joiner->all, &joiner->ours.items[i]);
    if (status == STATUS_OK)
        status = put_theirs(joining, theirs, &news, error);
    return status == STATUS_OK && news ? household_joiner_write(joiner, ours, error) : status;
}

static enum status join(struct joining *joining, struct error *error)
{
    sqlite3_stmt *keys = joining->keys;
    bool more = false;
    enum status status;
    while ((status = db_step(keys, &more, error)) == STATUS_OK && more) {
        int64_t door = sqlite3_column_int64(keys, 2);
        const struct household_key theirs = {.compound_id = sqlite3_column_int64(keys, 0),
                                             .stairwell_id = sqlite3_column_int64(keys, 1),
                                             .door = door};
        const struct household_key ours = {.compound_id = sqlite3_column_int64(keys, 3),
                                           .stairwell_id = sqlite3_column_int64(keys, 4),
                                           .door = door};
        status = join_household(joining, &theirs, &ours, error);
        if (status != STATUS_OK)
            return status;
    }
    return status == STATUS_OK ? tally_flush(joining->joiner.tally, error) : status;
}

static enum status join_all(struct merge *merge, struct error *error)
{
    struct joining joining = {.merge = merge};
    enum status status = household_joiner_init(&joining.joiner, merge->db, error);
    if (status == STATUS_OK)
        status = db_prepare(merge->db, &joining.keys, keys_sql, error);
    if (status == STATUS_OK)
        status = db_prepare(merge->db, &joining.versions, versions_sql, error);
    if (status == STATUS_OK)
        status = join(&joining, error);
    sqlite3_finalize(joining.keys);
    sqlite3_finalize(joining.versions);
    household_joiner_release(&joining.joiner);
    return status;
}

/* Why answers came as tallies, or stayed there, by the number of compounds. */
static enum status count_fates(struct merge *merge, struct error *error)
{
    struct merge_report *report = merge->report;
    const struct {
        int64_t *count;
        const char *sql;
    } counts[] = {
        {&report->by_doors,
         "SELECT count(*) FROM temp.answered WHERE fate IN ('copied', 'joined', 'doors')"},
        {&report->other_salt, "SELECT count(*) FROM temp.answered WHERE other_salt"},
        {&report->tallies_there, "SELECT count(*) FROM temp.answered WHERE tallies_there"},
        {&report->tallies_here, "SELECT count(*) FROM temp.answered WHERE fate = 'kept'"
                                " AND NOT other_salt AND NOT tallies_there"},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof counts / sizeof *counts && status == STATUS_OK; i++)
        status = db_number(merge->db, counts[i].count, 0, counts[i].sql, error);
    return status;
}

enum status merge_households(struct merge *merge, struct error *error)
{
    int64_t kept = 0;
    enum status status = db_exec(merge->db, maps_sql, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, fates_sql, error);
    if (status == STATUS_OK)
        status = count_fates(merge, error);
    if (status == STATUS_OK)
        status = db_number(merge->db, &kept, 0,
                           "SELECT count(*) FROM other.consent_tally JOIN temp.answered"
                           " ON old = compound_id WHERE fate = 'kept'",
                           error);
    if (status == STATUS_OK)
        status = clear_replaced(merge, error);
    if (status == STATUS_OK)
        status = copy_all(merge, error);
    if (status != STATUS_OK)
        return status;
    merge->report->unchanged += kept;
    return join_all(merge, error);
}

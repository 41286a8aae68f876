#include "core/i18n.h"
#include "core/text.h"
#include "data/doubt.h"
#include "data/identity_link.h"
#include "data/merge_state.h"

#include "merge_agree_sql.h"

/* The only city that a database names, where it has projects that name none; else nothing. */
#define ONLY_CITY(schema)                                                                          \
    "(SELECT min(city_id) FROM " schema ".city WHERE name <> 0 AND city_id IN"                     \
    " (SELECT city_id FROM " schema ".project) HAVING count(*) = 1)"

static const char cities_sql[] =
    "INSERT INTO main.city (name) SELECT new FROM other.city JOIN temp.map_term ON old = name"
    " WHERE true ORDER BY city_id ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_city SELECT o.city_id, m.city_id FROM other.city o"
    " JOIN temp.map_term t ON t.old = o.name JOIN main.city m ON m.name = t.new;"
    /* Rows that name no city are of the database's own, where it has just one. */
    "UPDATE temp.map_city SET new = (SELECT new FROM temp.map_city WHERE old = " ONLY_CITY(
        "other") ") WHERE old = (SELECT city_id FROM other.city WHERE name = 0)"
                 " AND " ONLY_CITY("other") " IS NOT NULL";

/* The same for this database, so that it does not matter which of two is merged into which. */
static const char adopt_sql[] =
    "CREATE TEMP TABLE adopted AS SELECT o.region_id old, o.name, c.city_id FROM main.region o"
    " JOIN main.city n ON n.city_id = o.city_id AND n.name = 0"
    " JOIN main.city c ON c.city_id = " ONLY_CITY(
        "main") ";"
                "INSERT INTO main.region (city_id, name) SELECT city_id, name FROM temp.adopted"
                " WHERE true ON CONFLICT DO NOTHING;"
                "CREATE TEMP TABLE moved AS SELECT a.old, a.city_id, r.region_id new"
                " FROM temp.adopted a JOIN main.region r USING (city_id, name);"
                "UPDATE OR IGNORE main.alias SET region_id ="
                " (SELECT new FROM temp.moved WHERE old = region_id)"
                " WHERE region_id IN (SELECT old FROM temp.moved);"
                "UPDATE OR IGNORE main.named_row SET region_id ="
                " (SELECT new FROM temp.moved WHERE old = region_id)"
                " WHERE region_id IN (SELECT old FROM temp.moved);"
                "UPDATE OR IGNORE main.project SET (city_id, region_id) ="
                " (SELECT city_id, new FROM temp.moved WHERE old = region_id)"
                " WHERE merged_into IS NULL AND region_id IN (SELECT old FROM temp.moved)";

static const char regions_sql[] =
    "INSERT INTO main.region (city_id, name) SELECT c.new, t.new FROM other.region r"
    " JOIN temp.map_city c ON c.old = r.city_id JOIN temp.map_term t ON t.old = r.name"
    " WHERE true ORDER BY r.region_id ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_region SELECT o.region_id, m.region_id FROM other.region o"
    " JOIN temp.map_city c ON c.old = o.city_id JOIN temp.map_term t ON t.old = o.name"
    " JOIN main.region m ON m.city_id = c.new AND m.name = t.new";

/* The other database's projects in this one's terms; those that turned out to be another one are
 * that one. */
static const char live_sql[] =
    "CREATE TEMP TABLE live AS SELECT project_id old, c.new city_id, r.new region_id,"
    " (SELECT new FROM temp.map_term WHERE old = p.code) code, k.new name_key, by_compound, listed"
    " FROM other.project p JOIN temp.map_city c ON c.old = p.city_id"
    " JOIN temp.map_region r ON r.old = p.region_id JOIN temp.map_term k ON k.old = p.name_key"
    " WHERE merged_into IS NULL";

#define SAME_NAME                                                                                  \
    "m.code IS NULL AND m.city_id = l.city_id AND m.region_id = l.region_id"                       \
    " AND m.name_key = l.name_key AND m.by_compound = l.by_compound"

static const char add_projects_sql[] =
    "INSERT INTO main.project (city_id, region_id, code, name_key, by_compound)"
    " SELECT city_id, region_id, code, name_key, by_compound FROM temp.live l"
    " WHERE code IS NOT NULL OR NOT EXISTS (SELECT 1 FROM main.project m WHERE " SAME_NAME ")"
    " ORDER BY old ON CONFLICT DO NOTHING";

static const char map_projects_sql[] =
    "INSERT INTO temp.map_project SELECT l.old, coalesce(m.merged_into, m.project_id)"
    " FROM temp.live l JOIN main.project m ON m.city_id = l.city_id AND m.code = l.code;"
    "INSERT INTO temp.map_project SELECT l.old, (SELECT m.project_id"
    "  FROM main.project m WHERE " SAME_NAME " ORDER BY m.merged_into IS NOT NULL, m.project_id"
    "  LIMIT 1) FROM temp.live l WHERE l.code IS NULL;"
    "INSERT INTO temp.map_project SELECT p.project_id, m.new FROM other.project p"
    " JOIN temp.map_project m ON m.old = p.merged_into";

/* One that was joined to another here waits again, and is joined again at the end: its rows may
 * contradict those of the same files that came there. */
static const char part_sql[] =
    "UPDATE main.project SET merged_into = NULL, listed = 0 WHERE merged_into IS NOT NULL"
    " AND project_id IN (SELECT new FROM temp.map_project)";

#define TEXT(term) "(SELECT text FROM main.term WHERE term_id = " term ")"
#define EARLIER(a, b) a " <> '' AND (" b " = '' OR " a " < " b ")"

static const char compounds_sql[] =
    "CREATE TEMP TABLE compounds AS SELECT compound_id old, p.new project_id, k.new name_key,"
    " n.new name FROM other.compound c JOIN temp.map_project p ON p.old = c.project_id"
    " JOIN temp.map_term k ON k.old = c.name_key JOIN temp.map_term n ON n.old = c.name;"
    "INSERT INTO main.compound (project_id, name_key, name) SELECT project_id, name_key, name"
    " FROM temp.compounds WHERE true ORDER BY old ON CONFLICT DO NOTHING;"
    "INSERT INTO temp.map_compound SELECT old, compound_id FROM temp.compounds o"
    " JOIN main.compound m USING (project_id, name_key);"
    "UPDATE main.compound SET name = o.name FROM temp.compounds o"
    " WHERE o.project_id = compound.project_id AND o.name_key = compound.name_key"
    " AND " EARLIER(TEXT("o.name"), TEXT("compound.name"));

/*
 * Two databases that name no city may be of two cities, and what has one code or name in both may
 * be two projects. It is one where they have a file of it in common, or agree on its name and
 * district; where only one of them lists it, the other's rows have waited for it.
 */
static const char strangers_sql[] =
    "SELECT coalesce(nullif((SELECT text FROM main.term WHERE term_id = l.code), ''),"
    "  (SELECT text FROM main.term WHERE term_id = l.name_key))"
    " FROM temp.live l JOIN main.city c ON c.city_id = l.city_id AND c.name = 0"
    " JOIN temp.map_project x USING (old)"
    " JOIN main.project j ON j.project_id = x.new"
    " JOIN main.project m ON m.project_id = coalesce(j.merged_into, j.project_id) AND m.listed = 1"
    " WHERE l.listed = 1 AND NOT EXISTS (SELECT 1 FROM other.alias f"
    "  JOIN temp.map_term k ON k.old = f.name_key JOIN temp.map_region r ON r.old = f.region_id"
    "  JOIN main.region n ON n.region_id = r.new AND n.name <> 0"
    "  JOIN main.alias a ON a.name_key = k.new AND a.region_id = r.new"
    "   AND a.project_id = m.project_id WHERE f.project_id = l.old)"
    " AND NOT EXISTS (SELECT 1 FROM other.project_fact f"
    "  JOIN temp.map_source s ON s.old = f.source_id"
    "  JOIN main.project_fact g ON g.source_id = s.new AND g.project_id = m.project_id"
    "  WHERE f.project_id = l.old) ORDER BY 1 LIMIT 1";

/* The first text that a query gives, as the subject of a message; *found is false without one. */
static enum status find_word(sqlite3 *db, const char *sql, struct text *word, bool *found,
                             struct error *error)
{
    sqlite3_stmt *statement = NULL;
    enum status status = db_prepare(db, &statement, sql, error);
    if (status == STATUS_OK)
        status = db_step(statement, found, error);
    if (status == STATUS_OK && *found)
        text_add(word, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return status;
}

static enum status check_strangers(struct merge *merge, struct error *error)
{
    struct text word = TEXT_INIT;
    bool found = false;
    enum status status = find_word(merge->db, strangers_sql, &word, &found, error);
    if (status == STATUS_OK && found)
        status = error_set(error, STATUS_INVALID,
                           _("'%s': neither database names a city, and the project '%s' may be "
                             "another in each: name the city of each in its settings (city = "
                             "\"…\") and load its exports again"),
                           merge->path, word.data);
    text_release(&word);
    return status;
}

enum status merge_subjects(struct merge *merge, struct error *error)
{
    static const char *const places[] = {cities_sql, adopt_sql, regions_sql, live_sql,
                                         add_projects_sql};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof places / sizeof *places && status == STATUS_OK; i++)
        status = db_exec(merge->db, places[i], error);
    merge->report->projects = sqlite3_changes64(merge->db);
    if (status == STATUS_OK)
        status = db_exec(merge->db, map_projects_sql, error);
    if (status == STATUS_OK)
        status = check_strangers(merge, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, part_sql, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, (const char *)merge_agree_sql, error);
    if (status == STATUS_OK)
        status = db_exec(merge->db, compounds_sql, error);
    return status == STATUS_OK ? merge_copy(merge, "alias", "true", NULL, NULL, error) : status;
}

/*
 * Whether one database has rows of no named city about a project that another has in some city.
 * They are probably of that city; but should a third have the code too, the order of merging
 * would decide whose they are.
 */
#define FROM_OTHER(id) id " IN (SELECT new FROM temp.map_project)"
static const char guesses_sql[] =
    "WITH nowhere AS (SELECT project_id, code, name_key FROM main.project JOIN main.city"
    "  USING (city_id) WHERE city.name = 0 AND merged_into IS NULL),"
    " pairs AS (SELECT q.code word, q.project_id q, p.project_id p FROM nowhere q"
    "  JOIN main.project p ON p.code = q.code AND p.city_id IN"
    "  (SELECT city_id FROM main.city WHERE name <> 0)"
    " UNION ALL SELECT q.name_key, q.project_id, p.project_id FROM nowhere q"
    "  JOIN main.alias a ON a.project_id = q.project_id JOIN main.alias b USING (name_key)"
    "  JOIN main.project p ON p.project_id = b.project_id AND p.city_id IN"
    "  (SELECT city_id FROM main.city WHERE name <> 0) WHERE q.code IS NULL)"
    " SELECT text FROM pairs JOIN main.term ON term_id = word"
    " WHERE (" FROM_OTHER("q") ") <> (" FROM_OTHER("p") ") ORDER BY text LIMIT 1";

static enum status check_guesses(struct merge *merge, struct error *error)
{
    struct text word = TEXT_INIT;
    bool found = false;
    enum status status = find_word(merge->db, guesses_sql, &word, &found, error);
    if (status == STATUS_OK && found)
        status = error_set(error, STATUS_INVALID,
                           _("'%s': rows of no named city speak of the project '%s', which the "
                             "other database has in a city: name the city of each in its "
                             "settings (city = \"…\") and load its exports again"),
                           merge->path, word.data);
    text_release(&word);
    return status;
}

/* A name that meant one project in each database may mean two in both together. */
static enum status doubt(struct merge *merge, struct withdrawal *withdrawal, struct error *error)
{
    struct terms *terms = NULL;
    struct identity *identity = NULL;
    enum status status = terms_new(&terms, merge->db, error);
    if (status == STATUS_OK)
        status = identity_new(&identity, merge->db, terms, error);
    if (status == STATUS_OK)
        status = doubt_names(identity, withdrawal, error);
    identity_free(identity);
    terms_free(terms);
    return status;
}

enum status merge_link(struct merge *merge, struct error *error)
{
    struct load_counts counts = {0};
    struct withdrawal withdrawal;
    enum status status = withdrawal_init(&withdrawal, merge->db, 0, &counts, error);
    if (status == STATUS_OK)
        status = check_guesses(merge, error);
    if (status == STATUS_OK)
        status = doubt(merge, &withdrawal, error);
    if (status == STATUS_OK)
        status = identity_link_all(&withdrawal, error);
    merge->report->taken_back = counts.taken_back;
    withdrawal_release(&withdrawal);
    return status;
}

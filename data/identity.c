#include "data/identity.h"

#include <stdlib.h>
#include <string.h>

#include "data/identity_link.h"

enum question {
    FIND_CITY,
    ADD_CITY,
    FIND_REGION,
    ADD_REGION,
    FIND_CODE,
    ADD_PROJECT,
    FIND_NAME,
    FIND_EXACT,
    FIND_BY_COMPOUND,
    ADD_ALIAS,
    FIND_ANYWHERE,
    FIND_REGION_CITY,
    FIND_REGION_NAMED,
    FIND_COMPOUND,
    ADD_COMPOUND,
    FIND_LISTED,
    SET_LISTED,
    SET_REGION,
    FIND_OTHER_USE,
    QUESTION_COUNT
};

static const char *const questions[QUESTION_COUNT] = {
    [FIND_CITY] = "SELECT city_id FROM city WHERE name = ?1",
    [ADD_CITY] = "INSERT INTO city (name) VALUES (?1)",
    [FIND_REGION] = "SELECT region_id FROM region WHERE city_id = ?1 AND name = ?2",
    [ADD_REGION] = "INSERT INTO region (city_id, name) VALUES (?1, ?2)",
    [FIND_CODE] = "SELECT coalesce(merged_into, project_id) FROM project"
                  " WHERE city_id = ?1 AND code = ?2",
    [ADD_PROJECT] = "INSERT INTO project (city_id, region_id, code, name_key, by_compound)"
                    " VALUES (?1, ?2, ?3, ?4, ?5)",
    /* Exact district first, then those where one side does not say; with a code first. Last what
     * waits for a list without a district of its own: any that a list has named may be it. */
    [FIND_NAME] = "SELECT p.project_id,"
                  " iif(p.code IS NOT NULL, 2, p.listed = 1 OR NOT ?4), a.region_id = ?2,"
                  " coalesce((SELECT text FROM term WHERE term_id = p.code), ''),"
                  " (SELECT text FROM term WHERE term_id = a.name_key),"
                  " (SELECT text FROM term JOIN region r ON r.name = term_id"
                  "  WHERE r.region_id = a.region_id)"
                  " FROM alias a JOIN project p USING (project_id)"
                  " JOIN region r ON r.region_id = a.region_id"
                  " WHERE a.name_key = ?3 AND p.city_id = ?1 AND p.merged_into IS NULL"
                  " AND (a.region_id = ?2 OR"
                  "  ((p.code IS NOT NULL OR p.listed = 1) AND (r.name = 0 OR ?4)))"
                  " GROUP BY p.project_id ORDER BY 2 DESC, 3 DESC, 4, 6, p.project_id",
    [FIND_EXACT] = "SELECT project_id FROM project WHERE city_id = ?1 AND region_id = ?2"
                   " AND code IS NULL AND merged_into IS NULL AND name_key = ?3"
                   " AND by_compound = ?4",
    [FIND_BY_COMPOUND] = "SELECT p.project_id, p.by_compound = 0, p.region_id = ?2,"
                         " coalesce((SELECT text FROM term WHERE term_id = p.code), ''),"
                         " (SELECT text FROM term WHERE term_id = p.name_key),"
                         " (SELECT text FROM term WHERE term_id = r.name)"
                         " FROM compound c JOIN project p USING (project_id)"
                         " JOIN region r USING (region_id)"
                         " WHERE c.name_key = ?3 AND p.city_id = ?1 AND p.merged_into IS NULL"
                         " AND (p.region_id = ?2 OR"
                         "  ((p.code IS NOT NULL OR p.listed = 1) AND (r.name = 0 OR ?4)))"
                         " ORDER BY 2 DESC, 3 DESC, 4, 6, p.project_id",
    [ADD_ALIAS] = "INSERT OR IGNORE INTO alias (name_key, region_id, project_id)"
                  " VALUES (?1, ?2, ?3)",
    /* All cities that are named: as the two above, and no row is better than another. CROSS JOIN:
     * the key of a project begins with its city, and cities are few. */
    [FIND_ANYWHERE] = "SELECT p.project_id, 1, 1,"
                      " (SELECT text FROM term WHERE term_id = p.code),"
                      " (SELECT text FROM term WHERE term_id = p.name_key),"
                      " (SELECT text FROM term WHERE term_id = city.name)"
                      " FROM city CROSS JOIN project p USING (city_id)"
                      " WHERE p.code = ?3 AND city.name <> 0 AND p.merged_into IS NULL"
                      " AND ?1 + ?2 + ?4 IS NOT NULL ORDER BY 6, p.project_id",
    [FIND_REGION_CITY] = "SELECT city_id FROM region WHERE region_id = ?1",
    [FIND_REGION_NAMED] = "SELECT name FROM region WHERE region_id = ?1",
    [FIND_COMPOUND] = "SELECT compound_id FROM compound WHERE project_id = ?1 AND name_key = ?2",
    [ADD_COMPOUND] = "INSERT INTO compound (project_id, name_key, name) VALUES (?1, ?2, ?3)",
    [FIND_LISTED] = "SELECT listed FROM project WHERE project_id = ?1",
    [SET_LISTED] = "UPDATE project SET listed = 1 WHERE project_id = ?1 AND listed = 0",
    [SET_REGION] = "UPDATE project SET region_id = ?2 WHERE project_id = ?1 AND region_id IN"
                   " (SELECT region_id FROM region WHERE name = 0)",
    /* Who has the code, where neither the name (?3) nor the district (?2) is one of theirs, nor a
     * longer or shorter form of one (历下, 历下区). */
    [FIND_OTHER_USE] =
        "SELECT p.project_id, (SELECT text FROM term WHERE term_id = p.code), n.text, t.text"
        " FROM project p JOIN region r USING (region_id) JOIN term t ON t.term_id = r.name"
        " JOIN alias a ON a.project_id = p.project_id JOIN term n ON n.term_id = a.name_key"
        " WHERE p.project_id = ?1 AND p.region_id <> ?2 AND r.name <> 0 AND n.text <> ''"
        " AND NOT EXISTS (SELECT 1 FROM alias b JOIN region s USING (region_id)"
        "  JOIN term u ON u.term_id = s.name JOIN term m ON m.term_id = b.name_key,"
        "  term name, region here JOIN term district ON district.term_id = here.name"
        "  WHERE b.project_id = ?1 AND name.term_id = ?3 AND here.region_id = ?2"
        "  AND (instr(m.text, name.text) OR instr(name.text, m.text)"
        "   OR instr(u.text, district.text) OR instr(district.text, u.text)))"
        " ORDER BY a.name_key = p.name_key DESC, n.text LIMIT 1",
};

enum { WORDS = 5 };

struct identity {
    sqlite3 *db;
    struct terms *terms;
    sqlite3_stmt *statements[QUESTION_COUNT];
    /* The last row's words and what they meant: rows of one project follow each other. */
    struct text last_words[WORDS], key;
    struct identity_match last;
    bool has_last;
    bool changed; /* names or compounds were added: identity_link() has work */
};

enum status identity_new(struct identity **identity, sqlite3 *db, struct terms *terms,
                         struct error *error)
{
    struct identity *new = xcalloc(1, sizeof *new);
    enum status status = STATUS_OK;
    new->db = db;
    new->terms = terms;
    for (int i = 0; i < WORDS; i++)
        text_init(&new->last_words[i]);
    text_init(&new->key);
    for (int i = 0; i < QUESTION_COUNT && status == STATUS_OK; i++)
        status = db_prepare(db, &new->statements[i], questions[i], error);
    *identity = new;
    return status;
}

void identity_free(struct identity *identity)
{
    if (identity == NULL)
        return;
    for (int i = 0; i < QUESTION_COUNT; i++)
        sqlite3_finalize(identity->statements[i]);
    for (int i = 0; i < WORDS; i++)
        text_release(&identity->last_words[i]);
    text_release(&identity->key);
    free(identity);
}

/* The number in the first column of the first row, 0 where there is none. */
static enum status ask(struct identity *identity, enum question question, int count,
                       const int64_t *values, int64_t *answer, struct error *error)
{
    sqlite3_stmt *statement = identity->statements[question];
    bool row;
    *answer = 0;
    db_bind(statement, count, values);
    enum status status = db_step(statement, &row, error);
    if (row)
        *answer = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return status;
}

static enum status tell(struct identity *identity, enum question question, int count,
                        const int64_t *values, struct error *error)
{
    db_bind(identity->statements[question], count, values);
    return db_run(identity->statements[question], error);
}

/* Finds what `find` asks for; where it is not there, adds it. Both take the same values. */
static enum status find_or_add(struct identity *identity, enum question find, int find_count,
                               enum question add, int add_count, const int64_t *values, int64_t *id,
                               struct error *error)
{
    enum status status = ask(identity, find, find_count, values, id, error);
    if (status != STATUS_OK || *id != 0)
        return status;
    status = tell(identity, add, add_count, values, error);
    *id = sqlite3_last_insert_rowid(identity->db);
    return status;
}

static enum status key_of(struct identity *identity, const char *name, int64_t *key,
                          struct error *error)
{
    text_clear(&identity->key);
    identity_name_key(&identity->key, name);
    return term_of(identity->terms, identity->key.data, key, error);
}

/* The place that a row names. */
struct place {
    int64_t city_id, region_id;
    bool anywhere; /* no district said */
};

static enum status find_place(struct identity *identity, const struct identity_words *words,
                              struct place *place, struct error *error)
{
    int64_t city, district;
    place->anywhere = words->district[0] == '\0';
    enum status status = term_of(identity->terms, words->city, &city, error);
    if (status == STATUS_OK)
        status = term_of(identity->terms, words->district, &district, error);
    if (status == STATUS_OK)
        status = find_or_add(identity, FIND_CITY, 1, ADD_CITY, 1, (int64_t[]){city},
                             &place->city_id, error);
    if (status == STATUS_OK)
        status = find_or_add(identity, FIND_REGION, 2, ADD_REGION, 2,
                             (int64_t[]){place->city_id, district}, &place->region_id, error);
    return status;
}

static void add_candidate(struct text *candidates, sqlite3_stmt *statement)
{
    const char *code = (const char *)sqlite3_column_text(statement, 3);
    const char *name = (const char *)sqlite3_column_text(statement, 4);
    const char *district = (const char *)sqlite3_column_text(statement, 5);
    text_addf(candidates, "%s%s%s%s", candidates->length > 0 ? ", " : "", code,
              code[0] != '\0' && name[0] != '\0' ? " " : "", name);
    if (district != NULL && district[0] != '\0')
        text_addf(candidates, " (%s)", district);
}

/*
 * The one project among the rows of a search, which come best first. Column 1 is the better
 * kind (a code; a project rather than a name for one), column 2 the exact district: the first
 * row counts when no other is as good.
 */
static enum status choose(struct identity *identity, enum question question,
                          const struct place *place, int64_t key, int64_t *project_id,
                          struct text *candidates, struct error *error)
{
    sqlite3_stmt *statement = identity->statements[question];
    int best = -1;
    bool row, ambiguous = false;
    enum status status;
    *project_id = 0;
    text_clear(candidates);
    db_bind(statement, 4, (int64_t[]){place->city_id, place->region_id, key, place->anywhere});
    while ((status = db_step(statement, &row, error)) == STATUS_OK && row) {
        int rank = sqlite3_column_int(statement, 1) * 2 + sqlite3_column_int(statement, 2);
        if (best >= 0 && rank < best)
            break;
        ambiguous = best >= 0;
        best = rank;
        *project_id = sqlite3_column_int64(statement, 0);
        add_candidate(candidates, statement);
    }
    sqlite3_reset(statement);
    if (ambiguous)
        *project_id = 0;
    else
        text_clear(candidates);
    return status;
}

static enum status add_project(struct identity *identity, const struct place *place, int64_t code,
                               int64_t name_key, bool by_compound, int64_t *project_id,
                               struct error *error)
{
    identity->changed = true;
    enum status status =
        tell(identity, ADD_PROJECT, 5,
             (int64_t[]){place->city_id, place->region_id, code, name_key, by_compound}, error);
    *project_id = sqlite3_last_insert_rowid(identity->db);
    return status;
}

static enum status add_alias(struct identity *identity, int64_t name_key, const struct place *place,
                             int64_t project_id, struct error *error)
{
    enum status status =
        tell(identity, ADD_ALIAS, 3, (int64_t[]){name_key, place->region_id, project_id}, error);
    if (sqlite3_changes(identity->db) > 0)
        identity->changed = true;
    return status;
}

/* A code whose city is not said: the one city that has it, where the nameless one has not. */
static enum status find_in_any_city(struct identity *identity, const struct place *place,
                                    int64_t code, struct identity_match *match,
                                    struct text *candidates, struct error *error)
{
    int64_t listed = 0;
    enum status status = STATUS_OK;
    if (match->project_id != 0)
        status = ask(identity, FIND_LISTED, 1, &match->project_id, &listed, error);
    if (status != STATUS_OK || listed != 0)
        return status;
    int64_t waiting = match->project_id;
    match->means = BY_CODE_ALONE;
    match->word = code;
    status = choose(identity, FIND_ANYWHERE, place, code, &match->project_id, candidates, error);
    if (match->project_id == 0 && candidates->length == 0)
        match->project_id = waiting;
    return status;
}

/* A code that comes with another name and another district at once is another project's. */
static enum status find_other_use(struct identity *identity, int64_t project_id, int64_t region_id,
                                  int64_t name_key, struct text *candidates, struct error *error)
{
    sqlite3_stmt *statement = identity->statements[FIND_OTHER_USE];
    bool row;
    db_bind(statement, 3, (int64_t[]){project_id, region_id, name_key});
    enum status status = db_step(statement, &row, error);
    if (row)
        text_addf(candidates, "%s (%s)", (const char *)sqlite3_column_text(statement, 2),
                  (const char *)sqlite3_column_text(statement, 3));
    sqlite3_reset(statement);
    return status;
}

static enum status find_by_code(struct identity *identity, const struct identity_words *words,
                                const struct place *place, struct identity_match *match,
                                struct text *candidates, struct error *error)
{
    int64_t code, key, *project_id = &match->project_id;
    enum status status = term_of(identity->terms, words->code, &code, error);
    if (status == STATUS_OK)
        status = key_of(identity, words->name, &key, error);
    if (status == STATUS_OK)
        status = ask(identity, FIND_CODE, 2, (int64_t[]){place->city_id, code}, project_id, error);
    if (status == STATUS_OK && words->city[0] == '\0')
        status = find_in_any_city(identity, place, code, match, candidates, error);
    if (status != STATUS_OK || candidates->length > 0)
        return status;
    if (*project_id != 0 && key != 0 && !place->anywhere && !words->decided) {
        status = find_other_use(identity, *project_id, place->region_id, key, candidates, error);
        match->in_use = candidates->length > 0;
        if (match->in_use)
            *project_id = 0;
    }
    if (status != STATUS_OK || match->in_use)
        return status;
    if (*project_id == 0)
        status = add_project(identity, place, code, key, false, project_id, error);
    if (status == STATUS_OK && key != 0)
        status = add_alias(identity, key, place, *project_id, error);
    if (status == STATUS_OK && !place->anywhere) {
        status = tell(identity, SET_REGION, 2, (int64_t[]){*project_id, place->region_id}, error);
        identity->changed |= sqlite3_changes(identity->db) > 0;
    }
    return status;
}

static enum status find_by_name(struct identity *identity, const struct identity_words *words,
                                const struct place *place, struct identity_match *match,
                                struct text *candidates, struct error *error)
{
    int64_t key, *project_id = &match->project_id;
    enum status status = key_of(identity, words->name, &key, error);
    match->means = BY_NAME;
    match->word = key;
    if (status == STATUS_OK)
        status = choose(identity, FIND_NAME, place, key, project_id, candidates, error);
    if (status != STATUS_OK || *project_id != 0 || candidates->length > 0)
        return status;
    status = add_project(identity, place, VALUE_NONE, key, false, project_id, error);
    return status == STATUS_OK ? add_alias(identity, key, place, *project_id, error) : status;
}

static enum status find_by_compound(struct identity *identity, const struct identity_words *words,
                                    const struct place *place, struct identity_match *match,
                                    struct text *candidates, struct error *error)
{
    int64_t key, *project_id = &match->project_id;
    enum status status = key_of(identity, words->compound, &key, error);
    match->means = BY_COMPOUND;
    match->word = key;
    if (status == STATUS_OK)
        status = choose(identity, FIND_BY_COMPOUND, place, key, project_id, candidates, error);
    if (status == STATUS_OK && *project_id == 0 && candidates->length == 0)
        status = add_project(identity, place, VALUE_NONE, key, true, project_id, error);
    return status;
}

static enum status find_project(struct identity *identity, const struct identity_words *words,
                                struct identity_match *match, struct text *candidates,
                                struct error *error)
{
    struct place place;
    text_clear(candidates);
    if (words->code[0] == '\0' && words->name[0] == '\0' && words->compound[0] == '\0')
        return STATUS_OK;
    enum status status = find_place(identity, words, &place, error);
    if (status != STATUS_OK)
        return status;
    match->region_id = place.region_id;
    if (words->code[0] != '\0')
        return find_by_code(identity, words, &place, match, candidates, error);
    if (words->name[0] != '\0')
        return find_by_name(identity, words, &place, match, candidates, error);
    return find_by_compound(identity, words, &place, match, candidates, error);
}

static enum status find_compound(struct identity *identity, const char *name, int64_t project_id,
                                 int64_t *compound_id, struct error *error)
{
    int64_t key, spelt;
    enum status status = key_of(identity, name, &key, error);
    if (status == STATUS_OK)
        status = term_of(identity->terms, name, &spelt, error);
    if (status == STATUS_OK)
        status = ask(identity, FIND_COMPOUND, 2, (int64_t[]){project_id, key}, compound_id, error);
    if (status != STATUS_OK || *compound_id != 0)
        return status;
    identity->changed = true;
    status = tell(identity, ADD_COMPOUND, 3, (int64_t[]){project_id, key, spelt}, error);
    *compound_id = sqlite3_last_insert_rowid(identity->db);
    return status;
}

enum status identity_whole(struct identity *identity, int64_t project_id, int64_t *compound_id,
                           struct error *error)
{
    return find_compound(identity, "", project_id, compound_id, error);
}

/* In the order in which rows differ most often. */
static const char *word(const struct identity_words *words, int i)
{
    const char *const all[WORDS] = {words->code, words->compound, words->name, words->district,
                                    words->city};
    return all[i];
}

static bool is_last(const struct identity *identity, const struct identity_words *words)
{
    for (int i = 0; i < WORDS; i++)
        if (!identity->has_last || strcmp(word(words, i), identity->last_words[i].data) != 0)
            return false;
    return true;
}

static void keep_words(struct identity *identity, const struct identity_words *words)
{
    for (int i = 0; i < WORDS; i++) {
        text_clear(&identity->last_words[i]);
        text_add(&identity->last_words[i], word(words, i));
    }
}

enum status identity_find(struct identity *identity, const struct identity_words *words,
                          struct identity_match *match, struct text *candidates,
                          struct error *error)
{
    if (is_last(identity, words)) {
        *match = identity->last;
        return STATUS_OK;
    }
    int64_t listed = 0;
    *match = (struct identity_match){.whole = words->compound[0] == '\0'};
    identity->has_last = false;
    enum status status = find_project(identity, words, match, candidates, error);
    if (status != STATUS_OK || match->project_id == 0)
        return status;
    status =
        find_compound(identity, words->compound, match->project_id, &match->compound_id, error);
    if (status == STATUS_OK)
        status = ask(identity, FIND_LISTED, 1, &match->project_id, &listed, error);
    match->listed = listed != 0;
    identity->last = *match;
    identity->has_last = status == STATUS_OK;
    keep_words(identity, words);
    return status;
}

enum status identity_list(struct identity *identity, int64_t project_id, struct error *error)
{
    if (identity->has_last && identity->last.project_id == project_id)
        identity->last.listed = true;
    enum status status = tell(identity, SET_LISTED, 1, &project_id, error);
    identity->changed |= sqlite3_changes(identity->db) > 0;
    return status;
}

enum status identity_doubt(struct identity *identity, enum identity_means means, int64_t region_id,
                           int64_t word, bool *ambiguous, struct text *candidates,
                           struct error *error)
{
    static const enum question searches[] = {
        [BY_NAME] = FIND_NAME, [BY_COMPOUND] = FIND_BY_COMPOUND, [BY_CODE_ALONE] = FIND_ANYWHERE};
    struct place place = {.region_id = region_id};
    int64_t named = 0, project_id;
    enum status status = ask(identity, FIND_REGION_CITY, 1, &region_id, &place.city_id, error);
    if (status == STATUS_OK)
        status = ask(identity, FIND_REGION_NAMED, 1, &region_id, &named, error);
    place.anywhere = named == 0;
    if (status == STATUS_OK)
        status = choose(identity, searches[means], &place, word, &project_id, candidates, error);
    *ambiguous = candidates->length > 0;
    return status;
}

bool identity_has_changed(const struct identity *identity)
{
    return identity->changed;
}

enum status identity_link(struct identity *identity, struct withdrawal *withdrawal,
                          struct error *error)
{
    if (!identity->changed)
        return STATUS_OK;
    identity->changed = false;
    identity->has_last = false;
    return identity_link_all(withdrawal, error);
}

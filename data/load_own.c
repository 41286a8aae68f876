#include "data/load_own.h"

#include "data/load_fact.h"

/* Some rows may turn out to speak of another's project, or come back. */
static enum status is_open(struct load *load, bool *open, struct error *error)
{
    struct text sql = TEXT_INIT;
    int64_t count = 0;
    text_addf(&sql,
              "SELECT EXISTS (SELECT 1 FROM named_row WHERE source_id = %1$lld)"
              " OR EXISTS (SELECT 1 FROM reject WHERE source_id = %1$lld)",
              (long long)load->source_id);
    enum status status = db_number(load->db, &count, 0, sql.data, error);
    text_release(&sql);
    *open = count != 0;
    return status;
}

static enum status own_subject(struct load *load, const struct row_key *key, enum subject subject,
                               struct error *error)
{
    int64_t keys[SUBJECT_KEYS_MAX];
    const struct fact fact = {
        .keys = keys,
        .as_of = load_fact_as_of(load, key, subject),
        .line = key->line,
        .listed = load->kind == KIND_PROJECTS,
    };
    load_fact_keys(load, key, subject, keys);
    return fact_own(&load->writers[subject], &fact, error);
}

/* What a row said of itself or, without a compound, what the first one said of its project. */
static enum status own_row(struct load *load, sqlite3_stmt *seen, struct error *error)
{
    struct row_key key = {
        .project_id = sqlite3_column_int64(seen, 0),
        .compound_id = sqlite3_column_int64(seen, 1),
        .parking_kind = sqlite3_column_int64(seen, 2),
        .as_of = (daynum)sqlite3_column_int64(seen, 3),
        .line = sqlite3_column_int64(seen, 4),
    };
    bool of_project = key.compound_id == 0;
    enum status status = STATUS_OK;
    if (of_project)
        status = identity_whole(load->identity, key.project_id, &key.whole_id, error);
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++)
        if (load->writers[i].table != NULL &&
            of_project == load_is_of_project(load, (enum subject)i) &&
            (i == SUBJECT_PLAN || !load_is_ahead(load, &key)))
            status = own_subject(load, &key, (enum subject)i, error);
    return status;
}

enum status load_own(struct load *load, struct error *error)
{
    sqlite3_stmt *seen = NULL;
    bool open, row = false;
    enum status status = is_open(load, &open, error);
    if (status == STATUS_OK && open)
        status = db_prepare(load->db, &seen, "SELECT a, b, c, d, line FROM temp.seen", error);
    while (status == STATUS_OK && open && (status = db_step(seen, &row, error)) == STATUS_OK && row)
        status = own_row(load, seen, error);
    sqlite3_finalize(seen);
    return status;
}

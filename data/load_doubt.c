#include <stdlib.h>

#include "core/i18n.h"
#include "data/load_state.h"

/* One row that named its project. */
struct named {
    int64_t source_id, line, project_id;
    const char *raw;
};

/* Rows of one name. */
struct name {
    enum identity_means means;
    int64_t region_id, word;
    struct named *rows;
    size_t count, capacity;
    struct arena strings;
};

static enum status read_names(sqlite3 *db, struct name **names, size_t *count, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    bool row = false;
    enum status status =
        db_prepare(db, &statement,
                   "SELECT by, region_id, word FROM named_row"
                   " UNION SELECT named_by, region_id, word FROM vintage WHERE named_by > 0",
                   error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(*names, *count + 1, capacity);
        (*names)[(*count)++] = (struct name){
            .means = (enum identity_means)sqlite3_column_int(statement, 0),
            .region_id = sqlite3_column_int64(statement, 1),
            .word = sqlite3_column_int64(statement, 2),
        };
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status read_rows(sqlite3 *db, struct name *name, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        db_prepare(db, &statement,
                   "SELECT source_id, line, project_id, raw FROM named_row"
                   " WHERE by = ?1 AND region_id = ?2 AND word = ?3 ORDER BY source_id, line",
                   error);
    if (status == STATUS_OK)
        db_bind(statement, 3, (int64_t[]){name->means, name->region_id, name->word});
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(name->rows, name->count + 1, name->capacity);
        name->rows[name->count++] = (struct named){
            sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
            sqlite3_column_int64(statement, 2), db_text(statement, 3, &name->strings)};
    }
    sqlite3_finalize(statement);
    return status;
}

/* Deletes the facts of a row; *had says whether there were any. */
static enum status take_back(struct load *load, const struct named *row, bool *had,
                             struct error *error)
{
    int before = sqlite3_total_changes(load->db);
    enum status status = STATUS_OK;
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++) {
        const struct subject_table *table = &load->tables.of[i];
        if (table->name == NULL || i == SUBJECT_TOTAL)
            continue;
        const char *subject = i == SUBJECT_COMPOUND ? "compound_id IN (SELECT compound_id FROM"
                                                      " compound WHERE project_id = %lld)"
                                                    : "project_id = %lld";
        struct text where = TEXT_INIT;
        text_addf(&where, "DELETE FROM %s WHERE ", table->name);
        text_add(&where, subject);
        text_add(&where, " AND source_id = %lld AND line = %lld");
        status = db_execf(load->db, error, where.data, (long long)row->project_id,
                          (long long)row->source_id, (long long)row->line);
        text_release(&where);
    }
    *had = sqlite3_total_changes(load->db) > before;
    return status;
}

static enum status count_rejected(struct load *load, const struct doubted_row *row,
                                  struct error *error)
{
    bool had = row->had;
    if (row->source_id == load->source_id) {
        load->counts.rejected++;
        *(had ? &load->counts.loaded : &load->counts.unchanged) -= 1;
        return STATUS_OK;
    }
    return db_execf(load->db, error,
                    "UPDATE source SET rejected = rejected + 1, %1$s = max(%1$s - 1, 0)"
                    " WHERE source_id = %2$lld",
                    had ? "loaded" : "unchanged", (long long)row->source_id);
}

/* The row waits no longer for a project to come. */
static enum status stop_waiting(struct load *load, const struct doubted_row *row,
                                struct error *error)
{
    return db_execf(load->db, error,
                    "DELETE FROM source_pending WHERE source_id = %1$lld AND project_id = %2$lld"
                    " AND row_count <= 1;"
                    "UPDATE source_pending SET row_count = row_count - 1"
                    " WHERE source_id = %1$lld AND project_id = %2$lld",
                    (long long)row->source_id, (long long)row->project_id);
}

enum status load_reject_doubted(struct load *load, const struct doubted_row *row,
                                struct error *error)
{
    static const char *const fields[] = {
        [BY_NAME] = "project_name", [BY_COMPOUND] = "compound", [BY_CODE_ALONE] = "project_code"};
    struct text message = TEXT_INIT;
    text_addf(&message, _("'%s' may be any of: %s"), row->word, load->candidates.data);
    sqlite3_stmt *statement = load->reject;
    enum status status = count_rejected(load, row, error);
    if (status == STATUS_OK)
        status = stop_waiting(load, row, error);
    if (status == STATUS_OK) {
        db_bind(statement, 3, (int64_t[]){row->source_id, row->line, 0});
        db_bind_text(statement, 4, fields[row->means]);
        db_bind_text(statement, 5, name_of(&reject_code_names, REJECT_AMBIGUOUS));
        db_bind_text(statement, 6, row->word);
        db_bind_text(statement, 7, message.data);
        db_bind_text(statement, 8, row->raw);
        status = db_run(statement, error);
    }
    text_release(&message);
    return status;
}

static enum status reject_row(struct load *load, const struct name *name, const struct named *row,
                              const char *word, struct error *error)
{
    struct doubted_row doubted = {.source_id = row->source_id,
                                  .line = row->line,
                                  .project_id = row->project_id,
                                  .raw = row->raw,
                                  .means = name->means,
                                  .word = word};
    enum status status = take_back(load, row, &doubted.had, error);
    return status == STATUS_OK ? load_reject_doubted(load, &doubted, error) : status;
}

static enum status word_of(sqlite3 *db, int64_t term, struct text *word, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        db_prepare(db, &statement, "SELECT text FROM term WHERE term_id = ?1", error);
    if (status == STATUS_OK) {
        db_bind(statement, 1, &term);
        status = db_step(statement, &row, error);
    }
    if (row)
        text_add(word, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return status;
}

static enum status reject_name(struct load *load, struct name *name, struct error *error)
{
    struct text word = TEXT_INIT;
    enum status status = read_rows(load->db, name, error);
    if (status == STATUS_OK)
        status = word_of(load->db, name->word, &word, error);
    for (size_t i = 0; i < name->count && status == STATUS_OK; i++)
        status = reject_row(load, name, &name->rows[i], word.data, error);
    if (status == STATUS_OK)
        status = household_doubt(load, name->means, name->region_id, name->word, word.data, error);
    if (status == STATUS_OK)
        status = db_execf(load->db, error,
                          "DELETE FROM named_row WHERE by = %d AND region_id = %lld"
                          " AND word = %lld",
                          (int)name->means, (long long)name->region_id, (long long)name->word);
    free(name->rows);
    arena_release(&name->strings);
    text_release(&word);
    return status;
}

static enum status count_waiting(struct load *load, struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql,
              "SELECT coalesce(sum(row_count), 0) FROM source_pending JOIN project USING"
              " (project_id) WHERE source_id = %lld AND listed = 0",
              (long long)load->source_id);
    enum status status = db_number(load->db, &load->counts.pending, 0, sql.data, error);
    text_release(&sql);
    return status;
}

enum status load_doubt(struct load *load, struct error *error)
{
    struct name *names = NULL;
    size_t count = 0;
    enum status status = STATUS_OK;
    if (identity_has_changed(load->identity))
        status = read_names(load->db, &names, &count, error);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        bool ambiguous;
        status = identity_doubt(load->identity, names[i].means, names[i].region_id, names[i].word,
                                &ambiguous, &load->candidates, error);
        if (status == STATUS_OK && ambiguous)
            status = reject_name(load, &names[i], error);
    }
    if (status == STATUS_OK)
        status = count_waiting(load, error);
    free(names);
    return status;
}

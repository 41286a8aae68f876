#include "data/doubt.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/household_doubt.h"

/* One row that named its project. */
struct named {
    int64_t source_id, line;
};

/* Rows of one name. */
struct name {
    enum identity_means means;
    int64_t region_id, word;
    struct named *rows;
    size_t count, capacity;
};

/* The names that may mean several projects: millions may mean one. */
static enum status read_names(struct identity *identity, sqlite3 *db, struct name **names,
                              size_t *count, struct error *error)
{
    static const char sql[] =
        "SELECT by, region_id, word FROM named_row"
        " UNION SELECT named_by, region_id, word FROM vintage WHERE named_by > 0";
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    bool row = false, ambiguous = false;
    struct text candidates = TEXT_INIT;
    enum status status = db_prepare(db, &statement, sql, error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        const struct name name = {
            .means = (enum identity_means)sqlite3_column_int(statement, 0),
            .region_id = sqlite3_column_int64(statement, 1),
            .word = sqlite3_column_int64(statement, 2),
        };
        status = identity_doubt(identity, name.means, name.region_id, name.word, &ambiguous,
                                &candidates, error);
        if (status != STATUS_OK || !ambiguous)
            continue;
        ARRAY_GROW(*names, *count + 1, capacity);
        (*names)[(*count)++] = name;
    }
    sqlite3_finalize(statement);
    text_release(&candidates);
    return status;
}

static enum status read_rows(sqlite3 *db, struct name *name, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        db_prepare(db, &statement,
                   "SELECT DISTINCT source_id, line FROM named_row"
                   " WHERE by = ?1 AND region_id = ?2 AND word = ?3 ORDER BY source_id, line",
                   error);
    if (status == STATUS_OK)
        db_bind(statement, 3, (int64_t[]){name->means, name->region_id, name->word});
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(name->rows, name->count + 1, name->capacity);
        name->rows[name->count++] =
            (struct named){sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1)};
    }
    sqlite3_finalize(statement);
    return status;
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

static enum status reject_name(struct withdrawal *withdrawal, struct name *name,
                               const char *candidates, struct error *error)
{
    static const char *const fields[] = {
        [BY_NAME] = "project_name", [BY_COMPOUND] = "compound", [BY_CODE_ALONE] = "project_code"};
    struct text word = TEXT_INIT, message = TEXT_INIT;
    struct reject reject = {.field = fields[name->means],
                            .code = name_of(&reject_code_names, REJECT_AMBIGUOUS)};
    enum status status = read_rows(withdrawal->db, name, error);
    if (status == STATUS_OK)
        status = word_of(withdrawal->db, name->word, &word, error);
    text_addf(&message, _("'%s' may be any of: %s"), word.data, candidates);
    reject.value = word.data;
    reject.message = message.data;
    for (size_t i = 0; i < name->count && status == STATUS_OK; i++) {
        reject.source_id = name->rows[i].source_id;
        reject.line = name->rows[i].line;
        status = withdraw(withdrawal, &reject, error);
    }
    if (status == STATUS_OK)
        status =
            household_doubt(withdrawal, name->means, name->region_id, name->word, &reject, error);
    free(name->rows);
    text_release(&message);
    text_release(&word);
    return status;
}

enum status doubt_names(struct identity *identity, struct withdrawal *withdrawal,
                        struct error *error)
{
    struct name *names = NULL;
    struct text candidates = TEXT_INIT;
    size_t count = 0;
    enum status status = read_names(identity, withdrawal->db, &names, &count, error);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        bool ambiguous;
        status = identity_doubt(identity, names[i].means, names[i].region_id, names[i].word,
                                &ambiguous, &candidates, error);
        if (status == STATUS_OK && ambiguous)
            status = reject_name(withdrawal, &names[i], candidates.data, error);
    }
    text_release(&candidates);
    free(names);
    return status;
}

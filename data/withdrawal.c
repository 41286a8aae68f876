#include "data/withdrawal.h"

#include "core/text.h"
#include "data/reject.h"

enum status withdrawal_init(struct withdrawal *withdrawal, sqlite3 *db, int64_t source_id,
                            struct load_counts *counts, struct error *error)
{
    *withdrawal = (struct withdrawal){.db = db, .source_id = source_id, .counts = counts};
    subject_tables_init(&withdrawal->tables);
    enum status status = db_prepare(db, &withdrawal->of_line,
                                    "SELECT project_id, loaded, raw FROM named_row"
                                    " WHERE source_id = ?1 AND line = ?2 ORDER BY project_id",
                                    error);
    if (status == STATUS_OK)
        status = db_prepare(db, &withdrawal->rejected,
                            "SELECT 1 FROM reject WHERE source_id = ?1 AND line = ?2", error);
    return status == STATUS_OK ? reject_prepare(db, &withdrawal->reject, error) : status;
}

void withdrawal_release(struct withdrawal *withdrawal)
{
    sqlite3_finalize(withdrawal->of_line);
    sqlite3_finalize(withdrawal->rejected);
    sqlite3_finalize(withdrawal->reject);
    arena_release(&withdrawal->strings);
    *withdrawal = (struct withdrawal){0};
}

struct taken {
    int64_t source_id, line, project_id;
    bool loaded;
};

/* "a.k = b.k AND …" for the key and the day of two versions. */
static void add_same_fact(const struct subject_table *table, const char *a, const char *b,
                          struct text *sql)
{
    for (int i = 0; i < table->key_count; i++)
        text_addf(sql, "%1$s.%3$s = %2$s.%3$s AND ", a, b, table->keys[i]);
    text_addf(sql, "%s.as_of = %s.as_of", a, b);
}

/*
 * What corrected nothing but facts of the row is the first that was said of its day, and known from
 * that day, unless its load said when. `of_row`: source and line of the version d.
 */
static void add_known_again(const struct subject_table *table, const char *of_project,
                            const char *of_row, struct text *sql)
{
    text_addf(sql,
              "UPDATE %1$s AS v SET known = as_of WHERE %2$s AND known > as_of AND source_id IN"
              " (SELECT source_id FROM source WHERE known IS NULL)"
              " AND EXISTS (SELECT 1 FROM %1$s d WHERE %3$s AND ",
              table->name, of_project, of_row);
    add_same_fact(table, "d", "v", sql);
    text_addf(sql,
              ") AND NOT EXISTS (SELECT 1 FROM %1$s d WHERE NOT (%2$s)"
              " AND (d.known, d.source_id) < (v.known, v.source_id) AND ",
              table->name, of_row);
    add_same_fact(table, "d", "v", sql);
    text_add(sql, ");");
}

static enum status delete_facts(struct withdrawal *withdrawal, const struct subject_table *table,
                                const struct taken *row, struct error *error)
{
    struct text sql = TEXT_INIT, of_project = TEXT_INIT, of_row = TEXT_INIT;
    text_addf(&of_project,
              table->keys[0][0] == 'c'
                  ? "compound_id IN (SELECT compound_id FROM compound WHERE project_id = %lld)"
                  : "project_id = %lld",
              (long long)row->project_id);
    text_addf(&of_row, "d.source_id = %lld AND d.line = %lld", (long long)row->source_id,
              (long long)row->line);
    add_known_again(table, of_project.data, of_row.data, &sql);
    text_addf(&sql, "DELETE FROM %s AS d WHERE %s AND %s", table->name, of_project.data,
              of_row.data);
    enum status status = db_exec(withdrawal->db, sql.data, error);
    text_release(&of_row);
    text_release(&of_project);
    text_release(&sql);
    return status;
}

/* The row waits no longer for a project to come. */
static enum status stop_waiting(struct withdrawal *withdrawal, const struct taken *row,
                                struct error *error)
{
    return db_execf(withdrawal->db, error,
                    "DELETE FROM source_pending WHERE source_id = %1$lld AND project_id = %2$lld"
                    " AND row_count <= 1;"
                    "UPDATE source_pending SET row_count = row_count - 1"
                    " WHERE source_id = %1$lld AND project_id = %2$lld",
                    (long long)row->source_id, (long long)row->project_id);
}

static enum status forget(struct withdrawal *withdrawal, const struct taken *row,
                          struct error *error)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++)
        if (withdrawal->tables.of[i].name != NULL && i != SUBJECT_TOTAL)
            status = delete_facts(withdrawal, &withdrawal->tables.of[i], row, error);
    return status == STATUS_OK ? stop_waiting(withdrawal, row, error) : status;
}

/* Whoever loads is to know that rows of other files went. */
static enum status note_taken(struct withdrawal *withdrawal, const struct taken *row,
                              struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool found = false;
    if (withdrawal->counts->taken_back++ > 0)
        return STATUS_OK;
    enum status status = db_prepare(withdrawal->db, &statement,
                                    "SELECT file FROM source WHERE source_id = ?1", error);
    if (status == STATUS_OK) {
        db_bind(statement, 1, &row->source_id);
        status = db_step(statement, &found, error);
    }
    if (found)
        withdrawal->counts->taken_from = db_text(statement, 0, &withdrawal->strings);
    sqlite3_finalize(statement);
    return status;
}

/* Databases may have counted a row of one file differently, and a merge keeps the words of one. */
static enum status count_rejected(struct withdrawal *withdrawal, const struct taken *row,
                                  struct error *error)
{
    if (row->source_id == withdrawal->source_id) {
        withdrawal->counts->rejected++;
        *(row->loaded ? &withdrawal->counts->loaded : &withdrawal->counts->unchanged) -= 1;
        return STATUS_OK;
    }
    enum status status =
        db_execf(withdrawal->db, error,
                 "UPDATE source SET rejected = rejected + 1,"
                 " loaded = loaded - (loaded > 0 AND (%1$d OR unchanged = 0)),"
                 " unchanged = unchanged - (unchanged > 0 AND NOT (loaded > 0 AND %1$d))"
                 " WHERE source_id = %2$lld",
                 row->loaded, (long long)row->source_id);
    return status == STATUS_OK ? note_taken(withdrawal, row, error) : status;
}

/* A row that a merge has brought back may be rejected already. */
static enum status book(struct withdrawal *withdrawal, const struct taken *row,
                        const struct reject *reject, struct error *error)
{
    bool rejected = false;
    db_bind(withdrawal->rejected, 2, (int64_t[]){row->source_id, row->line});
    enum status status = db_step(withdrawal->rejected, &rejected, error);
    sqlite3_reset(withdrawal->rejected);
    if (status != STATUS_OK || rejected)
        return status;
    status = count_rejected(withdrawal, row, error);
    return status == STATUS_OK ? reject_book(withdrawal->reject, reject, error) : status;
}

enum status withdrawal_book(struct withdrawal *withdrawal, const struct reject *reject,
                            int64_t project_id, struct error *error)
{
    const struct taken row = {reject->source_id, reject->line, project_id, true};
    enum status status = book(withdrawal, &row, reject, error);
    return status == STATUS_OK ? stop_waiting(withdrawal, &row, error) : status;
}

static enum status read_taken(struct withdrawal *withdrawal, struct taken *row, bool *more,
                              struct reject *reject, struct arena *strings, struct error *error)
{
    sqlite3_stmt *of_line = withdrawal->of_line;
    db_bind(of_line, 2, (int64_t[]){row->source_id, row->line});
    enum status status = db_step(of_line, more, error);
    if (*more) {
        row->project_id = sqlite3_column_int64(of_line, 0);
        row->loaded = sqlite3_column_int(of_line, 1);
        reject->raw = db_text(of_line, 2, strings);
    }
    sqlite3_reset(of_line);
    return status;
}

enum status withdraw(struct withdrawal *withdrawal, const struct reject *reject,
                     struct error *error)
{
    struct taken row = {.source_id = reject->source_id, .line = reject->line};
    struct reject booked = *reject;
    struct arena strings = ARENA_INIT;
    bool more = false;
    enum status status = read_taken(withdrawal, &row, &more, &booked, &strings, error);
    if (status == STATUS_OK && more)
        status = book(withdrawal, &row, &booked, error);
    for (; status == STATUS_OK && more;
         status = read_taken(withdrawal, &row, &more, &booked, &strings, error)) {
        status = forget(withdrawal, &row, error);
        if (status == STATUS_OK)
            status =
                db_execf(withdrawal->db, error,
                         "DELETE FROM named_row WHERE source_id = %lld AND line = %lld"
                         " AND project_id = %lld",
                         (long long)row.source_id, (long long)row.line, (long long)row.project_id);
        if (status != STATUS_OK)
            break;
    }
    arena_release(&strings);
    return status;
}

enum status withdrawal_repeats(struct withdrawal *withdrawal, int64_t source_id, int64_t line,
                               struct error *error)
{
    enum status status =
        db_execf(withdrawal->db, error,
                 "UPDATE named_row SET loaded = 0 WHERE source_id = %lld AND line = %lld"
                 " AND loaded = 1",
                 (long long)source_id, (long long)line);
    if (status != STATUS_OK || sqlite3_changes(withdrawal->db) == 0)
        return status;
    if (source_id != withdrawal->source_id)
        return db_execf(withdrawal->db, error,
                        "UPDATE source SET loaded = loaded - 1, unchanged = unchanged + 1"
                        " WHERE source_id = %lld AND loaded > 0",
                        (long long)source_id);
    withdrawal->counts->loaded--;
    withdrawal->counts->unchanged++;
    return STATUS_OK;
}

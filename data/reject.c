#include "data/reject.h"

#include "core/i18n.h"

enum status reject_prepare(sqlite3 *db, sqlite3_stmt **statement, struct error *error)
{
    return db_prepare(db, statement,
                      "INSERT INTO reject (source_id, line, column_number, field, code, value,"
                      " message, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                      error);
}

enum status reject_book(sqlite3_stmt *statement, const struct reject *reject, struct error *error)
{
    db_bind(statement, 3, (int64_t[]){reject->source_id, reject->line, reject->column});
    db_bind_text(statement, 4, reject->field);
    db_bind_text(statement, 5, reject->code);
    db_bind_text(statement, 6, reject->value);
    db_bind_text(statement, 7, reject->message);
    db_bind_text(statement, 8, reject->raw);
    return db_run(statement, error);
}

void reject_mark_digits(const char *mark, char digits[REJECT_MARK_LETTERS + 1])
{
    size_t i = 0;
    for (; mark[i] != '\0' && i < REJECT_MARK_LETTERS; i++)
        digits[i] = (char)(mark[i] < 'k' ? '0' + (mark[i] - 'a') : 'a' + (mark[i] - 'k'));
    digits[i] = '\0';
}

enum status reject_say_other(sqlite3 *db, int64_t source_id, int64_t line, const char *field,
                             struct text *message, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        db_prepare(db, &statement, "SELECT file FROM source WHERE source_id = ?1", error);
    if (status == STATUS_OK) {
        db_bind(statement, 1, &source_id);
        status = db_step(statement, &row, error);
    }
    const char *file = row ? (const char *)sqlite3_column_text(statement, 0) : "";
    if (field == NULL)
        text_addf(message, _("line %lld of '%s' has the same key with other values"),
                  (long long)line, file);
    else
        text_addf(message,
                  _("line %lld of '%s' says otherwise of the same project ('%s'): what is the "
                    "project's own has one value, which one of its rows or all of them give"),
                  (long long)line, file, field);
    sqlite3_finalize(statement);
    return status;
}

#define REREAD                                                                                     \
    "FROM source o JOIN source n ON n.sha256 = o.sha256 AND n.kind = o.kind"                       \
    " AND n.source_id > o.source_id"                                                               \
    " AND (n.as_of IS o.as_of OR (n.as_of = n.loaded_on AND o.as_of = o.loaded_on))"

enum status reject_resolve_reread(sqlite3 *db, struct error *error)
{
    return db_exec(db,
                   "UPDATE reject SET resolved_by = (SELECT max(n.source_id) " REREAD
                   "  WHERE o.source_id = reject.source_id)"
                   " WHERE resolved_by IS NULL AND source_id IN (SELECT o.source_id " REREAD ")",
                   error);
}

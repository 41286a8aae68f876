#include <stdlib.h>
#include <string.h>

#include "data/load_returned.h"
#include "data/reject.h"

enum status store_read_form_of_return(struct store *store, const struct reject_return *back,
                                      struct text *preamble, struct text *delimiter, daynum *as_of,
                                      bool *found, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    char digits[REJECT_MARK_LETTERS + 1];
    int64_t source_id = 0;
    *found = false;
    enum status status = db_prepare(store->db, &statement,
                                    "SELECT source_id FROM reject JOIN source USING (source_id)"
                                    " WHERE reject_id = ?1 AND substr(sha256, 1, length(?2)) = ?2",
                                    error);
    if (status == STATUS_OK) {
        reject_mark_digits(back->mark, digits);
        db_bind(statement, 1, &back->reject_id);
        db_bind_text(statement, 2, digits);
        status = db_step(statement, found, error);
    }
    if (status == STATUS_OK && *found)
        source_id = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status == STATUS_OK && *found
               ? store_read_form(store, source_id, preamble, delimiter, as_of, error)
               : status;
}

/* The lines of the current load that were rejected, in their order; the caller frees them. */
static enum status read_rejected(struct store *store, int64_t **lines, size_t *count,
                                 struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    bool row = false;
    *lines = NULL;
    *count = 0;
    enum status status = db_prepare(
        store->db, &statement, "SELECT line FROM reject WHERE source_id = ?1 ORDER BY line", error);
    if (status == STATUS_OK)
        db_bind(statement, 1, &store->load->source_id);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(*lines, *count + 1, capacity);
        (*lines)[(*count)++] = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return status;
}

static int by_number(const void *a, const void *b)
{
    const int64_t *first = a, *second = b;
    return *first < *second ? -1 : *first > *second;
}

/* Takes one reject off the list; *open says whether it was on it. */
static enum status take_off(struct store *store, sqlite3_stmt *statement,
                            const struct reject_return *back, bool *open, struct error *error)
{
    char digits[REJECT_MARK_LETTERS + 1];
    reject_mark_digits(back->mark, digits);
    db_bind(statement, 2, (int64_t[]){back->reject_id, store->load->source_id});
    db_bind_text(statement, 3, digits);
    enum status status = db_run(statement, error);
    *open = sqlite3_changes(store->db) > 0;
    return status;
}

enum status store_load_resolve(struct store *store, const struct reject_return *returns,
                               size_t count, int64_t *resolved, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int64_t *lines;
    size_t line_count;
    *resolved = 0;
    enum status status = read_rejected(store, &lines, &line_count, error);
    if (status == STATUS_OK)
        status = db_prepare(store->db, &statement,
                            "UPDATE reject SET resolved_by = ?2 WHERE reject_id = ?1"
                            " AND resolved_by IS NULL AND source_id <> ?2"
                            " AND (?3 = '' OR ?3 = (SELECT substr(sha256, 1, length(?3))"
                            "  FROM source s WHERE s.source_id = reject.source_id))",
                            error);
    /* One that comes back twice is put right where either row is: failures come last. Of rows with
     * its key any may be the one: failures come first. */
    for (int late = 0; late < 2; late++)
        for (size_t i = 0; i < count && status == STATUS_OK; i++) {
            bool open, again = line_count > 0 && bsearch(&returns[i].line, lines, line_count,
                                                         sizeof *lines, by_number) != NULL;
            if ((returns[i].by_key ? !again : again) != (late == 1))
                continue;
            status = take_off(store, statement, &returns[i], &open, error);
            *resolved += open && !again;
        }
    if (status == STATUS_OK)
        status = load_returned_note_all(store->load, returns, count, error);
    sqlite3_finalize(statement);
    free(lines);
    return status;
}

static const char *text_at(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

/* Earlier files of the same kind, city and day, or of no day of their own, with the same columns.
 */
static const char files_sql[] =
    "SELECT o.source_id, o.preamble, o.delimiter FROM source n JOIN source o"
    "  ON o.kind = n.kind AND o.city = n.city AND o.source_id < n.source_id AND (n.as_of IS o.as_of"
    "   OR (n.as_of = n.loaded_on AND o.as_of = o.loaded_on))"
    " WHERE n.source_id = ?1 AND EXISTS (SELECT 1 FROM reject r WHERE r.source_id = o.source_id"
    "  AND r.resolved_by IS NULL)"
    " AND (SELECT group_concat(field) FROM (SELECT field FROM source_field c"
    "  WHERE c.source_id = o.source_id ORDER BY field)) IS (SELECT group_concat(field) FROM"
    "  (SELECT field FROM source_field c WHERE c.source_id = n.source_id ORDER BY field))"
    " ORDER BY o.source_id";

static const char open_sql[] = "SELECT reject_id, line, field, code, raw FROM reject"
                               " WHERE source_id = ?1 AND resolved_by IS NULL";

static enum status visit_rejects(sqlite3_stmt *statement, int64_t source_id,
                                 const struct earlier_visitor *visitor, bool *more,
                                 struct error *error)
{
    bool row = false;
    enum status status = STATUS_OK;
    db_bind(statement, 1, &source_id);
    while (*more && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        const struct reject reject = {
            .reject_id = sqlite3_column_int64(statement, 0),
            .source_id = source_id,
            .line = sqlite3_column_int64(statement, 1),
            .field = text_at(statement, 2),
            .code = text_at(statement, 3),
            .raw = text_at(statement, 4),
        };
        *more = visitor->reject(visitor->context, &reject);
    }
    sqlite3_reset(statement);
    return status;
}

enum status store_load_visit_earlier(struct store *store, const struct earlier_visitor *visitor,
                                     struct error *error)
{
    sqlite3_stmt *files = NULL, *rejects = NULL;
    bool row = false, more = true;
    enum status status = db_prepare(store->db, &files, files_sql, error);
    if (status == STATUS_OK)
        status = db_prepare(store->db, &rejects, open_sql, error);
    if (status == STATUS_OK)
        db_bind(files, 1, &store->load->source_id);
    while (status == STATUS_OK && more && (status = db_step(files, &row, error)) == STATUS_OK &&
           row)
        if (visitor->file(visitor->context, text_at(files, 1), text_at(files, 2)[0]))
            status = visit_rejects(rejects, sqlite3_column_int64(files, 0), visitor, &more, error);
    sqlite3_finalize(files);
    sqlite3_finalize(rejects);
    return status;
}

#include <stdio.h>

#include "data/store_state.h"

/* What corrects is known from the day of loading, the rest from the day that it describes. */
#define SOURCE_COLUMNS                                                                             \
    "SELECT source_id, file, sha256, kind, as_of, coalesce(known,"                                 \
    " CASE WHEN corrects THEN max(loaded_on, coalesce(as_of, newest_as_of)) ELSE as_of END),"      \
    " loaded_on, row_count, loaded, unchanged,"                                                    \
    " skipped_subtotal, skipped_header, skipped_note, rejected,"                                   \
    " (SELECT coalesce(sum(w.row_count), 0) FROM source_pending w JOIN project USING (project_id)" \
    "  WHERE w.source_id = source.source_id AND listed = 0),"                                      \
    " newest_as_of,"                                                                               \
    " (SELECT count(*) FROM reject r WHERE r.source_id = source.source_id"                         \
    "  AND resolved_by IS NULL)"                                                                   \
    " FROM source "

/* A name may have ceased to be ambiguous; and who says from when on it is known says something new.
 */
static const char find_sql[] =
    SOURCE_COLUMNS "WHERE source_id = (SELECT max(source_id) FROM source"
                   " WHERE sha256 = ?1 AND kind = ?2 AND as_of IS ?3) AND reading = ?4"
                   " AND (?5 IS NULL OR known IS ?5)"
                   " AND NOT EXISTS (SELECT 1 FROM source s WHERE s.source_id > source.source_id"
                   "  AND EXISTS (SELECT 1 FROM reject r"
                   "   WHERE r.source_id = source.source_id AND r.code = ?6"
                   "   AND r.resolved_by IS NULL))";

static void fill_source(sqlite3_stmt *row, struct source *source, struct arena *strings)
{
    *source = (struct source){
        .source_id = sqlite3_column_int64(row, 0),
        .file = db_text(row, 1, strings),
        .sha256 = db_text(row, 2, strings),
        .kind = (enum export_kind)sqlite3_column_int(row, 3),
        .as_of = db_day(row, 4),
        .known = db_day(row, 5),
        .loaded_on = db_day(row, 6),
        .rows = sqlite3_column_int64(row, 7),
        .loaded = sqlite3_column_int64(row, 8),
        .unchanged = sqlite3_column_int64(row, 9),
        .skipped_subtotal = sqlite3_column_int64(row, 10),
        .skipped_header = sqlite3_column_int64(row, 11),
        .skipped_note = sqlite3_column_int64(row, 12),
        .rejected = sqlite3_column_int64(row, 13),
        .pending = sqlite3_column_int64(row, 14),
        .newest_as_of = db_day(row, 15),
        .open_rejects = sqlite3_column_int64(row, 16),
    };
}

enum status store_find_source(struct store *store, const struct load_request *request, bool *found,
                              struct source *source, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    enum status status = db_prepare(store->db, &statement, find_sql, error);
    if (status != STATUS_OK)
        return status;
    db_bind_text(statement, 1, request->sha256);
    sqlite3_bind_int(statement, 2, (int)request->kind);
    db_bind_day(statement, 3, request->as_of);
    db_bind_text(statement, 4, request->reading != NULL ? request->reading : "");
    db_bind_day(statement, 5, request->known);
    db_bind_text(statement, 6, name_of(&reject_code_names, REJECT_AMBIGUOUS));
    status = db_step(statement, found, error);
    if (*found) {
        struct arena strings = ARENA_INIT;
        fill_source(statement, source, &strings);
        /* The caller knows its file and checksum; nobody would release copies of them. */
        source->file = "";
        source->sha256 = request->sha256;
        arena_release(&strings);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status store_has_bytes(struct store *store, int64_t bytes, bool *has, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        db_prepare(store->db, &statement, "SELECT 1 FROM source WHERE bytes = ?1", error);
    if (status == STATUS_OK) {
        db_bind(statement, 1, &bytes);
        status = db_step(statement, has, error);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status store_find_checksum(struct store *store, int64_t bytes, const char *xxh3,
                                char sha256[DIGEST_HEX_MAX], bool *found, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    enum status status = db_prepare(
        store->db, &statement, "SELECT sha256 FROM source WHERE bytes = ?1 AND xxh3 = ?2", error);
    if (status == STATUS_OK) {
        db_bind(statement, 1, &bytes);
        db_bind_text(statement, 2, xxh3);
        status = db_step(statement, found, error);
    }
    if (*found)
        snprintf(sha256, DIGEST_HEX_MAX, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return status;
}

enum status store_find_encoding(struct store *store, const char *sha256, const char **encoding,
                                struct arena *strings, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool found = false;
    *encoding = NULL;
    enum status status = db_prepare(
        store->db, &statement,
        "SELECT encoding FROM source WHERE sha256 = ?1 ORDER BY source_id LIMIT 1", error);
    if (status != STATUS_OK)
        return status;
    db_bind_text(statement, 1, sha256);
    status = db_step(statement, &found, error);
    if (found)
        *encoding = db_text(statement, 0, strings);
    sqlite3_finalize(statement);
    return status;
}

enum status store_read_sources(struct store *store, struct source_set *set, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    bool row = false;
    *set = (struct source_set){0};
    enum status status =
        db_prepare(store->db, &statement, SOURCE_COLUMNS "ORDER BY source_id", error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(set->items, set->count + 1, capacity);
        fill_source(statement, &set->items[set->count++], &set->strings);
    }
    sqlite3_finalize(statement);
    if (status != STATUS_OK)
        source_set_release(set);
    return status;
}

static void mark_of(const char *sha256, char mark[REJECT_MARK_LETTERS + 1])
{
    size_t i = 0;
    for (; i < REJECT_MARK_LETTERS && sha256[i] != '\0'; i++)
        mark[i] = (char)(sha256[i] <= '9' ? 'a' + (sha256[i] - '0') : 'k' + (sha256[i] - 'a'));
    mark[i] = '\0';
}

static const char *text_at(sqlite3_stmt *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    return text != NULL ? (const char *)text : "";
}

enum status store_visit_rejects(struct store *store, int64_t source_id,
                                void (*visit)(void *context, const struct reject *reject),
                                void *context, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        db_prepare(store->db, &statement,
                   "SELECT reject_id, source_id, line, column_number, file, field, code, value,"
                   " message, raw, sha256 FROM reject JOIN source USING (source_id)"
                   " WHERE (?1 = 0 OR source_id = ?1) AND resolved_by IS NULL"
                   " ORDER BY source_id, reject_id",
                   error);
    if (status == STATUS_OK)
        db_bind(statement, 1, &source_id);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        struct reject reject = {
            .reject_id = sqlite3_column_int64(statement, 0),
            .source_id = sqlite3_column_int64(statement, 1),
            .line = sqlite3_column_int64(statement, 2),
            .column = sqlite3_column_int(statement, 3),
            .file = text_at(statement, 4),
            .field = text_at(statement, 5),
            .code = text_at(statement, 6),
            .value = text_at(statement, 7),
            .message = text_at(statement, 8),
            .raw = text_at(statement, 9),
        };
        mark_of(text_at(statement, 10), reject.mark);
        visit(context, &reject);
    }
    sqlite3_finalize(statement);
    return status;
}

struct reject_reader {
    struct reject_set *set;
    size_t capacity;
};

static void keep_reject(void *context, const struct reject *reject)
{
    struct reject_reader *reader = context;
    struct reject_set *set = reader->set;
    struct arena *strings = &set->strings;
    ARRAY_GROW(set->items, set->count + 1, reader->capacity);
    struct reject *kept = &set->items[set->count++];
    *kept = *reject;
    kept->file = arena_strdup(strings, reject->file);
    kept->field = arena_strdup(strings, reject->field);
    kept->code = arena_strdup(strings, reject->code);
    kept->value = arena_strdup(strings, reject->value);
    kept->message = arena_strdup(strings, reject->message);
    kept->raw = arena_strdup(strings, reject->raw);
}

enum status store_read_rejects(struct store *store, int64_t source_id, struct reject_set *set,
                               struct error *error)
{
    struct reject_reader reader = {.set = set};
    *set = (struct reject_set){0};
    enum status status = store_visit_rejects(store, source_id, keep_reject, &reader, error);
    if (status != STATUS_OK)
        reject_set_release(set);
    return status;
}

enum status store_read_form(struct store *store, int64_t source_id, struct text *preamble,
                            struct text *delimiter, daynum *as_of, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = db_prepare(store->db, &statement,
                                    "SELECT preamble, delimiter, as_of FROM source"
                                    " WHERE source_id = ?1",
                                    error);
    *as_of = DAYNUM_NONE;
    if (status == STATUS_OK) {
        db_bind(statement, 1, &source_id);
        status = db_step(statement, &row, error);
    }
    if (row) {
        text_add(preamble, (const char *)sqlite3_column_text(statement, 0));
        text_add(delimiter, (const char *)sqlite3_column_text(statement, 1));
        *as_of = db_day(statement, 2);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum subtotal_unit unit_of(const char *field)
{
    static const enum subtotal_unit units[FIELD_TYPE_COUNT] = {
        [FIELD_MONEY] = SUBTOTAL_FEN, [FIELD_AREA] = SUBTOTAL_CM2, [FIELD_LENGTH] = SUBTOTAL_MM};
    size_t count;
    int at = dictionary_find(field);
    return at < 0 ? SUBTOTAL_COUNT : units[dictionary_fields(&count)[at].type];
}

enum status store_read_subtotals(struct store *store, struct subtotal_fault_set *set,
                                 struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    bool row = false;
    *set = (struct subtotal_fault_set){0};
    enum status status = db_prepare(store->db, &statement,
                                    "SELECT source_id, line, file, field, label, printed, summed"
                                    " FROM subtotal_mismatch JOIN source USING (source_id)"
                                    " ORDER BY source_id, line, field",
                                    error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(set->items, set->count + 1, capacity);
        set->items[set->count++] = (struct subtotal_fault){
            .source_id = sqlite3_column_int64(statement, 0),
            .line = sqlite3_column_int64(statement, 1),
            .file = db_text(statement, 2, &set->strings),
            .field = db_text(statement, 3, &set->strings),
            .label = db_text(statement, 4, &set->strings),
            .printed = sqlite3_column_int64(statement, 5),
            .summed = sqlite3_column_int64(statement, 6),
        };
        set->items[set->count - 1].unit = unit_of(set->items[set->count - 1].field);
    }
    sqlite3_finalize(statement);
    if (status != STATUS_OK)
        subtotal_fault_set_release(set);
    return status;
}

enum status store_newest_as_of(struct store *store, daynum *as_of, struct error *error)
{
    int64_t newest;
    enum status status =
        db_number(store->db, &newest, DAYNUM_NONE, "SELECT max(newest_as_of) FROM source", error);
    *as_of = (daynum)newest;
    return status;
}

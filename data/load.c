#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "data/doubt.h"
#include "data/load_own.h"
#include "data/reject.h"

static void find_fields(struct load_fields *fields)
{
    *fields = (struct load_fields){
        .province = dictionary_find("province"),
        .city = dictionary_find("city"),
        .district = dictionary_find("district"),
        .project_code = dictionary_find("project_code"),
        .project_name = dictionary_find("project_name"),
        .compound = dictionary_find("compound"),
        .building = dictionary_find("building"),
        .unit = dictionary_find("unit"),
        .door = dictionary_find("door"),
        .id_number = dictionary_find("id_number"),
        .reject_id = dictionary_find("reject_id"),
        .as_of = dictionary_find("as_of"),
        .plan_year = dictionary_find("plan_year"),
        .parking_kind = dictionary_find("parking_kind"),
        .actual_progress = dictionary_find("actual_progress"),
        .planned_progress = dictionary_find("planned_progress"),
        .answer = dictionary_find("answer"),
        .answer_date = dictionary_find("answer_date"),
        .door_area = dictionary_find("door_area"),
        .contribute = dictionary_find("contribute"),
        .pledge = dictionary_find("pledge"),
        .demolish = dictionary_find("demolish"),
    };
}

static enum status add_source(struct load *load, const struct load_request *request,
                              struct error *error)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        db_prepare(load->db, &statement,
                   "INSERT INTO source (file, sha256, kind, encoding, delimiter, header_line,"
                   " as_of, known, loaded_on, reading, preamble, city)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                   error);
    if (status != STATUS_OK)
        return status;
    db_bind_text(statement, 1, request->file);
    db_bind_text(statement, 2, request->sha256);
    sqlite3_bind_int(statement, 3, (int)request->kind);
    db_bind_text(statement, 4, request->encoding);
    db_bind_text(statement, 5, request->delimiter);
    sqlite3_bind_int64(statement, 6, request->header_line);
    db_bind_day(statement, 7, request->as_of);
    db_bind_day(statement, 8, request->known);
    db_bind_day(statement, 9, request->today);
    db_bind_text(statement, 10, request->reading != NULL ? request->reading : "");
    db_bind_text(statement, 11, request->preamble != NULL ? request->preamble : "");
    db_bind_text(statement, 12, request->city);
    status = db_run(statement, error);
    sqlite3_finalize(statement);
    load->source_id = sqlite3_last_insert_rowid(load->db);
    return status;
}

/* Whether a field that the file has is one whose blanks speak. What only identifies a row is an
 * attribute of the project where a list of projects says it, and nowhere else. */
static bool covers(const struct load *load, const struct field *field)
{
    if (field->subject == SUBJECT_NONE || field->type == FIELD_PRIVATE)
        return false;
    if (field->subject != SUBJECT_KEY)
        return true;
    return load->kind == KIND_PROJECTS &&
           (strcmp(field->name, "project_name") == 0 || strcmp(field->name, "district") == 0 ||
            strcmp(field->name, "compound") == 0);
}

static enum status add_coverage(struct load *load, sqlite3_stmt *statement, int index,
                                struct error *error)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    if (index < 0 || (size_t)index >= count || !covers(load, &fields[index]))
        return STATUS_OK;
    sqlite3_reset(statement);
    sqlite3_bind_int64(statement, 1, load->source_id);
    sqlite3_bind_text(statement, 2, fields[index].name, -1, SQLITE_STATIC);
    coverage_add(&load->coverage, &load->tables, load->source_id, index);
    return db_run(statement, error);
}

static enum status cover(struct load *load, const struct load_request *request, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t count;
    dictionary_fields(&count);
    load->has = xcalloc(count, sizeof *load->has);
    enum status status = coverage_read(&load->coverage, load->db, &load->tables, error);
    if (status == STATUS_OK)
        status = db_prepare(load->db, &statement,
                            "INSERT OR IGNORE INTO source_field (source_id, field)"
                            " VALUES (?1, ?2)",
                            error);
    for (size_t i = 0; i < request->field_count && status == STATUS_OK; i++) {
        if (request->fields[i] >= 0 && (size_t)request->fields[i] < count)
            load->has[request->fields[i]] = true;
        status = add_coverage(load, statement, request->fields[i], error);
    }
    /* A year said for the file as a whole is said of each of its rows. */
    if (status == STATUS_OK && load->plan_year != 0 &&
        (load->kind == KIND_PROJECTS || load->kind == KIND_TOTALS))
        status = add_coverage(load, statement, load->field.plan_year, error);
    sqlite3_finalize(statement);
    return status;
}

/* Whether a file of this kind fills a subject's table. */
static bool speaks_of(const struct load *load, enum subject subject)
{
    if (load->tables.of[subject].name == NULL)
        return false;
    if ((load->kind == KIND_TOTALS) != (subject == SUBJECT_TOTAL))
        return false;
    if (load->kind == KIND_HOUSEHOLDS && load->has[load->field.answer])
        return subject == SUBJECT_CONSENT;
    return true;
}

static enum status add_writers(struct load *load, struct error *error)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++) {
        bool lists = load->kind == KIND_PROJECTS && load->tables.of[i].listed;
        if (!speaks_of(load, (enum subject)i) ||
            (!lists && coverage_of(&load->coverage, load->source_id, (enum subject)i) == 0))
            continue;
        status =
            fact_writer_init(&load->writers[i], load->db, &load->tables, (enum subject)i,
                             &load->coverage, load->source_id, load->known, load->today, error);
    }
    return status;
}

static enum status add_statements(struct load *load, struct error *error)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } wanted[] = {
        {&load->see, "INSERT OR IGNORE INTO temp.seen (a, b, c, d, line)"
                     " VALUES (?1, ?2, ?3, ?4, ?5)"},
        {&load->seen_at,
         "SELECT line FROM temp.seen WHERE a = ?1 AND b = ?2 AND c = ?3 AND d = ?4"},
        {&load->unsee, "DELETE FROM temp.seen WHERE a = ?1 AND b = ?2 AND c = ?3 AND d = ?4"},
        {&load->named, "INSERT OR IGNORE INTO named_row (by, region_id, word, source_id, line,"
                       " project_id, loaded, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
        {&load->pending, "INSERT INTO source_pending (source_id, project_id, row_count)"
                         " VALUES (?1, ?2, ?3)"
                         " ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count"},
    };
    enum status status = db_exec(load->db,
                                 "CREATE TEMP TABLE IF NOT EXISTS seen (a INTEGER, b INTEGER,"
                                 " c INTEGER, d INTEGER, line INTEGER, PRIMARY KEY (a, b, c, d))"
                                 " WITHOUT ROWID; DELETE FROM temp.seen",
                                 error);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && status == STATUS_OK; i++)
        status = db_prepare(load->db, wanted[i].statement, wanted[i].sql, error);
    return status == STATUS_OK ? reject_prepare(load->db, &load->reject, error) : status;
}

static struct load *load_new(struct store *store, const struct load_request *request)
{
    struct load *load = xcalloc(1, sizeof *load);
    load->store = store;
    load->db = store->db;
    load->kind = request->kind;
    load->city = xstrdup(request->city != NULL ? request->city : "");
    load->as_of = request->as_of;
    load->known = request->known;
    load->today = request->today;
    load->plan_year = request->plan_year;
    text_init(&load->candidates);
    load->counts.newest_as_of = DAYNUM_NONE;
    find_fields(&load->field);
    subject_tables_init(&load->tables);
    return load;
}

static void load_free(struct load *load)
{
    if (load == NULL)
        return;
    for (int i = 0; i < SUBJECT_COUNT; i++)
        fact_writer_release(&load->writers[i]);
    sqlite3_finalize(load->see);
    sqlite3_finalize(load->seen_at);
    sqlite3_finalize(load->unsee);
    sqlite3_finalize(load->reject);
    sqlite3_finalize(load->pending);
    sqlite3_finalize(load->named);
    sqlite3_finalize(load->origin);
    withdrawal_release(&load->withdrawal);
    identity_free(load->identity);
    terms_free(load->terms);
    coverage_release(&load->coverage);
    text_release(&load->candidates);
    free(load->has);
    free(load->city);
    free(load);
}

enum status store_load_begin(struct store *store, const struct load_request *request,
                             int64_t *source_id, struct error *error)
{
    enum status status = store_begin(store, error);
    if (status != STATUS_OK)
        return status;
    struct load *load = load_new(store, request);
    store->load = load;
    status = add_source(load, request, error);
    if (status == STATUS_OK)
        status = cover(load, request, error);
    if (status == STATUS_OK)
        status = terms_new(&load->terms, load->db, error);
    if (status == STATUS_OK)
        status = identity_new(&load->identity, load->db, load->terms, error);
    if (status == STATUS_OK)
        status = add_writers(load, error);
    if (status == STATUS_OK)
        status = add_statements(load, error);
    if (status == STATUS_OK)
        status =
            withdrawal_init(&load->withdrawal, load->db, load->source_id, &load->counts, error);
    *source_id = load->source_id;
    if (status != STATUS_OK)
        store_load_rollback(store);
    return status;
}

void store_load_salt(struct store *store, const unsigned char *salt)
{
    memcpy(store->load->salt, salt, SALT_LENGTH);
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

enum status store_load_rows(struct store *store, struct row_source rows,
                            const char *(*raw)(void *self), struct load_counts *counts,
                            struct error *error)
{
    struct load *load = store->load;
    enum status status = STATUS_OK;
    bool more = true, of_facts = false;
    load->rows = rows;
    load->raw = raw;
    if (load->kind == KIND_HOUSEHOLDS && load->has[load->field.answer])
        status = load_households(load, error);
    else
        while ((status = rows.next(rows.self, &more, error)) == STATUS_OK && more) {
            of_facts = load->kind != KIND_TOTALS;
            status = of_facts ? load_facts(load, error) : load_total(load, error);
            if (status != STATUS_OK)
                break;
        }
    if (status == STATUS_OK && of_facts)
        status = load_own(load, error);
    if (status == STATUS_OK)
        status = load_count_flush(load, error);
    if (status == STATUS_OK && identity_has_changed(load->identity))
        status = doubt_names(load->identity, &load->withdrawal, error);
    /* Here and not at the end: rows that meet thereby may have to be rejected. */
    if (status == STATUS_OK)
        status = identity_link(load->identity, &load->withdrawal, error);
    if (status == STATUS_OK)
        status = count_waiting(load, error);
    *counts = load->counts;
    return status;
}

enum status store_load_reject(struct store *store, const struct reject *reject, struct error *error)
{
    struct reject own = *reject;
    own.source_id = store->load->source_id;
    return reject_book(store->load->reject, &own, error);
}

enum status store_load_subtotal(struct store *store, const struct subtotal_fault *fault,
                                struct error *error)
{
    sqlite3_stmt *statement = NULL;
    enum status status = db_prepare(store->db, &statement,
                                    "INSERT OR IGNORE INTO subtotal_mismatch"
                                    " (source_id, line, printed, summed, field, label)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                    error);
    if (status != STATUS_OK)
        return status;
    db_bind(statement, 4,
            (int64_t[]){store->load->source_id, fault->line, fault->printed, fault->summed});
    db_bind_text(statement, 5, fault->field);
    db_bind_text(statement, 6, fault->label);
    status = db_run(statement, error);
    sqlite3_finalize(statement);
    return status;
}

static enum status close_source(struct load *load, const struct source_counts *counts,
                                struct error *error)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        db_prepare(load->db, &statement,
                   "UPDATE source SET row_count = ?2, loaded = ?3, unchanged = ?4,"
                   " skipped_subtotal = ?5, skipped_header = ?6, skipped_note = ?7, rejected = ?8,"
                   " newest_as_of = ?9, corrects = ?10 WHERE source_id = ?1",
                   error);
    if (status != STATUS_OK)
        return status;
    db_bind(statement, 8,
            (int64_t[]){load->source_id, counts->rows, counts->loaded, counts->unchanged,
                        counts->skipped_subtotal, counts->skipped_header, counts->skipped_note,
                        counts->rejected});
    db_bind_day(statement, 9, load->counts.newest_as_of);
    sqlite3_bind_int(statement, 10, load->corrects);
    status = db_run(statement, error);
    sqlite3_finalize(statement);
    return status;
}

enum status store_load_sums(struct store *store, int64_t bytes, const char *sha256,
                            const char *xxh3, struct error *error)
{
    const struct load *load = store->load;
    sqlite3_stmt *statement = NULL;
    enum status status = db_prepare(
        load->db, &statement,
        "UPDATE source SET bytes = ?2, sha256 = ?3, xxh3 = ?4 WHERE source_id = ?1", error);
    if (status != STATUS_OK)
        return status;
    db_bind(statement, 2, (int64_t[]){load->source_id, bytes});
    db_bind_text(statement, 3, sha256);
    db_bind_text(statement, 4, xxh3);
    status = db_run(statement, error);
    sqlite3_finalize(statement);
    return status;
}

enum status store_load_commit(struct store *store, const struct source_counts *counts,
                              struct error *error)
{
    struct load *load = store->load;
    enum status status = close_source(load, counts, error);
    if (status == STATUS_OK)
        status = reject_resolve_reread(load->db, error);
    if (status == STATUS_OK)
        status = db_exec(load->db, "COMMIT", error);
    if (status != STATUS_OK) {
        store_load_rollback(store);
        return status;
    }
    load_free(load);
    store->load = NULL;
    /* What has been committed is loaded, with or without a log. */
    store_start_log(store, NULL);
    return STATUS_OK;
}

void store_load_rollback(struct store *store)
{
    if (store->load == NULL)
        return;
    load_free(store->load);
    store->load = NULL;
    if (!sqlite3_get_autocommit(store->db))
        db_exec(store->db, "ROLLBACK", NULL);
}

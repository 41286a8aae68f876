#include "data/load_returned.h"

#include <stdlib.h>
#include <string.h>

#include "data/load_double.h"
#include "data/reject.h"

/* A row that failed in a sheet is still one of the sheet's file. */
static const char origin_sql[] =
    "SELECT coalesce(b.of_source, r.source_id), coalesce(b.of_line, r.line)"
    " FROM reject r JOIN source s USING (source_id) LEFT JOIN returned_row b"
    " ON b.source_id = r.source_id AND b.line = r.line"
    " WHERE r.reject_id = ?1 AND substr(s.sha256, 1, length(?2)) = ?2";

static enum status find_origin(struct load *load, int64_t reject_id, const char *mark,
                               struct fact_file *from, struct error *error)
{
    char digits[REJECT_MARK_LETTERS + 1];
    bool row = false;
    enum status status = STATUS_OK;
    *from = (struct fact_file){0};
    if (load->origin == NULL)
        status = db_prepare(load->db, &load->origin, origin_sql, error);
    if (status != STATUS_OK)
        return status;
    reject_mark_digits(mark, digits);
    db_bind(load->origin, 1, &reject_id);
    db_bind_text(load->origin, 2, digits);
    status = db_step(load->origin, &row, error);
    if (row)
        *from = (struct fact_file){sqlite3_column_int64(load->origin, 0),
                                   sqlite3_column_int64(load->origin, 1)};
    sqlite3_reset(load->origin);
    return status;
}

enum status load_returned_find(struct load *load, struct fact_file *from, struct error *error)
{
    const char *number = load_text(load, load->field.reject_id);
    char *mark;
    *from = (struct fact_file){0};
    if (number[0] == '\0')
        return STATUS_OK;
    const int64_t reject_id = strtoll(number, &mark, 10);
    return find_origin(load, reject_id, mark[0] == '-' ? mark + 1 : "", from, error);
}

/* --- where another row of the file says otherwise --- */

/* The other row gives way: see supersede() of load_double.c. */
static enum status withdraw_other(struct load *load, const struct row_key *key,
                                  const struct fact_saying *other, struct error *error)
{
    struct text message = TEXT_INIT;
    enum status status =
        reject_say_other(load->db, load->source_id, key->line, NULL, &message, error);
    const struct reject reject = {.source_id = other->source_id,
                                  .line = other->line,
                                  .field = "",
                                  .code = name_of(&reject_code_names, REJECT_PRIMARY_KEY),
                                  .value = "",
                                  .message = message.data};
    if (status == STATUS_OK)
        status = withdraw(&load->withdrawal, &reject, error);
    text_release(&message);
    return status;
}

static enum status refuse(struct load *load, const struct fact_saying *other, int column,
                          struct error *error)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    struct text message = TEXT_INIT;
    enum status status = reject_say_other(load->db, other->source_id, other->line,
                                          column < 0 ? NULL : fields[column].name, &message, error);
    if (status == STATUS_OK)
        status = load_refuse(load, REJECT_PRIMARY_KEY, column, "", message.data, error);
    text_release(&message);
    return status;
}

enum status load_returned_judge(struct load *load, const struct row_key *key, bool future,
                                bool *refused, struct error *error)
{
    enum status status = STATUS_OK;
    *refused = false;
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK && !*refused; i++) {
        struct fact_writer *writer = &load->writers[i];
        const bool of_project = load_is_of_project(load, (enum subject)i);
        int64_t keys[SUBJECT_KEYS_MAX];
        struct fact fact;
        struct fact_saying other;
        if (writer->table == NULL || (future && i != SUBJECT_PLAN))
            continue;
        status = load_fact_read(load, key, (enum subject)i, true, &fact, keys, error);
        if (status == STATUS_OK)
            status = fact_said(writer, &fact, of_project, &other, error);
        if (status != STATUS_OK || !other.differs)
            continue;
        bool named = false;
        if (load_is_by_code(key))
            status = load_is_named(load, other.source_id, other.line, &named, error);
        *refused = !named;
        if (status == STATUS_OK)
            status = named ? withdraw_other(load, key, &other, error)
                           : refuse(load, &other,
                                    of_project ? writer->table->fields[other.column] : -1, error);
    }
    return status;
}

static enum status note(struct load *load, int64_t line, const struct fact_file *from,
                        struct error *error)
{
    if (from->source_id == 0)
        return STATUS_OK;
    return db_execf(load->db, error,
                    "INSERT OR IGNORE INTO returned_row VALUES (%lld, %lld, %lld, %lld)",
                    (long long)load->source_id, (long long)line, (long long)from->source_id,
                    (long long)from->line);
}

enum status load_returned_note(struct load *load, const struct row_key *key, struct error *error)
{
    return note(load, key->line, &load->from, error);
}

enum status load_returned_note_all(struct load *load, const struct reject_return *returns,
                                   size_t count, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct fact_file from;
        if (returns[i].by_key)
            continue;
        status = find_origin(load, returns[i].reject_id, returns[i].mark, &from, error);
        if (status == STATUS_OK)
            status = note(load, returns[i].line, &from, error);
    }
    return status;
}

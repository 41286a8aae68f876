#include "data/load_double.h"

#include "core/i18n.h"

enum status load_line_of(struct load *load, const int64_t key[4], int64_t *line,
                         struct error *error)
{
    bool row = false;
    db_bind(load->seen_at, 4, key);
    enum status status = db_step(load->seen_at, &row, error);
    *line = row ? sqlite3_column_int64(load->seen_at, 0) : 0;
    sqlite3_reset(load->seen_at);
    return status;
}

enum status load_meet(struct load *load, const int64_t key[4], int64_t line, int64_t *first,
                      struct error *error)
{
    db_bind(load->see, 5, (int64_t[]){key[0], key[1], key[2], key[3], line});
    enum status status = db_run(load->see, error);
    *first = 0;
    if (status != STATUS_OK || sqlite3_changes(load->db) > 0)
        return status;
    return load_line_of(load, key, first, error);
}

enum status load_forget(struct load *load, const int64_t key[4], struct error *error)
{
    db_bind(load->unsee, 4, key);
    return db_run(load->unsee, error);
}

static enum status refuse_double(struct load *load, int64_t first, struct error *error)
{
    struct text message = TEXT_INIT;
    text_addf(&message, _("line %lld has the same key with other values"), (long long)first);
    enum status status = load_refuse(load, REJECT_PRIMARY_KEY, -1, "", message.data, error);
    text_release(&message);
    return status;
}

enum status load_is_named(struct load *load, int64_t source_id, int64_t line, bool *named,
                          struct error *error)
{
    struct text sql = TEXT_INIT;
    int64_t count = 0;
    text_addf(&sql,
              "SELECT count(*) FROM named_row WHERE source_id = %lld AND line = %lld AND by <> %d",
              (long long)source_id, (long long)line, (int)BY_CODE_ALONE);
    enum status status = db_number(load->db, &count, 0, sql.data, error);
    text_release(&sql);
    *named = count > 0;
    return status;
}

/*
 * The row names its project by code and the earlier one that it contradicts does not: the earlier
 * one is rejected, as when the file comes first and its rows meet only when they are linked. The
 * current row is loaded anew.
 */
static enum status supersede(struct load *load, const struct row_key *key, int64_t first,
                             int64_t speaker, struct error *error)
{
    const int64_t row[4] = {key->project_id, key->compound_id, key->parking_kind, key->as_of};
    const int64_t project[4] = {key->project_id, 0, 0, key->as_of};
    struct text message = TEXT_INIT;
    text_addf(&message, _("line %lld has the same key with other values"), (long long)key->line);
    const struct reject reject = {.source_id = load->source_id,
                                  .line = first,
                                  .field = "",
                                  .code = name_of(&reject_code_names, REJECT_PRIMARY_KEY),
                                  .value = "",
                                  .message = message.data};
    enum status status = withdraw(&load->withdrawal, &reject, error);
    if (status == STATUS_OK)
        status = load_forget(load, row, error);
    if (status == STATUS_OK && speaker == first)
        status = load_forget(load, project, error);
    text_release(&message);
    return status == STATUS_OK ? load_facts(load, error) : status;
}

/*
 * Where a project has a row for each compound, a later row may say of it what the first one left
 * blank, and repeat it; *column is the dictionary's of a value that contradicts, -1 where none
 * does.
 */
static enum status complete_project(struct load *load, const struct row_key *key, bool future,
                                    bool compare_only, int *column, bool *more, struct error *error)
{
    enum status status = STATUS_OK;
    *column = -1;
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK && *column < 0; i++) {
        struct fact_writer *writer = &load->writers[i];
        enum fact_fate fate = FACT_SAME;
        int64_t keys[SUBJECT_KEYS_MAX];
        struct fact fact;
        int at = -1;
        if (writer->table == NULL || !load_is_of_project(load, (enum subject)i) ||
            (future && i != SUBJECT_PLAN))
            continue;
        status = load_fact_read(load, key, (enum subject)i, compare_only, &fact, keys, error);
        if (status == STATUS_OK)
            status = fact_complete(writer, &fact, &at, &fate, error);
        *more |= fate == FACT_NEW;
        *column = at < 0 ? -1 : writer->table->fields[at];
    }
    return status;
}

enum status load_follow(struct load *load, const struct row_key *key, int64_t first, bool future,
                        bool *more, bool *refused, struct error *error)
{
    size_t count;
    int column = -1;
    enum status status = complete_project(load, key, future, true, &column, more, error);
    *refused = status == STATUS_OK && column >= 0;
    if (status != STATUS_OK || !*refused)
        return status == STATUS_OK
                   ? complete_project(load, key, future, false, &column, more, error)
                   : status;
    struct text message = TEXT_INIT;
    text_addf(&message,
              _("line %lld says otherwise of the same project ('%s'): what is the project's own "
                "has one value, which one of its rows or all of them give"),
              (long long)first, dictionary_fields(&count)[column].name);
    status = load_refuse(load, REJECT_PRIMARY_KEY, column, "", message.data, error);
    text_release(&message);
    return status;
}

/* What the row says of the project as a whole is held against the first row of the project, whose
 * blanks are as they are only for a row of the same compound. */
enum status load_double(struct load *load, const struct row_key *key, int64_t first, bool future,
                        struct error *error)
{
    const int64_t project[4] = {key->project_id, 0, 0, key->as_of};
    struct row_outcome outcome;
    int64_t speaker;
    enum status status = load_line_of(load, project, &speaker, error);
    if (status == STATUS_OK)
        status = load_fact_write(load, key, speaker == first, future, true, &outcome, error);
    if (status != STATUS_OK)
        return status;
    bool named = false;
    if (outcome.differs && load_is_by_code(key))
        status = load_is_named(load, load->source_id, first, &named, error);
    if (status != STATUS_OK)
        return status;
    if (named)
        return supersede(load, key, first, speaker, error);
    if (outcome.differs)
        return refuse_double(load, first, error);
    bool more = false, refused = false;
    if (speaker != first)
        status = load_follow(load, key, speaker, future, &more, &refused, error);
    if (status != STATUS_OK || refused)
        return status;
    return load_count(load, key, more ? RECORD_LOADED : RECORD_UNCHANGED, error);
}

#include "core/i18n.h"
#include "data/load_state.h"

/* Subjects of a project as a whole, which the rows of its compounds say together; in a list of
 * projects its money and its works are, too. */
static bool is_of_project(const struct load *load, enum subject subject)
{
    if (load->kind == KIND_PROJECTS)
        return subject != SUBJECT_COMPOUND && subject != SUBJECT_CONSENT;
    return subject == SUBJECT_PROJECT || subject == SUBJECT_PROGRESS || subject == SUBJECT_PLAN;
}

static bool all_blank_is_nothing(enum subject subject)
{
    return subject == SUBJECT_PROGRESS || subject == SUBJECT_PLAN;
}

static enum status read_value(struct load *load, int index, int64_t *value, struct error *error)
{
    size_t count;
    const struct field *field = &dictionary_fields(&count)[index];
    if (field->type == FIELD_TEXT || field->type == FIELD_CODE) {
        const char *text = load_text(load, index);
        *value = VALUE_NONE;
        return text[0] == '\0' ? STATUS_OK : term_of(load->terms, text, value, error);
    }
    if (field->type == FIELD_DATE) {
        daynum day = load_date(load, index);
        *value = day == DAYNUM_NONE ? VALUE_NONE : day;
        return STATUS_OK;
    }
    *value = load_cell(load, index);
    if (index == load->field.plan_year && *value == VALUE_NONE && load->plan_year != 0)
        *value = load->plan_year;
    return STATUS_OK;
}

static enum status read_values(struct load *load, const struct fact_writer *writer,
                               struct fact *fact, struct error *error)
{
    enum status status = STATUS_OK;
    int at = 0;
    for (int i = 0; i < writer->table->field_count && status == STATUS_OK; i++)
        if (writer->mask >> i & 1)
            status = read_value(load, writer->table->fields[i], &fact->values[at++], error);
    return status;
}

/* The key of a row's fact of a subject. */
static void fill_keys(const struct load *load, const struct row_key *key, enum subject subject,
                      int64_t keys[SUBJECT_KEYS_MAX])
{
    keys[0] = subject == SUBJECT_COMPOUND ? key->compound_id : key->project_id;
    if (subject == SUBJECT_PLAN)
        keys[1] = key->as_of;
    else
        keys[1] = load->kind == KIND_PROJECTS && is_of_project(load, subject) ? key->whole_id
                                                                              : key->compound_id;
    keys[2] = key->parking_kind;
}

/* A plan for a day after the export is known, and stands, as of the export. */
static daynum plan_as_of(const struct load *load, daynum date)
{
    return load->as_of != DAYNUM_NONE && load->as_of < date ? load->as_of : date;
}

/* The current row's fact of a subject. */
static enum status read_fact(struct load *load, const struct row_key *key, enum subject subject,
                             bool compare_only, struct fact *fact, int64_t keys[SUBJECT_KEYS_MAX],
                             struct error *error)
{
    *fact = (struct fact){
        .keys = keys,
        .as_of = subject == SUBJECT_PLAN ? plan_as_of(load, key->as_of) : key->as_of,
        .line = key->line,
        .listed = load->kind == KIND_PROJECTS,
        .skip_blank = all_blank_is_nothing(subject),
        .compare_only = compare_only,
        .name = {key->named_by, key->region_id, key->word},
    };
    fill_keys(load, key, subject, keys);
    return read_values(load, &load->writers[subject], fact, error);
}

/* A row of a sheet of rejects comes without the other rows of its project: what its blanks are is
 * said there. */
static bool comes_alone(const struct load *load)
{
    return load_text(load, load->field.reject_id)[0] != '\0';
}

static enum status write_subject(struct load *load, const struct row_key *key, enum subject subject,
                                 bool compare_only, enum fact_fate *fate, struct error *error)
{
    int64_t keys[SUBJECT_KEYS_MAX];
    struct fact fact;
    enum status status = read_fact(load, key, subject, compare_only, &fact, keys, error);
    if (status == STATUS_OK && is_of_project(load, subject) && comes_alone(load))
        status = fact_fill(&load->writers[subject], &fact, error);
    return status == STATUS_OK ? fact_write(&load->writers[subject], &fact, fate, error) : status;
}

/* What a row as a whole came to. */
struct outcome {
    bool loaded, differs, refused;
};

static enum status write_subjects(struct load *load, const struct row_key *key, bool of_project,
                                  bool future, bool compare_only, struct outcome *outcome,
                                  struct error *error)
{
    enum status status = STATUS_OK;
    *outcome = (struct outcome){0};
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK && !outcome->refused; i++) {
        enum fact_fate fate = FACT_SAME;
        if (load->writers[i].table == NULL ||
            (!of_project && is_of_project(load, (enum subject)i)) || (future && i != SUBJECT_PLAN))
            continue;
        status = write_subject(load, key, (enum subject)i, compare_only, &fate, error);
        outcome->loaded |= fate == FACT_NEW || fate == FACT_CORRECTS;
        outcome->differs |= fate == FACT_CORRECTS;
        outcome->refused |= fate == FACT_REFUSED;
        load->corrects |= fate == FACT_CORRECTS && !compare_only;
    }
    return status;
}

/* Takes back what the current row has written before one of its facts was refused. */
static enum status undo(struct load *load, const struct row_key *key, struct error *error)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++) {
        int64_t keys[SUBJECT_KEYS_MAX];
        if (load->writers[i].table == NULL)
            continue;
        fill_keys(load, key, (enum subject)i, keys);
        status = db_execf(load->db, error,
                          "DELETE FROM %s WHERE %s = %lld AND source_id = %lld AND line = %lld",
                          load->writers[i].table->name, load->writers[i].table->keys[0],
                          (long long)keys[0], (long long)load->source_id, (long long)key->line);
    }
    return status;
}

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

static enum status forget(struct load *load, const int64_t key[4], struct error *error)
{
    db_bind(load->unsee, 4, key);
    return db_run(load->unsee, error);
}

enum status load_survey(struct load *load, const struct row_key *key, struct error *error)
{
    const int64_t seen[4] = {key->project_id, key->compound_id, 0, key->as_of};
    struct outcome outcome;
    int64_t first;
    if (load->writers[SUBJECT_CONSENT].table == NULL)
        return STATUS_OK;
    enum status status = load_meet(load, seen, key->line, &first, error);
    if (status == STATUS_OK && first == 0)
        status = write_subjects(load, key, false, false, false, &outcome, error);
    return status;
}

static enum status refuse_double(struct load *load, int64_t first, struct error *error)
{
    struct text message = TEXT_INIT;
    text_addf(&message, _("line %lld has the same key with other values"), (long long)first);
    enum status status = load_refuse(load, REJECT_PRIMARY_KEY, -1, "", message.data, error);
    text_release(&message);
    return status;
}

/* Whether an earlier row of the file named its project otherwise than by its code. */
static enum status is_named(struct load *load, int64_t line, bool *named, struct error *error)
{
    struct text sql = TEXT_INIT;
    int64_t count = 0;
    text_addf(&sql, "SELECT count(*) FROM named_row WHERE source_id = %lld AND line = %lld",
              (long long)load->source_id, (long long)line);
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
        status = forget(load, row, error);
    if (status == STATUS_OK && speaker == first)
        status = forget(load, project, error);
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
        if (writer->table == NULL || !is_of_project(load, (enum subject)i) ||
            (future && i != SUBJECT_PLAN))
            continue;
        status = read_fact(load, key, (enum subject)i, compare_only, &fact, keys, error);
        if (status == STATUS_OK)
            status = fact_complete(writer, &fact, &at, &fate, error);
        *more |= fate == FACT_NEW;
        *column = at < 0 ? -1 : writer->table->fields[at];
    }
    return status;
}

/* *refused where the row contradicts what the first one of its project says. */
static enum status follow(struct load *load, const struct row_key *key, int64_t first, bool future,
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

/*
 * A row whose key an earlier one had: a mere repetition, or a contradiction. What it says of the
 * project as a whole is held against the first row of the project, whose blanks are as they are
 * only for a row of the same compound.
 */
static enum status load_double(struct load *load, const struct row_key *key, int64_t first,
                               bool future, struct error *error)
{
    const int64_t project[4] = {key->project_id, 0, 0, key->as_of};
    struct outcome outcome;
    int64_t speaker;
    enum status status = load_line_of(load, project, &speaker, error);
    if (status == STATUS_OK)
        status = write_subjects(load, key, speaker == first, future, true, &outcome, error);
    if (status != STATUS_OK)
        return status;
    bool named = false;
    if (outcome.differs && key->named_by == MEANS_CODE)
        status = is_named(load, first, &named, error);
    if (status != STATUS_OK)
        return status;
    if (named)
        return supersede(load, key, first, speaker, error);
    if (outcome.differs)
        return refuse_double(load, first, error);
    bool more = false, refused = false;
    if (speaker != first)
        status = follow(load, key, speaker, future, &more, &refused, error);
    if (status != STATUS_OK || refused)
        return status;
    return load_count(load, key, more ? RECORD_LOADED : RECORD_UNCHANGED, error);
}

static bool is_ahead(const struct load *load, const struct row_key *key)
{
    return load->kind == KIND_PROGRESS && load->as_of != DAYNUM_NONE && key->as_of > load->as_of;
}

static enum status refuse_ahead(struct load *load, const struct row_key *key, struct error *error)
{
    struct text message = TEXT_INIT;
    char date[DATE_TEXT_MAX], as_of[DATE_TEXT_MAX];
    text_addf(&message, _("actual progress of %s in an export as of %s"),
              daynum_format(key->as_of, date), daynum_format(load->as_of, as_of));
    enum status status = load_refuse(load, REJECT_CONSTRAINT, load->field.actual_progress, date,
                                     message.data, error);
    text_release(&message);
    return status;
}

/* Counts of consent of one building: those of a compound are of all its buildings, and which these
 * are no row tells. */
static bool counts_building(const struct load *load)
{
    return load->kind == KIND_HOUSEHOLDS && load->writers[SUBJECT_CONSENT].table != NULL &&
           (load_text(load, load->field.building)[0] != '\0' ||
            load_text(load, load->field.unit)[0] != '\0');
}

enum status load_facts(struct load *load, struct error *error)
{
    if (counts_building(load))
        return load_refuse(load, REJECT_CONSTRAINT, load->field.building, "",
                           _("counts of consent are kept per compound, and these are of one "
                             "building: give the sum of all its buildings in one row without a "
                             "building, or a row per household"),
                           error);
    struct row_key key;
    struct outcome outcome;
    bool found;
    int64_t first, first_of_project = 0;
    enum status status = load_identify(load, &key, &found, error);
    if (status != STATUS_OK || !found)
        return status;
    int64_t kind = load_cell(load, load->field.parking_kind);
    key.parking_kind = kind == VALUE_NONE ? 0 : kind;
    bool future = is_ahead(load, &key);
    if (future && value_is_known(load_cell(load, load->field.actual_progress)))
        return refuse_ahead(load, &key, error);
    const int64_t row[4] = {key.project_id, key.compound_id, key.parking_kind, key.as_of};
    const int64_t project[4] = {key.project_id, 0, 0, key.as_of};
    status = load_meet(load, row, key.line, &first, error);
    if (status != STATUS_OK)
        return status;
    if (first != 0)
        return load_double(load, &key, first, future, error);
    status = load_meet(load, project, key.line, &first_of_project, error);
    bool more = false, refused = false;
    if (status == STATUS_OK && first_of_project != 0)
        status = follow(load, &key, first_of_project, future, &more, &refused, error);
    if (status == STATUS_OK && refused)
        return forget(load, row, error);
    if (status == STATUS_OK)
        status = write_subjects(load, &key, first_of_project == 0, future, false, &outcome, error);
    if (status != STATUS_OK)
        return status;
    outcome.loaded |= more;
    if (!outcome.refused) {
        if (future)
            key.as_of = load->as_of; /* the day that the export describes */
        return load_count(load, &key, outcome.loaded ? RECORD_LOADED : RECORD_UNCHANGED, error);
    }
    status = undo(load, &key, error);
    if (status == STATUS_OK)
        status = forget(load, row, error);
    if (status == STATUS_OK && first_of_project == 0)
        status = forget(load, project, error);
    if (status != STATUS_OK)
        return status;
    return load_refuse(load, REJECT_CONSTRAINT, -1, "", _("a value is out of its range"), error);
}

#include "data/load_fact.h"

bool load_is_of_project(const struct load *load, enum subject subject)
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

void load_fact_keys(const struct load *load, const struct row_key *key, enum subject subject,
                    int64_t keys[SUBJECT_KEYS_MAX])
{
    keys[0] = subject == SUBJECT_COMPOUND ? key->compound_id : key->project_id;
    if (subject == SUBJECT_PLAN)
        keys[1] = key->as_of;
    else
        keys[1] = load->kind == KIND_PROJECTS && load_is_of_project(load, subject)
                      ? key->whole_id
                      : key->compound_id;
    keys[2] = key->parking_kind;
}

daynum load_fact_as_of(const struct load *load, const struct row_key *key, enum subject subject)
{
    bool ahead = load->as_of != DAYNUM_NONE && load->as_of < key->as_of;
    return subject == SUBJECT_PLAN && ahead ? load->as_of : key->as_of;
}

bool load_is_ahead(const struct load *load, const struct row_key *key)
{
    return load->kind == KIND_PROGRESS && load->as_of != DAYNUM_NONE && key->as_of > load->as_of;
}

enum status load_fact_read(struct load *load, const struct row_key *key, enum subject subject,
                           bool compare_only, struct fact *fact, int64_t keys[SUBJECT_KEYS_MAX],
                           struct error *error)
{
    *fact = (struct fact){
        .keys = keys,
        .as_of = load_fact_as_of(load, key, subject),
        .line = key->line,
        .from = load->from,
        .listed = load->kind == KIND_PROJECTS,
        .skip_blank = all_blank_is_nothing(subject),
        .compare_only = compare_only,
        .name = {key->named_by, key->region_id, key->word},
    };
    load_fact_keys(load, key, subject, keys);
    return read_values(load, &load->writers[subject], fact, error);
}

/*
 * A row of a sheet of rejects comes without the other rows of its file, and agrees with them. What
 * they say already is said; of a project they say it together; what they do not say of it the
 * row's blanks do not say either.
 */
static enum status write_returned(struct load *load, struct fact *fact, enum subject subject,
                                  enum fact_fate *fate, struct error *error)
{
    struct fact_writer *writer = &load->writers[subject];
    const bool of_project = load_is_of_project(load, subject);
    struct fact_saying other;
    int column;
    enum status status = fact_said(writer, fact, of_project, &other, error);
    if (status == STATUS_OK && other.source_id != 0 && !of_project)
        return STATUS_OK;
    if (status == STATUS_OK && other.source_id != 0)
        return fact_complete(writer, fact, &column, fate, error);
    if (status == STATUS_OK && of_project)
        status = fact_fill(writer, fact, error);
    return status == STATUS_OK ? fact_write(writer, fact, fate, error) : status;
}

static enum status write_subject(struct load *load, const struct row_key *key, enum subject subject,
                                 bool compare_only, enum fact_fate *fate, struct error *error)
{
    int64_t keys[SUBJECT_KEYS_MAX];
    struct fact fact;
    enum status status = load_fact_read(load, key, subject, compare_only, &fact, keys, error);
    if (status != STATUS_OK)
        return status;
    return load->from.source_id != 0 && !compare_only
               ? write_returned(load, &fact, subject, fate, error)
               : fact_write(&load->writers[subject], &fact, fate, error);
}

enum status load_fact_write(struct load *load, const struct row_key *key, bool of_project,
                            bool future, bool compare_only, struct row_outcome *outcome,
                            struct error *error)
{
    enum status status = STATUS_OK;
    *outcome = (struct row_outcome){0};
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK && !outcome->refused; i++) {
        enum fact_fate fate = FACT_SAME;
        if (load->writers[i].table == NULL ||
            (!of_project && load_is_of_project(load, (enum subject)i)) ||
            (future && i != SUBJECT_PLAN))
            continue;
        status = write_subject(load, key, (enum subject)i, compare_only, &fate, error);
        outcome->loaded |= fate == FACT_NEW || fate == FACT_CORRECTS;
        outcome->differs |= fate == FACT_CORRECTS;
        outcome->refused |= fate == FACT_REFUSED;
        load->corrects |= fate == FACT_CORRECTS && !compare_only;
    }
    return status;
}

enum status load_fact_undo(struct load *load, const struct row_key *key, struct error *error)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++) {
        int64_t keys[SUBJECT_KEYS_MAX];
        if (load->writers[i].table == NULL)
            continue;
        load_fact_keys(load, key, (enum subject)i, keys);
        status = db_execf(load->db, error,
                          "DELETE FROM %s WHERE %s = %lld AND source_id = %lld AND line = %lld",
                          load->writers[i].table->name, load->writers[i].table->keys[0],
                          (long long)keys[0], (long long)load->source_id, (long long)key->line);
    }
    return status;
}

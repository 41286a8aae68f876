#include "core/i18n.h"
#include "data/load_state.h"

int64_t load_cell(const struct load *load, int field)
{
    int64_t value;
    if (field < 0 || !load->has[field] || !load->rows.cell(load->rows.self, field, &value))
        return VALUE_NONE;
    return value;
}

const char *load_text(const struct load *load, int field)
{
    if (field < 0 || !load->has[field])
        return "";
    const char *text = load->rows.text(load->rows.self, field);
    return text != NULL ? text : "";
}

daynum load_date(const struct load *load, int field)
{
    int64_t value = load_cell(load, field);
    return value_is_known(value) ? (daynum)value : DAYNUM_NONE;
}

daynum load_row_date(const struct load *load)
{
    daynum day = load_date(load, load->field.as_of);
    if (day == DAYNUM_NONE)
        day = load->as_of;
    return day != DAYNUM_NONE ? day : load->today;
}

enum status load_refuse(struct load *load, enum reject_code code, int field, const char *value,
                        const char *message, struct error *error)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    const char *raw = load->raw != NULL ? load->raw(load->rows.self) : "";
    struct reject reject = {
        .line = load->rows.line(load->rows.self),
        .field = field < 0 ? "" : fields[field].name,
        .code = name_of(&reject_code_names, (int)code),
        .value = value,
        .message = message,
        .raw = raw != NULL ? raw : "",
    };
    load->counts.rejected++;
    return store_load_reject(load->store, &reject, error);
}

/* Two exports that number their projects alike must not write over each other. */
static enum status refuse_code(struct load *load, const struct identity_words *words,
                               struct error *error)
{
    struct text message = TEXT_INIT;
    text_addf(&message,
              _("the code '%s' is in use for %s, and here comes '%s' of '%s': correct the code, or, "
                "where it is the same project, load the sheet of rejects with this row as it is"),
              words->code, load->candidates.data, words->name, words->district);
    enum status status = load_refuse(load, REJECT_PRIMARY_KEY, load->field.project_code,
                                     words->code, message.data, error);
    text_release(&message);
    return status;
}

static enum status refuse_identity(struct load *load, const struct identity_words *words,
                                   struct error *error)
{
    struct text message = TEXT_INIT;
    enum status status;
    if (load->candidates.length == 0) {
        status = load_refuse(load, REJECT_MISSING, load->field.project_code, "",
                             _("the row names no project"), error);
    } else {
        const struct load_fields *fields = &load->field;
        bool by_code = words->code[0] != '\0', by_name = !by_code && words->name[0] != '\0';
        const char *name = by_code ? words->code : by_name ? words->name : words->compound;
        int field = by_code   ? fields->project_code
                    : by_name ? fields->project_name
                              : fields->compound;
        text_addf(&message, _("'%s' may be any of: %s"), name, load->candidates.data);
        status = load_refuse(load, REJECT_AMBIGUOUS, field, name, message.data, error);
    }
    text_release(&message);
    return status;
}

enum status load_identify(struct load *load, struct row_key *key, bool *found, struct error *error)
{
    struct identity_match match;
    struct identity_words words = {
        .city = load_text(load, load->field.city),
        .district = load_text(load, load->field.district),
        .code = load_text(load, load->field.project_code),
        .name = load_text(load, load->field.project_name),
        .compound = load_text(load, load->field.compound),
        .decided = load_text(load, load->field.reject_id)[0] != '\0',
    };
    if (words.city[0] == '\0')
        words.city = load->city;
    /* In a list of projects a compound without a project is one. */
    if (load->kind == KIND_PROJECTS && words.name[0] == '\0' && words.code[0] == '\0')
        words.name = words.compound;
    enum status status = identity_find(load->identity, &words, &match, &load->candidates, error);
    *found = status == STATUS_OK && match.project_id != 0;
    if (status != STATUS_OK)
        return status;
    if (match.in_use)
        return refuse_code(load, &words, error);
    if (!*found)
        return refuse_identity(load, &words, error);
    *key = (struct row_key){
        .project_id = match.project_id,
        .compound_id = match.compound_id,
        .whole_id = match.compound_id,
        .line = load->rows.line(load->rows.self),
        .as_of = load_row_date(load),
        .listed = match.listed || load->kind == KIND_PROJECTS,
    };
    if (match.means != MEANS_CODE) {
        key->named_by = match.means;
        key->region_id = match.region_id;
        key->word = match.word;
    }
    if (!match.whole && load->kind == KIND_PROJECTS)
        status = identity_whole(load->identity, match.project_id, &key->whole_id, error);
    if (status == STATUS_OK && load->kind == KIND_PROJECTS && !match.listed)
        status = identity_list(load->identity, match.project_id, error);
    return status;
}

/* Whom a name means is asked again after every load. Rows of households are asked for by
 * their vintage. */
static enum status note_name(struct load *load, const struct row_key *key, enum record_fate fate,
                             struct error *error)
{
    if (key->named_by == MEANS_CODE || load->has[load->field.answer])
        return STATUS_OK;
    db_bind(load->named, 7,
            (int64_t[]){key->named_by, key->region_id, key->word, load->source_id, key->line,
                        key->project_id, fate == RECORD_LOADED});
    db_bind_text(load->named, 8, load->raw != NULL ? load->raw(load->rows.self) : "");
    return db_run(load->named, error);
}

enum status load_count(struct load *load, const struct row_key *key, enum record_fate fate,
                       struct error *error)
{
    enum status status = note_name(load, key, fate, error);
    if (status != STATUS_OK)
        return status;
    if (fate == RECORD_LOADED)
        load->counts.loaded++;
    else
        load->counts.unchanged++;
    if (key->as_of > load->counts.newest_as_of)
        load->counts.newest_as_of = key->as_of;
    if (key->listed)
        return STATUS_OK;
    load->counts.pending++;
    if (load->waiting_project != key->project_id)
        status = load_count_flush(load, error);
    load->waiting_project = key->project_id;
    load->waiting_rows++;
    return status;
}

enum status load_count_flush(struct load *load, struct error *error)
{
    if (load->waiting_rows <= 0)
        return STATUS_OK;
    db_bind(load->pending, 3,
            (int64_t[]){load->source_id, load->waiting_project, load->waiting_rows});
    load->waiting_rows = 0;
    return db_run(load->pending, error);
}

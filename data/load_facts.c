#include "core/i18n.h"
#include "data/load_double.h"
#include "data/load_returned.h"

enum status load_survey(struct load *load, const struct row_key *key, struct error *error)
{
    const int64_t seen[4] = {key->project_id, key->compound_id, 0, key->as_of};
    struct row_outcome outcome;
    int64_t first;
    if (load->writers[SUBJECT_CONSENT].table == NULL)
        return STATUS_OK;
    enum status status = load_meet(load, seen, key->line, &first, error);
    if (status == STATUS_OK && first == 0)
        status = load_fact_write(load, key, false, false, false, &outcome, error);
    return status;
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

/* The row was met and is none; with `of_project` it was the first of its project. */
static enum status forget(struct load *load, const struct row_key *key, bool of_project,
                          struct error *error)
{
    const int64_t row[4] = {key->project_id, key->compound_id, key->parking_kind, key->as_of};
    const int64_t project[4] = {key->project_id, 0, 0, key->as_of};
    enum status status = load_forget(load, row, error);
    return status == STATUS_OK && of_project ? load_forget(load, project, error) : status;
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
    struct row_outcome outcome;
    bool found;
    int64_t first, first_of_project = 0;
    enum status status = load_identify(load, &key, &found, error);
    if (status == STATUS_OK && found)
        status = load_returned_find(load, &load->from, error);
    if (status != STATUS_OK || !found)
        return status;
    int64_t kind = load_cell(load, load->field.parking_kind);
    key.parking_kind = kind == VALUE_NONE ? 0 : kind;
    bool future = load_is_ahead(load, &key);
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
    if (status == STATUS_OK && load->from.source_id != 0)
        status = load_returned_judge(load, &key, future, &refused, error);
    if (status == STATUS_OK && !refused && first_of_project != 0)
        status = load_follow(load, &key, first_of_project, future, &more, &refused, error);
    if (status == STATUS_OK && refused)
        return forget(load, &key, first_of_project == 0, error);
    if (status == STATUS_OK)
        status = load_fact_write(load, &key, first_of_project == 0, future, false, &outcome, error);
    if (status != STATUS_OK)
        return status;
    outcome.loaded |= more;
    if (!outcome.refused) {
        status = load_returned_note(load, &key, error);
        if (status != STATUS_OK)
            return status;
        if (future)
            key.as_of = load->as_of; /* the day that the export describes */
        return load_count(load, &key, outcome.loaded ? RECORD_LOADED : RECORD_UNCHANGED, error);
    }
    status = load_fact_undo(load, &key, error);
    if (status == STATUS_OK)
        status = forget(load, &key, first_of_project == 0, error);
    if (status != STATUS_OK)
        return status;
    return load_refuse(load, REJECT_CONSTRAINT, -1, "", _("a value is out of its range"), error);
}

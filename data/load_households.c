#include "core/i18n.h"
#include "data/door_salt.h"
#include "data/household_load.h"

static const char columns_sql[] = "compound_id, stairwell_id, door, answered, vintage_id, line,"
                                  " answer";

static const char upsert_sql[] =
    " FROM household_rows WHERE true"
    " ON CONFLICT DO UPDATE SET answered = kept(0), vintage_id = kept(1), line = kept(2),"
    " answer = kept(3), door_area = kept(4), contribute = kept(5), pledge = kept(6),"
    " demolish = kept(7), owner = kept(8), past = kept(9)"
    " WHERE settle(answered, vintage_id, line, answer, door_area, contribute, pledge, demolish,"
    " owner, past)";

/* Nobody has answered after the day on which the answers were exported, or are loaded. */
static bool is_ahead(const struct household_load *bulk)
{
    return bulk->version.answered > bulk->load->today && bulk->version.answered > bulk->exported;
}

static enum status refuse_ahead(struct household_load *bulk, struct error *error)
{
    struct text message = TEXT_INIT;
    char answered[DATE_TEXT_MAX], exported[DATE_TEXT_MAX];
    text_addf(&message, _("an answer of %s in an export as of %s"),
              daynum_format((daynum)bulk->version.answered, answered),
              daynum_format(bulk->exported, exported));
    enum status status = load_refuse(bulk->load, REJECT_CONSTRAINT, bulk->load->field.answer_date,
                                     answered, message.data, error);
    text_release(&message);
    return status;
}

/* The field of the current version whose value no column takes; -1 where all is well. */
static int out_of_range(const struct household_load *bulk)
{
    const struct load_fields *field = &bulk->load->field;
    const struct household_version *version = &bulk->version;
    if (version->answer < ANSWER_AGREE || version->answer >= ANSWER_COUNT)
        return field->answer;
    if (value_is_known(version->door_area) && version->door_area < 0)
        return field->door_area;
    if (value_is_known(version->contribute) && (version->contribute < 0 || version->contribute > 1))
        return field->contribute;
    if (value_is_known(version->demolish) && (version->demolish < 0 || version->demolish > 1))
        return field->demolish;
    return -1;
}

/* Whether the row's compound is one whose doors this database does not know. */
static enum status is_tally_only(struct household_load *bulk, bool *only, struct error *error)
{
    enum status status = STATUS_OK;
    if (bulk->asked_compound != bulk->row.compound_id) {
        bulk->asked_compound = bulk->row.compound_id;
        db_bind(bulk->tally_only, 1, &bulk->asked_compound);
        status = db_step(bulk->tally_only, &bulk->asked_tally_only, error);
        sqlite3_reset(bulk->tally_only);
    }
    *only = bulk->asked_tally_only;
    return status;
}

/* What the row says, apart from whose it is. An export is not older than an answer in it. */
static enum status read_version(struct household_load *bulk, struct error *error)
{
    const struct load *load = bulk->load;
    struct household_version *version = &bulk->version;
    daynum answered = load_date(load, load->field.answer_date);
    int64_t answer = load_cell(load, load->field.answer);
    bulk->exported = bulk->row.as_of;
    if (answered > bulk->row.as_of)
        bulk->row.as_of = answered;
    version->answered = answered != DAYNUM_NONE ? answered : bulk->row.as_of;
    version->vintage = (struct vintage){
        .source_id = load->source_id,
        .as_of = bulk->row.as_of,
        .known = load->known != DAYNUM_NONE ? load->known : bulk->row.as_of,
        .named_by = bulk->row.named_by,
        .region_id = bulk->row.region_id,
        .word = bulk->row.word,
    };
    version->line = bulk->row.line;
    version->answer = value_is_known(answer) ? answer : ANSWER_NONE;
    version->door_area = load_cell(load, load->field.door_area);
    version->contribute = load_cell(load, load->field.contribute);
    version->pledge = load_cell(load, load->field.pledge);
    version->demolish = load_cell(load, load->field.demolish);
    return vintage_number(bulk->vintages, &version->vintage, error);
}

/* What a survey's rows say of it as a whole stands in each of them: the first counts. */
static enum status note_survey(struct household_load *bulk, struct error *error)
{
    if (bulk->surveyed_compound == bulk->row.compound_id && bulk->surveyed_as_of == bulk->row.as_of)
        return STATUS_OK;
    bulk->surveyed_compound = bulk->row.compound_id;
    bulk->surveyed_as_of = bulk->row.as_of;
    return load_survey(bulk->load, &bulk->row, error);
}

/* Takes the current row; *taken is false where it was rejected. */
static enum status take(struct household_load *bulk, bool *taken, struct error *error)
{
    struct load *load = bulk->load;
    enum status status = load_identify(load, &bulk->row, taken, error);
    if (status != STATUS_OK || !*taken)
        return status;
    bool tally_only;
    *taken = false;
    status = is_tally_only(bulk, &tally_only, error);
    if (status != STATUS_OK)
        return status;
    if (tally_only)
        return load_refuse(load, REJECT_CONSTRAINT, load->field.compound, "",
                           _("the answers of this compound are known by their tallies alone, "
                             "from a database with another salt"),
                           error);
    bulk->key.compound_id = bulk->row.compound_id;
    bool good = true;
    status = household_check_token(bulk, load->field.door, &good, error);
    if (status == STATUS_OK && good)
        status = household_check_token(bulk, load->field.id_number, &good, error);
    if (status != STATUS_OK || !good)
        return status;
    status = read_version(bulk, error);
    if (status == STATUS_OK)
        status = household_door(bulk, error);
    if (status != STATUS_OK)
        return status;
    if (bulk->key.door == VALUE_NONE)
        return load_refuse(load, REJECT_MISSING, load->field.door, "",
                           _("the row names no door: it needs a column of doors (房号)"), error);
    if (is_ahead(bulk))
        return refuse_ahead(bulk, error);
    int field = out_of_range(bulk);
    if (field >= 0)
        return load_refuse(load, REJECT_CONSTRAINT, field, "", _("a value is out of its range"),
                           error);
    *taken = true;
    status = note_survey(bulk, error);
    if (status == STATUS_OK)
        status = tally_add(bulk->tally, &bulk->key, &bulk->version, &bulk->version, 1, error);
    return status == STATUS_OK ? load_count(load, &bulk->row, RECORD_LOADED, error) : status;
}

enum status household_next(struct household_load *bulk, struct error *error)
{
    struct row_source *rows = &bulk->load->rows;
    enum status status;
    bool taken = false;
    while ((status = rows->next(rows->self, &bulk->more, error)) == STATUS_OK && bulk->more &&
           !taken) {
        status = take(bulk, &taken, error);
        if (status != STATUS_OK || taken)
            return status;
    }
    return status;
}

/* The columns that the file says something of: each costs time for each row. */
static void name_columns(const struct load *load, struct text *names)
{
    const struct {
        int field;
        const char *name;
    } some[] = {
        {load->field.door_area, "door_area"}, {load->field.contribute, "contribute"},
        {load->field.pledge, "pledge"},       {load->field.demolish, "demolish"},
        {load->field.id_number, "owner"},
    };
    text_add(names, columns_sql);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (some[i].field >= 0 && load->has[some[i].field])
            text_addf(names, ", %s", some[i].name);
}

static enum status run(struct household_load *bulk, struct error *error)
{
    struct text names = TEXT_INIT;
    name_columns(bulk->load, &names);
    enum status status =
        db_execf(bulk->load->db, error, "INSERT INTO household_answer (%s) SELECT %s%s", names.data,
                 names.data, upsert_sql);
    text_release(&names);
    if (bulk->status == STATUS_OK)
        return status;
    if (error != NULL)
        *error = bulk->error;
    return bulk->status;
}

enum status load_households(struct load *load, struct error *error)
{
    struct household_load bulk = {.load = load, .surveyed_as_of = DAYNUM_NONE};
    enum status status = tally_new(&bulk.tally, load->db, error);
    if (status == STATUS_OK)
        status = door_memo_new(&bulk.doors, load->db, error);
    if (status == STATUS_OK)
        status = door_salt_check(load->db, load->salt, error);
    if (status == STATUS_OK)
        status = db_prepare(load->db, &bulk.tally_only,
                            "SELECT 1 FROM tally_only WHERE compound_id = ?1", error);
    if (status == STATUS_OK)
        status = vintages_new(&bulk.vintages, load->db, error);
    if (status == STATUS_OK)
        status = household_history_init(&bulk.history, load->db, bulk.vintages, error);
    if (status == STATUS_OK)
        status = household_rows_register(&bulk, error);
    if (status == STATUS_OK)
        status = run(&bulk, error);
    if (status == STATUS_OK)
        status = tally_flush(bulk.tally, error);
    sqlite3_finalize(bulk.tally_only);
    household_history_release(&bulk.history);
    household_seen_release(&bulk.seen);
    vintages_free(bulk.vintages);
    household_rows_unregister(&bulk);
    tally_free(bulk.tally);
    door_memo_free(bulk.doors);
    return status;
}

enum status store_keeps_salt(struct store *store, bool *kept, struct error *error)
{
    int64_t fingerprint;
    enum status status = door_salt_read(store->db, "main", &fingerprint, error);
    *kept = fingerprint != VALUE_NONE;
    return status;
}

#include "cli/command.h"

#include "analysis/consent.h"
#include "cli/consent_listing.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/study.h"
#include "core/i18n.h"
#include "core/setting_value.h"

/* The words of --by, in the order of the command's row. */
enum { BY_PROJECT, BY_DISTRICT, BY_PAIR };
/* What a screen shows of the pairs beside their districts. */
enum { PAIRS_ON_SCREEN = 10 };

static const struct table_column rule_columns[] = {
    {"name", N_("rule"), MEASURE_TEXT, 0, false},
    {"unit", N_("decided by"), MEASURE_TEXT, 0, false},
    {"count", N_("counted"), MEASURE_TEXT, 0, false},
    {"households", N_("households agreeing"), MEASURE_TEXT, 0, false},
    {"area", N_("area agreeing"), MEASURE_TEXT, 0, false},
    {"quorum_households", N_("households taking part"), MEASURE_TEXT, 0, false},
    {"quorum_area", N_("area taking part"), MEASURE_TEXT, 0, false},
};

/* A share that is not asked for stays unknown. */
static void set_share(struct table *table, const char *key, const struct fraction *share)
{
    if (share->denominator != 0)
        table_set_text(table, key, share_format(share, table->strings));
}

static void add_rule(struct listing *listing, const struct consent_rule *rule)
{
    static const char *const units[] = {[CONSENT_BY_COMPOUND] = "compound",
                                        [CONSENT_BY_BLOCK] = "block",
                                        [CONSENT_BY_PROJECT] = "project"};
    struct table *table = output_table(listing, "rule", "", COLUMNS(rule_columns));
    table->single = true;
    table_row(table);
    table_set_text(table, "name", rule->name);
    table_set_text(table, "unit", units[rule->unit]);
    table_set_text(table, "count", rule->count == CONSENT_OWNERS ? "owners" : "households");
    set_share(table, "households", &rule->heads);
    set_share(table, "area", &rule->area);
    set_share(table, "quorum_households", &rule->quorum_heads);
    set_share(table, "quorum_area", &rule->quorum_area);
}

/* JSON has all tables, people the rule and what they asked for, CSV that alone. */
static void fill(const struct session *session, struct listing *listing,
                 const struct consent_result *result, const struct dataset *data)
{
    bool all = session->format == LISTING_JSON, people = output_for_people(session);
    size_t by = session->by;
    output_head(session, listing);
    if (all || people)
        add_rule(listing, result->rule);
    if (all || by == BY_PROJECT)
        consent_list_projects(session, listing, result, data);
    if (all || by == BY_DISTRICT)
        consent_list_districts(session, listing, result);
    if (all || (people && by != BY_PROJECT))
        consent_list_spread(listing, &result->spread);
    if (all || by == BY_PAIR || (people && by == BY_DISTRICT))
        consent_list_pairs(session, listing, result,
                           all || by == BY_PAIR ? SIZE_MAX : PAIRS_ON_SCREEN);
}

enum status cmd_consent(struct session *session, struct error *error)
{
    struct dataset data = {0}, history = {0};
    struct consent_result result;
    struct listing listing;
    enum status status = study_read_year(session, READ_COMPOUNDS | READ_CONSENT, &data, error);
    /* How surveys fill is learnt from every year's, for the year's own may all be under way. */
    if (status == STATUS_OK)
        status = session_read(session, 0, READ_CONSENT, &history, error);
    if (status == STATUS_OK)
        status = consent_compute_taught(&result, &data, &history,
                                        &session->settings.rules[session->settings.rule], error);
    if (status == STATUS_OK) {
        listing_init(&listing);
        fill(session, &listing, &result, &data);
        status = output_listing(session, &listing, error);
        listing_release(&listing);
        consent_release(&result);
    }
    dataset_release(&history);
    dataset_release(&data);
    return status;
}

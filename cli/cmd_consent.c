#include "cli/command.h"

#include "analysis/consent.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/study.h"
#include "core/i18n.h"
#include "core/setting_value.h"

enum { BY_PROJECT, BY_DISTRICT };

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

static const struct table_column project_columns[] = {
    {"project", N_("project"), MEASURE_TEXT, 0, false},
    {"name", N_("name"), MEASURE_TEXT, 0, false},
    {"district", N_("district"), MEASURE_TEXT, 0, false},
    {"plan_year", N_("plan year"), MEASURE_COUNT, -1, true},
    {"total", N_("households"), MEASURE_COUNT, 0, false},
    {"agree", N_("agree"), MEASURE_COUNT, 0, false},
    {"disagree", N_("disagree"), MEASURE_COUNT, 0, false},
    {"abstain", N_("abstain"), MEASURE_COUNT, 0, true},
    {"no_reply", N_("no reply"), MEASURE_COUNT, 0, false},
    {"rate_pct", N_("of all"), MEASURE_PERCENT, 1, false},
    {"answered_pct", N_("answered"), MEASURE_PERCENT, 1, false},
    {"agree_of_answered_pct", N_("of answers"), MEASURE_PERCENT, 1, false},
    {"area_rate_pct", N_("of the area"), MEASURE_PERCENT, 1, true},
    {"closed", N_("closed"), MEASURE_FLAG, 0, false},
    {"target_count", N_("asked for"), MEASURE_COUNT, 0, true},
    {"status", N_("status"), MEASURE_TEXT, 0, false},
    {"needed", N_("still needed"), MEASURE_COUNT, 0, false},
    {"needed_m2", N_("area still needed"), MEASURE_M2, 0, true},
    {"p_reach", N_("chance to get there"), MEASURE_PROBABILITY, 0, false},
    {"compounds", N_("compounds"), MEASURE_COUNT, 0, true},
    {"compounds_met", N_("compounds that have met it"), MEASURE_COUNT, 0, true},
    {"stale", N_("counted before its end"), MEASURE_FLAG, 0, true},
    {"why", N_("why it is not known"), MEASURE_TEXT, 0, true},
};

/* For programs as they stand, for people through gettext. */
static const char *status_name(const struct session *session, enum consent_status status)
{
    static const char *const names[] = {[CONSENT_UNKNOWN] = N_("unknown"),
                                        [CONSENT_MET] = N_("met"),
                                        [CONSENT_OPEN] = N_("open"),
                                        [CONSENT_IMPOSSIBLE] = N_("impossible"),
                                        [CONSENT_FAILED] = N_("failed")};
    return output_for_people(session) ? _(names[status]) : names[status];
}

static void add_project(const struct session *session, struct table *table,
                        const struct consent_project *row, const struct project *project)
{
    table_row(table);
    table_set_text(table, "project", project->code[0] != '\0' ? project->code : project->name);
    table_set_text(table, "name", project->name);
    table_set_text(table, "district", project->district);
    table_set_integer(table, "plan_year", project->plan_year > 0 ? project->plan_year : VALUE_NONE);
    table_set_integer(table, "total", row->total);
    table_set_integer(table, "agree", row->agree);
    table_set_integer(table, "disagree", row->disagree);
    table_set_integer(table, "abstain", row->abstain);
    table_set_integer(table, "no_reply", row->no_reply);
    table_set_number(table, "rate_pct", row->rate_pct);
    table_set_number(table, "answered_pct", row->answered_pct);
    table_set_number(table, "agree_of_answered_pct", row->agree_of_answered_pct);
    table_set_number(table, "area_rate_pct", row->area_rate_pct);
    table_set_flag(table, "closed", row->closed);
    table_set_integer(table, "target_count", row->target_count);
    table_set_text(table, "status", status_name(session, row->status));
    table_set_integer(table, "needed", row->needed);
    table_set_integer(table, "needed_m2", row->needed_cm2);
    table_set_number(table, "p_reach", row->p_reach);
    table_set_integer(table, "compounds", (int64_t)row->compounds);
    table_set_integer(table, "compounds_met", (int64_t)row->compounds_met);
    table_set_flag(table, "stale", row->stale);
    if (row->why[0] != '\0')
        table_set_text(table, "why", row->why);
}

static const struct table_column district_columns[] = {
    {"district", N_("district"), MEASURE_TEXT, 0, false},
    {"projects", N_("closed surveys"), MEASURE_COUNT, 0, false},
    {"total", N_("households"), MEASURE_COUNT, 0, false},
    {"agree", N_("agree"), MEASURE_COUNT, 0, false},
    {"rate_pct", N_("of all"), MEASURE_PERCENT, 1, false},
    {"low_pct", N_("from"), MEASURE_PERCENT, 1, false},
    {"high_pct", N_("to"), MEASURE_PERCENT, 1, false},
    {"shrunk_pct", N_("shrunk"), MEASURE_PERCENT, 1, false},
    {"shrunk_low_pct", N_("from"), MEASURE_PERCENT, 1, true},
    {"shrunk_high_pct", N_("to"), MEASURE_PERCENT, 1, true},
    {"funnel", N_("funnel"), MEASURE_TEXT, 0, false},
    {"funnel_p", "p", MEASURE_NUMBER, 4, true},
    {"rank_low", N_("rank from"), MEASURE_COUNT, 0, false},
    {"rank_high", N_("to"), MEASURE_COUNT, 0, false},
    {"met", N_("met"), MEASURE_COUNT, 0, false},
    {"open", N_("open"), MEASURE_COUNT, 0, false},
    {"impossible", N_("impossible"), MEASURE_COUNT, 0, false},
    {"failed", N_("failed"), MEASURE_COUNT, 0, false},
    {"unknown", N_("unknown"), MEASURE_COUNT, 0, true},
};

static const char *funnel_name(const struct session *session, int funnel)
{
    static const char *const names[] = {N_("below"), N_("inside"), N_("above")};
    const char *name = names[funnel < 0 ? 0 : funnel == 0 ? 1 : 2];
    return output_for_people(session) ? _(name) : name;
}

static void add_district(const struct session *session, struct table *table,
                         const struct consent_district *row)
{
    table_row(table);
    table_set_text(table, "district", output_group(session, row->district));
    table_set_integer(table, "projects", row->projects);
    table_set_integer(table, "total", row->total);
    table_set_integer(table, "agree", row->agree);
    table_set_number(table, "rate_pct", row->rate_pct);
    table_set_number(table, "low_pct", row->low_pct);
    table_set_number(table, "high_pct", row->high_pct);
    table_set_number(table, "shrunk_pct", row->shrunk_pct);
    table_set_number(table, "shrunk_low_pct", row->shrunk_low_pct);
    table_set_number(table, "shrunk_high_pct", row->shrunk_high_pct);
    if (row->projects > 0)
        table_set_text(table, "funnel", funnel_name(session, row->funnel));
    table_set_number(table, "funnel_p", row->funnel_p);
    table_set_integer(table, "rank_low", row->rank_low);
    table_set_integer(table, "rank_high", row->rank_high);
    table_set_integer(table, "met", row->met);
    table_set_integer(table, "open", row->open);
    table_set_integer(table, "impossible", row->impossible);
    table_set_integer(table, "failed", row->failed);
    table_set_integer(table, "unknown", row->unknown);
}

static const struct table_column spread_columns[] = {
    {"icc", N_("correlation within a project"), MEASURE_NUMBER, 3, false},
    {"overdispersion", N_("overdispersion"), MEASURE_NUMBER, 2, false},
    {"heterogeneity_p", N_("chance that equal districts differ so much"), MEASURE_NUMBER, 4, false},
};

static void add_spread(struct listing *listing, const struct consent_spread *spread)
{
    struct table *table = output_table(listing, "spread", "", COLUMNS(spread_columns));
    table->single = true;
    table_row(table);
    table_set_number(table, "icc", spread->icc);
    table_set_number(table, "overdispersion", spread->overdispersion);
    table_set_number(table, "heterogeneity_p", spread->heterogeneity_p);
}

/* JSON has all tables, people the rule and what they asked for, CSV that alone. */
static void fill(const struct session *session, struct listing *listing,
                 const struct consent_result *result, const struct dataset *data, size_t by)
{
    bool all = session->format == LISTING_JSON;
    output_head(session, listing);
    if (session->format != LISTING_CSV)
        add_rule(listing, result->rule);
    if (all || by == BY_PROJECT) {
        struct table *table =
            output_table(listing, "projects", N_("projects"), COLUMNS(project_columns));
        for (size_t i = 0; i < result->project_count; i++) {
            const struct consent_project *row = &result->projects[i];
            add_project(session, table, row, &data->projects.items[row->project]);
        }
    }
    if (all || by == BY_DISTRICT) {
        struct table *table = output_table(listing, "districts", N_("closed surveys by district"),
                                           COLUMNS(district_columns));
        for (size_t i = 0; i < result->district_count; i++)
            add_district(session, table, &result->districts[i]);
    }
    if (all || (by == BY_DISTRICT && session->format != LISTING_CSV))
        add_spread(listing, &result->spread);
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
        fill(session, &listing, &result, &data, session->by);
        status = output_listing(session, &listing, error);
        listing_release(&listing);
        consent_release(&result);
    }
    dataset_release(&history);
    dataset_release(&data);
    return status;
}

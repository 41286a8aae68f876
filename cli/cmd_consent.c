#include "cli/command.h"

#include "analysis/consent.h"
#include "analysis/consent_change.h"
#include "cli/consent_listing.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/study.h"
#include "core/dataset_year.h"
#include "core/i18n.h"
#include "core/setting_value.h"

/* The words of --by, in the order of the command's row. */
enum { BY_PROJECT, BY_DISTRICT, BY_STREET, BY_YEAR, BY_CLASS, BY_SIZE, BY_PAIR, BY_STAIRWELL };

static const enum consent_group groups[] = {
    [BY_PROJECT] = CONSENT_PER_DISTRICT, [BY_DISTRICT] = CONSENT_PER_DISTRICT,
    [BY_STREET] = CONSENT_PER_STREET,    [BY_YEAR] = CONSENT_PER_YEAR,
    [BY_CLASS] = CONSENT_PER_CLASS,      [BY_SIZE] = CONSENT_PER_SIZE,
    [BY_PAIR] = CONSENT_PER_DISTRICT,    [BY_STAIRWELL] = CONSENT_PER_DISTRICT,
};
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

/* Of one project, or of stairwells: nothing is compared, but what lies behind is told. */
static void fill_behind(const struct consent_view *view, struct listing *listing)
{
    bool all = view->session->format == LISTING_JSON, people = output_for_people(view->session);
    bool stairwells = view->session->by == BY_STAIRWELL, one = view->project != NULL;
    if (all || !stairwells || (people && one))
        consent_list_projects(view, listing);
    if (all || stairwells)
        consent_list_stairwells(view, listing);
    if (all || (people && one))
        consent_list_months(view, listing);
}

static void fill_compared(const struct consent_view *view, struct listing *listing)
{
    const struct session *session = view->session;
    bool all = session->format == LISTING_JSON, people = output_for_people(session);
    size_t by = session->by;
    bool by_group = by != BY_PROJECT && by != BY_PAIR;
    if (all || by == BY_PROJECT)
        consent_list_projects(view, listing);
    if (all || by_group)
        consent_list_groups(view, listing);
    if (all || (people && by != BY_PROJECT))
        consent_list_spread(view, listing);
    if (all || by == BY_PAIR || (people && by_group))
        consent_list_pairs(view, listing, all || by == BY_PAIR ? SIZE_MAX : PAIRS_ON_SCREEN);
}

/* JSON has all tables, people the rule and what they asked for, CSV that alone. */
static void fill(const struct consent_view *view, struct listing *listing)
{
    output_head(view->session, listing);
    if (view->session->format != LISTING_CSV)
        add_rule(listing, view->result->rule);
    if (view->project != NULL || view->session->by == BY_STAIRWELL)
        fill_behind(view, listing);
    else
        fill_compared(view, listing);
    consent_note_blocks(view, listing);
    if (view->result->project_count == 0 && view->plan_year != 0)
        listing_note(listing,
                     arena_printf(&listing->strings, _("no survey of the %d plan is known"),
                                  view->plan_year));
}

/* What the command reads, and where one year is asked for, that. */
struct data {
    struct dataset all, of_year;
    int plan_year;
};

static const char *asked_project(const struct session *session)
{
    return session->options->values[OPTION_PROJECT];
}

/* Years are compared with each other where none was asked for, and a project may be of any. */
static bool wants_all_years(const struct session *session)
{
    return session->plan_year == 0 && (session->by == BY_YEAR || asked_project(session) != NULL);
}

/* All years are read, for how surveys fill is learnt from every year's: the year's own may all be
 * under way. */
static enum status read_data(const struct session *session, struct data *data, struct error *error)
{
    unsigned parts = READ_COMPOUNDS | READ_CONSENT;
    if (session->by == BY_STAIRWELL || asked_project(session) != NULL)
        parts |= READ_STAIRWELLS;
    enum status status = session_read(session, 0, parts, &data->all, error);
    if (status == STATUS_OK && !wants_all_years(session))
        data->plan_year = session_current_year(session, &data->all);
    return status;
}

/* The projects asked for. */
static const struct dataset *asked_of(const struct data *data)
{
    return data->plan_year != 0 ? &data->of_year : &data->all;
}

/* What compares many is not asked of one. */
static enum status check_usage(const struct session *session, struct error *error)
{
    if (asked_project(session) == NULL || session->by == BY_PROJECT || session->by == BY_STAIRWELL)
        return STATUS_OK;
    return error_set(error, STATUS_USAGE,
                     _("'--project' goes with '--by project' and '--by stairwell' alone"));
}

static enum status check_project(const struct consent_view *view, struct error *error)
{
    for (size_t i = 0; i < view->data->projects.count; i++)
        if (consent_shows(view, i))
            return STATUS_OK;
    return view->project == NULL
               ? STATUS_OK
               : error_set(error, STATUS_NOT_FOUND, _("no project has the code or name '%s'"),
                           view->project);
}

static enum status compute_before(struct consent_result *before, const struct session *session,
                                  const struct data *data, struct error *error)
{
    const struct consent_rule *rule = &session->settings.rules[session->settings.rule];
    struct dataset year = {0};
    if (data->plan_year != 0)
        dataset_take_year(&year, &data->all, data->plan_year - 1);
    enum status status = consent_compute_by(before, &year, NULL, rule, groups[session->by], error);
    dataset_release(&year);
    return status;
}

/* One after the other, and what has served is let go: of a whole country all is not needed at
 * once. */
static enum status compute(struct consent_result *result, const struct session *session,
                           struct data *data, struct error *error)
{
    const struct consent_rule *rule = &session->settings.rules[session->settings.rule];
    struct consent_result before;
    enum status status = compute_before(&before, session, data, error);
    if (status != STATUS_OK)
        return status;
    if (data->plan_year != 0)
        dataset_take_year(&data->of_year, &data->all, data->plan_year);
    status =
        consent_compute_by(result, asked_of(data), &data->all, rule, groups[session->by], error);
    if (status == STATUS_OK)
        consent_set_changes(result, &before);
    if (data->plan_year != 0)
        dataset_keep_texts(&data->all);
    consent_release(&before);
    return status;
}

static enum status print(const struct session *session, const struct data *data,
                         const struct consent_result *result, struct error *error)
{
    struct consent_view view = {session, asked_of(data), result, data->plan_year,
                                asked_project(session)};
    struct listing listing;
    enum status status = check_project(&view, error);
    if (status != STATUS_OK)
        return status;
    listing_init(&listing);
    fill(&view, &listing);
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    return status;
}

enum status cmd_consent(struct session *session, struct error *error)
{
    struct data data = {0};
    struct consent_result result = {0};
    enum status status = check_usage(session, error);
    if (status == STATUS_OK)
        status = read_data(session, &data, error);
    if (status == STATUS_OK)
        status = compute(&result, session, &data, error);
    if (status == STATUS_OK)
        status = print(session, &data, &result, error);
    consent_release(&result);
    dataset_release(&data.of_year);
    dataset_release(&data.all);
    return status;
}

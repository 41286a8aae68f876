#include "cli/command.h"

#include "analysis/prioritise.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"rank", N_("rank"), MEASURE_COUNT, 0, false},
    {"project", N_("project"), MEASURE_TEXT, 0, false},
    {"name", N_("name"), MEASURE_TEXT, 0, false},
    {"district", N_("district"), MEASURE_TEXT, 0, false},
    {"class", N_("class"), MEASURE_TEXT, 0, false},
    {"score", N_("score"), MEASURE_NUMBER, 1, false},
    {"parts.consent", N_("consent"), MEASURE_NUMBER, 0, false},
    {"parts.need", N_("need"), MEASURE_NUMBER, 0, false},
    {"parts.cost", N_("cost"), MEASURE_NUMBER, 0, false},
    {"parts.connected", N_("connected"), MEASURE_NUMBER, 0, false},
    {"planned_yuan", N_("planned"), MEASURE_YUAN, 0, false},
    {"cumulative_yuan", N_("cumulative"), MEASURE_YUAN, 0, false},
    {"inside", N_("within the budget"), MEASURE_FLAG, 0, false},
    {"ready", N_("could start early"), MEASURE_FLAG, 0, false},
    {"needed", N_("households needed"), MEASURE_COUNT, 0, false},
    {"contribute_pct", N_("would pay"), MEASURE_PERCENT, 1, true},
    {"demolish_pct", N_("would remove illegal structures"), MEASURE_PERCENT, 1, true},
};

static const char *class_name(const struct session *session, enum candidate_class class)
{
    static const char *const labels[] = {[CANDIDATE_FIRST] = N_("first"),
                                         [CANDIDATE_SECOND] = N_("second"),
                                         [CANDIDATE_NOT_ELIGIBLE] = N_("not eligible")};
    return output_for_people(session) ? _(labels[class]) : candidate_class_names[class];
}

static void add_candidate(const struct session *session, struct table *table,
                          const struct candidate *row, const struct project *project)
{
    static const char *const parts[] = {[PART_CONSENT] = "parts.consent",
                                        [PART_NEED] = "parts.need",
                                        [PART_COST] = "parts.cost",
                                        [PART_CONNECTED] = "parts.connected"};
    table_row(table);
    table_set_integer(table, "rank", row->rank);
    table_set_text(table, "project", project->code[0] != '\0' ? project->code : project->name);
    table_set_text(table, "name", project->name);
    table_set_text(table, "district", project->district);
    table_set_text(table, "class", class_name(session, row->class));
    table_set_number(table, "score", row->score);
    for (size_t part = 0; part < CANDIDATE_PART_COUNT; part++)
        table_set_number(table, parts[part], row->parts[part]);
    table_set_integer(table, "planned_yuan", row->planned_fen);
    table_set_integer(table, "cumulative_yuan", row->cumulative_fen);
    table_set_flag(table, "inside", row->inside);
    table_set_flag(table, "ready", row->ready);
    table_set_integer(table, "needed", row->needed);
    table_set_number(table, "contribute_pct", row->contribute_pct);
    table_set_number(table, "demolish_pct", row->demolish_pct);
}

static void add_head(const struct session *session, struct listing *listing, int64_t budget_fen,
                     const struct prioritise_result *result)
{
    listing_head_integer(listing, "year", _("plan year"), session->plan_year);
    listing->head.columns[0].digits = -1;
    listing_head_integer(listing, "budget_yuan", _("budget"), budget_fen);
    listing->head.columns[1].measure = MEASURE_YUAN;
    if (budget_fen == VALUE_NONE)
        return;
    listing_head_integer(listing, "inside", _("within the budget"), (int64_t)result->inside);
    listing_head_integer(listing, "inside_less", _("with a tenth less"),
                         (int64_t)result->inside_less);
    listing_head_integer(listing, "inside_more", _("with a tenth more"),
                         (int64_t)result->inside_more);
}

static enum status print(const struct session *session, const struct dataset *data,
                         int64_t budget_fen, struct error *error)
{
    struct consent_result consent;
    struct prioritise_result result;
    struct prioritise_options options;
    struct listing listing;
    const struct consent_rule *rule = &session->settings.rules[session->settings.rule];
    enum status status = consent_compute(&consent, data, rule, error);
    if (status != STATUS_OK)
        return status;
    prioritise_options_init(&options, session->plan_year);
    options.budget_fen = budget_fen;
    prioritise_compute(&result, data, &consent, &options);
    listing_init(&listing);
    add_head(session, &listing, budget_fen, &result);
    struct table *table = output_table(&listing, "candidates", "", COLUMNS(columns));
    for (size_t i = 0; i < result.count; i++)
        add_candidate(session, table, &result.items[i],
                      &data->projects.items[result.items[i].project]);
    if (result.count == 0)
        listing_note(&listing, arena_printf(&listing.strings,
                                            _("no project of the plan year %d is still to start"),
                                            session->plan_year));
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    prioritise_release(&result);
    consent_release(&consent);
    return status;
}

enum status cmd_prioritise(struct session *session, struct error *error)
{
    struct dataset data;
    int64_t budget_yuan = VALUE_NONE;
    enum status status = option_integer(session->options, OPTION_BUDGET, 0,
                                        INT64_C(1000000000000000), &budget_yuan, error);
    if (status == STATUS_OK && session->plan_year == 0)
        status = error_set(error, STATUS_USAGE, _("'prioritise' needs '--year YEAR'"));
    if (status == STATUS_OK)
        status = session_read(session, session->plan_year, READ_EVERYTHING, &data, error);
    if (status != STATUS_OK)
        return status;
    status = print(session, &data,
                   budget_yuan == VALUE_NONE ? VALUE_NONE : budget_yuan * FEN_PER_YUAN, error);
    dataset_release(&data);
    return status;
}

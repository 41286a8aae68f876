#include "cli/consent_listing.h"

#include <string.h>

#include "cli/output.h"
#include "core/i18n.h"

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
    {"contribute", N_("would pay"), MEASURE_COUNT, 0, true},
    {"contribute_pct", N_("would pay, of all"), MEASURE_PERCENT, 1, true},
    {"demolish", N_("would remove structures"), MEASURE_COUNT, 0, true},
    {"demolish_pct", N_("would remove structures, of all"), MEASURE_PERCENT, 1, true},
    {"blocks", N_("buildings"), MEASURE_COUNT, 0, true},
    {"blocks_met", N_("buildings that have met it"), MEASURE_COUNT, 0, true},
    {"compounds_stand_in", N_("decided by compound instead"), MEASURE_FLAG, 0, true},
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
    table_set_integer(table, "contribute", row->contribute);
    table_set_number(table, "contribute_pct", row->contribute_pct);
    table_set_integer(table, "demolish", row->demolish);
    table_set_number(table, "demolish_pct", row->demolish_pct);
    table_set_flag(table, "closed", row->closed);
    table_set_integer(table, "target_count", row->target_count);
    table_set_text(table, "status", status_name(session, row->status));
    table_set_integer(table, "needed", row->needed);
    table_set_integer(table, "needed_m2", row->needed_cm2);
    table_set_number(table, "p_reach", row->p_reach);
    table_set_integer(table, "compounds", (int64_t)row->compounds);
    table_set_integer(table, "compounds_met", (int64_t)row->compounds_met);
    if (row->blocks > 0) {
        table_set_integer(table, "blocks", (int64_t)row->blocks);
        table_set_integer(table, "blocks_met", (int64_t)row->blocks_met);
    }
    table_set_flag(table, "compounds_stand_in", row->compounds_stand_in);
    table_set_flag(table, "stale", row->stale);
    if (row->why[0] != '\0')
        table_set_text(table, "why", row->why);
}

bool consent_shows(const struct consent_view *view, size_t project)
{
    const struct project *item = &view->data->projects.items[project];
    return view->project == NULL || strcmp(item->code, view->project) == 0 ||
           strcmp(item->name, view->project) == 0;
}

void consent_list_projects(const struct consent_view *view, struct listing *listing)
{
    struct table *table =
        output_table(listing, "projects", N_("projects"), COLUMNS(project_columns));
    for (size_t i = 0; i < view->result->project_count; i++) {
        const struct consent_project *row = &view->result->projects[i];
        if (!consent_shows(view, row->project))
            continue;
        add_project(view->session, table, row, &view->data->projects.items[row->project]);
    }
}

void consent_note_blocks(const struct consent_view *view, struct listing *listing)
{
    size_t count = 0;
    for (size_t i = 0; i < view->result->project_count; i++)
        count += view->result->projects[i].compounds_stand_in &&
                         consent_shows(view, view->result->projects[i].project)
                     ? 1
                     : 0;
    if (count > 0)
        listing_note(listing,
                     arena_printf(&listing->strings,
                                  ngettext_("%zu project is decided by compound, and not by "
                                            "building as the rule has it: not all its households "
                                            "are known by building",
                                            "%zu projects are decided by compound, and not by "
                                            "building as the rule has it: not all their households "
                                            "are known by building",
                                            count),
                                  count));
}

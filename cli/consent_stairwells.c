#include "cli/consent_listing.h"

#include <math.h>
#include <string.h>

#include "cli/output.h"
#include "core/i18n.h"

/* Doors are never printed: a stairwell is as far as anybody has to know where to go. */
static const struct table_column stairwell_columns[] = {
    {"project", N_("project"), MEASURE_TEXT, 0, false},
    {"name", N_("name"), MEASURE_TEXT, 0, true},
    {"compound", N_("compound"), MEASURE_TEXT, 0, false},
    {"building", N_("building"), MEASURE_TEXT, 0, false},
    {"unit", N_("stairwell"), MEASURE_TEXT, 0, false},
    {"total", N_("households"), MEASURE_COUNT, 0, false},
    {"agree", N_("agree"), MEASURE_COUNT, 0, false},
    {"disagree", N_("disagree"), MEASURE_COUNT, 0, false},
    {"abstain", N_("abstain"), MEASURE_COUNT, 0, false},
    {"no_reply", N_("no reply"), MEASURE_COUNT, 0, false},
    {"rate_pct", N_("of all"), MEASURE_PERCENT, 1, false},
    {"answered_pct", N_("answered"), MEASURE_PERCENT, 1, false},
    {"contribute", N_("would pay"), MEASURE_COUNT, 0, false},
    {"demolish", N_("would remove structures"), MEASURE_COUNT, 0, false},
};

static const struct table_column month_columns[] = {
    {"project", N_("project"), MEASURE_TEXT, 0, false},
    {"compound", N_("compound"), MEASURE_TEXT, 0, false},
    {"month_end", N_("month's end"), MEASURE_DATE, 0, false},
    {"total", N_("households"), MEASURE_COUNT, 0, false},
    {"agree", N_("agree"), MEASURE_COUNT, 0, false},
    {"answered", N_("answers"), MEASURE_COUNT, 0, false},
    {"answered_pct", N_("answered"), MEASURE_PERCENT, 1, false},
    {"rate_pct", N_("of all"), MEASURE_PERCENT, 1, false},
};

static double percent(int64_t part, int64_t whole)
{
    return value_is_known(part) && value_is_known(whole) && whole > 0
               ? 100 * (double)part / (double)whole
               : NAN;
}

static const char *id_of(const struct project *project)
{
    return project->code[0] != '\0' ? project->code : project->name;
}

static void add_stairwell(const struct consent_view *view, struct table *table,
                          const struct consent_stairwell *stairwell)
{
    const struct consent_tally *survey = &view->data->consent.tallies[stairwell->tally];
    const struct project *project = &view->data->projects.items[survey->project];
    int64_t answered = stairwell->agree + stairwell->disagree + stairwell->abstain;
    table_row(table);
    table_set_text(table, "project", id_of(project));
    table_set_text(table, "name", project->name);
    table_set_text(table, "compound", survey->compound);
    table_set_text(table, "building", output_group(view->session, stairwell->building));
    table_set_text(table, "unit", stairwell->unit);
    table_set_integer(table, "total", stairwell->total);
    table_set_integer(table, "agree", stairwell->agree);
    table_set_integer(table, "disagree", stairwell->disagree);
    table_set_integer(table, "abstain", stairwell->abstain);
    table_set_integer(table, "no_reply", stairwell->total - answered);
    table_set_number(table, "rate_pct", percent(stairwell->agree, stairwell->total));
    table_set_number(table, "answered_pct", percent(answered, stairwell->total));
    table_set_integer(table, "contribute", stairwell->contribute);
    table_set_integer(table, "demolish", stairwell->demolish);
}

void consent_list_stairwells(const struct consent_view *view, struct listing *listing)
{
    const struct consent_set *set = &view->data->consent;
    struct table *table = output_table(listing, "stairwells", N_("answers by building and unit"),
                                       COLUMNS(stairwell_columns));
    for (size_t i = 0; i < set->stairwell_count; i++)
        if (consent_shows(view, set->tallies[set->stairwells[i].tally].project))
            add_stairwell(view, table, &set->stairwells[i]);
    if (table->row_count == 0)
        listing_note(listing, _("no export has these answers household by household, so that "
                                "stairwells are not known"));
}

/* Abstention that nobody mentions is none; without the refusals nobody knows how many answered. */
static int64_t answers_of(const struct consent_step *step)
{
    if (!value_is_known(step->agree) || !value_is_known(step->disagree))
        return VALUE_NONE;
    return value_add(step->agree, value_add(step->disagree, step->abstain));
}

void consent_list_months(const struct consent_view *view, struct listing *listing)
{
    const struct consent_set *set = &view->data->consent;
    struct table *table =
        output_table(listing, "months", N_("answers by month"), COLUMNS(month_columns));
    size_t at = 0; /* steps follow each other as their surveys do */
    for (size_t i = 0; i < set->step_count; i++) {
        const struct consent_step *step = &set->steps[i];
        while (set->tallies[at].compound_id != step->compound_id)
            at++;
        if (!consent_shows(view, step->project))
            continue;
        table_row(table);
        table_set_text(table, "project", id_of(&view->data->projects.items[step->project]));
        table_set_text(table, "compound", set->tallies[at].compound);
        table_set_date(table, "month_end", step->month_end);
        table_set_integer(table, "total", step->total);
        table_set_integer(table, "agree", step->agree);
        table_set_integer(table, "answered", answers_of(step));
        table_set_number(table, "answered_pct", percent(answers_of(step), step->total));
        table_set_number(table, "rate_pct", percent(step->agree, step->total));
    }
    table->json_only = output_for_people(view->session) && table->row_count == 0;
}

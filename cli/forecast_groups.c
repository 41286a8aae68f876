#include "cli/forecast_listing.h"

#include <string.h>

#include "cli/output.h"
#include "core/i18n.h"
#include "reports/phrase.h"

/* The figures of a group that an assumption changes stand first, as it stands behind them. */
static const struct table_column group_columns[] = {
    {"group", N_("district"), MEASURE_TEXT, 0, false},
    {"deadline", N_("deadline"), MEASURE_TEXT, 0, false},
    {"n", N_("projects"), MEASURE_COUNT, 0, false},
    {"done", N_("done"), MEASURE_COUNT, 0, false},
    {"expected", N_("expected"), MEASURE_NUMBER, 1, false},
    {"p10", "p10", MEASURE_NUMBER, 0, false},
    {"p25", "p25", MEASURE_NUMBER, 0, true},
    {"p50", "p50", MEASURE_NUMBER, 0, false},
    {"p75", "p75", MEASURE_NUMBER, 0, true},
    {"p90", "p90", MEASURE_NUMBER, 0, false},
    {"target_share", N_("target"), MEASURE_PROBABILITY, 0, false},
    {"p_target", N_("chance of the target"), MEASURE_PROBABILITY, 0, false},
    {"expected_shortfall", N_("lacking if missed"), MEASURE_NUMBER, 1, false},
    {"deciding", "", MEASURE_TABLE, 0, true},
    {"expected_as_it_stands", N_("expected, as it stands"), MEASURE_NUMBER, 1, false},
    {"p10_as_it_stands", "", MEASURE_NUMBER, 0, true},
    {"p50_as_it_stands", "", MEASURE_NUMBER, 0, true},
    {"p90_as_it_stands", "", MEASURE_NUMBER, 0, true},
    {"p_target_as_it_stands", N_("chance of the target, as it stands"), MEASURE_PROBABILITY, 0,
     false},
    {"expected_shortfall_as_it_stands", "", MEASURE_NUMBER, 1, true},
};
enum { COLUMNS_AS_IT_STANDS = 6 };

static const struct table_column decider_columns[] = {
    {"project", "", MEASURE_TEXT, 0, true},
    {"p_by", "", MEASURE_PROBABILITY, 0, true},
    {"swing", "", MEASURE_PROBABILITY, 0, true},
};

static void set_deciding(struct table *table, const struct forecast_view *view,
                         const struct forecast_count *count)
{
    struct table *inner = table_inner(table, COLUMNS(decider_columns));
    for (size_t i = 0; i < count->deciding_count; i++) {
        const struct forecast_decider *decider = &count->deciding[i];
        table_row(inner);
        table_set_text(inner, "project", forecast_project_id(view, decider->item));
        table_set_number(inner, "p_by",
                         view->forecast->projects[decider->item].p_by[count->deadline]);
        table_set_number(inner, "swing", decider->swing);
    }
    table_set_table(table, "deciding", inner);
}

void forecast_set_chance(struct table *table, const char *key, double chance)
{
    table_set_number(table, key, chance);
    if (chance <= 0 || chance >= 1)
        table_set_mark(table, key, CELL_FACT);
}

static void set_as_it_stands(struct table *table, const struct forecast_count *count)
{
    table_set_number(table, "expected_as_it_stands", count->expected);
    table_set_number(table, "p10_as_it_stands", count->quantile[0]);
    table_set_number(table, "p50_as_it_stands", count->quantile[2]);
    table_set_number(table, "p90_as_it_stands", count->quantile[4]);
    forecast_set_chance(table, "p_target_as_it_stands", count->p_target);
    table_set_number(table, "expected_shortfall_as_it_stands", count->expected_shortfall);
}

const char *forecast_deadline_name(const struct forecast_view *view, size_t deadline)
{
    const struct deadline *named = &view->forecast->deadlines[deadline];
    return output_for_people(view->session) ? deadline_label(named) : named->name;
}

static const char *group_name(const struct forecast_view *view, const char *group)
{
    bool city = strcmp(group, "all") == 0 && output_for_people(view->session);
    return city ? _("all projects") : output_group(view->session, group);
}

static void add_group(struct table *table, const struct forecast_view *view, size_t at)
{
    static const char *const levels[] = {"p10", "p25", "p50", "p75", "p90"};
    const struct forecast_count *count = &view->forecast->counts[at];
    table_row(table);
    table_set_text(table, "group", group_name(view, count->group));
    table_set_text(table, "deadline", forecast_deadline_name(view, count->deadline));
    table_set_integer(table, "n", count->n);
    table_set_integer(table, "done", count->n > 0 ? count->done : VALUE_NONE);
    table_set_number(table, "expected", count->expected);
    for (size_t q = 0; q < sizeof levels / sizeof *levels; q++)
        table_set_number(table, levels[q], count->quantile[q]);
    table_set_number(table, "target_share", count->target_share);
    table_set_mark(table, "target_share", CELL_FACT);
    forecast_set_chance(table, "p_target", count->p_target);
    table_set_number(table, "expected_shortfall", count->expected_shortfall);
    set_deciding(table, view, count);
    if (view->as_it_stands != NULL)
        set_as_it_stands(table, &view->as_it_stands->counts[at]);
}

static bool is_listed(const struct forecast_count *count, bool all_groups)
{
    return all_groups || strcmp(count->group, "all") == 0;
}

void forecast_list_groups(const struct forecast_view *view, struct listing *listing,
                          bool all_groups)
{
    size_t columns = sizeof group_columns / sizeof *group_columns;
    struct table *table = output_table(
        listing, "groups",
        N_("projects that will have met a "
           "deadline by its day"),
        group_columns, view->as_it_stands != NULL ? columns : columns - COLUMNS_AS_IT_STANDS);
    for (size_t i = 0; i < view->forecast->count_count; i++)
        if (is_listed(&view->forecast->counts[i], all_groups))
            add_group(table, view, i);
}

static const struct table_column deciding_columns[] = {
    {"group", N_("district"), MEASURE_TEXT, 0, false},
    {"deadline", N_("deadline"), MEASURE_TEXT, 0, false},
    {"project", N_("project"), MEASURE_TEXT, 0, false},
    {"name", N_("name"), MEASURE_TEXT, 0, false},
    {"p_by", N_("chance to meet it"), MEASURE_PROBABILITY, 0, false},
    {"swing", N_("hangs on it"), MEASURE_PROBABILITY, 0, false},
};

/* Of each of many districts people see the first few; JSON has them all. */
enum { FEW_DECIDING = 3 };

static void add_deciding(struct table *table, const struct forecast_view *view,
                         const struct forecast_count *count)
{
    size_t most = strcmp(count->group, "all") == 0 ? count->deciding_count : FEW_DECIDING;
    for (size_t i = 0; i < count->deciding_count && i < most; i++) {
        const struct forecast_decider *decider = &count->deciding[i];
        const struct forecast_project *row = &view->forecast->projects[decider->item];
        table_row(table);
        table_set_text(table, "group", group_name(view, count->group));
        table_set_text(table, "deadline", forecast_deadline_name(view, count->deadline));
        table_set_text(table, "project", forecast_project_id(view, decider->item));
        table_set_text(table, "name", view->data->projects.items[row->project].name);
        table_set_number(table, "p_by", row->p_by[count->deadline]);
        table_set_number(table, "swing", decider->swing);
    }
}

void forecast_list_deciding(const struct forecast_view *view, struct listing *listing,
                            bool all_groups)
{
    struct table *table =
        output_table(listing, "deciding",
                     N_("projects that decide it: by how much the chance of the target is higher "
                        "where they are sure to meet the deadline than where they are sure to "
                        "miss it"),
                     COLUMNS(deciding_columns));
    for (size_t i = 0; i < view->forecast->count_count; i++)
        if (is_listed(&view->forecast->counts[i], all_groups))
            add_deciding(table, view, &view->forecast->counts[i]);
    table->json_only = table->row_count == 0;
}

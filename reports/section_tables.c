/* The appendix: all districts and all projects of the year. */
#include "reports/draft.h"

#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "core/value.h"

static void add_districts(struct draft *draft)
{
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "projects", .label = _("projects"), .measure = MEASURE_COUNT},
        {.key = "communities", .label = _("communities"), .measure = MEASURE_COUNT},
        {.key = "buildings", .label = _("buildings"), .measure = MEASURE_COUNT},
        {.key = "households", .label = _("households"), .measure = MEASURE_COUNT},
        {.key = "area", .label = _("floor area"), .measure = MEASURE_M2},
        {.key = "started", .label = _("started"), .measure = MEASURE_COUNT},
        {.key = "completed", .label = _("completed"), .measure = MEASURE_COUNT},
        {.key = "accepted", .label = _("accepted"), .measure = MEASURE_COUNT},
        {.key = "planned", .label = _("planned"), .measure = MEASURE_YUAN},
        {.key = "issued", .label = _("issued"), .measure = MEASURE_YUAN},
        {.key = "paid", .label = _("paid"), .measure = MEASURE_YUAN},
    };
    const struct summary *summary = draft->study->by_district;
    struct table *table = report_table(draft->report, "all_districts", _("All districts"), columns,
                                       sizeof columns / sizeof *columns);
    for (size_t i = 0; i <= summary->count; i++) {
        bool whole = i == summary->count;
        const struct summary_row *row = whole ? &summary->total : &summary->rows[i];
        if (whole)
            table = report_table_total(draft->report);
        table_row(table);
        table_set_text(table, "group", whole ? _("all districts") : draft_group_name(row->group));
        table_set_integer(table, "projects", row->projects);
        table_set_integer(table, "communities", row->communities);
        table_set_integer(table, "buildings", row->buildings);
        table_set_integer(table, "households", row->households);
        table_set_integer(table, "area", row->floor_area_cm2);
        table_set_integer(table, "started", row->started);
        table_set_integer(table, "completed", row->completed);
        table_set_integer(table, "accepted", row->accepted);
        table_set_integer(table, "planned", row->planned_fen);
        table_set_integer(table, "issued", row->issued_fen);
        table_set_integer(table, "paid", row->paid_fen);
    }
}

static void set_forecast(struct table *table, const struct draft *draft,
                         const struct forecast_project *forecast)
{
    table_set_number(table, "progress", forecast->progress_pct);
    table_set_date(table, "p10", forecast->finish[1]);
    table_set_date(table, "median", forecast->finish[3]);
    table_set_date(table, "p90", forecast->finish[6]);
    if (draft->completion == DRAFT_NO_DEADLINE)
        return;
    table_set_number(table, "p", forecast->p_by[draft->completion]);
    if (forecast->fact[draft->completion])
        table_set_mark(table, "p", CELL_FACT);
}

static void add_projects(struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    const struct table_column columns[] = {
        {.key = "name", .label = _("project"), .measure = MEASURE_TEXT},
        {.key = "code", .label = _("code"), .measure = MEASURE_TEXT},
        {.key = "district", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "unit", .label = _("responsible unit"), .measure = MEASURE_TEXT},
        {.key = "households", .label = _("households"), .measure = MEASURE_COUNT},
        {.key = "status", .label = _("status"), .measure = MEASURE_TEXT},
        {.key = "progress", .label = _("progress"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "plan_finish", .label = _("planned finish"), .measure = MEASURE_DATE},
        {.key = "finish", .label = _("completed"), .measure = MEASURE_DATE},
        {.key = "p", .label = _("in time"), .measure = MEASURE_PROBABILITY},
        {.key = "p10", .label = _("finish, 10 %"), .measure = MEASURE_DATE},
        {.key = "median", .label = _("median"), .measure = MEASURE_DATE},
        {.key = "p90", .label = _("90 %"), .measure = MEASURE_DATE},
    };
    if (forecast == NULL)
        return;
    struct table *table = report_table(draft->report, "all_projects", _("All projects"), columns,
                                       sizeof columns / sizeof *columns);
    for (size_t i = 0; i < forecast->project_count; i++) {
        const struct project *project =
            &draft->study->all->projects.items[forecast->projects[i].project];
        table_row(table);
        table_set_text(table, "name", project->name);
        table_set_text(table, "code", project->code);
        table_set_text(table, "district", project->district);
        table_set_text(table, "unit", project->responsible_unit);
        table_set_integer(table, "households", project->households);
        table_set_text(table, "status", label_of(&project_status_names, (int)project->status));
        table_set_date(table, "plan_finish", project->plan_finish);
        table_set_date(table, "finish", project_completed_on(project));
        set_forecast(table, draft, &forecast->projects[i]);
    }
}

void section_tables(struct draft *draft)
{
    if (!draft_has_projects(draft))
        return;
    report_heading(draft->report, 2, "tables", _("Tables"));
    add_districts(draft);
    add_projects(draft);
}

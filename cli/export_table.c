#include "cli/export_table.h"

#include "data/store.h"

#define TEXT_COLUMN(key)                                                                           \
    {                                                                                              \
        key, key, MEASURE_TEXT, 0, false                                                           \
    }
#define COUNT_COLUMN(key)                                                                          \
    {                                                                                              \
        key, key, MEASURE_COUNT, 0, false                                                          \
    }
#define DATE_COLUMN(key)                                                                           \
    {                                                                                              \
        key, key, MEASURE_DATE, 0, false                                                           \
    }
#define YUAN_COLUMN(key)                                                                           \
    {                                                                                              \
        key, key, MEASURE_YUAN, 0, false                                                           \
    }
#define M2_COLUMN(key)                                                                             \
    {                                                                                              \
        key, key, MEASURE_M2, 0, false                                                             \
    }
#define METRES_COLUMN(key)                                                                         \
    {                                                                                              \
        key, key, MEASURE_METRES, 0, false                                                         \
    }
#define PERCENT_COLUMN(key)                                                                        \
    {                                                                                              \
        key, key, MEASURE_PERCENT, 0, false                                                        \
    }
/* A year is a name and no quantity: "2022" rather than "2,022". */
#define YEAR_COLUMN(key)                                                                           \
    {                                                                                              \
        key, key, MEASURE_COUNT, -1, false                                                         \
    }
/* What every table begins with: whose row it is. */
#define PROJECT_KEY                                                                                \
    TEXT_COLUMN("city"), TEXT_COLUMN("district"), TEXT_COLUMN("project"), TEXT_COLUMN("name"),     \
        YEAR_COLUMN("plan_year")

static void set_year(struct table *table, const char *key, int year)
{
    table_set_integer(table, key, year > 0 ? year : VALUE_NONE);
}

static void add_key(struct table *table, const struct project *project)
{
    table_row(table);
    table_set_text(table, "city", project->city);
    table_set_text(table, "district", project->district);
    table_set_text(table, "project", project->code);
    table_set_text(table, "name", project->name);
    set_year(table, "plan_year", project->plan_year);
}

static void set_percent(struct table *table, const char *key, int64_t mpct)
{
    if (mpct != VALUE_NONE)
        table_set_number(table, key, (double)mpct / MPCT_PER_PERCENT);
}

static const struct table_column project_columns[] = {
    PROJECT_KEY,
    TEXT_COLUMN("street"),
    TEXT_COLUMN("committee"),
    TEXT_COLUMN("responsible_unit"),
    TEXT_COLUMN("contractor"),
    TEXT_COLUMN("status"),
    {"outside_plan", "outside_plan", MEASURE_FLAG, 0, false},
    {"central_area", "central_area", MEASURE_FLAG, 0, false},
    {"gone", "gone", MEASURE_FLAG, 0, false},
    COUNT_COLUMN("communities"),
    COUNT_COLUMN("buildings"),
    COUNT_COLUMN("households"),
    M2_COLUMN("floor_area_m2"),
    DATE_COLUMN("survey_date"),
    DATE_COLUMN("consent_date"),
    DATE_COLUMN("disclosure_date"),
    DATE_COLUMN("approval_date"),
    DATE_COLUMN("funding_date"),
    DATE_COLUMN("tender_date"),
    DATE_COLUMN("plan_start"),
    DATE_COLUMN("plan_finish"),
    DATE_COLUMN("original_plan_finish"),
    DATE_COLUMN("actual_start"),
    DATE_COLUMN("actual_finish"),
    DATE_COLUMN("accept_date"),
    PERCENT_COLUMN("progress_pct"),
    DATE_COLUMN("progress_date"),
    COUNT_COLUMN("issues_found"),
    COUNT_COLUMN("issues_open"),
    COUNT_COLUMN("issues_overdue"),
    DATE_COLUMN("as_of"),
};

static void set_milestones(struct table *table, const struct project *project)
{
    table_set_date(table, "survey_date", project->survey_date);
    table_set_date(table, "consent_date", project->consent_date);
    table_set_date(table, "disclosure_date", project->disclosure_date);
    table_set_date(table, "approval_date", project->approval_date);
    table_set_date(table, "funding_date", project->funding_date);
    table_set_date(table, "tender_date", project->tender_date);
    table_set_date(table, "plan_start", project->plan_start);
    table_set_date(table, "plan_finish", project->plan_finish);
    table_set_date(table, "original_plan_finish", project->original_plan_finish);
    table_set_date(table, "actual_start", project->actual_start);
    table_set_date(table, "actual_finish", project->actual_finish);
    table_set_date(table, "accept_date", project->accept_date);
}

static void fill_projects(struct table *table, const struct dataset *data)
{
    for (size_t i = 0; i < data->projects.count; i++) {
        const struct project *project = &data->projects.items[i];
        add_key(table, project);
        table_set_text(table, "street", project->street);
        table_set_text(table, "committee", project->committee);
        table_set_text(table, "responsible_unit", project->responsible_unit);
        table_set_text(table, "contractor", project->contractor);
        table_set_text(table, "status", name_of(&project_status_names, (int)project->status));
        table_set_flag(table, "outside_plan", project->outside_plan);
        table_set_flag(table, "central_area", project->central_area);
        table_set_flag(table, "gone", project->gone);
        table_set_integer(table, "communities", project->communities);
        table_set_integer(table, "buildings", project->buildings);
        table_set_integer(table, "households", project->households);
        table_set_integer(table, "floor_area_m2", project->floor_area_cm2);
        set_milestones(table, project);
        set_percent(table, "progress_pct", project->progress_mpct);
        table_set_date(table, "progress_date", project->progress_date);
        table_set_integer(table, "issues_found", project->issues_found);
        table_set_integer(table, "issues_open", project->issues_open);
        table_set_integer(table, "issues_overdue", project->issues_overdue);
        table_set_date(table, "as_of", project->as_of);
    }
}

static const struct table_column compound_columns[] = {
    PROJECT_KEY,
    TEXT_COLUMN("compound"),
    COUNT_COLUMN("communities"),
    COUNT_COLUMN("buildings"),
    COUNT_COLUMN("households"),
    M2_COLUMN("floor_area_m2"),
    YEAR_COLUMN("built_year"),
    TEXT_COLUMN("management"),
    TEXT_COLUMN("company"),
    COUNT_COLUMN("managed_households"),
    M2_COLUMN("managed_area_m2"),
};

static void fill_compounds(struct table *table, const struct dataset *data)
{
    for (size_t i = 0; i < data->compound_count; i++) {
        const struct compound *compound = &data->compounds[i];
        add_key(table, &data->projects.items[compound->project]);
        table_set_text(table, "compound", compound->name);
        table_set_integer(table, "communities", compound->communities);
        table_set_integer(table, "buildings", compound->buildings);
        table_set_integer(table, "households", compound->households);
        table_set_integer(table, "floor_area_m2", compound->floor_area_cm2);
        set_year(table, "built_year", compound->built_year);
        table_set_text(table, "management", name_of(&management_mode_names, (int)compound->mode));
        table_set_text(table, "company", compound->company);
        table_set_integer(table, "managed_households", compound->managed_households);
        table_set_integer(table, "managed_area_m2", compound->managed_area_cm2);
    }
}

static const struct table_column progress_columns[] = {
    PROJECT_KEY,
    DATE_COLUMN("date"),
    PERCENT_COLUMN("actual_pct"),
    PERCENT_COLUMN("planned_pct"),
};

static void fill_progress(struct table *table, const struct dataset *data)
{
    for (size_t i = 0; i < data->progress.count; i++) {
        const struct progress_point *point = &data->progress.items[i];
        add_key(table, &data->projects.items[point->project]);
        table_set_date(table, "date", point->date);
        set_percent(table, "actual_pct", point->actual_mpct);
        set_percent(table, "planned_pct", point->planned_mpct);
    }
}

static const struct table_column consent_columns[] = {
    PROJECT_KEY,
    TEXT_COLUMN("compound"),
    COUNT_COLUMN("total"),
    COUNT_COLUMN("agree"),
    COUNT_COLUMN("disagree"),
    COUNT_COLUMN("abstain"),
    M2_COLUMN("area_total_m2"),
    M2_COLUMN("area_agree_m2"),
    COUNT_COLUMN("contribute"),
    COUNT_COLUMN("demolish"),
    DATE_COLUMN("survey_start"),
    DATE_COLUMN("survey_end"),
    {"closed", "closed", MEASURE_FLAG, 0, false},
    DATE_COLUMN("as_of"),
};

static void fill_consent(struct table *table, const struct dataset *data)
{
    for (size_t i = 0; i < data->consent.tally_count; i++) {
        const struct consent_tally *tally = &data->consent.tallies[i];
        add_key(table, &data->projects.items[tally->project]);
        table_set_text(table, "compound", tally->compound);
        table_set_integer(table, "total", tally->total);
        table_set_integer(table, "agree", tally->agree);
        table_set_integer(table, "disagree", tally->disagree);
        table_set_integer(table, "abstain", tally->abstain);
        table_set_integer(table, "area_total_m2", tally->area_total_cm2);
        table_set_integer(table, "area_agree_m2", tally->area_agree_cm2);
        table_set_integer(table, "contribute", tally->contribute);
        table_set_integer(table, "demolish", tally->demolish);
        table_set_date(table, "survey_start", tally->survey_start);
        table_set_date(table, "survey_end", tally->survey_end);
        table_set_flag(table, "closed", tally->closed);
        table_set_date(table, "as_of", tally->as_of);
    }
}

static const struct table_column budget_columns[] = {
    PROJECT_KEY,
    YUAN_COLUMN("planned_yuan"),
    YUAN_COLUMN("issued_yuan"),
    YUAN_COLUMN("received_yuan"),
    YUAN_COLUMN("disbursed_yuan"),
    YUAN_COLUMN("paid_yuan"),
    YUAN_COLUMN("contracted_yuan"),
    YUAN_COLUMN("settled_yuan"),
    YUAN_COLUMN("invested_yuan"),
    DATE_COLUMN("as_of"),
};

static void fill_budgets(struct table *table, const struct dataset *data)
{
    for (size_t i = 0; i < data->budget_count; i++) {
        const struct budget *budget = &data->budgets[i];
        add_key(table, &data->projects.items[budget->project]);
        table_set_integer(table, "planned_yuan", budget->planned_fen);
        table_set_integer(table, "issued_yuan", budget->issued_fen);
        table_set_integer(table, "received_yuan", budget->received_fen);
        table_set_integer(table, "disbursed_yuan", budget->disbursed_fen);
        table_set_integer(table, "paid_yuan", budget->paid_fen);
        table_set_integer(table, "contracted_yuan", budget->contracted_fen);
        table_set_integer(table, "settled_yuan", budget->settled_fen);
        table_set_integer(table, "invested_yuan", budget->invested_fen);
        table_set_date(table, "as_of", budget->as_of);
    }
}

static const struct table_column facility_columns[] = {
    PROJECT_KEY,
    COUNT_COLUMN("parking_added"),
    COUNT_COLUMN("parking_planned"),
    COUNT_COLUMN("charger_posts_added"),
    COUNT_COLUMN("charger_posts_planned"),
    COUNT_COLUMN("charger_ports_added"),
    COUNT_COLUMN("charger_ports_planned"),
    COUNT_COLUMN("charger_groups_added"),
    COUNT_COLUMN("charger_groups_planned"),
    COUNT_COLUMN("lifts_added"),
    METRES_COLUMN("pipe_all_m"),
    COUNT_COLUMN("service_facilities_added"),
    DATE_COLUMN("as_of"),
};

static void fill_facilities(struct table *table, const struct dataset *data)
{
    for (size_t i = 0; i < data->facilities_count; i++) {
        const struct facilities *facilities = &data->facilities[i];
        add_key(table, &data->projects.items[facilities->project]);
        table_set_integer(table, "parking_added", facilities->parking_added);
        table_set_integer(table, "parking_planned", facilities->parking_planned);
        table_set_integer(table, "charger_posts_added", facilities->charger_posts_added);
        table_set_integer(table, "charger_posts_planned", facilities->charger_posts_planned);
        table_set_integer(table, "charger_ports_added", facilities->charger_ports_added);
        table_set_integer(table, "charger_ports_planned", facilities->charger_ports_planned);
        table_set_integer(table, "charger_groups_added", facilities->charger_groups_added);
        table_set_integer(table, "charger_groups_planned", facilities->charger_groups_planned);
        table_set_integer(table, "lifts_added", facilities->lifts_added);
        table_set_integer(table, "pipe_all_m", facilities->pipe_all_mm);
        table_set_integer(table, "service_facilities_added", facilities->service_facilities_added);
        table_set_date(table, "as_of", facilities->as_of);
    }
}

#define WITH(array) array, sizeof array / sizeof *array
const struct export_table export_tables[] = {
    {"projects", READ_COMPOUNDS | READ_PROGRESS, WITH(project_columns), fill_projects},
    {"compounds", READ_COMPOUNDS, WITH(compound_columns), fill_compounds},
    {"progress", READ_PROGRESS, WITH(progress_columns), fill_progress},
    {"consent", READ_COMPOUNDS | READ_CONSENT, WITH(consent_columns), fill_consent},
    {"budgets", READ_BUDGETS, WITH(budget_columns), fill_budgets},
    {"facilities", READ_FACILITIES, WITH(facility_columns), fill_facilities},
    {NULL, 0, NULL, 0, NULL},
};

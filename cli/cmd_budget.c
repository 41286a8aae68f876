#include "cli/command.h"

#include "analysis/budget.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"group", N_("district"), MEASURE_TEXT, 0, false},
    {"projects", N_("projects"), MEASURE_COUNT, 0, false},
    {"households", N_("households"), MEASURE_COUNT, 0, false},
    {"planned_yuan", N_("planned"), MEASURE_YUAN, 0, false},
    {"issued_yuan", N_("issued"), MEASURE_YUAN, 0, false},
    {"received_yuan", N_("received"), MEASURE_YUAN, 0, false},
    {"disbursed_yuan", N_("disbursed"), MEASURE_YUAN, 0, false},
    {"paid_yuan", N_("paid"), MEASURE_YUAN, 0, false},
    {"contracted_yuan", N_("contracted"), MEASURE_YUAN, 0, true},
    {"settled_yuan", N_("settled"), MEASURE_YUAN, 0, true},
    {"invested_yuan", N_("works done"), MEASURE_YUAN, 0, true},
    {"paid_of_planned_pct", N_("paid of planned"), MEASURE_PERCENT, 1, false},
    {"paid_of_issued_pct", N_("paid of issued"), MEASURE_PERCENT, 1, false},
    {"planned_yuan_per_household", N_("planned yuan a household"), MEASURE_NUMBER, 0, false},
    {"planned_by_source", "", MEASURE_TABLE, 0, true},
};

/* One object with a key for each source of money. */
static struct table *sources_of(struct table *table, const struct budget_row *row)
{
    struct table_column sources[FUND_SOURCE_COUNT];
    for (int source = 0; source < FUND_SOURCE_COUNT; source++)
        sources[source] = (struct table_column){
            .key = arena_printf(table->strings, "%s_yuan", name_of(&fund_source_names, source)),
            .label = label_of(&fund_source_names, source),
            .measure = MEASURE_YUAN};
    struct table *inner = table_inner(table, sources, FUND_SOURCE_COUNT);
    inner->single = true;
    table_row(inner);
    for (int source = 0; source < FUND_SOURCE_COUNT; source++)
        table_set_integer(inner, sources[source].key, row->planned_by_source_fen[source]);
    return inner;
}

static void add_row(struct table *table, const struct budget_row *row, const char *group)
{
    table_row(table);
    table_set_text(table, "group", group);
    table_set_integer(table, "projects", row->projects);
    table_set_integer(table, "households", row->households);
    table_set_integer(table, "planned_yuan", row->planned_fen);
    table_set_integer(table, "issued_yuan", row->issued_fen);
    table_set_integer(table, "received_yuan", row->received_fen);
    table_set_integer(table, "disbursed_yuan", row->disbursed_fen);
    table_set_integer(table, "paid_yuan", row->paid_fen);
    table_set_integer(table, "contracted_yuan", row->contracted_fen);
    table_set_integer(table, "settled_yuan", row->settled_fen);
    table_set_integer(table, "invested_yuan", row->invested_fen);
    table_set_number(table, "paid_of_planned_pct", row->paid_of_planned_pct);
    table_set_number(table, "paid_of_issued_pct", row->paid_of_issued_pct);
    table_set_number(table, "planned_yuan_per_household", row->planned_yuan_per_household);
    table_set_table(table, "planned_by_source", sources_of(table, row));
}

enum status cmd_budget(struct session *session, struct error *error)
{
    struct dataset data;
    struct budget_result result;
    struct listing listing;
    enum status status =
        session_read(session, session->plan_year, READ_COMPOUNDS | READ_BUDGETS, &data, error);
    if (status != STATUS_OK)
        return status;
    budget_compute(&result, &data);
    listing_init(&listing);
    output_head(session, &listing);
    struct table *rows = output_table(&listing, "rows", "", COLUMNS(columns));
    struct table *total = output_total(&listing, COLUMNS(columns));
    for (size_t i = 0; i < result.count; i++)
        add_row(rows, &result.rows[i], output_group(session, result.rows[i].group));
    add_row(total, &result.total, output_total_name(session));
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    budget_release(&result);
    dataset_release(&data);
    return status;
}

#include "cli/command.h"

#include "analysis/management.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"group", N_("management"), MEASURE_TEXT, 0, false},
    {"communities", N_("compounds"), MEASURE_COUNT, 0, false},
    {"households", N_("households"), MEASURE_COUNT, 0, false},
    {"area_m2", N_("area"), MEASURE_M2, 0, false},
    {"companies", N_("companies"), MEASURE_COUNT, 0, false},
    {"communities_central", N_("compounds in the centre"), MEASURE_COUNT, 0, false},
    {"households_central", N_("households in the centre"), MEASURE_COUNT, 0, false},
    {"area_central_m2", N_("area in the centre"), MEASURE_M2, 0, false},
    {"communities_professional", N_("under a professional company"), MEASURE_COUNT, 0, false},
    {"households_professional", N_("households under one"), MEASURE_COUNT, 0, false},
    {"district", N_("only in"), MEASURE_TEXT, 0, false},
};

/* The heading of the first column, in the order of enum management_by. */
static const char *const group_labels[] = {N_("management"), N_("district"), N_("company")};

static void add_row(struct table *table, const struct management_row *row, const char *group)
{
    table_row(table);
    table_set_text(table, "group", group);
    table_set_integer(table, "communities", row->communities);
    table_set_integer(table, "households", row->households);
    table_set_integer(table, "area_m2", row->area_cm2);
    table_set_integer(table, "companies", row->companies);
    table_set_integer(table, "communities_central", row->communities_central);
    table_set_integer(table, "households_central", row->households_central);
    table_set_integer(table, "area_central_m2", row->area_central_cm2);
    table_set_integer(table, "communities_professional", row->communities_professional);
    table_set_integer(table, "households_professional", row->households_professional);
    if (row->district[0] != '\0')
        table_set_text(table, "district", row->district);
}

static const char *name_of_row(const struct session *session, const struct management_row *row)
{
    return session->by == MANAGEMENT_BY_MODE
               ? output_name(session, &management_mode_names, (int)row->mode)
               : row->group;
}

/* Columns that say nothing in this grouping stay out of what people read. */
static void hide_columns(const struct session *session, struct table *table)
{
    bool by_mode = session->by == MANAGEMENT_BY_MODE,
         by_company = !by_mode && session->by == MANAGEMENT_BY_COMPANY;
    table->columns[0].label = _(group_labels[session->by]);
    table->columns[8].json_only = table->columns[9].json_only = by_mode || by_company;
    table->columns[10].json_only = !by_company;
    table->columns[4].json_only = by_company;
}

enum status cmd_management(struct session *session, struct error *error)
{
    struct dataset data;
    struct management_result result;
    struct listing listing;
    enum status status = session_read(session, session->plan_year, READ_COMPOUNDS, &data, error);
    if (status != STATUS_OK)
        return status;
    management_compute_by(&result, &data, (enum management_by)session->by);
    listing_init(&listing);
    output_head(session, &listing);
    struct table *rows = output_table(&listing, "rows", "", COLUMNS(columns));
    struct table *total = output_total(&listing, COLUMNS(columns));
    hide_columns(session, rows);
    hide_columns(session, total);
    for (size_t i = 0; i < result.count; i++)
        add_row(rows, &result.rows[i],
                output_group(session, name_of_row(session, &result.rows[i])));
    add_row(total, &result.total, output_total_name(session));
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    management_release(&result);
    dataset_release(&data);
    return status;
}

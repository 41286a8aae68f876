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
};

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
}

enum status cmd_management(struct session *session, struct error *error)
{
    struct dataset data;
    struct management_result result;
    struct listing listing;
    enum status status = session_read(session, session->plan_year, READ_COMPOUNDS, &data, error);
    if (status != STATUS_OK)
        return status;
    management_compute(&result, &data);
    listing_init(&listing);
    listing_head_date(&listing, "as_of", _("as of"), session->vantage.as_of);
    struct table *rows = output_table(&listing, "rows", "", COLUMNS(columns));
    struct table *total = output_total(&listing, COLUMNS(columns));
    for (size_t i = 0; i < result.count; i++) {
        const struct management_row *row = &result.rows[i];
        const char *mode = output_name(session, &management_mode_names, (int)row->mode);
        add_row(rows, row, output_group(session, mode));
    }
    add_row(total, &result.total, output_total_name(session));
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    management_release(&result);
    dataset_release(&data);
    return status;
}

#include "cli/command.h"

#include "analysis/facilities.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

/* Posts, ports and groups are different units: they stand apart and are never added. */
static const struct table_column columns[] = {
    {"group", N_("district"), MEASURE_TEXT, 0, false},
    {"projects", N_("projects"), MEASURE_COUNT, 0, false},
    {"households", N_("households"), MEASURE_COUNT, 0, false},
    {"parking_before", N_("parking before"), MEASURE_COUNT, 0, true},
    {"parking_after", N_("parking after"), MEASURE_COUNT, 0, true},
    {"parking_added", N_("parking added"), MEASURE_COUNT, 0, false},
    {"parking_planned", N_("planned"), MEASURE_COUNT, 0, false},
    {"charger_posts_added", N_("posts added"), MEASURE_COUNT, 0, false},
    {"charger_posts_planned", N_("planned"), MEASURE_COUNT, 0, false},
    {"car_posts_added", N_("posts for cars"), MEASURE_COUNT, 0, true},
    {"ebike_posts_added", N_("posts for e-bikes"), MEASURE_COUNT, 0, true},
    {"unknown_posts_added", N_("posts of a kind not said"), MEASURE_COUNT, 0, true},
    {"charger_ports_added", N_("ports added"), MEASURE_COUNT, 0, false},
    {"charger_ports_planned", N_("planned"), MEASURE_COUNT, 0, true},
    {"charger_groups_added", N_("groups added"), MEASURE_COUNT, 0, true},
    {"charger_groups_planned", N_("planned"), MEASURE_COUNT, 0, true},
    {"charger_sheds_added", N_("charging sheds"), MEASURE_COUNT, 0, true},
    {"bicycle_sheds_added", N_("bicycle sheds"), MEASURE_COUNT, 0, true},
    {"lifts_added", N_("lifts"), MEASURE_COUNT, 0, false},
    {"pipe_water_m", N_("water pipes"), MEASURE_METRES, 0, true},
    {"pipe_drain_m", N_("drains"), MEASURE_METRES, 0, true},
    {"pipe_gas_m", N_("gas pipes"), MEASURE_METRES, 0, true},
    {"pipe_heat_m", N_("heating pipes"), MEASURE_METRES, 0, true},
    {"pipe_all_m", N_("pipes"), MEASURE_METRES, 0, false},
    {"service_facilities_added", N_("service facilities"), MEASURE_COUNT, 0, true},
    {"sports_area_m2", N_("sports grounds"), MEASURE_M2, 0, true},
    {"demolished_area_m2", N_("illegal structures removed"), MEASURE_M2, 0, true},
    {"parking_per_100_households", N_("parking per 100 households"), MEASURE_NUMBER, 2, false},
    {"posts_per_100_households", N_("posts per 100 households"), MEASURE_NUMBER, 2, false},
};

static void add_chargers(struct table *table, const struct facilities *sums)
{
    table_set_integer(table, "charger_posts_added", sums->charger_posts_added);
    table_set_integer(table, "charger_posts_planned", sums->charger_posts_planned);
    table_set_integer(table, "car_posts_added", sums->car_posts_added);
    table_set_integer(table, "ebike_posts_added", sums->ebike_posts_added);
    table_set_integer(table, "unknown_posts_added", sums->unknown_posts_added);
    table_set_integer(table, "charger_ports_added", sums->charger_ports_added);
    table_set_integer(table, "charger_ports_planned", sums->charger_ports_planned);
    table_set_integer(table, "charger_groups_added", sums->charger_groups_added);
    table_set_integer(table, "charger_groups_planned", sums->charger_groups_planned);
    table_set_integer(table, "charger_sheds_added", sums->charger_sheds);
    table_set_integer(table, "bicycle_sheds_added", sums->bicycle_sheds);
}

static void add_works(struct table *table, const struct facilities *sums)
{
    table_set_integer(table, "lifts_added", sums->lifts_added);
    table_set_integer(table, "pipe_water_m", sums->pipe_water_mm);
    table_set_integer(table, "pipe_drain_m", sums->pipe_drain_mm);
    table_set_integer(table, "pipe_gas_m", sums->pipe_gas_mm);
    table_set_integer(table, "pipe_heat_m", sums->pipe_heat_mm);
    table_set_integer(table, "pipe_all_m", sums->pipe_all_mm);
    table_set_integer(table, "service_facilities_added", sums->service_facilities_added);
    table_set_integer(table, "sports_area_m2", sums->sports_area_cm2);
    table_set_integer(table, "demolished_area_m2", sums->demolished_area_cm2);
}

static void add_row(struct table *table, const struct facilities_row *row, const char *group)
{
    const struct facilities *sums = &row->sums;
    table_row(table);
    table_set_text(table, "group", group);
    table_set_integer(table, "projects", row->projects);
    table_set_integer(table, "households", row->households);
    table_set_integer(table, "parking_before", sums->parking_before);
    table_set_integer(table, "parking_after", sums->parking_after);
    table_set_integer(table, "parking_added", sums->parking_added);
    table_set_integer(table, "parking_planned", sums->parking_planned);
    add_chargers(table, sums);
    add_works(table, sums);
    table_set_number(table, "parking_per_100_households", row->parking_per_100_households);
    table_set_number(table, "posts_per_100_households", row->posts_per_100_households);
}

enum status cmd_facilities(struct session *session, struct error *error)
{
    struct dataset data;
    struct facilities_result result;
    struct listing listing;
    enum status status =
        session_read(session, session->plan_year, READ_COMPOUNDS | READ_FACILITIES, &data, error);
    if (status != STATUS_OK)
        return status;
    facilities_compute(&result, &data);
    listing_init(&listing);
    output_head(session, &listing);
    struct table *rows = output_table(&listing, "rows", "", COLUMNS(columns));
    struct table *total = output_total(&listing, COLUMNS(columns));
    for (size_t i = 0; i < result.count; i++)
        add_row(rows, &result.rows[i], output_group(session, result.rows[i].group));
    add_row(total, &result.total, output_total_name(session));
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    facilities_release(&result);
    dataset_release(&data);
    return status;
}

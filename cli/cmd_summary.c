#include "cli/command.h"

#include <string.h>

#include "analysis/summary.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"group", "", MEASURE_TEXT, 0, false},
    {"projects", N_("projects"), MEASURE_COUNT, 0, false},
    {"communities", N_("compounds"), MEASURE_COUNT, 0, false},
    {"buildings", N_("buildings"), MEASURE_COUNT, 0, false},
    {"households", N_("households"), MEASURE_COUNT, 0, false},
    {"floor_area_m2", N_("floor area"), MEASURE_M2, 0, false},
    {"started", N_("started"), MEASURE_COUNT, 0, false},
    {"completed", N_("completed"), MEASURE_COUNT, 0, false},
    {"accepted", N_("accepted"), MEASURE_COUNT, 0, false},
    {"outside_plan", N_("outside the plan"), MEASURE_COUNT, 0, true},
    {"gone", N_("gone from the exports"), MEASURE_COUNT, 0, true},
    {"parking_added", N_("parking spaces added"), MEASURE_COUNT, 0, true},
    {"charger_posts_added", N_("charger posts added"), MEASURE_COUNT, 0, true},
    {"charger_ports_added", N_("charger ports added"), MEASURE_COUNT, 0, true},
    {"planned_yuan", N_("planned"), MEASURE_YUAN, 0, false},
    {"issued_yuan", N_("issued"), MEASURE_YUAN, 0, false},
    {"paid_yuan", N_("paid"), MEASURE_YUAN, 0, false},
};

/* The heading of the first column, in the order of enum summary_by. */
static const char *const group_labels[] = {N_("district"), N_("sub-district"), N_("plan year"),
                                           N_("class of works"), N_("management")};
static const char *const words[] = {"district", "street", "year", "class", "management"};

/* Classes and modes come as stable names, which people read in their language. */
static const char *group_name(const struct session *session, size_t by, const char *group)
{
    const struct name_table *table = by == SUMMARY_BY_CLASS        ? &works_class_names
                                     : by == SUMMARY_BY_MANAGEMENT ? &management_mode_names
                                                                   : NULL;
    int value = table == NULL ? -1 : name_value(table, group);
    return output_group(session, value < 0 ? group : output_name(session, table, value));
}

static void add_row(struct table *table, const struct summary_row *row, const char *group)
{
    table_row(table);
    table_set_text(table, "group", group);
    table_set_integer(table, "projects", row->projects);
    table_set_integer(table, "communities", row->communities);
    table_set_integer(table, "buildings", row->buildings);
    table_set_integer(table, "households", row->households);
    table_set_integer(table, "floor_area_m2", row->floor_area_cm2);
    table_set_integer(table, "started", row->started);
    table_set_integer(table, "completed", row->completed);
    table_set_integer(table, "accepted", row->accepted);
    table_set_integer(table, "outside_plan", row->outside_plan);
    table_set_integer(table, "gone", row->gone);
    table_set_integer(table, "parking_added", row->parking_added);
    table_set_integer(table, "charger_posts_added", row->charger_posts_added);
    table_set_integer(table, "charger_ports_added", row->charger_ports_added);
    table_set_integer(table, "planned_yuan", row->planned_fen);
    table_set_integer(table, "issued_yuan", row->issued_fen);
    table_set_integer(table, "paid_yuan", row->paid_fen);
}

static const struct table_column region_columns[] = {
    {"region", N_("region"), MEASURE_TEXT, 0, false},
    {"plan_year", N_("plan year"), MEASURE_COUNT, -1, false},
    {"as_of", N_("as of"), MEASURE_DATE, 0, false},
    {"planned", N_("planned"), MEASURE_COUNT, 0, false},
    {"started", N_("started"), MEASURE_COUNT, 0, false},
    {"completed", N_("completed"), MEASURE_COUNT, 0, false},
    {"households_planned", N_("households planned"), MEASURE_COUNT, 0, true},
    {"households_started", N_("households started"), MEASURE_COUNT, 0, true},
    {"planned_yuan", N_("planned"), MEASURE_YUAN, 0, false},
    {"invested_yuan", N_("invested"), MEASURE_YUAN, 0, false},
};

static bool is_wanted(const struct session *session, const struct region_total *total)
{
    return session->plan_year == 0 || total->plan_year == session->plan_year;
}

/* Whether the next total tells of the same region and year, and newer. */
static bool is_outdated(const struct total_set *totals, size_t i)
{
    const struct region_total *total = &totals->items[i], *next = total + 1;
    return i + 1 < totals->count && total->plan_year == next->plan_year &&
           strcmp(total->region, next->region) == 0;
}

/* Regions that report totals alone, each at its newest; they are in no sum of projects. */
static void add_regions(const struct session *session, struct listing *listing,
                        const struct total_set *totals)
{
    struct table *table = output_table(listing, "regions", N_("regions known by their totals"),
                                       COLUMNS(region_columns));
    for (size_t i = 0; i < totals->count; i++) {
        const struct region_total *total = &totals->items[i];
        if (is_outdated(totals, i) || !is_wanted(session, total))
            continue;
        table_row(table);
        table_set_text(table, "region", total->region);
        table_set_integer(table, "plan_year", total->plan_year > 0 ? total->plan_year : VALUE_NONE);
        table_set_date(table, "as_of", total->as_of);
        table_set_integer(table, "planned", total->planned);
        table_set_integer(table, "started", total->started);
        table_set_integer(table, "completed", total->completed);
        table_set_integer(table, "households_planned", total->households_planned);
        table_set_integer(table, "households_started", total->households_started);
        table_set_integer(table, "planned_yuan", total->planned_fen);
        table_set_integer(table, "invested_yuan", total->invested_fen);
    }
    /* CSV is one table: that of the projects where there are any. */
    bool second = session->format == LISTING_CSV && listing->tables[0]->row_count > 0;
    table->json_only = table->row_count == 0 || second;
}

static enum status print(const struct session *session, const struct summary *summary, size_t by,
                         const struct total_set *totals, struct error *error)
{
    struct listing listing;
    listing_init(&listing);
    output_head(session, &listing);
    listing_head_text(&listing, "by", "", words[by]);
    listing.head.columns[1].json_only = true;
    struct table *rows = output_table(&listing, "rows", "", COLUMNS(columns));
    struct table *total = output_total(&listing, COLUMNS(columns));
    rows->columns[0].label = _(group_labels[by]);
    for (size_t i = 0; i < summary->count; i++)
        add_row(rows, &summary->rows[i], group_name(session, by, summary->rows[i].group));
    add_row(total, &summary->total, output_total_name(session));
    add_regions(session, &listing, totals);
    /* Where regions are all that is known, there is no empty table before them. */
    if (summary->count == 0 && totals->count > 0)
        rows->json_only = true;
    enum status status = output_listing(session, &listing, error);
    listing_release(&listing);
    return status;
}

enum status cmd_summary(struct session *session, struct error *error)
{
    struct dataset data;
    struct summary summary;
    struct total_set totals;
    enum status status = session_read(
        session, session->plan_year, READ_COMPOUNDS | READ_BUDGETS | READ_FACILITIES, &data, error);
    if (status != STATUS_OK)
        return status;
    status = store_read_totals(session->store, session->vantage, &totals, error);
    if (status == STATUS_OK) {
        summary_compute(&summary, &data, (enum summary_by)session->by);
        status = print(session, &summary, session->by, &totals, error);
        summary_release(&summary);
        total_set_release(&totals);
    }
    dataset_release(&data);
    return status;
}

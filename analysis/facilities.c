#include "analysis/facilities.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/counted.h"
#include "analysis/grouping.h"

/* Every quantity of struct facilities; all of them are sums of int64_t. */
static const size_t quantities[] = {
    offsetof(struct facilities, parking_before),
    offsetof(struct facilities, parking_after),
    offsetof(struct facilities, parking_planned),
    offsetof(struct facilities, charger_posts_added),
    offsetof(struct facilities, charger_posts_planned),
    offsetof(struct facilities, car_posts_added),
    offsetof(struct facilities, ebike_posts_added),
    offsetof(struct facilities, unknown_posts_added),
    offsetof(struct facilities, charger_ports_added),
    offsetof(struct facilities, charger_ports_planned),
    offsetof(struct facilities, charger_groups_added),
    offsetof(struct facilities, charger_groups_planned),
    offsetof(struct facilities, charger_sheds),
    offsetof(struct facilities, bicycle_sheds),
    offsetof(struct facilities, lifts_added),
    offsetof(struct facilities, pipe_water_mm),
    offsetof(struct facilities, pipe_drain_mm),
    offsetof(struct facilities, pipe_gas_mm),
    offsetof(struct facilities, pipe_heat_mm),
    offsetof(struct facilities, pipe_all_mm),
    offsetof(struct facilities, service_facilities_added),
    offsetof(struct facilities, sports_area_cm2),
    offsetof(struct facilities, demolished_area_cm2),
};
enum { QUANTITY_COUNT = sizeof quantities / sizeof *quantities };

/* The households of the projects that report parking, and chargers. */
struct bases {
    int64_t parking_households, parking, post_households, posts;
};

static int64_t *quantity(struct facilities *facilities, size_t i)
{
    return (int64_t *)(void *)((char *)facilities + quantities[i]);
}

static int64_t quantity_of(const struct facilities *facilities, size_t i)
{
    return *(const int64_t *)(const void *)((const char *)facilities + quantities[i]);
}

int64_t facilities_parking_added(const struct facilities *facilities)
{
    if (value_is_known(facilities->parking_added))
        return facilities->parking_added;
    if (!value_is_known(facilities->parking_before) || !value_is_known(facilities->parking_after))
        return VALUE_NONE;
    return value_add(facilities->parking_after, -facilities->parking_before);
}

static struct facilities_row empty_row(const char *group)
{
    struct facilities_row row = {.group = group, .households = VALUE_NONE};
    for (size_t i = 0; i < QUANTITY_COUNT; i++)
        *quantity(&row.sums, i) = VALUE_NONE;
    row.sums.parking_added = VALUE_NONE;
    for (size_t i = 0; i < PARKING_KIND_COUNT; i++)
        row.sums.parking_added_by_kind[i] = VALUE_NONE;
    row.sums.as_of = DAYNUM_NONE;
    return row;
}

static void add_project(struct facilities_row *row, const struct project *project)
{
    row->projects++;
    row->households = value_add(row->households, project->households);
}

static void add_facilities(struct facilities *sums, const struct facilities *facilities)
{
    for (size_t i = 0; i < QUANTITY_COUNT; i++)
        *quantity(sums, i) = value_add(*quantity(sums, i), quantity_of(facilities, i));
    for (size_t i = 0; i < PARKING_KIND_COUNT; i++)
        sums->parking_added_by_kind[i] =
            value_add(sums->parking_added_by_kind[i], facilities->parking_added_by_kind[i]);
    sums->parking_added = value_add(sums->parking_added, facilities_parking_added(facilities));
    if (facilities->as_of > sums->as_of)
        sums->as_of = facilities->as_of;
}

static void add_bases(struct bases *bases, const struct facilities *facilities, int64_t households)
{
    int64_t parking = facilities_parking_added(facilities);
    if (!value_is_known(households))
        return;
    if (value_is_known(parking)) {
        bases->parking_households = value_add(bases->parking_households, households);
        bases->parking = value_add(bases->parking, parking);
    }
    if (value_is_known(facilities->charger_posts_added)) {
        bases->post_households = value_add(bases->post_households, households);
        bases->posts = value_add(bases->posts, facilities->charger_posts_added);
    }
}

static double per_100(int64_t part, int64_t households)
{
    return households > 0 ? 100 * (double)part / (double)households : NAN;
}

static void finish_row(struct facilities_row *row, const struct bases *bases)
{
    row->parking_per_100_households = per_100(bases->parking, bases->parking_households);
    row->posts_per_100_households = per_100(bases->posts, bases->post_households);
}

/* `bases` has one for each group and one for the total behind them. */
static void add_all(struct facilities_result *result, struct bases *bases,
                    const struct dataset *data, const struct grouping *grouping)
{
    for (size_t i = 0; i < data->projects.count; i++) {
        if (!project_is_counted(&data->projects.items[i]))
            continue;
        add_project(&result->rows[grouping->group_of[i]], &data->projects.items[i]);
        add_project(&result->total, &data->projects.items[i]);
    }
    for (size_t i = 0; i < data->facilities_count; i++) {
        const struct facilities *facilities = &data->facilities[i];
        const struct project *project = &data->projects.items[facilities->project];
        size_t group = grouping->group_of[facilities->project];
        if (!project_is_counted(project))
            continue;
        add_facilities(&result->rows[group].sums, facilities);
        add_facilities(&result->total.sums, facilities);
        add_bases(&bases[group], facilities, project->households);
        add_bases(&bases[result->count], facilities, project->households);
    }
}

static void finish_rows(struct facilities_result *result, const struct bases *bases)
{
    size_t kept = 0;
    finish_row(&result->total, &bases[result->count]);
    for (size_t i = 0; i < result->count; i++) {
        finish_row(&result->rows[i], &bases[i]);
        if (result->rows[i].projects > 0)
            result->rows[kept++] = result->rows[i];
    }
    result->count = kept;
}

void facilities_compute(struct facilities_result *result, const struct dataset *data)
{
    struct grouping grouping;
    struct bases *bases;
    *result = (struct facilities_result){.total = empty_row("")};
    grouping_by_district(&grouping, &data->projects, &result->strings);
    bases = xcalloc(grouping.count + 1, sizeof *bases);
    result->rows = xcalloc(grouping.count + 1, sizeof *result->rows);
    result->count = grouping.count;
    for (size_t i = 0; i < grouping.count; i++)
        result->rows[i] = empty_row(arena_strdup(&result->strings, grouping.labels[i]));
    add_all(result, bases, data, &grouping);
    finish_rows(result, bases);
    free(bases);
    grouping_release(&grouping);
}

void facilities_release(struct facilities_result *result)
{
    free(result->rows);
    arena_release(&result->strings);
    *result = (struct facilities_result){0};
}

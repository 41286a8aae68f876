#include <stdlib.h>

#include "data/read_state.h"

enum facility_subject { PARKING, CHARGERS, WORKS, FACILITY_SUBJECTS };

#define AT(member) offsetof(struct facilities, member)

/* Where each field goes. */
static const struct target {
    enum facility_subject from;
    const char *field;
    size_t offset;
} targets[] = {
    {PARKING, "parking_before", AT(parking_before)},
    {PARKING, "parking_after", AT(parking_after)},
    {PARKING, "parking_added", AT(parking_added)},
    {PARKING, "parking_planned", AT(parking_planned)},
    {CHARGERS, "posts_added", AT(unknown_posts_added)},
    {CHARGERS, "car_posts_added", AT(car_posts_added)},
    {CHARGERS, "ebike_posts_added", AT(ebike_posts_added)},
    {CHARGERS, "posts_planned", AT(charger_posts_planned)},
    {CHARGERS, "ports_added", AT(charger_ports_added)},
    {CHARGERS, "ports_planned", AT(charger_ports_planned)},
    {CHARGERS, "groups_added", AT(charger_groups_added)},
    {CHARGERS, "groups_planned", AT(charger_groups_planned)},
    {CHARGERS, "charger_sheds", AT(charger_sheds)},
    {WORKS, "bicycle_sheds", AT(bicycle_sheds)},
    {WORKS, "lifts_added", AT(lifts_added)},
    {WORKS, "pipe_water", AT(pipe_water_mm)},
    {WORKS, "pipe_drain", AT(pipe_drain_mm)},
    {WORKS, "pipe_gas", AT(pipe_gas_mm)},
    {WORKS, "pipe_heat", AT(pipe_heat_mm)},
    {WORKS, "pipe_all", AT(pipe_all_mm)},
    {WORKS, "services_added", AT(service_facilities_added)},
    {WORKS, "sports_area", AT(sports_area_cm2)},
    {WORKS, "demolished_area", AT(demolished_area_cm2)},
};

enum { TARGET_COUNT = sizeof targets / sizeof *targets };

struct facility_reader {
    struct reading *reading;
    struct fact_reader facts[FACILITY_SUBJECTS];
    struct parts parts[FACILITY_SUBJECTS];
    int columns[TARGET_COUNT];
};

static enum status facility_reader_init(struct facility_reader *reader, struct error *error)
{
    static const enum subject subjects[FACILITY_SUBJECTS] = {SUBJECT_PARKING, SUBJECT_CHARGERS,
                                                             SUBJECT_WORKS};
    struct reading *reading = reader->reading;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < FACILITY_SUBJECTS && status == STATUS_OK; i++) {
        const char *fields[TARGET_COUNT + 1] = {NULL};
        size_t count = 0;
        for (size_t j = 0; j < TARGET_COUNT; j++)
            if (targets[j].from == i)
                fields[count++] = targets[j].field;
        status = fact_reader_init(&reader->facts[i], reading->db, &reading->tables, subjects[i],
                                  &reading->coverage, fields, reading->vantage, error);
    }
    for (size_t j = 0; j < TARGET_COUNT && status == STATUS_OK; j++)
        reader->columns[j] = fact_column(&reader->facts[targets[j].from], targets[j].field);
    return status;
}

static void facility_reader_release(struct facility_reader *reader)
{
    for (size_t i = 0; i < FACILITY_SUBJECTS; i++) {
        fact_reader_release(&reader->facts[i]);
        free(reader->parts[i].items);
    }
}

/*
 * Posts whose kind is not said are either a total beside the kinds or posts of their own: where
 * a file gives kinds too, a bare number that is no smaller than their sum is the total.
 */
static void settle_posts(struct facilities *record)
{
    int64_t bare = record->unknown_posts_added;
    int64_t kinds = value_add(record->car_posts_added, record->ebike_posts_added);
    if (value_is_known(bare) && value_is_known(kinds) && bare >= kinds) {
        record->unknown_posts_added = bare - kinds;
        record->charger_posts_added = bare;
        return;
    }
    record->charger_posts_added = value_add(bare, kinds);
}

static void fill_parking_kinds(struct facility_reader *reader, struct facilities *record)
{
    int column = fact_column(&reader->facts[PARKING], "parking_added");
    for (int kind = 0; kind < PARKING_KIND_COUNT; kind++)
        record->parking_added_by_kind[kind] = parts_value(&reader->parts[PARKING], column, kind);
    if (!value_is_known(record->parking_added) && value_is_known(record->parking_after) &&
        value_is_known(record->parking_before))
        record->parking_added = record->parking_after - record->parking_before;
}

static bool fill(struct facility_reader *reader, struct facilities *record)
{
    bool any = false;
    for (size_t i = 0; i < TARGET_COUNT; i++) {
        int64_t value = parts_value(&reader->parts[targets[i].from], reader->columns[i], -1);
        *(int64_t *)((char *)record + targets[i].offset) = value;
        any |= value_is_known(value);
    }
    if (any) {
        fill_parking_kinds(reader, record);
        settle_posts(record);
    }
    return any;
}

static enum status read_one(struct facility_reader *reader, size_t index, struct facilities *record,
                            bool *any, struct error *error)
{
    struct reading *reading = reader->reading;
    int64_t project_id = reading->dataset->projects.items[index].project_id;
    enum status status = STATUS_OK;
    *record = (struct facilities){.project = index, .as_of = DAYNUM_NONE};
    for (size_t i = 0; i < FACILITY_SUBJECTS && status == STATUS_OK; i++) {
        status = read_parts(reading, &reader->facts[i], project_id, &reader->parts[i], error);
        daynum newest = parts_newest(&reader->parts[i]);
        if (newest > record->as_of)
            record->as_of = newest;
    }
    record->parking_from = parts_from(&reader->parts[PARKING]);
    record->chargers_from = parts_from(&reader->parts[CHARGERS]);
    record->works_from = parts_from(&reader->parts[WORKS]);
    *any = status == STATUS_OK && fill(reader, record);
    return status;
}

enum status read_facilities(struct reading *reading, struct error *error)
{
    struct dataset *dataset = reading->dataset;
    struct facility_reader *reader = xcalloc(1, sizeof *reader);
    size_t capacity = 0;
    reader->reading = reading;
    enum status status = facility_reader_init(reader, error);
    for (size_t i = 0; i < dataset->projects.count && status == STATUS_OK; i++) {
        struct facilities record;
        bool any;
        status = read_one(reader, i, &record, &any, error);
        if (!any)
            continue;
        ARRAY_GROW(dataset->facilities, dataset->facilities_count + 1, capacity);
        dataset->facilities[dataset->facilities_count++] = record;
    }
    facility_reader_release(reader);
    free(reader);
    return status;
}

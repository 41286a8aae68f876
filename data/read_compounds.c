#include <stdlib.h>
#include <string.h>

#include "data/read_state.h"

enum column {
    COLUMN_COMPOUND,
    COLUMN_COMMUNITIES,
    COLUMN_BUILDINGS,
    COLUMN_HOUSEHOLDS,
    COLUMN_FLOOR_AREA,
    COLUMN_BUILT_YEAR,
    COLUMN_MGMT_MODE,
    COLUMN_MGMT_COMPANY,
    COLUMN_MGMT_HOUSEHOLDS,
    COLUMN_MGMT_AREA,
    COLUMN_FEE_HOUSEHOLD_MONTH,
    COLUMN_FEE_SPACE_MONTH,
    COLUMN_FEE_M2_MONTH,
    COLUMN_FEE_COLLECTED,
    COLUMN_COUNT
};

static const char *const wanted[COLUMN_COUNT + 1] = {
    [COLUMN_COMPOUND] = "compound",
    [COLUMN_COMMUNITIES] = "communities",
    [COLUMN_BUILDINGS] = "buildings",
    [COLUMN_HOUSEHOLDS] = "households",
    [COLUMN_FLOOR_AREA] = "floor_area",
    [COLUMN_BUILT_YEAR] = "built_year",
    [COLUMN_MGMT_MODE] = "mgmt_mode",
    [COLUMN_MGMT_COMPANY] = "mgmt_company",
    [COLUMN_MGMT_HOUSEHOLDS] = "mgmt_households",
    [COLUMN_MGMT_AREA] = "mgmt_area",
    [COLUMN_FEE_HOUSEHOLD_MONTH] = "fee_household_month",
    [COLUMN_FEE_SPACE_MONTH] = "fee_space_month",
    [COLUMN_FEE_M2_MONTH] = "fee_m2_month",
    [COLUMN_FEE_COLLECTED] = "fee_collected",
};

struct compound_reader {
    struct reading *reading;
    struct fact_reader facts;
    sqlite3_stmt *list;
    int columns[COLUMN_COUNT];
    struct overlay overlay;
    /* The current project's compounds, with the day on which a list last had each. */
    struct compound *found;
    daynum *listed, *complete; /* … and a complete one */
    /* The project as a whole, from a list that has no column for compounds: such a list does
     * not say that there are none. */
    struct compound silent;
    daynum silent_listed;
    size_t found_count, found_capacity, listed_capacity, complete_capacity;
    size_t capacity; /* of the dataset's */
};

static enum status compound_reader_init(struct compound_reader *reader, struct error *error)
{
    struct reading *reading = reader->reading;
    enum status status =
        fact_reader_init(&reader->facts, reading->db, &reading->tables, SUBJECT_COMPOUND,
                         &reading->coverage, wanted, reading->vantage, error);
    for (int i = 0; i < COLUMN_COUNT; i++)
        reader->columns[i] = fact_column(&reader->facts, wanted[i]);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reader->list,
                            "SELECT compound_id, name_key = 0, name FROM compound"
                            " WHERE project_id = ?1 ORDER BY name_key",
                            error);
    return status;
}

static void compound_reader_release(struct compound_reader *reader)
{
    fact_reader_release(&reader->facts);
    sqlite3_finalize(reader->list);
    free(reader->found);
    free(reader->listed);
    free(reader->complete);
}

static int64_t value_of(const struct compound_reader *reader, enum column column)
{
    return overlay_value(&reader->overlay, reader->columns[column]);
}

/* A compound counts as one community unless the export says how many there are. */
static int64_t communities_of(const struct compound_reader *reader)
{
    int64_t said = value_of(reader, COLUMN_COMMUNITIES);
    return value_is_known(said) ? said : 1;
}

static enum status fill(struct compound_reader *reader, struct compound *compound,
                        struct error *error)
{
    int64_t year = value_of(reader, COLUMN_BUILT_YEAR), mode = value_of(reader, COLUMN_MGMT_MODE);
    int64_t name = value_of(reader, COLUMN_COMPOUND);
    compound->communities = communities_of(reader);
    compound->buildings = value_of(reader, COLUMN_BUILDINGS);
    compound->households = value_of(reader, COLUMN_HOUSEHOLDS);
    compound->floor_area_cm2 = value_of(reader, COLUMN_FLOOR_AREA);
    compound->built_year = value_is_known(year) ? (int)year : 0;
    compound->mode = value_is_known(mode) ? (enum management_mode)mode : 0;
    compound->managed_households = value_of(reader, COLUMN_MGMT_HOUSEHOLDS);
    compound->managed_area_cm2 = value_of(reader, COLUMN_MGMT_AREA);
    compound->fee_fen_per_household_month = value_of(reader, COLUMN_FEE_HOUSEHOLD_MONTH);
    compound->fee_fen_per_space_month = value_of(reader, COLUMN_FEE_SPACE_MONTH);
    compound->fee_fen_per_m2_month = value_of(reader, COLUMN_FEE_M2_MONTH);
    compound->fee_collected_mpct = value_of(reader, COLUMN_FEE_COLLECTED);
    compound->from = reader->overlay.listed_from;
    enum status status = read_term(reader->reading, value_of(reader, COLUMN_MGMT_COMPANY),
                                   &compound->company, error);
    if (status == STATUS_OK)
        status = read_term(reader->reading,
                           value_is_known(name) ? name : sqlite3_column_int64(reader->list, 2),
                           &compound->name, error);
    return status;
}

static enum status add_found(struct compound_reader *reader, size_t project, struct error *error)
{
    struct reading *reading = reader->reading;
    int64_t compound_id = sqlite3_column_int64(reader->list, 0);
    struct compound compound = {.compound_id = compound_id, .project = project};
    enum status status = fact_read(&reader->facts, &compound_id, &reader->overlay, error);
    if (status == STATUS_OK)
        status = fill(reader, &compound, error);
    if (status != STATUS_OK)
        return status;
    ARRAY_GROW(reading->entries, reading->entry_count + 1, reading->entry_capacity);
    reading->entries[reading->entry_count++] =
        (struct compound_entry){compound_id, project, sqlite3_column_int(reader->list, 1) != 0,
                                compound.name, compound.households};
    const struct overlay *overlay = &reader->overlay;
    uint64_t covered =
        coverage_of(&reading->coverage, overlay->listed_from.source_id, SUBJECT_COMPOUND);
    if (sqlite3_column_int(reader->list, 1) != 0 && overlay->listed &&
        (covered & subject_bit(reader->facts.table, "compound")) == 0) {
        reader->silent = compound;
        reader->silent_listed = overlay->listed_as_of;
        return STATUS_OK;
    }
    ARRAY_GROW(reader->found, reader->found_count + 1, reader->found_capacity);
    ARRAY_GROW(reader->listed, reader->found_count + 1, reader->listed_capacity);
    ARRAY_GROW(reader->complete, reader->found_count + 1, reader->complete_capacity);
    reader->found[reader->found_count] = compound;
    reader->complete[reader->found_count] = overlay->complete_as_of;
    reader->listed[reader->found_count++] = reader->overlay.listed_as_of;
    return STATUS_OK;
}

static int compare_names(const void *left, const void *right)
{
    const struct compound *a = left, *b = right;
    if (a->project != b->project)
        return a->project < b->project ? -1 : 1;
    return strcmp(a->name, b->name);
}

static void count(struct compound_reader *reader, struct project *project,
                  const struct compound *compound)
{
    struct dataset *dataset = reader->reading->dataset;
    project->communities = value_add(project->communities, compound->communities);
    project->buildings = value_add(project->buildings, compound->buildings);
    project->households = value_add(project->households, compound->households);
    project->floor_area_cm2 = value_add(project->floor_area_cm2, compound->floor_area_cm2);
    if ((reader->reading->parts & READ_COMPOUNDS) == 0)
        return;
    ARRAY_GROW(dataset->compounds, dataset->compound_count + 1, reader->capacity);
    dataset->compounds[dataset->compound_count++] = *compound;
}

static void replace(int64_t *sum, int64_t said)
{
    if (value_is_known(said))
        *sum = said;
}

/*
 * The compounds that the newest complete list of the project has, and those named since. A later
 * list without a column for compounds leaves them as they are, but its numbers are the project's.
 */
static void keep_current(struct compound_reader *reader, struct project *project)
{
    const struct compound *silent = &reader->silent;
    daynum newest = DAYNUM_NONE, complete = DAYNUM_NONE;
    for (size_t i = 0; i < reader->found_count; i++) {
        if (reader->listed[i] > newest)
            newest = reader->listed[i];
        if (reader->complete[i] > complete)
            complete = reader->complete[i];
    }
    for (size_t i = 0; i < reader->found_count; i++)
        if (reader->listed[i] != DAYNUM_NONE && reader->listed[i] >= complete)
            count(reader, project, &reader->found[i]);
    if (reader->silent_listed == DAYNUM_NONE)
        return;
    if (newest == DAYNUM_NONE) {
        count(reader, project, silent);
    } else if (reader->silent_listed > newest) {
        replace(&project->buildings, silent->buildings);
        replace(&project->households, silent->households);
        replace(&project->floor_area_cm2, silent->floor_area_cm2);
    }
}

static enum status read_project(struct compound_reader *reader, size_t index, struct error *error)
{
    struct project *project = &reader->reading->dataset->projects.items[index];
    bool row = false;
    enum status status;
    reader->found_count = 0;
    reader->silent_listed = DAYNUM_NONE;
    db_bind(reader->list, 1, &project->project_id);
    while ((status = db_step(reader->list, &row, error)) == STATUS_OK && row) {
        status = add_found(reader, index, error);
        if (status != STATUS_OK)
            break;
    }
    sqlite3_reset(reader->list);
    if (status == STATUS_OK)
        keep_current(reader, project);
    return status;
}

static int compare_entries(const void *left, const void *right)
{
    const struct compound_entry *a = left, *b = right;
    return (a->compound_id > b->compound_id) - (a->compound_id < b->compound_id);
}

enum status read_compounds(struct reading *reading, struct error *error)
{
    struct compound_reader *reader = xcalloc(1, sizeof *reader);
    struct dataset *dataset = reading->dataset;
    reader->reading = reading;
    enum status status = compound_reader_init(reader, error);
    for (size_t i = 0; i < dataset->projects.count && status == STATUS_OK; i++)
        status = read_project(reader, i, error);
    if (dataset->compound_count > 0)
        qsort(dataset->compounds, dataset->compound_count, sizeof *dataset->compounds,
              compare_names);
    if (reading->entry_count > 0)
        qsort(reading->entries, reading->entry_count, sizeof *reading->entries, compare_entries);
    compound_reader_release(reader);
    free(reader);
    return status;
}

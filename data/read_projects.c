#include <stdlib.h>
#include <string.h>

#include "data/read_state.h"

/* The columns of project_fact that a record has a place for. */
enum column {
    COLUMN_PROJECT_NAME,
    COLUMN_DISTRICT,
    COLUMN_STREET,
    COLUMN_COMMITTEE,
    COLUMN_RESPONSIBLE_UNIT,
    COLUMN_CONTRACTOR,
    COLUMN_PLAN_YEAR,
    COLUMN_STATUS,
    COLUMN_IN_PLAN,
    COLUMN_OUTSIDE_PLAN,
    COLUMN_CENTRAL_AREA,
    COLUMN_WORKS_CLASS,
    COLUMN_SURVEY_DATE,
    COLUMN_CONSENT_DATE,
    COLUMN_DISCLOSURE_DATE,
    COLUMN_APPROVAL_DATE,
    COLUMN_FUNDING_DATE,
    COLUMN_TENDER_DATE,
    COLUMN_PLAN_START,
    COLUMN_PLAN_FINISH,
    COLUMN_ACTUAL_START,
    COLUMN_ACTUAL_FINISH,
    COLUMN_ACCEPT_DATE,
    COLUMN_ISSUES_FOUND,
    COLUMN_ISSUES_OPEN,
    COLUMN_ISSUES_OVERDUE,
    COLUMN_COUNT
};

static const char *const wanted[COLUMN_COUNT + 1] = {
    [COLUMN_PROJECT_NAME] = "project_name",
    [COLUMN_DISTRICT] = "district",
    [COLUMN_STREET] = "street",
    [COLUMN_COMMITTEE] = "committee",
    [COLUMN_RESPONSIBLE_UNIT] = "responsible_unit",
    [COLUMN_CONTRACTOR] = "contractor",
    [COLUMN_PLAN_YEAR] = "plan_year",
    [COLUMN_STATUS] = "status",
    [COLUMN_IN_PLAN] = "in_plan",
    [COLUMN_OUTSIDE_PLAN] = "outside_plan",
    [COLUMN_CENTRAL_AREA] = "central_area",
    [COLUMN_WORKS_CLASS] = "works_class",
    [COLUMN_SURVEY_DATE] = "survey_date",
    [COLUMN_CONSENT_DATE] = "consent_date",
    [COLUMN_DISCLOSURE_DATE] = "disclosure_date",
    [COLUMN_APPROVAL_DATE] = "approval_date",
    [COLUMN_FUNDING_DATE] = "funding_date",
    [COLUMN_TENDER_DATE] = "tender_date",
    [COLUMN_PLAN_START] = "plan_start",
    [COLUMN_PLAN_FINISH] = "plan_finish",
    [COLUMN_ACTUAL_START] = "actual_start",
    [COLUMN_ACTUAL_FINISH] = "actual_finish",
    [COLUMN_ACCEPT_DATE] = "accept_date",
    [COLUMN_ISSUES_FOUND] = "issues_found",
    [COLUMN_ISSUES_OPEN] = "issues_open",
    [COLUMN_ISSUES_OVERDUE] = "issues_overdue",
};

struct project_reader {
    struct reading *reading;
    struct fact_reader facts;
    sqlite3_stmt *list, *first, *first_finish;
    int columns[COLUMN_COUNT];
    struct overlay overlay;
    size_t capacity;
};

static enum status project_reader_init(struct project_reader *reader, struct error *error)
{
    struct reading *reading = reader->reading;
    struct text sql = TEXT_INIT;
    enum status status =
        fact_reader_init(&reader->facts, reading->db, &reading->tables, SUBJECT_PROJECT,
                         &reading->coverage, wanted, reading->vantage, error);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reader->list,
                            "SELECT project_id, code, city.name, region.name, name_key"
                            " FROM project JOIN city USING (city_id) JOIN region USING (region_id)"
                            " WHERE listed = 1 AND merged_into IS NULL ORDER BY project_id",
                            error);
    for (int i = 0; i < COLUMN_COUNT; i++)
        reader->columns[i] = fact_column(&reader->facts, wanted[i]);
    text_addf(&sql,
              "SELECT as_of FROM project_fact WHERE project_id = ?1 AND as_of <= %ld"
              " AND known <= %ld AND listed = 1 ORDER BY as_of LIMIT 1",
              (long)reading->vantage.as_of, (long)reading->vantage.known);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reader->first, sql.data, error);
    text_clear(&sql);
    text_addf(&sql,
              "SELECT plan_finish FROM project_fact WHERE project_id = ?1 AND as_of <= %ld"
              " AND known <= %ld AND plan_finish IS NOT NULL"
              " ORDER BY as_of, known DESC, source_id DESC LIMIT 1",
              (long)reading->vantage.as_of, (long)reading->vantage.known);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reader->first_finish, sql.data, error);
    text_release(&sql);
    return status;
}

static void project_reader_release(struct project_reader *reader)
{
    fact_reader_release(&reader->facts);
    sqlite3_finalize(reader->list);
    sqlite3_finalize(reader->first);
    sqlite3_finalize(reader->first_finish);
}

static int64_t value_of(const struct project_reader *reader, enum column column)
{
    return overlay_value(&reader->overlay, reader->columns[column]);
}

static daynum day_of(const struct project_reader *reader, enum column column)
{
    int64_t value = value_of(reader, column);
    return value == VALUE_NONE ? DAYNUM_NONE : (daynum)value;
}

static int64_t number_of(const struct project_reader *reader, enum column column)
{
    int64_t value = value_of(reader, column);
    return value == VALUE_NONE ? 0 : value;
}

static enum status fill_texts(struct project_reader *reader, struct project *project,
                              struct error *error)
{
    sqlite3_stmt *list = reader->list;
    int64_t name = value_of(reader, COLUMN_PROJECT_NAME),
            district = value_of(reader, COLUMN_DISTRICT);
    const struct {
        int64_t term;
        const char **text;
    } texts[] = {
        {db_value(list, 1), &project->code},
        {db_value(list, 2), &project->city},
        {district != VALUE_NONE ? district : db_value(list, 3), &project->district},
        {name != VALUE_NONE ? name : db_value(list, 4), &project->name},
        {value_of(reader, COLUMN_STREET), &project->street},
        {value_of(reader, COLUMN_COMMITTEE), &project->committee},
        {value_of(reader, COLUMN_RESPONSIBLE_UNIT), &project->responsible_unit},
        {value_of(reader, COLUMN_CONTRACTOR), &project->contractor},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == STATUS_OK; i++)
        status = read_term(reader->reading, texts[i].term, texts[i].text, error);
    return status;
}

static void fill_values(const struct project_reader *reader, struct project *project)
{
    project->plan_year = (int)number_of(reader, COLUMN_PLAN_YEAR);
    project->outside_plan =
        value_of(reader, COLUMN_OUTSIDE_PLAN) == 1 || value_of(reader, COLUMN_IN_PLAN) == 0;
    project->central_area = value_of(reader, COLUMN_CENTRAL_AREA) == 1;
    project->status = (enum project_status)number_of(reader, COLUMN_STATUS);
    project->works = (unsigned)number_of(reader, COLUMN_WORKS_CLASS);
    project->survey_date = day_of(reader, COLUMN_SURVEY_DATE);
    project->consent_date = day_of(reader, COLUMN_CONSENT_DATE);
    project->disclosure_date = day_of(reader, COLUMN_DISCLOSURE_DATE);
    project->approval_date = day_of(reader, COLUMN_APPROVAL_DATE);
    project->funding_date = day_of(reader, COLUMN_FUNDING_DATE);
    project->tender_date = day_of(reader, COLUMN_TENDER_DATE);
    project->plan_start = day_of(reader, COLUMN_PLAN_START);
    project->plan_finish = day_of(reader, COLUMN_PLAN_FINISH);
    project->actual_start = day_of(reader, COLUMN_ACTUAL_START);
    project->actual_finish = day_of(reader, COLUMN_ACTUAL_FINISH);
    project->accept_date = day_of(reader, COLUMN_ACCEPT_DATE);
    project->issues_found = value_of(reader, COLUMN_ISSUES_FOUND);
    project->issues_open = value_of(reader, COLUMN_ISSUES_OPEN);
    project->issues_overdue = value_of(reader, COLUMN_ISSUES_OVERDUE);
    project->as_of = reader->overlay.listed_as_of;
    project->complete_as_of = reader->overlay.complete_as_of;
    project->from = reader->overlay.listed_from;
}

static enum status first_day(sqlite3_stmt *statement, int64_t project_id, daynum *day,
                             struct error *error)
{
    bool row;
    *day = DAYNUM_NONE;
    db_bind(statement, 1, &project_id);
    enum status status = db_step(statement, &row, error);
    if (row)
        *day = db_day(statement, 0);
    sqlite3_reset(statement);
    return status;
}

static enum status add_project(struct project_reader *reader, int64_t project_id,
                               struct error *error)
{
    struct project_set *set = &reader->reading->dataset->projects;
    ARRAY_GROW(set->items, set->count + 1, reader->capacity);
    struct project *project = &set->items[set->count];
    *project = (struct project){
        .project_id = project_id,
        .communities = VALUE_NONE,
        .buildings = VALUE_NONE,
        .households = VALUE_NONE,
        .floor_area_cm2 = VALUE_NONE,
        .progress_mpct = VALUE_NONE,
        .progress_date = DAYNUM_NONE,
        .full_progress_date = DAYNUM_NONE,
    };
    fill_values(reader, project);
    enum status status = fill_texts(reader, project, error);
    if (status == STATUS_OK)
        status = first_day(reader->first, project_id, &project->first_as_of, error);
    if (status == STATUS_OK)
        status = first_day(reader->first_finish, project_id, &project->original_plan_finish, error);
    set->count++;
    return status;
}

static enum status read_list(struct project_reader *reader, struct error *error)
{
    bool row = false;
    enum status status;
    while ((status = db_step(reader->list, &row, error)) == STATUS_OK && row) {
        int64_t project_id = sqlite3_column_int64(reader->list, 0);
        status = fact_read(&reader->facts, &project_id, &reader->overlay, error);
        if (status != STATUS_OK)
            return status;
        if (!reader->overlay.listed)
            continue;
        if (reader->reading->plan_year != 0 &&
            number_of(reader, COLUMN_PLAN_YEAR) != reader->reading->plan_year)
            continue;
        status = add_project(reader, project_id, error);
        if (status != STATUS_OK)
            return status;
    }
    return status;
}

static int compare_group(const struct project *a, const struct project *b)
{
    int order = strcmp(a->city, b->city);
    if (order == 0)
        order = strcmp(a->district, b->district);
    if (order == 0)
        order = (a->plan_year > b->plan_year) - (a->plan_year < b->plan_year);
    return order;
}

static int compare_projects(const void *left, const void *right)
{
    const struct project *a = left, *b = right;
    int order = compare_group(a, b);
    if (order == 0)
        order = strcmp(a->code, b->code);
    if (order == 0)
        order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->project_id > b->project_id) - (a->project_id < b->project_id);
}

/* A project is gone when a later complete list of its district and year lacks it. */
static void mark_gone(struct project_set *set)
{
    for (size_t from = 0, to; from < set->count; from = to) {
        daynum newest = DAYNUM_NONE;
        for (to = from; to < set->count && compare_group(&set->items[from], &set->items[to]) == 0;
             to++)
            if (set->items[to].complete_as_of > newest)
                newest = set->items[to].complete_as_of;
        for (size_t i = from; i < to; i++)
            set->items[i].gone = set->items[i].as_of < newest;
    }
}

enum status read_projects(struct reading *reading, struct error *error)
{
    struct project_reader *reader = xcalloc(1, sizeof *reader);
    struct project_set *set = &reading->dataset->projects;
    reader->reading = reading;
    enum status status = project_reader_init(reader, error);
    if (status == STATUS_OK)
        status = read_list(reader, error);
    if (status == STATUS_OK && set->count > 0) {
        qsort(set->items, set->count, sizeof *set->items, compare_projects);
        mark_gone(set);
        status = read_spare_rejected(reading, error);
    }
    project_reader_release(reader);
    free(reader);
    return status;
}

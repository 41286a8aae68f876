#include <stdlib.h>

#include "data/read_state.h"

enum { FULL_MPCT = 100 * MPCT_PER_PERCENT };

/*
 * Walks back from the newest report: the latest progress, and the first day of the run of 100 %
 * that it ends, if it is one.
 */
static enum status latest_of(sqlite3_stmt *statement, struct project *project, struct error *error)
{
    daynum last = DAYNUM_NONE;
    bool row = false;
    enum status status;
    db_bind(statement, 1, &project->project_id);
    while ((status = db_step(statement, &row, error)) == STATUS_OK && row) {
        daynum date = db_day(statement, 0);
        int64_t actual = db_value(statement, 1);
        if (date == last)
            continue; /* an older version of the same day */
        last = date;
        if (!value_is_known(actual))
            continue;
        if (project->progress_date == DAYNUM_NONE) {
            project->progress_date = date;
            project->progress_mpct = actual;
        }
        if (actual < FULL_MPCT)
            break;
        project->full_progress_date = date;
    }
    sqlite3_reset(statement);
    return status;
}

enum status read_latest_progress(struct reading *reading, struct error *error)
{
    struct project_set *set = &reading->dataset->projects;
    sqlite3_stmt *statement = NULL;
    struct text sql = TEXT_INIT;
    text_addf(&sql,
              "SELECT as_of, actual_progress FROM progress_fact WHERE project_id = ?1"
              " AND as_of <= %ld AND known <= %ld"
              " ORDER BY as_of DESC, known DESC, source_id DESC",
              (long)reading->vantage.as_of, (long)reading->vantage.known);
    enum status status = db_prepare(reading->db, &statement, sql.data, error);
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++)
        status = latest_of(statement, &set->items[i], error);
    sqlite3_finalize(statement);
    text_release(&sql);
    return status;
}

struct point_reader {
    struct progress_set *set;
    sqlite3_stmt *actual, *planned;
    size_t capacity;
};

static enum status point_reader_init(struct point_reader *reader, struct reading *reading,
                                     struct error *error)
{
    long as_of = reading->vantage.as_of, known = reading->vantage.known;
    struct text sql = TEXT_INIT;
    reader->set = &reading->dataset->progress;
    text_addf(&sql,
              "SELECT as_of, actual_progress FROM progress_fact WHERE project_id = ?1"
              " AND as_of <= %ld AND known <= %ld ORDER BY as_of, known DESC, source_id DESC",
              as_of, known);
    enum status status = db_prepare(reading->db, &reader->actual, sql.data, error);
    text_clear(&sql);
    text_addf(&sql,
              "SELECT date, planned_progress FROM plan_fact WHERE project_id = ?1"
              " AND as_of <= %ld AND known <= %ld"
              " ORDER BY date, as_of DESC, known DESC, source_id DESC",
              as_of, known);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reader->planned, sql.data, error);
    text_release(&sql);
    return status;
}

static void add_point(struct point_reader *reader, size_t project, daynum date, int64_t actual,
                      int64_t planned)
{
    struct progress_set *set = reader->set;
    ARRAY_GROW(set->items, set->count + 1, reader->capacity);
    set->items[set->count++] = (struct progress_point){project, date, actual, planned};
}

/* Goes to the next day that the statement says something of; DAYNUM_MAX at its end. */
static enum status next_day(sqlite3_stmt *statement, daynum *day, int64_t *value,
                            struct error *error)
{
    daynum last = *day;
    bool row = true;
    enum status status = STATUS_OK;
    if (last == DAYNUM_MAX)
        return STATUS_OK;
    while ((status = db_step(statement, &row, error)) == STATUS_OK && row) {
        daynum date = db_day(statement, 0);
        if (date == last)
            continue;
        last = date;
        *value = db_value(statement, 1);
        if (value_is_known(*value))
            break;
    }
    *day = row ? last : DAYNUM_MAX;
    return status;
}

/* Merges what was done and what was planned, both by date. */
static enum status read_points(struct point_reader *reader, size_t index, int64_t project_id,
                               struct error *error)
{
    daynum done_on = DAYNUM_NONE, planned_on = DAYNUM_NONE;
    int64_t done = VALUE_NONE, planned = VALUE_NONE;
    db_bind(reader->actual, 1, &project_id);
    db_bind(reader->planned, 1, &project_id);
    enum status status = next_day(reader->actual, &done_on, &done, error);
    if (status == STATUS_OK)
        status = next_day(reader->planned, &planned_on, &planned, error);
    while (status == STATUS_OK && (done_on != DAYNUM_MAX || planned_on != DAYNUM_MAX)) {
        daynum date = done_on < planned_on ? done_on : planned_on;
        bool is_done = done_on == date, is_planned = planned_on == date;
        add_point(reader, index, date, is_done ? done : VALUE_NONE,
                  is_planned ? planned : VALUE_NONE);
        if (is_done)
            status = next_day(reader->actual, &done_on, &done, error);
        if (status == STATUS_OK && is_planned)
            status = next_day(reader->planned, &planned_on, &planned, error);
    }
    sqlite3_reset(reader->actual);
    sqlite3_reset(reader->planned);
    return status;
}

enum status read_progress(struct reading *reading, struct error *error)
{
    const struct project_set *projects = &reading->dataset->projects;
    struct point_reader reader = {0};
    enum status status = point_reader_init(&reader, reading, error);
    for (size_t i = 0; i < projects->count && status == STATUS_OK; i++)
        status = read_points(&reader, i, projects->items[i].project_id, error);
    sqlite3_finalize(reader.actual);
    sqlite3_finalize(reader.planned);
    return status;
}

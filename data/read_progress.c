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
    size_t capacity, from_capacity;
    bool places;
};

/* What a statement says of one day. */
struct said {
    daynum day; /* DAYNUM_MAX: there is nothing more */
    int64_t value;
    struct provenance from;
};

static enum status point_reader_init(struct point_reader *reader, struct reading *reading,
                                     struct error *error)
{
    long as_of = reading->vantage.as_of, known = reading->vantage.known;
    struct text sql = TEXT_INIT;
    reader->set = &reading->dataset->progress;
    reader->places = (reading->parts & READ_PLACES) != 0;
    text_addf(&sql,
              "SELECT as_of, actual_progress, source_id, line FROM progress_fact"
              " WHERE project_id = ?1 AND as_of <= %ld AND known <= %ld"
              " ORDER BY as_of, known DESC, source_id DESC",
              as_of, known);
    enum status status = db_prepare(reading->db, &reader->actual, sql.data, error);
    text_clear(&sql);
    text_addf(&sql,
              "SELECT date, planned_progress, source_id, line FROM plan_fact"
              " WHERE project_id = ?1 AND as_of <= %ld AND known <= %ld"
              " ORDER BY date, as_of DESC, known DESC, source_id DESC",
              as_of, known);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reader->planned, sql.data, error);
    text_release(&sql);
    return status;
}

/* A point is placed where its actual progress was read, else its plan. */
static void add_point(struct point_reader *reader, size_t project, const struct said *done,
                      const struct said *planned)
{
    static const struct said nothing = {.value = VALUE_NONE};
    struct progress_set *set = reader->set;
    daynum date = done->day < planned->day ? done->day : planned->day;
    done = done->day == date ? done : &nothing;
    planned = planned->day == date ? planned : &nothing;
    ARRAY_GROW(set->items, set->count + 1, reader->capacity);
    if (reader->places) {
        ARRAY_GROW(set->from, set->count + 1, reader->from_capacity);
        set->from[set->count] = done != &nothing ? done->from : planned->from;
    }
    set->items[set->count++] = (struct progress_point){project, date, done->value, planned->value};
}

/* Goes to the next day that the statement says something of. */
static enum status next_day(sqlite3_stmt *statement, struct said *said, struct error *error)
{
    daynum last = said->day;
    bool row = true;
    enum status status = STATUS_OK;
    if (last == DAYNUM_MAX)
        return STATUS_OK;
    while ((status = db_step(statement, &row, error)) == STATUS_OK && row) {
        daynum date = db_day(statement, 0);
        if (date == last)
            continue;
        last = date;
        said->value = db_value(statement, 1);
        if (value_is_known(said->value))
            break;
    }
    said->day = row ? last : DAYNUM_MAX;
    if (row)
        said->from = (struct provenance){sqlite3_column_int64(statement, 2),
                                         sqlite3_column_int64(statement, 3)};
    return status;
}

/* Merges what was done and what was planned, both by date. */
static enum status read_points(struct point_reader *reader, size_t index, int64_t project_id,
                               struct error *error)
{
    struct said done = {.day = DAYNUM_NONE}, planned = {.day = DAYNUM_NONE};
    db_bind(reader->actual, 1, &project_id);
    db_bind(reader->planned, 1, &project_id);
    enum status status = next_day(reader->actual, &done, error);
    if (status == STATUS_OK)
        status = next_day(reader->planned, &planned, error);
    while (status == STATUS_OK && (done.day != DAYNUM_MAX || planned.day != DAYNUM_MAX)) {
        daynum date = done.day < planned.day ? done.day : planned.day;
        bool is_planned = planned.day == date;
        add_point(reader, index, &done, &planned);
        if (done.day == date)
            status = next_day(reader->actual, &done, error);
        if (status == STATUS_OK && is_planned)
            status = next_day(reader->planned, &planned, error);
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

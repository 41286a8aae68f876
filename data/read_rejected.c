#include <stdlib.h>

#include "data/raw_row.h"
#include "data/read_state.h"

/* A row of a list of projects that was rejected and has not come back. */
struct row {
    daynum as_of;
    const char *raw; /* "" where nothing of it was kept */
};

struct rows {
    struct row *items;
    size_t count, capacity;
    struct arena strings;
};

static enum status read_rows(struct rows *rows, const struct reading *reading, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status =
        db_prepare(reading->db, &statement,
                   "SELECT coalesce(as_of, newest_as_of), raw FROM reject JOIN source USING"
                   " (source_id) WHERE kind = ?1 AND resolved_by IS NULL"
                   " AND coalesce(as_of, newest_as_of) <= ?2",
                   error);
    if (status == STATUS_OK)
        db_bind(statement, 2, (int64_t[]){KIND_PROJECTS, reading->vantage.as_of});
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(rows->items, rows->count + 1, rows->capacity);
        rows->items[rows->count++] =
            (struct row){db_day(statement, 0), db_text(statement, 1, &rows->strings)};
    }
    sqlite3_finalize(statement);
    return status;
}

static bool may_be_its_own(const struct row *row, const struct project *project)
{
    return row->as_of > project->as_of &&
           (row->raw[0] == '\0' ||
            raw_row_has(row->raw, project->code[0] != '\0' ? project->code : project->name));
}

enum status read_spare_rejected(struct reading *reading, struct error *error)
{
    struct project_set *set = &reading->dataset->projects;
    struct rows rows = {0};
    enum status status = read_rows(&rows, reading, error);
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++)
        for (size_t j = 0; j < rows.count && set->items[i].gone; j++)
            set->items[i].gone = !may_be_its_own(&rows.items[j], &set->items[i]);
    free(rows.items);
    arena_release(&rows.strings);
    return status;
}

#include <stdlib.h>
#include <string.h>

#include "data/raw_row.h"
#include "data/read_state.h"

/* A row of a list of projects that was rejected and has not come back. */
struct row {
    daynum as_of;
    const char *raw; /* normalised; "" where nothing of it was kept */
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
        const char *raw = (const char *)sqlite3_column_text(statement, 1);
        struct text plain = TEXT_INIT;
        text_normalise(&plain, raw, strlen(raw));
        rows->items[rows->count++] =
            (struct row){db_day(statement, 0), arena_strdup(&rows->strings, plain.data)};
        text_release(&plain);
    }
    sqlite3_finalize(statement);
    return status;
}

/* By code or by name, in the form in which rows are compared. */
static bool may_be_its_own(const struct row *row, const struct project *project)
{
    const char *const words[] = {project->code, project->name};
    bool found = row->raw[0] == '\0';
    if (row->as_of <= project->as_of)
        return false;
    for (size_t i = 0; i < 2 && !found; i++) {
        struct text word = TEXT_INIT;
        text_normalise(&word, words[i], strlen(words[i]));
        found = raw_row_has(row->raw, word.data);
        text_release(&word);
    }
    return found;
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

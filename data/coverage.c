#include "data/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

static void make_room(struct coverage *coverage, size_t count)
{
    if (count <= coverage->count)
        return;
    coverage->masks = xreallocarray(coverage->masks, count, sizeof *coverage->masks);
    memset(coverage->masks + coverage->count, 0,
           (count - coverage->count) * sizeof *coverage->masks);
    coverage->describes = xreallocarray(coverage->describes, count, sizeof *coverage->describes);
    memset(coverage->describes + coverage->count, 0, count - coverage->count);
    coverage->count = count;
}

void coverage_add(struct coverage *coverage, const struct subject_tables *tables, int64_t source_id,
                  int field)
{
    if (source_id < 0 || field < 0)
        return;
    make_room(coverage, (size_t)source_id + 1);
    size_t count;
    coverage->describes[source_id] |= field_describes_project(&dictionary_fields(&count)[field]);
    for (int i = 0; i < SUBJECT_COUNT; i++) {
        int column = subject_column(&tables->of[i], field);
        if (column >= 0)
            coverage->masks[source_id][i] |= UINT64_C(1) << column;
    }
}

enum status coverage_read(struct coverage *coverage, sqlite3 *db,
                          const struct subject_tables *tables, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *coverage = (struct coverage){0};
    enum status status = db_prepare(
        db, &statement, "SELECT source_id, field FROM source_field ORDER BY source_id DESC", error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row)
        coverage_add(coverage, tables, sqlite3_column_int64(statement, 0),
                     dictionary_find((const char *)sqlite3_column_text(statement, 1)));
    sqlite3_finalize(statement);
    return status;
}

uint64_t coverage_any(const struct coverage *coverage, enum subject subject)
{
    uint64_t any = 0;
    for (size_t i = 0; i < coverage->count; i++)
        any |= coverage->masks[i][subject];
    return any;
}

void coverage_release(struct coverage *coverage)
{
    free(coverage->masks);
    free(coverage->describes);
    *coverage = (struct coverage){0};
}

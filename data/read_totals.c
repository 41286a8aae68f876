#include <stdlib.h>

#include "data/fact_reader.h"
#include "data/store_state.h"

/* The columns of total_fact in the order of the members that they fill. */
enum column {
    PLANNED,
    STARTED,
    COMPLETED,
    HOUSEHOLDS_PLANNED,
    HOUSEHOLDS_STARTED,
    PLANNED_FEN,
    INVESTED_FEN,
    COLUMN_COUNT
};

static const char *const columns[COLUMN_COUNT] = {
    [PLANNED] = "total_planned",
    [STARTED] = "total_started",
    [COMPLETED] = "total_completed",
    [HOUSEHOLDS_PLANNED] = "total_households_planned",
    [HOUSEHOLDS_STARTED] = "total_households",
    [PLANNED_FEN] = "budget_planned",
    [INVESTED_FEN] = "budget_invested",
};

enum { ROW_REGION, ROW_TEXT, ROW_YEAR, ROW_AS_OF, ROW_SOURCE, ROW_LINE, ROW_YEAR_SAID, ROW_VALUES };

static const char list_sql[] =
    "SELECT region, text, plan_year, as_of, source_id, line,"
    " EXISTS (SELECT 1 FROM source_field AS f"
    "  WHERE f.source_id = total_fact.source_id AND field = 'plan_year'),"
    " total_planned, total_started,"
    " total_completed, total_households_planned, total_households, budget_planned,"
    " budget_invested FROM total_fact JOIN term ON term_id = region"
    " WHERE as_of <= ?1 AND known <= ?2"
    " ORDER BY text, plan_year, as_of, known DESC, source_id DESC";

struct total_reader {
    struct total_set *set;
    struct coverage coverage;
    uint64_t bits[COLUMN_COUNT];
    uint64_t taken; /* of the current record */
    int64_t region;
    size_t capacity;
};

static int64_t *member(struct region_total *total, enum column column)
{
    int64_t *members[COLUMN_COUNT] = {
        [PLANNED] = &total->planned,
        [STARTED] = &total->started,
        [COMPLETED] = &total->completed,
        [HOUSEHOLDS_PLANNED] = &total->households_planned,
        [HOUSEHOLDS_STARTED] = &total->households_started,
        [PLANNED_FEN] = &total->planned_fen,
        [INVESTED_FEN] = &total->invested_fen,
    };
    return members[column];
}

/* The record that a row belongs to: the last one, or a new one. */
static struct region_total *record_of(struct total_reader *reader, sqlite3_stmt *row)
{
    struct total_set *set = reader->set;
    int64_t region = sqlite3_column_int64(row, ROW_REGION);
    int year = sqlite3_column_int(row, ROW_YEAR);
    daynum as_of = db_day(row, ROW_AS_OF);
    if (set->count > 0) {
        struct region_total *last = &set->items[set->count - 1];
        if (region == reader->region && last->plan_year == year && last->as_of == as_of)
            return last;
    }
    ARRAY_GROW(set->items, set->count + 1, reader->capacity);
    struct region_total *total = &set->items[set->count++];
    *total = (struct region_total){
        .region = db_text(row, ROW_TEXT, &set->strings),
        .plan_year = year,
        .as_of = as_of,
        .year_assumed = sqlite3_column_int(row, ROW_YEAR_SAID) == 0,
        .from = {sqlite3_column_int64(row, ROW_SOURCE), sqlite3_column_int64(row, ROW_LINE)},
    };
    for (int i = 0; i < COLUMN_COUNT; i++)
        *member(total, (enum column)i) = VALUE_NONE;
    reader->region = region;
    reader->taken = 0;
    return total;
}

static void take(struct total_reader *reader, sqlite3_stmt *row)
{
    struct region_total *total = record_of(reader, row);
    uint64_t part =
        coverage_of(&reader->coverage, sqlite3_column_int64(row, ROW_SOURCE), SUBJECT_TOTAL) &
        ~reader->taken;
    for (int i = 0; i < COLUMN_COUNT; i++)
        if ((part & reader->bits[i]) != 0)
            *member(total, (enum column)i) = db_value(row, ROW_VALUES + i);
    reader->taken |= part;
}

enum status store_read_totals(struct store *store, struct vantage vantage, struct total_set *set,
                              struct error *error)
{
    struct subject_tables *tables = xcalloc(1, sizeof *tables);
    struct total_reader reader = {.set = set};
    sqlite3_stmt *list = NULL;
    bool row = false;
    *set = (struct total_set){0};
    subject_tables_init(tables);
    for (int i = 0; i < COLUMN_COUNT; i++)
        reader.bits[i] = subject_bit(&tables->of[SUBJECT_TOTAL], columns[i]);
    enum status status = coverage_read(&reader.coverage, store->db, tables, error);
    if (status == STATUS_OK)
        status = db_prepare(store->db, &list, list_sql, error);
    if (status == STATUS_OK)
        db_bind(list, 2, (int64_t[]){vantage.as_of, vantage.known});
    while (status == STATUS_OK && (status = db_step(list, &row, error)) == STATUS_OK && row)
        take(&reader, list);
    sqlite3_finalize(list);
    coverage_release(&reader.coverage);
    free(tables);
    if (status != STATUS_OK)
        total_set_release(set);
    return status;
}

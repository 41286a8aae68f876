#include <string.h>

#include "core/text.h"
#include "data/merge_state.h"

/* Columns that hold a number of the other database by their name. Those of households have no
 * foreign key that would say so. */
static const struct mapped {
    const char *column, *map;
} mapped[] = {
    {"source_id", "source"},     {"city_id", "city"},           {"region_id", "region"},
    {"project_id", "project"},   {"stairwell_id", "stairwell"}, {"vintage_id", "vintage"},
    {"compound_id", "compound"},
};

static const char *map_of(const char *column, const char *parent)
{
    for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++)
        if (strcmp(column, mapped[i].column) == 0)
            return mapped[i].map;
    return strcmp(parent, "term") == 0 || strcmp(parent, "source") == 0 ? parent : NULL;
}

static void add_column(struct text *columns, struct text *values, const char *column,
                       const char *parent)
{
    const char *separator = columns->length > 0 ? ", " : "";
    const char *map = map_of(column, parent);
    text_addf(columns, "%s\"%s\"", separator, column);
    if (map != NULL)
        text_addf(values, "%s(SELECT new FROM temp.map_%s WHERE old = f.\"%s\")", separator, map,
                  column);
    else if (strcmp(column, "ordinal") == 0)
        text_addf(values, "%scoalesce(f.ordinal, f.source_id)", separator);
    else
        text_addf(values, "%sf.\"%s\"", separator, column);
}

/* All columns but a number of the table's own, which nothing refers to. */
static enum status list_columns(struct merge *merge, const char *table, struct text *columns,
                                struct text *values, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = db_prepare(merge->db, &statement,
                                    "SELECT i.name, coalesce(k.\"table\", '')"
                                    " FROM pragma_table_info(?1, 'main') i"
                                    " LEFT JOIN pragma_foreign_key_list(?1, 'main') k"
                                    " ON k.\"from\" = i.name ORDER BY i.cid",
                                    error);
    if (status == STATUS_OK)
        db_bind_text(statement, 1, table);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        const char *column = (const char *)sqlite3_column_text(statement, 0);
        if (strcmp(column, "reject_id") != 0)
            add_column(columns, values, column, (const char *)sqlite3_column_text(statement, 1));
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status count_rows(struct merge *merge, const char *table, const char *condition,
                              int64_t *count, struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql, "SELECT count(*) FROM other.%s f WHERE %s", table, condition);
    enum status status = db_number(merge->db, count, 0, sql.data, error);
    text_release(&sql);
    return status;
}

enum status merge_copy(struct merge *merge, const char *table, const char *condition,
                       int64_t *added, int64_t *seen, struct error *error)
{
    struct text columns = TEXT_INIT, values = TEXT_INIT;
    enum status status = list_columns(merge, table, &columns, &values, error);
    if (status == STATUS_OK)
        status = db_execf(merge->db, error,
                          "INSERT INTO main.%1$s (%2$s) SELECT %3$s FROM other.%1$s f WHERE %4$s"
                          " ON CONFLICT DO NOTHING",
                          table, columns.data, values.data, condition);
    if (status == STATUS_OK && added != NULL)
        *added = sqlite3_changes64(merge->db);
    if (status == STATUS_OK && seen != NULL)
        status = count_rows(merge, table, condition, seen, error);
    text_release(&columns);
    text_release(&values);
    return status;
}

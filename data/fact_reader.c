#include "data/fact_reader.h"

enum { WALK_AS_OF, WALK_SOURCE, WALK_LINE, WALK_LISTED, WALK_VALUES };

static uint64_t all_of(const struct subject_table *table, const char *const *fields)
{
    uint64_t mask = 0;
    if (fields == NULL)
        return table->field_count >= SUBJECT_COLUMNS_MAX ? UINT64_MAX
                                                         : (UINT64_C(1) << table->field_count) - 1;
    for (; *fields != NULL; fields++)
        mask |= subject_bit(table, *fields);
    return mask;
}

static void add_keys(const struct subject_table *table, struct text *sql)
{
    for (int i = 0; i < table->key_count; i++)
        text_addf(sql, "%s = ?%d AND ", table->keys[i], i + 1);
}

static enum status prepare_walk(struct fact_reader *reader, sqlite3 *db, struct vantage vantage,
                                struct error *error)
{
    const struct subject_table *table = reader->table;
    struct text sql = TEXT_INIT;
    text_addf(&sql, "SELECT as_of, source_id, line, %s", table->listed ? "listed" : "0");
    if (reader->wanted != 0)
        text_add(&sql, ", ");
    subject_list(table, reader->wanted, "", &sql);
    text_addf(&sql, " FROM %s WHERE ", table->name);
    add_keys(table, &sql);
    text_addf(&sql, "as_of <= %ld AND known <= %ld ORDER BY as_of DESC, known DESC, source_id DESC",
              (long)vantage.as_of, (long)vantage.known);
    enum status status = db_prepare(db, &reader->walk, sql.data, error);
    text_release(&sql);
    return status;
}

/* A skip scan: the next key after the last, by one seek. */
static enum status prepare_next_part(struct fact_reader *reader, sqlite3 *db, struct error *error)
{
    const struct subject_table *table = reader->table;
    struct text sql = TEXT_INIT;
    if (table->key_count == 2)
        text_addf(&sql, "SELECT %2$s FROM %1$s WHERE %3$s = ?1 AND %2$s > ?2 ORDER BY %2$s LIMIT 1",
                  table->name, table->keys[1], table->keys[0]);
    else
        text_addf(&sql,
                  "SELECT %2$s, %4$s FROM %1$s WHERE %3$s = ?1 AND (%2$s, %4$s) > (?2, ?3)"
                  " ORDER BY %2$s, %4$s LIMIT 1",
                  table->name, table->keys[1], table->keys[0], table->keys[2]);
    enum status status = db_prepare(db, &reader->next_part, sql.data, error);
    text_release(&sql);
    return status;
}

enum status fact_reader_init(struct fact_reader *reader, sqlite3 *db,
                             const struct subject_tables *tables, enum subject subject,
                             const struct coverage *coverage, const char *const *fields,
                             struct vantage vantage, struct error *error)
{
    *reader = (struct fact_reader){
        .table = &tables->of[subject], .subject = subject, .coverage = coverage};
    reader->wanted = all_of(reader->table, fields) & coverage_any(coverage, subject);
    enum status status = prepare_walk(reader, db, vantage, error);
    if (status == STATUS_OK && reader->table->key_count > 1)
        status = prepare_next_part(reader, db, error);
    return status;
}

void fact_reader_release(struct fact_reader *reader)
{
    sqlite3_finalize(reader->walk);
    sqlite3_finalize(reader->next_part);
    *reader = (struct fact_reader){0};
}

static void take(const struct fact_reader *reader, struct overlay *overlay, uint64_t part,
                 daynum as_of, int64_t source)
{
    int at = WALK_VALUES;
    for (uint64_t left = reader->wanted; left != 0; left &= left - 1, at++) {
        uint64_t bit = left & -left;
        if ((part & bit) == 0)
            continue;
        int column = __builtin_ctzll(bit);
        overlay->values[column] = db_value(reader->walk, at);
        overlay->as_of[column] = as_of;
        overlay->sources[column] = source;
    }
    overlay->taken |= part;
}

static void look_at(const struct fact_reader *reader, struct overlay *overlay)
{
    sqlite3_stmt *walk = reader->walk;
    daynum as_of = (daynum)sqlite3_column_int64(walk, WALK_AS_OF);
    int64_t source = sqlite3_column_int64(walk, WALK_SOURCE);
    struct provenance from = {source, sqlite3_column_int64(walk, WALK_LINE)};
    if (!overlay->any) {
        overlay->any = true;
        overlay->newest = as_of;
        overlay->from = from;
    }
    if (!overlay->listed && sqlite3_column_int(walk, WALK_LISTED)) {
        overlay->listed = true;
        overlay->listed_as_of = as_of;
        overlay->listed_from = from;
    }
    if (overlay->complete_as_of == DAYNUM_NONE && sqlite3_column_int(walk, WALK_LISTED) &&
        coverage_describes(reader->coverage, source))
        overlay->complete_as_of = as_of;
    uint64_t open = reader->wanted & ~overlay->taken;
    uint64_t part = open & coverage_of(reader->coverage, source, reader->subject);
    if (part != 0)
        take(reader, overlay, part, as_of, source);
}

enum status fact_read(struct fact_reader *reader, const int64_t *keys, struct overlay *overlay,
                      struct error *error)
{
    bool row = false;
    enum status status;
    overlay->taken = 0;
    overlay->any = overlay->listed = false;
    overlay->newest = overlay->listed_as_of = overlay->complete_as_of = DAYNUM_NONE;
    overlay->from = overlay->listed_from = (struct provenance){0};
    for (int i = 0; i < reader->table->field_count; i++)
        overlay->values[i] = VALUE_NONE;
    db_bind(reader->walk, reader->table->key_count, keys);
    while ((status = db_step(reader->walk, &row, error)) == STATUS_OK && row) {
        look_at(reader, overlay);
        if (overlay->taken == reader->wanted &&
            (overlay->complete_as_of != DAYNUM_NONE || !reader->table->listed))
            break;
    }
    sqlite3_reset(reader->walk);
    return status;
}

enum status fact_next_part(struct fact_reader *reader, int64_t *keys, bool *found,
                           struct error *error)
{
    int parts = reader->table->key_count - 1;
    db_bind(reader->next_part, reader->table->key_count, keys);
    /* INT64_MIN is the start here, not an unknown. */
    for (int i = 1; i <= parts; i++)
        sqlite3_bind_int64(reader->next_part, i + 1, keys[i]);
    enum status status = db_step(reader->next_part, found, error);
    for (int i = 0; i < parts && *found; i++)
        keys[i + 1] = sqlite3_column_int64(reader->next_part, i);
    sqlite3_reset(reader->next_part);
    return status;
}

int fact_column(const struct fact_reader *reader, const char *field)
{
    return subject_column(reader->table, dictionary_find(field));
}

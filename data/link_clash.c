#include "data/link_clash.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/fact_writer.h"
#include "data/reject.h"

/* Two rows of one file, be it by way of a sheet of rejects: one of the project that is joined, one
 * of that which stays. */
struct clash {
    struct fact_file moving, staying;
    bool differs, by_code; /* they say different things; the one that stays names no name */
};

struct clashes {
    struct clash *items;
    size_t count, capacity;
};

/* What only rows of one compound have: where a list of projects has it twice, a row comes twice. */
static bool is_of_row(const struct subject_table *table)
{
    return strcmp(table->name, "compound_fact") == 0 || strcmp(table->name, "consent_fact") == 0;
}

/* The file and the line of a version: those of the row that a sheet of rejects has put right. */
#define FILE_OF(v, part)                                                                           \
    "coalesce((SELECT of_" part " FROM returned_row b WHERE b.source_id = " v ".source_id"         \
    " AND b.line = " v ".line), " v "." part

/* "FROM table m JOIN table s" where both will be one fact of one source. */
static void add_meeting(const struct subject_table *table, int64_t from, int64_t into,
                        struct text *sql)
{
    text_addf(sql,
              " FROM %1$s m JOIN %1$s s ON " FILE_OF("s", "source") "_id) = " FILE_OF(
                  "m", "source") "_id) AND s.as_of = m.as_of",
              table->name);
    for (int i = 0; i < table->key_count; i++)
        if (strcmp(table->keys[i], "compound_id") == 0)
            text_addf(sql,
                      " AND (SELECT name_key FROM compound WHERE compound_id = m.compound_id) ="
                      " (SELECT name_key FROM compound WHERE compound_id = s.compound_id)");
        else if (i > 0)
            text_addf(sql, " AND s.%1$s = m.%1$s", table->keys[i]);
    text_addf(sql,
              table->keys[0][0] == 'c'
                  ? " WHERE m.compound_id IN (SELECT compound_id FROM compound"
                    " WHERE project_id = %lld) AND s.compound_id IN"
                    " (SELECT compound_id FROM compound WHERE project_id = %lld)"
                  : " WHERE m.project_id = %lld AND s.project_id = %lld",
              (long long)from, (long long)into);
    /* Merged databases may have one row of both projects. */
    text_add(sql, " AND " FILE_OF("m", "line") ") <> " FILE_OF("s", "line") ")");
}

static enum status note_clashes(sqlite3 *db, const struct subject_table *table, int64_t from,
                                int64_t into, struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql,
              "INSERT INTO temp.clash SELECT m.source_id, m.line, s.source_id, s.line,"
              " %d OR (SELECT kind <> %d FROM source c WHERE c.source_id = m.source_id), (",
              is_of_row(table), (int)KIND_PROJECTS);
    subject_list(table, UINT64_MAX, "m.", &sql);
    text_add(&sql, ") IS NOT (");
    subject_list(table, UINT64_MAX, "s.", &sql);
    text_add(&sql, ")");
    add_meeting(table, from, into, &sql);
    enum status status = db_exec(db, sql.data, error);
    text_release(&sql);
    return status;
}

static enum status read_clashes(sqlite3 *db, struct clashes *clashes, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = db_prepare(
        db, &statement,
        "SELECT source_id, moving, of_source, staying, max(differs), NOT EXISTS (SELECT 1"
        "  FROM named_row n WHERE n.source_id = c.of_source AND n.line = c.staying)"
        " FROM temp.clash c GROUP BY 1, 2, 3, 4 HAVING max(of_row) ORDER BY 1, 2, 3, 4",
        error);
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(clashes->items, clashes->count + 1, clashes->capacity);
        clashes->items[clashes->count++] =
            (struct clash){{sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1)},
                           {sqlite3_column_int64(statement, 2), sqlite3_column_int64(statement, 3)},
                           sqlite3_column_int(statement, 4),
                           sqlite3_column_int(statement, 5)};
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status settle(struct withdrawal *withdrawal, const struct clash *clash,
                          struct error *error)
{
    const struct fact_file *staying = &clash->staying, *moving = &clash->moving;
    bool first = staying->source_id != moving->source_id ? staying->source_id < moving->source_id
                                                         : staying->line < moving->line;
    bool stays = clash->by_code || first;
    const struct fact_file *kept = stays ? staying : moving, *other = stays ? moving : staying;
    if (!clash->differs)
        return withdrawal_repeats(withdrawal, other->source_id, other->line, error);
    struct text message = TEXT_INIT;
    enum status status = STATUS_OK;
    if (kept->source_id == other->source_id)
        text_addf(&message, _("line %lld has the same key with other values"),
                  (long long)kept->line);
    else
        status =
            reject_say_other(withdrawal->db, kept->source_id, kept->line, NULL, &message, error);
    const struct reject reject = {.source_id = other->source_id,
                                  .line = other->line,
                                  .field = "",
                                  .code = name_of(&reject_code_names, REJECT_PRIMARY_KEY),
                                  .value = "",
                                  .message = message.data};
    if (status == STATUS_OK)
        status = withdraw(withdrawal, &reject, error);
    text_release(&message);
    return status;
}

/* Of two rows of a list that are no doubles the earlier one speaks for the project. */
static enum status let_speak(sqlite3 *db, const struct subject_table *table, int64_t from,
                             int64_t into, struct error *error)
{
    const int64_t losers[] = {from, into};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < 2 && status == STATUS_OK; i++) {
        struct text sql = TEXT_INIT;
        text_addf(&sql,
                  "DELETE FROM %1$s WHERE project_id = %2$lld AND (source_id, line, as_of) IN"
                  " (SELECT max(m.source_id, s.source_id), iif(m.source_id = s.source_id,"
                  "  max(m.line, s.line), iif(m.source_id > s.source_id, m.line, s.line)), m.as_of",
                  table->name, (long long)losers[i]);
        add_meeting(table, from, into, &sql);
        text_addf(&sql, " AND (SELECT kind FROM source c WHERE c.source_id = m.source_id) = %d)",
                  (int)KIND_PROJECTS);
        status = db_exec(db, sql.data, error);
        text_release(&sql);
    }
    return status;
}

enum status link_clash_settle(struct withdrawal *withdrawal, int64_t from, int64_t into,
                              struct error *error)
{
    sqlite3 *db = withdrawal->db;
    struct clashes clashes = {0};
    const struct subject_table *tables = withdrawal->tables.of;
    enum status status =
        db_exec(db,
                "CREATE TEMP TABLE IF NOT EXISTS clash (source_id INTEGER,"
                " moving INTEGER, of_source INTEGER, staying INTEGER, of_row INTEGER,"
                " differs INTEGER); DELETE FROM temp.clash",
                error);
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++)
        if (tables[i].name != NULL && i != SUBJECT_TOTAL)
            status = note_clashes(db, &tables[i], from, into, error);
    if (status == STATUS_OK)
        status = read_clashes(db, &clashes, error);
    for (size_t i = 0; i < clashes.count && status == STATUS_OK; i++)
        status = settle(withdrawal, &clashes.items[i], error);
    for (int i = 0; i < SUBJECT_COUNT && status == STATUS_OK; i++)
        if (tables[i].name != NULL && i != SUBJECT_TOTAL && !is_of_row(&tables[i]))
            status = let_speak(db, &tables[i], from, into, error);
    free(clashes.items);
    return status;
}

#include <string.h>

#include "data/dictionary.h"
#include "data/fact_version.h"

/* What is there: the newest word on each covered column, and the version of the file itself. */
struct standing {
    int64_t values[SUBJECT_COLUMNS_MAX];
    uint64_t open; /* columns that no version covers */
    daynum own;    /* `known` of the file's own version; DAYNUM_NONE: none */
    daynum newest;
};

static void take_standing(const struct fact_writer *writer, struct standing *standing)
{
    int64_t source = sqlite3_column_int64(writer->find, FIND_SOURCE);
    daynum known = db_day(writer->find, FIND_KNOWN);
    uint64_t part = standing->open & coverage_of(writer->coverage, source, writer->subject);
    int value = 0;
    if (writer->known != DAYNUM_NONE && known > writer->known)
        return;
    if (source == writer->source_id && standing->own == DAYNUM_NONE)
        standing->own = known;
    if (standing->newest == DAYNUM_NONE)
        standing->newest = known;
    for (uint64_t left = writer->mask; left != 0; left &= left - 1, value++)
        if ((part & left & -left) != 0)
            standing->values[value] = db_value(writer->find, FIND_VALUES + value);
    standing->open &= ~part;
}

static enum status read_standing(struct fact_writer *writer, const struct fact *fact,
                                 struct standing *standing, struct error *error)
{
    bool row = false;
    enum status status;
    *standing = (struct standing){.open = writer->mask, .own = DAYNUM_NONE, .newest = DAYNUM_NONE};
    for (int i = 0; i < SUBJECT_COLUMNS_MAX; i++)
        standing->values[i] = VALUE_NONE;
    fact_find(writer, fact);
    while ((status = db_step(writer->find, &row, error)) == STATUS_OK && row)
        take_standing(writer, standing);
    sqlite3_reset(writer->find);
    return status;
}

enum status fact_fill(struct fact_writer *writer, struct fact *fact, struct error *error)
{
    struct standing standing;
    enum status status = read_standing(writer, fact, &standing, error);
    for (int i = 0; i < writer->width && status == STATUS_OK; i++)
        if (!value_is_known(fact->values[i]))
            fact->values[i] = standing.values[i];
    return status;
}

/* Whether the current version is of another row of the file that the fact comes from, be it in a
 * sheet as well. */
static bool is_of_file(struct fact_writer *writer, const struct fact *fact, enum status *status,
                       struct error *error)
{
    sqlite3_stmt *back = writer->returned;
    const int64_t source = sqlite3_column_int64(writer->find, FIND_SOURCE);
    bool row = false;
    if (source == fact->from.source_id || *status != STATUS_OK)
        return source == fact->from.source_id;
    db_bind(back, 4,
            (int64_t[]){source, sqlite3_column_int64(writer->find, FIND_LINE), fact->from.source_id,
                        fact->from.line});
    *status = db_step(back, &row, error);
    sqlite3_reset(back);
    return row;
}

/* The first column in which the current version says otherwise; -1 where none does. */
static int differing(const struct fact_writer *writer, const struct fact *fact, bool of_project)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    const uint64_t covered = coverage_of(
        writer->coverage, sqlite3_column_int64(writer->find, FIND_SOURCE), writer->subject);
    int value = 0;
    for (int i = 0; i < writer->table->field_count; i++) {
        if ((writer->mask >> i & 1) == 0)
            continue;
        const enum field_type type = fields[writer->table->fields[i]].type;
        const int64_t said = fact->values[value];
        const int64_t there = db_value(writer->find, FIND_VALUES + value++);
        const bool is_word = type == FIELD_SET || type == FIELD_TEXT || type == FIELD_CODE;
        if (of_project && (is_word || !value_is_known(said) || !value_is_known(there)))
            continue;
        if ((covered >> i & 1) != 0 && there != said)
            return i;
    }
    return -1;
}

enum status fact_said(struct fact_writer *writer, const struct fact *fact, bool of_project,
                      struct fact_saying *saying, struct error *error)
{
    bool row = false;
    *saying = (struct fact_saying){.column = -1};
    if (fact->from.source_id == 0)
        return STATUS_OK;
    enum status status = STATUS_OK;
    if (writer->returned == NULL)
        status = db_prepare(sqlite3_db_handle(writer->find), &writer->returned,
                            "SELECT 1 FROM returned_row WHERE source_id = ?1 AND line = ?2"
                            " AND of_source = ?3 AND of_line <> ?4",
                            error);
    fact_find(writer, fact);
    while (status == STATUS_OK && !saying->differs &&
           (status = db_step(writer->find, &row, error)) == STATUS_OK && row) {
        if (!is_of_file(writer, fact, &status, error))
            continue;
        const int column = differing(writer, fact, of_project);
        *saying = (struct fact_saying){
            .source_id = sqlite3_column_int64(writer->find, FIND_SOURCE),
            .line = sqlite3_column_int64(writer->find, FIND_LINE),
            .differs = column >= 0,
            .column = column,
        };
    }
    sqlite3_reset(writer->find);
    return status;
}

enum status fact_own(struct fact_writer *writer, const struct fact *fact, struct error *error)
{
    struct standing standing;
    enum fact_fate fate;
    enum status status = read_standing(writer, fact, &standing, error);
    if (status != STATUS_OK || standing.own != DAYNUM_NONE || standing.newest == DAYNUM_NONE)
        return status;
    struct fact own = *fact;
    memcpy(own.values, standing.values, sizeof own.values);
    return fact_insert(writer, &own, fact_known_from(writer, fact, false, standing.newest), &fate,
                       error);
}

/* Joins the row's values to what is there; true where that becomes more. */
static bool join(const struct fact_writer *writer, const struct fact *fact,
                 struct standing *standing, int *column)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    bool more = false;
    int value = 0;
    *column = -1;
    for (int i = 0; i < writer->table->field_count; i++) {
        if ((writer->mask >> i & 1) == 0)
            continue;
        int64_t *there = &standing->values[value], said = fact->values[value];
        enum field_type type = fields[writer->table->fields[i]].type;
        value++;
        if (!value_is_known(said) || said == *there)
            continue;
        if (value_is_known(*there) && type == FIELD_SET)
            said |= *there;
        else if (value_is_known(*there) && (type == FIELD_TEXT || type == FIELD_CODE))
            continue;
        else if (value_is_known(*there) && *column < 0)
            *column = i;
        more |= said != *there;
        *there = said;
    }
    return more;
}

static enum status update(struct fact_writer *writer, const struct fact *fact,
                          const struct standing *standing, struct error *error)
{
    int at = 0;
    sqlite3_reset(writer->complete);
    for (int i = 0; i < writer->width; i++)
        db_bind_value(writer->complete, ++at, standing->values[i]);
    at = fact_bind(writer, writer->complete, at, fact);
    sqlite3_bind_int64(writer->complete, ++at, standing->own);
    sqlite3_bind_int64(writer->complete, ++at, writer->source_id);
    return db_run(writer->complete, error);
}

enum status fact_complete(struct fact_writer *writer, const struct fact *fact, int *column,
                          enum fact_fate *fate, struct error *error)
{
    struct standing standing;
    enum status status = read_standing(writer, fact, &standing, error);
    *fate = FACT_SAME;
    if (status != STATUS_OK || !join(writer, fact, &standing, column) || *column >= 0 ||
        fact->compare_only)
        return status;
    *fate = FACT_NEW;
    if (standing.own != DAYNUM_NONE)
        return update(writer, fact, &standing, error);
    struct fact whole = *fact;
    memcpy(whole.values, standing.values, sizeof whole.values);
    return fact_insert(writer, &whole, fact_known_from(writer, fact, false, standing.newest), fate,
                       error);
}

#include "data/fact_writer.h"

/* Columns of the search before the values: known, source_id, listed. */
enum { FIND_KNOWN, FIND_SOURCE, FIND_LISTED, FIND_VALUES };

static void add_keys(const struct subject_table *table, const char *after, struct text *sql)
{
    for (int i = 0; i < table->key_count; i++)
        text_addf(sql, "%s%s", table->keys[i], after);
}

static enum status prepare_find(struct fact_writer *writer, sqlite3 *db, struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql, "SELECT known, source_id, %s", writer->table->listed ? "listed" : "0");
    if (writer->mask != 0)
        text_add(&sql, ", ");
    subject_list(writer->table, writer->mask, "", &sql);
    text_addf(&sql, " FROM %s WHERE ", writer->table->name);
    add_keys(writer->table, " = ? AND ", &sql);
    text_add(&sql, "as_of = ? ORDER BY known DESC, source_id DESC");
    enum status status = db_prepare(db, &writer->find, sql.data, error);
    text_release(&sql);
    return status;
}

static enum status prepare_insert(struct fact_writer *writer, sqlite3 *db, struct error *error)
{
    struct text sql = TEXT_INIT;
    int count = writer->table->key_count + 4 + writer->table->listed + writer->width;
    text_addf(&sql, "INSERT INTO %s (", writer->table->name);
    add_keys(writer->table, ", ", &sql);
    text_addf(&sql, "as_of, known, source_id, line%s", writer->table->listed ? ", listed" : "");
    if (writer->mask != 0)
        text_add(&sql, ", ");
    subject_list(writer->table, writer->mask, "", &sql);
    text_add(&sql, ") VALUES (?");
    for (int i = 1; i < count; i++)
        text_add(&sql, ", ?");
    text_add(&sql, ")");
    enum status status = db_prepare(db, &writer->insert, sql.data, error);
    text_release(&sql);
    return status;
}

enum status fact_writer_init(struct fact_writer *writer, sqlite3 *db,
                             const struct subject_tables *tables, enum subject subject,
                             const struct coverage *coverage, int64_t source_id, daynum known,
                             daynum today, struct error *error)
{
    *writer = (struct fact_writer){.table = &tables->of[subject],
                                   .subject = subject,
                                   .coverage = coverage,
                                   .mask = coverage_of(coverage, source_id, subject),
                                   .source_id = source_id,
                                   .known = known,
                                   .today = today};
    writer->width = __builtin_popcountll(writer->mask);
    enum status status = prepare_find(writer, db, error);
    return status == STATUS_OK ? prepare_insert(writer, db, error) : status;
}

void fact_writer_release(struct fact_writer *writer)
{
    sqlite3_finalize(writer->find);
    sqlite3_finalize(writer->insert);
    *writer = (struct fact_writer){0};
}

/* What the versions that are there say of a fact. */
struct finding {
    bool any;          /* there is a version */
    bool contradicted; /* one of the values is another */
    bool complete;     /* all covered columns were covered before */
    bool at_known;     /* there is a version of the request's own `known` */
    daynum newest;     /* `known` of the newest version that said something of it */
};

/* Compares the columns in `part` with the current version; true where one differs. */
static bool differs(const struct fact_writer *writer, const struct fact *fact, uint64_t part)
{
    int value = 0;
    for (uint64_t left = writer->mask; left != 0; left &= left - 1, value++) {
        uint64_t bit = left & -left;
        if ((part & bit) != 0 && db_value(writer->find, FIND_VALUES + value) != fact->values[value])
            return true;
    }
    return false;
}

static void look_at(const struct fact_writer *writer, const struct fact *fact, uint64_t *open,
                    bool *listed, struct finding *finding)
{
    daynum known = db_day(writer->find, FIND_KNOWN);
    if (writer->known != DAYNUM_NONE && known > writer->known)
        return;
    int64_t source = sqlite3_column_int64(writer->find, FIND_SOURCE);
    uint64_t part = *open & coverage_of(writer->coverage, source, writer->subject);
    finding->any = true;
    finding->at_known |= known == writer->known;
    *listed |= sqlite3_column_int64(writer->find, FIND_LISTED) != 0;
    if (part != 0 && finding->newest == DAYNUM_NONE)
        finding->newest = known;
    if (differs(writer, fact, part))
        finding->contradicted = true;
    *open &= ~part;
}

static enum status look_up(struct fact_writer *writer, const struct fact *fact,
                           struct finding *finding, struct error *error)
{
    uint64_t open = writer->mask;
    bool row = false, listed = false;
    enum status status = STATUS_OK;
    *finding = (struct finding){.newest = DAYNUM_NONE};
    db_bind(writer->find, writer->table->key_count, fact->keys);
    sqlite3_bind_int64(writer->find, writer->table->key_count + 1, fact->as_of);
    while ((status = db_step(writer->find, &row, error)) == STATUS_OK && row)
        look_at(writer, fact, &open, &listed, finding);
    sqlite3_reset(writer->find);
    finding->complete =
        finding->any && open == 0 && (listed || fact->listed == 0 || !writer->table->listed);
    return status;
}

static enum status insert(struct fact_writer *writer, const struct fact *fact, daynum known,
                          enum fact_fate *fate, struct error *error)
{
    int at = writer->table->key_count;
    db_bind(writer->insert, at, fact->keys);
    sqlite3_bind_int64(writer->insert, ++at, fact->as_of);
    sqlite3_bind_int64(writer->insert, ++at, known);
    sqlite3_bind_int64(writer->insert, ++at, writer->source_id);
    sqlite3_bind_int64(writer->insert, ++at, fact->line);
    if (writer->table->listed)
        sqlite3_bind_int64(writer->insert, ++at, fact->listed);
    for (int i = 0; i < writer->width; i++)
        db_bind_value(writer->insert, ++at, fact->values[i]);
    int code = sqlite3_step(writer->insert);
    enum status status = STATUS_OK;
    if (code == SQLITE_CONSTRAINT_CHECK || code == SQLITE_CONSTRAINT_PRIMARYKEY)
        *fate = FACT_REFUSED;
    else if (code != SQLITE_DONE)
        status = db_fail(sqlite3_db_handle(writer->insert), error);
    sqlite3_reset(writer->insert);
    return status;
}

static bool is_blank(const struct fact_writer *writer, const struct fact *fact)
{
    for (int i = 0; i < writer->width; i++)
        if (value_is_known(fact->values[i]))
            return false;
    return true;
}

/* From which day a version that has to be written is known. */
static daynum known_from(const struct fact_writer *writer, const struct fact *fact,
                         const struct finding *finding)
{
    if (writer->known != DAYNUM_NONE)
        return writer->known;
    if (finding->contradicted)
        return writer->today > fact->as_of ? writer->today : fact->as_of;
    /* What it repeats of a correction must not become known before the correction was. */
    return finding->newest > fact->as_of ? finding->newest : fact->as_of;
}

enum status fact_write(struct fact_writer *writer, const struct fact *fact, enum fact_fate *fate,
                       struct error *error)
{
    struct finding finding;
    enum status status = look_up(writer, fact, &finding, error);
    if (status != STATUS_OK)
        return status;
    if (!finding.any && fact->skip_blank && is_blank(writer, fact)) {
        *fate = FACT_SAME;
        return STATUS_OK;
    }
    *fate = finding.contradicted ? FACT_CORRECTS : finding.complete ? FACT_SAME : FACT_NEW;
    /* With a `known` of its own even a repetition has to stand at that day: an older version
     * that has not been loaded yet may come between. */
    bool needed = *fate != FACT_SAME || (writer->known != DAYNUM_NONE && !finding.at_known);
    if (fact->compare_only || !needed)
        return STATUS_OK;
    return insert(writer, fact, known_from(writer, fact, &finding), fate, error);
}

#include "data/fact_writer.h"

#include "data/fact_version.h"

static void add_keys(const struct subject_table *table, const char *after, struct text *sql)
{
    for (int i = 0; i < table->key_count; i++)
        text_addf(sql, "%s%s", table->keys[i], after);
}

static enum status prepare_find(struct fact_writer *writer, sqlite3 *db, struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql,
              "SELECT known, source_id, line, %s, EXISTS (SELECT 1 FROM named_row n"
              " WHERE n.source_id = f.source_id AND n.line = f.line"
              " AND (n.by, n.region_id, n.word) <> (?1, ?2, ?3))",
              writer->table->listed ? "listed" : "0");
    if (writer->mask != 0)
        text_add(&sql, ", ");
    subject_list(writer->table, writer->mask, "", &sql);
    text_addf(&sql, " FROM %s f WHERE ", writer->table->name);
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

static enum status prepare_take_over(struct fact_writer *writer, sqlite3 *db, struct error *error)
{
    struct text sql = TEXT_INIT;
    text_addf(&sql, "UPDATE %s SET line = ? WHERE ", writer->table->name);
    add_keys(writer->table, " = ? AND ", &sql);
    text_add(&sql, "as_of = ? AND source_id = ? AND line = ?");
    enum status status = db_prepare(db, &writer->take_over, sql.data, error);
    text_release(&sql);
    return status;
}

static enum status prepare_complete(struct fact_writer *writer, sqlite3 *db, struct error *error)
{
    struct text sql = TEXT_INIT;
    if (writer->mask == 0)
        return STATUS_OK;
    text_addf(&sql, "UPDATE %s SET (", writer->table->name);
    subject_list(writer->table, writer->mask, "", &sql);
    text_add(&sql, ") = (SELECT ?");
    for (int i = 1; i < writer->width; i++)
        text_add(&sql, ", ?");
    text_add(&sql, ") WHERE ");
    add_keys(writer->table, " = ? AND ", &sql);
    text_add(&sql, "as_of = ? AND known = ? AND source_id = ?");
    enum status status = db_prepare(db, &writer->complete, sql.data, error);
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
    if (status == STATUS_OK)
        status = prepare_insert(writer, db, error);
    if (status == STATUS_OK)
        status = prepare_take_over(writer, db, error);
    return status == STATUS_OK ? prepare_complete(writer, db, error) : status;
}

void fact_writer_release(struct fact_writer *writer)
{
    sqlite3_finalize(writer->find);
    sqlite3_finalize(writer->insert);
    sqlite3_finalize(writer->take_over);
    sqlite3_finalize(writer->complete);
    sqlite3_finalize(writer->returned);
    *writer = (struct fact_writer){0};
}

/* What the versions that are there say of a fact. */
struct finding {
    bool any;          /* there is a version */
    bool contradicted; /* one of the values is another */
    bool complete;     /* all covered columns were covered before */
    bool at_known;     /* there is a version of the request's own `known` */
    daynum newest;     /* `known` of the newest version that said something of it */
    bool stands;       /* what stays as long as the row does says all of it */
    bool sure_differs; /* … or something else */
    int64_t own_line;  /* of an unsure version of the source itself; 0: none */
};

/* What the versions looked at so far have left open: columns, and whether a list named it. */
struct search {
    uint64_t open;
    bool listed;
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

/* Takes what the current version says of the columns that are open; true where that differs. */
static bool search_on(struct search *search, const struct fact_writer *writer,
                      const struct fact *fact)
{
    int64_t source = sqlite3_column_int64(writer->find, FIND_SOURCE);
    uint64_t part = search->open & coverage_of(writer->coverage, source, writer->subject);
    search->listed |= sqlite3_column_int64(writer->find, FIND_LISTED) != 0;
    search->open &= ~part;
    return differs(writer, fact, part);
}

static bool is_complete(const struct search *search, const struct fact_writer *writer,
                        const struct fact *fact)
{
    return search->open == 0 && (search->listed || fact->listed == 0 || !writer->table->listed);
}

/* `sure` is the search among the versions that stay as long as the row does. */
static void look_at(const struct fact_writer *writer, const struct fact *fact,
                    struct search *search, struct search *sure, struct finding *finding)
{
    daynum known = db_day(writer->find, FIND_KNOWN);
    if (writer->known != DAYNUM_NONE && known > writer->known)
        return;
    uint64_t open = search->open;
    finding->any = true;
    finding->at_known |= known == writer->known;
    if (search_on(search, writer, fact))
        finding->contradicted = true;
    if (open != search->open && finding->newest == DAYNUM_NONE)
        finding->newest = known;
    if (sqlite3_column_int(writer->find, FIND_UNSURE) == 0) {
        finding->stands = true;
        if (search_on(sure, writer, fact))
            finding->sure_differs = true;
    } else if (sqlite3_column_int64(writer->find, FIND_SOURCE) == writer->source_id) {
        finding->own_line = sqlite3_column_int64(writer->find, FIND_LINE);
    }
}

int fact_bind(const struct fact_writer *writer, sqlite3_stmt *statement, int at,
              const struct fact *fact)
{
    for (int i = 0; i < writer->table->key_count; i++)
        sqlite3_bind_int64(statement, ++at, fact->keys[i]);
    sqlite3_bind_int64(statement, ++at, fact->as_of);
    return at;
}

void fact_find(struct fact_writer *writer, const struct fact *fact)
{
    db_bind(writer->find, FACT_NAME, fact->name);
    fact_bind(writer, writer->find, FACT_NAME, fact);
}

static enum status look_up(struct fact_writer *writer, const struct fact *fact,
                           struct finding *finding, struct error *error)
{
    struct search search = {.open = writer->mask}, sure = search;
    bool row = false;
    enum status status = STATUS_OK;
    *finding = (struct finding){.newest = DAYNUM_NONE};
    fact_find(writer, fact);
    while ((status = db_step(writer->find, &row, error)) == STATUS_OK && row)
        look_at(writer, fact, &search, &sure, finding);
    sqlite3_reset(writer->find);
    finding->complete = finding->any && is_complete(&search, writer, fact);
    finding->stands &= !finding->sure_differs && is_complete(&sure, writer, fact);
    return status;
}

enum status fact_insert(struct fact_writer *writer, const struct fact *fact, daynum known,
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

daynum fact_known_from(const struct fact_writer *writer, const struct fact *fact, bool contradicted,
                       daynum newest)
{
    if (writer->known != DAYNUM_NONE)
        return writer->known;
    if (contradicted)
        return writer->today > fact->as_of ? writer->today : fact->as_of;
    /* What it repeats of a correction must not become known before the correction was. */
    return newest > fact->as_of ? newest : fact->as_of;
}

static daynum known_from(const struct fact_writer *writer, const struct fact *fact,
                         const struct finding *finding)
{
    return fact_known_from(writer, fact, finding->contradicted, finding->newest);
}

/*
 * What is there may be taken back, and then the row must have said it too: it gets a version of
 * its own. Where an earlier row of its file has that, which need not mean the project that it was
 * taken for, it becomes the version of a row that knows by its code.
 */
static enum status repeat(struct fact_writer *writer, const struct fact *fact,
                          const struct finding *finding, enum fact_fate *fate, struct error *error)
{
    int at = 1;
    if (finding->own_line == 0)
        return fact_insert(writer, fact, known_from(writer, fact, finding), fate, error);
    if (fact->name[0] != 0)
        return STATUS_OK;
    sqlite3_reset(writer->take_over);
    sqlite3_bind_int64(writer->take_over, at, fact->line);
    at = fact_bind(writer, writer->take_over, at, fact);
    sqlite3_bind_int64(writer->take_over, ++at, writer->source_id);
    sqlite3_bind_int64(writer->take_over, ++at, finding->own_line);
    enum status status = db_run(writer->take_over, error);
    return status == STATUS_OK
               ? db_execf(sqlite3_db_handle(writer->take_over), error,
                          "UPDATE named_row SET loaded = 0 WHERE source_id = %lld AND line = %lld",
                          (long long)writer->source_id, (long long)finding->own_line)
               : status;
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
    if (*fate == FACT_SAME && !finding.stands && (fact->compare_only || !needed))
        return repeat(writer, fact, &finding, fate, error);
    if (fact->compare_only || !needed)
        return STATUS_OK;
    return fact_insert(writer, fact, known_from(writer, fact, &finding), fate, error);
}

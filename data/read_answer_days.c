/*
 * What is odd about the days of answers. It looks at every household of a survey, which counting
 * never does: for a check alone.
 */
#include "core/names.h"
#include "data/read_state.h"

/* Visible at the vantage, and an answer. */
#define VISIBLE(row, vintage)                                                                      \
    row ".answer <> %d AND " vintage ".as_of <= %d AND " vintage ".known <= %d"

static const char early_sql[] =
    "SELECT count(*), min(a.answered) FROM household_answer a"
    " JOIN vintage v ON v.vintage_id = a.vintage_id"
    " WHERE a.compound_id = ?1 AND a.answered < ?2 AND " VISIBLE("a", "v");

static const char clash_sql[] =
    "SELECT count(*) FROM (SELECT DISTINCT p.stairwell_id, p.door FROM household_past p"
    " JOIN household_answer a USING (compound_id, stairwell_id, door)"
    " JOIN vintage pv ON pv.vintage_id = p.vintage_id"
    " JOIN vintage av ON av.vintage_id = a.vintage_id"
    " WHERE p.compound_id = ?1 AND p.answered = a.answered AND p.answer <> a.answer"
    " AND " VISIBLE("p", "pv") " AND " VISIBLE("a", "av") ")";

static enum status prepare(struct reading *reading, sqlite3_stmt **statement, const char *format,
                           struct error *error)
{
    const struct vantage *at = &reading->vantage;
    char *sql = sqlite3_mprintf(format, ANSWER_NONE, at->as_of, at->known, ANSWER_NONE, at->as_of,
                                at->known);
    enum status status = db_prepare(reading->db, statement, sql, error);
    sqlite3_free(sql);
    return status;
}

static enum status read_early(sqlite3_stmt *early, struct consent_tally *tally, struct error *error)
{
    bool row = false;
    if (tally->survey_start == DAYNUM_NONE)
        return STATUS_OK;
    db_bind(early, 2, (int64_t[]){tally->compound_id, tally->survey_start});
    enum status status = db_step(early, &row, error);
    if (row) {
        tally->early_answers = sqlite3_column_int64(early, 0);
        tally->first_answer = db_day(early, 1);
    }
    sqlite3_reset(early);
    return status;
}

static enum status read_clashes(sqlite3_stmt *clashes, struct consent_tally *tally,
                                struct error *error)
{
    bool row = false;
    db_bind(clashes, 1, &tally->compound_id);
    enum status status = db_step(clashes, &row, error);
    if (row)
        tally->clashes = sqlite3_column_int64(clashes, 0);
    sqlite3_reset(clashes);
    return status;
}

enum status read_answer_days(struct reading *reading, struct error *error)
{
    struct consent_set *set = &reading->dataset->consent;
    sqlite3_stmt *early = NULL, *clashes = NULL;
    enum status status = prepare(reading, &early, early_sql, error);
    if (status == STATUS_OK)
        status = prepare(reading, &clashes, clash_sql, error);
    for (size_t i = 0; i < set->tally_count && status == STATUS_OK; i++) {
        if (!set->tallies[i].from_answers)
            continue;
        status = read_early(early, &set->tallies[i], error);
        if (status == STATUS_OK)
            status = read_clashes(clashes, &set->tallies[i], error);
    }
    sqlite3_finalize(early);
    sqlite3_finalize(clashes);
    return status;
}

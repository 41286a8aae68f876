/*
 * What is odd about the days of answers: for a check alone. The tallies by month tell which surveys
 * have answers that may be too early; of these alone, and of answers that were superseded, it looks
 * at households.
 */
#include "core/names.h"
#include "data/read_state.h"

/* Visible at the vantage, and an answer. */
#define VISIBLE(row, vintage)                                                                      \
    row ".answer <> %3$d AND " vintage ".as_of <= %1$d AND " vintage ".known <= %2$d"

/* Answers up to the end of a month. */
static const char by_month_sql[] =
    "SELECT sum(m.agree + m.disagree + m.abstain) > 0 FROM consent_month m"
    " WHERE m.compound_id = ?1 AND m.month_end <= ?2 AND m.as_of <= %1$d AND m.known <= %2$d";

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
    struct text sql = TEXT_INIT;
    text_addf(&sql, format, reading->vantage.as_of, reading->vantage.known, (int)ANSWER_NONE);
    enum status status = db_prepare(reading->db, statement, sql.data, error);
    text_release(&sql);
    return status;
}

/* Where no month up to that of the day before the survey has answers, no household's is early. */
static enum status may_be_early(sqlite3_stmt *by_month, const struct consent_tally *tally,
                                bool *may, struct error *error)
{
    bool row = false;
    daynum month_end = daynum_month_end(tally->survey_start - 1);
    db_bind(by_month, 2, (int64_t[]){tally->compound_id, month_end});
    enum status status = db_step(by_month, &row, error);
    *may = row && sqlite3_column_int(by_month, 0) != 0;
    sqlite3_reset(by_month);
    return status;
}

static enum status read_early(sqlite3_stmt *by_month, sqlite3_stmt *early,
                              struct consent_tally *tally, struct error *error)
{
    bool row = false, may = false;
    if (tally->survey_start == DAYNUM_NONE)
        return STATUS_OK;
    enum status status = may_be_early(by_month, tally, &may, error);
    if (status != STATUS_OK || !may)
        return status;
    db_bind(early, 2, (int64_t[]){tally->compound_id, tally->survey_start});
    status = db_step(early, &row, error);
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
    sqlite3_stmt *by_month = NULL, *early = NULL, *clashes = NULL;
    enum status status = prepare(reading, &by_month, by_month_sql, error);
    if (status == STATUS_OK)
        status = prepare(reading, &early, early_sql, error);
    if (status == STATUS_OK)
        status = prepare(reading, &clashes, clash_sql, error);
    for (size_t i = 0; i < set->tally_count && status == STATUS_OK; i++) {
        if (!set->tallies[i].from_answers)
            continue;
        status = read_early(by_month, early, &set->tallies[i], error);
        if (status == STATUS_OK)
            status = read_clashes(clashes, &set->tallies[i], error);
    }
    sqlite3_finalize(by_month);
    sqlite3_finalize(early);
    sqlite3_finalize(clashes);
    return status;
}

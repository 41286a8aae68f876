#include <stdlib.h>
#include <string.h>

#include "data/read_state.h"

struct stairwell_reader {
    struct reading *reading;
    sqlite3_stmt *rows;
    size_t capacity;
};

static enum status prepare(struct stairwell_reader *reader, struct error *error)
{
    const struct vantage *vantage = &reader->reading->vantage;
    char *sql = sqlite3_mprintf(
        "SELECT building, unit, sum(households), sum(agree), sum(disagree), sum(abstain),"
        " sum(area_total_cm2), sum(area_agree_cm2), sum(area_disagree_cm2), sum(area_abstain_cm2),"
        " sum(contribute), sum(demolish) FROM consent_tally JOIN stairwell USING (stairwell_id)"
        " WHERE compound_id = ?1 AND as_of <= %d AND known <= %d GROUP BY stairwell_id"
        " HAVING sum(households) <> 0",
        vantage->as_of, vantage->known);
    enum status status = db_prepare(reader->reading->db, &reader->rows, sql, error);
    sqlite3_free(sql);
    return status;
}

/* A quantity that the survey does not have, its stairwells do not have either. */
static int64_t value_like(sqlite3_stmt *row, int column, int64_t of_survey)
{
    return value_is_known(of_survey) ? sqlite3_column_int64(row, column) : VALUE_NONE;
}

static enum status add(struct stairwell_reader *reader, size_t tally, struct error *error)
{
    struct consent_set *set = &reader->reading->dataset->consent;
    const struct consent_tally *survey = &set->tallies[tally];
    sqlite3_stmt *row = reader->rows;
    ARRAY_GROW(set->stairwells, set->stairwell_count + 1, reader->capacity);
    struct consent_stairwell *stairwell = &set->stairwells[set->stairwell_count++];
    *stairwell = (struct consent_stairwell){
        .tally = tally,
        .total = sqlite3_column_int64(row, 2),
        .agree = sqlite3_column_int64(row, 3),
        .disagree = sqlite3_column_int64(row, 4),
        .abstain = sqlite3_column_int64(row, 5),
        .area_total_cm2 = value_like(row, 6, survey->area_total_cm2),
        .area_agree_cm2 = value_like(row, 7, survey->area_total_cm2),
        .area_disagree_cm2 = value_like(row, 8, survey->area_total_cm2),
        .area_abstain_cm2 = value_like(row, 9, survey->area_total_cm2),
        .contribute = value_like(row, 10, survey->contribute),
        .demolish = value_like(row, 11, survey->demolish),
    };
    enum status status =
        read_term(reader->reading, sqlite3_column_int64(row, 0), &stairwell->building, error);
    return status == STATUS_OK
               ? read_term(reader->reading, sqlite3_column_int64(row, 1), &stairwell->unit, error)
               : status;
}

/* "2" before "10": buildings and units are numbered as a rule. */
static int compare_numbered(const char *a, const char *b)
{
    long x = strtol(a, NULL, 10), y = strtol(b, NULL, 10);
    return x != y ? (x > y) - (x < y) : strcmp(a, b);
}

static int compare_stairwells(const void *left, const void *right)
{
    const struct consent_stairwell *a = left, *b = right;
    int order = compare_numbered(a->building, b->building);
    return order != 0 ? order : compare_numbered(a->unit, b->unit);
}

static enum status read_survey(struct stairwell_reader *reader, size_t tally, struct error *error)
{
    struct consent_set *set = &reader->reading->dataset->consent;
    size_t first = set->stairwell_count;
    bool row = false;
    enum status status;
    db_bind(reader->rows, 1, &set->tallies[tally].compound_id);
    while ((status = db_step(reader->rows, &row, error)) == STATUS_OK && row)
        if ((status = add(reader, tally, error)) != STATUS_OK)
            break;
    if (set->stairwell_count > first)
        qsort(set->stairwells + first, set->stairwell_count - first, sizeof *set->stairwells,
              compare_stairwells);
    return status;
}

enum status read_stairwells(struct reading *reading, struct error *error)
{
    struct stairwell_reader reader = {.reading = reading};
    const struct consent_set *set = &reading->dataset->consent;
    enum status status = prepare(&reader, error);
    for (size_t i = 0; i < set->tally_count && status == STATUS_OK; i++)
        if (set->tallies[i].from_answers)
            status = read_survey(&reader, i, error);
    sqlite3_finalize(reader.rows);
    return status;
}

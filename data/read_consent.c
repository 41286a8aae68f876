#include <stdlib.h>
#include <string.h>

#include "data/read_state.h"

enum column {
    COLUMN_CONSENT_TOTAL,
    COLUMN_CONSENT_AGREE,
    COLUMN_CONSENT_DISAGREE,
    COLUMN_CONSENT_ABSTAIN,
    COLUMN_OWNERS_TOTAL,
    COLUMN_OWNERS_AGREE,
    COLUMN_AREA_TOTAL,
    COLUMN_AREA_AGREE,
    COLUMN_AREA_DISAGREE,
    COLUMN_CONTRIBUTE_COUNT,
    COLUMN_DEMOLISH_COUNT,
    COLUMN_SURVEY_START,
    COLUMN_SURVEY_END,
    COLUMN_COUNT
};

static const char *const wanted[COLUMN_COUNT + 1] = {
    [COLUMN_CONSENT_TOTAL] = "consent_total",
    [COLUMN_CONSENT_AGREE] = "consent_agree",
    [COLUMN_CONSENT_DISAGREE] = "consent_disagree",
    [COLUMN_CONSENT_ABSTAIN] = "consent_abstain",
    [COLUMN_OWNERS_TOTAL] = "owners_total",
    [COLUMN_OWNERS_AGREE] = "owners_agree",
    [COLUMN_AREA_TOTAL] = "area_total",
    [COLUMN_AREA_AGREE] = "area_agree",
    [COLUMN_AREA_DISAGREE] = "area_disagree",
    [COLUMN_CONTRIBUTE_COUNT] = "contribute_count",
    [COLUMN_DEMOLISH_COUNT] = "demolish_count",
    [COLUMN_SURVEY_START] = "survey_start",
    [COLUMN_SURVEY_END] = "survey_end",
};

/* The columns without which a fact is only the frame of a survey. */
static const enum column counts[] = {COLUMN_CONSENT_AGREE, COLUMN_CONSENT_DISAGREE,
                                     COLUMN_CONSENT_ABSTAIN, COLUMN_AREA_AGREE};

struct consent_reader {
    struct reading *reading;
    struct fact_reader facts;
    int columns[COLUMN_COUNT];
    sqlite3_stmt *answers, *months, *history, *has_answers;
    struct parts parts;
    struct consent_tally *found; /* of all projects, both kinds */
    size_t found_count, found_capacity, tally_capacity, step_capacity;
    bool has_contribute, has_demolish; /* whether any file asks households for it */
};

static enum status prepare(struct consent_reader *reader, sqlite3_stmt **statement,
                           const char *format, struct error *error)
{
    const struct vantage *vantage = &reader->reading->vantage;
    char *sql = sqlite3_mprintf(format, vantage->as_of, vantage->known);
    enum status status = db_prepare(reader->reading->db, statement, sql, error);
    sqlite3_free(sql);
    return status;
}

static enum status asks_for(struct reading *reading, bool *asks, const char *sql,
                            struct error *error)
{
    int64_t count;
    enum status status = db_number(reading->db, &count, 0, sql, error);
    *asks = count > 0;
    return status;
}

static enum status consent_reader_init(struct consent_reader *reader, struct error *error)
{
    struct reading *reading = reader->reading;
    enum status status =
        fact_reader_init(&reader->facts, reading->db, &reading->tables, SUBJECT_CONSENT,
                         &reading->coverage, wanted, reading->vantage, error);
    for (int i = 0; i < COLUMN_COUNT; i++)
        reader->columns[i] = fact_column(&reader->facts, wanted[i]);
    if (status == STATUS_OK)
        status = prepare(reader, &reader->answers,
                         "SELECT compound_id, max(as_of), sum(households), sum(agree),"
                         " sum(disagree), sum(abstain), sum(area_total_cm2), sum(area_agree_cm2),"
                         " sum(area_disagree_cm2), sum(area_abstain_cm2), sum(contribute),"
                         " sum(demolish) FROM consent_tally WHERE as_of <= %d AND known <= %d"
                         " GROUP BY compound_id",
                         error);
    if (status == STATUS_OK)
        status = prepare(reader, &reader->months,
                         "SELECT month_end, sum(agree), sum(disagree), sum(abstain)"
                         " FROM consent_month WHERE compound_id = ?1 AND as_of <= %d"
                         " AND known <= %d GROUP BY month_end"
                         " HAVING sum(agree) <> 0 OR sum(disagree) <> 0 OR sum(abstain) <> 0"
                         " ORDER BY month_end",
                         error);
    if (status == STATUS_OK)
        status = prepare(reader, &reader->history,
                         "SELECT as_of, consent_total, consent_agree, consent_disagree,"
                         " consent_abstain FROM consent_fact WHERE project_id = ?1"
                         " AND compound_id = ?2 AND as_of <= %d AND known <= %d"
                         " AND consent_agree IS NOT NULL ORDER BY as_of, known, source_id",
                         error);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reader->has_answers,
                            "SELECT 1 FROM source_field WHERE source_id = ?1 AND field = 'answer'",
                            error);
    if (status == STATUS_OK)
        status = asks_for(reading, &reader->has_contribute,
                          "SELECT 1 FROM source_field WHERE field = 'contribute'", error);
    if (status == STATUS_OK)
        status = asks_for(reading, &reader->has_demolish,
                          "SELECT 1 FROM source_field WHERE field = 'demolish'", error);
    return status;
}

static void consent_reader_release(struct consent_reader *reader)
{
    fact_reader_release(&reader->facts);
    sqlite3_finalize(reader->answers);
    sqlite3_finalize(reader->months);
    sqlite3_finalize(reader->history);
    sqlite3_finalize(reader->has_answers);
    free(reader->parts.items);
    free(reader->found);
}

static struct consent_tally *add_found(struct consent_reader *reader,
                                       const struct compound_entry *entry)
{
    ARRAY_GROW(reader->found, reader->found_count + 1, reader->found_capacity);
    struct consent_tally *tally = &reader->found[reader->found_count++];
    *tally = (struct consent_tally){.project = entry->project,
                                    .compound_id = entry->compound_id,
                                    .compound = entry->name,
                                    .survey_start = DAYNUM_NONE,
                                    .survey_end = DAYNUM_NONE,
                                    .as_of = DAYNUM_NONE,
                                    .total = VALUE_NONE,
                                    .agree = VALUE_NONE,
                                    .disagree = VALUE_NONE,
                                    .abstain = VALUE_NONE,
                                    .area_total_cm2 = VALUE_NONE,
                                    .area_agree_cm2 = VALUE_NONE,
                                    .area_disagree_cm2 = VALUE_NONE,
                                    .area_abstain_cm2 = VALUE_NONE,
                                    .owners_total = VALUE_NONE,
                                    .owners_agree = VALUE_NONE,
                                    .reported_agree = VALUE_NONE,
                                    .reported_disagree = VALUE_NONE,
                                    .contribute = VALUE_NONE,
                                    .demolish = VALUE_NONE};
    return tally;
}

/* Survey counts as one export reports them, and the frame of any survey. */
static void fill_counts(const struct consent_reader *reader, const struct overlay *overlay,
                        struct consent_tally *tally)
{
    const int *columns = reader->columns;
    tally->total = overlay_value(overlay, columns[COLUMN_CONSENT_TOTAL]);
    tally->agree = overlay_value(overlay, columns[COLUMN_CONSENT_AGREE]);
    tally->disagree = overlay_value(overlay, columns[COLUMN_CONSENT_DISAGREE]);
    tally->abstain = overlay_value(overlay, columns[COLUMN_CONSENT_ABSTAIN]);
    tally->area_total_cm2 = overlay_value(overlay, columns[COLUMN_AREA_TOTAL]);
    tally->area_agree_cm2 = overlay_value(overlay, columns[COLUMN_AREA_AGREE]);
    tally->area_disagree_cm2 = overlay_value(overlay, columns[COLUMN_AREA_DISAGREE]);
    tally->owners_total = overlay_value(overlay, columns[COLUMN_OWNERS_TOTAL]);
    tally->owners_agree = overlay_value(overlay, columns[COLUMN_OWNERS_AGREE]);
    tally->contribute = overlay_value(overlay, columns[COLUMN_CONTRIBUTE_COUNT]);
    tally->demolish = overlay_value(overlay, columns[COLUMN_DEMOLISH_COUNT]);
    tally->survey_start = overlay_day(overlay, columns[COLUMN_SURVEY_START]);
    tally->survey_end = overlay_day(overlay, columns[COLUMN_SURVEY_END]);
    tally->from = overlay->from;
}

static bool has_counts(const struct consent_reader *reader, const struct overlay *overlay)
{
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (value_is_known(overlay_value(overlay, reader->columns[counts[i]])))
            return true;
    return false;
}

/*
 * The day of the newest counts; of a mere frame that of the household rows it came with, for they
 * are counted by it; else none.
 */
static enum status counted_on(struct consent_reader *reader, const struct overlay *overlay,
                              daynum *day, struct error *error)
{
    *day = DAYNUM_NONE;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        int column = reader->columns[counts[i]];
        if (value_is_known(overlay_value(overlay, column)) && overlay->as_of[column] > *day)
            *day = overlay->as_of[column];
    }
    if (has_counts(reader, overlay))
        return STATUS_OK;
    bool with_answers = false;
    db_bind(reader->has_answers, 1, &overlay->from.source_id);
    enum status status = db_step(reader->has_answers, &with_answers, error);
    sqlite3_reset(reader->has_answers);
    if (with_answers)
        *day = overlay->newest;
    return status;
}

static enum status read_counts(struct consent_reader *reader, size_t index, struct error *error)
{
    struct reading *reading = reader->reading;
    int64_t project_id = reading->dataset->projects.items[index].project_id;
    enum status status = read_parts(reading, &reader->facts, project_id, &reader->parts, error);
    for (size_t i = 0; i < reader->parts.count && status == STATUS_OK; i++) {
        const struct part *part = &reader->parts.items[i];
        const struct compound_entry *entry = read_entry(reading, part->compound_id);
        struct consent_tally frame = {.survey_start = DAYNUM_NONE};
        fill_counts(reader, &part->overlay, &frame);
        if (entry == NULL || (!has_counts(reader, &part->overlay) &&
                              frame.survey_start == DAYNUM_NONE && frame.survey_end == DAYNUM_NONE))
            continue;
        struct consent_tally *tally = add_found(reader, entry);
        fill_counts(reader, &part->overlay, tally);
        status = counted_on(reader, &part->overlay, &tally->as_of, error);
    }
    return status;
}

/* Areas count where the export had them for some household. */
static void fill_areas(sqlite3_stmt *row, struct consent_tally *tally)
{
    bool known = sqlite3_column_int64(row, 6) > 0;
    tally->area_total_cm2 = known ? sqlite3_column_int64(row, 6) : VALUE_NONE;
    tally->area_agree_cm2 = known ? sqlite3_column_int64(row, 7) : VALUE_NONE;
    tally->area_disagree_cm2 = known ? sqlite3_column_int64(row, 8) : VALUE_NONE;
    tally->area_abstain_cm2 = known ? sqlite3_column_int64(row, 9) : VALUE_NONE;
}

static enum status read_answers(struct consent_reader *reader, struct error *error)
{
    sqlite3_stmt *row = reader->answers;
    bool more = false;
    enum status status;
    while ((status = db_step(row, &more, error)) == STATUS_OK && more) {
        const struct compound_entry *entry =
            read_entry(reader->reading, sqlite3_column_int64(row, 0));
        if (entry == NULL || sqlite3_column_int64(row, 2) == 0)
            continue;
        struct consent_tally *tally = add_found(reader, entry);
        tally->from_answers = true;
        tally->as_of = db_day(row, 1);
        /* The owners are those that the rows list, or all that the compound has if more. */
        tally->total = sqlite3_column_int64(row, 2);
        if (entry->households > tally->total)
            tally->total = entry->households;
        tally->agree = sqlite3_column_int64(row, 3);
        tally->disagree = sqlite3_column_int64(row, 4);
        tally->abstain = sqlite3_column_int64(row, 5);
        fill_areas(row, tally);
        tally->contribute = reader->has_contribute ? sqlite3_column_int64(row, 10) : VALUE_NONE;
        tally->demolish = reader->has_demolish ? sqlite3_column_int64(row, 11) : VALUE_NONE;
    }
    return status;
}

/* By project and compound; counted answers before reported counts of the same compound. */
static int compare_found(const void *left, const void *right)
{
    const struct consent_tally *a = left, *b = right;
    if (a->project != b->project)
        return a->project < b->project ? -1 : 1;
    int order = strcmp(a->compound, b->compound);
    if (order != 0)
        return order;
    if (a->compound_id != b->compound_id)
        return a->compound_id < b->compound_id ? -1 : 1;
    return b->from_answers - a->from_answers;
}

static bool is_known(const struct consent_tally *tally)
{
    return value_is_known(tally->agree) || value_is_known(tally->disagree) ||
           value_is_known(tally->abstain);
}

/* Joins the counted answers of a compound with what was reported of it: the newer counts, of
 * the same day the counted ones; the survey's dates come from wherever they are. */
static struct consent_tally join(struct consent_tally answers, const struct consent_tally *report)
{
    if (is_known(report) && report->as_of > answers.as_of)
        return *report;
    answers.survey_start = report->survey_start;
    answers.survey_end = report->survey_end;
    answers.owners_total = report->owners_total;
    answers.owners_agree = report->owners_agree;
    answers.from = report->from;
    if (report->as_of == answers.as_of) {
        answers.reported_agree = report->agree;
        answers.reported_disagree = report->disagree;
    }
    /* A later export of the same rows has counted them again, and found nothing new. */
    if (!is_known(report) && report->as_of > answers.as_of)
        answers.as_of = report->as_of;
    if (report->total > answers.total)
        answers.total = report->total;
    return answers;
}

/* Tallies of named compounds make one of the project as a whole redundant, unless it is newer. */
static bool is_redundant(const struct consent_reader *reader, const struct consent_tally *whole,
                         size_t from, size_t to)
{
    const struct compound_entry *entry = read_entry(reader->reading, whole->compound_id);
    if (entry == NULL || !entry->whole)
        return false;
    for (size_t i = from; i < to; i++)
        if (reader->found[i].compound_id != whole->compound_id && is_known(&reader->found[i]) &&
            reader->found[i].as_of >= whole->as_of)
            return true;
    return false;
}

/*
 * A survey is over when its end has come, or when the works have begun. An end that has come since
 * the last count leaves it open as counted, for what it brought since is not known.
 */
static void close_survey(const struct reading *reading, struct consent_tally *tally)
{
    const struct project *project = &reading->dataset->projects.items[tally->project];
    daynum today = reading->vantage.as_of;
    bool ended = tally->survey_end != DAYNUM_NONE && tally->survey_end <= today;
    bool begun = project->actual_start != DAYNUM_NONE && project->actual_start <= today;
    tally->closed = begun || (ended && tally->as_of >= tally->survey_end);
    tally->stale = ended && !tally->closed;
}

static void keep(struct consent_reader *reader)
{
    struct consent_set *set = &reader->reading->dataset->consent;
    struct consent_tally *found = reader->found;
    size_t kept = 0;
    if (reader->found_count > 1)
        qsort(found, reader->found_count, sizeof *found, compare_found);
    for (size_t i = 0; i < reader->found_count; i++)
        if (kept > 0 && found[kept - 1].compound_id == found[i].compound_id)
            found[kept - 1] = join(found[kept - 1], &found[i]);
        else
            found[kept++] = found[i];
    reader->found_count = kept;
    for (size_t from = 0, to; from < kept; from = to) {
        for (to = from; to < kept && found[to].project == found[from].project; to++)
            continue;
        for (size_t i = from; i < to; i++) {
            /* Area alone decides no rule by households, but a check is to find it. */
            bool area_alone = to - from == 1 && value_is_known(found[i].area_agree_cm2);
            if (!is_known(&found[i]) && !area_alone)
                continue;
            if (is_redundant(reader, &found[i], from, to))
                continue;
            ARRAY_GROW(set->tallies, set->tally_count + 1, reader->tally_capacity);
            set->tallies[set->tally_count] = found[i];
            close_survey(reader->reading, &set->tallies[set->tally_count++]);
        }
    }
}

static struct consent_step *add_step(struct consent_reader *reader,
                                     const struct consent_tally *tally, daynum month_end)
{
    struct consent_set *set = &reader->reading->dataset->consent;
    struct consent_step *last = set->step_count > 0 ? &set->steps[set->step_count - 1] : NULL;
    if (last == NULL || last->compound_id != tally->compound_id || last->month_end != month_end) {
        ARRAY_GROW(set->steps, set->step_count + 1, reader->step_capacity);
        last = &set->steps[set->step_count++];
    }
    *last = (struct consent_step){.project = tally->project,
                                  .compound_id = tally->compound_id,
                                  .month_end = month_end,
                                  .total = tally->total};
    return last;
}

/* Answers by the month in which they were given, cumulative. */
static enum status add_answer_steps(struct consent_reader *reader,
                                    const struct consent_tally *tally, struct error *error)
{
    int64_t agree = 0, disagree = 0, abstain = 0;
    bool row = false;
    enum status status;
    db_bind(reader->months, 1, &tally->compound_id);
    while ((status = db_step(reader->months, &row, error)) == STATUS_OK && row) {
        struct consent_step *step = add_step(reader, tally, db_day(reader->months, 0));
        step->agree = agree += sqlite3_column_int64(reader->months, 1);
        step->disagree = disagree += sqlite3_column_int64(reader->months, 2);
        step->abstain = abstain += sqlite3_column_int64(reader->months, 3);
    }
    return status;
}

/* Reported counts: the last report of each month. */
static enum status add_report_steps(struct consent_reader *reader,
                                    const struct consent_tally *tally, struct error *error)
{
    const struct project *project = &reader->reading->dataset->projects.items[tally->project];
    bool row = false;
    enum status status;
    db_bind(reader->history, 2, (int64_t[]){project->project_id, tally->compound_id});
    while ((status = db_step(reader->history, &row, error)) == STATUS_OK && row) {
        struct consent_step *step =
            add_step(reader, tally, daynum_month_end(db_day(reader->history, 0)));
        if (value_is_known(db_value(reader->history, 1)))
            step->total = db_value(reader->history, 1);
        step->agree = db_value(reader->history, 2);
        step->disagree = db_value(reader->history, 3);
        step->abstain = db_value(reader->history, 4);
    }
    return status;
}

enum status read_consent(struct reading *reading, struct error *error)
{
    struct consent_reader *reader = xcalloc(1, sizeof *reader);
    struct dataset *dataset = reading->dataset;
    reader->reading = reading;
    enum status status = consent_reader_init(reader, error);
    for (size_t i = 0; i < dataset->projects.count && status == STATUS_OK; i++)
        status = read_counts(reader, i, error);
    if (status == STATUS_OK)
        status = read_answers(reader, error);
    if (status == STATUS_OK)
        keep(reader);
    for (size_t i = 0; i < dataset->consent.tally_count && status == STATUS_OK; i++) {
        const struct consent_tally *tally = &dataset->consent.tallies[i];
        status = tally->from_answers ? add_answer_steps(reader, tally, error)
                                     : add_report_steps(reader, tally, error);
    }
    consent_reader_release(reader);
    free(reader);
    return status;
}

#include "data/tally.h"

#include <stdlib.h>
#include <string.h>

#include "core/names.h"

/* Rows of two tables in one hash. */
enum { CELLS = 1 << 11, CELLS_FULL = 1500, COUNTERS = 10, MONTH_COUNTERS = 4 };

enum table { BY_STAIRWELL, BY_MONTH }; /* consent_tally, consent_month */

enum counter {
    COUNT_HOUSEHOLDS,
    COUNT_AGREE,
    COUNT_DISAGREE,
    COUNT_ABSTAIN,
    AREA_TOTAL,
    AREA_AGREE,
    AREA_DISAGREE,
    AREA_ABSTAIN,
    COUNT_CONTRIBUTE,
    COUNT_DEMOLISH
};

struct cell {
    int64_t key[5]; /* table, compound, stairwell or month end, as_of, known */
    int64_t counts[COUNTERS];
    int used;
};

struct tally {
    struct cell *last[2]; /* the last place and the last month: rows of one follow each other */
    int64_t month_begin, month_end; /* the month that was asked for last */
    struct cell *cells;
    size_t used;
    sqlite3_stmt *add, *add_month;
};

static const char add_sql[] =
    "INSERT INTO consent_tally VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
    " ?14) ON CONFLICT DO UPDATE SET households = households + excluded.households,"
    " agree = agree + excluded.agree, disagree = disagree + excluded.disagree,"
    " abstain = abstain + excluded.abstain,"
    " area_total_cm2 = area_total_cm2 + excluded.area_total_cm2,"
    " area_agree_cm2 = area_agree_cm2 + excluded.area_agree_cm2,"
    " area_disagree_cm2 = area_disagree_cm2 + excluded.area_disagree_cm2,"
    " area_abstain_cm2 = area_abstain_cm2 + excluded.area_abstain_cm2,"
    " contribute = contribute + excluded.contribute, demolish = demolish + excluded.demolish";

static const char add_month_sql[] =
    "INSERT INTO consent_month VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT DO UPDATE SET households = households + excluded.households,"
    " agree = agree + excluded.agree, disagree = disagree + excluded.disagree,"
    " abstain = abstain + excluded.abstain";

enum status tally_new(struct tally **tally, sqlite3 *db, struct error *error)
{
    struct tally *new = xcalloc(1, sizeof *new);
    new->month_begin = new->month_end = DAYNUM_NONE;
    new->cells = xcalloc(CELLS, sizeof *new->cells);
    *tally = new;
    enum status status = db_prepare(db, &new->add, add_sql, error);
    return status == STATUS_OK ? db_prepare(db, &new->add_month, add_month_sql, error) : status;
}

void tally_free(struct tally *tally)
{
    if (tally == NULL)
        return;
    sqlite3_finalize(tally->add);
    sqlite3_finalize(tally->add_month);
    free(tally->cells);
    free(tally);
}

static enum status write_cell(struct tally *tally, const struct cell *cell, struct error *error)
{
    bool by_month = cell->key[0] == BY_MONTH;
    sqlite3_stmt *statement = by_month ? tally->add_month : tally->add;
    db_bind(statement, 4, cell->key + 1);
    for (int i = 0; i < (by_month ? MONTH_COUNTERS : COUNTERS); i++)
        sqlite3_bind_int64(statement, 5 + i, cell->counts[i]);
    return db_run(statement, error);
}

static int is_nothing(const struct cell *cell)
{
    for (int i = 0; i < COUNTERS; i++)
        if (cell->counts[i] != 0)
            return 0;
    return 1;
}

static int compare_cells(const void *a, const void *b)
{
    const struct cell *x = *(struct cell *const *)a, *y = *(struct cell *const *)b;
    for (int i = 0; i < 5; i++)
        if (x->key[i] != y->key[i])
            return x->key[i] < y->key[i] ? -1 : 1;
    return 0;
}

/* In the order of the tables' keys, so that neighbours go to one page. */
enum status tally_flush(struct tally *tally, struct error *error)
{
    enum status status = STATUS_OK;
    struct cell **order = xcalloc(tally->used + 1, sizeof(struct cell *));
    size_t count = 0;
    for (size_t i = 0; i < CELLS; i++)
        if (tally->cells[i].used && !is_nothing(&tally->cells[i]))
            order[count++] = &tally->cells[i];
    qsort(order, count, sizeof *order, compare_cells);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = write_cell(tally, order[i], error);
    free(order);
    memset(tally->cells, 0, CELLS * sizeof *tally->cells);
    tally->used = 0;
    tally->last[0] = tally->last[1] = NULL;
    return status;
}

static struct cell *find_cell(struct tally *tally, const int64_t key[5])
{
    struct cell **last = &tally->last[key[0]];
    if (*last != NULL && memcmp((*last)->key, key, 5 * sizeof *key) == 0)
        return *last;
    uint64_t hash = 0;
    for (int i = 0; i < 5; i++)
        hash = (hash ^ (uint64_t)key[i]) * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(hash >> 40) % CELLS;
    while (tally->cells[at].used && memcmp(tally->cells[at].key, key, 5 * sizeof *key) != 0)
        at = (at + 1) % CELLS;
    struct cell *cell = &tally->cells[at];
    if (!cell->used) {
        memcpy(cell->key, key, 5 * sizeof *key);
        cell->used = 1;
        tally->used++;
    }
    *last = cell;
    return cell;
}

static void count(struct cell *cell, const struct household_version *version, int sign)
{
    int64_t area = value_is_known(version->door_area) ? version->door_area * sign : 0;
    cell->counts[COUNT_HOUSEHOLDS] += sign;
    cell->counts[AREA_TOTAL] += area;
    if (version->answer == ANSWER_AGREE) {
        cell->counts[COUNT_AGREE] += sign;
        cell->counts[AREA_AGREE] += area;
    } else if (version->answer == ANSWER_DISAGREE) {
        cell->counts[COUNT_DISAGREE] += sign;
        cell->counts[AREA_DISAGREE] += area;
    } else if (version->answer == ANSWER_ABSTAIN) {
        cell->counts[COUNT_ABSTAIN] += sign;
        cell->counts[AREA_ABSTAIN] += area;
    }
    cell->counts[COUNT_CONTRIBUTE] += version->contribute == 1 ? sign : 0;
    cell->counts[COUNT_DEMOLISH] += version->demolish == 1 ? sign : 0;
}

static enum status make_room(struct tally *tally, struct error *error)
{
    return tally->used < CELLS_FULL ? STATUS_OK : tally_flush(tally, error);
}

static enum status add_place(struct tally *tally, const struct household_key *key, int64_t as_of,
                             int64_t known, const struct household_version *version, int sign,
                             struct error *error)
{
    enum status status = make_room(tally, error);
    count(find_cell(tally,
                    (int64_t[]){BY_STAIRWELL, key->compound_id, key->stairwell_id, as_of, known}),
          version, sign);
    return status;
}

static enum status add_month(struct tally *tally, const struct household_key *key, int64_t month,
                             int64_t as_of, int64_t known, const struct household_version *version,
                             int sign, struct error *error)
{
    enum status status = make_room(tally, error);
    count(find_cell(tally, (int64_t[]){BY_MONTH, key->compound_id, month, as_of, known}), version,
          sign);
    return status;
}

enum status tally_add(struct tally *tally, const struct household_key *key,
                      const struct household_version *at, const struct household_version *version,
                      int sign, struct error *error)
{
    enum status status =
        add_place(tally, key, at->vintage.as_of, at->vintage.known, version, sign, error);
    if (at->answered < tally->month_begin || at->answered > tally->month_end) {
        tally->month_begin = daynum_month_end_after((daynum)at->answered, -1) + 1;
        tally->month_end = daynum_month_end((daynum)at->answered);
    }
    if (status == STATUS_OK)
        status = add_month(tally, key, tally->month_end, at->vintage.as_of, at->vintage.known,
                           version, sign, error);
    return status;
}

/* The distinct values of one coordinate, ascending. */
struct axis {
    int64_t *values;
    size_t count;
};

static int compare_values(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void axis_finish(struct axis *axis)
{
    size_t kept = 0;
    qsort(axis->values, axis->count, sizeof *axis->values, compare_values);
    for (size_t i = 0; i < axis->count; i++)
        if (kept == 0 || axis->values[kept - 1] != axis->values[i])
            axis->values[kept++] = axis->values[i];
    axis->count = kept;
}

/* F: what the household says at a corner; NULL where nothing is visible. */
static const struct household_version *seen_at(const struct household_version *versions,
                                               size_t count, int64_t month_end, int64_t as_of,
                                               int64_t known)
{
    const struct household_version *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (versions[i].answered <= month_end && versions[i].vintage.as_of <= as_of &&
            versions[i].vintage.known <= known &&
            (best == NULL || household_compare(best, &versions[i]) < 0))
            best = &versions[i];
    return best;
}

/* One corner's mixed difference: the terms of F with an even number of steps back count
 * positive. Without a month axis (months == NULL) the month is open. */
static enum status add_corner(struct tally *tally, const struct household_key *key,
                              const struct household_version *versions, size_t count,
                              const struct axis axes[3], const size_t at[3], bool by_month,
                              int sign, struct error *error)
{
    enum status status = STATUS_OK;
    for (unsigned back = 0; back < (by_month ? 8u : 4u) && status == STATUS_OK; back++) {
        int64_t corner[3] = {INT64_MAX, 0, 0};
        bool outside = false;
        for (size_t i = by_month ? 0 : 1; i < 3; i++) {
            size_t step = back >> (2 - i) & 1;
            outside |= at[i] < step;
            corner[i] = outside ? 0 : axes[i].values[at[i] - step];
        }
        const struct household_version *seen =
            outside ? NULL : seen_at(versions, count, corner[0], corner[1], corner[2]);
        int term = __builtin_popcount(back) % 2 == 0 ? sign : -sign;
        if (seen == NULL)
            continue;
        int64_t as_of = axes[1].values[at[1]], known = axes[2].values[at[2]];
        status = by_month
                     ? add_month(tally, key, axes[0].values[at[0]], as_of, known, seen, term, error)
                     : add_place(tally, key, as_of, known, seen, term, error);
    }
    return status;
}

enum status tally_versions(struct tally *tally, const struct household_key *key,
                           const struct household_version *versions, size_t count, int sign,
                           struct error *error)
{
    struct axis axes[3];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < 3; i++)
        axes[i] = (struct axis){xcalloc(count, sizeof(int64_t)), count};
    for (size_t i = 0; i < count; i++) {
        axes[0].values[i] = daynum_month_end((daynum)versions[i].answered);
        axes[1].values[i] = versions[i].vintage.as_of;
        axes[2].values[i] = versions[i].vintage.known;
    }
    for (size_t i = 0; i < 3; i++)
        axis_finish(&axes[i]);
    size_t at[3];
    for (at[1] = 0; at[1] < axes[1].count && status == STATUS_OK; at[1]++)
        for (at[2] = 0; at[2] < axes[2].count && status == STATUS_OK; at[2]++) {
            at[0] = 0;
            status = add_corner(tally, key, versions, count, axes, at, false, sign, error);
            for (; at[0] < axes[0].count && status == STATUS_OK; at[0]++)
                status = add_corner(tally, key, versions, count, axes, at, true, sign, error);
        }
    for (size_t i = 0; i < 3; i++)
        free(axes[i].values);
    return status;
}

#include "analysis/scorecard.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/scorecard_measure.h"
#include "core/i18n.h"

const struct scorecard_indicator scorecard_default[SCORE_MEASURE_COUNT] = {
    {"started", SCORE_STARTED, 15, 100},
    {"completed", SCORE_COMPLETED, 25, 100},
    {"accepted", SCORE_ACCEPTED, 10, 100},
    {"consent", SCORE_CONSENT, 10, 100},
    {"paid", SCORE_PAID, 10, 90},
    {"satisfaction", SCORE_SATISFACTION, 15, 90},
    {"issues-closed", SCORE_ISSUES, 10, 100},
    {"reporting", SCORE_REPORTING, 5, 100},
};

const char *const scorecard_band_names[BAND_EXCELLENT + 1] = {
    [BAND_FAIL] = N_("fail"),
    [BAND_PASS] = N_("pass"),
    [BAND_GOOD] = N_("good"),
    [BAND_EXCELLENT] = N_("excellent"),
};

void scorecard_options_init(struct scorecard_options *options, const struct settings *settings)
{
    *options = (struct scorecard_options){
        .indicators = scorecard_default,
        .indicator_count = SCORE_MEASURE_COUNT,
        .band_excellent = settings->band_excellent,
        .band_good = settings->band_good,
        .band_pass = settings->band_pass,
        .stale_days = settings->stale_days,
        .rule = settings->rule_count > 0 ? &settings->rules[settings->rule] : NULL,
    };
}

static const char *reason_of(struct arena *strings, const struct scorecard_mark *mark,
                             const struct scorecard_indicator *indicator)
{
    if (isnan(mark->actual_pct))
        return _("nothing was reported that could be judged");
    if (mark->actual_pct >= indicator->target_pct)
        return _("the target is reached");
    return arena_printf(strings, _("%.1f points of percent below the target"),
                        indicator->target_pct - mark->actual_pct);
}

static struct scorecard_mark mark_of(struct arena *strings, const struct share_sums *sums,
                                     const struct scorecard_indicator *indicator)
{
    struct scorecard_mark mark = {.part = sums->part, .whole = sums->whole};
    mark.actual_pct = sums->whole > 0 ? 100 * sums->part / sums->whole : NAN;
    mark.score = NAN;
    if (!isnan(mark.actual_pct) && indicator->target_pct > 0)
        mark.score = indicator->weight * fmin(1, fmax(0, mark.actual_pct / indicator->target_pct));
    mark.reason = reason_of(strings, &mark, indicator);
    return mark;
}

/* The score of the form without indicator `left_out` (their count: of the whole form). */
static double score_without(const struct scorecard_result *result, const struct scorecard_row *row,
                            size_t left_out)
{
    double sum = 0, weight = 0;
    for (size_t i = 0; i < result->indicator_count; i++) {
        if (i == left_out || isnan(row->marks[i].score))
            continue;
        sum += row->marks[i].score;
        weight += result->indicators[i].weight;
    }
    return weight > 0 ? 100 * sum / weight : NAN;
}

static enum scorecard_band band_of(double score, const struct scorecard_options *options)
{
    if (score >= options->band_excellent)
        return BAND_EXCELLENT;
    if (score >= options->band_good)
        return BAND_GOOD;
    return score >= options->band_pass ? BAND_PASS : BAND_FAIL;
}

static size_t weakest_of(const struct scorecard_result *result, const struct scorecard_row *row)
{
    size_t weakest = result->indicator_count;
    double most = 0;
    for (size_t i = 0; i < result->indicator_count; i++) {
        double lost = result->indicators[i].weight - row->marks[i].score;
        if (lost > most) {
            most = lost;
            weakest = i;
        }
    }
    return weakest;
}

static void fill_row(struct scorecard_result *result, struct scorecard_row *row, const char *group,
                     const struct measured *measured, const struct scorecard_options *options)
{
    *row = (struct scorecard_row){.group = group,
                                  .projects = measured->projects,
                                  .rank = VALUE_NONE,
                                  .rank_low = VALUE_NONE,
                                  .rank_high = VALUE_NONE};
    row->marks = arena_alloc(&result->strings, (result->indicator_count + 1) * sizeof *row->marks);
    for (size_t i = 0; i < result->indicator_count; i++) {
        const struct scorecard_indicator *indicator = &result->indicators[i];
        row->marks[i] = mark_of(&result->strings, &measured->sums[indicator->measure], indicator);
    }
    row->score = score_without(result, row, result->indicator_count);
    row->band = band_of(row->score, options);
    row->weakest = weakest_of(result, row);
}

static int64_t rank_without(const struct scorecard_result *result, const double *scores, size_t row)
{
    int64_t rank = 1;
    for (size_t i = 0; i < result->count; i++)
        rank += scores[i] > scores[row] ? 1 : 0;
    return rank;
}

static void widen(struct scorecard_row *row, int64_t rank)
{
    if (row->rank_low == VALUE_NONE || rank < row->rank_low)
        row->rank_low = rank;
    if (row->rank_high == VALUE_NONE || rank > row->rank_high)
        row->rank_high = rank;
}

static void set_ranks(struct scorecard_result *result)
{
    double *scores = xcalloc(result->count + 1, sizeof *scores);
    for (size_t left_out = 0; left_out <= result->indicator_count; left_out++) {
        for (size_t i = 0; i < result->count; i++)
            scores[i] = score_without(result, &result->rows[i], left_out);
        for (size_t i = 0; i < result->count; i++) {
            if (isnan(scores[i]))
                continue;
            widen(&result->rows[i], rank_without(result, scores, i));
            if (left_out == result->indicator_count)
                result->rows[i].rank = rank_without(result, scores, i);
        }
    }
    free(scores);
}

void scorecard_compute(struct scorecard_result *result, const struct dataset *data,
                       const struct scorecard_options *options)
{
    struct grouping grouping;
    struct measured *measured;
    *result = (struct scorecard_result){.indicators = options->indicators,
                                        .indicator_count = options->indicator_count};
    grouping_by_district(&grouping, &data->projects, &result->strings);
    measured = xcalloc(grouping.count + 1, sizeof *measured);
    scorecard_measure_all(measured, data, &grouping, options);
    result->rows = xcalloc(grouping.count + 1, sizeof *result->rows);
    for (size_t i = 0; i < grouping.count; i++)
        if (measured[i].projects > 0)
            fill_row(result, &result->rows[result->count++],
                     arena_strdup(&result->strings, grouping.labels[i]), &measured[i], options);
    fill_row(result, &result->total, "", &measured[grouping.count], options);
    set_ranks(result);
    free(measured);
    grouping_release(&grouping);
}

void scorecard_release(struct scorecard_result *result)
{
    free(result->rows);
    arena_release(&result->strings);
    *result = (struct scorecard_result){0};
}

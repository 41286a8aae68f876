#include "analysis/satisfaction.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/counted.h"
#include "analysis/grouping.h"
#include "analysis/interval.h"

static const double level = 0.95;

/* What a row's percentages are made of. */
struct sums {
    double n2_sum, asked, answered_of_asked, score;
};

struct work {
    struct satisfaction_result *result;
    struct sums *sums; /* one a district, and one for the total behind them */
    struct cluster *clusters;
    size_t cluster_count;
};

static int64_t known_or_zero(int64_t value)
{
    return value_is_known(value) ? value : 0;
}

static bool has_steps(const struct satisfaction *survey)
{
    return value_is_known(survey->satisfied) || value_is_known(survey->basically_satisfied);
}

static int64_t answers_of(const struct satisfaction *survey)
{
    return value_add(
        value_add(known_or_zero(survey->satisfied), known_or_zero(survey->basically_satisfied)),
        known_or_zero(survey->not_satisfied));
}

static bool contradicts_itself(const struct satisfaction *survey)
{
    if (known_or_zero(survey->satisfied) < 0 || known_or_zero(survey->basically_satisfied) < 0 ||
        known_or_zero(survey->not_satisfied) < 0)
        return true;
    return value_is_known(survey->asked) && answers_of(survey) > survey->asked;
}

static void add_steps(struct satisfaction_row *row, struct sums *sums,
                      const struct satisfaction *survey)
{
    int64_t answered = answers_of(survey);
    row->answered = value_add(row->answered, answered);
    row->satisfied = value_add(row->satisfied, known_or_zero(survey->satisfied));
    row->basically_satisfied =
        value_add(row->basically_satisfied, known_or_zero(survey->basically_satisfied));
    row->not_satisfied = value_add(row->not_satisfied, known_or_zero(survey->not_satisfied));
    row->asked = value_add(row->asked, survey->asked);
    sums->n2_sum += (double)answered * (double)answered;
    if (value_is_known(survey->asked)) {
        sums->asked += (double)survey->asked;
        sums->answered_of_asked += (double)answered;
    }
}

static void add_survey(struct satisfaction_row *row, struct sums *sums,
                       const struct satisfaction *survey)
{
    row->projects++;
    if (has_steps(survey)) {
        if (contradicts_itself(survey))
            row->contradictory++;
        else
            add_steps(row, sums, survey);
    } else if (value_is_known(survey->score_mpct)) {
        row->scored++;
        sums->score += (double)survey->score_mpct / MPCT_PER_PERCENT;
    }
}

static void add_cluster(struct work *work, size_t group, const struct satisfaction *survey)
{
    int64_t content =
        value_add(known_or_zero(survey->satisfied), known_or_zero(survey->basically_satisfied));
    if (has_steps(survey) && !contradicts_itself(survey))
        work->clusters[work->cluster_count++] =
            (struct cluster){group, (double)answers_of(survey), (double)content};
}

static double percent(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : NAN;
}

static void finish_row(const struct work *work, struct satisfaction_row *row,
                       const struct sums *sums)
{
    const struct clustering *clustering = &work->result->clustering;
    double answered = (double)row->answered;
    double content = (double)value_add(row->satisfied, row->basically_satisfied);
    double effective = clustering_effective(clustering, answered, sums->n2_sum);
    struct interval interval = interval_score(content / answered * effective, effective,
                                              clustering_quantile(clustering, level));
    row->satisfied_pct = percent((double)row->satisfied, answered);
    row->content_pct = percent(content, answered);
    row->content_low_pct = 100 * interval.low;
    row->content_high_pct = 100 * interval.high;
    row->no_answer_pct = percent(sums->asked - sums->answered_of_asked, sums->asked);
    row->score_pct = row->scored > 0 ? sums->score / (double)row->scored : NAN;
}

static void add_all(struct work *work, const struct dataset *data, const struct grouping *grouping)
{
    struct satisfaction_result *result = work->result;
    for (size_t i = 0; i < data->satisfaction_count; i++) {
        const struct satisfaction *survey = &data->satisfaction[i];
        size_t group = grouping->group_of[survey->project];
        if (!project_is_counted(&data->projects.items[survey->project]) ||
            (!has_steps(survey) && !value_is_known(survey->score_mpct)))
            continue;
        add_survey(&result->rows[group], &work->sums[group], survey);
        add_survey(&result->total, &work->sums[grouping->count], survey);
        add_cluster(work, group, survey);
    }
}

static void finish_rows(struct work *work, size_t groups)
{
    struct satisfaction_result *result = work->result;
    clustering_estimate(&result->clustering, work->clusters, work->cluster_count, groups);
    finish_row(work, &result->total, &work->sums[groups]);
    for (size_t i = 0; i < groups; i++) {
        finish_row(work, &result->rows[i], &work->sums[i]);
        if (result->rows[i].projects > 0)
            result->rows[result->count++] = result->rows[i];
    }
}

void satisfaction_compute(struct satisfaction_result *result, const struct dataset *data)
{
    struct work work = {.result = result};
    struct grouping grouping;
    *result = (struct satisfaction_result){.total = {.group = "", .asked = VALUE_NONE}};
    grouping_by_district(&grouping, &data->projects, &result->strings);
    result->rows = xcalloc(grouping.count + 1, sizeof *result->rows);
    work.sums = xcalloc(grouping.count + 1, sizeof *work.sums);
    work.clusters = xcalloc(data->satisfaction_count + 1, sizeof *work.clusters);
    for (size_t i = 0; i < grouping.count; i++)
        result->rows[i] = (struct satisfaction_row){
            .group = arena_strdup(&result->strings, grouping.labels[i]), .asked = VALUE_NONE};
    add_all(&work, data, &grouping);
    finish_rows(&work, grouping.count);
    free(work.sums);
    free(work.clusters);
    grouping_release(&grouping);
}

void satisfaction_release(struct satisfaction_result *result)
{
    free(result->rows);
    arena_release(&result->strings);
    *result = (struct satisfaction_result){0};
}

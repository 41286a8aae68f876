/*
 * dslib: completion forecasts of real construction projects, one project left out at a time.
 *
 * Every status date with progress strictly between 0 and 100 % is an origin; the reference
 * class is the other projects. Two tables: with the planned curve, and with it withheld.
 * Projects weigh the same; the intervals resample projects.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "analysis/assessment.h"
#include "analysis/reference.h"
#include "analysis/verify.h"
#include "measure/table_file.h"

enum { PROJECTS_MAX = 64, SCORES = 10, RESAMPLES = 4000 };

enum score {
    SCORE_CRPS,
    SCORE_MAE,
    SCORE_MAPE,
    SCORE_COVER50,
    SCORE_COVER80,
    SCORE_COVER95,
    SCORE_ES_MAE,
    SCORE_ES_MAPE,
    SCORE_PLAN_MAE,
    SCORE_PLAN_MAPE
};

/* A project's mean scores over its origins. */
struct result {
    double score[SCORES];
    size_t origins;
};

static void read_dataset(struct dataset *data, const struct table_file *projects,
                         const struct table_file *progress)
{
    size_t count = projects->count - 1;
    data->projects.items = xcalloc(count, sizeof *data->projects.items);
    data->progress.items = xcalloc(progress->count, sizeof *data->progress.items);
    data->projects.count = count;
    for (size_t i = 0; i < count; i++) {
        struct project *project = &data->projects.items[i];
        *project = (struct project){.code = projects->rows[i + 1][0],
                                    .name = projects->rows[i + 1][1],
                                    .city = "",
                                    .district = projects->rows[i + 1][0],
                                    .actual_start = DAYNUM_NONE,
                                    .as_of = DAYNUM_NONE,
                                    .first_as_of = DAYNUM_NONE,
                                    .full_progress_date = DAYNUM_NONE};
        (void)daynum_parse(projects->rows[i + 1][2], &project->plan_start);
        (void)daynum_parse(projects->rows[i + 1][3], &project->plan_finish);
        (void)daynum_parse(projects->rows[i + 1][4], &project->actual_finish);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t r = 1; r < progress->count; r++) {
            if (strcmp(progress->rows[r][0], data->projects.items[i].code) != 0)
                continue;
            struct progress_point *point = &data->progress.items[data->progress.count++];
            point->project = i;
            (void)daynum_parse(progress->rows[r][1], &point->date);
            point->planned_mpct = llround(strtod(progress->rows[r][2], NULL) * 1000);
            point->actual_mpct = llround(strtod(progress->rows[r][3], NULL) * 1000);
        }
}

static void score_origin(struct result *result, const struct assessment *assessment,
                         const struct reference *reference, const struct project *project,
                         daynum as_of)
{
    struct outlook outlook;
    double came = project->actual_finish - as_of,
           all = project->actual_finish - project->plan_start;
    outlook_blur(&outlook, &assessment->finish, calendar_variance, &reference->calendar);
    double error = fabs(outlook_quantile(&outlook, 0.5) - came);
    const struct schedule *schedule = &assessment->schedule;
    double earned = schedule_earned_day(schedule, schedule_latest(schedule)->pct);
    double es_error = fabs(schedule->planned_days - earned - came);
    double plan = fmax(as_of, project->plan_finish);
    double plan_error = fabs(plan - project->actual_finish);
    double scores[SCORES] = {verify_crps(&outlook, came),
                             error,
                             100 * error / all,
                             verify_covers(&outlook, 0.50, came),
                             verify_covers(&outlook, 0.80, came),
                             verify_covers(&outlook, 0.95, came),
                             es_error,
                             100 * es_error / all,
                             plan_error,
                             100 * plan_error / all};
    if (getenv("MEASURE_EACH"))
        printf("%s %d pct=%.1f came=%.0f crps=%.1f q50=%.0f q025=%.0f q975=%.0f es=%.0f\n",
               project->code, as_of, schedule_latest(schedule)->pct, came, scores[0],
               outlook_quantile(&outlook, 0.5), outlook_quantile(&outlook, 0.025),
               outlook_quantile(&outlook, 0.975), schedule->planned_days - earned);
    for (size_t s = 0; s < SCORES; s++)
        result->score[s] += scores[s];
    result->origins++;
}

static struct result leave_out(const struct dataset *data, const struct progress_index *index,
                               size_t held, bool withhold)
{
    struct result result = {0};
    struct reference reference;
    struct assessment assessment = {0};
    struct deadlines none = {NULL, NULL, 0};
    const struct progress_point *points = data->progress.items + index->first[held];
    size_t count = index->first[held + 1] - index->first[held];
    reference_learn(&reference, data, index, held, withhold);
    for (size_t k = 0; k < count; k++) {
        struct project project = data->projects.items[held];
        daynum finish = project.actual_finish;
        if (points[k].actual_mpct <= 0 || points[k].actual_mpct >= 100000 ||
            points[k].date >= finish)
            continue;
        struct schedule_defaults defaults = reference_defaults(&reference, points[k].date);
        project.actual_finish = DAYNUM_NONE;
        assessment_fill(&assessment, &reference, &project, points, count, &defaults, &none, NULL);
        score_origin(&result, &assessment, &reference, &data->projects.items[held], points[k].date);
    }
    for (size_t s = 0; s < SCORES; s++)
        result.score[s] /= (double)result.origins;
    if (getenv("MEASURE_EACH")) {
        printf("model pace=%.3f +- %.3f mem=%.3f lag=%.3f+-%.3f sigma=%.3f x %.2f noise=%.4f surv "
               "%.3f %.2f shape %.2f %.2f %.2f\n",
               reference.drift.pace, reference.drift.pace_spread, reference.drift.memory,
               reference.drift.lag, reference.drift.lag_spread, reference.drift.sigma,
               reference.drift.scale_spread, reference.drift.noise, reference.survival.log_scale,
               reference.survival.shape, reference.shape.level, reference.shape.slope,
               reference.shape.spread);
    }
    assessment_release(&assessment);
    return result;
}

static double mean_of(const struct result *results, const size_t *chosen, size_t count, size_t s)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += results[chosen[i]].score[s];
    return sum / (double)count;
}

/* The figures that count: ratios and differences of means over projects. */
enum { FIGURES = 8 };
static const char *const figure_names[FIGURES] = {"CRPS / MAE of AT+PD-ES",
                                                  "CRPS / MAE of planned finish",
                                                  "MAPE - MAPE of AT+PD-ES (points)",
                                                  "MAE - MAE of planned finish (days)",
                                                  "coverage 50 %",
                                                  "coverage 80 %",
                                                  "coverage 95 %",
                                                  "CRPS (days)"};

static void figures(double out[FIGURES], const struct result *results, const size_t *chosen,
                    size_t count)
{
    double mean[SCORES];
    for (size_t s = 0; s < SCORES; s++)
        mean[s] = mean_of(results, chosen, count, s);
    out[0] = mean[SCORE_CRPS] / mean[SCORE_ES_MAE];
    out[1] = mean[SCORE_CRPS] / mean[SCORE_PLAN_MAE];
    out[2] = mean[SCORE_MAPE] - mean[SCORE_ES_MAPE];
    out[3] = mean[SCORE_MAE] - mean[SCORE_PLAN_MAE];
    out[4] = 100 * mean[SCORE_COVER50];
    out[5] = 100 * mean[SCORE_COVER80];
    out[6] = 100 * mean[SCORE_COVER95];
    out[7] = mean[SCORE_CRPS];
}

static void print_table(const struct result *results, size_t count, const char *title)
{
    static double drawn[FIGURES][RESAMPLES];
    size_t chosen[PROJECTS_MAX], origins = 0;
    double centre[FIGURES], mean[SCORES];
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    for (size_t i = 0; i < count; i++) {
        chosen[i] = i;
        origins += results[i].origins;
    }
    for (size_t s = 0; s < SCORES; s++)
        mean[s] = mean_of(results, chosen, count, s);
    figures(centre, results, chosen, count);
    for (size_t b = 0; b < RESAMPLES; b++) {
        double out[FIGURES];
        for (size_t i = 0; i < count; i++)
            chosen[i] = gsl_rng_uniform_int(stream, count);
        figures(out, results, chosen, count);
        for (size_t f = 0; f < FIGURES; f++)
            drawn[f][b] = out[f];
    }
    printf("%s: %zu projects, %zu origins\n", title, count, origins);
    printf("  MAE (days): renostat %.1f, AT+PD-ES %.1f, planned finish %.1f\n", mean[SCORE_MAE],
           mean[SCORE_ES_MAE], mean[SCORE_PLAN_MAE]);
    printf("  MAPE (%%): renostat %.2f, AT+PD-ES %.2f, planned finish %.2f\n", mean[SCORE_MAPE],
           mean[SCORE_ES_MAPE], mean[SCORE_PLAN_MAPE]);
    for (size_t f = 0; f < FIGURES; f++) {
        gsl_sort(drawn[f], 1, RESAMPLES);
        printf("  %-36s %8.3f  [%.3f, %.3f]\n", figure_names[f], centre[f],
               gsl_stats_quantile_from_sorted_data(drawn[f], 1, RESAMPLES, 0.025),
               gsl_stats_quantile_from_sorted_data(drawn[f], 1, RESAMPLES, 0.975));
    }
    gsl_rng_free(stream);
}

int main(void)
{
    struct table_file *projects = table_file_read("dslib-projects.csv");
    struct table_file *progress = table_file_read("dslib-progress.csv");
    struct dataset data = {.vantage = {.as_of = daynum_from_civil(2020, 1, 1)}};
    struct progress_index index = {0};
    struct result results[PROJECTS_MAX];
    gsl_set_error_handler_off();
    if (projects && progress && projects->count - 1 <= PROJECTS_MAX) {
        read_dataset(&data, projects, progress);
        progress_index_init(&index, &data);
        for (int withhold = 0; withhold < 2; withhold++) {
            for (size_t i = 0; i < data.projects.count; i++)
                results[i] = leave_out(&data, &index, i, withhold);
            print_table(results, data.projects.count,
                        withhold ? "planned progress withheld" : "with the planned curve");
        }
    }
    progress_index_release(&index);
    table_file_free(projects);
    table_file_free(progress);
    free(data.projects.items);
    free(data.progress.items);
    return 0;
}

/*
 * portfolio: simulated years of 132 projects, forecast at the ends of June to September.
 *
 *   measure_portfolio [worlds [draws]]
 *
 * Prints the randomised probability integral transform of the number done by each deadline
 * (uniform where the interval keeps its word), and Brier scores against the sharp baselines.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>

#include "analysis/backtest_methods.h"
#include "analysis/forecast.h"
#include "measure/simulate.h"

enum { DEADLINES = 3, BINS = 10 };

static const struct deadline deadlines[DEADLINES] = {
    {.name = "main-works",
     .month = 10,
     .day = 31,
     .date = DAYNUM_NONE,
     .progress_mpct = 80000,
     .target_share = {1, 2, true}},
    {.name = "completion",
     .month = 11,
     .day = 30,
     .date = DAYNUM_NONE,
     .progress_mpct = 100000,
     .completion = true,
     .target_share = {95, 100, false}},
    {.name = "october",
     .month = 10,
     .day = 31,
     .date = DAYNUM_NONE,
     .progress_mpct = 100000,
     .completion = true,
     .target_share = {1, 2, false}},
};

struct sums {
    size_t pit[DEADLINES][BINS], n, inside[DEADLINES];
    double brier[METHOD_COUNT][DEADLINES], cases[METHOD_COUNT][DEADLINES];
    double target_brier, target_n;
};

/* Where the truth lies in the forecast of the count, from its five quantiles. */
static double pit_of(const struct forecast_count *count, double truth, double u)
{
    static const double level[7] = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};
    double at[7] = {(double)count->done - 0.5};
    double wide = fmax(1, count->quantile[4] - count->quantile[0]);
    for (size_t i = 0; i < 5; i++)
        at[i + 1] = count->quantile[i];
    at[0] = count->quantile[0] - wide;
    at[6] = count->quantile[4] + wide;
    double value = truth + u - 0.5;
    for (size_t i = 1; i < 7; i++)
        if (value < at[i])
            return level[i - 1] +
                   (level[i] - level[i - 1]) * fmax(0, (value - at[i - 1]) / (at[i] - at[i - 1]));
    return 1;
}

static daynum truth_day(const struct dataset *truth, int64_t project_id, double threshold)
{
    const struct project *project = &truth->projects.items[project_id - 1];
    if (threshold >= 100)
        return project->actual_finish;
    for (size_t i = 0; i < truth->progress.count; i++) {
        const struct progress_point *point = &truth->progress.items[i];
        if ((int64_t)point->project == project_id - 1 && point->actual_mpct != VALUE_NONE &&
            (double)point->actual_mpct >= 1000 * threshold)
            return point->date < project->actual_finish ? point->date : project->actual_finish;
    }
    return project->actual_finish;
}

static void add_counts(struct sums *sums, const struct forecast *forecast,
                       const struct dataset *truth, const struct dataset *known, gsl_rng *stream)
{
    for (size_t d = 0; d < DEADLINES; d++) {
        const struct forecast_count *count =
            &forecast->counts[forecast->count_count - DEADLINES + d];
        double done = 0;
        for (size_t i = 0; i < forecast->project_count; i++) {
            const struct project *project = &known->projects.items[forecast->projects[i].project];
            done +=
                truth_day(truth, project->project_id, (double)deadlines[d].progress_mpct / 1000) <=
                forecast->deadline_days[d];
        }
        double pit = pit_of(count, done, gsl_rng_uniform(stream));
        sums->pit[d][pit >= 1 ? BINS - 1 : (size_t)(pit * BINS)]++;
        sums->inside[d] += pit > 0.1 && pit < 0.9;
    }
    sums->n++;
}

static void add_brier(struct sums *sums, const struct forecast *forecast,
                      const struct dataset *truth, const struct dataset *known)
{
    struct method_scratch scratch = {0};
    struct progress_index index;
    struct reference reference;
    struct deadlines run = {deadlines, forecast->deadline_days, DEADLINES};
    progress_index_init(&index, known);
    reference_learn(&reference, known, &index, SIZE_MAX, false);
    struct schedule_defaults defaults = reference_defaults(&reference, known->vantage.as_of);
    for (size_t i = 0; i < forecast->project_count; i++) {
        struct method_forecast forecasts[METHOD_COUNT];
        size_t at = forecast->projects[i].project;
        const struct project *project = &known->projects.items[at];
        if (!backtest_forecasts(forecasts, &scratch, &reference, project,
                                known->progress.items + index.first[at],
                                index.first[at + 1] - index.first[at], &defaults, &run))
            continue;
        for (size_t m = 0; m < METHOD_COUNT; m++)
            for (size_t d = 0; d < DEADLINES; d++) {
                double p = forecasts[m].p_by[d];
                if (isnan(p))
                    continue;
                double hit = truth_day(truth, project->project_id,
                                       (double)deadlines[d].progress_mpct / 1000) <=
                             forecast->deadline_days[d];
                sums->brier[m][d] += (p - hit) * (p - hit);
                sums->cases[m][d] += 1;
            }
    }
    method_scratch_release(&scratch);
    progress_index_release(&index);
}

static void run_world(struct sums *sums, uint64_t seed, int64_t draws, gsl_rng *stream)
{
    struct dataset truth, known;
    struct simulation world = {
        .seed = seed, .first_year = 2020, .years = 3, .projects_per_year = 132, .districts = 6};
    simulate(&truth, &world);
    for (int month = 6; month <= 9; month++) {
        struct forecast forecast;
        struct forecast_options options = {.plan_year = 2022,
                                           .draws = draws,
                                           .seed = 1,
                                           .deadlines = deadlines,
                                           .deadline_count = DEADLINES,
                                           .stale_days = 45};
        simulate_known(&known, &truth, daynum_from_civil(2022, month, month_days(2022, month)));
        if (forecast_compute(&forecast, &known, NULL, &options, NULL) == STATUS_OK) {
            add_counts(sums, &forecast, &truth, &known, stream);
            add_brier(sums, &forecast, &truth, &known);
        }
        forecast_release(&forecast);
        simulate_known_release(&known);
    }
    dataset_release(&truth);
}

int main(int argc, char **argv)
{
    size_t worlds = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
    int64_t draws = argc > 2 ? strtol(argv[2], NULL, 10) : 1000;
    struct sums sums = {0};
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    gsl_set_error_handler_off();
    for (size_t w = 0; w < worlds; w++)
        run_world(&sums, 1000 + w, draws, stream);
    for (size_t d = 0; d < DEADLINES; d++) {
        printf("%-11s %zu forecasts, central 80 %% held %.1f %%; PIT", deadlines[d].name, sums.n,
               100 * (double)sums.inside[d] / (double)sums.n);
        for (size_t b = 0; b < BINS; b++)
            printf(" %.0f", 100 * (double)sums.pit[d][b] / (double)sums.n);
        printf("; Brier");
        for (size_t m = 0; m < METHOD_COUNT; m++)
            printf(" %s %.4f", backtest_method_names[m], sums.brier[m][d] / sums.cases[m][d]);
        printf("\n");
    }
    gsl_rng_free(stream);
    return 0;
}

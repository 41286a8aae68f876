#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdint.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "analysis/backtest.h"
#include "analysis/backtest_methods.h"
#include "analysis/reference.h"
#include "measure/simulate.h"
#include "unit/forecast_fixture.h"
#include "unit/near.h"

static struct dataset truth;

static int begin(void **state)
{
    (void)state;
    struct simulation world = {
        .seed = 21, .first_year = 2020, .years = 2, .projects_per_year = 24, .districts = 3};
    gsl_set_error_handler_off();
    simulate(&truth, &world);
    truth.vantage.as_of = daynum_from_civil(2022, 12, 31);
    return 0;
}

static int end(void **state)
{
    (void)state;
    dataset_release(&truth);
    return 0;
}

static enum status as_known(struct dataset *dataset, daynum as_of, void *context,
                            struct error *error)
{
    (void)context;
    (void)error;
    simulate_known(dataset, &truth, as_of);
    return STATUS_OK;
}

static enum status broken(struct dataset *dataset, daynum as_of, void *context, struct error *error)
{
    (void)dataset;
    (void)as_of;
    (void)context;
    return error_set(error, STATUS_DATABASE, "no such day");
}

static const struct backtest_options options = {
    .plan_year = 2021, .deadlines = fixture_deadlines, .deadline_count = FIXTURE_DEADLINES};

static void methods_are_scored_side_by_side(void **state)
{
    (void)state;
    struct backtest backtest;
    assert_int_equal(backtest_run(&backtest, &truth, as_known, NULL, &options, NULL), STATUS_OK);
    assert_true(backtest.origin_count >= 6 && backtest.n_projects == 24);
    assert_int_equal(backtest.row_count, 5);
    assert_string_equal(backtest.rows[0].method, "renostat");
    for (size_t m = 0; m < backtest.row_count; m++) {
        const struct backtest_row *row = &backtest.rows[m];
        assert_int_equal(row->mae_days.n, backtest.n_forecasts);
        assert_true(row->crps_days.mean <= row->mae_days.mean + 1e-9);
        assert_true(row->mae_days.error > 0);
        bool sharp = m == 1 || m == 2 || m == 3;
        assert_true(isnan(row->coverage[1].mean) == sharp);
    }
    assert_true(backtest.rows[0].crps_days.mean < backtest.rows[1].crps_days.mean);
    assert_true(backtest.rows[0].crps_days.mean < backtest.rows[3].crps_days.mean);
    size_t cases = 0;
    for (size_t b = 0; b < BACKTEST_BINS; b++)
        cases += backtest.bins[b].n;
    assert_int_equal(cases, backtest.rows[0].brier[0].n + backtest.rows[0].brier[1].n);
    backtest_release(&backtest);
}

/* Where no progress is known earned schedule has nothing to go by but the plan. */
static void nothing_earned_is_the_planned_date(void **state)
{
    (void)state;
    struct dataset data;
    struct reference reference;
    struct progress_index index;
    struct method_scratch scratch = {0};
    struct method_forecast forecasts[METHOD_COUNT];
    fixture_init(&data);
    struct project *project = fixture_project(&data, "1");
    project->actual_start = project->plan_start;
    project->status = PROJECT_UNDER_WAY;
    progress_index_init(&index, &data);
    reference_learn(&reference, &data, &index, SIZE_MAX, false);
    struct schedule_defaults defaults = reference_defaults(&reference, data.vantage.as_of);
    struct deadlines none = {0};
    assert_true(
        backtest_forecasts(forecasts, &scratch, &reference, project, NULL, 0, &defaults, &none));
    assert_near(forecasts[METHOD_EARNED_SCHEDULE].finish_days,
                forecasts[METHOD_PLANNED_DATE].finish_days, 0);
    method_scratch_release(&scratch);
    progress_index_release(&index);
    fixture_release(&data);
}

static void nothing_finished_gives_no_figures(void **state)
{
    (void)state;
    struct backtest backtest;
    struct backtest_options none = options;
    none.plan_year = 1999;
    assert_int_equal(backtest_run(&backtest, &truth, as_known, NULL, &none, NULL), STATUS_OK);
    assert_int_equal(backtest.n_projects, 0);
    assert_int_equal(backtest.origin_count, 0);
    assert_true(isnan(backtest.rows[0].mae_days.mean));
    assert_true(backtest.evidence[0] != '\0');
    backtest_release(&backtest);
}

static void a_source_that_fails_ends_it(void **state)
{
    (void)state;
    struct backtest backtest;
    struct error error = {0};
    assert_int_equal(backtest_run(&backtest, &truth, broken, NULL, &options, &error),
                     STATUS_DATABASE);
    assert_string_equal(error.message, "no such day");
    backtest_release(&backtest);
}

static void given_origins_are_kept(void **state)
{
    (void)state;
    struct backtest backtest;
    daynum origins[1] = {daynum_from_civil(2021, 7, 31)};
    struct backtest_options one = options;
    one.origins = origins;
    one.origin_count = 1;
    assert_int_equal(backtest_run(&backtest, &truth, as_known, NULL, &one, NULL), STATUS_OK);
    assert_int_equal(backtest.origin_count, 1);
    assert_true(backtest.n_forecasts <= 24 && backtest.n_forecasts > 5);
    backtest_release(&backtest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(methods_are_scored_side_by_side),
        cmocka_unit_test(nothing_earned_is_the_planned_date),
        cmocka_unit_test(nothing_finished_gives_no_figures),
        cmocka_unit_test(a_source_that_fails_ends_it),
        cmocka_unit_test(given_origins_are_kept),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

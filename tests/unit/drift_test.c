#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <gsl/gsl_errno.h>

#include "analysis/drift.h"
#include "analysis/reference.h"
#include "measure/simulate.h"
#include "unit/forecast_fixture.h"
#include "unit/near.h"

static struct dataset data;
static struct schedule schedule;
static struct drift_state believed;

static int begin(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    fixture_init(&data);
    return 0;
}

static int end(void **state)
{
    (void)state;
    fixture_release(&data);
    schedule_release(&schedule);
    return 0;
}

static void filter(void)
{
    struct schedule_defaults defaults = {
        .as_of = data.vantage.as_of, .planned_days = 200, .start_day = 120};
    schedule_fill(&schedule, &data.projects.items[0], data.progress.items, data.progress.count,
                  &defaults);
    drift_filter(&believed, &drift_prior, &schedule, DRIFT_NODES, NULL, NULL);
}

static double finish_quantile(double p)
{
    struct outlook outlook;
    drift_outlook(&outlook, &believed, &drift_prior, &schedule, schedule.planned_days, 1,
                  data.vantage.as_of, schedule.seen);
    return outlook_quantile(&outlook, p);
}

static void on_schedule_means_close_to_the_plan(void **state)
{
    (void)state;
    fixture_project(&data, "1")->actual_start = daynum_from_civil(2022, 4, 1);
    fixture_point(&data, 2022, 6, 30, 50, 50);
    fixture_point(&data, 2022, 7, 31, 70, 70);
    fixture_point(&data, 2022, 8, 31, 85, 85);
    filter();
    assert_int_equal(believed.reports, 3);
    double late = finish_quantile(0.5) - 30;
    assert_true(late > -5 && late < 20);
    assert_true(finish_quantile(0.9) - finish_quantile(0.1) > 15);
}

static void weights_add_up_and_none_one_or_two_reports_work(void **state)
{
    (void)state;
    fixture_project(&data, "1")->actual_start = daynum_from_civil(2022, 4, 1);
    for (size_t n = 0; n <= 2; n++) {
        double sum = 0;
        filter();
        assert_int_equal(believed.reports, n);
        for (size_t i = 0; i < DRIFT_NODES; i++)
            sum += believed.nodes[i].weight;
        assert_near(sum, 1, 1e-12);
        assert_true(finish_quantile(0.5) > 0);
        fixture_point(&data, 2022, 6 + (int)n, 30, 40 + 20 * (double)n, 50 + 20 * (double)n);
    }
}

/* A month without news must not count as a month without work, and costs certainty. */
static void repeating_a_figure_says_less_than_a_new_one(void **state)
{
    (void)state;
    fixture_project(&data, "1")->actual_start = daynum_from_civil(2022, 4, 1);
    fixture_point(&data, 2022, 5, 31, 33, 33);
    fixture_point(&data, 2022, 6, 30, 50, 50);
    fixture_point(&data, 2022, 7, 31, 50.5, 70);
    fixture_point(&data, 2022, 8, 31, 51, 85);
    filter();
    double crawling = finish_quantile(0.5);
    data.progress.items[2].actual_mpct = data.progress.items[3].actual_mpct = 50000;
    filter();
    assert_true(finish_quantile(0.5) < crawling);
}

static void the_chance_of_a_day_is_that_of_its_outlook(void **state)
{
    (void)state;
    fixture_project(&data, "1")->actual_start = daynum_from_civil(2022, 4, 1);
    fixture_point(&data, 2022, 8, 31, 85, 85);
    filter();
    daynum as_of = data.vantage.as_of;
    double all = drift_finish_chance(&believed, &drift_prior, &schedule, as_of, as_of + 5000);
    assert_near(all, 1, 0.02);
    double sum = 0;
    for (daynum day = as_of; day < as_of + 60; day++)
        sum += drift_finish_chance(&believed, &drift_prior, &schedule, day, day + 1);
    assert_near(sum, drift_finish_chance(&believed, &drift_prior, &schedule, as_of, as_of + 60),
                1e-9);
}

static void a_fit_of_none_one_or_two_stays_near_the_prior(void **state)
{
    (void)state;
    struct drift_model model;
    struct project *project = fixture_project(&data, "1");
    project->actual_start = project->plan_start;
    project->actual_finish = daynum_from_civil(2022, 8, 20);
    fixture_point(&data, 2022, 5, 31, 40, 33);
    fixture_point(&data, 2022, 6, 30, 70, 50);
    filter();
    struct schedule two[2] = {schedule, schedule};
    assert_false(drift_fit(&model, two, 0, 1));
    assert_near(model.pace, drift_prior.pace, 0);
    for (size_t n = 1; n <= 2; n++) {
        assert_true(drift_fit(&model, two, n, 1));
        assert_near(model.pace, drift_prior.pace, 0.1);
    }
}

static void a_city_that_works_slowly_is_learnt(void **state)
{
    (void)state;
    struct dataset truth;
    struct progress_index index;
    struct reference reference;
    struct simulation world = {
        .seed = 11, .first_year = 2018, .years = 3, .projects_per_year = 60, .districts = 4};
    simulate(&truth, &world);
    truth.vantage.as_of = daynum_from_civil(2021, 12, 31);
    progress_index_init(&index, &truth);
    reference_learn(&reference, &truth, &index, SIZE_MAX, false);
    assert_true(reference.drift_learnt && reference.survival_learnt && reference.delay_learnt);
    assert_int_equal(reference.finished + reference.unfinished, 180);
    assert_true(reference.drift.pace > 0.7 && reference.drift.pace < 1.05);
    assert_true(reference.calendar.months > 12);
    progress_index_release(&index);
    dataset_release(&truth);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(on_schedule_means_close_to_the_plan),
        TEST(weights_add_up_and_none_one_or_two_reports_work),
        TEST(repeating_a_figure_says_less_than_a_new_one),
        TEST(the_chance_of_a_day_is_that_of_its_outlook),
        TEST(a_fit_of_none_one_or_two_stays_near_the_prior),
        TEST(a_city_that_works_slowly_is_learnt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

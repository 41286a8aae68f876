/* Forecasts of projects that do not say all, or say what cannot be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "analysis/usual.h"
#include "unit/forecast_fixture.h"
#include "unit/near.h"

static struct dataset data;
static struct forecast forecast;
static struct forecast_options options;

static int begin(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    fixture_init(&data);
    options = fixture_options();
    return 0;
}

static int end(void **state)
{
    (void)state;
    forecast_release(&forecast);
    fixture_release(&data);
    return 0;
}

static void compute(void)
{
    assert_int_equal(forecast_compute(&forecast, &data, NULL, &options, NULL), STATUS_OK);
}

static struct project *without_plan(const char *code)
{
    struct project *project = fixture_project(&data, code);
    project->plan_start = project->plan_finish = DAYNUM_NONE;
    return project;
}

static daynum median_of(size_t item)
{
    return forecast.projects[item].finish[3];
}

static double chance_of(size_t item)
{
    return forecast.projects[item].p_by[FIXTURE_COMPLETION];
}

/* What is asked for is no plan: with another deadline, the same days. */
static void the_deadline_asked_for_moves_no_finish(void **state)
{
    (void)state;
    struct forecast before;
    struct deadline later[FIXTURE_DEADLINES] = {fixture_deadlines[0], fixture_deadlines[1]};
    later[FIXTURE_COMPLETION].month = 12;
    later[FIXTURE_COMPLETION].day = 31;
    without_plan("nothing");
    without_plan("under way")->status = PROJECT_UNDER_WAY;
    without_plan("reports");
    fixture_point(&data, 2022, 8, 31, 40, -1);
    assert_int_equal(forecast_compute(&before, &data, NULL, &options, NULL), STATUS_OK);
    options.deadlines = later;
    compute();
    for (size_t i = 0; i < 3; i++)
        for (size_t q = 0; q < FORECAST_QUANTILES; q++)
            assert_int_equal(forecast.projects[i].finish[q], before.projects[i].finish[q]);
    forecast_release(&before);
}

/* Without a day of a plan progress still tells who comes first. */
static void without_a_plan_progress_counts(void **state)
{
    (void)state;
    without_plan("behind");
    fixture_point(&data, 2022, 6, 30, 20, -1);
    fixture_point(&data, 2022, 8, 31, 30, -1);
    without_plan("ahead");
    fixture_point(&data, 2022, 6, 30, 20, -1);
    fixture_point(&data, 2022, 8, 31, 80, -1);
    compute();
    assert_int_equal(forecast.projects[1].basis, BASIS_PROGRESS);
    assert_true(chance_of(1) > chance_of(0) + 0.15);
    assert_true(median_of(0) > median_of(1) + 30);
    assert_non_null(strstr(forecast.projects[0].why, "no planned dates; a usual duration"));
}

/* Works without planned days are taken to begin when those of others do. */
static void a_usual_start_is_that_of_others(void **state)
{
    (void)state;
    without_plan("of this year");
    without_plan("of next year")->plan_year = 2023;
    for (int i = 0; i < 3; i++)
        fixture_project(&data, "other");
    options.plan_year = 0;
    compute();
    assert_non_null(strstr(forecast.projects[0].why, "2022-04-01"));
    assert_non_null(strstr(forecast.projects[1].why, "2023-04-01"));
}

/* One hurried project, or one mistyped year, is not what is usual. */
static void a_usual_duration_is_held_by_experience(void **state)
{
    (void)state;
    struct usual usual;
    struct project *project = fixture_project(&data, "hurried");
    project->plan_finish = project->plan_start + 10;
    usual_learn(&usual, &data, SIZE_MAX);
    assert_true(usual.planned_days > 100 && usual.planned_days < USUAL_PLANNED_DAYS);
    project->plan_finish = project->plan_start + 3867; /* 2032 for 2022 */
    usual_learn(&usual, &data, SIZE_MAX);
    assert_near(usual.planned_days, USUAL_PLANNED_DAYS, 1e-9);
    project->plan_finish = project->plan_start - 100;
    usual_learn(&usual, &data, SIZE_MAX);
    assert_near(usual.planned_days, USUAL_PLANNED_DAYS, 1e-9);
    assert_near(usual.start_day, USUAL_START_DAY, 1e-9);
}

/* A plan that finishes before it starts is no plan. */
static void reversed_dates_are_no_dates(void **state)
{
    (void)state;
    struct project *reversed = fixture_project(&data, "reversed");
    reversed->status = PROJECT_UNDER_WAY;
    reversed->plan_start = daynum_from_civil(2022, 10, 1);
    reversed->plan_finish = daynum_from_civil(2022, 3, 1);
    without_plan("without")->status = PROJECT_UNDER_WAY;
    compute();
    for (size_t q = 0; q < FORECAST_QUANTILES; q++)
        assert_int_equal(forecast.projects[0].finish[q], forecast.projects[1].finish[q]);
}

/* "Started, and nothing done" is news; to say nothing is not. */
static void zero_percent_is_a_report(void **state)
{
    (void)state;
    for (int curve = 0; curve < 2; curve++) {
        for (int zero = 0; zero < 2; zero++) {
            struct project *project = fixture_project(&data, zero ? "zero" : "silent");
            project->actual_start = project->plan_start;
            if (zero || curve)
                fixture_point(&data, 2022, 8, 31, zero ? 0 : -1, curve ? 85 : -1);
        }
    }
    compute();
    for (size_t i = 0; i < 4; i += 2) {
        assert_int_equal(forecast.projects[i].basis, BASIS_DATES);
        assert_int_equal(forecast.projects[i + 1].basis, BASIS_PROGRESS);
        assert_true(chance_of(i + 1) < chance_of(i));
        assert_true(median_of(i + 1) > median_of(i) + 30);
        assert_non_null(strstr(forecast.projects[i + 1].why, "nothing is done yet"));
        assert_near(forecast.projects[i + 1].recent_pct_per_month, 0, 0);
    }
}

/* Who has done a little is not later than who has done nothing. */
static void a_little_is_not_worse_than_nothing(void **state)
{
    (void)state;
    for (int pct = 0; pct <= 40; pct++) {
        struct project *project = fixture_project(&data, "some");
        project->actual_start = project->plan_start = daynum_from_civil(2022, 3, 1);
        project->plan_finish = daynum_from_civil(2022, 10, 1);
        fixture_point(&data, 2022, 8, 31, pct, -1);
    }
    compute();
    for (size_t i = 1; i <= 40; i++)
        assert_true(median_of(i) <= median_of(i - 1));
}

/* A finish that is to come hides no 100 % that was reported. */
static void a_finish_to_come_hides_no_report(void **state)
{
    (void)state;
    struct project *project = fixture_project(&data, "early");
    project->as_of = project->full_progress_date = data.vantage.as_of;
    project->actual_finish = data.vantage.as_of + 90;
    assert_int_equal(project_completed_on(project), data.vantage.as_of);
    project->full_progress_date = DAYNUM_NONE;
    assert_int_equal(project_completed_on(project), data.vantage.as_of + 90);
}

/* A pace that does not suffice and a good chance are said with what lies between them. */
static void a_reason_does_not_speak_against_its_chance(void **state)
{
    (void)state;
    for (int pct = 50; pct <= 100; pct += 2) {
        struct project *project = fixture_project(&data, "stuck");
        project->actual_start = project->plan_start;
        fixture_point(&data, 2022, 6, 30, pct - 0.4, -1);
        fixture_point(&data, 2022, 8, 31, pct - 0.4, -1);
    }
    compute();
    size_t likely = 0;
    for (size_t i = 0; i < forecast.project_count; i++) {
        bool expects = strstr(forecast.projects[i].why, "is expected to do") != NULL;
        assert_int_equal(expects, chance_of(i) > 0.5);
        likely += expects;
    }
    assert_true(likely > 0 && likely < forecast.project_count);
}

/* While works are suspended no time is made up by silence. */
static void suspended_works_stand_still(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct project *project = fixture_project(&data, i ? "suspended" : "silent");
        project->actual_start = project->plan_start;
        project->status = i ? PROJECT_SUSPENDED : PROJECT_UNDER_WAY;
        fixture_point(&data, 2022, 5, 31, 30, 30);
        fixture_point(&data, 2022, 6, 30, 50, 50);
        fixture_point(&data, 2022, 8, 31, -1, 85);
    }
    struct project *mute = fixture_project(&data, "no report");
    mute->actual_start = mute->plan_start;
    mute->status = PROJECT_SUSPENDED;
    compute();
    assert_true(chance_of(1) < chance_of(0));
    assert_true(median_of(1) > median_of(0) + 20);
    assert_non_null(strstr(forecast.projects[1].why, "suspended"));
    assert_null(strstr(forecast.projects[0].why, "suspended"));
    assert_non_null(strstr(forecast.projects[2].why, "since when is not reported"));
}

/* Plans of 1900 and 2099 are no plans: what is known beside them is gone by. */
static void impossible_days_are_not_used(void **state)
{
    (void)state;
    struct project *project = fixture_project(&data, "finish");
    project->actual_start = project->plan_start;
    project->plan_finish = daynum_from_civil(2099, 12, 31);
    project = fixture_project(&data, "no finish");
    project->actual_start = project->plan_start;
    project->plan_finish = DAYNUM_NONE;
    project = fixture_project(&data, "done");
    project->actual_finish = daynum_from_civil(1900, 1, 1);
    compute();
    for (size_t q = 0; q < FORECAST_QUANTILES; q++)
        assert_int_equal(forecast.projects[0].finish[q], forecast.projects[1].finish[q]);
    assert_int_equal(forecast.projects[2].basis, BASIS_DONE);
    assert_int_equal(median_of(2), DAYNUM_NONE);
    assert_non_null(strstr(forecast.projects[2].why, "are not used"));
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    fixture_project(&data, "a")->plan_finish = DAYNUM_NONE;
    data.projects.items[0].actual_start = data.projects.items[0].plan_start;
    fixture_project(&data, "b")->plan_start = DAYNUM_NONE;
    data.projects.items[1].status = PROJECT_UNDER_WAY;
    without_plan("c")->status = PROJECT_UNDER_WAY;
    compute();
    assert_non_null(strstr(forecast.projects[0].why, "no planned finish"));
    assert_non_null(strstr(forecast.projects[1].why, "no start is known"));
    assert_non_null(strstr(forecast.projects[2].why, "no planned dates"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_deadline_asked_for_moves_no_finish),
        TEST(without_a_plan_progress_counts),
        TEST(a_usual_start_is_that_of_others),
        TEST(a_usual_duration_is_held_by_experience),
        TEST(reversed_dates_are_no_dates),
        TEST(zero_percent_is_a_report),
        TEST(a_little_is_not_worse_than_nothing),
        TEST(a_finish_to_come_hides_no_report),
        TEST(a_reason_does_not_speak_against_its_chance),
        TEST(suspended_works_stand_still),
        TEST(impossible_days_are_not_used),
        TEST(what_is_missing_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

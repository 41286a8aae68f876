#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "analysis/pace.h"
#include "analysis/schedule.h"
#include "unit/forecast_fixture.h"
#include "unit/near.h"

static struct dataset data;
static struct schedule schedule;
static struct schedule_defaults defaults;

static int begin(void **state)
{
    (void)state;
    fixture_init(&data);
    defaults = (struct schedule_defaults){
        .as_of = data.vantage.as_of, .planned_days = 200, .start_day = 120};
    return 0;
}

static int end(void **state)
{
    (void)state;
    fixture_release(&data);
    schedule_release(&schedule);
    return 0;
}

static void fill(void)
{
    schedule_fill(&schedule, &data.projects.items[0], data.progress.items, data.progress.count,
                  &defaults);
}

static void earned_schedule_is_when_the_plan_had_as_much(void **state)
{
    (void)state;
    fixture_project(&data, "1");
    fixture_point(&data, 2022, 5, 1, -1, 20);  /* day 30 */
    fixture_point(&data, 2022, 5, 31, -1, 20); /* a standstill: its first day counts */
    fixture_point(&data, 2022, 6, 30, 50, 60); /* day 90 */
    fill();
    assert_true(schedule.has_curve);
    assert_near(schedule_earned_day(&schedule, 10), 15, 1e-9);
    assert_near(schedule_earned_day(&schedule, 20), 30, 1e-9);
    assert_near(schedule_earned_day(&schedule, 60), 90, 1e-9);
    assert_near(schedule_earned_day(&schedule, 100), 182, 1e-9);
    assert_near(schedule_earned_day(&schedule, 0), 0, 1e-9);
}

static void without_a_plan_it_is_a_straight_line_and_says_so(void **state)
{
    (void)state;
    fixture_project(&data, "1");
    fixture_point(&data, 2022, 6, 30, 50, -1);
    fill();
    assert_false(schedule.has_curve);
    assert_near(schedule_earned_day(&schedule, 50), 91, 1e-9);
}

static void rounding_is_noticed(void **state)
{
    (void)state;
    fixture_project(&data, "1");
    fixture_point(&data, 2022, 5, 31, 10, -1);
    fixture_point(&data, 2022, 6, 30, 25, -1);
    fixture_point(&data, 2022, 7, 31, 40, -1);
    fill();
    assert_near(schedule.rounding_pct, 5, 0);
    fixture_point(&data, 2022, 8, 31, 43.5, -1);
    fill();
    assert_near(schedule.rounding_pct, 0, 0);
}

static void reports_are_taken_as_they_are(void **state)
{
    (void)state;
    fixture_project(&data, "1");
    fixture_point(&data, 2022, 5, 31, 85, -1);
    fixture_point(&data, 2022, 6, 30, 70, -1);  /* taken back */
    fixture_point(&data, 2022, 7, 31, 70, -1);  /* repeated */
    fixture_point(&data, 2022, 8, 31, 130, -1); /* beyond all */
    fixture_point(&data, 2022, 9, 30, 20, -1);  /* not known yet */
    fill();
    assert_int_equal(schedule.report_count, 4);
    assert_true(schedule.reports[2].repeats);
    assert_near(schedule_latest(&schedule)->pct, 100, 0);
    assert_int_equal(schedule_reached(&schedule, 80), daynum_from_civil(2022, 8, 31));
    assert_int_equal(schedule_reached(&schedule, 60), daynum_from_civil(2022, 5, 31));
}

static void odd_plans_are_made_usable(void **state)
{
    (void)state;
    struct project *project = fixture_project(&data, "1");
    project->plan_finish = project->plan_start - 30;
    fill();
    assert_true(schedule.crossed && schedule.assumed_plan);
    assert_near(schedule.planned_days, 200, 0);
    project->plan_finish = project->plan_start; /* one day */
    fill();
    assert_false(schedule.crossed);
    assert_near(schedule.planned_days, SCHEDULE_MIN_DAYS, 0);
    project->plan_finish = project->plan_start = DAYNUM_NONE; /* nothing at all */
    fill();
    assert_true(schedule.assumed_plan && schedule.plan_finish > schedule.plan_start);
    assert_false(schedule.started);
}

static void paces_are_points_a_month(void **state)
{
    (void)state;
    fixture_project(&data, "1");
    fixture_point(&data, 2022, 6, 30, 30, 50);
    fixture_point(&data, 2022, 8, 31, 50, 85);
    fill();
    assert_near(pace_recent(&schedule), 20.0 / 62 * 30.4375, 1e-6);
    daynum as_of = data.vantage.as_of, day = daynum_from_civil(2022, 11, 30);
    struct outlook outlook = {.reach_days = 200};
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++)
        outlook.cdf[i] = outlook_day(&outlook, i) / 200;
    struct pace_span span = {as_of, day, as_of}, over = {as_of, as_of, as_of};
    double even = pace_needed(&schedule, &outlook, 100, &span, 0.5);
    double safe = pace_needed(&schedule, &outlook, 100, &span, 0.9);
    assert_near(even, 50.0 / 91 * 30.4375, 1e-9);
    assert_near(safe / even, 1.8, 1e-9);
    assert_true(isnan(pace_needed(&schedule, &outlook, 50, &span, 0.5)));
    assert_true(isnan(pace_needed(&schedule, &outlook, 100, &over, 0.5)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(earned_schedule_is_when_the_plan_had_as_much, begin, end),
        cmocka_unit_test_setup_teardown(without_a_plan_it_is_a_straight_line_and_says_so, begin,
                                        end),
        cmocka_unit_test_setup_teardown(rounding_is_noticed, begin, end),
        cmocka_unit_test_setup_teardown(reports_are_taken_as_they_are, begin, end),
        cmocka_unit_test_setup_teardown(odd_plans_are_made_usable, begin, end),
        cmocka_unit_test_setup_teardown(paces_are_points_a_month, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

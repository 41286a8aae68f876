#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "analysis/comparable.h"
#include "unit/forecast_fixture.h"

static struct dataset data;
static struct progress_index index_of;
static struct comparables comparables;
static struct schedule schedule;
static struct schedule_defaults defaults;

static int begin(void **state)
{
    (void)state;
    fixture_init(&data);
    defaults = (struct schedule_defaults){
        .as_of = data.vantage.as_of, .planned_days = 180, .start_day = 120};
    return 0;
}

static int end(void **state)
{
    (void)state;
    comparables_release(&comparables);
    progress_index_release(&index_of);
    schedule_release(&schedule);
    fixture_release(&data);
    return 0;
}

/* Of the first project, which has until the end of November. */
static struct comparable_count count(void)
{
    comparables_release(&comparables);
    progress_index_release(&index_of);
    progress_index_init(&index_of, &data);
    comparables_init(&comparables, &data, &index_of, &defaults);
    schedule_fill(&schedule, &data.projects.items[0], data.progress.items, index_of.first[1],
                  &defaults);
    return comparables_count(&comparables, 0, &schedule, daynum_from_civil(2022, 11, 30));
}

/* Half done at the end of August, with 91 days left. */
static void half_done(void)
{
    struct project *project = fixture_project(&data, "asked");
    project->actual_start = project->plan_start;
    fixture_point(&data, 2022, 7, 31, 40, -1);
    fixture_point(&data, 2022, 8, 31, 50, -1);
}

/* A project of 2021 that came to a progress on 31 July, and was finished some days later. */
static struct project *of_last_year(double pct, int days)
{
    struct project *project = fixture_project(&data, "other");
    project->plan_start = daynum_from_civil(2021, 4, 1);
    project->plan_finish = daynum_from_civil(2021, 9, 30);
    project->actual_start = project->plan_start;
    fixture_point(&data, 2021, 6, 30, pct / 2, -1);
    fixture_point(&data, 2021, 7, 31, pct, -1);
    if (days > 0)
        project->actual_finish = daynum_from_civil(2021, 7, 31) + days;
    return project;
}

static void none_one_and_two(void **state)
{
    (void)state;
    half_done();
    assert_int_equal(count().n, 0);
    of_last_year(50, 91);
    assert_int_equal(count().n, 1);
    assert_int_equal(count().made_it, 1);
    of_last_year(50, 92);
    assert_int_equal(count().n, 2);
    assert_int_equal(count().made_it, 1);
}

static void the_stage_is_within_five_points(void **state)
{
    (void)state;
    half_done();
    of_last_year(45, 60);
    of_last_year(55, 60);
    of_last_year(44, 60); /* 22 and 44 */
    of_last_year(56, 60);
    assert_int_equal(count().n, 2);
}

static void only_those_whose_days_are_over_count(void **state)
{
    (void)state;
    half_done();
    struct project *project = of_last_year(50, 20); /* an early finisher of this summer */
    for (size_t i = data.progress.count - 2; i < data.progress.count; i++)
        data.progress.items[i].date += 365 - 31;
    project->plan_start += 365 - 31;
    project->plan_finish += 365 - 31;
    project->actual_start += 365 - 31;
    project->actual_finish += 365 - 31;
    assert_int_equal(count().n, 0);
    of_last_year(50, 0); /* never finished, and seen until today */
    assert_int_equal(count().n, 1);
    assert_int_equal(count().made_it, 0);
    data.projects.items[2].as_of = daynum_from_civil(2021, 9, 30); /* … or not seen for so long */
    assert_int_equal(count().n, 0);
}

static void other_lengths_and_what_was_cancelled_are_not_alike(void **state)
{
    (void)state;
    half_done();
    of_last_year(50, 60)->plan_finish += 120;
    of_last_year(50, 60)->plan_start += 80;
    of_last_year(50, 60)->status = PROJECT_CANCELLED;
    of_last_year(50, 60)->plan_finish = DAYNUM_NONE;
    assert_int_equal(count().n, 0);
}

/* Not begun 152 days after its planned start: so it has to have been with the others. */
static void what_has_not_begun_is_like_what_had_not(void **state)
{
    (void)state;
    fixture_project(&data, "asked");
    struct project *project = of_last_year(0, 0);
    project->actual_start = project->plan_start + 152;
    project->actual_finish = project->plan_start + 200;
    assert_int_equal(count().n, 0);
    project->actual_start = project->plan_start + 153;
    assert_int_equal(count().n, 1);
    assert_int_equal(count().made_it, 1);
}

static void what_has_begun_without_progress_goes_by_its_days(void **state)
{
    (void)state;
    struct project *asked = fixture_project(&data, "asked");
    asked->actual_start = asked->plan_start; /* 152 days ago, and 91 to go */
    struct project *project = of_last_year(0, 0);
    project->actual_finish = project->actual_start + 152; /* was no longer at it */
    assert_int_equal(count().n, 0);
    project->actual_finish = project->actual_start + 152 + 91;
    assert_int_equal(count().made_it, 1);
    project->actual_finish++;
    assert_int_equal(count().n, 1);
    assert_int_equal(count().made_it, 0);
}

static void no_days_left_compare_with_nobody(void **state)
{
    (void)state;
    half_done();
    of_last_year(50, 60);
    assert_int_equal(count().n, 1);
    assert_int_equal(comparables_count(&comparables, 0, &schedule, defaults.as_of).n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(none_one_and_two),
        TEST(the_stage_is_within_five_points),
        TEST(only_those_whose_days_are_over_count),
        TEST(other_lengths_and_what_was_cancelled_are_not_alike),
        TEST(what_has_not_begun_is_like_what_had_not),
        TEST(what_has_begun_without_progress_goes_by_its_days),
        TEST(no_days_left_compare_with_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

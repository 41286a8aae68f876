/* What a backtest says of its own figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "analysis/backtest.h"

static const struct deadline deadlines[1] = {{.name = "completion", .completion = true}};
static struct backtest_score brier[2];
static struct backtest_row rows[2];
static struct backtest backtest;
static struct backtest_grounds grounds;

/* Forty finished projects whose intervals hold what they say, and a method that does worse. */
static int begin(void **state)
{
    (void)state;
    brier[0] = (struct backtest_score){0.1, 0.01, 100};
    brier[1] = (struct backtest_score){0.2, 0.01, 100};
    rows[0] =
        (struct backtest_row){.method = "renostat",
                              .mae_days = {20, 2, 100},
                              .crps_days = {15, 2, 100},
                              .coverage = {{0.52, 0.05, 100}, {0.8, 0.04, 100}, {0.93, 0.02, 100}},
                              .brier = &brier[0]};
    rows[1] = (struct backtest_row){.method = "planned-date",
                                    .mae_days = {30, 2, 100},
                                    .crps_days = {30, 2, 100},
                                    .brier = &brier[1]};
    backtest = (struct backtest){.deadlines = deadlines,
                                 .deadline_count = 1,
                                 .rows = rows,
                                 .row_count = 2,
                                 .n_projects = 40,
                                 .n_forecasts = 100};
    grounds = (struct backtest_grounds){.plan_year = 2022, .projects = 50, .finished = 40};
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&backtest.strings);
    return 0;
}

static void good_forecasts_leave_no_doubt(void **state)
{
    (void)state;
    backtest_judge(&backtest, &grounds);
    assert_int_equal(backtest.doubt_count, 0);
    assert_non_null(strstr(backtest.evidence, "40 finished projects"));
}

static void a_coverage_outside_its_band_is_named(void **state)
{
    (void)state;
    rows[0].coverage[1].mean = 0.6;
    rows[0].coverage[0].mean = 0.7;
    backtest_judge(&backtest, &grounds);
    assert_int_equal(backtest.doubt_count, 2);
    assert_non_null(strstr(backtest.doubts[0], "the 50% intervals are too wide: they held 70%"));
    assert_non_null(strstr(backtest.doubts[1], "the 80% intervals are too narrow: they held 60%"));
}

/* 30 of 40 where 14 were to be expected; 3 of 10 would be by chance. */
static void chances_that_did_not_hold_are_named(void **state)
{
    (void)state;
    backtest.bins[3] = (struct backtest_bin){0.3, 0.4, 40, 0.35, 0.75};
    backtest.bins[5] = (struct backtest_bin){0.5, 0.6, 10, 0.55, 0.3};
    backtest_judge(&backtest, &grounds);
    assert_int_equal(backtest.doubt_count, 1);
    assert_non_null(strstr(backtest.doubts[0], "of 40 chances of 30 to 40% 30 came true"));
    assert_null(strstr(backtest.doubts[0], "of 10 chances"));
}

static void equal_as_printed_is_not_better(void **state)
{
    (void)state;
    rows[1].mae_days.mean = 19.98;
    backtest_judge(&backtest, &grounds);
    assert_int_equal(backtest.doubt_count, 0);
}

static void a_method_that_does_better_is_named(void **state)
{
    (void)state;
    rows[1].mae_days.mean = 18;
    brier[1].mean = 0.05;
    backtest_judge(&backtest, &grounds);
    assert_int_equal(backtest.doubt_count, 1);
    assert_non_null(strstr(backtest.doubts[0], "planned-date in the mean error in days (18.0 "
                                               "against 20.0); planned-date in the Brier score "
                                               "for completion (0.050 against 0.100)"));
}

static void few_projects_bear_no_judgement(void **state)
{
    (void)state;
    rows[0].coverage[1] = (struct backtest_score){0, 0, 6};
    for (size_t n = 0; n < 3; n++) {
        backtest.n_projects = grounds.finished = n;
        backtest_judge(&backtest, &grounds);
        assert_int_equal(backtest.doubt_count, 0);
        assert_non_null(strstr(backtest.evidence, n == 0   ? "and of none the day"
                                                  : n == 1 ? "1 finished project"
                                                           : "2 finished projects"));
    }
    /* Three of three covered: an error of 0 by the projects, and no certainty. */
    backtest.n_projects = 6;
    rows[0].coverage[1] = (struct backtest_score){1, 0, 6};
    backtest_judge(&backtest, &grounds);
    assert_int_equal(backtest.doubt_count, 0);
    assert_non_null(strstr(backtest.evidence, "within 32 points"));
}

static void what_is_lacking_is_named(void **state)
{
    (void)state;
    backtest.n_projects = 0;
    backtest_judge(&backtest, &grounds);
    assert_non_null(strstr(backtest.evidence, "load earlier exports"));
    grounds = (struct backtest_grounds){.plan_year = 2022};
    backtest_judge(&backtest, &grounds);
    assert_non_null(strstr(backtest.evidence, "no project of this plan year"));
    grounds.plan_year = 0;
    backtest_judge(&backtest, &grounds);
    assert_non_null(strstr(backtest.evidence, "no project is known"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(good_forecasts_leave_no_doubt),
        TEST(a_coverage_outside_its_band_is_named),
        TEST(chances_that_did_not_hold_are_named),
        TEST(equal_as_printed_is_not_better),
        TEST(a_method_that_does_better_is_named),
        TEST(few_projects_bear_no_judgement),
        TEST(what_is_lacking_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

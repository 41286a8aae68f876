#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>

#include "analysis/growth.h"
#include "unit/near.h"

/* Two invented years with the same course: a fifth by May, all by December. */
static struct growth_point first[] = {{0, 20, 100}, {0, 60, 100}, {0, 103, 100}};
static struct growth_point second[] = {{0, 40, 200}, {0, 120, 200}, {0, 206, 200}};

static void set_days(struct growth_point *points, int year)
{
    points[0].day = daynum_from_civil(year, 5, 31);
    points[1].day = daynum_from_civil(year, 8, 31);
    points[2].day = daynum_from_civil(year, 12, 31);
}

static struct growth_year years[2] = {{2020, first, 3}, {2021, second, 3}};

static int begin(void **state)
{
    (void)state;
    set_days(first, 2020);
    set_days(second, 2021);
    return 0;
}

static double median(size_t history, double latest, daynum at, daynum day)
{
    struct growth_model model;
    struct growth_point point = {at, latest, 300};
    growth_model_init(&model, years, history, 0.42);
    struct growth_forecast forecast = growth_forecast(&model, &point, 0, 2022, day);
    return 300 * exp(growth_quantile(&forecast, 0.5));
}

static void a_year_on_course_ends_as_the_others_did(void **state)
{
    (void)state;
    daynum august = daynum_from_civil(2022, 8, 31), december = daynum_from_civil(2022, 12, 31);
    double p50 = median(2, 178, august, december);
    assert_true(p50 > 300 && p50 < 312);
}

static void history_narrows(void **state)
{
    (void)state;
    double last = INFINITY;
    for (size_t history = 0; history <= 2; history++) {
        struct growth_model model;
        struct growth_point point = {daynum_from_civil(2022, 5, 31), 60, 300};
        growth_model_init(&model, years, history, 0.42);
        struct growth_forecast f =
            growth_forecast(&model, &point, 0, 2022, daynum_from_civil(2022, 12, 31));
        assert_true(f.spread < last);
        last = f.spread;
    }
}

static void what_is_reached_is_not_lost(void **state)
{
    (void)state;
    for (size_t history = 0; history <= 2; history++)
        for (double latest = 1; latest < 500; latest *= 1.7)
            assert_true(median(history, latest, daynum_from_civil(2022, 6, 30),
                               daynum_from_civil(2022, 11, 30)) >= latest * (1 - 1e-9));
    struct growth_forecast reached = {.mean = 0.1, .spread = 0.05, .floor = 0.02};
    assert_true(growth_p_plan(&reached) == 1);
}

static void quantiles_rise_and_a_moving_plan_widens(void **state)
{
    (void)state;
    struct growth_model model;
    struct growth_point point = {daynum_from_civil(2022, 6, 30), 90, 300};
    daynum day = daynum_from_civil(2022, 12, 31);
    growth_model_init(&model, years, 2, 0.42);
    struct growth_forecast still = growth_forecast(&model, &point, 0, 2022, day);
    struct growth_forecast moved = growth_forecast(&model, &point, 0.2, 2022, day);
    assert_true(moved.spread > still.spread);
    double last = -INFINITY;
    for (double p = 0.02; p < 1; p += 0.02) {
        assert_true(growth_quantile(&still, p) >= last);
        last = growth_quantile(&still, p);
    }
}

static void a_year_without_its_end_is_no_history(void **state)
{
    (void)state;
    struct growth_year cut = {2020, first, 2}, empty = {2020, first, 0};
    assert_true(growth_year_is_complete(&years[0]));
    assert_false(growth_year_is_complete(&cut));
    assert_false(growth_year_is_complete(&empty));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_on_course_ends_as_the_others_did),
        cmocka_unit_test(history_narrows),
        cmocka_unit_test(what_is_reached_is_not_lost),
        cmocka_unit_test(quantiles_rise_and_a_moving_plan_widens),
        cmocka_unit_test(a_year_without_its_end_is_no_history),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>

#include "analysis/growth.h"
#include "analysis/stream.h"

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

static struct growth_courses courses;
static struct growth_model model;

static void draw(size_t history, double latest, daynum at, double extra)
{
    gsl_rng *stream = stream_new();
    struct growth_point point = {at, latest, 300};
    stream_choose(stream, 1, "growth", "", "");
    growth_model_init(&model, years, history, 0.42, 0.03);
    growth_draw(&courses, &model, &point, extra, 2022, true, stream);
    stream_free(stream);
}

static double quantile(daynum day, double p)
{
    double totals[GROWTH_COURSES];
    growth_totals(&courses, NULL, day, totals);
    return totals[(size_t)(p * (GROWTH_COURSES - 1))];
}

static void a_year_on_course_ends_as_the_others_did(void **state)
{
    (void)state;
    draw(2, 178, daynum_from_civil(2022, 8, 31), 0);
    double p50 = quantile(daynum_from_civil(2022, 12, 31), 0.5);
    assert_true(p50 > 295 && p50 < 312);
}

static double width(void)
{
    daynum day = daynum_from_civil(2022, 12, 31);
    return quantile(day, 0.9) - quantile(day, 0.1);
}

static void history_narrows_and_a_moving_plan_widens(void **state)
{
    (void)state;
    double last[3] = {INFINITY, INFINITY, INFINITY};
    daynum may = daynum_from_civil(2022, 5, 31);
    for (size_t history = 0; history <= 2; history++) {
        draw(history, 60, may, 0);
        double now[3] = {model.shift_spread, model.bend_spread, model.log_ratio_spread};
        for (size_t k = 0; k < 3; k++) {
            assert_true(now[k] < last[k]);
            last[k] = now[k];
        }
    }
    double still = width();
    draw(2, 60, may, 0.2);
    assert_true(width() > still);
}

/* Chances, quantiles and the day of the plan rise with time and agree with each other. */
static void courses_rise_and_their_figures_agree(void **state)
{
    (void)state;
    daynum june = daynum_from_civil(2022, 6, 30), reach[GROWTH_COURSES];
    double totals[GROWTH_COURSES];
    for (size_t history = 0; history <= 2; history++)
        for (double latest = 1; latest < 500; latest = floor(latest * 3.3)) {
            double last[3] = {latest * (1 - 1e-9), latest * (1 - 1e-9), latest * (1 - 1e-9)};
            draw(history, latest, june, 0);
            growth_reach(&courses, NULL, reach);
            for (daynum day = june; day < june + 500; day += 61) {
                size_t reached = 0, by_then = 0;
                growth_totals(&courses, NULL, day, totals);
                for (size_t k = 0; k < 3; k++) {
                    double now = quantile(day, 0.1 + 0.4 * (double)k);
                    assert_true(now >= last[k]);
                    last[k] = now;
                }
                for (size_t i = 0; i < GROWTH_COURSES; i++) {
                    reached += totals[i] >= 300 * (1 - 1e-12);
                    by_then += reach[i] <= day;
                }
                assert_int_equal(reached, by_then);
            }
        }
}

/* A twelfth of the plan in August is a late region, not one that ends on the plan for sure. */
static void a_region_far_behind_stays_behind(void **state)
{
    (void)state;
    draw(0, 25, daynum_from_civil(2022, 8, 31), 0);
    daynum november = daynum_from_civil(2022, 11, 30);
    assert_true(quantile(november, 0.5) < 270);
    assert_true(quantile(november, 0.9) - quantile(november, 0.1) > 45);
}

/* One of 300 in August: what it says of the course is next to nothing. */
static void a_low_count_says_little(void **state)
{
    (void)state;
    for (size_t history = 0; history <= 2; history++) {
        draw(history, 1, daynum_from_civil(2022, 8, 31), 0);
        daynum december = daynum_from_civil(2022, 12, 31);
        assert_true(quantile(december, 0.9) > 3 * quantile(december, 0.1));
    }
}

static void counts_are_whole(void **state)
{
    (void)state;
    double totals[GROWTH_COURSES];
    draw(2, 90, daynum_from_civil(2022, 8, 31), 0);
    growth_totals(&courses, NULL, daynum_from_civil(2022, 11, 30), totals);
    for (size_t i = 0; i < GROWTH_COURSES; i++)
        assert_true(totals[i] == floor(totals[i]) && totals[i] >= 90);
}

/* A part is ahead of the whole by itself, and not when it is drawn within it. */
static void a_part_is_never_more_than_the_whole(void **state)
{
    (void)state;
    static struct growth_courses whole;
    daynum august = daynum_from_civil(2022, 8, 31), first_days[GROWTH_COURSES];
    double own[GROWTH_COURSES], within[GROWTH_COURSES], most[GROWTH_COURSES];
    daynum days[GROWTH_COURSES];
    draw(0, 100, august, 0);
    whole = courses;
    draw(2, 90, august, 0);
    static struct growth_model of_whole;
    growth_model_init(&of_whole, years, 0, 0.42, 0.03);
    whole.model = &of_whole;
    for (daynum day = august; day < august + 300; day += 61) {
        growth_totals(&courses, NULL, day, own);
        growth_totals(&courses, &whole, day, within);
        growth_totals(&whole, NULL, day, most);
        for (size_t i = 0; i < GROWTH_COURSES; i++)
            assert_true(within[i] <= most[i] && within[i] <= own[i] && within[i] >= 90);
    }
    growth_reach(&courses, &whole, days);
    growth_reach(&whole, NULL, first_days);
    for (size_t i = 0; i < GROWTH_COURSES; i++)
        assert_true(days[i] >= first_days[i]);
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
        cmocka_unit_test(history_narrows_and_a_moving_plan_widens),
        cmocka_unit_test(courses_rise_and_their_figures_agree),
        cmocka_unit_test(a_region_far_behind_stays_behind),
        cmocka_unit_test(a_low_count_says_little),
        cmocka_unit_test(counts_are_whole),
        cmocka_unit_test(a_part_is_never_more_than_the_whole),
        cmocka_unit_test(a_year_without_its_end_is_no_history),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}

/* Which totals are forecast, and which are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "unit/forecast_fixture.h"

static struct dataset data;
static struct total_set totals;
static struct forecast forecast;
static struct region_total items[16];

static int begin(void **state)
{
    (void)state;
    fixture_init(&data);
    totals = (struct total_set){.items = items};
    return 0;
}

static int end(void **state)
{
    (void)state;
    forecast_release(&forecast);
    fixture_release(&data);
    return 0;
}

static void report(int year, int month, int64_t planned, int64_t started)
{
    items[totals.count++] = (struct region_total){.region = "region",
                                                  .plan_year = year,
                                                  .as_of = daynum_from_civil(year, month, 28),
                                                  .planned = planned,
                                                  .started = started,
                                                  .completed = VALUE_NONE,
                                                  .households_planned = VALUE_NONE,
                                                  .households_started = VALUE_NONE,
                                                  .planned_fen = VALUE_NONE,
                                                  .invested_fen = VALUE_NONE};
}

/* The row of completion by the end of November. */
static const struct forecast_total *compute(void)
{
    struct forecast_options options = fixture_options();
    assert_int_equal(forecast_compute(&forecast, &data, &totals, &options, NULL), STATUS_OK);
    assert_int_equal(forecast.total_count, FIXTURE_DEADLINES);
    return &forecast.totals[FIXTURE_COMPLETION];
}

/* A count that does not begin anew with the year is of no year's plan. */
static void counts_that_go_on_are_refused(void **state)
{
    (void)state;
    report(2021, 10, 3797, 1512);
    report(2022, 2, 4092, 1815);
    report(2022, 8, 4771, 2377);
    const struct forecast_total *row = compute();
    assert_true(isnan(row->expected));
    assert_non_null(strstr(row->note, "go on from those of the year before"));
}

static void counts_that_begin_anew_are_forecast(void **state)
{
    (void)state;
    report(2021, 12, 50, 50);
    report(2022, 3, 300, 60); /* more than the whole year before, of a larger plan */
    report(2022, 8, 300, 200);
    assert_true(isfinite(compute()->expected));
}

/* Who reports once a year begins anew, for all that the figures look alike. */
static void a_yearly_report_is_no_going_on(void **state)
{
    (void)state;
    report(2021, 8, 150, 143);
    report(2022, 8, 155, 148);
    assert_true(isfinite(compute()->expected));
}

static void nothing_started_says_why(void **state)
{
    (void)state;
    report(2022, 8, 150, 0);
    const struct forecast_total *row = compute();
    assert_true(isnan(row->expected) && row->reach_plan[1] == DAYNUM_NONE);
    assert_non_null(strstr(row->note, "0 so far"));
}

/* Past deadlines between two figures: known where these leave no choice, else not. */
static void a_day_between_two_figures_is_no_fact(void **state)
{
    (void)state;
    data.vantage.as_of = daynum_from_civil(2022, 12, 31);
    report(2022, 9, 150, 140);
    report(2022, 12, 150, 151);
    const struct forecast_total *row = compute();
    assert_true(row->fact && isnan(row->expected) && isnan(row->p50) && isnan(row->p_plan));
    assert_non_null(strstr(row->note, "no figure is of that day"));
    forecast_release(&forecast);
    items[1].started = 149;
    row = compute();
    assert_true(row->fact && isnan(row->expected) && row->p_plan == 0);
    forecast_release(&forecast);
    items[1].started = 140;
    row = compute();
    assert_true(row->fact && row->expected == 140 && row->p_plan == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(counts_that_go_on_are_refused),
        TEST(counts_that_begin_anew_are_forecast),
        TEST(a_yearly_report_is_no_going_on),
        TEST(nothing_started_says_why),
        TEST(a_day_between_two_figures_is_no_fact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "core/date.h"

static void every_day_of_four_centuries_survives_the_round_trip(void **state)
{
    (void)state;
    daynum previous = daynum_from_civil(1899, 12, 31);
    for (int year = 1900; year < 2300; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= month_days(year, month); day++) {
                daynum number = daynum_from_civil(year, month, day);
                int y, m, d;
                assert_int_equal(number, previous + 1);
                daynum_to_civil(number, &y, &m, &d);
                assert_int_equal(y, year);
                assert_int_equal(m, month);
                assert_int_equal(d, day);
                previous = number;
            }
}

static void known_days_have_known_numbers(void **state)
{
    (void)state;
    assert_int_equal(daynum_from_civil(1970, 1, 1), 0);
    assert_int_equal(daynum_from_civil(2000, 3, 1), 11017);
    assert_int_equal(daynum_from_civil(2022, 8, 31), 19235);
    assert_int_equal(daynum_from_civil(1969, 12, 31), -1);
}

static void days_that_do_not_exist_are_none(void **state)
{
    (void)state;
    assert_int_equal(daynum_from_civil(2022, 2, 29), DAYNUM_NONE);
    assert_int_equal(daynum_from_civil(1900, 2, 29), DAYNUM_NONE);
    assert_int_equal(daynum_from_civil(2022, 13, 1), DAYNUM_NONE);
    assert_int_equal(daynum_from_civil(2022, 0, 1), DAYNUM_NONE);
    assert_int_equal(daynum_from_civil(2022, 1, 0), DAYNUM_NONE);
    assert_int_equal(daynum_from_civil(0, 1, 1), DAYNUM_NONE);
    assert_int_equal(daynum_from_civil(10000, 1, 1), DAYNUM_NONE);
    assert_int_not_equal(daynum_from_civil(2000, 2, 29), DAYNUM_NONE);
}

static void month_ends_step_over_years_and_short_months(void **state)
{
    (void)state;
    daynum january = daynum_from_civil(2024, 1, 31);
    assert_int_equal(daynum_month_end_after(january, 1), daynum_from_civil(2024, 2, 29));
    assert_int_equal(daynum_month_end_after(january, -1), daynum_from_civil(2023, 12, 31));
    assert_int_equal(daynum_month_end_after(january, 13), daynum_from_civil(2025, 2, 28));
    assert_int_equal(daynum_month_end(daynum_from_civil(2022, 6, 1)),
                     daynum_from_civil(2022, 6, 30));
    assert_int_equal(daynum_month_end_after(daynum_from_civil(9999, 12, 1), 1), DAYNUM_NONE);
}

static void only_iso_dates_are_read(void **state)
{
    (void)state;
    daynum day = 7;
    static const char *const bad[] = {"",           "2022-8-31",  "2022/08/31", "2022-08-311",
                                      "2022-02-30", "2022-08-3x", "20220831",   "-022-08-31"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(daynum_parse(bad[i], &day));
        assert_int_equal(day, 7);
    }
    assert_true(daynum_parse("2022-08-31", &day));
    char buffer[DATE_TEXT_MAX];
    assert_string_equal(daynum_format(day, buffer), "2022-08-31");
    assert_string_equal(daynum_format(DAYNUM_NONE, buffer), "");
}

static void a_deadline_has_to_exist_in_every_year(void **state)
{
    (void)state;
    int month = 0, day = 0;
    assert_true(monthday_parse("10-31", &month, &day));
    assert_int_equal(month, 10);
    assert_int_equal(day, 31);
    assert_false(monthday_parse("02-29", &month, &day));
    assert_false(monthday_parse("13-01", &month, &day));
    assert_false(monthday_parse("1-1", &month, &day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_four_centuries_survives_the_round_trip),
        cmocka_unit_test(known_days_have_known_numbers),
        cmocka_unit_test(days_that_do_not_exist_are_none),
        cmocka_unit_test(month_ends_step_over_years_and_short_months),
        cmocka_unit_test(only_iso_dates_are_read),
        cmocka_unit_test(a_deadline_has_to_exist_in_every_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

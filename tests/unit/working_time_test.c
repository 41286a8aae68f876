#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "analysis/working_time.h"
#include "unit/near.h"

/* Days on which work is done, one by one. */
static double by_counting(const struct working_time *time, int day)
{
    int worked = 0;
    for (int i = 1; i <= day; i++) {
        int stopped = 0;
        for (size_t s = 0; s < time->count; s++)
            stopped |= i > time->stops[s].from && i <= time->stops[s].to;
        worked += !stopped;
    }
    return worked;
}

static void without_a_stop_every_day_counts(void **state)
{
    (void)state;
    struct working_time time = {0};
    for (double day = -20; day < 50; day += 3.5) {
        assert_near(working_time_until(&time, day), day, 0);
        assert_near(working_time_day(&time, day), day, 0);
        assert_near(working_time_resume(&time, day), day, 0);
    }
}

static void days_of_a_stop_are_lost(void **state)
{
    (void)state;
    struct working_time time = {0};
    working_time_stop(&time, 10, 24);
    working_time_stop(&time, 40, 41);
    for (int day = 0; day < 60; day++)
        assert_near(working_time_until(&time, day), by_counting(&time, day), 0);
    assert_near(working_time_until(&time, -3), -3, 0);
    assert_near(working_time_until(&time, 12.5), 10, 0);
    assert_near(working_time_resume(&time, 12.5), 24, 0);
    assert_near(working_time_resume(&time, 10), 10, 0);
    assert_near(working_time_resume(&time, 24), 24, 0);
}

static void the_day_is_the_first_that_gives_the_work(void **state)
{
    (void)state;
    struct working_time time = {0};
    working_time_stop(&time, 10, 24);
    working_time_stop(&time, 30, 32);
    for (int worked = -5; worked < 60; worked++) {
        int day = -5;
        while (working_time_until(&time, day) < worked)
            day++;
        assert_near(working_time_day(&time, worked), day, 0);
    }
}

static void stops_that_touch_or_overlap_are_one(void **state)
{
    (void)state;
    struct working_time time = {0};
    working_time_stop(&time, 20, 30);
    working_time_stop(&time, 5, 8);
    working_time_stop(&time, 25, 28);
    working_time_stop(&time, 30, 33);
    working_time_stop(&time, 40, 50);
    assert_int_equal(time.count, 3);
    assert_near(working_time_until(&time, 60), 60 - 3 - 13 - 10, 0);
    working_time_stop(&time, 6, 45);
    assert_int_equal(time.count, 1);
    assert_near(working_time_until(&time, 60), 60 - 45, 0);
}

static void what_lies_behind_is_not_lost(void **state)
{
    (void)state;
    struct working_time time = {0};
    working_time_stop(&time, -10, -2);
    working_time_stop(&time, 7, 7);
    assert_int_equal(time.count, 0);
    working_time_stop(&time, -10, 3);
    assert_near(working_time_until(&time, 10), 7, 0);
}

static void more_stops_than_there_is_room_for(void **state)
{
    (void)state;
    struct working_time time = {0};
    for (int i = 0; i < WORKING_TIME_STOPS + 5; i++)
        working_time_stop(&time, 10 * i, 10 * i + 1);
    assert_int_equal(time.count, WORKING_TIME_STOPS);
    working_time_stop(&time, 0, 1e4);
    assert_int_equal(time.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_stop_every_day_counts),
        cmocka_unit_test(days_of_a_stop_are_lost),
        cmocka_unit_test(the_day_is_the_first_that_gives_the_work),
        cmocka_unit_test(stops_that_touch_or_overlap_are_one),
        cmocka_unit_test(what_lies_behind_is_not_lost),
        cmocka_unit_test(more_stops_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/household_seen.h"

static struct household_key key(int64_t i)
{
    /* Doors are hashes, the rest is small numbers. */
    return (struct household_key){.compound_id = 1 + i / 1000,
                                  .stairwell_id = 1 + i / 20 % 50,
                                  .door =
                                      (int64_t)((uint64_t)(i % 20 + 1) * 0x9e3779b97f4a7c15u >> 1)};
}

static void nothing_is_seen_of_an_empty_one(void **state)
{
    struct household_seen seen = {0};
    struct household_key one = key(1);
    (void)state;
    assert_int_equal(household_seen_line(&seen, &one, 19000), 0);
    household_seen_release(&seen);
}

static void the_first_line_counts_by_household_and_day(void **state)
{
    struct household_seen seen = {0};
    struct household_key one = key(1), two = key(2);
    (void)state;
    assert_true(household_seen_add(&seen, &one, 19000, 7));
    assert_true(household_seen_add(&seen, &one, 19000, 9));
    assert_int_equal(household_seen_line(&seen, &one, 19000), 7);
    assert_int_equal(household_seen_line(&seen, &one, 19001), 0);
    assert_int_equal(household_seen_line(&seen, &two, 19000), 0);
    household_seen_release(&seen);
}

/* What is remembered stays, and what is not is told. */
static void it_says_when_it_is_full(void **state)
{
    struct household_seen seen = {0};
    int64_t i = 0;
    (void)state;
    for (struct household_key next = key(0); household_seen_add(&seen, &next, 19000, i + 2);
         next = key(++i))
        assert_true(i < 10000000);
    assert_true(i > 700000);
    for (int64_t k = 0; k < i; k += 997) {
        struct household_key had = key(k);
        assert_int_equal(household_seen_line(&seen, &had, 19000), k + 2);
    }
    struct household_key new = key(i), old = key(5);
    assert_int_equal(household_seen_line(&seen, &new, 19000), 0);
    assert_true(household_seen_add(&seen, &old, 19000, 1));
    assert_int_equal(household_seen_line(&seen, &old, 19000), 7);
    household_seen_release(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_seen_of_an_empty_one),
        cmocka_unit_test(the_first_line_counts_by_household_and_day),
        cmocka_unit_test(it_says_when_it_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

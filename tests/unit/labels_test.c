/* Labels in a column: moved apart, in order, as little as can be. */
#include "reports/labels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_apart(const double *centres, const double *sizes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            assert_true(fabs(centres[i] - centres[j]) >= (sizes[i] + sizes[j]) / 2 - 1e-9);
}

static void leaves_alone_what_does_not_touch(void **state)
{
    (void)state;
    double centres[] = {10, 50, 90}, sizes[] = {10, 10, 10};
    labels_spread(centres, sizes, 3, 0, 100);
    assert_true(centres[0] == 10 && centres[1] == 50 && centres[2] == 90);
    labels_spread(centres, sizes, 0, 0, 100);
}

static void moves_two_equally(void **state)
{
    (void)state;
    double centres[] = {50, 52}, sizes[] = {10, 10};
    labels_spread(centres, sizes, 2, 0, 100);
    assert_true(fabs(centres[0] - 46) < 1e-9);
    assert_true(fabs(centres[1] - 56) < 1e-9);
}

static void keeps_order_and_bounds(void **state)
{
    (void)state;
    double centres[] = {98, 99, 97, 3, 99}, sizes[] = {12, 8, 10, 10, 6};
    labels_spread(centres, sizes, 5, 0, 100);
    assert_apart(centres, sizes, 5);
    assert_true(centres[2] < centres[0] && centres[0] < centres[1] && centres[1] < centres[4]);
    assert_true(centres[4] + sizes[4] / 2 <= 100 + 1e-9);
    assert_true(fabs(centres[3] - 5) < 1e-9); /* 3 would begin above the top */
}

static void keeps_apart_what_has_no_room(void **state)
{
    (void)state;
    double centres[] = {5, 5, 5}, sizes[] = {10, 10, 10};
    labels_spread(centres, sizes, 3, 0, 12);
    assert_apart(centres, sizes, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_alone_what_does_not_touch),
        cmocka_unit_test(moves_two_equally),
        cmocka_unit_test(keeps_order_and_bounds),
        cmocka_unit_test(keeps_apart_what_has_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

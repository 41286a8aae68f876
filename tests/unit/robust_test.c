#include "analysis/robust.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reference_fixture.h"

/* NIST's NumAcc1 to NumAcc4: certified mean and standard deviation. */
static void check_numacc(double middle, double step, size_t count, double sd)
{
    static double values[1001];
    struct robust robust;
    values[0] = middle;
    for (size_t i = 1; i < count; i++)
        values[i] = i % 2 == 1 ? middle - step : middle + step;
    robust_describe(&robust, values, count);
    assert_close(robust.mean, middle, 1e-14);
    /* The values themselves carry the rounding of `middle` relative to `step`. */
    assert_close(robust.sd, sd, 1e-12 + 1e-15 * middle / step);
}

static void test_nist(void **state)
{
    (void)state;
    check_numacc(10000002, 1, 3, 1);
    check_numacc(1.2, 0.1, 1001, 0.1);
    check_numacc(1000000.2, 0.1, 1001, 0.1);
    check_numacc(10000000.2, 0.1, 1001, 0.1);
}

/* R: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), type = 7), mad() */
static void test_r(void **state)
{
    const double values[] = {3, 1, NAN, 4, 1, 5, 9, 2, 6};
    struct robust robust;
    (void)state;
    robust_describe(&robust, values, 9);
    assert_true(robust.n == 8 && robust.missing == 1);
    assert_close(robust.q25, 1.75, 1e-14);
    assert_close(robust.median, 3.5, 1e-14);
    assert_close(robust.q75, 5.25, 1e-14);
    assert_true(robust.low == 1 && robust.high == 9);
    assert_close(robust.mad, 2.9652, 1e-5);
    assert_close(robust.mean, 3.875, 1e-14);
}

static void test_few(void **state)
{
    const double values[] = {7, 9, 9, 9};
    double scores[4];
    struct robust robust;
    (void)state;
    robust_describe(&robust, values, 0);
    assert_true(robust.n == 0 && isnan(robust.mean) && isnan(robust.median) && isnan(robust.mad));
    robust_describe(&robust, values, 1);
    assert_true(robust.mean == 7 && robust.median == 7 && robust.mad == 0 && isnan(robust.sd));
    robust_describe(&robust, values, 2);
    assert_true(robust.median == 8 && robust.q25 == 7.5);
    robust_scores(scores, values, 4);
    assert_true(isnan(scores[0]) && isnan(scores[1]));
    assert_true(isnan(robust_quantile(values, 4, 1.5)));
}

static void test_scores(void **state)
{
    const double values[] = {1, 2, 3, 4, 100, NAN};
    double scores[6];
    (void)state;
    robust_scores(scores, values, 6);
    assert_close(scores[4], 97 / 1.4826022185056018, 1e-12);
    assert_true(scores[2] == 0 && isnan(scores[5]));
}

static void test_gini(void **state)
{
    const double one[] = {0, 0, 0, 8}, equal[] = {3, 3, NAN, 3}, negative[] = {-1, 2};
    (void)state;
    assert_close(robust_gini(one, 4), 0.75, 1e-14);
    assert_true(robust_gini(equal, 4) == 0);
    assert_true(isnan(robust_gini(negative, 2)) && isnan(robust_gini(one, 3)));
    assert_true(isnan(robust_gini(one, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nist),   cmocka_unit_test(test_r),    cmocka_unit_test(test_few),
        cmocka_unit_test(test_scores), cmocka_unit_test(test_gini),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "analysis/interval.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>

#include "analysis/beta.h"
#include "reference_fixture.h"

static const double close_enough = 1e-10;

typedef struct interval interval_fn(double x, double n, double level);

static interval_fn *method_named(const char *name)
{
    static const struct {
        const char *prefix;
        interval_fn *method;
    } methods[] = {
        {"clopper-pearson(", interval_clopper_pearson},
        {"clopper-pearson-midp", interval_mid_p},
        {"jeffreys", interval_jeffreys},
        {"wilson(", interval_wilson},
        {"wilson-cc", interval_wilson_corrected},
    };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strncmp(name, methods[i].prefix, strlen(methods[i].prefix)) == 0)
            return methods[i].method;
    return NULL;
}

/* R's own ends of a Jeffreys interval at x = 0 and n are those of definition 6. */
static void test_reference(void **state)
{
    struct reference reference;
    (void)state;
    reference_open(&reference, "binomial-intervals.csv");
    while (reference_next(&reference)) {
        interval_fn *method = method_named(reference.cells[0]);
        struct interval interval;
        assert_non_null(method);
        interval = method(reference_number(&reference, 1), reference_number(&reference, 2),
                          reference_number(&reference, 3));
        assert_close(interval.low, reference_number(&reference, 4), close_enough);
        assert_close(interval.high, reference_number(&reference, 5), close_enough);
    }
    reference_close(&reference);
}

static void test_where_gsl_fails(void **state)
{
    struct reference reference;
    (void)state;
    reference_open(&reference, "gsl_beta_pinv_failures.csv");
    while (reference_next(&reference)) {
        double a = reference_number(&reference, 0), b = reference_number(&reference, 1);
        double p = reference_number(&reference, 2);
        assert_close(beta_quantile(p, BETA_LOWER, a, b), reference_number(&reference, 3),
                     close_enough);
    }
    reference_close(&reference);
}

static void check_interval(struct interval interval, double x, double n)
{
    if (!(interval.low >= 0 && interval.high <= 1 && interval.low <= x / n &&
          interval.high >= x / n))
        fail_msg("%g of %g: [%.17g, %.17g]", x, n, interval.low, interval.high);
}

static void check_all(double x, double n)
{
    check_interval(interval_wilson(x, n, 0.95), x, n);
    check_interval(interval_clopper_pearson(x, n, 0.95), x, n);
    check_interval(interval_jeffreys(x, n, 0.95), x, n);
}

/* The quantile put back into the distribution gives the tail again (and near 1, where a double
 * has no digits left for the distance from it, the mirrored one does). */
static void check_round_trip(double x, double n)
{
    double low, high;
    if (x > n / 2) {
        assert_close(interval_jeffreys(x, n, 0.95).low, 1 - interval_jeffreys(n - x, n, 0.95).high,
                     close_enough);
        return;
    }
    low = beta_quantile(0.025, BETA_LOWER, x + 0.5, n - x + 0.5);
    high = beta_quantile(0.025, BETA_UPPER, x + 0.5, n - x + 0.5);
    if (fabs(beta_tail(low, BETA_LOWER, x + 0.5, n - x + 0.5) - 0.025) > 1e-9 ||
        fabs(beta_tail(high, BETA_UPPER, x + 0.5, n - x + 0.5) - 0.025) > 1e-9)
        fail_msg("%g of %g: %.17g, %.17g", x, n, low, high);
}

static void test_every_count(void **state)
{
    (void)state;
    for (int n = 1; n <= 500; n += n < 60 ? 1 : 11)
        for (int x = 0; x <= n; x++) {
            check_all(x, n);
            check_round_trip(x, n);
        }
    for (double n = 1e3; n <= 1e7; n *= 10)
        for (int i = 0; i <= 40; i++) {
            check_all(floor(n * i / 40), n);
            check_round_trip(floor(n * i / 40), n);
        }
}

/* By the closed form of Beta(1, b) and Beta(a, 1), and by symmetry. */
static void test_large_shapes(void **state)
{
    (void)state;
    for (double b = 1e3; b <= 1e7; b *= 10) {
        assert_close(beta_quantile(0.3, BETA_LOWER, 1, b), -expm1(log1p(-0.3) / b), close_enough);
        assert_close(beta_quantile(0.3, BETA_UPPER, b, 1), exp(log1p(-0.3) / b), close_enough);
        assert_close(beta_tail(0.5, BETA_LOWER, b, b), 0.5, 1e-9);
        /* Far from the ends the distribution is normal but for a skewness of 1 / sqrt(b). */
        assert_close(beta_tail(0.5 + 1.96 * sqrt(0.125 / b), BETA_UPPER, b, b), 0.0249979,
                     2 / b + 1e-5);
    }
}

static void test_edges(void **state)
{
    struct interval interval = interval_wilson(0, 0, 0.95);
    (void)state;
    assert_true(isnan(interval.low) && isnan(interval.high));
    assert_true(isnan(interval_clopper_pearson(3, 2, 0.95).low));
    assert_true(isnan(interval_jeffreys(-1, 2, 0.95).high));
    assert_true(isnan(interval_jeffreys(1, 2, 1).high));
    interval = interval_clopper_pearson(1, 1, 0.95);
    assert_close(interval.low, 0.025, close_enough);
    assert_true(interval.high == 1);
    interval = interval_wilson(0, 2, 0.95);
    assert_true(interval.low == 0);
    assert_close(interval.high, 0.657619772493814, 1e-12);
    assert_true(isnan(beta_quantile(0.5, BETA_LOWER, 0, 0)));
    assert_true(beta_quantile(0.5, BETA_LOWER, 0, 3) == 0);
    assert_true(beta_quantile(0, BETA_LOWER, 2, 3) == 0);
    assert_true(beta_quantile(1, BETA_LOWER, 2, 3) == 1);
    assert_true(beta_quantile(0, BETA_UPPER, 2, 3) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference),   cmocka_unit_test(test_where_gsl_fails),
        cmocka_unit_test(test_every_count), cmocka_unit_test(test_large_shapes),
        cmocka_unit_test(test_edges),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

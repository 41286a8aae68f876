#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>

#include "analysis/passage.h"
#include "unit/near.h"

/* The density added up: a slow oracle for the closed form. */
static double by_adding_up(const struct passage *passage, double time)
{
    double sum = 0, step = time / 200000;
    for (int i = 0; i < 200000; i++)
        sum += exp(passage_log_pdf(passage, (i + 0.5) * step)) * step;
    return sum;
}

static void a_fixed_drift_gives_the_inverse_gaussian(void **state)
{
    (void)state;
    /* Mean 1, shape 1: F(1) = Phi(0) + e^2 Phi(-2) (Chhikara and Folks 1989). */
    struct passage passage = {1, 1, 0, 1};
    assert_near(passage_cdf(&passage, 1), 0.5 + exp(2) * 0.5 * erfc(2 / M_SQRT2), 1e-12);
    assert_near(exp(passage_log_pdf(&passage, 1)), 1 / sqrt(2 * M_PI), 1e-12);
}

static void the_distribution_is_the_sum_of_its_density(void **state)
{
    (void)state;
    struct passage cases[] = {
        {1, 0.9, 0.2, 0.3}, {50, 1, 0.4, 2}, {3, -0.2, 0.5, 1}, {0.1, 1, 0, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (double time = 0.5; time < 100; time *= 2.3)
            assert_near(passage_cdf(&cases[i], time), by_adding_up(&cases[i], time), 2e-5);
}

static void a_random_drift_is_a_mixture_of_fixed_ones(void **state)
{
    (void)state;
    struct passage random = {40, 1, 0.3, 3};
    double sum = 0, weights = 0;
    for (double z = -6; z <= 6; z += 0.001) {
        struct passage fixed = {40, 1 + 0.3 * z, 0, 3};
        double weight = exp(-0.5 * z * z);
        sum += weight * passage_cdf(&fixed, 35);
        weights += weight;
    }
    assert_near(passage_cdf(&random, 35), sum / weights, 1e-6);
}

static void extremes_stay_between_0_and_1(void **state)
{
    (void)state;
    for (double sigma = 1e-4; sigma < 1e3; sigma *= 7)
        for (double spread = 0; spread < 2; spread += 0.45) {
            struct passage passage = {200, 1, spread, sigma};
            double last = 0;
            for (double time = 0; time < 5000; time += 13) {
                double p = passage_cdf(&passage, time);
                assert_true(p >= last - 1e-9 && p <= 1);
                last = p;
            }
        }
}

static void outside_its_domain_there_is_no_value(void **state)
{
    (void)state;
    assert_true(isnan(passage_cdf(&(struct passage){0, 1, 0, 1}, 1)));
    assert_true(isnan(passage_cdf(&(struct passage){1, 1, 0, 0}, 1)));
    assert_true(isnan(passage_cdf(&(struct passage){1, 1, -1, 1}, 1)));
    assert_true(isnan(passage_cdf(&(struct passage){1, 1, 0, 1}, -1)));
    assert_true(passage_cdf(&(struct passage){1, 1, 0, 1}, 0) == 0);
    assert_true(passage_log_pdf(&(struct passage){1, 1, 0, 1}, 0) == -INFINITY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fixed_drift_gives_the_inverse_gaussian),
        cmocka_unit_test(the_distribution_is_the_sum_of_its_density),
        cmocka_unit_test(a_random_drift_is_a_mixture_of_fixed_ones),
        cmocka_unit_test(extremes_stay_between_0_and_1),
        cmocka_unit_test(outside_its_domain_there_is_no_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>

#include "analysis/survival.h"
#include "unit/near.h"

enum { MANY = 3000 };

static double draw_ratio(gsl_rng *stream, double log_scale, double shape)
{
    double u = gsl_rng_uniform_pos(stream);
    return exp(log_scale + log(u / (1 - u)) / shape);
}

/* Unfinished ones are censored at a fixed ratio: leaving them out would shorten all. */
static void censored_projects_are_learnt_from(void **state)
{
    (void)state;
    static struct survival_case cases[MANY];
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    struct survival_model model;
    for (size_t i = 0; i < MANY; i++) {
        double ratio = draw_ratio(stream, 0.3, 5);
        cases[i] = (struct survival_case){
            .ratio = fmin(ratio, 1.3), .finished = ratio < 1.3, .kind = {0, 1, 0}};
    }
    assert_true(survival_fit(&model, cases, MANY));
    assert_near(model.log_scale, 0.3, 0.02);
    assert_near(model.shape, 5, 0.3);
    gsl_rng_free(stream);
}

/* Only those still open at ratio 1 are observed: truncation must undo the selection. */
static void late_entry_does_not_lengthen(void **state)
{
    (void)state;
    static struct survival_case cases[MANY];
    size_t count = 0;
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    struct survival_model model;
    while (count < MANY) {
        double ratio = draw_ratio(stream, 0.1, 6);
        if (ratio > 1)
            cases[count++] = (struct survival_case){ratio, 1, true, {0, 1, 0}};
    }
    assert_true(survival_fit(&model, cases, MANY));
    assert_near(model.log_scale, 0.1, 0.04);
    gsl_rng_free(stream);
}

static void a_class_of_few_stays_close_to_the_whole(void **state)
{
    (void)state;
    static struct survival_case cases[MANY];
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    struct survival_model model;
    for (size_t i = 0; i < MANY; i++) {
        unsigned class = i < 3 ? 1 : i < 1000 ? 2 : 0;
        double shift = class ? 0.4 : 0;
        cases[i] =
            (struct survival_case){draw_ratio(stream, 0.1 + shift, 6), 0, true, {class, 1, 0}};
    }
    assert_true(survival_fit(&model, cases, MANY));
    assert_true(model.class_shift[2] - model.class_shift[0] > 0.1);
    assert_true(fabs(model.class_shift[1]) < model.class_shift[2] + 0.1);
    gsl_rng_free(stream);
}

static void none_one_and_two_cases_stay_near_the_prior(void **state)
{
    (void)state;
    struct survival_case cases[2] = {{3, 0, true, {0, 1, 0}}, {3, 0, true, {0, 1, 0}}};
    struct survival_model model;
    assert_false(survival_fit(&model, cases, 0));
    assert_near(model.log_scale, survival_prior.log_scale, 1e-12);
    double last = survival_prior.log_scale;
    for (size_t n = 1; n <= 2; n++) {
        assert_true(survival_fit(&model, cases, n));
        assert_true(model.log_scale > last && model.log_scale < log(3));
        last = model.log_scale;
    }
}

static void quantiles_are_those_of_what_is_left(void **state)
{
    (void)state;
    struct survival_kind kind = {0, survival_size(400), 0.2};
    for (double after = 0; after < 4; after += 0.7)
        for (double p = 0.05; p < 1; p += 0.15) {
            double ratio = survival_quantile_after(&survival_prior, kind, after, p);
            double before = survival_cdf(&survival_prior, kind, after);
            double at = survival_cdf(&survival_prior, kind, ratio);
            assert_near((at - before) / (1 - before), p, 1e-6);
        }
    for (double after = -100; after < 200; after += 45) {
        double days = delay_quantile_after(&delay_prior, after, 0.5);
        double before = delay_cdf(&delay_prior, after);
        assert_near((delay_cdf(&delay_prior, days) - before) / (1 - before), 0.5, 1e-5);
    }
}

static void starts_not_made_yet_count_as_late(void **state)
{
    (void)state;
    struct delay_case cases[60];
    struct delay_model model, without;
    for (size_t i = 0; i < 60; i++)
        cases[i] = (struct delay_case){i < 40 ? (double)i : 60, i < 40};
    assert_true(delay_fit(&without, cases, 40));
    assert_true(delay_fit(&model, cases, 60));
    assert_true(model.middle_days > without.middle_days + 5);
    assert_false(delay_fit(&model, cases, 0));
    assert_true(delay_fit(&model, cases, 1));
    assert_true(delay_fit(&model, cases, 2));
}

static int quiet(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(censored_projects_are_learnt_from),
        cmocka_unit_test(late_entry_does_not_lengthen),
        cmocka_unit_test(a_class_of_few_stays_close_to_the_whole),
        cmocka_unit_test(none_one_and_two_cases_stay_near_the_prior),
        cmocka_unit_test(quantiles_are_those_of_what_is_left),
        cmocka_unit_test(starts_not_made_yet_count_as_late),
    };
    return cmocka_run_group_tests(tests, quiet, NULL);
}

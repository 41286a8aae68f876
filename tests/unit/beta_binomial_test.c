#include "analysis/beta_binomial.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>

#include "reference_fixture.h"

static const double close_enough = 1e-5;
enum { MOST_GROUPS = 32 };

/* One case of the file: its counts, then what R says of them. */
struct eb_case {
    struct beta_binomial_count counts[MOST_GROUPS];
    double mean[MOST_GROUPS], low[MOST_GROUPS], high[MOST_GROUPS], passing[MOST_GROUPS];
    size_t count;
    double alpha, beta, mu, rho, loglik, loglik_pooled;
};

static double *field_of(struct eb_case *c, const char *quantity, size_t index)
{
    size_t i = index > 0 ? index - 1 : 0;
    if (index > c->count)
        c->count = index;
    if (strcmp(quantity, "x") == 0)
        return &c->counts[i].x;
    if (strcmp(quantity, "n") == 0)
        return &c->counts[i].n;
    if (strcmp(quantity, "eb_mean") == 0)
        return &c->mean[i];
    if (strcmp(quantity, "eb_lower95") == 0)
        return &c->low[i];
    if (strcmp(quantity, "eb_upper95") == 0)
        return &c->high[i];
    if (strcmp(quantity, "prob_p_ge_2/3") == 0)
        return &c->passing[i];
    if (strcmp(quantity, "mle_alpha") == 0)
        return &c->alpha;
    if (strcmp(quantity, "mle_beta") == 0)
        return &c->beta;
    if (strcmp(quantity, "mle_mu") == 0)
        return &c->mu;
    if (strcmp(quantity, "mle_rho") == 0)
        return &c->rho;
    if (strcmp(quantity, "loglik_max") == 0)
        return &c->loglik;
    return strcmp(quantity, "loglik_binomial_pooled") == 0 ? &c->loglik_pooled : NULL;
}

static void read_case(struct eb_case *c, const char *name)
{
    struct reference reference;
    *c = (struct eb_case){0};
    reference_open(&reference, "beta-binomial-eb.csv");
    while (reference_next(&reference)) {
        double *field;
        if (strcmp(reference.cells[0], name) != 0)
            continue;
        field = field_of(c, reference.cells[1], (size_t)reference_number(&reference, 2));
        if (field != NULL)
            *field = reference_number(&reference, 3);
    }
    reference_close(&reference);
    assert_true(c->count > 0);
}

static void check_groups(const struct eb_case *c, const struct beta_binomial *fit)
{
    for (size_t i = 0; i < c->count; i++) {
        double x = c->counts[i].x, n = c->counts[i].n;
        struct interval interval = beta_binomial_interval(fit, x, n, 0.95);
        assert_close(beta_binomial_mean(fit, x, n), c->mean[i], close_enough);
        assert_close(interval.low, c->low[i], close_enough);
        assert_close(interval.high, c->high[i], close_enough);
        /* Far in the tail a probability magnifies the last digits of R's own fit. */
        if (c->passing[i] > 1e-6)
            assert_close(beta_binomial_probability(fit, x, n, 2. / 3), c->passing[i], 2e-5);
    }
}

static void test_reference(void **state)
{
    static const char *const names[] = {"efron_morris_baseball_hits_of_45", "funnelplotr_dev_binom",
                                        "consents_small_n"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct eb_case c;
        struct beta_binomial fit;
        read_case(&c, names[i]);
        assert_true(beta_binomial_fit(&fit, c.counts, c.count));
        assert_false(fit.boundary);
        assert_close(fit.mean, c.mu, close_enough);
        assert_close(fit.loglik, c.loglik, close_enough);
        assert_close(fit.loglik_pooled, c.loglik_pooled, close_enough);
        /* The likelihood of the baseball data is nearly flat: alpha is R's to 1e-5 too. */
        assert_close(fit.alpha, c.alpha, close_enough);
        assert_close(fit.beta, c.beta, close_enough);
        assert_close(fit.icc, c.rho, close_enough);
        check_groups(&c, &fit);
    }
}

/* R's optimiser stops at alpha = 5.8e8, which stands for infinity; here infinity is said. */
static void test_boundary(void **state)
{
    struct eb_case c;
    struct beta_binomial fit;
    (void)state;
    read_case(&c, "no_overdispersion_boundary");
    assert_true(beta_binomial_fit(&fit, c.counts, c.count));
    assert_true(fit.boundary && fit.icc == 0 && isinf(fit.alpha));
    assert_close(fit.mean, c.mu, close_enough);
    assert_close(fit.loglik, c.loglik, close_enough);
    assert_close(fit.loglik_pooled, c.loglik_pooled, close_enough);
    for (size_t i = 0; i < c.count; i++) {
        struct interval interval = beta_binomial_interval(&fit, c.counts[i].x, c.counts[i].n, 0.95);
        assert_close(beta_binomial_mean(&fit, c.counts[i].x, c.counts[i].n), c.mean[i],
                     close_enough);
        /* The pooled share itself is uncertain, which R's interval leaves out. */
        assert_true(interval.low < c.low[i] && interval.high > c.high[i]);
    }
}

static void test_few(void **state)
{
    const struct beta_binomial_count counts[] = {{0, 0}, {3, 4}, {4, 4}, {9, 9}};
    struct beta_binomial fit;
    (void)state;
    assert_false(beta_binomial_fit(&fit, counts, 0));
    assert_true(isnan(fit.mean));
    assert_false(beta_binomial_fit(&fit, counts, 1));
    assert_true(beta_binomial_fit(&fit, counts, 2));
    assert_true(fit.boundary && fit.mean == 0.75);
    assert_true(beta_binomial_fit(&fit, counts + 2, 2));
    assert_true(fit.boundary && fit.mean == 1);
}

static void test_tail(void **state)
{
    (void)state;
    /* alpha = beta = 1: every count is equally likely. */
    for (int k = 0; k <= 11; k++)
        assert_close(beta_binomial_tail(k, 10, 1, 1), k > 10 ? 0 : (11. - k) / 11, 1e-12);
    assert_true(beta_binomial_tail(0, 0, 1, 1) == 1);
    assert_true(beta_binomial_tail(-3, 5, 1, 1) == 1);
    assert_true(beta_binomial_tail(1, 0, 1, 1) == 0);
    assert_true(isnan(beta_binomial_tail(1, 2, 0, 1)));
    /* P(K = 1) of n = 1 is the mean. */
    assert_close(beta_binomial_tail(1, 1, 3, 2), 0.6, 1e-12);
    assert_close(beta_binomial_tail(500001, 1000001, 7, 7), 0.5, 1e-6);
}

/* P(K >= needed), each mass by itself and the smallest first. */
static double slow_tail(long long needed, long long n, double alpha, double beta)
{
    long double sum = 0;
    for (long long k = n; k >= needed; k--)
        sum += expl(lgammal((long double)n + 1) - lgammal((long double)k + 1) -
                    lgammal((long double)(n - k) + 1) + lgammal(alpha + (long double)k) +
                    lgammal(beta + (long double)(n - k)) - lgammal(alpha + beta + (long double)n) +
                    lgammal((long double)alpha + beta) - lgammal(alpha) - lgammal(beta));
    return (double)sum;
}

/* With little overdispersion the far masses underflow; the answer must not notice. */
static void test_tail_of_many_households(void **state)
{
    static const struct {
        long long n;
        double alpha, beta;
    } cases[] = {{5000, 7000, 3000}, {2000, 700, 300}, {5000, 0.5, 0.5}, {3000, 2e5, 1e5}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        long long n = cases[i].n;
        double alpha = cases[i].alpha, beta = cases[i].beta, before = 1;
        long long mean = (long long)((double)n * alpha / (alpha + beta));
        for (long long needed = mean - 100; needed <= mean + 100; needed += 5) {
            double tail = beta_binomial_tail(needed, n, alpha, beta);
            assert_close(tail, slow_tail(needed, n, alpha, beta), 1e-8);
            assert_true(tail <= before);
            before = tail;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference),
        cmocka_unit_test(test_boundary),
        cmocka_unit_test(test_few),
        cmocka_unit_test(test_tail),
        cmocka_unit_test(test_tail_of_many_households),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tests of several shares at once: heterogeneity, clustering, adjustment, funnel, ranks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>

#include "analysis/adjust.h"
#include "analysis/binomial_test.h"
#include "analysis/clustering.h"
#include "analysis/funnel.h"
#include "analysis/heterogeneity.h"
#include "analysis/rank.h"
#include "analysis/rate_pair.h"
#include "core/value.h"
#include "reference_fixture.h"

static const double close_enough = 1e-9;
static const struct clustering independent = {0, 1, 100};

static enum alternative alternative_named(const char *name)
{
    return strcmp(name, "less") == 0      ? ALTERNATIVE_LESS
           : strcmp(name, "greater") == 0 ? ALTERNATIVE_GREATER
                                          : ALTERNATIVE_TWO_SIDED;
}

static void test_binomial(void **state)
{
    struct reference reference;
    (void)state;
    reference_open(&reference, "exact-binomial-tests.csv");
    while (reference_next(&reference)) {
        double p = binomial_test(
            (int64_t)reference_number(&reference, 0), (int64_t)reference_number(&reference, 1),
            reference_number(&reference, 2), alternative_named(reference.cells[3]));
        assert_close(p, reference_number(&reference, 4), close_enough);
    }
    reference_close(&reference);
    assert_true(binomial_test(0, 0, 0.5, ALTERNATIVE_TWO_SIDED) == 1);
    assert_true(isnan(binomial_test(2, 1, 0.5, ALTERNATIVE_LESS)));
    assert_true(binomial_test(1, 1, 1, ALTERNATIVE_TWO_SIDED) == 1);
    assert_true(binomial_test(0, 1, 1, ALTERNATIVE_TWO_SIDED) == 0);
}

static void test_heterogeneity(void **state)
{
    struct reference reference;
    (void)state;
    reference_open(&reference, "heterogeneity.csv");
    while (reference_next(&reference)) {
        double x[16], n[16];
        struct group_rate groups[16];
        struct heterogeneity test;
        size_t count = reference_numbers(&reference, 1, x, 16);
        assert_int_equal(reference_numbers(&reference, 2, n, 16), count);
        for (size_t i = 0; i < count; i++)
            groups[i] = (struct group_rate){x[i] / n[i], n[i]};
        heterogeneity_test(&test, groups, count, &independent);
        assert_close(test.statistic, reference_number(&reference, 3), close_enough);
        assert_close(test.degrees, reference_number(&reference, 4), close_enough);
        assert_close(test.p_value, reference_number(&reference, 5), close_enough);
        assert_close(test.pooled, reference_number(&reference, 6), close_enough);
    }
    reference_close(&reference);
}

static void test_heterogeneity_of_few(void **state)
{
    const struct group_rate groups[] = {{0.5, 10}, {NAN, 0}, {1, 4}};
    struct heterogeneity test;
    (void)state;
    heterogeneity_test(&test, groups, 0, &independent);
    assert_true(isnan(test.pooled) && isnan(test.p_value));
    heterogeneity_test(&test, groups, 2, &independent);
    assert_true(test.pooled == 0.5 && isnan(test.p_value));
    heterogeneity_test(&test, groups, 3, &independent);
    assert_close(test.pooled, 9. / 14, close_enough);
    assert_true(test.degrees == 1 && !isnan(test.p_value));
    heterogeneity_test(&test, groups + 2, 1, &independent);
    assert_true(test.pooled == 1 && isnan(test.p_value));
}

struct adjust_case {
    double p[32], expected[6][32];
    size_t count;
};

static void check_case(const struct adjust_case *c)
{
    static const enum adjustment adjustments[] = {ADJUST_BONFERRONI, ADJUST_HOLM, ADJUST_HOCHBERG,
                                                  ADJUST_HOMMEL,     ADJUST_BH,   ADJUST_BY};
    for (size_t a = 0; a < 6; a++) {
        double adjusted[32];
        adjust_p_values(adjusted, c->p, c->count, adjustments[a]);
        for (size_t i = 0; i < c->count; i++)
            assert_close(adjusted[i], c->expected[a][i], close_enough);
    }
}

static void test_adjust(void **state)
{
    struct reference reference;
    struct adjust_case c = {.count = 0};
    char name[32] = "";
    (void)state;
    reference_open(&reference, "p-adjust.csv");
    while (reference_next(&reference)) {
        if (strcmp(name, reference.cells[0]) != 0) {
            check_case(&c);
            c.count = 0;
            snprintf(name, sizeof name, "%s", reference.cells[0]);
        }
        c.p[c.count] = reference_number(&reference, 2);
        for (size_t a = 0; a < 6; a++)
            c.expected[a][c.count] = reference_number(&reference, 3 + a);
        c.count++;
    }
    check_case(&c);
    reference_close(&reference);
}

static void test_adjust_keeps_gaps(void **state)
{
    const double p[] = {0.02, NAN, 0.01};
    double adjusted[3];
    (void)state;
    adjust_p_values(adjusted, p, 3, ADJUST_HOLM);
    assert_close(adjusted[0], 0.02, close_enough);
    assert_true(isnan(adjusted[1]));
    assert_close(adjusted[2], 0.02, close_enough);
    adjust_p_values(adjusted, p, 0, ADJUST_BH);
}

/* With clusters of equal size the estimate is that of the analysis of variance, in closed form. */
static void test_icc_of_equal_sizes(void **state)
{
    const struct cluster clusters[] = {{0, 10, 9}, {0, 10, 3}, {0, 10, 6}, {0, 10, 6}};
    struct clustering clustering;
    double squares = 0, p = 0.6, ratio;
    (void)state;
    clustering_estimate(&clustering, clusters, 4, 1);
    for (size_t i = 0; i < 4; i++)
        squares += pow(clusters[i].x / 10 - p, 2);
    assert_close(clustering.overdispersion, 10 * squares / (p * (1 - p)) * (1 - 1. / 40) / 3,
                 close_enough);
    assert_true(clustering.degrees > 2 && clustering.degrees <= 3);
    /* At the solution w = 10 / (1 + 9 icc) gives the expected sum. */
    ratio = 10 / (1 + 9 * clustering.icc);
    assert_close(ratio * squares / (p * (1 - p)) * (1 - 1 / (4 * ratio)), 3, 1e-8);
}

static void test_icc_of_few(void **state)
{
    const struct cluster clusters[] = {{0, 10, 9}, {1, 10, 3}, {1, 0, 0}, {2, 5, 5}, {2, 8, 8}};
    struct clustering clustering;
    (void)state;
    clustering_estimate(&clustering, clusters, 0, 0);
    assert_true(clustering.icc == 0 && isnan(clustering.overdispersion));
    clustering_estimate(&clustering, clusters, 5, 3);
    assert_true(clustering.icc == 0 && isnan(clustering.overdispersion));
    assert_true(clustering.degrees == 0);
    assert_true(clustering_effective(&clustering, 0, 0) == 0);
    assert_close(clustering_effective(&(struct clustering){0.1, 1, 9}, 20, 200), 20 / 1.9,
                 close_enough);
    assert_close(clustering_quantile(&independent, 0.95), 1.959963984540054, 1e-12);
    assert_close(clustering_quantile(&(struct clustering){0.1, 1, 9}, 0.95), 2.262157162798205,
                 1e-9);
}

static void test_ranks(void **state)
{
    const struct rank_estimate clear[] = {{0.9, 1e-6}, {NAN, NAN}, {0.5, 1e-6}, {0.7, 1e-6}};
    const struct rank_estimate alike[] = {{0.7, 0.1}, {0.71, 0.1}, {0.7, 0.1}};
    struct rank_interval ranks[4];
    (void)state;
    rank_intervals(ranks, clear, 4, &independent, 0.95);
    assert_true(ranks[0].low == 1 && ranks[0].high == 1);
    assert_true(ranks[1].low == VALUE_NONE && ranks[1].high == VALUE_NONE);
    assert_true(ranks[2].low == 3 && ranks[2].high == 3);
    assert_true(ranks[3].low == 2 && ranks[3].high == 2);
    rank_intervals(ranks, alike, 3, &independent, 0.95);
    for (size_t i = 0; i < 3; i++)
        assert_true(ranks[i].low == 1 && ranks[i].high == 3);
    rank_intervals(ranks, clear, 1, &independent, 0.95);
    assert_true(ranks[0].low == 1 && ranks[0].high == 1);
    rank_intervals(ranks, clear, 0, &independent, 0.95);
}

static void test_funnel(void **state)
{
    const struct group_rate groups[] = {{0.9, 400}, {0.7, 400}, {0.7, 400}, {NAN, 0}};
    struct heterogeneity pooled;
    struct funnel_place place;
    (void)state;
    heterogeneity_test(&pooled, groups, 4, &independent);
    funnel_place(&place, &groups[0], &pooled, &independent, 0.998);
    assert_int_equal(place.side, 1);
    assert_true(groups[0].rate > place.high && place.p_value < 1e-6);
    funnel_place(&place, &groups[3], &pooled, &independent, 0.998);
    assert_true(place.side == 0 && isnan(place.p_value));
    heterogeneity_test(&pooled, groups, 1, &independent);
    funnel_place(&place, &groups[0], &pooled, &independent, 0.998);
    assert_true(place.side == 0 && isnan(place.p_value));
}

/* Newcombe (1998), Statistics in Medicine 17, table II, method 10. */
static void test_difference(void **state)
{
    static const struct {
        double x, n, less_x, less_n, low, high;
    } cases[] = {
        {56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
        {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
        {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
        {10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct interval interval = interval_of_difference(
            cases[i].x / cases[i].n, interval_wilson(cases[i].x, cases[i].n, 0.95),
            cases[i].less_x / cases[i].less_n,
            interval_wilson(cases[i].less_x, cases[i].less_n, 0.95));
        assert_true(fabs(interval.low - cases[i].low) < 5e-5);
        assert_true(fabs(interval.high - cases[i].high) < 5e-5);
    }
}

static void test_pairs(void **state)
{
    const struct group_rate groups[] = {{0.6, 80}, {NAN, 0}, {0.8, 70}, {0.61, 80}};
    const struct clustering clustered = {0.1, 2, 9};
    struct rate_pair *pairs;
    double first, z;
    (void)state;
    assert_true(rate_pairs(&pairs, groups, 4, &independent, 0.95) == 3);
    /* The square of a normal deviate, in closed form. */
    z = 0.2 / sqrt(104. / 150 * 46 / 150 * (1. / 70 + 1. / 80));
    assert_close(pairs[0].p_value, erfc(z / sqrt(2)), 1e-9);
    assert_true(pairs[0].higher == 2 && pairs[0].lower == 0 && pairs[2].higher == 3);
    assert_close(pairs[0].difference, 0.2, close_enough);
    assert_true(fabs(pairs[0].low - 0.0524) < 5e-5 && fabs(pairs[0].high - 0.3339) < 5e-5);
    /* Benjamini–Hochberg, by hand: of three the second times 3/2, the first no more than it. */
    assert_close(pairs[1].adjusted, 1.5 * pairs[1].p_value, close_enough);
    assert_close(pairs[0].adjusted, fmin(3 * pairs[0].p_value, pairs[1].adjusted), close_enough);
    assert_close(pairs[2].adjusted, pairs[2].p_value, close_enough);
    first = pairs[0].p_value;
    free(pairs);
    rate_pairs(&pairs, groups, 4, &clustered, 0.95);
    assert_true(pairs[0].p_value > first && pairs[0].low < 0.0524);
    free(pairs);
    assert_true(rate_pairs(&pairs, groups, 2, &independent, 0.95) == 0);
    free(pairs);
    assert_true(rate_pairs(&pairs, (const struct group_rate[]){{1, 4}, {1, 9}}, 2, &independent,
                           0.95) == 1);
    assert_true(isnan(pairs[0].p_value) && isnan(pairs[0].adjusted));
    assert_true(pairs[0].difference == 0 && pairs[0].low < 0 && pairs[0].high > 0);
    free(pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_binomial),
        cmocka_unit_test(test_heterogeneity),
        cmocka_unit_test(test_heterogeneity_of_few),
        cmocka_unit_test(test_adjust),
        cmocka_unit_test(test_adjust_keeps_gaps),
        cmocka_unit_test(test_icc_of_equal_sizes),
        cmocka_unit_test(test_icc_of_few),
        cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_funnel),
        cmocka_unit_test(test_difference),
        cmocka_unit_test(test_pairs),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

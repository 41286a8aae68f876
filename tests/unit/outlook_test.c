#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>

#include "analysis/outlook.h"
#include "analysis/verify.h"
#include "unit/near.h"

/* Exponential with a mean in days. */
static double exponential(double days, void *context)
{
    return days <= 0 ? 0 : -expm1(-days / *(double *)context);
}

static double nothing(double days, void *context)
{
    (void)days;
    (void)context;
    return 0.25;
}

static void it_follows_its_function(void **state)
{
    (void)state;
    double mean = 40;
    struct outlook outlook;
    assert_true(outlook_fill(&outlook, 800, 0, 1, exponential, &mean));
    for (double days = 1; days < 300; days += 7)
        assert_near(outlook_p(&outlook, days), -expm1(-days / mean), 2e-3);
    assert_near(outlook_quantile(&outlook, 0.5), mean * M_LN2, 0.2);
    assert_true(outlook_p(&outlook, -1) == 0);
    assert_true(outlook_p(&outlook, 800) == 1);
}

static void quantiles_undo_probabilities(void **state)
{
    (void)state;
    double mean = 40;
    struct outlook outlook;
    float table[OUTLOOK_TABLE + 1];
    outlook_fill(&outlook, 800, 0, 1, exponential, &mean);
    outlook_table(&outlook, table);
    for (size_t i = 1; i < OUTLOOK_TABLE; i++) {
        double p = (double)i / OUTLOOK_TABLE;
        assert_near(outlook_p(&outlook, outlook_quantile(&outlook, p)), p, 1e-9);
        assert_near((double)table[i], outlook_quantile(&outlook, p), 1e-5);
    }
}

static void what_is_known_not_to_have_come_is_left_out(void **state)
{
    (void)state;
    double mean = 40;
    struct outlook outlook;
    outlook_fill(&outlook, 800, -10, 1, exponential, &mean);
    assert_true(outlook.cdf[0] == 0);
    mean = -1; /* no chance left anywhere: what remains is exponential */
    assert_false(outlook_fill(&outlook, 800, 0, 30, nothing, NULL));
    assert_near(outlook_quantile(&outlook, 0.5), 30 * M_LN2, 0.5);
}

static double growing(double days, const void *context)
{
    (void)context;
    return 0.5 * days;
}

static void a_shared_disturbance_widens_and_does_not_move(void **state)
{
    (void)state;
    struct outlook sharp = {.reach_days = 200}, blurred;
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++)
        sharp.cdf[i] = fmin(1, fmax(0, (outlook_day(&sharp, i) - 50) / 20));
    outlook_blur(&blurred, &sharp, growing, NULL);
    assert_true(outlook_quantile(&blurred, 0.05) < outlook_quantile(&sharp, 0.05));
    assert_true(outlook_quantile(&blurred, 0.95) > outlook_quantile(&sharp, 0.95));
    assert_near(outlook_quantile(&blurred, 0.5), 60, 1);
}

static void a_pool_lies_between_its_parts(void **state)
{
    (void)state;
    double soon = 10, late = 90;
    struct outlook first, second, pool;
    outlook_fill(&first, 300, -20, 1, exponential, &soon);
    outlook_fill(&second, 900, 0, 1, exponential, &late);
    pool = first;
    outlook_pool(&pool, &second, 0.25);
    assert_near(pool.from_days, -20, 0);
    assert_near(pool.reach_days, 900, 0);
    for (double day = -25; day < 910; day += 5)
        assert_near(outlook_p(&pool, day),
                    0.75 * outlook_p(&first, day) + 0.25 * outlook_p(&second, day), 0.03);
}

static void what_is_told_late_is_met_late(void **state)
{
    (void)state;
    double mean = 40;
    struct outlook outlook, late;
    outlook_fill(&outlook, 400, 0, 1, exponential, &mean);
    late = outlook;
    outlook_delay(&late, 0.2, 30);
    for (double day = 0; day < 450; day += 5)
        assert_near(outlook_p(&late, day),
                    0.8 * outlook_p(&outlook, day) + 0.2 * outlook_p(&outlook, day - 30), 0.01);
    late = outlook;
    outlook_delay(&late, 0, 30);
    assert_near(outlook_quantile(&late, 0.5), outlook_quantile(&outlook, 0.5), 0.2);
}

/* (F - [x >= day])^2 added up in thousandths of a day. */
static double crps_by_adding_up(const struct outlook *outlook, double day)
{
    double sum = 0, top = fmax(outlook->reach_days, day);
    for (double x = 0; x < top; x += 0.001) {
        double off = outlook_p(outlook, x) - (x >= day);
        sum += off * off * 0.001;
    }
    return sum;
}

static void the_score_is_its_integral(void **state)
{
    (void)state;
    double mean = 12, days[] = {0, 0.5, 9, 33.3, 140};
    struct outlook outlook;
    outlook_fill(&outlook, 120, 0, 1, exponential, &mean);
    for (size_t i = 0; i < 5; i++)
        assert_near(verify_crps(&outlook, days[i]), crps_by_adding_up(&outlook, days[i]), 5e-3);
}

static void intervals_hold_what_they_span(void **state)
{
    (void)state;
    double mean = 40;
    struct outlook outlook;
    outlook_fill(&outlook, 800, 0, 1, exponential, &mean);
    assert_true(verify_covers(&outlook, 0.5, 28));
    assert_false(verify_covers(&outlook, 0.5, 90));
    assert_true(verify_covers(&outlook, 0.8, 90));
    assert_false(verify_covers(&outlook, 0.95, 400));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_follows_its_function),
        cmocka_unit_test(quantiles_undo_probabilities),
        cmocka_unit_test(what_is_known_not_to_have_come_is_left_out),
        cmocka_unit_test(a_pool_lies_between_its_parts),
        cmocka_unit_test(what_is_told_late_is_met_late),
        cmocka_unit_test(a_shared_disturbance_widens_and_does_not_move),
        cmocka_unit_test(the_score_is_its_integral),
        cmocka_unit_test(intervals_hold_what_they_span),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

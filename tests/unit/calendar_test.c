#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analysis/calendar.h"
#include "unit/near.h"

enum { MONTHS = 120, DISTRICTS = 6, EACH = 15, ALL = MONTHS * DISTRICTS * EACH };

static void shared_parts_are_found_again(void **state)
{
    (void)state;
    struct surprise *items = calloc(ALL, sizeof *items);
    struct calendar calendar;
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    size_t n = 0;
    double carried = 0;
    for (int month = 0; month < MONTHS; month++) {
        carried = 0.5 * carried + gsl_ran_gaussian(stream, sqrt(0.3 * 0.75));
        for (size_t d = 0; d < DISTRICTS; d++) {
            double district = gsl_ran_gaussian(stream, sqrt(0.1));
            for (size_t i = 0; i < EACH; i++)
                items[n++] = (struct surprise){
                    24000 + month, d, carried + district + gsl_ran_gaussian(stream, sqrt(0.6))};
        }
    }
    calendar_fit(&calendar, items, n);
    assert_int_equal(calendar.months, MONTHS);
    assert_near(calendar.everybody, 0.3, 0.1);
    assert_near(calendar.district, 0.1, 0.04);
    assert_near(calendar.carry, 0.5, 0.2);
    gsl_rng_free(stream);
    free(items);
}

static void without_history_the_prior_stands(void **state)
{
    (void)state;
    struct surprise items[2] = {{1, 0, 0.5}, {1, 0, -2}};
    struct calendar calendar;
    for (size_t n = 0; n <= 2; n++) {
        calendar_fit(&calendar, items, n);
        assert_near(calendar.everybody, calendar_prior.everybody, 0.02);
        assert_int_equal(calendar.months, 0);
    }
}

/* The variance that single projects are blurred with is that of the paths that are drawn. */
static void draws_have_the_variance_that_is_told(void **state)
{
    (void)state;
    enum { DRAWS = 40000 };
    double horizons[4] = {0, 20, 61, 150}, squares[4] = {0};
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    for (size_t i = 0; i < DRAWS; i++) {
        float gain[4] = {0};
        calendar_draw(&calendar_prior, stream, 0, horizons, 4, gain);
        calendar_draw(&calendar_prior, stream, 1, horizons, 4, gain);
        for (size_t k = 0; k < 4; k++)
            squares[k] += (double)gain[k] * (double)gain[k] / DRAWS;
    }
    assert_true(squares[0] == 0 && calendar_variance(0, &calendar_prior) == 0);
    for (size_t k = 1; k < 4; k++)
        assert_near(squares[k] / calendar_variance(horizons[k], &calendar_prior), 1, 0.04);
    gsl_rng_free(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_parts_are_found_again),
        cmocka_unit_test(without_history_the_prior_stands),
        cmocka_unit_test(draws_have_the_variance_that_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

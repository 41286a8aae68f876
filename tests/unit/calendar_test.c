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

enum { MONTHS = 240, DISTRICTS = 6, EACH = 15, ALL = MONTHS * DISTRICTS * EACH };

/* Working days that months bring: 5 to all, 3 to a district and 6 to a project, up or down. */
struct days {
    double all[MONTHS], district[MONTHS][DISTRICTS], own[MONTHS][DISTRICTS][EACH];
};

static void draw_days(struct days *days, gsl_rng *stream, double carry)
{
    double carried = gsl_ran_gaussian(stream, 5);
    for (int month = 0; month < MONTHS; month++) {
        days->all[month] = carried;
        carried = carry * carried + gsl_ran_gaussian(stream, 5 * sqrt(1 - carry * carry));
        for (size_t d = 0; d < DISTRICTS; d++) {
            days->district[month][d] = gsl_ran_gaussian(stream, 3);
            for (size_t i = 0; i < EACH; i++)
                days->own[month][d][i] = gsl_ran_gaussian(stream, 6);
        }
    }
}

/* As seen by projects that foretell every month's usual days, `span` months before. */
static struct surprises see(const struct days *days, int span)
{
    struct surprises surprises = {calloc(ALL, sizeof *surprises.items), 0};
    double spread = sqrt(span * (25.0 + 9 + 36));
    for (int month = span - 1; month < MONTHS; month++)
        for (size_t d = 0; d < DISTRICTS; d++)
            for (size_t i = 0; i < EACH; i++) {
                double sum = 0;
                for (int k = month - span + 1; k <= month; k++)
                    sum += days->all[k] + days->district[k][d] + days->own[k][d][i];
                surprises.items[surprises.count++] =
                    (struct surprise){24000 + month, d, sum / spread, 1 / spread};
            }
    return surprises;
}

static void shared_parts_are_found_again(void **state)
{
    (void)state;
    struct days *days = malloc(sizeof *days);
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    for (double carry = 0.1; carry < 0.7; carry += 0.25) {
        struct calendar calendar;
        draw_days(days, stream, carry);
        struct surprises month = see(days, 1), season = see(days, CALENDAR_SEASON_MONTHS);
        calendar_fit(&calendar, &month, &season);
        double month_days2 = calendar.days2_per_day * CALENDAR_MONTH_DAYS;
        assert_int_equal(calendar.months, MONTHS);printf("%g %g %g %g %g\n",carry,calendar.everybody, calendar.district, month_days2, calendar.carry);
        assert_near(calendar.everybody, 25.0 / 70, 0.1);
        assert_near(calendar.district, 9.0 / 70, 0.03);
        assert_near(month_days2, 70, 10);
        assert_near(calendar.carry, carry, 0.15);
        free(month.items);
        free(season.items);
    }
    gsl_rng_free(stream);
    free(days);
}

/* Projects whose own reports are less sure say less, and the shared days are the same. */
static void unlike_projects_share_the_same_days(void **state)
{
    (void)state;
    struct surprises month = {calloc(MONTHS * EACH, sizeof *month.items), 0}, season = {0};
    struct calendar calendar;
    gsl_rng *stream = gsl_rng_alloc(gsl_rng_taus2);
    for (int m = 0; m < MONTHS; m++) {
        double shared = gsl_ran_gaussian(stream, 4);
        for (size_t i = 0; i < EACH; i++) {
            double own = i % 3 == 0 ? 3 : 12, spread = hypot(4, own);
            double days = shared + gsl_ran_gaussian(stream, own);
            month.items[month.count++] = (struct surprise){24000 + m, 0, days / spread, 1 / spread};
        }
    }
    calendar_fit(&calendar, &month, &season);
    assert_near(calendar.everybody * calendar.days2_per_day * CALENDAR_MONTH_DAYS, 16, 3);
    gsl_rng_free(stream);
    free(month.items);
}

static void without_history_the_prior_stands(void **state)
{
    (void)state;
    struct surprise items[2] = {{1, 0, 0.5, 0.1}, {1, 0, -2, 0.1}};
    for (size_t n = 0; n <= 2; n++) {
        struct surprises month = {items, n}, season = {items, n};
        struct calendar calendar;
        calendar_fit(&calendar, &month, &season);
        assert_near(calendar.everybody, calendar_prior.everybody, 0.02);
        assert_near(calendar.year_spread, calendar_prior.year_spread, 0.01);
        assert_int_equal(calendar.months, 0);
    }
}

/* The usual pace is better known the more months were seen. */
static void years_seen_narrow_the_year_to_come(void **state)
{
    (void)state;
    double before = calendar_prior.year_spread;
    for (int months = 12; months <= 48; months *= 2) {
        struct surprise items[4 * 48];
        struct surprises month = {items, 0}, season = {0};
        struct calendar calendar;
        for (int m = 0; m < months; m++)
            for (size_t i = 0; i < 4; i++)
                items[month.count++] =
                    (struct surprise){m, 0, (m + (int)i) % 3 == 0 ? 1.2 : -0.7, 0.08};
        calendar_fit(&calendar, &month, &season);
        assert_true(calendar.year_spread < before);
        before = calendar.year_spread;
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
        cmocka_unit_test(unlike_projects_share_the_same_days),
        cmocka_unit_test(years_seen_narrow_the_year_to_come),
        cmocka_unit_test(without_history_the_prior_stands),
        cmocka_unit_test(draws_have_the_variance_that_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

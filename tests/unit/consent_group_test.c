/* Tests of what consent is compared by, and of the change against the year before. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>

#include "analysis/consent.h"
#include "analysis/consent_change.h"
#include "analysis/interval.h"
#include "analysis/rate_pair.h"
#include "dataset_fixture.h"
#include "reference_fixture.h"

static const struct consent_rule two_thirds = {.name = "two-thirds", .heads = {2, 3, false}};

static struct project *add(struct dataset *data, const char *district, int year, int64_t total,
                           int64_t agree)
{
    struct project *project = fixture_project(data, district, "a");
    project->plan_year = year;
    fixture_tally(data, "", total, agree, total - agree, true);
    return project;
}

static void test_change(void **state)
{
    struct dataset year, before;
    struct consent_result now, then;
    struct interval expected = interval_of_difference(0.8, interval_wilson(56, 70, 0.95), 0.6,
                                                      interval_wilson(48, 80, 0.95));
    (void)state;
    fixture_init(&year);
    add(&year, "东城区", 2022, 10, 8);
    add(&year, "魏都区", 2022, 70, 56);
    fixture_init(&before);
    add(&before, "建安区", 2021, 10, 5);
    add(&before, "魏都区", 2021, 80, 48);
    consent_compute_by(&now, &year, NULL, &two_thirds, CONSENT_PER_DISTRICT, NULL);
    consent_compute_by(&then, &before, NULL, &two_thirds, CONSENT_PER_DISTRICT, NULL);
    consent_set_changes(&now, &then);
    assert_true(isnan(now.districts[0].before_pct) && isnan(now.districts[0].change_pct));
    assert_true(isnan(now.districts[0].change_low_pct) && isnan(now.districts[0].change_high_pct));
    assert_close(now.districts[1].before_pct, 60, 1e-12);
    assert_close(now.districts[1].change_pct, 20, 1e-12);
    assert_close(now.districts[1].change_low_pct, 100 * expected.low, 1e-9);
    assert_close(now.districts[1].change_high_pct, 100 * expected.high, 1e-9);
    consent_set_changes(&now, NULL);
    consent_release(&then);
    consent_release(&now);
    dataset_release(&before);
    dataset_release(&year);
}

/* A district of a name that another city has too goes by a longer label; it is the same still. */
static void test_change_of_shared_name(void **state)
{
    struct dataset year, before;
    struct consent_result now, then;
    (void)state;
    fixture_init(&year);
    add(&year, "城关区", 2022, 10, 8)->city = "甲市";
    add(&year, "城关区", 2022, 10, 6)->city = "乙市";
    fixture_init(&before);
    add(&before, "城关区", 2021, 10, 5)->city = "甲市";
    consent_compute_by(&now, &year, NULL, &two_thirds, CONSENT_PER_DISTRICT, NULL);
    consent_compute_by(&then, &before, NULL, &two_thirds, CONSENT_PER_DISTRICT, NULL);
    consent_set_changes(&now, &then);
    assert_string_equal(now.districts[1].district, "甲市 城关区");
    assert_close(now.districts[1].change_pct, 30, 1e-9);
    assert_true(isnan(now.districts[0].change_pct));
    consent_release(&then);
    consent_release(&now);
    dataset_release(&before);
    dataset_release(&year);
}

static void test_years(void **state)
{
    struct dataset data;
    struct consent_result result;
    (void)state;
    fixture_init(&data);
    add(&data, "魏都区", 2020, 10, 5);
    add(&data, "魏都区", 2022, 10, 8);
    add(&data, "魏都区", 2021, 10, 7);
    add(&data, "魏都区", 0, 10, 7);
    consent_compute_by(&result, &data, NULL, &two_thirds, CONSENT_PER_YEAR, NULL);
    consent_set_changes(&result, NULL);
    assert_int_equal(result.district_count, 4);
    assert_string_equal(result.districts[0].district, "");
    assert_true(isnan(result.districts[0].change_pct) && isnan(result.districts[1].change_pct));
    assert_close(result.districts[2].change_pct, 20, 1e-9);
    assert_close(result.districts[3].change_pct, 10, 1e-9);
    consent_release(&result);
    dataset_release(&data);
}

static void test_sizes(void **state)
{
    static const int64_t sizes[] = {500, 49, 50, 99, 199, 100, 499, 200};
    static const char *const labels[] = {"0-49", "50-99", "100-199", "200-499", "500+"};
    struct dataset data;
    struct consent_result result;
    (void)state;
    fixture_init(&data);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        add(&data, "魏都区", 2022, sizes[i], sizes[i] / 2)->households = 1;
    consent_compute_by(&result, &data, NULL, &two_thirds, CONSENT_PER_SIZE, NULL);
    assert_int_equal(result.district_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(result.districts[i].district, labels[i]);
        assert_int_equal(result.districts[i].projects, i == 0 || i == 4 ? 1 : 2);
    }
    consent_release(&result);
    dataset_release(&data);
}

/* A project of two classes stands in a row of its own, and in no other. */
static void test_classes(void **state)
{
    struct dataset data;
    struct consent_result result;
    (void)state;
    fixture_init(&data);
    add(&data, "魏都区", 2022, 10, 8)->works = 1u << WORKS_BASIC;
    add(&data, "魏都区", 2022, 10, 8)->works = 1u << WORKS_BASIC | 1u << WORKS_UPGRADING;
    add(&data, "魏都区", 2022, 10, 8)->works = 0;
    consent_compute_by(&result, &data, NULL, &two_thirds, CONSENT_PER_CLASS, NULL);
    assert_int_equal(result.district_count, 3);
    assert_string_equal(result.districts[0].district, "");
    assert_string_equal(result.districts[1].district, "basic");
    assert_string_equal(result.districts[2].district, "basic+upgrading");
    assert_int_equal(result.pair_count, 3);
    consent_release(&result);
    dataset_release(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_change),  cmocka_unit_test(test_change_of_shared_name),
        cmocka_unit_test(test_years),   cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_classes),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

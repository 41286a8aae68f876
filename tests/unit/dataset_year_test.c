/* dataset_year: what belongs to the projects of a year goes with them, and to them. */
#include "core/dataset_year.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_part(void **state)
{
    (void)state;
    struct project projects[] = {{.project_id = 1, .plan_year = 2022},
                                 {.project_id = 2, .plan_year = 2021},
                                 {.project_id = 3, .plan_year = 2022},
                                 {.project_id = 4, .plan_year = 2022}};
    struct compound compounds[] = {{.compound_id = 20, .project = 1},
                                   {.compound_id = 30, .project = 2}};
    struct progress_point points[] = {{.project = 1}, {.project = 3, .actual_mpct = 7}};
    struct provenance from[] = {{1, 1}, {2, 2}};
    struct consent_tally tallies[] = {{.project = 1, .total = 10}, {.project = 2, .total = 20}};
    struct consent_stairwell stairwells[] = {{.tally = 0, .total = 4}, {.tally = 1, .total = 5}};
    struct consent_step steps[] = {{.project = 1}, {.project = 2, .agree = 3}};
    struct dataset part, whole = {.projects = {.items = projects, .count = 4},
                                  .compounds = compounds,
                                  .compound_count = 2,
                                  .progress = {points, from, 2},
                                  .consent = {.tallies = tallies,
                                              .tally_count = 2,
                                              .stairwells = stairwells,
                                              .stairwell_count = 2,
                                              .steps = steps,
                                              .step_count = 2}};
    dataset_take_year(&part, &whole, 2022);
    assert_int_equal(part.projects.count, 3);
    assert_int_equal(part.projects.items[1].project_id, 3);
    assert_int_equal(part.compound_count, 1);
    assert_int_equal(part.compounds[0].compound_id, 30);
    assert_int_equal(part.compounds[0].project, 1);
    assert_int_equal(part.progress.count, 1);
    assert_int_equal(part.progress.items[0].project, 2);
    assert_int_equal(part.progress.from[0].source_id, 2);
    assert_int_equal(part.consent.tally_count, 1);
    assert_int_equal(part.consent.tallies[0].project, 1);
    assert_int_equal(part.consent.stairwell_count, 1);
    assert_int_equal(part.consent.stairwells[0].tally, 0);
    assert_int_equal(part.consent.stairwells[0].total, 5);
    assert_int_equal(part.consent.step_count, 1);
    assert_int_equal(part.consent.steps[0].project, 1);
    assert_int_equal(part.budget_count, 0);
    dataset_release(&part);
}

static void test_nothing(void **state)
{
    (void)state;
    struct dataset part, whole = {.vantage = {5, 6}};
    dataset_take_year(&part, &whole, 2022);
    assert_int_equal(part.vantage.as_of, 5);
    assert_int_equal(part.projects.count, 0);
    assert_null(part.projects.items);
    dataset_release(&part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_part), cmocka_unit_test(test_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

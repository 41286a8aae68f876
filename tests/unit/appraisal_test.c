/* Tests of what is decided from the figures: priorities, the scorecard, what changed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/changes.h"
#include "analysis/prioritise.h"
#include "analysis/scorecard.h"
#include "dataset_fixture.h"
#include "reference_fixture.h"

static const struct consent_rule two_thirds = {
    .name = "two-thirds", .heads = {2, 3, false}, .abstention_is_final = true};

static struct project *candidate(struct dataset *data, const char *name, int64_t agree,
                                 int64_t demolish, int64_t planned_fen)
{
    struct project *project = fixture_project(data, "魏都区", name);
    project->plan_year = 2023;
    project->households = 100;
    fixture_tally(data, "", 100, agree, 0, false)->demolish = demolish;
    fixture_budget(data)->planned_fen = planned_fen;
    return project;
}

static void test_prioritise(void **state)
{
    struct dataset data;
    struct consent_result consent;
    struct prioritise_result result;
    struct prioritise_options options;
    (void)state;
    fixture_init(&data);
    candidate(&data, "below", 66, 100, 100);
    candidate(&data, "second", 100, 49, 300);
    candidate(&data, "first", 67, 50, 500);
    candidate(&data, "dear", 90, 0, 400);
    candidate(&data, "cheap", 90, VALUE_NONE, 100);
    candidate(&data, "begun", 90, 90, 100)->status = PROJECT_UNDER_WAY;
    prioritise_options_init(&options, 2023);
    options.budget_fen = 900;
    consent_compute(&consent, &data, &two_thirds, NULL);
    prioritise_compute(&result, &data, &consent, &options);
    assert_true(result.count == 5);
    assert_int_equal(result.items[0].project, 2);
    assert_int_equal(result.items[0].class, CANDIDATE_FIRST);
    assert_int_equal(result.items[0].rank, 1);
    assert_int_equal(result.items[4].class, CANDIDATE_NOT_ELIGIBLE);
    assert_true(result.items[4].rank == VALUE_NONE && result.items[4].needed == 1);
    /* The line stops at the first that does not fit, though a cheaper one follows it. */
    assert_int_equal(result.items[1].project, 1);
    assert_int_equal(result.items[2].project, 4);
    assert_true(result.items[0].inside && result.items[1].inside && result.items[2].inside);
    assert_false(result.items[3].inside);
    assert_true(result.items[3].cumulative_fen == 1300);
    assert_true(result.inside == 3 && result.inside_less == 2 && result.inside_more == 3);
    assert_close(result.items[1].parts[PART_CONSENT], 100, 1e-12);
    assert_close(result.items[2].parts[PART_COST], 75, 1e-12);
    assert_true(isnan(result.items[1].parts[PART_NEED]));
    prioritise_release(&result);
    consent_release(&consent);
    dataset_release(&data);
}

static void test_prioritise_ties(void **state)
{
    struct dataset data;
    struct consent_result consent;
    struct prioritise_result result;
    struct prioritise_options options;
    (void)state;
    fixture_init(&data);
    candidate(&data, "a", 80, 0, VALUE_NONE);
    candidate(&data, "b", 80, 0, 10);
    candidate(&data, "c", 70, 0, 10);
    prioritise_options_init(&options, 2023);
    options.weights[PART_COST] = 0;
    consent_compute(&consent, &data, &two_thirds, NULL);
    prioritise_compute(&result, &data, &consent, &options);
    assert_true(result.items[0].rank == 1 && result.items[1].rank == 1);
    assert_true(result.items[2].rank == 3 && result.inside == 0);
    prioritise_release(&result);
    options.budget_fen = 15;
    prioritise_compute(&result, &data, &consent, &options);
    assert_true(!result.items[0].inside && result.items[1].inside && !result.items[2].inside);
    prioritise_release(&result);
    options.plan_year = 1999;
    prioritise_compute(&result, &data, &consent, &options);
    assert_true(result.count == 0);
    prioritise_release(&result);
    consent_release(&consent);
    dataset_release(&data);
}

static void test_scorecard(void **state)
{
    struct dataset data;
    struct scorecard_result result;
    struct scorecard_options options = {.indicators = scorecard_default,
                                        .indicator_count = SCORE_MEASURE_COUNT,
                                        .band_excellent = 95,
                                        .band_good = 85,
                                        .band_pass = 75,
                                        .stale_days = 45,
                                        .rule = &two_thirds};
    struct project *project;
    (void)state;
    fixture_init(&data);
    project = fixture_project(&data, "建安区", "a");
    project->actual_start = daynum_from_civil(2022, 3, 1);
    project->progress_date = daynum_from_civil(2022, 8, 31);
    project->issues_found = 4;
    project->issues_open = 1;
    fixture_project(&data, "魏都区", "b");
    fixture_budget(&data)->paid_fen = 10;
    scorecard_compute(&result, &data, &options);
    assert_true(result.count == 2);
    assert_close(result.rows[0].marks[0].score, 15, 1e-12);
    assert_close(result.rows[0].marks[6].actual_pct, 75, 1e-12);
    assert_true(isnan(result.rows[0].marks[3].score));
    /* 15 of 15 for starts, 7.5 of 10 for issues, 5 of 5 for reports. */
    assert_close(result.rows[0].score, 100 * 27.5 / 30, 1e-12);
    assert_int_equal(result.rows[0].band, BAND_GOOD);
    assert_true(result.rows[0].rank == 1 && result.rows[1].rank == 2);
    assert_int_equal(result.rows[0].weakest, 6);
    assert_close(result.rows[1].score, 0, 1e-12);
    assert_true(result.total.rank == VALUE_NONE);
    assert_close(result.total.marks[0].actual_pct, 50, 1e-12);
    scorecard_release(&result);
    dataset_release(&data);
}

static const struct change_entry *find(const struct changes *changes, enum changed kind)
{
    for (size_t i = 0; i < changes->count; i++)
        if (changes->items[i].kind == kind)
            return &changes->items[i];
    fail_msg("nothing of kind %d", (int)kind);
    return NULL;
}

static void test_changes(void **state)
{
    struct dataset before, now;
    struct changes changes;
    struct project *project;
    const struct change_entry *entry;
    (void)state;
    fixture_init(&before);
    fixture_init(&now);
    project = fixture_project(&before, "魏都区", "a");
    project->plan_finish = project->original_plan_finish = daynum_from_civil(2022, 9, 30);
    fixture_budget(&before)->paid_fen = 100;
    fixture_tally(&before, "", 30, 10, 0, false);
    fixture_project(&before, "魏都区", "left")->project_id = 77;
    project = fixture_project(&now, "魏都区", "a");
    project->original_plan_finish = daynum_from_civil(2022, 9, 20);
    project->plan_finish = daynum_from_civil(2022, 10, 30);
    project->status = PROJECT_UNDER_WAY;
    project->actual_start = daynum_from_civil(2022, 8, 1);
    fixture_budget(&now)->paid_fen = 12345;
    fixture_tally(&now, "", 30, 21, 0, false);
    fixture_project(&now, "魏都区", "came");
    changes_compute(&changes, &before, &now);
    assert_true(changes.count == 7);
    entry = find(&changes, CHANGED_REPLANNED);
    assert_string_equal(entry->before, "2022-09-30");
    assert_string_equal(entry->after, "2022-10-30");
    assert_true(entry->amount == 30 && entry->from_original == 40);
    entry = find(&changes, CHANGED_MONEY);
    assert_string_equal(entry->field, "paid_yuan");
    assert_string_equal(entry->before, "1");
    assert_string_equal(entry->after, "123.45");
    entry = find(&changes, CHANGED_STARTED);
    assert_true(entry->before[0] == '\0' && entry->amount == VALUE_NONE);
    assert_true(find(&changes, CHANGED_CONSENT)->amount == 11);
    assert_true(find(&changes, CHANGED_GONE)->older);
    assert_string_equal(find(&changes, CHANGED_NEW)->after, "came");
    assert_string_equal(find(&changes, CHANGED_STATUS)->before, "");
    changes_release(&changes);
    changes_compute(&changes, &now, &now);
    assert_true(changes.count == 0);
    changes_release(&changes);
    dataset_release(&before);
    dataset_release(&now);
}

/* What a list says of a project's name, place and size is compared too. */
static void test_corrected_record(void **state)
{
    struct dataset before, now;
    struct changes changes;
    (void)state;
    fixture_init(&before);
    fixture_init(&now);
    struct project *old = fixture_project(&before, "魏都区", "a");
    struct project *new = fixture_project(&now, "建安区", "a");
    old->households = 100;
    new->households = 200;
    new->name = "甲小区";
    new->floor_area_cm2 = 15 * CM2_PER_M2;
    changes_compute(&changes, &before, &now);
    static const char *const expected[][3] = {{"name", "a", "甲小区"},
                                              {"district", "魏都区", "建安区"},
                                              {"households", "100", "200"},
                                              {"floor_area_m2", "", "15"}};
    assert_true(changes.count == sizeof expected / sizeof *expected);
    for (size_t i = 0; i < changes.count; i++) {
        assert_int_equal(changes.items[i].kind, CHANGED_RECORD);
        assert_string_equal(changes.items[i].field, expected[i][0]);
        assert_string_equal(changes.items[i].before, expected[i][1]);
        assert_string_equal(changes.items[i].after, expected[i][2]);
    }
    assert_int_equal(changes.items[2].amount, 100);
    changes_release(&changes);
    dataset_release(&before);
    dataset_release(&now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prioritise),       cmocka_unit_test(test_prioritise_ties),
        cmocka_unit_test(test_scorecard),        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_corrected_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

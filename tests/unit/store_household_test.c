#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/text.h"
#include "data/db.h"
#include "data/store_state.h"
#include "tests/unit/store_fixture.h"

static struct place place;
static struct store *store;

#define HEADER "project_code,compound,building,unit,door,answer,answer_date,door_area,contribute"

static const struct export projects = {KIND_PROJECTS,
                                       "2022-05-31",
                                       "project_code,project_name,compound,district,households",
                                       "P1,幸福小区,甲,魏都区,10\nP1,幸福小区,乙,魏都区,1\n",
                                       NULL,
                                       NULL,
                                       0,
                                       NULL};

static int setup(void **state)
{
    (void)state;
    place_make(&place);
    store = open_store(&place, STORE_WRITE);
    load_export(store, &projects);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(store);
    place_remove(&place);
    return 0;
}

static struct load_counts load(const char *as_of, const char *rows, const char *today)
{
    struct export export = {KIND_HOUSEHOLDS, as_of, HEADER, rows, today, NULL, 0, NULL};
    return load_export(store, &export);
}

/* Asserts agree and disagree of the one surveyed compound at a vantage. */
static void expect(const char *as_of, bool corrected, int64_t agree, int64_t disagree)
{
    struct dataset dataset;
    read_at(store, as_of, corrected, &dataset);
    if (agree == VALUE_NONE) {
        assert_int_equal(dataset.consent.tally_count, 0);
    } else {
        assert_int_equal(dataset.consent.tally_count, 1);
        assert_int_equal(dataset.consent.tallies[0].agree, agree);
        assert_int_equal(dataset.consent.tallies[0].disagree, disagree);
    }
    dataset_release(&dataset);
}

static void answers_are_counted_by_compound(void **state)
{
    (void)state;
    struct dataset dataset;
    struct load_counts counts = load("2022-06-30",
                                     "P1,甲,1号楼,1单元,101,1,2022-05-20,800000,1\n"
                                     "P1,甲,1#,1,102,2,2022-06-20,700000,0\n"
                                     "P1,甲,1栋,1,103,,,600000,\n"
                                     "P1,乙,1,1,101,3,,,\n"
                                     "P1,乙,1,1,102,1,,,\n",
                                     NULL);
    assert_int_equal(counts.loaded, 5);
    read_at(store, "2022-06-30", false, &dataset);
    assert_int_equal(dataset.consent.tally_count, 2);
    const struct consent_tally *first = &dataset.consent.tallies[0];
    assert_string_equal(first->compound, "乙");
    assert_int_equal(first->total, 2); /* more than the list of projects knows of */
    assert_int_equal(first->abstain, 1);
    assert_int_equal(first->area_total_cm2, VALUE_NONE);
    const struct consent_tally *second = &dataset.consent.tallies[1];
    assert_string_equal(second->compound, "甲");
    assert_true(second->from_answers);
    assert_int_equal(second->total, 10);
    assert_int_equal(second->agree, 1);
    assert_int_equal(second->disagree, 1);
    assert_int_equal(second->area_total_cm2, 2100000);
    assert_int_equal(second->area_agree_cm2, 800000);
    assert_int_equal(second->contribute, 1);
    assert_int_equal(second->demolish, VALUE_NONE);
    dataset_release(&dataset);
}

static void answers_are_counted_by_stairwell(void **state)
{
    (void)state;
    struct dataset dataset;
    load("2022-06-30",
         "P1,甲,10号楼,1单元,101,1,2022-05-20,800000,1\n"
         "P1,甲,2#,2,102,2,2022-06-20,700000,0\n"
         "P1,甲,2栋,2,103,,,600000,\n"
         "P1,甲,2,1,101,1,,100000,\n",
         NULL);
    /* An answer that changes moves within its stairwell. */
    load("2022-07-31", "P1,甲,2,2,102,1,2022-07-02,700000,0\n", NULL);
    read_at(store, "2022-06-30", false, &dataset);
    const struct consent_stairwell *stairwells = dataset.consent.stairwells;
    assert_int_equal(dataset.consent.stairwell_count, 3);
    assert_string_equal(stairwells[0].building, "2");
    assert_string_equal(stairwells[0].unit, "1");
    assert_string_equal(stairwells[1].unit, "2");
    assert_string_equal(stairwells[2].building, "10");
    assert_true(stairwells[1].total == 2 && stairwells[1].agree == 0);
    assert_true(stairwells[1].disagree == 1 && stairwells[1].area_disagree_cm2 == 700000);
    assert_true(stairwells[2].contribute == 1 && stairwells[2].demolish == VALUE_NONE);
    dataset_release(&dataset);
    read_at(store, "2022-07-31", false, &dataset);
    assert_true(dataset.consent.stairwells[1].agree == 1 &&
                dataset.consent.stairwells[1].disagree == 0);
    dataset_release(&dataset);
}

static void steps_follow_the_days_of_the_answers(void **state)
{
    (void)state;
    struct dataset dataset;
    load("2022-06-30",
         "P1,甲,1,1,101,1,2022-05-20,,\nP1,甲,1,1,102,1,2022-06-20,,\n"
         "P1,甲,1,1,103,2,2022-06-21,,\n",
         NULL);
    read_at(store, "2022-06-30", false, &dataset);
    assert_int_equal(dataset.consent.step_count, 2);
    assert_int_equal(dataset.consent.steps[0].month_end, day("2022-05-31"));
    assert_int_equal(dataset.consent.steps[0].agree, 1);
    assert_int_equal(dataset.consent.steps[1].agree, 2);
    assert_int_equal(dataset.consent.steps[1].disagree, 1);
    dataset_release(&dataset);
}

static void a_later_answer_supersedes_and_the_earlier_stays_known(void **state)
{
    (void)state;
    load("2022-06-30", "P1,甲,1,1,101,2,2022-06-10,,\nP1,甲,1,1,102,1,2022-06-10,,\n", NULL);
    struct load_counts counts =
        load("2022-07-31", "P1,甲,1,1,101,1,2022-07-10,,\nP1,甲,1,1,102,1,2022-06-10,,\n", NULL);
    assert_int_equal(counts.loaded, 1);
    assert_int_equal(counts.unchanged, 1);
    expect("2022-06-29", false, VALUE_NONE, 0);
    expect("2022-06-30", false, 1, 1);
    expect("2022-07-31", false, 2, 0);
}

static void an_older_export_may_come_later(void **state)
{
    (void)state;
    load("2022-07-31", "P1,甲,1,1,101,1,2022-07-10,,\nP1,甲,1,1,102,1,2022-06-10,,\n", NULL);
    load("2022-06-30", "P1,甲,1,1,101,2,2022-06-10,,\nP1,甲,1,1,102,1,2022-06-10,,\n", NULL);
    expect("2022-06-30", false, 1, 1);
    expect("2022-07-31", false, 2, 0);
}

static void a_corrected_answer_is_known_from_the_day_of_loading(void **state)
{
    (void)state;
    load("2022-06-30", "P1,甲,1,1,101,2,2022-06-10,,\n", NULL);
    struct load_counts counts = load("2022-06-30", "P1,甲,1,1,101,1,2022-06-10,,\n", "2022-08-15");
    assert_int_equal(counts.loaded, 1);
    expect("2022-08-14", false, 0, 1);
    expect("2022-08-14", true, 1, 0);
    expect("2022-08-15", false, 1, 0);
    counts = load("2022-06-30", "P1,甲,1,1,101,1,2022-06-10,,\n", "2022-09-15");
    assert_int_equal(counts.unchanged, 1);
}

static void one_household_twice_in_a_file(void **state)
{
    (void)state;
    struct load_counts counts = load("2022-06-30",
                                     "P1,甲,1,1,101,2,2022-06-10,,\n"
                                     "P1,甲,1,1,101,2,2022-06-10,,\n"
                                     "P1,甲,1,1,101,1,2022-06-10,,\n"
                                     "P1,甲,1,1,101,1,2022-06-12,,\n",
                                     NULL);
    assert_int_equal(counts.loaded, 2);
    assert_int_equal(counts.unchanged, 1);
    assert_int_equal(counts.rejected, 1);
    expect("2022-06-30", false, 1, 0);
}

static void rows_that_cannot_be_are_rejected(void **state)
{
    (void)state;
    struct load_counts counts = load("2022-06-30",
                                     "P1,甲,1,1,,1,,,\n"
                                     "P1,甲,1,1,101,9,,,\n"
                                     ",,1,1,101,1,,,\n"
                                     "P1,甲,1,1,102,1,,,\n",
                                     NULL);
    assert_int_equal(counts.loaded, 1);
    assert_int_equal(counts.rejected, 3);
    expect("2022-06-30", false, 1, 0);
}

static void an_answer_of_the_future_is_rejected(void **state)
{
    (void)state;
    struct load_counts counts = load("2022-06-30",
                                     "P1,甲,1,1,101,1,2122-06-10,,\n"
                                     "P1,甲,1,1,102,1,2022-07-10,,\n",
                                     "2022-08-01");
    assert_int_equal(counts.loaded, 1);
    assert_int_equal(counts.rejected, 1);
    assert_int_equal(counts.newest_as_of, day("2022-07-10"));
    expect("2022-07-10", false, 1, 0);
}

static int64_t number(const char *sql)
{
    struct error error;
    int64_t value;
    assert_int_equal(db_number(store->db, &value, -1, sql, &error), STATUS_OK);
    return value;
}

/* Both are known from the day of loading, and the first of them is history as well. */
static void of_two_corrections_on_one_day_the_later_counts(void **state)
{
    (void)state;
    const char *today = "2022-08-15";
    load("2022-06-30", "P1,甲,1,1,101,1,2022-06-10,,\n", today);
    load("2022-06-30", "P1,甲,1,1,101,2,2022-06-10,,\n", today);
    load("2022-06-30", "P1,甲,1,1,101,3,2022-06-10,,\n", today);
    expect("2022-08-14", false, 1, 0);
    expect("2022-08-15", false, 0, 0);
    assert_int_equal(number("SELECT count(*) FROM household_past"), 2);
    assert_int_equal(number("SELECT answer FROM household_answer"), 3);
    assert_int_equal(number("SELECT sum(abstain) FROM consent_tally"), 1);
    assert_int_equal(number("SELECT sum(agree) + sum(disagree) FROM consent_tally"), 0);
}

static struct load_counts load_named(const char *rows)
{
    struct export export = {KIND_HOUSEHOLDS,
                            "2022-06-30",
                            "compound,building,unit,door,answer",
                            rows,
                            NULL,
                            NULL,
                            0,
                            NULL};
    return load_export(store, &export);
}

static void load_namesake(void)
{
    struct export export = projects;
    export.as_of = "2022-06-01";
    export.rows = "P2,平安里,甲,魏都区,10\n";
    load_export(store, &export);
}

static void expect_nothing_of_a_name(void)
{
    assert_int_equal(number("SELECT count(*) FROM reject WHERE code = 'ambiguous-project'"), 2);
    assert_int_equal(number("SELECT sum(rejected) - sum(loaded) FROM source WHERE kind = 1"), 2);
    assert_int_equal(number("SELECT count(*) FROM household_answer"), 0);
    assert_int_equal(number("SELECT count(*) FROM consent_tally WHERE households <> 0"), 0);
    assert_int_equal(number("SELECT count(*) FROM vintage"), 0);
}

/* Answers of a compound that two projects have, in whichever order the three come. */
static void answers_of_a_name_that_comes_to_mean_two(void **state)
{
    static const char rows[] = "甲,1,1,101,1\n甲,1,1,102,2\n";
    load_namesake();
    assert_int_equal(load_named(rows).rejected, 2);
    expect_nothing_of_a_name();
    teardown(state);
    setup(state);
    assert_int_equal(load_named(rows).loaded, 2);
    load_namesake();
    expect_nothing_of_a_name();
    teardown(state);
    place_make(&place);
    store = open_store(&place, STORE_WRITE);
    assert_int_equal(load_named(rows).loaded, 2);
    load_namesake();
    load_export(store, &projects);
    expect_nothing_of_a_name();
}

/* Whoever said the same by its code has said it, before or after. */
static void a_row_with_a_code_outlives_the_doubt_of_a_name(void **state)
{
    for (int first = 0; first < 2; first++) {
        static const char by_code[] = "P1,甲,1,1,101,1,,,\n";
        if (first)
            load("2022-06-30", by_code, NULL);
        load_named("甲,1,1,101,1\n甲,1,1,102,2\n");
        if (!first)
            assert_int_equal(load("2022-06-30", by_code, NULL).unchanged, 1);
        load_namesake();
        expect("2022-06-30", false, 1, 0);
        assert_int_equal(number("SELECT count(*) FROM household_answer"), 1);
        assert_int_equal(number("SELECT count(*) FROM household_past"), 0);
        teardown(state);
        setup(state);
    }
}

/* Many versions of few households, loaded in many orders: the tallies never differ. */
static void the_order_of_exports_does_not_matter(void **state)
{
    (void)state;
    static const char *const exports[][2] = {
        {"2022-06-30", "P1,甲,1,1,101,1,2022-06-01,,\nP1,甲,1,1,102,2,,,\n"},
        {"2022-07-31", "P1,甲,1,1,101,2,2022-07-01,,\nP1,甲,1,1,102,1,,,\n"},
        {"2022-08-31", "P1,甲,1,1,101,3,2022-06-15,,\nP1,甲,1,1,102,1,,,\n"},
        {"2022-09-30", "P1,甲,1,1,101,1,2022-09-01,,\nP1,甲,1,1,102,3,2022-06-02,,\n"},
    };
    static const char *const dates[] = {"2022-06-30", "2022-07-31", "2022-08-31", "2022-09-30"};
    char *expected = NULL;
    for (int order = 0; order < 24; order++) {
        struct text found = TEXT_INIT;
        int left[4] = {0, 1, 2, 3}, code = order;
        for (int i = 4; i > 0; i--) {
            int pick = code % i;
            code /= i;
            load(exports[left[pick]][0], exports[left[pick]][1], NULL);
            for (int j = pick; j + 1 < i; j++)
                left[j] = left[j + 1];
        }
        for (int i = 0; i < 4; i++) {
            struct dataset dataset;
            read_at(store, dates[i], false, &dataset);
            char *text = describe(&dataset);
            text_add(&found, text);
            free(text);
            dataset_release(&dataset);
        }
        if (expected == NULL)
            expected = text_detach(&found);
        assert_string_equal(order == 0 ? expected : found.data, expected);
        text_release(&found);
        teardown(state);
        setup(state);
    }
    free(expected);
}

/* … if it was counted then: an old count of a survey that has ended since is stale. */
static void a_survey_closes_with_its_end(void **state)
{
    (void)state;
    struct dataset dataset;
    struct export survey = {
        KIND_HOUSEHOLDS,
        "2022-06-30",
        "project_code,compound,building,unit,door,answer,survey_start,survey_end",
        "P1,甲,1,1,101,1,2022-06-01,2022-07-15\nP1,甲,1,1,102,1,2022-06-01,2022-07-15\n",
        NULL,
        NULL,
        0,
        NULL};
    load_export(store, &survey);
    read_at(store, "2022-06-30", false, &dataset);
    assert_false(dataset.consent.tallies[0].closed);
    assert_int_equal(dataset.consent.tallies[0].survey_start, day("2022-06-01"));
    dataset_release(&dataset);
    read_at(store, "2022-07-15", false, &dataset);
    assert_false(dataset.consent.tallies[0].closed);
    assert_true(dataset.consent.tallies[0].stale);
    dataset_release(&dataset);
    survey.as_of = "2022-07-31"; /* the same answers, which are the result now */
    load_export(store, &survey);
    read_at(store, "2022-07-31", false, &dataset);
    assert_true(dataset.consent.tallies[0].closed && !dataset.consent.tallies[0].stale);
    assert_int_equal(dataset.consent.tallies[0].agree, 2);
    dataset_release(&dataset);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* With another salt a door that is known would count as a new one. */
static void another_salt_is_refused(void **state)
{
    (void)state;
    static const unsigned char other[32] = "another salt, 32 bytes long too";
    const int fields[] = {dictionary_find("project_code"), dictionary_find("door"),
                          dictionary_find("answer")};
    struct load_request request = {.file = "other.csv",
                                   .sha256 = "1",
                                   .encoding = "UTF-8",
                                   .delimiter = ",",
                                   .kind = KIND_HOUSEHOLDS,
                                   .city = "许昌市",
                                   .as_of = day("2022-07-31"),
                                   .known = DAYNUM_NONE,
                                   .today = day("2022-08-01"),
                                   .fields = fields,
                                   .field_count = 3};
    struct load_counts counts;
    struct error error = {0};
    int64_t source_id;
    load("2022-06-30", "P1,甲,1,1,101,1,2022-05-20,800000,1\n", NULL);
    assert_int_equal(store_load_begin(store, &request, &source_id, &error), STATUS_OK);
    store_load_salt(store, other);
    assert_int_equal(store_load_rows(store, (struct row_source){0}, NULL, &counts, &error),
                     STATUS_INVALID);
    assert_non_null(strstr(error.message, "another salt"));
    store_load_rollback(store);
    expect("2022-07-31", false, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers_are_counted_by_compound),
        TEST(answers_are_counted_by_stairwell),
        TEST(steps_follow_the_days_of_the_answers),
        TEST(a_later_answer_supersedes_and_the_earlier_stays_known),
        TEST(an_older_export_may_come_later),
        TEST(a_corrected_answer_is_known_from_the_day_of_loading),
        TEST(one_household_twice_in_a_file),
        TEST(rows_that_cannot_be_are_rejected),
        TEST(an_answer_of_the_future_is_rejected),
        TEST(of_two_corrections_on_one_day_the_later_counts),
        TEST(answers_of_a_name_that_comes_to_mean_two),
        TEST(a_row_with_a_code_outlives_the_doubt_of_a_name),
        TEST(the_order_of_exports_does_not_matter),
        TEST(a_survey_closes_with_its_end),
        TEST(another_salt_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

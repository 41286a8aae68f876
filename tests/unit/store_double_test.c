/* One key twice: in one file, and in two files of one date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/store_fixture.h"

static struct place place;
static struct store *store;

static int setup(void **state)
{
    (void)state;
    place_make(&place);
    store = open_store(&place, STORE_WRITE);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(store);
    place_remove(&place);
    return 0;
}

static struct export list_of(const char *header, const char *rows)
{
    return (struct export){KIND_PROJECTS, "2022-06-30", header, rows, NULL, NULL, 0, NULL};
}

static void counts_are(struct load_counts counts, int64_t loaded, int64_t unchanged,
                       int64_t rejected)
{
    assert_int_equal(counts.loaded, loaded);
    assert_int_equal(counts.unchanged, unchanged);
    assert_int_equal(counts.rejected, rejected);
}

static void what_a_project_says_of_itself_may_not_differ(void **state)
{
    (void)state;
    struct reject_set rejects;
    struct export export =
        list_of("project_code,project_name,plan_year,status,budget_planned", "P1,一,2022,3,500\n"
                                                                             "P1,一,2022,3,600\n"
                                                                             "P1,一,2022,4,500\n"
                                                                             "P1,一,2022,3,500\n");
    counts_are(load_export(store, &export), 1, 1, 2);
    assert_int_equal(store_read_rejects(store, 0, &rejects, NULL), STATUS_OK);
    assert_int_equal(rejects.count, 2);
    for (size_t i = 0; i < rejects.count; i++) {
        assert_string_equal(rejects.items[i].code, "primary-key");
        assert_int_equal(rejects.items[i].line, 3 + (int)i);
        assert_non_null(strstr(rejects.items[i].message, "line 2"));
    }
    reject_set_release(&rejects);
}

/* A row for each compound repeats the project, or leaves merged cells blank. */
static void compounds_of_one_project_are_no_doubles(void **state)
{
    (void)state;
    struct export export =
        list_of("project_code,project_name,compound,plan_year,status,households,budget_planned",
                "P1,一,甲,2022,3,10,500\n"
                "P1,一,乙,2022,,20,\n"
                "P1,一,乙,2022,,20,\n"
                "P1,一,乙,2022,,21,\n"
                "P1,一,甲,2022,4,10,500\n");
    counts_are(load_export(store, &export), 2, 1, 2);
}

/* A day's progress comes with the month's export and, carried on, with the next one: the same
 * key, date and values are unchanged although the file is loaded for the first time. */
static void two_exports_may_say_the_same_of_one_day(void **state)
{
    (void)state;
    static const struct export may = {KIND_PROGRESS,
                                      "2022-05-31",
                                      "project_code,as_of,planned_progress,actual_progress",
                                      "P1,2022-05-31,20000,45000\nP2,2022-05-31,0,0\n",
                                      NULL,
                                      NULL,
                                      0,
                                      NULL};
    static const struct export june = {KIND_PROGRESS,
                                       "2022-06-30",
                                       "project_code,as_of,planned_progress,actual_progress",
                                       "P1,2022-05-31,20000,45000\nP2,2022-06-30,10000,10000\n",
                                       NULL,
                                       NULL,
                                       0,
                                       NULL};
    counts_are(load_export(store, &may), 2, 0, 0);
    counts_are(load_export(store, &june), 1, 1, 0);
}

/* Sheds are counted by themselves: they are no parking spaces. */
static void bicycle_spaces_are_no_parking_spaces(void **state)
{
    (void)state;
    struct dataset dataset;
    struct export list = list_of("project_code,project_name,plan_year", "P1,一,2022\n");
    struct export kinds =
        list_of("project_code,parking_kind,parking_added", "P1,1,10\nP1,2,20\nP1,3,3\nP1,4,40\n");
    kinds.kind = KIND_PARKING;
    load_export(store, &list);
    counts_are(load_export(store, &kinds), 4, 0, 0);
    read_at(store, "2022-06-30", false, &dataset);
    assert_int_equal(dataset.facilities[0].parking_added, 33);
    assert_int_equal(dataset.facilities[0].parking_added_by_kind[PARKING_BICYCLE], 40);
    dataset_release(&dataset);
}

/* Of a household that comes twice, the first row holds, be it what another file has said already.
 */
static void a_second_answer_beside_an_unchanged_one_is_a_double(void **state)
{
    (void)state;
    struct reject_set rejects;
    struct export first = {KIND_HOUSEHOLDS,
                           "2022-06-30",
                           "project_code,compound,building,unit,door,answer,answer_date",
                           "P1,甲,1,1,101,1,2022-05-20\nP1,甲,1,1,102,1,2022-05-20\n",
                           NULL,
                           NULL,
                           0,
                           NULL};
    struct export second = first;
    second.rows = "P1,甲,1,1,101,1,2022-05-20\nP1,甲,1,1,101,2,2022-05-20\n"
                  "P1,甲,1,1,102,2,2022-05-20\nP1,甲,1,1,101,1,2022-05-20\n";
    counts_are(load_export(store, &first), 2, 0, 0);
    counts_are(load_export(store, &second), 1, 2, 1);
    assert_int_equal(store_read_rejects(store, 0, &rejects, NULL), STATUS_OK);
    assert_int_equal(rejects.count, 1);
    assert_string_equal(rejects.items[0].code, "primary-key");
    assert_int_equal(rejects.items[0].line, 3);
    assert_non_null(strstr(rejects.items[0].message, "line 2"));
    reject_set_release(&rejects);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_project_says_of_itself_may_not_differ),
        TEST(compounds_of_one_project_are_no_doubles),
        TEST(two_exports_may_say_the_same_of_one_day),
        TEST(bicycle_spaces_are_no_parking_spaces),
        TEST(a_second_answer_beside_an_unchanged_one_is_a_double),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

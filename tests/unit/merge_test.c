#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/memory.h"
#include "tests/unit/store_fixture.h"

#define LIST "project_code,project_name,district,plan_year"
#define DOORS "project_code,compound,building,unit,door,answer,answer_date,door_area"
#define PLAIN NULL, NULL, 0, NULL

static const unsigned char salt[32] = "a salt of the tests, 32 bytes  ";
static const unsigned char other_salt[32] = "another salt, 32 bytes long too";

/* Three databases: a list, facts that wait for the list of another, and a list of the same day
 * that contradicts the first. */
static const struct export sources[] = {
    {KIND_PROJECTS, "2022-06-30", LIST, "P1,幸福小区,魏都区,2022\nP2,光明小区,建安区,2022\n",
     PLAIN},
    {KIND_PROGRESS, "2022-07-31", "project_code,as_of,actual_progress",
     "P3,2022-07-31,40000\nP1,2022-07-31,55000\n", PLAIN},
    {KIND_PROJECTS, "2022-06-30", LIST ",status",
     "P3,新小区,魏都区,2022,3\nP1,幸福小区,魏都区,2023,3\n", PLAIN},
};

static const struct export list = {KIND_PROJECTS, "2022-05-31",
                                   "project_code,project_name,compound,district,households",
                                   "P1,幸福小区,甲,魏都区,10\n", PLAIN};
static const struct export june = {
    KIND_HOUSEHOLDS, "2022-06-30", DOORS,
    "P1,甲,1号楼,1单元,101,1,2022-05-20,800000\nP1,甲,1号楼,1,102,2,2022-06-20,700000\n", PLAIN};
static const struct export july = {
    KIND_HOUSEHOLDS, "2022-07-31", DOORS,
    "P1,甲,2,1,101,1,2022-07-02,600000\nP1,甲,1,1,102,1,2022-07-20,700000\n", PLAIN};

static void make(struct place *place, size_t count, const struct export *const *exports)
{
    place_make(place);
    struct store *store = open_store(place, STORE_WRITE);
    for (size_t i = 0; i < count; i++)
        load_export(store, exports[i]);
    store_close(store);
}

static struct merge_report merge(struct store *store, const struct place *other,
                                 const unsigned char *key)
{
    struct merge_report report;
    struct error error = {0};
    if (store_merge(store, other->path, key, &report, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return report;
}

static char *answers(struct store *store)
{
    struct dataset dataset;
    read_at(store, "2022-12-31", true, &dataset);
    char *text = describe(&dataset);
    dataset_release(&dataset);
    return text;
}

static void the_order_of_merging_does_not_matter(void **state)
{
    (void)state;
    static const size_t orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                       {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct place places[3];
    char *first = NULL;
    for (size_t i = 0; i < 3; i++)
        make(&places[i], 1, (const struct export *[]){&sources[i]});
    for (size_t i = 0; i < 6; i++) {
        struct place place;
        place_make(&place);
        struct store *store = open_store(&place, STORE_WRITE);
        for (size_t j = 0; j < 3; j++)
            merge(store, &places[orders[i][j]], salt);
        for (size_t j = 0; j < 3; j++) {
            struct merge_report again = merge(store, &places[j], salt);
            assert_int_equal(again.sources + again.projects + again.facts, 0);
            assert_true(again.unchanged > 0);
        }
        char *text = answers(store);
        if (first == NULL)
            first = xstrdup(text);
        assert_string_equal(text, first);
        assert_non_null(strstr(text, "P3 新小区"));
        free(text);
        store_close(store);
        place_remove(&place);
    }
    free(first);
    for (size_t i = 0; i < 3; i++)
        place_remove(&places[i]);
}

/* One compound's doors in two databases of one salt: as if all exports had been loaded into one. */
static void doors_of_one_salt_are_joined(void **state)
{
    (void)state;
    struct place one, two, all;
    make(&one, 2, (const struct export *[]){&list, &june});
    make(&two, 2, (const struct export *[]){&list, &july});
    make(&all, 3, (const struct export *[]){&list, &june, &july});
    struct store *store = open_store(&two, STORE_WRITE), *loaded = open_store(&all, STORE_READ);
    struct merge_report report = merge(store, &one, salt);
    assert_int_equal(report.other_salt + report.tallies_there + report.tallies_here, 0);
    assert_int_equal(report.sources, 1);
    assert_int_equal(report.projects, 0);
    char *merged = answers(store), *expected = answers(loaded);
    assert_string_equal(merged, expected);
    report = merge(store, &one, salt);
    assert_int_equal(report.facts, 0);
    free(merged);
    free(expected);
    store_close(loaded);
    store_close(store);
    place_remove(&one);
    place_remove(&two);
    place_remove(&all);
}

static void doors_of_another_salt_stay_where_they_are(void **state)
{
    (void)state;
    struct place one, two;
    make(&one, 2, (const struct export *[]){&list, &june});
    place_make(&two);
    struct store *store = open_store(&two, STORE_WRITE), *source = open_store(&one, STORE_READ);
    assert_int_equal(merge(store, &one, other_salt).other_salt, 1);
    char *merged = answers(store), *expected = answers(source);
    assert_string_equal(merged, expected);
    assert_int_equal(merge(store, &one, other_salt).facts, 0);
    /* Nor can the compound's doors be loaded here: nobody could tell them from those. */
    assert_int_equal(load_export(store, &july).rejected, 2);
    free(merged);
    free(expected);
    store_close(source);
    store_close(store);
    place_remove(&one);
    place_remove(&two);
}

static void what_cannot_be_merged_changes_nothing(void **state)
{
    (void)state;
    struct export first = sources[0], second = sources[0];
    first.city = second.city = "";
    second.rows = "P1,别的小区,鼓楼区,2022\n";
    second.as_of = "2022-07-31";
    struct place one, two;
    make(&one, 1, (const struct export *[]){&first});
    make(&two, 1, (const struct export *[]){&second});
    struct store *store = open_store(&one, STORE_WRITE);
    struct merge_report report;
    struct error error = {0};
    char *before = answers(store);
    assert_int_equal(store_merge(store, two.path, NULL, &report, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "'P1'"));
    assert_int_equal(store_merge(store, one.path, NULL, &report, &error), STATUS_INVALID);
    assert_int_equal(store_merge(store, one.folder, NULL, &report, &error), STATUS_DATABASE);
    char *after = answers(store);
    assert_string_equal(before, after);
    free(before);
    free(after);
    store_close(store);
    place_remove(&one);
    place_remove(&two);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_order_of_merging_does_not_matter),
        TEST(doors_of_one_salt_are_joined),
        TEST(doors_of_another_salt_stay_where_they_are),
        TEST(what_cannot_be_merged_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

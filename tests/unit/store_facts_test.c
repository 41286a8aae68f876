#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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

static const struct export june = {
    KIND_PROJECTS,
    "2022-06-30",
    "project_code,project_name,district,plan_year,plan_finish,households,status",
    "P1,幸福小区,魏都区,2022,2022-10-31,100,3\n"
    "P2,光明小区,魏都区,2022,2022-11-30,200,3\n",
    NULL,
    NULL,
    0,
    NULL};

static const struct export july = {
    KIND_PROJECTS,
    "2022-07-31",
    "project_code,project_name,district,plan_year,plan_finish,households,status",
    "P1,幸福小区,魏都区,2022,2022-11-15,100,3\n",
    NULL,
    NULL,
    0,
    NULL};

static void the_same_file_again_changes_nothing(void **state)
{
    (void)state;
    struct load_counts counts = load_export(store, &june);
    assert_int_equal(counts.loaded, 2);
    assert_int_equal(counts.newest_as_of, day("2022-06-30"));
    counts = load_export(store, &june);
    assert_int_equal(counts.loaded, 0);
    assert_int_equal(counts.unchanged, 2);
}

static void the_same_values_at_a_new_date_are_loaded(void **state)
{
    (void)state;
    struct export august = june;
    august.as_of = "2022-08-31";
    load_export(store, &june);
    assert_int_equal(load_export(store, &august).loaded, 2);
}

static void each_date_answers_what_was_known_then(void **state)
{
    (void)state;
    struct dataset dataset;
    load_export(store, &june);
    load_export(store, &july);
    read_at(store, "2022-06-30", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->plan_finish, day("2022-10-31"));
    assert_false(project_of(&dataset, "P2")->gone);
    dataset_release(&dataset);
    read_at(store, "2022-07-31", false, &dataset);
    const struct project *project = project_of(&dataset, "P1");
    assert_int_equal(project->plan_finish, day("2022-11-15"));
    assert_int_equal(project->original_plan_finish, day("2022-10-31"));
    assert_int_equal(project->first_as_of, day("2022-06-30"));
    assert_int_equal(project->from.line, 2);
    assert_true(project_of(&dataset, "P2")->gone);
    dataset_release(&dataset);
    read_at(store, "2022-06-29", false, &dataset);
    assert_int_equal(dataset.projects.count, 0);
    dataset_release(&dataset);
}

static void a_corrected_first_plan_is_the_original_one(void **state)
{
    (void)state;
    struct dataset dataset;
    struct export slip = june;
    slip.rows =
        "P1,幸福小区,魏都区,2022,2032-10-31,120,3\nP2,和平小区,魏都区,2022,2022-10-31,80,2\n";
    struct export corrected = june;
    corrected.today = "2022-07-05";
    load_export(store, &slip);
    load_export(store, &corrected);
    load_export(store, &july);
    read_at(store, "2022-07-31", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->original_plan_finish, day("2022-10-31"));
    dataset_release(&dataset);
    read_at(store, "2022-07-01", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->original_plan_finish, day("2032-10-31"));
    dataset_release(&dataset);
}

static void a_correction_is_known_from_the_day_of_loading(void **state)
{
    (void)state;
    struct dataset dataset;
    struct export corrected = june;
    corrected.rows = "P1,幸福小区,魏都区,2022,2022-10-31,150,3\n";
    corrected.today = "2022-08-10";
    load_export(store, &june);
    assert_int_equal(load_export(store, &corrected).loaded, 1);
    read_at(store, "2022-07-15", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->households, 100);
    dataset_release(&dataset);
    read_at(store, "2022-07-15", true, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->households, 150);
    dataset_release(&dataset);
    read_at(store, "2022-08-10", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->households, 150);
    dataset_release(&dataset);
}

static void known_may_be_said(void **state)
{
    (void)state;
    struct dataset dataset;
    struct export corrected = june;
    corrected.rows = "P1,幸福小区,魏都区,2022,2022-10-31,150,3\n";
    corrected.known = "2022-07-05";
    load_export(store, &june);
    load_export(store, &corrected);
    read_at(store, "2022-07-04", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->households, 100);
    dataset_release(&dataset);
    read_at(store, "2022-07-05", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->households, 150);
    dataset_release(&dataset);
}

/* Three versions of one day, each with its own `known`: the middle one differs. */
static void versions_with_known_may_come_in_any_order(void **state)
{
    (void)state;
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const char *const known[] = {"2022-07-01", "2022-07-10", "2022-07-20"};
    for (size_t i = 0; i < 6; i++) {
        for (size_t j = 0; j < 3; j++) {
            struct export export = june;
            export.known = known[orders[i][j]];
            export.rows = orders[i][j] == 1 ? "P1,幸福小区,魏都区,2022,2022-10-31,150,3\n"
                                            : "P1,幸福小区,魏都区,2022,2022-10-31,100,3\n";
            load_export(store, &export);
        }
        for (size_t j = 0; j < 3; j++) {
            struct dataset dataset;
            read_at(store, known[j], false, &dataset);
            assert_int_equal(project_of(&dataset, "P1")->households, j == 1 ? 150 : 100);
            dataset_release(&dataset);
        }
        teardown(state);
        setup(state);
    }
}

static void fields_that_a_file_does_not_cover_stay(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export later = {
        KIND_PROJECTS, "2022-07-31", "project_code,status,plan_finish", "P1,5,\n", NULL, NULL, 0,
        NULL};
    load_export(store, &june);
    load_export(store, &later);
    read_at(store, "2022-07-31", false, &dataset);
    const struct project *project = project_of(&dataset, "P1");
    assert_string_equal(project->name, "幸福小区");
    assert_string_equal(project->district, "魏都区");
    assert_int_equal(project->plan_year, 2022);
    assert_int_equal(project->households, 100);
    assert_int_equal(project->status, PROJECT_COMPLETED);
    /* A blank in a column that the file has erases. */
    assert_int_equal(project->plan_finish, DAYNUM_NONE);
    dataset_release(&dataset);
}

/* --- one file --- */

static void one_key_twice_in_a_file(void **state)
{
    (void)state;
    struct export export = june;
    struct reject_set rejects;
    export.rows = "P1,幸福小区,魏都区,2022,2022-10-31,100,3\n"
                  "P1,幸福小区,魏都区,2022,2022-10-31,100,3\n"
                  "P1,幸福小区,魏都区,2022,2022-10-31,101,3\n";
    struct load_counts counts = load_export(store, &export);
    assert_int_equal(counts.loaded, 1);
    assert_int_equal(counts.unchanged, 1);
    assert_int_equal(counts.rejected, 1);
    assert_int_equal(store_read_rejects(store, 0, &rejects, NULL), STATUS_OK);
    assert_int_equal(rejects.count, 1);
    assert_string_equal(rejects.items[0].code, "primary-key");
    assert_int_equal(rejects.items[0].line, 4);
    assert_non_null(strstr(rejects.items[0].message, "line 2"));
    assert_non_null(strstr(rejects.items[0].raw, "101"));
    reject_set_release(&rejects);
}

static void compounds_of_a_project_add_up(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export export = {
        KIND_PROJECTS,
        "2022-06-30",
        "project_code,project_name,compound,district,plan_year,households,budget_planned",
        "P1,三小区,甲小区,魏都区,2022,100,5000\n"
        "P1,三小区,乙小区,魏都区,2022,50,5000\n"
        "P1,三小区,丙小区,魏都区,2022,,5000\n",
        NULL,
        NULL,
        0,
        NULL};
    assert_int_equal(load_export(store, &export).loaded, 3);
    read_at(store, "2022-06-30", false, &dataset);
    assert_int_equal(dataset.projects.count, 1);
    assert_int_equal(dataset.compound_count, 3);
    assert_int_equal(dataset.projects.items[0].communities, 3);
    assert_int_equal(dataset.projects.items[0].households, 150);
    assert_int_equal(dataset.budget_count, 1);
    assert_int_equal(dataset.budgets[0].planned_fen, 5000);
    dataset_release(&dataset);
}

static void a_list_without_compounds_leaves_them(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export named = {KIND_PROJECTS,
                                        "2022-06-30",
                                        "project_code,compound,households",
                                        "P1,甲,100\nP1,乙,50\n",
                                        NULL,
                                        NULL,
                                        0,
                                        NULL};
    static const struct export bare = {
        KIND_PROJECTS, "2022-07-31", "project_code,households", "P1,160\n", NULL, NULL, 0, NULL};
    load_export(store, &named);
    load_export(store, &bare);
    read_at(store, "2022-07-31", false, &dataset);
    assert_int_equal(dataset.compound_count, 2);
    assert_int_equal(dataset.projects.items[0].communities, 2);
    assert_int_equal(dataset.projects.items[0].households, 160);
    dataset_release(&dataset);
}

static void a_value_out_of_its_range_rejects_the_whole_row(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export export = {
        KIND_PROJECTS,
        "2022-06-30",
        "project_code,project_name,district,parking_added,households",
        "P1,幸福小区,魏都区,5,-7\n"
        "P2,光明小区,魏都区,5,7\n",
        NULL,
        NULL,
        0,
        NULL};
    struct load_counts counts = load_export(store, &export);
    assert_int_equal(counts.loaded, 1);
    assert_int_equal(counts.rejected, 1);
    read_at(store, "2022-06-30", false, &dataset);
    assert_null(project_of(&dataset, "P1"));
    assert_int_equal(dataset.facilities_count, 1);
    dataset_release(&dataset);
}

/* --- identity --- */

static void names_are_matched_however_they_are_spelt(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export projects = {KIND_PROJECTS,
                                           "2022-06-30",
                                           "project_code,project_name,district",
                                           "P1,健康路3#楼（东院）,魏都区\n",
                                           NULL,
                                           NULL,
                                           0,
                                           NULL};
    static const struct export parking = {KIND_PARKING,
                                          "2022-06-30",
                                          "project_name,district,parking_added",
                                          "健康路 ３号楼(东院),魏都区,12\n",
                                          NULL,
                                          NULL,
                                          0,
                                          NULL};
    load_export(store, &projects);
    assert_int_equal(load_export(store, &parking).pending, 0);
    read_at(store, "2022-06-30", false, &dataset);
    assert_int_equal(dataset.projects.count, 1);
    assert_int_equal(dataset.facilities_count, 1);
    assert_int_equal(dataset.facilities[0].parking_added, 12);
    dataset_release(&dataset);
}

static void an_ambiguous_name_is_rejected_with_its_candidates(void **state)
{
    (void)state;
    struct reject_set rejects;
    static const struct export projects = {
        KIND_PROJECTS,
        "2022-06-30",
        "project_code,project_name,district",
        "P1,幸福小区,魏都区\nP2,幸福小区,魏都区\nP3,幸福小区,建安区\n",
        NULL,
        NULL,
        0,
        NULL};
    static const struct export parking = {KIND_PARKING,
                                          "2022-06-30",
                                          "project_name,district,parking_added",
                                          "幸福小区,魏都区,12\n幸福小区,建安区,3\n幸福小区,,4\n",
                                          NULL,
                                          NULL,
                                          0,
                                          NULL};
    load_export(store, &projects);
    struct load_counts counts = load_export(store, &parking);
    assert_int_equal(counts.loaded, 1);
    assert_int_equal(counts.rejected, 2);
    assert_int_equal(store_read_rejects(store, 0, &rejects, NULL), STATUS_OK);
    assert_string_equal(rejects.items[0].code, "ambiguous-project");
    assert_non_null(strstr(rejects.items[0].message, "P1"));
    assert_non_null(strstr(rejects.items[0].message, "P2"));
    assert_null(strstr(rejects.items[0].message, "P3"));
    reject_set_release(&rejects);
}

static void facts_wait_for_their_project(void **state)
{
    (void)state;
    struct dataset dataset;
    struct source_set sources;
    static const struct export by_code = {KIND_PARKING,
                                          "2022-06-30",
                                          "project_code,parking_added,street",
                                          "P1,12,西关\n",
                                          NULL,
                                          NULL,
                                          0,
                                          NULL};
    static const struct export by_name = {KIND_CHARGERS,
                                          "2022-06-30",
                                          "project_name,district,posts_added",
                                          "幸福小区,魏都区,3\n没有的小区,魏都区,3\n",
                                          NULL,
                                          NULL,
                                          0,
                                          NULL};
    static const struct export by_compound = {KIND_HOUSEHOLDS,
                                              "2022-06-30",
                                              "compound,district,consent_total,consent_agree",
                                              "甲小区,魏都区,90,60\n",
                                              NULL,
                                              NULL,
                                              0,
                                              NULL};
    static const struct export projects = {KIND_PROJECTS,
                                           "2022-06-30",
                                           "project_code,project_name,compound,district",
                                           "P1,幸福小区,甲小区,魏都区\n",
                                           NULL,
                                           NULL,
                                           0,
                                           NULL};
    assert_int_equal(load_export(store, &by_code).pending, 1);
    assert_int_equal(load_export(store, &by_name).pending, 2);
    assert_int_equal(load_export(store, &by_compound).pending, 1);
    read_at(store, "2022-06-30", true, &dataset);
    assert_int_equal(dataset.projects.count, 0);
    assert_int_equal(dataset.facilities_count, 0);
    assert_int_equal(dataset.consent.tally_count, 0);
    dataset_release(&dataset);
    load_export(store, &projects);
    assert_int_equal(store_read_sources(store, &sources, NULL), STATUS_OK);
    assert_int_equal(sources.items[0].pending, 0);
    assert_int_equal(sources.items[1].pending, 1);
    assert_int_equal(sources.items[2].pending, 0);
    source_set_release(&sources);
    read_at(store, "2022-06-30", false, &dataset);
    assert_int_equal(dataset.projects.count, 1);
    assert_string_equal(dataset.projects.items[0].street, "西关");
    assert_int_equal(dataset.facilities_count, 1);
    assert_int_equal(dataset.facilities[0].parking_added, 12);
    assert_int_equal(dataset.facilities[0].charger_posts_added, 3);
    assert_int_equal(dataset.consent.tally_count, 1);
    assert_int_equal(dataset.consent.tallies[0].agree, 60);
    assert_string_equal(dataset.consent.tallies[0].compound, "甲小区");
    dataset_release(&dataset);
}

static void a_row_without_a_city_is_of_the_one_project_of_its_code(void **state)
{
    (void)state;
    struct dataset dataset;
    struct export parking = {
        KIND_PARKING, "2022-06-30", "project_code,parking_added", "P1,12\n", NULL, NULL, 0, ""};
    static const struct export named = {KIND_CHARGERS,
                                        "2022-06-30",
                                        "project_name,district,posts_added",
                                        "光明小区,魏都区,4\n",
                                        NULL,
                                        NULL,
                                        0,
                                        ""};
    load_export(store, &parking);
    load_export(store, &june);
    load_export(store, &named);
    parking.as_of = "2022-07-31";
    parking.rows = "P1,15\n";
    load_export(store, &parking);
    read_at(store, "2022-07-31", false, &dataset);
    assert_int_equal(dataset.projects.count, 2);
    assert_int_equal(dataset.facilities_count, 2);
    assert_int_equal(dataset.facilities[0].parking_added, 15);
    assert_int_equal(dataset.facilities[1].charger_posts_added, 4);
    dataset_release(&dataset);
}

/* --- progress, plans, parts --- */

static void planned_progress_is_known_as_of_its_export(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export first = {
        KIND_PROGRESS,
        "2022-07-31",
        "project_code,as_of,planned_progress,actual_progress",
        "P1,2022-06-30,10000,5000\nP1,2022-07-31,30000,20000\nP1,2022-08-31,60000,\n",
        NULL,
        NULL,
        0,
        NULL};
    static const struct export second = {KIND_PROGRESS,
                                         "2022-08-31",
                                         "project_code,as_of,planned_progress,actual_progress",
                                         "P1,2022-08-31,50000,40000\nP1,2022-09-30,80000,\n",
                                         NULL,
                                         NULL,
                                         0,
                                         NULL};
    load_export(store, &june);
    assert_int_equal(load_export(store, &first).loaded, 3);
    assert_int_equal(load_export(store, &second).loaded, 2);
    read_at(store, "2022-07-31", false, &dataset);
    assert_int_equal(dataset.progress.count, 3);
    assert_int_equal(dataset.progress.items[2].planned_mpct, 60000);
    assert_int_equal(dataset.progress.items[2].actual_mpct, VALUE_NONE);
    assert_int_equal(project_of(&dataset, "P1")->progress_mpct, 20000);
    dataset_release(&dataset);
    read_at(store, "2022-08-31", false, &dataset);
    assert_int_equal(dataset.progress.count, 4);
    assert_int_equal(dataset.progress.items[2].planned_mpct, 50000);
    assert_int_equal(dataset.progress.items[2].actual_mpct, 40000);
    assert_int_equal(dataset.progress.items[3].planned_mpct, 80000);
    dataset_release(&dataset);
}

static void progress_of_a_day_to_come_is_rejected(void **state)
{
    (void)state;
    static const struct export export = {KIND_PROGRESS,
                                         "2022-07-31",
                                         "project_code,as_of,actual_progress",
                                         "P1,2022-08-31,50000\n",
                                         NULL,
                                         NULL,
                                         0,
                                         NULL};
    assert_int_equal(load_export(store, &export).rejected, 1);
}

static void full_progress_counts_when_it_is_not_taken_back(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export export = {
        KIND_PROGRESS,
        "2022-12-31",
        "project_code,as_of,actual_progress",
        "P1,2022-09-30,100000\nP1,2022-10-31,95000\nP1,2022-11-15,100000\n"
        "P1,2022-11-30,100000\n",
        NULL,
        NULL,
        0,
        NULL};
    load_export(store, &june);
    load_export(store, &export);
    read_at(store, "2022-12-31", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->full_progress_date, day("2022-11-15"));
    dataset_release(&dataset);
    read_at(store, "2022-10-15", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->full_progress_date, day("2022-09-30"));
    dataset_release(&dataset);
    read_at(store, "2022-10-31", false, &dataset);
    assert_int_equal(project_of(&dataset, "P1")->full_progress_date, DAYNUM_NONE);
    dataset_release(&dataset);
}

static void parking_kinds_add_up_and_a_total_is_not_added_to_them(void **state)
{
    (void)state;
    struct dataset dataset;
    static const struct export list = {KIND_PROJECTS,
                                       "2022-08-31",
                                       "project_code,parking_added,parking_planned",
                                       "P1,30,50\n",
                                       NULL,
                                       NULL,
                                       0,
                                       NULL};
    static const struct export kinds = {KIND_PARKING,
                                        "2022-08-31",
                                        "project_code,parking_kind,parking_added",
                                        "P1,1,20\nP1,2,10\n",
                                        NULL,
                                        NULL,
                                        0,
                                        NULL};
    load_export(store, &june);
    load_export(store, &list);
    load_export(store, &kinds);
    read_at(store, "2022-08-31", false, &dataset);
    assert_int_equal(dataset.facilities_count, 1);
    assert_int_equal(dataset.facilities[0].parking_added, 30);
    assert_int_equal(dataset.facilities[0].parking_planned, 50);
    assert_int_equal(dataset.facilities[0].parking_added_by_kind[PARKING_STACKED], 10);
    dataset_release(&dataset);
}

static void totals_have_a_history(void **state)
{
    (void)state;
    struct total_set set;
    static const struct export august = {
        KIND_TOTALS,
        "2021-08-31",
        "city,total_planned,total_started,budget_planned",
        "长沙市,150,143,8615725\n株洲市,71,44,1353340\n长沙市,150,144,8615725\n",
        NULL,
        NULL,
        0,
        NULL};
    static const struct export september = {
        KIND_TOTALS, "2021-09-30", "province,total_started", "湖南,200\n", NULL, NULL, 0, NULL};
    struct load_counts counts = load_export(store, &august);
    assert_int_equal(counts.loaded, 2);
    assert_int_equal(counts.rejected, 1);
    load_export(store, &september);
    struct vantage vantage = {day("2021-12-31"), day("2021-12-31")};
    assert_int_equal(store_read_totals(store, vantage, &set, NULL), STATUS_OK);
    assert_int_equal(set.count, 3);
    for (size_t i = 0; i < set.count; i++)
        if (strcmp(set.items[i].region, "长沙市") == 0) {
            assert_int_equal(set.items[i].plan_year, 2021);
            assert_int_equal(set.items[i].started, 143);
            assert_int_equal(set.items[i].planned_fen, 8615725);
            assert_int_equal(set.items[i].completed, VALUE_NONE);
        }
    total_set_release(&set);
}

/* --- the order of files --- */

static const struct export shuffled[] = {
    {KIND_PROJECTS, "2022-06-30",
     "project_code,project_name,compound,district,plan_year,plan_finish,households,budget_planned",
     "P1,幸福小区,甲,魏都区,2022,2022-10-31,100,70\nP1,幸福小区,乙,魏都区,2022,2022-10-31,40,70\n"
     "P2,光明小区,,建安区,2022,2022-11-30,200,80\n",
     NULL, NULL, 0, NULL},
    {KIND_PROJECTS, "2022-07-31",
     "project_code,project_name,compound,district,plan_year,plan_finish,households,budget_planned",
     "P1,幸福小区,甲,魏都区,2022,2022-11-10,100,75\n", NULL, NULL, 0, NULL},
    {KIND_PROJECTS, "2022-08-31", "project_code,status,actual_start", "P1,3,2022-07-05\nP2,3,\n",
     NULL, NULL, 0, NULL},
    {KIND_PROGRESS, "2022-07-31", "project_code,as_of,actual_progress,planned_progress",
     "P1,2022-07-31,10000,20000\nP1,2022-08-31,,50000\nP2,2022-07-31,5000,\n", NULL, NULL, 0, NULL},
    {KIND_PROGRESS, "2022-08-31", "project_code,as_of,actual_progress,planned_progress",
     "P1,2022-08-31,40000,60000\n", NULL, NULL, 0, NULL},
    {KIND_BUDGETS, "2022-08-31", "project_name,district,budget_issued,budget_paid",
     "光明小区,建安区,60,10\n幸福小区,魏都区,50,\n", NULL, NULL, 0, NULL},
    {KIND_HOUSEHOLDS, "2022-07-31",
     "project_code,compound,building,unit,door,answer,answer_date,door_area",
     "P1,甲,1,1,101,1,2022-06-20,800000\nP1,甲,1,1,102,2,2022-06-21,900000\n"
     "P1,甲,1,2,101,1,2022-07-01,\n",
     NULL, NULL, 0, NULL},
    {KIND_HOUSEHOLDS, "2022-08-31",
     "project_code,compound,building,unit,door,answer,answer_date,door_area",
     "P1,甲,1,1,101,1,2022-06-20,800000\nP1,甲,1,1,102,1,2022-08-02,900000\n"
     "P1,甲,1,2,101,1,2022-07-01,\nP1,乙,1,1,101,2,2022-08-20,\n",
     NULL, NULL, 0, NULL},
    {KIND_PARKING, "2022-08-31", "compound,district,parking_added", "甲,魏都区,9\n", NULL, NULL, 0,
     NULL},
};

enum { SHUFFLED = sizeof shuffled / sizeof *shuffled };

static char *answers_after(const int *order)
{
    static const char *const dates[] = {"2022-06-30", "2022-07-31", "2022-08-31"};
    struct place here;
    char *all = NULL;
    size_t length = 0;
    place_make(&here);
    struct store *other = open_store(&here, STORE_WRITE);
    for (size_t i = 0; i < SHUFFLED; i++)
        load_export(other, &shuffled[order[i]]);
    for (size_t i = 0; i < 3; i++) {
        struct dataset dataset;
        read_at(other, dates[i], false, &dataset);
        char *text = describe(&dataset);
        all = xrealloc(all, length + strlen(text) + 1);
        memcpy(all + length, text, strlen(text) + 1);
        length += strlen(text);
        free(text);
        dataset_release(&dataset);
    }
    store_close(other);
    place_remove(&here);
    return all;
}

static void the_order_of_files_does_not_matter(void **state)
{
    (void)state;
    int order[SHUFFLED];
    uint64_t seed = 20220831;
    for (int i = 0; i < SHUFFLED; i++)
        order[i] = i;
    char *expected = answers_after(order);
    assert_non_null(strstr(expected, "tally 1 甲"));
    for (int round = 0; round < 12; round++) {
        for (int i = SHUFFLED - 1; i > 0; i--) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            int j = (int)(seed >> 33) % (i + 1), swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        char *found = answers_after(order);
        assert_string_equal(found, expected);
        free(found);
    }
    free(expected);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_file_again_changes_nothing),
        TEST(the_same_values_at_a_new_date_are_loaded),
        TEST(each_date_answers_what_was_known_then),
        TEST(a_corrected_first_plan_is_the_original_one),
        TEST(a_correction_is_known_from_the_day_of_loading),
        TEST(known_may_be_said),
        TEST(versions_with_known_may_come_in_any_order),
        TEST(fields_that_a_file_does_not_cover_stay),
        TEST(one_key_twice_in_a_file),
        TEST(compounds_of_a_project_add_up),
        TEST(a_list_without_compounds_leaves_them),
        TEST(a_value_out_of_its_range_rejects_the_whole_row),
        TEST(names_are_matched_however_they_are_spelt),
        TEST(an_ambiguous_name_is_rejected_with_its_candidates),
        TEST(facts_wait_for_their_project),
        TEST(a_row_without_a_city_is_of_the_one_project_of_its_code),
        TEST(planned_progress_is_known_as_of_its_export),
        TEST(progress_of_a_day_to_come_is_rejected),
        TEST(full_progress_counts_when_it_is_not_taken_back),
        TEST(parking_kinds_add_up_and_a_total_is_not_added_to_them),
        TEST(totals_have_a_history),
        TEST(the_order_of_files_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

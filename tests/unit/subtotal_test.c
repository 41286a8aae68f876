/* Printed subtotals against their rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/value.h"
#include "ingest/import.h"
#include "ingest/subtotal_name.h"
#include "tests/unit/store_fixture.h"

static void load(const char *text, struct subtotal_fault_set *set)
{
    struct place place;
    struct import_report report;
    char path[160];
    place_make(&place);
    struct store *store = open_store(&place, STORE_WRITE);
    snprintf(path, sizeof path, "%s/export.csv", place.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    const struct import_options options = {.kind = -1,
                                           .as_of = day("2022-06-30"),
                                           .known = DAYNUM_NONE,
                                           .today = day("2022-07-02"),
                                           .city = ""};
    assert_int_equal(import_file(store, path, &options, &report, NULL), STATUS_OK);
    import_report_release(&report);
    assert_int_equal(store_read_subtotals(store, set, NULL), STATUS_OK);
    store_close(store);
    unlink(path);
    place_remove(&place);
}

static void names_of_subtotals(void **state)
{
    static const char *const names[] = {"小计",
                                        "合计（万元）",
                                        "合计：3个",
                                        "合计3个项目",
                                        "魏都区合计（3个）",
                                        "魏都区小计(12个项目)",
                                        "小计1",
                                        "Sub-total",
                                        "合計",
                                        "小計：",
                                        "總計",
                                        "總數",
                                        "总  数",
                                        "平均",
                                        "全市平均",
                                        "其中：",
                                        "（合计）",
                                        "全 省",
                                        "共3个项目",
                                        "许昌市2022年城镇老旧小区改造项目合计（万元）",
                                        "Grand Total",
                                        "ＴＯＴＡＬ",
                                        "全市（3个）",
                                        "共计3个",
                                        "本页小计"};
    static const char *const others[] = {"设计院家属院",
                                         "统计局宿舍",
                                         "联合计算所家属院",
                                         "健康路等共计5个小区",
                                         "幸福小区(含1#、2#共计3栋)",
                                         "平均街小区",
                                         "全区人民医院",
                                         "总工会家属院",
                                         "Total Park",
                                         "共青团路小区",
                                         "共和路3号院",
                                         "其中：1.历下区",
                                         "会计学校",
                                         "合计大院",
                                         "001",
                                         ""};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!subtotal_is_named(names[i], strlen(names[i])))
            fail_msg("'%s' is a subtotal", names[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (subtotal_is_named(others[i], strlen(others[i])))
            fail_msg("'%s' is no subtotal", others[i]);
    assert_true(subtotal_is_sum("魏都区小计"));
    assert_false(subtotal_is_sum("全市平均"));
    assert_false(subtotal_is_sum("其中："));
}

static void is_kept_as(const char *name, const char *kept)
{
    struct text out = TEXT_INIT;
    assert_true(subtotal_is_named(name, strlen(name)));
    subtotal_name_add(&out, name);
    assert_string_equal(out.data, kept);
    text_release(&out);
}

static void names_that_are_kept(void **state)
{
    (void)state;
    is_kept_as("魏都区小计", "魏都区小计");
    is_kept_as(" 合计（联系人张三13812345678）", "合计");
    is_kept_as("魏都区（李四）小计 ", "魏都区小计");
    is_kept_as("小计：【组长李四】", "小计:");
    is_kept_as("（合计）", "合计");
    is_kept_as("【总计】", "总计");
    is_kept_as("13812345678小计", "***小计");
    is_kept_as("Grand Total", "Grand Total");
}

#define HEAD "区县,项目编号,项目名称,计划年度,户数,计划投资额（万元）\n"

static void groups_and_all(void **state)
{
    (void)state;
    struct subtotal_fault_set set;
    load(HEAD "甲区,P1,一,2022,10,1.5\n,P2,二,2022,20,2\n,小计,,,30,3.5\n"
              "乙区,P3,三,2022,5,\n,小计,,,6,0\n合计,,,,35,3.48\n",
         &set);
    assert_int_equal(set.count, 2);
    assert_int_equal(set.items[0].line, 6);
    assert_string_equal(set.items[0].field, "households");
    assert_string_equal(set.items[0].label, "小计");
    assert_int_equal(set.items[0].printed, 6);
    assert_int_equal(set.items[0].summed, 5);
    assert_int_equal(set.items[1].line, 7);
    assert_string_equal(set.items[1].label, "合计");
    assert_int_equal(set.items[1].printed, 3480000);
    assert_int_equal(set.items[1].summed, 3500000);
    subtotal_fault_set_release(&set);
}

/* Who is named in a subtotal's row goes nowhere. */
static void nobody_is_named(void **state)
{
    struct subtotal_fault_set set;
    (void)state;
    load(HEAD "甲区,P1,一,2022,10,1.5\n,合计(联系人张三13812345678),,,11,1.5\n", &set);
    assert_int_equal(set.count, 1);
    assert_string_equal(set.items[0].label, "合计");
    subtotal_fault_set_release(&set);
    load("项目编号,小区名称,总户数,同意户数,负责人\nP1,甲小区,10,8,王五\n"
         ",小计（组长李四）,11,8,\n",
         &set);
    assert_int_equal(set.count, 1);
    assert_string_equal(set.items[0].label, "小计");
    subtotal_fault_set_release(&set);
    /* A column without a name, in a list of people. */
    load("项目编号,小区名称,,总户数,同意户数,负责人\nP1,甲小区,,10,8,王五\n,,李四小计,11,8,\n",
         &set);
    assert_int_equal(set.count, 1);
    assert_string_equal(set.items[0].label, "***");
    subtotal_fault_set_release(&set);
}

static void one_above_all_rows(void **state)
{
    (void)state;
    struct subtotal_fault_set set;
    load(HEAD "全市,,,,31,\n甲区,P1,一,2022,10,1.5\n乙区,P2,二,2022,20,2\n", &set);
    assert_int_equal(set.count, 1);
    assert_int_equal(set.items[0].line, 2);
    assert_int_equal(set.items[0].summed, 30);
    subtotal_fault_set_release(&set);
}

static void nothing_is_said_where_a_row_is_missing(void **state)
{
    (void)state;
    struct subtotal_fault_set set;
    load(HEAD "甲区,P1,一,2022,十,1.5\n乙区,P2,二,2022,20,2\n合计,,,,31,3.5\n", &set);
    assert_int_equal(set.count, 0);
    subtotal_fault_set_release(&set);
}

static size_t mismatches(const char *text)
{
    struct subtotal_fault_set set;
    load(text, &set);
    size_t count = set.count;
    for (size_t i = 0; i < count; i++)
        print_message("line %d: %lld, and not %lld\n", (int)set.items[i].line,
                      (long long)set.items[i].summed, (long long)set.items[i].printed);
    subtotal_fault_set_release(&set);
    return count;
}

#define THREE_LEVELS(last)                                                                                     \
    HEAD "甲区,P1,一,2022,10,1\n,小计,,,10,1\n乙区,P2,二,2022,15,2\n,小计,,,15,2\nA市小计,,,,25," \
         "3\n"                                                                                                 \
         "丙区,P3,三,2022,3,4\n,小计,,,3,4\n丁区,P4,四,2022,4,5\n,小计,,,4,5\nB市小计,,,," last                \
         ",9\n全省,,,,32,12\n"

static void subtotals_of_subtotals(void **state)
{
    (void)state;
    assert_int_equal(mismatches(THREE_LEVELS("7")), 0);
    assert_int_equal(mismatches(THREE_LEVELS("8")), 1);
}

static void subtotals_above_their_rows(void **state)
{
    (void)state;
    assert_int_equal(mismatches(HEAD "全市,,,,30,\n魏都区小计,,,,10,\n魏都区,P1,一,2022,10,\n"
                                     "东城区小计,,,,20,\n东城区,P2,二,2022,20,\n"),
                     0);
    assert_int_equal(mismatches(HEAD "魏都区小计,,,,10,\n魏都区,P1,一,2022,10,\n"
                                     "东城区小计,,,,20,\n东城区,P2,二,2022,21,\n"),
                     1);
    /* All of it on top, and the groups below their rows. */
    assert_int_equal(mismatches(HEAD "全市,,,,30,\n魏都区,P1,一,2022,10,\n小计,,,,10,\n"
                                     "东城区,P2,二,2022,20,\n小计,,,,20,\n"),
                     0);
}

/* A subtotal that is coarser than its rows, and amounts finer than they are stored, are rounded. */
static void sums_of_rounded_rows(void **state)
{
    (void)state;
    assert_int_equal(
        mismatches(HEAD "甲区,P1,一,2022,10,1.004\n甲区,P2,二,2022,20,1.004\n合计,,,,30,2.01\n"),
        0);
    assert_int_equal(
        mismatches(HEAD "甲区,P1,一,2022,10,1.004\n甲区,P2,二,2022,20,1.004\n合计,,,,30,2.02\n"),
        1);
    assert_int_equal(mismatches(HEAD "甲区,P1,一,2022,10,10.004元\n甲区,P2,二,2022,20,10.004元\n"
                                     "合计,,,,30,20.01元\n"),
                     0);
    assert_int_equal(
        mismatches(HEAD "甲区,P1,一,2022,10,93.00\n甲区,P2,二,2022,20,0.73\n合计,,,,30,93.76\n"),
        1);
    assert_int_equal(
        mismatches(HEAD "甲区,P1,一,2022,10,1.2\n甲区,P2,二,2022,20,1.33\n合计,,,,31,3\n"), 1);
}

#define REGIONS "市州,县区,计划数,开工数\n"

/* What 其中 lists is in its city's numbers already. */
static void parts_are_no_addends(void **state)
{
    (void)state;
    assert_int_equal(mismatches(REGIONS "株洲市,,10,9\n,其中：1.天元区,3,3\n,2.芦淞区,2,2\n"
                                        "湘潭市,,20,8\n全省,,30,17\n"),
                     0);
    /* Without a row of their own, cities are no more than their parts. */
    assert_int_equal(mismatches(REGIONS "株洲市,其中：1.天元区,3,3\n,2.芦淞区,2,2\n"
                                        "湘潭市,岳塘区,20,8\n全省,,25,13\n"),
                     0);
    assert_int_equal(mismatches("市州,计划数,开工数\n1.株洲市,10,9\n其中：1.天元区,3,3\n"
                                "2.湘潭市,20,8\n全省,30,17\n"),
                     0);
    assert_int_equal(
        mismatches("市州,计划数,开工数\n株洲市,10,9\n其中：1.天元区,3,3\n2.芦淞区,2,2\n"
                   "湘潭市,20,8\n全省,30,18\n"),
        1);
}

/* Cities under the row of their province are in its numbers; in front of it nobody says whether. */
static void regions_within_regions(void **state)
{
    (void)state;
    assert_int_equal(mismatches(REGIONS "全省,,30,15\n株洲市,,15,9\n,天元区,10,5\n,芦淞区,5,4\n"
                                        "湘潭市,,15,6\n"),
                     0);
    assert_int_equal(mismatches(REGIONS "株洲市,,15,9\n,天元区,10,5\n,芦淞区,5,4\n"
                                        "湘潭市,,15,6\n全省,,31,15\n"),
                     1);
    assert_int_equal(mismatches(REGIONS "株洲市,天元区,10,5\n,芦淞区,5,4\n株洲市,,15,9\n"
                                        "湘潭市,,15,6\n全省,,30,15\n"),
                     0);
}

/* A region's sum above its projects, in a row that names no project. */
static void sums_of_regions(void **state)
{
    static const char text[] =
        "县区,项目编号,项目名称,小区数,户数,计划年度\n禹州市,,,2,30,\n,P1,甲,1,10,2022\n"
        ",P2,乙,1,20,2022\n魏都区（2个）,,,2,%d,\n,P3,丙,1,3,2022\n,P4,丁,1,4,2022\n";
    char right[sizeof text + 8], wrong[sizeof text + 8];
    (void)state;
    snprintf(right, sizeof right, text, 7);
    snprintf(wrong, sizeof wrong, text, 8);
    assert_int_equal(mismatches(right), 0);
    assert_int_equal(mismatches(wrong), 1);
    /* A region without a sum ends the rows of the one above it. */
    assert_int_equal(
        mismatches(
            "县区,项目编号,项目名称,户数,计划年度\n禹州市,,,30,\n,P1,甲,10,2022\n,P2,乙,20,2022\n"
            "东城区,P3,丙,5,2022\n建安区,P4,丁,6,2022\n,P5,戊,7,2022\n"),
        0);
}

static void what_does_not_add_up(void **state)
{
    (void)state;
    /* A fee, a column without cells, an average and a part. */
    assert_int_equal(mismatches("项目编号,项目名称,户数,每户每月物业费,小区数,计划年度\n"
                                "P1,一,10,50,,2022\nP2,二,20,60,,2022\n合计,,30,55,2,2022\n"
                                "平均,,15,55,,\n其中：,,7,,,\n"),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_subtotals),
        cmocka_unit_test(names_that_are_kept),
        cmocka_unit_test(nobody_is_named),
        cmocka_unit_test(groups_and_all),
        cmocka_unit_test(one_above_all_rows),
        cmocka_unit_test(subtotals_of_subtotals),
        cmocka_unit_test(subtotals_above_their_rows),
        cmocka_unit_test(sums_of_rounded_rows),
        cmocka_unit_test(regions_within_regions),
        cmocka_unit_test(sums_of_regions),
        cmocka_unit_test(parts_are_no_addends),
        cmocka_unit_test(what_does_not_add_up),
        cmocka_unit_test(nothing_is_said_where_a_row_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Whole files, rehearsed: the same mess in eight encodings and forms must read the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/import.h"
#include "ingest/private.h"
#include "ingest/title.h"

static struct import_options options_of(int kind)
{
    return (struct import_options){.kind = kind,
                                   .as_of = DAYNUM_NONE,
                                   .known = DAYNUM_NONE,
                                   .today = daynum_from_civil(2022, 10, 1),
                                   .city = "",
                                   .dry_run = true};
}

/* Into a database that nobody sees. */
static enum status import_alone(const char *path, int kind, struct import_report *report,
                                struct error *error)
{
    struct import_options options = options_of(kind);
    struct store *store;
    assert_int_equal(store_open(&store, "/nonexistent/renostat.db", STORE_REHEARSE, error),
                     STATUS_OK);
    enum status status = import_file(store, path, &options, report, error);
    store_close(store);
    return status;
}

static void sums_up(const struct import_report *report)
{
    assert_int_equal(report->rows,
                     report->loaded + report->unchanged + report->skipped + report->rejected);
}

/* Rehearses bytes as a file of the name; returns the status. */
static enum status rehearse(const char *name, const char *bytes, size_t length, int kind,
                            struct import_report *report, struct error *error)
{
    char folder[] = "/tmp/renostat-test-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    enum status status = import_alone(path, kind, report, error);
    unlink(path);
    rmdir(folder);
    if (status == STATUS_OK)
        sums_up(report);
    return status;
}

static const char *preview(const struct import_report *report, size_t row, const char *field)
{
    for (size_t i = 0; i < report->preview_field_count; i++)
        if (strcmp(report->preview_fields[i], field) == 0)
            return report->preview_rows[row][i];
    return "(no such field)";
}

static void check_mess(const struct import_report *report)
{
    static const int64_t lines[] = {8, 12, 13, 14, 15};
    assert_int_equal(report->rows, 13);
    assert_int_equal(report->loaded, 4);
    assert_int_equal(report->skipped_subtotal, 2);
    assert_int_equal(report->skipped_header, 1);
    assert_int_equal(report->skipped_note, 1);
    assert_int_equal(report->rejected, 5);
    assert_int_equal(report->header_line, 3);
    assert_int_equal(report->as_of, daynum_from_civil(2022, 8, 31));
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(report->rejects[i].line, lines[i]);
    assert_string_equal(report->rejects[0].code, "constraint-error");
    assert_string_equal(report->rejects[1].code, "type-error");
    assert_string_equal(report->rejects[2].code, "missing-cell");
    assert_string_equal(report->rejects[3].code, "extra-cell");
    assert_string_equal(report->rejects[4].code, "source-error");
    assert_non_null(strstr(report->rejects[4].message, "line 15"));
    assert_string_equal(preview(report, 0, "households"), "132");
    assert_string_equal(preview(report, 0, "floor_area"), "12000.0000");
    assert_string_equal(preview(report, 0, "fund_central"), "12345000.00");
    assert_string_equal(preview(report, 0, "plan_finish"), "2022-09-30");
    assert_string_equal(preview(report, 1, "district"), "魏都区");
    assert_string_equal(preview(report, 2, "district"), "建安区");
    assert_string_equal(preview(report, 2, "project_code"), "004");
}

static void test_one_mess_in_many_forms(void **state)
{
    static const char *const forms[][2] = {
        {"messy-utf8.csv", "UTF-8"},       {"messy-utf8-bom.csv", "UTF-8"},
        {"messy-gb18030.csv", "GB18030"},  {"messy-gb18030-crlf.csv", "GB18030"},
        {"messy-utf16le.csv", "UTF-16LE"}, {"messy-utf16be.csv", "UTF-16BE"},
        {"messy-cr.csv", "UTF-8"},         {"messy-mixed.csv", "UTF-8+GB18030"}};
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct import_report report;
        struct error error = {0};
        char path[512];
        snprintf(path, sizeof path, "%s/ingest/%s", FIXTURES, forms[i][0]);
        assert_int_equal(import_alone(path, KIND_PROJECTS, &report, &error), STATUS_OK);
        assert_string_equal(report.encoding, forms[i][1]);
        sums_up(&report);
        check_mess(&report);
        import_report_release(&report);
    }
}

static void refuses(const char *bytes, size_t length, const char *message)
{
    struct import_report report;
    struct error error = {0};
    assert_int_not_equal(rehearse("x.csv", bytes, length, -1, &report, &error), STATUS_OK);
    assert_non_null(strstr(error.message, message));
}

static void test_what_is_no_export(void **state)
{
    (void)state;
    refuses("", 0, "is empty");
    refuses("\n\n", 2, "no header line");
    refuses("a,b,c\n1,2,3\n", 12, "no header line");
    refuses("PK\3\4........", 12, "workbook");
    refuses("\0\1\2\3\0\0\0\0\1\0\0\2", 12, "not a text file");
}

static void test_nothing_private_is_kept(void **state)
{
    static const char text[] =
        "项目编号,业主姓名,联系电话,户号,是否同意,备注\n"
        "001,张三,13812345678,101,也许,身份证11010519491231002X 电话13900001111\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_int_equal(report.kind, KIND_HOUSEHOLDS);
    assert_int_equal(report.rejected, 1);
    assert_string_equal(report.rejects[0].raw, "001,***,***,***,***,***");
    assert_int_equal(report.dropped_private_count, 2);
    import_report_release(&report);
}

/* A row that ends in empty cells is whole, also where only the store finds fault with it. */
static void test_empty_cells_at_the_end_shift_nothing(void **state)
{
    static const char text[] = "项目编号,小区名称,楼号,房号,姓名,是否同意,备注,证明\n"
                               "P1,甲,3,,张三,同意,,\n"
                               "P1,甲,3,,张三,同意\n"
                               "P1,甲,3,101,张三,也许,,\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_int_equal(report.rejected, 3);
    assert_string_equal(report.rejects[0].message,
                        "the row names no door: it needs a column of doors (房号)");
    assert_string_equal(report.rejects[0].raw, "P1,甲,3,,***,同意,,");
    assert_string_equal(report.rejects[1].raw, "");
    assert_string_equal(report.rejects[2].raw, "P1,甲,3,***,***,***,,");
    import_report_release(&report);
}

static void test_merged_cells_are_quoted_where_they_need_it(void **state)
{
    static const char text[] = "县区,项目编号,项目名称,楼栋数\n"
                               "\"历下区,东部\",P1,甲,1\n"
                               ",P2,乙,x\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_int_equal(report.rejected, 1);
    assert_string_equal(report.rejects[0].raw, "\"历下区,东部\",P2,乙,x");
    import_report_release(&report);
}

static void scrubs(const char *text, const char *expected)
{
    struct text out = TEXT_INIT;
    assert_int_equal(private_scrub(&out, text, strlen(text)), strcmp(text, expected) != 0);
    assert_string_equal(out.data, expected);
    /* What is scrubbed has to be suspect first. */
    assert_true(private_is_suspect(text, strlen(text)) || strcmp(text, expected) == 0);
    text_release(&out);
}

static void test_scrubbing(void **state)
{
    (void)state;
    scrubs("11010519491231002X 13812345678 1381234567 8613812345678 20220930123456",
           "*** *** 1381234567 *** 20220930123456");
    /* one digit mistyped, full-width, in groups, of the former form */
    scrubs("110105194912310021", "***");
    scrubs("证件１１０１０５１９４９１２３１００２Ｘ号", "证件***号");
    scrubs("110105 19491231 002x", "***");
    scrubs("110105491231002", "***");
    scrubs("电话１３８１２３４５６７８，邻居139-0000-1111或137 0000 1111", "电话***，邻居***或***");
    scrubs("013812345678 +86-138-1234-5678 008613812345678", "*** +*** ***");
    scrubs("138－1234－5678", "***");
    scrubs("2022-138-1234-5678", "2022-***");
    scrubs("联系0374-2345678，010 88881234或（0531）88881234", "联系***，***或（***");
    scrubs("手机1 3 8 0 0 1 3 8 0 0 0。", "手机***。");
    scrubs("护照E12345678，护照号：EA1234567，passport no. E12345678",
           "护照***，护照号：***，passport no. ***");
}

static void test_what_is_no_number_of_a_person(void **state)
{
    static const char *const texts[] = {
        "370102202208310001",       /* a code of region, date and number */
        "370102220831001",          /* the same, shorter */
        "110105194913310021",       /* no such month */
        "2206-370102-04-01-139876", /* a code of an investment project */
        "12812345678",
        "1381234567890",
        "2022-08-31 2023-08-31",
        "0901-20220831", /* a code and a date */
        "护照办理12345",
        "1 3 8 0 0 1 3 8 0 0 0 5",
        "13 15 20 30 40 5 楼",
        "138-12345-678",
        "138--1234-5678",
        "12345678901234567890",
        "1234.5678.9012"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        scrubs(texts[i], texts[i]);
}

static void test_full_width_numbers_are_not_kept(void **state)
{
    static const char text[] = "项目编号,项目名称,所在区县,改造年度,总户数\n"
                               "001,乙小区联系１３８１２３４５６７８,魏都区,2022,100\n"
                               "002,丙小区联系１３８－１２３４－５６７８,魏都区,2022,也许\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), KIND_PROJECTS, &report, &error),
                     STATUS_OK);
    assert_int_equal(report.loaded, 1);
    assert_string_equal(preview(&report, 0, "project_name"), "乙小区联系***");
    assert_int_equal(report.rejected, 1);
    assert_string_equal(report.rejects[0].raw, "002,丙小区联系***,魏都区,2022,也许");
    import_report_release(&report);
}

/* The second row's progress, or the message of the only reject. */
static void check_percents(const char *column, const char *cells, const char *expected)
{
    struct text text = TEXT_INIT;
    struct import_report report;
    struct error error = {0};
    text_addf(&text, "项目编号,统计时点,%s\n", column);
    for (int row = 1; *cells != '\0'; row++) {
        size_t length = strcspn(cells, " ");
        text_addf(&text, "%03d,2022-08-31,%.*s\n", row, (int)length, cells);
        cells += length + (cells[length] == ' ');
    }
    assert_int_equal(rehearse("x.csv", text.data, text.length, -1, &report, &error), STATUS_OK);
    assert_int_equal(report.kind, KIND_PROGRESS);
    if (report.reject_count > 0)
        assert_non_null(strstr(report.rejects[0].message, expected));
    else
        assert_string_equal(preview(&report, 1, "actual_progress"), expected);
    import_report_release(&report);
    text_release(&text);
}

static void test_shares_of_one(void **state)
{
    (void)state;
    check_percents("形象进度", "0.667 1", "100.000");
    check_percents("形象进度", "1 0.667", "66.700");
    check_percents("形象进度", "97 0.5", "0.500");
    check_percents("形象进度（%）", "97 0.5", "0.500");
    check_percents("形象进度（小数）", "0 1", "100.000");
    check_percents("形象进度", "0 0", "0.000");
    check_percents("形象进度", "100% 1%", "1.000");
    check_percents("形象进度", "1 0 1", "'1' can be read in more than one way");
    check_percents("形象进度（%）", "0.667 1 0 0.5", "'0.667' can be read in more than one way");
    check_percents("形象进度", "66.7% 0.5", "'0.5' can be read in more than one way");
    check_percents("形象进度,reject_id", "0.667,3 0.5,4", "'0.667' can be read in more than one");
}

/* A number in a note says nothing of how progress is written. */
static void test_shares_above_notes(void **state)
{
    static const char text[] = "项目编号,统计时点,形象进度\n1,2022-08-31,0.5\n2,2022-08-31,0.4\n"
                               "联系人,李四,13800138000\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_string_equal(preview(&report, 0, "actual_progress"), "50.000");
    import_report_release(&report);
}

static void test_a_list_of_projects_with_households_is_one(void **state)
{
    static const char *const texts[] = {
        "项目编号,项目名称,计划年度,区县,小区名称,户数\nP1,一,2022,魏都区,甲,100\n",
        "项目编号,项目名称,计划年度,户数\nP1,一,2022,100\n"};
    struct import_report report;
    struct error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(rehearse("x.csv", texts[i], strlen(texts[i]), -1, &report, &error),
                         STATUS_OK);
        assert_int_equal(report.kind, KIND_PROJECTS);
        import_report_release(&report);
    }
}

static void check_kind(const char *header, enum export_kind kind)
{
    struct text text = TEXT_INIT;
    struct import_report report;
    struct error error = {0};
    text_addf(&text, "%s\n1,1,1,1\n", header);
    assert_int_equal(rehearse("x.csv", text.data, text.length, -1, &report, &error), STATUS_OK);
    if (report.kind != (int)kind)
        fail_msg("%s: %s", header, name_of(&export_kind_names, report.kind));
    import_report_release(&report);
    text_release(&text);
}

/* A list of projects may have their money, and the households that agree. */
static void test_kinds(void **state)
{
    (void)state;
    check_kind("序号,县区,小区名称,户数,建成年代,改造内容,总投资(万元)", KIND_PROJECTS);
    check_kind("项目编号,项目名称,县区,户数,总投资(万元),改造内容", KIND_PROJECTS);
    check_kind("项目编号,项目名称,县区,户数,总投资(万元)", KIND_PROJECTS);
    check_kind("序号,县区,小区名称,户数,同意户数,项目总投资", KIND_PROJECTS);
    check_kind("项目编号,项目名称,楼栋数,开工时间,中央资金,省级资金,市级资金,到位资金",
               KIND_PROJECTS);
    check_kind("项目编号,项目名称,总投资,中央资金,省级资金,到位资金", KIND_BUDGETS);
    check_kind("县区,小区名称,户数,同意户数", KIND_HOUSEHOLDS);
    check_kind("项目编号,小区名称,总户数,参与户数,同意户数,不同意户数", KIND_HOUSEHOLDS);
    check_kind("项目编号,截至时间,形象进度,status", KIND_PROGRESS);
    check_kind("项目编号,日期,形象进度", KIND_PROGRESS);
    check_kind("项目编号,项目名称,项目状态,形象进度,统计时点", KIND_PROJECTS);
}

static enum column_why why_of(const struct import_report *report, const char *column)
{
    for (size_t i = 0; i < report->column_count; i++)
        if (strcmp(report->columns[i].column, column) == 0)
            return report->columns[i].why;
    fail_msg("no column %s", column);
    return COLUMN_UNKNOWN;
}

/* What is known and not kept says so, and is not called unknown. */
static void test_what_is_not_kept(void **state)
{
    static const char totals[] =
        "县区,计划数,开工数,开工率,小区数,建筑面积,资金下达,某某\n东区,4,4,1,4,4,4,4\n";
    static const char households[] = "小区名称,楼号,房号,是否同意,满意度\n甲,1,101,是,满意\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", totals, strlen(totals), -1, &report, &error), STATUS_OK);
    assert_int_equal(report.kind, KIND_TOTALS);
    assert_int_equal(why_of(&report, "小区数"), COLUMN_OTHER_KIND);
    assert_int_equal(why_of(&report, "资金下达"), COLUMN_OTHER_KIND);
    assert_int_equal(why_of(&report, "开工率"), COLUMN_BY_HEADER);
    assert_int_equal(why_of(&report, "某某"), COLUMN_UNKNOWN);
    import_report_release(&report);
    assert_int_equal(rehearse("x.csv", households, strlen(households), -1, &report, &error),
                     STATUS_OK);
    assert_int_equal(why_of(&report, "满意度"), COLUMN_NOT_KEPT);
    import_report_release(&report);
}

/* 省级 under 资金 means 省级资金, and is in its own unit where it says one. */
static void test_units_under_a_group(void **state)
{
    static const char text[] = "项目编号,资金（万元）,,户数\n,中央,省级（元）,\nP1,3,40000,100\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), KIND_BUDGETS, &report, &error),
                     STATUS_OK);
    assert_int_equal(report.loaded, 1);
    assert_string_equal(preview(&report, 0, "fund_central"), "30000.00");
    assert_string_equal(preview(&report, 0, "fund_province"), "40000.00");
    import_report_release(&report);
}

/* `rows` behind a header: how many are loaded, and how many are notes. */
static void check_rows(const char *header, const char *rows, int64_t loaded, int64_t notes)
{
    struct text text = TEXT_INIT;
    struct import_report report;
    struct error error = {0};
    text_addf(&text, "%s\n%s", header, rows);
    assert_int_equal(rehearse("2022-08.csv", text.data, text.length, -1, &report, &error),
                     STATUS_OK);
    if (report.loaded != loaded || report.skipped_note != notes || report.rejected != 0)
        fail_msg("%s: %lld loaded, %lld notes, %lld rejected", text.data, (long long)report.loaded,
                 (long long)report.skipped_note, (long long)report.rejected);
    import_report_release(&report);
    text_release(&text);
}

/* The planned finish in a file of the name, under the title; or the message of the reject. */
static void check_year(const char *file, const char *title, const char *expected)
{
    struct text text = TEXT_INIT;
    struct import_report report;
    struct error error = {0};
    text_addf(&text, "%s项目编号,项目名称,户数,计划完工时间\n1,甲,1,9月底\n", title);
    assert_int_equal(rehearse(file, text.data, text.length, -1, &report, &error), STATUS_OK);
    if (report.reject_count > 0)
        assert_non_null(strstr(report.rejects[0].message, expected));
    else
        assert_string_equal(preview(&report, 0, "plan_finish"), expected);
    import_report_release(&report);
    text_release(&text);
}

/* The clock gives no year to a date. */
static void test_dates_without_a_year(void **state)
{
    (void)state;
    check_year("x.csv", "", "'9月底' can be read in more than one way");
    check_year("2023年.csv", "", "2023-09-30");
    check_year("2023-03.csv", "", "2023-09-30");
    check_year("2023年.csv", "2021年项目清单\n", "2021-09-30");
}

/* What the first row's fields are in a file with the title. */
static void check_dates(const char *title, const char *columns, const char *cells,
                        const char *field, const char *expected)
{
    struct text text = TEXT_INIT;
    struct import_report report;
    struct error error = {0};
    text_addf(&text, "%s\n项目编号,项目名称,县区,户数,%s\n1,甲,魏都区,7,%s\n", title, columns,
              cells);
    assert_int_equal(rehearse("x.csv", text.data, text.length, -1, &report, &error), STATUS_OK);
    if (report.reject_count > 0)
        assert_non_null(strstr(report.rejects[0].message, expected));
    else
        assert_string_equal(preview(&report, 0, field), expected);
    import_report_release(&report);
    text_release(&text);
}

/* What has happened lies in the year of the file's date, what is planned in the plan's. */
static void test_years_of_the_file_and_of_the_plan(void **state)
{
    static const char march[] = "进度月报（截至2023年3月底）";
    (void)state;
    check_dates(march, "计划年度,统计时点,形象进度", "2022,3月底,50%", "as_of", "2023-03-31");
    check_dates(march, "计划年度,统计时点,形象进度", "2022,12月底,50%", "as_of", "2022-12-31");
    check_dates(march, "计划年度,实际开工时间", "2022,11月底", "actual_start", "2022-11-30");
    check_dates(march, "计划年度,计划完工时间", "2022,9月底", "plan_finish", "2022-09-30");
    check_dates("进度月报（截至2022年11月底）", "计划年度,计划完工时间", "2023,9月底",
                "plan_finish", "2023-09-30");
    check_dates(march, "计划年度,实际开工时间,实际完工时间", "2022,2022年6月,2月底",
                "actual_finish", "2023-02-28");
    check_dates("台账", "计划年度,实际开工时间,实际完工时间", "2022,2022年6月,2月底",
                "actual_finish", "'2月底' can be read in more than one way");
    check_dates("台账", "计划年度,实际开工时间,实际完工时间", "2022,2022年6月,2022年2月底",
                "actual_finish", "2022-02-28");
}

static void check_money(const char *text, const char *expected)
{
    struct import_report report;
    struct error error = {0};
    assert_int_equal(rehearse("x.csv", text, strlen(text), KIND_BUDGETS, &report, &error),
                     STATUS_OK);
    assert_int_equal(report.loaded, 1);
    assert_string_equal(preview(&report, 0, "budget_planned"), expected);
    import_report_release(&report);
}

/* 单位 is a unit where it is not somebody's. */
static void test_units_beside_other_words(void **state)
{
    static const char *const lines[] = {"填报单位（盖章）：魏都区住建局　　金额单位：元",
                                        "填报单位：某公司      单位：元",
                                        "填报单位：某公司单位：元",
                                        "填报单位：某公司  单位： 元  填报日期：2022年9月1日",
                                        "单 位：元",
                                        "（单位：平方米、元）"};
    struct text text = TEXT_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        text_clear(&text);
        text_addf(&text, "%s\n项目编号,项目名称,计划年度,总投资\n1,甲,2022,7\n", lines[i]);
        check_money(text.data, "7.00");
    }
    text_release(&text);
    check_money("填报单位：元和公司\n项目编号,项目名称,计划年度,总投资\n1,甲,2022,7\n", "70000.00");
}

/* A unit may be said in a title, a note above, right below the header, or behind the rows. */
static void test_units_wherever_they_are_said(void **state)
{
    static const char header[] = "县区,项目编号,项目名称,总投资\n", row[] = "魏都区,1,甲,7\n";
    static const char *const files[][2] = {{"2022年资金表（元）\n", ""},
                                           {"2022年资金表（单位：户、元）\n", ""},
                                           {"注：本表金额单位为元，面积单位为平方米\n", ""},
                                           {"本表以元为单位\n", ""},
                                           {"资金表,单位：,元\n", ""},
                                           {"", "注：金额单位为元\n"},
                                           {"", "注：1.含计划外项目\n2.金额单位：元\n"}};
    struct text text = TEXT_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        text_clear(&text);
        text_addf(&text, "%s%s%s%s", files[i][0], header, row, files[i][1]);
        check_money(text.data, "7.00");
    }
    text_clear(&text);
    text_addf(&text, "%s单位：元,,,\n%s", header, row);
    check_money(text.data, "7.00");
    check_money("总投资,县区,项目编号,项目名称\n单位：元,,,\n7,魏都区,1,甲\n", "7.00");
    /* Of a part of the columns, or of a rate, says nothing of all. */
    check_money("注：停车费（元）按月计\n县区,项目编号,项目名称,总投资\n魏都区,1,甲,7\n",
                "70000.00");
    check_money("单位：万元、元/户\n县区,项目编号,项目名称,总投资\n魏都区,1,甲,7\n", "70000.00");
    text_release(&text);
}

/* The notes of a long file are at its end as well. */
static void test_the_unit_behind_many_rows(void **state)
{
    struct text text = TEXT_INIT;
    struct import_report report;
    struct error error = {0};
    (void)state;
    text_add(&text, "县区,项目编号,项目名称,总投资\n");
    for (int i = 0; i < 3000; i++)
        text_addf(&text, "魏都区,%d,甲%d,7\n", i, i);
    text_add(&text, "注：金额单位为元\n");
    assert_int_equal(rehearse("x.csv", text.data, text.length, -1, &report, &error), STATUS_OK);
    assert_string_equal(preview(&report, 0, "budget_planned"), "7.00");
    import_report_release(&report);
    text_release(&text);
}

static void test_units_that_disagree(void **state)
{
    static const char text[] =
        "资金表（元）\n单位：万元\n县区,项目编号,项目名称,%s\n魏都区,1,甲,7\n";
    struct text own = TEXT_INIT, none = TEXT_INIT;
    (void)state;
    text_addf(&none, text, "总投资");
    refuses(none.data, none.length, "two units, '元' and '万元', and 'budget_planned'");
    text_addf(&own, text, "总投资（亿元）");
    check_money(own.data, "700000000.00");
    text_release(&own);
    text_release(&none);
}

static void test_ten_thousand_households(void **state)
{
    static const char text[] = "单位：万户、万元\n市州,计划数,开工数,惠及户数,总投资\n"
                               "甲市,4,4,3.2,5\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("2022-08.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_string_equal(preview(&report, 0, "total_households"), "32000");
    assert_string_equal(preview(&report, 0, "total_planned"), "4");
    import_report_release(&report);
}

/* Rows of units and of column numbers beneath the header. */
static void test_rows_under_a_header(void **state)
{
    static const char text[] =
        "项目编号,县区,项目名称,户数,建筑面积,总投资,开工时间\n,,,户,万平方米,（亿元）,\n1,2,3,4,5,"
        "6=4+5,7\n"
        "001,魏都区,甲,7,0.3,0.02,2022.9\n1,2,3,4,5,6=4+5,7\n002,魏都区,乙,8,1,1,不详\n";
    static const char numbers[] = "项目编号,项目名称,县区,户数,楼栋数\n1,2,3,4,5\n1,甲,东区,4,5\n";
    static const char letters[] = "县区,计划数,开工数\n甲,1,2\n东区,4,5\n";
    static const char data[] = "项目编号,户数,楼栋数\n1,2,3\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), KIND_PROJECTS, &report, &error),
                     STATUS_OK);
    assert_int_equal(report.loaded, 1);
    assert_int_equal(report.skipped_header, 1);
    assert_int_equal(report.rejected, 1);
    assert_string_equal(preview(&report, 0, "floor_area"), "3000.0000");
    assert_string_equal(preview(&report, 0, "budget_planned"), "2000000.00");
    import_report_release(&report);
    check_rows("", numbers, 1, 0);
    check_rows("", letters, 1, 0);
    check_rows("", data, 1, 0);
}

static void test_names_of_regions(void **state)
{
    static const char *const names[][2] = {{"魏 都 区", "魏都区"},
                                           {"\"魏都\n区\"", "魏都区"},
                                           {"（一）魏都区", "魏都区"},
                                           {"(5)历城区", "历城区"},
                                           {"一、长清区", "长清区"},
                                           {"①章丘区", "章丘区"},
                                           {"其中，莱芜区", "莱芜区"},
                                           {"*8.长清区", "长清区"},
                                           {"其中：1.历下区", "历下区"},
                                           {"七里河区", "七里河区"},
                                           {"二七区", "二七区"},
                                           {"十二、二七区", "二七区"},
                                           {"New York", "New York"},
                                           {"3、  东城区", "东城区"},
                                           {"魏都区（2个）", "魏都区"},
                                           {"魏都区(共12个项目)", "魏都区"},
                                           {"开发区（东区）", "开发区(东区)"},
                                           {"East Side 区", "East Side 区"}};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text text = TEXT_INIT;
        struct import_report report;
        struct error error = {0};
        text_addf(&text, "县区,项目编号,项目名称,户数,楼栋数\n%s,1,甲,1,1\n", names[i][0]);
        assert_int_equal(rehearse("x.csv", text.data, text.length, -1, &report, &error), STATUS_OK);
        assert_string_equal(preview(&report, 0, "district"), names[i][1]);
        import_report_release(&report);
        text_release(&text);
    }
}

/* Only an empty cell is as the one above. */
static void test_a_dash_is_no_merged_cell(void **state)
{
    static const char text[] =
        "县区,项目编号,项目名称,户数,楼栋数\na区,1,甲,1,1\n,2,乙,1,1\n-,3,丙,1,1\n"
        ",4,丁,1,1\nb区,5,戊,1,1\n　,6,己,1,1\n";
    static const char *const districts[] = {"a区", "a区", "", "", "b区", "b区"};
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_int_equal(report.loaded, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(preview(&report, i, "district"), districts[i]);
    import_report_release(&report);
}

static void test_one_period_alone_is_no_stock(void **state)
{
    static const char text[] = "项目编号,累计/当期,新增停车位,统计时点\n1,当期,5,2022-07-31\n"
                               "1,累计,9,2022-08-31\n2,本月新增,4,2022-08-31\n3,,4,2022-08-31\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_int_equal(report.loaded, 2);
    assert_int_equal(report.rejected, 2);
    assert_string_equal(report.rejects[0].code, "constraint-error");
    assert_int_equal(report.rejects[0].column, 2);
    assert_non_null(strstr(report.rejects[0].message, "one period alone ('当期')"));
    import_report_release(&report);
}

static void test_totals(void **state)
{
    static const char text[] = "序号,市州,计划完成数,累计开工数,开工率\n1,甲市,10,9,90%\n"
                               "2,乙市,5,5,全部开工\n,全省,15,14,93%\n,,1,1,\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("totals_2021_08.csv", text, strlen(text), -1, &report, &error),
                     STATUS_OK);
    assert_int_equal(report.kind, KIND_TOTALS);
    assert_int_equal(report.loaded, 2);
    assert_int_equal(report.skipped_subtotal, 2);
    assert_int_equal(report.as_of, daynum_from_civil(2021, 8, 31));
    import_report_release(&report);
}

/* A region under its districts is itself, and all of a plan is the plan. */
static void test_totals_of_a_city_and_its_districts(void **state)
{
    static const char text[] = "城市,县区,计划完成数,累计开工数\n甲市,东区,10,9\n甲市,西区,20,10\n"
                               "甲市,,30,19\n乙市,,7,全部开工\n丙市,,,全部开工\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(
        rehearse("totals_2021_08.csv", text, strlen(text), KIND_TOTALS, &report, &error),
        STATUS_OK);
    assert_int_equal(report.loaded, 4);
    assert_int_equal(report.rejected, 1); /* all of an unknown plan */
    assert_string_equal(preview(&report, 1, "district"), "西区");
    assert_string_equal(preview(&report, 2, "district"), "");
    assert_string_equal(preview(&report, 3, "district"), "");
    assert_string_equal(preview(&report, 3, "total_started"), "7");
    import_report_release(&report);
}

static void test_notes_are_no_rows(void **state)
{
    static const char *const notes[] = {
        "注：1.本表含计划外项目。\n2.数据截至2022年8月底\n", "（以下空白）\n———\n",
        "单位（盖章）：许昌市住建局\n负责人（签字）：\n", "2022年9月30日\n说明\n",
        "截至2022年8月31日\n2.本表含7个计划外项目\n"};
    (void)state;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct text rows = TEXT_INIT;
        text_addf(&rows, "001,甲,魏都区,7,1\n%s", notes[i]);
        check_rows("项目编号,项目名称,县区,户数,楼栋数", rows.data, 1, 2);
        text_clear(&rows);
        text_addf(&rows, "魏都区,7,1\n%s", notes[i]);
        check_rows("县区,计划数,开工数", rows.data, 1, 2);
        text_release(&rows);
    }
    check_rows("序号,项目编号,项目名称,户数,楼栋数", "一,魏都区,,,\n1,001,甲,7,1\n二、东城区,,,,\n",
               1, 2);
    /* The label in one cell, and what it labels in the next. */
    check_rows("县区,项目编号,项目名称,户数,楼栋数,备注",
               "魏都区,1,甲,7,1,\n注,以上数据截至6月\n联系人,李四,电话,13800138000\n负责人,李四\n"
               "审核,李四,制表,王五\n备注,含计划外\n说明,见附件,,,,\n联系电话,0374-2345678\n"
               "审核,李四,制表,王五,负责人,赵六\n",
               1, 8);
    /* Rows that only name something are rows. */
    check_rows("城市,县区,计划数,开工数", "甲市,,,\n,东区,7,1\n", 2, 0);
    check_rows("项目名称,县区,户数,楼栋数", "甲小区,,,\n乙小区,,,\n", 2, 0);
    check_rows("项目编号,项目名称,户数,楼栋数", "001,,,\n", 1, 0);
}

static void test_bad_bytes_reject_their_row(void **state)
{
    static const char text[] =
        "项目编号,项目名称,户数\n1,幸福小区,10\n2,阳\xff光,20\n3,和平院,30\n";
    static const char nuls[] = "项目编号,项目名称,户数\n1,幸福小区,10\n2,a\0b,20\n3,和平院,30\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, sizeof text - 1, -1, &report, &error), STATUS_OK);
    assert_int_equal(report.loaded, 2);
    assert_string_equal(report.rejects[0].code, "encoding-error");
    assert_int_equal(report.rejects[0].column, 2);
    import_report_release(&report);
    assert_int_equal(rehearse("x.csv", nuls, sizeof nuls - 1, -1, &report, &error), STATUS_OK);
    assert_int_equal(report.loaded, 2);
    assert_string_equal(report.rejects[0].code, "encoding-error");
    import_report_release(&report);
}

static void test_dates_of_titles(void **state)
{
    (void)state;
    assert_int_equal(title_date("进展（2022年1-8月）"), daynum_from_civil(2022, 8, 31));
    assert_int_equal(title_date("截至2022年8月15日"), daynum_from_civil(2022, 8, 15));
    assert_int_equal(title_date("progress-2022-08.csv"), daynum_from_civil(2022, 8, 31));
    assert_int_equal(title_date("hunan_2021_08.csv"), daynum_from_civil(2021, 8, 31));
    assert_int_equal(title_date("20220831导出.csv"), daynum_from_civil(2022, 8, 31));
    assert_int_equal(title_date("202208.csv"), daynum_from_civil(2022, 8, 31));
    assert_int_equal(title_date("2022年清单"), DAYNUM_NONE);
    assert_int_equal(title_date("projects.csv"), DAYNUM_NONE);
    assert_int_equal(title_date("2022年3个小区"), DAYNUM_NONE);
    assert_int_equal(title_date("2022年08.csv"), daynum_from_civil(2022, 8, 31));
    assert_int_equal(title_date("2022年1月1日至8月15日"), daynum_from_civil(2022, 8, 15));
    assert_int_equal(title_date("2021-12-01 - 2022-08-15"), daynum_from_civil(2022, 8, 15));
    assert_int_equal(title_year("2022年老旧小区改造清单"), 2022);
    assert_int_equal(title_year("改造清单 填表日期：2023年1月12日"), 0);
    assert_int_equal(title_year("清单"), 0);
}

/* The year may stand apart from the month. */
static void test_parts_of_a_year(void **state)
{
    const daynum june = daynum_from_civil(2022, 6, 30);
    static const char *const junes[] = {"2022年魏都区老旧小区改造6月份进展月报",
                                        "2022年改造进展（第二季度）",
                                        "2022年第二季度",
                                        "2022年1-2季度",
                                        "2022年上半年",
                                        "截止6月底（2022年度）",
                                        "6月.csv",
                                        "6月底.csv",
                                        "1-6月进展.csv",
                                        "6月30日.csv",
                                        "5月1日至6月30日",
                                        "6月份 填表日期：7月5日",
                                        "3月公布，截至6月底"};
    static const char *const others[] = {"2022年3个小区", "6月前完工项目", "6月中旬", "13月",
                                         "填表日期：6月5日"};
    (void)state;
    for (size_t i = 0; i < sizeof junes / sizeof *junes; i++)
        if (title_date_in(junes[i], 2022) != june)
            fail_msg("%s", junes[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (title_date_in(others[i], 2022) != DAYNUM_NONE)
            fail_msg("%s", others[i]);
    assert_int_equal(title_date_in("前三季度", 2022), daynum_from_civil(2022, 9, 30));
    assert_int_equal(title_date_in("下半年", 2022), daynum_from_civil(2022, 12, 31));
    assert_int_equal(title_only_year("2022年6月的2022年度计划"), 2022);
    assert_int_equal(title_only_year("2021年结转到2022年的项目"), 0);
}

/* A table tells of an earlier day than that on which it was filled in. */
static void test_which_date_of_a_title(void **state)
{
    const daynum august = daynum_from_civil(2022, 8, 31), october = daynum_from_civil(2022, 10, 12);
    (void)state;
    assert_int_equal(title_date("进展（截至2022年8月31日） 填表日期：2022年10月12日"), august);
    assert_int_equal(title_date("填报时间 2022-10-12 10:30 数据截止日期：2022-08-31 24:00"),
                     august);
    assert_int_equal(title_date("2022年10月12日印发 截止到2022年8月31日"), august);
    assert_int_equal(title_date("2022年8月31日进展 2022年10月12日"), august);
    assert_int_equal(title_date("填报单位：住建局（截至2022年8月） 打印时间：2022年10月"), august);
    assert_int_equal(title_date("截至2022年7月31日 as of 2022-08-31"), august);
    assert_int_equal(title_date("进展 填表日期：2022年10月12日"), DAYNUM_NONE);
    assert_int_equal(title_date("进展 报送截止时间：2022年10月12日"), DAYNUM_NONE);
    assert_int_equal(title_date("Export date: 2022-10-12"), DAYNUM_NONE);
    assert_int_equal(title_date_of_filing("进展 填表日期：2022年10月12日"), october);
    assert_int_equal(title_date_of_filing("截至2022年8月31日 导出时间：2022年10月12日"),
                     DAYNUM_NONE);
}

static daynum as_of(const char *name, const char *text)
{
    struct import_report report;
    struct error error = {0};
    assert_int_equal(rehearse(name, text, strlen(text), -1, &report, &error), STATUS_OK);
    daynum day = report.as_of;
    import_report_release(&report);
    return day;
}

#define ROWS "项目编号,项目名称,县区,楼栋数\nP1,甲,魏都区,3\n"

static void test_date_of_a_file(void **state)
{
    (void)state;
    assert_int_equal(
        as_of("x.csv", "改造项目清单（截至2022年8月31日）\n填表日期：2022年9月12日\n" ROWS),
        daynum_from_civil(2022, 8, 31));
    assert_int_equal(as_of("x.csv", "改造项目清单\n填表日期：2022年9月12日\n" ROWS),
                     daynum_from_civil(2022, 9, 12));
    assert_int_equal(as_of("清单2022-08-31.csv", "改造项目清单\n填表日期：2022年9月12日\n" ROWS),
                     daynum_from_civil(2022, 8, 31));
    assert_int_equal(as_of("x.csv", ROWS), daynum_from_civil(2022, 10, 1));
}

/* What was rejected is no subtotal, header or note when its number comes with it again. */
static void test_rows_that_come_back_are_data(void **state)
{
    static const char text[] = "reject_id,项目编号,项目名称,县区,楼栋数\n"
                               "1-paohoh,P1,幸福里小计,魏都区,3\n"
                               "reject_id,项目编号,项目名称,县区,楼栋数\n"
                               "2,P2,注：改名,魏都区,4\n"
                               ",,小计,,7\n"
                               "3-paohoh,项目编号,项目名称,县区,楼栋数\n";
    struct import_report report;
    struct error error = {0};
    (void)state;
    assert_int_equal(rehearse("x.csv", text, strlen(text), -1, &report, &error), STATUS_OK);
    assert_int_equal(report.loaded, 2);
    assert_int_equal(report.skipped_header, 1);
    assert_int_equal(report.skipped_subtotal, 1);
    assert_int_equal(report.rejected, 1);
    assert_string_equal(report.rejects[0].field, "buildings");
    import_report_release(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_mess_in_many_forms),
        cmocka_unit_test(test_what_is_no_export),
        cmocka_unit_test(test_nothing_private_is_kept),
        cmocka_unit_test(test_empty_cells_at_the_end_shift_nothing),
        cmocka_unit_test(test_merged_cells_are_quoted_where_they_need_it),
        cmocka_unit_test(test_scrubbing),
        cmocka_unit_test(test_what_is_no_number_of_a_person),
        cmocka_unit_test(test_full_width_numbers_are_not_kept),
        cmocka_unit_test(test_shares_of_one),
        cmocka_unit_test(test_shares_above_notes),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_what_is_not_kept),
        cmocka_unit_test(test_units_under_a_group),
        cmocka_unit_test(test_dates_without_a_year),
        cmocka_unit_test(test_years_of_the_file_and_of_the_plan),
        cmocka_unit_test(test_units_beside_other_words),
        cmocka_unit_test(test_units_wherever_they_are_said),
        cmocka_unit_test(test_the_unit_behind_many_rows),
        cmocka_unit_test(test_units_that_disagree),
        cmocka_unit_test(test_ten_thousand_households),
        cmocka_unit_test(test_rows_under_a_header),
        cmocka_unit_test(test_names_of_regions),
        cmocka_unit_test(test_a_dash_is_no_merged_cell),
        cmocka_unit_test(test_one_period_alone_is_no_stock),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_a_list_of_projects_with_households_is_one),
        cmocka_unit_test(test_totals_of_a_city_and_its_districts),
        cmocka_unit_test(test_notes_are_no_rows),
        cmocka_unit_test(test_bad_bytes_reject_their_row),
        cmocka_unit_test(test_dates_of_titles),
        cmocka_unit_test(test_parts_of_a_year),
        cmocka_unit_test(test_which_date_of_a_title),
        cmocka_unit_test(test_date_of_a_file),
        cmocka_unit_test(test_rows_that_come_back_are_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A report as a workbook: numbers stay numbers, texts stay texts, and nothing depends on a clock.
 */
#include "reports/xlsx.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/i18n.h"
#include "reports/chart_caterpillar.h"
#include "reports/chart_money.h"
#include "reports/chart_panels.h"
#include "reports/chart_scurve.h"
#include "reports/report.h"
#include "reports/xlsx_names.h"
#include "unzip.h"

#define FORMULA "=HYPERLINK(\"http://x\",\"y\")"
#define EVIL "<script> & ]]> \x01\x1B 😀 _x0041_ \xEF\xBF\xBF\xFF"

static const struct scurve_point points[] = {{19000, 1, 0}, {19030, 40, 30}, {19061, 100, NAN}};
static const struct scurve_data curve = {points, 3, NULL, 0};
static const struct money_row sums[] = {{"魏都区", 1234567, 1000, VALUE_NONE}, {"=1+1", 5, 4, 3}};
static const struct money_data money = {sums, 2};
static const char *const names[] = {"a", "b"};
static const int64_t added[] = {12, VALUE_NONE}, planned[] = {20, 7};
static const struct panels_measure measures[] = {{"posts", "posts", added, planned},
                                                 {"lifts", "lifts", added, planned}};
static const struct panels_data panels = {"added", names, 2, measures, 2};
static const struct caterpillar_row rates[] = {{.name = "a", .rate_pct = 50, .remark = ""}};
static const struct caterpillar_data rates_data = {"rates", rates, 1, 66.6, "≥ 2/3"};

static void add_table(struct report *report)
{
    const struct table_column columns[] = {
        {.key = "name", .label = "name", .measure = MEASURE_TEXT},
        {.key = "count", .label = "count", .measure = MEASURE_COUNT},
        {.key = "share", .label = "share", .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "chance", .label = "chance", .measure = MEASURE_PROBABILITY},
        {.key = "sum", .label = "sum", .measure = MEASURE_YUAN},
        {.key = "day", .label = "day", .measure = MEASURE_DATE},
    };
    struct table *table = report_table(report, "t", "A/B: what?", columns, 6);
    table_row(table);
    table_set_text(table, "name", FORMULA);
    table_set_integer(table, "count", 1234);
    table_set_number(table, "share", 66.5);
    table_set_number(table, "chance", 0.999);
    table_set_integer(table, "sum", 123456789);
    table_set_date(table, "day", 19235); /* 2022-08-31 */
    table_row(table);
    table_set_text(table, "name", "0123");
    table_set_integer(table, "count", 5);
    table_set_mark(table, "count", CELL_REVISED);
    table_set_mark(table, "share", CELL_SUPPRESSED);
    table = report_table_total(report);
    table_row(table);
    table_set_text(table, "name", "all");
    table_set_integer(table, "count", 1239);
}

static struct report *sample_report(void)
{
    struct report *report = report_new();
    report->title = EVIL;
    report->file_stem = "book";
    report->made_on = daynum_from_civil(2022, 9, 15);
    report_key_figures(report, "key");
    report_key_figure(report, "projects", "132", "");
    report_message(report, FORMULA);
    add_table(report);
    add_table(report);
    report_figure(report, &chart_scurve, &curve, FORMULA, "a note");
    report_figure(report, &chart_money, &money, "money", "");
    report_figure(report, &chart_panels, &panels, "panels", "");
    report_figure(report, &chart_caterpillar, &rates_data, "rates", "");
    return report;
}

static struct text book_of(const struct report *report)
{
    struct text out = TEXT_INIT;
    struct error error;
    if (xlsx_write(&out, report, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return out;
}

/* A part of the sample's book. */
static char *part_of(const char *name)
{
    struct report *report = sample_report();
    struct text book = book_of(report);
    char *part = unzip_part(&book, name);
    if (part == NULL)
        fail_msg("no %s", name);
    text_release(&book);
    report_free(report);
    return part;
}

static void assert_holds(const char *part, const char *what)
{
    if (strstr(part, what) == NULL)
        fail_msg("no '%s' in %s", what, part);
}

/* What a cell of a sheet's XML says: "<c r="B4" s="5"><v>1234</v></c>". */
static void assert_cell(const char *sheet, const char *cell, const char *attributes,
                        const char *value)
{
    char start[40];
    snprintf(start, sizeof start, "<c r=\"%s\"", cell);
    const char *at = strstr(sheet, start);
    if (at == NULL)
        fail_msg("no cell %s", cell);
    const char *end = strstr(at, "</c>");
    char *text = strndup(at, (size_t)(end - at));
    assert_holds(text, value);
    if (*attributes == '\0')
        assert_null(strstr(text, " t=\""));
    else
        assert_holds(text, attributes);
    free(text);
}

static void numbers_are_numbers(void **state)
{
    (void)state;
    char *sheet = part_of("xl/worksheets/sheet2.xml");
    assert_cell(sheet, "A4", "t=\"s\"", "<v>");
    assert_cell(sheet, "B4", "", "<v>1234</v>");
    assert_cell(sheet, "C4", "", "<v>0.665");
    assert_cell(sheet, "D4", "", "<v>0.999");
    assert_cell(sheet, "E4", "", "<v>1234567.89");
    assert_cell(sheet, "F4", "", "<v>44804</v>");
    assert_cell(sheet, "A5", "t=\"s\"", "<v>");
    assert_cell(sheet, "B5", "", "<v>5</v>");
    assert_cell(sheet, "C5", "t=\"s\"", "<v>"); /* withheld */
    assert_null(strstr(sheet, "\"D5\""));       /* unknown */
    assert_cell(sheet, "B7", "", "<v>1239</v>");
    free(sheet);
    char *styles = part_of("xl/styles.xml");
    assert_holds(styles, "#,##0&quot; [r]&quot;");
    assert_holds(styles, "yyyy-mm-dd");
    assert_holds(styles, "[&gt;0.99]&quot;&gt; 99%&quot;;0%");
    free(styles);
}

static void a_sheet_can_be_sorted_and_printed(void **state)
{
    (void)state;
    char *sheet = part_of("xl/worksheets/sheet2.xml"), *book = part_of("xl/workbook.xml");
    assert_holds(sheet, "<autoFilter ref=\"A3:F5\"/>");
    assert_holds(sheet, "ySplit=\"3\"");
    assert_holds(sheet, "state=\"frozen\"");
    assert_holds(sheet, "orientation=\"landscape\"");
    assert_holds(sheet, "fitToHeight=\"0\"");
    assert_holds(book, "<definedName name=\"data_t\">'A-B- what-'!$A$3:$F$5</definedName>");
    assert_holds(book, "<definedName name=\"data_t_2\">'A-B- what- (2)'!$A$3:$F$5</definedName>");
    assert_holds(book, "_xlnm.Print_Area");
    assert_holds(book, "_xlnm.Print_Titles");
    free(sheet);
    free(book);
}

static void the_overview_links_to_the_sheets(void **state)
{
    (void)state;
    char *overview = part_of("xl/worksheets/sheet1.xml");
    char *sheet = part_of("xl/worksheets/sheet2.xml");
    assert_holds(overview, "location=\"'A-B- what-'!A1\"");
    assert_holds(overview, "location=\"'A-B- what- (2)'!A1\"");
    assert_holds(sheet, "location=\"'overview'!A1\"");
    free(overview);
    free(sheet);
}

static void texts_are_texts(void **state)
{
    (void)state;
    char *strings = part_of("xl/sharedStrings.xml");
    assert_holds(strings, "<t>=HYPERLINK(");
    assert_holds(strings, "<t>0123</t>");
    assert_holds(strings, "&lt;script&gt; &amp; ]]&gt;  😀 _x005F_x0041_ ");
    assert_true(text_is_utf8(strings, strlen(strings)));
    free(strings);
    for (int number = 1; number <= 7; number++) {
        char name[40]; /* the overview and the sheets of six tables */
        snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", number);
        char *sheet = part_of(name);
        assert_null(strstr(sheet, "<f>"));
        assert_null(strstr(sheet, "<hyperlink r:id")); /* none leads out of the book */
        free(sheet);
    }
}

static void charts_take_their_values_from_the_sheet(void **state)
{
    (void)state;
    struct report *report = sample_report();
    struct text book = book_of(report);
    char *curve_part = unzip_part(&book, "xl/charts/chart1.xml");
    char *money_part = unzip_part(&book, "xl/charts/chart2.xml");
    char *fourth = unzip_part(&book, "xl/charts/chart4.xml");
    char *fifth = unzip_part(&book, "xl/charts/chart5.xml");
    assert_non_null(curve_part);
    assert_holds(curve_part, "<c:scatterChart>");
    assert_holds(curve_part, "!$B$5:$B$7</c:f>");
    assert_holds(curve_part, "!$A$2</c:f>"); /* the title is a cell, not a formula of its own */
    assert_non_null(money_part);
    assert_holds(money_part, "<c:barDir val=\"bar\"/>");
    assert_non_null(fourth); /* a chart for each measure of the panels … */
    assert_null(fifth);      /* … and none for rates and their intervals */
    free(curve_part);
    free(money_part);
    free(fourth);
    text_release(&book);
    report_free(report);
}

static void is_the_same_twice(void **state)
{
    (void)state;
    struct report *one = sample_report(), *two = sample_report();
    struct text first = book_of(one), second;
    setenv("TZ", "America/New_York", 1);
    second = book_of(two);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.data, second.data, first.length);
    char *core = unzip_part(&first, "docProps/core.xml");
    assert_holds(core, "2022-09-15T00:00:00Z");
    free(core);
    text_release(&first);
    text_release(&second);
    report_free(one);
    report_free(two);
}

static void a_book_without_tables(void **state)
{
    (void)state;
    struct report *report = report_new();
    struct text book = book_of(report);
    char *part = unzip_part(&book, "xl/worksheets/sheet1.xml");
    assert_non_null(part);
    free(part);
    text_release(&book);
    report_free(report);
}

static void names_fit_and_differ(void **state)
{
    (void)state;
    struct sheet_names taken;
    sheet_names_init(&taken);
    assert_string_equal(sheet_name(&taken, "全部项目"), "全部项目");
    assert_string_equal(sheet_name(&taken, "全部项目"), "全部项目 (2)");
    assert_string_equal(sheet_name(&taken, "Projects"), "Projects");
    assert_string_equal(sheet_name(&taken, "projects"), "projects (2)");
    assert_string_equal(sheet_name(&taken, "history"), "history (2)");
    assert_string_equal(sheet_name(&taken, "'a[b]:c*d?e/f\\g'"), "’a-b--c-d-e-f-g’");
    assert_string_equal(sheet_name(&taken, ""), "-");
    const char *long_name = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二";
    assert_string_equal(sheet_name(&taken, long_name),
                        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十…");
    assert_string_equal(sheet_name(&taken, long_name),
                        "一二三四五六七八九十一二三四五六七八九十一二三四五六… (2)");
    /* Characters outside the first plane are two. */
    assert_string_equal(sheet_name(&taken, "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"), "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀…");
    assert_string_equal(range_name(&taken, "a b"), "data_a_b");
    assert_string_equal(range_name(&taken, "a-b"), "data_a_b_2");
    sheet_names_release(&taken);
}

static void a_long_cell_is_cut_with_a_mark(void **state)
{
    (void)state;
    struct text longest = TEXT_INIT, cell = TEXT_INIT;
    for (int i = 0; i < SHEET_CELL_MAX; i++)
        text_add_char(&longest, 'x');
    sheet_cell(&cell, longest.data);
    assert_int_equal(cell.length, SHEET_CELL_MAX);
    text_add_char(&longest, 'x');
    text_clear(&cell);
    sheet_cell(&cell, longest.data);
    assert_int_equal(cell.length, SHEET_CELL_MAX - 1 + strlen("…"));
    assert_string_equal(cell.data + SHEET_CELL_MAX - 1, "…");
    text_clear(&cell);
    sheet_cell(&cell, "a\r\nb\rc\t\x7F_x00g1_");
    assert_string_equal(cell.data, "a\nb\nc\t\x7F_x00g1_");
    text_release(&longest);
    text_release(&cell);
}

int main(void)
{
    i18n_start("en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_numbers),
        cmocka_unit_test(a_sheet_can_be_sorted_and_printed),
        cmocka_unit_test(the_overview_links_to_the_sheets),
        cmocka_unit_test(texts_are_texts),
        cmocka_unit_test(charts_take_their_values_from_the_sheet),
        cmocka_unit_test(is_the_same_twice),
        cmocka_unit_test(a_book_without_tables),
        cmocka_unit_test(names_fit_and_differ),
        cmocka_unit_test(a_long_cell_is_cut_with_a_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "reports/table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"

static const struct table_column columns[] = {
    {"group", "district", MEASURE_TEXT, 0, false},
    {"projects", "projects", MEASURE_COUNT, 0, false},
    {"paid_yuan", "paid", MEASURE_YUAN, 0, false},
    {"area_m2", "area", MEASURE_M2, 0, false},
    {"rate_pct", "rate", MEASURE_PERCENT, 1, false},
    {"p_by.main-works", "works", MEASURE_PROBABILITY, 0, false},
    {"p_by.completion", "completion", MEASURE_PROBABILITY, 0, false},
    {"finish.p50", "finish", MEASURE_DATE, 0, true},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static void fill(struct listing *listing)
{
    listing_init(listing);
    listing_head_date(listing, "as_of", "as of", daynum_from_civil(2022, 8, 31));
    struct table *rows = listing_table(listing, "rows", "", columns, COLUMN_COUNT);
    table_row(rows);
    table_set_text(rows, "group", "魏都区");
    table_set_integer(rows, "projects", 1234);
    table_set_integer(rows, "paid_yuan", INT64_C(22744000001));
    table_set_integer(rows, "area_m2", INT64_C(2724000000));
    table_set_number(rows, "rate_pct", 200.0 / 3);
    table_set_number(rows, "p_by.main-works", 0.001);
    table_set_number(rows, "p_by.completion", 1);
    table_set_mark(rows, "p_by.completion", CELL_FACT);
    table_set_date(rows, "finish.p50", daynum_from_civil(2022, 11, 20));
    table_row(rows); /* nothing is known of it */
    table_set_text(rows, "group", "a \"b\", c|d");
    table_set_number(rows, "rate_pct", NAN);
    table_set_integer(rows, "projects", VALUE_NONE);
    struct table *total = listing_table(listing, "total", "", columns, COLUMN_COUNT);
    total->total = true;
    table_row(total);
    table_set_text(total, "group", "total");
    table_set_integer(total, "projects", 1234);
}

static void assert_written(enum listing_format format, const char *expected)
{
    struct listing listing;
    struct text out = TEXT_INIT;
    fill(&listing);
    listing_write(&out, &listing, format, false);
    assert_string_equal(out.data, expected);
    text_release(&out);
    listing_release(&listing);
}

static void test_json(void **state)
{
    (void)state;
    assert_written(LISTING_JSON,
                   "{\n\"as_of\": \"2022-08-31\",\n\"rows\": [\n"
                   "  {\"group\":\"魏都区\",\"projects\":1234,\"paid_yuan\":227440000.01,"
                   "\"area_m2\":272400,\"rate_pct\":66.6666666666667,\"p_by\":{\"main-works\":"
                   "0.001,\"completion\":1.0},\"finish\":{\"p50\":\"2022-11-20\"}},\n"
                   "  {\"group\":\"a \\\"b\\\", c|d\",\"projects\":null,\"paid_yuan\":null,"
                   "\"area_m2\":null,\"rate_pct\":null,\"p_by\":{\"main-works\":null,"
                   "\"completion\":null},\"finish\":{\"p50\":null}}],\n"
                   "\"total\": {\"group\":\"total\",\"projects\":1234,\"paid_yuan\":null,"
                   "\"area_m2\":null,\"rate_pct\":null,\"p_by\":{\"main-works\":null,"
                   "\"completion\":null},\"finish\":{\"p50\":null}}\n}\n");
}

static void test_csv_has_no_total(void **state)
{
    (void)state;
    assert_written(LISTING_CSV,
                   "group,projects,paid_yuan,area_m2,rate_pct,p_by.main-works,p_by.completion,"
                   "finish.p50\r\n"
                   "魏都区,1234,227440000.01,272400,66.66666667,0.001,1,2022-11-20\r\n"
                   "\"a \"\"b\"\", c|d\",,,,,,,\r\n");
}

static void test_text_lines_up_with_wide_characters(void **state)
{
    (void)state;
    assert_written(
        LISTING_TABLE,
        "as of: 2022-08-31\n\n"
        "district    projects  paid (10,000 yuan)  area (m²)    rate  works  completion\n"
        "──────────────────────────────────────────────────────────────────────────────\n"
        "魏都区         1,234           22,744.00    272,400  66.7 %  < 1 %       100 %\n"
        "a \"b\", c|d         –                   –          –       –      –           –\n"
        "──────────────────────────────────────────────────────────────────────────────\n"
        "total          1,234                   –          –       –      –           –\n");
}

static void test_markdown_escapes(void **state)
{
    (void)state;
    assert_written(LISTING_MARKDOWN,
                   "- as of: 2022-08-31\n\n"
                   "| district | projects | paid (10,000 yuan) | area (m²) | rate | works | "
                   "completion |\n"
                   "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
                   "| 魏都区 | 1,234 | 22,744.00 | 272,400 | 66.7 % | < 1 % | 100 % |\n"
                   "| a \"b\", c\\|d | – | – | – | – | – | – |\n"
                   "| total | 1,234 | – | – | – | – | – |\n");
}

/* Inner tables, plain lists and single objects; texts that are not UTF-8. */
static void test_json_nests(void **state)
{
    (void)state;
    static const struct table_column outer[] = {{"file", "", MEASURE_TEXT, 0, false},
                                                {"unmapped", "", MEASURE_TABLE, 0, true}};
    static const struct table_column inner[] = {{"value", "", MEASURE_TEXT, 0, false}};
    struct listing listing;
    struct text out = TEXT_INIT;
    listing_init(&listing);
    struct table *files = listing_table(&listing, "files", "", outer, 2);
    table_row(files);
    table_set_text(files, "file", "x\xff.csv");
    struct table *list = table_inner(files, inner, 1);
    list->plain_list = true;
    table_row(list);
    table_set_text(list, "value", "备注2");
    table_set_table(files, "unmapped", list);
    table_row(files);
    struct table *spread = listing_table(&listing, "spread", "", inner, 1);
    spread->single = true;
    listing_note(&listing, "n");
    listing_write(&out, &listing, LISTING_JSON, false);
    assert_string_equal(out.data, "{\n\"files\": [\n"
                                  "  {\"file\":\"x\xef\xbf\xbd.csv\",\"unmapped\":[\"备注2\"]},\n"
                                  "  {\"file\":null,\"unmapped\":null}],\n"
                                  "\"spread\": null,\n\"notes\": [\"n\"]\n}\n");
    text_release(&out);
    listing_release(&listing);
}

static void test_text_shows_no_controls(void **state)
{
    (void)state;
    static const struct table_column one[] = {{"value", "value", MEASURE_TEXT, 0, false}};
    struct listing listing;
    struct text out = TEXT_INIT;
    listing_init(&listing);
    struct table *table = listing_table(&listing, "rows", "", one, 1);
    table_row(table);
    table_set_text(table, "value", "a\033[2Jb\nc");
    listing_write(&out, &listing, LISTING_TABLE, false);
    assert_null(strchr(out.data, '\033'));
    assert_non_null(strstr(out.data, "a [2Jb c"));
    text_release(&out);
    listing_release(&listing);
}

static void assert_cell(enum measure measure, int digits, struct table_cell cell,
                        const char *expected)
{
    struct table_column column = {"x", "x", measure, digits, false};
    struct text out = TEXT_INIT;
    cell_format(&out, &column, &cell);
    assert_string_equal(out.data, expected);
    text_release(&out);
}

static void test_cells_for_people(void **state)
{
    (void)state;
    assert_cell(MEASURE_COUNT, 0, (struct table_cell){.known = true, .integer = -1234567},
                "-1,234,567");
    assert_cell(MEASURE_COUNT, 0, (struct table_cell){.known = true, .integer = 999}, "999");
    assert_cell(MEASURE_NUMBER, 1, (struct table_cell){.known = true, .number = -0.04}, "0.0");
    assert_cell(MEASURE_NUMBER, 2, (struct table_cell){.known = true, .number = 1234.5},
                "1,234.50");
    assert_cell(MEASURE_PROBABILITY, 0, (struct table_cell){.known = true, .number = 0.999},
                "> 99 %");
    assert_cell(MEASURE_PROBABILITY, 0, (struct table_cell){.known = true, .number = 0.5}, "50 %");
    assert_cell(MEASURE_COUNT, 0,
                (struct table_cell){.known = true, .mark = CELL_REVISED, .integer = 5}, "5 [r]");
    assert_cell(MEASURE_COUNT, 0, (struct table_cell){.mark = CELL_SUPPRESSED}, "[c]");
    assert_cell(MEASURE_METRES, 0, (struct table_cell){.known = true, .integer = 1500000}, "1,500");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_csv_has_no_total),
        cmocka_unit_test(test_text_lines_up_with_wide_characters),
        cmocka_unit_test(test_markdown_escapes),
        cmocka_unit_test(test_json_nests),
        cmocka_unit_test(test_text_shows_no_controls),
        cmocka_unit_test(test_cells_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

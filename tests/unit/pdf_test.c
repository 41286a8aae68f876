/* A report as pages: what stands together, what stands again, and what any data may hold. */
#include "reports/pdf.h"

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
#include "reports/pdf_flow.h"
#include "reports/pdf_table.h"
#include "reports/pdf_text.h"
#include "reports/report.h"

#define EVIL "<script> & ]]> '()[]\\ \"=HYPERLINK(\" 😀 𠮷 \u202eabc\u202c \u05d0\u05d1\n\r\t\u2028x"

static const struct caterpillar_row rates[] = {
    {.name = EVIL, .remark = "x", .rate_pct = 80, .low_pct = 75, .high_pct = 85, .shrunk_pct = 79}};
static const struct caterpillar_data rates_data = {"what", rates, 1, 66.6, "≥ 2/3"};

static struct table *add_table(struct report *report, size_t rows, size_t figures)
{
    struct table_column columns[40] = {{.key = "name", .label = "name", .measure = MEASURE_TEXT}};
    static const char *const keys[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                       "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"};
    for (size_t i = 1; i <= figures; i++)
        columns[i] = (struct table_column){
            .key = keys[i - 1], .label = "a heading", .measure = MEASURE_YUAN};
    struct table *table = report_table(report, "t", "the table", columns, figures + 1);
    for (size_t row = 0; row < rows; row++) {
        table_row(table);
        table_set_text(table, "name", "魏都区");
        for (size_t i = 1; i <= figures; i++)
            table_set_integer(table, keys[i - 1], 123456789012);
    }
    return table;
}

static char *pages_of(const struct report *report, size_t *length)
{
    struct text out = TEXT_INIT;
    struct error error;
    if (pdf_write(&out, report, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    *length = out.length;
    return text_detach(&out);
}

static size_t occurrences(const char *bytes, size_t length, const char *what)
{
    size_t count = 0;
    const char *end = bytes + length;
    while ((bytes = memmem(bytes, (size_t)(end - bytes), what, strlen(what))) != NULL) {
        bytes += strlen(what);
        count++;
    }
    return count;
}

static struct flow placed(const struct report *report)
{
    struct flow flow;
    assert_int_equal(flow_init(&flow, NULL), STATUS_OK);
    pdf_add_table(&flow, report->blocks[0].table, report->blocks[0].total);
    flow_place(&flow);
    return flow;
}

/* Every page but the first begins with a row under the head; none ends below its margin. */
static void check_pages(const struct flow *flow)
{
    size_t page = 0;
    for (size_t i = 0; i < flow->count; i++) {
        const struct piece *piece = &flow->pieces[i];
        assert_true(piece->page == page || piece->page == page + 1);
        if (piece->page > page && piece->head > 0)
            assert_true(piece->under_head);
        page = piece->page;
        double bottom = (piece->wide ? PAGE_SHORT : PAGE_LONG) - PAGE_BOTTOM;
        assert_true(piece->y >= PAGE_TOP && piece->y + piece->height <= bottom + 0.01);
    }
    assert_int_equal(page + 1, flow->page_count);
}

static void repeats_the_head_of_a_long_table(void **state)
{
    (void)state;
    struct report *report = report_new();
    add_table(report, 200, 3);
    struct table *total = report_table_total(report);
    table_row(total);
    table_set_text(total, "name", "all");
    struct flow flow = placed(report);
    assert_true(flow.page_count >= 4 && flow.page_count <= 6);
    assert_false(flow.wide_pages[0]);
    assert_int_equal(flow.count, 202);
    check_pages(&flow);
    /* The total has a row over it. */
    assert_int_equal(flow.pieces[200].page, flow.pieces[201].page);
    flow_release(&flow);
    report_free(report);
}

static void cuts_off_no_column(void **state)
{
    (void)state;
    struct report *report = report_new();
    add_table(report, 3, 12);
    struct flow flow = placed(report);
    assert_true(flow.wide_pages[0]);
    assert_int_equal(flow.count, 4);
    check_pages(&flow);
    flow_release(&flow);
    report_free(report);
    report = report_new();
    add_table(report, 3, 20);
    flow = placed(report);
    assert_true(flow.count >= 8 && flow.count % 4 == 0); /* parts of a head and three rows */
    check_pages(&flow);
    flow_release(&flow);
    report_free(report);
}

static void says_where_a_table_is_cut(void **state)
{
    (void)state;
    struct report *report = report_new();
    add_table(report, PDF_TABLE_ROWS + 1, 1);
    struct flow flow = placed(report);
    assert_int_equal(flow.count, PDF_TABLE_ROWS + 2);
    check_pages(&flow);
    flow_release(&flow);
    report_free(report);
}

static void keeps_headings_with_what_follows(void **state)
{
    (void)state;
    struct flow flow;
    assert_int_equal(flow_init(&flow, NULL), STATUS_OK);
    for (int i = 0; i < 200; i++) {
        pdf_add_heading(&flow, i % 3 == 0 ? 2 : 3, "a heading");
        pdf_add_text(&flow, PDF_PARAGRAPH, i % 5 == 0 ? "short" : "longer " EVIL EVIL EVIL, false);
    }
    flow_place(&flow);
    check_pages(&flow);
    for (size_t i = 0; i + 1 < flow.count; i += 2)
        assert_int_equal(flow.pieces[i].page, flow.pieces[i + 1].page);
    flow_release(&flow);
}

static struct report *hostile_report(void)
{
    struct text remark = TEXT_INIT;
    struct report *report = report_new();
    report->title = report->city = EVIL;
    report->subtitle = EVIL;
    report->notice = EVIL;
    report->footer = EVIL;
    report_message(report, EVIL);
    report_heading(report, 2, "one", "One");
    report_key_figures(report, "key");
    report_key_figure(report, EVIL, EVIL, EVIL);
    report_figure(report, &chart_caterpillar, &rates_data, EVIL, EVIL);
    report_heading(report, 2, "two", "Two");
    for (int i = 0; i < 10000; i++)
        text_add(&remark, "字");
    report_paragraph(report, remark.data);
    struct table *table = add_table(report, 1, 1);
    table_row(table);
    table_set_text(table, "name", remark.data);
    table_row(table);
    table_set_text(table, "name", EVIL);
    text_release(&remark);
    return report;
}

static void takes_any_data_and_is_the_same_twice(void **state)
{
    (void)state;
    struct report *one = hostile_report(), *two = hostile_report();
    size_t first_length, second_length;
    char *first = pages_of(one, &first_length), *second = pages_of(two, &second_length);
    assert_int_equal(first_length, second_length);
    assert_memory_equal(first, second, first_length);
    assert_int_equal(occurrences(first, first_length, "/Title (One)"), 1);
    assert_int_equal(occurrences(first, first_length, "/Title (Two)"), 1);
    assert_int_equal(occurrences(first, first_length, "/Title (the table)"), 1);
    assert_int_equal(occurrences(first, first_length, "19700101000000Z"), 1);
    /* The long remark runs over pages, which then have a table of contents that leads to two. */
    assert_true(occurrences(first, first_length, "/Type /Page ") > 4);
    assert_int_equal(occurrences(first, first_length, "/Subtype /Link"), 2);
    free(first);
    free(second);
    report_free(one);
    report_free(two);
}

static void writes_an_empty_report(void **state)
{
    (void)state;
    struct report *report = report_new();
    size_t length;
    report->made_on = 19235;
    char *pages = pages_of(report, &length);
    assert_int_equal(occurrences(pages, length, "20220831000000Z"), 1);
    free(pages);
    report->title = "A title";
    add_table(report, 0, 2);
    pages = pages_of(report, &length);
    assert_int_equal(occurrences(pages, length, "/Type /Page "), 1);
    free(pages);
    report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repeats_the_head_of_a_long_table),
        cmocka_unit_test(cuts_off_no_column),
        cmocka_unit_test(says_where_a_table_is_cut),
        cmocka_unit_test(keeps_headings_with_what_follows),
        cmocka_unit_test(takes_any_data_and_is_the_same_twice),
        cmocka_unit_test(writes_an_empty_report),
    };
    i18n_start("en");
    return cmocka_run_group_tests(tests, NULL, NULL);
}

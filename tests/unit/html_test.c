/* A report as a page: nothing in it is taken for markup, nothing leaves it, nothing is lost. */
#include "reports/html.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/i18n.h"
#include "reports/chart_caterpillar.h"
#include "reports/chart_panels.h"
#include "reports/report.h"

#define EVIL "<script>alert(1)</script> & ]]> \"=HYPERLINK(\" 😀"

static const struct caterpillar_row rates[] = {
    {.name = EVIL, .remark = "x", .rate_pct = 80, .low_pct = 75, .high_pct = 85, .shrunk_pct = 79},
    {.name = "魏都区",
     .remark = "y",
     .rate_pct = 60,
     .low_pct = 50,
     .high_pct = 70,
     .shrunk_pct = 66,
     .outside = -1},
};
static const struct caterpillar_data rates_data = {"what", rates, 2, 66.6, "≥ 2/3"};
static const char *const names[] = {"建安区", "示范区"};
static const int64_t added[] = {12, VALUE_NONE}, planned[] = {20, 7};
static const struct panels_measure measure = {"posts", "charger posts", added, planned};
static const struct panels_data panels = {"added", names, 2, &measure, 1};

static struct report *sample_report(void)
{
    const struct table_column columns[] = {
        {.key = "a", .label = "first & second", .measure = MEASURE_TEXT},
        {.key = "b", .label = "count", .measure = MEASURE_COUNT},
    };
    struct report *report = report_new();
    report->title = EVIL;
    report->file_stem = "page";
    report->notice = "invented";
    report_message(report, EVIL);
    report_heading(report, 2, "one", "One");
    report_key_figures(report, "key");
    report_key_figure(report, "projects", "132", "");
    report_figure(report, &chart_caterpillar, &rates_data, "rates " EVIL, "a note");
    report_figure(report, &chart_panels, &panels, "posts", "");
    struct table *table = report_table(report, "t", "a table", columns, 2);
    table_row(table);
    table_set_text(table, "a", EVIL);
    table_set_integer(table, "b", 1234);
    table = report_table_total(report);
    table_row(table);
    table_set_text(table, "a", "all");
    return report;
}

static char *page_of(const struct report *report)
{
    struct text out = TEXT_INIT;
    struct error error;
    if (html_write(&out, report, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return text_detach(&out);
}

static size_t occurrences(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)) != NULL; text += strlen(what))
        count++;
    return count;
}

static void holds_everything_and_no_markup_of_data(void **state)
{
    (void)state;
    struct report *report = sample_report();
    char *page = page_of(report);
    assert_null(strstr(page, "<script"));
    assert_non_null(strstr(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;"));
    assert_int_equal(occurrences(page, "<h1>"), 1);
    assert_int_equal(occurrences(page, "<figure "), 2);
    assert_int_equal(occurrences(page, "<svg "), 4); /* a wide and a narrow one of each */
    assert_int_equal(occurrences(page, "<table>"), 3);
    assert_int_equal(occurrences(page, "<tfoot>"), 1);
    assert_non_null(strstr(page, "<a href=\"#one\">"));
    assert_non_null(strstr(page, "<html lang=\"en\">"));
    assert_non_null(strstr(page, "1,234"));
    free(page);
    report_free(report);
}

static void asks_nothing_of_the_network(void **state)
{
    (void)state;
    struct report *report = sample_report();
    char *page = page_of(report);
    for (const char *p = page; (p = strstr(p, "http")) != NULL; p++)
        assert_int_equal(strncmp(p, "http://www.w3.org/", strlen("http://www.w3.org/")), 0);
    assert_null(strstr(page, "src="));
    assert_null(strstr(page, "@import"));
    free(page);
    report_free(report);
}

static void is_the_same_twice(void **state)
{
    (void)state;
    struct report *one = sample_report(), *two = sample_report();
    char *first = page_of(one), *second = page_of(two);
    assert_string_equal(first, second);
    free(first);
    free(second);
    report_free(one);
    report_free(two);
}

static bool folder_is_empty(const char *folder)
{
    return rmdir(folder) == 0 && mkdir(folder, 0700) == 0;
}

/* A file that may not grow beyond a limit fails as one on a full disk does. */
static void leaves_nothing_on_a_full_disk(void **state)
{
    (void)state;
    char folder[] = "/tmp/renostat-html-XXXXXX";
    struct rlimit before, small;
    struct text path = TEXT_INIT;
    struct error error;
    struct report *report = sample_report();
    const struct report_driver *html = report_driver_find("html");
    assert_non_null(mkdtemp(folder));
    assert_null(report_driver_find("docx"));
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){10000, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(report_write(report, html, folder, &path, &error), STATUS_IO);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_non_null(strstr(error.message, "cannot write '"));
    assert_true(folder_is_empty(folder));
    assert_int_equal(report_write(report, html, folder, &path, &error), STATUS_OK);
    assert_int_equal(access(path.data, R_OK), 0);
    char *file = text_detach(&path);
    assert_int_equal(report_write(report, html, file, &path, &error), STATUS_IO);
    assert_int_equal(unlink(file), 0);
    free(file);
    assert_int_equal(rmdir(folder), 0);
    text_release(&path);
    report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_everything_and_no_markup_of_data),
        cmocka_unit_test(asks_nothing_of_the_network),
        cmocka_unit_test(is_the_same_twice),
        cmocka_unit_test(leaves_nothing_on_a_full_disk),
    };
    i18n_start("en");
    return cmocka_run_group_tests(tests, NULL, NULL);
}

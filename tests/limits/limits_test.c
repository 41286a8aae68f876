/*
 * Files at the edge of what a file can be, loaded by the program itself: the records add up, the
 * exit status and the message are right, and memory does not grow with the file. The files are
 * written here and gone with the test.
 * usage: limits_test PROGRAM small|large [CASE]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/memory.h"
#include "core/text.h"

enum { MEGABYTE = 1 << 20, PEAK_KIB_MAX = 64 * 1024, OUTPUT_MAX = 4 * MEGABYTE };

/* With sanitizers memory says nothing. */
#ifdef __SANITIZE_ADDRESS__
enum { PEAK_COUNTS = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { PEAK_COUNTS = 0 };
#else
enum { PEAK_COUNTS = 1 };
#endif
#else
enum { PEAK_COUNTS = 1 };
#endif

static const char *program;

#define HEADER "项目编号,项目名称,县区,计划年度,户数,备注\n"

/* --- parts of files --- */

static void put(FILE *file, const char *text)
{
    fputs(text, file);
}

static void put_many(FILE *file, char byte, int64_t count)
{
    char block[4096];
    memset(block, byte, sizeof block);
    for (; count > 0; count -= (int64_t)sizeof block)
        fwrite(block, 1, count < (int64_t)sizeof block ? (size_t)count : sizeof block, file);
}

/* A project whose remark is so long. */
static void put_project(FILE *file, int number, int64_t remark)
{
    fprintf(file, "P%d,幸福小区%d期,魏都区,2022,100,", number, number);
    put_many(file, 'x', remark);
    put(file, "\n");
}

static void put_projects(FILE *file, int from, int until, int64_t remark)
{
    for (int i = from; i < until; i++)
        put_project(file, i, remark);
}

/* --- files --- */

static void write_nothing(FILE *file)
{
    (void)file;
}

static void write_mark(FILE *file)
{
    put(file, "\xef\xbb\xbf");
}

static void write_wide_mark(FILE *file)
{
    put(file, "\xff\xfe");
}

static void write_blank_lines(FILE *file)
{
    for (int i = 0; i < 1000; i++)
        put(file, i % 3 == 0 ? " \r\n" : i % 3 == 1 ? "\t\n" : "\n");
}

static void write_title(FILE *file)
{
    put(file, "许昌市老旧小区改造台账（截至2022年8月31日）\n");
}

static void write_header(FILE *file)
{
    put(file, HEADER);
}

static void write_header_without_end(FILE *file)
{
    put(file, "项目编号,项目名称,县区,计划年度,户数,备注");
}

static void write_without_end(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 2, 3);
    put(file, "P2,阳光小区,魏都区,2022,300,好");
}

static void write_quotes(FILE *file)
{
    put_many(file, '"', 3 * MEGABYTE + 1);
}

static void write_lines_of_quotes(FILE *file)
{
    for (int i = 0; i < 50000; i++)
        put(file, i % 2 == 0 ? "\"\n" : "\"\"\"\n");
}

static void write_endless_line(FILE *file)
{
    put_many(file, 'x', INT64_C(200) * MEGABYTE);
}

/* Chinese characters: the encoding is looked for in all of them. */
static void write_endless_chinese_line(FILE *file)
{
    for (int i = 0; i < 20 * MEGABYTE; i++)
        put(file, "区");
}

static void write_endless_row(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 2, 3);
    put_many(file, 'y', INT64_C(200) * MEGABYTE);
}

static void write_endless_row_inside(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 2, 3);
    put_project(file, 2, INT64_C(20) * MEGABYTE);
    put_projects(file, 3, 5, 3);
}

static void write_unclosed_quote(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 10, 10000);
    put(file, "P10,\"幸福小区,魏都区,2022,100,\n");
    put_projects(file, 11, 10500, 10000);
}

static void write_unclosed_quote_before_short_lines(FILE *file)
{
    put(file, HEADER);
    put(file, "P0,\"幸福小区,魏都区,2022,100,\n");
    put_projects(file, 1, 2000, 1);
}

static void write_unclosed_quote_at_the_end(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 3, 1);
    put(file, "P3,阳光小区,魏都区,2022,100,\"好");
}

/* Every row opens a quote and none closes it. */
static void write_many_unclosed_quotes(FILE *file)
{
    put(file, HEADER);
    for (int i = 0; i < 3000; i++)
        fprintf(file, "P%d,小区%d,魏都区,2022,100,\"好\n", i, i);
}

static void write_unclosed_quote_in_the_title(FILE *file)
{
    put(file, "\"许昌市老旧小区改造台账（截至2022年8月31日）\n");
    put(file, HEADER);
    put_projects(file, 0, 2000, 1);
}

static void write_nuls(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 500, 10);
    fwrite("P500,幸\0福小区,魏都区,2022,100,\n", 1, sizeof "P500,幸X福小区,魏都区,2022,100,\n" - 1,
           file);
    put_projects(file, 501, 502, 10);
    put_many(file, '\0', 100);
    put(file, "\n");
    put_projects(file, 502, 503, 10);
    fwrite("P503,\"和平\0\n院\",魏都区,2022,100,\n", 1,
           sizeof "P503,\"和平X\n院\",魏都区,2022,100,\n" - 1, file);
    put_projects(file, 504, 505, 10);
}

static void write_nul_in_the_header(FILE *file)
{
    fwrite("项目编号,项目名称,县区,计划年度,户数,备\0注\n", 1,
           sizeof "项目编号,项目名称,县区,计划年度,户数,备X注\n" - 1, file);
    put_projects(file, 0, 50, 10);
}

static void write_mostly_nuls(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 5, 10);
    put_many(file, '\0', 2 * MEGABYTE);
}

static void write_large_field(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 3, 1);
    put(file, "P3,阳光小区,魏都区,2022,100,\"");
    put_many(file, 'z', 10 * MEGABYTE);
    put(file, "\"\n");
    put_projects(file, 4, 6, 1);
}

/* It is closed, but too far away: its lines are looked at one by one. */
static void write_large_field_of_lines(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 3, 1);
    put(file, "P3,阳光小区,魏都区,2022,100,\"\n");
    for (int i = 0; i < 10; i++) {
        put(file, ",,,,,");
        put_many(file, 'z', MEGABYTE / 2);
        put(file, "\n");
    }
    put(file, "\"\n");
    put_projects(file, 4, 6, 1);
}

/* Just what may be: the largest record that is one. */
static void write_field_of_almost_a_megabyte(FILE *file)
{
    put(file, HEADER);
    put_projects(file, 0, 20, MEGABYTE - 100);
}

static void put_cells(FILE *file, int count)
{
    put_many(file, ',', count);
    put(file, "\n");
}

static void write_columns(FILE *file)
{
    put(file, "项目编号,项目名称,县区,计划年度,户数");
    for (int i = 5; i < 10000; i++)
        fprintf(file, ",附加指标%d", i);
    put(file, "\n");
    for (int row = 0; row < 200; row++) {
        fprintf(file, "P%d,小区%d,魏都区,2022,100", row, row);
        for (int i = 5; i < 10000; i++)
            fprintf(file, ",%d", i);
        put(file, "\n");
    }
}

/* Far more cells than the header has, and blank but for those of one row. */
static void write_cells_of_a_row(FILE *file)
{
    put(file, HEADER "P1,幸福小区,魏都区,2022,100");
    put_cells(file, 10000);
    put(file, "P2,阳光小区,魏都区,2022,100");
    put_cells(file, 100000);
    put(file, "P3,和平小区,魏都区,2022,100,,");
    put_many(file, ',', 10000);
    put(file, "x\n");
    put_projects(file, 4, 6, 1);
}

static void write_many_rows_of_many_cells(FILE *file)
{
    put(file, HEADER);
    for (int i = 0; i < 40; i++) {
        put(file, "P1,幸福小区,魏都区,2022,许多");
        put_cells(file, 100000);
    }
}

/* Each is refused, and each is long. */
static void write_long_refusals(FILE *file)
{
    put(file, HEADER);
    for (int i = 0; i < 200; i++) {
        fprintf(file, "P%d,小区%d,魏都区,2022,许多,", i, i);
        put_many(file, 'r', MEGABYTE / 2);
        put(file, "\n");
    }
}

static void write_long_lines_above(FILE *file)
{
    for (int i = 0; i < 30; i++) {
        put_many(file, 't', MEGABYTE - 10);
        put(file, "\n");
    }
    put(file, HEADER);
    put_projects(file, 0, 3, 1);
}

/* --- what has to come of them --- */

struct limit {
    const char *name;
    void (*write)(FILE *file);
    int status;
    int rows, loaded, skipped, rejected; /* of a file that is loaded */
    const char *said; /* by the only message, or among the rejects; NULL: nothing */
};

static const struct limit small[] = {
    {"nothing", write_nothing, 1, 0, 0, 0, 0, "is empty"},
    {"only a byte order mark", write_mark, 1, 0, 0, 0, 0, "is empty"},
    {"only a mark of UTF-16", write_wide_mark, 1, 0, 0, 0, 0, "is empty"},
    {"only blank lines", write_blank_lines, 1, 0, 0, 0, 0, "no header line"},
    {"only a title", write_title, 1, 0, 0, 0, 0, "no header line"},
    {"only a header", write_header, 0, 0, 0, 0, 0, NULL},
    {"only a header without an end", write_header_without_end, 0, 0, 0, 0, 0, NULL},
    {"no line feed at the end", write_without_end, 0, 3, 3, 0, 0, NULL},
    {"only quotes", write_quotes, 1, 0, 0, 0, 0, "no header line"},
    {"lines of quotes", write_lines_of_quotes, 1, 0, 0, 0, 0, "no header line"},
    {"an unclosed quote before short lines", write_unclosed_quote_before_short_lines, 3, 2000, 1999,
     0, 1, "the quotation mark opened on line 2 is never closed"},
    {"an unclosed quote at the end", write_unclosed_quote_at_the_end, 3, 4, 3, 0, 1,
     "the quotation mark opened on line 5 is never closed"},
    {"a quote unclosed in every row", write_many_unclosed_quotes, 3, 3000, 0, 0, 3000, "quotation"},
    {"an unclosed quote in the title", write_unclosed_quote_in_the_title, 0, 2000, 2000, 0, 0,
     NULL},
    {"NULs in cells and lines", write_nuls, 3, 506, 503, 0, 3, "bytes that are no text"},
    {"a NUL in the header", write_nul_in_the_header, 0, 50, 50, 0, 0, NULL},
    {"NULs for the most part", write_mostly_nuls, 1, 0, 0, 0, 0, "is not a text file"},
    {"10,000 cells in a row", write_cells_of_a_row, 3, 5, 4, 0, 1,
     "behind the last column, '备注'"},
};

static const struct limit large[] = {
    {"one line of 200 MB", write_endless_line, 1, 0, 0, 0, 0, "no header line"},
    {"one line of 60 MB in Chinese", write_endless_chinese_line, 1, 0, 0, 0, 0, "no header line"},
    {"a row of 200 MB at the end", write_endless_row, 3, 3, 2, 0, 1, "the line is too long"},
    {"a row of 20 MB", write_endless_row_inside, 3, 5, 4, 0, 1, "the line is too long"},
    {"an unclosed quote in 100 MB", write_unclosed_quote, 3, 10500, 10499, 0, 1,
     "the quotation mark opened on line 12 is never closed"},
    {"a field of 10 MB", write_large_field, 3, 6, 5, 0, 1, "the line is too long"},
    {"a field of 5 MB in lines", write_large_field_of_lines, 3, 17, 5, 10, 2, "line 5"},
    {"fields of almost 1 MB", write_field_of_almost_a_megabyte, 0, 20, 20, 0, 0, NULL},
    {"10,000 columns", write_columns, 0, 200, 200, 0, 0, NULL},
    {"rows of 100,000 cells", write_many_rows_of_many_cells, 3, 40, 0, 0, 40, "许多"},
    {"long rows, all refused", write_long_refusals, 3, 200, 0, 0, 200, "许多"},
    {"30 MB above the header", write_long_lines_above, 0, 3, 3, 0, 0, NULL},
};

/* --- the program --- */

/* What came of a run of the program. */
struct run {
    int status;
    long peak_kib;
    char *output, *messages;
};

static char *read_output(const char *path)
{
    char *text = xcalloc(1, OUTPUT_MAX + 1);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, OUTPUT_MAX, file)] = '\0';
    fclose(file);
    return text;
}

static void run_program(struct run *run, const char *const *arguments)
{
    struct rusage usage;
    int status;
    pid_t child = fork();
    if (child == 0) {
        if (freopen("out", "wb", stdout) != NULL && freopen("err", "wb", stderr) != NULL)
            execv(program, (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    assert_true(child > 0);
    assert_int_equal(wait4(child, &status, 0, &usage), child);
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    run->peak_kib = usage.ru_maxrss;
    run->output = read_output("out");
    run->messages = read_output("err");
}

static void run_release(struct run *run)
{
    free(run->output);
    free(run->messages);
}

static void write_limit(const struct limit *limit)
{
    FILE *file = fopen("limit.csv", "wb");
    assert_non_null(file);
    limit->write(file);
    assert_int_equal(fclose(file), 0);
}

static void check_memory(const struct run *run)
{
    print_message("  peak %ld KiB\n", run->peak_kib);
    if (PEAK_COUNTS)
        assert_in_range(run->peak_kib, 0, PEAK_KIB_MAX);
}

static void check_counts(const struct limit *limit, const struct run *run)
{
    struct text counts = TEXT_INIT;
    text_addf(&counts, "\"rows\":%d,\"loaded\":%d,\"unchanged\":0,\"skipped\":%d,\"rejected\":%d,",
              limit->rows, limit->loaded, limit->skipped, limit->rejected);
    const char *found = strstr(run->output, "\"rows\":");
    assert_non_null(found);
    if (strncmp(found, counts.data, counts.length) != 0)
        fail_msg("%.100s\ninstead of %s", found, counts.data);
    text_release(&counts);
}

/* Loaded, or rehearsed, which must come to the same. */
static void check_load(const struct limit *limit, bool rehearsed)
{
    const char *const load[] = {
        "renostat", "--db",    "limit.db",   "ingest",    "--format",
        "json",     "--as-of", "2022-08-31", "limit.csv", rehearsed ? "--dry-run" : NULL,
        NULL};
    struct run run;
    run_program(&run, load);
    assert_int_equal(run.status, limit->status);
    check_memory(&run);
    if (limit->status == 1)
        assert_non_null(strstr(run.messages, limit->said));
    else
        check_counts(limit, &run);
    run_release(&run);
}

static void check_rejects(const struct limit *limit)
{
    static const char *const list[] = {"renostat", "--db", "limit.db", "rejects", NULL};
    struct run run;
    run_program(&run, list);
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.output, limit->said));
    run_release(&run);
}

static void remove_files(void)
{
    static const char *const names[] = {"limit.csv",    "limit.db", "limit.db-wal",
                                        "limit.db-shm", "out",      "err"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(names[i]);
}

static void check_limit(void **state)
{
    const struct limit *limit = *state;
    remove_files();
    write_limit(limit);
    if (limit->status != 1)
        check_load(limit, true);
    check_load(limit, false);
    if (limit->rejected > 0)
        check_rejects(limit);
    remove_files();
}

static int run_group(const char *name, const struct limit *limits, size_t count)
{
    struct CMUnitTest *tests = xcalloc(count, sizeof *tests);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){.name = limits[i].name,
                                       .test_func = check_limit,
                                       .initial_state = (void *)(uintptr_t)&limits[i]};
    int failed = _cmocka_run_group_tests(name, tests, count, NULL, NULL);
    free(tests);
    return failed;
}

int main(int argc, char **argv)
{
    char folder[] = "limits-XXXXXX";
    int failed = 0;
    if (argc < 3 || mkdtemp(folder) == NULL || chdir(folder) != 0)
        return 2;
    program = argv[1];
    if (argc > 3)
        cmocka_set_test_filter(argv[3]);
    if (strcmp(argv[2], "large") == 0)
        failed = run_group("large", large, sizeof large / sizeof *large);
    else
        failed = run_group("small", small, sizeof small / sizeof *small);
    if (chdir("..") != 0 || rmdir(folder) != 0)
        return 2;
    return failed;
}

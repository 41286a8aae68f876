/* Records: their lines, their quotes, and how reading goes on behind a broken one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/csv_reader.h"

/* All records as "line:cell|cell;", a faulty one as "line:!fault;". */
static void read_all(struct text *out, const char *bytes, size_t length, char delimiter)
{
    char path[] = "/tmp/renostat-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, length), (ssize_t)length);
    close(fd);
    struct source_file file;
    struct progress_call silent = {0};
    struct csv_reader reader;
    struct csv_record record;
    bool more;
    assert_int_equal(source_file_open(&file, path, &silent, NULL), STATUS_OK);
    assert_int_equal(source_file_survey(&file, path, NULL, &silent, NULL), STATUS_OK);
    unlink(path);
    csv_record_init(&record);
    assert_int_equal(csv_reader_init(&reader, &file, delimiter, NULL), STATUS_OK);
    while (csv_reader_next(&reader, &record, &more, NULL) == STATUS_OK && more) {
        text_addf(out, "%lld:", (long long)record.line);
        if (record.fault != FAULT_NONE)
            text_addf(out, "!%d", (int)record.fault);
        for (size_t i = 0; i < record.count && record.fault == FAULT_NONE && i < 20; i++)
            text_addf(out, "%s%.20s", i > 0 ? "|" : "", csv_record_cell(&record, i));
        text_add(out, ";");
    }
    csv_reader_release(&reader);
    csv_record_release(&record);
    source_file_close(&file);
}

static void gives(const char *bytes, const char *expected)
{
    struct text out = TEXT_INIT;
    read_all(&out, bytes, strlen(bytes), ',');
    assert_string_equal(out.data, expected);
    text_release(&out);
}

static void test_forms(void **state)
{
    (void)state;
    gives("a,b\n1,2\n", "1:a|b;2:1|2;");
    gives("a,b\r\n1,2", "1:a|b;2:1|2;");
    gives("a,b\r1,2\r", "1:a|b;2:1|2;");
    gives("a,b\r\n\r\n \n,,\n1,2\r\n", "1:a|b;5:1|2;");
    gives("\xef\xbb\xbf\"a\",b\n", "1:a|b;");
    gives("\"a\nb\",c\nd,e\n", "1:a\nb|c;3:d|e;");
    gives("\"a \"\"b\"\"\",c\n", "1:a \"b\"|c;");
    gives("5\" pipe,x\n", "1:5\" pipe|x;");
}

static void test_a_broken_record_costs_one_line(void **state)
{
    (void)state;
    gives("a,b\n\"x\"y,2\n3,4\n", "1:a|b;2:!2;3:3|4;");
    gives("a,b\n\"x,2\n3,4\n5,6\n", "1:a|b;2:!3;3:3|4;4:5|6;");
    gives("a,b\n\"x,2\n3,\"4\"\n5,6\n", "1:a|b;2:!2;3:3|4;4:5|6;");
}

static void test_an_unclosed_quote_in_a_large_file(void **state)
{
    struct text bytes = TEXT_INIT, out = TEXT_INIT;
    (void)state;
    text_add(&bytes, "a,b\n\"x,2\n");
    for (int i = 0; i < 400000; i++)
        text_add(&bytes, "3,4\n");
    read_all(&out, bytes.data, bytes.length, ',');
    assert_memory_equal(out.data, "1:a|b;2:!3;3:3|4;4:3|4;", 23);
    assert_non_null(strstr(out.data, ";400002:3|4;"));
    text_release(&bytes);
    text_release(&out);
}

static void test_ten_megabytes_in_a_field_and_many_columns(void **state)
{
    struct text bytes = TEXT_INIT, out = TEXT_INIT;
    (void)state;
    text_add(&bytes, "a,b\n");
    for (int i = 0; i < 10 * 1024 * 1024; i++)
        text_add_char(&bytes, 'x');
    text_add(&bytes, ",1\n2,3\n");
    for (int i = 0; i < 10000; i++)
        text_add(&bytes, "7,");
    text_add(&bytes, "\n");
    read_all(&out, bytes.data, bytes.length, ',');
    assert_memory_equal(out.data, "1:a|b;2:!4;3:2|3;4:7|7|", 23);
    text_release(&bytes);
    text_release(&out);
}

/* The raw text of the only record that is too long, in the encoding of the letter. */
static void test_the_beginning_of_a_long_line_is_kept(void **state)
{
    static const char *const letters[] = {"\xd6\xd0", "\xe4\xb8\xad"}; /* 中 */
    (void)state;
    for (size_t n = 0; n < 2; n++) {
        struct text bytes = TEXT_INIT;
        for (int i = 0; i < 1024 * 1024; i++)
            text_add(&bytes, letters[n]);
        text_add(&bytes, "\n");
        char path[] = "/tmp/renostat-test-XXXXXX";
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, bytes.data, bytes.length), (ssize_t)bytes.length);
        close(fd);
        struct source_file file;
        struct progress_call silent = {0};
        struct csv_reader reader;
        struct csv_record record;
        bool more;
        assert_int_equal(source_file_open(&file, path, &silent, NULL), STATUS_OK);
        assert_int_equal(source_file_survey(&file, path, NULL, &silent, NULL), STATUS_OK);
        unlink(path);
        csv_record_init(&record);
        assert_int_equal(csv_reader_init(&reader, &file, ',', NULL), STATUS_OK);
        assert_int_equal(csv_reader_next(&reader, &record, &more, NULL), STATUS_OK);
        assert_true(more);
        assert_int_equal(record.fault, FAULT_SIZE);
        assert_memory_equal(record.raw.data, "中中中", 9);
        assert_true(text_is_utf8(record.raw.data, record.raw.length));
        csv_reader_release(&reader);
        csv_record_release(&record);
        source_file_close(&file);
        text_release(&bytes);
    }
}

/* A carriage return as the last byte of the buffer ends the line all the same. */
static void test_a_long_line_that_ends_with_the_buffer(void **state)
{
    struct text bytes = TEXT_INIT, out = TEXT_INIT;
    (void)state;
    text_add(&bytes, "a,b\r");
    for (int i = 1; i < LINE_BYTES_MAX; i++)
        text_add_char(&bytes, 'x');
    text_add(&bytes, "\r2,3\r4,5\r");
    read_all(&out, bytes.data, bytes.length, ',');
    assert_string_equal(out.data, "1:a|b;2:!4;3:2|3;4:4|5;");
    text_release(&bytes);
    text_release(&out);
}

/* Half a pair and half a unit at the end of UTF-16 are marked, not lost. */
static void test_broken_ends_of_utf16(void **state)
{
    static const char half_pair[] = "\xff\xfe"
                                    "a\0,\0b\0\n\0"
                                    "1\0,\0\x3d\xd8";
    static const char half_unit[] = "\xff\xfe"
                                    "a\0,\0b\0\n\0"
                                    "1\0,\0"
                                    "2";
    struct text out = TEXT_INIT;
    (void)state;
    read_all(&out, half_pair, sizeof half_pair - 1, ',');
    assert_string_equal(out.data, "1:a|b;2:!1;");
    text_clear(&out);
    read_all(&out, half_unit, sizeof half_unit - 1, ',');
    assert_string_equal(out.data, "1:a|b;2:!1;");
    text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_a_broken_record_costs_one_line),
        cmocka_unit_test(test_an_unclosed_quote_in_a_large_file),
        cmocka_unit_test(test_ten_megabytes_in_a_field_and_many_columns),
        cmocka_unit_test(test_the_beginning_of_a_long_line_is_kept),
        cmocka_unit_test(test_a_long_line_that_ends_with_the_buffer),
        cmocka_unit_test(test_broken_ends_of_utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

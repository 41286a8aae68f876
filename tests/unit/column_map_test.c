/* Map files: what they say, and where they are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/column_map.h"
#include "core/text.h"

static enum status read_map(struct column_map *map, const char *text, struct error *error)
{
    char path[] = "/tmp/renostat-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    enum status status = column_map_read(map, path, error);
    unlink(path);
    return status;
}

static void test_what_a_map_says(void **state)
{
    struct column_map map;
    (void)state;
    assert_int_equal(read_map(&map,
                              "kind = projects\nheader_line = 3\nignore = {\"x\", \"y\"}\n"
                              "field project_code { columns = {\"A\", \"B\"} }\n"
                              "field status { columns = {\"C\"} words = {\"In = under-way\"} "
                              "empty = {\"-\"} }\n"
                              "field city { constant = \"New York\" }\n",
                              NULL),
                     STATUS_OK);
    assert_string_equal(map.kind, "projects");
    assert_int_equal(map.header_line, 3);
    assert_int_equal(map.ignore_count, 2);
    assert_int_equal(map.field_count, 3);
    const struct field_map *code = column_map_field(&map, "project_code");
    assert_int_equal(code->column_count, 2);
    assert_string_equal(code->columns[1], "B");
    const struct field_map *status = column_map_field(&map, "status");
    assert_string_equal(status->words[0].word, "In");
    assert_string_equal(status->words[0].meaning, "under-way");
    assert_string_equal(column_map_field(&map, "city")->constant, "New York");
    assert_null(column_map_field(&map, "district"));
    column_map_release(&map);
}

/* Every character comes back as it was, and none of them is the environment's. */
static void test_quoted_text(void **state)
{
    struct text name = TEXT_INIT, line = TEXT_INIT;
    struct column_map map;
    (void)state;
    text_add(&name, "$${HOME}${}\\${HOME}\\\\${HOME}#{}//*\\x41\\101\\n小区（二期）\U0001F600");
    for (int c = 1; c < 128; c++)
        text_add_char(&name, (char)c);
    text_add(&line, "ignore = {");
    column_map_quote(&line, name.data);
    text_add(&line, "}\n");
    assert_int_equal(strcspn(line.data, "\n") + 1, line.length);
    assert_int_equal(read_map(&map, line.data, NULL), STATUS_OK);
    assert_int_equal(map.ignore_count, 1);
    assert_string_equal(map.ignore[0], name.data);
    column_map_release(&map);
    text_release(&name);
    text_release(&line);
}

static void fails(const char *text, const char *line)
{
    struct column_map map;
    struct error error = {0};
    assert_int_equal(read_map(&map, text, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, line));
}

static void test_where_a_map_is_wrong(void **state)
{
    (void)state;
    fails("kind = projects\nnonsense = 1\n", ":2:");
    fails("kind = houses\n", ":1:");
    fails("kind = projects\nheader_rows = 3\n", ":2:");
    fails("field a { }\n", ":1:");
    fails("field a { columns = {\"A\"}\n date_order = \"ydm\" }\n", ":2:");
    fails("field a { columns = {\"A\"}\n\n words = {\"nothing\"} }\n", ":3:");
    struct column_map map;
    assert_int_equal(column_map_read(&map, "/nonexistent/map.conf", NULL), STATUS_IO);
}

static void reads(const struct field_map *map, const char *cell, const char *expected)
{
    size_t length = strlen(cell);
    assert_string_equal(field_map_read(map, cell, &length), expected);
    assert_int_equal(length, strlen(expected));
}

/* A meaning is no word again. */
static void test_words_of_a_field(void **state)
{
    struct word_pair words[] = {{"甲", "乙"}, {"乙", "丙"}};
    const char *empty[] = {"none"};
    const struct field_map map = {
        .words = words, .word_count = 2, .empty = empty, .empty_count = 1};
    (void)state;
    reads(&map, "甲", "乙");
    reads(&map, "乙", "丙");
    reads(&map, "none", "");
    reads(&map, "丁", "丁");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_map_says),
        cmocka_unit_test(test_quoted_text),
        cmocka_unit_test(test_where_a_map_is_wrong),
        cmocka_unit_test(test_words_of_a_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/error.h"
#include "core/memory.h"
#include "core/names.h"
#include "core/text.h"

static void assert_normalises(const char *from, const char *to)
{
    struct text out = TEXT_INIT;
    text_normalise(&out, from, strlen(from));
    assert_string_equal(out.data, to);
    text_release(&out);
}

static void spellings_of_one_header_become_equal(void **state)
{
    (void)state;
    assert_normalises("县（市、区）", "县(市,区)");
    assert_normalises("县(市、区)", "县(市,区)");
    assert_normalises(" 项目　名称 ", "项目名称");
    assert_normalises("ＰＬＡＮ Finish", "planfinish");
    assert_normalises("建筑面积【㎡】", "建筑面积(m2)");
    assert_normalises("１—２", "1-2");
    assert_normalises("", "");
    assert_normalises(" \t", "");
}

static void ill_formed_bytes_are_dropped_not_trusted(void **state)
{
    (void)state;
    assert_normalises("a\xff\xfe b", "ab");
    assert_false(text_is_utf8("\xc0\xaf", 2));     /* overlong */
    assert_false(text_is_utf8("\xed\xa0\x80", 3)); /* surrogate */
    assert_false(text_is_utf8("\xe9\xa1", 2));     /* cut */
    assert_true(text_is_utf8("项目", 6));
}

static void compat_keeps_inner_space_and_case(void **state)
{
    (void)state;
    struct text out = TEXT_INIT;
    const char *cell = "　３，１５０ Ｋm ";
    text_compat(&out, cell, strlen(cell));
    assert_string_equal(out.data, "3,150 Km");
    text_release(&out);
}

static void width_counts_columns_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(text_width("abc"), 3);
    assert_int_equal(text_width("魏都区"), 6);
    assert_int_equal(text_width("e\xcc\x81"), 1);  /* combining acute */
    assert_int_equal(text_prefix("魏都区", 5), 6); /* two characters, four columns */
    assert_int_equal(text_prefix("abc", 0), 0);
}

static void text_grows_and_can_be_taken_away(void **state)
{
    (void)state;
    struct text text = TEXT_INIT;
    for (int i = 0; i < 1000; i++)
        text_addf(&text, "%d,", i);
    assert_int_equal(text.length, strlen(text.data));
    text_clear(&text);
    assert_string_equal(text.data, "");
    text_add(&text, "x");
    char *taken = text_detach(&text);
    assert_string_equal(taken, "x");
    assert_string_equal(text.data, "");
    free(taken);
    text_release(&text);
}

static void arena_blocks_of_any_size_stay_put(void **state)
{
    (void)state;
    struct arena arena = ARENA_INIT;
    char *small = arena_strdup(&arena, "small");
    char *large = arena_alloc(&arena, 1000000);
    memset(large, 'x', 1000000);
    for (int i = 0; i < 10000; i++)
        arena_printf(&arena, "%d", i);
    assert_string_equal(small, "small");
    assert_int_equal(large[999999], 'x');
    arena_release(&arena);
    assert_null(arena.chunk);
}

static void context_goes_before_the_first_message(void **state)
{
    (void)state;
    struct error error;
    assert_int_equal(error_set(&error, STATUS_INVALID, "bad '%s'", "x"), STATUS_INVALID);
    assert_int_equal(error_prefix(&error, "line %d", 7), STATUS_INVALID);
    assert_string_equal(error.message, "line 7: bad 'x'");
    assert_int_equal(error_set(NULL, STATUS_IO, "nobody listens"), STATUS_IO);
    char longer[2 * ERROR_MESSAGE_MAX];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    error_set(&error, STATUS_IO, "%s", longer);
    error_prefix(&error, "%s", longer);
    assert_true(strlen(error.message) < ERROR_MESSAGE_MAX);
}

static void assert_cell(const char *cell, size_t length, char delimiter, const char *expected)
{
    struct text out = TEXT_INIT;
    text_add_csv_cell(&out, cell, length, delimiter);
    assert_string_equal(out.data, expected);
    text_release(&out);
}

static void cells_are_quoted_where_they_need_it(void **state)
{
    (void)state;
    assert_cell("", 0, ',', "");
    assert_cell("历下区", 9, ',', "历下区");
    assert_cell("a,b", 3, ',', "\"a,b\"");
    assert_cell("a,b", 3, ';', "a,b");
    assert_cell("a\"b", 3, ',', "\"a\"\"b\"");
    assert_cell("a\nb", 3, ',', "\"a\nb\"");
    assert_cell("a\rb", 3, ',', "\"a\rb\"");
    assert_cell("a\0b", 3, ',', "ab");
}

static void every_word_of_every_enumeration_is_normalised_and_means_one_value(void **state)
{
    (void)state;
    static const char *const titles[] = {"export_kind", "project_status",  "works_class",
                                         "answer",      "management_mode", "parking_kind",
                                         "fund_source"};
    for (size_t t = 0; t < sizeof titles / sizeof *titles; t++) {
        const struct name_table *table = name_table_find(titles[t]);
        assert_non_null(table);
        for (size_t i = 0; i < table->count; i++) {
            if (table->rows[i].name == NULL)
                continue;
            assert_int_equal(name_value(table, table->rows[i].name), i);
            char *words = xstrdup(table->rows[i].words), *rest = words, *word;
            while ((word = strsep(&rest, "|")) != NULL) {
                assert_normalises(word, word);
                assert_int_equal(name_value_of_word(table, word), i);
            }
            free(words);
        }
    }
    assert_int_equal(name_value_of_word(&answer_names, "同"), -1);
    assert_string_equal(name_of(&answer_names, 99), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_one_header_become_equal),
        cmocka_unit_test(ill_formed_bytes_are_dropped_not_trusted),
        cmocka_unit_test(compat_keeps_inner_space_and_case),
        cmocka_unit_test(width_counts_columns_not_bytes),
        cmocka_unit_test(text_grows_and_can_be_taken_away),
        cmocka_unit_test(arena_blocks_of_any_size_stay_put),
        cmocka_unit_test(context_goes_before_the_first_message),
        cmocka_unit_test(cells_are_quoted_where_they_need_it),
        cmocka_unit_test(every_word_of_every_enumeration_is_normalised_and_means_one_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

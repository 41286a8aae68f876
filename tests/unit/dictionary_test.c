/* The dictionary: whole, without doubles, and with a type and unit that can be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/dictionary.h"

static void test_fields_are_whole(void **state)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    (void)state;
    assert_true(count > 140);
    for (size_t i = 0; i < count; i++) {
        const struct field *field = &fields[i];
        bool named = field->type == FIELD_ENUM || field->type == FIELD_SET;
        assert_int_equal(dictionary_find(field->name), (int)i);
        assert_true(field->kinds != 0);
        assert_non_null(field->headers[0]);
        assert_true(named == (field->names != NULL) || field->type == FIELD_FLAG);
        assert_true((field->signature & ~field->kinds) == 0);
        assert_true((field->required & ~field->kinds) == 0);
    }
    assert_int_equal(dictionary_find("no_such_field"), -1);
}

static void test_no_field_has_a_header_twice(void **state)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (const char *const *a = fields[i].headers; *a != NULL; a++)
            for (const char *const *b = a + 1; *b != NULL; b++)
                if (strcmp(*a, *b) == 0)
                    fail_msg("%s has '%s' twice", fields[i].name, *a);
}

static void test_every_kind_can_be_told(void **state)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    (void)state;
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        int signs = 0, required = 0;
        for (size_t i = 0; i < count; i++) {
            signs += (int)(fields[i].signature >> kind & 1);
            required += (int)(fields[i].required >> kind & 1);
        }
        assert_true(signs > 0);
        assert_true(required > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_are_whole),
        cmocka_unit_test(test_no_field_has_a_header_twice),
        cmocka_unit_test(test_every_kind_can_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "core/nearest.h"

static const char *const districts[] = {"魏都区", "建安区", "长葛市", "禹州市", "Weidu"};

static const char *nearest_of(const char *text, size_t count)
{
    struct nearest nearest = nearest_begin(text);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, districts[i]);
    return nearest.name;
}

static void a_slip_is_near(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("魏都", 5), "魏都区");
    assert_string_equal(nearest_of("魏郡区", 5), "魏都区");
    assert_string_equal(nearest_of("长葛县", 5), "长葛市");
    assert_string_equal(nearest_of("Widu", 5), "Weidu");
    assert_string_equal(nearest_of("Wiedu", 5), "Weidu");
    assert_string_equal(nearest_of("州", 5), "禹州市"); /* held by it */
}

static void what_is_far_is_not_offered(void **state)
{
    (void)state;
    assert_null(nearest_of("北京市", 5));
    assert_null(nearest_of("", 5));
    assert_null(nearest_of("Washington", 5));
}

static void none_one_and_two_names(void **state)
{
    (void)state;
    assert_null(nearest_of("魏都区", 0));
    assert_string_equal(nearest_of("魏都区", 1), "魏都区");
    assert_string_equal(nearest_of("都区", 2), "魏都区"); /* of equals the first */
}

static void a_long_text_is_cut_and_not_feared(void **state)
{
    (void)state;
    char text[1000];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = 'x';
    text[sizeof text - 1] = '\0';
    struct nearest nearest = nearest_begin(text);
    nearest_offer(&nearest, "x");
    nearest_offer(&nearest, "");
    assert_null(nearest.name);
    nearest_offer(&nearest, text);
    assert_int_equal(nearest.distance, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_is_near),
        cmocka_unit_test(what_is_far_is_not_offered),
        cmocka_unit_test(none_one_and_two_names),
        cmocka_unit_test(a_long_text_is_cut_and_not_feared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Numbers that are dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/damaged_number.h"

static void dates_and_homes(void **state)
{
    static const char *const dates[] = {"3/1/2001", "2001/3/1", "2001-3-1",     "03-01-2001",
                                        "3.1.2001", "1900-1-1", "3-Jan",        "3月1日",
                                        "1/3/1900", "44621",    "2022年3月1日", "2001-03-01 00:00"};
    static const char *const homes[] = {"3-1-1801", "3-1-1899",  "3-1-1900", "3-1-1901",
                                        "3-1-2001", "12-1-2001", "3/1/1801", "1899-1-1",
                                        "3-1-101",  "3",         ""};
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        assert_true(number_is_date(dates[i]));
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        assert_false(number_is_date(homes[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dates_and_homes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

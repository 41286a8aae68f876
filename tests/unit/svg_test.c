/* An inlined SVG has names of its own. */
#include "reports/svg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SURFACES = 20 };

static size_t count_of(const char *text, const char *words)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
        count++;
    return count;
}

static void every_surface_has_an_id_of_its_own(void **state)
{
    struct text file = TEXT_INIT, out = TEXT_INIT;
    (void)state;
    text_add(&file, "<svg viewBox=\"0 0 1 1\">");
    for (int i = 0; i < SURFACES; i++)
        text_addf(&file, "<g id=\"surface%d\"/><use xlink:href=\"#surface%d\"/>", 100 + i, 100 + i);
    text_add(&file, "</svg>");
    svg_inline(&out, file.data, "f1-", "role=\"img\"", NULL, 0);
    for (int i = 0; i < SURFACES; i++) {
        struct text id = TEXT_INIT;
        text_addf(&id, "\"f1-surface%d\"", i);
        assert_int_equal(count_of(out.data, id.data), 1);
        text_clear(&id);
        text_addf(&id, "\"#f1-surface%d\"", i);
        assert_int_equal(count_of(out.data, id.data), 1);
        text_release(&id);
    }
    text_release(&file);
    text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_surface_has_an_id_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

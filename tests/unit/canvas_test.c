/* The canvas measures text, and writes SVGs that can stand beside each other. */
#include "reports/canvas.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reports/plot.h"
#include "reports/svg.h"

static struct canvas *new_canvas(double width, double height)
{
    struct canvas *canvas;
    struct error error;
    if (canvas_new(&canvas, width, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    canvas_set_height(canvas, height);
    return canvas;
}

static char *svg_of(struct canvas *canvas, const char *prefix)
{
    struct text out = TEXT_INIT;
    assert_int_equal(canvas_svg(&out, canvas, prefix, "role=\"img\"", NULL), STATUS_OK);
    return text_detach(&out);
}

static void measures_and_cuts(void **state)
{
    (void)state;
    struct canvas *canvas = new_canvas(400, 100);
    struct label name = {.text = "城乡一体化示范区经济技术开发区水利局家属院改造提升项目"};
    struct box whole = canvas_measure(canvas, &name);
    assert_true(whole.width > 250 && whole.width < 400);
    name.max_width = 120;
    struct box cut = canvas_measure(canvas, &name);
    assert_true(cut.width <= 120 && fabs(cut.height - whole.height) < 1);
    name.max_lines = 2;
    struct box lines = canvas_measure(canvas, &name);
    assert_true(lines.width <= 120 && lines.height > 1.5 * cut.height);
    name = (struct label){
        .text = "abc", .x = 100, .y = 50, .align = ALIGN_RIGHT, .valign = VALIGN_MIDDLE};
    struct box box = canvas_text(canvas, &name);
    assert_true(fabs(box.x + box.width - 100) < 1e-6);
    assert_true(fabs(box.y + box.height / 2 - 50) < 1e-6);
    canvas_free(canvas);
    canvas_free(NULL);
}

/* Every reference of an SVG must carry the prefix and point to an id that is there. */
static void check_references(const char *svg, const char *prefix)
{
    size_t references = 0;
    for (const char *p = svg; (p = strstr(p, "href=\"#")) != NULL; references++) {
        p += strlen("href=\"#");
        assert_int_equal(strncmp(p, prefix, strlen(prefix)), 0);
        struct text id = TEXT_INIT;
        text_addf(&id, " id=\"%.*s\"", (int)strcspn(p, "\""), p);
        assert_non_null(strstr(svg, id.data));
        text_release(&id);
    }
    assert_true(references > 0);
    for (const char *p = svg; (p = strstr(p, "url(#")) != NULL;) {
        p += strlen("url(#");
        struct text id = TEXT_INIT;
        text_addf(&id, " id=\"%.*s\"", (int)strcspn(p, ")"), p);
        assert_non_null(strstr(svg, id.data));
        text_release(&id);
    }
    for (const char *p = svg; (p = strstr(p, " id=\"")) != NULL;) {
        p += strlen(" id=\"");
        assert_int_equal(strncmp(p, prefix, strlen(prefix)), 0);
    }
}

static void prefixes_every_id(void **state)
{
    (void)state;
    struct canvas *canvas = new_canvas(300, 80);
    canvas_text(canvas, &(struct label){.text = "魏都区 3#楼 #g <b>", .x = 10, .y = 10});
    canvas_mark(canvas, (struct box){1, 2, 3, 4}, "a < b & \"c\"");
    char *first = svg_of(canvas, "f1-"), *second = svg_of(canvas, "f2-");
    char *again = svg_of(canvas, "f1-");
    check_references(first, "f1-");
    check_references(second, "f2-");
    assert_string_equal(first, again);
    assert_non_null(strstr(first, "viewBox=\"0 0 300 80\""));
    assert_non_null(strstr(first, "<title>a &lt; b &amp; &quot;c&quot;</title>"));
    free(first);
    free(second);
    free(again);
    canvas_free(canvas);
}

static void escapes_what_markup_means(void **state)
{
    (void)state;
    struct text out = TEXT_INIT;
    markup_escape(&out, "<script>'&\"]]>\x01\n😀");
    assert_string_equal(out.data, "&lt;script&gt;&#39;&amp;&quot;]]&gt;\n😀");
    text_release(&out);
}

static void plots_where_the_world_says(void **state)
{
    (void)state;
    struct canvas *canvas = new_canvas(200, 100);
    struct panel panel = {{20, 10, 160, 80}, 0, 16, 0, 8};
    struct stroke stroke = {style_blue, 2, DASH_DASHED};
    struct plot *plot;
    assert_true(fabs(panel_x(&panel, 4) - 60) < 1e-9);
    assert_true(fabs(panel_y(&panel, 6) - 30) < 1e-9);
    assert_int_equal(plot_new(&plot, canvas, NULL), STATUS_OK);
    plot_panel(plot, &panel);
    plot_segment(plot, 0, 0, 16, 0, &stroke);
    canvas_text(canvas, &(struct label){.text = "within", .x = 60, .y = 30});
    plot_dot(plot, 8, 4, 5, DOT_HOLLOW, style_blue);
    plot_free(plot);
    plot_free(NULL);
    char *svg = svg_of(canvas, "p-");
    /* From (20, 90) to (180, 90) in one dashed path; PLplot draws upwards, so at 10. */
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    const char *path = strstr(svg, "stroke-dasharray");
    assert_non_null(path);
    assert_int_equal(sscanf(strstr(path, "d=\""), "d=\"M %lf %lf L %lf %lf", &x1, &y1, &x2, &y2),
                     4);
    assert_true(fabs(x1 - 20) < 0.05 && fabs(x2 - 180) < 0.05);
    assert_true(fabs(y1 - 10) < 0.05 && fabs(y2 - 10) < 0.05);
    assert_non_null(strstr(svg, "stroke-dasharray:5,3.5"));
    check_references(svg, "p-");
    free(svg);
    canvas_free(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_and_cuts),
        cmocka_unit_test(prefixes_every_id),
        cmocka_unit_test(escapes_what_markup_means),
        cmocka_unit_test(plots_where_the_world_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

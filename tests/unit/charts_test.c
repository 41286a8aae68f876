/* Every kind of chart: with nothing, one, and many rows; its marks lie on it, its table is whole.
 */
#include "reports/chart_caterpillar.h"
#include "reports/chart_fan.h"
#include "reports/chart_heat.h"
#include "reports/chart_money.h"
#include "reports/chart_panels.h"
#include "reports/chart_reliability.h"
#include "reports/chart_risk.h"
#include "reports/chart_scurve.h"
#include "reports/chart_stack.h"
#include "reports/chart_targets.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/i18n.h"

enum { MANY = 60 };
#define LONG_NAME "许昌市经济技术开发区长村张街道水利局家属院及周边三十号楼改造"

struct fixture {
    const char *names[MANY];
    int64_t values[MANY], planned[MANY];
    struct caterpillar_row rates[MANY];
    struct money_row money[MANY];
    struct risk_row risks[MANY];
    struct stack_row stacks[MANY];
    struct target_row targets[MANY];
    struct fan_point fan[MANY];
    struct scurve_point curve[MANY];
    struct reliability_bin bins[MANY];
    struct heat_row heat[MANY];
    double scores[3];
};

static void fill(struct fixture *all)
{
    all->scores[0] = 55;
    all->scores[1] = NAN;
    all->scores[2] = 100;
    for (int i = 0; i < MANY; i++) {
        const char *name = i % 3 == 0 ? LONG_NAME : "魏都区";
        daynum day = 19000 + i * 7;
        all->names[i] = name;
        all->values[i] = i % 5 == 0 ? VALUE_NONE : i * 10;
        all->planned[i] = i % 4 == 0 ? VALUE_NONE : 300;
        all->rates[i] = (struct caterpillar_row){name, "", 90 - i, 80 - i, 95 - i, NAN, i % 7 == 0};
        all->money[i] = (struct money_row){name, 100000000, i * 1000000, VALUE_NONE};
        all->risks[i] = (struct risk_row){
            name, "", i / 60.0, false, {day, day + 20, day + 40, day + 90, day + 400}};
        if (i % 9 == 0)
            for (size_t q = 0; q < 5; q++)
                all->risks[i].finish[q] = DAYNUM_NONE;
        all->stacks[i] = (struct stack_row){name, "", {i, 2, 0, 1}};
        all->targets[i] = (struct target_row){name, 10, 2, i % 2 ? 8.5 : NAN, 7, i % 2 ? 10 : NAN};
        all->fan[i] = (struct fan_point){day, i < 30, {i, i, i, i, i}, i % 3 ? (double)i : NAN};
        all->bins[i] = (struct reliability_bin){i / 60.0, (i + 1) / 60.0, i % 2 ? 12 : 0,
                                                i % 2 ? i / 60.0 : NAN, i % 2 ? 0.4 : NAN};
        all->heat[i] = (struct heat_row){name, all->scores};
        all->curve[i] = (struct scurve_point){day, i, i < 30 ? i * 0.9 : NAN};
    }
}

static void check(const struct figure_type *type, const void *data, size_t rows)
{
    static const double widths[] = {344, 860};
    struct listing tables;
    struct arena arena = ARENA_INIT;
    struct text alt = TEXT_INIT;
    struct figure figure = {.type = type, .data = data};
    listing_init(&tables);
    type->describe(data, &arena, &alt);
    assert_true(alt.length > 10);
    assert_int_equal(type->tabulate(data, &tables)->row_count, rows);
    for (size_t w = 0; w < 2; w++) {
        struct canvas *canvas;
        assert_int_equal(figure_render(&canvas, &figure, widths[w], NULL), STATUS_OK);
        for (size_t i = 0; i < canvas_mark_count(canvas); i++) {
            const struct box *box = &canvas_marks(canvas)[i].box;
            bool inside = box->x > -20 && box->x + box->width < widths[w] + 20 && box->y > -20 &&
                          box->y + box->height < canvas_height(canvas) + 20;
            if (!inside || !(box->width >= 0))
                fail_msg("%s, %zu rows: mark %zu at %g, %g", type->name, rows, i, box->x, box->y);
        }
        assert_true(rows < 2 || canvas_mark_count(canvas) > 0);
        canvas_free(canvas);
    }
    text_release(&alt);
    arena_release(&arena);
    listing_release(&tables);
}

static void check_all(const struct fixture *all, size_t n)
{
    const struct date_line dates[] = {{19100, "main works 31 Oct", style_muted},
                                      {19100, "completion 30 Nov", style_muted},
                                      {19200, "the province's target 31 Dec", style_muted}};
    const struct fan_deadline deadlines[] = {{"main works", 19100, NAN}, {"completion", 19130, 50}};
    const daynum last_dates[] = {19000, 19050, 19100};
    const double last_counts[] = {1, 5, 20};
    const struct panels_measure measures[] = {{"a", "spaces", all->values, all->planned},
                                              {"b", "posts", all->planned, all->values},
                                              {"c", "ports", all->values, all->values}};
    check(&chart_caterpillar,
          &(struct caterpillar_data){"households", all->rates, n, 200.0 / 3, "≥ 2/3"}, n);
    check(&chart_fan,
          &(struct fan_data){60,
                             19210,
                             all->fan,
                             n,
                             deadlines,
                             2,
                             {"2021", last_dates, last_counts, n == 0 ? 0 : 3}},
          n);
    static const char *const indicators[] = {"started", "completed as planned", "paid"};
    check(&chart_reliability, &(struct reliability_data){all->bins, n}, n);
    check(&chart_heat, &(struct heat_data){"points", "district", indicators, 3, all->heat, n}, n);
    check(&chart_money, &(struct money_data){all->money, n}, n);
    check(&chart_panels, &(struct panels_data){"added", all->names, n, measures, 3}, n);
    check(&chart_risk, &(struct risk_data){"completion", 19000, all->risks, n, dates, 3}, n);
    check(&chart_scurve, &(struct scurve_data){all->curve, n, dates, 3}, n);
    check(&chart_stack,
          &(struct stack_data){"candidates", {"met", "open", "out", "failed"}, 4, all->stacks, n},
          n);
    check(&chart_targets, &(struct target_data){"completion", 95, all->targets, n}, n);
}

static void draws_nothing_one_and_many(void **state)
{
    (void)state;
    struct fixture *all = malloc(sizeof *all);
    fill(all);
    check_all(all, 0);
    check_all(all, 1);
    check_all(all, 8);
    check_all(all, MANY);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(draws_nothing_one_and_many)};
    i18n_start("en");
    return cmocka_run_group_tests(tests, NULL, NULL);
}

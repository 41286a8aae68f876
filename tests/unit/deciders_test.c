#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "analysis/deciders.h"
#include "unit/near.h"

enum { DRAWS = 200, MOST_PROJECTS = 200 };

/* Projects that meet their deadline or not, draw by draw. */
static bool made[MOST_PROJECTS][DRAWS];
static int32_t by_draw[DRAWS];
static struct deciders deciders;
static struct fraction share = {2, 3, false};

/* A draw is good or bad for all, and then each project has its luck: they hang together. */
static void draw(size_t projects, const double *p)
{
    unsigned random = 7;
    memset(by_draw, 0, sizeof by_draw);
    for (size_t i = 0; i < DRAWS; i++)
        for (size_t k = 0; k < projects; k++) {
            random = random * 1664525u + 1013904223u;
            double shift = i % 2 ? 0.15 : -0.15;
            made[k][i] = (random >> 8) / 16777216.0 < p[k] + shift;
            by_draw[i] += made[k][i];
        }
}

static void place(size_t project, double p)
{
    uint64_t *bits = deciders_place(&deciders, project, p);
    for (size_t i = 0; bits != NULL && i < DRAWS; i++)
        bits[i / 64] |= (uint64_t)made[project][i] << (i % 64);
}

static struct target target_of(size_t projects, int64_t known)
{
    return (struct target){.share = &share,
                           .n = (int64_t)projects + known,
                           .known = known,
                           .open = (int64_t)projects,
                           .by_draw = by_draw,
                           .draws = DRAWS};
}

/* The chance of the target with one project forced to meet the deadline, or to miss it. */
static double chance_forced(const struct target *target, size_t project, int forced)
{
    int64_t needed = target_needed(target->share, target->n);
    int hits = 0;
    for (size_t i = 0; i < DRAWS; i++)
        hits += target->known + by_draw[i] - made[project][i] + forced >= needed;
    return hits / (double)DRAWS;
}

static int begin(void **state)
{
    (void)state;
    deciders_init(&deciders, DRAWS);
    share = (struct fraction){2, 3, false};
    return 0;
}

static int end(void **state)
{
    (void)state;
    deciders_release(&deciders);
    return 0;
}

static void swings_are_those_of_forcing_each_project(void **state)
{
    (void)state;
    static const double p[3] = {0.3, 0.6, 0.8};
    struct decider list[DECIDERS_MOST];
    draw(3, p);
    for (size_t k = 0; k < 3; k++)
        place(k, p[k]);
    for (int64_t known = 0; known < 2; known++) {
        struct target target = target_of(3, known);
        size_t count = deciders_list(&deciders, &target, list);
        assert_int_equal(count, 3);
        for (size_t i = 0; i < count; i++) {
            size_t k = list[i].project;
            assert_near(list[i].swing, chance_forced(&target, k, 1) - chance_forced(&target, k, 0),
                        1e-12);
            assert_near(list[i].p, p[k], 0);
            if (i > 0)
                assert_true(list[i].p * (1 - list[i].p) * list[i].swing <=
                            list[i - 1].p * (1 - list[i - 1].p) * list[i - 1].swing);
        }
    }
}

/* All of three have to meet it, each by itself: a swing is the product of the others' chances. */
static void independent_projects_have_the_closed_form(void **state)
{
    (void)state;
    struct decider list[DECIDERS_MOST];
    share = (struct fraction){1, 1, false};
    memset(by_draw, 0, sizeof by_draw);
    for (size_t i = 0; i < DRAWS; i++) /* every mix as often as it is likely: 1/2, 1/5, 4/5 */
        for (size_t k = 0; k < 3; k++) {
            made[k][i] = k == 0 ? i % 2 : k == 1 ? i / 2 % 5 == 0 : i / 10 % 5 != 0;
            by_draw[i] += made[k][i];
        }
    static const double p[3] = {0.5, 0.2, 0.8}, swing[3] = {0.16, 0.4, 0.1};
    for (size_t k = 0; k < 3; k++)
        place(k, p[k]);
    struct target target = target_of(3, 0);
    assert_int_equal(deciders_list(&deciders, &target, list), 3);
    for (size_t i = 0; i < 3; i++)
        assert_near(list[i].swing, swing[list[i].project], 1e-12);
    assert_int_equal(list[0].project, 1); /* 0.064, before 0.04 and 0.016 */
    assert_int_equal(list[2].project, 2);
}

static void none_one_and_two_projects(void **state)
{
    (void)state;
    static const double p[2] = {0.5, 0.5};
    struct decider list[DECIDERS_MOST];
    draw(0, p);
    struct target target = target_of(0, 0);
    assert_int_equal(deciders_list(&deciders, &target, list), 0);
    assert_true(isnan(target_chance(&target)) && isnan(target_shortfall(&target)));
    draw(1, p);
    place(0, 0.5);
    target = target_of(1, 0);
    assert_int_equal(deciders_list(&deciders, &target, list), 1);
    assert_near(list[0].swing, 1, 0);
    assert_near(target_shortfall(&target), 1, 0);
    deciders_clear(&deciders);
    draw(2, p);
    place(0, 0.5);
    place(1, 0.5);
    target = target_of(2, 0);
    assert_int_equal(deciders_list(&deciders, &target, list), 2);
    assert_true(list[0].swing > 0.2 && list[0].swing < 0.8);
}

static void facts_decide_nothing(void **state)
{
    (void)state;
    static const double p[2] = {0.5, 0.5};
    struct decider list[DECIDERS_MOST];
    draw(2, p);
    place(0, 0.5);
    place(1, 0.5);
    struct target met = target_of(2, 100), lost = target_of(2, 0);
    assert_int_equal(deciders_list(&deciders, &met, list), 0);
    assert_near(target_chance(&met), 1, 0);
    assert_true(isnan(target_shortfall(&met)));
    lost.n = 50;
    assert_int_equal(deciders_list(&deciders, &lost, list), 0);
    assert_near(target_chance(&lost), 0, 0);
    assert_true(target_shortfall(&lost) >= 32 && target_shortfall(&lost) <= 34);
    share.denominator = 0; /* no share is asked for */
    assert_int_equal(deciders_list(&deciders, &lost, list), 0);
    assert_true(isnan(target_chance(&lost)) && isnan(target_shortfall(&lost)));
}

static void the_shortfall_is_the_mean_beyond_the_target(void **state)
{
    (void)state;
    static const double p[6] = {0.3, 0.6, 0.8, 0.5, 0.5, 0.9};
    draw(6, p);
    struct target target = target_of(6, 1);
    int64_t needed = target_needed(&share, 7);
    assert_int_equal(needed, 5); /* 14/3 and up */
    double lacking = 0, misses = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        lacking += fmax(0, (double)(needed - 1 - by_draw[i]));
        misses += by_draw[i] + 1 < needed;
    }
    assert_near(target_shortfall(&target), lacking / misses, 1e-12);
    assert_near(target_chance(&target), 1 - misses / DRAWS, 1e-12);
}

static void a_share_is_needed_exactly(void **state)
{
    (void)state;
    struct fraction half = {1, 2, true}, all = {1, 1, false};
    assert_int_equal(target_needed(&half, 132), 67);
    assert_int_equal(target_needed(&half, 133), 67);
    assert_int_equal(target_needed(&share, 3), 2);
    assert_int_equal(target_needed(&share, 4), 3);
    assert_int_equal(target_needed(&all, 9), 9);
    assert_int_equal(target_needed(&all, 0), 0);
}

static void order_and_parts_change_nothing(void **state)
{
    (void)state;
    struct deciders parts[2], joined;
    struct decider one[DECIDERS_MOST], other[DECIDERS_MOST];
    double p[MOST_PROJECTS];
    for (size_t k = 0; k < MOST_PROJECTS; k++)
        p[k] = (double)(k * 37 % 100) / 100; /* each chance twice: ties */
    draw(MOST_PROJECTS, p);
    deciders_init(&joined, DRAWS);
    for (size_t half = 0; half < 2; half++) {
        deciders_release(&deciders);
        deciders_init(&deciders, DRAWS);
        for (size_t k = MOST_PROJECTS; k > 0; k--)
            if ((k - 1) % 2 == half)
                place(k - 1, p[k - 1]);
        parts[half] = deciders;
        deciders_init(&deciders, DRAWS);
        deciders_join(&joined, &parts[half]);
        deciders_release(&parts[half]);
    }
    for (size_t k = 0; k < MOST_PROJECTS; k++)
        place(k, p[k]);
    share = (struct fraction){13, 20, false};
    struct target target = target_of(MOST_PROJECTS, 0);
    size_t count = deciders_list(&deciders, &target, one);
    assert_int_equal(count, DECIDERS_MOST);
    assert_int_equal(deciders_list(&joined, &target, other), count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(one[i].project, other[i].project);
        assert_near(one[i].swing, other[i].swing, 0);
    }
    deciders_release(&joined);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(swings_are_those_of_forcing_each_project),
        TEST(independent_projects_have_the_closed_form),
        TEST(none_one_and_two_projects),
        TEST(facts_decide_nothing),
        TEST(the_shortfall_is_the_mean_beyond_the_target),
        TEST(a_share_is_needed_exactly),
        TEST(order_and_parts_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

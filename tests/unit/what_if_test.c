#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "analysis/outlook.h"
#include "measure/simulate.h"
#include "unit/forecast_fixture.h"
#include "unit/near.h"

static struct dataset data;
static struct forecast before, after;
static struct forecast_options options;
static struct assumption assumed[4];
static struct error error;

static int begin(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    fixture_init(&data);
    options = fixture_options();
    return 0;
}

static int end(void **state)
{
    (void)state;
    forecast_release(&before);
    forecast_release(&after);
    fixture_release(&data);
    return 0;
}

static struct assumption pause(int from_month, int from_day, int days, const char *district)
{
    daynum from = daynum_from_civil(2022, from_month, from_day);
    return (struct assumption){
        .kind = ASSUMPTION_PAUSE, .from = from, .to = from + days - 1, .whose = district};
}

static struct assumption pace(double factor, const char *project)
{
    return (struct assumption){.kind = ASSUMPTION_PACE, .pace = factor, .whose = project};
}

/* The forecast as it stands and under the first `count` assumptions. */
static void compare(size_t count)
{
    forecast_release(&before);
    forecast_release(&after);
    options.assumptions = (struct assumption_set){0};
    assert_int_equal(forecast_compute(&before, &data, NULL, &options, NULL), STATUS_OK);
    options.assumptions = (struct assumption_set){assumed, count};
    assert_int_equal(forecast_compute(&after, &data, NULL, &options, NULL), STATUS_OK);
}

/* One of each kind: on a planned curve, with progress alone, with dates alone, not started. */
enum { ON_CURVE, WITH_PROGRESS, WITH_DATES, NOT_STARTED, DONE, KINDS };

static void one_of_each(const char *district)
{
    static const char *const names[KINDS] = {"curve", "progress", "dates", "waits", "done"};
    for (int kind = 0; kind < KINDS; kind++) {
        struct project *project = fixture_project(&data, names[kind]);
        project->district = district;
        if (kind == NOT_STARTED)
            continue;
        project->actual_start = project->plan_start;
        if (kind == DONE)
            project->actual_finish = daynum_from_civil(2022, 8, 1);
        if (kind == ON_CURVE || kind == WITH_PROGRESS) {
            fixture_point(&data, 2022, 6, 30, 30, kind == ON_CURVE ? 50 : -1);
            fixture_point(&data, 2022, 8, 31, 60, kind == ON_CURVE ? 85 : -1);
        }
    }
}

static void a_pause_of_k_days_puts_off_by_k_days(void **state)
{
    (void)state;
    one_of_each("east");
    for (int k = 1; k <= 60; k += 13) {
        assumed[0] = pause(9, 1, k, NULL);
        compare(1);
        for (size_t i = 0; i < NOT_STARTED; i++)
            for (size_t q = 0; q < FORECAST_QUANTILES; q++)
                assert_int_equal(after.projects[i].finish[q], before.projects[i].finish[q] + k);
        /* A start that would have come within the pause comes with its end. Between the points
         * of its grid an outlook is linear: quantiles are right within a day. */
        for (size_t q = 0; q < FORECAST_QUANTILES; q++) {
            daynum was = before.projects[NOT_STARTED].finish[q];
            daynum is = after.projects[NOT_STARTED].finish[q];
            assert_true((k < 10 ? is >= was - 1 : is > was) && is <= was + k);
        }
    }
}

/* Nothing is put off that comes before the pause, and all that comes after it. */
static void a_later_pause_leaves_what_comes_before_it(void **state)
{
    (void)state;
    one_of_each("east");
    assumed[0] = pause(11, 1, 20, NULL);
    compare(1);
    int moved = 0, stayed = 0;
    for (size_t i = 0; i < NOT_STARTED; i++)
        for (size_t q = 0; q < FORECAST_QUANTILES; q++) {
            daynum was = before.projects[i].finish[q], is = after.projects[i].finish[q];
            assert_int_equal(is, was < assumed[0].from ? was : was + 20);
            moved += is != was;
            stayed += is == was;
        }
    assert_true(moved > 0 && stayed > 0);
    for (size_t i = 0; i <= WITH_PROGRESS; i++)
        assert_near(after.projects[i].p_by[FIXTURE_MAIN_WORKS],
                    before.projects[i].p_by[FIXTURE_MAIN_WORKS], 0);
}

/* Days lost before a deadline are days by which it comes sooner. */
static void a_pause_is_an_earlier_deadline(void **state)
{
    (void)state;
    one_of_each("east");
    assumed[0] = pause(9, 10, 14, NULL);
    compare(1);
    struct deadline sooner[FIXTURE_DEADLINES];
    for (size_t d = 0; d < FIXTURE_DEADLINES; d++) {
        sooner[d] = fixture_deadlines[d];
        sooner[d].date = before.deadline_days[d] - 14;
    }
    struct forecast early;
    options.assumptions.count = 0;
    options.deadlines = sooner;
    assert_int_equal(forecast_compute(&early, &data, NULL, &options, NULL), STATUS_OK);
    for (size_t i = 0; i < NOT_STARTED; i++)
        for (size_t d = 0; d < FIXTURE_DEADLINES; d++) {
            double p = after.projects[i].p_by[d], q = early.projects[i].p_by[d];
            assert_true(isnan(p) == isnan(q));
            if (!isnan(p))
                assert_near(p, q, 1e-9);
            double needed = after.projects[i].needed_pct_per_month[d];
            assert_true(isnan(needed) || needed > before.projects[i].needed_pct_per_month[d]);
        }
    for (size_t c = 0; c < after.count_count; c++)
        if (!isnan(after.counts[c].expected))
            assert_near(after.counts[c].expected, early.counts[c].expected, 0.15);
    forecast_release(&early);
}

/* Works that are to begin after it are not touched by a pause. */
static void a_pause_before_the_start_costs_nothing(void **state)
{
    (void)state;
    struct project *project = fixture_project(&data, "later");
    project->plan_start = daynum_from_civil(2022, 11, 15);
    project->plan_finish = daynum_from_civil(2023, 3, 31);
    project = fixture_project(&data, "in it");
    project->plan_start = daynum_from_civil(2022, 9, 5);
    project->plan_finish = daynum_from_civil(2023, 1, 31);
    assumed[0] = pause(9, 1, 30, NULL);
    compare(1);
    for (size_t q = 0; q < FORECAST_QUANTILES; q++) {
        assert_near(after.projects[0].finish[q], before.projects[0].finish[q], 3);
        assert_true(after.projects[1].finish[q] > before.projects[1].finish[q]);
        assert_true(after.projects[1].finish[q] <= before.projects[1].finish[q] + 31);
    }
}

static void a_faster_pace_is_never_later(void **state)
{
    (void)state;
    static const double factors[] = {0.1, 0.5, 0.8, 1, 1.2, 2, 10};
    struct forecast last = {0};
    one_of_each("east");
    for (size_t f = 0; f < sizeof factors / sizeof *factors; f++) {
        assumed[0] = pace(factors[f], NULL);
        compare(1);
        for (size_t i = 0; i < KINDS && f > 0; i++) {
            for (size_t d = 0; d < FIXTURE_DEADLINES; d++)
                assert_true(isnan(after.projects[i].p_by[d]) ||
                            after.projects[i].p_by[d] >= last.projects[i].p_by[d]);
            for (size_t q = 0; q < FORECAST_QUANTILES; q++)
                assert_true(after.projects[i].finish[q] <= last.projects[i].finish[q]);
        }
        for (size_t c = 0; c < after.count_count && f > 0; c++)
            assert_true(isnan(after.counts[c].expected) ||
                        after.counts[c].expected >= last.counts[c].expected);
        forecast_release(&last);
        last = after;
        after = (struct forecast){0};
    }
    assert_true(last.projects[ON_CURVE].finish[3] < daynum_from_civil(2022, 9, 20));
    forecast_release(&last);
}

/* Twice as fast, what was to come in n days comes in half of them. */
static void a_pace_divides_the_time(void **state)
{
    (void)state;
    struct outlook outlook = {.reach_days = 300}, twice;
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++)
        outlook.cdf[i] = fmin(1, outlook_day(&outlook, i) / 250);
    twice = outlook;
    outlook_hasten(&twice, 0, 2, 1e4);
    assert_near(twice.reach_days, 150, 0);
    for (double p = 0.02; p < 1; p += 0.02)
        assert_near(outlook_quantile(&twice, p), outlook_quantile(&outlook, p) / 2, 1e-6);
    twice = outlook;
    outlook_hasten(&twice, 50, 2, 1e4); /* from day 50 on */
    assert_near(outlook_p(&twice, 25), outlook_p(&outlook, 25), 5e-3);
    assert_near(outlook_p(&twice, 100), outlook_p(&outlook, 150), 5e-3);
    twice = outlook;
    outlook_hasten(&twice, 0, 0.1, 1000);
    assert_near(twice.reach_days, 1000, 0);
    assert_near(twice.cdf[OUTLOOK_STEPS], 1, 0);
}

static void assert_untouched(size_t item)
{
    assert_memory_equal(after.projects[item].finish, before.projects[item].finish,
                        sizeof before.projects[item].finish);
    assert_memory_equal(after.projects[item].p_by, before.projects[item].p_by,
                        FIXTURE_DEADLINES * sizeof(double));
    assert_string_equal(after.projects[item].why, before.projects[item].why);
}

static void others_and_the_finished_are_untouched(void **state)
{
    (void)state;
    one_of_each("east");
    one_of_each("west");
    for (size_t i = 0; i < KINDS; i++)
        data.projects.items[KINDS + i].code = data.projects.items[KINDS + i].name =
            ((const char *[]){"c2", "p2", "d2", "w2", "f2"})[i];
    assumed[0] = pause(9, 1, 30, "east");
    assumed[1] = pace(1.5, "p2");
    compare(2);
    assert_untouched(DONE);
    for (size_t i = KINDS; i < (size_t)2 * KINDS; i++)
        if (i != KINDS + WITH_PROGRESS)
            assert_untouched(i);
    assert_true(after.projects[KINDS + WITH_PROGRESS].finish[3] <
                before.projects[KINDS + WITH_PROGRESS].finish[3]);
    for (size_t c = 0; c < after.count_count; c++) {
        double was = before.counts[c].expected, is = after.counts[c].expected;
        if (isnan(was))
            continue;
        assert_true(strcmp(after.counts[c].group, "east") == 0   ? is < was
                    : strcmp(after.counts[c].group, "west") == 0 ? is >= was
                                                                 : true);
    }
}

static void one_project_goes_before_all(void **state)
{
    (void)state;
    one_of_each("east");
    const struct assumption_set set = {assumed, 2};
    assumed[0] = pace(1.3, "curve");
    assumed[1] = pace(0.5, NULL);
    assert_near(assumption_pace(&set, &data.projects.items[ON_CURVE]), 1.3, 0);
    assert_near(assumption_pace(&set, &data.projects.items[WITH_DATES]), 0.5, 0);
    struct working_time time;
    assumed[0] = pause(9, 5, 10, NULL);
    assumed[1] = pause(9, 10, 10, "east");
    assumption_working_time(&set, "east", data.vantage.as_of, &time);
    assert_near(working_time_until(&time, 100), 85, 0);
    assumption_working_time(&set, "west", data.vantage.as_of, &time);
    assert_near(working_time_until(&time, 100), 90, 0);
}

/* A pace of 1 and a pause after everything say nothing, and change not a bit. */
static void what_changes_nothing_changes_nothing(void **state)
{
    (void)state;
    one_of_each("east");
    assumed[0] = pace(1, NULL);
    assumed[1] = (struct assumption){.kind = ASSUMPTION_PAUSE,
                                     .from = daynum_from_civil(2090, 1, 1),
                                     .to = daynum_from_civil(2090, 1, 9)};
    compare(2);
    for (size_t i = 0; i < KINDS; i++)
        assert_untouched(i);
    for (size_t c = 0; c < after.count_count; c++)
        assert_memory_equal(after.counts[c].quantile, before.counts[c].quantile,
                            sizeof after.counts[c].quantile);
}

static void none_one_and_two_projects(void **state)
{
    (void)state;
    for (size_t count = 0; count <= 2; count++) {
        if (count > 0)
            fixture_project(&data, count == 1 ? "a" : "b");
        assumed[0] = pause(9, 1, 30, NULL);
        assumed[1] = pace(1.2, NULL);
        compare(2);
        assert_int_equal(after.project_count, count);
        const struct forecast_count *all = &after.counts[after.count_count - 1];
        assert_int_equal(all->n, count);
        assert_true(all->deciding_count <= count && (count != 1 || all->deciding_count == 1));
        assert_true(isnan(all->expected_shortfall) == (count == 0));
        if (count == 1)
            assert_near(all->deciding[0].swing, 1, 0);
    }
}

/* The assumption, and those that stand behind it. */
static void refuse_all(struct assumption item, size_t count, const char *says)
{
    struct forecast refused;
    assumed[0] = item;
    options.assumptions = (struct assumption_set){assumed, count};
    assert_int_equal(forecast_compute(&refused, &data, NULL, &options, &error), STATUS_USAGE);
    if (strstr(error.message, says) == NULL)
        fail_msg("'%s' does not say '%s'", error.message, says);
}

static void refuse(struct assumption item, const char *says)
{
    refuse_all(item, 1, says);
}

static void what_cannot_be_assumed_is_refused(void **state)
{
    (void)state;
    one_of_each("魏都区");
    refuse(pause(8, 1, 5, NULL), "has passed");
    refuse(pause(9, 1, -3, NULL), "ends before it begins");
    refuse(pause(9, 1, 5000, NULL), "ten years");
    refuse(pause(9, 1, 5, "魏都"), "the nearest is '魏都区'");
    refuse(pause(9, 1, 5, "Paris"), "no district 'Paris'");
    refuse(pace(0, NULL), "0.1 to 10");
    refuse(pace(-1, NULL), "0.1 to 10");
    refuse(pace(11, NULL), "0.1 to 10");
    refuse(pace(NAN, NULL), "0.1 to 10");
    refuse(pace(1.2, "cruve"), "the nearest is 'curve'");
    refuse(pace(1.2, "elsewhere"), "no project 'elsewhere'");
    fixture_project(&data, "")->name = "twin";
    fixture_project(&data, "")->name = "twin";
    refuse(pace(1.2, "twin"), "2 projects are named 'twin'");
    assumed[1] = pace(2, NULL);
    refuse_all(pace(0.5, NULL), 2, "two paces are assumed of all projects, 0.5 and 2");
    assumed[1] = pace(2, "curve");
    refuse_all(pace(0.5, "curve"), 2, "of the project 'curve', 0.5 and 2");
}

/* The same seed, the same bytes, on one thread or more. */
static void threads_change_nothing(void **state)
{
    (void)state;
    struct dataset truth, known;
    struct simulation world = {
        .seed = 3, .first_year = 2020, .years = 3, .projects_per_year = 40, .districts = 5};
    simulate(&truth, &world);
    simulate_known(&known, &truth, data.vantage.as_of);
    assumed[0] = pause(9, 1, 14, known.projects.items[0].district);
    assumed[1] = pace(1.1, NULL);
    options.assumptions = (struct assumption_set){assumed, 2};
    options.threads = 1;
    assert_int_equal(forecast_compute(&before, &known, NULL, &options, NULL), STATUS_OK);
    options.threads = 2;
    assert_int_equal(forecast_compute(&after, &known, NULL, &options, NULL), STATUS_OK);
    for (size_t i = 0; i < after.project_count; i++)
        assert_untouched(i);
    for (size_t c = 0; c < after.count_count; c++) {
        const struct forecast_count *a = &before.counts[c], *b = &after.counts[c];
        assert_memory_equal(a->quantile, b->quantile, sizeof a->quantile);
        assert_memory_equal(&a->expected_shortfall, &b->expected_shortfall, sizeof(double));
        assert_int_equal(a->deciding_count, b->deciding_count);
        for (size_t i = 0; i < a->deciding_count; i++) {
            assert_int_equal(a->deciding[i].item, b->deciding[i].item);
            assert_near(a->deciding[i].swing, b->deciding[i].swing, 0);
        }
    }
    simulate_known_release(&known);
    dataset_release(&truth);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_pause_of_k_days_puts_off_by_k_days),
        TEST(a_later_pause_leaves_what_comes_before_it),
        TEST(a_pause_is_an_earlier_deadline),
        TEST(a_pause_before_the_start_costs_nothing),
        TEST(a_faster_pace_is_never_later),
        TEST(a_pace_divides_the_time),
        TEST(others_and_the_finished_are_untouched),
        TEST(one_project_goes_before_all),
        TEST(what_changes_nothing_changes_nothing),
        TEST(none_one_and_two_projects),
        TEST(what_cannot_be_assumed_is_refused),
        TEST(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

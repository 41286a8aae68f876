#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "measure/simulate.h"
#include "unit/forecast_fixture.h"
#include "unit/near.h"

static struct dataset data;
static struct forecast forecast;
static struct forecast_options options;

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
    forecast_release(&forecast);
    fixture_release(&data);
    return 0;
}

/* What must hold of every forecast whatsoever. */
static void check_sound(const struct forecast *f)
{
    for (size_t i = 0; i < f->project_count; i++) {
        const struct forecast_project *project = &f->projects[i];
        assert_true(project->why[0] != '\0');
        for (size_t q = 0; q < FORECAST_QUANTILES; q++) {
            if (project->basis != BASIS_DONE)
                assert_true(project->finish[q] > f->as_of - 366 * 60 &&
                            project->finish[q] < f->as_of + 366 * 60);
            if (q > 0)
                assert_true(project->finish[q] >= project->finish[q - 1]);
        }
        for (size_t d = 0; d < f->deadline_count; d++) {
            double p = project->p_by[d];
            assert_true(isnan(p) || (p >= 0 && p <= 1));
            if (p <= 0 || p >= 1)
                assert_true(project->fact[d]);
        }
    }
    for (size_t i = 0; i < f->count_count; i++) {
        const struct forecast_count *count = &f->counts[i];
        if (isnan(count->expected))
            continue;
        assert_true(count->expected >= (double)count->done && count->expected <= (double)count->n);
        for (size_t q = 1; q < 5; q++)
            assert_true(count->quantile[q] >= count->quantile[q - 1]);
        if (!isnan(count->expected_shortfall))
            assert_true(count->p_target < 1 && count->expected_shortfall >= 1);
        assert_true(count->deciding_count <= 10);
        for (size_t k = 0; k < count->deciding_count; k++) {
            const struct forecast_decider *decider = &count->deciding[k];
            assert_true(decider->item < f->project_count);
            assert_true(decider->swing > 0 && decider->swing <= 1);
            assert_false(f->projects[decider->item].fact[count->deadline]);
        }
    }
    for (size_t k = 1; k < f->path_count; k++) {
        assert_true(f->path[k].date > f->path[k - 1].date);
        assert_true(f->path[k].quantile[2] >= f->path[k - 1].quantile[2]);
    }
}

static void compute(void)
{
    assert_int_equal(forecast_compute(&forecast, &data, NULL, &options, NULL), STATUS_OK);
    check_sound(&forecast);
}

static void no_project_at_all(void **state)
{
    (void)state;
    compute();
    assert_int_equal(forecast.project_count, 0);
    assert_int_equal(forecast.count_count, FIXTURE_DEADLINES); /* "all" */
    assert_string_equal(forecast.counts[0].group, "all");
    assert_int_equal(forecast.counts[0].n, 0);
    assert_true(isnan(forecast.counts[0].p_target));
    assert_true(isnan(forecast.counts[0].expected) && isnan(forecast.counts[0].quantile[2]));
    assert_true(isnan(forecast.counts[0].expected_shortfall));
    assert_int_equal(forecast.counts[0].deciding_count, 0);
    assert_true(forecast.path_count > 0);
}

static void all_done_are_facts(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        fixture_project(&data, i == 0   ? "a"
                               : i == 1 ? "b"
                                        : "c")
            ->actual_finish = daynum_from_civil(2022, 7, 10 + i);
    compute();
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(forecast.projects[i].basis, BASIS_DONE);
        assert_true(forecast.projects[i].fact[FIXTURE_COMPLETION]);
        assert_near(forecast.projects[i].p_by[FIXTURE_COMPLETION], 1, 0);
        assert_near(forecast.projects[i].p_by[FIXTURE_MAIN_WORKS], 1, 0);
        assert_int_equal(forecast.projects[i].finish[3], daynum_from_civil(2022, 7, 10 + (int)i));
    }
    assert_near(forecast.counts[forecast.count_count - 1].p_target, 1, 0);
    assert_near(forecast.counts[forecast.count_count - 1].expected, 3, 0);
    assert_true(isnan(forecast.counts[forecast.count_count - 1].expected_shortfall));
    assert_int_equal(forecast.counts[forecast.count_count - 1].deciding_count, 0);
}

static void none_started(void **state)
{
    (void)state;
    fixture_project(&data, "a");
    fixture_project(&data, "b")->plan_start = daynum_from_civil(2022, 9, 15);
    compute();
    assert_int_equal(forecast.projects[0].basis, BASIS_DATES);
    assert_true(isnan(forecast.projects[0].p_by[FIXTURE_MAIN_WORKS]));
    assert_true(forecast.projects[0].p_by[FIXTURE_COMPLETION] < 0.3);
    assert_true(isnan(forecast.projects[0].recent_pct_per_month));
}

static void a_passed_deadline_is_a_fact(void **state)
{
    (void)state;
    struct project *done = fixture_project(&data, "a");
    done->actual_finish = daynum_from_civil(2022, 7, 1);
    struct project *open = fixture_project(&data, "b");
    open->actual_start = open->plan_start;
    fixture_point(&data, 2022, 7, 31, 70, 80);
    struct deadline passed[1] = {fixture_deadlines[FIXTURE_COMPLETION]};
    passed[0].date = daynum_from_civil(2022, 6, 30);
    options.deadlines = passed;
    options.deadline_count = 1;
    compute();
    for (size_t i = 0; i < 2; i++) {
        assert_true(forecast.projects[i].fact[0]);
        assert_near(forecast.projects[i].p_by[0], 0, 0);
    }
    assert_near(forecast.counts[0].expected, 0, 0);
    assert_near(forecast.counts[0].p_target, 0, 0);
    assert_near(forecast.counts[0].expected_shortfall, 2, 0); /* of two, 95 % are two */
    assert_int_equal(forecast.counts[0].deciding_count, 0);
}

static void better_progress_is_better_news(void **state)
{
    (void)state;
    static const double progress[3] = {25, 60, 90};
    double last = 0;
    for (int curve = 0; curve < 2; curve++) {
        for (size_t i = 0; i < 3; i++) {
            struct project *project = fixture_project(&data, i == 0 ? "a" : i == 1 ? "b" : "c");
            project->actual_start = project->plan_start;
            fixture_point(&data, 2022, 6, 30, progress[i] / 2, curve ? 50 : -1);
            fixture_point(&data, 2022, 8, 31, progress[i], curve ? 85 : -1);
        }
        compute();
        last = 0;
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(forecast.projects[i].basis, BASIS_PROGRESS);
            assert_true(forecast.projects[i].p_by[FIXTURE_COMPLETION] > last);
            last = forecast.projects[i].p_by[FIXTURE_COMPLETION];
        }
        forecast_release(&forecast);
        data.projects.count = data.progress.count = 0;
    }
    compute();
}

static double width(size_t i)
{
    return forecast.projects[i].finish[7] - forecast.projects[i].finish[0];
}

static void a_stale_report_widens(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct project *project = fixture_project(&data, i ? "stale" : "fresh");
        project->actual_start = project->plan_start;
        fixture_point(&data, 2022, 5, 31, 30, 30);
        fixture_point(&data, 2022, 6, 30, 50, 50);
        fixture_point(&data, 2022, 7, 31, i ? -1 : 70, 70);
        fixture_point(&data, 2022, 8, 31, i ? -1 : 85, 85);
    }
    compute();
    assert_true(width(1) > width(0) + 5);
    assert_non_null(strstr(forecast.projects[1].why, "2022-06-30"));
}

/* Ten projects under way, last reported on 31 August; and one of which that day is the finish. */
static void under_way(void)
{
    static const char *const names[10] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    for (size_t i = 0; i < 10; i++) {
        struct project *project = fixture_project(&data, names[i]);
        project->actual_start = project->plan_start;
        fixture_point(&data, 2022, 6, 30, 25, 50);
        fixture_point(&data, 2022, 7, 31, 40, 75);
        fixture_point(&data, 2022, 8, 31, 50 + 4 * (double)i, 90);
    }
    fixture_project(&data, "done")->actual_finish = data.vantage.as_of;
}

/* Asked later, with nothing new reported, what was not known is still not known. */
static void silence_is_no_fact(void **state)
{
    (void)state;
    struct forecast then;
    under_way();
    assert_int_equal(forecast_compute(&then, &data, NULL, &options, NULL), STATUS_OK);
    data.vantage.as_of = daynum_from_civil(2022, 12, 15); /* both deadlines are past */
    compute();
    assert_int_equal(forecast.known_until, daynum_from_civil(2022, 8, 31));
    for (size_t i = 0; i < 11; i++) {
        const struct forecast_project *now = &forecast.projects[i], *before = &then.projects[i];
        for (size_t d = 0; d < FIXTURE_DEADLINES; d++) {
            assert_true(now->fact[d] == before->fact[d]);
            assert_near(now->p_by[d], before->p_by[d], 0);
            assert_true(isnan(now->needed_pct_per_month[d]));
        }
        for (size_t q = 0; q < FORECAST_QUANTILES; q++)
            assert_int_equal(now->finish[q], before->finish[q]);
    }
    assert_true(forecast.projects[5].finish[0] < forecast.projects[5].finish[7]);
    for (size_t c = 0; c < forecast.count_count; c++) {
        assert_near(forecast.counts[c].expected, then.counts[c].expected, 0);
        assert_true(forecast.counts[c].done < forecast.counts[c].n);
        assert_true(forecast.counts[c].quantile[4] > forecast.counts[c].quantile[0]);
    }
    forecast_release(&then);
}

/* One project's silence: up to its own last report all is known, and not a day longer. */
static void knowledge_ends_with_the_last_report(void **state)
{
    (void)state;
    under_way();
    struct project *silent = fixture_project(&data, "silent");
    silent->actual_start = silent->plan_start;
    silent->as_of = daynum_from_civil(2022, 6, 30);
    fixture_point(&data, 2022, 5, 31, 40, 30);
    fixture_point(&data, 2022, 6, 30, 70, 50);
    struct deadline passed[2] = {fixture_deadlines[FIXTURE_COMPLETION],
                                 fixture_deadlines[FIXTURE_COMPLETION]};
    passed[0].date = daynum_from_civil(2022, 6, 30);
    passed[1].date = daynum_from_civil(2022, 8, 25);
    options.deadlines = passed;
    compute();
    const struct forecast_project *project = &forecast.projects[11];
    assert_true(project->fact[0] && project->p_by[0] == 0);
    assert_true(!project->fact[1] && project->p_by[1] > 0.05 && project->p_by[1] < 0.95);
    assert_true(project->finish[0] < data.vantage.as_of && project->finish[0] > silent->as_of);
    assert_true(project->finish[7] > data.vantage.as_of);
}

/* Less than what is left over the time that is left is never enough. */
static void the_pace_needed_leads_to_the_end(void **state)
{
    (void)state;
    under_way();
    for (int month = 9; month <= 11; month++) {
        data.vantage.as_of = daynum_from_civil(2022, month, 20);
        compute();
        for (size_t i = 0; i < 10; i++)
            for (size_t d = 0; d < FIXTURE_DEADLINES; d++) {
                const struct forecast_project *project = &forecast.projects[i];
                double needed = project->needed_pct_per_month[d];
                double months = (forecast.deadline_days[d] - data.vantage.as_of) / 30.4375;
                double rest = (d == FIXTURE_COMPLETION ? 100 : 80) - project->progress_pct;
                assert_true(months > 0 && rest > 0 ? needed >= rest / months - 1e-6
                                                   : isnan(needed));
                assert_true(isnan(needed) || project->needed_safe_pct_per_month[d] >= needed);
            }
        forecast_release(&forecast);
    }
    data.vantage.as_of = daynum_from_civil(2022, 11, 20);
    compute();
    assert_non_null(strstr(forecast.projects[0].why, "out of reach by 2022-11-30"));
    assert_null(strstr(forecast.projects[9].why, "needs 0 points"));
}

/* Without a year the finished count too; and of what nobody reports no number is made. */
static void without_a_year_all_count(void **state)
{
    (void)state;
    fixture_project(&data, "open")->plan_year = 0;
    fixture_project(&data, "other")->plan_year = 0;
    struct project *done = fixture_project(&data, "done");
    done->plan_year = 0;
    done->actual_finish = daynum_from_civil(2021, 3, 1);
    options.plan_year = 0;
    compute();
    assert_int_equal(forecast.project_count, 3);
    assert_int_equal(forecast.projects[2].basis, BASIS_DONE);
    const struct forecast_count *main = &forecast.counts[forecast.count_count - 2], *all = main + 1;
    assert_int_equal(all->n, 3);
    assert_int_equal(all->done, 1);
    assert_true(all->expected > 1);
    assert_int_equal(main->n, 1);
    assert_true(isnan(main->expected) && isnan(main->p_target) && isnan(main->quantile[0]));
    assert_true(forecast.path[0].date < forecast.known_until);
}

static void odd_projects_get_a_clear_answer(void **state)
{
    (void)state;
    struct project *project = fixture_project(&data, "crossed");
    project->plan_finish = project->plan_start - 10;
    project->actual_start = project->plan_start;
    fixture_point(&data, 2022, 8, 31, 50, 60);
    project = fixture_project(&data, "one-day");
    project->plan_finish = project->plan_start;
    project->actual_start = project->plan_start;
    project = fixture_project(&data, "beyond");
    project->actual_start = project->plan_start;
    fixture_point(&data, 2022, 8, 31, 140, 90);
    project = fixture_project(&data, "old");
    project->plan_start = daynum_from_civil(1900, 1, 1);
    project->plan_finish = daynum_from_civil(1900, 6, 1);
    project->actual_start = project->plan_start;
    project = fixture_project(&data, "far");
    project->plan_start = daynum_from_civil(2099, 1, 1);
    project->plan_finish = daynum_from_civil(2099, 12, 31);
    options.plan_year = 0;
    assert_int_equal(forecast_compute(&forecast, &data, NULL, &options, NULL), STATUS_OK);
    assert_int_equal(forecast.project_count, 5);
    assert_non_null(strstr(forecast.projects[0].why, "finishes before it starts"));
    for (size_t i = 0; i < 5; i++)
        for (size_t q = 0; q < FORECAST_QUANTILES; q++)
            if (forecast.projects[i].finish[q] != DAYNUM_NONE)
                assert_true(daynum_year(forecast.projects[i].finish[q]) < 2038);
    assert_non_null(strstr(forecast.projects[4].why, "are not used"));
}

static void projects_that_left_the_plan_do_not_count(void **state)
{
    (void)state;
    fixture_project(&data, "a")->gone = true;
    fixture_project(&data, "b")->outside_plan = true;
    fixture_project(&data, "c")->status = PROJECT_CANCELLED;
    fixture_project(&data, "d")->plan_year = 2021;
    compute();
    assert_int_equal(forecast.project_count, 0);
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    struct error error;
    options.draws = 0;
    assert_int_equal(forecast_compute(&forecast, &data, NULL, &options, &error), STATUS_USAGE);
}

/* Everything but the strings' addresses. */
static void assert_same(const struct forecast *a, const struct forecast *b)
{
    assert_int_equal(a->project_count, b->project_count);
    assert_int_equal(a->count_count, b->count_count);
    for (size_t i = 0; i < a->project_count; i++) {
        assert_memory_equal(a->projects[i].p_by, b->projects[i].p_by,
                            a->deadline_count * sizeof(double));
        assert_memory_equal(a->projects[i].finish, b->projects[i].finish,
                            sizeof a->projects[i].finish);
        assert_string_equal(a->projects[i].why, b->projects[i].why);
    }
    for (size_t i = 0; i < a->count_count; i++) {
        assert_string_equal(a->counts[i].group, b->counts[i].group);
        assert_memory_equal(a->counts[i].quantile, b->counts[i].quantile,
                            sizeof a->counts[i].quantile);
        assert_true(a->counts[i].expected == b->counts[i].expected);
        assert_true(a->counts[i].p_target == b->counts[i].p_target);
        assert_memory_equal(&a->counts[i].expected_shortfall, &b->counts[i].expected_shortfall,
                            sizeof(double));
        assert_int_equal(a->counts[i].deciding_count, b->counts[i].deciding_count);
        for (size_t k = 0; k < a->counts[i].deciding_count; k++) {
            assert_int_equal(a->counts[i].deciding[k].item, b->counts[i].deciding[k].item);
            assert_true(a->counts[i].deciding[k].swing == b->counts[i].deciding[k].swing);
        }
    }
    for (size_t k = 0; k < a->path_count; k++)
        assert_memory_equal(a->path[k].quantile, b->path[k].quantile, sizeof a->path[k].quantile);
}

static void threads_and_repetition_change_nothing(void **state)
{
    (void)state;
    struct dataset truth, known;
    struct forecast other;
    struct simulation world = {
        .seed = 3, .first_year = 2020, .years = 3, .projects_per_year = 40, .districts = 5};
    simulate(&truth, &world);
    simulate_known(&known, &truth, data.vantage.as_of);
    options.threads = 1;
    assert_int_equal(forecast_compute(&forecast, &known, NULL, &options, NULL), STATUS_OK);
    check_sound(&forecast);
    for (options.threads = 2; options.threads <= 3; options.threads++) {
        assert_int_equal(forecast_compute(&other, &known, NULL, &options, NULL), STATUS_OK);
        assert_same(&forecast, &other);
        forecast_release(&other);
    }
    simulate_known_release(&known);
    dataset_release(&truth);
}

static void districts_add_up_to_the_whole(void **state)
{
    (void)state;
    struct dataset truth, known;
    struct simulation world = {
        .seed = 4, .first_year = 2021, .years = 2, .projects_per_year = 30, .districts = 4};
    simulate(&truth, &world);
    simulate_known(&known, &truth, data.vantage.as_of);
    assert_int_equal(forecast_compute(&forecast, &known, NULL, &options, NULL), STATUS_OK);
    for (size_t d = 0; d < FIXTURE_DEADLINES; d++) {
        double expected = 0;
        int64_t n = 0;
        size_t groups = forecast.count_count / FIXTURE_DEADLINES - 1;
        assert_int_equal(groups, 4);
        for (size_t g = 0; g < groups; g++) {
            expected += forecast.counts[g * FIXTURE_DEADLINES + d].expected;
            n += forecast.counts[g * FIXTURE_DEADLINES + d].n;
        }
        const struct forecast_count *all = &forecast.counts[groups * FIXTURE_DEADLINES + d];
        assert_near(all->expected, expected, 1e-6);
        assert_int_equal(all->n, n);
        double chances = 0;
        for (size_t i = 0; i < forecast.project_count; i++)
            chances += forecast.projects[i].p_by[d];
        assert_near(chances, all->expected, 0.6); /* the same model, drawn and summed */
    }
    simulate_known_release(&known);
    dataset_release(&truth);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_project_at_all),
        TEST(all_done_are_facts),
        TEST(none_started),
        TEST(a_passed_deadline_is_a_fact),
        TEST(better_progress_is_better_news),
        TEST(a_stale_report_widens),
        TEST(silence_is_no_fact),
        TEST(knowledge_ends_with_the_last_report),
        TEST(the_pace_needed_leads_to_the_end),
        TEST(without_a_year_all_count),
        TEST(odd_projects_get_a_clear_answer),
        TEST(projects_that_left_the_plan_do_not_count),
        TEST(nonsense_is_refused),
        TEST(threads_and_repetition_change_nothing),
        TEST(districts_add_up_to_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "analysis/consent.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analysis/interval.h"
#include "dataset_fixture.h"
#include "reference_fixture.h"

static const struct consent_rule two_thirds = {
    .name = "two-thirds", .heads = {2, 3, false}, .abstention_is_final = true};

static void test_nothing(void **state)
{
    struct dataset data;
    struct consent_result result;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a");
    assert_int_equal(consent_compute(&result, &data, &two_thirds, NULL), STATUS_OK);
    assert_true(result.project_count == 0 && result.district_count == 0);
    assert_true(isnan(result.spread.icc) && isnan(result.spread.heterogeneity_p));
    consent_release(&result);
    dataset_release(&data);
}

/* A project is met when each of its compounds is, though the sum may tell otherwise. */
static void test_compounds_decide(void **state)
{
    struct dataset data;
    struct consent_result result;
    struct consent_rule by_project = two_thirds;
    const struct consent_project *project;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a");
    fixture_tally(&data, "东院", 90, 80, 5, false);
    fixture_tally(&data, "西院", 30, 10, 0, false);
    consent_compute(&result, &data, &two_thirds, NULL);
    project = &result.projects[0];
    assert_int_equal(project->status, CONSENT_OPEN);
    assert_true(project->compounds == 2 && project->compounds_met == 1);
    assert_true(project->needed == 10 && project->target_count == 80);
    assert_true(project->total == 120 && project->agree == 90 && project->no_reply == 25);
    assert_true(project->abstain == 0);
    assert_close(project->rate_pct, 75, 1e-12);
    assert_close(project->answered_pct, 100 * 95. / 120, 1e-12);
    assert_close(project->agree_of_answered_pct, 100 * 90. / 95, 1e-12);
    assert_true(isnan(project->area_rate_pct) && isnan(project->p_reach));
    assert_true(result.districts[0].open == 1 && result.districts[0].projects == 0);
    assert_true(isnan(result.districts[0].rate_pct));
    assert_true(result.districts[0].rank_low == VALUE_NONE);
    consent_release(&result);
    by_project.unit = CONSENT_BY_PROJECT;
    consent_compute(&result, &data, &by_project, NULL);
    assert_int_equal(result.projects[0].status, CONSENT_MET);
    consent_release(&result);
    dataset_release(&data);
}

/* Its households are owners without an answer: 10 of 20 agree, and 7 of the other 10 have to. */
static void test_compound_without_survey(void **state)
{
    struct dataset data;
    struct consent_result result;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a");
    fixture_compound(&data, "东院")->households = 10;
    fixture_compound(&data, "西院")->households = 10;
    fixture_tally(&data, "东院", 10, 10, 0, true);
    fixture_project(&data, "魏都区", "b");
    fixture_compound(&data, "南院");
    fixture_compound(&data, "北院");
    fixture_tally(&data, "南院", 90, 80, 5, true);
    consent_compute(&result, &data, &two_thirds, NULL);
    const struct consent_project *known = &result.projects[0], *unknown = &result.projects[1];
    assert_int_equal(known->status, CONSENT_OPEN);
    assert_true(known->compounds == 2 && known->compounds_met == 1 && !known->closed);
    assert_true(known->total == 20 && known->agree == 10 && known->no_reply == 10);
    assert_true(known->needed == 7 && known->target_count == 14 && isnan(known->p_reach));
    assert_close(known->rate_pct, 50, 1e-12);
    assert_string_not_equal(known->why, "");
    assert_int_equal(unknown->status, CONSENT_UNKNOWN);
    assert_true(unknown->total == VALUE_NONE && unknown->needed == VALUE_NONE && !unknown->closed);
    consent_release(&result);
    dataset_release(&data);
}

/* One count over two compounds says what it says however the answers fall on them. */
static void test_count_over_compounds(void **state)
{
    static const struct {
        int64_t agree, disagree;
        bool closed;
        enum consent_status status;
    } cases[] = {
        {14, 6, true, CONSENT_UNKNOWN}, /* 10 of 10 and 4 of 10, perhaps */
        {20, 0, true, CONSENT_MET},     /* everybody */
        {13, 7, true, CONSENT_FAILED},  /* too few over both */
        {12, 8, false, CONSENT_IMPOSSIBLE},
        {12, 0, false, CONSENT_OPEN},    /* nobody refuses, not enough agree */
        {12, 4, false, CONSENT_UNKNOWN}, /* the four may be of one compound */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dataset data;
        struct consent_result result;
        fixture_init(&data);
        fixture_project(&data, "魏都区", "a");
        fixture_compound(&data, "丁");
        fixture_compound(&data, "丙");
        fixture_tally(&data, "", 20, cases[i].agree, cases[i].disagree, cases[i].closed);
        consent_compute(&result, &data, &two_thirds, NULL);
        const struct consent_project *project = &result.projects[0];
        assert_int_equal(project->status, cases[i].status);
        assert_int_equal(project->compounds, 2);
        if (project->status == CONSENT_UNKNOWN) {
            assert_true(project->needed == VALUE_NONE && project->compounds_met == 0);
            assert_string_not_equal(project->why, "");
        }
        consent_release(&result);
        dataset_release(&data);
    }
}

static const struct consent_rule by_block = {
    .name = "by-block", .unit = CONSENT_BY_BLOCK, .heads = {3, 4, false}};

/* 32 of 40 agree, but of building 2 only 14 of 20, where 15 are asked for. */
static void test_blocks_decide(void **state)
{
    struct dataset data;
    struct consent_result result;
    const struct consent_project *project;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a");
    fixture_tally(&data, "", 40, 32, 4, false);
    fixture_stairwell(&data, "1", "1", 10, 10, 0);
    fixture_stairwell(&data, "1", "2", 10, 8, 2);
    fixture_stairwell(&data, "2", "", 20, 14, 2);
    consent_compute(&result, &data, &by_block, NULL);
    project = &result.projects[0];
    assert_int_equal(project->status, CONSENT_OPEN);
    assert_true(project->needed == 1 && project->target_count == 30);
    assert_true(project->blocks == 2 && project->blocks_met == 1);
    assert_true(project->compounds == 1 && project->compounds_met == 0);
    assert_true(!project->compounds_stand_in && project->why[0] == '\0');
    assert_true(project->total == 40 && project->agree == 32);
    consent_release(&result);
    data.consent.tallies[0].closed = true;
    consent_compute(&result, &data, &by_block, NULL);
    assert_int_equal(result.projects[0].status, CONSENT_FAILED);
    consent_release(&result);
    data.consent.stairwells[2].agree = 15;
    consent_compute(&result, &data, &by_block, NULL);
    assert_int_equal(result.projects[0].status, CONSENT_MET);
    consent_release(&result);
    dataset_release(&data);
}

/* Counts alone, a row without a building, a household without a row: one compound stands in. */
static void test_blocks_unknown(void **state)
{
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        struct dataset data;
        struct consent_result result;
        fixture_init(&data);
        fixture_project(&data, "魏都区", "a");
        fixture_tally(&data, "", 40, 32, 4, true);
        if (kind > 0)
            fixture_stairwell(&data, kind == 1 ? "" : "1", "1", 20, 18, 0);
        if (kind > 0)
            fixture_stairwell(&data, "2", "1", kind == 2 ? 19 : 20, 14, 4);
        consent_compute(&result, &data, &by_block, NULL);
        assert_int_equal(result.projects[0].status, CONSENT_MET);
        assert_true(result.projects[0].compounds_stand_in && result.projects[0].blocks == 0);
        assert_string_not_equal(result.projects[0].why, "");
        consent_release(&result);
        dataset_release(&data);
    }
}

/* A cancelled candidate whose survey failed is compared; an open one and a wrong one are not. */
static void test_district(void **state)
{
    struct dataset data;
    struct consent_result result;
    const struct consent_district *district;
    struct interval wilson = interval_wilson(86, 130, 0.95);
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a");
    fixture_tally(&data, "", 100, 66, 34, true);
    fixture_project(&data, "魏都区", "b")->status = PROJECT_CANCELLED;
    fixture_tally(&data, "", 30, 20, VALUE_NONE, true);
    fixture_project(&data, "魏都区", "c");
    fixture_tally(&data, "", 50, 10, 0, false);
    fixture_project(&data, "魏都区", "d");
    fixture_tally(&data, "", 50, 60, 0, true);
    consent_compute(&result, &data, &two_thirds, NULL);
    district = &result.districts[0];
    assert_true(district->projects == 2 && district->total == 130 && district->agree == 86);
    assert_true(district->met == 1 && district->failed == 1 && district->open == 1 &&
                district->unknown == 1);
    /* The two agree as closely as chance has it: Wilson's own interval. */
    assert_true(result.spread.icc == 0);
    assert_close(district->low_pct, 100 * wilson.low, 1e-12);
    assert_close(district->high_pct, 100 * wilson.high, 1e-12);
    assert_close(district->answered_pct, 100, 1e-12);
    assert_close(district->agree_of_answered_pct, 66, 1e-12);
    assert_true(district->rank_low == 1 && district->rank_high == 1);
    assert_true(isnan(district->funnel_p) && district->funnel == 0);
    assert_true(isnan(result.projects[3].p_reach));
    consent_release(&result);
    dataset_release(&data);
}

/* Surveys in which early answers agree at 90 % and late ones at 40 %, as in `test_reach`. */
static void add_survey(struct dataset *data, gsl_rng *rng, const char *name, bool closed)
{
    int64_t early = gsl_ran_binomial(rng, 0.9, 50), late = gsl_ran_binomial(rng, 0.4, 50);
    fixture_project(data, "魏都区", name);
    fixture_tally(data, "", 100, closed ? early + late : early,
                  closed ? 100 - early - late : 50 - early, closed);
    if (closed) {
        data->consent.tallies[data->consent.tally_count - 1].survey_end =
            daynum_from_civil(2022, 5, 15);
        fixture_step(data, daynum_from_civil(2022, 3, 31), early, 50 - early);
        fixture_step(data, daynum_from_civil(2022, 5, 31), early + late, 100 - early - late);
    }
}

/* Half of the answers are in, 45 of 50 agree: 22 more of 50 are needed. The raw rate promises
 * them for certain; late answers, at 40 %, give P(X >= 22) = 0.33. */
static void test_late_answers_differ(void **state)
{
    static char names[200][8];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct dataset data;
    struct consent_result result;
    struct consent_tally *open;
    (void)state;
    fixture_init(&data);
    for (size_t i = 0; i < 200; i++) {
        snprintf(names[i], sizeof names[i], "p%03zu", i);
        add_survey(&data, rng, names[i], true);
    }
    fixture_project(&data, "魏都区", "z");
    open = fixture_tally(&data, "", 100, 45, 5, false);
    consent_compute(&result, &data, &two_thirds, NULL);
    assert_close(result.projects[200].p_reach, 0.33, 0.25);
    consent_release(&result);
    open->agree = 66;
    open->disagree = 30;
    consent_compute(&result, &data, &two_thirds, NULL);
    assert_true(result.projects[200].p_reach > 0.5 && result.projects[200].p_reach < 1);
    consent_release(&result);
    dataset_release(&data);
    gsl_rng_free(rng);
}

/* Only ends are known: 0.75 of all agree, and 50 of 60 have; 17 of 40 are still needed. */
static void test_ends_alone(void **state)
{
    static char names[60][8];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct dataset data, year;
    struct consent_result result;
    (void)state;
    fixture_init(&data);
    for (size_t i = 0; i < 60; i++) {
        snprintf(names[i], sizeof names[i], "p%02zu", i);
        fixture_project(&data, "魏都区", names[i]);
        fixture_tally(&data, "", 100, gsl_ran_binomial(rng, gsl_ran_beta(rng, 15, 5), 100),
                      VALUE_NONE, true);
    }
    fixture_init(&year);
    fixture_project(&year, "魏都区", "z");
    fixture_tally(&year, "", 100, 50, 10, false);
    consent_compute(&result, &year, &two_thirds, NULL);
    assert_true(isnan(result.projects[0].p_reach));
    consent_release(&result);
    consent_compute_taught(&result, &year, &data, &two_thirds, NULL);
    assert_true(result.projects[0].p_reach > 0.6 && result.projects[0].p_reach < 0.999);
    consent_release(&result);
    dataset_release(&data);
    dataset_release(&year);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_compounds_decide),
        cmocka_unit_test(test_compound_without_survey),
        cmocka_unit_test(test_count_over_compounds),
        cmocka_unit_test(test_blocks_decide),
        cmocka_unit_test(test_blocks_unknown),
        cmocka_unit_test(test_district),
        cmocka_unit_test(test_late_answers_differ),
        cmocka_unit_test(test_ends_alone),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

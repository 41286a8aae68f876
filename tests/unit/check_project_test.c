/* Tests of what is found about dates, plan, progress and consent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check_fixture.h"

static void finish_before_start(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_finish = world_day(3, 1) - 1 + edge;
}

static void plan_finish_before_start(struct world *world, int edge)
{
    struct project *p = world->project;
    p->plan_start = world_day(5, 1);
    p->plan_finish = world_day(5, 1) - 1 + edge;
}

static void acceptance_before_finish(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_finish = world_day(7, 1);
    p->accept_date = world_day(7, 1) - 1 + edge;
}

static void date_in_future(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_finish = world_day(9, 1) - edge;
}

static void implausible_date(struct world *world, int edge)
{
    struct project *p = world->project;
    p->survey_date = daynum_from_civil(1989 + edge, 12, 31);
}

static void one_day_works(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_finish = world_day(3, 1) + edge;
}

static void started_before_approval(struct world *world, int edge)
{
    struct project *p = world->project;
    p->approval_date = world_day(3, 2) - edge;
}

static void started_before_disclosure(struct world *world, int edge)
{
    struct project *p = world->project;
    p->disclosure_date = world_day(3, 2) - edge;
}

static void milestones_out_of_order(struct world *world, int edge)
{
    struct project *p = world->project;
    p->survey_date = world_day(1, 2) - edge;
    p->tender_date = world_day(1, 1);
}

static void status_behind_dates(struct world *world, int edge)
{
    struct project *p = world->project;
    p->status = edge == 0 ? PROJECT_PREPARING : PROJECT_UNDER_WAY;
}

static void completed_without_date(struct world *world, int edge)
{
    struct project *p = world->project;
    p->status = PROJECT_COMPLETED;
    if (edge == 1)
        p->full_progress_date = world_day(8, 1);
}

static void not_accepted(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_finish = world_day(8, 31) - 91 + edge;
    fixture_project(&world->data, "魏都区", "2022-002")->accept_date = world_day(8, 1);
}

static void accepted_unfinished(struct world *world, int edge)
{
    struct project *p = world->project;
    p->accept_date = world_day(8, 1);
    p->progress_mpct = edge == 0 ? 90000 : VALUE_NONE;
}

static void plan_moved(struct world *world, int edge)
{
    struct project *p = world->project;
    p->original_plan_finish = world_day(7, 31);
    p->plan_finish = world_day(7, 31) + 61 - edge;
}

static void plan_after_deadline(struct world *world, int edge)
{
    struct project *p = world->project;
    p->plan_finish = world_day(11, 30) + 1 - edge;
}

static void start_overdue(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_start = DAYNUM_NONE;
    p->plan_start = world_day(8, 31) - 61 + edge;
}

static void start_outside_plan_year(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_start = daynum_from_civil(2020 + edge, 12, 31);
}

static void duplicate_project(struct world *world, int edge)
{
    struct project *p = world->project;
    p->name = "东风 小区";
    struct project *other = fixture_project(&world->data, "魏都区", "2022-002");
    other->name = edge == 0 ? "东风小区" : "东风小区二期";
}

static void renovated_twice(struct world *world, int edge)
{
    struct project *p = world->project;
    struct project *other = fixture_project(&world->data, "魏都区", "2021-002");
    other->name = p->name;
    other->plan_year = 2021 + edge;
}

static void vanished(struct world *world, int edge)
{
    struct project *p = world->project;
    p->gone = true;
    p->as_of = world_day(6, 30);
    if (edge == 1)
        p->status = PROJECT_CANCELLED;
}

static void progress_back(struct world *world, int edge)
{
    world_progress(world, world_day(6, 30), 50, -1);
    world_progress(world, world_day(7, 31), 49 + edge, -1);
}

static void progress_out_of_range(struct world *world, int edge)
{
    world_progress(world, world_day(7, 31), 50, 101 - edge);
}

static void progress_before_start(struct world *world, int edge)
{
    world_progress(world, world_day(3, 1) - 1 + edge, 5, -1);
}

static void finished_below_100(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_finish = world_day(7, 31);
    world_progress(world, world_day(7, 31), 99 + edge, -1);
}

static void full_without_finish(struct world *world, int edge)
{
    struct project *p = world->project;
    p->full_progress_date = world_day(8, 31) - 61 + edge;
    world_progress(world, p->full_progress_date, 100, -1);
}

static void progress_stale(struct world *world, int edge)
{
    world_progress(world, world_day(8, 31) - (int)world->settings.stale_days - 1 + edge, 50, -1);
}

static void progress_stuck(struct world *world, int edge)
{
    world_progress(world, world_day(8, 31) - 90 + edge, 50, -1);
    world_progress(world, world_day(7, 31), 50, -1);
    world_progress(world, world_day(8, 31), 50, -1);
}

static void progress_jump(struct world *world, int edge)
{
    world_progress(world, world_day(6, 30), 10, -1);
    world_progress(world, world_day(7, 31), 61 - edge, -1);
}

static void plan_curve_back(struct world *world, int edge)
{
    world_progress(world, world_day(6, 30), -1, 50);
    world_progress(world, world_day(7, 31), -1, 49 + edge);
}

static void started_before_consent(struct world *world, int edge)
{
    struct project *p = world->project;
    p->consent_date = world_day(3, 2) - edge;
}

static void started_without_consent(struct world *world, int edge)
{
    fixture_tally(&world->data, "", 99, 65 + edge, 0, true);
}

static void answers_over_total(struct world *world, int edge)
{
    fixture_tally(&world->data, "", 10, 8, 3 - edge, false);
}

static void survey_of_nobody(struct world *world, int edge)
{
    fixture_tally(&world->data, "", edge, edge, 0, false);
}

static void area_over_total(struct world *world, int edge)
{
    struct consent_tally *tally = fixture_tally(&world->data, "", 10, 8, 1, false);
    tally->area_total_cm2 = 100;
    tally->area_agree_cm2 = 90;
    tally->area_disagree_cm2 = 11 - edge;
}

static void pledges_over_total(struct world *world, int edge)
{
    fixture_tally(&world->data, "", 10, 8, 1, false)->demolish = 11 - edge;
}

static void answers_before_survey(struct world *world, int edge)
{
    fixture_tally(&world->data, "", 10, 8, 1, false)->survey_start = world_day(2, 1) - edge;
    fixture_step(&world->data, world_day(1, 31), 1, 0);
}

static void area_without_households(struct world *world, int edge)
{
    struct consent_tally *tally =
        fixture_tally(&world->data, "", 10, edge ? 8 : VALUE_NONE, VALUE_NONE, false);
    tally->area_total_cm2 = 100;
    tally->area_agree_cm2 = 80;
}

static void answers_of_one_day(struct world *world, int edge)
{
    fixture_tally(&world->data, "", 10, 8, 1, false)->clashes = 1 - edge;
}

static void survey_ends_before_start(struct world *world, int edge)
{
    struct consent_tally *tally = fixture_tally(&world->data, "", 10, 8, 1, false);
    tally->survey_start = world_day(2, 1);
    tally->survey_end = world_day(2, 1) - 1 + edge;
}

static void households_disagree(struct world *world, int edge)
{
    struct project *p = world->project;
    p->households = 100;
    p->communities = 1;
    fixture_tally(&world->data, "", 89 + edge, 80, 1, false);
}

static void counts_disagree(struct world *world, int edge)
{
    struct consent_tally *tally = fixture_tally(&world->data, "", 10, 8, 1, false);
    tally->from_answers = true;
    tally->reported_agree = 7 + edge;
}

static const struct check_case cases[] = {
    {FINDING_FINISH_BEFORE_START, finish_before_start},
    {FINDING_PLAN_FINISH_BEFORE_START, plan_finish_before_start},
    {FINDING_ACCEPTANCE_BEFORE_FINISH, acceptance_before_finish},
    {FINDING_DATE_IN_FUTURE, date_in_future},
    {FINDING_IMPLAUSIBLE_DATE, implausible_date},
    {FINDING_ONE_DAY_WORKS, one_day_works},
    {FINDING_STARTED_BEFORE_APPROVAL, started_before_approval},
    {FINDING_STARTED_BEFORE_DISCLOSURE, started_before_disclosure},
    {FINDING_MILESTONES_OUT_OF_ORDER, milestones_out_of_order},
    {FINDING_STATUS_BEHIND_DATES, status_behind_dates},
    {FINDING_COMPLETED_WITHOUT_DATE, completed_without_date},
    {FINDING_NOT_ACCEPTED, not_accepted},
    {FINDING_ACCEPTED_UNFINISHED, accepted_unfinished},
    {FINDING_PLAN_MOVED, plan_moved},
    {FINDING_PLAN_AFTER_DEADLINE, plan_after_deadline},
    {FINDING_START_OVERDUE, start_overdue},
    {FINDING_START_OUTSIDE_PLAN_YEAR, start_outside_plan_year},
    {FINDING_DUPLICATE_PROJECT, duplicate_project},
    {FINDING_RENOVATED_TWICE, renovated_twice},
    {FINDING_VANISHED, vanished},
    {FINDING_PROGRESS_BACK, progress_back},
    {FINDING_PROGRESS_OUT_OF_RANGE, progress_out_of_range},
    {FINDING_PROGRESS_BEFORE_START, progress_before_start},
    {FINDING_FINISHED_BELOW_100, finished_below_100},
    {FINDING_FULL_WITHOUT_FINISH, full_without_finish},
    {FINDING_PROGRESS_STALE, progress_stale},
    {FINDING_PROGRESS_STUCK, progress_stuck},
    {FINDING_PROGRESS_JUMP, progress_jump},
    {FINDING_PLAN_CURVE_BACK, plan_curve_back},
    {FINDING_STARTED_BEFORE_CONSENT, started_before_consent},
    {FINDING_STARTED_WITHOUT_CONSENT, started_without_consent},
    {FINDING_ANSWERS_OVER_TOTAL, answers_over_total},
    {FINDING_SURVEY_OF_NOBODY, survey_of_nobody},
    {FINDING_AREA_OVER_TOTAL, area_over_total},
    {FINDING_AREA_WITHOUT_HOUSEHOLDS, area_without_households},
    {FINDING_PLEDGES_OVER_TOTAL, pledges_over_total},
    {FINDING_ANSWERS_BEFORE_SURVEY, answers_before_survey},
    {FINDING_ANSWERS_OF_ONE_DAY, answers_of_one_day},
    {FINDING_SURVEY_ENDS_BEFORE_START, survey_ends_before_start},
    {FINDING_HOUSEHOLDS_DISAGREE, households_disagree},
    {FINDING_COUNTS_DISAGREE, counts_disagree},
};

static void each_kind(void **state)
{
    (void)state;
    check_cases(cases, sizeof cases / sizeof *cases, THEME_DATES, THEME_CONSENT);
}

/* Two compounds of which one falls short: by project they are judged together. */
static void by_project(void **state)
{
    struct world world;
    (void)state;
    world_init(&world);
    fixture_tally(&world.data, "甲", 100, 60, 40, true);
    fixture_tally(&world.data, "乙", 50, 40, 10, true);
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 1);
    world.settings.rules[world.settings.rule].unit = CONSENT_BY_PROJECT;
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 0);
    world.data.consent.tallies[1].agree = 39;
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 1);
    world_release(&world);
}

/* By block one building that falls short is enough. */
static void by_block(void **state)
{
    struct world world;
    (void)state;
    world_init(&world);
    fixture_tally(&world.data, "甲", 40, 30, 10, true);
    fixture_stairwell(&world.data, "1", "1", 20, 18, 2);
    fixture_stairwell(&world.data, "2", "1", 20, 12, 8);
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 0);
    world.settings.rules[world.settings.rule].unit = CONSENT_BY_BLOCK;
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 1);
    world.data.consent.stairwells[1].agree = 14;
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 0);
    world.data.consent.stairwell_count = 0;
    world.data.consent.tallies[0].agree = 20;
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 1);
    world_release(&world);
}

/* Counts of a survey that was still going on when the works began say nothing of its end. */
static void counted_too_early(void **state)
{
    struct world world;
    (void)state;
    world_init(&world);
    struct consent_tally *tally = fixture_tally(&world.data, "", 100, 60, 10, true);
    tally->survey_end = world_day(2, 28);
    tally->as_of = world_day(1, 31);
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 0);
    tally->as_of = world_day(2, 28);
    assert_int_equal(world_count(&world, FINDING_STARTED_WITHOUT_CONSENT), 1);
    world_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind),
        cmocka_unit_test(by_block),
        cmocka_unit_test(by_project),
        cmocka_unit_test(counted_too_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

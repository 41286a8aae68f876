/* Tests of what projects add up to: summary, budget, facilities, management, satisfaction. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/budget.h"
#include "analysis/facilities.h"
#include "analysis/management.h"
#include "analysis/satisfaction.h"
#include "analysis/summary.h"
#include "dataset_fixture.h"
#include "reference_fixture.h"

static daynum day(int month, int dom)
{
    return daynum_from_civil(2022, month, dom);
}

/* Four projects count; one is outside the plan, one gone, one cancelled. */
static void fill(struct dataset *data)
{
    struct project *project;
    fixture_init(data);
    project = fixture_project(data, "建安区", "a");
    project->households = 100;
    project->actual_start = day(3, 1);
    project->actual_finish = day(8, 31);
    project->works = 1u << WORKS_BASIC | 1u << WORKS_IMPROVING;
    project = fixture_project(data, "建安区", "b");
    project->actual_start = day(9, 1);
    project->accept_date = day(9, 2);
    project = fixture_project(data, "魏都区", "c");
    project->households = 50;
    project->plan_year = 2021;
    project->progress_mpct = 100000;
    project->full_progress_date = day(7, 31);
    project->status = PROJECT_ACCEPTED;
    project = fixture_project(data, "魏都区", "d");
    project->progress_mpct = 1;
    project->works = 1u << WORKS_IMPROVING;
    fixture_project(data, "魏都区", "e")->outside_plan = true;
    fixture_project(data, "魏都区", "f")->gone = true;
    project = fixture_project(data, "魏都区", "g");
    project->status = PROJECT_CANCELLED;
    project->households = 1000;
}

static void test_summary(void **state)
{
    struct dataset data;
    struct summary summary;
    (void)state;
    fill(&data);
    summary_compute(&summary, &data, SUMMARY_BY_DISTRICT);
    assert_true(summary.count == 2);
    assert_string_equal(summary.rows[0].group, "建安区");
    assert_true(summary.rows[0].projects == 2 && summary.rows[0].started == 1);
    assert_true(summary.rows[0].completed == 1 && summary.rows[0].accepted == 0);
    assert_true(summary.rows[0].households == 100 && summary.rows[0].buildings == VALUE_NONE);
    assert_true(summary.rows[1].projects == 2 && summary.rows[1].started == 2);
    assert_true(summary.rows[1].completed == 1 && summary.rows[1].accepted == 1);
    assert_true(summary.rows[1].outside_plan == 1 && summary.rows[1].gone == 1);
    assert_true(summary.total.projects == 4 && summary.total.households == 150);
    assert_true(summary.total.planned_fen == VALUE_NONE);
    summary_release(&summary);
    summary_compute(&summary, &data, SUMMARY_BY_YEAR);
    assert_true(summary.count == 2 && summary.rows[0].projects == 1);
    assert_string_equal(summary.rows[0].group, "2021");
    summary_release(&summary);
    dataset_release(&data);
}

/* By class a project stands in each of its rows, but once in the total. */
static void test_summary_by_class(void **state)
{
    struct dataset data;
    struct summary summary;
    (void)state;
    fill(&data);
    summary_compute(&summary, &data, SUMMARY_BY_CLASS);
    assert_true(summary.count == 3 && summary.total.projects == 4);
    assert_true(summary.rows[0].code == WORKS_BASIC && summary.rows[0].projects == 1);
    assert_true(summary.rows[1].code == WORKS_IMPROVING && summary.rows[1].projects == 2);
    assert_string_equal(summary.rows[2].group, "");
    assert_true(summary.rows[2].projects == 2);
    summary_release(&summary);
    dataset_release(&data);
}

/* Two cities may each have a 新城区. */
static void test_shared_names(void **state)
{
    struct dataset data;
    struct summary summary;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "新城区", "a")->city = "信阳市";
    fixture_project(&data, "新城区", "b")->city = "许昌市";
    fixture_project(&data, "魏都区", "c")->city = "许昌市";
    summary_compute(&summary, &data, SUMMARY_BY_DISTRICT);
    assert_true(summary.count == 3);
    assert_string_equal(summary.rows[0].group, "信阳市 新城区");
    assert_string_equal(summary.rows[1].group, "许昌市 新城区");
    assert_string_equal(summary.rows[2].group, "魏都区");
    summary_release(&summary);
    dataset_release(&data);
}

static void test_empty(void **state)
{
    struct dataset data = {0};
    struct summary summary;
    struct budget_result budget;
    struct facilities_result facilities;
    struct management_result management;
    struct satisfaction_result satisfaction;
    (void)state;
    summary_compute(&summary, &data, SUMMARY_BY_MANAGEMENT);
    budget_compute(&budget, &data);
    facilities_compute(&facilities, &data);
    management_compute(&management, &data);
    satisfaction_compute(&satisfaction, &data);
    assert_true(summary.count + budget.count + facilities.count + management.count +
                    satisfaction.count ==
                0);
    assert_true(summary.total.households == VALUE_NONE);
    assert_true(isnan(budget.total.paid_of_planned_pct));
    assert_true(isnan(facilities.total.parking_per_100_households));
    assert_true(management.total.area_cm2 == VALUE_NONE);
    assert_true(isnan(satisfaction.total.content_pct));
    summary_release(&summary);
    budget_release(&budget);
    facilities_release(&facilities);
    management_release(&management);
    satisfaction_release(&satisfaction);
}

/* A rate is over the projects that say both of its numbers. */
static void test_budget(void **state)
{
    struct dataset data;
    struct budget_result result;
    struct budget *budget;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a")->households = 10;
    budget = fixture_budget(&data);
    budget->planned_fen = 1000;
    budget->paid_fen = 1100;
    budget->planned_by_source_fen[FUND_CITY] = 7;
    fixture_project(&data, "魏都区", "b");
    budget = fixture_budget(&data);
    budget->planned_fen = 3000;
    budget->issued_fen = 0;
    budget_compute(&result, &data);
    assert_true(result.count == 1 && result.rows[0].projects == 2);
    assert_true(result.total.planned_fen == 4000 && result.total.paid_fen == 1100);
    assert_true(result.total.issued_fen == 0 && result.total.settled_fen == VALUE_NONE);
    assert_true(result.total.planned_by_source_fen[FUND_CITY] == 7);
    assert_true(result.total.planned_by_source_fen[FUND_BOND] == VALUE_NONE);
    assert_close(result.total.paid_of_planned_pct, 110, 1e-12);
    assert_true(isnan(result.total.paid_of_issued_pct));
    assert_close(result.total.planned_yuan_per_household, 1, 1e-12);
    budget_release(&result);
    dataset_release(&data);
}

static void test_facilities(void **state)
{
    struct dataset data;
    struct facilities_result result;
    struct facilities *facilities;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a")->households = 200;
    facilities = fixture_facilities(&data);
    facilities->parking_before = 10;
    facilities->parking_after = 30;
    facilities->charger_ports_added = 8;
    fixture_project(&data, "魏都区", "b");
    facilities = fixture_facilities(&data);
    facilities->parking_added = 5;
    facilities->charger_posts_added = 3;
    facilities_compute(&result, &data);
    assert_true(result.total.sums.parking_added == 25);
    assert_true(result.total.sums.charger_posts_added == 3);
    assert_true(result.total.sums.charger_ports_added == 8);
    assert_true(result.total.sums.charger_groups_added == VALUE_NONE);
    assert_close(result.total.parking_per_100_households, 10, 1e-12);
    assert_true(isnan(result.total.posts_per_100_households));
    facilities_release(&result);
    dataset_release(&data);
}

static void test_management(void **state)
{
    struct dataset data;
    struct management_result result;
    struct compound *compound;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a")->central_area = true;
    for (int i = 0; i < 2; i++) {
        compound = fixture_compound(&data, "院");
        compound->mode = MANAGEMENT_PROFESSIONAL;
        compound->company = "安居物业";
        compound->households = 30;
        compound->managed_households = i == 0 ? 20 : VALUE_NONE;
    }
    fixture_project(&data, "魏都区", "b");
    compound = fixture_compound(&data, "南院");
    compound->mode = MANAGEMENT_SELF;
    compound->communities = 3;
    fixture_compound(&data, "北院");
    fixture_project(&data, "魏都区", "c")->gone = true;
    fixture_compound(&data, "旧院")->mode = MANAGEMENT_SELF;
    management_compute(&result, &data);
    assert_true(result.count == 3);
    assert_int_equal(result.rows[0].mode, MANAGEMENT_PROFESSIONAL);
    assert_true(result.rows[0].communities == 2 && result.rows[0].households == 50);
    assert_true(result.rows[0].communities_central == 2 && result.rows[0].companies == 1);
    assert_true(result.rows[1].communities == 3 && result.rows[1].households == VALUE_NONE);
    assert_int_equal(result.rows[2].mode, 0);
    assert_true(result.total.communities == 6 && result.total.companies == 1);
    management_release(&result);
    dataset_release(&data);
}

/* A project of two modes stands in two rows, each with its own compounds; the total has it once. */
static void test_modes_agree(void **state)
{
    struct dataset data;
    struct summary summary;
    struct management_result result;
    (void)state;
    fixture_init(&data);
    struct project *project = fixture_project(&data, "建安区", "a");
    project->communities = 2;
    project->households = 30;
    struct compound *compound = fixture_compound(&data, "东院");
    compound->mode = MANAGEMENT_PROFESSIONAL;
    compound->company = "安居物业";
    compound->households = 20;
    compound = fixture_compound(&data, "西院");
    compound->mode = MANAGEMENT_SELF;
    compound->households = 10;
    summary_compute(&summary, &data, SUMMARY_BY_MANAGEMENT);
    assert_true(summary.count == 2 && summary.total.projects == 1);
    for (size_t i = 0; i < summary.count; i++) {
        bool professional = summary.rows[i].code == MANAGEMENT_PROFESSIONAL;
        assert_true(summary.rows[i].projects == 1 && summary.rows[i].communities == 1);
        assert_int_equal(summary.rows[i].households, professional ? 20 : 10);
    }
    assert_true(summary.total.communities == 2 && summary.total.households == 30);
    summary_release(&summary);
    management_compute_by(&result, &data, MANAGEMENT_BY_DISTRICT);
    assert_true(result.count == 1 && result.rows[0].communities == 2);
    assert_string_equal(result.rows[0].group, "建安区");
    assert_true(result.rows[0].communities_professional == 1);
    assert_int_equal(result.rows[0].households_professional, 20);
    management_release(&result);
    management_compute_by(&result, &data, MANAGEMENT_BY_COMPANY);
    assert_true(result.count == 2 && result.total.communities == 2);
    assert_string_equal(result.rows[1].group, "安居物业");
    assert_string_equal(result.rows[1].district, "建安区");
    assert_int_equal(result.rows[1].communities, 1);
    management_release(&result);
    dataset_release(&data);
}

static void test_satisfaction(void **state)
{
    struct dataset data;
    struct satisfaction_result result;
    struct satisfaction *survey;
    (void)state;
    fixture_init(&data);
    fixture_project(&data, "魏都区", "a");
    survey = fixture_satisfaction(&data);
    *survey = (struct satisfaction){0, 100, 60, 20, VALUE_NONE, VALUE_NONE, {0, 0}};
    fixture_project(&data, "魏都区", "b");
    survey = fixture_satisfaction(&data);
    *survey = (struct satisfaction){1, 10, 60, 20, 0, VALUE_NONE, {0, 0}};
    fixture_project(&data, "魏都区", "c");
    fixture_satisfaction(&data)->score_mpct = 97500;
    satisfaction_compute(&result, &data);
    assert_true(result.count == 1 && result.total.projects == 3);
    assert_true(result.total.contradictory == 1 && result.total.scored == 1);
    assert_close(result.total.satisfied_pct, 75, 1e-12);
    assert_close(result.total.content_pct, 100, 1e-12);
    assert_close(result.total.no_answer_pct, 20, 1e-12);
    assert_close(result.total.score_pct, 97.5, 1e-12);
    assert_true(result.total.content_high_pct == 100 && result.total.content_low_pct < 96);
    satisfaction_release(&result);
    dataset_release(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summary),      cmocka_unit_test(test_summary_by_class),
        cmocka_unit_test(test_shared_names), cmocka_unit_test(test_empty),
        cmocka_unit_test(test_budget),       cmocka_unit_test(test_facilities),
        cmocka_unit_test(test_management),   cmocka_unit_test(test_modes_agree),
        cmocka_unit_test(test_satisfaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

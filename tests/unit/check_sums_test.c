/* Tests of what is found about money, works and reporting, and of the list of findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check_fixture.h"

/* Projects of 19,000, 20,000 and 21,000 yuan for each ten households, in turn. */
static void add_costs(struct world *world, int count)
{
    for (int i = 0; i < count; i++) {
        fixture_project(&world->data, "魏都区", "usual")->households = 100;
        fixture_budget(&world->data)->planned_fen = (19 + i % 3) * FEN_PER_WAN;
    }
}

static void paid_over_issued(struct world *world, int edge)
{
    struct budget *budget = fixture_budget(&world->data);
    budget->issued_fen = 1000;
    budget->paid_fen = 1001 - edge;
}

static void paid_over_planned(struct world *world, int edge)
{
    struct budget *budget = fixture_budget(&world->data);
    budget->planned_fen = 1000;
    budget->paid_fen = 1001 - edge;
}

static void issued_over_planned(struct world *world, int edge)
{
    struct budget *budget = fixture_budget(&world->data);
    budget->planned_fen = 1000;
    budget->issued_fen = 1001 - edge;
}

static void settled_over_contract(struct world *world, int edge)
{
    struct budget *budget = fixture_budget(&world->data);
    budget->contracted_fen = 1000;
    budget->settled_fen = 1101 - edge;
}

static void contract_over_planned(struct world *world, int edge)
{
    struct budget *budget = fixture_budget(&world->data);
    budget->planned_fen = 1000;
    budget->contracted_fen = 1001 - edge;
}

static void sources_off_total(struct world *world, int edge)
{
    struct budget *budget = fixture_budget(&world->data);
    budget->planned_fen = FEN_PER_WAN;
    budget->planned_by_source_fen[FUND_CITY] = FEN_PER_WAN;
    budget->planned_by_source_fen[FUND_RESIDENT] = 20001 - edge;
}

static void negative_amount(struct world *world, int edge)
{
    fixture_budget(&world->data)->paid_fen = -1 + edge;
}

static void paid_ahead_of_works(struct world *world, int edge)
{
    struct project *p = world->project;
    struct budget *budget = fixture_budget(&world->data);
    budget->planned_fen = 10000;
    budget->paid_fen = 5001 - edge;
    p->progress_mpct = 10000;
}

static void unit_slip(struct world *world, int edge)
{
    struct project *p = world->project;
    add_costs(world, edge == 0 ? 4 : 3);
    p->households = 100;
    fixture_project(&world->data, "魏都区", "slip")->households = 100;
    fixture_budget(&world->data)->planned_fen = 20 * FEN_PER_WAN * 10000;
}

static void unit_cost_outlier(struct world *world, int edge)
{
    add_costs(world, 9);
    fixture_project(&world->data, "魏都区", "dear")->households = 100;
    fixture_budget(&world->data)->planned_fen = (edge == 0 ? 41 : 39) * FEN_PER_WAN;
}

static void parking_off_balance(struct world *world, int edge)
{
    struct facilities *record = fixture_facilities(&world->data);
    record->parking_before = 10;
    record->parking_added = 5;
    record->parking_after = 14 + edge;
}

static void ports_as_posts(struct world *world, int edge)
{
    struct facilities *record = fixture_facilities(&world->data);
    record->charger_posts_added = 20;
    record->ebike_posts_added = 10;
    record->charger_ports_added = 10 + edge;
}

static void spaces_over_households(struct world *world, int edge)
{
    struct project *p = world->project;
    p->households = 10;
    fixture_facilities(&world->data)->parking_added = 21 - edge;
}

static void facilities_before_start(struct world *world, int edge)
{
    struct project *p = world->project;
    p->actual_start = DAYNUM_NONE;
    fixture_facilities(&world->data)->charger_ports_added = 1 - edge;
}

static void facilities_behind_plan(struct world *world, int edge)
{
    struct project *p = world->project;
    struct facilities *record = fixture_facilities(&world->data);
    p->accept_date = world_day(8, 1);
    record->parking_planned = 100;
    record->parking_added = 79 + edge;
}

static void area_per_household(struct world *world, int edge)
{
    struct project *p = world->project;
    p->households = 10;
    p->floor_area_cm2 = 150 * CM2_PER_M2 - 1 + edge;
}

static void managed_over_households(struct world *world, int edge)
{
    struct compound *compound = fixture_compound(&world->data, "");
    compound->households = 10;
    compound->managed_households = 11 - edge;
}

static void fee_rate_out_of_range(struct world *world, int edge)
{
    fixture_compound(&world->data, "")->fee_collected_mpct = 100001 - edge;
}

static void satisfaction_over_asked(struct world *world, int edge)
{
    struct satisfaction *survey = fixture_satisfaction(&world->data);
    survey->asked = 10;
    survey->satisfied = 9;
    survey->not_satisfied = 2 - edge;
}

static void issues_over_found(struct world *world, int edge)
{
    struct project *p = world->project;
    p->issues_found = 3;
    p->issues_overdue = 4 - edge;
}

static void accepted_with_issues(struct world *world, int edge)
{
    struct project *p = world->project;
    p->issues_found = 3;
    p->issues_open = 1 - edge;
    p->accept_date = world_day(8, 1);
}

static void district_silent(struct world *world, int edge)
{
    struct project *p = world->project;
    p->as_of = world_day(8, 31) - 46 + edge;
    fixture_project(&world->data, "建安区", "2022-002");
}

static void export_missing(struct world *world, int edge)
{
    for (int month = 1; month <= 8; month++)
        if (month != 5 || edge == 1)
            world_source(world, KIND_PROGRESS, daynum_month_end(world_day(month, 1)));
}

static void rows_rejected(struct world *world, int edge)
{
    /* One that a later file has brought back is at rest. */
    struct source *source = world_source(world, KIND_PROGRESS, world_day(8, 31));
    source->rejected = 2 - edge;
    source->open_rejects = 1 - edge;
}

static void rows_pending(struct world *world, int edge)
{
    world_source(world, KIND_PROGRESS, world_day(8, 31))->pending = 1 - edge;
}

static void subtotal_mismatch(struct world *world, int edge)
{
    static struct subtotal_fault fault = {.source_id = 1,
                                          .line = 9,
                                          .file = "in/rows.csv",
                                          .field = "budget_planned",
                                          .label = "合计",
                                          .printed = 937300,
                                          .summed = 937600,
                                          .unit = SUBTOTAL_FEN};
    world_source(world, KIND_TOTALS, world_day(8, 31));
    world->subtotals = (struct subtotal_fault_set){.items = &fault, .count = 1 - (size_t)edge};
}

static void plan_finish_missing(struct world *world, int edge)
{
    struct project *p = world->project;
    p->plan_finish = edge == 0 ? DAYNUM_NONE : world_day(10, 31);
    fixture_project(&world->data, "魏都区", "2022-002")->plan_finish = world_day(10, 31);
}

static void households_missing(struct world *world, int edge)
{
    struct project *p = world->project;
    p->households = edge == 0 ? VALUE_NONE : 10;
}

static void budget_missing(struct world *world, int edge)
{
    fixture_budget(&world->data)->planned_fen = edge == 0 ? VALUE_NONE : 1000;
}

static void progress_missing(struct world *world, int edge)
{
    if (edge == 1)
        world_progress(world, world_day(8, 31), 1, -1);
}

static void totals_part_over_whole(struct world *world, int edge)
{
    struct region_total *total = world_total(world, world_day(8, 31));
    total->planned = 1;
    total->completed = 2 - edge;
}

static void totals_fall(struct world *world, int edge)
{
    world_total(world, world_day(7, 31))->started = 10;
    world_total(world, world_day(8, 31))->started = 9 + edge;
}

static void totals_disagree(struct world *world, int edge)
{
    world_total(world, world_day(8, 31))->planned = 2 - edge;
}

static const struct check_case cases[] = {
    {FINDING_PAID_OVER_ISSUED, paid_over_issued},
    {FINDING_PAID_OVER_PLANNED, paid_over_planned},
    {FINDING_ISSUED_OVER_PLANNED, issued_over_planned},
    {FINDING_SETTLED_OVER_CONTRACT, settled_over_contract},
    {FINDING_CONTRACT_OVER_PLANNED, contract_over_planned},
    {FINDING_SOURCES_OFF_TOTAL, sources_off_total},
    {FINDING_NEGATIVE_AMOUNT, negative_amount},
    {FINDING_PAID_AHEAD_OF_WORKS, paid_ahead_of_works},
    {FINDING_UNIT_SLIP, unit_slip},
    {FINDING_UNIT_COST_OUTLIER, unit_cost_outlier},
    {FINDING_PARKING_OFF_BALANCE, parking_off_balance},
    {FINDING_PORTS_AS_POSTS, ports_as_posts},
    {FINDING_SPACES_OVER_HOUSEHOLDS, spaces_over_households},
    {FINDING_FACILITIES_BEFORE_START, facilities_before_start},
    {FINDING_FACILITIES_BEHIND_PLAN, facilities_behind_plan},
    {FINDING_AREA_PER_HOUSEHOLD, area_per_household},
    {FINDING_MANAGED_OVER_HOUSEHOLDS, managed_over_households},
    {FINDING_FEE_RATE_OUT_OF_RANGE, fee_rate_out_of_range},
    {FINDING_SATISFACTION_OVER_ASKED, satisfaction_over_asked},
    {FINDING_ISSUES_OVER_FOUND, issues_over_found},
    {FINDING_ACCEPTED_WITH_ISSUES, accepted_with_issues},
    {FINDING_DISTRICT_SILENT, district_silent},
    {FINDING_EXPORT_MISSING, export_missing},
    {FINDING_ROWS_REJECTED, rows_rejected},
    {FINDING_SUBTOTAL_MISMATCH, subtotal_mismatch},
    {FINDING_ROWS_PENDING, rows_pending},
    {FINDING_PLAN_FINISH_MISSING, plan_finish_missing},
    {FINDING_HOUSEHOLDS_MISSING, households_missing},
    {FINDING_BUDGET_MISSING, budget_missing},
    {FINDING_PROGRESS_MISSING, progress_missing},
    {FINDING_TOTALS_PART_OVER_WHOLE, totals_part_over_whole},
    {FINDING_TOTALS_FALL, totals_fall},
    {FINDING_TOTALS_DISAGREE, totals_disagree},
};

static void each_kind(void **state)
{
    (void)state;
    check_cases(cases, sizeof cases / sizeof *cases, THEME_MONEY, THEME_REPORTING);
}

/* With nothing, and with one project that says nothing, nothing is found by mistake. */
static void nothing_and_one(void **state)
{
    struct settings settings;
    struct finding_set set;
    struct dataset data = {.vantage = {world_day(8, 31), DAYNUM_MAX}};
    struct check_input input = {.data = &data, .settings = &settings};
    (void)state;
    settings_init(&settings);
    check_run(&set, &input);
    assert_int_equal(set.count, 0);
    finding_set_release(&set);
    fixture_init(&data);
    fixture_project(&data, "", "")->plan_year = 0;
    check_run(&set, &input);
    assert_int_equal(set.count, 3);
    for (size_t i = 0; i < set.count; i++)
        assert_string_equal(set.items[i].subject, "");
    finding_set_release(&set);
    dataset_release(&data);
    settings_release(&settings);
}

/* A project that is gone or cancelled is not looked at. */
static void cancelled(void **state)
{
    struct world world;
    (void)state;
    world_init(&world);
    world.project->actual_finish = world_day(2, 1);
    assert_int_equal(world_count(&world, FINDING_FINISH_BEFORE_START), 1);
    world.project->status = PROJECT_CANCELLED;
    assert_int_equal(world_count(&world, FINDING_FINISH_BEFORE_START), 0);
    world_release(&world);
}

static void places_and_order(void **state)
{
    struct world world;
    struct finding_set set;
    (void)state;
    world_init(&world);
    world.project->actual_finish = world_day(2, 1);
    world.project->accept_date = world_day(1, 1);
    world.project->households = 1;
    world.project->plan_finish = world_day(12, 1);
    fixture_budget(&world.data)->planned_fen = 1;
    world_progress(&world, world_day(8, 31), 100, -1);
    struct check_input input = {.data = &world.data, .settings = &world.settings};
    check_run(&set, &input);
    assert_int_equal(set.count, 2);
    assert_int_equal(set.items[0].code, FINDING_FINISH_BEFORE_START);
    assert_int_equal(set.items[1].code, FINDING_ACCEPTANCE_BEFORE_FINISH);
    assert_string_equal(set.items[0].project, "2022-001");
    assert_string_equal(set.items[0].district, "魏都区");
    assert_int_equal(set.items[0].from.source_id, 1);
    assert_int_equal(set.items[0].from.line, 7);
    finding_set_release(&set);
    world_release(&world);
}

static void rest(void **state)
{
    struct acknowledgement said[] = {
        {"finish-before-start", "许昌市", "2022-001", "one", 19000},
        {"not-accepted", "", "", "two", 19001},
        {"finish-before-start", "许昌市", "2022-002", "three", 19002},
    };
    struct acknowledgement_set acknowledged = {said, 3, ARENA_INIT};
    struct world world;
    struct finding_set set;
    (void)state;
    world_init(&world);
    world.project->actual_finish = world_day(2, 1);
    fixture_project(&world.data, "魏都区", "2022-003")->actual_start = world_day(3, 1);
    world.data.projects.items[1].actual_finish = world_day(2, 1);
    fixture_project(&world.data, "魏都区", "2022-004")->accept_date = world_day(8, 1);
    struct check_input input = {.data = &world.data, .settings = &world.settings};
    check_run(&set, &input);
    finding_set_rest(&set, &acknowledged);
    for (size_t i = 0; i < set.count; i++) {
        const struct finding *finding = &set.items[i];
        if (finding->code == FINDING_NOT_ACCEPTED)
            assert_string_equal(finding->reason, "two");
        else if (finding->code == FINDING_FINISH_BEFORE_START && i == 0)
            assert_string_equal(finding->reason, "one");
        else
            assert_null(finding->reason);
    }
    finding_set_release(&set);
    world_release(&world);
}

/* Every kind has a code of its own, an explanation and advice. */
static void kinds(void **state)
{
    (void)state;
    for (int i = 0; i < FINDING_COUNT; i++) {
        assert_int_equal(finding_code_of(finding_kinds[i].code), i);
        assert_true(finding_kinds[i].explanation[0] != '\0' && finding_kinds[i].advice[0] != '\0');
    }
    assert_int_equal(finding_code_of("no-such-code"), FINDING_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind), cmocka_unit_test(nothing_and_one),
        cmocka_unit_test(cancelled), cmocka_unit_test(places_and_order),
        cmocka_unit_test(rest),      cmocka_unit_test(kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

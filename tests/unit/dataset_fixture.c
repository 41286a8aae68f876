#include "dataset_fixture.h"

#include <stdlib.h>

/* Fixtures are small: every array has room for this many from the start, so that pointers to
 * its elements stay good. */
enum { ROOM = 4096 };

/* Sets every 64-bit integer of a record from `first` on to unknown. */
static void set_unknown(int64_t *first, size_t count)
{
    for (size_t i = 0; i < count; i++)
        first[i] = VALUE_NONE;
}

#define UNKNOWN(from, to) set_unknown(&(from), (size_t)(&(to) - &(from)) + 1)

void fixture_init(struct dataset *data)
{
    *data = (struct dataset){.vantage = {daynum_from_civil(2022, 8, 31), DAYNUM_MAX}};
    data->projects.items = xcalloc(ROOM, sizeof *data->projects.items);
    data->compounds = xcalloc(ROOM, sizeof *data->compounds);
    data->budgets = xcalloc(ROOM, sizeof *data->budgets);
    data->facilities = xcalloc(ROOM, sizeof *data->facilities);
    data->satisfaction = xcalloc(ROOM, sizeof *data->satisfaction);
    data->consent.tallies = xcalloc(ROOM, sizeof *data->consent.tallies);
    data->consent.stairwells = xcalloc(ROOM, sizeof *data->consent.stairwells);
    data->consent.steps = xcalloc(ROOM, sizeof *data->consent.steps);
}

static size_t last_project(const struct dataset *data)
{
    return data->projects.count - 1;
}

struct project *fixture_project(struct dataset *data, const char *district, const char *name)
{
    size_t i = data->projects.count++;
    struct project *project = &data->projects.items[i];
    *project = (struct project){.project_id = (int64_t)i + 1,
                                .code = name,
                                .name = name,
                                .city = "许昌市",
                                .district = district,
                                .street = "",
                                .committee = "",
                                .responsible_unit = "",
                                .contractor = "",
                                .plan_year = 2022,
                                .survey_date = DAYNUM_NONE,
                                .consent_date = DAYNUM_NONE,
                                .disclosure_date = DAYNUM_NONE,
                                .approval_date = DAYNUM_NONE,
                                .funding_date = DAYNUM_NONE,
                                .tender_date = DAYNUM_NONE,
                                .plan_start = DAYNUM_NONE,
                                .plan_finish = DAYNUM_NONE,
                                .original_plan_finish = DAYNUM_NONE,
                                .actual_start = DAYNUM_NONE,
                                .actual_finish = DAYNUM_NONE,
                                .accept_date = DAYNUM_NONE,
                                .progress_mpct = VALUE_NONE,
                                .progress_date = DAYNUM_NONE,
                                .full_progress_date = DAYNUM_NONE,
                                .issues_found = VALUE_NONE,
                                .issues_open = VALUE_NONE,
                                .issues_overdue = VALUE_NONE,
                                .as_of = data->vantage.as_of};
    UNKNOWN(project->communities, project->floor_area_cm2);
    return project;
}

struct compound *fixture_compound(struct dataset *data, const char *name)
{
    struct compound *compound = &data->compounds[data->compound_count++];
    *compound = (struct compound){.compound_id = (int64_t)data->compound_count,
                                  .project = last_project(data),
                                  .name = name,
                                  .company = ""};
    UNKNOWN(compound->communities, compound->floor_area_cm2);
    UNKNOWN(compound->managed_households, compound->fee_collected_mpct);
    return compound;
}

struct budget *fixture_budget(struct dataset *data)
{
    struct budget *budget = &data->budgets[data->budget_count++];
    *budget = (struct budget){.project = last_project(data), .as_of = data->vantage.as_of};
    UNKNOWN(budget->planned_fen, budget->invested_fen);
    return budget;
}

struct facilities *fixture_facilities(struct dataset *data)
{
    struct facilities *facilities = &data->facilities[data->facilities_count++];
    *facilities = (struct facilities){.project = last_project(data), .as_of = data->vantage.as_of};
    UNKNOWN(facilities->parking_before, facilities->demolished_area_cm2);
    return facilities;
}

struct satisfaction *fixture_satisfaction(struct dataset *data)
{
    struct satisfaction *survey = &data->satisfaction[data->satisfaction_count++];
    *survey = (struct satisfaction){.project = last_project(data)};
    UNKNOWN(survey->asked, survey->score_mpct);
    return survey;
}

struct consent_tally *fixture_tally(struct dataset *data, const char *compound, int64_t total,
                                    int64_t agree, int64_t disagree, bool closed)
{
    struct consent_tally *tally = &data->consent.tallies[data->consent.tally_count++];
    *tally = (struct consent_tally){.project = last_project(data),
                                    .compound_id = (int64_t)data->consent.tally_count,
                                    .compound = compound,
                                    .survey_start = DAYNUM_NONE,
                                    .survey_end = DAYNUM_NONE,
                                    .as_of = data->vantage.as_of,
                                    .closed = closed};
    UNKNOWN(tally->total, tally->demolish);
    tally->total = total;
    tally->agree = agree;
    tally->disagree = disagree;
    return tally;
}

void fixture_stairwell(struct dataset *data, const char *building, const char *unit, int64_t total,
                       int64_t agree, int64_t disagree)
{
    struct consent_stairwell *stairwell =
        &data->consent.stairwells[data->consent.stairwell_count++];
    data->consent.tallies[data->consent.tally_count - 1].from_answers = true;
    *stairwell = (struct consent_stairwell){
        .tally = data->consent.tally_count - 1, .building = building, .unit = unit};
    UNKNOWN(stairwell->total, stairwell->demolish);
    stairwell->total = total;
    stairwell->agree = agree;
    stairwell->disagree = disagree;
    stairwell->abstain = 0;
}

void fixture_step(struct dataset *data, daynum month_end, int64_t agree, int64_t disagree)
{
    const struct consent_tally *tally = &data->consent.tallies[data->consent.tally_count - 1];
    data->consent.steps[data->consent.step_count++] =
        (struct consent_step){.project = tally->project,
                              .compound_id = tally->compound_id,
                              .month_end = month_end,
                              .total = tally->total,
                              .agree = agree,
                              .disagree = disagree,
                              .abstain = VALUE_NONE};
}

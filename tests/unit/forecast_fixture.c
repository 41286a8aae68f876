#include "unit/forecast_fixture.h"

#include <math.h>
#include <stdlib.h>

enum { ROOM = 4096 };

const struct deadline fixture_deadlines[FIXTURE_DEADLINES] = {
    {.name = "main-works",
     .month = 10,
     .day = 31,
     .date = DAYNUM_NONE,
     .progress_mpct = 80000,
     .target_share = {1, 2, true}},
    {.name = "completion",
     .month = 11,
     .day = 30,
     .date = DAYNUM_NONE,
     .progress_mpct = 100000,
     .completion = true,
     .target_share = {95, 100, false}},
};

void fixture_init(struct dataset *data)
{
    *data =
        (struct dataset){.vantage = {.as_of = daynum_from_civil(2022, 8, 31), .known = DAYNUM_MAX}};
    data->projects.items = xcalloc(ROOM, sizeof *data->projects.items);
    data->progress.items = xcalloc(ROOM, sizeof *data->progress.items);
}

void fixture_release(struct dataset *data)
{
    dataset_release(data);
}

struct project *fixture_project(struct dataset *data, const char *code)
{
    struct project *project = &data->projects.items[data->projects.count++];
    *project = (struct project){.project_id = (int64_t)data->projects.count,
                                .code = code,
                                .name = code,
                                .city = "",
                                .district = "",
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
                                .plan_start = daynum_from_civil(2022, 4, 1),
                                .plan_finish = daynum_from_civil(2022, 9, 30),
                                .original_plan_finish = DAYNUM_NONE,
                                .actual_start = DAYNUM_NONE,
                                .actual_finish = DAYNUM_NONE,
                                .accept_date = DAYNUM_NONE,
                                .as_of = data->vantage.as_of,
                                .first_as_of = daynum_from_civil(2022, 1, 31),
                                .progress_mpct = VALUE_NONE,
                                .progress_date = DAYNUM_NONE,
                                .full_progress_date = DAYNUM_NONE};
    return project;
}

void fixture_point(struct dataset *data, int year, int month, int day, double actual,
                   double planned)
{
    data->progress.items[data->progress.count++] = (struct progress_point){
        .project = data->projects.count - 1,
        .date = daynum_from_civil(year, month, day),
        .actual_mpct = actual < 0 ? VALUE_NONE : llround(actual * MPCT_PER_PERCENT),
        .planned_mpct = planned < 0 ? VALUE_NONE : llround(planned * MPCT_PER_PERCENT)};
}

struct forecast_options fixture_options(void)
{
    return (struct forecast_options){.plan_year = 2022,
                                     .draws = 2000,
                                     .seed = 7,
                                     .deadlines = fixture_deadlines,
                                     .deadline_count = FIXTURE_DEADLINES,
                                     .stale_days = 45};
}

#include "data/sample/model.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "data/sample/apportion.h"
#include "data/sample/assets.h"
#include "data/sample/dice.h"
#include "data/sample/managed.h"
#include "data/sample/shape.h"
#include "data/sample/survey.h"
#include "data/sample/targets.h"
#include "data/sample/works.h"

/* More would not be a country, and would overflow the numbers of a code. */
enum { PROJECTS_MAX = 1000000, HOUSEHOLDS_MAX = 100000000 };

daynum model_horizon(void)
{
    return daynum_from_civil(MODEL_YEAR, 8, 31);
}

void model_dice(struct dice *dice, const struct model *model, enum model_purpose purpose,
                const struct model_project *project, int part)
{
    const uint64_t labels[] = {(uint64_t)purpose, (uint64_t)project->year,
                               (uint64_t)project->district, (uint64_t)project->candidate,
                               (uint64_t)part};
    dice_start(dice, model->seed, labels, sizeof labels / sizeof *labels);
}

bool model_is_built(const struct model_project *project)
{
    return !project->refused && project->withdrawn == DAYNUM_NONE;
}

int model_month(const struct model_project *project, daynum day)
{
    return (daynum_year(day) - project->year) * 12 + daynum_month(day) - 1;
}

double model_done(const struct model_project *project, daynum day)
{
    int month = model_month(project, day);
    if (project->start == DAYNUM_NONE || month < 0)
        return 0;
    return project->done[month < MODEL_MONTHS ? month : MODEL_MONTHS - 1];
}

double model_planned(const struct model_project *project, daynum day)
{
    return works_curve((double)(day - project->plan_start) /
                       (double)(project->plan_finish - project->plan_start));
}

/* Facilities come late in the works. */
double model_facility_share(const struct model_project *project, daynum day)
{
    double done = model_done(project, day);
    return done <= .6 ? 0 : (done - .6) / .4;
}

daynum model_plan_finish(const struct model_project *project, daynum day)
{
    daynum finish = project->plan_finish;
    for (int i = 0; i < MODEL_REPLANS; i++)
        if (project->replans[i].on != DAYNUM_NONE && project->replans[i].on <= day)
            finish = project->replans[i].finish;
    return finish;
}

int64_t model_households(const struct model_project *project)
{
    int64_t sum = 0;
    for (int i = 0; i < project->compound_count; i++)
        sum += project->compounds[i].households;
    return sum;
}

static struct model_project *add_project(struct model *model, size_t *capacity)
{
    ARRAY_GROW(model->projects, model->count + 1, *capacity);
    struct model_project *project = &model->projects[model->count++];
    *project = (struct model_project){0};
    return project;
}

/* Candidates of one district and year, until as many as wanted have agreed. */
static void fill_district(struct model *model, size_t *capacity, int year, int district,
                          int64_t wanted)
{
    bool is_jianan = year == MODEL_FIRST_YEAR && district == model->city.jianan;
    int64_t bundle = (int64_t)(TARGET_JIANAN_2018 * model->scale + .5);
    for (int64_t accepted = 0, candidate = 0; accepted < wanted; candidate++) {
        struct model_project *project = add_project(model, capacity);
        size_t number = model->count - model->year_start[year - MODEL_FIRST_YEAR];
        int64_t compounds = bundle / wanted + (accepted < bundle % wanted);
        project->year = year;
        project->district = district;
        project->number = (int)number;
        project->candidate = (int)candidate;
        if (compounds > MODEL_COMPOUNDS)
            compounds = MODEL_COMPOUNDS;
        shape_draw(project, model, is_jianan ? (int)(compounds > 0 ? compounds : 1) : 0);
        project->agreed =
            year < MODEL_LAST_YEAR && survey_is_met(model, project, project->survey_end);
        project->refused = year < MODEL_LAST_YEAR && !project->agreed;
        accepted += !project->refused;
        shape_plan(project, model);
    }
}

static void fill_year(struct model *model, size_t *capacity, int year)
{
    static const int targets[MODEL_YEARS] = {TARGET_PROJECTS_2018, TARGET_PROJECTS_2019,
                                             TARGET_PROJECTS_2020, TARGET_PROJECTS_2021,
                                             TARGET_PROJECTS_2022, TARGET_PROJECTS_2023};
    double shares[CITY_DISTRICTS];
    int64_t wanted[CITY_DISTRICTS];
    double total = targets[year - MODEL_FIRST_YEAR] * model->scale;
    for (int i = 0; i < CITY_DISTRICTS; i++)
        shares[i] = model->city.districts[i].share;
    apportion((int64_t)(total + .5), shares, CITY_DISTRICTS, wanted);
    for (int i = 0; i < CITY_DISTRICTS; i++)
        fill_district(model, capacity, year, i, wanted[i]);
    model->year_start[year - MODEL_FIRST_YEAR + 1] = model->count;
}

/* Gives the compounds of the year that is surveyed the households of the target. */
static void fit_households(struct model *model, int64_t total)
{
    size_t from = model->year_start[MODEL_YEARS - 1], count = 0;
    double *weights = xcalloc((model->count - from) * MODEL_COMPOUNDS + 1, sizeof *weights);
    int64_t *parts = xcalloc((model->count - from) * MODEL_COMPOUNDS + 1, sizeof *parts);
    for (size_t i = from; i < model->count; i++)
        for (int c = 0; c < model->projects[i].compound_count; c++)
            weights[count++] = (double)model->projects[i].compounds[c].households;
    apportion(total, weights, count, parts);
    count = 0;
    for (size_t i = from; i < model->count; i++)
        for (int c = 0; c < model->projects[i].compound_count; c++)
            model->projects[i].compounds[c].households = parts[count++];
    free(weights);
    free(parts);
}

/* What follows from the households. */
static void fit_buildings(struct model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        for (int c = 0; c < model->projects[i].compound_count; c++) {
            struct model_compound *compound = &model->projects[i].compounds[c];
            compound->buildings = (compound->households + 35) / 36;
            compound->area_m2 = compound->households * compound->door_cm2 / 9500;
        }
    }
}

/* Preparation hurries where a site starts in the year before its own. */
static void start_ahead(struct model_project *project, daynum start)
{
    project->start = start;
    project->tendered = start - 1;
    project->disclosed = project->survey_end + 3;
    project->approved = project->survey_end + 6;
    project->funded = project->survey_end + 8;
}

/* How the surveys of the next year will end; a few of its sites start ahead of it. */
static void close_surveys(struct model *model)
{
    for (size_t i = model->year_start[MODEL_YEARS - 1]; i < model->count; i++) {
        struct model_project *project = &model->projects[i];
        struct dice dice;
        model_dice(&dice, model, PURPOSE_WORKS, project, 1);
        daynum start = model_horizon() - dice_between(&dice, 2, 20);
        bool is_eager = dice_chance(&dice, .3);
        project->agreed = survey_is_met(model, project, project->survey_end);
        if (is_eager && project->agreed && project->survey_end + 10 < start)
            start_ahead(project, start);
    }
}

enum status model_init(struct model *model, const struct sample_spec *spec, struct error *error)
{
    *model = (struct model){.seed = spec->seed != 0 ? spec->seed : SAMPLE_SEED, .scale = 1};
    if (spec->projects < 0 || spec->projects > PROJECTS_MAX || spec->households < 0 ||
        spec->households > HOUSEHOLDS_MAX)
        return error_set(error, STATUS_USAGE,
                         _("a sample has at most %d projects and %d households"), PROJECTS_MAX,
                         HOUSEHOLDS_MAX);
    if (spec->city != NULL && !text_is_utf8(spec->city, strlen(spec->city)))
        return error_set(error, STATUS_USAGE, _("the city's name is not UTF-8"));
    if (spec->projects > 0)
        model->scale = (double)spec->projects / TARGET_PROJECTS_2022;
    model->household_rows = spec->households > 0;
    city_choose(&model->city, spec->city);
    size_t capacity = 0;
    for (int year = MODEL_FIRST_YEAR; year <= MODEL_LAST_YEAR; year++)
        fill_year(model, &capacity, year);
    int64_t usual = (int64_t)(TARGET_HOUSEHOLDS_2023 * model->scale + .5);
    fit_households(model, spec->households > 0 ? spec->households : usual);
    fit_buildings(model);
    managed_choose(model);
    struct weather weather;
    weather_init(&weather, model->seed);
    for (size_t i = 0; i < model->count; i++)
        works_run(&model->projects[i], model, &weather);
    close_surveys(model);
    assets_money(model);
    assets_facilities(model);
    return STATUS_OK;
}

void model_release(struct model *model)
{
    free(model->projects);
    *model = (struct model){0};
}

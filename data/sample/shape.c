#include "data/sample/shape.h"

#include "data/sample/dice.h"

static void draw_compound(struct model_compound *compound, struct dice *dice, bool small)
{
    double size = dice_unit(dice);
    compound->households = small ? dice_between(dice, 24, 62) : 18 + (int64_t)(150 * size * size);
    compound->door_cm2 = 100 * (int64_t)dice_between(dice, 5800, 8800);
    compound->built_year = dice_between(dice, 1978, 2000);
    double mode = dice_unit(dice);
    compound->mode = mode < .34   ? MANAGEMENT_COMMITTEE
                     : mode < .62 ? MANAGEMENT_SELF
                     : mode < .82 ? MANAGEMENT_RED
                     : mode < .93 ? MANAGEMENT_UNIT
                                  : MANAGEMENT_NONE;
    compound->company = 0;
}

static int draw_compound_count(struct dice *dice)
{
    double unit = dice_unit(dice);
    return unit < .84 ? 1 : unit < .94 ? 2 : unit < .98 ? 3 : 4;
}

/* The survey of a year runs in the summer before it; the next year's is under way. */
static void draw_survey(struct model_project *project, struct dice *dice)
{
    int from = dice_between(dice, 0, 70), length = dice_between(dice, 60, 100);
    bool is_ahead = dice_chance(dice, .13);
    if (project->year == MODEL_LAST_YEAR && is_ahead) {
        project->survey_start = daynum_from_civil(project->year - 1, 4, 1) + from / 3;
        project->survey_end = project->survey_start + length;
        return;
    }
    if (project->year == MODEL_LAST_YEAR) {
        project->survey_start = daynum_from_civil(project->year - 1, 6, 1) + from;
        project->survey_end = project->survey_start + length + dice_between(dice, 0, 50);
        return;
    }
    project->survey_start = daynum_from_civil(project->year - 1, 5, 25) + from;
    project->survey_end = project->survey_start + length;
    daynum last = daynum_from_civil(project->year - 1, 10, 31);
    if (project->survey_end > last)
        project->survey_end = last;
}

/*
 * No two compounds of a district share a number. Those of two districts may share a name, as
 * they do in life. Neighbours are near each other, which keeps names simple.
 */
static uint64_t compound_number(const struct model_project *project, int compound)
{
    enum { BLOCK = 16, DISTRICT_STEP = 211 };
    uint64_t candidate = (uint64_t)project->candidate;
    uint64_t number = candidate / BLOCK;
    number = number * MODEL_COMPOUNDS + (uint64_t)compound;
    number = number * MODEL_YEARS + (uint64_t)(project->year - MODEL_FIRST_YEAR);
    return number * BLOCK + candidate % BLOCK + (uint64_t)project->district * DISTRICT_STEP;
}

static unsigned draw_works(struct dice *dice)
{
    unsigned works = 1u << WORKS_BASIC;
    if (dice_chance(dice, .72))
        works |= 1u << WORKS_IMPROVING;
    if (dice_chance(dice, .18))
        works |= 1u << WORKS_UPGRADING;
    return works;
}

void shape_draw(struct model_project *project, const struct model *model, int compounds)
{
    const struct city_district *district = &model->city.districts[project->district];
    struct dice dice;
    model_dice(&dice, model, PURPOSE_SHAPE, project, 0);
    project->central = dice_chance(&dice, district->central) || compounds > 0;
    project->street = (unsigned)dice_between(&dice, 0, (int)city_street_count(district) - 1);
    project->committee = (unsigned)dice_between(&dice, 0, 99);
    project->contractor = (unsigned)dice_between(&dice, 0, 99);
    project->works = draw_works(&dice);
    int count = draw_compound_count(&dice);
    project->compound_count = compounds > 0 ? compounds : count;
    draw_survey(project, &dice);
    for (int i = 0; i < project->compound_count; i++) {
        model_dice(&dice, model, PURPOSE_SHAPE, project, 1 + i);
        draw_compound(&project->compounds[i], &dice, compounds > 0);
        project->compounds[i].name = compound_number(project, i);
    }
}

/* Planners like the middle and the end of a month. */
static daynum round_day(daynum day)
{
    int year, month, dom;
    daynum_to_civil(day, &year, &month, &dom);
    return dom <= 8    ? daynum_from_civil(year, month, 1) - 1
           : dom <= 22 ? daynum_from_civil(year, month, 15)
                       : daynum_month_end(day);
}

/* Some of the next year's are to start this year; a project or two of a year leave its plan. */
static void draw_exceptions(struct model_project *project, struct dice *dice)
{
    bool is_early = project->survey_end < daynum_from_civil(MODEL_YEAR, 8, 1);
    bool leaves = dice_chance(dice, .02);
    int ahead = dice_between(dice, 5, 28);
    daynum leaving = daynum_month_end(daynum_from_civil(project->year, 6, 1)) + ahead;
    project->withdrawn = DAYNUM_NONE;
    if (project->year == MODEL_LAST_YEAR && is_early) {
        project->plan_start = daynum_from_civil(MODEL_YEAR, 11, 15);
        project->plan_finish = daynum_from_civil(MODEL_LAST_YEAR, 5, 31);
        project->tendered = project->plan_start - ahead;
        project->funded = project->tendered - 20;
    }
    if (project->year > MODEL_FIRST_YEAR && project->year < MODEL_YEAR && leaves &&
        !project->refused)
        project->withdrawn = leaving;
}

void shape_plan(struct model_project *project, const struct model *model)
{
    struct dice dice;
    model_dice(&dice, model, PURPOSE_SHAPE, project, 1 + MODEL_COMPOUNDS);
    project->disclosed = project->survey_end + dice_between(&dice, 5, 25);
    project->approved = project->disclosed + dice_between(&dice, 15, 60);
    project->funded = project->approved + dice_between(&dice, 10, 70);
    double late = dice_unit(&dice);
    daynum first = daynum_from_civil(project->year, 3, 10);
    project->plan_start = round_day(first + (daynum)(115 * late * (.45 + .55 * late)));
    daynum latest = daynum_from_civil(project->year, 11, 30);
    daynum finish = project->plan_start + dice_between(&dice, 85, 175);
    project->plan_finish = round_day(finish);
    if (project->plan_finish > latest)
        project->plan_finish = latest;
    if (project->funded > project->plan_start - 30)
        project->funded = project->plan_start - 30;
    project->tendered = project->plan_start - dice_between(&dice, 5, 28);
    draw_exceptions(project, &dice);
}

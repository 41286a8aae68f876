#include "data/sample/survey.h"

#include "core/value.h"

/* Intra-class correlation 1/(prior + 1) = 0.06, as household surveys of blocks show. */
static const double prior_households = 15.7;
enum { DOORS_A_FLOOR = 2, FLOORS = 6, UNITS = 3 };
enum { DOORS_A_UNIT = DOORS_A_FLOOR * FLOORS, DOORS_A_BUILDING = DOORS_A_UNIT * UNITS };

void survey_start(struct survey *survey, const struct model *model,
                  const struct model_project *project, int compound)
{
    model_dice(&survey->dice, model, PURPOSE_SURVEY, project, compound);
    survey->project = project;
    survey->compound = &project->compounds[compound];
    survey->asked = survey->agreed = 0;
    double mean = model->city.districts[project->district].consent;
    bool is_divided = dice_chance(&survey->dice, .05);
    survey->prior_agree = prior_households * mean * (is_divided ? .6 : 1);
    survey->prior_all = prior_households;
    survey->contribute = dice_range(&survey->dice, .05, .65);
    survey->demolish = dice_chance(&survey->dice, .35) ? dice_range(&survey->dice, .5, .95) : 0;
}

/* The share of the survey's time that goes by before the answer. */
static double delay_of(struct dice *dice, enum answer answer)
{
    double first = dice_unit(dice), second = dice_unit(dice);
    if (answer == ANSWER_AGREE)
        return .55 * first + .45 * first * second;
    if (answer == ANSWER_DISAGREE)
        return first;
    return first > second ? first : second;
}

static enum answer answer_of(struct survey *survey)
{
    double chance = (survey->prior_agree + (double)survey->agreed) /
                    (survey->prior_all + (double)survey->asked);
    survey->asked++;
    if (dice_chance(&survey->dice, chance)) {
        survey->agreed++;
        return ANSWER_AGREE;
    }
    double other = dice_unit(&survey->dice);
    return other < .58 ? ANSWER_DISAGREE : other < .70 ? ANSWER_ABSTAIN : ANSWER_NONE;
}

bool survey_next(struct survey *survey, struct survey_reply *reply)
{
    int64_t at = survey->asked;
    if (at == survey->compound->households)
        return false;
    struct dice *dice = &survey->dice;
    int in_unit = (int)(at % DOORS_A_UNIT);
    reply->building = (int)(at / DOORS_A_BUILDING) + 1;
    reply->unit = (int)(at % DOORS_A_BUILDING / DOORS_A_UNIT) + 1;
    reply->door = (in_unit / DOORS_A_FLOOR + 1) * 100 + in_unit % DOORS_A_FLOOR + 1;
    reply->area_cm2 = survey->compound->door_cm2 + 100 * dice_between(dice, -900, 900);
    reply->answer = answer_of(survey);
    reply->day = DAYNUM_NONE;
    if (reply->answer != ANSWER_NONE) {
        int length = survey->project->survey_end - survey->project->survey_start;
        reply->day = survey->project->survey_start +
                     (daynum)(delay_of(dice, reply->answer) * (double)length);
    }
    bool agrees = reply->answer == ANSWER_AGREE;
    reply->contribute = agrees && dice_chance(dice, survey->contribute);
    reply->demolish = agrees && dice_chance(dice, survey->demolish);
    return true;
}

static void tally_add(struct survey_tally *tally, const struct survey_reply *reply, daynum day)
{
    tally->total++;
    tally->area_total_cm2 += reply->area_cm2;
    if (reply->day == DAYNUM_NONE || reply->day > day)
        return;
    switch (reply->answer) {
    case ANSWER_AGREE:
        tally->agree++;
        tally->area_agree_cm2 += reply->area_cm2;
        tally->contribute += reply->contribute;
        tally->demolish += reply->demolish;
        break;
    case ANSWER_DISAGREE:
        tally->disagree++;
        tally->area_disagree_cm2 += reply->area_cm2;
        break;
    default:
        tally->abstain++;
        break;
    }
}

void survey_count(struct survey_tally *tally, const struct model *model,
                  const struct model_project *project, int compound, daynum day)
{
    struct survey survey;
    struct survey_reply reply;
    *tally = (struct survey_tally){0};
    survey_start(&survey, model, project, compound);
    while (survey_next(&survey, &reply))
        tally_add(tally, &reply, day);
}

bool survey_is_met(const struct model *model, const struct model_project *project, daynum day)
{
    for (int i = 0; i < project->compound_count; i++) {
        struct survey_tally tally;
        survey_count(&tally, model, project, i, day);
        if (3 * tally.agree < 2 * tally.total)
            return false;
    }
    return true;
}

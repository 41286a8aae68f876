#include "data/sample/assets.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "data/sample/apportion.h"
#include "data/sample/dice.h"
#include "data/sample/targets.h"

static int64_t scaled(const struct model *model, int64_t figure)
{
    return (int64_t)((double)figure * model->scale + .5);
}

/* The money of a project by source, each rounded to 100 yuan, in shares that vary a little. */
static void split_money(struct model_project *project, struct dice *dice)
{
    static const double usual[FUND_SOURCE_COUNT] = {
        [FUND_CENTRAL] = .42, [FUND_PROVINCE] = .10, [FUND_CITY] = .09,    [FUND_COUNTY] = .20,
        [FUND_BOND] = .08,    [FUND_RESIDENT] = .03, [FUND_UTILITY] = .06, [FUND_SOCIAL] = .02,
    };
    double weights[FUND_SOURCE_COUNT];
    for (int i = 0; i < FUND_SOURCE_COUNT; i++)
        weights[i] = usual[i] * dice_range(dice, .7, 1.3);
    if (dice_chance(dice, .7))
        weights[FUND_BOND] = 0;
    if (dice_chance(dice, .75))
        weights[FUND_SOCIAL] = 0;
    if (dice_chance(dice, .4))
        weights[FUND_RESIDENT] = 0;
    apportion(project->planned_money, weights, FUND_SOURCE_COUNT, project->money_by_source);
}

static void draw_money(struct model_project *project, const struct model *model)
{
    struct dice dice;
    model_dice(&dice, model, PURPOSE_MONEY, project, 1);
    split_money(project, &dice);
    project->contract_money =
        (int64_t)((double)project->planned_money * dice_range(&dice, .86, .985));
    project->settled_money =
        (int64_t)((double)project->contract_money * dice_range(&dice, .93, 1.045));
    project->money_pace = dice_range(&dice, .75, 1.1);
}

void assets_money(struct model *model)
{
    double *weights = xcalloc(model->count + 1, sizeof *weights);
    int64_t *parts = xcalloc(model->count + 1, sizeof *parts);
    for (int year = MODEL_FIRST_YEAR; year <= MODEL_LAST_YEAR; year++) {
        size_t from = model->year_start[year - MODEL_FIRST_YEAR];
        size_t until = model->year_start[year - MODEL_FIRST_YEAR + 1];
        double sum = 0;
        for (size_t i = from; i < until; i++) {
            const struct model_project *project = &model->projects[i];
            struct dice dice;
            model_dice(&dice, model, PURPOSE_MONEY, project, 0);
            double dear = dice_range(&dice, .7, 1.35) + .12 * (double)project->compound_count;
            weights[i] = model_is_built(project) ? (double)model_households(project) * dear : 0;
            sum += weights[i];
        }
        /* 1.02 … 1.12 万元 a household before the year whose total is given. */
        double usual = 102 + 2.5 * (year - MODEL_FIRST_YEAR);
        int64_t total =
            year == MODEL_LAST_YEAR ? scaled(model, TARGET_MONEY_2023) : (int64_t)(sum * usual);
        apportion(total, weights + from, until - from, parts + from);
        for (size_t i = from; i < until; i++) {
            model->projects[i].planned_money = parts[i];
            draw_money(&model->projects[i], model);
        }
    }
    free(weights);
    free(parts);
}

struct facility_draw {
    double parking, posts; /* wishes, in spaces and posts, before they meet the totals */
    double parking_luck, posts_luck;
};

static void draw_facilities(struct model_project *project, const struct model *model,
                            struct facility_draw *draw)
{
    double homes = (double)model_households(project);
    struct dice dice;
    model_dice(&dice, model, PURPOSE_FACILITIES, project, 0);
    draw->parking = dice_chance(&dice, .62) ? homes * dice_range(&dice, .02, .10) : 0;
    draw->posts = dice_chance(&dice, .70) ? homes * dice_range(&dice, .04, .20) : 0;
    draw->parking_luck = dice_range(&dice, .9, 1.2);
    draw->posts_luck = dice_range(&dice, .9, 1.2);
    project->parking_before = (int64_t)(homes * dice_range(&dice, .05, .30));
    project->stacked = dice_chance(&dice, .03);
    project->car_share_pct = dice_between(&dice, 5, 30);
    project->ports_planned = draw->posts > 0 ? dice_between(&dice, 1, 4) * 10 : 0;
    project->groups_added =
        draw->posts > 0 && dice_chance(&dice, .4) ? dice_between(&dice, 1, 3) : 0;
    project->sheds = dice_chance(&dice, .5) ? dice_between(&dice, 1, 4) : 0;
    project->lifts = dice_chance(&dice, .07) ? dice_between(&dice, 1, 6) : 0;
    project->pipe_water_m = (int64_t)(homes * dice_range(&dice, 1.5, 6));
    project->pipe_drain_m = (int64_t)(homes * dice_range(&dice, 2, 9));
    project->issues = dice_between(&dice, 0, 5) + dice_between(&dice, 0, 6);
    int happy = dice_between(&dice, 62, 92);
    project->satisfied_pct = happy;
    project->basically_pct = dice_between(&dice, 4, 100 - happy - 2);
}

/* What is planned: what was added where all is done, and in proportion where it is not. */
static int64_t plan_of(int64_t added, double share, double wish, double luck)
{
    if (share > 0)
        return (int64_t)((double)added / share * luck + .5);
    return (int64_t)(wish + .5);
}

void assets_facilities(struct model *model)
{
    size_t count = model->count;
    struct facility_draw *draws = xcalloc(count + 1, sizeof *draws);
    double *parking = xcalloc(count + 1, sizeof *parking),
           *posts = xcalloc(count + 1, sizeof *posts);
    int64_t *parking_parts = xcalloc(count + 1, sizeof *parking_parts);
    int64_t *posts_parts = xcalloc(count + 1, sizeof *posts_parts);
    for (size_t i = 0; i < count; i++) {
        double share = model_facility_share(&model->projects[i], model_horizon());
        draw_facilities(&model->projects[i], model, &draws[i]);
        parking[i] = draws[i].parking * share;
        posts[i] = draws[i].posts * share;
    }
    apportion(scaled(model, TARGET_PARKING_ADDED), parking, count, parking_parts);
    apportion(scaled(model, TARGET_POSTS_ADDED), posts, count, posts_parts);
    for (size_t i = 0; i < count; i++) {
        struct model_project *project = &model->projects[i];
        double share = model_facility_share(project, model_horizon());
        project->parking_added = parking_parts[i];
        project->posts_added = posts_parts[i];
        project->parking_planned =
            plan_of(parking_parts[i], share, draws[i].parking, draws[i].parking_luck);
        project->posts_planned =
            plan_of(posts_parts[i], share, draws[i].posts, draws[i].posts_luck);
    }
    free(draws);
    free(parking);
    free(posts);
    free(parking_parts);
    free(posts_parts);
}

#include "data/sample/works.h"

#include "data/sample/dice.h"

/* What everybody in the city suffered from; invented but for their kind. */
struct event {
    int year, month;
    double pace;
};

static const struct event events[] = {
    {2018, 11, .75}, {2018, 12, .70}, /* dust-control stops */
    {2019, 11, .70}, {2019, 12, .70}, {2020, 2, .05}, {2020, 3, .35}, {2020, 4, .75}, /* lockdown */
    {2021, 7, .55},  {2021, 8, .60}, /* flood, lockdown */
    {2022, 1, .30},  {2022, 4, .65},  {2022, 5, .70},
};

void weather_init(struct weather *weather, uint64_t seed)
{
    static const double season[12] = {.45, .40, .80,  1.00, 1.10, 1.05,
                                      .95, .95, 1.15, 1.25, 1.15, .80};
    const uint64_t label = PURPOSE_CALENDAR;
    struct dice dice;
    double noise = 0;
    dice_start(&dice, seed, &label, 1);
    for (int month = 0; month < WEATHER_MONTHS; month++) {
        noise = .6 * noise + .08 * dice_normal(&dice);
        double pace = season[month % 12] * (1 + noise);
        weather->pace[month] = pace < .1 ? .1 : pace;
    }
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        weather->pace[(events[i].year - MODEL_FIRST_YEAR) * 12 + events[i].month - 1] *=
            events[i].pace;
}

double works_curve(double time)
{
    if (time <= 0)
        return 0;
    if (time >= 1)
        return 1;
    return .4 * time + .6 * time * time * (3 - 2 * time);
}

/* A site's own ways, drawn once. */
struct temper {
    double speed, tail, wobble;
    daynum stall[2], stall_end[2];
};

static void temper_draw(struct temper *temper, const struct model_project *project,
                        const struct city_district *district, struct dice *dice)
{
    double slow = dice_unit(dice);
    temper->speed = district->pace * (1.42 + .16 * dice_normal(dice)) - .45 * slow * slow * slow;
    /* Nobody is in a hurry who is ahead of the plan. */
    if (temper->speed > 1.3)
        temper->speed = 1.3 + .3 * (temper->speed - 1.3);
    if (temper->speed < .3)
        temper->speed = .3;
    temper->tail = dice_range(dice, .36, 1.0);
    for (int i = 0; i < 2; i++) {
        bool stalls = dice_chance(dice, i == 0 ? .26 : .07);
        int after = dice_between(dice, 5, 160), length = dice_between(dice, 12, 60);
        temper->stall[i] = stalls ? project->start + after : DAYNUM_NONE;
        temper->stall_end[i] = stalls ? project->start + after + length : DAYNUM_NONE;
    }
}

static bool is_stalled(const struct temper *temper, daynum day)
{
    for (int i = 0; i < 2; i++)
        if (temper->stall[i] != DAYNUM_NONE && day >= temper->stall[i] &&
            day < temper->stall_end[i])
            return true;
    return false;
}

static void draw_start(struct model_project *project, struct dice *dice)
{
    double kind = dice_unit(dice);
    int late = kind < .45   ? dice_between(dice, -6, 10)
               : kind < .82 ? dice_between(dice, 8, 38)
               : kind < .95 ? dice_between(dice, 30, 80)
                            : dice_between(dice, 70, 130);
    project->start = project->plan_start + late;
    if (project->start <= project->tendered)
        project->start = project->tendered + 5;
}

/* Day by day from the start to the finish, or to the end of the months that are followed. */
static void run_days(struct model_project *project, const struct weather *weather,
                     const struct city_district *district, struct dice *dice)
{
    struct temper temper;
    temper_draw(&temper, project, district, dice);
    double duration = (double)(project->plan_finish - project->plan_start);
    double time = 0, share = 0;
    daynum day = daynum_from_civil(project->year, 1, 1);
    int base = (project->year - MODEL_FIRST_YEAR) * 12;
    project->finish = DAYNUM_NONE;
    for (int month = 0; month < MODEL_MONTHS; month++) {
        double pace = base + month < WEATHER_MONTHS ? weather->pace[base + month] : 1;
        double week = 1 + .15 * dice_normal(dice);
        daynum end = daynum_month_end(day);
        for (; day <= end; day++) {
            if (project->finish != DAYNUM_NONE || day < project->start || is_stalled(&temper, day))
                continue;
            time += pace * week * temper.speed * (time < .8 ? 1 : temper.tail) / duration;
            if (time >= 1)
                project->finish = day;
        }
        share = works_curve(time);
        project->done[month] = share;
    }
}

/* Rounds a percentage to a multiple of `step`; what is not finished stays below 100. */
static int round_report(double percent, int step, bool finished, bool rosy)
{
    if (finished)
        return 100;
    int rounded = (int)(percent / (double)step + .5) * step + (rosy ? step : 0);
    int most = step == 1 ? 99 : 100 - step;
    if (rosy && percent > 94)
        return 100;
    return rounded > most ? most : rounded;
}

static void write_reports(struct model_project *project, struct dice *dice)
{
    static const int steps[] = {5, 5, 5, 5, 10, 10, 1, 1, 5, 1};
    int step = steps[dice_between(dice, 0, 9)];
    double lazy = dice_unit(dice) < .25 ? .28 : .06;
    daynum day = daynum_from_civil(project->year, 1, 1);
    int last = 0, age = 0;
    for (int month = 0; month < MODEL_MONTHS; month++) {
        daynum end = daynum_month_end_after(day, month);
        bool finished = project->finish != DAYNUM_NONE && project->finish <= end;
        bool stale = dice_chance(dice, lazy), rosy = dice_chance(dice, .08);
        bool taken_back = dice_chance(dice, .02);
        int now = round_report(100 * project->done[month], step, finished, rosy);
        if (project->start > end)
            now = 0;
        else if (taken_back && !finished && last >= 20)
            now = last - (step < 5 ? 5 : step);
        else if (now < last)
            now = last;
        if (stale && age < 3 && last > 0) {
            age++;
        } else {
            last = now;
            age = 0;
        }
        project->reported[month] = (int8_t)last;
        project->report_age[month] = (int8_t)age;
    }
}

/* The planned finish moves once it has passed, or is plainly out of reach. */
static void draw_replans(struct model_project *project, struct dice *dice)
{
    daynum due = project->plan_finish;
    for (int i = 0; i < MODEL_REPLANS; i++) {
        struct model_replan *replan = &project->replans[i];
        int before = dice_between(dice, -10, 45), more = dice_between(dice, 1, 2);
        bool is_late = project->finish == DAYNUM_NONE || project->finish > due + 10;
        bool admits = dice_chance(dice, .6);
        replan->on = DAYNUM_NONE;
        if (!is_late || !admits)
            return;
        replan->on = due - before;
        due = daynum_month_end_after(due, more);
        replan->finish = due;
    }
}

static void draw_acceptance(struct model_project *project, struct dice *dice)
{
    double entry = dice_unit(dice);
    int wait = dice_between(dice, 8, 40) + (dice_chance(dice, .3) ? dice_between(dice, 10, 70) : 0);
    project->accept = project->finish_entered = DAYNUM_NONE;
    if (project->finish == DAYNUM_NONE)
        return;
    project->accept = project->finish + wait;
    project->finish_entered = project->finish + (daynum)(50 * entry * entry);
}

void works_run(struct model_project *project, const struct model *model,
               const struct weather *weather)
{
    struct dice dice;
    model_dice(&dice, model, PURPOSE_WORKS, project, 0);
    for (int i = 0; i < MODEL_REPLANS; i++)
        project->replans[i].on = DAYNUM_NONE;
    project->start = project->finish = project->accept = project->finish_entered = DAYNUM_NONE;
    if (!model_is_built(project) || project->year > MODEL_YEAR)
        return;
    draw_start(project, &dice);
    run_days(project, weather, &model->city.districts[project->district], &dice);
    write_reports(project, &dice);
    draw_replans(project, &dice);
    draw_acceptance(project, &dice);
}

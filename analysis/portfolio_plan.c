#include "analysis/portfolio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/stream.h"
#include "core/memory.h"

static void add_horizon(struct portfolio_plan *plan, double days)
{
    size_t at = 0;
    while (at < plan->horizon_count && plan->horizons[at] < days)
        at++;
    if ((at < plan->horizon_count && plan->horizons[at] <= days) ||
        plan->horizon_count == PORTFOLIO_HORIZONS)
        return;
    memmove(&plan->horizons[at + 1], &plan->horizons[at],
            (plan->horizon_count - at) * sizeof plan->horizons[0]);
    plan->horizons[at] = days;
    plan->horizon_count++;
}

size_t portfolio_horizon(const struct portfolio_plan *plan, daynum day)
{
    double days = day - plan->as_of;
    size_t at = 0;
    while (at + 1 < plan->horizon_count && plan->horizons[at] < days)
        at++;
    return at;
}

void portfolio_plan_init(struct portfolio_plan *plan, const struct calendar *calendar,
                         const struct deadlines *deadlines, daynum as_of, size_t draws,
                         uint64_t seed, const daynum *path, size_t path_count)
{
    *plan = (struct portfolio_plan){
        .calendar = calendar, .deadlines = deadlines, .as_of = as_of, .draws = draws, .seed = seed};
    for (size_t d = 0; d < deadlines->count; d++)
        add_horizon(plan, deadlines->days[d] - as_of);
    for (size_t k = 0; k < path_count; k++)
        add_horizon(plan, path[k] - as_of);
    for (size_t d = 0; d < deadlines->count; d++)
        plan->deadline_at[d] = portfolio_horizon(plan, deadlines->days[d]);
    plan->everybody = xcalloc(draws * plan->horizon_count + 1, sizeof *plan->everybody);
    gsl_rng *stream = stream_new();
    stream_choose(stream, seed, "calendar", "", "");
    for (size_t i = 0; i < draws; i++)
        calendar_draw(calendar, stream, 0, plan->horizons, plan->horizon_count,
                      plan->everybody + i * plan->horizon_count);
    stream_free(stream);
}

void portfolio_plan_release(struct portfolio_plan *plan)
{
    free(plan->everybody);
    plan->everybody = NULL;
}

/* Working days never run backwards, and some work is done in the worst of months. What lies
 * behind has been as long as it was. */
static void settle(float *working, const double *horizons, size_t count)
{
    double last = 0, from = 0;
    for (size_t k = 0; k < count; k++) {
        if (horizons[k] <= 0) {
            working[k] = (float)horizons[k];
            continue;
        }
        double least = last + 0.1 * (horizons[k] - from);
        double days = fmax(least, horizons[k] + (double)working[k]);
        working[k] = (float)days;
        last = days;
        from = horizons[k];
    }
}

/* Where the days worked until a horizon lie among the horizons: between `at` - 1 (0: day 0) and
 * `at`, the share `part` from the former to the latter. */
struct place {
    size_t at;
    double part;
};

static struct place place_of(double day, const double *horizons)
{
    struct place place = {0};
    while (horizons[place.at] < day)
        place.at++;
    double from = place.at > 0 ? fmax(0, horizons[place.at - 1]) : 0;
    place.part = horizons[place.at] > from ? (day - from) / (horizons[place.at] - from) : 1;
    return place;
}

/* What is worked until each horizon where works stand still for a time. */
static void stand_still(float *working, const struct place *places,
                        const struct portfolio_plan *plan)
{
    float before[PORTFOLIO_HORIZONS];
    memcpy(before, working, plan->horizon_count * sizeof *before);
    for (size_t k = 0; k < plan->horizon_count; k++) {
        size_t at = places[k].at;
        double from = at > 0 ? fmax(0, (double)before[at - 1]) : 0, to = (double)before[at];
        if (plan->horizons[k] > 0)
            working[k] = (float)(from + places[k].part * (to - from));
    }
}

void portfolio_working_days(const struct portfolio_plan *plan, gsl_rng *stream,
                            const char *district, const struct working_time *time, float *all)
{
    size_t width = plan->horizon_count;
    struct place places[PORTFOLIO_HORIZONS];
    float working[PORTFOLIO_HORIZONS];
    for (size_t k = 0; k < width; k++)
        places[k] = place_of(working_time_until(time, plan->horizons[k]), plan->horizons);
    stream_choose(stream, plan->seed, "calendar", "district", district);
    for (size_t i = 0; i < plan->draws; i++) {
        memcpy(working, plan->everybody + i * width, width * sizeof *working);
        calendar_draw(plan->calendar, stream, 1, plan->horizons, width, working);
        settle(working, plan->horizons, width);
        if (time->count > 0)
            stand_still(working, places, plan);
        for (size_t k = 0; k < width; k++)
            all[k * plan->draws + i] = working[k];
    }
}

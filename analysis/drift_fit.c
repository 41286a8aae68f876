#include "analysis/drift.h"

#include <math.h>

#include "analysis/fit.h"

/*
 * What is left is done at the planned pace: of the classical forecasts of 51 real projects the
 * one that assumes so was the best (Batselier & Vanhoucke 2015), and that many projects is how
 * firmly it is held. The pace wanders by a third and forgets within a month; works begin with
 * a lag of a week or two and end with one.
 */
const struct drift_model drift_prior = {.pace = 1,
                                        .pace_spread = 0.35,
                                        .memory = 25,
                                        .sigma = 1.4,
                                        .scale_spread = 0.5,
                                        .noise = 0.015,
                                        .lag = 10,
                                        .lag_spread = 15,
                                        .closing = 5};

/* All but the pace and the lags are positive and sought on the log scale. */
enum {
    FIT_PACE,
    FIT_SPREAD,
    FIT_MEMORY,
    FIT_SIGMA,
    FIT_SCALE_SPREAD,
    FIT_NOISE,
    FIT_LAG,
    FIT_LAG_SPREAD,
    FIT_CLOSING,
    FIT_VARIABLES
};
static const double belief_spread[FIT_VARIABLES] = {0.03, 0.4, 0.5, 0.5, 0.3, 0.5, 10, 0.4, 10};

enum { ORIGINS = 6 };

struct fit_data {
    const struct schedule *schedules;
    size_t count;
    double weight;
};

static void to_vector(double at[FIT_VARIABLES], const struct drift_model *model)
{
    at[FIT_PACE] = model->pace;
    at[FIT_SPREAD] = log(model->pace_spread);
    at[FIT_MEMORY] = log(model->memory);
    at[FIT_SIGMA] = log(model->sigma);
    at[FIT_SCALE_SPREAD] = log(model->scale_spread);
    at[FIT_NOISE] = log(model->noise);
    at[FIT_LAG] = model->lag;
    at[FIT_LAG_SPREAD] = log(model->lag_spread);
    at[FIT_CLOSING] = model->closing;
}

/* Reports copied from the plan have no spread at all: they are taken for ones of so little. */
static const double pace_spread_least = 0.02, sigma_least = 0.05, noise_least = 0.001,
                    lag_spread_least = 0.5;

static struct drift_model from_vector(const double at[FIT_VARIABLES])
{
    return (struct drift_model){
        .pace = at[FIT_PACE],
        .pace_spread = fmax(pace_spread_least, exp(at[FIT_SPREAD])),
        .memory = exp(at[FIT_MEMORY]),
        .sigma = fmax(sigma_least, exp(at[FIT_SIGMA])),
        .scale_spread = exp(at[FIT_SCALE_SPREAD]),
        .noise = fmax(noise_least, exp(at[FIT_NOISE])),
        .lag = at[FIT_LAG],
        .lag_spread = fmax(lag_spread_least, exp(at[FIT_LAG_SPREAD])),
        .closing = at[FIT_CLOSING],
    };
}

/* The mean over some of a project's reports of the log chance of how it ended. */
struct ending {
    const struct drift_model *model;
    const struct schedule *schedule;
    size_t stride, at, count;
    double sum;
};

static void look_ahead(const struct drift_state *state, const struct report_point *report,
                       const struct drift_news *news, void *context)
{
    struct ending *ending = context;
    const struct schedule *schedule = ending->schedule;
    daynum finish = schedule->finish;
    (void)news;
    if (ending->at++ % ending->stride != 0 || report->pct >= 100)
        return;
    double chance =
        finish != DAYNUM_NONE
            ? drift_finish_chance(state, ending->model, schedule, finish - 1, finish)
            : 1 - drift_finish_chance(state, ending->model, schedule, report->date, schedule->seen);
    ending->sum += log(fmax(chance, 1e-7));
    ending->count++;
}

static double schedule_score(const struct drift_model *model, const struct schedule *schedule)
{
    struct drift_state state;
    struct ending ending = {
        .model = model, .schedule = schedule, .stride = schedule->report_count / ORIGINS + 1};
    drift_filter(&state, model, schedule, 3, look_ahead, &ending);
    double score = 0;
    if (ending.count > 0)
        score += ending.sum / (double)ending.count;
    if (state.reports > 0)
        score += state.log_likelihood / (double)state.reports;
    return score;
}

static double objective(const double *at, void *context)
{
    const struct fit_data *data = context;
    struct drift_model model = from_vector(at);
    double centre[FIT_VARIABLES], sum = 0;
    to_vector(centre, &drift_prior);
    for (size_t i = 0; i < FIT_VARIABLES; i++) {
        double off = (at[i] - centre[i]) / belief_spread[i];
        sum += 0.5 * off * off;
    }
    for (size_t i = 0; i < data->count; i++)
        sum -= data->weight * schedule_score(&model, &data->schedules[i]);
    return sum;
}

static bool is_plausible(const struct drift_model *model)
{
    return model->pace > 0.2 && model->pace < 3 && model->pace_spread < 2 && model->sigma < 50 &&
           model->scale_spread < 2 && model->noise < 0.5 && model->memory > 1 &&
           model->memory < 1000 && fabs(model->lag) < 300 && fabs(model->closing) < 300;
}

bool drift_fit(struct drift_model *model, const struct schedule *schedules, size_t count,
               double weight)
{
    static const double step[FIT_VARIABLES] = {0.03, 0.3, 0.3, 0.3, 0.2, 0.3, 5, 0.3, 5};
    struct fit_data data = {schedules, count, weight};
    double at[FIT_VARIABLES];
    *model = drift_prior;
    if (count == 0)
        return false;
    to_vector(at, &drift_prior);
    if (fit_minimise(at, NULL, FIT_VARIABLES, step, 1200, objective, &data, NULL) != STATUS_OK)
        return false;
    struct drift_model fitted = from_vector(at);
    if (!is_plausible(&fitted))
        return false;
    *model = fitted;
    return true;
}

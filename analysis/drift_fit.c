#include "analysis/drift.h"

#include <math.h>

#include "analysis/fit.h"

/*
 * Building works of this size run somewhat slower than their plans, and differ from each other
 * by about a fifth in pace; month by month they scatter about as much again. The spreads below
 * are those of the beliefs themselves.
 */
const struct drift_model drift_prior = {
    .pace = 0.9, .pace_spread = 0.2, .sigma = 0.2, .sigma_spread = 0.5, .noise = 0.02};

enum { FIT_PACE, FIT_SPREAD, FIT_SIGMA, FIT_SIGMA_SPREAD, FIT_NOISE, FIT_VARIABLES };
static const double belief_spread[FIT_VARIABLES] = {0.1, 0.4, 0.4, 0.3, 0.5};

struct fit_data {
    const struct schedule *schedules;
    size_t count;
};

static void to_vector(double at[FIT_VARIABLES], const struct drift_model *model)
{
    at[FIT_PACE] = model->pace;
    at[FIT_SPREAD] = log(model->pace_spread);
    at[FIT_SIGMA] = log(model->sigma);
    at[FIT_SIGMA_SPREAD] = log(model->sigma_spread);
    at[FIT_NOISE] = log(model->noise);
}

static struct drift_model from_vector(const double at[FIT_VARIABLES])
{
    return (struct drift_model){
        .pace = at[FIT_PACE],
        .pace_spread = exp(at[FIT_SPREAD]),
        .sigma = exp(at[FIT_SIGMA]),
        .sigma_spread = exp(at[FIT_SIGMA_SPREAD]),
        .noise = exp(at[FIT_NOISE]),
    };
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
    for (size_t i = 0; i < data->count; i++) {
        struct drift_state state;
        drift_filter(&state, &model, &data->schedules[i], 3, NULL, NULL);
        sum -= state.log_likelihood;
    }
    return sum;
}

static bool is_plausible(const struct drift_model *model)
{
    return model->pace > 0.2 && model->pace < 3 && model->pace_spread < 2 && model->sigma < 3 &&
           model->sigma > 1e-3 && model->sigma_spread < 2 && model->noise < 0.5;
}

bool drift_fit(struct drift_model *model, const struct schedule *schedules, size_t count)
{
    static const double step[FIT_VARIABLES] = {0.1, 0.3, 0.3, 0.3, 0.4};
    struct fit_data data = {schedules, count};
    double at[FIT_VARIABLES];
    *model = drift_prior;
    if (count == 0)
        return false;
    to_vector(at, &drift_prior);
    if (fit_minimise(at, NULL, FIT_VARIABLES, step, 250, objective, &data, NULL) != STATUS_OK)
        return false;
    struct drift_model fitted = from_vector(at);
    if (!is_plausible(&fitted))
        return false;
    *model = fitted;
    return true;
}

#include "analysis/drift.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "analysis/passage.h"

static double square(double x)
{
    return x * x;
}

/* One node and one slice of the true x: what is left, and the pace that goes with it. */
struct slice {
    double weight, level, v, vv;
    double sigma2, pace_spread2;
};

/* The true x, given that it is below the level: the middle of a slice of equal weight. */
static struct slice slice_of(const struct drift_node *node, double level, double own, size_t k,
                             size_t slices)
{
    double share = ((double)k + 0.5) / (double)slices;
    double xx = fmax(node->xx, 1e-10), sd = sqrt(xx);
    double below = gsl_cdf_ugaussian_P((level - node->x) / sd);
    double x = below > 1e-6 ? node->x + sd * gsl_cdf_ugaussian_Pinv(share * below)
                            : level - 0.2 * sd * (1 - share);
    x = fmin(x, level - 0.05);
    return (struct slice){
        .weight = node->weight / (double)slices,
        .level = level - x,
        .v = node->v + node->xv / xx * (x - node->x),
        .vv = fmax(0, node->vv - square(node->xv) / xx),
        .sigma2 = own * square(node->sigma),
        .pace_spread2 = own * square(node->pace_spread),
    };
}

static double slice_cdf(const struct slice *slice, const struct drift_stretch *s, double pace)
{
    double moved = pace * s->dt + (slice->v - pace) * s->reach;
    double wandered = square(s->reach) * slice->vv + slice->pace_spread2 * s->xx;
    struct passage passage = {.level = slice->level,
                              .mean = moved / s->dt,
                              .spread = sqrt(wandered) / s->dt,
                              .sigma = sqrt(slice->sigma2)};
    return passage_cdf(&passage, s->dt);
}

/* The slices of a state are the same for every day: found once, asked a hundred times. */
struct slices {
    struct slice items[DRIFT_NODES * DRIFT_LEVEL_NODES];
    size_t count;
    double offset_days, pace, memory;
};

/* The works are done at the planned end, and the project some days of closing after it. */
static double passage_level(const struct drift_model *model, const struct schedule *schedule,
                            double level_days)
{
    return level_days < schedule->planned_days ? level_days
                                               : schedule->planned_days + model->closing;
}

static void slices_init(struct slices *slices, const struct drift_state *state, double level,
                        double own, size_t slices_per_node)
{
    slices->count = 0;
    for (size_t i = 0; i < state->node_count; i++)
        for (size_t k = 0; k < slices_per_node && state->nodes[i].weight > 1e-3; k++)
            slices->items[slices->count++] =
                slice_of(&state->nodes[i], level, own, k, slices_per_node);
}

static double slices_cdf(double days, void *context)
{
    const struct slices *slices = context;
    double dt = days + slices->offset_days, sum = 0;
    if (dt <= 0)
        return 0;
    struct drift_stretch stretch = drift_stretch(dt, slices->memory);
    for (size_t i = 0; i < slices->count; i++)
        sum += slices->items[i].weight * slice_cdf(&slices->items[i], &stretch, slices->pace);
    return sum;
}

void drift_outlook(struct outlook *outlook, const struct drift_state *state,
                   const struct drift_model *model, const struct schedule *schedule,
                   double level_days, double own, daynum as_of, daynum not_by)
{
    double planned = schedule->planned_days, x = 0;
    struct slices slices = {.offset_days = as_of - schedule->plan_start - state->at_days,
                            .pace = model->pace,
                            .memory = model->memory};
    for (size_t i = 0; i < state->node_count; i++)
        x += state->nodes[i].weight * state->nodes[i].x;
    slices_init(&slices, state, passage_level(model, schedule, level_days), own, DRIFT_LEVEL_NODES);
    double left = fmax(0, level_days - x) / model->pace;
    double reach = 6 * left + planned + fmax(0, slices.offset_days);
    outlook_fill(outlook, reach, not_by - as_of, 0.2 * planned + left, slices_cdf, &slices);
}

double drift_finish_chance(const struct drift_state *state, const struct drift_model *model,
                           const struct schedule *schedule, daynum after, daynum until)
{
    struct slices slices = {.pace = model->pace, .memory = model->memory};
    double at = schedule->plan_start + state->at_days;
    slices_init(&slices, state, passage_level(model, schedule, schedule->planned_days), 1, 1);
    return slices_cdf(until - at, &slices) - slices_cdf(after - at, &slices);
}

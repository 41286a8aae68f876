#include "analysis/drift.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "analysis/passage.h"

/* Where work starts is known to about a week in a hundred days. */
static const double start_noise = 0.05;

static double square(double x)
{
    return x * x;
}

static void begin(struct drift_state *state, const struct drift_model *model, size_t nodes,
                  double start_days)
{
    state->node_count = nodes;
    state->at_days = start_days;
    state->log_likelihood = 0;
    for (size_t i = 0; i < nodes; i++) {
        double z = gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / (double)nodes);
        /* Equally likely values stand too close together: widen them to the right variance. */
        double wide = nodes == 5 ? 1.17 : nodes == 3 ? 1.27 : 1;
        state->nodes[i] = (struct drift_node){
            .sigma = model->sigma * exp(wide * z * model->sigma_spread),
            .weight = 1.0 / (double)nodes,
            .v = model->pace,
            .xx = square(start_noise),
            .vv = square(model->pace_spread),
        };
    }
}

static void advance(struct drift_node *node, double dt)
{
    node->x += node->v * dt;
    node->xx += 2 * dt * node->xv + dt * dt * node->vv + square(node->sigma) * dt;
    node->xv += dt * node->vv;
}

/* Takes a report in; returns its standardised surprise. */
static double observe(struct drift_node *node, double x, double variance)
{
    double s = node->xx + variance, surprise = x - node->x;
    double gain_x = node->xx / s, gain_v = node->xv / s;
    node->log_likelihood -= 0.5 * (log(2 * M_PI * s) + surprise * surprise / s);
    node->x += gain_x * surprise;
    node->v += gain_v * surprise;
    node->vv -= gain_v * node->xv;
    node->xv -= gain_x * node->xv;
    node->xx -= gain_x * node->xx;
    return surprise / sqrt(s);
}

static double report_variance(const struct drift_model *model, const struct schedule *schedule,
                              const struct report_point *report, double same_for)
{
    double planned = schedule->planned_days, half = schedule->rounding_pct / 2;
    double variance = square(model->noise);
    if (half > 0) {
        double width = schedule_earned_day(schedule, fmin(100, report->pct + half)) -
                       schedule_earned_day(schedule, fmax(0, report->pct - half));
        variance += square(width / planned) / 12;
    }
    if (report->repeats)
        variance += square(0.5 * model->pace * same_for / planned);
    return variance;
}

/* The weights of the nodes from their likelihoods, and the likelihood of all. */
static void weigh(struct drift_state *state)
{
    double best = -INFINITY, sum = 0;
    for (size_t i = 0; i < state->node_count; i++)
        best = fmax(best, state->nodes[i].log_likelihood);
    for (size_t i = 0; i < state->node_count; i++)
        sum += state->nodes[i].weight = exp(state->nodes[i].log_likelihood - best);
    for (size_t i = 0; i < state->node_count; i++)
        state->nodes[i].weight /= sum;
    state->log_likelihood = best + log(sum / (double)state->node_count);
}

static struct passage node_passage(const struct drift_node *node, double level, double own,
                                   double share)
{
    /* The true x, given that it is below the level: the middle of a slice of equal weight. */
    double sd = sqrt(fmax(node->xx, 1e-12));
    double below = gsl_cdf_ugaussian_P((level - node->x) / sd);
    double x = below > 1e-6 ? node->x + sd * gsl_cdf_ugaussian_Pinv(share * below)
                            : level - sd * 0.1 * (1 - share);
    x = fmin(x, level - 1e-4);
    return (struct passage){
        .level = level - x,
        .mean = node->v + node->xv / fmax(node->xx, 1e-12) * (x - node->x),
        .spread = sqrt(fmax(0, node->vv - square(node->xv) / fmax(node->xx, 1e-12))),
        .sigma = node->sigma * sqrt(own),
    };
}

/* A finish is a first passage, not a report: its density joins each node's likelihood. */
static void arrive(struct drift_state *state, double dt)
{
    for (size_t i = 0; i < state->node_count; i++) {
        struct drift_node *node = &state->nodes[i];
        double density = 0;
        for (size_t k = 0; k < DRIFT_LEVEL_NODES; k++) {
            double share = ((double)k + 0.5) / DRIFT_LEVEL_NODES;
            struct passage passage = node_passage(node, 1, 1, share);
            density += exp(passage_log_pdf(&passage, dt)) / DRIFT_LEVEL_NODES;
        }
        node->log_likelihood += log(fmax(density, 1e-30));
    }
}

void drift_filter(struct drift_state *state, const struct drift_model *model,
                  const struct schedule *schedule, size_t nodes, drift_surprise *surprise,
                  void *context)
{
    double planned = schedule->planned_days;
    double now = schedule->start == DAYNUM_NONE ? 0 : schedule->start - schedule->plan_start;
    daynum same_since = DAYNUM_NONE;
    begin(state, model, nodes, now);
    for (size_t i = 0; i < schedule->report_count; i++) {
        const struct report_point *report = &schedule->reports[i];
        double at = report->date - schedule->plan_start;
        if (!report->repeats)
            same_since = report->date;
        if (at <= now || report->pct <= 0)
            continue;
        double x = schedule_earned_day(schedule, report->pct) / planned;
        double variance = report_variance(model, schedule, report, report->date - same_since);
        double middle = 0;
        for (size_t k = 0; k < nodes; k++) {
            advance(&state->nodes[k], (at - now) / planned);
            double off = observe(&state->nodes[k], x, variance);
            middle = k == nodes / 2 ? off : middle;
        }
        if (surprise && !report->repeats)
            surprise(report->date, middle, context);
        now = at;
    }
    state->at_days = now;
    if (schedule->finish != DAYNUM_NONE && schedule->finish - schedule->plan_start > now)
        arrive(state, (schedule->finish - schedule->plan_start - now) / planned);
    weigh(state);
}

/* The passages of a state are the same for every day: found once, asked a hundred times. */
struct passages {
    struct passage items[DRIFT_NODES * DRIFT_LEVEL_NODES];
    double weights[DRIFT_NODES * DRIFT_LEVEL_NODES];
    size_t count;
    double offset_days, planned_days;
};

static void passages_init(struct passages *passages, const struct drift_state *state,
                          const struct schedule *schedule, double level, double own)
{
    passages->count = 0;
    for (size_t i = 0; i < state->node_count; i++) {
        if (state->nodes[i].weight < 1e-3)
            continue;
        for (size_t k = 0; k < DRIFT_LEVEL_NODES; k++) {
            double share = ((double)k + 0.5) / DRIFT_LEVEL_NODES;
            passages->weights[passages->count] = state->nodes[i].weight / DRIFT_LEVEL_NODES;
            passages->items[passages->count++] =
                node_passage(&state->nodes[i], level, own, share);
        }
    }
    passages->planned_days = schedule->planned_days;
}

static double passages_cdf(double days, void *context)
{
    const struct passages *passages = context;
    double dt = (days + passages->offset_days) / passages->planned_days, sum = 0;
    if (dt <= 0)
        return 0;
    for (size_t i = 0; i < passages->count; i++)
        sum += passages->weights[i] * passage_cdf(&passages->items[i], dt);
    return sum;
}

void drift_outlook(struct outlook *outlook, const struct drift_state *state,
                   const struct drift_model *model, const struct schedule *schedule,
                   double level_days, double own, daynum as_of, daynum not_by)
{
    struct passages passages;
    double planned = schedule->planned_days, x = 0;
    for (size_t i = 0; i < state->node_count; i++)
        x += state->nodes[i].weight * state->nodes[i].x;
    passages_init(&passages, state, schedule, level_days / planned, own);
    passages.offset_days = as_of - schedule->plan_start - state->at_days;
    double left = fmax(0, level_days - x * planned) / fmax(model->pace, 0.2);
    double reach = 8 * left + 2 * planned + fmax(0, passages.offset_days);
    outlook_fill(outlook, reach, not_by - as_of, 0.2 * planned + left, passages_cdf,
                 &passages);
}

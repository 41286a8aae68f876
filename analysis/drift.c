#include "analysis/drift.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
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
    state->reports = 0;
    for (size_t i = 0; i < nodes; i++) {
        double z = gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / (double)nodes);
        /* Equally likely values stand too close together: widen them to the right variance. */
        double wide = nodes == 5 ? 1.17 : nodes == 3 ? 1.27 : 1;
        double scale = exp(wide * z * model->scale_spread);
        state->nodes[i] = (struct drift_node){
            .sigma = model->sigma * scale,
            .pace_spread = model->pace_spread * scale,
            .weight = 1.0 / (double)nodes,
            .x = -model->lag,
            .v = model->pace,
            .xx = square(model->lag_spread),
            .vv = square(model->pace_spread * scale),
        };
    }
}

struct drift_stretch drift_stretch(double dt, double memory)
{
    double keep = exp(-dt / memory), lost = -expm1(-dt / memory);
    return (struct drift_stretch){
        .dt = dt,
        .keep = keep,
        .reach = memory * lost,
        .xx = fmax(0, memory * memory * (2 * dt / memory - 2 * lost - lost * lost)),
        .xv = memory * lost * lost,
        .vv = 1 - keep * keep,
    };
}

static void advance(struct drift_node *node, const struct drift_stretch *s, double pace)
{
    double spread2 = square(node->pace_spread);
    node->x += pace * s->dt + (node->v - pace) * s->reach;
    node->v = pace + (node->v - pace) * s->keep;
    node->xx += 2 * s->reach * node->xv + square(s->reach) * node->vv + spread2 * s->xx +
                square(node->sigma) * s->dt;
    node->xv = s->keep * (node->xv + s->reach * node->vv) + spread2 * s->xv;
    node->vv = square(s->keep) * node->vv + spread2 * s->vv;
}

/* Takes a report in. */
static struct drift_news observe(struct drift_node *node, double x, double variance)
{
    double s = node->xx + variance, surprise = x - node->x;
    double gain_x = node->xx / s, gain_v = node->xv / s;
    node->log_likelihood -= 0.5 * (log(2 * M_PI * s) + surprise * surprise / s);
    node->x += gain_x * surprise;
    node->v += gain_v * surprise;
    node->vv -= gain_v * node->xv;
    node->xv -= gain_x * node->xv;
    node->xx -= gain_x * node->xx;
    return (struct drift_news){.surprise = surprise / sqrt(s), .spread = sqrt(s)};
}

static double report_variance(const struct drift_model *model, const struct schedule *schedule,
                              const struct report_point *report, double same_for)
{
    double half = schedule->rounding_pct / 2;
    double variance = square(model->noise * schedule->planned_days);
    if (half > 0) {
        double width = schedule_earned_day(schedule, fmin(100, report->pct + half)) -
                       schedule_earned_day(schedule, fmax(0, report->pct - half));
        variance += square(width) / 12;
    }
    if (report->repeats)
        variance += square(0.5 * model->pace * same_for);
    return variance;
}

struct drift_news drift_foretold(const struct drift_node *then, double then_days,
                                 const struct drift_model *model, const struct schedule *schedule,
                                 const struct report_point *report)
{
    struct drift_node node = *then;
    double days = report->date - schedule->plan_start - then_days;
    struct drift_stretch stretch = drift_stretch(days, model->memory);
    advance(&node, &stretch, model->pace);
    struct drift_news news = observe(&node, schedule_earned_day(schedule, report->pct),
                                     report_variance(model, schedule, report, 0));
    news.days = days;
    return news;
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

/* Takes in what a report says, and the time that led to it. */
static struct drift_news take(struct drift_state *state, const struct drift_model *model,
                              const struct schedule *schedule, const struct report_point *report,
                              double same_for)
{
    struct drift_news middle = {0};
    double at = report->date - schedule->plan_start;
    double x = schedule_earned_day(schedule, report->pct);
    double variance = report_variance(model, schedule, report, same_for);
    struct drift_stretch stretch = drift_stretch(at - state->at_days, model->memory);
    for (size_t k = 0; k < state->node_count; k++) {
        advance(&state->nodes[k], &stretch, model->pace);
        struct drift_news news = observe(&state->nodes[k], x, variance);
        middle = k == state->node_count / 2 ? news : middle;
    }
    middle.days = stretch.dt;
    state->at_days = at;
    state->reports++;
    return middle;
}

void drift_filter(struct drift_state *state, const struct drift_model *model,
                  const struct schedule *schedule, size_t nodes, drift_watch *watch, void *context)
{
    double start = schedule->start == DAYNUM_NONE ? 0 : schedule->start - schedule->plan_start;
    daynum same_since = DAYNUM_NONE;
    begin(state, model, nodes, start);
    for (size_t i = 0; i < schedule->report_count; i++) {
        const struct report_point *report = &schedule->reports[i];
        if (!report->repeats)
            same_since = report->date;
        /* Nothing done says something of works that have begun, while nothing else is reported. */
        if (report->date - schedule->plan_start <= state->at_days ||
            (report->pct <= 0 && !schedule->idle))
            continue;
        struct drift_news news = take(state, model, schedule, report, report->date - same_since);
        if (watch) {
            weigh(state);
            watch(state, report, &news, context);
        }
    }
    weigh(state);
}

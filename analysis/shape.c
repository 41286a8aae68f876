#include "analysis/shape.h"

#include <math.h>

/* An S-curve: half the works at half the time, the middle third at one and a half the pace. */
const struct shape_model shape_prior = {.level = 0, .slope = 1.4, .spread = 0.8};

/* The prior weighs like this many projects. */
static const double prior_weight = 4;

static double logit(double p)
{
    double inside = fmin(0.995, fmax(0.005, p));
    return log(inside / (1 - inside));
}

/* Sums over reports, each project weighing 1, with the prior's own sums put in first. */
struct moments {
    double weight, x, y, xx, xy, yy;
};

static void moments_add(struct moments *moments, double weight, double x, double y)
{
    moments->weight += weight;
    moments->x += weight * x;
    moments->y += weight * y;
    moments->xx += weight * x * x;
    moments->xy += weight * x * y;
    moments->yy += weight * y * y;
}

static void add_prior(struct moments *moments)
{
    static const double at[4] = {-1.5, -0.5, 0.5, 1.5};
    for (size_t i = 0; i < 4; i++)
        for (int side = -1; side <= 1; side += 2)
            moments_add(moments, prior_weight / 8, at[i],
                        shape_prior.level + shape_prior.slope * at[i] + side * shape_prior.spread);
}

static bool is_usable(const struct report_point *report)
{
    return report->pct > 1 && report->pct < 99.5;
}

static void add_schedule(struct moments *moments, const struct schedule *schedule)
{
    double all = schedule->finish - schedule->start;
    size_t usable = 0;
    for (size_t i = 0; i < schedule->report_count; i++)
        usable += is_usable(&schedule->reports[i]);
    for (size_t i = 0; i < schedule->report_count; i++) {
        const struct report_point *report = &schedule->reports[i];
        if (is_usable(report))
            moments_add(moments, 1.0 / (double)usable,
                        logit((report->date - schedule->start) / all), logit(report->pct / 100));
    }
}

bool shape_fit(struct shape_model *model, const struct schedule *schedules, size_t count)
{
    struct moments m = {0};
    size_t used = 0;
    add_prior(&m);
    for (size_t i = 0; i < count; i++) {
        const struct schedule *schedule = &schedules[i];
        if (schedule->finish == DAYNUM_NONE || schedule->start == DAYNUM_NONE ||
            schedule->finish <= schedule->start)
            continue;
        add_schedule(&m, schedule);
        used++;
    }
    double mean_x = m.x / m.weight, mean_y = m.y / m.weight;
    double sxx = m.xx / m.weight - mean_x * mean_x, sxy = m.xy / m.weight - mean_x * mean_y;
    double syy = m.yy / m.weight - mean_y * mean_y;
    *model = shape_prior;
    if (used == 0 || !(sxx > 0) || !(sxy > 0))
        return false;
    model->slope = sxy / sxx;
    model->level = mean_y - model->slope * mean_x;
    model->spread = sqrt(fmax(0.04, syy - model->slope * sxy));
    return true;
}

static double log_likelihood(const struct shape_model *model, double pct, double fraction)
{
    double off = logit(pct / 100) - model->level - model->slope * logit(fraction);
    return -0.5 * off * off / (model->spread * model->spread);
}

void shape_reweigh(const struct shape_model *model, const struct schedule *schedule, daynum as_of,
                   struct outlook *outlook)
{
    const struct report_point *report = schedule_latest(schedule);
    if (!report || report->pct <= 0 || schedule->start == DAYNUM_NONE)
        return;
    double elapsed = fmax(1, report->date - schedule->start), now = as_of - schedule->start;
    double mass[OUTLOOK_STEPS], sum = 0;
    for (size_t i = 0; i < OUTLOOK_STEPS; i++) {
        double day = (outlook_day(outlook, i) + outlook_day(outlook, i + 1)) / 2;
        double p = outlook->cdf[i + 1] - outlook->cdf[i];
        mass[i] = p * exp(log_likelihood(model, report->pct, elapsed / (now + day)));
        sum += mass[i];
    }
    if (!(sum > 1e-12))
        return;
    double at_zero = outlook->cdf[0];
    double cumulated = at_zero;
    for (size_t i = 0; i < OUTLOOK_STEPS; i++) {
        cumulated += (1 - at_zero) * mass[i] / sum;
        outlook->cdf[i + 1] = fmin(1, cumulated);
    }
    outlook->cdf[OUTLOOK_STEPS] = 1;
}

/* The fraction of the duration at which a typical project has `pct`. */
static double typical_fraction(const struct shape_model *model, double pct)
{
    double z = (logit(pct / 100) - model->level) / model->slope;
    return 1 / (1 + exp(-z));
}

void shape_level(const struct shape_model *model, const struct schedule *schedule, daynum as_of,
                 double pct, const struct outlook *finish, struct outlook *level)
{
    const struct report_point *report = schedule_latest(schedule);
    double have = report ? fmin(report->pct, pct) : 0;
    double from = have > 0 ? typical_fraction(model, have) : 0;
    double share = (typical_fraction(model, pct) - from) / (1 - from);
    share = fmin(1, fmax(0.02, share));
    daynum start = schedule->start != DAYNUM_NONE ? schedule->start : schedule->seen;
    daynum since = report ? report->date : start;
    double offset = as_of - since, not_by = report ? report->date - as_of : schedule->seen - as_of;
    double before = outlook_p(finish, (not_by + offset) / share - offset);
    level->from_days = fmin(not_by, 0);
    level->reach_days = finish->reach_days;
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++) {
        double p = outlook_p(finish, (outlook_day(level, i) + offset) / share - offset);
        level->cdf[i] = before < 1 - 1e-9 ? fmax(0, (p - before) / (1 - before)) : 1;
    }
    level->cdf[OUTLOOK_STEPS] = 1;
}

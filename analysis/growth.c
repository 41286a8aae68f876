#include "analysis/growth.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* The ratio of final total to plan, before any year is known, and what that belief weighs. */
static const double ratio_spread = 0.03, prior_years = 2;
/* The share reached by a day differs from year to year by this part of what is left. */
static const double share_spread = 0.4;

static double part_of_year(int year, daynum day)
{
    daynum first = daynum_from_civil(year, 1, 1), next = daynum_from_civil(year + 1, 1, 1);
    return (double)(day - first) / (next - first);
}

int growth_year_is_complete(const struct growth_year *year)
{
    return year->count > 0 && year->points[year->count - 1].plan > 0 &&
           year->points[year->count - 1].value > 0 &&
           part_of_year(year->year, year->points[year->count - 1].day) > 0.87;
}

/* A year's total at a part of the year, by straight lines from 0 at its beginning. */
static double value_at(const struct growth_year *year, double part)
{
    double from_part = 0, from = 0;
    for (size_t i = 0; i < year->count; i++) {
        double to_part = part_of_year(year->year, year->points[i].day);
        double to = year->points[i].value;
        if (to_part >= part)
            return to_part > from_part
                       ? from + (part - from_part) / (to_part - from_part) * (to - from)
                       : to;
        from_part = to_part;
        from = to;
    }
    return from;
}

/* The built-in share: an S-curve whose steepest part is at `half_way`. */
static double usual_share(const struct growth_model *model, double part)
{
    double full = 1 / (1 + exp(-9 * (1 - model->half_way)));
    return fmin(1, 1 / (1 + exp(-9 * (part - model->half_way))) / full);
}

static double log_share(const struct growth_model *model, int plan_year, daynum day)
{
    double part = fmin(1, fmax(0.01, part_of_year(plan_year, day)));
    double usual = log(usual_share(model, part)), sum = usual;
    double weight = model->count ? 0.25 : 1, all = weight;
    sum *= weight;
    for (size_t i = 0; i < model->count; i++) {
        const struct growth_year *year = &model->years[i];
        double share = value_at(year, part) / year->points[year->count - 1].value;
        sum += log(fmin(1, fmax(1e-3, share)));
        all += 1;
    }
    return sum / all;
}

void growth_model_init(struct growth_model *model, const struct growth_year *years, size_t count,
                       double half_way)
{
    double sum = 0, squares = prior_years * ratio_spread * ratio_spread;
    *model = (struct growth_model){.years = years, .count = count, .half_way = half_way};
    for (size_t i = 0; i < count; i++) {
        const struct growth_point *last = &years[i].points[years[i].count - 1];
        sum += log(last->value / last->plan);
    }
    model->log_ratio = sum / ((double)count + prior_years);
    for (size_t i = 0; i < count; i++) {
        const struct growth_point *last = &years[i].points[years[i].count - 1];
        double off = log(last->value / last->plan) - model->log_ratio;
        squares += off * off;
    }
    double weight = (double)count + prior_years;
    model->log_ratio_spread = sqrt(squares / weight * (1 + 1 / weight));
}

struct growth_forecast growth_forecast(const struct growth_model *model,
                                       const struct growth_point *latest, double extra_spread,
                                       int plan_year, daynum day)
{
    double now = log_share(model, plan_year, latest->day);
    double then = fmax(now, log_share(model, plan_year, day));
    double reached = log(latest->value / latest->plan);
    double widen = share_spread * sqrt(1 + 1 / ((double)model->count + 0.25));
    double by_plan = model->log_ratio + then;
    double left = widen * (1 - exp(then)), to_come = widen * (exp(then) - exp(now)) + 0.005;
    double plan_variance = model->log_ratio_spread * model->log_ratio_spread + left * left +
                           extra_spread * extra_spread;
    double growth_variance = to_come * to_come;
    double weight = plan_variance / (plan_variance + growth_variance);
    return (struct growth_forecast){
        .mean = weight * (reached + then - now) + (1 - weight) * by_plan,
        .spread = sqrt(plan_variance * growth_variance / (plan_variance + growth_variance)),
        .floor = reached};
}

double growth_quantile(const struct growth_forecast *forecast, double p)
{
    double below = gsl_cdf_ugaussian_P((forecast->floor - forecast->mean) / forecast->spread);
    double at = below + p * (1 - below);
    if (at > 1 - 1e-9)
        return forecast->floor;
    return fmax(forecast->floor, forecast->mean + forecast->spread * gsl_cdf_ugaussian_Pinv(at));
}

double growth_p_plan(const struct growth_forecast *forecast)
{
    if (forecast->floor >= 0)
        return 1;
    double above = gsl_cdf_ugaussian_Q(-forecast->mean / forecast->spread);
    double open = gsl_cdf_ugaussian_Q((forecast->floor - forecast->mean) / forecast->spread);
    return open > 1e-12 ? fmin(1, above / open) : 0;
}

#include "analysis/outlook.h"

#include <math.h>

double outlook_day(const struct outlook *outlook, size_t step)
{
    double part = (double)step / OUTLOOK_STEPS;
    return outlook->from_days + (outlook->reach_days - outlook->from_days) * part * part;
}

static void fill_exponential(struct outlook *outlook, double mean_days)
{
    double from = outlook->from_days, all = -expm1(-(outlook->reach_days - from) / mean_days);
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++)
        outlook->cdf[i] = -expm1(-(outlook_day(outlook, i) - from) / mean_days) / all;
}

bool outlook_fill(struct outlook *outlook, double reach_days, double after_days,
                  double otherwise_days, outlook_function *function, void *context)
{
    outlook->from_days = fmin(after_days, 0);
    outlook->reach_days = fmax(reach_days, 1);
    double before = function(after_days, context);
    double all = function(outlook->reach_days, context) - before;
    if (!(all > 1e-7)) {
        fill_exponential(outlook, fmax(otherwise_days, 1));
        return false;
    }
    double last = 0;
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++) {
        double p = (function(outlook_day(outlook, i), context) - before) / all;
        last = fmin(1, p > last ? p : last);
        outlook->cdf[i] = last;
    }
    outlook->cdf[OUTLOOK_STEPS] = 1;
    return true;
}

double outlook_p(const struct outlook *outlook, double days)
{
    if (days < outlook->from_days)
        return 0;
    if (days >= outlook->reach_days)
        return 1;
    double from = outlook->from_days;
    double at = sqrt((days - from) / (outlook->reach_days - from)) * OUTLOOK_STEPS;
    size_t step = (size_t)at;
    if (step >= OUTLOOK_STEPS)
        return 1;
    double low = outlook_day(outlook, step), high = outlook_day(outlook, step + 1);
    double part = (days - low) / (high - low);
    return outlook->cdf[step] + part * (outlook->cdf[step + 1] - outlook->cdf[step]);
}

/* The day within the grid cell below `step` at which the probability is `p`. */
static double day_between(const struct outlook *outlook, size_t step, double p)
{
    if (step == 0)
        return outlook->from_days;
    double low = outlook->cdf[step - 1], high = outlook->cdf[step];
    double part = high > low ? (p - low) / (high - low) : 1;
    double from = outlook_day(outlook, step - 1);
    return from + part * (outlook_day(outlook, step) - from);
}

double outlook_quantile(const struct outlook *outlook, double p)
{
    size_t low = 0, high = OUTLOOK_STEPS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (outlook->cdf[middle] >= p)
            high = middle;
        else
            low = middle + 1;
    }
    return day_between(outlook, low, p);
}

void outlook_table(const struct outlook *outlook, float table[OUTLOOK_TABLE + 1])
{
    size_t step = 0;
    for (size_t i = 0; i <= OUTLOOK_TABLE; i++) {
        double p = (double)i / OUTLOOK_TABLE;
        while (step < OUTLOOK_STEPS && outlook->cdf[step] < p)
            step++;
        table[i] = (float)day_between(outlook, step, p);
    }
}

void outlook_blur(struct outlook *blurred, const struct outlook *outlook,
                  double (*variance_days2)(double days, const void *context), const void *context)
{
    /* Seven equally likely values of a standard normal, scaled to variance 1. */
    static const double node[7] = {-1.607, -0.869, -0.402, 0, 0.402, 0.869, 1.607};
    double last = 0;
    blurred->from_days = outlook->from_days;
    blurred->reach_days = outlook->reach_days;
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++) {
        double day = outlook_day(outlook, i), sd = sqrt(variance_days2(day, context)), sum = 0;
        for (size_t k = 0; k < 7; k++)
            sum += outlook_p(outlook, fmax(fmin(day, 0.1 * day), day + sd * node[k]));
        last = fmax(last, sum / 7);
        blurred->cdf[i] = last;
    }
    blurred->cdf[OUTLOOK_STEPS] = 1;
}

void outlook_pool(struct outlook *outlook, const struct outlook *other, double weight)
{
    struct outlook pool = {.from_days = fmin(outlook->from_days, other->from_days),
                           .reach_days = fmax(outlook->reach_days, other->reach_days)};
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++) {
        double day = outlook_day(&pool, i);
        pool.cdf[i] = (1 - weight) * outlook_p(outlook, day) + weight * outlook_p(other, day);
    }
    *outlook = pool;
}

void outlook_sooner(struct outlook *outlook, const struct outlook *other)
{
    struct outlook sooner = {.from_days = fmin(outlook->from_days, other->from_days),
                             .reach_days = fmax(outlook->reach_days, other->reach_days)};
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++) {
        double day = outlook_day(&sooner, i);
        sooner.cdf[i] = fmax(outlook_p(outlook, day), outlook_p(other, day));
    }
    *outlook = sooner;
}

void outlook_delay(struct outlook *outlook, double share, double days)
{
    struct outlook late = *outlook;
    late.from_days += days;
    late.reach_days += days;
    outlook_pool(outlook, &late, share);
}

void outlook_hasten(struct outlook *outlook, double after_days, double pace, double most_days)
{
    struct outlook hastened = {.from_days = outlook->from_days};
    double reach = outlook->reach_days;
    if (reach > after_days)
        reach = after_days + (reach - after_days) / pace;
    hastened.reach_days = fmin(reach, fmax(most_days, outlook->reach_days));
    for (size_t i = 0; i <= OUTLOOK_STEPS; i++) {
        double day = outlook_day(&hastened, i);
        double then = day > after_days ? after_days + pace * (day - after_days) : day;
        hastened.cdf[i] = outlook_p(outlook, then);
    }
    hastened.cdf[OUTLOOK_STEPS] = 1;
    *outlook = hastened;
}

/*
 * outlook: the distribution of a day that is not known yet, on a fixed grid of days.
 *
 * 1. Domain: days after the as-of date, from_days … reach_days. The grid is quadratic (fine at
 *    its beginning, where a day matters); between its points the probability is linear.
 * 2. from_days <= 0 is the last day on which it was known not to have come: what was last heard
 *    of before the as-of date may have come by now.
 * 3. An outlook ends at 1: it speaks of projects that finish within its reach.
 */
#ifndef ANALYSIS_OUTLOOK_H
#define ANALYSIS_OUTLOOK_H

#include <stdbool.h>
#include <stddef.h>

enum { OUTLOOK_STEPS = 96, OUTLOOK_TABLE = 256 };

struct outlook {
    double from_days, reach_days;
    double cdf[OUTLOOK_STEPS + 1];
};

/* P(day <= `days` after the as-of date); need not be normalised, must not decrease. */
typedef double outlook_function(double days, void *context);

/*
 * The distribution `function`, given that the day comes after `after_days` (taken as 0 where it
 * is above: the last day on which it was known not to have come) and within the reach. Where the
 * function leaves no probability there (a model that is sure to be past), what is left is
 * exponential with mean `otherwise_days`; returns false then.
 */
bool outlook_fill(struct outlook *outlook, double reach_days, double after_days,
                  double otherwise_days, outlook_function *function, void *context);

/* Adds a normal disturbance of variance(days) that is shared by all projects. */
void outlook_blur(struct outlook *blurred, const struct outlook *outlook,
                  double (*variance_days2)(double days, const void *context), const void *context);

/* A pool of both: `outlook` to the weight of 1 - `weight`, `other` to that of `weight`. */
void outlook_pool(struct outlook *outlook, const struct outlook *other, double weight);

/* By every day as likely as by the likelier of both. */
void outlook_sooner(struct outlook *outlook, const struct outlook *other);

/* As it is where the day is told of only `days` later, to the chance of `share`. */
void outlook_delay(struct outlook *outlook, double share, double days);

/* As it is where everything after a day goes `pace` times as fast; reaches no farther than
 * `most_days`, or than it did. */
void outlook_hasten(struct outlook *outlook, double after_days, double pace, double most_days);

double outlook_day(const struct outlook *outlook, size_t step);
double outlook_p(const struct outlook *outlook, double days);
double outlook_quantile(const struct outlook *outlook, double p);

/* The quantiles at 0, 1/OUTLOOK_TABLE, …, 1, for drawing by linear interpolation. */
void outlook_table(const struct outlook *outlook, float table[OUTLOOK_TABLE + 1]);

#endif

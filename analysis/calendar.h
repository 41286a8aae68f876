/*
 * calendar: what hits all projects of a month together (weather, stops, funding).
 *
 * 1. Domain: the surprises of progress reports (standardised, see drift.h) against what was
 *    foretold a month and a season before, each with its district and month. The part of their
 *    variance that projects of one month share, and the part that those of one district and
 *    month share beyond it, by the mean product of pairs.
 * 2. Each part is held to a prior worth a year of months: no history gives the prior.
 * 3. As working time: a month brings more or fewer working days than it has days, to
 *    everybody and to each district, with `carry` from one month to the next. Of `carry` the
 *    season tells: the months' own means do not, for each project's forecast follows them in
 *    part.
 * 4. The usual pace is itself known from a few years with a weather of their own: a year to come
 *    differs from it by its own spread and by theirs.
 * 5. Source: pairwise (Henderson) estimator of variance components.
 */
#ifndef ANALYSIS_CALENDAR_H
#define ANALYSIS_CALENDAR_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

#include "core/date.h"

#define CALENDAR_MONTH_DAYS 30.44
enum { CALENDAR_SEASON_MONTHS = 3 };

struct surprise {
    int month; /* 12 year + month - 1 */
    size_t district;
    double value;
    double per_day; /* what a working day more in the month, or the season, adds to it */
};

struct calendar {
    double everybody, district; /* shares of the variance of progress */
    double carry;               /* correlation of a month with the next */
    double days2_per_day;       /* variance of a project's working time in a month, per day */
    double year_spread;         /* of the pace of a whole year to come about the usual one */
    size_t months;              /* of history behind the shares */
};

extern const struct calendar calendar_prior;

struct surprises {
    struct surprise *items;
    size_t count;
};

/* From surprises against what was foretold a month and a season before. Sorts both. */
void calendar_fit(struct calendar *calendar, struct surprises *month, struct surprises *season);

/* Variance of the working time that `days` bring, of the shared parts together. */
double calendar_variance(double days, const void *calendar);

/*
 * One draw of the working days gained or lost by each of `horizons` (days ahead, rising;
 * nothing is gained by those that lie behind), for everybody (`of_district` false) or for one
 * district; added to `gain`.
 */
void calendar_draw(const struct calendar *calendar, gsl_rng *stream, int of_district,
                   const double *horizons, size_t count, float *gain);

#endif

/*
 * survival: how long works take, and how late they start, from dates alone.
 *
 * 1. Domain: a project's duration over its first planned duration (ratio > 0; plans are revised
 *    to what happens, and a revised one would teach that nothing is ever late). Log-logistic: its
 *    heavy upper tail leaves a project that is long overdue a chance in every month. What
 *    disturbs works lasts for days, not for parts of a plan: the logarithm's excess and spread
 *    shrink with the square root of the planned duration (`size`, 1 for SURVIVAL_USUAL_DAYS).
 * 2. Unfinished projects are censored when last seen. Only the last SURVIVAL_PERIOD_DAYS
 *    before the as-of date count, where SURVIVAL_ENOUGH projects finished in them: a project
 *    enters when it starts or when the period begins (left truncation). Exports drop finished
 *    projects in time; a year in which few have been dropped yet gives hazards that are not
 *    length-biased, and holds each season once.
 * 3. Classes of works have their own scale and shape, held to the whole by normal priors, so
 *    that a class with few finished projects stays close to it.
 *    A late start is made up for in part (squeeze), for the planned finish stays.
 * 4. The start's delay is logistic, in days; projects not started yet are censored.
 * 5. No history, or a fit that fails: the prior. One or two projects: works, close to the prior.
 * 6. Source: maximum likelihood for truncated and censored data, e.g. Klein & Moeschberger,
 *    Survival Analysis (2003), ch. 3; Bennett 1983 for the log-logistic.
 */
#ifndef ANALYSIS_SURVIVAL_H
#define ANALYSIS_SURVIVAL_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SURVIVAL_USUAL_DAYS = 210,
    SURVIVAL_CLASSES = 8,
    SURVIVAL_PERIOD_DAYS = 365,
    SURVIVAL_ENOUGH = 30
};

/* What sets a project apart within a model. */
struct survival_kind {
    unsigned works_class; /* < SURVIVAL_CLASSES; 0: not said */
    double size;          /* survival_size() of its planned duration */
    double late;          /* its start after the planned one, in planned durations; bounded */
};
/* One project's duration over its plan, as far as it is known. */
struct survival_case {
    double ratio; /* at the finish, or where it was last seen unfinished */
    double entry; /* the ratio from which on it was under observation */
    bool finished;
    struct survival_kind kind;
};

struct survival_model {
    double log_scale, shape; /* the median ratio is exp(log_scale) */
    double squeeze;          /* a late start shortens works: log ratio less, per `late` */
    double class_shift[SURVIVAL_CLASSES], class_shape[SURVIVAL_CLASSES]; /* factor of shape */
    size_t finished; /* cases that the fit rests on */
};

struct delay_case {
    double days; /* after the planned start; so far, where not started */
    bool started;
};

struct delay_model {
    double middle_days, scale_days;
};

extern const struct survival_model survival_prior;
extern const struct delay_model delay_prior;

double survival_size(double planned_days);
/* `late` of works that start `days` after their planned start. */
double survival_late(double days, double planned_days);

double survival_cdf(const struct survival_model *model, struct survival_kind kind, double ratio);
/* The ratio that a share `p` stays below of those that are longer than `after` (0: of all). */
double survival_quantile_after(const struct survival_model *model, struct survival_kind kind,
                               double after, double p);
bool survival_fit(struct survival_model *model, const struct survival_case *cases, size_t count);

double delay_cdf(const struct delay_model *model, double days);
/* The delay below which a share `p` lies of those that start after `after_days`. */
double delay_quantile_after(const struct delay_model *model, double after_days, double p);
bool delay_fit(struct delay_model *model, const struct delay_case *cases, size_t count);

#endif

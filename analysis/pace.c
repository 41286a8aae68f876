#include "analysis/pace.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "analysis/passage.h"

static const double month_days_mean = 365.25 / 12;

double pace_recent(const struct schedule *schedule)
{
    const struct report_point *latest = schedule_latest(schedule);
    if (!latest || latest->pct <= 0 || schedule->start == DAYNUM_NONE)
        return NAN;
    daynum from = schedule->start;
    double pct = 0;
    for (size_t i = 0; i + 1 < schedule->report_count; i++) {
        const struct report_point *report = &schedule->reports[i];
        if (report->date < from)
            continue;
        from = report->date;
        pct = report->pct;
        if (latest->date - report[1].date < PACE_WINDOW_DAYS - 31)
            break;
    }
    if (latest->date <= from)
        return NAN;
    return (latest->pct - pct) / (latest->date - from) * month_days_mean;
}

struct search {
    double level, sigma, time, chance;
};

static double shortfall(double drift, void *context)
{
    const struct search *search = context;
    struct passage passage = {search->level, drift, 0, search->sigma};
    return passage_cdf(&passage, search->time) - search->chance;
}

/* The drift between 0 and a generous bound at which the chance is met; NaN where none is. */
static double drift_for(struct search *search)
{
    double low = 0;
    double high = 3 * search->level / search->time + 10 * search->sigma / sqrt(search->time);
    gsl_function function = {shortfall, search};
    if (shortfall(low, search) >= 0)
        return 0;
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    double root = NAN;
    if (solver && gsl_root_fsolver_set(solver, &function, low, high) == GSL_SUCCESS)
        for (int i = 0; i < 60; i++) {
            if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS)
                break;
            root = gsl_root_fsolver_root(solver);
            if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                       gsl_root_fsolver_x_upper(solver), 0, 1e-4) == GSL_SUCCESS)
                break;
        }
    if (solver)
        gsl_root_fsolver_free(solver);
    return root;
}

double pace_needed(const struct schedule *schedule, double sigma, double threshold_pct,
                   daynum as_of, daynum day, double chance)
{
    const struct report_point *latest = schedule_latest(schedule);
    double pct = latest ? latest->pct : 0;
    if (day <= as_of || pct >= threshold_pct)
        return NAN;
    double ahead =
        schedule_earned_day(schedule, threshold_pct) - schedule_earned_day(schedule, pct);
    struct search search = {.level = fmax(ahead, 0.1),
                            .sigma = sigma,
                            .time = day - as_of,
                            .chance = chance};
    double straight = (threshold_pct - pct) / (day - as_of) * month_days_mean;
    return straight * drift_for(&search) * search.time / search.level;
}

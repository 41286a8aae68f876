#include "analysis/pace.h"

#include <math.h>

static const double month_days_mean = 365.25 / 12;

/* From when on, and from how many points, what was done is recent; no later than the latest. */
static daynum recent_from(const struct schedule *schedule, double *from_pct)
{
    const struct report_point *latest = schedule_latest(schedule);
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
    *from_pct = pct;
    return from;
}

double pace_recent_days(const struct schedule *schedule)
{
    const struct report_point *latest = schedule_latest(schedule);
    double pct;
    if (!latest || !schedule->started || schedule->start == DAYNUM_NONE)
        return NAN;
    double days = latest->date - recent_from(schedule, &pct);
    return days > 0 ? days : NAN;
}

double pace_recent(const struct schedule *schedule)
{
    double days = pace_recent_days(schedule), pct;
    if (isnan(days))
        return NAN;
    (void)recent_from(schedule, &pct);
    return (schedule_latest(schedule)->pct - pct) / days * month_days_mean;
}

double pace_expected(const struct schedule *schedule, double threshold_pct,
                     const struct pace_span *span, double after_days)
{
    const struct report_point *latest = schedule_latest(schedule);
    double pct = latest ? latest->pct : 0, days = span->outlook_from + after_days - span->as_of;
    return pct >= threshold_pct ? NAN : (threshold_pct - pct) / fmax(days, 1) * month_days_mean;
}

double pace_needed(const struct schedule *schedule, const struct outlook *outlook,
                   double threshold_pct, const struct pace_span *span, double chance)
{
    const struct report_point *latest = schedule_latest(schedule);
    double pct = latest ? latest->pct : 0;
    if (span->day <= span->as_of || pct >= threshold_pct)
        return NAN;
    double straight = (threshold_pct - pct) / (span->day - span->as_of) * month_days_mean;
    double since = latest && schedule->started ? latest->date - span->outlook_from : 0;
    double median = outlook_quantile(outlook, 0.5) - since;
    double quantile = outlook_quantile(outlook, chance) - since;
    return straight * fmax(1, quantile / fmax(median, 1));
}

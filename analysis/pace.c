#include "analysis/pace.h"

#include <math.h>

static const double month_days_mean = 365.25 / 12;

double pace_recent(const struct schedule *schedule)
{
    const struct report_point *latest = schedule_latest(schedule);
    if (!latest || !schedule->started || schedule->start == DAYNUM_NONE)
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

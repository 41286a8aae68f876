#include "analysis/working_time.h"

#include <math.h>
#include <string.h>

void working_time_stop(struct working_time *time, double from, double to)
{
    size_t at = 0, next;
    from = fmax(from, 0);
    if (to <= from)
        return;
    while (at < time->count && time->stops[at].to < from)
        at++;
    for (next = at; next < time->count && time->stops[next].from <= to; next++) {
        from = fmin(from, time->stops[next].from);
        to = fmax(to, time->stops[next].to);
    }
    if (next == at && time->count == WORKING_TIME_STOPS)
        return;
    memmove(&time->stops[at + 1], &time->stops[next], (time->count - next) * sizeof time->stops[0]);
    time->count = time->count - (next - at) + 1;
    time->stops[at].from = from;
    time->stops[at].to = to;
}

double working_time_until(const struct working_time *time, double day)
{
    double lost = 0;
    for (size_t i = 0; i < time->count && time->stops[i].from < day; i++)
        lost += fmin(day, time->stops[i].to) - time->stops[i].from;
    return day - lost;
}

double working_time_day(const struct working_time *time, double worked)
{
    double day = worked;
    for (size_t i = 0; i < time->count && time->stops[i].from < day; i++)
        day += time->stops[i].to - time->stops[i].from;
    return day;
}

double working_time_resume(const struct working_time *time, double day)
{
    for (size_t i = 0; i < time->count; i++)
        if (day > time->stops[i].from && day < time->stops[i].to)
            return time->stops[i].to;
    return day;
}

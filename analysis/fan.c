#include "analysis/fan.h"

#include <stdlib.h>

#include "core/memory.h"

size_t fan_days(daynum days[FAN_FUTURE_DAYS], daynum from, const struct deadlines *deadlines)
{
    daynum last = from;
    size_t count = 0;
    for (size_t d = 0; d < deadlines->count; d++)
        if (deadlines->days[d] > last)
            last = deadlines->days[d];
    last = daynum_month_end_after(last, 3);
    for (daynum end = daynum_month_end(from); end <= last && count + 2 < FAN_FUTURE_DAYS;
         end = daynum_month_end_after(end, 1)) {
        daynum middle = daynum_from_civil(daynum_year(end), daynum_month(end), 15);
        if (middle > from)
            days[count++] = middle;
        if (end > from)
            days[count++] = end;
    }
    return count;
}

static int by_day(const void *a, const void *b)
{
    daynum x = *(const daynum *)a, y = *(const daynum *)b;
    return (x > y) - (x < y);
}

static size_t count_until(const daynum *days, size_t count, daynum until)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (days[middle] <= until)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first month's end of the plan year, or of the first completion where that came before. */
static daynum first_month(const struct forecast *forecast, int plan_year, const daynum *finishes,
                          size_t count)
{
    daynum first = plan_year ? daynum_from_civil(plan_year, 1, 31) : forecast->known_until;
    if (count > 0 && finishes[0] < first)
        first = daynum_month_end(finishes[0]);
    daynum earliest = daynum_month_end_after(forecast->known_until, -36);
    return first < earliest ? earliest : first;
}

void fan_fill(struct forecast *forecast, const struct portfolio_plan *plan,
              const struct portfolio_worker *worker, int plan_year, daynum *finishes,
              size_t finish_count, daynum *plan_finishes, size_t plan_count)
{
    static const double levels[5] = {0.10, 0.25, 0.50, 0.75, 0.90};
    struct forecast_path_point *path = NULL;
    size_t capacity = 0, count = 0;
    daynum days[FAN_FUTURE_DAYS];
    size_t future = fan_days(days, forecast->known_until, plan->deadlines);
    qsort(finishes, finish_count, sizeof *finishes, by_day);
    qsort(plan_finishes, plan_count, sizeof *plan_finishes, by_day);
    for (daynum day = first_month(forecast, plan_year, finishes, finish_count);;
         day = daynum_month_end_after(day, 1)) {
        daynum at = day < forecast->known_until ? day : forecast->known_until;
        double done = (double)count_until(finishes, finish_count, at);
        ARRAY_GROW(path, count + 1, capacity);
        path[count++] = (struct forecast_path_point){
            .date = at,
            .observed = true,
            .quantile = {done, done, done, done, done},
            .planned = (double)count_until(plan_finishes, plan_count, at)};
        if (day >= forecast->known_until)
            break;
    }
    ARRAY_GROW(path, count + future, capacity);
    for (size_t k = 0; k < future; k++) {
        struct forecast_path_point *point = &path[count++];
        *point = (struct forecast_path_point){
            .date = days[k], .planned = (double)count_until(plan_finishes, plan_count, days[k])};
        portfolio_quantiles(portfolio_path(worker, portfolio_horizon(plan, days[k])), plan->draws,
                            (int64_t)finish_count, levels, 5, point->quantile);
    }
    forecast->path = path;
    forecast->path_count = count;
}

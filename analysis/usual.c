#include "analysis/usual.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "analysis/schedule.h"

/* So many projects the built-in duration is worth: one hurried project tells nothing of others. */
static const double usual_weight = 5;

/* Sorts; `otherwise` of none. */
static double median_of(double *items, size_t count, double otherwise)
{
    gsl_sort(items, 1, count);
    return count ? gsl_stats_median_from_sorted_data(items, 1, count) : otherwise;
}

/* On the log scale, where half as long and twice as long are as far. */
static double held(double days, size_t count)
{
    double n = (double)count;
    return exp((n * log(days) + usual_weight * log(USUAL_PLANNED_DAYS)) / (n + usual_weight));
}

void usual_learn(struct usual *usual, const struct dataset *data, size_t excluded)
{
    double *days = xcalloc(data->projects.count + 1, sizeof *days);
    double *starts = xcalloc(data->projects.count + 1, sizeof *starts);
    size_t day_count = 0, start_count = 0;
    for (size_t i = 0; i < data->projects.count; i++) {
        const struct project *project = &data->projects.items[i];
        daynum start = schedule_plausible(project->plan_start, data->vantage.as_of);
        daynum finish = schedule_plausible(project->plan_finish, data->vantage.as_of);
        if (i == excluded || project->status == PROJECT_CANCELLED || start == DAYNUM_NONE)
            continue;
        if (finish != DAYNUM_NONE && finish < start) /* one of the two is wrong, and which? */
            continue;
        if (project->plan_year != 0)
            starts[start_count++] = start - daynum_from_civil(project->plan_year, 1, 1);
        if (finish != DAYNUM_NONE && finish - start >= SCHEDULE_MIN_DAYS &&
            finish - start <= USUAL_MOST_DAYS)
            days[day_count++] = finish - start;
    }
    usual->planned_days = held(median_of(days, day_count, USUAL_PLANNED_DAYS), day_count);
    usual->start_day = median_of(starts, start_count, USUAL_START_DAY);
    free(starts);
    free(days);
}

#include "analysis/forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/assessment.h"
#include "analysis/fan.h"
#include "analysis/forecast_run.h"
#include "analysis/portfolio.h"
#include "analysis/reference.h"
#include "analysis/stream.h"
#include "analysis/totals.h"
#include "core/i18n.h"

const double forecast_quantile_levels[FORECAST_QUANTILES] = {0.05, 0.10, 0.25, 0.50,
                                                             0.75, 0.80, 0.90, 0.95};
const char *const forecast_quantile_keys[FORECAST_QUANTILES] = {"p05", "p10", "p25", "p50",
                                                                "p75", "p80", "p90", "p95"};

/* A plan year's projects that are still in the plan; without a year, those of all years. */
static bool is_forecast(const struct project *project, int plan_year)
{
    if (project->gone || project->outside_plan || project->status == PROJECT_CANCELLED)
        return false;
    return plan_year == 0 || project->plan_year == plan_year;
}

/* 29 February of a common year is its last day of February. */
static daynum day_of(const struct deadline *deadline, int year)
{
    daynum day = deadline_day(deadline, year);
    return day != DAYNUM_NONE
               ? day
               : daynum_from_civil(year, deadline->month, month_days(year, deadline->month));
}

static void init_deadlines(struct forecast *forecast, const struct forecast_options *options)
{
    int year = options->plan_year ? options->plan_year : daynum_year(forecast->as_of);
    forecast->deadlines = options->deadlines;
    forecast->deadline_count = options->deadline_count;
    forecast->deadline_days = arena_alloc(&forecast->strings, (options->deadline_count + 1) *
                                                                  sizeof *forecast->deadline_days);
    for (size_t d = 0; d < options->deadline_count; d++)
        forecast->deadline_days[d] = day_of(&options->deadlines[d], year);
}

static double *nan_row(struct forecast *forecast)
{
    double *row = arena_alloc(&forecast->strings, (forecast->deadline_count + 1) * sizeof *row);
    for (size_t d = 0; d < forecast->deadline_count; d++)
        row[d] = NAN;
    return row;
}

static void init_projects(struct forecast *forecast, const struct dataset *data, int plan_year)
{
    const struct project_set *set = &data->projects;
    forecast->projects = xcalloc(set->count + 1, sizeof *forecast->projects);
    for (size_t i = 0; i < set->count; i++) {
        if (!is_forecast(&set->items[i], plan_year))
            continue;
        struct forecast_project *project = &forecast->projects[forecast->project_count++];
        size_t flags = (forecast->deadline_count + 1) * sizeof *project->fact;
        *project = (struct forecast_project){
            .project = i,
            .p_by = nan_row(forecast),
            .fact = memset(arena_alloc(&forecast->strings, flags), 0, flags),
            .needed_pct_per_month = nan_row(forecast),
            .needed_safe_pct_per_month = nan_row(forecast),
            .recent_pct_per_month = NAN,
            .progress_pct = NAN,
            .why = ""};
    }
}

static daynum known_until(const struct forecast *forecast, const struct dataset *data,
                          const struct progress_index *index)
{
    daynum known = DAYNUM_NONE;
    for (size_t i = 0; i < forecast->project_count; i++) {
        size_t at = forecast->projects[i].project;
        daynum newest =
            schedule_newest(&data->projects.items[at], data->progress.items + index->first[at],
                            index->first[at + 1] - index->first[at], forecast->as_of);
        known = known == DAYNUM_NONE || newest > known ? newest : known;
    }
    return known == DAYNUM_NONE ? forecast->as_of : known;
}

static enum status check_options(const struct forecast_options *options, struct error *error)
{
    if (options->draws <= 0 || options->draws > 10000000)
        return error_set(error, STATUS_USAGE, _("the number of draws must be 1 to 10000000"));
    if (options->deadline_count > ASSESSMENT_DEADLINES)
        return error_set(error, STATUS_USAGE, _("more than %d deadlines"), ASSESSMENT_DEADLINES);
    return STATUS_OK;
}

enum status forecast_compute(struct forecast *forecast, const struct dataset *data,
                             const struct total_set *totals, const struct forecast_options *options,
                             struct error *error)
{
    char text[512];
    *forecast = (struct forecast){
        .as_of = data->vantage.as_of, .seed = options->seed, .draws = options->draws};
    enum status status = check_options(options, error);
    if (status != STATUS_OK)
        return status;
    forecast->generator = arena_strdup(&forecast->strings, stream_name(text, sizeof text));
    init_deadlines(forecast, options);
    init_projects(forecast, data, options->plan_year);
    status = assumption_check(&options->assumptions, data, forecast, error);
    if (status != STATUS_OK) {
        forecast_release(forecast);
        return status;
    }
    struct progress_index index;
    struct reference reference;
    progress_index_init(&index, data);
    forecast->known_until = known_until(forecast, data, &index);
    reference_learn(&reference, data, &index, SIZE_MAX, options->withhold_curve);
    forecast->prior =
        arena_strdup(&forecast->strings, reference_describe(&reference, text, sizeof text));
    forecast_run(forecast, data, &index, &reference, options);
    progress_index_release(&index);
    if (totals)
        totals_forecast(forecast, totals, options->plan_year);
    return STATUS_OK;
}

void forecast_release(struct forecast *forecast)
{
    free(forecast->projects);
    free(forecast->counts);
    free(forecast->path);
    free(forecast->totals);
    arena_release(&forecast->strings);
    *forecast = (struct forecast){0};
}

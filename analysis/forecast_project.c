#include "analysis/forecast_project.h"

#include <math.h>

#include "analysis/pace.h"
#include "analysis/portfolio.h"
#include "analysis/reason.h"

static void fill_chances(struct forecast_project *project, const struct assessment *assessment,
                         const struct project_terms *terms, const struct outlook *blurred,
                         double *median_days)
{
    const struct deadlines *deadlines = terms->deadlines;
    for (size_t d = 0; d < deadlines->count; d++) {
        double ahead = terms->worked_days[d] - terms->forecast->known_until;
        struct outlook level;
        median_days[d] = NAN;
        switch (assessment->standing[d]) {
        case STANDING_MET:
        case STANDING_MISSED:
            project->fact[d] = true;
            project->p_by[d] = assessment->standing[d] == STANDING_MET;
            break;
        case STANDING_OPEN:
            if (!deadlines->items[d].completion)
                outlook_blur(&level, &assessment->level[d], calendar_variance,
                             &terms->reference->calendar);
            project->p_by[d] = portfolio_honest(
                outlook_p(deadlines->items[d].completion ? blurred : &level, ahead));
            median_days[d] =
                outlook_quantile(deadlines->items[d].completion ? blurred : &level, 0.5);
            break;
        case STANDING_UNKNOWN:
            break;
        }
    }
}

static void fill_paces(struct forecast_project *project, const struct assessment *assessment,
                       const struct project_terms *terms, const double *median_days,
                       double *expected)
{
    const struct schedule *schedule = &assessment->schedule;
    for (size_t d = 0; d < terms->deadlines->count; d++)
        expected[d] = NAN;
    if (schedule->report_count == 0 && schedule->started)
        return;
    for (size_t d = 0; d < terms->deadlines->count; d++) {
        const struct deadline *deadline = &terms->deadlines->items[d];
        double threshold =
            deadline->completion ? 100 : (double)deadline->progress_mpct / MPCT_PER_PERCENT;
        if (assessment->standing[d] != STANDING_OPEN)
            continue;
        const struct outlook *outlook = assessment_outlook(assessment, terms->deadlines, d);
        struct pace_span span = {terms->forecast->as_of, terms->worked_days[d],
                                 terms->forecast->known_until};
        project->needed_pct_per_month[d] = pace_needed(schedule, outlook, threshold, &span, 0.5);
        project->needed_safe_pct_per_month[d] =
            pace_needed(schedule, outlook, threshold, &span, 0.9);
        expected[d] = pace_expected(schedule, threshold, &span, median_days[d]);
    }
}

static void fill_quantiles(struct forecast_project *project, const struct assessment *assessment,
                           const struct project_terms *terms, const struct outlook *blurred)
{
    for (size_t q = 0; q < FORECAST_QUANTILES; q++) {
        if (!assessment->has_finish) {
            project->finish[q] = assessment->schedule.finish;
            continue;
        }
        double worked = ceil(outlook_quantile(blurred, forecast_quantile_levels[q]));
        daynum day = terms->forecast->known_until + (daynum)working_time_day(&terms->time, worked);
        /* Who is told of a year decades away learns no more than that nobody can say. */
        project->finish[q] = schedule_plausible(day, terms->forecast->as_of);
    }
}

void forecast_project_fill(struct forecast_project *project, const struct assessment *assessment,
                           const struct project_terms *terms, struct text *why)
{
    const struct report_point *latest = schedule_latest(&assessment->schedule);
    struct outlook blurred = {0};
    double median_days[ASSESSMENT_DEADLINES], expected[ASSESSMENT_DEADLINES];
    struct reason_grounds grounds = {.reference = terms->reference,
                                     .comparables = terms->comparables,
                                     .deadlines = terms->deadlines,
                                     .worked_days = terms->worked_days,
                                     .expected_pct_per_month = expected,
                                     .time = &terms->time,
                                     .known_until = terms->forecast->known_until,
                                     .as_of = terms->forecast->as_of,
                                     .stale_days = terms->stale_days};
    if (assessment->has_finish)
        outlook_blur(&blurred, &assessment->finish, calendar_variance, &terms->reference->calendar);
    project->basis = assessment->basis;
    project->progress_pct = assessment->basis == BASIS_DONE ? 100 : latest ? latest->pct : NAN;
    project->recent_pct_per_month =
        assessment->basis == BASIS_DONE ? NAN : pace_recent(&assessment->schedule);
    fill_chances(project, assessment, terms, &blurred, median_days);
    fill_quantiles(project, assessment, terms, &blurred);
    fill_paces(project, assessment, terms, median_days, expected);
    reason_write(why, assessment, project, &grounds);
}

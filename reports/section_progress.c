/* Progress and forecast: the fan of completions, the mean progress, the deadlines. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/counted.h"
#include "core/i18n.h"
#include "reports/chart_fan.h"
#include "reports/chart_scurve.h"
#include "reports/phrase.h"

static const struct fan_point *fan_points(const struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    struct fan_point *points =
        arena_alloc(draft->arena, (forecast->path_count + 1) * sizeof *points);
    for (size_t i = 0; i < forecast->path_count; i++) {
        const struct forecast_path_point *from = &forecast->path[i];
        points[i] = (struct fan_point){
            .date = from->date, .observed = from->observed, .planned = from->planned};
        for (size_t q = 0; q < 5; q++)
            points[i].quantile[q] = from->quantile[q];
    }
    return points;
}

static const struct fan_deadline *fan_deadlines(const struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    struct fan_deadline *deadlines =
        arena_alloc(draft->arena, (forecast->deadline_count + 1) * sizeof *deadlines);
    for (size_t i = 0; i < forecast->deadline_count; i++) {
        const struct deadline *rule = &forecast->deadlines[i];
        deadlines[i] =
            (struct fan_deadline){draft_say(draft, "%s %s", deadline_label(rule),
                                            phrase_day(draft->arena, forecast->deadline_days[i])),
                                  forecast->deadline_days[i],
                                  rule->completion && draft_has_target(rule)
                                      ? (double)draft_target(rule, draft_forecast_count(draft))
                                      : NAN};
    }
    return deadlines;
}

static int compare_days(const void *a, const void *b)
{
    daynum x = *(const daynum *)a, y = *(const daynum *)b;
    return x < y ? -1 : x > y;
}

/* The same day of the next year; 29 February becomes the 28th. */
static daynum year_later(daynum day)
{
    int year, month, dom;
    daynum_to_civil(day, &year, &month, &dom);
    int last = month_days(year + 1, month);
    return daynum_from_civil(year + 1, month, dom < last ? dom : last);
}

/* Last year's completions, a year later and for as many projects as this year has. */
static struct fan_reference last_year(const struct draft *draft)
{
    const struct project_set *projects = &draft->study->all->projects;
    struct fan_reference none = {0};
    daynum *days = arena_alloc(draft->arena, (projects->count + 1) * sizeof *days);
    size_t done = 0, all = 0;
    for (size_t i = 0; i < projects->count; i++) {
        const struct project *project = &projects->items[i];
        if (project->plan_year != draft->study->plan_year - 1 || !project_is_counted(project))
            continue;
        all++;
        if (project_completed_on(project) != DAYNUM_NONE)
            days[done++] = year_later(project_completed_on(project));
    }
    if (done < 3)
        return none;
    qsort(days, done, sizeof *days, compare_days);
    double *counts = arena_alloc(draft->arena, done * sizeof *counts);
    for (size_t i = 0; i < done; i++)
        counts[i] = (double)(i + 1) * (double)draft_forecast_count(draft) / (double)all;
    const char *label =
        draft_say(draft, _("%1$d, scaled to %2$s projects"), draft->study->plan_year - 1,
                  phrase_count(draft->arena, draft_forecast_count(draft)));
    return (struct fan_reference){label, days, counts, done};
}

static const char *fan_title(const struct draft *draft)
{
    const struct forecast_count *all = draft_outlook(draft, "all", draft->completion);
    if (all == NULL)
        return _("Completed projects over the year");
    const struct forecast *forecast = draft->study->forecast;
    const struct deadline *rule = &forecast->deadlines[draft->completion];
    const char *day = phrase_day(draft->arena, forecast->deadline_days[draft->completion]);
    const char *expected = phrase_number(draft->arena, all->expected, 0);
    unsigned long read = all->expected >= 0.5 ? (unsigned long)lround(all->expected) : 0;
    if (!draft_has_target(rule))
        return draft_say(draft,
                         ngettext_("%1$s of %2$s projects is expected complete by %3$s",
                                   "%1$s of %2$s projects are expected complete by %3$s", read),
                         expected, phrase_count(draft->arena, all->n), day);
    int64_t target = draft_target(rule, all->n);
    if (all->expected >= (double)target)
        return draft_say(draft,
                         ngettext_("%1$s of %2$s projects is expected complete by %3$s, "
                                   "enough for the target of %4$s",
                                   "%1$s of %2$s projects are expected complete by %3$s, "
                                   "enough for the target of %4$s",
                                   read),
                         expected, phrase_count(draft->arena, all->n), day,
                         phrase_count(draft->arena, target));
    return draft_say(draft,
                     ngettext_("%1$s of %2$s projects is expected complete by %3$s, "
                               "short of the target of %4$s",
                               "%1$s of %2$s projects are expected complete by %3$s, "
                               "short of the target of %4$s",
                               read),
                     expected, phrase_count(draft->arena, all->n), day,
                     phrase_count(draft->arena, target));
}

static void add_fan(struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    struct fan_data *data = arena_alloc(draft->arena, sizeof *data);
    *data = (struct fan_data){
        .projects = draft_forecast_count(draft),
        .as_of = forecast->as_of,
        .points = fan_points(draft),
        .point_count = forecast->path_count,
        .deadlines = fan_deadlines(draft),
        .deadline_count = forecast->deadline_count,
        .reference = last_year(draft),
    };
    const char *note = draft_say(
        draft,
        _("%1$s Diamonds mark the targets of completions; the bands hold with 50 %% and 80 %%, the "
          "dashed line within them is the median. Forecast: %2$s draws, seed %3$s%4$s."),
        draft_deadlines(draft), phrase_count(draft->arena, forecast->draws),
        phrase_count(draft->arena, (int64_t)forecast->seed), draft_prior(draft));
    if (draft_forecast_count(draft) < draft_project_count(draft))
        note = draft_say(draft, _("Counted are the %1$s projects that are not yet complete. %2$s"),
                         phrase_count(draft->arena, draft_forecast_count(draft)), note);
    report_figure(draft->report, &chart_fan, data, fan_title(draft), note);
}

/* Sums of one month's latest reports, for the mean over projects. */
struct month_sum {
    double planned, actual;
    size_t planned_count, actual_count;
};

/* What a project's points say as of a day: the latest at or before it. */
static void add_project(struct month_sum *sums, const daynum *ends, size_t months,
                        const struct progress_point *points, size_t count, daynum as_of)
{
    for (size_t m = 0; m < months; m++) {
        int64_t planned = VALUE_NONE, actual = VALUE_NONE;
        for (size_t i = 0; i < count && points[i].date <= ends[m]; i++) {
            planned = value_is_known(points[i].planned_mpct) ? points[i].planned_mpct : planned;
            actual = value_is_known(points[i].actual_mpct) ? points[i].actual_mpct : actual;
        }
        if (value_is_known(planned)) {
            sums[m].planned += (double)planned / 1000;
            sums[m].planned_count++;
        }
        if (value_is_known(actual) && ends[m] <= as_of) {
            sums[m].actual += (double)actual / 1000;
            sums[m].actual_count++;
        }
    }
}

enum { MOST_MONTHS = 60 };

static size_t month_ends(const struct dataset *data, daynum *ends)
{
    if (data->progress.count == 0)
        return 0;
    daynum first = DAYNUM_MAX, last = DAYNUM_NONE;
    for (size_t i = 0; i < data->progress.count; i++) {
        first = data->progress.items[i].date < first ? data->progress.items[i].date : first;
        last = data->progress.items[i].date > last ? data->progress.items[i].date : last;
    }
    size_t count = 0;
    for (daynum end = daynum_month_end(first); count < MOST_MONTHS && end <= daynum_month_end(last);
         end = daynum_month_end(end + 1))
        ends[count++] = end;
    return count;
}

static size_t progress_points(const struct draft *draft, struct scurve_point **result)
{
    const struct dataset *data = draft->study->year;
    struct month_sum sums[MOST_MONTHS] = {0};
    daynum ends[MOST_MONTHS];
    size_t months = month_ends(data, ends), projects = 0;
    const struct progress_set *set = &data->progress;
    for (size_t i = 0, next; i < set->count; i = next) {
        for (next = i; next < set->count && set->items[next].project == set->items[i].project;)
            next++;
        if (!project_is_counted(&data->projects.items[set->items[i].project]))
            continue;
        projects++;
        add_project(sums, ends, months, &set->items[i], next - i, data->vantage.as_of);
    }
    struct scurve_point *points = arena_alloc(draft->arena, (months + 1) * sizeof *points);
    size_t count = 0;
    for (size_t m = 0; m < months; m++) {
        /* A project without a report yet stands at nought; a mean over fewer would jump. */
        double planned = sums[m].planned_count > 0 ? sums[m].planned / (double)projects : NAN;
        double actual = sums[m].actual_count > 0 ? sums[m].actual / (double)projects : NAN;
        points[count++] = (struct scurve_point){ends[m], planned, actual};
    }
    *result = points;
    return count;
}

static void add_scurve(struct draft *draft)
{
    struct scurve_data *data = arena_alloc(draft->arena, sizeof *data);
    struct scurve_point *points;
    size_t count = progress_points(draft, &points);
    *data = (struct scurve_data){.points = points, .count = count};
    data->dates = draft_date_lines(draft, true, &data->date_count);
    const struct scurve_point *last = NULL;
    for (size_t i = 0; i < count; i++)
        if (isfinite(points[i].actual_pct))
            last = &points[i];
    if (last == NULL)
        return;
    const char *gap = phrase_number(draft->arena, fabs(last->planned_pct - last->actual_pct), 1);
    const char *title =
        !isfinite(last->planned_pct) ? draft_say(draft, _("The mean progress is %s"),
                                                 phrase_percent(draft->arena, last->actual_pct, 1))
        : last->actual_pct < last->planned_pct
            ? draft_say(draft,
                        _("The mean progress is %1$s, %2$s percentage points behind the plan"),
                        phrase_percent(draft->arena, last->actual_pct, 1), gap)
            : draft_say(draft,
                        _("The mean progress is %1$s, %2$s percentage points ahead of the plan"),
                        phrase_percent(draft->arena, last->actual_pct, 1), gap);
    report_figure(draft->report, &chart_scurve, data, title,
                  _("Mean over the projects that report progress; each stands at its latest "
                    "report, and at nought before its first."));
}

void section_progress(struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    report_heading(draft->report, 2, "progress", _("Progress and forecast"));
    if (!draft_has_projects(draft)) {
        report_paragraph(draft->report,
                         _("There is nothing to show here: no loaded export lists projects of "
                           "this plan year."));
        return;
    }
    if (forecast != NULL && forecast->path_count > 1)
        add_fan(draft);
    else
        report_paragraph(draft->report, _("There is no path of completions to show: no project "
                                          "of this year has a date or a progress."));
    if (draft->study->year->progress.count > 0)
        add_scurve(draft);
    else
        report_paragraph(draft->report, _("There is no curve of progress: the loaded exports "
                                          "report dates and no progress."));
}

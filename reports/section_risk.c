/* The projects that may miss the completion deadline: how likely, why, and who must act. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "reports/chart_risk.h"
#include "reports/phrase.h"

/* Below this chance to be in time a project is listed; below a half it is called at risk. */
#define LISTED_BELOW 0.8
#define AT_RISK_BELOW 0.5

struct candidate {
    const struct forecast_project *forecast;
    double p;
    const char *code;
};

/* A day that is too far off to be told comes after all others. */
static daynum median_day(const struct candidate *candidate)
{
    daynum day = candidate->forecast->finish[3];
    return day == DAYNUM_NONE ? DAYNUM_MAX : day;
}

static int least_likely(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    daynum fx = median_day(x), fy = median_day(y);
    if (fx != fy)
        return fx > fy ? -1 : 1;
    return x->forecast->project < y->forecast->project
               ? -1
               : x->forecast->project > y->forecast->project;
}

static size_t collect(const struct draft *draft, struct candidate *candidates)
{
    const struct forecast *forecast = draft->study->forecast;
    size_t count = 0;
    for (size_t i = 0; i < forecast->project_count; i++) {
        const struct forecast_project *project = &forecast->projects[i];
        double p = project->p_by[draft->completion];
        if (project->basis == BASIS_DONE || !(p < LISTED_BELOW))
            continue;
        candidates[count++] = (struct candidate){
            project, p, draft->study->all->projects.items[project->project].code};
    }
    qsort(candidates, count, sizeof *candidates, least_likely);
    return count;
}

/* p10 p25 p50 p75 p90 among the eight quantiles of a forecast. */
static const size_t shown_quantiles[5] = {1, 2, 3, 4, 6};

static const struct risk_row *risk_rows(const struct draft *draft,
                                        const struct candidate *candidates, size_t count)
{
    struct risk_row *rows = arena_alloc(draft->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct forecast_project *forecast = candidates[i].forecast;
        const struct project *project = &draft->study->all->projects.items[forecast->project];
        rows[i] = (struct risk_row){
            .name = project->name,
            .district = project->district,
            .probability = candidates[i].p,
            .fact = forecast->fact[draft->completion],
        };
        for (size_t q = 0; q < 5; q++)
            rows[i].finish[q] = forecast->finish[shown_quantiles[q]];
    }
    return rows;
}

static void add_figure(struct draft *draft, const struct candidate *candidates, size_t count,
                       size_t shown)
{
    size_t at_risk = 0;
    while (at_risk < count && candidates[at_risk].p < AT_RISK_BELOW)
        at_risk++;
    struct risk_data *data = arena_alloc(draft->arena, sizeof *data);
    *data = (struct risk_data){
        .deadline = draft_deadline_by(draft, draft->completion),
        .as_of = draft->study->forecast->as_of,
        .rows = risk_rows(draft, candidates, shown),
        .count = shown,
    };
    data->deadlines = draft_date_lines(draft, false, &data->deadline_count);
    size_t missed = 0;
    for (size_t i = 0; i < count; i++)
        missed +=
            candidates[i].forecast->fact[draft->completion] && candidates[i].p < AT_RISK_BELOW;
    bool past = draft->study->forecast->deadline_days[draft->completion] <= data->as_of;
    const char *title = draft_say(
        draft,
        past ? ngettext_("%1$zu project has missed %2$s", "%1$zu projects have missed %2$s", missed)
             : ngettext_("%1$zu project is more likely than not to miss %2$s",
                         "%1$zu projects are more likely than not to miss %2$s", at_risk),
        past ? missed : at_risk, data->deadline);
    const char *note =
        shown == count
            ? draft_deadlines(draft)
            : draft_say(draft,
                        _("The %1$zu least likely of %2$zu projects whose probability "
                          "is below 80 %%; the others are in the table of projects. %3$s"),
                        shown, count, draft_deadlines(draft));
    report_figure(draft->report, &chart_risk, data, title, note);
}

static void add_table(struct draft *draft, const struct candidate *candidates, size_t shown)
{
    const struct table_column columns[] = {
        {.key = "project", .label = _("project"), .measure = MEASURE_TEXT},
        {.key = "district", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "unit", .label = _("responsible unit"), .measure = MEASURE_TEXT},
        {.key = "p",
         .label = draft_deadline_by(draft, draft->completion),
         .measure = MEASURE_PROBABILITY},
        {.key = "progress", .label = _("progress"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "needed", .label = _("needed a month"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "recent", .label = _("recent a month"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "median", .label = _("median finish"), .measure = MEASURE_DATE},
        {.key = "why", .label = _("why"), .measure = MEASURE_TEXT},
    };
    struct table *table =
        report_table(draft->report, "at_risk", _("What has to happen, and who must act"), columns,
                     sizeof columns / sizeof *columns);
    for (size_t i = 0; i < shown; i++) {
        const struct forecast_project *forecast = candidates[i].forecast;
        const struct project *project = &draft->study->all->projects.items[forecast->project];
        table_row(table);
        table_set_text(table, "project", project->name);
        table_set_text(table, "district", project->district);
        table_set_text(table, "unit", project->responsible_unit);
        table_set_number(table, "p", candidates[i].p);
        if (forecast->fact[draft->completion])
            table_set_mark(table, "p", CELL_FACT);
        table_set_number(table, "progress", forecast->progress_pct);
        table_set_number(table, "needed", forecast->needed_pct_per_month[draft->completion]);
        table_set_number(table, "recent", forecast->recent_pct_per_month);
        table_set_date(table, "median", forecast->finish[3]);
        table_set_text(table, "why", forecast->why);
    }
}

/* The projects on which the completion target of the whole depends. */
static void add_deciding(struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    const struct forecast_count *all = draft_outlook(draft, "all", draft->completion);
    const struct table_column columns[] = {
        {.key = "project", .label = _("project"), .measure = MEASURE_TEXT},
        {.key = "district", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "p",
         .label = draft_deadline_by(draft, draft->completion),
         .measure = MEASURE_PROBABILITY},
        {.key = "swing", .label = _("hangs on it"), .measure = MEASURE_PROBABILITY},
    };
    if (all == NULL || all->deciding_count == 0)
        return;
    struct table *table = report_table(
        draft->report, "deciding",
        _("Projects that decide the target: by how much its chance is higher where they are sure "
          "to meet the deadline than where they are sure to miss it"),
        columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < all->deciding_count; i++) {
        const struct forecast_project *row = &forecast->projects[all->deciding[i].item];
        const struct project *project = &draft->study->all->projects.items[row->project];
        table_row(table);
        table_set_text(table, "project", project->name);
        table_set_text(table, "district", project->district);
        table_set_number(table, "p", row->p_by[draft->completion]);
        table_set_number(table, "swing", all->deciding[i].swing);
    }
}

void section_risk(struct draft *draft, size_t most)
{
    const struct forecast *forecast = draft->study->forecast;
    report_heading(draft->report, 2, "risk", _("Projects at risk"));
    if (forecast == NULL || forecast->project_count == 0 ||
        draft->completion == DRAFT_NO_DEADLINE) {
        report_paragraph(draft->report, _("There is no forecast of single projects: no loaded "
                                          "export lists projects of this plan year."));
        return;
    }
    struct candidate *candidates =
        arena_alloc(draft->arena, (forecast->project_count + 1) * sizeof *candidates);
    size_t count = collect(draft, candidates), shown = count < most ? count : most;
    if (count == 0) {
        report_paragraph(draft->report, draft_say(draft,
                                                  _("Every project that is not yet complete has a "
                                                    "probability of at least 80 %% of %s."),
                                                  draft_deadline_by(draft, draft->completion)));
        return;
    }
    add_figure(draft, candidates, count, shown);
    add_table(draft, candidates, shown);
    add_deciding(draft);
}

#include "analysis/scorecard_measure.h"

#include "analysis/consent.h"
#include "analysis/counted.h"

struct work {
    struct measured *measured;
    const struct dataset *data;
    const struct grouping *grouping;
    const struct scorecard_options *options;
};

static void add(struct work *work, size_t project, enum scorecard_measure measure, double part,
                double whole)
{
    struct measured *rows[] = {&work->measured[work->grouping->group_of[project]],
                               &work->measured[work->grouping->count]};
    for (size_t i = 0; i < 2; i++) {
        rows[i]->sums[measure].part += part;
        rows[i]->sums[measure].whole += whole;
    }
}

static bool is_counted(const struct work *work, size_t project)
{
    return project_is_counted(&work->data->projects.items[project]);
}

static void add_issues(struct work *work, size_t i, const struct project *project)
{
    if (value_is_known(project->issues_found) && value_is_known(project->issues_open) &&
        project->issues_found >= project->issues_open && project->issues_open >= 0)
        add(work, i, SCORE_ISSUES, (double)(project->issues_found - project->issues_open),
            (double)project->issues_found);
}

static void add_project(struct work *work, size_t i, const struct project *project)
{
    daynum as_of = work->data->vantage.as_of;
    bool started = project_has_started(project, as_of);
    bool completed = project_has_completed(project, as_of);
    work->measured[work->grouping->group_of[i]].projects++;
    work->measured[work->grouping->count].projects++;
    add(work, i, SCORE_STARTED, started, 1);
    if (date_has_come(project->plan_finish, as_of))
        add(work, i, SCORE_COMPLETED, completed, 1);
    if (completed)
        add(work, i, SCORE_ACCEPTED, project_was_accepted(project, as_of), 1);
    if (started && !completed && project->progress_date != DAYNUM_NONE)
        add(work, i, SCORE_REPORTING,
            (int64_t)as_of - project->progress_date <= work->options->stale_days, 1);
    add_issues(work, i, project);
}

static void add_money(struct work *work)
{
    for (size_t i = 0; i < work->data->budget_count; i++) {
        const struct budget *budget = &work->data->budgets[i];
        if (is_counted(work, budget->project) && value_is_known(budget->paid_fen) &&
            value_is_known(budget->issued_fen))
            add(work, budget->project, SCORE_PAID, (double)budget->paid_fen,
                (double)budget->issued_fen);
    }
}

static double known_or_zero(int64_t value)
{
    return value_is_known(value) ? (double)value : 0;
}

static void add_satisfaction(struct work *work)
{
    for (size_t i = 0; i < work->data->satisfaction_count; i++) {
        const struct satisfaction *survey = &work->data->satisfaction[i];
        double content =
            known_or_zero(survey->satisfied) + known_or_zero(survey->basically_satisfied);
        if (is_counted(work, survey->project) && value_is_known(survey->satisfied))
            add(work, survey->project, SCORE_SATISFACTION, content,
                content + known_or_zero(survey->not_satisfied));
    }
}

static void add_consent(struct work *work)
{
    struct consent_result consent;
    if (work->options->rule == NULL ||
        consent_compute(&consent, work->data, work->options->rule, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < consent.project_count; i++) {
        const struct consent_project *project = &consent.projects[i];
        if (is_counted(work, project->project) && project->closed &&
            project->status != CONSENT_UNKNOWN)
            add(work, project->project, SCORE_CONSENT, project->status == CONSENT_MET, 1);
    }
    consent_release(&consent);
}

void scorecard_measure_all(struct measured *measured, const struct dataset *data,
                           const struct grouping *grouping, const struct scorecard_options *options)
{
    struct work work = {measured, data, grouping, options};
    for (size_t i = 0; i < data->projects.count; i++)
        if (is_counted(&work, i))
            add_project(&work, i, &data->projects.items[i]);
    add_money(&work);
    add_satisfaction(&work);
    add_consent(&work);
}

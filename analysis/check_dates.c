#include "analysis/check_state.h"

#include "analysis/counted.h"
#include "analysis/schedule.h"

enum { ACCEPTANCE_DAYS = 90 };

struct step {
    daynum date;
    const char *name;
};

/* Where `later` came before `earlier`, though it cannot or must not. */
static bool look_at_order(struct check *check, enum finding_code code,
                          const struct project *project, struct step earlier, struct step later)
{
    if (!check_later(earlier.date, later.date))
        return false;
    check_add(check, code, project, project->from, _("%s on %s comes before %s on %s"), later.name,
              check_date(later.date).text, earlier.name, check_date(earlier.date).text);
    return true;
}

static void look_at_works(struct check *check, const struct project *project)
{
    const struct step start = {project->actual_start, _("start")},
                      finish = {project->actual_finish, _("finish")};
    look_at_order(check, FINDING_FINISH_BEFORE_START, project, start, finish);
    look_at_order(check, FINDING_PLAN_FINISH_BEFORE_START, project,
                  (struct step){project->plan_start, _("planned start")},
                  (struct step){project->plan_finish, _("planned finish")});
    look_at_order(check, FINDING_ACCEPTANCE_BEFORE_FINISH, project, finish,
                  (struct step){project->accept_date, _("acceptance")});
    look_at_order(check, FINDING_STARTED_BEFORE_APPROVAL, project,
                  (struct step){project->approval_date, _("approval")}, start);
    look_at_order(check, FINDING_STARTED_BEFORE_DISCLOSURE, project,
                  (struct step){project->disclosure_date, _("publication of the plan")}, start);
    if (start.date != DAYNUM_NONE && start.date == finish.date)
        check_add(check, FINDING_ONE_DAY_WORKS, project, project->from,
                  _("the works began and finished on one day, %s"), check_date(start.date).text);
}

/* The steps of preparation, in the only order in which they can happen. */
static void look_at_milestones(struct check *check, const struct project *project)
{
    const struct step steps[] = {
        {project->survey_date, _("survey")},
        {project->consent_date, _("consent")},
        {project->approval_date, _("approval")},
        {project->tender_date, _("tender")},
    };
    size_t last = 0;
    for (size_t i = 1; i < sizeof steps / sizeof *steps; i++) {
        if (look_at_order(check, FINDING_MILESTONES_OUT_OF_ORDER, project, steps[last], steps[i]))
            return;
        if (steps[i].date != DAYNUM_NONE)
            last = i;
    }
}

/* What is reported as done lies after the day that the data speak of. */
static void look_at_future(struct check *check, const struct project *project)
{
    const struct step done[] = {
        {project->actual_start, _("start")},
        {project->actual_finish, _("finish")},
        {project->accept_date, _("acceptance")},
    };
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        if (check_later(done[i].date, check->as_of)) {
            check_add(check, FINDING_DATE_IN_FUTURE, project, project->from,
                      _("the actual %s of %s is later than the data, which are as of %s"),
                      done[i].name, check_date(done[i].date).text, check_date(check->as_of).text);
            return;
        }
}

static void look_at_years(struct check *check, const struct project *project)
{
    const daynum dates[] = {
        project->survey_date,   project->consent_date, project->disclosure_date,
        project->approval_date, project->funding_date, project->tender_date,
        project->plan_start,    project->plan_finish,  project->actual_start,
        project->actual_finish, project->accept_date,
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        if (dates[i] == DAYNUM_NONE || schedule_is_plausible(dates[i], check->as_of))
            continue;
        check_add(check, FINDING_IMPLAUSIBLE_DATE, project, project->from,
                  _("the date %s cannot be of this programme"), check_date(dates[i]).text);
        return;
    }
}

/* A list that is older than the progress was right on its day. */
static void look_at_status(struct check *check, const struct project *project)
{
    bool idle = project->status == PROJECT_NOT_STARTED || project->status == PROJECT_PREPARING;
    bool done = project->status == PROJECT_COMPLETED || project->status == PROJECT_ACCEPTED;
    if (idle && date_has_come(project->actual_start, check->as_of))
        check_add(check, FINDING_STATUS_BEHIND_DATES, project, project->from,
                  _("the status is '%s', but the works began on %s"),
                  label_of(&project_status_names, (int)project->status),
                  check_date(project->actual_start).text);
    else if (idle && value_is_known(project->progress_mpct) && project->progress_mpct > 0 &&
             project->progress_date <= project->as_of)
        check_add(check, FINDING_STATUS_BEHIND_DATES, project, project->from,
                  _("the status is '%s', but progress is %.0f %%"),
                  label_of(&project_status_names, (int)project->status),
                  check_pct(project->progress_mpct));
    if (done && project_completed_on(project) == DAYNUM_NONE)
        check_add(check, FINDING_COMPLETED_WITHOUT_DATE, project, project->from,
                  _("the status is '%s', but no day of the finish is reported"),
                  label_of(&project_status_names, (int)project->status));
}

/* Whether the exports tell of acceptances at all: some have no column for them. */
static bool knows_acceptance(const struct check *check)
{
    const struct project_set *set = &check->data->projects;
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].accept_date != DAYNUM_NONE || set->items[i].status == PROJECT_ACCEPTED)
            return true;
    return false;
}

static void look_at_acceptance(struct check *check, const struct project *project, bool known)
{
    daynum finish = project_completed_on(project);
    bool accepted = project_was_accepted(project, check->as_of);
    if (known && !accepted && project->accept_date == DAYNUM_NONE &&
        date_has_come(finish, check->as_of - ACCEPTANCE_DAYS - 1))
        check_add(check, FINDING_NOT_ACCEPTED, project, project->from,
                  _("complete since %s, %d days ago, and not accepted"), check_date(finish).text,
                  check->as_of - finish);
    if (accepted && finish == DAYNUM_NONE && value_is_known(project->progress_mpct))
        check_add(check, FINDING_ACCEPTED_UNFINISHED, project, project->from,
                  _("accepted, but progress stands at %.0f %%"), check_pct(project->progress_mpct));
}

void check_dates(struct check *check)
{
    bool known = knows_acceptance(check);
    for (size_t i = 0; i < check->data->projects.count; i++) {
        const struct project *project = check_project(check, i);
        if (project == NULL)
            continue;
        look_at_works(check, project);
        look_at_milestones(check, project);
        look_at_future(check, project);
        look_at_years(check, project);
        look_at_status(check, project);
        look_at_acceptance(check, project, known);
    }
}

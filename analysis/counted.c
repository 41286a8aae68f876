#include "analysis/counted.h"

bool project_is_live(const struct project *project)
{
    return !project->gone && project->status != PROJECT_CANCELLED;
}

bool project_is_counted(const struct project *project)
{
    return project_is_live(project) && !project->outside_plan;
}

bool date_has_come(daynum date, daynum as_of)
{
    return date != DAYNUM_NONE && date <= as_of;
}

bool project_has_started(const struct project *project, daynum as_of)
{
    if (date_has_come(project->actual_start, as_of) || project_has_completed(project, as_of))
        return true;
    if (value_is_known(project->progress_mpct) && project->progress_mpct > 0)
        return true;
    return project->status == PROJECT_UNDER_WAY || project->status == PROJECT_SUSPENDED;
}

bool project_has_completed(const struct project *project, daynum as_of)
{
    return date_has_come(project_completed_on(project), as_of) ||
           project->status == PROJECT_COMPLETED || project->status == PROJECT_ACCEPTED;
}

bool project_was_accepted(const struct project *project, daynum as_of)
{
    return date_has_come(project->accept_date, as_of) || project->status == PROJECT_ACCEPTED;
}

/* counted: which projects the figures count, and how far each has come as of the vantage. */
#ifndef ANALYSIS_COUNTED_H
#define ANALYSIS_COUNTED_H

#include <stdbool.h>

#include "core/records.h"

/*
 * Definitions.
 * 1. A project is live when it is neither gone nor cancelled as of the vantage.
 * 2. It is counted when it is live and in the plan (not outside_plan).
 * 3. Started: an actual start on or before `as_of`, or progress above zero, or a status that
 *    says so, or completed.
 * 4. Completed: project_completed_on() on or before `as_of`, or a status that says so.
 * 5. Accepted: an acceptance date on or before `as_of`, or a status that says so.
 * An unknown date or status never counts.
 */
bool project_is_live(const struct project *project);
bool project_is_counted(const struct project *project);
bool project_has_started(const struct project *project, daynum as_of);
bool project_has_completed(const struct project *project, daynum as_of);
bool project_was_accepted(const struct project *project, daynum as_of);

/* True where `date` is known and has come by `as_of`. */
bool date_has_come(daynum date, daynum as_of);

#endif

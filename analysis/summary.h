/* summary: what the year's projects add up to, by district, sub-district, year, class or mode. */
#ifndef ANALYSIS_SUMMARY_H
#define ANALYSIS_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"

enum summary_by {
    SUMMARY_BY_DISTRICT,
    SUMMARY_BY_STREET,
    SUMMARY_BY_YEAR,
    SUMMARY_BY_CLASS,
    SUMMARY_BY_MANAGEMENT,
};

/*
 * Definitions. A project is counted when it is in the plan (not outside_plan), not gone and
 * not cancelled as of the vantage. Started: an actual start on or before as_of, or progress
 * above zero, or a status that says so. Completed: project_completed_on() on or before as_of,
 * or a status that says so. Accepted: likewise, by accept_date. Sums ignore unknowns and are
 * VALUE_NONE where nobody said anything. By mode, compounds and what they consist of are those
 * managed so, as in management.h; whatever is known of the project alone counts in each of its
 * rows.
 */
struct summary_row {
    const char *group; /* a district's, street's, … name; "" where the projects do not say */
    int code;          /* by class or mode: the value whose label people read; else -1 */
    int64_t projects, communities, buildings, households, floor_area_cm2;
    int64_t started, completed, accepted;
    int64_t outside_plan, gone; /* counted apart */
    int64_t parking_added, charger_posts_added, charger_ports_added;
    int64_t planned_fen, issued_fen, paid_fen;
};

struct summary {
    struct summary_row *rows;
    size_t count;
    struct summary_row
        total; /* by class or mode a project may stand in several rows, but here once */
    struct arena strings;
};

void summary_compute(struct summary *summary, const struct dataset *data, enum summary_by by);
void summary_release(struct summary *summary);

#endif

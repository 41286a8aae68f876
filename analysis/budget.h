/* budget: money planned, issued, contracted, paid and settled, by district and by source. */
#ifndef ANALYSIS_BUDGET_H
#define ANALYSIS_BUDGET_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"

/*
 * Definitions.
 * 1. Sums run over the projects that are counted (see summary.h), ignore unknowns, and are
 *    VALUE_NONE where nobody said anything.
 * 2. A ratio is that of two sums over those projects which say both numbers; so a project
 *    without its own paid amount does not count as one that paid nothing. NaN where no project
 *    says both, or the denominator is not above zero. It may exceed 100 %.
 */
struct budget_row {
    const char *group;
    int64_t projects, households;
    int64_t planned_fen, planned_by_source_fen[FUND_SOURCE_COUNT];
    int64_t issued_fen, received_fen, disbursed_fen, paid_fen, contracted_fen, settled_fen,
        invested_fen;
    double paid_of_planned_pct, paid_of_issued_pct; /* NaN where there is no denominator */
    double planned_yuan_per_household;
};

struct budget_result {
    struct budget_row *rows; /* by district */
    size_t count;
    struct budget_row total;
    struct arena strings;
};

void budget_compute(struct budget_result *result, const struct dataset *data);
void budget_release(struct budget_result *result);

#endif

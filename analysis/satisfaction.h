/* satisfaction: what residents say of the finished works, by district. */
#ifndef ANALYSIS_SATISFACTION_H
#define ANALYSIS_SATISFACTION_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/clustering.h"
#include "core/records.h"

/*
 * Definitions.
 * 1. Sums over the counted projects (see summary.h) whose residents were asked. Answers are on
 *    three steps; `answered` is their sum, and a step that an export leaves out is none.
 * 2. satisfied_pct counts the first step, content_pct the first two, both of the answers; a
 *    project whose steps are negative or more than were asked is left out, and counted in
 *    `contradictory`.
 * 3. The interval of content_pct is Wilson's on the answers' effective number: those of one
 *    project are alike (clustering.h; the intra-class correlation is pooled over the districts).
 * 4. no_answer_pct is of those asked, over the projects that say how many were.
 * 5. score_pct is the mean over the projects that report a percentage only, each counting once.
 * 6. Without answers the percentages are NaN.
 */
struct satisfaction_row {
    const char *group;
    int64_t projects; /* with a survey or a score */
    int64_t asked;    /* VALUE_NONE: no project says */
    int64_t answered, satisfied, basically_satisfied, not_satisfied;
    double satisfied_pct, content_pct, content_low_pct, content_high_pct;
    double no_answer_pct;
    double score_pct;
    int64_t scored;        /* projects behind score_pct */
    int64_t contradictory; /* projects left out */
};

struct satisfaction_result {
    struct satisfaction_row *rows; /* districts with at least one such project, by name */
    size_t count;
    struct satisfaction_row total;
    struct clustering clustering;
    struct arena strings;
};

void satisfaction_compute(struct satisfaction_result *result, const struct dataset *data);
void satisfaction_release(struct satisfaction_result *result);

#endif

/* consent_history: surveys that are over, as they looked while they were under way. */
#ifndef ANALYSIS_CONSENT_HISTORY_H
#define ANALYSIS_CONSENT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/records.h"

/* Stages by the share of households that have answered: below 20 %, 40 %, 60 %, 80 %, the rest. */
enum { CONSENT_STAGES = 5 };

/* One survey at one moment. Counts are households. */
struct consent_look {
    size_t group;
    double agree, answered, silent;
    double late_agree; /* of the silent, those who agreed by the end */
    bool first;        /* the earliest look at its survey */
};

struct consent_history {
    struct consent_look *looks[CONSENT_STAGES]; /* at most one a survey and stage: its last */
    size_t counts[CONSENT_STAGES];
    struct consent_look *ends; /* closed surveys as if nobody had answered yet */
    size_t end_count;
};

/*
 * Looks at the month-ends before a closed survey ended, or, where its end is not known, before
 * its last change. Surveys whose counts are not known, or contradict each other, are left out.
 */
void consent_history_read(struct consent_history *history, const struct dataset *data,
                          const size_t *group_of);
void consent_history_release(struct consent_history *history);

/* A survey as it stands, its end unknown; false where its counts are not known. */
bool consent_look_now(struct consent_look *look, const struct consent_tally *tally);
size_t consent_stage(const struct consent_look *look);

#endif

/* changes: what moved for each project between two vantages of the same plan year. */
#ifndef REPORTS_CHANGES_H
#define REPORTS_CHANGES_H

#include <stddef.h>

#include "core/memory.h"
#include "core/records.h"

enum change_kind {
    CHANGE_COMPLETED,
    CHANGE_STARTED,
    CHANGE_ADDED,
    CHANGE_GONE,
    CHANGE_PLAN_LATER,   /* the planned finish was put off */
    CHANGE_PLAN_EARLIER,
    CHANGE_BACKWARDS,    /* progress was taken back */
    CHANGE_STOPPED,      /* suspended or cancelled */
    CHANGE_STUCK,        /* not complete, under way, and its progress did not move */
    CHANGE_KIND_COUNT
};

struct change {
    enum change_kind kind;
    const struct project *now, *before; /* before: NULL where it is new; now: NULL where it left */
    int64_t days;                       /* by which the plan moved */
};

/* The changes by kind, then in the order of the projects; in the arena. Projects that the
 * figures do not count are looked at only for leaving. */
size_t changes_find(const struct dataset *before, const struct dataset *now, struct arena *arena,
                    struct change **changes);

#endif

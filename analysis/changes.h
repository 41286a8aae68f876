/* changes: what moved between two dates of knowledge, project by project. */
#ifndef ANALYSIS_CHANGES_H
#define ANALYSIS_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"

enum changed {
    CHANGED_NEW,    /* a project that was not there */
    CHANGED_GONE,   /* … that is there no more, or that a later export lacks */
    CHANGED_STATUS, /* as printed */
    CHANGED_STARTED,
    CHANGED_COMPLETED, /* taken back where `after` says nothing */
    CHANGED_ACCEPTED,
    CHANGED_REPLANNED, /* planned finish; `amount` is days later, `from_original` against the first
                        */
    CHANGED_MONEY,
    CHANGED_PROGRESS,
    CHANGED_CONSENT,
    CHANGED_RECORD, /* what the list says it is: name, place, size, planned start */
    CHANGED_KIND_COUNT
};

/*
 * `field` is the field's name as the contract writes it ("plan_finish", "paid_yuan"); `before`
 * and `after` are its values as text: ISO dates, numbers in the unit of the name, names of
 * values; "" where nothing was known. `project` is an index into the newer dataset, or, where
 * `older` is set, into the older one.
 */
struct change_entry {
    enum changed kind;
    size_t project;
    bool older;
    const char *field, *before, *after;
    int64_t amount; /* the difference in the record's unit, days for dates; VALUE_NONE: none */
    int64_t from_original; /* days; VALUE_NONE except for CHANGED_REPLANNED */
    struct provenance from;
};

struct changes {
    struct change_entry *items; /* by project of the newer dataset, then kind; those gone last */
    size_t count, capacity;
    struct arena strings;
};

/* Projects are the same where their project_id is: both datasets come from one database. */
void changes_compute(struct changes *changes, const struct dataset *before,
                     const struct dataset *now);
void changes_release(struct changes *changes);

#endif

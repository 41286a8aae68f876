/*
 * assessment: one project as of a day: what is a fact, and how the rest may come.
 *
 * The basis is the best that is known: reports on a planned curve (drift.h, pooled with what the
 * dates say, for a model that is alone in its opinion is too sure of it), reports without one
 * (survival.h, reweighed by shape.h), dates alone (survival.h), or done.
 */
#ifndef ANALYSIS_ASSESSMENT_H
#define ANALYSIS_ASSESSMENT_H

#include <stddef.h>

#include "analysis/forecast.h"
#include "analysis/outlook.h"
#include "analysis/reference.h"
#include "analysis/schedule.h"
#include "analysis/working_time.h"

/*
 * How a deadline stands for a project. Not to have met it is a fact only up to the last day that
 * something was reported of: what came after it may have come unreported.
 */
enum standing {
    STANDING_OPEN,
    STANDING_MET,     /* a fact */
    STANDING_MISSED,  /* a fact */
    STANDING_UNKNOWN, /* nothing can be said: no progress is known, or no day */
};

enum { ASSESSMENT_DEADLINES = 16 };

struct assessment {
    struct schedule schedule; /* keeps its memory between projects */
    enum forecast_basis basis;
    bool surprised;        /* the model had given the finish up before it was last seen */
    bool has_finish;       /* `finish` is filled: the project is not complete */
    struct outlook finish; /* in working days after as_of, without the calendar's share */
    double by_dates_days;  /* the median of the finish by dates alone, before any report */
    enum standing standing[ASSESSMENT_DEADLINES];
    /* Of open deadlines that ask for progress; the others look at `finish`. */
    struct outlook level[ASSESSMENT_DEADLINES];
};

/* The deadlines of a run, each with its day. */
struct deadlines {
    const struct deadline *items;
    const daynum *days;
    size_t count; /* <= ASSESSMENT_DEADLINES */
};

/* What is assumed of the days after as_of (assumption.h). */
struct conditions {
    const struct working_time *time; /* starts that fall into a stop come after it */
    double pace;                     /* of the works … */
    double pace_after_days;          /* … after this day */
};

/* Begin with a zeroed assessment; it is filled anew each time. `conditions`: NULL for none. */
void assessment_fill(struct assessment *assessment, const struct reference *reference,
                     const struct project *project, const struct progress_point *points,
                     size_t point_count, const struct schedule_defaults *defaults,
                     const struct deadlines *deadlines, const struct conditions *conditions);
void assessment_release(struct assessment *assessment);

/* The outlook that decides an open deadline. */
const struct outlook *assessment_outlook(const struct assessment *assessment,
                                         const struct deadlines *deadlines, size_t deadline);

#endif

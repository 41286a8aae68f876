/*
 * assumption: what is assumed of the days after the as-of date, where it is asked what then.
 *
 * 1. A pause: no work is done from one day to another, both included, in one district or in all.
 *    Works that would have begun in it begin after it. Pauses that overlap lose a day once.
 * 2. A pace: from the day after the as-of date on works go on `pace` times as fast as they would
 *    have, one project's or all: a stretch that would have taken n days takes n/pace, good and
 *    bad spells alike. A start is not brought forward. A pace of one project goes before one of
 *    all, a later one before an earlier one.
 * 3. Finished projects are as they are.
 */
#ifndef ANALYSIS_ASSUMPTION_H
#define ANALYSIS_ASSUMPTION_H

#include <stddef.h>

#include "analysis/working_time.h"
#include "core/date.h"
#include "core/error.h"
#include "core/records.h"

enum assumption_kind { ASSUMPTION_PAUSE, ASSUMPTION_PACE };

struct assumption {
    enum assumption_kind kind;
    daynum from, to;   /* of a pause */
    double pace;       /* of a pace: ASSUMPTION_LEAST_PACE … ASSUMPTION_MOST_PACE */
    const char *whose; /* a pause's district, a pace's project by code or name; NULL: all */
};

#define ASSUMPTION_LEAST_PACE 0.1
#define ASSUMPTION_MOST_PACE 10.0
enum { ASSUMPTION_MOST_DAYS = 3660, ASSUMPTION_MOST = WORKING_TIME_STOPS };

struct assumption_set {
    const struct assumption *items;
    size_t count;
};

/*
 * Whether all of it can be assumed as of a day of the projects that are forecast (`indices` into
 * data->projects): refuses what has passed, what ends before it begins, paces and pauses beyond
 * sense, and districts and projects that are not there, with the nearest that is.
 */
struct forecast;
enum status assumption_check(const struct assumption_set *set, const struct dataset *data,
                             const struct forecast *forecast, struct error *error);

/* The working time of a district, in days after `base`. */
void assumption_working_time(const struct assumption_set *set, const char *district, daynum base,
                             struct working_time *time);
/* The pace of a project; 1: as it stands. */
double assumption_pace(const struct assumption_set *set, const struct project *project);

#endif

/*
 * working_time: the days to come, less those on which works stand still.
 *
 * 1. Domain: days after some day, any real number. What lies behind (at or before 0) has been
 *    as long as it was; a stop loses all of its days that lie ahead. No stop: every day counts.
 * 2. Stops that overlap or touch are one: a day is lost but once.
 * 3. A number of days worked is reached on the first day that gives it, before a stop that
 *    begins then.
 */
#ifndef ANALYSIS_WORKING_TIME_H
#define ANALYSIS_WORKING_TIME_H

#include <stddef.h>

enum { WORKING_TIME_STOPS = 64 };

/* `stops` are apart and rise; begin with a zeroed one. */
struct working_time {
    struct {
        double from, to;
    } stops[WORKING_TIME_STOPS];
    size_t count;
};

/* No work from one day to the other; at most WORKING_TIME_STOPS of them. */
void working_time_stop(struct working_time *time, double from, double to);

/* The days worked until a day, and the first day with so many. */
double working_time_until(const struct working_time *time, double day);
double working_time_day(const struct working_time *time, double worked);

/* The day itself, or the end of the stop that it lies in: when what was due then can begin. */
double working_time_resume(const struct working_time *time, double day);

#endif

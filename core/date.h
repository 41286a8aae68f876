/* date: calendar dates as day numbers (days since 1970-01-01, proleptic Gregorian). */
#ifndef CORE_DATE_H
#define CORE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t daynum;

/* No date is known. Smaller than every date; test for it before comparing. */
#define DAYNUM_NONE INT32_MIN
/* Later than every date: the upper end of an open range. */
#define DAYNUM_MAX INT32_MAX

/* The day of a civil date; DAYNUM_NONE where there is no such day or year is outside 1..9999. */
daynum daynum_from_civil(int year, int month, int day);
void daynum_to_civil(daynum day, int *year, int *month, int *dom);
int daynum_year(daynum day);
int daynum_month(daynum day);

/* Days in a month (1..12) of a year. */
int month_days(int year, int month);
/* The last day of the month in which `day` lies. */
daynum daynum_month_end(daynum day);
/* The month end `months` months after (before, if negative) the month of `day`. */
daynum daynum_month_end_after(daynum day, int months);

enum { DATE_TEXT_MAX = 40 }; /* three numbers of any size, so that no compiler doubts it */
/* "2022-08-31"; "" for DAYNUM_NONE. `buffer` has DATE_TEXT_MAX bytes and is returned. */
const char *daynum_format(daynum day, char *buffer);
/* Reads exactly YYYY-MM-DD; false, and *day untouched, on anything else. */
bool daynum_parse(const char *text, daynum *day);
/* Reads exactly MM-DD (a day of the year, as in a deadline). */
bool monthday_parse(const char *text, int *month, int *day);

/* Today by the clock, in local time. Only loading may ask: no answer depends on the clock. */
daynum daynum_today(void);

#endif

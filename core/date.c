#include "core/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

daynum daynum_from_civil(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month))
        return DAYNUM_NONE;
    /* Years that begin in March put the leap day last (Hinnant, "chrono-compatible dates"). */
    int shifted = year - (month <= 2);
    int era = shifted / 400;
    int year_of_era = shifted - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void daynum_to_civil(daynum day, int *year, int *month, int *dom)
{
    int shifted = day + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    *dom = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    *month = month_from_march + (month_from_march < 10 ? 3 : -9);
    *year = year_of_era + era * 400 + (*month <= 2);
}

int daynum_year(daynum day)
{
    int year, month, dom;
    daynum_to_civil(day, &year, &month, &dom);
    return year;
}

int daynum_month(daynum day)
{
    int year, month, dom;
    daynum_to_civil(day, &year, &month, &dom);
    return month;
}

daynum daynum_month_end_after(daynum day, int months)
{
    int year, month, dom;
    daynum_to_civil(day, &year, &month, &dom);
    int index = year * 12 + (month - 1) + months;
    year = index / 12;
    month = index % 12 + 1;
    if (year < 1 || year > 9999)
        return DAYNUM_NONE;
    return daynum_from_civil(year, month, month_days(year, month));
}

daynum daynum_month_end(daynum day)
{
    return daynum_month_end_after(day, 0);
}

const char *daynum_format(daynum day, char *buffer)
{
    buffer[0] = '\0';
    if (day != DAYNUM_NONE) {
        int year, month, dom;
        daynum_to_civil(day, &year, &month, &dom);
        snprintf(buffer, DATE_TEXT_MAX, "%04d-%02d-%02d", year, month, dom);
    }
    return buffer;
}

/* Reads `count` digits at `text`; -1 where one of them is none. */
static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool monthday_parse(const char *text, int *month, int *day)
{
    if (strlen(text) != 5 || text[2] != '-')
        return false;
    int m = digits(text, 2), d = digits(text + 3, 2);
    /* A deadline has to exist in every year, so 02-29 is none. */
    if (m < 1 || m > 12 || d < 1 || d > month_days(2001, m))
        return false;
    *month = m;
    *day = d;
    return true;
}

bool daynum_parse(const char *text, daynum *day)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    daynum parsed = daynum_from_civil(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
    if (parsed == DAYNUM_NONE)
        return false;
    *day = parsed;
    return true;
}

daynum daynum_today(void)
{
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return daynum_from_civil(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

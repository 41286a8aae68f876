#include "ingest/damaged_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "ingest/value.h"

bool number_is_rounded(const char *text)
{
    size_t digits = strspn(text, "0123456789.");
    return digits > 1 && memchr(text, '.', digits) != NULL && text[digits] == 'E' &&
           text[digits + 1] == '+' &&
           text[digits + 2 + strspn(text + digits + 2, "0123456789")] == '\0';
}

/* 1-Mar, Mar-01: the digits, and the letters that are a month. */
static bool is_day_of_month(const char *text)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    size_t digits = strspn(text, "0123456789"), sign = text[digits] == '-' ? 1 : 0;
    const char *name = digits > 0 ? text + digits + sign : text;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        if (strncasecmp(name, months[i], 3) != 0)
            continue;
        const char *rest = name + 3 + (name[3] == '-');
        rest += strspn(rest, "0123456789");
        return *rest == '\0' && (digits > 0) + (rest > name + 3) > 0;
    }
    return false;
}

/* 3-1-2001 is a home on the 20th floor; 03-01-2001 and 3/1/2001 are dates. */
static bool may_be_home(const char *text, char sign)
{
    return sign == '-' && text[0] != '0';
}

/* A year is the first or the last of three numbers; the time of the day may stand behind them. */
static bool is_date_of_year(const char *text)
{
    static const char *const signs[] = {"/", "-", "."};
    int first, second, third, length = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        char format[32];
        snprintf(format, sizeof format, "%%4d%s%%2d%s%%4d%%n", signs[i], signs[i]);
        if (sscanf(text, format, &first, &second, &third, &length) == 3 &&
            (text[length] == '\0' || text[length] == ' '))
            return (first >= 1900 && second <= 12 && third <= 31) ||
                   (third >= 1900 && first <= 31 && second <= 31 && !may_be_home(text, *signs[i]));
    }
    return false;
}

static bool is_date_in_words(const char *text)
{
    const char *year = strstr(text, "年"), *at = year != NULL ? year + strlen("年") : text;
    size_t month = strspn(at, "0123456789");
    if (month == 0 || month > 2 || strncmp(at + month, "月", strlen("月")) != 0)
        return false;
    at += month + strlen("月");
    size_t day = strspn(at, "0123456789");
    return day > 0 && day <= 2 && strcmp(at + day, "日") == 0;
}

bool number_is_date(const char *text)
{
    enum { DIGITS = 5, FIRST = 36526, LAST = 54788 }; /* of the years 2000 to 2049 */
    if (strspn(text, "0123456789") == DIGITS && text[DIGITS] == '\0')
        return atoi(text) >= FIRST && atoi(text) <= LAST;
    /* Most buildings are a number, with 号楼 behind it or not. */
    return text[strcspn(text, "/-.JFMASONDjfmasond")] != '\0'
               ? is_date_of_year(text) || is_day_of_month(text)
               : is_date_in_words(text);
}

static bool is_masked(const char *text)
{
    return strchr(text, '*') != NULL || strstr(text, "XX") != NULL || strstr(text, "xx") != NULL ||
           strstr(text, "××") != NULL;
}

bool identity_is_damaged(const char *cell, size_t length)
{
    enum { DIGITS = 18, SPREADSHEET_DIGITS = 15 };
    struct text plain = TEXT_INIT;
    size_t bare = length;
    const char *inside = value_unguard(cell, &bare);
    text_compat(&plain, inside, bare);
    bool zeros = plain.length == DIGITS && strspn(plain.data, "0123456789") == DIGITS &&
                 strcmp(plain.data + SPREADSHEET_DIGITS, "000") == 0;
    bool damaged =
        number_is_rounded(plain.data) || is_masked(plain.data) || (zeros && bare == length);
    text_release(&plain);
    return damaged;
}

#include "ingest/title.h"

#include <string.h>

#include "core/text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int read_digits(const char **at, int *digits)
{
    int value = 0;
    for (*digits = 0; is_digit(**at) && *digits < 9; (*at)++, (*digits)++)
        value = value * 10 + (**at - '0');
    while (is_digit(**at)) {
        (*at)++;
        (*digits)++;
    }
    return value;
}

static bool skip(const char **at, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

static daynum month_end(int year, int month)
{
    return month < 1 || month > 12 ? DAYNUM_NONE
                                   : daynum_from_civil(year, month, month_days(year, month));
}

/* Behind "2022年": "8月31日", "8月", "1-8月". */
static daynum read_chinese(const char *at, int year)
{
    int digits, month = read_digits(&at, &digits);
    if (digits == 0)
        return DAYNUM_NONE;
    skip(&at, "月");
    if (skip(&at, "-") || skip(&at, "—") || skip(&at, "~") || skip(&at, "至")) {
        month = read_digits(&at, &digits);
        if (digits == 0 || !skip(&at, "月"))
            return DAYNUM_NONE;
        return month_end(year, month);
    }
    int day = read_digits(&at, &digits);
    return digits > 0 && skip(&at, "日") ? daynum_from_civil(year, month, day)
                                         : month_end(year, month);
}

/* Behind "2022-": "08-31", "08". */
static daynum read_parts(const char *at, int year, char separator)
{
    int digits, month = read_digits(&at, &digits);
    if (digits < 1 || digits > 2)
        return DAYNUM_NONE;
    if (*at == separator && is_digit(at[1])) {
        at++;
        int day = read_digits(&at, &digits);
        if (digits <= 2)
            return daynum_from_civil(year, month, day);
    }
    return month_end(year, month);
}

static daynum read_run(int value, int digits)
{
    if (digits == 8)
        return daynum_from_civil(value / 10000, value / 100 % 100, value % 100);
    if (digits == 6)
        return month_end(value / 100, value % 100);
    return DAYNUM_NONE;
}

static daynum date_at(const char *at, int value, int digits)
{
    if (digits != 4)
        return read_run(value, digits);
    if (skip(&at, "年"))
        return read_chinese(at, value);
    return *at != '\0' && strchr("-_./", *at) != NULL ? read_parts(at + 1, value, *at)
                                                      : DAYNUM_NONE;
}

daynum title_date(const char *text)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, text, strlen(text));
    daynum last = DAYNUM_NONE;
    for (const char *at = plain.data; *at != '\0';) {
        int digits;
        if (!is_digit(*at)) {
            at++;
            continue;
        }
        int value = read_digits(&at, &digits);
        daynum day = date_at(at, value, digits);
        if (day != DAYNUM_NONE && daynum_year(day) >= 1990 && daynum_year(day) <= 2100)
            last = day;
    }
    text_release(&plain);
    return last;
}

int title_year(const char *text)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, text, strlen(text));
    int year = 0;
    for (const char *at = plain.data; *at != '\0' && year == 0;) {
        int digits;
        if (!is_digit(*at)) {
            at++;
            continue;
        }
        int value = read_digits(&at, &digits);
        if (digits == 4 && value >= 1990 && value <= 2100 && skip(&at, "年"))
            year = value;
    }
    text_release(&plain);
    return year;
}

#include <string.h>

#include "ingest/value.h"

/*
 * Forms of a date. A month alone is its last day, 底 and 末 are the last day, 下旬 too, 中旬 is the
 * 20th, 上旬 and 初 the 10th.
 *
 *   2022-9-30  2022/9/30  2022.9.30  2022年9月30日  20220930   (a time of day may follow)
 *   2022-9     2022/9     2022.9     2022年9月      202209    2022年9月底  2022年底
 *   9月30日  9月  9月底        with the year of the row's plan
 *   44834                    a serial number of Excel
 *   9/30/2022  30/9/2022     where one of them cannot be the month, or the map says the order
 */

enum { SERIAL_FIRST = 20000, SERIAL_LAST = 75000 }; /* 1954 … 2105 */
static const daynum serial_zero = -25569;           /* 1899-12-30 */

struct parts {
    int number[3], digits[3], count;
    char separator[3]; /* behind each number; 'y', 'm', 'd' for 年, 月, 日 */
};

static int read_int(const char **at, int *digits)
{
    int value = 0;
    for (*digits = 0; **at >= '0' && **at <= '9' && *digits < 9; (*at)++, (*digits)++)
        value = value * 10 + (**at - '0');
    return value;
}

static char read_separator(const char **at)
{
    static const struct {
        const char *word;
        char sign;
    } words[] = {{"年", 'y'}, {"月份", 'm'}, {"月", 'm'}, {"日", 'd'}, {"号", 'd'}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(*at, words[i].word, strlen(words[i].word)) == 0) {
            *at += strlen(words[i].word);
            return words[i].sign;
        }
    if (**at == '-' || **at == '/' || **at == '.')
        return *(*at)++;
    return '\0';
}

static void skip_spaces(const char **at)
{
    while (**at == ' ')
        (*at)++;
}

static void read_parts(const char **at, struct parts *parts)
{
    *parts = (struct parts){0};
    while (parts->count < 3) {
        const char *before = *at;
        int digits, number = read_int(at, &digits);
        if (digits == 0) {
            *at = before;
            return;
        }
        int i = parts->count++;
        parts->number[i] = number;
        parts->digits[i] = digits;
        skip_spaces(at);
        parts->separator[i] = read_separator(at);
        if (parts->separator[i] == '\0' || parts->separator[i] == 'd')
            return;
        skip_spaces(at);
    }
}

/* A time of day, which no one asks about. */
static bool is_time(const char *at)
{
    skip_spaces(&at);
    if (*at == 'T')
        at++;
    if (*at == '\0')
        return true;
    bool colon = false;
    for (; *at != '\0'; at++) {
        colon |= *at == ':';
        if (strchr("0123456789:.+Z ", *at) == NULL)
            return false;
    }
    return colon;
}

/* The day of a month that a word behind it means; 0: no such word. */
static int day_of_word(const char *word, int year, int month)
{
    static const struct {
        const char *word;
        int day;
    } words[] = {{"底", 31},   {"末", 31}, {"底前", 31}, {"底之前", 31}, {"下旬", 31},
                 {"中旬", 20}, {"中", 20}, {"上旬", 10}, {"初", 10},     {"份", 31}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0) {
            int last = month_days(year, month);
            return words[i].day < last ? words[i].day : last;
        }
    return 0;
}

static enum value_result finish(int year, int month, int day, int64_t *value)
{
    daynum result = daynum_from_civil(year, month, day);
    if (year < 1900 || year > 2200 || result == DAYNUM_NONE)
        return VALUE_BAD_TYPE;
    *value = result;
    return VALUE_READ;
}

static enum value_result finish_month(int year, int month, const char *rest, int64_t *value)
{
    if (month < 1 || month > 12 || year < 1900 || year > 2200)
        return VALUE_BAD_TYPE;
    int day = *rest == '\0' ? month_days(year, month) : day_of_word(rest, year, month);
    return day == 0 ? VALUE_BAD_TYPE : finish(year, month, day, value);
}

/* 20220930, 202209, or a serial number. */
static enum value_result read_compact(int number, int digits, int64_t *value)
{
    if (digits == 8)
        return finish(number / 10000, number / 100 % 100, number % 100, value);
    if (digits == 6)
        return finish_month(number / 100, number % 100, "", value);
    if (digits == 5 && number >= SERIAL_FIRST && number <= SERIAL_LAST) {
        *value = serial_zero + number;
        return VALUE_READ;
    }
    return VALUE_BAD_TYPE;
}

/* Three numbers of which none is a year of four digits at the front. */
static enum value_result read_foreign(enum date_order order, const struct parts *parts,
                                      int64_t *value)
{
    int first = parts->number[0], second = parts->number[1], year = parts->number[2];
    if (parts->digits[2] == 2)
        year += 2000;
    else if (parts->digits[2] != 4)
        return VALUE_BAD_TYPE;
    bool swap = order == DATE_DMY || (order == DATE_AS_FOUND && first > 12);
    if (order == DATE_AS_FOUND && first <= 12 && second <= 12 && first != second)
        return VALUE_BAD_TYPE;
    return swap ? finish(year, second, first, value) : finish(year, first, second, value);
}

/* A year is in front. */
static enum value_result read_from_year(const struct parts *parts, const char *rest, int64_t *value)
{
    int year = parts->number[0];
    if (parts->count == 3)
        return is_time(rest) ? finish(year, parts->number[1], parts->number[2], value)
                             : VALUE_BAD_TYPE;
    if (parts->count == 2) {
        /* An Excel serial number with a time of day would have five digits in front. */
        return finish_month(year, parts->number[1], rest, value);
    }
    if (parts->separator[0] == 'y' &&
        (strcmp(rest, "底") == 0 || strcmp(rest, "底前") == 0 || strcmp(rest, "末") == 0))
        return finish(year, 12, 31, value);
    return VALUE_BAD_TYPE;
}

enum value_result value_read_date(const struct value_rule *rule, const char *plain, int year,
                                  int64_t *value)
{
    const char *at = plain;
    struct parts parts;
    if (strncmp(at, "截至", strlen("截至")) == 0)
        at += strlen("截至");
    read_parts(&at, &parts);
    if (parts.count == 0)
        return VALUE_BAD_TYPE;
    if (parts.count == 1 && parts.separator[0] == '\0')
        return is_time(at) ? read_compact(parts.number[0], parts.digits[0], value) : VALUE_BAD_TYPE;
    if (parts.digits[0] == 5 && parts.separator[0] == '.' && *at == '\0')
        return read_compact(parts.number[0], 5, value);
    if (parts.digits[0] == 4 && rule->order <= DATE_YMD)
        return read_from_year(&parts, at, value);
    if (parts.separator[0] == 'm' && parts.count == 2 && parts.separator[1] == 'd' && year != 0)
        return finish(year, parts.number[0], parts.number[1], value);
    if (parts.separator[0] == 'm' && parts.count == 1 && year != 0)
        return finish_month(year, parts.number[0], at, value);
    if (parts.count == 3 && is_time(at) && parts.separator[0] != 'm')
        return parts.digits[0] == 4 ? read_from_year(&parts, at, value)
                                    : read_foreign(rule->order, &parts, value);
    return VALUE_BAD_TYPE;
}

/* The last year that is named: 1985-1998 was finished in 1998. */
enum value_result value_read_year(const char *plain, int64_t *value)
{
    bool found = false;
    for (const char *at = plain; *at != '\0';) {
        int digits, number;
        if (*at < '0' || *at > '9') {
            at++;
            continue;
        }
        number = read_int(&at, &digits);
        if (digits == 8)
            number /= 10000;
        else if (digits == 6)
            number /= 100;
        else if (digits == 2 && strncmp(at, "年代", strlen("年代")) == 0)
            number += number < 30 ? 2009 : 1909; /* 80年代 ended with 1989 */
        else if (digits != 4)
            continue;
        if (digits == 4 && strncmp(at, "年代", strlen("年代")) == 0)
            number += 9;
        if (number < 1800 || number > 2200)
            return VALUE_BAD_RANGE;
        *value = number;
        found = true;
    }
    return found ? VALUE_READ : VALUE_BAD_TYPE;
}

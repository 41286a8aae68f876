#include <string.h>

#include "ingest/value.h"

/*
 * Forms of a date. A month alone is its last day, 底 and 末 are the last day, 下旬 too, 中旬 is the
 * 20th, 上旬 and 初 the 10th.
 *
 *   2022-9-30  2022/9/30  2022.9.30  2022年9月30日  20220930   (a time of day may follow)
 *   2022-9     2022/9     2022.9     2022年9月      202209    2022年9月底  2022年底
 *   2022年三月  三月底    as 2022年3月
 *   9月30日  9月  9月底        with the year of the row's plan
 *   44834                    a serial number of Excel
 *   22年9月30日  22.9.30  22-09-30    of this century
 *   9/30/2022  30/9/2022  9/30/22     where they can be read in one way only, or the map says how
 *   2022年4月（预计）  预计2022年4月   where dates are planned ones
 */

enum { SERIAL_FIRST = 20000, SERIAL_LAST = 75000 }; /* 1954 … 2105 */
enum { YEAR_FIRST = 1900, YEAR_LAST = 2200, SHORT_YEARS = 50 };
static const daynum serial_zero = -25569; /* 1899-12-30 */

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
    if (year < YEAR_FIRST || year > YEAR_LAST || result == DAYNUM_NONE)
        return VALUE_BAD_TYPE;
    *value = result;
    return VALUE_READ;
}

static enum value_result finish_month(int year, int month, const char *rest, int64_t *value)
{
    if (month < 1 || month > 12 || year < YEAR_FIRST || year > YEAR_LAST)
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

/* Whether the signs between the numbers are those of one date: 9-10 behind 2022年 is a range of
 * months. 月 names what stands before it, whatever comes first. */
static bool is_one_date(const struct parts *parts)
{
    char first = parts->separator[0], second = parts->separator[1];
    if (parts->count < 2)
        return true;
    if (parts->count == 2)
        return second == '\0' || second == 'm' || (second == 'd' && first == 'm') ||
               (second == first && first != 'y');
    return second == (first == 'y' ? 'm' : first) || second == 'm';
}

/* The number as a year, of this century where it has two digits; 0 where it is none. */
static int year_of(const struct parts *parts, int at)
{
    int year = parts->number[at];
    if (parts->digits[at] == 2 && year < SHORT_YEARS)
        year += 2000;
    return year < YEAR_FIRST || year > YEAR_LAST ? 0 : year;
}

/* One way to read three numbers. */
struct order {
    int year, month, day; /* which of them is what */
};

static const struct order orders[] = {
    [DATE_YMD] = {0, 1, 2}, [DATE_MDY] = {2, 0, 1}, [DATE_DMY] = {2, 1, 0}};

/* DAYNUM_NONE where the numbers are no date in that order. */
static daynum in_order(const struct parts *parts, enum date_order order)
{
    int year = year_of(parts, orders[order].year);
    return year == 0 ? DAYNUM_NONE
                     : daynum_from_civil(year, parts->number[orders[order].month],
                                         parts->number[orders[order].day]);
}

/*
 * Three numbers of which none is a year of four digits in front. 22.9.30 and 22-09-30 begin with
 * the year, as people write here; 22/9/30 may be of another country, as 9/30/22 is.
 */
static enum value_result read_short(enum date_order order, const struct parts *parts,
                                    int64_t *value)
{
    daynum found = DAYNUM_NONE;
    if (order == DATE_AS_FOUND && parts->separator[0] != '/' && parts->number[0] > 12 &&
        in_order(parts, DATE_YMD) != DAYNUM_NONE)
        order = DATE_YMD;
    for (enum date_order at = DATE_YMD; at <= DATE_DMY; at++) {
        daynum day = in_order(parts, at);
        if (day == DAYNUM_NONE || (order != DATE_AS_FOUND && at != order))
            continue;
        if (found != DAYNUM_NONE && found != day)
            return VALUE_UNSURE;
        found = day;
    }
    *value = found;
    return found == DAYNUM_NONE ? VALUE_BAD_TYPE : VALUE_READ;
}

/* A year is in front. */
static enum value_result read_from_year(const struct parts *parts, const char *rest, int64_t *value)
{
    int year = year_of(parts, 0);
    if (parts->count == 3)
        return is_time(rest) ? finish(year, parts->number[1], parts->number[2], value)
                             : VALUE_BAD_TYPE;
    if (parts->count == 2)
        return finish_month(year, parts->number[1], rest, value);
    if (parts->separator[0] == 'y' &&
        (strcmp(rest, "底") == 0 || strcmp(rest, "底前") == 0 || strcmp(rest, "末") == 0))
        return finish(year, 12, 31, value);
    return VALUE_BAD_TYPE;
}

/* A month is in front: the year has to be known. */
static enum value_result read_from_month(const struct parts *parts, const char *rest, int year,
                                         int64_t *value)
{
    bool known = year != 0;
    enum value_result result = VALUE_BAD_TYPE;
    if (!known)
        year = 2000; /* has a 29th of February */
    if (parts->count == 2 && parts->separator[1] == 'd' && *rest == '\0')
        result = finish(year, parts->number[0], parts->number[1], value);
    else if (parts->count == 1)
        result = finish_month(year, parts->number[0], rest, value);
    return result == VALUE_READ && !known ? VALUE_UNSURE : result;
}

static bool is_year_in_front(const struct parts *parts)
{
    return parts->digits[0] == 4 || (parts->digits[0] == 2 && parts->separator[0] == 'y');
}

static enum value_result read_date(const struct value_rule *rule, const char *plain, int year,
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
    if (!is_one_date(&parts))
        return VALUE_BAD_TYPE;
    if (is_year_in_front(&parts))
        return read_from_year(&parts, at, value);
    if (parts.separator[0] == 'm')
        return read_from_month(&parts, at, year, value);
    if (parts.count < 3 || !is_time(at))
        return VALUE_BAD_TYPE;
    return read_short(rule->order, &parts, value);
}

/* The length of the word that says so, with which `text` begins; 0: none. */
static size_t is_expectation(const char *text)
{
    static const char *const words[] = {"预计", "计划", "预期", "预估", "暂定", "拟"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(text, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* What may stand behind such a word in brackets: anything else may be another date. */
static bool is_end_of_expectation(const char *text)
{
    static const char *const ends[] = {")", "完工)", "开工)", "竣工)", "完成)", "开始)", "时间)"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strcmp(text, ends[i]) == 0)
            return true;
    return false;
}

/* 2022年4月(预计), 预计2022年4月: the date alone goes into `bare`, where the cell says that it is
 * expected. */
static bool cut_expectation(struct text *bare, const char *plain)
{
    size_t digit = strcspn(plain, "0123456789");
    const char *open = strrchr(plain, '(');
    size_t word = open != NULL ? is_expectation(open + 1) : 0;
    if (word > 0 && open > plain && is_end_of_expectation(open + 1 + word))
        text_add_bytes(bare, plain, (size_t)(open - plain));
    else if (is_expectation(plain) > 0)
        text_add(bare, plain + digit);
    while (bare->length > 0 && bare->data[bare->length - 1] == ' ')
        bare->data[--bare->length] = '\0';
    return bare->length > 0;
}

/* 2022年三月, 三月底: the month in digits; false where there is none in Chinese. */
static bool spell_month(struct text *out, const char *plain)
{
    static const char *const months[] = {"十二", "十一", "十", "一", "二", "三",
                                         "四",   "五",   "六", "七", "八", "九"};
    static const int numbers[] = {12, 11, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    const char *year = strstr(plain, "年"), *at = year != NULL ? year + strlen("年") : plain;
    at += strspn(at, " ");
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        size_t length = strlen(months[i]);
        if (strncmp(at, months[i], length) != 0 || strncmp(at + length, "月", strlen("月")) != 0)
            continue;
        text_add_bytes(out, plain, (size_t)(at - plain));
        text_addf(out, "%d%s", numbers[i], at + length);
        return true;
    }
    return false;
}

enum value_result value_read_date(const struct value_rule *rule, const char *plain, int year,
                                  int64_t *value)
{
    struct text bare = TEXT_INIT, spelled = TEXT_INIT;
    if (spell_month(&spelled, plain))
        plain = spelled.data;
    bool expected = cut_expectation(&bare, plain);
    enum value_result result = read_date(rule, expected ? bare.data : plain, year, value);
    if (expected && !rule->planned && (result == VALUE_READ || result == VALUE_UNSURE))
        result = VALUE_EXPECTED;
    text_release(&spelled);
    text_release(&bare);
    return result;
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

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

static bool skip_until(const char **at)
{
    return skip(at, "-") || skip(at, "—") || skip(at, "~") || skip(at, "至") || skip(at, "到");
}

/* "8月31日", "8月" */
static daynum read_month(const char **at, int year)
{
    int digits, month = read_digits(at, &digits);
    if (digits == 0 || !skip(at, "月"))
        return DAYNUM_NONE;
    int day = read_digits(at, &digits);
    return digits > 0 && skip(at, "日") ? daynum_from_civil(year, month, day)
                                        : month_end(year, month);
}

/* A month without 月 is one where nothing else is counted: 2022年08.csv, and not 2022年3个小区. */
static daynum read_bare_month(const char **at, int year)
{
    int digits, month = read_digits(at, &digits);
    return digits > 0 && strchr(".)_;", **at) != NULL ? month_end(year, month) : DAYNUM_NONE;
}

/* Behind "2022年": "8月31日", "8月", "1-8月", "1月1日至8月31日". */
static daynum read_chinese(const char **at, int year)
{
    const char *from = *at, *end;
    int digits;
    daynum day = read_month(at, year);
    end = *at;
    if (day == DAYNUM_NONE) {
        end = from;
        read_digits(&end, &digits);
    }
    daynum last = end > from && skip_until(&end) ? read_month(&end, year) : DAYNUM_NONE;
    if (last != DAYNUM_NONE) {
        *at = end;
        return last;
    }
    if (day == DAYNUM_NONE)
        *at = from;
    return day != DAYNUM_NONE ? day : read_bare_month(at, year);
}

/* Behind "2022-": "08-31", "08". */
static daynum read_parts(const char **at, int year, char separator)
{
    int digits, month = read_digits(at, &digits);
    if (digits < 1 || digits > 2)
        return DAYNUM_NONE;
    const char *end = *at + 1;
    if (**at == separator && is_digit(*end)) {
        int day = read_digits(&end, &digits);
        if (digits <= 2) {
            *at = end;
            return daynum_from_civil(year, month, day);
        }
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

/* The date that begins with a run of digits; *at, behind them, goes on behind it. */
static daynum read_date(const char **at, int value, int digits)
{
    const char *end = *at;
    daynum day = DAYNUM_NONE;
    if (digits != 4)
        return read_run(value, digits);
    if (skip(&end, "年")) {
        day = read_chinese(&end, value);
    } else if (*end != '\0' && strchr("-_./", *end) != NULL) {
        end++;
        day = read_parts(&end, value, end[-1]);
    }
    if (day != DAYNUM_NONE)
        *at = end;
    return day;
}

/* --- parts of a year that stands elsewhere --- */

/* What is done, or is to be, in a month that is no day of the table's. */
static bool is_deadline(const char *at)
{
    static const char *const words[] = {"前",   "以前", "之前", "起",   "开工", "完工",
                                        "竣工", "启动", "计划", "上旬", "中旬", "初"};
    bool found = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        found |= skip(&at, words[i]);
    return found;
}

/* "6月", "6月份", "6月底", "6月30日" */
static daynum read_month_of(const char **at, int year)
{
    static const char *const ends[] = {"份", "底", "末"};
    const char *end = *at;
    daynum day = is_digit(*end) ? read_month(&end, year) : DAYNUM_NONE;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        skip(&end, ends[i]);
    if (day == DAYNUM_NONE || is_deadline(end))
        return DAYNUM_NONE;
    *at = end;
    return day;
}

/* "二季度", "2季度" */
static daynum read_quarter(const char **at, int year)
{
    static const char *const numbers[] = {"一", "二", "三", "四", "1", "2", "3", "4"};
    for (int i = 0; i < 8; i++) {
        const char *end = *at;
        if (skip(&end, numbers[i]) && skip(&end, "季度") && !is_deadline(end)) {
            *at = end;
            return month_end(year, (i % 4 + 1) * 3);
        }
    }
    return DAYNUM_NONE;
}

static daynum read_part(const char **at, int year)
{
    daynum day = read_month_of(at, year);
    if (day == DAYNUM_NONE)
        day = read_quarter(at, year);
    if (day == DAYNUM_NONE && skip(at, "上半年"))
        day = month_end(year, 6);
    if (day == DAYNUM_NONE && skip(at, "下半年"))
        day = month_end(year, 12);
    return day;
}

/* --- which of several dates is meant --- */

/* What the words before a date say that it is, from the least on. */
enum meaning {
    MEANS_FILING, /* when the table was filled in or printed: it tells of an earlier day */
    MEANS_DATE,
    MEANS_AS_OF,
    MEANS_AS_OF_ALONE, /* the program's own words, in a sheet of rejects */
};

static bool has_one(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, words[i]) != NULL)
            return true;
    return false;
}

static bool ends_with(const struct text *text, const char *end)
{
    size_t length = strlen(end);
    return text->length >= length && strcmp(text->data + text->length - length, end) == 0;
}

/* The last words between two dates: 填表日期 of "）单位：万元 填表日期：". */
static void add_label(struct text *label, const char *from, const char *to)
{
    while (to > from && strchr(":(;,\"", to[-1]) != NULL)
        to--;
    for (const char *at = from; at < to; at++)
        if (strchr(":();,", *at) != NULL)
            from = at + 1;
    text_add_bytes(label, from, (size_t)(to - from));
}

static enum meaning meaning_of(const char *from, const char *to)
{
    static const char *const filing[] = {"填表", "填报", "打印", "制表", "报送",  "导出",  "上报",
                                         "制单", "编制", "生成", "下载", "print", "export"};
    static const char *const when[] = {"日期", "时间", "date", "time", "于"};
    static const char *const as_of[] = {"截至", "截止"};
    struct text label = TEXT_INIT;
    bool dated = false;
    add_label(&label, from, to);
    for (size_t i = 0; i < sizeof when / sizeof *when; i++)
        dated |= ends_with(&label, when[i]);
    enum meaning meaning = MEANS_DATE;
    if (dated && has_one(label.data, filing, sizeof filing / sizeof *filing))
        meaning = MEANS_FILING;
    else if (ends_with(&label, "asof"))
        meaning = MEANS_AS_OF_ALONE;
    else if (has_one(label.data, as_of, sizeof as_of / sizeof *as_of))
        meaning = MEANS_AS_OF;
    text_release(&label);
    return meaning;
}

/* Of a period the end counts: 2022年1月1日至2022年8月31日. */
static bool ends_period(const char *from, const char *to)
{
    return from < to && skip_until(&from) && from == to;
}

/* Without white space, as dates may have some inside; but two numbers do not become one. */
static void add_plain(struct text *plain, const char *text)
{
    struct text apart = TEXT_INIT;
    for (const char *at = text; *at != '\0'; at++) {
        bool between = *at == ' ' && at > text && is_digit(at[-1]) && is_digit(at[1]);
        text_add_char(&apart, between ? ';' : *at);
    }
    text_normalise(plain, apart.data, apart.length);
    text_release(&apart);
}

struct found {
    daynum day;
    enum meaning meaning;
};

/* What stands here as a date, or, where the year is not 0, as a part of it; goes on behind it. */
static daynum read_here(const char **at, int year)
{
    int digits;
    daynum day = year == 0 ? DAYNUM_NONE : read_part(at, year);
    if (day != DAYNUM_NONE)
        return day;
    if (!is_digit(**at)) {
        (*at)++;
        return DAYNUM_NONE;
    }
    int value = read_digits(at, &digits);
    day = read_date(at, value, digits);
    return day != DAYNUM_NONE && daynum_year(day) >= 1990 && daynum_year(day) <= 2100 ? day
                                                                                      : DAYNUM_NONE;
}

/* The first of the dates that mean most; see read_here(). */
static struct found find_date(const char *text, int year)
{
    struct text plain = TEXT_INIT;
    struct found best = {DAYNUM_NONE, MEANS_FILING}, before = best;
    add_plain(&plain, text);
    for (const char *at = plain.data, *from = at; *at != '\0';) {
        const char *begin = at;
        struct found found = {read_here(&at, year), MEANS_FILING};
        if (found.day == DAYNUM_NONE)
            continue;
        bool period = before.day != DAYNUM_NONE && ends_period(from, begin);
        found.meaning = period ? before.meaning : meaning_of(from, begin);
        if (best.day == DAYNUM_NONE || found.meaning > best.meaning ||
            (period && best.day == before.day))
            best = found;
        before = found;
        from = at;
    }
    text_release(&plain);
    return best;
}

/* DAYNUM_NONE where it is that of filing. */
static daynum date_of(struct found found)
{
    return found.meaning == MEANS_FILING ? DAYNUM_NONE : found.day;
}

daynum title_date(const char *text)
{
    return date_of(find_date(text, 0));
}

daynum title_date_in(const char *text, int year)
{
    return date_of(find_date(text, year));
}

daynum title_date_of_filing(const char *text)
{
    struct found found = find_date(text, 0);
    return found.meaning == MEANS_FILING ? found.day : DAYNUM_NONE;
}

/* The first year before 年; *alone: no other one is named. */
static int find_year(const char *text, bool *alone)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, text, strlen(text));
    int year = 0;
    *alone = true;
    for (const char *at = plain.data; *at != '\0';) {
        const char *begin = at;
        int digits;
        if (!is_digit(*at)) {
            at++;
            continue;
        }
        int value = read_digits(&at, &digits);
        if (digits != 4 || value < 1990 || value > 2100 || !skip(&at, "年") ||
            meaning_of(plain.data, begin) == MEANS_FILING)
            continue;
        *alone &= year == 0 || year == value;
        year = year == 0 ? value : year;
    }
    text_release(&plain);
    return year;
}

int title_year(const char *text)
{
    bool alone;
    return find_year(text, &alone);
}

int title_only_year(const char *text)
{
    bool alone;
    int year = find_year(text, &alone);
    return alone ? year : 0;
}

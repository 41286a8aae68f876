#include "ingest/header_sense.h"

#include <string.h>

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* The bytes of 2022年, 2022年度, 2022年5月, 5月, 1-6月 (1~6月, 1至6月) in front; 0: none. */
static size_t date_length(const char *key)
{
    static const char *const ends[] = {"年度", "年", "月份", "月"};
    static const char *const to[] = {"-", "~", "至", "到"};
    size_t length = 0;
    for (;;) {
        size_t at = length, digits = strspn(key + at, "0123456789"), sign = 0;
        if (digits == 0 || digits > 6)
            return length;
        at += digits;
        for (size_t i = 0; i < sizeof to / sizeof *to && sign == 0; i++)
            sign = begins(key + at, to[i]) ? strlen(to[i]) : 0;
        at += sign + strspn(key + at + sign, "0123456789");
        size_t end = 0;
        for (size_t i = 0; i < sizeof ends / sizeof *ends && end == 0; i++)
            end = begins(key + at, ends[i]) ? strlen(ends[i]) : 0;
        if (end == 0)
            return length;
        length = at + end;
    }
}

static size_t one_of(const char *key, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins(key, words[i]))
            return strlen(words[i]);
    return 0;
}

/* 截至2022年6月底, 截至目前, 截至本月末累计: the bytes in front; 0: none. */
static size_t until_length(const char *key)
{
    static const char *const until[] = {"截至", "截止到", "截止"};
    static const char *const when[] = {"目前", "当前", "本月", "本期", "报告期"};
    static const char *const ends[] = {"月底", "底", "末", "日"};
    size_t length = one_of(key, until, sizeof until / sizeof *until);
    if (length == 0)
        return 0;
    length += date_length(key + length);
    length += one_of(key + length, when, sizeof when / sizeof *when);
    length += strspn(key + length, "0123456789");
    length += one_of(key + length, ends, sizeof ends / sizeof *ends);
    return length + (begins(key + length, "累计") ? strlen("累计") : 0);
}

enum header_sense header_sense(const char *key, const char **rest)
{
    /* The longer of two that begin alike comes first. */
    static const struct {
        const char *word;
        enum header_sense sense;
    } words[] = {
        {"自开工以来累计", SENSE_SO_FAR},
        {"自开工至今累计", SENSE_SO_FAR},
        {"自开工以来", SENSE_SO_FAR},
        {"自开工累计", SENSE_SO_FAR},
        {"开工以来累计", SENSE_SO_FAR},
        {"开工至今累计", SENSE_SO_FAR},
        {"开工以来", SENSE_SO_FAR},
        {"开工累计", SENSE_SO_FAR},
        {"历年累计", SENSE_SO_FAR},
        {"项目累计", SENSE_SO_FAR},
        {"累计", SENSE_SO_FAR},
        {"本月", SENSE_MONTH},
        {"当月", SENSE_MONTH},
        {"本期", SENSE_MONTH},
        {"当期", SENSE_MONTH},
        {"本季度", SENSE_MONTH},
        {"当季", SENSE_MONTH},
        {"本季", SENSE_MONTH},
        {"本周", SENSE_MONTH},
        {"本旬", SENSE_MONTH},
        {"年初至今累计", SENSE_YEAR},
        {"年初至今", SENSE_YEAR},
        {"年初以来", SENSE_YEAR},
        {"本年度累计", SENSE_YEAR},
        {"本年累计", SENSE_YEAR},
        {"本年度", SENSE_YEAR},
        {"本年", SENSE_YEAR},
        {"当年累计", SENSE_YEAR},
        {"当年", SENSE_YEAR},
        {"今年", SENSE_YEAR},
        {"上年度", SENSE_PAST},
        {"上年末", SENSE_PAST},
        {"上年", SENSE_PAST},
        {"去年", SENSE_PAST},
        {"上月", SENSE_PAST},
        {"上期", SENSE_PAST},
        {"上季度", SENSE_PAST},
        {"往年", SENSE_PAST},
        {"以前年度", SENSE_PAST},
        {"年度计划", SENSE_YEAR_PLAN},
        {"年度目标", SENSE_YEAR_PLAN},
        {"年度", SENSE_YEAR},
        {"计划", SENSE_PLAN},
        {"目标", SENSE_PLAN},
        {"预计", SENSE_PLAN},
        {"拟", SENSE_PLAN},
        {"实际", SENSE_ACTUAL},
        {"改造前", SENSE_STATE},
        {"改造后", SENSE_STATE},
        {"原有", SENSE_STATE},
        {"现有", SENSE_STATE},
    };
    size_t until = until_length(key), date = date_length(key);
    *rest = key + (until > 0 ? until : date);
    if (until > 0 || date > 0)
        return until > 0 ? SENSE_SO_FAR : SENSE_DATED;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins(key, words[i].word)) {
            *rest = key + strlen(words[i].word);
            return words[i].sense;
        }
    return SENSE_PLAIN;
}

static bool is_works(const struct field *field)
{
    return field->subject == SUBJECT_PARKING || field->subject == SUBJECT_CHARGERS ||
           field->subject == SUBJECT_WORKS;
}

/* What grows with the works, month by month. */
static bool is_stock(const struct field *field)
{
    return field_is_quantity(field) && field->type != FIELD_DATE &&
           (is_works(field) || field->subject == SUBJECT_PROGRESS ||
            field->subject == SUBJECT_PLAN || field->subject == SUBJECT_BUDGET ||
            field->subject == SUBJECT_TOTAL || field->subject == SUBJECT_CONSENT);
}

/* The funds of a project are those that it is planned with. */
static bool is_planned(const struct field *field)
{
    return begins(field->name, "plan") || begins(field->name, "fund_") ||
           strstr(field->name, "_planned") != NULL;
}

static enum sense_result of_plan(const struct field *field)
{
    if (is_planned(field))
        return RESULT_FIELD;
    return is_stock(field) || field->type == FIELD_DATE ? RESULT_NO_FIELD : RESULT_NONE;
}

static enum sense_result of_actual(const struct field *field)
{
    if (is_planned(field))
        return RESULT_NO_FIELD;
    return is_stock(field) || field->type == FIELD_DATE ? RESULT_FIELD : RESULT_NONE;
}

enum sense_result header_sense_result(enum header_sense sense, const struct field *field)
{
    /* What a table of totals says of a year is what there is so far of that year's plan. */
    bool stock = is_stock(field), total = field->subject == SUBJECT_TOTAL;
    bool period = false;
    switch (sense) {
    case SENSE_PLAIN:
        return RESULT_NONE;
    case SENSE_SO_FAR:
        return stock && !is_planned(field) ? RESULT_FIELD : RESULT_NONE;
    case SENSE_PLAN:
        return of_plan(field);
    case SENSE_YEAR_PLAN:
        /* Works are planned once; money is, year by year. */
        if (field->subject == SUBJECT_BUDGET && stock && is_planned(field))
            return RESULT_PERIOD;
        return of_plan(field);
    case SENSE_ACTUAL:
        return of_actual(field);
    case SENSE_STATE:
        return is_works(field) && stock ? RESULT_NO_FIELD : RESULT_NONE;
    case SENSE_MONTH:
    case SENSE_PAST:
        period = stock;
        break;
    case SENSE_YEAR:
        period = stock && !total;
        break;
    case SENSE_DATED:
        /* A percentage of May is the progress by then. */
        period = stock && !total && field->type != FIELD_PERCENT;
        break;
    }
    return period ? RESULT_PERIOD : RESULT_NONE;
}

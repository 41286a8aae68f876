#include <stdio.h>
#include <string.h>

#include "ingest/header_sense.h"
#include "ingest/header_state.h"

/* A column by its name, and by the group over it. */
struct named {
    const struct search *search;
    enum export_kind kind;
    const char *name, *group; /* group: NULL where there is none */
};

static const struct field *field_at(int field)
{
    size_t count;
    return &dictionary_fields(&count)[field];
}

/* The field of a group, with or without a word in front of it: 本年完成投资. -1: unknown. */
static int field_of_group(const struct named *named, enum header_sense *sense)
{
    struct text key = TEXT_INIT;
    const char *rest;
    header_key(&key, named->group);
    *sense = header_sense(key.data, &rest);
    int field = header_field(named->search->index, named->group);
    if (field < 0 && *sense != SENSE_PLAIN && *rest != '\0')
        field = header_field(named->search->index, rest);
    text_release(&key);
    return field;
}

/* 中央 under 资金下达 is a part of what was issued, and not what 中央 is by itself. Under the
 * planned investment stand the funds that it is made of, unless it is that of one year. */
static bool is_part(const struct named *named)
{
    enum header_sense sense;
    int whole = field_of_group(named, &sense);
    int alone = header_field(named->search->index, named->name);
    if (whole < 0 || alone < 0 || !field_is_amount(field_at(whole)) ||
        !field_is_quantity(field_at(alone)))
        return false;
    return (sense != SENSE_PLAIN && sense != SENSE_PLAN) ||
           strcmp(field_at(whole)->name, "budget_planned") != 0 ||
           strncmp(field_at(alone)->name, "fund_", strlen("fund_")) != 0;
}

/* 2022年 in front, of the year that the plan is of: what is planned in it is all of the plan's. */
static bool is_of_plan_year(const struct named *named, const char *key, const char *rest)
{
    char year[16], longer[16];
    snprintf(year, sizeof year, "%d年", named->search->plan_year);
    snprintf(longer, sizeof longer, "%d年度", named->search->plan_year);
    size_t length = (size_t)(rest - key);
    return named->search->plan_year > 0 &&
           ((length == strlen(year) && memcmp(key, year, length) == 0) ||
            (length == strlen(longer) && memcmp(key, longer, length) == 0));
}

/* What a word in front of a field makes of it. */
static enum sense_result result_of(const struct named *named, const char *key,
                                   const struct field *field)
{
    const char *rest;
    enum header_sense sense = header_sense(key, &rest);
    enum sense_result result = header_sense_result(sense, field);
    bool planned = header_sense_result(SENSE_PLAN, field) == RESULT_FIELD;
    return result == RESULT_PERIOD && planned && is_of_plan_year(named, key, rest) ? RESULT_FIELD
                                                                                   : result;
}

/* 年度计划投资 over 中央: money of one period, whatever else the group says. */
static bool is_of_period(const struct named *named, const struct field *alone)
{
    struct text key = TEXT_INIT;
    header_key(&key, named->group);
    bool period =
        alone->subject == SUBJECT_BUDGET && result_of(named, key.data, alone) == RESULT_PERIOD;
    text_release(&key);
    return period;
}

static bool is_one_of(const char *key, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(key, words[i]) == 0)
            return true;
    return false;
}

/* 合计 under 总投资 is what 总投资 is by itself. */
static bool is_sum(const struct named *named)
{
    static const char *const sums[] = {"合计", "小计", "总计", "总额", "总数"};
    struct text key = TEXT_INIT;
    header_base(&key, named->name);
    int whole = header_field(named->search->index, named->group);
    bool sum = is_one_of(key.data, sums, sizeof sums / sizeof *sums) && whole >= 0 &&
               field_is_quantity(field_at(whole));
    text_release(&key);
    return sum;
}

/* 年度 under 投资完成 is what was done in the year, and names none. */
static bool is_year_of_group(const struct named *named, const struct field *alone)
{
    static const char *const done[] = {"投资", "资金", "经费", "费用", "完成",
                                       "到位", "支付", "拨付", "支出", "下达"};
    struct text key = TEXT_INIT;
    bool found = false;
    header_base(&key, named->group);
    for (size_t i = 0; i < sizeof done / sizeof *done && alone->type == FIELD_YEAR && !found; i++)
        found = strstr(key.data, done[i]) != NULL;
    text_release(&key);
    return found;
}

/* The group and the name as one name, in one order or the other. */
static void join(struct text *both, const struct named *named, bool group_first)
{
    text_clear(both);
    header_base(both, group_first ? named->group : named->name);
    if (group_first)
        text_add(both, named->name);
    else
        header_base(both, named->group);
}

/* 本月支付资金: a word in front of a known header. */
static enum sense_result match_sense(const struct named *named, const char *header,
                                     struct header_match *match)
{
    struct text key = TEXT_INIT;
    const char *rest;
    enum sense_result result = RESULT_NONE;
    header_key(&key, header);
    enum header_sense sense = header_sense(key.data, &rest);
    if (sense != SENSE_PLAIN && *rest != '\0')
        *match = header_match(named->search->index, named->kind, rest);
    if (match->field >= 0)
        result = result_of(named, key.data, field_at(match->field));
    text_release(&key);
    return result;
}

/* Takes down why a known header is none here; whether the words settle what it is. */
static bool settle(struct header_column *column, enum sense_result result,
                   struct header_match *match)
{
    if (result == RESULT_PERIOD || result == RESULT_NO_FIELD) {
        column->why = result == RESULT_PERIOD ? COLUMN_PERIOD : COLUMN_NO_FIELD;
        column->suggestion = match->field;
    }
    if (result != RESULT_FIELD)
        match->field = -1;
    return result != RESULT_NONE;
}

/* Whether the name and its group mean something together. */
static bool match_group(const struct named *named, struct header_column *column,
                        struct header_match *match)
{
    struct text both = TEXT_INIT;
    if (is_sum(named))
        *match = header_match(named->search->index, named->kind, named->group);
    bool found = match->field >= 0;
    for (int i = 0; i < 2 && !found; i++) {
        join(&both, named, i == 0);
        *match = header_match(named->search->index, named->kind, both.data);
        found = match->field >= 0;
    }
    for (int i = 0; i < 2 && !found; i++) {
        join(&both, named, i == 0);
        found = settle(column, match_sense(named, both.data, match), match);
    }
    text_release(&both);
    return found;
}

struct header_match header_name_match(const struct search *search, enum export_kind kind,
                                      struct header_column *column, const char *group)
{
    const struct named named = {search, kind, column->name, group};
    struct header_match match = {.field = -1};
    column->part = column->unsure = false;
    if (group != NULL && match_group(&named, column, &match))
        return match;
    match = header_match(search->index, kind, column->name);
    if (match.field < 0)
        settle(column, match_sense(&named, column->name, &match), &match);
    if (group == NULL)
        return match;
    if (match.field >= 0 && (is_of_period(&named, field_at(match.field)) ||
                             is_year_of_group(&named, field_at(match.field)))) {
        settle(column, RESULT_PERIOD, &match);
        return match;
    }
    /* Exports of another kind may know the name. */
    column->part = is_part(&named);
    column->unsure = match.field >= 0 && field_is_quantity(field_at(match.field));
    if (column->part)
        match.field = -1;
    return match;
}

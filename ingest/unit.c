#include "ingest/unit.h"

#include <string.h>

static const struct unit_row {
    enum field_type type;
    int64_t factor;
    const char *names; /* normalised, separated by '|' */
} rows[] = {
    {FIELD_MONEY, FEN_PER_YUAN, "元|yuan|rmb|人民币元|cny"},
    {FIELD_MONEY, 1000 * FEN_PER_YUAN, "千元"},
    {FIELD_MONEY, FEN_PER_WAN, "万元|万|wan|wanyuan|万元人民币|人民币万元|10kyuan"},
    {FIELD_MONEY, 100 * FEN_PER_WAN, "百万元"},
    {FIELD_MONEY, 10000 * FEN_PER_WAN, "亿元|亿|yi"},
    {FIELD_AREA, CM2_PER_M2, "平方米|m2|㎡|平米|平方|m^2|sqm|m²|方"},
    {FIELD_AREA, 10000L * CM2_PER_M2,
     "万平方米|万m2|万平米|万平方|万方|万㎡|wan_m2|wanm2|万m^2|公顷|ha"},
    {FIELD_AREA, 100000000L * CM2_PER_M2, "亿平方米|亿m2|亿平米"},
    {FIELD_AREA, 1000000L * CM2_PER_M2, "平方公里|km2|平方千米"},
    {FIELD_LENGTH, MM_PER_M, "米|m|延米|延长米"},
    {FIELD_LENGTH, 1000L * MM_PER_M, "公里|km|千米"},
    {FIELD_LENGTH, 10000L * MM_PER_M, "万米"},
    {FIELD_LENGTH, 10000000L * MM_PER_M, "万公里|万km"},
    {FIELD_PERCENT, MPCT_PER_PERCENT, "%|百分比|百分点|percent|pct"},
    {FIELD_PERCENT, 100 * MPCT_PER_PERCENT, "小数|share"},
    {FIELD_RATE, MPCT_PER_PERCENT, "%|百分比|百分点|percent|pct"},
    {FIELD_COUNT, 1,
     "个|户|栋|幢|部|处|组|辆|人|套|台|座|项|位|根|桩|口|家|w|瓦|间|次|条|只|群|个数|户数|栋数|"
     "端口|接口|枪|个端口|个接口|个桩"},
    {FIELD_COUNT, 1000, "kw|千瓦|千户|千个"},
    {FIELD_COUNT, 10000, "万户|万个|万人|万辆|万套"},
};

/* In brackets behind a header, but no unit. */
static const char harmless[] =
    "必填|选填|年|月|日|年/月|年月|年月日|年/月/日|yyyy-mm-dd|yyyy/mm/dd|yyyymmdd|yyyy-mm|"
    "yyyy.mm|month|day|分|0-100|0100|0~100|百分制|日期|时间|是/"
    "否|是|否|文本|数字|必填项|year|date|每户每月|元/户|名称|全称";

static bool is_among(const char *names, const char *name, size_t length)
{
    while (*names != '\0') {
        size_t span = strcspn(names, "|");
        if (span == length && memcmp(names, name, length) == 0)
            return true;
        names += span + (names[span] == '|');
    }
    return false;
}

/* "单位:万元" is 万元. */
static void skip_label(const char **name, size_t *length)
{
    static const char *const labels[] = {"单位:", "单位", "unit:", "unit"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t label = strlen(labels[i]);
        if (*length > label && memcmp(*name, labels[i], label) == 0) {
            *name += label;
            *length -= label;
            return;
        }
    }
}

struct unit unit_find(enum field_type type, const char *name, size_t length)
{
    skip_label(&name, &length);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].type == type && is_among(rows[i].names, name, length))
            return (struct unit){type, rows[i].factor};
    return (struct unit){type, 0};
}

void unit_name(struct text *out, struct unit unit)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].type == unit.type && rows[i].factor == unit.factor) {
            text_add_bytes(out, rows[i].names, strcspn(rows[i].names, "|"));
            return;
        }
}

bool unit_is_any(const char *name, size_t length)
{
    skip_label(&name, &length);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (is_among(rows[i].names, name, length))
            return true;
    return is_among(harmless, name, length);
}

bool unit_counts_other(const char *measure, const char *name, size_t length)
{
    static const struct {
        const char *measure, *names;
    } measures[] = {
        {"桩", "桩|根|台|座|个桩"}, {"口", "口|端口|接口|枪|个端口|个接口"}, {"组", "组|群"}};
    bool known = false, other = false;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        bool own = strcmp(measures[i].measure, measure) == 0;
        known |= own;
        other |= !own && is_among(measures[i].names, name, length);
    }
    return known && other;
}

struct unit unit_default(const struct field *field)
{
    struct unit unit = unit_find(field->type, field->unit, strlen(field->unit));
    if (unit.factor == 0)
        unit.factor = 1;
    return unit;
}

#include "ingest/region_name.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* Signs behind a number: "1.", "1、", "1)"; their bytes, 0 where there are none. */
static size_t sign_length(const char *at)
{
    static const char *const signs[] = {".", "、", ")", ",", ":", " "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (begins(at, signs[i]))
            return strlen(signs[i]);
    return 0;
}

/* 一, 十二: the bytes of a number in Chinese. */
static size_t chinese_length(const char *at)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    size_t length = 0;
    for (size_t i = 0; i < sizeof digits / sizeof *digits && length < 9;)
        if (begins(at + length, digits[i])) {
            length += strlen(digits[i]);
            i = 0;
        } else {
            i++;
        }
    return length;
}

/* The bytes of a number in front. One of two digits stands before a name without a sign as well,
 * having been ①; 七里河区 is a name, and 七、里河区 a number. */
static size_t number_length(const char *at)
{
    size_t open = *at == '(', digits = strspn(at + open, "0123456789");
    if (digits > 2)
        return 0;
    size_t length = digits > 0 ? digits : chinese_length(at + open);
    if (length == 0)
        return 0;
    if (open)
        return at[1 + length] == ')' ? length + 2 : 0;
    size_t sign = sign_length(at + length);
    return sign > 0 || (digits > 0 && (unsigned char)at[length] >= 0x80) ? length + sign : 0;
}

/* The bytes of a mark or a word in front that is no part of a name. */
static size_t mark_length(const char *at)
{
    static const char *const marks[] = {"其中", "*", "★", "☆", "▲",  "△", "●",
                                        "·",    "#", ":", ",", "、", " ", "-"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (begins(at, marks[i]))
            return strlen(marks[i]);
    return number_length(at);
}

/* Spaces part words of other languages; between characters they only stretch a name. */
static void close_up(struct text *name)
{
    size_t to = 0;
    for (size_t i = 0; i < name->length; i++) {
        bool before = to > 0 && (unsigned char)name->data[to - 1] >= 0x80;
        bool after = (unsigned char)name->data[i + strspn(name->data + i, " ")] >= 0x80;
        if (name->data[i] != ' ' || !before || !after)
            name->data[to++] = name->data[i];
    }
    name->length = to;
    if (name->capacity > 0)
        name->data[to] = '\0';
}

/* 魏都区(2个), 魏都区(共12个项目): a merged cell says how many rows it is over. */
static void cut_count(struct text *name)
{
    static const char *const measures[] = {"个", "项", "户", "处", "栋"};
    if (name->length < 3 || name->data[name->length - 1] != ')')
        return;
    char *open = strrchr(name->data, '(');
    if (open == NULL || open == name->data)
        return;
    const char *at = open + 1;
    at += begins(at, "共") ? strlen("共") : 0;
    size_t digits = strspn(at, "0123456789");
    for (size_t i = 0; digits > 0 && i < sizeof measures / sizeof *measures; i++)
        if (begins(at + digits, measures[i]) && strpbrk(at + digits, "0123456789") == NULL) {
            name->length = (size_t)(open - name->data);
            *open = '\0';
            return;
        }
}

void region_name_clean(struct text *name)
{
    const char *from = name->data;
    for (size_t mark; *from != '\0' && (mark = mark_length(from)) > 0;)
        from += mark;
    size_t length = strlen(from);
    memmove(name->data, from, length);
    name->length = length;
    if (name->capacity > 0)
        name->data[length] = '\0';
    close_up(name);
    cut_count(name);
}

bool region_name_is_counted(const char *name)
{
    struct text key = TEXT_INIT;
    text_compat(&key, name, strlen(name));
    size_t length = key.length;
    cut_count(&key);
    bool counted = key.length < length;
    text_release(&key);
    return counted;
}

static bool ends(const struct text *text, const char *word)
{
    size_t length = strlen(word);
    return text->length >= length && strcmp(text->data + text->length - length, word) == 0;
}

static bool ends_with_one(const struct text *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ends(text, words[i]))
            return true;
    return false;
}

/* A quick look at the last character: nearly no name of a project has one of these. */
static bool may_be_region(const char *last)
{
    static const char *const signs[] = {"区", "县", "市", "旗", "州", "道", "处", "）", "　"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memcmp(last, signs[i], 3) == 0)
            return true;
    return last[2] == ')' || last[2] == ' ';
}

bool region_name_is_region(const char *name, size_t length)
{
    static const char *const regions[] = {"区", "县", "市", "旗", "自治州", "街道", "街道办事处"};
    static const char *const others[] = {
        "小区", "社区", "园区", "属区", "生活区", "住宅区", "宿舍区", "院区",   "校区",
        "厂区", "片区", "街区", "矿区", "库区",   "景区",   "别墅区", "居住区", "花区",
        "超市", "菜市", "门市", "集市", "一区",   "二区",   "三区",   "四区",   "五区",
        "六区", "七区", "八区", "九区", "十区",   "老区",   "干休区", "公寓区", "营区"};
    static const char *const sides[] = {"东区", "西区", "南区", "北区", "中区"};
    enum { CHARACTER = 3, SHORTEST = 3 * CHARACTER, LONGEST = 45 };
    struct text key = TEXT_INIT;
    if (length < SHORTEST || length > LONGEST || !may_be_region(name + length - CHARACTER))
        return false;
    text_compat(&key, name, length);
    region_name_clean(&key);
    /* 河东区 is a district, 阳光东区 is a part of a compound, and so is 梅苑3区. */
    size_t before = key.length > CHARACTER ? key.length - CHARACTER - 1 : 0;
    bool numbered = key.length > CHARACTER && (unsigned char)key.data[before] < 0x80;
    bool region =
        key.length >= SHORTEST && !numbered &&
        ends_with_one(&key, regions, sizeof regions / sizeof *regions) &&
        !ends_with_one(&key, others, sizeof others / sizeof *others) &&
        (key.length == SHORTEST || !ends_with_one(&key, sides, sizeof sides / sizeof *sides));
    text_release(&key);
    return region;
}

bool region_name_begins_parts(const char *cell)
{
    while (*cell == ' ' || begins(cell, "\u3000"))
        cell += *cell == ' ' ? 1 : strlen("\u3000");
    return begins(cell, "其中");
}

int region_name_number(const char *cell)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    struct text plain = TEXT_INIT;
    int number = 0;
    text_compat(&plain, cell, strlen(cell));
    const char *at = plain.data + (plain.data[0] == '(');
    if (number_length(plain.data) > 0) {
        number = (int)strtol(at, NULL, 10);
        for (int i = 0; number == 0 && i < (int)(sizeof digits / sizeof *digits); i++)
            number = begins(at, digits[i]) ? i + 1 : 0;
    }
    text_release(&plain);
    return number;
}

enum region_rank region_name_rank(const char *name)
{
    static const char *const provinces[] = {"省", "自治区"};
    static const char *const cities[] = {"市", "州", "盟", "地区"};
    const struct text text = {.data = (char *)(uintptr_t)name, .length = strlen(name)};
    if (ends_with_one(&text, provinces, sizeof provinces / sizeof *provinces))
        return RANK_PROVINCE;
    return ends_with_one(&text, cities, sizeof cities / sizeof *cities) ? RANK_CITY : RANK_DISTRICT;
}

#include "ingest/section_name.h"

#include <string.h>

#include "ingest/region_name.h"

enum { NAME_BYTES_MIN = 4, NAME_BYTES_MAX = 90 }; /* 2个 */

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static size_t skip_one(const char *at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins(at, words[i]))
            return strlen(words[i]);
    return 0;
}

static size_t chinese_number_length(const char *at)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    size_t length = 0, digit;
    while ((digit = skip_one(at + length, digits, sizeof digits / sizeof *digits)) > 0)
        length += digit;
    return length;
}

/* 一、 or （一） in front: its bytes. 七一小区 has no sign behind it, and （一）期 is a name. */
static size_t number_length(const char *at)
{
    static const char *const signs[] = {",", "、", ".", ":"};
    static const char *const goes_on[] = {"期", "号", "区", "村", "栋", "座", "#"};
    size_t open = *at == '(', digits = chinese_number_length(at + open);
    size_t sign = digits == 0 ? 0
                  : open      ? (size_t)(at[1 + digits] == ')')
                              : skip_one(at + digits, signs, sizeof signs / sizeof *signs);
    const char *rest = at + open + digits + sign;
    return sign > 0 && *rest != '\0' &&
                   skip_one(rest, goes_on, sizeof goes_on / sizeof *goes_on) == 0
               ? open + digits + sign
               : 0;
}

/* A quick look at the first character: most names of projects begin otherwise. */
static bool may_be_section(const char *cell)
{
    static const char firsts[] = "一二三四五六七八九十（共第续新在结跨完竣未基提已计拟当本往上其老";
    if ((unsigned char)cell[0] < 0x80)
        return strchr("(0123456789 ", cell[0]) != NULL;
    for (size_t i = 0; i + 3 < sizeof firsts; i += 3)
        if (memcmp(firsts + i, cell, 3) == 0)
            return true;
    return false;
}

/* 2个, 共12个项目 */
static bool is_count(const char *at)
{
    static const char *const counted[] = {"个", "项", "老旧", "小区", "项目", "目"};
    at += begins(at, "共") ? strlen("共") : 0;
    size_t digits = strspn(at, "0123456789"), word;
    at += digits;
    if (digits == 0 || skip_one(at, counted, 2) == 0)
        return false;
    while ((word = skip_one(at, counted, sizeof counted / sizeof *counted)) > 0)
        at += word;
    return *at == '\0';
}

/* What a name is made of, where all of it are words that tell projects by how far they are or by
 * what is done. */
struct words {
    bool kind;    /* 续建, 基础, … */
    bool list;    /* 项目, 类, …: it names several */
    bool classed; /* 类, 老旧: 小区 behind it are compounds, and no compound's name */
    bool compounds;
};

static bool read_words(const char *at, struct words *words)
{
    static const char *const kinds[] = {"续建", "新建", "新开工", "在建", "结转", "跨年",
                                        "完工", "竣工", "开工",   "基础", "完善", "提升"};
    static const char *const lists[] = {"项目", "工程", "个", "批"};
    static const char *const classes[] = {"类", "型", "老旧"};
    static const char *const others[] = {"改造", "城镇", "城市", "年度", "年",   "当", "本",
                                         "往",   "上",   "未",   "已",   "计划", "拟", "正在",
                                         "尚",   "及",   "和",   "第",   "其中", "共", ":",
                                         ",",    "、",   "(",    ")",    "的",   " "};
    *words = (struct words){0};
    while (*at != '\0') {
        size_t kind = skip_one(at, kinds, sizeof kinds / sizeof *kinds);
        size_t list = skip_one(at, lists, sizeof lists / sizeof *lists);
        size_t class = skip_one(at, classes, sizeof classes / sizeof *classes);
        size_t compound = skip_one(at, (const char *const[]){"小区"}, 1);
        size_t length = kind + list + class + compound;
        if (length == 0)
            length = skip_one(at, others, sizeof others / sizeof *others);
        if (length == 0)
            length = strspn(at, "0123456789");
        if (length == 0)
            length = chinese_number_length(at);
        if (length == 0)
            return false;
        words->kind |= kind > 0;
        words->list |= list > 0 || class > 0;
        words->classed |= class > 0;
        words->compounds |= compound > 0;
        at += length;
    }
    return words->kind;
}

static enum section_name name_of(const char *key)
{
    struct words words;
    size_t number = number_length(key);
    if (is_count(key))
        return SECTION_NAME_COUNT;
    if (!read_words(key + number, &words))
        return number > 0 && !region_name_is_region(key, strlen(key)) ? SECTION_NAME_NUMBERED
                                                                      : SECTION_NAME_NONE;
    if (words.compounds && !words.classed && strpbrk(key, "0123456789") == NULL)
        return SECTION_NAME_WEAK;
    return number > 0 || words.list ? SECTION_NAME_STRONG : SECTION_NAME_BARE;
}

enum section_name section_name_find(const char *cell, size_t length)
{
    struct text key = TEXT_INIT;
    if (length < NAME_BYTES_MIN || length > NAME_BYTES_MAX || !may_be_section(cell))
        return SECTION_NAME_NONE;
    text_normalise(&key, cell, length);
    enum section_name name = name_of(key.data);
    text_release(&key);
    return name;
}

bool section_name_is_number(const char *cell, size_t length)
{
    struct text key = TEXT_INIT;
    if (length == 0 || length > NAME_BYTES_MAX || !may_be_section(cell))
        return false;
    text_normalise(&key, cell, length);
    size_t open = key.data[0] == '(', digits = chinese_number_length(key.data + open);
    const char *rest = key.data + open + digits;
    bool number = digits > 0 && rest[strspn(rest, "),.")] == '\0';
    text_release(&key);
    return number;
}

#include "ingest/subtotal_name.h"

#include <string.h>

#include "ingest/private.h"

enum { NAME_BYTES_MAX = 120 };

/* Where a character of three bytes stands that is part of nearly no other name. */
static bool is_sign(const unsigned char *at)
{
    switch (at[0]) {
    case 0xe8: /* 计, 計 */
        return (at[1] == 0xae && at[2] == 0xa1) || (at[1] == 0xa8 && at[2] == 0x88);
    case 0xe6: /* 总 */
        return at[1] == 0x80 && at[2] == 0xbb;
    case 0xe7: /* 總 */
        return at[1] == 0xb8 && at[2] == 0xbd;
    case 0xe5: /* 均 */
        return at[1] == 0x9d && at[2] == 0x87;
    default:
        return false;
    }
}

static bool begins(const char *cell, const char *word)
{
    return strncmp(cell, word, strlen(word)) == 0;
}

/* A quick look: nearly no cell is a subtotal's name. */
static bool may_be_named(const char *cell, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)cell;
    if (length < 3 || length > NAME_BYTES_MAX)
        return false;
    if (bytes[0] < 0x80 && strchr("tTsSgGaA(", cell[0]) != NULL)
        return true;
    if (bytes[0] == 0xef || begins(cell, "全") || begins(cell, "共") || begins(cell, "其") ||
        begins(cell, "【"))
        return true;
    for (size_t i = 0; i + 2 < length; i++)
        if (bytes[i] >= 0xe5 && bytes[i] <= 0xe8 && is_sign(bytes + i))
            return true;
    return false;
}

static bool skip_one(const char **at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins(*at, words[i])) {
            *at += strlen(words[i]);
            return true;
        }
    return false;
}

/* "3", "12个项目", "3.5万元": a number and what it counts. */
static bool is_count(const char *at, bool needs_measure)
{
    static const char *const measures[] = {"个", "户", "栋",     "幢", "项目", "项", "处",   "家",
                                           "条", "部", "平方米", "套", "老旧", "人", "小区", "社区",
                                           "万", "亿", "元",     "㎡", "m2",   "座", "行"};
    size_t digits = strspn(at, "0123456789.,");
    const char *rest = at + digits;
    if (digits == 0 || (needs_measure && *rest == '\0'))
        return false;
    while (*rest != '\0')
        if (!skip_one(&rest, measures, sizeof measures / sizeof *measures))
            return false;
    return true;
}

/* What may stand behind the name: nothing, a remark in brackets, or a count. */
static bool is_tail(const char *at, bool may_count)
{
    if (*at == ':' || *at == ',')
        at++;
    return *at == '\0' || (*at == '(' && at[strlen(at) - 1] == ')') ||
           (may_count && is_count(at, false));
}

/* Whether brackets are open at the end of the stretch: what follows is a remark. */
static bool is_in_brackets(const char *from, const char *to)
{
    int open = 0;
    for (; from < to; from++)
        open += (*from == '(') - (*from == ')');
    return open > 0;
}

/* Words that end a name: 魏都区小计. The first stand before a count as well; in 幸福路等共计3个小区
 * they are part of a name. */
static bool ends_with_word(const char *key)
{
    static const struct {
        const char *word;
        bool counts;
    } words[] = {{"小计", true},  {"合计", true},  {"总计", true},    {"小計", true},
                 {"合計", true},  {"總計", true},  {"共计", false},   {"累计", false},
                 {"共計", false}, {"累計", false}, {"总数", false},   {"總數", false},
                 {"平均", false}, {"均值", false}, {"平均数", false}, {"总和", false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (const char *at = key; (at = strstr(at, words[i].word)) != NULL;) {
            bool counts = words[i].counts || at == key;
            const char *from = at;
            at += strlen(words[i].word);
            if (!is_in_brackets(key, from) && is_tail(at, counts))
                return true;
        }
    return false;
}

/* Words that are the whole name. */
static bool is_whole_word(const char *key)
{
    static const char *const words[] = {
        "全市",  "全省",     "全国",      "全县",       "全区",        "全州", "汇总",   "其中",
        "total", "subtotal", "sub-total", "grandtotal", "grand-total", "sum",  "average"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins(key, words[i]) && is_tail(key + strlen(words[i]), true))
            return true;
    return (begins(key, "共") && is_count(key + strlen("共"), true)) ||
           (begins(key, "总共") && is_count(key + strlen("总共"), true));
}

/* "(合计)" is 合计. */
static void strip_brackets(struct text *key)
{
    if (key->length < 2 || key->data[0] != '(' || key->data[key->length - 1] != ')' ||
        strchr(key->data, ')') != key->data + key->length - 1)
        return;
    memmove(key->data, key->data + 1, key->length - 2);
    key->length -= 2;
    key->data[key->length] = '\0';
}

bool subtotal_is_named(const char *cell, size_t length)
{
    struct text key = TEXT_INIT;
    if (!may_be_named(cell, length))
        return false;
    text_normalise(&key, cell, length);
    while (key.length > 0 && key.data[key.length - 1] == ':')
        key.data[--key.length] = '\0';
    strip_brackets(&key);
    bool named = is_whole_word(key.data) || ends_with_word(key.data);
    text_release(&key);
    return named;
}

/* The bytes of a bracket here, which *side opens (1) or closes (-1); 0: there is none. */
static size_t bracket_length(const char *at, int *side)
{
    static const char *const brackets[][2] = {{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
        for (int j = 0; j < 2; j++)
            if (begins(at, brackets[i][j])) {
                *side = j == 0 ? 1 : -1;
                return strlen(brackets[i][j]);
            }
    return 0;
}

/* What stands outside of all brackets; or the text without their signs. */
static void add_without_brackets(struct text *out, const char *at, bool with_content)
{
    int open = 0, side;
    size_t length;
    while (*at != '\0')
        if ((length = bracket_length(at, &side)) > 0) {
            open += side;
            at += length;
        } else {
            if (open <= 0 || with_content)
                text_add_char(out, *at);
            at++;
        }
}

void subtotal_name_add(struct text *out, const char *name)
{
    struct text plain = TEXT_INIT, kept = TEXT_INIT, trimmed = TEXT_INIT;
    text_compat(&plain, name, strlen(name));
    add_without_brackets(&kept, plain.data, false);
    /* (合计) */
    if (kept.length == 0)
        add_without_brackets(&kept, plain.data, true);
    text_compat(&trimmed, kept.data, kept.length);
    private_scrub(out, trimmed.data, trimmed.length);
    text_release(&plain);
    text_release(&kept);
    text_release(&trimmed);
}

bool subtotal_is_sum(const char *name)
{
    static const char *const others[] = {"均", "其中", "average"};
    struct text key = TEXT_INIT;
    bool sum = true;
    text_normalise(&key, name, strlen(name));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        sum &= strstr(key.data, others[i]) == NULL;
    text_release(&key);
    return sum;
}

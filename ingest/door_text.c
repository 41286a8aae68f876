#include "ingest/door_text.h"

#include <string.h>

enum { LETTERS_MAX = 3 }; /* in a row: more of them are a word */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The length of the word that the text begins with; 0 for none of them. */
static size_t begins(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(text, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

bool door_text_is_plain(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    const char *end = text + digits;
    if (digits > 0 && is_letter(*end))
        end++;
    return digits > 0 && (*end == '\0' || strcmp(end, "室") == 0 || strcmp(end, "号") == 0);
}

/* Excel writes 101 as 101.0, and 3.1 may be either, and 3/4 two doors in one: two dots alone part
 * three numbers, and so do two slashes (1/1/101). */
static bool parts_three(const char *text, char sign)
{
    size_t signs = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at != sign && *at != ' ' && !is_digit(*at))
            return false;
        signs += *at == sign;
    }
    return signs == 2;
}

void door_text_tidy(struct text *text)
{
    static const char *const dashes[] = {"-", "—", "–", "‐", "‑", "−", "─", "_"};
    static const char *const dots[] = {"."}, *const slashes[] = {"/"};
    bool by_dots = parts_three(text->data, '.'), by_slashes = parts_three(text->data, '/');
    const char *const *signs = by_dots ? dots : by_slashes ? slashes : dashes;
    size_t count = by_dots || by_slashes ? 1 : sizeof dashes / sizeof *dashes;
    struct text tidy = TEXT_INIT;
    for (const char *at = text->data; *at != '\0';) {
        const char *next = at + strspn(at, " ");
        size_t dash = begins(next, signs, count);
        if (dash == 0) {
            text_add_bytes(&tidy, at, (size_t)(next - at) + (*next != '\0'));
            at = next + (*next != '\0');
            continue;
        }
        for (; dash > 0; dash = begins(next, signs, count))
            next += dash + strspn(next + dash, " ");
        text_add(&tidy, "-");
        at = next;
    }
    text_release(text);
    *text = tidy;
}

/* Words that doors are told by; those of `closing` end one, or stand before another word. */
static size_t word_length(const char *text)
{
    static const char *const words[] = {
        "东",   "西",   "南",   "北",   "中",   "左", "右", "前", "后", "上", "下",  "内", "外",
        "甲",   "乙",   "丙",   "丁",   "一",   "二", "三", "四", "五", "六", "七",  "八", "九",
        "十",   "零",   "底",   "顶",   "地下", "负", "附", "临", "新", "增", "平",  "之", "第",
        "商铺", "商业", "门面", "门市", "铺",   "店", "库", "车", "阁", "跃", "复式"};
    static const char *const closing[] = {"室", "户", "房", "号", "间", "层", "楼", "门"};
    size_t length = begins(text, words, sizeof words / sizeof *words);
    if (length > 0)
        return length;
    length = begins(text, closing, sizeof closing / sizeof *closing);
    return is_digit(text[length]) ? 0 : length;
}

bool door_text_is_sure(const char *text)
{
    while (*text != '\0') {
        size_t letters = 0;
        while (is_letter(text[letters]))
            letters++;
        size_t length = letters > 0                    ? letters
                        : is_digit(*text)              ? strspn(text, "0123456789")
                        : strchr("-#/", *text) != NULL ? 1
                                                       : word_length(text);
        bool number = is_digit(*text);
        /* 101.0 is what a spreadsheet makes of 101. */
        if (number && strcmp(text + length, ".0") == 0)
            return true;
        if (length == 0 || letters > LETTERS_MAX)
            return false;
        text += length;
        if (*text == ' ' && !(number && is_digit(text[1])))
            text++;
    }
    return true;
}

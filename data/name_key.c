#include <string.h>

#include "data/identity.h"

/* What is written in several ways in names of places, after text_normalise(). */
static const struct spelling {
    const char *from, *to;
    bool after_digit;
} spellings[] = {
    {"号", "#", true},  {"【", "(", false}, {"】", ")", false}, {"〔", "(", false},
    {"〕", ")", false}, {"[", "(", false},  {"]", ")", false},  {"「", "(", false},
    {"」", ")", false}, {"〈", "(", false}, {"〉", ")", false},
};

static const struct spelling *spelling_at(const char *at, bool after_digit)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        const struct spelling *spelling = &spellings[i];
        if (strncmp(at, spelling->from, strlen(spelling->from)) == 0 &&
            (after_digit || !spelling->after_digit))
            return spelling;
    }
    return NULL;
}

static size_t skip(const char *at, const char *word)
{
    return strncmp(at, word, strlen(word)) == 0 ? strlen(word) : 0;
}

/* The bytes of a number of one or two digits, or of 一 to 十. */
static size_t number_length(const char *at)
{
    static const char *const words[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    size_t length = strspn(at, "0123456789");
    if (length > 0)
        return length <= 2 ? length : 0;
    for (size_t i = 0; i < sizeof words / sizeof *words;) {
        size_t word = skip(at + length, words[i]);
        length += word;
        i = word > 0 ? 0 : i + 1;
    }
    return length;
}

/* Whether the number in front is part of the name: 1、2号楼, 1.5公里管网, (1)号院, (一)期. */
static bool goes_on(const char *rest)
{
    static const char *const measures[] = {"号", "#", "栋", "幢", "座", "楼", "期", "区", "村"};
    bool goes = *rest == '\0' || number_length(rest) > 0 || (*rest >= '0' && *rest <= '9');
    for (size_t i = 0; i < sizeof measures / sizeof *measures && !goes; i++)
        goes = skip(rest, measures[i]) > 0;
    return goes;
}

/* The bytes of what numbers the names of a list: 1. or 1、 or (1) or 一、 is no part of them. */
static size_t list_number_length(const char *at)
{
    static const char *const signs[] = {".", ",", ")"}; /* 、 is a comma by now */
    size_t open = *at == '(', digits = number_length(at + open), length = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && digits > 0 && length == 0; i++)
        if ((open == 0 || *signs[i] == ')') && skip(at + open + digits, signs[i]) > 0)
            length = open + digits + strlen(signs[i]);
    return length > 0 && !goes_on(at + length) ? length : 0;
}

void identity_name_key(struct text *out, const char *name)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, name, strlen(name));
    bool after_digit = false;
    for (const char *at = plain.data + list_number_length(plain.data); *at != '\0';) {
        const struct spelling *spelling = spelling_at(at, after_digit);
        after_digit = *at >= '0' && *at <= '9';
        if (spelling != NULL) {
            text_add(out, spelling->to);
            at += strlen(spelling->from);
        } else {
            text_add_char(out, *at++);
        }
    }
    text_release(&plain);
}

#include "ingest/private_name.h"

#include <string.h>

#include "ingest/building_name.h"
#include "ingest/person_name.h"

enum { CHARACTER = 3, NAME_CHARACTERS_MAX = 4 };

static const char point[] = "·"; /* within a name: 阿依古丽·买买提 */

/* What stands around names, in front of them and behind. */
static const char *const titles[] = {
    "联系人", "负责人", "经办人", "签字人", "书记", "主任", "经理", "组长", "楼长",
    "队长",   "局长",   "科长",   "处长",   "户主", "业主", "居民", "住户", "先生",
    "女士",   "同志",   "网格员", "网格长", "站长", "支书", "社长"};
static const char *const offices[] = {"局", "委", "办", "处",   "科",   "所",   "站",
                                      "部", "队", "组", "中心", "公司", "街道", "集团"};

static bool ends_in(const char *text, size_t length, const char *word)
{
    size_t tail = strlen(word);
    return length >= tail && memcmp(text + length - tail, word, tail) == 0;
}

static bool ends_in_one(const char *text, size_t length, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ends_in(text, length, words[i]))
            return true;
    return false;
}

static bool is_office(const char *text, size_t length)
{
    return ends_in_one(text, length, offices, sizeof offices / sizeof *offices);
}

static bool is_place(const char *text, size_t length)
{
    struct text place = TEXT_INIT;
    text_add_bytes(&place, text, length);
    bool whole = building_name_is_whole(place.data);
    text_release(&place);
    return whole;
}

/* Whether what stands in front of a name is something by itself. */
static bool may_precede(const char *text, size_t length)
{
    return length == 0 || is_office(text, length) || is_place(text, length) ||
           ends_in_one(text, length, titles, sizeof titles / sizeof *titles);
}

static bool is_name(const char *text, size_t length)
{
    return person_name_is_likely(text, length) && !is_office(text, length) &&
           !is_place(text, length);
}

/* Where the name begins that the run ends in, with or without a title behind; its length: none. */
static size_t name_start(const char *run, size_t length)
{
    size_t end = length;
    if (memmem(run, length, point, strlen(point)) != NULL)
        return 0;
    for (size_t i = 0; i < sizeof titles / sizeof *titles && end == length; i++)
        if (length > strlen(titles[i]) && ends_in(run, length, titles[i]))
            end = length - strlen(titles[i]);
    for (size_t count = NAME_CHARACTERS_MAX; count >= 2; count--) {
        size_t name = count * CHARACTER;
        if (name <= end && is_name(run + end - name, name) && may_precede(run, end - name))
            return end - name;
    }
    return length;
}

/* The bytes of a Chinese character, or of the point within a name; 0: none stands here. */
static size_t character_length(const char *text, size_t left)
{
    if (left >= CHARACTER && (unsigned char)text[0] >= 0xe4 && (unsigned char)text[0] <= 0xe9)
        return CHARACTER;
    return left >= strlen(point) && memcmp(text, point, strlen(point)) == 0 ? strlen(point) : 0;
}

/* The bytes of one sign between a name and a number. */
static size_t sign_length(const char *text, size_t left)
{
    static const char *const signs[] = {" ", ":",  ",",  "/",  "-",  "_",  "(",
                                        ")", "　", "：", "，", "、", "（", "）"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (left >= strlen(signs[i]) && memcmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

/* The bytes of what `length_of` knows and what ends at `end`; 0: nothing does. */
static size_t step_back(const char *text, size_t end, size_t (*length_of)(const char *, size_t))
{
    for (size_t step = 1; step <= CHARACTER && step <= end; step++)
        if (length_of(text + end - step, step) == step)
            return step;
    return 0;
}

void private_name_cut(struct text *out, size_t begin)
{
    size_t end = out->length, step;
    while ((step = step_back(out->data + begin, end - begin, sign_length)) > 0)
        end -= step;
    size_t start = end;
    while ((step = step_back(out->data + begin, start - begin, character_length)) > 0)
        start -= step;
    size_t name = name_start(out->data + start, end - start);
    if (start + name < end) {
        out->length = start + name;
        out->data[out->length] = '\0';
    }
}

size_t private_name_length(const char *text, size_t left)
{
    size_t from = 0, end, step;
    while ((step = sign_length(text + from, left - from)) > 0)
        from += step;
    for (end = from; (step = character_length(text + end, left - end)) > 0;)
        end += step;
    return end > from && name_start(text + from, end - from) == 0 ? end : 0;
}

/* What brackets may be; *closes: the one that closes it. */
static size_t bracket_length(const char *text, size_t left, const char **closes)
{
    static const char *const brackets[][2] = {{"(", ")"}, {"（", "）"}};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
        if (left >= strlen(brackets[i][0]) &&
            memcmp(text, brackets[i][0], strlen(brackets[i][0])) == 0) {
            *closes = brackets[i][1];
            return strlen(brackets[i][0]);
        }
    return 0;
}

/* 张伟, or the surname alone in front of a title: 张书记. */
static bool is_named(const char *text, size_t length, bool before_title)
{
    while (length > 0 && sign_length(text, length) > 0) {
        size_t sign = sign_length(text, length);
        text += sign;
        length -= sign;
    }
    return person_name_is_likely(text, length) ||
           (before_title && length == CHARACTER && person_name_is_surname(text));
}

static bool names_role(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t title = strlen(titles[i]);
        if (length > title && memcmp(text, titles[i], title) == 0 &&
            is_named(text + title, length - title, false))
            return true;
        if (ends_in(text, length, titles[i]) && is_named(text, length - title, true))
            return true;
    }
    return false;
}

size_t private_role_length(const char *text, size_t left)
{
    enum { INSIDE_BYTES_MAX = 60 };
    const char *closes;
    size_t open = bracket_length(text, left, &closes);
    const char *end = open == 0 ? NULL : memmem(text + open, left - open, closes, strlen(closes));
    size_t inside = end == NULL ? 0 : (size_t)(end - text) - open;
    return inside > 0 && inside <= INSIDE_BYTES_MAX && names_role(text + open, inside)
               ? open + inside + strlen(closes)
               : 0;
}

bool private_may_have_role(const char *text, size_t length)
{
    const char *at = memchr(text, '(', length);
    if (at == NULL)
        at = memmem(text, length, "（", strlen("（"));
    for (size_t i = 0; i < sizeof titles / sizeof *titles && at != NULL; i++)
        if (memmem(at, length - (size_t)(at - text), titles[i], strlen(titles[i])) != NULL)
            return true;
    return false;
}

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

static bool begins_with(const char *text, size_t left, const char *word)
{
    return left >= strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

/* The bytes of the word that the text begins with; 0: with none. */
static size_t starts_with_one(const char *text, size_t left, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins_with(text, left, words[i]))
            return strlen(words[i]);
    return 0;
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

/* Words beside a title that begin with a surname: 业主单位, 项目经理. */
static bool is_word(const char *text, size_t length)
{
    static const char *const words[] = {"单位", "项目", "安置", "安全", "管理", "管委", "施工"};
    return starts_with_one(text, length, words, sizeof words / sizeof *words) > 0;
}

static bool is_name(const char *text, size_t length)
{
    return person_name_is_likely(text, length) && !is_office(text, length) &&
           !is_place(text, length) && !is_word(text, length);
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
                                        ")", ";",  "|",  "　", "：", "，", "、", "（",
                                        "）", "；", "。"};
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

/* What brackets may be, with what closes each. */
static const char *const brackets[][2] = {
    {"(", ")"}, {"（", "）"}, {"[", "]"}, {"［", "］"}, {"【", "】"}, {"〔", "〕"}};

/* The bytes of the bracket that opens here, 0: none does; *closes: the one that closes it. */
static size_t bracket_length(const char *text, size_t left, const char **closes)
{
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
        if (begins_with(text, left, brackets[i][0])) {
            *closes = brackets[i][1];
            return strlen(brackets[i][0]);
        }
    return 0;
}

/* Whether a name, or a title, may end in front of this. */
static bool may_follow(const char *text, size_t left)
{
    static const char *const words[] = {"和", "及", "与", "等", "电话", "手机", "联系", "负责"};
    return character_length(text, left) == 0 ||
           starts_with_one(text, left, words, sizeof words / sizeof *words) ||
           starts_with_one(text, left, titles, sizeof titles / sizeof *titles);
}

/* Whether somebody is named behind a title: …张伟, …：张伟、李强, …是张伟 电话. */
static bool names_behind(const char *text, size_t left)
{
    static const char *const joints[] = {"是", "为", "叫", "姓名"};
    for (size_t step = 1; step > 0; text += step, left -= step) {
        step = sign_length(text, left);
        if (step == 0)
            step = starts_with_one(text, left, joints, sizeof joints / sizeof *joints);
    }
    for (size_t count = NAME_CHARACTERS_MAX; count >= 2; count--)
        if (count * CHARACTER <= left && is_name(text, count * CHARACTER) &&
            may_follow(text + count * CHARACTER, left - count * CHARACTER))
            return true;
    size_t run = 0, step;
    while ((step = character_length(text + run, left - run)) > 0)
        run += step;
    return memmem(text, run, point, strlen(point)) != NULL;
}

/* Whether somebody is named in front of a title: 张伟…, 社区张伟 …, or the surname alone: 张…. */
static bool names_before(const char *text, size_t end)
{
    size_t step, start;
    while ((step = step_back(text, end, sign_length)) > 0)
        end -= step;
    for (start = end; (step = step_back(text, start, character_length)) > 0;)
        start -= step;
    size_t length = end - start, last = length >= CHARACTER ? length - CHARACTER : 0;
    return length > 0 && (name_start(text + start, length) < length ||
                          (person_name_is_surname(text + end - CHARACTER) &&
                           may_precede(text + start, last)));
}

/* Whether somebody is named on either side of a title anywhere in the text: 项目经理部 is none. */
static bool names_role(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        size_t title = starts_with_one(text + i, length - i, titles, sizeof titles / sizeof *titles);
        size_t end = i + title;
        if (title > 0 && (names_behind(text + end, length - end) ||
                          (may_follow(text + end, length - end) && names_before(text, i))))
            return true;
    }
    return false;
}

size_t private_role_length(const char *text, size_t left)
{
    enum { INSIDE_BYTES_MAX = 240 };
    const char *closes;
    size_t open = bracket_length(text, left, &closes);
    if (open == 0)
        return 0;
    size_t most = INSIDE_BYTES_MAX + strlen(closes);
    if (most > left - open)
        most = left - open;
    const char *end = memmem(text + open, most, closes, strlen(closes));
    size_t inside = end == NULL ? 0 : (size_t)(end - text) - open;
    return inside > 0 && names_role(text + open, inside) ? open + inside + strlen(closes) : 0;
}

bool private_may_have_role(const char *text, size_t length)
{
    bool opens = false;
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets && !opens; i++)
        opens = memmem(text, length, brackets[i][0], strlen(brackets[i][0])) != NULL;
    for (size_t i = 0; i < sizeof titles / sizeof *titles && opens; i++)
        if (memmem(text, length, titles[i], strlen(titles[i])) != NULL)
            return true;
    return false;
}

#include "ingest/building_name.h"

#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "data/traditional.h"
#include "ingest/person_name.h"

enum { CHARACTER = 3 }; /* the bytes of each */

/* A run of these alone tells of a building, of a place in it or of a number. */
static const char words[] =
    "楼栋幢座单元号门区层房墅铺库阁居园轩府邸坊村组排期梯户室边侧面头端角间道厦院塔裙配附主副商住"
    "东西南北中前后左右上下内外甲乙丙丁戊己庚辛壬癸第一二三四五六七八九十百零〇两"
    "大小新老旧高低多平底顶地临街巷弄里路口入出双单";

/* What ends in one of these is a place, whatever stands in front. */
static const char *const places[] = {"楼", "栋", "幢", "座", "单元", "号", "区",   "层",  "院",
                                     "厂", "门", "梯", "塔", "厦",   "墅", "公寓", "舍",  "村",
                                     "组", "期", "排", "段", "校",   "局", "所",   "公司"};
/* These end names of people, too: 李园园. */
static const char *const soft_places[] = {"园", "苑", "里", "路", "街", "巷", "弄", "阁", "轩",
                                          "府", "居", "邸", "庭", "坊", "湾", "城", "庄", "家园"};

static const char *const latin[] = {"block", "blk",   "building", "bldg", "tower",     "unit",
                                    "house", "no",    "entrance", "wing", "stairwell", "stair",
                                    "north", "south", "east",     "west", "left",      "right"};
enum { LETTERS_MAX = 2 }; /* of what is no word: A, B1, 3AB */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(const char *character)
{
    for (const char *at = words; *at != '\0'; at += CHARACTER)
        if (memcmp(at, character, CHARACTER) == 0)
            return true;
    return false;
}

static bool ends_in(const char *text, size_t length, const char *const *endings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t tail = strlen(endings[i]);
        if (length > tail && memcmp(text + length - tail, endings[i], tail) == 0)
            return true;
    }
    return false;
}

static bool is_name_of_place(const char *run, size_t length)
{
    if (ends_in(run, length, places, sizeof places / sizeof *places))
        return true;
    return ends_in(run, length, soft_places, sizeof soft_places / sizeof *soft_places) &&
           !person_name_is_likely(run, length);
}

static bool is_latin_word(const char *run, size_t length)
{
    bool found = length <= LETTERS_MAX;
    for (size_t i = 0; i < sizeof latin / sizeof *latin && !found; i++)
        found = strlen(latin[i]) == length && strncasecmp(latin[i], run, length) == 0;
    return found;
}

/* Signs between words, and single characters that are numbers: · – № Ⅲ ① 、. 0: none. */
static size_t sign_length(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] == 0xc2 && at[1] != '\0')
        return 2;
    if ((at[0] == 0xe2 || (at[0] == 0xe3 && at[1] == 0x80)) && at[1] != '\0' && at[2] != '\0')
        return CHARACTER;
    return 0;
}

/* The bytes of the Chinese characters that stand here; *plain: all of them are words. */
static size_t chinese_length(const char *text, bool *plain)
{
    size_t length = 0;
    *plain = true;
    while ((unsigned char)text[length] >= 0xe4 && (unsigned char)text[length] <= 0xe9 &&
           text[length + 1] != '\0' && text[length + 2] != '\0') {
        *plain = *plain && is_word(text + length);
        length += CHARACTER;
    }
    return length;
}

static bool is_whole(const char *text)
{
    while (*text != '\0') {
        bool plain;
        size_t length = chinese_length(text, &plain);
        if (length > 0) {
            if (!plain && !is_name_of_place(text, length))
                return false;
        } else if (is_letter(*text)) {
            while (is_letter(text[length]))
                length++;
            if (!is_latin_word(text, length))
                return false;
        } else {
            length = (signed char)*text > 0 ? 1 : sign_length(text);
        }
        if (length == 0)
            return false;
        text += length;
    }
    return true;
}

bool building_name_is_whole(const char *text)
{
    /* Most are as they should be: only others are brought into that form. */
    if (is_whole(text))
        return true;
    struct text plain = TEXT_INIT;
    text_compat(&plain, text, strlen(text));
    traditional_simplify(&plain, 0);
    bool whole = is_whole(plain.data);
    text_release(&plain);
    return whole;
}

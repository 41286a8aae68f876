#include "ingest/value.h"

#include <string.h>

#include "core/i18n.h"

bool value_is_blank(const char *plain)
{
    static const char *const nothing[] = {
        "",        "-",   "--",  "---",  "/",    "\\",   "—",      "——",   "–",  "无",
        "N/A",     "n/a", "NA",  "#N/A", "null", "NULL", "None",   "暂无", "空", "(空)",
        "(blank)", "nan", "NaN", "待定", "未定", "…",    "......", "***"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (strcmp(plain, nothing[i]) == 0)
            return true;
    return false;
}

const char *value_expected(enum field_type type)
{
    switch (type) {
    case FIELD_COUNT:
        return _("a whole number");
    case FIELD_MONEY:
        return _("an amount of money");
    case FIELD_AREA:
        return _("an area");
    case FIELD_LENGTH:
        return _("a length");
    case FIELD_PERCENT:
    case FIELD_RATE:
        return _("a percentage");
    case FIELD_DATE:
        return _("a date");
    case FIELD_YEAR:
        return _("a year");
    case FIELD_FLAG:
        return _("yes or no");
    case FIELD_ENUM:
    case FIELD_SET:
        return _("a known word");
    default:
        return _("a text");
    }
}

static bool is_empty_word(const struct field_map *map, const char *cell, size_t length)
{
    for (size_t i = 0; i < map->empty_count; i++)
        if (strlen(map->empty[i]) == length && memcmp(map->empty[i], cell, length) == 0)
            return true;
    return false;
}

/* The word of the map that stands for the cell; NULL where there is none. */
static const char *meaning_of(const struct field_map *map, const char *cell, size_t length)
{
    for (size_t i = 0; i < map->word_count; i++)
        if (strlen(map->words[i].word) == length && memcmp(map->words[i].word, cell, length) == 0)
            return map->words[i].meaning;
    return NULL;
}

enum value_result value_read_name(const struct name_table *names, const char *normalised,
                                  int64_t *value)
{
    int found = names == NULL ? -1 : name_value_of_word(names, normalised);
    if (found < 0 && names != NULL)
        found = name_value(names, normalised);
    *value = found;
    return found < 0 ? VALUE_BAD_TYPE : VALUE_READ;
}

enum value_result value_read_set(const struct name_table *names, const char *normalised,
                                 int64_t *value)
{
    char word[64];
    int64_t bits = 0;
    for (const char *at = normalised; *at != '\0';) {
        size_t span = strcspn(at, ",;/+&|.");
        int64_t one;
        if (span >= sizeof word)
            return VALUE_BAD_TYPE;
        memcpy(word, at, span);
        word[span] = '\0';
        if (span > 0 && value_read_name(names, word, &one) != VALUE_READ)
            return VALUE_BAD_TYPE;
        if (span > 0)
            bits |= INT64_C(1) << one;
        at += span + (at[span] != '\0');
    }
    *value = bits;
    return bits == 0 ? VALUE_BLANK : VALUE_READ;
}

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

enum value_result value_read_flag(const char *normalised, int64_t *value)
{
    static const char *const yes[] = {"是",     "√",      "有", "y",    "yes",      "true",    "1",
                                      "✓",      "✔",      "☑",  "对",   "愿意",     "同意",    "已",
                                      "计划外", "计划内", "t",  "支持", "同意出资", "同意拆除"};
    static const char *const no[] = {"否", "×",    "x", "无", "n",   "no",     "false",
                                     "0",  "✗",    "✘", "☒",  "错",  "不愿意", "不同意",
                                     "未", "没有", "f", "不", "不是"};
    if (is_one_of(normalised, yes, sizeof yes / sizeof *yes))
        *value = 1;
    else if (is_one_of(normalised, no, sizeof no / sizeof *no))
        *value = 0;
    else
        return VALUE_BAD_TYPE;
    return VALUE_READ;
}

/* Cells that are words: known words first, for 无 is one of them. */
static enum value_result read_word(const struct value_rule *rule, const char *plain, int64_t *value)
{
    struct text key = TEXT_INIT;
    text_normalise(&key, plain, strlen(plain));
    enum value_result result = rule->type == FIELD_FLAG ? value_read_flag(key.data, value)
                               : rule->type == FIELD_SET
                                   ? value_read_set(rule->names, key.data, value)
                                   : value_read_name(rule->names, key.data, value);
    text_release(&key);
    return result == VALUE_BAD_TYPE && value_is_blank(plain) ? VALUE_BLANK : result;
}

static enum value_result read_plain(const struct value_rule *rule, const char *plain, int year,
                                    int64_t *value)
{
    switch (rule->type) {
    case FIELD_FLAG:
    case FIELD_ENUM:
    case FIELD_SET:
        return read_word(rule, plain, value);
    case FIELD_DATE:
        return value_is_blank(plain) ? VALUE_BLANK : value_read_date(rule, plain, year, value);
    case FIELD_YEAR:
        return value_is_blank(plain) ? VALUE_BLANK : value_read_year(plain, value);
    default:
        return value_is_blank(plain) ? VALUE_BLANK : value_read_number(rule, plain, value);
    }
}

static bool all_digits(const char *cell, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (cell[i] < '0' || cell[i] > '9')
            return false;
    return true;
}

/* "86.52" without sign, separators or unit; at most 15 digits. */
static bool read_fast_decimal(const struct value_rule *rule, const char *cell, size_t length,
                              int64_t *value)
{
    int64_t digits = 0, divisor = 1;
    bool point = false;
    if (length > 15 || cell[0] == '.' || cell[length - 1] == '.')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (cell[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (cell[i] < '0' || cell[i] > '9')
            return false;
        digits = digits * 10 + (cell[i] - '0');
        divisor *= point ? 10 : 1;
    }
    __int128 scaled =
        ((__int128)digits * rule->unit.factor * 2 + divisor) / (2 * (__int128)divisor);
    if (scaled > INT64_MAX)
        return false;
    *value = (int64_t)scaled;
    return true;
}

/* The forms that nearly all cells have: a short number, an ISO date. */
static bool read_fast(const struct value_rule *rule, const char *cell, size_t length,
                      int64_t *value)
{
    if (rule->type == FIELD_COUNT && length <= 9 && all_digits(cell, length)) {
        int64_t number = 0;
        for (size_t i = 0; i < length; i++)
            number = number * 10 + (cell[i] - '0');
        *value = number * rule->unit.factor;
        return true;
    }
    if (rule->type == FIELD_MONEY || rule->type == FIELD_AREA || rule->type == FIELD_LENGTH)
        return read_fast_decimal(rule, cell, length, value);
    if (rule->type != FIELD_DATE || length != 10 || rule->order > DATE_YMD)
        return false;
    daynum day;
    bool iso = daynum_parse(cell, &day);
    if (iso)
        *value = day;
    return iso;
}

enum value_result value_read(const struct value_rule *rule, const char *cell, size_t length,
                             int year, int64_t *value)
{
    if (length == 0)
        return VALUE_BLANK;
    if (rule->map != NULL) {
        if (is_empty_word(rule->map, cell, length))
            return VALUE_BLANK;
        const char *meaning = meaning_of(rule->map, cell, length);
        if (meaning != NULL) {
            cell = meaning;
            length = strlen(meaning);
        }
        if (length == 0)
            return VALUE_BLANK;
    }
    if (read_fast(rule, cell, length, value))
        return VALUE_READ;
    struct text plain = TEXT_INIT;
    text_compat(&plain, cell, length);
    enum value_result result = read_plain(rule, plain.data, year, value);
    text_release(&plain);
    return result;
}

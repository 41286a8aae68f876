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

static enum value_result read_plain(const struct value_rule *rule, const char *plain, int year,
                                    int64_t *value)
{
    switch (rule->type) {
    case FIELD_FLAG:
    case FIELD_ENUM:
    case FIELD_SET:
        return value_read_word(rule, plain, value);
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

const char *value_unguard(const char *cell, size_t *length)
{
    if (*length >= 3 && cell[0] == '=' && cell[1] == '"' && cell[*length - 1] == '"') {
        *length -= 3;
        return cell + 2;
    }
    if (*length >= 2 && cell[0] == '\'') {
        *length -= 1;
        return cell + 1;
    }
    return cell;
}

enum value_result value_read(const struct value_rule *rule, const char *cell, size_t length,
                             int year, int64_t *value)
{
    if (length > 0 && rule->map != NULL)
        cell = field_map_read(rule->map, cell, &length);
    if (length == 0)
        return VALUE_BLANK;
    if (read_fast(rule, cell, length, value))
        return VALUE_READ;
    struct text plain = TEXT_INIT;
    cell = value_unguard(cell, &length);
    text_compat(&plain, cell, length);
    enum value_result result = read_plain(rule, plain.data, year, value);
    text_release(&plain);
    return result;
}

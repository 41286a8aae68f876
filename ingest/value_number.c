#include <string.h>

#include "ingest/value.h"
#include "ingest/value_percent.h"

/* A decimal number: digits / 10^places. */
struct decimal {
    int64_t digits;
    int places;
};

enum { DIGITS_MAX = 17 };

/* Whether what stands before the first separator can stand there: "1", "12" or "123". */
static bool is_first_group(const char *begin, const char *end)
{
    return end > begin && end - begin <= 3 && *begin != '0';
}

/* Digits in groups of three: "1,234,567"; steps over them. False where the groups are wrong. */
static bool read_whole(const char **at, struct decimal *number, int *count)
{
    const char *begin = *at;
    int group = -1; /* digits since the last separator; -1: there was none */
    for (;; (*at)++) {
        if (**at >= '0' && **at <= '9') {
            if (number->digits > 0 || **at != '0')
                (*count)++;
            if (*count > DIGITS_MAX)
                return false;
            number->digits = number->digits * 10 + (**at - '0');
            group += group >= 0;
        } else if (**at == ',' && (*at)[1] >= '0' && (*at)[1] <= '9') {
            if (group < 0 ? !is_first_group(begin, *at) : group != 3)
                return false;
            group = 0;
        } else {
            return group < 0 || group == 3;
        }
    }
}

static bool read_decimal(const char **at, struct decimal *number)
{
    int count = 0;
    const char *begin = *at;
    *number = (struct decimal){0};
    if (!read_whole(at, number, &count))
        return false;
    bool any = *at > begin;
    if (**at == '.') {
        for ((*at)++; **at >= '0' && **at <= '9'; (*at)++) {
            any = true;
            if (count >= DIGITS_MAX || number->places >= DIGITS_MAX)
                continue; /* what is behind is no part of any money or area */
            number->digits = number->digits * 10 + (**at - '0');
            number->places++;
            count += number->digits > 0;
        }
    }
    return any;
}

/* number * factor, rounded half away from zero; false where it does not fit, or is not whole
 * where `exact` asks for it. */
static bool scale(const struct decimal *number, int64_t factor, bool exact, int64_t *value)
{
    __int128 product = (__int128)number->digits * factor, divisor = 1;
    for (int i = 0; i < number->places; i++)
        divisor *= 10;
    if (exact && product % divisor != 0)
        return false;
    product = (product + divisor / 2) / divisor;
    if (product > INT64_MAX)
        return false;
    *value = (int64_t)product;
    return true;
}

static int64_t multiplier(const char **at)
{
    static const struct {
        const char *word;
        int64_t times;
    } words[] = {{"万亿", INT64_C(1000000000000)}, {"亿", 100000000}, {"万", 10000}, {"千", 1000}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        if (strncmp(*at, words[i].word, length) == 0) {
            *at += length;
            return words[i].times;
        }
    }
    return 1;
}

/* The unit of a number by what stands behind it; false where that is no unit. */
static bool unit_behind(const struct value_rule *rule, const char *at, int64_t bare,
                        int64_t *factor)
{
    at += strspn(at, " \r\n\t"); /* a cell may be broken in front of its unit */
    *factor = bare;
    if (*at == '\0')
        return true;
    struct unit own = unit_find(rule->type, at, strlen(at));
    if (own.factor != 0) {
        *factor = own.factor;
        return true;
    }
    /* 1.2万 and 1.2万个: times ten thousand, of the smallest unit that people count in. */
    int64_t times = multiplier(&at);
    if (times == 1)
        return false;
    int64_t base = rule->type == FIELD_MONEY    ? FEN_PER_YUAN
                   : rule->type == FIELD_AREA   ? CM2_PER_M2
                   : rule->type == FIELD_LENGTH ? MM_PER_M
                                                : 1;
    if (*at != '\0') {
        own = unit_find(rule->type, at, strlen(at));
        if (own.factor == 0)
            return false;
        base = own.factor;
    }
    *factor = base * times;
    return true;
}

/* 2组 where posts are counted */
static bool counts_other(const struct value_rule *rule, const char *behind)
{
    behind += strspn(behind, " \r\n\t");
    return rule->measure != NULL && unit_counts_other(rule->measure, behind, strlen(behind));
}

static enum value_result read_said_percent(const struct value_rule *rule, const char *plain,
                                           int64_t *value)
{
    struct decimal number;
    if (percent_word(rule->type, plain, value))
        return VALUE_READ;
    const char *at = percent_number(plain);
    return at != NULL && read_decimal(&at, &number) && *at == '%' &&
                   scale(&number, MPCT_PER_PERCENT, false, value)
               ? VALUE_READ
               : VALUE_BAD_TYPE;
}

static enum value_result check_range(const struct value_rule *rule, int64_t value)
{
    if (rule->type == FIELD_PERCENT && value > 100 * MPCT_PER_PERCENT)
        return VALUE_BAD_RANGE;
    if (value < 0 && rule->type != FIELD_RATE && !(rule->type == FIELD_MONEY && rule->refunds))
        return VALUE_BAD_RANGE;
    return VALUE_READ;
}

enum value_result value_read_number(const struct value_rule *rule, const char *plain,
                                    int64_t *value)
{
    bool percent = rule->type == FIELD_PERCENT || rule->type == FIELD_RATE;
    const char *at = plain;
    struct decimal number;
    int64_t factor;
    /* U+2212 is a minus as well; text_compat() leaves it. */
    bool negative = *at == '-' || strncmp(at, "−", 3) == 0;
    at += negative ? (*at == '-' ? 1 : 3) : *at == '+';
    /* A currency sign is how a spreadsheet shows an amount, and no unit: ¥1,200.00 under 万元 is
     * 1,200 万元. Nothing else than money has one. */
    bool sign = strncmp(at, "¥", 2) == 0;
    if (sign && rule->type != FIELD_MONEY)
        return VALUE_BAD_TYPE;
    at += sign ? 2 : 0;
    bool read = read_decimal(&at, &number);
    if (read && counts_other(rule, at))
        return VALUE_BAD_UNIT;
    if (!read || !unit_behind(rule, at, rule->unit.factor, &factor)) {
        if (!percent || read_said_percent(rule, plain, value) != VALUE_READ)
            return VALUE_BAD_TYPE;
        return check_range(rule, *value);
    }
    if (percent && rule->percents == PERCENTS_ARE_SHARES && strchr(at, '%') == NULL)
        factor = 100 * MPCT_PER_PERCENT;
    if (!scale(&number, factor, rule->type == FIELD_COUNT, value))
        return VALUE_BAD_TYPE;
    if (percent && rule->percents == PERCENTS_UNSURE && strchr(at, '%') == NULL && *value > 0 &&
        *value <= MPCT_PER_PERCENT)
        return VALUE_UNSURE;
    if (negative)
        *value = -*value;
    return check_range(rule, *value);
}

static int64_t step_of(int64_t factor, size_t places)
{
    for (; places > 0; places--) {
        if (factor % 10 != 0)
            return 0;
        factor /= 10;
    }
    return factor;
}

/* What 1 would be in the place of the cell's number: its unit may stand beside it. */
static int64_t factor_of(const struct value_rule *rule, const char *plain, size_t from, size_t to)
{
    struct text one = TEXT_INIT;
    int64_t factor;
    text_add_bytes(&one, plain, from);
    text_addf(&one, "1%s", plain + to);
    if (value_read(rule, one.data, one.length, 0, &factor) != VALUE_READ)
        factor = rule->unit.factor;
    text_release(&one);
    return factor < 0 ? -factor : factor;
}

/* Digits with one point among them at most, as nearly all amounts are; *places: behind it. */
static bool is_bare(const char *cell, size_t length, size_t *places)
{
    size_t point = length;
    for (size_t i = 0; i < length; i++) {
        if (cell[i] == '.' && point == length)
            point = i;
        else if (cell[i] < '0' || cell[i] > '9')
            return false;
    }
    *places = point < length ? length - point - 1 : 0;
    return true;
}

int64_t value_step(const struct value_rule *rule, const char *cell, size_t length)
{
    static const char digits[] = "0123456789,";
    size_t places;
    if (is_bare(cell, length, &places))
        return step_of(rule->unit.factor, places);
    struct text plain = TEXT_INIT;
    text_compat(&plain, cell, length);
    size_t from = strcspn(plain.data, "0123456789.");
    size_t whole = strspn(plain.data + from, digits);
    bool point = plain.data[from + whole] == '.';
    places = point ? strspn(plain.data + from + whole + 1, "0123456789") : 0;
    int64_t factor = factor_of(rule, plain.data, from, from + whole + point + places);
    text_release(&plain);
    return step_of(factor, places);
}

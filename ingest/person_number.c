#include "ingest/person_number.h"

#include <stdbool.h>
#include <string.h>

#include "core/date.h"

enum { ID_DIGITS = 18, OLD_ID_DIGITS = 15, CHECK_X = 10 };
enum { LATE_YEAR = 2010 }; /* from which on codes of projects have dates like births */

int digit_at(const char *text, size_t left, size_t *bytes)
{
    const unsigned char *at = (const unsigned char *)text;
    *bytes = 1;
    if (left >= 1 && at[0] >= '0' && at[0] <= '9')
        return at[0] - '0';
    *bytes = 3;
    if (left >= 3 && at[0] == 0xef && at[1] == 0xbc && at[2] >= 0x90 && at[2] <= 0x99)
        return at[2] - 0x90;
    return -1;
}

/* The bytes of one space, hyphen or point, as they part the groups of a number; 0: there is none.
 */
static size_t separator_at(const char *text, size_t left)
{
    static const char *const separators[] = {" ",  "-", ".",      "·", "\u3000",
                                             "－", "‐", "\u2011", "–", "—"};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        size_t length = strlen(separators[i]);
        if (length <= left && memcmp(text, separators[i], length) == 0)
            return length;
    }
    return 0;
}

/* The bytes of what has no width. */
static size_t invisible_at(const char *text, size_t left)
{
    static const char *const marks[] = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"};
    size_t bytes = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && (signed char)text[bytes] < 0; i++) {
        size_t length = strlen(marks[i]);
        if (bytes + length <= left && memcmp(text + bytes, marks[i], length) == 0) {
            bytes += length;
            i = (size_t)-1;
        }
    }
    return bytes;
}

/* A number that is written in groups, if it is: bit i of `gaps` allows a separator behind i
 * digits. Returns its bytes, 0 where it has not as many digits. */
static size_t read_groups(const char *text, size_t left, int count, unsigned gaps, int *digits)
{
    size_t at = 0, bytes;
    for (int i = 0; i < count; i++) {
        if (i > 0)
            at += invisible_at(text + at, left - at);
        if (gaps >> i & 1)
            at += separator_at(text + at, left - at);
        digits[i] = digit_at(text + at, left - at, &bytes);
        if (digits[i] < 0)
            return 0;
        at += bytes;
    }
    return at;
}

static bool goes_on(const char *text, size_t left)
{
    size_t bytes;
    return digit_at(text, left, &bytes) >= 0;
}

static int number_of(const int *digits, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++)
        value = value * 10 + digits[i];
    return value;
}

static bool is_day(int year, const int *month_and_day)
{
    return daynum_from_civil(year, number_of(month_and_day, 2), number_of(month_and_day + 2, 2)) !=
           DAYNUM_NONE;
}

/* GB 11643, and the form that it had before 1999. */
static bool is_check_digit(const int *digits)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < ID_DIGITS - 1; i++)
        sum += weights[i] * digits[i];
    return (12 - sum % 11) % 11 == digits[ID_DIGITS - 1];
}

static int birth_year(const int *digits)
{
    return number_of(digits + 6, 4);
}

/* A region, a date, a counter: as codes of projects have them, too. */
static bool has_form(const int *digits)
{
    int year = birth_year(digits);
    return digits[0] >= 1 && digits[0] <= 9 && year >= 1880 && year <= 2100 &&
           is_day(year, digits + 10);
}

/*
 * Codes of projects have a region and a date in front as well, of late years: where the check
 * digit is wrong, only one who was born before them is taken for a person.
 */
static bool is_identity(const int *digits)
{
    return has_form(digits) && (birth_year(digits) < LATE_YEAR || is_check_digit(digits));
}

/* Beyond doubt, even where codes stand. */
static bool is_sure_identity(const int *digits)
{
    return has_form(digits) && birth_year(digits) < LATE_YEAR && is_check_digit(digits);
}

static size_t identity_length(const char *text, size_t left, bool (*is_right)(const int *digits))
{
    enum { GAPS = 1 << 6 | 1 << 14 };
    int digits[ID_DIGITS];
    size_t length = read_groups(text, left, ID_DIGITS - 1, GAPS, digits), bytes;
    if (length == 0)
        return 0;
    digits[ID_DIGITS - 1] = digit_at(text + length, left - length, &bytes);
    if (digits[ID_DIGITS - 1] < 0) {
        bytes = strlen("Ｘ");
        bool wide = left - length >= bytes && (memcmp(text + length, "Ｘ", bytes) == 0 ||
                                               memcmp(text + length, "ｘ", bytes) == 0);
        if (!wide && (left == length || (text[length] != 'X' && text[length] != 'x')))
            return 0;
        bytes = wide ? bytes : 1;
        digits[ID_DIGITS - 1] = CHECK_X;
    }
    length += bytes;
    return !goes_on(text + length, left - length) && is_right(digits) ? length : 0;
}

static size_t old_identity_length(const char *text, size_t left)
{
    int digits[OLD_ID_DIGITS];
    size_t length = read_groups(text, left, OLD_ID_DIGITS, 0, digits);
    bool whole = length > 0 && !goes_on(text + length, left - length);
    return whole && digits[0] >= 1 && digits[6] >= 3 &&
                   is_day(1900 + number_of(digits + 6, 2), digits + 8)
               ? length
               : 0;
}

/* A code that begins with a province and one of its cities: 1301 to 1311, 1401 …, 1501 …. */
static bool begins_with_region(const int *digits)
{
    int province = number_of(digits, 2), city = number_of(digits + 2, 2);
    return (province <= 14 && city >= 1 && city <= 11) ||
           (province == 15 && ((city >= 1 && city <= 9) || city == 22 || city == 25 || city == 29));
}

/* "13812345678", "138-1234-5678", also behind 0, 86 and 0086. */
static size_t mobile_length(const char *text, size_t left, bool in_code)
{
    static const struct {
        int count;
        unsigned gaps;
        int digits[4];
    } fronts[] = {{0, 0, {0}}, {1, 1 << 1, {0}}, {2, 1 << 2, {8, 6}}, {4, 1 << 4, {0, 0, 8, 6}}};
    int digits[PERSON_NUMBER_DIGITS_MIN + 4];
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        int front = fronts[i].count;
        unsigned gaps = (1u << 3 | 1u << 7) << front | fronts[i].gaps;
        size_t length = read_groups(text, left, PERSON_NUMBER_DIGITS_MIN + front, gaps, digits);
        if (length > 0 && !goes_on(text + length, left - length) &&
            memcmp(digits, fronts[i].digits, (size_t)front * sizeof *digits) == 0 &&
            digits[front] == 1 && digits[front + 1] >= 3 &&
            !(in_code && begins_with_region(digits + front)))
            return length;
    }
    return 0;
}

size_t digit_run(const char *text, size_t left)
{
    size_t run = 0, bytes;
    while (digit_at(text + run, left - run, &bytes) >= 0)
        run += bytes;
    return run;
}

/* 1 3 8 0 0 1 3 8 0 0 0: a mobile number digit by digit; longer lists are of something else. */
static size_t spelt_mobile_length(const char *text, size_t left)
{
    size_t at = 0, bytes, gap;
    for (int i = 0; i < PERSON_NUMBER_DIGITS_MIN; i++) {
        gap = i > 0 ? separator_at(text + at, left - at) : 0;
        if (i > 0 && gap == 0)
            return 0;
        at += gap;
        int digit = digit_at(text + at, left - at, &bytes);
        if (digit < 0 || (i == 0 && digit != 1) || (i == 1 && digit < 3))
            return 0;
        at += bytes;
    }
    gap = separator_at(text + at, left - at);
    return goes_on(text + at + gap, left - at - gap) ? 0 : at;
}

/* What stands between an area code and the number: a separator, or the bracket that closes. */
static size_t area_end(const char *text, size_t left)
{
    static const char wide[] = "）";
    if (left > 0 && text[0] == ')')
        return 1;
    if (left >= strlen(wide) && memcmp(text, wide, strlen(wide)) == 0)
        return strlen(wide);
    return separator_at(text, left);
}

static bool is_area_code(const int *digits, int count)
{
    /* 010 and 02x have three digits, all others four. */
    return digits[0] == 0 && digits[1] >= 1 && (count == 3) == (digits[1] <= 2);
}

/* "0374-2345678", "010 88881234": an area code, and 7 or 8 digits that are no date. */
static size_t landline_length(const char *text, size_t left)
{
    enum { AREA_MIN = 3, AREA_MAX = 4, OWN_MIN = 7, OWN_MAX = 8 };
    int digits[OWN_MAX];
    for (int area = AREA_MIN; area <= AREA_MAX; area++) {
        size_t front = read_groups(text, left, area, 0, digits);
        size_t sign = front == 0 ? 0 : area_end(text + front, left - front);
        if (sign == 0 || !is_area_code(digits, area))
            continue;
        const char *own = text + front + sign;
        size_t rest = left - front - sign, run = digit_run(own, rest);
        for (int count = OWN_MIN; count <= OWN_MAX; count++)
            if (read_groups(own, rest, count, 0, digits) == run && run > 0 && digits[0] >= 2 &&
                !(count == OWN_MAX && is_day(number_of(digits, 4), digits + 4)))
                return front + sign + run;
    }
    return 0;
}

/* An identity number with one or two digits before or behind it, which were typed by mistake. */
static size_t long_identity_length(const char *text, size_t left)
{
    enum { EXTRA_MAX = 2 };
    int digits[ID_DIGITS + EXTRA_MAX], count = 0;
    size_t run = digit_run(text, left), bytes;
    for (size_t at = 0; at < run; at += bytes) {
        if (count == ID_DIGITS + EXTRA_MAX)
            return 0;
        digits[count++] = digit_at(text + at, left - at, &bytes);
    }
    for (int from = 0; count > ID_DIGITS && from + ID_DIGITS <= count; from++)
        if (is_sure_identity(digits + from))
            return run;
    return 0;
}

size_t person_number_length(const char *text, size_t left)
{
    size_t length = identity_length(text, left, is_identity);
    if (length == 0)
        length = old_identity_length(text, left);
    if (length == 0)
        length = long_identity_length(text, left);
    if (length == 0)
        length = mobile_length(text, left, false);
    if (length == 0)
        length = spelt_mobile_length(text, left);
    return length > 0 ? length : landline_length(text, left);
}

size_t person_number_in_code(const char *text, size_t left)
{
    size_t length = identity_length(text, left, is_sure_identity);
    return length > 0 ? length : mobile_length(text, left, true);
}

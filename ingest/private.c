#include "ingest/private.h"

#include "core/date.h"

enum { ID_DIGITS = 18, MOBILE_DIGITS = 11 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digit_run(const char *text, size_t left)
{
    size_t run = 0;
    while (run < left && is_digit(text[run]))
        run++;
    return run;
}

bool private_is_suspect(const char *text, size_t length)
{
    for (size_t i = MOBILE_DIGITS - 1; i < length; i += MOBILE_DIGITS) {
        if (!is_digit(text[i]))
            continue;
        size_t from = i;
        while (from > 0 && is_digit(text[from - 1]))
            from--;
        if (digit_run(text + from, length - from) >= MOBILE_DIGITS)
            return true;
    }
    return false;
}

static int number_at(const char *text, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++)
        value = value * 10 + (text[i] - '0');
    return value;
}

/* 17 digits are there; the check digit is a digit or X. */
static bool is_identity(const char *text)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static const char checks[] = "10X98765432";
    int sum = 0, year = number_at(text + 6, 4);
    if (year < 1880 || year > 2100 ||
        daynum_from_civil(year, number_at(text + 10, 2), number_at(text + 12, 2)) == DAYNUM_NONE)
        return false;
    for (int i = 0; i < ID_DIGITS - 1; i++)
        sum += weights[i] * (text[i] - '0');
    char check = text[ID_DIGITS - 1] == 'x' ? 'X' : text[ID_DIGITS - 1];
    return check == checks[sum % 11];
}

/* The length of the private number at the beginning of a run of digits; 0: none. */
static size_t private_length(const char *text, size_t left, size_t run)
{
    bool with_x = run == ID_DIGITS - 1 && left > run && (text[run] == 'X' || text[run] == 'x');
    if ((run == ID_DIGITS || with_x) && is_identity(text))
        return ID_DIGITS;
    if (run == MOBILE_DIGITS && text[0] == '1' && text[1] >= '3')
        return MOBILE_DIGITS;
    /* +86 in front */
    if (run == MOBILE_DIGITS + 2 && text[0] == '8' && text[1] == '6' && text[2] == '1' &&
        text[3] >= '3')
        return run;
    return 0;
}

bool private_scrub(struct text *out, const char *text, size_t length)
{
    bool found = false;
    for (size_t i = 0; i < length;) {
        size_t run = digit_run(text + i, length - i);
        size_t private = run == 0 ? 0 : private_length(text + i, length - i, run);
        if (private > 0) {
            text_add(out, "***");
            found = true;
            i += private;
        } else {
            size_t step = run > 0 ? run : 1;
            text_add_bytes(out, text + i, step);
            i += step;
        }
    }
    return found;
}

#include "ingest/damaged_number.h"

#include <string.h>

#include "core/text.h"
#include "ingest/value.h"

bool number_is_rounded(const char *text)
{
    size_t digits = strspn(text, "0123456789.");
    return digits > 1 && memchr(text, '.', digits) != NULL && text[digits] == 'E' &&
           text[digits + 1] == '+' &&
           text[digits + 2 + strspn(text + digits + 2, "0123456789")] == '\0';
}

static bool is_masked(const char *text)
{
    return strchr(text, '*') != NULL || strstr(text, "XX") != NULL || strstr(text, "xx") != NULL ||
           strstr(text, "××") != NULL;
}

bool identity_is_damaged(const char *cell, size_t length)
{
    enum { DIGITS = 18, SPREADSHEET_DIGITS = 15 };
    struct text plain = TEXT_INIT;
    size_t bare = length;
    const char *inside = value_unguard(cell, &bare);
    text_compat(&plain, inside, bare);
    bool zeros = plain.length == DIGITS && strspn(plain.data, "0123456789") == DIGITS &&
                 strcmp(plain.data + SPREADSHEET_DIGITS, "000") == 0;
    bool damaged =
        number_is_rounded(plain.data) || is_masked(plain.data) || (zeros && bare == length);
    text_release(&plain);
    return damaged;
}

#include "core/setting_value.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/value.h"

/* The field that a reader writes. */
static void *field(void *base, size_t offset)
{
    return (char *)base + offset;
}

const char *setting_read_text(void *base, size_t offset, const char *text, struct arena *strings)
{
    *(const char **)field(base, offset) = arena_strdup(strings, text);
    return NULL;
}

/* Reads a whole number of digits alone, and moves *text behind it. */
static bool read_digits(const char **text, int64_t *value)
{
    char *end;
    if (**text < '0' || **text > '9')
        return false;
    errno = 0;
    *value = strtoll(*text, &end, 10);
    *text = end;
    return errno == 0;
}

const char *setting_read_count(void *base, size_t offset, const char *text, struct arena *strings)
{
    (void)strings;
    int64_t value;
    if (!read_digits(&text, &value) || *text != '\0' || value < 5 || value > 1000000)
        return _("a whole number of at least 5");
    *(int64_t *)field(base, offset) = value;
    return NULL;
}

/*
 * Reads a decimal number exactly, in thousandths: "66.7" is 66700. More than three digits
 * behind the point, or more than six before it, is not understood.
 */
static bool read_thousandths(const char **text, int64_t *value)
{
    int64_t whole;
    if (!read_digits(text, &whole) || whole > 999999)
        return false;
    int64_t part = 0, scale = 100;
    if (**text == '.') {
        for ((*text)++; **text >= '0' && **text <= '9' && scale > 0; (*text)++, scale /= 10)
            part += (**text - '0') * scale;
    }
    *value = whole * 1000 + part;
    return true;
}

/* A percentage in thousandths, with its sign or without; says what was expected. */
static const char *read_percent(const char *text, int64_t *value)
{
    bool read = read_thousandths(&text, value);
    if (read && *text == '%')
        text++;
    return read && *text == '\0' && *value <= 100 * MPCT_PER_PERCENT
               ? NULL
               : _("a percentage from 0 to 100");
}

const char *setting_read_percent(void *base, size_t offset, const char *text, struct arena *strings)
{
    (void)strings;
    int64_t value = 0;
    const char *expected = read_percent(text, &value);
    if (expected == NULL)
        *(double *)field(base, offset) = (double)value / MPCT_PER_PERCENT;
    return expected;
}

const char *setting_read_progress(void *base, size_t offset, const char *text,
                                  struct arena *strings)
{
    (void)strings;
    int64_t value = 0;
    struct deadline *deadline = field(base, offset);
    const char *expected = read_percent(text, &value);
    if (expected == NULL) {
        deadline->progress_mpct = value;
        deadline->completion = false;
    }
    return expected;
}

const char *setting_read_flag(void *base, size_t offset, const char *text, struct arena *strings)
{
    (void)strings;
    static const struct {
        const char *word;
        bool value;
    } words[] = {{"yes", true}, {"true", true}, {"no", false}, {"false", false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i].word) == 0) {
            *(bool *)field(base, offset) = words[i].value;
            return NULL;
        }
    return _("'yes' or 'no'");
}

/* "2/3" or "66.7%". */
static bool read_part(const char **text, struct fraction *share)
{
    const char *start = *text;
    int64_t thousandths;
    if (!read_thousandths(text, &thousandths))
        return false;
    if (**text == '%') {
        (*text)++;
        share->numerator = thousandths;
        share->denominator = 100 * MPCT_PER_PERCENT;
        return true;
    }
    *text = start;
    if (!read_digits(text, &share->numerator) || **text != '/')
        return false;
    (*text)++;
    return read_digits(text, &share->denominator) && share->denominator > 0;
}

/* ">" is strict; ">=", "≥" and no sign at all are not. */
static const char *skip_sign(const char *text, bool *strict)
{
    static const char *const signs[] = {">=", "≥", ">"};
    *strict = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i]);
        if (strncmp(text, signs[i], length) == 0) {
            *strict = i == 2;
            text += length;
            break;
        }
    }
    return text + strspn(text, " ");
}

const char *setting_read_share(void *base, size_t offset, const char *text, struct arena *strings)
{
    (void)strings;
    struct fraction share = {0, 0, false};
    if (strcmp(text, "none") != 0) {
        text = skip_sign(text, &share.strict);
        if (!read_part(&text, &share) || *text != '\0' || share.denominator > 1000000 ||
            share.numerator > share.denominator)
            /* xgettext:no-c-format */
            return _("a share such as '>=2/3', '>1/2', '>=95%' or 'none'");
    }
    *(struct fraction *)field(base, offset) = share;
    return NULL;
}

const char *share_format(const struct fraction *share, struct arena *strings)
{
    if (share->denominator == 0)
        return "none";
    const char *sign = share->strict ? ">" : ">=";
    if (share->denominator == 100 * MPCT_PER_PERCENT)
        return arena_printf(strings, "%s%g%%", sign, (double)share->numerator / MPCT_PER_PERCENT);
    return arena_printf(strings, "%s%" PRId64 "/%" PRId64, sign, share->numerator,
                        share->denominator);
}

const char *setting_read_unit(void *base, size_t offset, const char *text, struct arena *strings)
{
    (void)strings;
    static const char *const words[] = {[CONSENT_BY_COMPOUND] = "compound",
                                        [CONSENT_BY_BLOCK] = "block",
                                        [CONSENT_BY_PROJECT] = "project"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i]) == 0) {
            *(enum consent_unit *)field(base, offset) = (enum consent_unit)i;
            return NULL;
        }
    return _("'compound', 'block' or 'project'");
}

const char *setting_read_counting(void *base, size_t offset, const char *text,
                                  struct arena *strings)
{
    (void)strings;
    enum consent_count *count = field(base, offset);
    if (strcmp(text, "households") == 0)
        *count = CONSENT_HOUSEHOLDS;
    else if (strcmp(text, "owners") == 0)
        *count = CONSENT_OWNERS;
    else
        return _("'households' or 'owners'");
    return NULL;
}

const char *setting_read_deadline(void *base, size_t offset, const char *text,
                                  struct arena *strings)
{
    (void)strings;
    struct deadline *deadline = field(base, offset);
    if (monthday_parse(text, &deadline->month, &deadline->day)) {
        deadline->date = DAYNUM_NONE;
        return NULL;
    }
    return daynum_parse(text, &deadline->date) ? NULL : _("a date such as '11-30' or '2022-11-30'");
}

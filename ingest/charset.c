#include "ingest/charset.h"

#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

enum {
    CARRY_MAX = 1 << 20,
    SAMPLE_MAX = 1 << 20,
};

void charset_survey_init(struct charset_survey *survey, int64_t from)
{
    *survey = (struct charset_survey){
        .bytes = from, .carry = TEXT_INIT, .sample = TEXT_INIT, .last_byte = from > 0 ? '\n' : -1};
}

void charset_survey_release(struct charset_survey *survey)
{
    text_release(&survey->carry);
    text_release(&survey->sample);
}

bool charset_is_ascii(const char *bytes, size_t length)
{
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        if (word & UINT64_C(0x8080808080808080))
            return false;
    }
    for (; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

/* Length of the well-formed UTF-8 character at `at`; 0 where there is none. */
static size_t utf8_length(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (left < length)
        return 0;
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

/* *sure: with a character of three bytes or more. */
static bool is_utf8(const char *bytes, size_t length, bool *sure)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    *sure = false;
    while (at < end) {
        size_t step = utf8_length(at, (size_t)(end - at));
        if (step == 0)
            return false;
        *sure |= step > 2;
        at += step;
    }
    return true;
}

/* Of the well-formed character of so many bytes. */
static bool is_likely_utf8(const unsigned char *at, size_t length)
{
    return length > 2 || (length == 2 && at[0] < 0xc4);
}

/*
 * How many of the bytes beyond ASCII belong to UTF-8 characters that Chinese files have: to those
 * of three bytes or more, and to signs of Latin-1 (², ×). Other pairs, like that of 元, are GB18030
 * that is well-formed UTF-8 by accident.
 */
static size_t utf8_bytes(const char *bytes, size_t length, size_t *beyond_ascii)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    size_t good = 0;
    *beyond_ascii = 0;
    while (at < end) {
        size_t step = utf8_length(at, (size_t)(end - at));
        if (*at >= 0x80)
            *beyond_ascii += step == 0 ? 1 : step;
        if (is_likely_utf8(at, step))
            good += step;
        at += step == 0 ? 1 : step;
    }
    return good;
}

/* Length of the GB18030 character at `at`; 0 where there is none. */
static size_t gb_length(const unsigned char *at, size_t left)
{
    if (at[0] <= 0x80)
        return 1;
    if (at[0] == 0xff || left < 2)
        return 0;
    if (at[1] >= 0x40 && at[1] != 0x7f && at[1] != 0xff)
        return 2;
    if (at[1] < 0x30 || at[1] > 0x39 || left < 4)
        return 0;
    return at[2] > 0x80 && at[2] < 0xff && at[3] >= 0x30 && at[3] <= 0x39 ? 4 : 0;
}

/* 0x80, which GBK has as a euro sign, counts. */
static bool is_gb18030(const char *bytes, size_t length)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    while (at < end) {
        size_t step = gb_length(at, (size_t)(end - at));
        if (step == 0)
            return false;
        at += step;
    }
    return true;
}

bool charset_is_gb_rather(const char *bytes, size_t length)
{
    size_t beyond, good = utf8_bytes(bytes, length, &beyond);
    return good * 2 <= beyond && is_gb18030(bytes, length);
}

static void count_pairs(struct charset_survey *survey, const char *bytes, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        unsigned char lead = (unsigned char)bytes[i], trail = (unsigned char)bytes[i + 1];
        if (lead < 0xa1)
            continue;
        survey->pairs++;
        survey->low_trails += trail >= 0x40 && trail < 0x7f;
        i++;
    }
}

static void take_line(struct charset_survey *survey, const char *bytes, size_t length)
{
    bool sure;
    if (charset_is_ascii(bytes, length))
        return;
    if (is_utf8(bytes, length, &sure)) {
        survey->lines_utf8++;
        survey->lines_utf8_sure += sure;
        return;
    }
    if (charset_is_gb_rather(bytes, length))
        survey->lines_gb++;
    else
        survey->lines_neither++;
    count_pairs(survey, bytes, length);
    if (survey->sample.length < SAMPLE_MAX) {
        text_add_bytes(&survey->sample, bytes, length);
        text_add_char(&survey->sample, '\n');
    }
}

/* A stretch that ends in a line feed, or is all of the last line. */
static void take_stretch(struct charset_survey *survey, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    if (length > 0 && end[-1] == '\r')
        end--;
    for (const char *cr; (cr = memchr(bytes, '\r', (size_t)(end - bytes))) != NULL;
         bytes = cr + 1) {
        survey->bare_cr++;
        take_line(survey, bytes, (size_t)(cr - bytes));
    }
    take_line(survey, bytes, (size_t)(end - bytes));
}

static bool is_sign(int byte)
{
    return byte == ',' || byte == '\n' || byte == '\r' || byte == '\t' || byte == ';' ||
           byte == '|';
}

/*
 * A NUL with its other half: a comma in UTF-16LE is 2C 00 from an even byte on, in UTF-16BE 00 2C.
 * Characters that end in NUL (一 is 4E00) are not taken for one: no script of exports has U+2C00.
 */
static void count_nul(struct charset_survey *survey, int64_t at, int before, int after)
{
    survey->nuls++;
    if (at % 2 != 0)
        survey->signs_le += is_sign(before);
    else
        survey->signs_be += is_sign(after);
}

static void count_nuls(struct charset_survey *survey, const char *bytes, size_t length)
{
    if (length > 0 && survey->last_byte == 0) /* its other half had not come yet */
        survey->signs_be += (survey->bytes - 1) % 2 == 0 && is_sign(bytes[0]);
    for (const char *nul = bytes; (nul = memchr(nul, 0, length - (size_t)(nul - bytes))) != NULL;
         nul++) {
        size_t at = (size_t)(nul - bytes);
        count_nul(survey, survey->bytes + (int64_t)at, at > 0 ? nul[-1] : survey->last_byte,
                  at + 1 < length ? nul[1] : -1);
    }
    if (length > 0)
        survey->last_byte = (unsigned char)bytes[length - 1];
}

void charset_survey_add(struct charset_survey *survey, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length && survey->bytes + (int64_t)i < (int64_t)sizeof survey->head; i++)
        survey->head[survey->bytes + (int64_t)i] = (unsigned char)bytes[i];
    count_nuls(survey, bytes, length);
    survey->bytes += (int64_t)length;
    const char *end = bytes + length, *lf;
    while ((lf = memchr(bytes, '\n', (size_t)(end - bytes))) != NULL) {
        survey->lf++;
        if (survey->carry.length > 0) {
            text_add_bytes(&survey->carry, bytes, (size_t)(lf - bytes));
            take_stretch(survey, survey->carry.data, survey->carry.length);
            text_clear(&survey->carry);
        } else {
            take_stretch(survey, bytes, (size_t)(lf - bytes));
        }
        bytes = lf + 1;
    }
    text_add_bytes(&survey->carry, bytes, (size_t)(end - bytes));
    if (survey->carry.length > CARRY_MAX)
        charset_survey_end(survey);
}

void charset_survey_end(struct charset_survey *survey)
{
    take_stretch(survey, survey->carry.data, survey->carry.length);
    text_clear(&survey->carry);
}

void charset_survey_join(struct charset_survey *survey, const struct charset_survey *rest)
{
    survey->bytes = rest->bytes;
    survey->nuls += rest->nuls;
    survey->signs_le += rest->signs_le;
    survey->signs_be += rest->signs_be;
    survey->lines_utf8 += rest->lines_utf8;
    survey->lines_gb += rest->lines_gb;
    survey->lines_neither += rest->lines_neither;
    survey->lines_utf8_sure += rest->lines_utf8_sure;
    survey->bare_cr += rest->bare_cr;
    survey->lf += rest->lf;
    survey->pairs += rest->pairs;
    survey->low_trails += rest->low_trails;
    if (survey->sample.length < SAMPLE_MAX)
        text_add_bytes(&survey->sample, rest->sample.data, rest->sample.length);
}

static bool uchardet_says_big5(const struct text *sample)
{
    uchardet_t detector = uchardet_new();
    bool big5 = false;
    if (uchardet_handle_data(detector, sample->data, sample->length) == 0) {
        uchardet_data_end(detector);
        big5 = strncasecmp(uchardet_get_charset(detector), "big5", 4) == 0;
    }
    uchardet_delete(detector);
    return big5;
}

/* Simplified Chinese hardly ever has a trail byte under 0x80; in Big5 two in five are. */
static bool is_big5(const struct charset_survey *survey)
{
    if (survey->pairs == 0 || survey->low_trails * 20 < survey->pairs)
        return false;
    return survey->low_trails * 5 > survey->pairs || uchardet_says_big5(&survey->sample);
}

static bool begins(const struct charset_survey *survey, const char *magic, size_t length)
{
    return survey->bytes >= (int64_t)length && memcmp(survey->head, magic, length) == 0;
}

/* UTF-16 by its delimiters and line ends, nearly all in one byte order; a text with stray NULs has
 * line feeds beyond them. Other characters of UTF-16 have bytes of line feeds as well (上 is 4E0A).
 */
static int utf16_side(const struct charset_survey *survey)
{
    int64_t le = survey->signs_le, be = survey->signs_be;
    if (le > 1 && le > be * 8 && le * 4 >= survey->lf)
        return 1;
    if (be > 1 && be > le * 8 && be * 4 >= survey->lf)
        return 2;
    return 0;
}

static void choose_by_lines(const struct charset_survey *survey, struct charset_choice *choice)
{
    if (survey->lines_utf8 >= survey->lines_gb)
        charset_choose(choice, CHARSET_UTF8, survey->lines_gb > 0, 0);
    else if (is_big5(survey))
        charset_choose(choice, CHARSET_BIG5, false, 0);
    else
        charset_choose(choice, CHARSET_GB18030, survey->lines_utf8_sure > 0, 0);
}

static bool is_known_file(const struct charset_survey *survey)
{
    static const char *const magics[] = {"PK\3\4",    "\xd0\xcf\x11\xe0", "%PDF",    "\177ELF",
                                         "SQLi",      "\x1f\x8b",         "\x89PNG", "Rar!",
                                         "7z\xbc\xaf"};
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (begins(survey, magics[i], strlen(magics[i])))
            return true;
    return false;
}

void charset_decide(const struct charset_survey *survey, struct charset_choice *choice)
{
    int64_t nuls = survey->nuls;
    int side = utf16_side(survey);
    *choice = (struct charset_choice){
        .clean = survey->lines_gb == 0 && survey->lines_neither == 0,
        .nuls = nuls > 0,
    };
    if (is_known_file(survey))
        charset_choose(choice, CHARSET_BINARY, false, 0);
    else if (begins(survey, "\xef\xbb\xbf", 3))
        charset_choose(choice, CHARSET_UTF8, survey->lines_gb > 0, 3);
    else if (begins(survey, "\xff\xfe", 2))
        charset_choose(choice, CHARSET_UTF16LE, false, 2);
    else if (begins(survey, "\xfe\xff", 2))
        charset_choose(choice, CHARSET_UTF16BE, false, 2);
    else if (side != 0)
        charset_choose(choice, side == 1 ? CHARSET_UTF16LE : CHARSET_UTF16BE, false, 0);
    else if (nuls * 100 > survey->bytes && nuls > survey->lf)
        charset_choose(choice, CHARSET_BINARY, false, 0);
    else
        choose_by_lines(survey, choice);
}

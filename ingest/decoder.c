#include <errno.h>
#include <string.h>

#include "core/i18n.h"
#include "ingest/charset.h"

static const iconv_t no_converter = (iconv_t)-1;

static const char *iconv_name(const struct charset_choice *choice)
{
    switch (choice->charset) {
    case CHARSET_BIG5:
        return "BIG5-HKSCS";
    case CHARSET_NAMED:
        return choice->name;
    default:
        return NULL;
    }
}

enum status decoder_init(struct decoder *decoder, const struct charset_choice *choice,
                         struct error *error)
{
    const char *name = iconv_name(choice);
    *decoder = (struct decoder){
        .choice = *choice, .converter = no_converter, .gb = no_converter, .out = TEXT_INIT};
    if (name != NULL)
        decoder->converter = iconv_open("UTF-8", name);
    decoder->gb = iconv_open("UTF-8", "GB18030");
    if ((name != NULL && decoder->converter == no_converter) || decoder->gb == no_converter)
        return error_set_errno(error, errno, _("cannot convert from '%s'"), choice->name);
    return STATUS_OK;
}

void decoder_release(struct decoder *decoder)
{
    if (decoder->converter != no_converter)
        iconv_close(decoder->converter);
    if (decoder->gb != no_converter)
        iconv_close(decoder->gb);
    text_release(&decoder->out);
}

/* Steps over what iconv could not take: the euro sign of GBK, or a byte that is nothing. */
static bool step_over(struct text *out, iconv_t converter, iconv_t gb, char **in, size_t *left)
{
    bool euro = converter == gb && (unsigned char)**in == 0x80;
    text_add(out, euro ? "\xe2\x82\xac" : "\xef\xbf\xbd");
    (*in)++;
    (*left)--;
    return euro;
}

static bool convert(struct decoder *decoder, iconv_t converter, const char *bytes, size_t length)
{
    char chunk[4096];
    char *in = (char *)(uintptr_t)bytes;
    size_t left = length;
    bool whole = true;
    iconv(converter, NULL, NULL, NULL, NULL);
    while (left > 0) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t result = iconv(converter, &in, &left, &to, &room);
        text_add_bytes(&decoder->out, chunk, sizeof chunk - room);
        if (result == (size_t)-1 && errno != E2BIG)
            whole &= step_over(&decoder->out, converter, decoder->gb, &in, &left);
    }
    return whole;
}

/* Copies well-formed UTF-8 and marks the rest. */
static void mark_bad_bytes(struct decoder *decoder, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    while (bytes < end) {
        size_t step = (unsigned char)*bytes < 0x80 ? 1 : 4;
        while (step > 1 && (step > (size_t)(end - bytes) || !text_is_utf8(bytes, step)))
            step--;
        if (step == 1 && (unsigned char)*bytes >= 0x80)
            text_add(&decoder->out, "\xef\xbf\xbd");
        else
            text_add_bytes(&decoder->out, bytes, step);
        bytes += step;
    }
}

/* In a GB18030 file a line is UTF-8 only on good evidence: a character of three bytes. */
static bool is_stray_utf8(const char *bytes, size_t length)
{
    if (!text_is_utf8(bytes, length))
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0xe0)
            return true;
    return false;
}

static bool decode(struct decoder *decoder, const char *bytes, size_t length, bool *in_place)
{
    const struct charset_choice *choice = &decoder->choice;
    switch (choice->charset) {
    case CHARSET_GB18030:
        *in_place = choice->mixed && is_stray_utf8(bytes, length);
        return *in_place || convert(decoder, decoder->gb, bytes, length);
    case CHARSET_BIG5:
    case CHARSET_NAMED:
        return convert(decoder, decoder->converter, bytes, length);
    default:
        if (choice->mixed && charset_is_gb_rather(bytes, length))
            return convert(decoder, decoder->gb, bytes, length);
        *in_place = text_is_utf8(bytes, length);
        if (*in_place)
            return true;
        mark_bad_bytes(decoder, bytes, length);
        return false;
    }
}

bool decoder_line(struct decoder *decoder, const char *bytes, size_t length, const char **out,
                  size_t *out_length)
{
    bool utf8 = decoder->choice.charset != CHARSET_NAMED;
    bool in_place = decoder->choice.clean && utf8 && decoder->choice.charset == CHARSET_UTF8;
    bool whole = true;
    if (!in_place)
        in_place = utf8 && charset_is_ascii(bytes, length);
    if (!in_place) {
        text_clear(&decoder->out);
        whole = decode(decoder, bytes, length, &in_place);
    }
    if (in_place) {
        *out = bytes;
        *out_length = length;
        return true;
    }
    *out_length = decoder->out.length;
    text_add_char(&decoder->out, '\n');
    *out = decoder->out.data;
    return whole;
}

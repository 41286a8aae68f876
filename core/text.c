#include "core/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/memory.h"

char text_empty[1] = "";

void text_init(struct text *text)
{
    *text = (struct text)TEXT_INIT;
}

void text_release(struct text *text)
{
    if (text->capacity > 0)
        free(text->data);
    text_init(text);
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->capacity > 0)
        text->data[0] = '\0';
}

char *text_detach(struct text *text)
{
    char *string = text->capacity > 0 ? text->data : xstrdup("");
    text_init(text);
    return string;
}

static void reserve(struct text *text, size_t more)
{
    size_t needed = text->length + more + 1;
    if (needed <= text->capacity)
        return;
    text->capacity = array_capacity(text->capacity, needed < 64 ? 64 : needed);
    text->data = xrealloc(text->data == text_empty ? NULL : text->data, text->capacity);
}

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add_item(struct text *text, const char *bytes, size_t length)
{
    reserve(text, length + 1);
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->data[text->length + length] = '\0';
    text->data[text->length + length + 1] = '\0';
    text->length += length + 1;
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

void text_add_char(struct text *text, char c)
{
    text_add_bytes(text, &c, 1);
}

void text_vaddf(struct text *text, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length > 0) {
        reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vaddf(text, format, args);
    va_end(args);
}

static bool has_byte(const char *bytes, size_t length, char byte)
{
    return length > 0 && memchr(bytes, byte, length) != NULL;
}

void text_add_csv_cell(struct text *text, const char *cell, size_t length, char delimiter)
{
    bool quoted = has_byte(cell, length, '"') || has_byte(cell, length, delimiter) ||
                  has_byte(cell, length, '\n') || has_byte(cell, length, '\r');
    text_add(text, quoted ? "\"" : "");
    for (size_t i = 0; i < length; i++) {
        if (cell[i] == '"')
            text_add_char(text, '"');
        if (cell[i] != '\0')
            text_add_char(text, cell[i]);
    }
    text_add(text, quoted ? "\"" : "");
}

/* Reads one code point and steps over it; an ill-formed byte is stepped over as -1. */
static utf8proc_int32_t next_point(const char **at, const char *end)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)*at, (utf8proc_ssize_t)(end - *at), &point);
    if (used <= 0) {
        *at += 1;
        return -1;
    }
    *at += used;
    return point;
}

static size_t point_width(utf8proc_int32_t point)
{
    if (point < 0)
        return 1;
    int width = utf8proc_charwidth(point);
    return width > 0 ? (size_t)width : 0;
}

size_t text_width(const char *utf8)
{
    size_t width = 0;
    const char *end = utf8 + strlen(utf8);
    while (utf8 < end)
        width += point_width(next_point(&utf8, end));
    return width;
}

size_t text_prefix(const char *utf8, size_t columns)
{
    size_t width = 0;
    const char *at = utf8, *end = utf8 + strlen(utf8);
    while (at < end) {
        const char *next = at;
        width += point_width(next_point(&next, end));
        if (width > columns)
            break;
        at = next;
    }
    return (size_t)(at - utf8);
}

bool text_is_utf8(const char *bytes, size_t length)
{
    const char *end = bytes + length;
    while (bytes < end) {
        if ((unsigned char)*bytes < 0x80)
            bytes++;
        else if (next_point(&bytes, end) < 0)
            return false;
    }
    return true;
}

static bool is_space(utf8proc_int32_t point)
{
    if (point <= 0x20 || point == 0x7f || point == 0xfeff || point == 0x200b)
        return true;
    utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

static utf8proc_int32_t unify(utf8proc_int32_t point)
{
    switch (point) {
    case 0x3014: /* 〔 */
    case 0x3010: /* 【 */
    case '[':
        return '(';
    case 0x3015:
    case 0x3011:
    case ']':
        return ')';
    case 0x2018:
    case 0x2019:
    case 0x201c:
    case 0x201d:
    case '\'':
        return '"';
    case 0x3001: /* 、 */
    case 0xff64:
        return ',';
    default:
        return utf8proc_category(point) == UTF8PROC_CATEGORY_PD ? '-' : point;
    }
}

static void add_point(struct text *out, utf8proc_int32_t point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char(point, bytes);
    text_add_bytes(out, (const char *)bytes, length > 0 ? (size_t)length : 0);
}

/* Composes the well-formed part of the bytes under NFKC; the caller frees the result. */
static utf8proc_int32_t *compose(const char *utf8, size_t length, utf8proc_ssize_t *count,
                                 utf8proc_option_t extra)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | extra;
    struct text clean = TEXT_INIT;
    if (!text_is_utf8(utf8, length)) {
        const char *at = utf8, *end = utf8 + length;
        while (at < end) {
            const char *from = at;
            if (next_point(&at, end) >= 0)
                text_add_bytes(&clean, from, (size_t)(at - from));
        }
        utf8 = clean.data;
        length = clean.length;
    }
    /* Compatibility forms grow a character at most eighteenfold (U+FDFA). */
    utf8proc_ssize_t room = (utf8proc_ssize_t)(length * 18 + 1);
    utf8proc_int32_t *points = xreallocarray(NULL, (size_t)room, sizeof *points);
    utf8proc_ssize_t used = utf8proc_decompose((const utf8proc_uint8_t *)utf8,
                                               (utf8proc_ssize_t)length, points, room, options);
    if (used > 0)
        used = utf8proc_normalize_utf32(points, used, options);
    *count = used > 0 ? used : 0;
    text_release(&clean);
    return points;
}

/* ASCII needs no tables: most codes, numbers and dates are nothing else. */
static void normalise_ascii(struct text *out, const char *ascii, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = ascii[i];
        if (c > ' ' && c != 0x7f)
            text_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)unify(c));
    }
    text_add_bytes(out, "", 0);
}

static bool is_plain_ascii(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

void text_normalise(struct text *out, const char *utf8, size_t length)
{
    if (is_plain_ascii(utf8, length)) {
        normalise_ascii(out, utf8, length);
        return;
    }
    utf8proc_ssize_t count;
    utf8proc_int32_t *points = compose(utf8, length, &count, UTF8PROC_CASEFOLD);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        if (!is_space(points[i]))
            add_point(out, unify(points[i]));
    free(points);
    text_add_bytes(out, "", 0);
}

void text_compat(struct text *out, const char *utf8, size_t length)
{
    if (is_plain_ascii(utf8, length)) {
        size_t first = 0;
        while (first < length && is_space(utf8[first]))
            first++;
        while (length > first && is_space(utf8[length - 1]))
            length--;
        text_add_bytes(out, utf8 + first, length - first);
        return;
    }
    utf8proc_ssize_t count;
    utf8proc_int32_t *points = compose(utf8, length, &count, 0);
    utf8proc_ssize_t first = 0;
    while (first < count && is_space(points[first]))
        first++;
    while (count > first && is_space(points[count - 1]))
        count--;
    for (utf8proc_ssize_t i = first; i < count; i++)
        add_point(out, points[i]);
    free(points);
    text_add_bytes(out, "", 0);
}

#include "reports/svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void markup_escape(struct text *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        switch (*p) {
        case '&':
            text_add(out, "&amp;");
            break;
        case '<':
            text_add(out, "&lt;");
            break;
        case '>':
            text_add(out, "&gt;");
            break;
        case '"':
            text_add(out, "&quot;");
            break;
        case '\'':
            text_add(out, "&#39;");
            break;
        default:
            if ((unsigned char)*p >= 0x20 || *p == '\n' || *p == '\t')
                text_add_char(out, *p);
        }
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "12.345678" -> "12.35": a hundredth of a pixel is more than enough, but a factor of a matrix
 * below 1 keeps four digits. Returns the end of the number. */
static const char *add_number(struct text *out, const char *p)
{
    char *end;
    double value = strtod(p, &end);
    char digits[40];
    int length = snprintf(digits, sizeof digits, "%.*f", value < 1 ? 4 : 2, value);
    while (length > 1 && digits[length - 1] == '0')
        length--;
    if (digits[length - 1] == '.')
        length--;
    text_add_bytes(out, digits, (size_t)length);
    return end;
}

/* Whether a decimal number starts here: digits, a point, and a third decimal. */
static bool is_long_number(const char *p)
{
    size_t whole = strspn(p, "0123456789");
    return whole > 0 && p[whole] == '.' && strspn(p + whole + 1, "0123456789") > 2;
}

/* The prefix goes before ids and the references to them. */
static void add_body(struct text *out, const char *p, const char *end, const char *prefix)
{
    static const char *const openers[] = {" id=\"", "href=\"#", "url(#", "url('#"};
    while (p < end) {
        size_t opener = 0, length = 0;
        for (; opener < sizeof openers / sizeof *openers; opener++) {
            length = strlen(openers[opener]);
            if (strncmp(p, openers[opener], length) == 0)
                break;
        }
        if (opener < sizeof openers / sizeof *openers) {
            text_add_bytes(out, p, length);
            text_add(out, prefix);
            p += length;
        } else if (is_digit(*p) && is_long_number(p)) {
            p = add_number(out, p);
        } else if (is_digit(*p)) {
            size_t run = strspn(p, "0123456789.");
            text_add_bytes(out, p, run);
            p += run;
        } else {
            text_add_char(out, *p++);
        }
    }
}

static void add_marks(struct text *out, const struct mark *marks, size_t count)
{
    if (count == 0)
        return;
    text_add(out, "<g class=\"marks\" fill=\"#fff\" fill-opacity=\"0\">\n");
    for (size_t i = 0; i < count; i++) {
        const struct box *box = &marks[i].box;
        text_addf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>", box->x,
                  box->y, box->width, box->height);
        markup_escape(out, marks[i].text);
        text_add(out, "</title></rect>\n");
    }
    text_add(out, "</g>\n");
}

/* The value of viewBox in cairo's opening tag. */
static void add_view_box(struct text *out, const char *tag)
{
    const char *start = strstr(tag, "viewBox=\"");
    if (start == NULL)
        return;
    start += strlen("viewBox=\"");
    text_add(out, " viewBox=\"");
    text_add_bytes(out, start, strcspn(start, "\""));
    text_add(out, "\"");
}

void svg_inline(struct text *out, const char *file, const char *prefix, const char *attributes,
                const struct mark *marks, size_t mark_count)
{
    const char *tag = strstr(file, "<svg");
    const char *body = tag == NULL ? NULL : strchr(tag, '>');
    const char *end = body == NULL ? NULL : strstr(body, "</svg>");
    if (end == NULL)
        return;
    text_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                  "xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    add_view_box(out, tag);
    text_addf(out, " %s>", attributes);
    add_body(out, body + 1, end, prefix);
    add_marks(out, marks, mark_count);
    text_add(out, "</svg>\n");
}

#include "reports/svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

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

/* "12.345678" -> "12.35": a hundredth of a pixel is more than an eye can tell. Returns the end
 * of the number. */
static const char *add_number(struct text *out, const char *p)
{
    char *end;
    char digits[40];
    int length = snprintf(digits, sizeof digits, "%.2f", strtod(p, &end));
    while (length > 1 && digits[length - 1] == '0')
        length--;
    if (digits[length - 1] == '.')
        length--;
    text_add_bytes(out, digits, (size_t)length);
    return end;
}

/* "rgb(0%,44.705882%,69.803922%)" -> "#0072b2"; NULL where it is something else. */
static const char *add_colour(struct text *out, const char *p)
{
    unsigned channels[3];
    if (strncmp(p, "rgb(", 4) != 0)
        return NULL;
    p += 4;
    for (int i = 0; i < 3; i++) {
        char *end;
        channels[i] = (unsigned)(strtod(p, &end) * 2.55 + 0.5) & 0xFF;
        if (end == p || *end != '%')
            return NULL;
        p = end + 2;
    }
    text_addf(out, "#%02x%02x%02x", channels[0], channels[1], channels[2]);
    return p;
}

/* Openers of ids and references, behind which the prefix goes. */
static const char *const openers[] = {" id=\"", "href=\"#", "url(#", "url('#"};
/* What is SVG's default, or without effect on the joins that PLplot and Pango draw. */
static const char *const defaults[] = {"stroke-opacity:1;", "fill-opacity:1;", "stroke:none;",
                                       "stroke-miterlimit:10;", "fill-rule:nonzero;"};

/* The length of the string of a list that begins here, or 0. */
static size_t begins_with(const char *p, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(p, list[i], strlen(list[i])) == 0)
            return strlen(list[i]);
    return 0;
}

#define BEGINS_WITH(p, list) begins_with(p, list, sizeof(list) / sizeof *(list))

/* What is written, and how ids are changed. */
struct rewrite {
    struct text *out;
    const char *prefix;
    const char *body;        /* the whole of it */
    unsigned long *surfaces; /* cairo's numbers of surfaces, in the order of their appearance */
    size_t count, capacity;
};

/* cairo counts the surfaces of the process: numbers of our own give a figure the same bytes
 * wherever it stands. Returns the end of the id, or `p` where it is none of a surface. */
static const char *add_surface(struct rewrite *rewrite, const char *p)
{
    static const char name[] = "surface";
    if (strncmp(p, name, sizeof name - 1) != 0)
        return p;
    char *end;
    unsigned long number = strtoul(p + sizeof name - 1, &end, 10);
    size_t i = 0;
    while (i < rewrite->count && rewrite->surfaces[i] != number)
        i++;
    if (i == rewrite->count) {
        ARRAY_GROW(rewrite->surfaces, rewrite->count + 1, rewrite->capacity);
        rewrite->surfaces[rewrite->count++] = number;
    }
    text_addf(rewrite->out, "%s%zu", name, i);
    return end;
}

/* The length of a reference to a clip that cairo has left out, for it cuts nothing; else 0. */
static size_t empty_clip(const struct rewrite *rewrite, const char *p)
{
    static const char opener[] = " clip-path=\"url(#";
    char wanted[64];
    if (strncmp(p, opener, sizeof opener - 1) != 0)
        return 0;
    const char *name = p + sizeof opener - 1;
    size_t length = strcspn(name, ")");
    int written = snprintf(wanted, sizeof wanted, " id=\"%.*s\"", (int)length, name);
    if (written < 0 || (size_t)written >= sizeof wanted || strstr(rewrite->body, wanted) != NULL)
        return 0;
    return (size_t)(name - p) + length + strlen(")\"");
}

/* Copies one piece of cairo's text, changed where it has to be; returns its end. */
static const char *add_piece(struct rewrite *rewrite, const char *p)
{
    struct text *out = rewrite->out;
    size_t length = empty_clip(rewrite, p);
    if (length > 0)
        return p + length;
    length = BEGINS_WITH(p, openers);
    if (length > 0) {
        text_add_bytes(out, p, length);
        text_add(out, rewrite->prefix);
        return add_surface(rewrite, p + length);
    }
    if (strncmp(p, "matrix(", strlen("matrix(")) == 0) {
        length = strcspn(p, ")");
        text_add_bytes(out, p, length);
        return p + length;
    }
    if (is_digit(*p)) {
        length = strspn(p, "0123456789.");
        if (memchr(p, '.', length) != NULL)
            return add_number(out, p);
        text_add_bytes(out, p, length);
        return p + length;
    }
    length = BEGINS_WITH(p, defaults);
    if (length > 0)
        return p + length;
    const char *behind = add_colour(out, p);
    if (behind != NULL)
        return behind;
    text_add_char(out, *p);
    return p + 1;
}

static void add_body(struct text *out, const char *p, const char *end, const char *prefix)
{
    struct rewrite rewrite = {.out = out, .prefix = prefix, .body = p};
    while (p < end)
        p = add_piece(&rewrite, p);
    free(rewrite.surfaces);
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

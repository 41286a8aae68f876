#include "reports/pdf_text.h"

#include <string.h>

/* Texts longer than this many lines break into pieces of half as many. */
enum { WHOLE_LINES = 12 };

static const struct {
    double size, leading, above, inset;
    bool bold, keep;
    const struct colour *colour, *ground;
} looks[] = {
    [PDF_TITLE] = {19, 0.02, 0, 0, true, true, &pdf_ink, NULL},
    [PDF_SUBTITLE] = {10, 0.1, 4, 0, false, true, &pdf_muted, NULL},
    [PDF_NOTICE] = {9.5, 0.1, 8, 8, false, false, &pdf_warn, &pdf_warn_ground},
    [PDF_MESSAGE] = {11.5, 0.12, 8, 0, false, false, &pdf_ink, NULL},
    [PDF_PARAGRAPH] = {9.5, 0.12, 6, 0, false, false, &pdf_ink, NULL},
    [PDF_NOTE] = {8, 0.05, 4, 0, false, false, &pdf_muted, NULL},
    [PDF_CAPTION] = {10, 0.02, 12, 0, true, true, &pdf_ink, NULL},
};

/* Some lines of a text, of one style. */
struct lines {
    const char *text;
    enum pdf_style style;
    double width;
    const char *alt; /* of a figure that it is the caption of; else NULL */
};

struct heading {
    const char *text;
    int level;
    struct label label;
};

void pdf_plain(struct text *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool control = (unsigned char)*p < 0x20 || *p == 0x7F;
        /* U+0085, U+2028 and U+2029 end lines as well. */
        size_t length = strncmp(p, "\xC2\x85", 2) == 0 ? 2
                        : strncmp(p, "\xE2\x80\xA8", 3) == 0 || strncmp(p, "\xE2\x80\xA9", 3) == 0
                            ? 3
                            : 1;
        if (control || length > 1)
            text_add_char(out, ' ');
        else
            text_add_char(out, *p);
        p += length - 1;
    }
}

static const char *plain(struct flow *flow, const char *text)
{
    struct text words = TEXT_INIT;
    pdf_plain(&words, text);
    const char *copy = arena_strdup(&flow->arena, words.data);
    text_release(&words);
    return copy;
}

void pdf_target(struct text *out, const struct flow *flow, const struct piece *piece)
{
    text_addf(out, "p%zu", (size_t)(piece - flow->pieces));
}

void pdf_bookmark(const struct flow *flow, const struct piece *piece, const struct spot *spot,
                  size_t depth, const char *text)
{
    struct text target = TEXT_INIT;
    pdf_target(&target, flow, piece);
    paper_target(spot->paper, target.data, spot->x, spot->y);
    paper_bookmark(spot->paper, depth, text, target.data);
    text_release(&target);
}

static struct label label_of_style(enum pdf_style style, const char *text, double width)
{
    return (struct label){
        .text = text,
        .size = looks[style].size,
        .bold = looks[style].bold,
        .colour = *looks[style].colour,
        .max_width = width - 2 * looks[style].inset,
        .max_lines = 2 * WHOLE_LINES,
        .leading = looks[style].leading,
    };
}

static void draw_lines(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    const struct lines *lines = piece->data;
    struct canvas *page = paper_canvas(spot->paper);
    double inset = looks[lines->style].inset;
    struct label label = label_of_style(lines->style, lines->text, lines->width);
    if (looks[lines->style].ground != NULL) {
        struct box box = {spot->x, spot->y, lines->width, piece->height};
        canvas_rectangle(page, box, *looks[lines->style].ground);
        box.width = 3;
        canvas_rectangle(page, box, *looks[lines->style].colour);
    }
    label.x = spot->x + inset;
    label.y = spot->y + inset / 2;
    canvas_text(page, &label);
    if (lines->alt == NULL)
        return;
    pdf_bookmark(flow, piece, spot, 1, lines->text);
    struct text target = TEXT_INIT;
    pdf_target(&target, flow, piece);
    paper_bookmark(spot->paper, 2, lines->alt, target.data);
    text_release(&target);
}

static struct lines *add_lines(struct flow *flow, enum pdf_style style, const char *text,
                               double width, bool first, bool wide)
{
    struct lines *lines = arena_alloc(&flow->arena, sizeof *lines);
    struct label label = label_of_style(style, text, width);
    double between = looks[style].leading * looks[style].size;
    *lines = (struct lines){text, style, width, NULL};
    flow_add(flow, &(struct piece){
                       .draw = draw_lines,
                       .data = lines,
                       .above = first ? looks[style].above : between,
                       .height = canvas_measure(flow->ruler, &label).height + looks[style].inset,
                       .keep = looks[style].keep,
                       .wide = wide,
                   });
    return lines;
}

/* Where the lines that fit in `height` end; at least a character, so that there is an end. */
static size_t piece_end(struct flow *flow, const struct label *label, double height)
{
    size_t end = canvas_fit(flow->ruler, label, height);
    if (end == 0)
        end = strlen(label->text);
    while (label->text[end] == ' ')
        end++;
    return end;
}

/* Returns the first of the pieces; NULL where there are no words. */
static struct lines *add_words(struct flow *flow, enum pdf_style style, const char *text, bool wide)
{
    double width = wide ? PAGE_WIDE : PAGE_WIDTH;
    const char *rest = plain(flow, text);
    struct label label = label_of_style(style, rest, width);
    double line = looks[style].size * (1.5 + looks[style].leading);
    struct lines *first = NULL;
    while (*rest != '\0') {
        label.text = rest;
        size_t end = piece_end(flow, &label, WHOLE_LINES * line);
        if (rest[end] != '\0')
            end = piece_end(flow, &label, WHOLE_LINES / 2 * line);
        const char *words = arena_strndup(&flow->arena, rest, end);
        struct lines *lines = add_lines(flow, style, words, width, first == NULL, wide);
        first = first == NULL ? lines : first;
        rest += end;
    }
    return first;
}

void pdf_add_text(struct flow *flow, enum pdf_style style, const char *text, bool wide)
{
    add_words(flow, style, text, wide);
}

void pdf_add_caption(struct flow *flow, const char *text, const char *alt)
{
    struct lines *lines = add_words(flow, PDF_CAPTION, text, false);
    if (lines != NULL)
        lines->alt = plain(flow, alt);
}

static void draw_heading(const struct flow *flow, const struct piece *piece,
                         const struct spot *spot)
{
    const struct heading *heading = piece->data;
    struct canvas *page = paper_canvas(spot->paper);
    struct label label = heading->label;
    label.x = spot->x;
    label.y = spot->y;
    if (heading->level <= 2) {
        double right = spot->x + (piece->wide ? PAGE_WIDE : PAGE_WIDTH);
        canvas_line(page, spot->x, spot->y, right, spot->y, pdf_ink, 1.2);
        label.y += 6;
    }
    canvas_text(page, &label);
    pdf_bookmark(flow, piece, spot, heading->level <= 2 ? 0 : 1, heading->text);
}

size_t pdf_add_heading(struct flow *flow, int level, const char *text)
{
    struct heading *heading = arena_alloc(&flow->arena, sizeof *heading);
    *heading = (struct heading){.text = plain(flow, text), .level = level};
    heading->label = (struct label){
        .text = heading->text,
        .size = level <= 2 ? 14 : 11.5,
        .bold = true,
        .colour = pdf_ink,
        .max_width = PAGE_WIDTH,
        .max_lines = WHOLE_LINES,
    };
    flow_add(flow, &(struct piece){
                       .draw = draw_heading,
                       .data = heading,
                       .above = level <= 2 ? 26 : 16,
                       .height = canvas_measure(flow->ruler, &heading->label).height +
                                 (level <= 2 ? 8 : 2),
                       .keep = true,
                   });
    return flow->count - 1;
}

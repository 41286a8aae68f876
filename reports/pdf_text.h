/* pdf_text: words as pieces of a flow: titles, headings, paragraphs and notes. */
#ifndef REPORTS_PDF_TEXT_H
#define REPORTS_PDF_TEXT_H

#include "reports/pdf_flow.h"

/* The colours of a page, those of report.css. */
static const struct colour pdf_ink = STYLE_RGB(0x1D1D1F);
static const struct colour pdf_muted = STYLE_RGB(0x555555);
static const struct colour pdf_line = STYLE_RGB(0xD0D0D0);
static const struct colour pdf_soft = STYLE_RGB(0xF4F6F8);
static const struct colour pdf_warn = STYLE_RGB(0x8A3C00);
static const struct colour pdf_warn_ground = STYLE_RGB(0xFFF4E5);

enum pdf_style {
    PDF_TITLE,
    PDF_SUBTITLE,
    PDF_NOTICE,
    PDF_MESSAGE,
    PDF_PARAGRAPH,
    PDF_NOTE,
    PDF_CAPTION, /* stands with what follows */
};

/* Words of data in one line: what would break it, or has no form, becomes a space. */
void pdf_plain(struct text *out, const char *text);

/* `wide`: on a page that lies on its long side. A long text may break over pages. */
void pdf_add_text(struct flow *flow, enum pdf_style style, const char *text, bool wide);

/* A heading (2 is a section's) with its bookmark; returns its piece's place in the flow. */
size_t pdf_add_heading(struct flow *flow, int level, const char *text);
/* The caption of a figure, with a bookmark below its section's, and below that one another with
 * the words that tell what there is to see: a PDF by cairo has no place for them at the figure. */
void pdf_add_caption(struct flow *flow, const char *text, const char *alt);

/* The name of the target that a piece may set. */
void pdf_target(struct text *out, const struct flow *flow, const struct piece *piece);
/* Sets the target and its bookmark. */
void pdf_bookmark(const struct flow *flow, const struct piece *piece, const struct spot *spot,
                  size_t depth, const char *text);

#endif

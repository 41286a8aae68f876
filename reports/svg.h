/* svg: makes a file that cairo wrote into an element that can stand in a page beside others. */
#ifndef REPORTS_SVG_H
#define REPORTS_SVG_H

#include <stddef.h>

#include "core/text.h"
#include "reports/canvas.h"

/*
 * Appends the <svg> element of `file` with every id and reference prefixed, numbers rounded to
 * what an eye can tell apart, `attributes` in its opening tag, and a transparent layer of
 * <title>s over the marks.
 */
void svg_inline(struct text *out, const char *file, const char *prefix, const char *attributes,
                const struct mark *marks, size_t mark_count);

/* Appends text with the characters escaped that mean something in HTML and XML, and without
 * the control characters that neither allows. */
void markup_escape(struct text *out, const char *text);

#endif

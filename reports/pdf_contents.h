/* pdf_contents: the table of contents of a longer PDF: names, page numbers, links. */
#ifndef REPORTS_PDF_CONTENTS_H
#define REPORTS_PDF_CONTENTS_H

#include "reports/pdf_flow.h"

struct pdf_contents {
    size_t *headings; /* the pieces that it lists, by entry */
    size_t first;     /* its own first piece: the heading of the list; entries follow */
    size_t count;
};

/* Adds room for all section headings of a report, hidden. */
struct report;
struct pdf_contents *pdf_add_contents(struct flow *flow, const struct report *report);
/* Once headings[] is filled in: shows it, if the flow is so long that it needs one. The flow is
 * placed then, in either case. */
void pdf_contents_place(const struct pdf_contents *contents, struct flow *flow);

#endif

/* pdf: a report as pages of A4 with bookmarks, to be printed and filed. */
#ifndef REPORTS_PDF_H
#define REPORTS_PDF_H

#include "core/error.h"
#include "core/text.h"

struct report;
enum status pdf_write(struct text *out, const struct report *report, struct error *error);

#endif

/* html: a report as one self-contained page that needs no network and no script. */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include "core/error.h"
#include "core/text.h"

struct report;
enum status html_write(struct text *out, const struct report *report, struct error *error);

#endif

/* pdf_key: key figures as cards, some beside each other. */
#ifndef REPORTS_PDF_KEY_H
#define REPORTS_PDF_KEY_H

#include "reports/pdf_flow.h"
#include "reports/table.h"

/* A table of key figures (report_key_figures()). */
void pdf_add_key_figures(struct flow *flow, const struct table *table);

#endif

/* pdf_table: a table as pieces of a flow, its head again on each page that it reaches. */
#ifndef REPORTS_PDF_TABLE_H
#define REPORTS_PDF_TABLE_H

#include "reports/pdf_flow.h"
#include "reports/table.h"

/* Rows beyond this are left out with a note that says so: about thirty pages. */
enum { PDF_TABLE_ROWS = 1000 };

/* `total` (NULL: none) has the same columns and becomes the table's last line. */
void pdf_add_table(struct flow *flow, const struct table *table, const struct table *total);

#endif

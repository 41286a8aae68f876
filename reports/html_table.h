/* html_table: a table of a report as an element that a screen reader can walk. */
#ifndef REPORTS_HTML_TABLE_H
#define REPORTS_HTML_TABLE_H

#include <stddef.h>

#include "core/text.h"
#include "reports/table.h"

/* Rows beyond this are left out with a note that says so: a page has to open on a phone. */
enum { HTML_TABLE_ROWS = 500 };

/* `total` (NULL: none) has the same columns and becomes the table's foot; `number` tells the
 * tables of a page apart. */
void html_table(struct text *out, const struct table *table, const struct table *total,
                size_t number);

#endif

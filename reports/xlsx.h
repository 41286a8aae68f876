/* xlsx: a report as a workbook: an overview, then a sheet for each table, charts beside them. */
#ifndef REPORTS_XLSX_H
#define REPORTS_XLSX_H

#include "core/error.h"
#include "core/text.h"

struct report;
enum status xlsx_write(struct text *out, const struct report *report, struct error *error);

#endif

/* xlsx_sheet: a table as a sheet of real numbers and dates, with its total, notes and chart. */
#ifndef REPORTS_XLSX_SHEET_H
#define REPORTS_XLSX_SHEET_H

#include "reports/xlsx_book.h"

void xlsx_sheet(struct book *book, const struct book_sheet *sheet);

/* Where the columns that are shown stand: their indices in the table, in order. */
size_t xlsx_columns(const struct table *table, size_t *indices);

#endif

/* xlsx_chart: charts that a spreadsheet draws itself from a sheet's cells, to be edited there. */
#ifndef REPORTS_XLSX_CHART_H
#define REPORTS_XLSX_CHART_H

#include "reports/xlsx_book.h"

/* Where a table stands on its sheet. */
struct chart_place {
    const struct book_sheet *sheet;
    const size_t *columns; /* the table's columns that are shown */
    size_t column_count;
    lxw_row_t title_row, header, last; /* of the message, the headings, the last data */
};

/*
 * Puts the charts beside the table of a figure that a spreadsheet can draw honestly; other sheets
 * stay as they are. `row` and `column` are moved to the first row below them and the last column
 * that they cover.
 */
void xlsx_charts(struct book *book, const struct chart_place *place, lxw_row_t *row,
                 lxw_col_t *column);

#endif

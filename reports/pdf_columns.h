/*
 * pdf_columns: how wide the columns of a table are on paper, and on which pages it fits.
 *
 * A column of figures is as wide as its widest cell; one of words may break into lines. A table
 * that does not fit upright lies on its long side, and one that does not fit there either comes in
 * parts, each with the first column.
 */
#ifndef REPORTS_PDF_COLUMNS_H
#define REPORTS_PDF_COLUMNS_H

#include "reports/canvas.h"
#include "reports/table.h"

#define PDF_CELL_SIZE 8.0
#define PDF_CELL_GAP 8.0 /* between two columns */

struct pdf_column {
    size_t column; /* of the table */
    double x, width;
    bool figure;
};

struct pdf_part {
    struct pdf_column *columns;
    size_t count;
};

struct pdf_columns {
    struct pdf_part *parts;
    size_t count;
    bool wide;
};

/* For the first `rows` rows; everything lives in the arena. */
struct pdf_columns pdf_columns_fit(const struct table *table, const struct table *total,
                                   size_t rows, struct canvas *ruler, struct arena *arena);

#endif

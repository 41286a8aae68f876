/* xlsx_book: a workbook while it is written: its styles, its sheets, its first failure. */
#ifndef REPORTS_XLSX_BOOK_H
#define REPORTS_XLSX_BOOK_H

#include <stddef.h>
#include <xlsxwriter.h>

#include "reports/report.h"
#include "reports/xlsx_names.h"

/* Points. */
#define BOOK_LINE_HEIGHT 15.0
#define BOOK_ROW_HEIGHT_MAX 409.0

/* How a cell looks, beside the form of its number. */
enum {
    LOOK_BOLD = 1,
    LOOK_WRAP = 2,
    LOOK_TITLE = 4,
    LOOK_HEADER = 8, /* of a table's column */
    LOOK_TOTAL = 16,
    LOOK_LINK = 32,
    LOOK_MUTED = 64,
    LOOK_RIGHT = 128,
    LOOK_SECTION = 256,
    LOOK_INDENT = 512, /* apart from the figure at its left */
};

struct book_format {
    const char *number;
    unsigned look;
    lxw_format *format;
};

/* A sheet of a table. */
struct book_sheet {
    const struct table *table, *total; /* total: NULL for none */
    const struct figure *figure;       /* whose data the table is; NULL: none */
    const char *name;
    lxw_worksheet *worksheet;
};

struct book {
    const struct report *report;
    lxw_workbook *workbook;
    const char *overview; /* the first sheet's name */
    lxw_worksheet *first;
    struct sheet_names sheet_names, range_names;
    struct book_sheet *sheets;
    size_t sheet_count, sheet_capacity;
    struct book_format *formats;
    size_t format_count, format_capacity;
    lxw_error failure; /* the first */
};

/* Remembers a failure; all are looked at once, when the book is closed. */
void book_check(struct book *book, lxw_error failure);

/* `number` is "" for texts, or a spreadsheet's form of numbers: "#,##0". */
lxw_format *book_format(struct book *book, const char *number, unsigned look);

/* A text stays a text, also when it looks like a formula, a number or an address. */
void book_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *utf8, unsigned look);

/* A text over the columns from the first to `last`, whose widths are `width` characters in all;
 * the row is made high enough. */
void book_paragraph(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last,
                    double width, const char *utf8, unsigned look);

/* A link to a sheet's first cell. */
void book_link(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *sheet_name, const char *label);

/* The paper, and how a sheet of `row_count` rows and up to the column `last` fits on it. */
void book_paper(struct book *book, lxw_worksheet *sheet, lxw_row_t last_row, lxw_col_t last);

#endif

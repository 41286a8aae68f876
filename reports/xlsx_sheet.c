#include "reports/xlsx_sheet.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "reports/listing.h"
#include "reports/xlsx_chart.h"

enum {
    /* Sheets end at 1,048,576 rows, of which some are the total's and the notes'. */
    DATA_ROWS_MAX = 1048000,
    DAY_OF_1970 = 25569, /* as spreadsheets count days … */
    FIRST_DAY = 61,      /* … rightly only from March 1900 … */
    LAST_DAY = 2958465,  /* … to the year 9999 */
};

/* Widths in characters. */
/* A Chinese character is somewhat wider than two digits of the same size. */
#define TEXT_SCALE 1.1
#define WIDTH_MIN 9.0
#define WIDTH_MAX 60.0
#define HEADER_WIDTH 18.0 /* a longer heading breaks */
#define FILTER_WIDTH 3.0
#define PROSE_WIDTH 90.0
/* Of a column that nobody set. */
#define DEFAULT_WIDTH 8.43
#define SPACER_HEIGHT 5.0

/* A sheet while it is written. */
struct page {
    struct book *book;
    const struct book_sheet *sheet;
    lxw_worksheet *worksheet;
    size_t *columns; /* the table's columns that are shown */
    size_t column_count;
    double *widths;         /* of each of them */
    double lines;           /* that the row at hand breaks into */
    unsigned marks;         /* which marks its cells carry: 1 << enum cell_mark */
    lxw_row_t row;          /* the next free one */
    lxw_row_t header, last; /* the headings' row and the last of the data */
};

size_t xlsx_columns(const struct table *table, size_t *indices)
{
    size_t count = 0;
    for (size_t c = 0; c < table->column_count; c++)
        if (!table->columns[c].json_only && table->columns[c].measure != MEASURE_TABLE)
            indices[count++] = c;
    return count;
}

/* The value in the unit that the heading says; false for what is no number. */
static bool number_of(double *number, const struct table_column *column,
                      const struct table_cell *cell)
{
    switch (column->measure) {
    case MEASURE_COUNT:
        *number = (double)cell->integer;
        return true;
    case MEASURE_YUAN:
        *number = (double)cell->integer / FEN_PER_YUAN;
        return true;
    case MEASURE_M2:
        *number = (double)cell->integer / CM2_PER_M2;
        return true;
    case MEASURE_METRES:
        *number = (double)cell->integer / MM_PER_M;
        return true;
    case MEASURE_PERCENT:
        *number = cell->number / 100;
        return true;
    case MEASURE_PROBABILITY:
    case MEASURE_NUMBER:
    case MEASURE_DAYS:
        *number = cell->number;
        return true;
    case MEASURE_DATE:
        *number = (double)cell->integer + DAY_OF_1970;
        return *number >= FIRST_DAY && *number <= LAST_DAY;
    case MEASURE_TEXT:
    case MEASURE_FLAG:
    case MEASURE_TABLE:
        break;
    }
    return false;
}

static int digits_of(const struct table_column *column)
{
    if (column->measure == MEASURE_YUAN)
        return 2;
    if (column->measure == MEASURE_PERCENT && column->digits == 0)
        return 1;
    return column->measure == MEASURE_COUNT || column->digits < 0 ? 0 : column->digits;
}

/* A spreadsheet's form of the column's numbers. A mark is part of the form: the value under it
 * stays a number. */
static void add_number_form(struct text *out, const struct table_column *column,
                            enum cell_mark mark)
{
    const char *suffix = mark == CELL_REVISED       ? "\" [r]\""
                         : mark == CELL_PROVISIONAL ? "\" [p]\""
                                                    : "";
    if (column->measure == MEASURE_DATE) {
        text_addf(out, "yyyy-mm-dd%s", suffix);
        return;
    }
    if (column->measure == MEASURE_PROBABILITY) {
        /* No forecast is certain, but a fact is. */
        if (mark != CELL_FACT)
            text_addf(out, "[<0.01]\"< 1%%\"%s;[>0.99]\"> 99%%\"%s;", suffix, suffix);
        text_addf(out, "0%%%s", suffix);
        return;
    }
    bool grouped = column->measure != MEASURE_PERCENT && column->digits >= 0;
    text_add(out, grouped ? "#,##0" : "0");
    for (int digit = 0; digit < digits_of(column); digit++)
        text_add(out, digit == 0 ? ".0" : "0");
    text_addf(out, "%s%s", column->measure == MEASURE_PERCENT ? "%" : "", suffix);
}

/* How many characters a number takes: its digits, the commas between them and its sign. */
static double number_width(const struct table_column *column, double number)
{
    if (column->measure == MEASURE_DATE)
        return 10;
    if (column->measure == MEASURE_PROBABILITY)
        return 6;
    double magnitude = fabs(column->measure == MEASURE_PERCENT ? number * 100 : number);
    int digits = magnitude < 10 ? 1 : (int)floor(log10(magnitude)) + 1;
    return digits + (digits - 1) / 3 + (digits_of(column) > 0 ? digits_of(column) + 1 : 0) +
           (number < 0) + 2 * (column->measure == MEASURE_PERCENT);
}

static void widen(struct page *page, size_t at, double width)
{
    if (width > page->widths[at])
        page->widths[at] = width;
}

static void write_text_cell(struct page *page, size_t at, const char *utf8, unsigned look)
{
    double width = (double)text_width(utf8) * TEXT_SCALE;
    if (at > 0 && !(look & LOOK_RIGHT))
        look |= LOOK_INDENT;
    widen(page, at, width + (look & LOOK_INDENT ? 1 : 0));
    /* A long text breaks into lines; one that would fill the screen is cut by its cell instead. */
    if (width > WIDTH_MAX && width < 6 * WIDTH_MAX) {
        look |= LOOK_WRAP;
        page->lines = fmax(page->lines, ceil(width / (0.95 * WIDTH_MAX)));
    }
    book_text(page->book, page->worksheet, page->row, (lxw_col_t)at, utf8, look);
}

static void write_cell(struct page *page, size_t at, const struct table_cell *cell, unsigned look)
{
    const struct table_column *column = &page->sheet->table->columns[page->columns[at]];
    double number;
    struct text text = TEXT_INIT;
    page->marks |= 1U << cell->mark;
    if (cell->mark == CELL_SUPPRESSED) {
        write_text_cell(page, at, "[c]", look | LOOK_RIGHT);
    } else if (!cell->known) {
        if (look != 0)
            book_check(page->book, worksheet_write_blank(page->worksheet, page->row, (lxw_col_t)at,
                                                         book_format(page->book, "", look)));
    } else if (number_of(&number, column, cell)) {
        add_number_form(&text, column, cell->mark);
        widen(page, at,
              number_width(column, number) +
                  (cell->mark == CELL_REVISED || cell->mark == CELL_PROVISIONAL ? 4 : 0));
        book_check(page->book,
                   worksheet_write_number(page->worksheet, page->row, (lxw_col_t)at, number,
                                          book_format(page->book, text.data, look)));
    } else {
        cell_format(&text, column, cell);
        write_text_cell(page, at, text.data, look);
    }
    text_release(&text);
}

/* Not every program finds out by itself how high a row has to be. */
static void set_height(struct page *page, lxw_row_t row)
{
    if (page->lines > 1)
        book_check(page->book,
                   worksheet_set_row(page->worksheet, row,
                                     fmin(page->lines * BOOK_LINE_HEIGHT, BOOK_ROW_HEIGHT_MAX),
                                     NULL));
    page->lines = 0;
}

static void write_row(struct page *page, const struct table *table, size_t row, unsigned look)
{
    for (size_t at = 0; at < page->column_count; at++)
        write_cell(page, at, &table->cells[row * table->column_count + page->columns[at]], look);
    set_height(page, page->row++);
}

/* The label and its unit: a workbook has yuan where a page has units of 10,000. */
static void add_heading(struct text *out, const struct table_column *column)
{
    if (column->measure == MEASURE_YUAN)
        text_addf(out, _("%s (%s)"), column->label, _("yuan"));
    else
        column_heading(out, column);
}

static void write_headings(struct page *page)
{
    struct text heading = TEXT_INIT;
    page->header = page->row;
    for (size_t at = 0; at < page->column_count; at++) {
        const struct table_column *column = &page->sheet->table->columns[page->columns[at]];
        text_clear(&heading);
        add_heading(&heading, column);
        widen(page, at,
              fmin((double)text_width(heading.data) * TEXT_SCALE, HEADER_WIDTH) + FILTER_WIDTH);
        book_text(page->book, page->worksheet, page->row, (lxw_col_t)at, heading.data,
                  LOOK_HEADER | (column_is_figure(column) ? LOOK_RIGHT
                                 : at > 0                 ? LOOK_INDENT
                                                          : 0));
    }
    page->row++;
    text_release(&heading);
}

/* The columns that a text stands over: those of the table, and more where these are narrow. */
static lxw_col_t prose_columns(const struct page *page, double *width)
{
    lxw_col_t last = 0;
    *width = 0;
    for (size_t at = 0; at == 0 || *width < PROSE_WIDTH; at++) {
        *width += at < page->column_count ? page->widths[at] : DEFAULT_WIDTH;
        last = (lxw_col_t)at;
    }
    return last;
}

static void write_prose(struct page *page, lxw_row_t row, const char *utf8, unsigned look)
{
    double width;
    lxw_col_t last = prose_columns(page, &width);
    book_paragraph(page->book, page->worksheet, row, last, width, utf8, look);
}

static void write_total(struct page *page)
{
    const struct table *total = page->sheet->total;
    if (total == NULL || total->row_count == 0)
        return;
    /* Excel takes a line that touches the table for one of its rows, to be sorted and filtered. */
    book_check(page->book, worksheet_set_row(page->worksheet, page->row++, SPACER_HEIGHT, NULL));
    write_row(page, total, 0, LOOK_TOTAL);
}

static void write_note(struct page *page, const char *utf8)
{
    write_prose(page, page->row++, utf8, LOOK_MUTED);
}

static void write_notes(struct page *page, size_t rows)
{
    const struct table *table = page->sheet->table;
    struct text note = TEXT_INIT;
    if (page->sheet->figure != NULL && *page->sheet->figure->note != '\0')
        write_note(page, page->sheet->figure->note);
    if (rows < table->row_count) {
        text_addf(
            &note,
            _("the first %1$zu of %2$zu rows; the whole table is in the lists of the program"),
            rows, table->row_count);
        write_note(page, note.data);
    }
    if (page->marks & 1U << CELL_SUPPRESSED)
        write_note(page, _("[c]: withheld, since it would tell of single households"));
    if (page->marks & 1U << CELL_REVISED)
        write_note(page, _("[r]: revised since it was first published"));
    if (page->marks & 1U << CELL_PROVISIONAL)
        write_note(page, _("[p]: provisional, and may still change"));
    text_release(&note);
}

static void set_widths(struct page *page)
{
    struct text heading = TEXT_INIT;
    for (size_t at = 0; at < page->column_count; at++) {
        page->widths[at] = fmin(fmax(page->widths[at] + 1.5, WIDTH_MIN), WIDTH_MAX);
        book_check(page->book, worksheet_set_column(page->worksheet, (lxw_col_t)at, (lxw_col_t)at,
                                                    page->widths[at], NULL));
        text_clear(&heading);
        add_heading(&heading, &page->sheet->table->columns[page->columns[at]]);
        page->lines =
            fmax(page->lines, ceil(((double)text_width(heading.data) * TEXT_SCALE + FILTER_WIDTH) /
                                   page->widths[at]));
    }
    set_height(page, page->header);
    text_release(&heading);
}

/* Filters, the range's name, and headings that stay on screen and on paper. */
static void set_table(struct page *page)
{
    struct text range = TEXT_INIT, cells = TEXT_INIT;
    lxw_worksheet *worksheet = page->worksheet;
    lxw_col_t last = (lxw_col_t)(page->column_count - 1);
    char first_cell[LXW_MAX_CELL_NAME_LENGTH], last_cell[LXW_MAX_CELL_NAME_LENGTH];
    bool named = page->sheet->table->columns[page->columns[0]].measure == MEASURE_TEXT;
    book_check(page->book, worksheet_autofilter(worksheet, page->header, 0, page->last, last));
    worksheet_freeze_panes(worksheet, page->header + 1, named && page->column_count > 2 ? 1 : 0);
    book_check(page->book, worksheet_repeat_rows(worksheet, page->header, page->header));
    lxw_rowcol_to_cell_abs(first_cell, page->header, 0, 1, 1);
    lxw_rowcol_to_cell_abs(last_cell, page->last, last, 1, 1);
    text_addf(&range, "='%s'!%s:%s", page->sheet->name, first_cell, last_cell);
    book_check(page->book,
               workbook_define_name(page->book->workbook,
                                    range_name(&page->book->range_names, page->sheet->table->name),
                                    range.data));
    /* Codes that look like numbers are meant as texts: no warning beside each. */
    text_addf(&cells, "A1:%s", last_cell);
    for (char *dollar; (dollar = strchr(cells.data, '$')) != NULL;)
        memmove(dollar, dollar + 1, strlen(dollar));
    book_check(page->book,
               worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, cells.data));
    text_release(&range);
    text_release(&cells);
}

static void write_page(struct page *page)
{
    const struct book_sheet *sheet = page->sheet;
    const struct table *table = sheet->table;
    size_t rows = table->row_count < DATA_ROWS_MAX ? table->row_count : DATA_ROWS_MAX;
    bool is_figure = sheet->figure != NULL;
    /* What stands above the table is written when the widths are known. */
    page->row = is_figure ? 3 : 2;
    write_headings(page);
    for (size_t row = 0; row < rows; row++)
        write_row(page, table, row, 0);
    page->last = page->row - 1;
    write_total(page);
    set_widths(page);
    set_table(page);
    write_prose(page, 0, table->caption, LOOK_TITLE);
    if (is_figure)
        write_prose(page, 1, sheet->figure->title, LOOK_BOLD);
    book_link(page->book, page->worksheet, is_figure ? 2 : 1, 0, page->book->overview,
              _("to the overview"));
    double width;
    lxw_col_t last = prose_columns(page, &width);
    struct chart_place place = {
        .sheet = sheet,
        .columns = page->columns,
        .column_count = page->column_count,
        .title_row = 1,
        .header = page->header,
        .last = page->last,
    };
    if (rows > 0)
        xlsx_charts(page->book, &place, &page->row, &last);
    page->row++;
    write_notes(page, rows);
    worksheet_set_landscape(page->worksheet);
    lxw_col_t table_last = (lxw_col_t)(page->column_count - 1);
    book_paper(page->book, page->worksheet, page->row, last > table_last ? last : table_last);
}

void xlsx_sheet(struct book *book, const struct book_sheet *sheet)
{
    struct page page = {.book = book, .sheet = sheet, .worksheet = sheet->worksheet};
    page.columns = xcalloc(sheet->table->column_count, sizeof *page.columns);
    page.widths = xcalloc(sheet->table->column_count, sizeof *page.widths);
    page.column_count = xlsx_columns(sheet->table, page.columns);
    write_page(&page);
    free(page.columns);
    free(page.widths);
}

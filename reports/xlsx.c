#include "reports/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "reports/xlsx_book.h"
#include "reports/xlsx_sheet.h"

/* The columns of the overview: key figures stand in all three, texts over them. */
static const double widths[] = {34, 20, 58};
enum { OVERVIEW_LAST = sizeof widths / sizeof *widths - 1 };

/* The overview while it is written. */
struct overview {
    struct book *book;
    lxw_row_t row;
    size_t sheet; /* the next that is linked to */
};

static void add_sheet(struct book *book, const struct table *table, const struct table *total,
                      const struct figure *figure)
{
    size_t *shown = xcalloc(table->column_count + 1, sizeof *shown);
    if (xlsx_columns(table, shown) > 0) {
        ARRAY_GROW(book->sheets, book->sheet_count + 1, book->sheet_capacity);
        book->sheets[book->sheet_count++] = (struct book_sheet){
            .table = table,
            .total = total,
            .figure = figure,
            .name = sheet_name(&book->sheet_names,
                               *table->caption == '\0' ? table->name : table->caption),
        };
    }
    free(shown);
}

/* Names all sheets first: the overview links to them. */
static void plan_sheets(struct book *book)
{
    const struct report *report = book->report;
    /* TRANSLATORS: the name of a workbook's first sheet. */
    book->overview = sheet_name(&book->sheet_names, C_("sheet", "overview"));
    book->first = workbook_add_worksheet(book->workbook, book->overview);
    for (size_t i = 0; i < report->count; i++) {
        const struct block *block = &report->blocks[i];
        if (block->kind == BLOCK_TABLE)
            add_sheet(book, block->table, block->total, NULL);
        else if (block->kind == BLOCK_FIGURE)
            add_sheet(book, block->figure->table, NULL, block->figure);
    }
    for (size_t i = 0; i < book->sheet_count; i++)
        book->sheets[i].worksheet = workbook_add_worksheet(book->workbook, book->sheets[i].name);
}

static void add_paragraph(struct overview *overview, const char *utf8, unsigned look)
{
    double width = 0;
    for (size_t i = 0; i <= OVERVIEW_LAST; i++)
        width += widths[i];
    if (*utf8 != '\0')
        book_paragraph(overview->book, overview->book->first, overview->row++, OVERVIEW_LAST, width,
                       utf8, look);
}

static void add_key_figures(struct overview *overview, const struct table *table)
{
    static const unsigned looks[KEY_COLUMNS] = {
        [KEY_LABEL] = LOOK_WRAP,
        [KEY_VALUE] = LOOK_WRAP | LOOK_BOLD | LOOK_RIGHT,
        [KEY_REMARK] = LOOK_WRAP | LOOK_MUTED | LOOK_INDENT,
    };
    for (size_t row = 0; row < table->row_count; row++, overview->row++)
        for (size_t c = 0; c < KEY_COLUMNS; c++) {
            const struct table_cell *cell = &table->cells[row * table->column_count + c];
            if (cell->known)
                book_text(overview->book, overview->book->first, overview->row, (lxw_col_t)c,
                          cell->text, looks[c]);
        }
}

/* A link to the sheet of a table, where its block stands, and what it is about. */
static void add_link(struct overview *overview, const struct table *table)
{
    struct book *book = overview->book;
    const struct book_sheet *sheet = &book->sheets[overview->sheet];
    if (overview->sheet == book->sheet_count || sheet->table != table)
        return; /* a table without a column has no sheet */
    overview->sheet++;
    book_link(book, book->first, overview->row, 0, sheet->name, sheet->name);
    book_text(book, book->first, overview->row++, OVERVIEW_LAST,
              sheet->figure != NULL ? sheet->figure->title : table->caption, LOOK_WRAP);
}

static void add_block(struct overview *overview, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        add_paragraph(overview, block->text, LOOK_SECTION);
        break;
    case BLOCK_MESSAGE:
        add_paragraph(overview, block->text, LOOK_BOLD);
        break;
    case BLOCK_PARAGRAPH:
        add_paragraph(overview, block->text, 0);
        break;
    case BLOCK_NOTE:
        add_paragraph(overview, block->text, LOOK_MUTED);
        break;
    case BLOCK_KEY_FIGURES:
        add_key_figures(overview, block->table);
        break;
    case BLOCK_FIGURE:
        add_link(overview, block->figure->table);
        break;
    case BLOCK_TABLE:
        add_link(overview, block->table);
        break;
    }
}

static void write_overview(struct book *book)
{
    const struct report *report = book->report;
    struct overview overview = {.book = book};
    for (size_t i = 0; i <= OVERVIEW_LAST; i++)
        book_check(book,
                   worksheet_set_column(book->first, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
    add_paragraph(&overview, report->title, LOOK_TITLE);
    add_paragraph(&overview, report->subtitle, LOOK_MUTED);
    if (report->notice != NULL)
        add_paragraph(&overview, report->notice, LOOK_BOLD);
    for (size_t i = 0; i < report->count; i++)
        add_block(&overview, &report->blocks[i]);
    overview.row++;
    add_paragraph(&overview, report->footer, LOOK_MUTED);
    worksheet_gridlines(book->first, LXW_HIDE_ALL_GRIDLINES);
    book_check(book, worksheet_ignore_errors(book->first, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                             "A1:C1048576"));
    book_paper(book, book->first, overview.row, OVERVIEW_LAST);
}

static void set_properties(struct book *book)
{
    const struct report *report = book->report;
    struct text title = TEXT_INIT, subtitle = TEXT_INIT;
    sheet_clean(&title, report->title);
    sheet_clean(&subtitle, report->subtitle);
    lxw_doc_properties properties = {
        .title = title.data,
        .subject = subtitle.data,
        .author = "renostat",
        /* The library takes 0 for now. */
        .created = report->made_on == DAYNUM_NONE || report->made_on <= 0
                       ? 1
                       : (time_t)report->made_on * 86400,
    };
    book_check(book, workbook_set_properties(book->workbook, &properties));
    text_release(&title);
    text_release(&subtitle);
}

/* Appends what stands in a file. */
static enum status read_back(struct text *out, FILE *file, struct error *error)
{
    char bytes[1 << 16];
    size_t length;
    rewind(file);
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        text_add_bytes(out, bytes, length);
    return ferror(file) ? error_set_errno(error, errno, _("cannot make the workbook")) : STATUS_OK;
}

/*
 * The library writes to a name. It is that of a file which has none in any folder, so that
 * nothing is left behind, however this ends.
 */
enum status xlsx_write(struct text *out, const struct report *report, struct error *error)
{
    struct book book = {.report = report};
    struct text name = TEXT_INIT;
    enum status status;
    FILE *file = tmpfile();
    if (file == NULL)
        return error_set_errno(error, errno, _("cannot make the workbook"));
    text_addf(&name, "/dev/fd/%d", fileno(file));
    book.workbook = workbook_new(name.data);
    sheet_names_init(&book.sheet_names);
    sheet_names_init(&book.range_names);
    set_properties(&book);
    plan_sheets(&book);
    write_overview(&book);
    for (size_t i = 0; i < book.sheet_count; i++)
        xlsx_sheet(&book, &book.sheets[i]);
    book_check(&book, workbook_close(book.workbook));
    if (book.failure != LXW_NO_ERROR)
        status = error_set(error, STATUS_IO, "%s: %s", _("cannot make the workbook"),
                           lxw_strerror(book.failure));
    else
        status = read_back(out, file, error);
    fclose(file);
    sheet_names_release(&book.sheet_names);
    sheet_names_release(&book.range_names);
    free(book.sheets);
    free(book.formats);
    text_release(&name);
    return status;
}

#include "reports/xlsx_book.h"

#include <math.h>
#include <string.h>

/* Points. */
#define TITLE_HEIGHT 22.0

enum { PAPER_A4 = 9, COLOUR_LINK = 0x005A8C, COLOUR_MUTED = 0x595959, COLOUR_HEADER = 0xEDF2F7 };

void book_check(struct book *book, lxw_error failure)
{
    if (book->failure == LXW_NO_ERROR)
        book->failure = failure;
}

static lxw_format *new_format(struct book *book, const char *number, unsigned look)
{
    lxw_format *format = workbook_add_format(book->workbook);
    if (*number != '\0')
        format_set_num_format(format, number);
    if (look & (LOOK_BOLD | LOOK_TITLE | LOOK_HEADER | LOOK_TOTAL | LOOK_SECTION))
        format_set_bold(format);
    if (look & (LOOK_TITLE | LOOK_SECTION))
        format_set_font_size(format, look & LOOK_TITLE ? 15 : 12.5);
    if (look & (LOOK_WRAP | LOOK_HEADER))
        format_set_text_wrap(format);
    if (look & LOOK_HEADER) {
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bg_color(format, COLOUR_HEADER);
    }
    if (look & LOOK_TOTAL)
        format_set_top(format, LXW_BORDER_THIN);
    if (look & LOOK_LINK) {
        format_set_font_color(format, COLOUR_LINK);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (look & LOOK_MUTED)
        format_set_font_color(format, COLOUR_MUTED);
    if (look & LOOK_RIGHT)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (look & LOOK_INDENT)
        format_set_indent(format, 1);
    format_set_align(format,
                     look & LOOK_SECTION ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_TOP);
    return format;
}

lxw_format *book_format(struct book *book, const char *number, unsigned look)
{
    for (size_t i = 0; i < book->format_count; i++)
        if (book->formats[i].look == look && strcmp(book->formats[i].number, number) == 0)
            return book->formats[i].format;
    ARRAY_GROW(book->formats, book->format_count + 1, book->format_capacity);
    struct book_format *format = &book->formats[book->format_count++];
    *format = (struct book_format){
        .number = arena_strdup(&book->sheet_names.arena, number),
        .look = look,
        .format = new_format(book, number, look),
    };
    return format->format;
}

void book_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *utf8, unsigned look)
{
    struct text cell = TEXT_INIT;
    sheet_cell(&cell, utf8);
    book_check(book,
               worksheet_write_string(sheet, row, column, cell.data, book_format(book, "", look)));
    text_release(&cell);
}

/* How high a row has to be for a text that breaks at `width`: a merged cell does not grow. */
static double paragraph_height(const char *utf8, double width, unsigned look)
{
    double per_line = look & LOOK_TITLE ? width * 0.7 : look & LOOK_SECTION ? width * 0.85 : width;
    double lines = 0;
    struct text line = TEXT_INIT;
    for (;;) {
        size_t length = strcspn(utf8, "\n");
        text_clear(&line);
        text_add_bytes(&line, utf8, length);
        /* A line breaks at a word, so that not all of its width is used. */
        lines += fmax(1, ceil((double)text_width(line.data) / (per_line * 0.95)));
        if (utf8[length] == '\0')
            break;
        utf8 += length + 1;
    }
    text_release(&line);
    return fmin(lines * (look & LOOK_TITLE ? TITLE_HEIGHT : BOOK_LINE_HEIGHT) +
                    (look & LOOK_SECTION ? 8 : 3),
                BOOK_ROW_HEIGHT_MAX);
}

void book_paragraph(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last,
                    double width, const char *utf8, unsigned look)
{
    if (last > 0)
        book_check(book, worksheet_merge_range(sheet, row, 0, row, last, NULL,
                                               book_format(book, "", look | LOOK_WRAP)));
    book_text(book, sheet, row, 0, utf8, look | LOOK_WRAP);
    book_check(book, worksheet_set_row(sheet, row, paragraph_height(utf8, width, look), NULL));
}

void book_link(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
               const char *sheet_name, const char *label)
{
    struct text target = TEXT_INIT;
    text_addf(&target, "internal:'%s'!A1", sheet_name);
    book_check(book, worksheet_write_url(sheet, row, column, target.data,
                                         book_format(book, "", LOOK_LINK)));
    /* The label is an ordinary text; the link stays. */
    book_text(book, sheet, row, column, label, LOOK_LINK);
    text_release(&target);
}

void book_paper(struct book *book, lxw_worksheet *sheet, lxw_row_t last_row, lxw_col_t last)
{
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
    book_check(book, worksheet_set_footer(sheet, "&L&A&R&P / &N"));
    book_check(book, worksheet_print_area(sheet, 0, 0, last_row, last));
}

#include "reports/pdf_table.h"

#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "reports/pdf_columns.h"
#include "reports/pdf_text.h"

/* A table of up to so many rows stands on one page, unless they are high. */
enum { WHOLE_ROWS = 15 };
/* A cell of more lines than this ends in an ellipsis; a note below the table says so. */
enum { MOST_LINES = 16 };
#define CELL_PAD 2.6
#define CAPTION_SIZE 9.5

/* One part of a table as its pieces share it. */
struct grid {
    const struct table *table, *total;
    const struct pdf_part *part;
    const char *caption;
    double caption_height, width;
    bool wide, bookmark;
    bool shortened; /* some cell ends in an ellipsis */
};

static struct label cell_label(const struct pdf_column *column, const char *text, bool bold)
{
    /* A column of figures is measured by its widest cell: one that is a hair wider than thought
     * may not break for it. */
    return (struct label){
        .text = text,
        .size = PDF_CELL_SIZE,
        .bold = bold,
        .align = column->figure ? ALIGN_RIGHT : ALIGN_LEFT,
        .colour = pdf_ink,
        .max_width = column->figure ? 0 : column->width,
        .max_lines = MOST_LINES,
    };
}

static double at(const struct pdf_column *column, double x)
{
    return x + column->x + (column->figure ? column->width : 0);
}

static const struct table_cell *cell_of(const struct table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

static void format_cell(struct text *out, const struct table *table, size_t row, size_t column)
{
    struct text cell = TEXT_INIT;
    text_clear(out);
    cell_format(&cell, &table->columns[column], cell_of(table, row, column));
    pdf_plain(out, cell.data);
    text_release(&cell);
}

static void draw_cells(const struct grid *grid, const struct table *table, size_t row, bool bold,
                       const struct spot *spot)
{
    struct text cell = TEXT_INIT;
    struct canvas *page = paper_canvas(spot->paper);
    for (size_t i = 0; i < grid->part->count; i++) {
        const struct pdf_column *column = &grid->part->columns[i];
        format_cell(&cell, table, row, column->column);
        struct label label = cell_label(column, cell.data, bold);
        label.x = at(column, spot->x);
        label.y = spot->y + CELL_PAD;
        canvas_text(page, &label);
    }
    text_release(&cell);
}

static void rule(const struct grid *grid, const struct spot *spot, double y, struct colour colour,
                 double width)
{
    canvas_line(paper_canvas(spot->paper), spot->x, spot->y + y, spot->x + grid->width, spot->y + y,
                colour, width);
}

static void draw_row(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    (void)flow;
    const struct grid *grid = piece->data;
    draw_cells(grid, grid->table, piece->index, false, spot);
    rule(grid, spot, piece->height, pdf_line, 0.5);
}

static void draw_total(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    (void)flow;
    const struct grid *grid = piece->data;
    rule(grid, spot, 0, pdf_muted, 1);
    draw_cells(grid, grid->total, 0, true, spot);
    rule(grid, spot, piece->height, pdf_line, 0.5);
}

static struct label heading_label(const struct pdf_column *column, const char *text)
{
    struct label label = cell_label(column, text, true);
    label.max_width = column->width;
    label.max_lines = 6;
    return label;
}

static void draw_caption(const struct grid *grid, const struct spot *spot)
{
    struct text caption = TEXT_INIT;
    text_add(&caption, grid->caption);
    if (spot->again && caption.length > 0)
        text_addf(&caption, " %s", _("(continued)"));
    canvas_text(paper_canvas(spot->paper),
                &(struct label){.text = caption.data,
                                .x = spot->x,
                                .y = spot->y,
                                .size = CAPTION_SIZE,
                                .bold = true,
                                .colour = pdf_ink,
                                .max_width = grid->wide ? PAGE_WIDE : PAGE_WIDTH,
                                .max_lines = 3});
    text_release(&caption);
}

static void draw_head(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    const struct grid *grid = piece->data;
    struct text heading = TEXT_INIT;
    draw_caption(grid, spot);
    for (size_t i = 0; i < grid->part->count; i++) {
        const struct pdf_column *column = &grid->part->columns[i];
        text_clear(&heading);
        column_heading(&heading, &grid->table->columns[column->column]);
        struct label label = heading_label(column, heading.data);
        label.x = at(column, spot->x);
        label.y = spot->y + piece->height - CELL_PAD;
        label.valign = VALIGN_BOTTOM;
        canvas_text(paper_canvas(spot->paper), &label);
    }
    text_release(&heading);
    rule(grid, spot, piece->height, pdf_muted, 1);
    if (grid->bookmark && !spot->again)
        pdf_bookmark(flow, piece, spot, 1, grid->caption);
}

static double head_height(const struct grid *grid, struct canvas *ruler)
{
    struct text heading = TEXT_INIT;
    double height = 0;
    for (size_t i = 0; i < grid->part->count; i++) {
        const struct pdf_column *column = &grid->part->columns[i];
        text_clear(&heading);
        column_heading(&heading, &grid->table->columns[column->column]);
        struct label label = heading_label(column, heading.data);
        height = fmax(height, canvas_measure(ruler, &label).height);
    }
    text_release(&heading);
    return grid->caption_height + height + 2 * CELL_PAD;
}

/* Only words that may be wider than their column are laid out: most rows have one line. */
static double row_height(struct grid *grid, const struct table *table, size_t row, bool bold,
                         struct canvas *ruler, double line)
{
    struct text cell = TEXT_INIT;
    double height = line;
    for (size_t i = 0; i < grid->part->count; i++) {
        const struct pdf_column *column = &grid->part->columns[i];
        if (column->figure)
            continue;
        format_cell(&cell, table, row, column->column);
        if ((double)text_width(cell.data) * 0.5 * PDF_CELL_SIZE < 0.7 * column->width)
            continue;
        struct label label = cell_label(column, cell.data, bold);
        height = fmax(height, canvas_measure(ruler, &label).height);
        if (height > (MOST_LINES - 0.5) * line * 0.9 &&
            canvas_fit(ruler, &label, height + 0.5) < cell.length)
            grid->shortened = true;
    }
    text_release(&cell);
    return height + 2 * CELL_PAD;
}

static void add_rows(struct flow *flow, struct grid *grid, size_t rows, size_t head)
{
    size_t first = flow->count;
    double line =
        canvas_measure(flow->ruler, &(struct label){.text = "国", .size = PDF_CELL_SIZE}).height;
    bool total = grid->total != NULL && grid->total->row_count > 0;
    struct piece piece = {.draw = draw_row, .data = grid, .wide = grid->wide, .head = head + 1};
    for (size_t row = 0; row < rows; row++) {
        piece.index = row;
        piece.height = row_height(grid, grid->table, row, false, flow->ruler, line);
        /* Neither the first row nor the last stands alone, and the total has one over it. */
        piece.keep =
            (row == 0 && rows > 1) || (row + 2 == rows && !total) || (row + 1 == rows && total);
        flow_add(flow, &piece);
    }
    if (total) {
        piece.draw = draw_total;
        piece.height = row_height(grid, grid->total, 0, true, flow->ruler, line);
        piece.keep = false;
        flow_add(flow, &piece);
    }
    if (rows <= WHOLE_ROWS)
        flow_keep(flow, first, page_room(grid->wide) / 2);
}

static const char *part_caption(struct flow *flow, const char *caption, size_t part, size_t parts)
{
    struct text words = TEXT_INIT;
    pdf_plain(&words, caption);
    if (parts > 1) {
        text_add(&words, words.length > 0 ? " " : "");
        /* TRANSLATORS: behind the caption of a table that is wider than a page. */
        text_addf(&words, _("(columns, part %1$zu of %2$zu)"), part + 1, parts);
    }
    const char *copy = arena_strdup(&flow->arena, words.data);
    text_release(&words);
    return copy;
}

static double caption_height(struct canvas *ruler, const char *caption, bool wide)
{
    if (*caption == '\0')
        return 0;
    struct label label = {.text = caption,
                          .size = CAPTION_SIZE,
                          .bold = true,
                          .max_width = (wide ? PAGE_WIDE : PAGE_WIDTH) - 60,
                          .max_lines = 3};
    return canvas_measure(ruler, &label).height + 3;
}

/* The pieces of one part; returns whether a cell of it is shortened. */
static bool add_part(struct flow *flow, const struct grid *shape, const char *caption, size_t rows)
{
    struct grid *grid = arena_alloc(&flow->arena, sizeof *grid);
    *grid = *shape;
    const struct pdf_column *last = &grid->part->columns[grid->part->count - 1];
    grid->width = last->x + last->width;
    grid->caption = caption;
    grid->caption_height = caption_height(flow->ruler, caption, grid->wide);
    size_t head = flow->count;
    flow_add(flow, &(struct piece){.draw = draw_head,
                                   .data = grid,
                                   .above = 14,
                                   .height = head_height(grid, flow->ruler),
                                   .keep = rows > 0,
                                   .wide = grid->wide});
    add_rows(flow, grid, rows, head);
    return grid->shortened;
}

void pdf_add_table(struct flow *flow, const struct table *table, const struct table *total)
{
    size_t rows = table->row_count < PDF_TABLE_ROWS ? table->row_count : PDF_TABLE_ROWS;
    struct pdf_columns *columns = arena_alloc(&flow->arena, sizeof *columns);
    bool shortened = false;
    *columns = pdf_columns_fit(table, total, rows, flow->ruler, &flow->arena);
    for (size_t i = 0; i < columns->count; i++) {
        const struct grid shape = {.table = table,
                                   .total = total,
                                   .part = &columns->parts[i],
                                   .wide = columns->wide,
                                   .bookmark = i == 0 && *table->caption != '\0'};
        const char *caption = part_caption(flow, table->caption, i, columns->count);
        shortened = add_part(flow, &shape, caption, rows) || shortened;
    }
    if (shortened)
        pdf_add_text(flow, PDF_NOTE,
                     _("A text that ends in … is longer than a page's cell; the other formats "
                       "have all of it."),
                     columns->wide);
    if (rows == table->row_count)
        return;
    struct text note = TEXT_INIT;
    table_cut_note(&note, rows, table->row_count);
    pdf_add_text(flow, PDF_NOTE, note.data, columns->wide);
    text_release(&note);
}

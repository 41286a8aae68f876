#include "reports/listing.h"

#include <stdlib.h>
#include <string.h>

static const char bold[] = "\033[1m", plain[] = "\033[0m";
enum { GAP = 2 };

bool column_is_figure(const struct table_column *column)
{
    return column->measure != MEASURE_TEXT && column->measure != MEASURE_FLAG;
}

static void add_spaces(struct text *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add_char(out, ' ');
}

static void add_rule(struct text *out, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        text_add(out, "─");
    text_add_char(out, '\n');
}

/* A cell's text in one line: what a terminal would act upon is shown as a space. */
static void format_line(struct text *out, const struct table_column *column,
                        const struct table_cell *cell)
{
    text_clear(out);
    cell_format(out, column, cell);
    for (size_t i = 0; i < out->length; i++)
        if ((unsigned char)out->data[i] < ' ' || out->data[i] == '\177')
            out->data[i] = ' ';
}

static void widen(size_t *widths, const struct table *table, struct text *cell)
{
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->column_count; c++) {
            if (table->columns[c].json_only)
                continue;
            format_line(cell, &table->columns[c], &table->cells[r * table->column_count + c]);
            size_t width = text_width(cell->data);
            if (width > widths[c])
                widths[c] = width;
        }
}

/* The widths of a table's columns, those of its total counted in; the caller frees them. */
static size_t *column_widths(const struct table *table, const struct table *total,
                             struct text *cell)
{
    size_t *widths = xcalloc(table->column_count, sizeof *widths);
    for (size_t c = 0; c < table->column_count; c++) {
        text_clear(cell);
        column_heading(cell, &table->columns[c]);
        widths[c] = text_width(cell->data);
    }
    widen(widths, table, cell);
    if (total != NULL)
        widen(widths, total, cell);
    return widths;
}

static size_t table_width(const struct table *table, const size_t *widths)
{
    size_t sum = 0;
    for (size_t c = 0; c < table->column_count; c++)
        if (!table->columns[c].json_only)
            sum += widths[c] + (sum > 0 ? GAP : 0);
    return sum;
}

/* Pads behind a text and before a figure; nothing behind the last column. */
static void add_padded(struct text *out, const struct table_column *column, const char *value,
                       size_t width, bool last)
{
    size_t used = text_width(value);
    size_t padding = used < width ? width - used : 0;
    if (column_is_figure(column))
        add_spaces(out, padding);
    text_add(out, value);
    if (!column_is_figure(column) && !last)
        add_spaces(out, padding);
}

static size_t last_column(const struct table *table)
{
    size_t last = 0;
    for (size_t c = 0; c < table->column_count; c++)
        if (!table->columns[c].json_only)
            last = c;
    return last;
}

static void add_header(struct text *out, const struct table *table, const size_t *widths,
                       bool colour, struct text *cell)
{
    bool first = true;
    if (colour)
        text_add(out, bold);
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].json_only)
            continue;
        if (!first)
            add_spaces(out, GAP);
        first = false;
        text_clear(cell);
        column_heading(cell, &table->columns[c]);
        add_padded(out, &table->columns[c], cell->data, widths[c], c == last_column(table));
    }
    if (colour)
        text_add(out, plain);
    text_add_char(out, '\n');
}

static void add_rows(struct text *out, const struct table *table, const size_t *widths,
                     struct text *cell)
{
    size_t last = last_column(table);
    for (size_t r = 0; r < table->row_count; r++) {
        bool first = true;
        for (size_t c = 0; c < table->column_count; c++) {
            if (table->columns[c].json_only)
                continue;
            if (!first)
                add_spaces(out, GAP);
            first = false;
            format_line(cell, &table->columns[c], &table->cells[r * table->column_count + c]);
            add_padded(out, &table->columns[c], cell->data, widths[c], c == last);
        }
        text_add_char(out, '\n');
    }
}

static void add_table(struct text *out, const struct table *table, const struct table *total,
                      bool colour)
{
    struct text cell = TEXT_INIT;
    size_t *widths = column_widths(table, total, &cell);
    if (out->length > 0)
        text_add_char(out, '\n');
    if (table->caption[0] != '\0')
        text_addf(out, "%s\n", table->caption);
    add_header(out, table, widths, colour, &cell);
    add_rule(out, table_width(table, widths));
    add_rows(out, table, widths, &cell);
    if (total != NULL) {
        add_rule(out, table_width(table, widths));
        add_rows(out, total, widths, &cell);
    }
    free(widths);
    text_release(&cell);
}

static void add_head(struct text *out, const struct table *head)
{
    bool first = true;
    for (size_t c = 0; c < head->column_count; c++) {
        if (head->columns[c].json_only || !head->cells[c].known)
            continue;
        text_add(out, first ? "" : "   ");
        column_heading(out, &head->columns[c]);
        text_add(out, ": ");
        cell_format(out, &head->columns[c], &head->cells[c]);
        first = false;
    }
    if (!first)
        text_add_char(out, '\n');
}

void listing_write_text(struct text *out, const struct listing *listing, bool colour)
{
    add_head(out, &listing->head);
    for (size_t i = 0; i < listing->table_count; i++) {
        const struct table *table = listing->tables[i];
        if (table->total || table->json_only)
            continue;
        bool has_total = i + 1 < listing->table_count && listing->tables[i + 1]->total;
        add_table(out, table, has_total ? listing->tables[i + 1] : NULL, colour);
    }
    for (size_t i = 0; i < listing->note_count; i++)
        text_addf(out, "%s%s\n", i == 0 && out->length > 0 ? "\n" : "", listing->notes[i]);
}

void listing_write(struct text *out, const struct listing *listing, enum listing_format format,
                   bool colour)
{
    switch (format) {
    case LISTING_TABLE:
        listing_write_text(out, listing, colour);
        break;
    case LISTING_CSV:
        listing_write_csv(out, listing);
        break;
    case LISTING_JSON:
        listing_write_json(out, listing);
        break;
    case LISTING_MARKDOWN:
        listing_write_markdown(out, listing);
        break;
    }
}

#include "reports/html_table.h"

#include "reports/listing.h"
#include "reports/svg.h"

static void add_head(struct text *out, const struct table *table)
{
    struct text heading = TEXT_INIT;
    text_add(out, "<thead>\n<tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        if (!column_is_shown(column))
            continue;
        text_clear(&heading);
        column_heading(&heading, column);
        text_addf(out, "<th scope=\"col\"%s>", column_is_figure(column) ? " class=\"figure\"" : "");
        markup_escape(out, heading.data);
        text_add(out, "</th>");
    }
    text_add(out, "</tr>\n</thead>\n");
    text_release(&heading);
}

static void add_row(struct text *out, const struct table *table, size_t row)
{
    struct text value = TEXT_INIT;
    const struct table_cell *cells = &table->cells[row * table->column_count];
    bool first = true;
    text_add(out, "<tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        if (!column_is_shown(column))
            continue;
        text_clear(&value);
        cell_format(&value, column, &cells[c]);
        const char *class = column_is_figure(column) ? "figure" : "text";
        if (first)
            text_addf(out, "<th scope=\"row\">");
        else
            text_addf(out, "<td class=\"%s\">", class);
        markup_escape(out, value.data);
        text_add(out, first ? "</th>" : "</td>");
        first = false;
    }
    text_add(out, "</tr>\n");
    text_release(&value);
}

void html_table(struct text *out, const struct table *table, const struct table *total,
                size_t number)
{
    size_t rows = table->row_count < HTML_TABLE_ROWS ? table->row_count : HTML_TABLE_ROWS;
    text_addf(out,
              "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
              "aria-labelledby=\"table-%zu\">\n<table>\n<caption id=\"table-%zu\">",
              number, number);
    markup_escape(out, table->caption);
    text_add(out, "</caption>\n");
    add_head(out, table);
    text_add(out, "<tbody>\n");
    for (size_t row = 0; row < rows; row++)
        add_row(out, table, row);
    text_add(out, "</tbody>\n");
    if (total != NULL && total->row_count > 0) {
        text_add(out, "<tfoot>\n");
        add_row(out, total, 0);
        text_add(out, "</tfoot>\n");
    }
    text_add(out, "</table>\n</div>\n");
    if (rows == table->row_count)
        return;
    text_add(out, "<p class=\"note\">");
    table_cut_note(out, rows, table->row_count);
    text_add(out, "</p>\n");
}

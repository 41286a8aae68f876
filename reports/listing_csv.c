#include "reports/listing.h"

#include <string.h>

static void add_field(struct text *out, const char *value)
{
    text_add_csv_cell(out, value, strlen(value), ',');
}

static void add_header(struct text *out, const struct table *table)
{
    const char *comma = "";
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].measure == MEASURE_TABLE)
            continue;
        text_add(out, comma);
        add_field(out, table->columns[c].key);
        comma = ",";
    }
    text_add(out, "\r\n");
}

static void add_row(struct text *out, const struct table *table, size_t row, struct text *cell)
{
    const char *comma = "";
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].measure == MEASURE_TABLE)
            continue;
        text_clear(cell);
        cell_format_plain(cell, &table->columns[c], &table->cells[row * table->column_count + c]);
        text_add(out, comma);
        add_field(out, cell->data);
        comma = ",";
    }
    text_add(out, "\r\n");
}

void listing_write_csv(struct text *out, const struct listing *listing)
{
    struct text cell = TEXT_INIT;
    bool first = true;
    for (size_t i = 0; i < listing->table_count; i++) {
        const struct table *table = listing->tables[i];
        if (table->total || table->json_only)
            continue;
        if (!first)
            text_add(out, "\r\n");
        first = false;
        add_header(out, table);
        for (size_t r = 0; r < table->row_count; r++)
            add_row(out, table, r, &cell);
    }
    text_release(&cell);
}

#include "reports/listing.h"

/* A pipe would end the cell, and a line break the row. */
static void add_escaped(struct text *out, const char *value)
{
    for (const char *at = value; *at != '\0'; at++) {
        if (*at == '|' || *at == '\\')
            text_add_char(out, '\\');
        text_add_char(out, *at == '\n' || *at == '\r' ? ' ' : *at);
    }
}

static void add_header(struct text *out, const struct table *table)
{
    struct text heading = TEXT_INIT;
    text_add_char(out, '|');
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].json_only)
            continue;
        text_clear(&heading);
        column_heading(&heading, &table->columns[c]);
        text_add_char(out, ' ');
        add_escaped(out, heading.data);
        text_add(out, " |");
    }
    text_add(out, "\n|");
    for (size_t c = 0; c < table->column_count; c++)
        if (!table->columns[c].json_only)
            text_add(out, column_is_figure(&table->columns[c]) ? " ---: |" : " --- |");
    text_add_char(out, '\n');
    text_release(&heading);
}

static void add_rows(struct text *out, const struct table *table)
{
    struct text cell = TEXT_INIT;
    for (size_t r = 0; r < table->row_count; r++) {
        text_add_char(out, '|');
        for (size_t c = 0; c < table->column_count; c++) {
            if (table->columns[c].json_only)
                continue;
            text_clear(&cell);
            cell_format(&cell, &table->columns[c], &table->cells[r * table->column_count + c]);
            text_add_char(out, ' ');
            add_escaped(out, cell.data);
            text_add(out, " |");
        }
        text_add_char(out, '\n');
    }
    text_release(&cell);
}

static void add_head(struct text *out, const struct table *head)
{
    for (size_t c = 0; c < head->column_count; c++) {
        if (head->columns[c].json_only)
            continue;
        text_add(out, "- ");
        column_heading(out, &head->columns[c]);
        text_add(out, ": ");
        cell_format(out, &head->columns[c], &head->cells[c]);
        text_add_char(out, '\n');
    }
}

void listing_write_markdown(struct text *out, const struct listing *listing)
{
    add_head(out, &listing->head);
    for (size_t i = 0; i < listing->table_count; i++) {
        const struct table *table = listing->tables[i];
        if (table->json_only)
            continue;
        if (!table->total) {
            if (out->length > 0)
                text_add_char(out, '\n');
            if (table->caption[0] != '\0')
                text_addf(out, "### %s\n\n", table->caption);
            add_header(out, table);
        }
        add_rows(out, table);
    }
    for (size_t i = 0; i < listing->note_count; i++)
        text_addf(out, "\n%s\n", listing->notes[i]);
}

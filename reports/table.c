#include "reports/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void table_init(struct table *table, struct arena *strings, const char *name, const char *caption,
                const struct table_column *columns, size_t column_count)
{
    *table = (struct table){.name = name,
                            .caption = caption == NULL ? "" : caption,
                            .column_count = column_count,
                            .strings = strings};
    if (column_count > 0) {
        table->columns = arena_alloc(strings, column_count * sizeof *columns);
        memcpy(table->columns, columns, column_count * sizeof *columns);
    }
}

void table_release(struct table *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].measure != MEASURE_TABLE)
            continue;
        for (size_t r = 0; r < table->row_count; r++) {
            struct table_cell *cell = &table->cells[r * table->column_count + c];
            if (cell->known)
                table_release(cell->table);
        }
    }
    free(table->cells);
    table->cells = NULL;
    table->row_count = table->row_capacity = 0;
}

void listing_init(struct listing *listing)
{
    *listing = (struct listing){0};
    table_init(&listing->head, &listing->strings, "", "", NULL, 0);
}

void listing_release(struct listing *listing)
{
    for (size_t i = 0; i < listing->table_count; i++)
        table_release(listing->tables[i]);
    table_release(&listing->head);
    free(listing->tables);
    free(listing->notes);
    arena_release(&listing->strings);
    *listing = (struct listing){0};
}

struct table *listing_table(struct listing *listing, const char *name, const char *caption,
                            const struct table_column *columns, size_t column_count)
{
    struct table *table = arena_alloc(&listing->strings, sizeof *table);
    table_init(table, &listing->strings, name, caption, columns, column_count);
    ARRAY_GROW(listing->tables, listing->table_count + 1, listing->table_capacity);
    listing->tables[listing->table_count++] = table;
    return table;
}

void listing_note(struct listing *listing, const char *text)
{
    ARRAY_GROW(listing->notes, listing->note_count + 1, listing->note_capacity);
    listing->notes[listing->note_count++] = arena_strdup(&listing->strings, text);
}

struct table *table_inner(struct table *outer, const struct table_column *columns,
                          size_t column_count)
{
    struct table *table = arena_alloc(outer->strings, sizeof *table);
    table_init(table, outer->strings, "", "", columns, column_count);
    return table;
}

struct table_cell *table_row(struct table *table)
{
    if (table->row_count == table->row_capacity) {
        table->row_capacity = array_capacity(table->row_capacity, table->row_count + 1);
        table->cells = xreallocarray(table->cells, table->row_capacity * table->column_count,
                                     sizeof *table->cells);
    }
    struct table_cell *row = table->cells + table->row_count * table->column_count;
    for (size_t c = 0; c < table->column_count; c++)
        row[c] = (struct table_cell){.known = false};
    table->row_count++;
    table->next_column = 0;
    return row;
}

/*
 * The cell of the last row under `key`; NULL where the table has no such column, for a command
 * may leave columns out. Cells are mostly set in order, so that the search starts behind the
 * last one.
 */
static struct table_cell *cell_of(struct table *table, const char *key)
{
    for (size_t i = 0; i < table->column_count; i++) {
        size_t c = (table->next_column + i) % table->column_count;
        if (strcmp(table->columns[c].key, key) == 0) {
            table->next_column = c + 1;
            return &table->cells[(table->row_count - 1) * table->column_count + c];
        }
    }
    return NULL;
}

void table_set_integer(struct table *table, const char *key, int64_t value)
{
    struct table_cell *cell = cell_of(table, key);
    if (cell == NULL)
        return;
    cell->known = value != VALUE_NONE;
    cell->integer = value;
}

void table_set_number(struct table *table, const char *key, double value)
{
    struct table_cell *cell = cell_of(table, key);
    if (cell == NULL)
        return;
    cell->known = isfinite(value);
    cell->number = value;
}

void table_set_text(struct table *table, const char *key, const char *value)
{
    struct table_cell *cell = cell_of(table, key);
    if (cell == NULL)
        return;
    cell->known = value != NULL && value[0] != '\0';
    cell->text = cell->known ? arena_strdup(table->strings, value) : "";
}

void table_set_date(struct table *table, const char *key, daynum value)
{
    struct table_cell *cell = cell_of(table, key);
    if (cell == NULL)
        return;
    cell->known = value != DAYNUM_NONE && value != DAYNUM_MAX;
    cell->integer = value;
}

void table_set_flag(struct table *table, const char *key, bool value)
{
    struct table_cell *cell = cell_of(table, key);
    if (cell == NULL)
        return;
    cell->known = true;
    cell->integer = value;
}

void table_set_table(struct table *table, const char *key, struct table *value)
{
    struct table_cell *cell = cell_of(table, key);
    if (cell == NULL || value == NULL)
        return;
    cell->known = true;
    cell->table = value;
}

void table_set_mark(struct table *table, const char *key, enum cell_mark mark)
{
    struct table_cell *cell = cell_of(table, key);
    if (cell != NULL)
        cell->mark = mark;
}

/* The head has one row, which grows by a cell with each of its columns. */
static struct table *head_with(struct listing *listing, const char *key, const char *label,
                               enum measure measure)
{
    struct table *head = &listing->head;
    size_t count = head->column_count + 1;
    struct table_column *columns = arena_alloc(&listing->strings, count * sizeof *columns);
    if (count > 1)
        memcpy(columns, head->columns, (count - 1) * sizeof *columns);
    columns[count - 1] = (struct table_column){.key = key, .label = label, .measure = measure};
    head->columns = columns;
    head->column_count = count;
    head->cells = xreallocarray(head->cells, count, sizeof *head->cells);
    head->cells[count - 1] = (struct table_cell){.known = false};
    head->row_count = head->row_capacity = 1;
    return head;
}

void listing_head_text(struct listing *listing, const char *key, const char *label,
                       const char *value)
{
    table_set_text(head_with(listing, key, label, MEASURE_TEXT), key, value);
}

void listing_head_date(struct listing *listing, const char *key, const char *label, daynum value)
{
    table_set_date(head_with(listing, key, label, MEASURE_DATE), key, value);
}

void listing_head_integer(struct listing *listing, const char *key, const char *label,
                          int64_t value)
{
    table_set_integer(head_with(listing, key, label, MEASURE_COUNT), key, value);
}

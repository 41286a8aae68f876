#include "measure/table_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

static char *read_all(const char *name)
{
    const char *shared = getenv("RENOSTAT_SHARED");
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/real/%s", shared ? shared : "../shared", name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "SKIPPED: no '%s'\n", path);
        return NULL;
    }
    char *bytes = NULL;
    size_t length = 0, capacity = 0, got;
    do {
        ARRAY_GROW(bytes, length + 65536, capacity);
        got = fread(bytes + length, 1, 65535, file);
        length += got;
    } while (got > 0);
    bytes[length] = '\0';
    (void)fclose(file);
    return bytes;
}

/* Cuts one cell out in place; quotes are taken off. Returns what follows the cell. */
static char *cut_cell(char *at, char **cell, char *end)
{
    if (*at != '"') {
        *cell = at;
        at += strcspn(at, ",\r\n");
    } else {
        char *to = ++at;
        *cell = at;
        for (; *at && (*at != '"' || at[1] == '"'); at++) {
            *to++ = *at;
            at += *at == '"';
        }
        at += *at == '"';
        *end = *at;
        *to = '\0';
        return at;
    }
    *end = *at;
    return at;
}

static char *cut_row(char *at, char ***cells, size_t *count)
{
    size_t capacity = 0;
    char end = ',';
    *cells = NULL;
    *count = 0;
    while (end == ',') {
        ARRAY_GROW(*cells, *count + 1, capacity);
        at = cut_cell(at, &(*cells)[(*count)++], &end);
        if (end == '\0')
            return at;
        *at++ = '\0';
    }
    if (end == '\r' && *at == '\n')
        at++;
    return at;
}

struct table_file *table_file_read(const char *name)
{
    char *bytes = read_all(name);
    size_t row_capacity = 0, width_capacity = 0;
    if (!bytes)
        return NULL;
    struct table_file *table = xcalloc(1, sizeof *table);
    table->bytes = bytes;
    char *at = bytes;
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (*at) {
        ARRAY_GROW(table->rows, table->count + 1, row_capacity);
        ARRAY_GROW(table->widths, table->count + 1, width_capacity);
        at = cut_row(at, &table->rows[table->count], &table->widths[table->count]);
        table->count++;
    }
    return table;
}

void table_file_free(struct table_file *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->count; i++)
        free(table->rows[i]);
    free(table->rows);
    free(table->widths);
    free(table->bytes);
    free(table);
}

int table_file_column(const struct table_file *table, const char *header)
{
    for (size_t c = 0; c < table->widths[0]; c++) {
        const char *cell = table->rows[0][c];
        size_t length = strlen(cell);
        while (length > 0 && cell[length - 1] == ' ')
            length--;
        if (length == strlen(header) && strncmp(cell, header, length) == 0)
            return (int)c;
    }
    return -1;
}

const char *table_file_cell(const struct table_file *table, size_t row, int column)
{
    return column >= 0 && (size_t)column < table->widths[row] ? table->rows[row][column] : "";
}

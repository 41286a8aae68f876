/* table_file: reads the small, clean CSV files that the measuring programs look at. */
#ifndef MEASURE_TABLE_FILE_H
#define MEASURE_TABLE_FILE_H

#include <stddef.h>

struct table_file {
    char *bytes;
    char ***rows; /* rows of cells; row 0 is the header */
    size_t *widths;
    size_t count;
};

/* $RENOSTAT_SHARED/real/<name>; NULL and a line on stderr where it is absent. */
struct table_file *table_file_read(const char *name);
void table_file_free(struct table_file *table);
/* The column of this header (blanks around it ignored); -1 where there is none. */
int table_file_column(const struct table_file *table, const char *header);
/* "" where the row is too short. */
const char *table_file_cell(const struct table_file *table, size_t row, int column);

#endif

/* export_table: the records as tidy tables, one row an observation, one column a variable. */
#ifndef CLI_EXPORT_TABLE_H
#define CLI_EXPORT_TABLE_H

#include <stddef.h>

#include "core/records.h"
#include "reports/table.h"

/* A table that can be exported: another is a row in export_table.c and a word of the
 * command `export`. */
struct export_table {
    const char *name;
    unsigned parts; /* READ_… bits that it needs */
    const struct table_column *columns;
    size_t column_count;
    void (*fill)(struct table *table, const struct dataset *data);
};

/* Ends with a row without a name. */
extern const struct export_table export_tables[];

#endif

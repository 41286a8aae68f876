/*
 * report: a document as neutral blocks. Documents build them from results, drivers (html, pdf,
 * xlsx, md) write them; neither knows the other.
 */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include <stddef.h>

#include "core/error.h"
#include "core/memory.h"
#include "core/text.h"
#include "reports/figure.h"
#include "reports/table.h"

enum block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_KEY_FIGURES, BLOCK_FIGURE, BLOCK_TABLE, BLOCK_NOTE };

struct block {
    enum block_kind kind;
    int level;            /* of a heading: 2 and deeper; 1 is the title */
    const char *text;     /* heading, paragraph, note */
    struct figure *figure;
    struct table *table;  /* BLOCK_TABLE; also the figures of BLOCK_KEY_FIGURES: one a row,
                             label, value and remark */
};

struct report {
    const char *title, *subtitle;
    const char *file_stem;  /* "annual-2022" */
    const char *language;   /* "zh" or "en" */
    struct block *blocks;
    size_t count, capacity;
    struct arena strings;
};

struct report *report_new(void);
void report_free(struct report *report);
void report_heading(struct report *report, int level, const char *text);
void report_paragraph(struct report *report, const char *text);
void report_note(struct report *report, const char *text);
/* The report owns figure and table from here on. */
void report_figure(struct report *report, struct figure *figure);
struct table *report_table(struct report *report, const char *name, const char *caption,
                           const struct table_column *columns, size_t column_count);

/* Writes one format; a new format is one file and one row of the table in report.c. */
struct report_driver {
    const char *name, *extension; /* "html" */
    enum status (*write)(struct text *out, const struct report *report, struct error *error);
};
const struct report_driver *report_driver_find(const char *name);

/* Writes the file beside its final name and renames it: never a half file. */
enum status report_write(const struct report *report, const struct report_driver *driver,
                         const char *folder, struct text *path, struct error *error);

#endif

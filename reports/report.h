/*
 * report: a document as neutral blocks. Documents build them from results, drivers (html, pdf,
 * xlsx, md) write them; neither knows the other.
 */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/memory.h"
#include "core/text.h"
#include "reports/figure.h"
#include "reports/table.h"

enum block_kind {
    BLOCK_HEADING,
    BLOCK_MESSAGE, /* a paragraph that says what matters most */
    BLOCK_PARAGRAPH,
    BLOCK_KEY_FIGURES,
    BLOCK_FIGURE,
    BLOCK_TABLE,
    BLOCK_NOTE,
};

/* The columns of a table of key figures, in this order; its cells are texts for people. */
enum { KEY_LABEL, KEY_VALUE, KEY_REMARK, KEY_COLUMNS };

struct block {
    enum block_kind kind;
    int level;          /* of a heading: 2 and deeper; 1 is the title */
    const char *anchor; /* of a heading: a name that links can point to, "" for none */
    const char *text;   /* heading, message, paragraph, note */
    const struct figure *figure;
    struct table *table; /* BLOCK_TABLE and BLOCK_KEY_FIGURES */
    struct table *total; /* the sums of a BLOCK_TABLE, in the same columns; NULL: none */
};

struct report {
    const char *title, *subtitle;
    const char *notice; /* what a reader must know before all else; NULL: nothing */
    const char *footer;
    const char *file_stem; /* "annual-2022" */
    const char *language;  /* "zh" or "en" */
    const char *city;      /* whose report it is; "" where the data do not say */
    daynum made_on;        /* what the files call the day of their making; no clock is asked */
    struct block *blocks;
    size_t count, capacity;
    struct listing tables; /* owns all tables, those of the figures included */
    struct arena strings;
};

/* A report in the language in force. */
struct report *report_new(void);
void report_free(struct report *report);
/* Texts are copied. */
void report_heading(struct report *report, int level, const char *anchor, const char *text);
void report_message(struct report *report, const char *text);
void report_paragraph(struct report *report, const char *text);
void report_note(struct report *report, const char *text);
/* `data` must live as long as the report (its arena is the place). */
void report_figure(struct report *report, const struct figure_type *type, const void *data,
                   const char *title, const char *note);
struct table *report_table(struct report *report, const char *name, const char *caption,
                           const struct table_column *columns, size_t column_count);
/* The line of sums of the last table. */
struct table *report_table_total(struct report *report);
/* Begins a block of key figures; report_key_figure() adds to the last one. */
void report_key_figures(struct report *report, const char *caption);
void report_key_figure(struct report *report, const char *label, const char *value,
                       const char *remark);

/* Writes one format; a new format is one file and one row of the table in report.c. */
struct report_driver {
    const char *name, *extension; /* "html" */
    enum status (*write)(struct text *out, const struct report *report, struct error *error);
};
const struct report_driver *report_driver_find(const char *name);

/*
 * Writes the file beside its final name and renames it: never a half file. The folder is made
 * where it is not there. `path` is set to the path of the file.
 */
enum status report_write(const struct report *report, const struct report_driver *driver,
                         const char *folder, struct text *path, struct error *error);

#endif

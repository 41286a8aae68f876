/*
 * sheet: one CSV file of the sample, as the systems of ministries write them: encodings, title
 * and unit lines, merged cells, subtotals that add up.
 *
 * Errors stick: cells go on being accepted, and sheet_close() says what failed first.
 */
#ifndef DATA_SAMPLE_SHEET_H
#define DATA_SAMPLE_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/date.h"
#include "core/error.h"
#include "core/text.h"
#include "data/sample/encoder.h"
#include "data/sample/sample.h"

enum sheet_encoding { SHEET_UTF8, SHEET_UTF8_BOM, SHEET_GB18030 };
enum sheet_date { SHEET_DATE_ISO, SHEET_DATE_CHINESE, SHEET_DATE_DOTS, SHEET_DATE_SLASHES };

struct sheet_column {
    const char *header;
    bool summed; /* subtotals add this column up */
};

struct sheet_form {
    enum sheet_encoding encoding;
    enum sheet_date dates;
    bool crlf;
    int wide_every; /* each so-manyth number in full-width digits; 0: none */
};

enum { SHEET_COLUMNS = 64 };

struct sheet {
    struct sheet_form form;
    const struct sheet_column *columns;
    size_t column_count, at;                          /* at: the next cell of the row */
    int64_t group[SHEET_COLUMNS], all[SHEET_COLUMNS]; /* sums, in the last decimal */
    int decimals[SHEET_COLUMNS];                      /* -1: no number yet */
    int64_t numbers, rows, bytes;
    struct text path, buffer, cell;
    struct encoder encoder; /* of a sheet in GB18030 */
    FILE *file;
    struct error failure; /* the first; its status is STATUS_OK while there is none */
};

void sheet_open(struct sheet *sheet, const char *folder, const char *name,
                const struct sheet_form *form, const struct sheet_column *columns, size_t count);
/* A line that has only its first cell, the others empty: titles, units, notes. */
void sheet_line(struct sheet *sheet, const char *text);
void sheet_header(struct sheet *sheet);

void sheet_blank(struct sheet *sheet);
void sheet_text(struct sheet *sheet, const char *text);
void sheet_number(struct sheet *sheet, int64_t value);
/* `value` in units of the last of `decimals` places. */
void sheet_decimal(struct sheet *sheet, int64_t value, int decimals);
/* Blank for DAYNUM_NONE and, for what has not happened by then, for days after `until`. */
void sheet_day(struct sheet *sheet, daynum day, daynum until);
void sheet_end_row(struct sheet *sheet);

/* A row with `label` in column `at` and the sums since the last subtotal, or of all rows. */
void sheet_subtotal(struct sheet *sheet, const char *label, size_t at);
void sheet_total(struct sheet *sheet, const char *label, size_t at);

/* Adds to the summary's files, rows and bytes; the sheet is released in any case. */
enum status sheet_close(struct sheet *sheet, struct sample_summary *summary, struct error *error);

#endif

/*
 * subtotal: printed subtotals held against the rows that they stand for.
 *
 * A subtotal stands for the rows since the one before it, or for all rows so far; one above all
 * rows for all of them. A sum is exact, as the export printed it. After a row
 * that was rejected nobody knows the sums any more, and nothing is said.
 */
#ifndef INGEST_SUBTOTAL_H
#define INGEST_SUBTOTAL_H

#include "ingest/plan.h"

struct subtotal_mismatch {
    int64_t line;
    int field; /* dictionary index */
    const char *label;
    int64_t printed, summed; /* in the unit of the field's type */
};

struct subtotal_sum; /* of one column */

struct subtotals {
    const struct plan *plan;
    struct subtotal_sum *sums; /* by plan field */
    int64_t rows, rows_since;
    bool tainted;     /* a row was rejected: no sum is sure any more */
    int64_t top_line; /* of a subtotal above all rows; 0: none */
    const char *top_label;
    struct subtotal_mismatch *mismatches;
    size_t count, capacity;
    struct arena strings;
};

void subtotals_init(struct subtotals *subtotals, const struct plan *plan);
void subtotals_release(struct subtotals *subtotals);

/* A row of data with its values by plan field; or one that was rejected. */
void subtotals_add(struct subtotals *subtotals, const int64_t *values);
void subtotals_taint(struct subtotals *subtotals);
/* A subtotal's row. */
void subtotals_check(struct subtotals *subtotals, const int64_t *values, const char *label,
                     int64_t line);
/* The file has ended: a subtotal above all rows can be judged. */
void subtotals_end(struct subtotals *subtotals);

#endif

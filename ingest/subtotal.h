/*
 * subtotal: printed subtotals held against the rows that they stand for.
 *
 * A subtotal stands for the rows between it and one before it: since the last one, or, over
 * subtotals of its own, since the last one of its rank; or for all rows so far. Which of them its
 * name does not say for sure: those are meant that it agrees with in most columns, else the
 * nearest. In a table whose subtotals stand above their rows it is the same from below; the file
 * is of the one form or of the other. One with no rows on its side stands for all rows.
 *
 * A sum is exact, as far as the export printed it: where rows are finer than the subtotal, this may
 * be rounded, and amounts finer than they are stored have been. A column without a cell is not
 * added up: the subtotal knows more than its rows. After a row that was rejected nobody knows the
 * sums any more, and nothing is said.
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

struct subtotal_mark; /* a subtotal, and what the rows before it came to */

struct subtotals {
    const struct plan *plan;
    size_t *fields; /* the plan fields that add up; plan->count + an answer: that answer's ticks */
    int *meant;     /* by index in `fields`: the dictionary index that a mismatch is told of */
    const struct plan_field *ticked; /* the answer whose columns have ticks; NULL: there is none */
    size_t field_count;
    /* By index in `fields`, of all rows so far: sums, the cells that are there, and those that were
     * rounded to be stored; and the finest step of a cell (see value_step()). */
    int64_t *sums, *filled, *rounded, *finest;
    int64_t rows;
    bool tainted; /* a row was rejected: no sum is sure any more */
    struct subtotal_mark *marks;
    size_t mark_count, mark_capacity;
    struct subtotal_mismatch *mismatches; /* known at the end */
    size_t count, capacity;
    struct arena strings;
};

void subtotals_init(struct subtotals *subtotals, const struct plan *plan);
void subtotals_release(struct subtotals *subtotals);

/* A row of data with its values and their steps by plan field, and behind those by answer; or one
 * that was rejected. */
void subtotals_add(struct subtotals *subtotals, const int64_t *values, const int64_t *steps);
void subtotals_taint(struct subtotals *subtotals);
/* A subtotal's row. */
void subtotals_note(struct subtotals *subtotals, const int64_t *values, const int64_t *steps,
                    const char *label, int64_t line);
/* The file has ended: fills in the mismatches. */
void subtotals_end(struct subtotals *subtotals);

#endif

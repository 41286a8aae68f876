/* reference_fixture: figures that R computed, row by row, and how close ours come. */
#ifndef TESTS_REFERENCE_FIXTURE_H
#define TESTS_REFERENCE_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { REFERENCE_CELLS = 12, REFERENCE_LINE = 4096 };

/* The rows behind the header; a cell is the text between commas. */
struct reference {
    FILE *file;
    const char *cells[REFERENCE_CELLS];
    size_t cell_count, row;
    char line[REFERENCE_LINE];
};

void reference_open(struct reference *reference, const char *name);
bool reference_next(struct reference *reference);
double reference_number(const struct reference *reference, size_t cell);
/* The numbers of a cell that lists several; returns how many. */
size_t reference_numbers(const struct reference *reference, size_t cell, double *values,
                         size_t capacity);
void reference_close(struct reference *reference);

/* Fails where |actual - expected| > tolerance * max(|expected|, floor). */
void assert_close_at(double actual, double expected, double tolerance, double floor,
                     const char *file, int line);
#define assert_close(actual, expected, tolerance)                                                  \
    assert_close_at(actual, expected, tolerance, 0, __FILE__, __LINE__)

#endif

#include "reference_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void reference_open(struct reference *reference, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/reference/%s", FIXTURES, name);
    *reference = (struct reference){.file = fopen(path, "r")};
    assert_non_null(reference->file);
    assert_non_null(fgets(reference->line, sizeof reference->line, reference->file));
}

bool reference_next(struct reference *reference)
{
    char *rest = reference->line;
    if (fgets(reference->line, sizeof reference->line, reference->file) == NULL)
        return false;
    reference->line[strcspn(reference->line, "\r\n")] = '\0';
    reference->cell_count = 0;
    while (rest != NULL && reference->cell_count < REFERENCE_CELLS)
        reference->cells[reference->cell_count++] = strsep(&rest, ",");
    reference->row++;
    return true;
}

double reference_number(const struct reference *reference, size_t cell)
{
    assert_true(cell < reference->cell_count);
    return strtod(reference->cells[cell], NULL);
}

size_t reference_numbers(const struct reference *reference, size_t cell, double *values,
                         size_t capacity)
{
    const char *at = reference->cells[cell];
    char *end;
    size_t count = 0;
    for (double value = strtod(at, &end); end != at && count < capacity; value = strtod(at, &end)) {
        values[count++] = value;
        at = end;
    }
    return count;
}

void reference_close(struct reference *reference)
{
    assert_true(reference->row > 0);
    fclose(reference->file);
}

void assert_close_at(double actual, double expected, double tolerance, double floor,
                     const char *file, int line)
{
    double scale = fmax(fabs(expected), floor);
    if (actual == expected || fabs(actual - expected) <= tolerance * scale)
        return;
    print_error("%.17g is not %.17g: off by %.3g of it\n", actual, expected,
                fabs(actual - expected) / scale);
    _fail(file, line);
}

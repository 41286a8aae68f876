/* fit: minimises a function of a few variables without derivatives (Nelder and Mead, GSL). */
#ifndef ANALYSIS_FIT_H
#define ANALYSIS_FIT_H

#include <stddef.h>

#include "core/error.h"

enum { FIT_MAX_VARIABLES = 12 };

/* Never asked outside finite numbers; may return NaN or infinity where it has no value. */
typedef double fit_function(const double *at, void *context);

/*
 * On success `at` holds the minimum and *value (may be NULL) the function there. On failure
 * (no convergence in `iterations`, no finite value found) `at` is as it came, so that the
 * caller stays with its prior.
 */
enum status fit_minimise(double *at, double *value, size_t variables, const double *step,
                         size_t iterations, fit_function *function, void *context,
                         struct error *error);

#endif

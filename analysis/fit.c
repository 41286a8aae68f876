#include "analysis/fit.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#include "core/i18n.h"

/* The search runs in steps from the start, so that days and parts are sought alike. */
struct call {
    fit_function *function;
    void *context;
    const double *start, *step;
};

/* The simplex is small enough when it is this part of a step across. */
static const double precise_enough = 0.02;

static void to_values(double *values, const gsl_vector *at, const struct call *call)
{
    for (size_t i = 0; i < at->size; i++)
        values[i] = call->start[i] + call->step[i] * gsl_vector_get(at, i);
}

/* The simplex compares values: one that does not exist must lose every comparison. */
static double guarded(const gsl_vector *at, void *params)
{
    const struct call *call = params;
    double values[FIT_MAX_VARIABLES];
    to_values(values, at, call);
    double value = call->function(values, call->context);
    return isfinite(value) ? value : 1e300;
}

/* Done when the simplex is small, or when a long stretch of it has gained nothing that counts:
 * a difference of `too_little` in a log-likelihood tells two models apart no more. */
static enum status run(gsl_multimin_fminimizer *simplex, size_t iterations)
{
    static const size_t stretch = 60;
    static const double too_little = 0.02;
    double before = INFINITY;
    for (size_t i = 0; i < iterations; i++) {
        if (gsl_multimin_fminimizer_iterate(simplex) != GSL_SUCCESS)
            return STATUS_NUMERIC;
        double size = gsl_multimin_fminimizer_size(simplex);
        if (gsl_multimin_test_size(size, precise_enough) == GSL_SUCCESS)
            return STATUS_OK;
        if (i % stretch != stretch - 1)
            continue;
        if (before - simplex->fval < too_little)
            return STATUS_OK;
        before = simplex->fval;
    }
    return STATUS_NUMERIC;
}

enum status fit_minimise(double *at, double *value, size_t variables, const double *step,
                         size_t iterations, fit_function *function, void *context,
                         struct error *error)
{
    enum status status = STATUS_NUMERIC;
    double found[FIT_MAX_VARIABLES];
    struct call call = {function, context, at, step};
    gsl_multimin_function target = {guarded, variables, &call};
    gsl_vector *start = gsl_vector_alloc(variables), *steps = gsl_vector_alloc(variables);
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, variables);
    if (!start || !steps || !simplex)
        goto out;
    gsl_vector_set_zero(start);
    gsl_vector_set_all(steps, 1);
    if (gsl_multimin_fminimizer_set(simplex, &target, start, steps) != GSL_SUCCESS)
        goto out;
    status = run(simplex, iterations);
    if (simplex->fval >= 1e300)
        status = STATUS_NUMERIC;
    to_values(found, simplex->x, &call);
    for (size_t i = 0; i < variables && status == STATUS_OK; i++)
        at[i] = found[i];
    if (value)
        *value = simplex->fval;
out:
    if (simplex)
        gsl_multimin_fminimizer_free(simplex);
    if (steps)
        gsl_vector_free(steps);
    if (start)
        gsl_vector_free(start);
    if (status != STATUS_OK)
        return error_set(error, status, _("a fit did not converge"));
    return STATUS_OK;
}

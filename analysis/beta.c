#include "analysis/beta.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

enum { NEWTON_STEPS = 400, FRACTION_STEPS = 100000 };
static const double gsl_limit = 1e4;

struct mixture {
    const struct beta_shape *shapes;
    size_t count;
    enum beta_tail tail;
};

/* The k-th numerator (k >= 1) of the continued fraction of the incomplete beta function. */
static double numerator(int k, double x, double a, double b)
{
    double m = k / 2;
    if (k % 2 == 0)
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
}

/* Lentz's way with a continued fraction; it needs about sqrt(max(a, b)) steps. */
static double continued_fraction(double x, double a, double b)
{
    double value = 1, upper = 1, lower = 0;
    for (int k = 1; k <= FRACTION_STEPS; k++) {
        double term = numerator(k, x, a, b), factor;
        lower = 1 / (1 + term * lower);
        upper = 1 + term / upper;
        factor = upper * lower;
        value *= factor;
        if (fabs(factor - 1) <= DBL_EPSILON)
            return 1 / value;
    }
    return NAN;
}

/*
 * x^a (1 - x)^b / B(a, b), written about the mean: there the terms of the exponent nearly cancel,
 * and the logarithms of gamma functions would have lost all digits that matter.
 */
static double front(double x, double a, double b)
{
    double p = a / (a + b), q = b / (a + b), difference = x - p;
    double exponent =
        a * gsl_sf_log_1plusx_mx(difference / p) + b * gsl_sf_log_1plusx_mx(-difference / q);
    return exp(exponent) * sqrt(a * q / (2 * M_PI)) * gsl_sf_gammastar(a + b) /
           (gsl_sf_gammastar(a) * gsl_sf_gammastar(b));
}

static double lower_tail(double x, double a, double b)
{
    return front(x, a, b) / a * continued_fraction(x, a, b);
}

double beta_tail(double x, enum beta_tail tail, double a, double b)
{
    bool lower = tail == BETA_LOWER;
    if (!(a > 0 && b > 0) || isnan(x))
        return NAN;
    if (x <= 0 || x >= 1)
        return (x >= 1) == lower;
    if (a + b <= gsl_limit)
        return lower ? gsl_cdf_beta_P(x, a, b) : gsl_cdf_beta_Q(x, a, b);
    /* The fraction converges on the side of the mean where the tail is the smaller one. */
    if (x < (a + 1) / (a + b + 2))
        return lower ? lower_tail(x, a, b) : 1 - lower_tail(x, a, b);
    return lower ? 1 - lower_tail(1 - x, b, a) : lower_tail(1 - x, b, a);
}

static double tail_of_shape(double x, const struct beta_shape *shape, enum beta_tail tail)
{
    if (shape->a == 0)
        return tail == BETA_LOWER ? 1 : 0;
    if (shape->b == 0)
        return tail == BETA_LOWER ? 0 : 1;
    return beta_tail(x, tail, shape->a, shape->b);
}

static double tail_at(double x, const struct mixture *mixture)
{
    double sum = 0;
    for (size_t i = 0; i < mixture->count; i++)
        sum += tail_of_shape(x, &mixture->shapes[i], mixture->tail);
    return sum / (double)mixture->count;
}

static double density_at(double x, const struct mixture *mixture)
{
    double sum = 0;
    for (size_t i = 0; i < mixture->count; i++)
        if (mixture->shapes[i].a > 0 && mixture->shapes[i].b > 0)
            sum += gsl_ran_beta_pdf(x, mixture->shapes[i].a, mixture->shapes[i].b);
    return sum / (double)mixture->count;
}

/* Between two bounds, in the middle of their logarithms once the lower one is known. */
static double middle(double low, double high)
{
    return low > 0 ? sqrt(low) * sqrt(high) : high > 1e-3 ? high / 2 : high * 1e-3;
}

/* A step on log(tail) against log(x), in which small tails are nearly straight. */
static double newton_step(double x, double tail, double p, const struct mixture *mixture)
{
    double slope = x * density_at(x, mixture) / tail;
    if (mixture->tail == BETA_UPPER)
        slope = -slope;
    return x * exp((log(p) - log(tail)) / slope);
}

/* Halves the bracket wherever Newton would leave it or is not getting anywhere. */
static double solve(double p, const struct mixture *mixture, double start)
{
    double low = 0, high = 1, x = start;
    for (int i = 0; i < NEWTON_STEPS; i++) {
        double tail = tail_at(x, mixture);
        bool below = mixture->tail == BETA_LOWER ? tail < p : tail > p;
        double next;
        if (tail == p)
            break;
        if (below)
            low = x;
        else
            high = x;
        next = tail > 0 ? newton_step(x, tail, p, mixture) : NAN;
        if (!(next > low && next < high) || i % 8 == 7)
            next = middle(low, high);
        if (fabs(next - x) <= 2 * DBL_EPSILON * x || high - low <= DBL_EPSILON * low)
            return next;
        x = next;
    }
    return x;
}

static bool shapes_are_valid(const struct beta_shape *shapes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(shapes[i].a >= 0 && shapes[i].b >= 0) || !(shapes[i].a + shapes[i].b > 0) ||
            isinf(shapes[i].a + shapes[i].b))
            return false;
    return count == 1 || count == 2;
}

static double mixture_mean(const struct beta_shape *shapes, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += shapes[i].a / (shapes[i].a + shapes[i].b);
    return sum / (double)count;
}

double beta_mixture_quantile(double p, enum beta_tail tail, const struct beta_shape *shapes,
                             size_t count)
{
    struct mixture mixture = {shapes, count, tail};
    struct beta_shape mirrored[2];
    double mean;
    if (!shapes_are_valid(shapes, count) || !(p >= 0 && p <= 1))
        return NAN;
    mean = mixture_mean(shapes, count);
    if (mean <= 0 || mean >= 1)
        return mean;
    /* An atom at an end may hold all of the tail that is asked for. */
    if (tail_at(0, &mixture) == p || (tail == BETA_LOWER && tail_at(0, &mixture) > p))
        return 0;
    if (tail_at(1, &mixture) == p || (tail == BETA_UPPER && tail_at(1, &mixture) > p))
        return 1;
    if (mean <= 0.5)
        return solve(p, &mixture, mean);
    /* Near 1 the distance from 1 is what carries the digits. */
    for (size_t i = 0; i < count; i++)
        mirrored[i] = (struct beta_shape){shapes[i].b, shapes[i].a};
    mixture = (struct mixture){mirrored, count, tail == BETA_LOWER ? BETA_UPPER : BETA_LOWER};
    return 1 - solve(p, &mixture, 1 - mean);
}

double beta_quantile(double p, enum beta_tail tail, double a, double b)
{
    struct beta_shape shape = {a, b};
    return beta_mixture_quantile(p, tail, &shape, 1);
}

#include "analysis/interval.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "analysis/beta.h"

static const struct interval nothing = {NAN, NAN};

static bool in_domain(double x, double n, double level)
{
    return n > 0 && x >= 0 && x <= n && level > 0 && level < 1;
}

static double normal_quantile(double level)
{
    return gsl_cdf_ugaussian_Qinv((1 - level) / 2);
}

/* The upper end, whose terms all have one sign; the lower end is a mirror away. */
static double score_high(double x, double n, double z)
{
    double share = x / n, z2 = z * z;
    return (share + z2 / (2 * n) + z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))) /
           (1 + z2 / n);
}

struct interval interval_score(double x, double n, double quantile)
{
    struct interval interval;
    if (!(n > 0 && x >= 0 && x <= n && quantile >= 0))
        return nothing;
    /* The ends' product is x²/(n(n + z²)): a quotient keeps the digits that a difference loses. */
    interval.high = x == n ? 1 : score_high(x, n, quantile);
    interval.low =
        x == 0 ? 0 : x * x / (n * (n + quantile * quantile)) / score_high(x, n, quantile);
    return interval;
}

struct interval interval_wilson(double x, double n, double level)
{
    return in_domain(x, n, level) ? interval_score(x, n, normal_quantile(level)) : nothing;
}

struct interval interval_wilson_corrected(double x, double n, double level)
{
    struct interval interval = {0, 1};
    double correction, z;
    if (!in_domain(x, n, level))
        return nothing;
    z = normal_quantile(level);
    correction = fmin(0.5, fabs(x - n / 2));
    if (x - correction > 0)
        interval.low = interval_score(x - correction, n, z).low;
    if (x + correction < n)
        interval.high = interval_score(x + correction, n, z).high;
    return interval;
}

struct interval interval_clopper_pearson(double x, double n, double level)
{
    struct interval interval;
    double tail = (1 - level) / 2;
    if (!in_domain(x, n, level))
        return nothing;
    interval.low = x == 0 ? 0 : beta_quantile(tail, BETA_LOWER, x, n - x + 1);
    interval.high = x == n ? 1 : beta_quantile(tail, BETA_UPPER, x + 1, n - x);
    return interval;
}

struct interval interval_mid_p(double x, double n, double level)
{
    struct interval interval;
    double tail = (1 - level) / 2;
    if (!in_domain(x, n, level))
        return nothing;
    /* P(X >= x) and P(X > x) as functions of the share are beta distribution functions. */
    struct beta_shape shapes[] = {{x, n - x + 1}, {x + 1, n - x}};
    interval.low = x == 0 ? 0 : beta_mixture_quantile(tail, BETA_LOWER, shapes, 2);
    interval.high = x == n ? 1 : beta_mixture_quantile(tail, BETA_UPPER, shapes, 2);
    return interval;
}

struct interval interval_jeffreys(double x, double n, double level)
{
    struct interval interval;
    double tail = (1 - level) / 2;
    if (!in_domain(x, n, level))
        return nothing;
    interval.low = x == 0 ? 0 : beta_quantile(tail, BETA_LOWER, x + 0.5, n - x + 0.5);
    interval.high = x == n ? 1 : beta_quantile(tail, BETA_UPPER, x + 0.5, n - x + 0.5);
    return interval;
}

struct interval interval_beta(double a, double b, double level)
{
    double tail = (1 - level) / 2;
    return (struct interval){beta_quantile(tail, BETA_LOWER, a, b),
                             beta_quantile(tail, BETA_UPPER, a, b)};
}

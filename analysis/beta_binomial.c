#include "analysis/beta_binomial.h"

#include <math.h>

#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

#include "analysis/beta.h"

static const double smallest_icc = 1e-9, tolerance = 1e-8, largest_polish = 0.05;
enum { SEARCH_STEPS = 2000, RESTARTS = 2, POLISH_STEPS = 4 };

struct sample {
    const struct beta_binomial_count *counts;
    size_t count;
};

/* ln of (a)(a+1)…(a+k-1), which keeps its digits where a is large. */
static double log_rising(double a, double k)
{
    return k > 0 ? gsl_sf_lnpoch(a, k) : 0;
}

static double log_choose(double n, double x)
{
    return gsl_sf_lngamma(n + 1) - gsl_sf_lngamma(x + 1) - gsl_sf_lngamma(n - x + 1);
}

static double log_coefficients(const struct sample *sample)
{
    double sum = 0;
    for (size_t i = 0; i < sample->count; i++)
        if (sample->counts[i].n > 0)
            sum += log_choose(sample->counts[i].n, sample->counts[i].x);
    return sum;
}

static double log_kernel(const struct sample *sample, double alpha, double beta)
{
    double sum = 0;
    for (size_t i = 0; i < sample->count; i++) {
        double x = sample->counts[i].x, n = sample->counts[i].n;
        if (n > 0)
            sum += log_rising(alpha, x) + log_rising(beta, n - x) - log_rising(alpha + beta, n);
    }
    return sum;
}

static double log_pooled(double x, double n)
{
    return (x > 0 ? x * log(x / n) : 0) + (n > x ? (n - x) * log1p(-x / n) : 0);
}

/* The slope of the log-likelihood in icc at 0, the mean being the pooled one. */
static double slope_at_boundary(const struct sample *sample, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < sample->count; i++) {
        double x = sample->counts[i].x, n = sample->counts[i].n;
        if (n > 0)
            sum += x * (x - 1) / mean + (n - x) * (n - x - 1) / (1 - mean) - n * (n - 1);
    }
    return sum / 2;
}

/* The search runs over logit(mean) and log(alpha + beta), which have no bounds. */
static void shape_at(const gsl_vector *at, double *alpha, double *beta)
{
    double mean = 1 / (1 + exp(-gsl_vector_get(at, 0)));
    double size = exp(gsl_vector_get(at, 1));
    *alpha = mean * size;
    *beta = (1 - mean) * size;
}

static double cost(const gsl_vector *at, void *params)
{
    double alpha, beta, value;
    shape_at(at, &alpha, &beta);
    if (!(alpha > 0 && beta > 0) || isinf(alpha + beta))
        return GSL_POSINF;
    value = -log_kernel(params, alpha, beta);
    return isnan(value) ? GSL_POSINF : value;
}

static void search(gsl_multimin_fminimizer *minimizer, gsl_multimin_function *function,
                   gsl_vector *at, gsl_vector *step)
{
    for (int restart = 0; restart < RESTARTS; restart++) {
        gsl_vector_set_all(step, restart == 0 ? 1 : 0.1);
        if (gsl_multimin_fminimizer_set(minimizer, function, at, step) != GSL_SUCCESS)
            return;
        for (int i = 0; i < SEARCH_STEPS; i++)
            if (gsl_multimin_fminimizer_iterate(minimizer) != GSL_SUCCESS ||
                gsl_multimin_fminimizer_size(minimizer) < tolerance)
                break;
        gsl_vector_memcpy(at, minimizer->x);
    }
}

/* The slopes and curvatures of the log-likelihood in alpha and beta. */
struct slopes {
    double a, b, aa, bb, ab;
};

static struct slopes slopes_at(const struct sample *sample, double alpha, double beta)
{
    struct slopes slopes = {0};
    double size = alpha + beta;
    for (size_t i = 0; i < sample->count; i++) {
        double x = sample->counts[i].x, n = sample->counts[i].n, whole, whole_curve;
        if (!(n > 0))
            continue;
        whole = gsl_sf_psi(size + n) - gsl_sf_psi(size);
        whole_curve = gsl_sf_psi_1(size + n) - gsl_sf_psi_1(size);
        slopes.a += gsl_sf_psi(alpha + x) - gsl_sf_psi(alpha) - whole;
        slopes.b += gsl_sf_psi(beta + n - x) - gsl_sf_psi(beta) - whole;
        slopes.aa += gsl_sf_psi_1(alpha + x) - gsl_sf_psi_1(alpha) - whole_curve;
        slopes.bb += gsl_sf_psi_1(beta + n - x) - gsl_sf_psi_1(beta) - whole_curve;
        slopes.ab -= whole_curve;
    }
    return slopes;
}

/*
 * Where the likelihood is flat its own last digits hide the maximum, while its slopes do not:
 * Newton's steps from close by, as long as they are small and the place is a maximum.
 */
static void polish(struct beta_binomial *fit, const struct sample *sample)
{
    for (int i = 0; i < POLISH_STEPS; i++) {
        struct slopes at = slopes_at(sample, fit->alpha, fit->beta);
        double determinant = at.aa * at.bb - at.ab * at.ab;
        double step_a = -(at.bb * at.a - at.ab * at.b) / determinant;
        double step_b = -(at.aa * at.b - at.ab * at.a) / determinant;
        if (!(at.aa < 0 && determinant > 0) || !(fabs(step_a) < fit->alpha * largest_polish) ||
            !(fabs(step_b) < fit->beta * largest_polish))
            return;
        fit->alpha += step_a;
        fit->beta += step_b;
    }
}

static void maximise(struct beta_binomial *fit, struct sample *sample)
{
    gsl_multimin_fminimizer *minimizer =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, 2);
    gsl_multimin_function function = {.f = cost, .n = 2, .params = sample};
    gsl_vector *at = gsl_vector_alloc(2), *step = gsl_vector_alloc(2);
    gsl_vector_set(at, 0, log(fit->mean / (1 - fit->mean)));
    gsl_vector_set(at, 1, log(20));
    search(minimizer, &function, at, step);
    shape_at(at, &fit->alpha, &fit->beta);
    polish(fit, sample);
    gsl_vector_free(at);
    gsl_vector_free(step);
    gsl_multimin_fminimizer_free(minimizer);
}

static void set_boundary(struct beta_binomial *fit)
{
    fit->boundary = true;
    fit->alpha = fit->beta = INFINITY;
    fit->mean = fit->pooled_x / fit->pooled_n;
    fit->icc = 0;
    fit->loglik = fit->loglik_pooled;
}

bool beta_binomial_fit(struct beta_binomial *fit, const struct beta_binomial_count *counts,
                       size_t count)
{
    struct sample sample = {counts, count};
    double coefficients;
    *fit = (struct beta_binomial){NAN, NAN, NAN, NAN, NAN, NAN, true, 0, 0};
    for (size_t i = 0; i < count; i++) {
        fit->pooled_x += counts[i].x;
        fit->pooled_n += counts[i].n;
    }
    if (!(fit->pooled_n > 0))
        return false;
    fit->mean = fit->pooled_x / fit->pooled_n;
    coefficients = log_coefficients(&sample);
    fit->loglik_pooled = coefficients + log_pooled(fit->pooled_x, fit->pooled_n);
    if (!(fit->mean > 0 && fit->mean < 1) || slope_at_boundary(&sample, fit->mean) <= 0) {
        set_boundary(fit);
        return true;
    }
    maximise(fit, &sample);
    fit->boundary = false;
    fit->mean = fit->alpha / (fit->alpha + fit->beta);
    fit->icc = 1 / (fit->alpha + fit->beta + 1);
    fit->loglik = coefficients + log_kernel(&sample, fit->alpha, fit->beta);
    if (!(fit->icc >= smallest_icc) || !(fit->loglik >= fit->loglik_pooled))
        set_boundary(fit);
    return true;
}

double beta_binomial_mean(const struct beta_binomial *fit, double x, double n)
{
    return fit->boundary ? fit->mean : (fit->alpha + x) / (fit->alpha + fit->beta + n);
}

struct interval beta_binomial_interval(const struct beta_binomial *fit, double x, double n,
                                       double level)
{
    if (fit->boundary)
        return interval_jeffreys(fit->pooled_x, fit->pooled_n, level);
    return interval_beta(fit->alpha + x, fit->beta + n - x, level);
}

double beta_binomial_probability(const struct beta_binomial *fit, double x, double n, double share)
{
    if (fit->boundary)
        return beta_tail(share, BETA_UPPER, fit->pooled_x + 0.5,
                         fit->pooled_n - fit->pooled_x + 0.5);
    return beta_tail(share, BETA_UPPER, fit->alpha + x, fit->beta + n - x);
}

/* ln P(K = k) */
static double log_mass(double k, double n, double alpha, double beta)
{
    return log_choose(n, k) + log_rising(alpha, k) + log_rising(beta, n - k) -
           log_rising(alpha + beta, n);
}

/* The sum of the masses from `from` up to `n`. */
static double sum_up(long long from, double n, double alpha, double beta)
{
    double k = (double)from, mass = exp(log_mass(k, n, alpha, beta)), sum = 0;
    for (; k <= n; k++) {
        sum += mass;
        mass *= (n - k) / (k + 1) * (alpha + k) / (beta + n - k - 1);
    }
    return sum;
}

double beta_binomial_tail(long long needed, long long n, double alpha, double beta)
{
    double mean;
    if (needed <= 0)
        return 1;
    if (needed > n)
        return 0;
    if (!(alpha > 0 && beta > 0))
        return NAN;
    mean = (double)n * alpha / (alpha + beta);
    /* Each mass is got from the one before, so the sum begins at the large end of the smaller
     * tail: begun at the far end it would begin with a mass that underflows, and stay there. */
    if ((double)needed > mean)
        return fmin(1, sum_up(needed, (double)n, alpha, beta));
    return fmax(0, 1 - sum_up(n - needed + 1, (double)n, beta, alpha));
}

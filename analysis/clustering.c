#include "analysis/clustering.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "core/memory.h"

static const double largest_icc = 0.999;
enum { HALVINGS = 60 };
/* From here on Student's t is the normal distribution to all the digits that are printed. */
static const double many_degrees = 1e5;

struct group_sums {
    double w, wp, squares;
    size_t clusters;
};

struct sample {
    const struct cluster *clusters;
    size_t count;
    struct group_sums *groups;
    size_t group_count;
};

static double weight(const struct cluster *cluster, double icc)
{
    return clustering_weight(&(struct clustering){.icc = icc}, cluster->n);
}

static void add_clusters(struct sample *sample, double icc)
{
    for (size_t i = 0; i < sample->group_count; i++)
        sample->groups[i] = (struct group_sums){0};
    for (size_t i = 0; i < sample->count; i++) {
        const struct cluster *cluster = &sample->clusters[i];
        struct group_sums *group = &sample->groups[cluster->group];
        if (!(cluster->n > 0))
            continue;
        group->w += weight(cluster, icc);
        group->wp += weight(cluster, icc) * cluster->x / cluster->n;
        group->clusters++;
    }
    for (size_t i = 0; i < sample->count; i++) {
        const struct cluster *cluster = &sample->clusters[i];
        struct group_sums *group = &sample->groups[cluster->group];
        double deviation;
        if (!(cluster->n > 0))
            continue;
        deviation = cluster->x / cluster->n - group->wp / group->w;
        group->squares += weight(cluster, icc) * deviation * deviation;
    }
}

/* The standardised sum of squares at this icc; *degrees of freedom that stand behind it. */
static double sum_of_squares(struct sample *sample, double icc, double *degrees)
{
    double sum = 0;
    *degrees = 0;
    add_clusters(sample, icc);
    for (size_t i = 0; i < sample->group_count; i++) {
        const struct group_sums *group = &sample->groups[i];
        double p = group->wp / group->w;
        if (group->clusters < 2 || !(p > 0 && p < 1) || !(group->w > 1))
            continue;
        sum += group->squares / (p * (1 - p)) * (1 - 1 / group->w);
        *degrees += (double)(group->clusters - 1);
    }
    return sum;
}

static double solve_icc(struct sample *sample)
{
    double low = 0, high = largest_icc, degrees;
    if (sum_of_squares(sample, high, &degrees) > degrees)
        return high;
    for (int i = 0; i < HALVINGS && high - low > 1e-12; i++) {
        double middle = (low + high) / 2;
        if (sum_of_squares(sample, middle, &degrees) > degrees)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* Degrees of freedom that the standardised squares themselves bear out; see definition 4. */
static double borne_degrees(struct sample *sample, double icc)
{
    double fourth = 0, degrees;
    sum_of_squares(sample, icc, &degrees);
    for (size_t i = 0; i < sample->count; i++) {
        const struct cluster *cluster = &sample->clusters[i];
        const struct group_sums *group = &sample->groups[cluster->group];
        double p = group->wp / group->w, deviation, share;
        if (!(cluster->n > 0) || group->clusters < 2 || !(p > 0 && p < 1) || !(group->w > 1))
            continue;
        deviation = cluster->x / cluster->n - p;
        share = 1 - weight(cluster, icc) / group->w;
        fourth += share *
                  pow(weight(cluster, icc) * deviation * deviation / (p * (1 - p) * share) - 1, 2);
    }
    return fmin(degrees, 2 * degrees * degrees / fourth);
}

void clustering_estimate(struct clustering *clustering, const struct cluster *clusters,
                         size_t count, size_t group_count)
{
    struct sample sample = {clusters, count, xcalloc(group_count + 1, sizeof *sample.groups),
                            group_count};
    double squares, degrees;
    squares = sum_of_squares(&sample, 0, &degrees);
    *clustering = (struct clustering){0, degrees > 0 ? squares / degrees : NAN, degrees};
    if (degrees > 0 && squares > degrees)
        clustering->icc = solve_icc(&sample);
    if (clustering->icc > 0)
        clustering->degrees = borne_degrees(&sample, clustering->icc);
    free(sample.groups);
}

double clustering_effective(const struct clustering *clustering, double n_sum, double n2_sum)
{
    return n_sum > 0 ? n_sum / (1 + clustering->icc * (n2_sum / n_sum - 1)) : 0;
}

double clustering_weight(const struct clustering *clustering, double n)
{
    return n > 0 ? n / (1 + (n - 1) * clustering->icc) : 0;
}

static bool is_normal(const struct clustering *clustering)
{
    return clustering->icc == 0 || clustering->degrees > many_degrees;
}

double clustering_quantile(const struct clustering *clustering, double level)
{
    double tail = (1 - level) / 2;
    return is_normal(clustering) ? gsl_cdf_ugaussian_Qinv(tail)
                                 : gsl_cdf_tdist_Qinv(tail, clustering->degrees);
}

double clustering_p_value(const struct clustering *clustering, double z)
{
    return 2 * (is_normal(clustering) ? gsl_cdf_ugaussian_Q(fabs(z))
                                      : gsl_cdf_tdist_Q(fabs(z), clustering->degrees));
}

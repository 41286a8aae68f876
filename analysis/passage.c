#include "analysis/passage.h"

#include <math.h>

#include <gsl/gsl_sf_erf.h>

static int is_legal(const struct passage *passage, double time)
{
    return passage->level > 0 && passage->sigma > 0 && passage->spread >= 0 && time >= 0 &&
           isfinite(passage->mean);
}

double passage_cdf(const struct passage *passage, double time)
{
    if (!is_legal(passage, time))
        return NAN;
    if (time == 0)
        return 0;
    double variance = passage->sigma * passage->sigma, s2 = passage->spread * passage->spread;
    double root = sqrt(s2 * time * time + variance * time);
    double ahead = passage->mean * time - passage->level;
    double direct = 0.5 * erfc(-ahead / root * M_SQRT1_2);
    double ratio = passage->level / variance;
    double weight = 2 * passage->mean * ratio + 2 * s2 * ratio * ratio;
    double back = (2 * s2 * ratio * time + passage->level + passage->mean * time) / root;
    if (weight < 300 && back < 25) /* neither factor leaves the range of a double */
        return fmin(1, direct + exp(weight) * 0.5 * erfc(back * M_SQRT1_2));
    /* exp(weight) phi(back) = phi(ahead / root), and Phi(-x) = phi(x) / hazard(x). */
    double density = exp(-0.5 * ahead * ahead / (root * root)) / sqrt(2 * M_PI);
    return fmin(1, direct + density / gsl_sf_hazard(back));
}

double passage_log_pdf(const struct passage *passage, double time)
{
    if (!is_legal(passage, time))
        return NAN;
    if (time == 0)
        return -INFINITY;
    double q =
        passage->spread * passage->spread * time * time + passage->sigma * passage->sigma * time;
    double off = passage->level - passage->mean * time;
    return log(passage->level) - 0.5 * log(2 * M_PI * time * time * q) - off * off / (2 * q);
}

#include "analysis/verify.h"

#include <math.h>

/* The integral of a squared straight line from a to b over a width. */
static double squared(double a, double b, double width)
{
    return width * (a * a + a * b + b * b) / 3;
}

double verify_crps(const struct outlook *outlook, double day)
{
    double sum = fmax(0, day - outlook->reach_days) + fmax(0, outlook->from_days - day);
    for (size_t i = 0; i < OUTLOOK_STEPS; i++) {
        double from = outlook_day(outlook, i), to = outlook_day(outlook, i + 1);
        double low = outlook->cdf[i], high = outlook->cdf[i + 1];
        double split = fmin(to, fmax(from, day));
        double middle = low + (split - from) / (to - from) * (high - low);
        sum += squared(low, middle, split - from) + squared(1 - middle, 1 - high, to - split);
    }
    return sum;
}

bool verify_covers(const struct outlook *outlook, double share, double day)
{
    double low = floor(outlook_quantile(outlook, (1 - share) / 2));
    double high = ceil(outlook_quantile(outlook, (1 + share) / 2));
    return low <= day && day <= high;
}

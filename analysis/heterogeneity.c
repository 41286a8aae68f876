#include "analysis/heterogeneity.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

static double p_value(const struct heterogeneity *test, const struct clustering *clustering)
{
    if (clustering->icc == 0)
        return gsl_cdf_chisq_Q(test->statistic, test->degrees);
    return gsl_cdf_fdist_Q(test->statistic / test->degrees, test->degrees, clustering->degrees);
}

void heterogeneity_test(struct heterogeneity *test, const struct group_rate *groups, size_t count,
                        const struct clustering *clustering)
{
    double weighted = 0, squares = 0;
    size_t used = 0;
    *test = (struct heterogeneity){NAN, 0, NAN, 0, NAN};
    for (size_t i = 0; i < count; i++) {
        if (!(groups[i].effective > 0))
            continue;
        used++;
        test->effective += groups[i].effective;
        weighted += groups[i].effective * groups[i].rate;
    }
    if (used == 0)
        return;
    test->pooled = weighted / test->effective;
    test->degrees = (double)(used - 1);
    if (used < 2 || !(test->pooled > 0 && test->pooled < 1))
        return;
    for (size_t i = 0; i < count; i++)
        if (groups[i].effective > 0)
            squares += groups[i].effective * (groups[i].rate - test->pooled) *
                       (groups[i].rate - test->pooled);
    test->statistic = squares / (test->pooled * (1 - test->pooled));
    test->p_value = p_value(test, clustering);
}

#include "analysis/funnel.h"

#include <math.h>

#include "analysis/binomial_test.h"

static const double few_expected = 10;

/* The share at `z` standard errors from the target on the arcsine scale. */
static double limit(double target, double standard_error, double z)
{
    double angle = asin(sqrt(target)) + z * standard_error;
    if (angle <= 0)
        return 0;
    return angle >= M_PI_2 ? 1 : sin(angle) * sin(angle);
}

static double exact_p_value(const struct group_rate *group, double target)
{
    return binomial_test(llround(group->rate * group->effective), llround(group->effective), target,
                         ALTERNATIVE_TWO_SIDED);
}

static int is_exact(const struct group_rate *group, double target,
                    const struct clustering *clustering)
{
    return clustering->icc == 0 && group->effective * fmin(target, 1 - target) < few_expected;
}

void funnel_place(struct funnel_place *place, const struct group_rate *group,
                  const struct heterogeneity *pooled, const struct clustering *clustering,
                  double level)
{
    double target = pooled->pooled, share = group->effective / pooled->effective, error, z;
    *place = (struct funnel_place){0, NAN, NAN, NAN};
    if (!(group->effective > 0) || !(share < 1) || !(target > 0 && target < 1))
        return;
    error = sqrt((1 - share) / group->effective) / 2;
    z = (asin(sqrt(group->rate)) - asin(sqrt(target))) / error;
    place->low = limit(target, error, -clustering_quantile(clustering, level));
    place->high = limit(target, error, clustering_quantile(clustering, level));
    place->p_value = is_exact(group, target, clustering) ? exact_p_value(group, target)
                                                         : clustering_p_value(clustering, z);
    if (place->p_value < 1 - level)
        place->side = group->rate > target ? 1 : -1;
}

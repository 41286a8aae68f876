#include "analysis/consent_change.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouping.h"
#include "analysis/rate_pair.h"

static int compare_keys(const void *key, const void *item)
{
    return strcmp(key, ((const struct consent_district *)item)->key);
}

static const struct consent_district *find(const struct consent_result *result, const char *key)
{
    if (result == NULL || result->district_count == 0)
        return NULL;
    return bsearch(key, result->districts, result->district_count, sizeof *result->districts,
                   compare_keys);
}

/* A year's own row has another key a year ago. */
static const struct consent_district *find_before(const struct consent_result *result,
                                                  const struct consent_result *before,
                                                  const struct consent_district *district)
{
    const struct consent_district *found;
    char key[16];
    if (result->group != CONSENT_PER_YEAR)
        return find(before, district->key);
    int year = grouping_year(district->key);
    if (year == 0)
        return NULL;
    (void)snprintf(key, sizeof key, "%d", year - 1);
    found = find(result, key);
    return found != NULL ? found : find(before, key);
}

static void set_change(struct consent_district *district, const struct consent_district *before)
{
    struct interval interval = interval_of_difference(
        district->rate_pct, (struct interval){district->low_pct, district->high_pct},
        before->rate_pct, (struct interval){before->low_pct, before->high_pct});
    if (!isfinite(district->rate_pct) || !isfinite(before->rate_pct))
        return;
    district->before_pct = before->rate_pct;
    district->change_pct = district->rate_pct - before->rate_pct;
    district->change_low_pct = interval.low;
    district->change_high_pct = interval.high;
}

void consent_set_changes(struct consent_result *result, const struct consent_result *before)
{
    for (size_t i = 0; i < result->district_count; i++) {
        const struct consent_district *then = find_before(result, before, &result->districts[i]);
        if (then != NULL)
            set_change(&result->districts[i], then);
    }
}

/* grouping: puts items that share a name into numbered groups, sorted by that name. */
#ifndef ANALYSIS_GROUPING_H
#define ANALYSIS_GROUPING_H

#include <stddef.h>

#include "core/records.h"

struct grouping {
    const char **labels; /* one a group, in byte order of their keys */
    const char **keys;   /* … which are the same in every set, where labels may be shortened */
    size_t count;
    size_t *group_of; /* one an item */
};

/* Groups `count` items by equal keys. The keys must outlive the grouping: they are its labels. */
void grouping_init(struct grouping *grouping, const char *const *keys, size_t count);

/*
 * The projects of a set by district, or by sub-district. Names that two cities (or districts)
 * share stay two groups, which alone are labelled with what they lie in before them.
 * Labels live in `strings` or in the set.
 */
void grouping_by_district(struct grouping *grouping, const struct project_set *set,
                          struct arena *strings);
void grouping_by_street(struct grouping *grouping, const struct project_set *set,
                        struct arena *strings);
/* By plan year; "" where it is not said. */
void grouping_by_year(struct grouping *grouping, const struct project_set *set,
                      struct arena *strings);

/* The year that a key of grouping_by_year() stands for; 0: not said. */
int grouping_year(const char *key);

/* By the classes of works that a project has, all of them: "basic+improving"; "" where none. */
void grouping_by_classes(struct grouping *grouping, const struct project_set *set,
                         struct arena *strings);
/*
 * By size: "0-49", "50-99", "100-199", "200-499" and "500+" households, in this order; "" where
 * their number is not known. One number a project.
 */
void grouping_by_size(struct grouping *grouping, const int64_t *households, size_t count,
                      struct arena *strings);

void grouping_release(struct grouping *grouping);

#endif

#include "data/household.h"

int household_compare(const struct household_version *a, const struct household_version *b)
{
    if (a->answered != b->answered)
        return a->answered < b->answered ? -1 : 1;
    if (a->as_of != b->as_of)
        return a->as_of < b->as_of ? -1 : 1;
    if (a->known != b->known)
        return a->known < b->known ? -1 : 1;
    return 0;
}

int household_same(const struct household_version *a, const struct household_version *b)
{
    return a->answer == b->answer && a->door_area == b->door_area &&
           a->contribute == b->contribute && a->pledge == b->pledge && a->demolish == b->demolish &&
           a->owner == b->owner;
}

int household_hides(const struct household_version *b, const struct household_version *a)
{
    return b->answered >= a->answered && b->as_of >= a->as_of && b->known >= a->known;
}

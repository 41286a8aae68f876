#include "data/household.h"

#include <string.h>

#include "core/memory.h"

void household_versions_add(struct household_versions *versions,
                            const struct household_version *version)
{
    ARRAY_GROW(versions->items, versions->count + 1, versions->capacity);
    versions->items[versions->count++] = *version;
}

int household_compare(const struct household_version *a, const struct household_version *b)
{
    if (a->answered != b->answered)
        return a->answered < b->answered ? -1 : 1;
    if (a->vintage.as_of != b->vintage.as_of)
        return a->vintage.as_of < b->vintage.as_of ? -1 : 1;
    if (a->vintage.known != b->vintage.known)
        return a->vintage.known < b->vintage.known ? -1 : 1;
    if (a->vintage.source_id != b->vintage.source_id)
        return a->vintage.source_id < b->vintage.source_id ? -1 : 1;
    return 0;
}

int household_same_dates(const struct household_version *a, const struct household_version *b)
{
    return a->answered == b->answered && a->vintage.as_of == b->vintage.as_of &&
           a->vintage.known == b->vintage.known;
}

void household_versions_put(struct household_versions *versions,
                            const struct household_version *version)
{
    for (size_t i = 0; i < versions->count; i++)
        if (household_compare(&versions->items[i], version) == 0) {
            versions->items[i] = *version;
            return;
        }
    household_versions_add(versions, version);
}

const struct household_version *household_of_same_day(const struct household_versions *versions,
                                                      const struct household_version *new,
                                                      int64_t known)
{
    const struct household_version *best = NULL;
    for (size_t i = 0; i < versions->count; i++) {
        const struct household_version *item = &versions->items[i];
        if (item->answered == new->answered && item->vintage.as_of <= new->vintage.as_of &&
            item->vintage.known <= known && (best == NULL || household_compare(best, item) < 0))
            best = item;
    }
    return best;
}

int household_same(const struct household_version *a, const struct household_version *b)
{
    return a->answer == b->answer && a->door_area == b->door_area &&
           a->contribute == b->contribute && a->pledge == b->pledge && a->demolish == b->demolish &&
           a->owner == b->owner;
}

bool household_repeats(const struct household_version *old, const struct household_version *new)
{
    return household_same(old, new) &&
           (old->vintage.named_by == 0 || vintage_same_name(&old->vintage, &new->vintage));
}

int household_hides(const struct household_version *b, const struct household_version *a)
{
    return b->answered >= a->answered && b->vintage.as_of >= a->vintage.as_of &&
           b->vintage.known >= a->vintage.known;
}

void household_pack(const struct household_version *version, int64_t columns[HOUSEHOLD_COLUMNS])
{
    const int64_t all[HOUSEHOLD_COLUMNS] = {
        version->answered, version->vintage.vintage_id, version->line,
        version->answer,   version->door_area,          version->contribute,
        version->pledge,   version->demolish,           version->owner};
    memcpy(columns, all, sizeof all);
}

struct household_version household_unpack(const int64_t columns[HOUSEHOLD_COLUMNS])
{
    return (struct household_version){.answered = columns[0],
                                      .vintage = {.vintage_id = columns[1]},
                                      .line = columns[2],
                                      .answer = columns[3],
                                      .door_area = columns[4],
                                      .contribute = columns[5],
                                      .pledge = columns[6],
                                      .demolish = columns[7],
                                      .owner = columns[8]};
}

#include "core/dataset_year.h"

#include <stdlib.h>
#include <string.h>

static const size_t left_out = SIZE_MAX;

/* Where each record of a list goes in the part; left_out for those of other years. */
struct places {
    size_t *to;
    size_t count; /* of those that go */
};

/* A list whose records say by a size_t at `owner_at` which record of another list they belong
 * to. */
struct list {
    const void *items;
    size_t count, size, owner_at;
};

static size_t owner_of(const struct list *list, size_t index)
{
    size_t owner;
    memcpy(&owner, (const char *)list->items + index * list->size + list->owner_at, sizeof owner);
    return owner;
}

static struct places follow(const struct list *list, const struct places *owners)
{
    struct places places = {xcalloc(list->count + 1, sizeof(size_t)), 0};
    for (size_t i = 0; i < list->count; i++)
        places.to[i] = owners->to[owner_of(list, i)] != left_out ? places.count++ : left_out;
    return places;
}

static struct places take_projects(struct project_set *part, const struct project_set *whole,
                                   int plan_year)
{
    struct places places = {xcalloc(whole->count + 1, sizeof(size_t)), 0};
    for (size_t i = 0; i < whole->count; i++)
        places.to[i] = whole->items[i].plan_year == plan_year ? places.count++ : left_out;
    part->items = places.count > 0 ? xcalloc(places.count, sizeof *part->items) : NULL;
    part->count = places.count;
    for (size_t i = 0; i < whole->count; i++)
        if (places.to[i] != left_out)
            part->items[places.to[i]] = whole->items[i];
    return places;
}

/* The records whose owner goes, which know their owner's new place. */
static void *take(size_t *count, const struct list *list, const struct places *owners)
{
    struct places places = follow(list, owners);
    char *items = places.count > 0 ? xcalloc(places.count, list->size) : NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (places.to[i] == left_out)
            continue;
        char *item = items + places.to[i] * list->size;
        memcpy(item, (const char *)list->items + i * list->size, list->size);
        memcpy(item + list->owner_at, &owners->to[owner_of(list, i)], sizeof(size_t));
    }
    *count = places.count;
    free(places.to);
    return items;
}

/* Of `number` records that belong to an `owner`. */
#define LIST(array, number, owner)                                                                 \
    (&(struct list){(array), (number), sizeof *(array), offsetof(typeof(*(array)), owner)})

static void take_progress(struct progress_set *part, const struct progress_set *whole,
                          const struct places *projects)
{
    part->items = take(&part->count, LIST(whole->items, whole->count, project), projects);
    if (whole->from == NULL || part->count == 0)
        return;
    part->from = xcalloc(part->count, sizeof *part->from);
    for (size_t i = 0, at = 0; i < whole->count; i++)
        if (projects->to[whole->items[i].project] != left_out)
            part->from[at++] = whole->from[i];
}

static void take_consent(struct consent_set *part, const struct consent_set *whole,
                         const struct places *projects)
{
    struct places tallies = follow(LIST(whole->tallies, whole->tally_count, project), projects);
    part->tallies =
        take(&part->tally_count, LIST(whole->tallies, whole->tally_count, project), projects);
    part->stairwells = take(&part->stairwell_count,
                            LIST(whole->stairwells, whole->stairwell_count, tally), &tallies);
    part->steps = take(&part->step_count, LIST(whole->steps, whole->step_count, project), projects);
    free(tallies.to);
}

void dataset_take_year(struct dataset *part, const struct dataset *whole, int plan_year)
{
    *part = (struct dataset){.vantage = whole->vantage};
    struct places projects = take_projects(&part->projects, &whole->projects, plan_year);
    part->compounds = take(&part->compound_count,
                           LIST(whole->compounds, whole->compound_count, project), &projects);
    take_progress(&part->progress, &whole->progress, &projects);
    take_consent(&part->consent, &whole->consent, &projects);
    part->budgets =
        take(&part->budget_count, LIST(whole->budgets, whole->budget_count, project), &projects);
    part->facilities = take(&part->facilities_count,
                            LIST(whole->facilities, whole->facilities_count, project), &projects);
    part->satisfaction =
        take(&part->satisfaction_count,
             LIST(whole->satisfaction, whole->satisfaction_count, project), &projects);
    free(projects.to);
}

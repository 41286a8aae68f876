#include "data/sample/managed.h"

#include <stdlib.h>

#include "core/memory.h"
#include "data/sample/apportion.h"
#include "data/sample/targets.h"

struct pool {
    struct model_compound **items;
    size_t count, capacity;
};

static void pool_add(struct pool *pool, struct model_compound *compound)
{
    ARRAY_GROW(pool->items, pool->count + 1, pool->capacity);
    pool->items[pool->count++] = compound;
}

static int by_size(const void *left, const void *right)
{
    const struct model_compound *a = *(struct model_compound *const *)left;
    const struct model_compound *b = *(struct model_compound *const *)right;
    if (a->households != b->households)
        return a->households < b->households ? -1 : 1;
    return a->name < b->name ? -1 : a->name > b->name;
}

/* The compounds that have to be managed, and those that may be. */
static void collect(const struct model *model, struct pool *certain, struct pool *possible)
{
    size_t until = model->year_start[MODEL_YEAR - MODEL_FIRST_YEAR];
    for (size_t i = 0; i < until; i++) {
        struct model_project *project = &model->projects[i];
        bool is_bundle =
            project->year == MODEL_FIRST_YEAR && project->district == model->city.jianan;
        if (!model_is_built(project) || !project->central)
            continue;
        for (int c = 0; c < project->compound_count; c++)
            pool_add(is_bundle ? certain : possible, &project->compounds[c]);
    }
}

static int64_t sum_households(struct model_compound *const *items, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += items[i]->households;
    return sum;
}

/* Where in the pool, sorted by size, `count` neighbours come nearest to `households`. */
static size_t nearest_window(const struct pool *pool, size_t count, int64_t households)
{
    size_t best = 0;
    int64_t sum = sum_households(pool->items, count), best_gap = llabs(sum - households);
    for (size_t at = 1; at + count <= pool->count; at++) {
        sum += pool->items[at + count - 1]->households - pool->items[at - 1]->households;
        if (llabs(sum - households) < best_gap) {
            best_gap = llabs(sum - households);
            best = at;
        }
    }
    return best;
}

static void fit_area(const struct pool *chosen, int64_t area_m2)
{
    double *weights = xcalloc(chosen->count + 1, sizeof *weights);
    int64_t *parts = xcalloc(chosen->count + 1, sizeof *parts);
    for (size_t i = 0; i < chosen->count; i++)
        weights[i] = (double)chosen->items[i]->area_m2;
    apportion(area_m2, weights, chosen->count, parts);
    for (size_t i = 0; i < chosen->count; i++)
        chosen->items[i]->area_m2 = parts[i];
    free(weights);
    free(parts);
}

void managed_choose(struct model *model)
{
    struct pool chosen = {0}, possible = {0};
    collect(model, &chosen, &possible);
    size_t bundle = chosen.count;
    int64_t target = (int64_t)(TARGET_MANAGED * model->scale + .5);
    int64_t households = (int64_t)(TARGET_MANAGED_HOUSEHOLDS * model->scale + .5);
    int64_t more = target - (int64_t)bundle;
    if (more > (int64_t)possible.count)
        more = (int64_t)possible.count;
    if (more > 0) {
        qsort(possible.items, possible.count, sizeof *possible.items, by_size);
        size_t at = nearest_window(&possible, (size_t)more,
                                   households - sum_households(chosen.items, bundle));
        for (size_t i = 0; i < (size_t)more; i++)
            pool_add(&chosen, possible.items[at + i]);
    }
    for (size_t i = 0; i < chosen.count; i++) {
        chosen.items[i]->mode = MANAGEMENT_PROFESSIONAL;
        chosen.items[i]->company = i < bundle ? 0 : 1 + (unsigned)(chosen.items[i]->name % 5);
    }
    fit_area(&chosen, (int64_t)(TARGET_MANAGED_AREA_M2 * model->scale + .5));
    free(chosen.items);
    free(possible.items);
}

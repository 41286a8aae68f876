#include "reports/changes.h"

#include <stdlib.h>

struct found {
    struct change *items;
    size_t count, capacity;
};

static void add(struct found *found, enum change_kind kind, const struct project *now,
                const struct project *before, int64_t days)
{
    ARRAY_GROW(found->items, found->count + 1, found->capacity);
    found->items[found->count++] = (struct change){kind, now, before, days};
}

static int by_id(const void *a, const void *b)
{
    const struct project *x = *(const struct project *const *)a;
    const struct project *y = *(const struct project *const *)b;
    return x->project_id < y->project_id ? -1 : x->project_id > y->project_id;
}

static const struct project **index_by_id(const struct dataset *data)
{
    const struct project **index = xcalloc(data->projects.count + 1, sizeof *index);
    for (size_t i = 0; i < data->projects.count; i++)
        index[i] = &data->projects.items[i];
    qsort(index, data->projects.count, sizeof *index, by_id);
    return index;
}

static const struct project *look_up(const struct project **index, size_t count,
                                     const struct project *project)
{
    const struct project **hit = bsearch(&project, index, count, sizeof *index, by_id);
    return hit == NULL ? NULL : *hit;
}

static bool is_complete(const struct project *project)
{
    return project_completed_on(project) != DAYNUM_NONE || project->status == PROJECT_COMPLETED ||
           project->status == PROJECT_ACCEPTED;
}

static bool is_started(const struct project *project)
{
    return project->actual_start != DAYNUM_NONE || project->progress_mpct > 0 ||
           project->status == PROJECT_UNDER_WAY || is_complete(project);
}

static bool has_left(const struct project *project)
{
    return project->gone || project->status == PROJECT_CANCELLED || project->outside_plan;
}

static bool is_stopped(const struct project *project)
{
    return project->status == PROJECT_SUSPENDED;
}

static void compare_plans(struct found *found, const struct project *now,
                          const struct project *before)
{
    if (now->plan_finish == DAYNUM_NONE || before->plan_finish == DAYNUM_NONE)
        return;
    if (now->plan_finish > before->plan_finish)
        add(found, CHANGE_PLAN_LATER, now, before, now->plan_finish - before->plan_finish);
    else if (now->plan_finish < before->plan_finish)
        add(found, CHANGE_PLAN_EARLIER, now, before, before->plan_finish - now->plan_finish);
}

static void compare_progress(struct found *found, const struct project *now,
                             const struct project *before)
{
    bool both = value_is_known(now->progress_mpct) && value_is_known(before->progress_mpct);
    if (!both || is_complete(now))
        return;
    if (now->progress_mpct < before->progress_mpct)
        add(found, CHANGE_BACKWARDS, now, before, 0);
    else if (now->progress_mpct == before->progress_mpct && now->progress_mpct > 0)
        add(found, CHANGE_STUCK, now, before, 0);
}

static void compare(struct found *found, const struct project *now, const struct project *before)
{
    if (has_left(now)) {
        if (before != NULL && !has_left(before))
            add(found, CHANGE_GONE, now, before, 0);
        return;
    }
    if (before == NULL || has_left(before)) {
        add(found, CHANGE_ADDED, now, before, 0);
        return;
    }
    if (is_complete(now) && !is_complete(before))
        add(found, CHANGE_COMPLETED, now, before, 0);
    else if (is_started(now) && !is_started(before))
        add(found, CHANGE_STARTED, now, before, 0);
    if (is_stopped(now) && !is_stopped(before))
        add(found, CHANGE_STOPPED, now, before, 0);
    if (!is_complete(now))
        compare_plans(found, now, before);
    compare_progress(found, now, before);
}

/* Stable: within a kind the order of the projects stays. */
static size_t sort_by_kind(const struct found *found, struct arena *arena,
                           struct change **changes)
{
    size_t count = 0;
    *changes = arena_alloc(arena, (found->count + 1) * sizeof **changes);
    for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        for (size_t i = 0; i < found->count; i++)
            if ((int)found->items[i].kind == kind)
                (*changes)[count++] = found->items[i];
    return count;
}

size_t changes_find(const struct dataset *before, const struct dataset *now, struct arena *arena,
                    struct change **changes)
{
    struct found found = {0};
    const struct project **was = index_by_id(before), **is = index_by_id(now);
    for (size_t i = 0; i < now->projects.count; i++) {
        const struct project *project = &now->projects.items[i];
        compare(&found, project, look_up(was, before->projects.count, project));
    }
    for (size_t i = 0; i < before->projects.count; i++) {
        const struct project *project = &before->projects.items[i];
        if (!has_left(project) && look_up(is, now->projects.count, project) == NULL)
            add(&found, CHANGE_GONE, NULL, project, 0);
    }
    size_t count = sort_by_kind(&found, arena, changes);
    free(found.items);
    free(was);
    free(is);
    return count;
}

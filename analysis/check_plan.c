#include "analysis/check_state.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/counted.h"
#include "core/text.h"

enum { MOVED_DAYS = 60, START_OVERDUE_DAYS = 60 };

static void look_at_finish(struct check *check, const struct project *project)
{
    daynum first = project->original_plan_finish, now = project->plan_finish;
    const struct deadline *deadline = settings_deadline(check->settings, "completion");
    int moved = first == DAYNUM_NONE || now == DAYNUM_NONE ? 0 : now - first;
    if (moved > MOVED_DAYS)
        check_add(check, FINDING_PLAN_MOVED, project, project->from,
                  _("the planned finish moved from %s to %s, by %d days"), check_date(first).text,
                  check_date(now).text, moved);
    if (deadline == NULL || project->plan_year == 0 || !project_is_counted(project))
        return;
    daynum day = deadline_day(deadline, project->plan_year);
    if (day >= check->as_of && check_later(now, day))
        check_add(check, FINDING_PLAN_AFTER_DEADLINE, project, project->from,
                  _("planned to finish on %s, after the deadline of %s"), check_date(now).text,
                  check_date(day).text);
}

static void look_at_start(struct check *check, const struct project *project)
{
    int waited = project->plan_start == DAYNUM_NONE ? 0 : check->as_of - project->plan_start;
    if (project_is_counted(project) && waited > START_OVERDUE_DAYS &&
        !project_has_started(project, check->as_of))
        check_add(check, FINDING_START_OVERDUE, project, project->from,
                  _("due to begin on %s, %d days ago, and not begun"),
                  check_date(project->plan_start).text, waited);
    if (project->actual_start == DAYNUM_NONE || project->plan_year == 0)
        return;
    int year = daynum_year(project->actual_start);
    if (year < project->plan_year - 1 || year > project->plan_year + 1)
        check_add(check, FINDING_START_OUTSIDE_PLAN_YEAR, project, project->from,
                  _("began on %s, but is a project of the plan of %d"),
                  check_date(project->actual_start).text, project->plan_year);
}

/* A project by the form in which names are compared. */
struct named {
    const char *key;
    const struct project *project;
};

static int compare_named(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    int order = strcmp(a->project->city, b->project->city);
    if (order == 0)
        order = strcmp(a->project->district, b->project->district);
    if (order == 0)
        order = strcmp(a->key, b->key);
    if (order == 0)
        order = (a->project->plan_year > b->project->plan_year) -
                (a->project->plan_year < b->project->plan_year);
    return order != 0 ? order : strcmp(a->project->code, b->project->code);
}

static bool share_name(const struct named *a, const struct named *b)
{
    return a->key[0] != '\0' && strcmp(a->key, b->key) == 0 &&
           strcmp(a->project->city, b->project->city) == 0 &&
           strcmp(a->project->district, b->project->district) == 0;
}

static void look_at_names(struct check *check, const struct named *named, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct project *other = named[i - 1].project, *project = named[i].project;
        if (!share_name(&named[i - 1], &named[i]))
            continue;
        if (other->plan_year == project->plan_year)
            check_add(check, FINDING_DUPLICATE_PROJECT, project, project->from,
                      _("'%s' has the name, district and plan year of '%s'"), project->name,
                      other->code[0] != '\0' ? other->code : other->name);
        else
            check_add(check, FINDING_RENOVATED_TWICE, project, project->from,
                      _("'%s' is in the plan of %d, and was in that of %d as '%s'"), project->name,
                      project->plan_year, other->plan_year,
                      other->code[0] != '\0' ? other->code : other->name);
    }
}

static void look_for_duplicates(struct check *check)
{
    const struct project_set *set = &check->data->projects;
    struct named *named = xcalloc(set->count + 1, sizeof *named);
    struct arena keys = ARENA_INIT;
    struct text key = TEXT_INIT;
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct project *project = check_project(check, i);
        if (project == NULL)
            continue;
        text_clear(&key);
        text_normalise(&key, project->name, strlen(project->name));
        named[count++] = (struct named){arena_strdup(&keys, key.data), project};
    }
    qsort(named, count, sizeof *named, compare_named);
    look_at_names(check, named, count);
    text_release(&key);
    arena_release(&keys);
    free(named);
}

/* A project that a later list lacks, though it was neither finished nor cancelled. */
static void look_for_vanished(struct check *check)
{
    const struct project_set *set = &check->data->projects;
    for (size_t i = 0; i < set->count; i++) {
        const struct project *project = &set->items[i];
        if (project->gone && project->status != PROJECT_CANCELLED &&
            !project_has_completed(project, check->as_of))
            check_add(check, FINDING_VANISHED, project, project->from,
                      _("last listed on %s, unfinished, and in no later list"),
                      check_date(project->as_of).text);
    }
}

void check_plan(struct check *check)
{
    for (size_t i = 0; i < check->data->projects.count; i++) {
        const struct project *project = check_project(check, i);
        if (project == NULL)
            continue;
        look_at_start(check, project);
        if (!project_has_completed(project, check->as_of))
            look_at_finish(check, project);
    }
    look_for_duplicates(check);
    look_for_vanished(check);
}

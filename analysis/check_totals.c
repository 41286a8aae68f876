#include <stdlib.h>
#include <string.h>

#include "analysis/check_state.h"
#include "analysis/counted.h"

static void look_at_parts(struct check *check, const struct region_total *total)
{
    const struct {
        const char *part, *whole;
        int64_t part_count, whole_count;
    } pairs[] = {
        {_("completed"), _("started"), total->completed, total->started},
        {_("completed"), _("planned"), total->completed, total->planned},
        {_("households of started works"), _("households planned"), total->households_started,
         total->households_planned},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (check_exceeds(pairs[i].part_count, pairs[i].whole_count)) {
            check_add_about(check, FINDING_TOTALS_PART_OVER_WHOLE, total->region, total->region,
                            total->from, _("%s %lld, more than %s %lld, on %s"), pairs[i].part,
                            (long long)pairs[i].part_count, pairs[i].whole,
                            (long long)pairs[i].whole_count, check_date(total->as_of).text);
            return;
        }
}

/* Cumulative counts of one region and plan year, on two days. */
static void look_at_fall(struct check *check, const struct region_total *before,
                         const struct region_total *total)
{
    const struct {
        const char *name;
        int64_t before, now;
    } counts[] = {
        {_("started"), before->started, total->started},
        {_("completed"), before->completed, total->completed},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (check_exceeds(counts[i].before, counts[i].now)) {
            check_add_about(check, FINDING_TOTALS_FALL, total->region, total->region, total->from,
                            _("%s: %lld on %s, but %lld on %s"), counts[i].name,
                            (long long)counts[i].before, check_date(before->as_of).text,
                            (long long)counts[i].now, check_date(total->as_of).text);
            return;
        }
}

/* The counted projects of a district and plan year. */
struct listed {
    const char *district;
    int plan_year;
    int64_t projects, communities;
};

static int compare_listed(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;
    int order = strcmp(a->district, b->district);
    return order != 0 ? order : (a->plan_year > b->plan_year) - (a->plan_year < b->plan_year);
}

/* Districts of two cities that share a name are joined, for a total does not tell them apart. */
static size_t list_districts(const struct check *check, struct listed *listed)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < check->data->projects.count; i++) {
        const struct project *project = check_project(check, i);
        if (project != NULL && project_is_counted(project))
            listed[count++] =
                (struct listed){project->district, project->plan_year, 1,
                                value_is_known(project->communities) ? project->communities : 1};
    }
    if (count > 1)
        qsort(listed, count, sizeof *listed, compare_listed);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || compare_listed(&listed[kept - 1], &listed[i]) != 0) {
            listed[kept++] = listed[i];
            continue;
        }
        listed[kept - 1].projects += listed[i].projects;
        listed[kept - 1].communities += listed[i].communities;
    }
    return kept;
}

/* The newest total of a district against its projects; it may count projects or communities. */
static void look_at_list(struct check *check, const struct region_total *total,
                         const struct listed *listed, size_t count)
{
    const struct listed key = {.district = total->region, .plan_year = total->plan_year};
    const struct listed *found =
        count == 0 ? NULL : bsearch(&key, listed, count, sizeof *listed, compare_listed);
    if (found != NULL && value_is_known(total->planned) && total->planned != found->projects &&
        total->planned != found->communities)
        check_add_about(check, FINDING_TOTALS_DISAGREE, total->region, total->region, total->from,
                        _("%lld planned by the totals, %lld projects of %lld communities by the "
                          "list"),
                        (long long)total->planned, (long long)found->projects,
                        (long long)found->communities);
}

static bool continues(const struct region_total *a, const struct region_total *b)
{
    return strcmp(a->region, b->region) == 0 && a->plan_year == b->plan_year;
}

void check_totals(struct check *check)
{
    const struct total_set *set = check->input->totals;
    if (set == NULL || set->count == 0)
        return;
    struct listed *listed = xcalloc(check->data->projects.count + 1, sizeof *listed);
    size_t listed_count = list_districts(check, listed);
    for (size_t i = 0; i < set->count; i++) {
        const struct region_total *total = &set->items[i];
        bool newest = i + 1 == set->count || !continues(total, &set->items[i + 1]);
        if (check->input->plan_year != 0 && total->plan_year != check->input->plan_year)
            continue;
        if (newest) {
            look_at_parts(check, total);
            look_at_list(check, total, listed, listed_count);
        }
        if (i > 0 && continues(&set->items[i - 1], total))
            look_at_fall(check, &set->items[i - 1], total);
    }
    free(listed);
}

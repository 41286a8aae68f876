#include "analysis/management.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/counted.h"
#include "analysis/grouping.h"

static struct management_row empty_row(void)
{
    return (struct management_row){
        .group = "",
        .district = "",
        .households = VALUE_NONE,
        .area_cm2 = VALUE_NONE,
        .households_central = VALUE_NONE,
        .area_central_cm2 = VALUE_NONE,
        .households_professional = VALUE_NONE,
    };
}

static int64_t known_or(int64_t value, int64_t otherwise)
{
    return value_is_known(value) ? value : otherwise;
}

int64_t management_communities(const struct compound *compound)
{
    return known_or(compound->communities, 1);
}

int64_t management_households(const struct compound *compound)
{
    return known_or(compound->managed_households, compound->households);
}

int64_t management_area_cm2(const struct compound *compound)
{
    return known_or(compound->managed_area_cm2, compound->floor_area_cm2);
}

static void add_compound(struct management_row *row, const struct compound *compound, bool central)
{
    int64_t communities = management_communities(compound);
    int64_t households = management_households(compound);
    int64_t area_cm2 = management_area_cm2(compound);
    row->communities = value_add(row->communities, communities);
    row->households = value_add(row->households, households);
    row->area_cm2 = value_add(row->area_cm2, area_cm2);
    if (compound->mode == MANAGEMENT_PROFESSIONAL) {
        row->communities_professional = value_add(row->communities_professional, communities);
        row->households_professional = value_add(row->households_professional, households);
    }
    if (!central)
        return;
    row->communities_central = value_add(row->communities_central, communities);
    row->households_central = value_add(row->households_central, households);
    row->area_central_cm2 = value_add(row->area_central_cm2, area_cm2);
}

static bool compound_counts(const struct compound *compound, const struct dataset *data)
{
    return project_is_live(&data->projects.items[compound->project]) && (int)compound->mode >= 0 &&
           compound->mode < MANAGEMENT_MODE_COUNT;
}

/* A company in a group. */
struct employed {
    const char *company;
    size_t group;
};

static int compare_employed(const void *a, const void *b)
{
    const struct employed *left = a, *right = b;
    int order = strcmp(left->company, right->company);
    return order != 0 ? order : (left->group > right->group) - (left->group < right->group);
}

/* Distinct names, in each group and over all of them. */
static void count_companies(struct management_result *result, const struct dataset *data,
                            const size_t *group_of)
{
    struct employed *all = xcalloc(data->compound_count + 1, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < data->compound_count; i++) {
        const struct compound *compound = &data->compounds[i];
        if (compound_counts(compound, data) && compound->company[0] != '\0')
            all[count++] = (struct employed){compound->company, group_of[i]};
    }
    qsort(all, count, sizeof *all, compare_employed);
    for (size_t i = 0; i < count; i++) {
        bool new_name = i == 0 || strcmp(all[i - 1].company, all[i].company) != 0;
        result->total.companies += new_name;
        result->rows[all[i].group].companies += new_name || all[i - 1].group != all[i].group;
    }
    free(all);
}

/* Rows of the modes, in the order of the enumeration, with those that do not say last. */
static size_t *group_by_mode(struct management_result *result, const struct dataset *data)
{
    size_t *group_of = xcalloc(data->compound_count + 1, sizeof *group_of);
    result->count = MANAGEMENT_MODE_COUNT;
    result->rows = xcalloc(result->count, sizeof *result->rows);
    for (size_t i = 0; i < result->count; i++) {
        result->rows[i] = empty_row();
        result->rows[i].mode = (enum management_mode)((i + 1) % MANAGEMENT_MODE_COUNT);
    }
    for (size_t i = 0; i < data->compound_count; i++)
        group_of[i] =
            ((size_t)data->compounds[i].mode + MANAGEMENT_MODE_COUNT - 1) % MANAGEMENT_MODE_COUNT;
    return group_of;
}

/* Rows by the districts of the projects, or by the companies. */
static size_t *group_by_name(struct management_result *result, const struct dataset *data,
                             enum management_by by)
{
    struct grouping districts, names;
    const char **keys = xcalloc(data->compound_count + 1, sizeof *keys);
    grouping_by_district(&districts, &data->projects, &result->strings);
    for (size_t i = 0; i < data->compound_count; i++) {
        const struct compound *compound = &data->compounds[i];
        keys[i] = by == MANAGEMENT_BY_COMPANY
                      ? compound->company
                      : districts.labels[districts.group_of[compound->project]];
    }
    grouping_init(&names, keys, data->compound_count);
    result->count = names.count;
    result->rows = xcalloc(names.count + 1, sizeof *result->rows);
    for (size_t i = 0; i < names.count; i++) {
        result->rows[i] = empty_row();
        result->rows[i].group = arena_strdup(&result->strings, names.labels[i]);
    }
    size_t *group_of = names.group_of;
    names.group_of = NULL;
    grouping_release(&names);
    grouping_release(&districts);
    free(keys);
    return group_of != NULL ? group_of : xcalloc(1, sizeof *group_of);
}

/* Where a company works in one district only, the row names it. */
static void name_district(struct management_result *result, struct management_row *row,
                          const char *district)
{
    if (row->communities == 0)
        row->district = arena_strdup(&result->strings, district);
    else if (strcmp(row->district, district) != 0)
        row->district = "";
}

static void drop_empty_rows(struct management_result *result)
{
    size_t kept = 0;
    for (size_t i = 0; i < result->count; i++)
        if (result->rows[i].communities > 0)
            result->rows[kept++] = result->rows[i];
    result->count = kept;
}

void management_compute_by(struct management_result *result, const struct dataset *data,
                           enum management_by by)
{
    *result = (struct management_result){.total = empty_row()};
    size_t *group_of =
        by == MANAGEMENT_BY_MODE ? group_by_mode(result, data) : group_by_name(result, data, by);
    for (size_t i = 0; i < data->compound_count; i++) {
        const struct compound *compound = &data->compounds[i];
        const struct project *project = &data->projects.items[compound->project];
        if (!compound_counts(compound, data))
            continue;
        struct management_row *row = &result->rows[group_of[i]];
        if (by == MANAGEMENT_BY_COMPANY)
            name_district(result, row, project->district);
        add_compound(row, compound, project->central_area);
        add_compound(&result->total, compound, project->central_area);
    }
    count_companies(result, data, group_of);
    drop_empty_rows(result);
    free(group_of);
}

void management_compute(struct management_result *result, const struct dataset *data)
{
    management_compute_by(result, data, MANAGEMENT_BY_MODE);
}

void management_release(struct management_result *result)
{
    free(result->rows);
    arena_release(&result->strings);
    *result = (struct management_result){0};
}

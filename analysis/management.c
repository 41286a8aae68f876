#include "analysis/management.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/counted.h"

static struct management_row empty_row(enum management_mode mode)
{
    return (struct management_row){
        .mode = mode,
        .households = VALUE_NONE,
        .area_cm2 = VALUE_NONE,
        .households_central = VALUE_NONE,
        .area_central_cm2 = VALUE_NONE,
    };
}

static int64_t known_or(int64_t value, int64_t otherwise)
{
    return value_is_known(value) ? value : otherwise;
}

static void add_compound(struct management_row *row, const struct compound *compound, bool central)
{
    int64_t communities = known_or(compound->communities, 1);
    int64_t households = known_or(compound->managed_households, compound->households);
    int64_t area_cm2 = known_or(compound->managed_area_cm2, compound->floor_area_cm2);
    row->communities = value_add(row->communities, communities);
    row->households = value_add(row->households, households);
    row->area_cm2 = value_add(row->area_cm2, area_cm2);
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

struct employed {
    const char *company;
    enum management_mode mode;
};

static int compare_employed(const void *a, const void *b)
{
    const struct employed *left = a, *right = b;
    int order = strcmp(left->company, right->company);
    return order != 0 ? order : (left->mode > right->mode) - (left->mode < right->mode);
}

/* Distinct names, in each mode and over all modes. */
static void count_companies(struct management_result *result, struct management_row *by_mode,
                            const struct dataset *data)
{
    struct employed *all = xcalloc(data->compound_count + 1, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < data->compound_count; i++) {
        const struct compound *compound = &data->compounds[i];
        if (compound_counts(compound, data) && compound->company[0] != '\0')
            all[count++] = (struct employed){compound->company, compound->mode};
    }
    qsort(all, count, sizeof *all, compare_employed);
    for (size_t i = 0; i < count; i++) {
        bool new_name = i == 0 || strcmp(all[i - 1].company, all[i].company) != 0;
        result->total.companies += new_name;
        by_mode[all[i].mode].companies += new_name || all[i - 1].mode != all[i].mode;
    }
    free(all);
}

void management_compute(struct management_result *result, const struct dataset *data)
{
    struct management_row by_mode[MANAGEMENT_MODE_COUNT];
    *result = (struct management_result){.total = empty_row(0)};
    for (size_t mode = 0; mode < MANAGEMENT_MODE_COUNT; mode++)
        by_mode[mode] = empty_row((enum management_mode)mode);
    for (size_t i = 0; i < data->compound_count; i++) {
        const struct compound *compound = &data->compounds[i];
        bool central = data->projects.items[compound->project].central_area;
        if (!compound_counts(compound, data))
            continue;
        add_compound(&by_mode[compound->mode], compound, central);
        add_compound(&result->total, compound, central);
    }
    count_companies(result, by_mode, data);

    /* The order of the enumeration, with those that do not say last. */
    result->rows = xcalloc(MANAGEMENT_MODE_COUNT, sizeof *result->rows);
    for (size_t i = 1; i <= MANAGEMENT_MODE_COUNT; i++)
        if (by_mode[i % MANAGEMENT_MODE_COUNT].communities > 0)
            result->rows[result->count++] = by_mode[i % MANAGEMENT_MODE_COUNT];
}

void management_release(struct management_result *result)
{
    free(result->rows);
    *result = (struct management_result){0};
}

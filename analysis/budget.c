#include "analysis/budget.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/counted.h"
#include "analysis/grouping.h"

/* The two sums behind a ratio, over those who say both. */
struct ratio {
    int64_t part, whole;
};

struct ratios {
    struct ratio paid_of_planned, paid_of_issued, planned_of_households;
};

static const size_t amounts[] = {
    offsetof(struct budget, planned_fen),  offsetof(struct budget, issued_fen),
    offsetof(struct budget, received_fen), offsetof(struct budget, disbursed_fen),
    offsetof(struct budget, paid_fen),     offsetof(struct budget, contracted_fen),
    offsetof(struct budget, settled_fen),  offsetof(struct budget, invested_fen),
};
static const size_t amount_sums[] = {
    offsetof(struct budget_row, planned_fen),  offsetof(struct budget_row, issued_fen),
    offsetof(struct budget_row, received_fen), offsetof(struct budget_row, disbursed_fen),
    offsetof(struct budget_row, paid_fen),     offsetof(struct budget_row, contracted_fen),
    offsetof(struct budget_row, settled_fen),  offsetof(struct budget_row, invested_fen),
};
enum { AMOUNT_COUNT = sizeof amounts / sizeof *amounts };
_Static_assert(AMOUNT_COUNT == sizeof amount_sums / sizeof *amount_sums, "each amount is summed");

static int64_t *sum_at(struct budget_row *row, size_t i)
{
    return (int64_t *)(void *)((char *)row + amount_sums[i]);
}

static int64_t amount_at(const struct budget *budget, size_t i)
{
    return *(const int64_t *)(const void *)((const char *)budget + amounts[i]);
}

static struct budget_row empty_row(const char *group)
{
    struct budget_row row = {.group = group, .households = VALUE_NONE};
    for (size_t i = 0; i < AMOUNT_COUNT; i++)
        *sum_at(&row, i) = VALUE_NONE;
    for (size_t i = 0; i < FUND_SOURCE_COUNT; i++)
        row.planned_by_source_fen[i] = VALUE_NONE;
    return row;
}

static void add_pair(struct ratio *ratio, int64_t part, int64_t whole)
{
    if (!value_is_known(part) || !value_is_known(whole))
        return;
    ratio->part = value_add(ratio->part, part);
    ratio->whole = value_add(ratio->whole, whole);
}

static double ratio_value(const struct ratio *ratio)
{
    return ratio->whole > 0 ? (double)ratio->part / (double)ratio->whole : NAN;
}

static void add_project(struct budget_row *row, const struct project *project)
{
    row->projects++;
    row->households = value_add(row->households, project->households);
}

static void add_budget(struct budget_row *row, struct ratios *ratios, const struct budget *budget,
                       int64_t households)
{
    for (size_t i = 0; i < AMOUNT_COUNT; i++)
        *sum_at(row, i) = value_add(*sum_at(row, i), amount_at(budget, i));
    for (size_t i = 0; i < FUND_SOURCE_COUNT; i++)
        row->planned_by_source_fen[i] =
            value_add(row->planned_by_source_fen[i], budget->planned_by_source_fen[i]);
    add_pair(&ratios->paid_of_planned, budget->paid_fen, budget->planned_fen);
    add_pair(&ratios->paid_of_issued, budget->paid_fen, budget->issued_fen);
    add_pair(&ratios->planned_of_households, budget->planned_fen, households);
}

static void finish_row(struct budget_row *row, const struct ratios *ratios)
{
    row->paid_of_planned_pct = 100 * ratio_value(&ratios->paid_of_planned);
    row->paid_of_issued_pct = 100 * ratio_value(&ratios->paid_of_issued);
    row->planned_yuan_per_household = ratio_value(&ratios->planned_of_households) / FEN_PER_YUAN;
}

/* `ratios` has one for each group and one for the total behind them. */
static void add_all(struct budget_result *result, struct ratios *ratios, const struct dataset *data,
                    const struct grouping *grouping)
{
    for (size_t i = 0; i < data->projects.count; i++) {
        if (!project_is_counted(&data->projects.items[i]))
            continue;
        add_project(&result->rows[grouping->group_of[i]], &data->projects.items[i]);
        add_project(&result->total, &data->projects.items[i]);
    }
    for (size_t i = 0; i < data->budget_count; i++) {
        const struct budget *budget = &data->budgets[i];
        const struct project *project = &data->projects.items[budget->project];
        size_t group = grouping->group_of[budget->project];
        if (!project_is_counted(project))
            continue;
        add_budget(&result->rows[group], &ratios[group], budget, project->households);
        add_budget(&result->total, &ratios[result->count], budget, project->households);
    }
}

/* A district none of whose projects is counted has no row. */
static void finish_rows(struct budget_result *result, const struct ratios *ratios)
{
    size_t kept = 0;
    finish_row(&result->total, &ratios[result->count]);
    for (size_t i = 0; i < result->count; i++) {
        finish_row(&result->rows[i], &ratios[i]);
        if (result->rows[i].projects > 0)
            result->rows[kept++] = result->rows[i];
    }
    result->count = kept;
}

void budget_compute(struct budget_result *result, const struct dataset *data)
{
    struct grouping grouping;
    struct ratios *ratios;
    *result = (struct budget_result){.total = empty_row("")};
    grouping_by_district(&grouping, &data->projects, &result->strings);
    ratios = xcalloc(grouping.count + 1, sizeof *ratios);
    result->rows = xcalloc(grouping.count + 1, sizeof *result->rows);
    result->count = grouping.count;
    for (size_t i = 0; i < grouping.count; i++)
        result->rows[i] = empty_row(arena_strdup(&result->strings, grouping.labels[i]));
    add_all(result, ratios, data, &grouping);
    finish_rows(result, ratios);
    free(ratios);
    grouping_release(&grouping);
}

void budget_release(struct budget_result *result)
{
    free(result->rows);
    arena_release(&result->strings);
    *result = (struct budget_result){0};
}

#include <math.h>
#include <stdlib.h>

#include "analysis/check_state.h"
#include "analysis/robust.h"

/*
 * Amounts and areas per household and per m2 against those of the other projects.
 *
 * 1. A unit slip is an amount that is 10,000 times as large, or as small, as the median of all:
 *    yuan taken for 10,000 yuan. Between 3,000 and 30,000 times it can be little else. At least
 *    SLIP_LEAST projects make a median.
 * 2. An outlier has a robust z-score above OUTLIER_Z on the log scale among the projects of its
 *    class of works, the highest that it has, and is twice as large or half as large as their
 *    median: in a class of near equals a small difference is far out, and nobody's concern. At
 *    least OUTLIER_LEAST projects make a class.
 */
enum { SLIP_LEAST = 5, OUTLIER_LEAST = 8, CLASSES = WORKS_CLASS_COUNT + 1 };
#define SLIP_LOW 3000.0
#define SLIP_HIGH 30000.0
#define OUTLIER_Z 3.5
#define OUTLIER_FACTOR 2.0

enum ratio { COST_PER_HOUSEHOLD, COST_PER_M2, M2_PER_HOUSEHOLD, RATIO_COUNT };

/* One ratio of every project that says both of its numbers, as a logarithm. */
struct costs {
    const struct project **projects;
    struct provenance *from;
    double *logs;
    size_t count;
    double median; /* of the logarithms */
};

static void costs_init(struct costs *costs, size_t room)
{
    costs->projects = xcalloc(room + 1, sizeof *costs->projects);
    costs->from = xcalloc(room + 1, sizeof *costs->from);
    costs->logs = xcalloc(room + 1, sizeof *costs->logs);
    costs->count = 0;
}

static void costs_release(struct costs *costs)
{
    free(costs->projects);
    free(costs->from);
    free(costs->logs);
}

static void costs_add(struct costs *costs, const struct project *project, struct provenance from,
                      int64_t part, int64_t whole)
{
    if (!value_is_known(part) || !value_is_known(whole) || part <= 0 || whole <= 0)
        return;
    costs->projects[costs->count] = project;
    costs->from[costs->count] = from;
    costs->logs[costs->count++] = log((double)part / (double)whole);
}

static void collect(struct check *check, struct costs costs[RATIO_COUNT])
{
    const struct dataset *data = check->data;
    for (size_t i = 0; i < data->budget_count; i++) {
        const struct budget *budget = &data->budgets[i];
        const struct project *project = check_project(check, budget->project);
        if (project == NULL)
            continue;
        costs_add(&costs[COST_PER_HOUSEHOLD], project, budget->from, budget->planned_fen,
                  project->households);
        costs_add(&costs[COST_PER_M2], project, budget->from, budget->planned_fen,
                  project->floor_area_cm2);
    }
    for (size_t i = 0; i < data->projects.count; i++) {
        const struct project *project = check_project(check, i);
        if (project != NULL)
            costs_add(&costs[M2_PER_HOUSEHOLD], project, project->from, project->floor_area_cm2,
                      project->households);
    }
    for (int ratio = 0; ratio < RATIO_COUNT; ratio++) {
        struct robust robust;
        robust_describe(&robust, costs[ratio].logs, costs[ratio].count);
        costs[ratio].median = robust.median;
    }
}

/* An amount in fen (or an area in cm2) per unit, as people say it. */
static double shown(enum ratio ratio, double log_value)
{
    double value = exp(log_value);
    if (ratio == COST_PER_HOUSEHOLD)
        return value / FEN_PER_YUAN;
    return ratio == COST_PER_M2 ? value * CM2_PER_M2 / FEN_PER_YUAN : value / CM2_PER_M2;
}

static const char *unit_of(enum ratio ratio)
{
    static const char *const units[RATIO_COUNT] = {
        [COST_PER_HOUSEHOLD] = N_("yuan per household"),
        [COST_PER_M2] = N_("yuan per m²"),
        [M2_PER_HOUSEHOLD] = N_("m² per household"),
    };
    return _(units[ratio]);
}

static bool is_slip(double log_ratio)
{
    double factor = exp(fabs(log_ratio));
    return factor >= SLIP_LOW && factor <= SLIP_HIGH;
}

/* A slip of money shows per household and per m2: it is told once, and so is one of area. */
static void look_for_slips(struct check *check, const struct costs *costs, enum ratio ratio)
{
    for (size_t i = 0; i < costs->count && costs->count >= SLIP_LEAST; i++)
        if (is_slip(costs->logs[i] - costs->median))
            check_add(check, FINDING_UNIT_SLIP, costs->projects[i], costs->from[i],
                      _("%.2f %s, where the median of all projects is %.2f"),
                      shown(ratio, costs->logs[i]), unit_of(ratio), shown(ratio, costs->median));
}

static int class_of(const struct project *project)
{
    for (int class = WORKS_CLASS_COUNT; class > 0; class --)
        if ((project->works >> (class - 1) & 1) != 0)
            return class;
    return 0;
}

static void look_at_class(struct check *check, const struct costs *costs, enum ratio ratio,
                          int class)
{
    double *logs = xcalloc(costs->count + 1, sizeof *logs);
    size_t *index = xcalloc(costs->count + 1, sizeof *index);
    size_t count = 0;
    struct robust robust;
    for (size_t i = 0; i < costs->count; i++)
        if (class_of(costs->projects[i]) == class && !is_slip(costs->logs[i] - costs->median)) {
            index[count] = i;
            logs[count++] = costs->logs[i];
        }
    robust_describe(&robust, logs, count);
    robust_scores(logs, logs, count);
    for (size_t i = 0; i < count && count >= OUTLIER_LEAST; i++) {
        double value = costs->logs[index[i]];
        if (fabs(logs[i]) > OUTLIER_Z && fabs(value - robust.median) > log(OUTLIER_FACTOR))
            check_add(
                check, FINDING_UNIT_COST_OUTLIER, costs->projects[index[i]], costs->from[index[i]],
                _("%.0f %s, where the median of %zu such projects is %.0f (robust z %.1f)"),
                shown(ratio, value), unit_of(ratio), count, shown(ratio, robust.median), logs[i]);
    }
    free(logs);
    free(index);
}

/* A budget against itself: what was paid or issued, 10,000 times what was planned. */
static void look_at_budgets(struct check *check)
{
    for (size_t i = 0; i < check->data->budget_count; i++) {
        const struct budget *budget = &check->data->budgets[i];
        const struct project *project = check_project(check, budget->project);
        int64_t largest =
            budget->paid_fen > budget->issued_fen ? budget->paid_fen : budget->issued_fen;
        if (project == NULL || largest <= 0 || budget->planned_fen <= 0 ||
            !is_slip(log((double)largest / (double)budget->planned_fen)) ||
            largest < budget->planned_fen)
            continue;
        check_add(check, FINDING_UNIT_SLIP, project, budget->from,
                  _("%.2f paid or issued for %.2f planned (10,000 yuan)"), check_wan(largest),
                  check_wan(budget->planned_fen));
    }
}

void check_cost(struct check *check)
{
    struct costs costs[RATIO_COUNT];
    for (int ratio = 0; ratio < RATIO_COUNT; ratio++)
        costs_init(&costs[ratio], check->data->projects.count);
    collect(check, costs);
    look_for_slips(check, &costs[COST_PER_HOUSEHOLD], COST_PER_HOUSEHOLD);
    look_for_slips(check, &costs[M2_PER_HOUSEHOLD], M2_PER_HOUSEHOLD);
    look_at_budgets(check);
    for (int class = 0; class < CLASSES; class ++)
        look_at_class(check, &costs[COST_PER_HOUSEHOLD], COST_PER_HOUSEHOLD, class);
    for (int ratio = 0; ratio < RATIO_COUNT; ratio++)
        costs_release(&costs[ratio]);
}

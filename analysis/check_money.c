#include "analysis/check_state.h"

#include "analysis/counted.h"

enum {
    SETTLED_PCT = 110,                 /* of the contract */
    AHEAD_POINTS = 40,                 /* money paid before the works that it pays for */
    ROUNDING_FEN = 100 * FEN_PER_YUAN, /* 0.01 in 10,000 yuan, for each source */
};

/* Parts that must not exceed their wholes. */
static void look_at_shares(struct check *check, const struct project *project,
                           const struct budget *budget)
{
    if (check_exceeds(budget->paid_fen, budget->issued_fen))
        check_add(check, FINDING_PAID_OVER_ISSUED, project, budget->from,
                  _("%.2f paid of %.2f issued (10,000 yuan)"), check_wan(budget->paid_fen),
                  check_wan(budget->issued_fen));
    if (check_exceeds(budget->paid_fen, budget->planned_fen))
        check_add(check, FINDING_PAID_OVER_PLANNED, project, budget->from,
                  _("%.2f paid of %.2f planned (10,000 yuan)"), check_wan(budget->paid_fen),
                  check_wan(budget->planned_fen));
    if (check_exceeds(budget->issued_fen, budget->planned_fen))
        check_add(check, FINDING_ISSUED_OVER_PLANNED, project, budget->from,
                  _("%.2f issued of %.2f planned (10,000 yuan)"), check_wan(budget->issued_fen),
                  check_wan(budget->planned_fen));
    if (check_exceeds(budget->contracted_fen, budget->planned_fen))
        check_add(check, FINDING_CONTRACT_OVER_PLANNED, project, budget->from,
                  _("contracts of %.2f for %.2f planned (10,000 yuan)"),
                  check_wan(budget->contracted_fen), check_wan(budget->planned_fen));
    if (value_is_known(budget->contracted_fen) && budget->contracted_fen > 0 &&
        check_exceeds(budget->settled_fen, budget->contracted_fen / 100 * SETTLED_PCT))
        check_add(check, FINDING_SETTLED_OVER_CONTRACT, project, budget->from,
                  _("%.2f settled for contracts of %.2f (10,000 yuan)"),
                  check_wan(budget->settled_fen), check_wan(budget->contracted_fen));
}

static void look_at_sources(struct check *check, const struct project *project,
                            const struct budget *budget)
{
    int64_t sum = VALUE_NONE;
    int said = 0;
    for (int source = 0; source < FUND_SOURCE_COUNT; source++) {
        sum = value_add(sum, budget->planned_by_source_fen[source]);
        said += value_is_known(budget->planned_by_source_fen[source]);
    }
    int64_t gap = said < 2 || !value_is_known(budget->planned_fen) ? 0 : sum - budget->planned_fen;
    if (gap > said * ROUNDING_FEN || -gap > said * ROUNDING_FEN)
        check_add(check, FINDING_SOURCES_OFF_TOTAL, project, budget->from,
                  _("the sources add up to %.2f, the plan is %.2f (10,000 yuan)"), check_wan(sum),
                  check_wan(budget->planned_fen));
}

static void look_at_signs(struct check *check, const struct project *project,
                          const struct budget *budget)
{
    const int64_t amounts[] = {
        budget->planned_fen,    budget->issued_fen,  budget->received_fen, budget->disbursed_fen,
        budget->contracted_fen, budget->settled_fen, budget->invested_fen, budget->paid_fen,
    };
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (value_is_known(amounts[i]) && amounts[i] < 0) {
            check_add(check, FINDING_NEGATIVE_AMOUNT, project, budget->from,
                      _("a cumulative amount of %.2f (10,000 yuan)"), check_wan(amounts[i]));
            return;
        }
}

static void look_at_works(struct check *check, const struct project *project,
                          const struct budget *budget)
{
    if (!value_is_known(budget->paid_fen) || !value_is_known(budget->planned_fen) ||
        budget->planned_fen <= 0 || project_has_completed(project, check->as_of))
        return;
    double paid = 100.0 * (double)budget->paid_fen / (double)budget->planned_fen;
    bool started = project_has_started(project, check->as_of);
    if (started && !value_is_known(project->progress_mpct))
        return;
    double done = started ? check_pct(project->progress_mpct) : 0;
    if (paid - done > AHEAD_POINTS)
        check_add(check, FINDING_PAID_AHEAD_OF_WORKS, project, budget->from,
                  _("%.0f %% of the planned money is paid at a progress of %.0f %%"), paid, done);
}

void check_money(struct check *check)
{
    for (size_t i = 0; i < check->data->budget_count; i++) {
        const struct budget *budget = &check->data->budgets[i];
        const struct project *project = check_project(check, budget->project);
        if (project == NULL)
            continue;
        look_at_shares(check, project, budget);
        look_at_sources(check, project, budget);
        look_at_signs(check, project, budget);
        look_at_works(check, project, budget);
    }
}

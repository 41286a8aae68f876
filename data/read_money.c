#include <stdlib.h>

#include "data/read_state.h"

/* Where each column of a subject goes in its record. */
struct target {
    const char *field;
    size_t offset;
};

#define IN_BUDGET(field, member)                                                                   \
    {                                                                                              \
        field, offsetof(struct budget, member)                                                     \
    }

static const struct target budget_targets[] = {
    IN_BUDGET("budget_planned", planned_fen),
    IN_BUDGET("fund_central", planned_by_source_fen[FUND_CENTRAL]),
    IN_BUDGET("fund_province", planned_by_source_fen[FUND_PROVINCE]),
    IN_BUDGET("fund_city", planned_by_source_fen[FUND_CITY]),
    IN_BUDGET("fund_county", planned_by_source_fen[FUND_COUNTY]),
    IN_BUDGET("fund_bond", planned_by_source_fen[FUND_BOND]),
    IN_BUDGET("fund_resident", planned_by_source_fen[FUND_RESIDENT]),
    IN_BUDGET("fund_utility", planned_by_source_fen[FUND_UTILITY]),
    IN_BUDGET("fund_social", planned_by_source_fen[FUND_SOCIAL]),
    IN_BUDGET("fund_maintenance", planned_by_source_fen[FUND_MAINTENANCE]),
    IN_BUDGET("fund_housing_sale", planned_by_source_fen[FUND_HOUSING_SALE]),
    IN_BUDGET("fund_other", planned_by_source_fen[FUND_OTHER]),
    IN_BUDGET("budget_issued", issued_fen),
    IN_BUDGET("budget_received", received_fen),
    IN_BUDGET("budget_disbursed", disbursed_fen),
    IN_BUDGET("budget_paid", paid_fen),
    IN_BUDGET("budget_contracted", contracted_fen),
    IN_BUDGET("budget_settled", settled_fen),
    IN_BUDGET("budget_invested", invested_fen),
};

#define IN_SATISFACTION(field, member)                                                             \
    {                                                                                              \
        field, offsetof(struct satisfaction, member)                                               \
    }

static const struct target satisfaction_targets[] = {
    IN_SATISFACTION("satisfaction_asked", asked),
    IN_SATISFACTION("satisfied", satisfied),
    IN_SATISFACTION("basically_satisfied", basically_satisfied),
    IN_SATISFACTION("not_satisfied", not_satisfied),
    IN_SATISFACTION("satisfaction_rate", score_mpct),
};

enum { TARGETS_MAX = 24 };

struct money_reader {
    struct fact_reader facts;
    const struct target *targets;
    size_t target_count;
    int columns[TARGETS_MAX];
    struct parts parts;
};

static enum status money_reader_init(struct money_reader *reader, struct reading *reading,
                                     enum subject subject, const struct target *targets,
                                     size_t count, struct error *error)
{
    const char *fields[TARGETS_MAX + 1] = {NULL};
    reader->targets = targets;
    reader->target_count = count;
    for (size_t i = 0; i < count; i++)
        fields[i] = targets[i].field;
    enum status status = fact_reader_init(&reader->facts, reading->db, &reading->tables, subject,
                                          &reading->coverage, fields, reading->vantage, error);
    for (size_t i = 0; i < count; i++)
        reader->columns[i] = fact_column(&reader->facts, targets[i].field);
    return status;
}

static void money_reader_release(struct money_reader *reader)
{
    fact_reader_release(&reader->facts);
    free(reader->parts.items);
}

/* Fills a record; false where nothing at all is known. */
static bool fill(const struct money_reader *reader, void *record)
{
    bool any = false;
    for (size_t i = 0; i < reader->target_count; i++) {
        int64_t value = parts_value(&reader->parts, reader->columns[i], -1);
        *(int64_t *)((char *)record + reader->targets[i].offset) = value;
        any |= value_is_known(value);
    }
    return any;
}

enum status read_budgets(struct reading *reading, struct error *error)
{
    struct dataset *dataset = reading->dataset;
    struct money_reader reader = {0};
    size_t capacity = 0;
    enum status status = money_reader_init(&reader, reading, SUBJECT_BUDGET, budget_targets,
                                           sizeof budget_targets / sizeof *budget_targets, error);
    for (size_t i = 0; i < dataset->projects.count && status == STATUS_OK; i++) {
        status = read_parts(reading, &reader.facts, dataset->projects.items[i].project_id,
                            &reader.parts, error);
        if (status != STATUS_OK || reader.parts.count == 0)
            continue;
        struct budget budget = {
            .project = i, .as_of = parts_newest(&reader.parts), .from = parts_from(&reader.parts)};
        if (!fill(&reader, &budget))
            continue;
        ARRAY_GROW(dataset->budgets, dataset->budget_count + 1, capacity);
        dataset->budgets[dataset->budget_count++] = budget;
    }
    money_reader_release(&reader);
    return status;
}

enum status read_satisfaction(struct reading *reading, struct error *error)
{
    struct dataset *dataset = reading->dataset;
    struct money_reader reader = {0};
    size_t capacity = 0;
    enum status status =
        money_reader_init(&reader, reading, SUBJECT_SATISFACTION, satisfaction_targets,
                          sizeof satisfaction_targets / sizeof *satisfaction_targets, error);
    for (size_t i = 0; i < dataset->projects.count && status == STATUS_OK; i++) {
        status = read_parts(reading, &reader.facts, dataset->projects.items[i].project_id,
                            &reader.parts, error);
        struct satisfaction satisfaction = {.project = i, .from = parts_from(&reader.parts)};
        if (status != STATUS_OK || reader.parts.count == 0 || !fill(&reader, &satisfaction))
            continue;
        ARRAY_GROW(dataset->satisfaction, dataset->satisfaction_count + 1, capacity);
        dataset->satisfaction[dataset->satisfaction_count++] = satisfaction;
    }
    money_reader_release(&reader);
    return status;
}

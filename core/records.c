#include "core/records.h"

#include <stdlib.h>

static const struct name_row reject_code_rows[] = {
    [REJECT_TYPE] = {"type-error", "", ""},
    [REJECT_CONSTRAINT] = {"constraint-error", "", ""},
    [REJECT_MISSING] = {"missing-cell", "", ""},
    [REJECT_EXTRA] = {"extra-cell", "", ""},
    [REJECT_ENCODING] = {"encoding-error", "", ""},
    [REJECT_SOURCE] = {"source-error", "", ""},
    [REJECT_PRIMARY_KEY] = {"primary-key", "", ""},
    [REJECT_AMBIGUOUS] = {"ambiguous-project", "", ""},
};
const struct name_table reject_code_names = {"reject_code", reject_code_rows,
                                             sizeof reject_code_rows / sizeof *reject_code_rows};

static void release_lists(struct dataset *dataset)
{
    free(dataset->projects.items);
    free(dataset->compounds);
    free(dataset->progress.items);
    free(dataset->progress.from);
    free(dataset->consent.tallies);
    free(dataset->consent.stairwells);
    free(dataset->consent.steps);
    free(dataset->budgets);
    free(dataset->facilities);
    free(dataset->satisfaction);
}

void dataset_keep_texts(struct dataset *dataset)
{
    release_lists(dataset);
    *dataset = (struct dataset){.vantage = dataset->vantage,
                                .projects.strings = dataset->projects.strings,
                                .consent.strings = dataset->consent.strings};
}

void dataset_release(struct dataset *dataset)
{
    release_lists(dataset);
    arena_release(&dataset->projects.strings);
    arena_release(&dataset->consent.strings);
    *dataset = (struct dataset){0};
}

void total_set_release(struct total_set *set)
{
    free(set->items);
    arena_release(&set->strings);
    *set = (struct total_set){0};
}

void source_set_release(struct source_set *set)
{
    free(set->items);
    arena_release(&set->strings);
    *set = (struct source_set){0};
}

void reject_set_release(struct reject_set *set)
{
    free(set->items);
    arena_release(&set->strings);
    *set = (struct reject_set){0};
}

void subtotal_fault_set_release(struct subtotal_fault_set *set)
{
    free(set->items);
    arena_release(&set->strings);
    *set = (struct subtotal_fault_set){0};
}

void acknowledgement_set_release(struct acknowledgement_set *set)
{
    free(set->items);
    arena_release(&set->strings);
    *set = (struct acknowledgement_set){0};
}

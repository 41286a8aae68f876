/* check_fixture: for each kind of finding, data that have it and data that barely have not. */
#ifndef TESTS_CHECK_FIXTURE_H
#define TESTS_CHECK_FIXTURE_H

#include "analysis/check.h"
#include "dataset_fixture.h"

struct world {
    struct dataset data; /* as of 2022-08-31, with one project, begun in March, in 魏都区 */
    struct project *project;
    struct total_set totals;
    struct source_set sources;
    struct subtotal_fault_set subtotals;
    struct settings settings;
};

/* `edge` is 0 where the finding has to come, 1 where it barely must not. */
struct check_case {
    enum finding_code code;
    void (*fill)(struct world *world, int edge);
};

/* Runs every case both ways; fails where a code of the themes has no case. */
void check_cases(const struct check_case *cases, size_t count, enum finding_theme first,
                 enum finding_theme last);

void world_init(struct world *world);
void world_release(struct world *world);
/* How many findings of a code the world has. */
size_t world_count(const struct world *world, enum finding_code code);

daynum world_day(int month, int dom); /* of 2022 */
/* A point of the world's progress, of the project that was added last. */
void world_progress(struct world *world, daynum date, int actual_pct, int planned_pct);
struct region_total *world_total(struct world *world, daynum as_of);
struct source *world_source(struct world *world, enum export_kind kind, daynum as_of);

#endif

#include "check_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROOM = 64 };

daynum world_day(int month, int dom)
{
    return daynum_from_civil(2022, month, dom);
}

void world_init(struct world *world)
{
    *world = (struct world){0};
    fixture_init(&world->data);
    settings_init(&world->settings);
    world->data.progress.items = xcalloc(ROOM, sizeof *world->data.progress.items);
    world->totals.items = xcalloc(ROOM, sizeof *world->totals.items);
    world->sources.items = xcalloc(ROOM, sizeof *world->sources.items);
    world->project = fixture_project(&world->data, "魏都区", "2022-001");
    world->project->actual_start = world_day(3, 1);
    world->project->from = (struct provenance){1, 7};
}

void world_release(struct world *world)
{
    dataset_release(&world->data);
    total_set_release(&world->totals);
    source_set_release(&world->sources);
    settings_release(&world->settings);
}

void world_progress(struct world *world, daynum date, int actual_pct, int planned_pct)
{
    struct progress_set *set = &world->data.progress;
    size_t last = world->data.projects.count - 1;
    set->items[set->count++] = (struct progress_point){
        last, date, actual_pct < 0 ? VALUE_NONE : (int64_t)actual_pct * MPCT_PER_PERCENT,
        planned_pct < 0 ? VALUE_NONE : (int64_t)planned_pct * MPCT_PER_PERCENT};
    if (actual_pct < 0)
        return;
    world->data.projects.items[last].progress_mpct = (int64_t)actual_pct * MPCT_PER_PERCENT;
    world->data.projects.items[last].progress_date = date;
}

struct region_total *world_total(struct world *world, daynum as_of)
{
    struct region_total *total = &world->totals.items[world->totals.count++];
    *total = (struct region_total){.region = "魏都区",
                                   .plan_year = 2022,
                                   .as_of = as_of,
                                   .planned = VALUE_NONE,
                                   .started = VALUE_NONE,
                                   .completed = VALUE_NONE,
                                   .households_planned = VALUE_NONE,
                                   .households_started = VALUE_NONE,
                                   .planned_fen = VALUE_NONE,
                                   .invested_fen = VALUE_NONE};
    return total;
}

struct source *world_source(struct world *world, enum export_kind kind, daynum as_of)
{
    struct source *source = &world->sources.items[world->sources.count++];
    *source = (struct source){.source_id = (int64_t)world->sources.count,
                              .file = "in/rows.csv",
                              .kind = kind,
                              .as_of = as_of,
                              .rows = 10};
    return source;
}

size_t world_count(const struct world *world, enum finding_code code)
{
    struct finding_set set;
    size_t count = 0;
    struct check_input input = {.data = &world->data,
                                .totals = &world->totals,
                                .sources = &world->sources,
                                .subtotals = &world->subtotals,
                                .settings = &world->settings};
    check_run(&set, &input);
    for (size_t i = 0; i < set.count; i++) {
        assert_true(set.items[i].message[0] != '\0');
        assert_non_null(set.items[i].subject);
        count += set.items[i].code == code;
    }
    finding_set_release(&set);
    return count;
}

static bool has_case(const struct check_case *cases, size_t count, enum finding_code code)
{
    for (size_t i = 0; i < count; i++)
        if (cases[i].code == code)
            return true;
    return false;
}

void check_cases(const struct check_case *cases, size_t count, enum finding_theme first,
                 enum finding_theme last)
{
    for (size_t i = 0; i < count; i++)
        for (int edge = 0; edge < 2; edge++) {
            struct world world;
            world_init(&world);
            cases[i].fill(&world, edge);
            size_t found = world_count(&world, cases[i].code);
            if (found != (edge == 0 ? 1 : 0))
                fail_msg("'%s' was found %zu times at edge %d", finding_kinds[cases[i].code].code,
                         found, edge);
            world_release(&world);
        }
    for (int code = 0; code < FINDING_COUNT; code++)
        if (finding_kinds[code].theme >= first && finding_kinds[code].theme <= last &&
            !has_case(cases, count, (enum finding_code)code))
            fail_msg("'%s' has no case", finding_kinds[code].code);
}

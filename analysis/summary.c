#include "analysis/summary.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/counted.h"
#include "analysis/facilities.h"
#include "analysis/grouping.h"
#include "analysis/management.h"

enum { CODE_NONE = -1 };

/* A project's parts, found by walking the arrays once beside the projects. */
struct parts {
    const struct budget *budget;
    const struct facilities *facilities;
};

static struct summary_row empty_row(const char *group, int code)
{
    return (struct summary_row){
        .group = group,
        .code = code,
        .communities = VALUE_NONE,
        .buildings = VALUE_NONE,
        .households = VALUE_NONE,
        .floor_area_cm2 = VALUE_NONE,
        .parking_added = VALUE_NONE,
        .charger_posts_added = VALUE_NONE,
        .charger_ports_added = VALUE_NONE,
        .planned_fen = VALUE_NONE,
        .issued_fen = VALUE_NONE,
        .paid_fen = VALUE_NONE,
    };
}

static void add_to(int64_t *sum, int64_t value)
{
    *sum = value_add(*sum, value);
}

static void add_parts(struct summary_row *row, const struct parts *parts)
{
    if (parts->budget != NULL) {
        add_to(&row->planned_fen, parts->budget->planned_fen);
        add_to(&row->issued_fen, parts->budget->issued_fen);
        add_to(&row->paid_fen, parts->budget->paid_fen);
    }
    if (parts->facilities != NULL) {
        add_to(&row->parking_added, facilities_parking_added(parts->facilities));
        add_to(&row->charger_posts_added, parts->facilities->charger_posts_added);
        add_to(&row->charger_ports_added, parts->facilities->charger_ports_added);
    }
}

static void add_project(struct summary_row *row, const struct project *project, daynum as_of,
                        const struct parts *parts)
{
    if (project->gone) {
        row->gone++;
        return;
    }
    if (!project_is_counted(project)) {
        row->outside_plan += project_is_live(project);
        return;
    }
    row->projects++;
    add_to(&row->communities, project->communities);
    add_to(&row->buildings, project->buildings);
    add_to(&row->households, project->households);
    add_to(&row->floor_area_cm2, project->floor_area_cm2);
    row->started += project_has_started(project, as_of);
    row->completed += project_has_completed(project, as_of);
    row->accepted += project_was_accepted(project, as_of);
    add_parts(row, parts);
}

/* The rows that one project stands in: bits of the row numbers of class or mode. */
static unsigned rows_of_class(const struct dataset *data, size_t project)
{
    unsigned works = data->projects.items[project].works & ((1u << WORKS_CLASS_COUNT) - 1);
    return works != 0 ? works : 1u << WORKS_CLASS_COUNT;
}

/* Bit `mode` for each mode of the project's compounds; bit 0 where one does not say. */
static unsigned *rows_of_modes(const struct dataset *data)
{
    unsigned *modes = xcalloc(data->projects.count + 1, sizeof *modes);
    for (size_t i = 0; i < data->compound_count; i++)
        modes[data->compounds[i].project] |= 1u << data->compounds[i].mode;
    for (size_t i = 0; i < data->projects.count; i++)
        modes[i] = modes[i] != 0 ? modes[i] : 1u;
    return modes;
}

/* A mode's compounds are those that are managed so, not all of their projects. */
static void count_managed(struct summary_row *row, const struct dataset *data)
{
    row->communities = row->buildings = row->households = row->floor_area_cm2 = VALUE_NONE;
    for (size_t i = 0; i < data->compound_count; i++) {
        const struct compound *compound = &data->compounds[i];
        if ((int)compound->mode != row->code ||
            !project_is_counted(&data->projects.items[compound->project]))
            continue;
        add_to(&row->communities, management_communities(compound));
        add_to(&row->buildings, compound->buildings);
        add_to(&row->households, management_households(compound));
        add_to(&row->floor_area_cm2, management_area_cm2(compound));
    }
}

typedef void visit_fn(struct summary *summary, const void *how, const struct dataset *data,
                      size_t project, const struct parts *parts);

static void each_project(struct summary *summary, const struct dataset *data, visit_fn *visit,
                         const void *how)
{
    size_t budget = 0, facilities = 0;
    for (size_t i = 0; i < data->projects.count; i++) {
        struct parts parts = {0};
        while (budget < data->budget_count && data->budgets[budget].project < i)
            budget++;
        while (facilities < data->facilities_count && data->facilities[facilities].project < i)
            facilities++;
        if (budget < data->budget_count && data->budgets[budget].project == i)
            parts.budget = &data->budgets[budget];
        if (facilities < data->facilities_count && data->facilities[facilities].project == i)
            parts.facilities = &data->facilities[facilities];
        visit(summary, how, data, i, &parts);
        add_project(&summary->total, &data->projects.items[i], data->vantage.as_of, &parts);
    }
}

static void visit_grouped(struct summary *summary, const void *how, const struct dataset *data,
                          size_t project, const struct parts *parts)
{
    const struct grouping *grouping = how;
    add_project(&summary->rows[grouping->group_of[project]], &data->projects.items[project],
                data->vantage.as_of, parts);
}

static void visit_bits(struct summary *summary, const void *how, const struct dataset *data,
                       size_t project, const struct parts *parts)
{
    const unsigned *bits = how;
    for (size_t row = 0; row < summary->count; row++)
        if (bits[project] & 1u << row)
            add_project(&summary->rows[row], &data->projects.items[project], data->vantage.as_of,
                        parts);
}

static void compute_grouped(struct summary *summary, const struct dataset *data,
                            void group(struct grouping *, const struct project_set *,
                                       struct arena *))
{
    struct grouping grouping;
    group(&grouping, &data->projects, &summary->strings);
    summary->count = grouping.count;
    summary->rows = xcalloc(grouping.count + 1, sizeof *summary->rows);
    for (size_t i = 0; i < grouping.count; i++)
        summary->rows[i] =
            empty_row(arena_strdup(&summary->strings, grouping.labels[i]), CODE_NONE);
    each_project(summary, data, visit_grouped, &grouping);
    grouping_release(&grouping);
}

/* Rows in which no project stands say nothing. */
static void drop_empty_rows(struct summary *summary)
{
    size_t kept = 0;
    for (size_t i = 0; i < summary->count; i++) {
        const struct summary_row *row = &summary->rows[i];
        if (row->projects + row->outside_plan + row->gone > 0)
            summary->rows[kept++] = *row;
    }
    summary->count = kept;
}

static void compute_bits(struct summary *summary, const struct dataset *data,
                         const struct name_table *names, size_t count, const unsigned *bits)
{
    summary->count = count;
    summary->rows = xcalloc(count, sizeof *summary->rows);
    for (size_t i = 0; i < count; i++)
        summary->rows[i] = empty_row(i < names->count ? name_of(names, (int)i) : "", (int)i);
    each_project(summary, data, visit_bits, bits);
    drop_empty_rows(summary);
}

static void compute_by_class(struct summary *summary, const struct dataset *data)
{
    unsigned *bits = xcalloc(data->projects.count + 1, sizeof *bits);
    for (size_t i = 0; i < data->projects.count; i++)
        bits[i] = rows_of_class(data, i);
    compute_bits(summary, data, &works_class_names, WORKS_CLASS_COUNT + 1, bits);
    free(bits);
}

static void compute_by_management(struct summary *summary, const struct dataset *data)
{
    unsigned *bits = rows_of_modes(data);
    compute_bits(summary, data, &management_mode_names, MANAGEMENT_MODE_COUNT, bits);
    for (size_t i = 0; i < summary->count; i++)
        count_managed(&summary->rows[i], data);
    free(bits);
}

void summary_compute(struct summary *summary, const struct dataset *data, enum summary_by by)
{
    *summary = (struct summary){.total = empty_row("", CODE_NONE)};
    switch (by) {
    case SUMMARY_BY_DISTRICT:
        compute_grouped(summary, data, grouping_by_district);
        break;
    case SUMMARY_BY_STREET:
        compute_grouped(summary, data, grouping_by_street);
        break;
    case SUMMARY_BY_YEAR:
        compute_grouped(summary, data, grouping_by_year);
        break;
    case SUMMARY_BY_CLASS:
        compute_by_class(summary, data);
        break;
    case SUMMARY_BY_MANAGEMENT:
        compute_by_management(summary, data);
        break;
    }
}

void summary_release(struct summary *summary)
{
    free(summary->rows);
    arena_release(&summary->strings);
    *summary = (struct summary){0};
}

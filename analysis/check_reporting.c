#include <stdlib.h>
#include <string.h>

#include "analysis/check_state.h"
#include "analysis/counted.h"
#include "analysis/grouping.h"

enum { SILENT_DAYS = 45, MONTHS = 12, MONTHLY_LEAST = 6 };

/* The last day that any export spoke of a project. */
static daynum heard(const struct project *project)
{
    return project->progress_date > project->as_of ? project->progress_date : project->as_of;
}

static void look_for_silence(struct check *check, const struct grouping *districts)
{
    const struct project_set *set = &check->data->projects;
    daynum *newest = xcalloc(districts->count + 1, sizeof *newest), city = DAYNUM_NONE;
    size_t *open = xcalloc(districts->count + 1, sizeof *open);
    struct provenance *from = xcalloc(districts->count + 1, sizeof *from);
    for (size_t i = 0; i < districts->count; i++)
        newest[i] = DAYNUM_NONE;
    for (size_t i = 0; i < set->count; i++) {
        const struct project *project = check_project(check, i);
        size_t group = districts->group_of[i];
        daynum day = project != NULL ? heard(project) : DAYNUM_NONE;
        if (day > newest[group]) {
            newest[group] = day;
            from[group] = project->from;
        }
        if (day > city)
            city = day;
        open[group] += project != NULL && !project_has_completed(project, check->as_of);
    }
    for (size_t i = 0; i < districts->count; i++)
        if (open[i] > 0 && newest[i] != DAYNUM_NONE && city - newest[i] > SILENT_DAYS)
            check_add_about(check, FINDING_DISTRICT_SILENT, districts->labels[i],
                            districts->labels[i], from[i],
                            ngettext_("last heard of on %s, with %zu unfinished project",
                                      "last heard of on %s, with %zu unfinished projects", open[i]),
                            check_date(newest[i]).text, open[i]);
    free(newest);
    free(open);
    free(from);
}

/* What every project of the current plan should say, or each of those that it is asked of. */
struct want {
    enum finding_code code;
    bool (*asks)(const struct check *check, size_t index); /* NULL: all */
    bool (*lacks)(const struct check *check, size_t index);
    const char *what;
};

static bool lacks_plan_finish(const struct check *check, size_t index)
{
    return check->data->projects.items[index].plan_finish == DAYNUM_NONE;
}

static bool lacks_households(const struct check *check, size_t index)
{
    return !value_is_known(check->data->projects.items[index].households);
}

static bool is_under_way(const struct check *check, size_t index)
{
    const struct project *project = &check->data->projects.items[index];
    return project_has_started(project, check->as_of) &&
           !project_has_completed(project, check->as_of);
}

static bool lacks_progress(const struct check *check, size_t index)
{
    return !value_is_known(check->data->projects.items[index].progress_mpct);
}

static bool lacks_budget(const struct check *check, size_t index)
{
    const struct dataset *data = check->data;
    size_t low = 0, high = data->budget_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (data->budgets[middle].project < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low == data->budget_count || data->budgets[low].project != index ||
           !value_is_known(data->budgets[low].planned_fen);
}

/* The plan year that is under way; 0 where no project is of it: then every year counts. */
static int current_year(const struct check *check)
{
    int year = daynum_year(check->as_of);
    for (size_t i = 0; i < check->data->projects.count; i++)
        if (check->data->projects.items[i].plan_year == year)
            return year;
    return 0;
}

static const struct project *wanted_of(const struct check *check, size_t index, int year)
{
    const struct project *project = check_project(check, index);
    return project != NULL && project_is_counted(project) &&
                   (year == 0 || project->plan_year == year)
               ? project
               : NULL;
}

/* Told by district, or once for all where no project says it. */
static void look_for_gaps(struct check *check, const struct grouping *districts,
                          const struct want *want)
{
    size_t *lacking = xcalloc(districts->count + 1, sizeof *lacking), all_lacking = 0;
    size_t *counted = xcalloc(districts->count + 1, sizeof *counted), all = 0;
    struct provenance *from = xcalloc(districts->count + 1, sizeof *from), first = {0};
    int year = current_year(check);
    for (size_t i = 0; i < check->data->projects.count; i++) {
        const struct project *project = wanted_of(check, i, year);
        size_t group = districts->group_of[i];
        if (project == NULL || (want->asks != NULL && !want->asks(check, i)))
            continue;
        counted[group]++;
        all++;
        if (!want->lacks(check, i))
            continue;
        if (lacking[group]++ == 0)
            from[group] = project->from;
        if (all_lacking++ == 0)
            first = project->from;
    }
    if (all > 0 && all_lacking == all)
        check_add_about(check, want->code, "", "", first, _("none of the %zu projects has %s"), all,
                        want->what);
    for (size_t i = 0; i < districts->count && all_lacking < all; i++)
        if (lacking[i] > 0)
            check_add_about(check, want->code, districts->labels[i], districts->labels[i], from[i],
                            _("%zu of %zu projects have no %s"), lacking[i], counted[i],
                            want->what);
    free(lacking);
    free(counted);
    free(from);
}

/* The file alone, since its folder is no part of what somebody acknowledges. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void look_at_files(struct check *check)
{
    const struct source_set *set = check->input->sources;
    for (size_t i = 0; i < set->count; i++) {
        const struct source *source = &set->items[i];
        const struct provenance from = {source->source_id, 0};
        if (source->open_rejects > 0)
            check_add_about(check, FINDING_ROWS_REJECTED, "", base_name(source->file), from,
                            ngettext_("%lld row of %lld was not loaded",
                                      "%lld rows of %lld were not loaded", source->open_rejects),
                            (long long)source->open_rejects, (long long)source->rows);
        if (source->pending > 0)
            check_add_about(check, FINDING_ROWS_PENDING, "", base_name(source->file), from,
                            ngettext_("%lld row is of a project that no list has named",
                                      "%lld rows are of projects that no list has named",
                                      source->pending),
                            (long long)source->pending);
    }
}

/* The first column of a row that disagrees stands for the others, which it mostly took along. */
static void look_at_subtotals(struct check *check)
{
    static const struct {
        double size;
        const char *format;
    } units[] = {
        [SUBTOTAL_COUNT] = {1, N_("'%s' says %.0f for %s, and its rows add up to %.0f")},
        [SUBTOTAL_FEN] = {FEN_PER_WAN, N_("'%s' says %.2f (10,000 yuan) for %s, and its rows add "
                                          "up to %.2f")},
        [SUBTOTAL_CM2] = {CM2_PER_M2, N_("'%s' says %.2f m² for %s, and its rows add up to %.2f")},
        [SUBTOTAL_MM] = {MM_PER_M, N_("'%s' says %.3f m for %s, and its rows add up to %.3f")},
    };
    const struct subtotal_fault_set *set = check->input->subtotals;
    for (size_t i = 0; set != NULL && i < set->count; i++) {
        const struct subtotal_fault *fault = &set->items[i];
        const struct provenance from = {fault->source_id, fault->line};
        double size = units[fault->unit].size;
        if (i > 0 && fault[-1].source_id == fault->source_id && fault[-1].line == fault->line)
            continue;
        check_add_about(check, FINDING_SUBTOTAL_MISMATCH, "", base_name(fault->file), from,
                        _(units[fault->unit].format), fault->label, (double)fault->printed / size,
                        fault->field, (double)fault->summed / size);
    }
}

/* Months back from that of the data; negative: later. */
static int months_back(const struct check *check, daynum date)
{
    return 12 * (daynum_year(check->as_of) - daynum_year(date)) + daynum_month(check->as_of) -
           daynum_month(date);
}

/* Says which months back an export of this kind came, by its source; 0: none. */
static void list_months(const struct check *check, enum export_kind kind, int64_t came[MONTHS])
{
    const struct source_set *set = check->input->sources;
    for (size_t i = 0; i < set->count; i++) {
        const struct source *source = &set->items[i];
        int back = source->as_of == DAYNUM_NONE ? -1 : months_back(check, source->as_of);
        if (source->kind == kind && back >= 0 && back < MONTHS)
            came[back] = source->source_id;
    }
}

/*
 * A kind of export that comes every month, and has not come in one of the last twelve; it is
 * placed at the last one before the gap.
 */
static void look_for_months(struct check *check, enum export_kind kind)
{
    int64_t came[MONTHS] = {0};
    int months = 0, oldest = 0;
    struct provenance from = {0};
    list_months(check, kind, came);
    for (int back = 0; back < MONTHS; back++)
        if (came[back] != 0) {
            months++;
            oldest = back;
        }
    if (months < MONTHLY_LEAST || oldest + 1 > 2 * months)
        return;
    for (int back = oldest; back >= 0; back--) {
        daynum month = daynum_month_end_after(check->as_of, -back);
        if (came[back] != 0)
            from.source_id = came[back];
        else
            check_add_about(
                check, FINDING_EXPORT_MISSING, "", name_of(&export_kind_names, (int)kind), from,
                _("no export of %s came for %d-%02d"), label_of(&export_kind_names, (int)kind),
                daynum_year(month), daynum_month(month));
    }
}

void check_reporting(struct check *check)
{
    const struct want wants[] = {
        {FINDING_PLAN_FINISH_MISSING, NULL, lacks_plan_finish, _("planned finish")},
        {FINDING_HOUSEHOLDS_MISSING, NULL, lacks_households, _("number of households")},
        {FINDING_BUDGET_MISSING, NULL, lacks_budget, _("planned money")},
        {FINDING_PROGRESS_MISSING, is_under_way, lacks_progress, _("progress")},
    };
    struct grouping districts;
    struct arena strings = ARENA_INIT;
    grouping_by_district(&districts, &check->data->projects, &strings);
    look_for_silence(check, &districts);
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        look_for_gaps(check, &districts, &wants[i]);
    grouping_release(&districts);
    arena_release(&strings);
    if (check->input->sources == NULL)
        return;
    look_at_subtotals(check);
    look_at_files(check);
    for (int kind = 0; kind < KIND_COUNT; kind++)
        look_for_months(check, (enum export_kind)kind);
}

#include "cli/forecast_listing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output.h"
#include "core/i18n.h"
#include "reports/phrase.h"

/* A project's columns, of which some stand once for each deadline: they are put together here. */
struct column_list {
    struct table_column *items;
    size_t count, capacity;
    struct arena *strings;
};

static void add_column(struct column_list *list, const char *key, const char *label,
                       enum measure measure, int digits, bool json_only)
{
    ARRAY_GROW(list->items, list->count + 1, list->capacity);
    list->items[list->count++] = (struct table_column){key, label, measure, digits, json_only};
}

static bool is_shown(const char *quantile_key)
{
    return strcmp(quantile_key, "p10") == 0 || strcmp(quantile_key, "p50") == 0 ||
           strcmp(quantile_key, "p90") == 0;
}

static void add_for_deadlines(struct column_list *list, const struct forecast *forecast,
                              const char *prefix)
{
    for (size_t d = 0; d < forecast->deadline_count; d++)
        add_column(list, arena_printf(list->strings, "%s.%s", prefix, forecast->deadlines[d].name),
                   "", MEASURE_NUMBER, 1, true);
}

static void add_chances(struct column_list *list, const struct forecast *forecast,
                        const char *prefix, const char *label)
{
    for (size_t d = 0; d < forecast->deadline_count; d++)
        add_column(list, arena_printf(list->strings, "%s.%s", prefix, forecast->deadlines[d].name),
                   arena_printf(list->strings, label, deadline_label(&forecast->deadlines[d])),
                   MEASURE_PROBABILITY, 0, false);
}

static void add_quantiles(struct column_list *list, const char *prefix, const char *label,
                          bool median_alone)
{
    for (size_t q = 0; q < FORECAST_QUANTILES; q++) {
        const char *key = forecast_quantile_keys[q];
        bool shown = median_alone ? strcmp(key, "p50") == 0 : is_shown(key);
        add_column(list, arena_printf(list->strings, "%s.%s", prefix, key),
                   arena_printf(list->strings, label, key), MEASURE_DATE, 0, !shown);
    }
}

static void project_columns(struct column_list *list, const struct forecast_view *view)
{
    const struct forecast *forecast = view->forecast;
    add_column(list, "project", _("project"), MEASURE_TEXT, 0, false);
    add_column(list, "name", _("name"), MEASURE_TEXT, 0, false);
    add_column(list, "district", _("district"), MEASURE_TEXT, 0, false);
    add_column(list, "basis", "", MEASURE_TEXT, 0, true);
    add_column(list, "progress_pct", _("progress"), MEASURE_PERCENT, 0, false);
    add_chances(list, forecast, "p_by", "%s");
    if (view->as_it_stands != NULL)
        add_chances(list, forecast, "p_by_as_it_stands", _("%s, as it stands"));
    add_quantiles(list, "finish", _("finish %s"), false);
    if (view->as_it_stands != NULL)
        add_quantiles(list, "finish_as_it_stands", _("finish %s, as it stands"), true);
    add_for_deadlines(list, forecast, "needed_pct_per_month");
    add_for_deadlines(list, forecast, "needed_safe_pct_per_month");
    add_column(list, "recent_pct_per_month", _("points a month"), MEASURE_NUMBER, 1, true);
    add_column(list, "why", _("why"), MEASURE_TEXT, 0, false);
}

static const char *basis_name(enum forecast_basis basis)
{
    static const char *const names[] = {[BASIS_PROGRESS] = "progress",
                                        [BASIS_DATES] = "dates",
                                        [BASIS_TOTALS] = "totals",
                                        [BASIS_DONE] = "done"};
    return names[basis];
}

/* The columns of one prefix come one after the other: their keys are those of the table. */
static void set_chances(struct table *table, const struct table_column **keys,
                        const struct forecast_project *row, size_t deadlines)
{
    for (size_t d = 0; d < deadlines; d++, (*keys)++) {
        table_set_number(table, (*keys)->key, row->p_by[d]);
        if (row->fact[d])
            table_set_mark(table, (*keys)->key, CELL_FACT);
    }
}

static void set_quantiles(struct table *table, const struct table_column **keys,
                          const struct forecast_project *row)
{
    for (size_t q = 0; q < FORECAST_QUANTILES; q++, (*keys)++)
        table_set_date(table, (*keys)->key, row->finish[q]);
}

static void set_paces(struct table *table, const struct table_column **keys, const double *paces,
                      size_t deadlines)
{
    for (size_t d = 0; d < deadlines; d++, (*keys)++)
        table_set_number(table, (*keys)->key, paces[d]);
}

/* Columns that come before those of the deadlines and quantiles. */
enum { PLAIN_COLUMNS = 5 };

static void add_project(struct table *table, const struct forecast_view *view, size_t item)
{
    const struct forecast_project *row = &view->forecast->projects[item];
    const struct forecast_project *before =
        view->as_it_stands != NULL ? &view->as_it_stands->projects[item] : NULL;
    const struct project *project = &view->data->projects.items[row->project];
    const struct table_column *keys = table->columns + PLAIN_COLUMNS;
    size_t deadlines = view->forecast->deadline_count;
    table_row(table);
    table_set_text(table, "project", forecast_project_id(view, item));
    table_set_text(table, "name", project->name);
    table_set_text(table, "district", project->district);
    table_set_text(table, "basis", basis_name(row->basis));
    table_set_number(table, "progress_pct", row->progress_pct);
    set_chances(table, &keys, row, deadlines);
    if (before != NULL)
        set_chances(table, &keys, before, deadlines);
    set_quantiles(table, &keys, row);
    if (before != NULL)
        set_quantiles(table, &keys, before);
    set_paces(table, &keys, row->needed_pct_per_month, deadlines);
    set_paces(table, &keys, row->needed_safe_pct_per_month, deadlines);
    table_set_number(table, "recent_pct_per_month", row->recent_pct_per_month);
    table_set_text(table, "why", row->why);
}

/* A project of the forecast and what it is sorted by. */
struct ranked {
    size_t item;
    double chance; /* of completion in time; 2 for one that is complete */
};

static int by_chance(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->chance != b->chance)
        return a->chance < b->chance ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

/* The deadline by which people see the projects sorted: completion, else the last. */
static size_t sorting_deadline(const struct forecast *forecast)
{
    for (size_t d = 0; d < forecast->deadline_count; d++)
        if (strcmp(forecast->deadlines[d].name, "completion") == 0)
            return d;
    return forecast->deadline_count - 1;
}

static struct ranked *rank_projects(const struct forecast_view *view)
{
    const struct forecast *forecast = view->forecast;
    struct ranked *ranked = xcalloc(forecast->project_count + 1, sizeof *ranked);
    size_t deadline = sorting_deadline(forecast);
    for (size_t i = 0; i < forecast->project_count; i++) {
        const struct forecast_project *row = &forecast->projects[i];
        bool done = row->basis == BASIS_DONE || isnan(row->p_by[deadline]);
        ranked[i] = (struct ranked){i, done ? 2 : row->p_by[deadline]};
    }
    if (output_for_people(view->session))
        qsort(ranked, forecast->project_count, sizeof *ranked, by_chance);
    return ranked;
}

const char *forecast_project_id(const struct forecast_view *view, size_t item)
{
    const struct project *project =
        &view->data->projects.items[view->forecast->projects[item].project];
    return project->code[0] != '\0' ? project->code : project->name;
}

void forecast_list_projects(const struct forecast_view *view, struct listing *listing)
{
    struct column_list columns = {.strings = &listing->strings};
    project_columns(&columns, view);
    struct table *table =
        listing_table(listing, "projects", _("projects"), columns.items, columns.count);
    struct ranked *ranked = rank_projects(view);
    for (size_t i = 0; i < view->forecast->project_count; i++)
        add_project(table, view, ranked[i].item);
    free(ranked);
    free(columns.items);
}

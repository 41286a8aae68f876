#include "cli/command.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output.h"
#include "cli/session.h"
#include "cli/study.h"
#include "core/i18n.h"
#include "core/setting_value.h"
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

/* Columns that come before those of the deadlines and quantiles. */
enum { PLAIN_COLUMNS = 5 };

static void add_for_deadlines(struct column_list *list, const struct forecast *forecast,
                              const char *prefix)
{
    for (size_t d = 0; d < forecast->deadline_count; d++)
        add_column(list, arena_printf(list->strings, "%s.%s", prefix, forecast->deadlines[d].name),
                   "", MEASURE_NUMBER, 1, true);
}

static void project_columns(struct column_list *list, const struct forecast *forecast)
{
    add_column(list, "project", _("project"), MEASURE_TEXT, 0, false);
    add_column(list, "name", _("name"), MEASURE_TEXT, 0, false);
    add_column(list, "district", _("district"), MEASURE_TEXT, 0, false);
    add_column(list, "basis", "", MEASURE_TEXT, 0, true);
    add_column(list, "progress_pct", _("progress"), MEASURE_PERCENT, 0, false);
    for (size_t d = 0; d < forecast->deadline_count; d++)
        add_column(list, arena_printf(list->strings, "p_by.%s", forecast->deadlines[d].name),
                   phrase_deadline_name(&forecast->deadlines[d]), MEASURE_PROBABILITY, 0, false);
    for (size_t q = 0; q < FORECAST_QUANTILES; q++) {
        const char *key = forecast_quantile_keys[q];
        add_column(list, arena_printf(list->strings, "finish.%s", key),
                   arena_printf(list->strings, _("finish %s"), key), MEASURE_DATE, 0,
                   !is_shown(key));
    }
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

/* The columns of one prefix come one after the other: the keys are those of the table. */
static void add_project(struct table *table, const struct forecast *forecast,
                        const struct forecast_project *row, const struct project *project)
{
    const struct table_column *keys = table->columns + PLAIN_COLUMNS;
    table_row(table);
    table_set_text(table, "project", project->code[0] != '\0' ? project->code : project->name);
    table_set_text(table, "name", project->name);
    table_set_text(table, "district", project->district);
    table_set_text(table, "basis", basis_name(row->basis));
    table_set_number(table, "progress_pct", row->progress_pct);
    for (size_t d = 0; d < forecast->deadline_count; d++, keys++) {
        table_set_number(table, keys->key, row->p_by[d]);
        if (row->fact[d])
            table_set_mark(table, keys->key, CELL_FACT);
    }
    for (size_t q = 0; q < FORECAST_QUANTILES; q++, keys++)
        table_set_date(table, keys->key, row->finish[q]);
    for (size_t d = 0; d < forecast->deadline_count; d++, keys++)
        table_set_number(table, keys->key, row->needed_pct_per_month[d]);
    for (size_t d = 0; d < forecast->deadline_count; d++, keys++)
        table_set_number(table, keys->key, row->needed_safe_pct_per_month[d]);
    table_set_number(table, "recent_pct_per_month", row->recent_pct_per_month);
    table_set_text(table, "why", row->why);
}

/* A project of the forecast and what it is sorted by. */
struct ranked {
    const struct forecast_project *row;
    double chance; /* of completion in time; 2 for one that is complete */
};

static int by_chance(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->chance != b->chance)
        return a->chance < b->chance ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* The deadline by which people see the projects sorted: completion, else the last. */
static size_t sorting_deadline(const struct forecast *forecast)
{
    for (size_t d = 0; d < forecast->deadline_count; d++)
        if (strcmp(forecast->deadlines[d].name, "completion") == 0)
            return d;
    return forecast->deadline_count - 1;
}

/* All projects in the dataset's order; for people, those that need them come first. */
static struct ranked *rank_projects(const struct session *session, const struct forecast *forecast)
{
    struct ranked *ranked = xcalloc(forecast->project_count + 1, sizeof *ranked);
    size_t deadline = sorting_deadline(forecast);
    for (size_t i = 0; i < forecast->project_count; i++) {
        const struct forecast_project *row = &forecast->projects[i];
        bool done = row->basis == BASIS_DONE || isnan(row->p_by[deadline]);
        ranked[i] = (struct ranked){row, done ? 2 : row->p_by[deadline]};
    }
    if (output_for_people(session))
        qsort(ranked, forecast->project_count, sizeof *ranked, by_chance);
    return ranked;
}

static void add_projects(const struct session *session, struct listing *listing,
                         const struct forecast *forecast, const struct dataset *data)
{
    struct column_list columns = {.strings = &listing->strings};
    project_columns(&columns, forecast);
    struct table *table =
        listing_table(listing, "projects", _("projects"), columns.items, columns.count);
    struct ranked *ranked = rank_projects(session, forecast);
    for (size_t i = 0; i < forecast->project_count; i++)
        add_project(table, forecast, ranked[i].row, &data->projects.items[ranked[i].row->project]);
    free(ranked);
    free(columns.items);
}

static const struct table_column deadline_columns[] = {
    {"name", N_("deadline"), MEASURE_TEXT, 0, false},
    {"date", N_("date"), MEASURE_DATE, 0, false},
    {"progress_pct", N_("progress asked for"), MEASURE_PERCENT, 0, false},
    {"completion", N_("completion asked for"), MEASURE_FLAG, 0, false},
    {"target_share", "", MEASURE_NUMBER, 0, true},
    {"target", N_("share of projects"), MEASURE_TEXT, 0, false},
};

static void add_deadlines(struct listing *listing, const struct forecast *forecast)
{
    struct table *table =
        output_table(listing, "deadlines", N_("deadlines"), COLUMNS(deadline_columns));
    for (size_t d = 0; d < forecast->deadline_count; d++) {
        const struct deadline *deadline = &forecast->deadlines[d];
        const struct fraction *share = &deadline->target_share;
        double value =
            share->denominator == 0 ? NAN : (double)share->numerator / (double)share->denominator;
        table_row(table);
        table_set_text(table, "name", deadline->name);
        table_set_date(table, "date", forecast->deadline_days[d]);
        table_set_number(table, "progress_pct",
                         deadline->completion ? 100
                                              : (double)deadline->progress_mpct / MPCT_PER_PERCENT);
        table_set_flag(table, "completion", deadline->completion);
        table_set_number(table, "target_share", value);
        table_set_text(table, "target", share_format(share, &listing->strings));
    }
}

static const struct table_column group_columns[] = {
    {"group", N_("district"), MEASURE_TEXT, 0, false},
    {"deadline", N_("deadline"), MEASURE_TEXT, 0, false},
    {"n", N_("projects"), MEASURE_COUNT, 0, false},
    {"done", N_("done"), MEASURE_COUNT, 0, false},
    {"expected", N_("expected"), MEASURE_NUMBER, 1, false},
    {"p10", "p10", MEASURE_NUMBER, 0, false},
    {"p25", "p25", MEASURE_NUMBER, 0, true},
    {"p50", "p50", MEASURE_NUMBER, 0, false},
    {"p75", "p75", MEASURE_NUMBER, 0, true},
    {"p90", "p90", MEASURE_NUMBER, 0, false},
    {"target_share", N_("target"), MEASURE_PROBABILITY, 0, false},
    {"p_target", N_("chance of the target"), MEASURE_PROBABILITY, 0, false},
};

static void add_group(const struct session *session, struct table *table,
                      const struct forecast *forecast, const struct forecast_count *count)
{
    static const char *const levels[] = {"p10", "p25", "p50", "p75", "p90"};
    table_row(table);
    bool city = strcmp(count->group, "all") == 0 && output_for_people(session);
    table_set_text(table, "group", city ? _("all projects") : output_group(session, count->group));
    table_set_text(table, "deadline", forecast->deadlines[count->deadline].name);
    table_set_integer(table, "n", count->n);
    table_set_integer(table, "done", count->n > 0 ? count->done : VALUE_NONE);
    table_set_number(table, "expected", count->expected);
    for (size_t q = 0; q < sizeof levels / sizeof *levels; q++)
        table_set_number(table, levels[q], count->quantile[q]);
    table_set_number(table, "target_share", count->target_share);
    table_set_mark(table, "target_share", CELL_FACT);
    table_set_number(table, "p_target", count->p_target);
}

/* By district the table holds all groups, else the city's alone; JSON always all of them. */
static void add_groups(const struct session *session, struct listing *listing,
                       const struct forecast *forecast, bool all_groups)
{
    struct table *table = output_table(listing, "groups",
                                       N_("projects that will have met a "
                                          "deadline by its day"),
                                       COLUMNS(group_columns));
    for (size_t i = 0; i < forecast->count_count; i++) {
        const struct forecast_count *count = &forecast->counts[i];
        if (all_groups || strcmp(count->group, "all") == 0)
            add_group(session, table, forecast, count);
    }
}

static const struct table_column total_columns[] = {
    {"region", N_("region"), MEASURE_TEXT, 0, false},
    {"metric", N_("metric"), MEASURE_TEXT, 0, false},
    {"plan", N_("plan"), MEASURE_NUMBER, 0, false},
    {"latest", N_("latest"), MEASURE_NUMBER, 0, false},
    {"deadline", N_("deadline"), MEASURE_TEXT, 0, false},
    {"expected", N_("expected"), MEASURE_NUMBER, 0, false},
    {"p10", "p10", MEASURE_NUMBER, 0, false},
    {"p50", "p50", MEASURE_NUMBER, 0, false},
    {"p90", "p90", MEASURE_NUMBER, 0, false},
    {"p_plan", N_("chance of the plan"), MEASURE_PROBABILITY, 0, false},
    {"reach_plan.p10", N_("plan reached p10"), MEASURE_DATE, 0, true},
    {"reach_plan.p50", N_("plan reached"), MEASURE_DATE, 0, false},
    {"reach_plan.p90", N_("plan reached p90"), MEASURE_DATE, 0, true},
};

static void add_totals(struct listing *listing, const struct forecast *forecast)
{
    static const char *const reached[] = {"reach_plan.p10", "reach_plan.p50", "reach_plan.p90"};
    struct table *table = output_table(listing, "totals", N_("regions known by their totals"),
                                       COLUMNS(total_columns));
    for (size_t i = 0; i < forecast->total_count; i++) {
        const struct forecast_total *total = &forecast->totals[i];
        table_row(table);
        table_set_text(table, "region", total->region);
        table_set_text(table, "metric", total->metric);
        table_set_number(table, "plan", total->plan);
        table_set_number(table, "latest", total->latest);
        table_set_text(table, "deadline", forecast->deadlines[total->deadline].name);
        table_set_number(table, "expected", total->expected);
        table_set_number(table, "p10", total->p10);
        table_set_number(table, "p50", total->p50);
        table_set_number(table, "p90", total->p90);
        table_set_number(table, "p_plan", total->p_plan);
        for (size_t q = 0; q < 3; q++)
            table_set_date(table, reached[q], total->reach_plan[q]);
    }
    table->json_only = forecast->total_count == 0;
}

static void fill(const struct session *session, struct listing *listing,
                 const struct forecast *forecast, const struct dataset *data, size_t by)
{
    bool machine = session->format == LISTING_JSON;
    output_head(session, listing);
    listing_head_integer(listing, "seed", _("seed"), (int64_t)forecast->seed);
    listing_head_integer(listing, "draws", _("draws"), forecast->draws);
    listing_head_text(listing, "generator", "", forecast->generator);
    listing->head.columns[listing->head.column_count - 1].json_only = true;
    /* CSV has one table, the one that was asked for. */
    if (session->format != LISTING_CSV)
        add_deadlines(listing, forecast);
    /* Where regions are all that is known, people see no empty tables of projects. */
    bool projects = machine || forecast->project_count > 0 || forecast->total_count == 0;
    if (projects && (machine || by == GROUP_PROJECT))
        add_projects(session, listing, forecast, data);
    if (projects && (machine || session->format != LISTING_CSV || by != GROUP_PROJECT))
        add_groups(session, listing, forecast, machine || by == GROUP_DISTRICT);
    if (machine || forecast->total_count > 0)
        add_totals(listing, forecast);
    if (forecast->prior != NULL && forecast->prior[0] != '\0')
        listing_note(listing, forecast->prior);
}

enum status cmd_forecast(struct session *session, struct error *error)
{
    struct dataset data;
    struct total_set totals;
    struct forecast forecast;
    struct listing listing;
    enum status status = study_read_forecast(session, &data, &totals, error);
    if (status != STATUS_OK)
        return status;
    status = study_forecast(session, &data, &totals, session_current_year(session, &data),
                            &forecast, error);
    if (status != STATUS_OK)
        goto out;
    listing_init(&listing);
    fill(session, &listing, &forecast, &data, session->by);
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    forecast_release(&forecast);
out:
    total_set_release(&totals);
    dataset_release(&data);
    return status;
}

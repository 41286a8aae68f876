#include "cli/command.h"

#include <math.h>
#include <string.h>

#include "cli/forecast_listing.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/study.h"
#include "cli/what_if.h"
#include "core/i18n.h"
#include "core/setting_value.h"
#include "reports/phrase.h"

static const struct table_column deadline_columns[] = {
    {"name", N_("deadline"), MEASURE_TEXT, 0, false},
    {"date", N_("date"), MEASURE_DATE, 0, false},
    {"progress_pct", N_("progress asked for"), MEASURE_PERCENT, 0, false},
    {"completion", N_("completion asked for"), MEASURE_FLAG, 0, false},
    {"target_share", "", MEASURE_NUMBER, 0, true},
    {"target", N_("share of projects"), MEASURE_TEXT, 0, false},
};

static void add_deadlines(const struct forecast_view *view, struct listing *listing)
{
    const struct forecast *forecast = view->forecast;
    struct table *table =
        output_table(listing, "deadlines", N_("deadlines"), COLUMNS(deadline_columns));
    for (size_t d = 0; d < forecast->deadline_count; d++) {
        const struct deadline *deadline = &forecast->deadlines[d];
        const struct fraction *share = &deadline->target_share;
        double value =
            share->denominator == 0 ? NAN : (double)share->numerator / (double)share->denominator;
        table_row(table);
        table_set_text(table, "name", forecast_deadline_name(view, d));
        table_set_date(table, "date", forecast->deadline_days[d]);
        table_set_number(table, "progress_pct",
                         deadline->completion ? 100
                                              : (double)deadline->progress_mpct / MPCT_PER_PERCENT);
        table_set_flag(table, "completion", deadline->completion);
        table_set_number(table, "target_share", value);
        table_set_text(table, "target", share_format(share, &listing->strings));
    }
}

static const struct table_column total_columns[] = {
    {"region", N_("region"), MEASURE_TEXT, 0, false},
    {"metric", N_("metric"), MEASURE_TEXT, 0, false},
    {"plan", N_("plan"), MEASURE_NUMBER, 0, false},
    {"latest", N_("latest"), MEASURE_NUMBER, 0, false},
    {"deadline", "", MEASURE_TEXT, 0, true},
    {"date", N_("deadline"), MEASURE_DATE, 0, false},
    {"expected", N_("expected"), MEASURE_NUMBER, 1, false},
    {"p10", "p10", MEASURE_NUMBER, 0, false},
    {"p50", "p50", MEASURE_NUMBER, 0, false},
    {"p90", "p90", MEASURE_NUMBER, 0, false},
    {"p_plan", N_("chance of the plan"), MEASURE_PROBABILITY, 0, false},
    {"reach_plan.p10", N_("plan reached p10"), MEASURE_DATE, 0, true},
    {"reach_plan.p50", N_("plan reached"), MEASURE_DATE, 0, false},
    {"reach_plan.p90", N_("plan reached p90"), MEASURE_DATE, 0, true},
    {"note", N_("why"), MEASURE_TEXT, 0, false},
};

static const char *metric_name(const struct forecast_view *view, const char *metric)
{
    if (!output_for_people(view->session))
        return metric;
    return strcmp(metric, "invested_yuan") == 0 ? _("invested (yuan)") : phrase_metric(metric);
}

static void add_totals(const struct forecast_view *view, struct listing *listing)
{
    const struct forecast *forecast = view->forecast;
    static const char *const reached[] = {"reach_plan.p10", "reach_plan.p50", "reach_plan.p90"};
    struct table *table = output_table(listing, "totals", N_("regions known by their totals"),
                                       COLUMNS(total_columns));
    for (size_t i = 0; i < forecast->total_count; i++) {
        const struct forecast_total *total = &forecast->totals[i];
        table_row(table);
        table_set_text(table, "region", total->region);
        table_set_text(table, "metric", metric_name(view, total->metric));
        table_set_number(table, "plan", total->plan);
        table_set_number(table, "latest", total->latest);
        table_set_text(table, "deadline", forecast_deadline_name(view, total->deadline));
        table_set_date(table, "date", total->day);
        table_set_number(table, "expected", total->expected);
        table_set_number(table, "p10", total->p10);
        table_set_number(table, "p50", total->p50);
        table_set_number(table, "p90", total->p90);
        forecast_set_chance(table, "p_plan", total->p_plan);
        for (size_t q = 0; q < 3; q++)
            table_set_date(table, reached[q], total->reach_plan[q]);
        table_set_text(table, "note", total->note);
    }
    table->json_only = forecast->total_count == 0;
}

static const struct table_column what_if_columns[] = {
    {"assumed", N_("assumed"), MEASURE_TEXT, 0, false},
    {"kind", "", MEASURE_TEXT, 0, true},
    {"from", "", MEASURE_DATE, 0, true},
    {"to", "", MEASURE_DATE, 0, true},
    {"days", "", MEASURE_COUNT, 0, true},
    {"district", "", MEASURE_TEXT, 0, true},
    {"pace", "", MEASURE_NUMBER, 0, true},
    {"project", "", MEASURE_TEXT, 0, true},
};

static const char *in_words(const struct assumption *item, struct arena *strings)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    if (item->kind == ASSUMPTION_PACE)
        return item->whose == NULL
                   ? arena_printf(strings, _("works go on %g times as fast"), item->pace)
                   : arena_printf(strings, _("works of '%2$s' go on %1$g times as fast"),
                                  item->pace, item->whose);
    daynum_format(item->from, from);
    daynum_format(item->to, to);
    return item->whose == NULL ? arena_printf(strings, _("no work from %1$s to %2$s"), from, to)
                               : arena_printf(strings, _("no work from %1$s to %2$s in '%3$s'"),
                                              from, to, item->whose);
}

static void add_what_if(struct listing *listing, const struct assumption_set *assumptions)
{
    struct table *table = output_table(listing, "what_if", N_("what if"), COLUMNS(what_if_columns));
    for (size_t i = 0; i < assumptions->count; i++) {
        const struct assumption *item = &assumptions->items[i];
        bool pause = item->kind == ASSUMPTION_PAUSE;
        table_row(table);
        table_set_text(table, "assumed", in_words(item, &listing->strings));
        table_set_text(table, "kind", pause ? "pause" : "pace");
        table_set_text(table, pause ? "district" : "project", item->whose);
        if (!pause) {
            table_set_number(table, "pace", item->pace);
            continue;
        }
        table_set_date(table, "from", item->from);
        table_set_date(table, "to", item->to);
        table_set_integer(table, "days", item->to - item->from + 1);
    }
}

static void add_tables(const struct forecast_view *view, struct listing *listing)
{
    const struct session *session = view->session;
    const struct forecast *forecast = view->forecast;
    bool machine = session->format == LISTING_JSON, csv = session->format == LISTING_CSV;
    bool all_groups = machine || session->by == GROUP_DISTRICT;
    /* Where regions are all that is known, people see no empty tables of projects. */
    bool projects = machine || forecast->project_count > 0 || forecast->total_count == 0;
    if (projects && (machine || session->by == GROUP_PROJECT))
        forecast_list_projects(view, listing);
    /* CSV has one table, the one that was asked for. */
    if (projects && (!csv || session->by != GROUP_PROJECT))
        forecast_list_groups(view, listing, all_groups);
    if (projects && output_for_people(session) && session->by != GROUP_PROJECT)
        forecast_list_deciding(view, listing, all_groups);
    if (machine || forecast->total_count > 0)
        add_totals(view, listing);
}

static void fill(const struct forecast_view *view, struct listing *listing,
                 const struct assumption_set *assumptions)
{
    const struct session *session = view->session;
    const struct forecast *forecast = view->forecast;
    bool csv = session->format == LISTING_CSV;
    output_head(session, listing);
    listing_head_integer(listing, "seed", _("seed"), (int64_t)forecast->seed);
    listing_head_integer(listing, "draws", _("draws"), forecast->draws);
    listing_head_text(listing, "generator", "", forecast->generator);
    listing->head.columns[listing->head.column_count - 1].json_only = true;
    if (assumptions->count > 0 && !csv)
        add_what_if(listing, assumptions);
    if (!csv)
        add_deadlines(view, listing);
    add_tables(view, listing);
    /* Of projects: where regions are all that is known, it is about nothing. */
    bool totals_alone = forecast->project_count == 0 && forecast->total_count > 0;
    if (!totals_alone && forecast->prior != NULL && forecast->prior[0] != '\0')
        listing_note(listing, forecast->prior);
    if (forecast->project_count == 0 && forecast->total_count == 0)
        listing_note(listing, _("nothing is forecast: no loaded export lists a project of this "
                                "plan year"));
    if (assumptions->count > 0 && forecast->total_count > 0)
        listing_note(listing, _("regions known by their totals alone are forecast as they stand: "
                                "what is assumed does not touch them"));
}

/* The forecast under what is assumed and, where something is, as it stands beside it. */
struct pair {
    struct forecast assuming, as_it_stands;
};

static enum status compute(const struct session *session, const struct dataset *data,
                           const struct total_set *totals, const struct assumption_set *assumptions,
                           struct pair *pair, struct error *error)
{
    int year = session_current_year(session, data);
    *pair = (struct pair){0};
    enum status status =
        study_forecast(session, data, totals, year, assumptions, &pair->assuming, error);
    if (status == STATUS_OK && assumptions->count > 0)
        status = study_forecast(session, data, NULL, year, NULL, &pair->as_it_stands, error);
    return status;
}

static enum status write_listing(struct session *session, const struct dataset *data,
                                 const struct pair *pair, const struct assumption_set *assumptions,
                                 struct error *error)
{
    struct listing listing;
    struct forecast_view view = {.session = session,
                                 .data = data,
                                 .forecast = &pair->assuming,
                                 .as_it_stands =
                                     assumptions->count > 0 ? &pair->as_it_stands : NULL};
    listing_init(&listing);
    fill(&view, &listing, assumptions);
    enum status status = output_listing(session, &listing, error);
    listing_release(&listing);
    return status;
}

enum status cmd_forecast(struct session *session, struct error *error)
{
    struct assumption_set assumptions;
    struct dataset data;
    struct total_set totals;
    struct pair pair;
    enum status status = what_if_read(session, &assumptions, error);
    if (status == STATUS_OK)
        status = study_read_forecast(session, &data, &totals, error);
    if (status != STATUS_OK)
        return status;
    status = compute(session, &data, &totals, &assumptions, &pair, error);
    if (status == STATUS_OK)
        status = write_listing(session, &data, &pair, &assumptions, error);
    forecast_release(&pair.assuming);
    forecast_release(&pair.as_it_stands);
    total_set_release(&totals);
    dataset_release(&data);
    return status;
}

/* Regions known by their totals alone: plan, what was reached, and what is forecast. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/chart_panels.h"
#include "reports/phrase.h"

/* The newest totals of each region for the plan year, in the set's order. */
static size_t newest(const struct draft *draft, const struct region_total **latest)
{
    const struct total_set *set = draft->study->totals;
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct region_total *total = &set->items[i];
        if (total->plan_year != draft->study->plan_year)
            continue;
        bool same = count > 0 && strcmp(latest[count - 1]->region, total->region) == 0;
        if (same)
            latest[count - 1] = total;
        else
            latest[count++] = total;
    }
    return count;
}

static int most_planned(const void *a, const void *b)
{
    const struct region_total *x = *(const struct region_total *const *)a;
    const struct region_total *y = *(const struct region_total *const *)b;
    if (x->planned != y->planned)
        return x->planned > y->planned ? -1 : 1;
    return strcmp(x->region, y->region);
}

static void add_figure(struct draft *draft, const struct region_total **latest, size_t count)
{
    const char **names = arena_alloc(draft->arena, (count + 1) * sizeof *names);
    int64_t *started = arena_alloc(draft->arena, (count + 1) * sizeof *started);
    int64_t *planned = arena_alloc(draft->arena, (count + 1) * sizeof *planned);
    struct panels_measure *measure = arena_alloc(draft->arena, sizeof *measure);
    struct panels_data *data = arena_alloc(draft->arena, sizeof *data);
    size_t reached = 0, known = 0;
    for (size_t i = 0; i < count; i++) {
        names[i] = latest[i]->region;
        started[i] = latest[i]->started;
        planned[i] = latest[i]->planned;
        bool both = value_is_known(started[i]) && value_is_known(planned[i]);
        known += both;
        reached += both && started[i] >= planned[i];
    }
    *measure = (struct panels_measure){"started", _("starts"), started, planned};
    *data = (struct panels_data){_("started"), names, count, measure, 1};
    const char *title =
        known == 0
            ? _("The exports do not say how many are planned")
            : draft_say(draft,
                        ngettext_("%1$zu of %2$zu region has started what it planned",
                                  "%1$zu of %2$zu regions have started what they planned", known),
                        reached, known);
    report_figure(draft->report, &chart_panels, data, title,
                  _("Cumulative starts as last reported; a tick marks the year's plan."));
}

static double percent_of(int64_t part, int64_t whole)
{
    return value_is_known(part) && value_is_known(whole) && whole > 0
               ? 100.0 * (double)part / (double)whole
               : NAN;
}

static void add_table(struct draft *draft, const struct region_total **latest, size_t count)
{
    const struct table_column columns[] = {
        {.key = "region", .label = _("region"), .measure = MEASURE_TEXT},
        {.key = "as_of", .label = _("as of"), .measure = MEASURE_DATE},
        {.key = "planned", .label = _("planned"), .measure = MEASURE_COUNT},
        {.key = "started", .label = _("started"), .measure = MEASURE_COUNT},
        {.key = "started_pct",
         .label = _("started of planned"),
         .measure = MEASURE_PERCENT,
         .digits = 1},
        {.key = "completed", .label = _("completed"), .measure = MEASURE_COUNT},
        {.key = "households", .label = _("households planned"), .measure = MEASURE_COUNT},
        {.key = "planned_yuan", .label = _("money planned"), .measure = MEASURE_YUAN},
        {.key = "invested_yuan", .label = _("invested"), .measure = MEASURE_YUAN},
    };
    struct table *table = report_table(draft->report, "totals", _("Totals as last reported"),
                                       columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        const struct region_total *total = latest[i];
        table_row(table);
        table_set_text(table, "region", total->region);
        table_set_date(table, "as_of", total->as_of);
        table_set_integer(table, "planned", total->planned);
        table_set_integer(table, "started", total->started);
        table_set_number(table, "started_pct", percent_of(total->started, total->planned));
        table_set_integer(table, "completed", total->completed);
        table_set_integer(table, "households", total->households_planned);
        table_set_integer(table, "planned_yuan", total->planned_fen);
        table_set_integer(table, "invested_yuan", total->invested_fen);
    }
}

/* Forecasts give money in yuan; a reader gets the unit of the other figures. */
static double in_unit(double value, bool money)
{
    return money && isfinite(value) ? phrase_money_in_unit((int64_t)llround(value * FEN_PER_YUAN))
                                    : value;
}

/* Figures that are not forecast, and why: said once a reason. */
static void note_refusals(struct draft *draft, const struct forecast *forecast)
{
    for (size_t i = 0; i < forecast->total_count; i++) {
        const struct forecast_total *total = &forecast->totals[i];
        size_t alike = 0, before = 0;
        if (total->deadline != 0 || total->fact || isfinite(total->expected))
            continue;
        for (size_t k = 0; k < forecast->total_count; k++) {
            const struct forecast_total *other = &forecast->totals[k];
            bool same = other->deadline == 0 && strcmp(other->note, total->note) == 0;
            alike += same;
            before += same && k < i;
        }
        if (before == 0)
            report_note(draft->report,
                        draft_say(draft,
                                  ngettext_("%1$zu figure is not forecast: %2$s",
                                            "%1$zu figures are not forecast: %2$s", alike),
                                  alike, total->note));
    }
}

static void add_forecast(struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    if (forecast == NULL || forecast->total_count == 0)
        return;
    const struct table_column columns[] = {
        {.key = "region", .label = _("region"), .measure = MEASURE_TEXT},
        {.key = "metric", .label = _("what"), .measure = MEASURE_TEXT},
        {.key = "deadline", .label = _("deadline"), .measure = MEASURE_TEXT},
        {.key = "plan", .label = _("planned"), .measure = MEASURE_NUMBER},
        {.key = "latest", .label = _("so far"), .measure = MEASURE_NUMBER},
        {.key = "expected", .label = _("expected"), .measure = MEASURE_NUMBER, .digits = 1},
        {.key = "p10", .label = _("10 %"), .measure = MEASURE_NUMBER},
        {.key = "p90", .label = _("90 %"), .measure = MEASURE_NUMBER},
        {.key = "p_plan", .label = _("plan reached"), .measure = MEASURE_PROBABILITY},
        {.key = "median", .label = _("reached, median"), .measure = MEASURE_DATE},
    };
    struct table *table =
        report_table(draft->report, "totals_forecast", _("Forecast of the totals"), columns,
                     sizeof columns / sizeof *columns);
    for (size_t i = 0; i < forecast->total_count; i++) {
        const struct forecast_total *total = &forecast->totals[i];
        bool money = strcmp(total->metric, "invested_yuan") == 0;
        table_row(table);
        table_set_text(table, "region", total->region);
        table_set_text(table, "metric",
                       money ? draft_say(draft, _("invested (%s)"), phrase_money_unit())
                             : phrase_metric(total->metric));
        table_set_text(table, "deadline", draft_deadline_by(draft, total->deadline));
        table_set_number(table, "plan", in_unit(total->plan, money));
        table_set_number(table, "latest", in_unit(total->latest, money));
        table_set_number(table, "expected", in_unit(total->expected, money));
        table_set_number(table, "p10", in_unit(total->p10, money));
        table_set_number(table, "p90", in_unit(total->p90, money));
        table_set_number(table, "p_plan", total->p_plan);
        if (total->p_plan <= 0 || total->p_plan >= 1)
            table_set_mark(table, "p_plan", CELL_FACT);
        table_set_date(table, "median", total->reach_plan[1]);
    }
    note_refusals(draft, forecast);
}

void section_totals(struct draft *draft)
{
    const struct total_set *set = draft->study->totals;
    if (set == NULL || set->count == 0)
        return;
    const struct region_total **latest =
        arena_alloc(draft->arena, (set->count + 1) * sizeof *latest);
    size_t count = newest(draft, latest);
    if (count == 0)
        return;
    qsort(latest, count, sizeof *latest, most_planned);
    report_heading(draft->report, 2, "totals", _("Regions by their totals"));
    add_figure(draft, latest, count);
    add_table(draft, latest, count);
    add_forecast(draft);
}

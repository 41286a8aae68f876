/* Districts side by side: done and expected by each deadline. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "reports/chart_targets.h"
#include "reports/phrase.h"

static double expected_share(const struct target_row *row)
{
    double count = isfinite(row->expected) ? row->expected : (double)row->done;
    return row->projects > 0 ? count / (double)row->projects : 2;
}

static int furthest_behind(const void *a, const void *b)
{
    double x = expected_share(a), y = expected_share(b);
    return x < y ? -1 : x > y;
}

static size_t target_rows(const struct draft *draft, size_t deadline, struct target_row *rows)
{
    const struct summary *summary = draft->study->by_district;
    size_t count = 0;
    for (size_t i = 0; i < summary->count; i++) {
        const struct forecast_count *outlook =
            draft_outlook(draft, summary->rows[i].group, deadline);
        if (outlook == NULL || outlook->n == 0)
            continue;
        rows[count++] = (struct target_row){draft_group_name(outlook->group),
                                            outlook->n,
                                            outlook->done,
                                            outlook->expected,
                                            outlook->quantile[0],
                                            outlook->quantile[4]};
    }
    qsort(rows, count, sizeof *rows, furthest_behind);
    return count;
}

static const char *title_of(const struct draft *draft, const struct target_data *data)
{
    size_t behind = 0;
    for (size_t i = 0; i < data->count; i++)
        if (100 * expected_share(&data->rows[i]) < data->target_pct)
            behind++;
    if (behind == 0)
        return draft_say(draft, _("Every district is expected to reach the target share: %s"),
                         data->deadline);
    return draft_say(draft,
                     ngettext_("%1$zu of %2$zu districts is expected to stay below the target "
                               "share: %3$s",
                               "%1$zu of %2$zu districts are expected to stay below the target "
                               "share: %3$s",
                               behind),
                     behind, data->count, data->deadline);
}

static void add_targets(struct draft *draft, size_t deadline)
{
    const struct forecast *forecast = draft->study->forecast;
    const struct fraction *share = &forecast->deadlines[deadline].target_share;
    if (!draft_has_target(&forecast->deadlines[deadline]))
        return;
    struct target_data *data = arena_alloc(draft->arena, sizeof *data);
    struct target_row *rows =
        arena_alloc(draft->arena, (draft->study->by_district->count + 1) * sizeof *rows);
    *data = (struct target_data){
        .deadline = draft_deadline_by(draft, deadline),
        .target_pct = 100 * (double)share->numerator / (double)share->denominator,
        .rows = rows,
        .count = target_rows(draft, deadline, rows),
    };
    if (data->count == 0)
        return;
    report_figure(draft->report, &chart_targets, data, title_of(draft, data),
                  draft_say(draft, "%s.",
                            phrase_deadline(draft->arena, &forecast->deadlines[deadline],
                                            forecast->deadline_days[deadline])));
}

static bool is_reached(const struct draft *draft, const struct forecast_count *count)
{
    const struct deadline *rule = &draft->study->forecast->deadlines[count->deadline];
    return draft_has_target(rule) && count->done >= draft_target(rule, count->n);
}

static void add_side_by_side(struct draft *draft)
{
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "projects", .label = _("projects"), .measure = MEASURE_COUNT},
        {.key = "started", .label = _("started"), .measure = MEASURE_COUNT},
        {.key = "completed", .label = _("completed"), .measure = MEASURE_COUNT},
        {.key = "completed_pct",
         .label = _("completed, share"),
         .measure = MEASURE_PERCENT,
         .digits = 1},
        {.key = "main_works",
         .label = _("expected, main works"),
         .measure = MEASURE_NUMBER,
         .digits = 1},
        {.key = "completion",
         .label = _("expected, completion"),
         .measure = MEASURE_NUMBER,
         .digits = 1},
        {.key = "p_target", .label = _("target share reached"), .measure = MEASURE_PROBABILITY},
        {.key = "shortfall",
         .label = _("lacking if missed"),
         .measure = MEASURE_NUMBER,
         .digits = 1},
    };
    const struct summary *summary = draft->study->by_district;
    struct table *table = report_table(draft->report, "districts", _("Districts side by side"),
                                       columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i <= summary->count; i++) {
        bool whole = i == summary->count;
        const struct summary_row *row = whole ? &summary->total : &summary->rows[i];
        const char *group = whole ? "all" : row->group;
        const struct forecast_count *main = draft_outlook(draft, group, draft->main_works);
        const struct forecast_count *completion = draft_outlook(draft, group, draft->completion);
        if (whole)
            table = report_table_total(draft->report);
        table_row(table);
        table_set_text(table, "group", whole ? _("all districts") : draft_group_name(row->group));
        table_set_integer(table, "projects", row->projects);
        table_set_integer(table, "started", row->started);
        table_set_integer(table, "completed", row->completed);
        table_set_number(table, "completed_pct",
                         row->projects > 0 ? 100.0 * (double)row->completed / (double)row->projects
                                           : NAN);
        table_set_number(table, "main_works", main == NULL || main->n == 0 ? NAN : main->expected);
        table_set_number(table, "completion",
                         completion == NULL || completion->n == 0 ? NAN : completion->expected);
        table_set_number(table, "p_target", completion == NULL ? NAN : completion->p_target);
        table_set_number(table, "shortfall",
                         completion == NULL ? NAN : completion->expected_shortfall);
        if (completion != NULL && is_reached(draft, completion))
            table_set_mark(table, "p_target", CELL_FACT);
    }
}

void section_districts(struct draft *draft)
{
    report_heading(draft->report, 2, "districts", _("Districts side by side"));
    if (!draft_has_projects(draft)) {
        report_paragraph(draft->report, _("There is nothing to compare: no loaded export lists "
                                          "projects of this plan year."));
        return;
    }
    if (draft->study->forecast != NULL) {
        if (draft->main_works != DRAFT_NO_DEADLINE && draft->study->year->progress.count > 0)
            add_targets(draft, draft->main_works);
        if (draft->completion != DRAFT_NO_DEADLINE && draft->completion != draft->main_works)
            add_targets(draft, draft->completion);
    }
    add_side_by_side(draft);
}

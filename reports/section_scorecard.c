/* The performance appraisal of districts: each indicator, the score, and how firm the rank is. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/chart_heat.h"
#include "reports/phrase.h"

static const char *measure_label(enum scorecard_measure measure)
{
    const char *const labels[SCORE_MEASURE_COUNT] = {
        [SCORE_STARTED] = _("started"),      [SCORE_COMPLETED] = _("completed as planned"),
        [SCORE_ACCEPTED] = _("accepted"),    [SCORE_CONSENT] = _("consent"),
        [SCORE_PAID] = _("paid of issued"),  [SCORE_SATISFACTION] = _("content residents"),
        [SCORE_ISSUES] = _("issues closed"), [SCORE_REPORTING] = _("up-to-date reports"),
    };
    return labels[measure];
}

static const char *band_label(enum scorecard_band band)
{
    const char *const labels[] = {
        [BAND_FAIL] = C_("appraisal", "failed"),
        [BAND_PASS] = C_("appraisal", "passed"),
        [BAND_GOOD] = C_("appraisal", "good"),
        [BAND_EXCELLENT] = C_("appraisal", "excellent"),
    };
    return labels[band];
}

static int best_first(const void *a, const void *b)
{
    const struct scorecard_row *x = *(const struct scorecard_row *const *)a;
    const struct scorecard_row *y = *(const struct scorecard_row *const *)b;
    double sx = isfinite(x->score) ? x->score : -1, sy = isfinite(y->score) ? y->score : -1;
    return sx > sy ? -1 : sx < sy ? 1 : strcmp(x->group, y->group);
}

static const struct scorecard_row **sorted(const struct draft *draft)
{
    const struct scorecard_result *result = draft->study->scorecard;
    const struct scorecard_row **rows =
        arena_alloc(draft->arena, (result->count + 1) * sizeof *rows);
    for (size_t i = 0; i < result->count; i++)
        rows[i] = &result->rows[i];
    qsort(rows, result->count, sizeof *rows, best_first);
    return rows;
}

static void add_figure(struct draft *draft, const struct scorecard_row **rows)
{
    const struct scorecard_result *result = draft->study->scorecard;
    size_t columns = result->indicator_count;
    struct heat_data *data = arena_alloc(draft->arena, sizeof *data);
    struct heat_row *heat = arena_alloc(draft->arena, (result->count + 1) * sizeof *heat);
    const char **labels = arena_alloc(draft->arena, (columns + 1) * sizeof *labels);
    for (size_t c = 0; c < columns; c++)
        labels[c] = measure_label(result->indicators[c].measure);
    for (size_t i = 0; i < result->count; i++) {
        double *values = arena_alloc(draft->arena, (columns + 1) * sizeof *values);
        for (size_t c = 0; c < columns; c++)
            values[c] = 100 * rows[i]->marks[c].score / result->indicators[c].weight;
        heat[i] = (struct heat_row){draft_group_name(rows[i]->group), values};
    }
    *data = (struct heat_data){_("points reached of 100, by indicator"),
                               _("district"),
                               labels,
                               columns,
                               heat,
                               result->count};
    report_figure(draft->report, &chart_heat, data,
                  draft_say(draft, _("%1$s leads the appraisal with %2$s of 100 points"),
                            draft_group_name(rows[0]->group),
                            phrase_number(draft->arena, rows[0]->score, 1)),
                  _("Each cell is the share, in per cent, of the indicator's points that the "
                    "district reached; what cannot be judged is left out and not marked down."));
}

static void add_table(struct draft *draft, const struct scorecard_row **rows)
{
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "score", .label = _("score"), .measure = MEASURE_NUMBER, .digits = 1},
        {.key = "band", .label = _("band"), .measure = MEASURE_TEXT},
        {.key = "rank", .label = _("rank"), .measure = MEASURE_COUNT},
        {.key = "rank_low", .label = _("rank, best"), .measure = MEASURE_COUNT},
        {.key = "rank_high", .label = _("rank, worst"), .measure = MEASURE_COUNT},
        {.key = "weakest", .label = _("costs most points"), .measure = MEASURE_TEXT},
    };
    const struct scorecard_result *result = draft->study->scorecard;
    struct table *table = report_table(draft->report, "scorecard", _("Scores and ranks"), columns,
                                       sizeof columns / sizeof *columns);
    for (size_t i = 0; i < result->count; i++) {
        const struct scorecard_row *row = rows[i];
        table_row(table);
        table_set_text(table, "group", draft_group_name(row->group));
        table_set_number(table, "score", row->score);
        table_set_text(table, "band", isfinite(row->score) ? band_label(row->band) : "");
        table_set_integer(table, "rank", row->rank);
        table_set_integer(table, "rank_low", row->rank_low);
        table_set_integer(table, "rank_high", row->rank_high);
        if (row->weakest < result->indicator_count)
            table_set_text(table, "weakest",
                           measure_label(result->indicators[row->weakest].measure));
    }
    report_note(draft->report,
                _("Best and worst rank: over all forms that leave one indicator out. "
                  "A rank that moves far hangs on a single line of the form."));
}

void section_scorecard(struct draft *draft)
{
    const struct scorecard_result *result = draft->study->scorecard;
    if (result == NULL)
        return;
    report_heading(draft->report, 2, "scorecard", _("Appraisal of the districts"));
    if (result->count == 0) {
        report_paragraph(draft->report, _("There is nothing to show here: no loaded export lists "
                                          "projects of this plan year."));
        return;
    }
    const struct scorecard_row **rows = sorted(draft);
    add_figure(draft, rows);
    add_table(draft, rows);
}

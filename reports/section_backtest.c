/* How good the forecasts would have been: earlier months, with what was known then. */
#include "reports/draft.h"

#include <math.h>

#include "core/i18n.h"
#include "reports/chart_reliability.h"
#include "reports/phrase.h"

static void add_figure(struct draft *draft)
{
    const struct backtest *backtest = draft->study->backtest;
    struct reliability_data *data = arena_alloc(draft->arena, sizeof *data);
    struct reliability_bin *bins = arena_alloc(draft->arena, BACKTEST_BINS * sizeof *bins);
    for (size_t i = 0; i < BACKTEST_BINS; i++) {
        const struct backtest_bin *bin = &backtest->bins[i];
        bins[i] =
            (struct reliability_bin){bin->p_low, bin->p_high, bin->n, bin->mean_p, bin->observed};
    }
    *data = (struct reliability_data){bins, BACKTEST_BINS};
    const struct backtest_row *own = &backtest->rows[0];
    report_figure(draft->report, &chart_reliability, data,
                  draft_say(draft, _("The intervals of 80 %% held in %s of the cases"),
                            phrase_percent(draft->arena, 100 * own->coverage[1].mean, 0)),
                  backtest->evidence == NULL ? "" : backtest->evidence);
}

static void add_table(struct draft *draft)
{
    const struct table_column columns[] = {
        {.key = "method", .label = _("method"), .measure = MEASURE_TEXT},
        {.key = "mae", .label = _("mean error, days"), .measure = MEASURE_NUMBER, .digits = 1},
        {.key = "crps", .label = _("CRPS, days"), .measure = MEASURE_NUMBER, .digits = 1},
        {.key = "coverage_50", .label = _("held, 50 %"), .measure = MEASURE_PERCENT},
        {.key = "coverage_80", .label = _("held, 80 %"), .measure = MEASURE_PERCENT},
        {.key = "coverage_95", .label = _("held, 95 %"), .measure = MEASURE_PERCENT},
        {.key = "brier",
         .label = _("Brier score, completion"),
         .measure = MEASURE_NUMBER,
         .digits = 3},
    };
    const struct backtest *backtest = draft->study->backtest;
    bool has_brier = draft->completion < backtest->deadline_count;
    struct table *table =
        report_table(draft->report, "backtest", _("The same forecasts by other methods"), columns,
                     sizeof columns / sizeof *columns - (has_brier ? 0 : 1));
    for (size_t i = 0; i < backtest->row_count; i++) {
        const struct backtest_row *row = &backtest->rows[i];
        table_row(table);
        table_set_text(table, "method", row->method);
        table_set_number(table, "mae", row->mae_days.mean);
        table_set_number(table, "crps", row->crps_days.mean);
        for (size_t level = 0; level < 3; level++)
            table_set_number(table, columns[3 + level].key, 100 * row->coverage[level].mean);
        if (has_brier)
            table_set_number(table, "brier", row->brier[draft->completion].mean);
    }
}

void section_backtest(struct draft *draft)
{
    const struct backtest *backtest = draft->study->backtest;
    if (backtest == NULL)
        return;
    report_heading(draft->report, 2, "backtest", _("How good the forecasts have been"));
    if (backtest->n_forecasts == 0 || backtest->row_count == 0) {
        report_paragraph(draft->report, _("No finished project has been forecast yet, so nothing "
                                          "can be compared."));
        return;
    }
    report_message(
        draft->report,
        draft_say(draft,
                  _("Last year's projects, forecast anew at the ends of the months from "
                    "%s to %s with what was known then."),
                  phrase_date(draft->arena, backtest->origins[0]),
                  phrase_date(draft->arena, backtest->origins[backtest->origin_count - 1])));
    add_figure(draft);
    add_table(draft);
    for (size_t i = 0; i < draft->study->backtest->doubt_count; i++)
        report_note(draft->report, draft->study->backtest->doubts[i]);
}

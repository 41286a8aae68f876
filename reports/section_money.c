/* Money: planned, issued and paid, by district and by source. */
#include "reports/draft.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/chart_money.h"
#include "reports/phrase.h"

static int most_planned(const void *a, const void *b)
{
    const struct money_row *x = a, *y = b;
    int64_t px = x->planned_fen, py = y->planned_fen;
    return px > py ? -1 : px < py;
}

static bool says_money(const struct budget_row *row)
{
    return value_is_known(row->planned_fen) || value_is_known(row->issued_fen) ||
           value_is_known(row->paid_fen);
}

static void add_figure(struct draft *draft)
{
    const struct budget_result *budget = draft->study->budget;
    struct money_row *rows = arena_alloc(draft->arena, (budget->count + 1) * sizeof *rows);
    struct money_data *data = arena_alloc(draft->arena, sizeof *data);
    size_t count = 0;
    for (size_t i = 0; i < budget->count; i++) {
        const struct budget_row *row = &budget->rows[i];
        if (says_money(row))
            rows[count++] = (struct money_row){draft_group_name(row->group), row->planned_fen,
                                               row->issued_fen, row->paid_fen};
    }
    qsort(rows, count, sizeof *rows, most_planned);
    *data = (struct money_data){rows, count};
    const char *title = draft_say(draft, _("%1$s of %2$s planned is issued and %3$s is paid"),
                                  phrase_money(draft->arena, budget->total.issued_fen),
                                  phrase_money(draft->arena, budget->total.planned_fen),
                                  phrase_money(draft->arena, budget->total.paid_fen));
    report_figure(draft->report, &chart_money, data, title,
                  _("Cumulative, as of the report's date. A grey bar is what is planned; the bars "
                    "within it are what is issued and what is paid. The shares at the right are "
                    "paid of planned."));
}

static void add_sources(struct draft *draft)
{
    const struct table_column columns[] = {
        {.key = "source", .label = _("source"), .measure = MEASURE_TEXT},
        {.key = "planned_yuan", .label = _("planned"), .measure = MEASURE_YUAN},
        {.key = "share_pct", .label = _("share"), .measure = MEASURE_PERCENT, .digits = 1},
    };
    const struct budget_row *total = &draft->study->budget->total;
    int64_t sum = VALUE_NONE;
    for (int s = 0; s < FUND_SOURCE_COUNT; s++)
        sum = value_add(sum, total->planned_by_source_fen[s]);
    if (!value_is_known(sum) || sum <= 0)
        return;
    struct table *table =
        report_table(draft->report, "sources_of_money", _("Planned money by source"), columns, 3);
    for (int s = 0; s < FUND_SOURCE_COUNT; s++) {
        int64_t fen = total->planned_by_source_fen[s];
        if (!value_is_known(fen))
            continue;
        table_row(table);
        table_set_text(table, "source", label_of(&fund_source_names, s));
        table_set_integer(table, "planned_yuan", fen);
        table_set_number(table, "share_pct", 100.0 * (double)fen / (double)sum);
    }
}

void section_money(struct draft *draft)
{
    const struct budget_result *budget = draft->study->budget;
    report_heading(draft->report, 2, "money", _("Money"));
    if (budget == NULL || !says_money(&budget->total)) {
        report_paragraph(draft->report, _("There is nothing to show here: no loaded export says "
                                          "what is planned, issued or paid."));
        return;
    }
    add_figure(draft);
    add_sources(draft);
}

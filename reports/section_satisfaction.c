/* What residents say of the finished works. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "reports/chart_caterpillar.h"
#include "reports/phrase.h"

static int most_content(const void *a, const void *b)
{
    const struct caterpillar_row *x = a, *y = b;
    return x->rate_pct > y->rate_pct ? -1 : x->rate_pct < y->rate_pct;
}

static void add_figure(struct draft *draft)
{
    const struct satisfaction_result *result = draft->study->satisfaction;
    struct caterpillar_data *data = arena_alloc(draft->arena, sizeof *data);
    struct caterpillar_row *rows = arena_alloc(draft->arena, (result->count + 1) * sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < result->count; i++) {
        const struct satisfaction_row *row = &result->rows[i];
        if (!isfinite(row->content_pct))
            continue;
        rows[count++] = (struct caterpillar_row){
            .name = draft_group_name(row->group),
            .remark = draft_say(draft, ngettext_("%s answer", "%s answers", row->answered),
                                phrase_count(draft->arena, row->answered)),
            .rate_pct = row->content_pct,
            .low_pct = row->content_low_pct,
            .high_pct = row->content_high_pct,
            .shrunk_pct = NAN,
        };
    }
    if (count == 0)
        return;
    qsort(rows, count, sizeof *rows, most_content);
    *data = (struct caterpillar_data){
        .what = _("satisfied or basically satisfied, of the answers"),
        .rows = rows,
        .count = count,
        .threshold_pct = NAN,
        .threshold = "",
    };
    report_figure(draft->report, &chart_caterpillar, data,
                  draft_say(draft,
                            _("%s of the residents who answered are satisfied or basically "
                              "satisfied"),
                            phrase_percent(draft->arena, result->total.content_pct, 1)),
                  _("On three steps: satisfied, basically satisfied, not satisfied. The intervals "
                    "carry the likeness of the answers in one project."));
}

void section_satisfaction(struct draft *draft)
{
    const struct satisfaction_result *result = draft->study->satisfaction;
    if (result == NULL)
        return;
    report_heading(draft->report, 2, "satisfaction", _("Residents' satisfaction"));
    if (result->count == 0) {
        report_paragraph(draft->report, _("There is nothing to show here: no loaded export tells "
                                          "what residents say of the works."));
        return;
    }
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "projects", .label = _("projects"), .measure = MEASURE_COUNT},
        {.key = "asked", .label = _("asked"), .measure = MEASURE_COUNT},
        {.key = "answered", .label = _("answered"), .measure = MEASURE_COUNT},
        {.key = "satisfied", .label = _("satisfied"), .measure = MEASURE_PERCENT, .digits = 1},
        {.key = "content",
         .label = _("satisfied or basically"),
         .measure = MEASURE_PERCENT,
         .digits = 1},
        {.key = "score",
         .label = _("mean of reported scores"),
         .measure = MEASURE_PERCENT,
         .digits = 1},
    };
    add_figure(draft);
    struct table *table = report_table(draft->report, "satisfaction", _("Answers by district"),
                                       columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i <= result->count; i++) {
        bool whole = i == result->count;
        const struct satisfaction_row *row = whole ? &result->total : &result->rows[i];
        if (whole)
            table = report_table_total(draft->report);
        table_row(table);
        table_set_text(table, "group", whole ? _("all districts") : draft_group_name(row->group));
        table_set_integer(table, "projects", row->projects);
        table_set_integer(table, "asked", row->asked);
        table_set_integer(table, "answered", row->answered);
        table_set_number(table, "satisfied", row->satisfied_pct);
        table_set_number(table, "content", row->content_pct);
        table_set_number(table, "score", row->score_pct);
    }
}

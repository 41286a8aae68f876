/* Who looks after the renovated compounds. */
#include "reports/draft.h"

#include "core/i18n.h"
#include "core/value.h"
#include "reports/phrase.h"

static const struct management_row *find_mode(const struct management_result *result,
                                              enum management_mode mode)
{
    for (size_t i = 0; i < result->count; i++)
        if (result->rows[i].mode == mode)
            return &result->rows[i];
    return NULL;
}

static void say_professional(struct draft *draft)
{
    const struct management_row *row = find_mode(draft->study->management, MANAGEMENT_PROFESSIONAL);
    if (row == NULL || !value_is_known(row->communities_central) || row->communities_central == 0)
        return;
    report_paragraph(
        draft->report,
        draft_say(draft,
                  ngettext_("In the central urban area %1$s community with %2$s m² and %3$s "
                            "households is under professional management.",
                            "In the central urban area %1$s communities with %2$s m² and %3$s "
                            "households are under professional management.",
                            row->communities_central),
                  phrase_count(draft->arena, row->communities_central),
                  value_is_known(row->area_central_cm2)
                      ? phrase_number(draft->arena, (double)row->area_central_cm2 / CM2_PER_M2, 0)
                      : "–",
                  phrase_count(draft->arena, row->households_central)));
}

void section_management(struct draft *draft)
{
    const struct management_result *result = draft->study->management;
    report_heading(draft->report, 2, "management", _("Management"));
    bool known = false;
    for (size_t i = 0; result != NULL && i < result->count; i++)
        known = known || result->rows[i].mode != 0;
    if (!known) {
        report_paragraph(draft->report, _("There is nothing to show here: no loaded export says "
                                          "who manages the communities."));
        return;
    }
    const struct table_column columns[] = {
        {.key = "mode", .label = _("management"), .measure = MEASURE_TEXT},
        {.key = "communities", .label = _("communities"), .measure = MEASURE_COUNT},
        {.key = "households", .label = _("households"), .measure = MEASURE_COUNT},
        {.key = "area_m2", .label = _("area"), .measure = MEASURE_M2},
        {.key = "communities_central",
         .label = _("communities, central urban area"),
         .measure = MEASURE_COUNT},
        {.key = "companies", .label = _("companies"), .measure = MEASURE_COUNT},
    };
    say_professional(draft);
    struct table *table = report_table(draft->report, "management",
                                       _("Management of the communities of all plan years"),
                                       columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i <= result->count; i++) {
        bool whole = i == result->count;
        const struct management_row *row = whole ? &result->total : &result->rows[i];
        if (whole)
            table = report_table_total(draft->report);
        table_row(table);
        table_set_text(table, "mode",
                       whole            ? _("all communities")
                       : row->mode == 0 ? _("not said")
                                        : label_of(&management_mode_names, (int)row->mode));
        table_set_integer(table, "communities", row->communities);
        table_set_integer(table, "households", row->households);
        table_set_integer(table, "area_m2", row->area_cm2);
        table_set_integer(table, "communities_central", row->communities_central);
        table_set_integer(table, "companies", row->companies);
    }
}

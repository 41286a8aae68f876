/* Where the figures come from: every loaded file, and how each figure is defined. */
#include "reports/draft.h"

#include <string.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/phrase.h"

void section_sources(struct draft *draft)
{
    const struct source_set *sources = draft->study->sources;
    report_heading(draft->report, 2, "sources", _("Data sources"));
    if (sources == NULL || sources->count == 0) {
        report_paragraph(draft->report, _("No export is loaded."));
        return;
    }
    const struct table_column columns[] = {
        {.key = "file", .label = _("file"), .measure = MEASURE_TEXT},
        {.key = "kind", .label = _("kind"), .measure = MEASURE_TEXT},
        {.key = "as_of", .label = _("as of"), .measure = MEASURE_DATE},
        {.key = "known", .label = _("known from"), .measure = MEASURE_DATE},
        {.key = "rows", .label = _("rows"), .measure = MEASURE_COUNT},
        {.key = "loaded", .label = _("loaded"), .measure = MEASURE_COUNT},
        {.key = "rejected", .label = _("rejected"), .measure = MEASURE_COUNT},
        {.key = "sha256", .label = _("checksum"), .measure = MEASURE_TEXT},
    };
    daynum as_of = draft->study->all->vantage.as_of;
    struct table *table = report_table(draft->report, "sources", _("Files up to the report's date"),
                                       columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->items[i];
        const char *slash = strrchr(source->file, '/');
        if (source->as_of != DAYNUM_NONE && source->as_of > as_of)
            continue;
        table_row(table);
        table_set_text(table, "file", slash == NULL ? source->file : slash + 1);
        table_set_text(table, "kind", label_of(&export_kind_names, (int)source->kind));
        table_set_date(table, "as_of", source->as_of);
        table_set_date(table, "known", source->known);
        table_set_integer(table, "rows", source->rows);
        table_set_integer(table, "loaded", source->loaded);
        table_set_integer(table, "rejected", source->rejected);
        table_set_text(table, "sha256", arena_strndup(draft->arena, source->sha256, 12));
    }
}

static void define(struct draft *draft, const char *term, const char *meaning)
{
    report_paragraph(draft->report,
                     draft_say(draft, C_("definition", "%1$s: %2$s"), term, meaning));
}

void section_methods(struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    report_heading(draft->report, 2, "methods", _("Methods and definitions"));
    define(draft, _("Projects"),
           _("those of the plan year that stand in the newest export of their kind; projects "
             "outside the plan, cancelled ones and those that left the exports are not counted."));
    define(
        draft, _("Completed"),
        _("an actual finish is reported or, without one, a progress of 100 %, which was not taken "
          "back later; acceptance is counted apart."));
    define(draft, _("Deadlines"), draft_deadlines(draft));
    if (forecast != NULL)
        define(draft, _("Forecast"),
               draft_say(
                   draft,
                   _("simulated with %1$s draws (%2$s, seed %3$llu)%4$s. Months that are bad for "
                     "everybody are shared by all projects. An interval of 80 %% is meant to "
                     "hold in four cases of five. A probability that is no fact is never "
                     "shown as 0 %% or 100 %%."),
                   phrase_count(draft->arena, forecast->draws),
                   forecast->generator == NULL ? "" : forecast->generator,
                   (unsigned long long)forecast->seed, draft_prior(draft)));
    define(draft, _("Consent"),
           _("counted exactly, in whole households, over all owners' households of a compound; "
             "exactly two thirds is enough. A project has reached the rule when each of its "
             "compounds has. Those who did not answer count as not agreeing."));
    define(draft, _("Intervals of consent rates"),
           _("95 %, widened for the likeness of owners within one project; a rate that is shrunk "
             "is drawn towards the city's where a district has few households."));
    define(draft, _("Money"),
           _("cumulative as of the report's date; sums leave unknown amounts out."));
    define(draft, "–", _("not known; an unknown is never counted as nought."));
}

/* What changed since the export before. */
#include "reports/draft.h"

#include "core/i18n.h"
#include "core/value.h"
#include "reports/changes.h"
#include "reports/phrase.h"

static const char *kind_label(enum change_kind kind)
{
    switch (kind) {
    case CHANGE_COMPLETED:
        return _("completed");
    case CHANGE_STARTED:
        return _("started");
    case CHANGE_ADDED:
        return _("new in the plan");
    case CHANGE_GONE:
        return _("left the plan");
    case CHANGE_PLAN_LATER:
        return _("planned finish put off");
    case CHANGE_PLAN_EARLIER:
        return _("planned finish brought forward");
    case CHANGE_BACKWARDS:
        return _("progress taken back");
    case CHANGE_STOPPED:
        return _("suspended");
    case CHANGE_STUCK:
        return _("progress unchanged");
    case CHANGE_KIND_COUNT:
        break;
    }
    return "";
}

static const char *percent(const struct draft *draft, const struct project *project)
{
    return value_is_known(project->progress_mpct)
               ? phrase_percent(draft->arena, (double)project->progress_mpct / 1000, 1)
               : "–";
}

/* From what to what a change went. */
static const char *movement(const struct draft *draft, const struct change *change)
{
    if (change->now == NULL || change->before == NULL)
        return "";
    switch (change->kind) {
    case CHANGE_COMPLETED:
        return phrase_date(draft->arena, project_completed_on(change->now));
    case CHANGE_STARTED:
        return phrase_date(draft->arena, change->now->actual_start);
    case CHANGE_PLAN_LATER:
    case CHANGE_PLAN_EARLIER:
        return draft_say(draft,
                         ngettext_("%1$s → %2$s, by %3$lld day", "%1$s → %2$s, by %3$lld days",
                                   change->days),
                         phrase_date(draft->arena, change->before->plan_finish),
                         phrase_date(draft->arena, change->now->plan_finish),
                         (long long)change->days);
    case CHANGE_BACKWARDS:
    case CHANGE_STUCK:
        return draft_say(draft, "%s → %s", percent(draft, change->before),
                         percent(draft, change->now));
    default:
        return "";
    }
}

static void add_counts(struct draft *draft, const struct change *changes, size_t count)
{
    size_t kinds[CHANGE_KIND_COUNT] = {0};
    const char *parts[CHANGE_KIND_COUNT];
    size_t parts_count = 0;
    for (size_t i = 0; i < count; i++)
        kinds[changes[i].kind]++;
    for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        if (kinds[kind] > 0)
            parts[parts_count++] = draft_say(draft, C_("change and its count", "%1$s: %2$zu"),
                                             kind_label((enum change_kind)kind), kinds[kind]);
    report_paragraph(draft->report,
                     draft_say(draft, _("Since %1$s: %2$s."),
                               phrase_date(draft->arena, draft->study->before->vantage.as_of),
                               phrase_list(draft->arena, parts, parts_count)));
}

void section_changes(struct draft *draft)
{
    const struct dataset *before = draft->study->before;
    report_heading(draft->report, 2, "changes", _("What changed since the last export"));
    if (before == NULL || before->projects.count == 0) {
        report_paragraph(draft->report, _("There is nothing to compare with: no earlier export of "
                                          "this plan year is loaded."));
        return;
    }
    struct change *changes;
    size_t count = changes_find(before, draft->study->year, draft->arena, &changes);
    if (count == 0) {
        report_paragraph(draft->report,
                         draft_say(draft, _("No project changed since %s."),
                                   phrase_date(draft->arena, before->vantage.as_of)));
        return;
    }
    const struct table_column columns[] = {
        {.key = "project", .label = _("project"), .measure = MEASURE_TEXT},
        {.key = "district", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "change", .label = _("change"), .measure = MEASURE_TEXT},
        {.key = "movement", .label = _("from, to"), .measure = MEASURE_TEXT},
        {.key = "unit", .label = _("responsible unit"), .measure = MEASURE_TEXT},
    };
    add_counts(draft, changes, count);
    struct table *table = report_table(draft->report, "changes", _("Changes by project"), columns,
                                       sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        const struct project *project =
            changes[i].now != NULL ? changes[i].now : changes[i].before;
        table_row(table);
        table_set_text(table, "project", project->name);
        table_set_text(table, "district", project->district);
        table_set_text(table, "change", kind_label(changes[i].kind));
        table_set_text(table, "movement", movement(draft, &changes[i]));
        table_set_text(table, "unit", project->responsible_unit);
    }
}

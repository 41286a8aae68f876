/* The monthly briefing for the coordination meeting. */
#include "reports/study.h"

#include "core/i18n.h"
#include "reports/draft.h"
#include "reports/phrase.h"

enum { MONTHLY_RISKS = 15 };

static const char *title(const struct draft *draft, int year, int month)
{
    /* TRANSLATORS: the month's short name and the year. */
    const char *when =
        draft_say(draft, C_("month and year", "%1$s %2$d"), phrase_month(month), year);
    if (*draft->city == '\0')
        return draft_say(draft, _("Renovation of old residential communities: briefing %s"), when);
    return draft_say(draft, _("%1$s: renovation of old residential communities, briefing %2$s"),
                     draft->city, when);
}

struct report *monthly_report(const struct study *study)
{
    int year, month, dom;
    struct draft draft = draft_begin(study);
    struct report *report = draft.report;
    daynum_to_civil(study->all->vantage.as_of, &year, &month, &dom);
    report->title = title(&draft, year, month);
    report->subtitle =
        draft_say(&draft, _("plan year %1$d, as of %2$s"), study->plan_year, draft_vantage(&draft));
    report->file_stem = draft_say(&draft, "monthly-%04d-%02d", year, month);
    report->footer = draft_say(&draft, _("As of %1$s. Made by renostat %2$s."),
                               draft_vantage(&draft), study->version == NULL ? "" : study->version);
    section_summary(&draft);
    section_totals(&draft);
    section_progress(&draft);
    section_risk(&draft, MONTHLY_RISKS);
    section_districts(&draft);
    section_changes(&draft);
    section_sources(&draft);
    section_methods(&draft);
    return report;
}

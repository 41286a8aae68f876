/* The annual statistical report. */
#include "reports/study.h"

#include "core/i18n.h"
#include "reports/draft.h"
#include "reports/phrase.h"

enum { ANNUAL_RISKS = 30 };

static const char *footer(const struct draft *draft)
{
    const struct study *study = draft->study;
    return draft_say(draft, _("As of %1$s. Made by renostat %2$s."), draft_vantage(draft),
                     study->version == NULL ? "" : study->version);
}

static const char *title(const struct draft *draft)
{
    if (*draft->city == '\0')
        return draft_say(draft, _("Renovation of old residential communities: annual report %d"),
                         draft->study->plan_year);
    return draft_say(draft,
                     _("%1$s: renovation of old residential communities, annual report %2$d"),
                     draft->city, draft->study->plan_year);
}

struct report *annual_report(const struct study *study)
{
    struct draft draft = draft_begin(study);
    struct report *report = draft.report;
    report->title = title(&draft);
    report->subtitle = draft_say(&draft, _("as of %s"), draft_vantage(&draft));
    report->file_stem = draft_say(&draft, "annual-%d", study->plan_year);
    report->footer = footer(&draft);
    section_summary(&draft);
    section_totals(&draft);
    section_progress(&draft);
    section_districts(&draft);
    section_risk(&draft, ANNUAL_RISKS);
    section_consent(&draft);
    section_money(&draft);
    section_facilities(&draft);
    section_management(&draft);
    section_satisfaction(&draft);
    section_scorecard(&draft);
    section_backtest(&draft);
    section_tables(&draft);
    section_sources(&draft);
    section_methods(&draft);
    return report;
}

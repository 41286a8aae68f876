/* study: all results that a document is built from, computed once by the command. */
#ifndef REPORTS_STUDY_H
#define REPORTS_STUDY_H

#include "analysis/backtest.h"
#include "analysis/budget.h"
#include "analysis/consent.h"
#include "analysis/facilities.h"
#include "analysis/forecast.h"
#include "analysis/management.h"
#include "analysis/satisfaction.h"
#include "analysis/scorecard.h"
#include "analysis/summary.h"
#include "core/records.h"
#include "core/settings.h"

struct study {
    int plan_year;
    daynum corrected_to; /* newest correction in it; not after the report's date: none to tell */
    const struct settings *settings;
    const struct dataset *all;    /* all plan years, as of the report's date */
    const struct dataset *year;   /* the plan year's projects alone */
    const struct dataset *before; /* the plan year's projects one month earlier; may be NULL */
    const struct summary *by_district, *by_year;
    const struct summary *last_year_by_district; /* the year before at the same day; may be NULL */
    const struct forecast *forecast;             /* of the plan year */
    const struct consent_result *consent;        /* of the plan year */
    const struct consent_result *candidates;     /* of the year after; may be NULL */
    const struct dataset *candidate_data;
    const struct budget_result *budget;
    const struct facilities_result *facilities;
    const struct management_result *management;     /* of all plan years: what was reached */
    const struct satisfaction_result *satisfaction; /* of the plan year; NULL: no section */
    const struct scorecard_result *scorecard;       /* of the plan year; NULL: no section */
    const struct backtest *backtest;                /* of earlier years; NULL: no section */
    const struct source_set *sources;
    const struct total_set *totals;
    const char *version;
    daynum made_on; /* see struct report */
    const char
        *notice; /* what a reader must know before all else ("invented data"); NULL: nothing */
};

struct report;
/* Builds a document in the language in force; the caller frees it. */
struct report *annual_report(const struct study *study);
struct report *monthly_report(const struct study *study);

#endif

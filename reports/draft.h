/*
 * draft: a document while it is written: the study it tells of, the report it becomes, and what
 * its sections share. Each section is one file; a document is a list of them.
 */
#ifndef REPORTS_DRAFT_H
#define REPORTS_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/chart_parts.h"
#include "reports/report.h"
#include "reports/study.h"

#define DRAFT_NO_DEADLINE ((size_t)-1)

struct draft {
    const struct study *study;
    struct report *report;
    struct arena *arena; /* the report's: what is put there lives as long as its figures */
    size_t main_works, completion; /* indices into the forecast's deadlines */
    const char *city;              /* "" where no project names one */
};

/* Begins a report with the study's notice; `kind` is "annual" or "monthly". */
struct draft draft_begin(const struct study *study);

/* Formats into the report's arena. */
const char *draft_say(const struct draft *draft, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The report's date, and where corrections of a later day are in it, that day. */
const char *draft_vantage(const struct draft *draft);

/* The year's projects that are counted. */
int64_t draft_project_count(const struct draft *draft);
/* How many of them the forecast speaks of: without a plan year, only those not finished. */
int64_t draft_forecast_count(const struct draft *draft);
/* Whether the exports say of which plan year the projects are. */
bool draft_has_plan_year(const struct draft *draft);
bool draft_has_projects(const struct draft *draft);
/* Sums over the year, from the study's summary; all zero where there is none. */
const struct summary_row *draft_total(const struct draft *draft);

/* The forecast of a group for a deadline ("all": the whole year), or NULL. */
const struct forecast_count *draft_outlook(const struct draft *draft, const char *group,
                                           size_t deadline);
/* Whether a deadline asks for a share of projects; and how many of `n` reach it. */
bool draft_has_target(const struct deadline *deadline);
int64_t draft_target(const struct deadline *deadline, int64_t n);
/* "main works 31 Oct", "completion 30 Nov" and the like, as lines of a time axis. */
const struct date_line *draft_date_lines(const struct draft *draft, bool with_as_of, size_t *count);
/* The definitions of all deadlines, in one sentence each. */
const char *draft_deadlines(const struct draft *draft);
/* What the forecast was learnt from, to be put behind a clause ("; learnt from …"); "" if unknown.
 */
const char *draft_prior(const struct draft *draft);
/* "completion by 30 Nov" */
const char *draft_deadline_by(const struct draft *draft, size_t deadline);

/* The districts of the year's summary in an order for charts. */
const char *draft_group_name(const char *group);

/* The sections, in the order of the annual report. A section without data says so and why. */
void section_summary(struct draft *draft);
void section_progress(struct draft *draft);
void section_districts(struct draft *draft);
void section_risk(struct draft *draft, size_t most);
void section_changes(struct draft *draft);
void section_consent(struct draft *draft);
void section_stairwells(struct draft *draft); /* the end of the one on consent */
void section_money(struct draft *draft);
void section_facilities(struct draft *draft);
void section_management(struct draft *draft);
void section_satisfaction(struct draft *draft);
void section_scorecard(struct draft *draft);
void section_backtest(struct draft *draft);
void section_totals(struct draft *draft);
void section_sources(struct draft *draft);
void section_methods(struct draft *draft);
void section_tables(struct draft *draft);

#endif

#include "cli/study.h"

#include <stdlib.h>

int session_current_year(const struct session *session, const struct dataset *data)
{
    if (session->plan_year != 0)
        return session->plan_year;
    int year = daynum_year(session->vantage.as_of);
    for (size_t i = 0; i < data->projects.count; i++)
        if (data->projects.items[i].plan_year == year)
            return year;
    return 0;
}

enum status study_read_year(const struct session *session, unsigned parts, struct dataset *data,
                            struct error *error)
{
    if (session->plan_year != 0)
        return session_read(session, session->plan_year, parts, data, error);
    enum status status = session_read(session, 0, 0, data, error);
    if (status != STATUS_OK)
        return status;
    int year = session_current_year(session, data);
    dataset_release(data);
    return session_read(session, year, parts, data, error);
}

enum status study_read_forecast(const struct session *session, struct dataset *data,
                                struct total_set *totals, struct error *error)
{
    enum status status = session_read(session, 0, READ_COMPOUNDS | READ_PROGRESS, data, error);
    if (status != STATUS_OK)
        return status;
    status = store_read_totals(session->store, session->vantage, totals, error);
    if (status != STATUS_OK)
        dataset_release(data);
    return status;
}

enum status study_forecast(const struct session *session, const struct dataset *data,
                           const struct total_set *totals, int plan_year,
                           const struct assumption_set *assumptions, struct forecast *forecast,
                           struct error *error)
{
    struct forecast_options options = {.plan_year = plan_year,
                                       .draws = session->draws,
                                       .seed = (uint64_t)session->seed,
                                       .deadlines = session->settings.deadlines,
                                       .deadline_count = session->settings.deadline_count,
                                       .stale_days = session->settings.stale_days};
    if (assumptions != NULL)
        options.assumptions = *assumptions;
    return forecast_compute(forecast, data, totals, &options, error);
}

enum status study_read_as_of(struct dataset *data, daynum as_of, void *context, struct error *error)
{
    const struct session *session = context;
    struct vantage vantage = {as_of, as_of};
    return store_read(session->store, vantage, 0, READ_COMPOUNDS | READ_PROGRESS, data, error);
}

/* The parts that own what a study points to; a released or zeroed part may be released again. */
struct study_parts {
    struct study study;
    struct dataset all, year, before, last_year, next_year;
    struct summary by_district, by_year, last_year_by_district;
    struct forecast forecast;
    struct consent_result consent, candidates;
    struct budget_result budget;
    struct facilities_result facilities;
    struct management_result management;
    struct satisfaction_result satisfaction;
    struct scorecard_result scorecard;
    struct source_set sources;
    struct total_set totals;
    struct backtest backtest;
};

/* Moves a date by whole years; 29 February becomes the 28th. */
static daynum years_before(daynum day, int years)
{
    int year, month, dom;
    daynum_to_civil(day, &year, &month, &dom);
    int last = month_days(year - years, month);
    return daynum_from_civil(year - years, month, dom < last ? dom : last);
}

/* The year's projects now, a month ago as it was known then, a year ago, and the next year's. */
static enum status read_data(struct study_parts *parts, const struct session *session, int year,
                             struct error *error)
{
    struct vantage now = session->vantage;
    daynum month_ago = daynum_month_end_after(now.as_of, -1);
    struct vantage before = {month_ago, month_ago};
    struct vantage last_year = {years_before(now.as_of, 1), now.known};
    /* Stairwells are told of projects that may still be open. */
    const struct {
        struct dataset *data;
        struct vantage vantage;
        int year;
        unsigned more;
    } reads[] = {{&parts->all, now, 0, 0},
                 {&parts->year, now, year, READ_STAIRWELLS},
                 {&parts->before, before, year, 0},
                 {&parts->last_year, last_year, year == 0 ? 0 : year - 1, 0},
                 {&parts->next_year, now, year + 1, READ_STAIRWELLS}};
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        if (i > 1 && year == 0)
            break; /* where plan years are unknown there is no year before, and none after */
        enum status status = store_read(session->store, reads[i].vantage, reads[i].year,
                                        session_parts(session, READ_EVERYTHING | reads[i].more),
                                        reads[i].data, error);
        if (status != STATUS_OK)
            return status;
    }
    enum status status = store_read_sources(session->store, &parts->sources, error);
    return status == STATUS_OK ? store_read_totals(session->store, now, &parts->totals, error)
                               : status;
}

/* How good the forecasts of last year's projects were at this time of last year: at the end of the
 * month and of the two before it. */
static enum status look_back(struct study_parts *parts, const struct session *session, int year,
                             struct error *error)
{
    enum { MONTHS = 3 };
    daynum origins[MONTHS], then = years_before(session->vantage.as_of, 1);
    if (parts->last_year.projects.count == 0)
        return STATUS_OK;
    for (int i = 0; i < MONTHS; i++)
        origins[i] = daynum_month_end_after(then, i + 1 - MONTHS);
    const struct backtest_options options = {.plan_year = year - 1,
                                             .deadlines = session->settings.deadlines,
                                             .deadline_count = session->settings.deadline_count,
                                             .origins = origins,
                                             .origin_count = MONTHS};
    return backtest_run(&parts->backtest, &parts->all, study_read_as_of, (void *)(uintptr_t)session,
                        &options, error);
}

static enum status compute(struct study_parts *parts, const struct session *session, int year,
                           struct error *error)
{
    const struct consent_rule *rule = &session->settings.rules[session->settings.rule];
    struct scorecard_options form;
    summary_compute(&parts->by_district, &parts->year, SUMMARY_BY_DISTRICT);
    summary_compute(&parts->by_year, &parts->all, SUMMARY_BY_YEAR);
    summary_compute(&parts->last_year_by_district, &parts->last_year, SUMMARY_BY_DISTRICT);
    budget_compute(&parts->budget, &parts->year);
    facilities_compute(&parts->facilities, &parts->year);
    management_compute(&parts->management, &parts->all);
    satisfaction_compute(&parts->satisfaction, &parts->year);
    scorecard_options_init(&form, &session->settings);
    scorecard_compute(&parts->scorecard, &parts->year, &form);
    enum status status =
        study_forecast(session, &parts->all, &parts->totals, year, NULL, &parts->forecast, error);
    if (status == STATUS_OK)
        status = consent_compute_taught(&parts->consent, &parts->year, &parts->all, rule, error);
    if (status == STATUS_OK)
        status =
            consent_compute_taught(&parts->candidates, &parts->next_year, &parts->all, rule, error);
    return status == STATUS_OK ? look_back(parts, session, year, error) : status;
}

static void point(struct study_parts *parts, const struct session *session, int year)
{
    daynum pinned = session_pinned_day();
    parts->study = (struct study){
        .corrected_to = session->corrected_to,
        .plan_year = year != 0 ? year : daynum_year(session->vantage.as_of),
        .settings = &session->settings,
        .all = &parts->all,
        .year = &parts->year,
        .before = parts->before.projects.count > 0 ? &parts->before : NULL,
        .by_district = &parts->by_district,
        .by_year = &parts->by_year,
        .last_year_by_district =
            parts->last_year.projects.count > 0 ? &parts->last_year_by_district : NULL,
        .forecast = &parts->forecast,
        .consent = &parts->consent,
        .candidates = parts->next_year.projects.count > 0 ? &parts->candidates : NULL,
        .candidate_data = &parts->next_year,
        .budget = &parts->budget,
        .facilities = &parts->facilities,
        .management = &parts->management,
        .satisfaction = parts->satisfaction.count > 0 ? &parts->satisfaction : NULL,
        .scorecard = parts->scorecard.count > 0 ? &parts->scorecard : NULL,
        .sources = &parts->sources,
        .totals = &parts->totals,
        .backtest = parts->backtest.row_count > 0 ? &parts->backtest : NULL,
        .version = RENOSTAT_VERSION,
        .made_on = pinned == DAYNUM_NONE ? session->vantage.as_of : pinned,
        .notice = session->settings.notice[0] == '\0' ? NULL : session->settings.notice,
    };
}

enum status study_new(struct study_parts **parts, const struct session *session,
                      struct error *error)
{
    struct dataset probe;
    enum status status = session_read(session, 0, 0, &probe, error);
    if (status != STATUS_OK)
        return status;
    int year = session_current_year(session, &probe);
    dataset_release(&probe);
    *parts = xcalloc(1, sizeof **parts);
    status = read_data(*parts, session, year, error);
    if (status == STATUS_OK)
        status = compute(*parts, session, year, error);
    point(*parts, session, year);
    if (status != STATUS_OK) {
        study_free(*parts);
        *parts = NULL;
    }
    return status;
}

const struct study *study_of(const struct study_parts *parts)
{
    return &parts->study;
}

void study_free(struct study_parts *parts)
{
    if (parts == NULL)
        return;
    summary_release(&parts->by_district);
    summary_release(&parts->by_year);
    summary_release(&parts->last_year_by_district);
    budget_release(&parts->budget);
    facilities_release(&parts->facilities);
    management_release(&parts->management);
    satisfaction_release(&parts->satisfaction);
    scorecard_release(&parts->scorecard);
    forecast_release(&parts->forecast);
    consent_release(&parts->consent);
    consent_release(&parts->candidates);
    total_set_release(&parts->totals);
    backtest_release(&parts->backtest);
    source_set_release(&parts->sources);
    dataset_release(&parts->all);
    dataset_release(&parts->year);
    dataset_release(&parts->before);
    dataset_release(&parts->last_year);
    dataset_release(&parts->next_year);
    free(parts);
}

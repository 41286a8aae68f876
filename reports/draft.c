#include "reports/draft.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "analysis/target.h"
#include "core/i18n.h"
#include "reports/phrase.h"

/* The deadline of this name; else the first that asks for completion, or for progress. */
static size_t find_deadline(const struct forecast *forecast, const char *name, bool completion)
{
    if (forecast == NULL)
        return DRAFT_NO_DEADLINE;
    for (size_t i = 0; i < forecast->deadline_count; i++)
        if (strcmp(forecast->deadlines[i].name, name) == 0)
            return i;
    for (size_t i = 0; i < forecast->deadline_count; i++)
        if (forecast->deadlines[i].completion == completion)
            return i;
    return DRAFT_NO_DEADLINE;
}

struct draft draft_begin(const struct study *study)
{
    struct draft draft = {.study = study, .report = report_new(), .city = ""};
    draft.arena = &draft.report->strings;
    draft.main_works = find_deadline(study->forecast, "main-works", false);
    draft.completion = find_deadline(study->forecast, "completion", true);
    draft.report->notice = study->notice == NULL ? NULL : arena_strdup(draft.arena, study->notice);
    const struct project_set *projects = &study->all->projects;
    for (size_t i = 0; i < projects->count && *draft.city == '\0'; i++)
        draft.city = projects->items[i].city;
    draft.report->city = arena_strdup(draft.arena, draft.city);
    draft.report->made_on = study->made_on;
    return draft;
}

const char *draft_say(const struct draft *draft, const char *format, ...)
{
    struct text text = TEXT_INIT;
    va_list args;
    va_start(args, format);
    text_vaddf(&text, format, args);
    va_end(args);
    const char *said = arena_strdup(draft->arena, text.data);
    text_release(&text);
    return said;
}

const struct summary_row *draft_total(const struct draft *draft)
{
    static const struct summary_row nothing;
    return draft->study->by_district == NULL ? &nothing : &draft->study->by_district->total;
}

int64_t draft_project_count(const struct draft *draft)
{
    return draft_total(draft)->projects;
}

int64_t draft_forecast_count(const struct draft *draft)
{
    const struct forecast_count *all = draft_outlook(draft, "all", draft->completion);
    return all == NULL ? draft_project_count(draft) : all->n;
}

bool draft_has_plan_year(const struct draft *draft)
{
    const struct project_set *projects = &draft->study->year->projects;
    for (size_t i = 0; i < projects->count; i++)
        if (projects->items[i].plan_year != 0)
            return true;
    return false;
}

bool draft_has_projects(const struct draft *draft)
{
    return draft_project_count(draft) > 0;
}

const struct forecast_count *draft_outlook(const struct draft *draft, const char *group,
                                           size_t deadline)
{
    const struct forecast *forecast = draft->study->forecast;
    if (forecast == NULL || deadline == DRAFT_NO_DEADLINE)
        return NULL;
    /* The whole comes last, so a district that is called "all" is not taken for it. */
    bool whole = strcmp(group, "all") == 0;
    for (size_t i = 0; i < forecast->count_count; i++) {
        size_t at = whole ? forecast->count_count - 1 - i : i;
        const struct forecast_count *count = &forecast->counts[at];
        if (count->deadline == deadline && strcmp(count->group, group) == 0)
            return count;
    }
    return NULL;
}

bool draft_has_target(const struct deadline *deadline)
{
    return deadline->target_share.denominator > 0;
}

int64_t draft_target(const struct deadline *deadline, int64_t n)
{
    int64_t needed = target_needed(&deadline->target_share, n);
    return needed > n ? n : needed;
}

const char *draft_deadline_by(const struct draft *draft, size_t deadline)
{
    const struct forecast *forecast = draft->study->forecast;
    return arena_printf(draft->arena, C_("deadline", "%1$s by %2$s"),
                        deadline_label(&forecast->deadlines[deadline]),
                        phrase_day(draft->arena, forecast->deadline_days[deadline]));
}

const char *draft_vantage(const struct draft *draft)
{
    const struct study *study = draft->study;
    const char *day = phrase_date(draft->arena, study->all->vantage.as_of);
    if (study->corrected_to <= study->all->vantage.as_of)
        return day;
    return draft_say(draft, _("%1$s, with corrections known up to %2$s"), day,
                     phrase_date(draft->arena, study->corrected_to));
}

const struct date_line *draft_date_lines(const struct draft *draft, bool with_as_of, size_t *count)
{
    const struct forecast *forecast = draft->study->forecast;
    size_t deadlines = forecast == NULL ? 0 : forecast->deadline_count;
    struct date_line *lines = arena_alloc(draft->arena, (deadlines + 1) * sizeof *lines);
    daynum as_of = draft->study->all->vantage.as_of;
    *count = 0;
    if (with_as_of)
        lines[(*count)++] = (struct date_line){
            as_of, arena_printf(draft->arena, _("as of %s"), phrase_day(draft->arena, as_of)),
            style_muted};
    for (size_t i = 0; i < deadlines; i++)
        lines[(*count)++] = (struct date_line){
            forecast->deadline_days[i],
            arena_printf(draft->arena, "%s %s", deadline_label(&forecast->deadlines[i]),
                         phrase_day(draft->arena, forecast->deadline_days[i])),
            style_vermillion_text};
    return lines;
}

const char *draft_deadlines(const struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    const char *all = "";
    for (size_t i = 0; forecast != NULL && i < forecast->deadline_count; i++)
        all = arena_printf(
            draft->arena, i == 0 ? "%s%s" : C_("sentences", "%s; %s"), all,
            phrase_deadline(draft->arena, &forecast->deadlines[i], forecast->deadline_days[i]));
    return arena_printf(draft->arena, _("Deadlines: %s."), all);
}

const char *draft_prior(const struct draft *draft)
{
    const char *prior = draft->study->forecast->prior;
    return prior == NULL || *prior == '\0'
               ? ""
               : arena_printf(draft->arena, C_("clause that follows", "; %s"), prior);
}

const char *draft_group_name(const char *group)
{
    return *group == '\0' ? _("not said") : group;
}

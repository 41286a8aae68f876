/* The opening of a document: its message in sentences, and the key figures. */
#include "reports/draft.h"

#include <math.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/phrase.h"

/* "As of 31 August 2022, 41 of the 132 projects of the 2022 plan are complete (31.1 %)." */
static void say_completed(struct draft *draft, struct text *out)
{
    const struct summary_row *total = draft_total(draft);
    struct arena *arena = draft->arena;
    const char *day = phrase_date(arena, draft->study->all->vantage.as_of);
    const char *done = phrase_count(arena, total->completed);
    const char *all = phrase_count(arena, total->projects);
    const char *share =
        phrase_percent(arena, 100.0 * (double)total->completed / (double)total->projects, 1);
    if (draft_has_plan_year(draft))
        text_addf(out,
                  ngettext_("As of %1$s, %2$s of the %3$s project of the %4$d plan is complete "
                            "(%5$s).",
                            "As of %1$s, %2$s of the %3$s projects of the %4$d plan are complete "
                            "(%5$s).",
                            total->projects),
                  day, done, all, draft->study->plan_year, share);
    else
        text_addf(out,
                  ngettext_("As of %1$s, %2$s of the %3$s project is complete (%4$s); the exports "
                            "name no plan year.",
                            "As of %1$s, %2$s of the %3$s projects are complete (%4$s); the "
                            "exports name no plan year.",
                            total->projects),
                  day, done, all, share);
    const struct summary *before = draft->study->last_year_by_district;
    if (before == NULL || before->total.projects <= 0)
        return;
    text_addf(
        out, _(" A year before, at the same day, it was %1$s of %2$s (%3$s)."),
        phrase_count(arena, before->total.completed), phrase_count(arena, before->total.projects),
        phrase_percent(
            arena, 100.0 * (double)before->total.completed / (double)before->total.projects, 1));
}

/* Above this chance of a target nothing is said of missing it. */
#define SURELY 0.95

/* What is expected by a deadline that asks for no share of projects. */
/* A number of projects, for the plural that it takes when it is read rounded. */
static unsigned long rounded(double projects)
{
    return projects >= 0.5 ? (unsigned long)lround(projects) : 0;
}

static void say_without_target(struct draft *draft, const struct forecast_count *all, bool past,
                               struct text *out)
{
    struct arena *arena = draft->arena;
    const struct forecast *forecast = draft->study->forecast;
    const char *day = phrase_date(arena, forecast->deadline_days[all->deadline]);
    const char *name = deadline_label(&forecast->deadlines[all->deadline]);
    if (past)
        text_addf(out, _(" By %1$s (%2$s), %3$s had met it."), day, name,
                  phrase_count(arena, all->done));
    else
        text_addf(out,
                  ngettext_(" By %1$s (%2$s), %3$s is expected to have met it (80 %% interval %4$s "
                            "to %5$s).",
                            " By %1$s (%2$s), %3$s are expected to have met it (80 %% interval "
                            "%4$s to %5$s).",
                            rounded(all->expected)),
                  day, name, phrase_number(arena, all->expected, 0),
                  phrase_number(arena, all->quantile[0], 0),
                  phrase_number(arena, all->quantile[4], 0));
}

/* What is expected by one deadline, and how likely its target is. */
static void say_outlook(struct draft *draft, size_t deadline, struct text *out)
{
    const struct forecast_count *all = draft_outlook(draft, "all", deadline);
    struct arena *arena = draft->arena;
    if (all == NULL || all->n == 0)
        return;
    const struct forecast *forecast = draft->study->forecast;
    const struct deadline *rule = &forecast->deadlines[deadline];
    const char *day = phrase_date(arena, forecast->deadline_days[deadline]);
    bool past = forecast->deadline_days[deadline] <= forecast->as_of;
    if (!draft_has_target(rule) && (past || !isnan(all->expected))) {
        say_without_target(draft, all, past, out);
        return;
    }
    int64_t target = draft_has_target(rule) ? draft_target(rule, all->n) : 0;
    if (past) {
        text_addf(out, _(" By %1$s (%2$s), %3$s had met it; the target was %4$s."), day,
                  deadline_label(rule), phrase_count(arena, all->done),
                  phrase_count(arena, target));
        return;
    }
    if (isnan(all->expected)) {
        text_addf(out,
                  _(" How many will have met %2$s by %1$s cannot be said: the exports report no "
                    "progress."),
                  day, deadline_label(rule));
        return;
    }
    if (all->done >= target) {
        text_addf(out,
                  ngettext_(" By %1$s (%2$s), %3$s is expected to have met it (80 %% interval %4$s "
                            "to %5$s); %6$s did already, so the target of %7$s is reached.",
                            " By %1$s (%2$s), %3$s are expected to have met it (80 %% interval "
                            "%4$s to %5$s); %6$s did already, so the target of %7$s is reached.",
                            rounded(all->expected)),
                  day, deadline_label(rule), phrase_number(arena, all->expected, 0),
                  phrase_number(arena, all->quantile[0], 0),
                  phrase_number(arena, all->quantile[4], 0), phrase_count(arena, all->done),
                  phrase_count(arena, target));
        return;
    }
    text_addf(out,
              ngettext_(" By %1$s (%2$s), %3$s is expected to have met it (80 %% interval %4$s to "
                        "%5$s); the target of %6$s is reached with a probability of %7$s.",
                        " By %1$s (%2$s), %3$s are expected to have met it (80 %% interval %4$s to "
                        "%5$s); the target of %6$s is reached with a probability of %7$s.",
                        rounded(all->expected)),
              day, deadline_label(rule), phrase_number(arena, all->expected, 0),
              phrase_number(arena, all->quantile[0], 0), phrase_number(arena, all->quantile[4], 0),
              phrase_count(arena, target), phrase_probability(arena, all->p_target, false));
    if (isfinite(all->expected_shortfall) && all->p_target < SURELY)
        text_addf(out, _(" Where it is missed, %s projects are lacking on average."),
                  phrase_number(arena, all->expected_shortfall, 1));
}

static size_t count_at_risk(const struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    size_t count = 0;
    for (size_t i = 0; i < forecast->project_count; i++)
        if (forecast->projects[i].p_by[draft->completion] < 0.5)
            count++;
    return count;
}

/* After the deadline only what is a fact is said. */
static void say_missed(struct draft *draft, struct text *out)
{
    const struct forecast *forecast = draft->study->forecast;
    size_t count = 0;
    for (size_t i = 0; i < forecast->project_count; i++)
        count += forecast->projects[i].fact[draft->completion] &&
                 forecast->projects[i].p_by[draft->completion] < 0.5;
    if (count > 0)
        text_addf(out,
                  ngettext_(" %s project has missed the completion deadline.",
                            " %s projects have missed the completion deadline.", count),
                  phrase_count(draft->arena, (int64_t)count));
}

static void say_risk(struct draft *draft, struct text *out)
{
    if (draft->completion == DRAFT_NO_DEADLINE || draft->study->forecast->project_count == 0)
        return;
    const struct forecast *forecast = draft->study->forecast;
    if (forecast->deadline_days[draft->completion] <= forecast->as_of) {
        say_missed(draft, out);
        return;
    }
    size_t count = count_at_risk(draft);
    if (count == 0)
        text_add(out, _(" No project is more likely than not to miss the completion deadline."));
    else
        text_addf(out,
                  ngettext_(" %s project is more likely than not to miss the completion deadline.",
                            " %s projects are more likely than not to miss the completion "
                            "deadline.",
                            count),
                  phrase_count(draft->arena, (int64_t)count));
}

static void say_totals_only(struct draft *draft, struct text *out)
{
    const struct total_set *totals = draft->study->totals;
    text_addf(out, _("The loaded exports name no project of the %d plan."),
              draft->study->plan_year);
    if (totals != NULL && totals->count > 0)
        text_add(out, _(" What regions report in total is below."));
}

/* A key figure with last year's beside it. */
static void add_count(struct draft *draft, const char *label, int64_t now, int64_t before)
{
    const char *remark = before == VALUE_NONE
                             ? ""
                             : draft_say(draft, _("the year before, at the same day: %s"),
                                         phrase_count(draft->arena, before));
    report_key_figure(draft->report, label, phrase_count(draft->arena, now), remark);
}

static void add_money(struct draft *draft, const char *label, int64_t now, int64_t before)
{
    const char *remark = before == VALUE_NONE
                             ? ""
                             : draft_say(draft, _("the year before, at the same day: %s"),
                                         phrase_money(draft->arena, before));
    report_key_figure(draft->report, label, phrase_money(draft->arena, now), remark);
}

static void add_key_figures(struct draft *draft)
{
    static const struct summary_row unknown = {.projects = VALUE_NONE,
                                               .households = VALUE_NONE,
                                               .started = VALUE_NONE,
                                               .completed = VALUE_NONE,
                                               .parking_added = VALUE_NONE,
                                               .charger_posts_added = VALUE_NONE,
                                               .planned_fen = VALUE_NONE,
                                               .paid_fen = VALUE_NONE};
    const struct summary_row *now = draft_total(draft);
    const struct summary *last = draft->study->last_year_by_district;
    const struct summary_row *before = last == NULL || last->count == 0 ? &unknown : &last->total;
    report_key_figures(draft->report, _("Key figures"));
    add_count(draft, _("projects"), now->projects, before->projects);
    add_count(draft, _("households"), now->households, before->households);
    add_count(draft, _("started"), now->started, before->started);
    add_count(draft, _("completed"), now->completed, before->completed);
    if (value_is_known(now->parking_added))
        add_count(draft, _("parking spaces added"), now->parking_added, before->parking_added);
    if (value_is_known(now->charger_posts_added))
        add_count(draft, _("charger posts added"), now->charger_posts_added,
                  before->charger_posts_added);
    if (value_is_known(now->planned_fen))
        add_money(draft, _("money planned"), now->planned_fen, before->planned_fen);
    if (value_is_known(now->paid_fen))
        add_money(draft, _("money paid"), now->paid_fen, before->paid_fen);
}

/* Adds what was said as a paragraph of its own, without the blank that joins sentences. */
static void flush(struct draft *draft, struct text *message)
{
    const char *start = message->data;
    while (*start == ' ')
        start++;
    if (*start != '\0')
        report_message(draft->report, start);
    text_clear(message);
}

void section_summary(struct draft *draft)
{
    const struct forecast *forecast = draft->study->forecast;
    struct text message = TEXT_INIT;
    if (draft_has_projects(draft)) {
        say_completed(draft, &message);
        flush(draft, &message);
        for (size_t i = 0; forecast != NULL && i < forecast->deadline_count; i++) {
            say_outlook(draft, i, &message);
            if (i == draft->completion)
                say_risk(draft, &message);
            flush(draft, &message);
        }
        add_key_figures(draft);
    } else {
        say_totals_only(draft, &message);
        flush(draft, &message);
    }
    text_release(&message);
}

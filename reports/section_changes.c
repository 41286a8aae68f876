/* What changed since the export before. */
#include "reports/draft.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/changes.h"
#include "analysis/counted.h"
#include "core/i18n.h"
#include "core/value.h"
#include "reports/phrase.h"

/* What a coordination meeting hears of, in this order; the rest is for the list of changes. */
enum news {
    NEWS_COMPLETED,
    NEWS_STARTED,
    NEWS_ADDED,
    NEWS_GONE,
    NEWS_PUT_OFF,
    NEWS_BROUGHT_FORWARD,
    NEWS_BACKWARDS,
    NEWS_SUSPENDED,
    NEWS_STUCK,
    NEWS_COUNT,
    NEWS_NONE = NEWS_COUNT
};

struct item {
    enum news news;
    const struct project *project;
    const char *movement;
    size_t order;
};

struct news_list {
    struct item *items;
    size_t count, capacity;
};

static const char *news_label(enum news news)
{
    const char *const labels[NEWS_COUNT] = {
        [NEWS_COMPLETED] = _("completed"),
        [NEWS_STARTED] = _("started"),
        [NEWS_ADDED] = _("new in the plan"),
        [NEWS_GONE] = _("left the plan"),
        [NEWS_PUT_OFF] = _("planned finish put off"),
        [NEWS_BROUGHT_FORWARD] = _("planned finish brought forward"),
        [NEWS_BACKWARDS] = _("progress taken back"),
        [NEWS_SUSPENDED] = _("suspended"),
        [NEWS_STUCK] = _("progress unchanged"),
    };
    return labels[news];
}

static enum news classify(const struct change_entry *change)
{
    switch (change->kind) {
    case CHANGED_COMPLETED:
        return *change->after == '\0'    ? NEWS_BACKWARDS
               : *change->before == '\0' ? NEWS_COMPLETED
                                         : NEWS_NONE; /* a corrected date is no news */
    case CHANGED_STARTED:
        return *change->before == '\0' ? NEWS_STARTED : NEWS_NONE;
    case CHANGED_NEW:
        return NEWS_ADDED;
    case CHANGED_GONE:
        return NEWS_GONE;
    case CHANGED_REPLANNED:
        return change->amount == VALUE_NONE || change->amount == 0 ? NEWS_NONE
               : change->amount > 0                                ? NEWS_PUT_OFF
                                                                   : NEWS_BROUGHT_FORWARD;
    case CHANGED_PROGRESS:
        return change->amount != VALUE_NONE && change->amount < 0 ? NEWS_BACKWARDS : NEWS_NONE;
    case CHANGED_STATUS:
        return strcmp(change->after, name_of(&project_status_names, PROJECT_SUSPENDED)) == 0
                   ? NEWS_SUSPENDED
                   : NEWS_NONE;
    default:
        return NEWS_NONE;
    }
}

/* A value of a change as a reader writes it; a status by its label. */
static const char *readable(const struct change_entry *change, const char *value)
{
    int status = change->kind == CHANGED_STATUS ? name_value(&project_status_names, value) : -1;
    return *value == '\0' ? "–" : status >= 0 ? label_of(&project_status_names, status) : value;
}

static const char *movement(const struct draft *draft, const struct change_entry *change)
{
    if (change->kind == CHANGED_NEW || change->kind == CHANGED_GONE)
        return "";
    if (change->kind == CHANGED_PROGRESS)
        return draft_say(draft, "%s %% → %s %%", change->before, change->after);
    if (*change->before == '\0')
        return draft_say(draft, "%s", readable(change, change->after));
    const char *moved = draft_say(draft, "%s → %s", readable(change, change->before),
                                  readable(change, change->after));
    if (change->kind != CHANGED_REPLANNED || change->amount == VALUE_NONE)
        return moved;
    return draft_say(
        draft, ngettext_("%1$s, by %2$lld day", "%1$s, by %2$lld days", llabs(change->amount)),
        moved, llabs(change->amount));
}

static void add(struct news_list *list, enum news news, const struct project *project,
                const char *text)
{
    ARRAY_GROW(list->items, list->count + 1, list->capacity);
    list->items[list->count] = (struct item){news, project, text, list->count};
    list->count++;
}

/* Under way, reported again, and where it was: no entry says so. */
static bool is_stuck(const struct project *project, const struct dataset *before, bool moved)
{
    return !moved && project_is_counted(project) && value_is_known(project->progress_mpct) &&
           project->progress_mpct > 0 && project_completed_on(project) == DAYNUM_NONE &&
           project->progress_date > before->vantage.as_of;
}

static void collect(const struct draft *draft, struct news_list *list)
{
    const struct dataset *now = draft->study->year, *before = draft->study->before;
    struct changes changes = {0};
    bool *moved = xcalloc(now->projects.count + 1, sizeof *moved);
    changes_compute(&changes, before, now);
    for (size_t i = 0; i < changes.count; i++) {
        const struct change_entry *change = &changes.items[i];
        const struct dataset *data = change->older ? before : now;
        enum news news = classify(change);
        if (!change->older && change->kind != CHANGED_MONEY && change->kind != CHANGED_CONSENT)
            moved[change->project] = moved[change->project] || change->kind == CHANGED_PROGRESS ||
                                     change->kind == CHANGED_NEW;
        if (news != NEWS_NONE)
            add(list, news, &data->projects.items[change->project], movement(draft, change));
    }
    for (size_t i = 0; i < now->projects.count; i++)
        if (is_stuck(&now->projects.items[i], before, moved[i]))
            add(list, NEWS_STUCK, &now->projects.items[i],
                phrase_percent(draft->arena, (double)now->projects.items[i].progress_mpct / 1000,
                               1));
    changes_release(&changes);
    free(moved);
}

static int by_news(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->news != y->news)
        return x->news < y->news ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void add_counts(struct draft *draft, const struct news_list *list)
{
    size_t counts[NEWS_COUNT] = {0};
    const char *parts[NEWS_COUNT];
    size_t part_count = 0;
    for (size_t i = 0; i < list->count; i++)
        counts[list->items[i].news]++;
    for (int news = 0; news < NEWS_COUNT; news++)
        if (counts[news] > 0)
            parts[part_count++] = draft_say(draft, C_("change and its count", "%1$s: %2$zu"),
                                            news_label((enum news)news), counts[news]);
    report_paragraph(draft->report,
                     draft_say(draft, _("Since %1$s: %2$s."),
                               phrase_date(draft->arena, draft->study->before->vantage.as_of),
                               phrase_list(draft->arena, parts, part_count)));
}

static void add_table(struct draft *draft, const struct news_list *list)
{
    const struct table_column columns[] = {
        {.key = "project", .label = _("project"), .measure = MEASURE_TEXT},
        {.key = "district", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "change", .label = _("change"), .measure = MEASURE_TEXT},
        {.key = "movement", .label = _("from, to"), .measure = MEASURE_TEXT},
        {.key = "unit", .label = _("responsible unit"), .measure = MEASURE_TEXT},
    };
    struct table *table = report_table(draft->report, "changes", _("Changes by project"), columns,
                                       sizeof columns / sizeof *columns);
    for (size_t i = 0; i < list->count; i++) {
        const struct project *project = list->items[i].project;
        table_row(table);
        table_set_text(table, "project", project->name);
        table_set_text(table, "district", project->district);
        table_set_text(table, "change", news_label(list->items[i].news));
        table_set_text(table, "movement", list->items[i].movement);
        table_set_text(table, "unit", project->responsible_unit);
    }
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
    struct news_list list = {0};
    collect(draft, &list);
    if (list.count == 0) {
        report_paragraph(draft->report,
                         draft_say(draft, _("No project changed since %s."),
                                   phrase_date(draft->arena, before->vantage.as_of)));
    } else {
        qsort(list.items, list.count, sizeof *list.items, by_news);
        add_counts(draft, &list);
        add_table(draft, &list);
    }
    free(list.items);
}

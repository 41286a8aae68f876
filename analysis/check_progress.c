#include "analysis/check_state.h"

#include "analysis/counted.h"

enum {
    FULL_MPCT = 100 * MPCT_PER_PERCENT,
    FULL_DAYS = 60,
    STUCK_DAYS = 90,
    JUMP_MPCT = 50 * MPCT_PER_PERCENT,
    JUMP_DAYS = 31,
    RECENT_DAYS = 365,
};

/* One project's points: indices from `from` up to, not including, `to`. */
struct track {
    const struct project *project;
    size_t from, to;
};

static struct provenance place(const struct check *check, size_t point)
{
    const struct progress_set *set = &check->data->progress;
    return set->from != NULL ? set->from[point] : (struct provenance){0, 0};
}

static const struct progress_point *point_at(const struct check *check, size_t index)
{
    return &check->data->progress.items[index];
}

/* The next point that says how much was done; `to` where there is none. */
static size_t next_report(const struct check *check, const struct track *track, size_t index)
{
    while (index < track->to && !value_is_known(point_at(check, index)->actual_mpct))
        index++;
    return index;
}

static size_t latest_report(const struct check *check, const struct track *track)
{
    for (size_t i = track->to; i > track->from; i--)
        if (value_is_known(point_at(check, i - 1)->actual_mpct))
            return i - 1;
    return track->to;
}

/* The newest step back, and the newest jump, of works that are not finished. */
static void look_at_steps(struct check *check, const struct track *track)
{
    size_t back = track->to, before_back = 0, jump = track->to, before_jump = 0;
    size_t last = next_report(check, track, track->from);
    for (size_t i = last; (i = next_report(check, track, i + 1)) < track->to; last = i) {
        const struct progress_point *a = point_at(check, last), *b = point_at(check, i);
        if (b->actual_mpct < a->actual_mpct) {
            back = i;
            before_back = last;
        } else if (b->actual_mpct - a->actual_mpct > JUMP_MPCT && b->date - a->date <= JUMP_DAYS) {
            jump = i;
            before_jump = last;
        }
    }
    daynum recent = check->as_of - RECENT_DAYS;
    if (project_has_completed(track->project, check->as_of))
        return;
    if (back < track->to && point_at(check, back)->date > recent)
        check_add(check, FINDING_PROGRESS_BACK, track->project, place(check, back),
                  _("progress went back from %.0f %% on %s to %.0f %% on %s"),
                  check_pct(point_at(check, before_back)->actual_mpct),
                  check_date(point_at(check, before_back)->date).text,
                  check_pct(point_at(check, back)->actual_mpct),
                  check_date(point_at(check, back)->date).text);
    if (jump < track->to && point_at(check, jump)->date > recent)
        check_add(check, FINDING_PROGRESS_JUMP, track->project, place(check, jump),
                  _("progress jumped from %.0f %% on %s to %.0f %% on %s"),
                  check_pct(point_at(check, before_jump)->actual_mpct),
                  check_date(point_at(check, before_jump)->date).text,
                  check_pct(point_at(check, jump)->actual_mpct),
                  check_date(point_at(check, jump)->date).text);
}

static void look_at_range(struct check *check, const struct track *track)
{
    for (size_t i = track->from; i < track->to; i++) {
        const struct progress_point *point = point_at(check, i);
        const int64_t values[] = {point->actual_mpct, point->planned_mpct};
        for (size_t j = 0; j < 2; j++)
            if (value_is_known(values[j]) && (values[j] < 0 || values[j] > FULL_MPCT)) {
                check_add(check, FINDING_PROGRESS_OUT_OF_RANGE, track->project, place(check, i),
                          _("progress of %.1f %% on %s"), check_pct(values[j]),
                          check_date(point->date).text);
                return;
            }
    }
}

static void look_before_start(struct check *check, const struct track *track)
{
    daynum start = track->project->actual_start;
    size_t i = next_report(check, track, track->from);
    for (; i < track->to; i = next_report(check, track, i + 1)) {
        const struct progress_point *point = point_at(check, i);
        if (point->actual_mpct <= 0 || !check_later(start, point->date))
            continue;
        check_add(check, FINDING_PROGRESS_BEFORE_START, track->project, place(check, i),
                  _("progress of %.0f %% on %s, before the start on %s"),
                  check_pct(point->actual_mpct), check_date(point->date).text,
                  check_date(start).text);
        return;
    }
}

/* The planned curve as it is known now must not fall. */
static void look_at_curve(struct check *check, const struct track *track)
{
    const struct progress_point *last = NULL;
    for (size_t i = track->from; i < track->to; i++) {
        const struct progress_point *point = point_at(check, i);
        if (!value_is_known(point->planned_mpct))
            continue;
        if (last != NULL && point->planned_mpct < last->planned_mpct &&
            !project_has_completed(track->project, check->as_of)) {
            check_add(check, FINDING_PLAN_CURVE_BACK, track->project, place(check, i),
                      _("planned progress falls from %.0f %% on %s to %.0f %% on %s"),
                      check_pct(last->planned_mpct), check_date(last->date).text,
                      check_pct(point->planned_mpct), check_date(point->date).text);
            return;
        }
        last = point;
    }
}

/* The finish and the last report speak of the same works. */
static void look_at_end(struct check *check, const struct track *track)
{
    const struct project *project = track->project;
    size_t latest = latest_report(check, track);
    if (latest == track->to)
        return;
    const struct progress_point *point = point_at(check, latest);
    if (date_has_come(project->actual_finish, point->date) && point->actual_mpct < FULL_MPCT)
        check_add(check, FINDING_FINISHED_BELOW_100, project, place(check, latest),
                  _("finished on %s, but progress on %s was %.0f %%"),
                  check_date(project->actual_finish).text, check_date(point->date).text,
                  check_pct(point->actual_mpct));
    daynum full = project->full_progress_date;
    if (project->actual_finish == DAYNUM_NONE && full != DAYNUM_NONE &&
        check->as_of - full > FULL_DAYS)
        check_add(check, FINDING_FULL_WITHOUT_FINISH, project, place(check, latest),
                  _("at 100 %% since %s, and no day of the finish is reported"),
                  check_date(full).text);
}

/* The first report of the run of equal values that the latest ends. */
static size_t run_start(const struct check *check, const struct track *track, size_t latest)
{
    size_t first = latest;
    for (size_t i = latest; i > track->from; i--) {
        const struct progress_point *point = point_at(check, i - 1);
        if (!value_is_known(point->actual_mpct))
            continue;
        if (point->actual_mpct != point_at(check, latest)->actual_mpct)
            break;
        first = i - 1;
    }
    return first;
}

/* Works under way: an old report, or one that has said the same for long. */
static void look_at_pulse(struct check *check, const struct track *track)
{
    const struct project *project = track->project;
    size_t latest = latest_report(check, track);
    if (latest == track->to || !project_is_counted(project) ||
        project_has_completed(project, check->as_of) || !project_has_started(project, check->as_of))
        return;
    const struct progress_point *point = point_at(check, latest);
    const struct progress_point *first = point_at(check, run_start(check, track, latest));
    if (check->as_of - point->date > check->settings->stale_days)
        check_add(check, FINDING_PROGRESS_STALE, project, place(check, latest),
                  _("the last progress, %.0f %%, is of %s, %d days old"),
                  check_pct(point->actual_mpct), check_date(point->date).text,
                  check->as_of - point->date);
    else if (point->date - first->date >= STUCK_DAYS && point->actual_mpct > 0)
        check_add(check, FINDING_PROGRESS_STUCK, project, place(check, latest),
                  _("progress has stood at %.0f %% since %s, for %d days"),
                  check_pct(point->actual_mpct), check_date(first->date).text,
                  point->date - first->date);
}

void check_progress(struct check *check)
{
    const struct progress_set *set = &check->data->progress;
    for (size_t from = 0, to; from < set->count; from = to) {
        for (to = from + 1; to < set->count && set->items[to].project == set->items[from].project;)
            to++;
        const struct track track = {check_project(check, set->items[from].project), from, to};
        if (track.project == NULL)
            continue;
        look_at_steps(check, &track);
        look_at_range(check, &track);
        look_before_start(check, &track);
        look_at_curve(check, &track);
        look_at_end(check, &track);
        look_at_pulse(check, &track);
    }
}

#include "analysis/check_state.h"

#include "analysis/counted.h"

enum {
    SPACES_PER_HOUSEHOLD = 2,
    PORTS_LEAST = 10,
    MISSING_PCT = 20,
    MISSING_LEAST = 5,
    LEAST_M2_PER_HOUSEHOLD = 15,
    MOST_M2_PER_HOUSEHOLD = 400,
};

static void look_at_parking(struct check *check, const struct project *project,
                            const struct facilities *record)
{
    bool all = value_is_known(record->parking_before) && value_is_known(record->parking_after) &&
               value_is_known(record->parking_added);
    if (all && record->parking_before + record->parking_added != record->parking_after)
        check_add(check, FINDING_PARKING_OFF_BALANCE, project, record->parking_from,
                  _("%lld spaces before and %lld added are not the %lld after"),
                  (long long)record->parking_before, (long long)record->parking_added,
                  (long long)record->parking_after);
    if (value_is_known(project->households) && project->households > 0 &&
        check_exceeds(record->parking_added, SPACES_PER_HOUSEHOLD * project->households))
        check_add(check, FINDING_SPACES_OVER_HOUSEHOLDS, project, record->parking_from,
                  _("%lld parking spaces added for %lld households"),
                  (long long)record->parking_added, (long long)project->households);
}

/*
 * The posts that the ports of an export belong to: those for e-bikes, or all where no kind is
 * said. The ports of a car's post are seldom counted.
 */
static int64_t posts_with_ports(const struct facilities *record)
{
    if (value_is_known(record->ebike_posts_added))
        return record->ebike_posts_added;
    return value_is_known(record->car_posts_added) ? VALUE_NONE : record->charger_posts_added;
}

/* A post has one port or more: as many posts as ports, or as households, are likely ports. */
static void look_at_chargers(struct check *check, const struct project *project,
                             const struct facilities *record)
{
    int64_t posts = posts_with_ports(record), ports = record->charger_ports_added;
    if (value_is_known(posts) && posts >= PORTS_LEAST &&
        (posts == ports || (posts == record->charger_ports_planned &&
                            check_exceeds(posts, record->charger_posts_planned))))
        check_add(check, FINDING_PORTS_AS_POSTS, project, record->chargers_from,
                  _("%lld posts, as many as ports: ports may have been counted as posts"),
                  (long long)posts);
    else if (value_is_known(project->households) && project->households > 0 &&
             check_exceeds(posts, project->households) && posts >= PORTS_LEAST)
        check_add(check, FINDING_PORTS_AS_POSTS, project, record->chargers_from,
                  _("%lld posts for %lld households: ports may have been counted as posts"),
                  (long long)posts, (long long)project->households);
}

/* Two units of one facility: what was built, and what was to be. */
struct gap {
    const char *name;
    int64_t added, planned;
    struct provenance from;
};

static bool is_far_behind(int64_t added, int64_t planned)
{
    return check_exceeds(planned, added) && planned - added >= MISSING_LEAST &&
           (planned - added) * 100 > planned * MISSING_PCT;
}

static void look_at_delivery(struct check *check, const struct project *project,
                             const struct facilities *record)
{
    const struct gap gaps[] = {
        {_("parking spaces"), record->parking_added, record->parking_planned, record->parking_from},
        {_("charging posts"), record->charger_posts_added, record->charger_posts_planned,
         record->chargers_from},
        {_("charging ports"), record->charger_ports_added, record->charger_ports_planned,
         record->chargers_from},
    };
    bool started = project_has_started(project, check->as_of);
    bool accepted = project_was_accepted(project, check->as_of);
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        if (!started && value_is_known(gaps[i].added) && gaps[i].added > 0) {
            check_add(check, FINDING_FACILITIES_BEFORE_START, project, gaps[i].from,
                      _("%lld %s added by a project that has not begun"), (long long)gaps[i].added,
                      gaps[i].name);
            return;
        }
        if (accepted && is_far_behind(gaps[i].added, gaps[i].planned)) {
            check_add(check, FINDING_FACILITIES_BEHIND_PLAN, project, gaps[i].from,
                      _("accepted with %lld of %lld %s planned"), (long long)gaps[i].added,
                      (long long)gaps[i].planned, gaps[i].name);
            return;
        }
    }
}

static void look_at_size(struct check *check, const struct project *project)
{
    if (!value_is_known(project->floor_area_cm2) || !value_is_known(project->households) ||
        project->households <= 0 || project->floor_area_cm2 <= 0)
        return;
    double m2 = (double)project->floor_area_cm2 / CM2_PER_M2 / (double)project->households;
    if (m2 < LEAST_M2_PER_HOUSEHOLD || m2 > MOST_M2_PER_HOUSEHOLD)
        check_add(check, FINDING_AREA_PER_HOUSEHOLD, project, project->from,
                  _("%.1f m² of floor for each of %lld households"), m2,
                  (long long)project->households);
}

static void look_at_issues(struct check *check, const struct project *project)
{
    if (check_exceeds(project->issues_open, project->issues_found) ||
        check_exceeds(project->issues_overdue, project->issues_found))
        check_add(check, FINDING_ISSUES_OVER_FOUND, project, project->from,
                  _("more quality and safety issues open or overdue than the %lld found"),
                  (long long)project->issues_found);
    else if (value_is_known(project->issues_open) && project->issues_open > 0 &&
             project_was_accepted(project, check->as_of))
        check_add(check, FINDING_ACCEPTED_WITH_ISSUES, project, project->from,
                  ngettext_("accepted with %lld quality or safety issue open",
                            "accepted with %lld quality or safety issues open",
                            project->issues_open),
                  (long long)project->issues_open);
}

static void look_at_management(struct check *check)
{
    for (size_t i = 0; i < check->data->compound_count; i++) {
        const struct compound *compound = &check->data->compounds[i];
        const struct project *project = check_project(check, compound->project);
        if (project == NULL)
            continue;
        if (check_exceeds(compound->managed_households, compound->households))
            check_add(check, FINDING_MANAGED_OVER_HOUSEHOLDS, project, compound->from,
                      _("%lld households under management, of %lld"),
                      (long long)compound->managed_households, (long long)compound->households);
        else if (check_exceeds(compound->managed_area_cm2, compound->floor_area_cm2))
            check_add(check, FINDING_MANAGED_OVER_HOUSEHOLDS, project, compound->from,
                      _("%.2f m² under management, of %.2f m²"),
                      (double)compound->managed_area_cm2 / CM2_PER_M2,
                      (double)compound->floor_area_cm2 / CM2_PER_M2);
        int64_t rate = compound->fee_collected_mpct;
        if (value_is_known(rate) && (rate < 0 || rate > 100 * MPCT_PER_PERCENT))
            check_add(check, FINDING_FEE_RATE_OUT_OF_RANGE, project, compound->from,
                      _("a fee collection rate of %.1f %%"), check_pct(rate));
    }
}

static void look_at_satisfaction(struct check *check)
{
    for (size_t i = 0; i < check->data->satisfaction_count; i++) {
        const struct satisfaction *survey = &check->data->satisfaction[i];
        const struct project *project = check_project(check, survey->project);
        int64_t answers = value_add(value_add(survey->satisfied, survey->basically_satisfied),
                                    survey->not_satisfied);
        if (project != NULL && check_exceeds(answers, survey->asked))
            check_add(check, FINDING_SATISFACTION_OVER_ASKED, project, survey->from,
                      _("%lld answers on satisfaction, of %lld asked"), (long long)answers,
                      (long long)survey->asked);
    }
}

void check_works(struct check *check)
{
    for (size_t i = 0; i < check->data->facilities_count; i++) {
        const struct facilities *record = &check->data->facilities[i];
        const struct project *project = check_project(check, record->project);
        if (project == NULL)
            continue;
        look_at_parking(check, project, record);
        look_at_chargers(check, project, record);
        look_at_delivery(check, project, record);
    }
    for (size_t i = 0; i < check->data->projects.count; i++) {
        const struct project *project = check_project(check, i);
        if (project == NULL)
            continue;
        look_at_size(check, project);
        look_at_issues(check, project);
    }
    look_at_management(check);
    look_at_satisfaction(check);
}

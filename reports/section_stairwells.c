/* Where the households live that an open project still needs: consent by building and unit. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "reports/chart_heat.h"
#include "reports/phrase.h"

/* What a page holds. */
enum { MOST_BUILDINGS = 30, MOST_UNITS = 16 };

/* A project and the dataset it is of. */
struct place {
    const struct dataset *data;
    const struct consent_project *project;
};

struct building {
    const char *name;
    double *rates;   /* one a unit; NaN: there is none */
    int64_t missing; /* households that do not agree */
};

struct plan {
    struct building *buildings; /* those that miss most first */
    size_t building_count;
    const char **units; /* by number */
    size_t unit_count;
    const struct consent_stairwell *worst; /* where most are missing */
    const char *worst_building;
};

static bool is_of(const struct place *place, const struct consent_stairwell *stairwell)
{
    return place->data->consent.tallies[stairwell->tally].project == place->project->project;
}

static bool has_stairwells(const struct place *place)
{
    const struct consent_set *set = &place->data->consent;
    for (size_t i = 0; i < set->stairwell_count; i++)
        if (is_of(place, &set->stairwells[i]) && set->stairwells[i].building[0] != '\0')
            return true;
    return false;
}

/* Of the open projects whose households are known one by one, the one that lacks fewest. */
static void find_nearest(struct place *nearest, const struct consent_result *result,
                         const struct dataset *data)
{
    for (size_t i = 0; result != NULL && i < result->project_count; i++) {
        const struct place place = {data, &result->projects[i]};
        if (place.project->status == CONSENT_OPEN && place.project->needed > 0 &&
            (nearest->project == NULL || place.project->needed < nearest->project->needed) &&
            has_stairwells(&place))
            *nearest = place;
    }
}

static int64_t missing_in(const struct consent_stairwell *stairwell)
{
    return stairwell->total - stairwell->agree;
}

static int compare_units(const void *left, const void *right)
{
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    long x = strtol(a, NULL, 10), y = strtol(b, NULL, 10);
    return x != y ? (x > y) - (x < y) : strcmp(a, b);
}

static size_t find_unit(const struct plan *plan, const char *name)
{
    size_t at = 0;
    while (at < plan->unit_count && strcmp(plan->units[at], name) != 0)
        at++;
    return at;
}

static void find_units(struct plan *plan, const struct draft *draft, const struct place *place)
{
    const struct consent_set *set = &place->data->consent;
    plan->units = arena_alloc(draft->arena, (set->stairwell_count + 1) * sizeof *plan->units);
    for (size_t i = 0; i < set->stairwell_count; i++) {
        const char *unit = set->stairwells[i].unit;
        if (is_of(place, &set->stairwells[i]) && find_unit(plan, unit) == plan->unit_count)
            plan->units[plan->unit_count++] = unit;
    }
    qsort(plan->units, plan->unit_count, sizeof *plan->units, compare_units);
}

/* A building by its compound, too, where the project has several. */
static const char *building_name(const struct draft *draft, const struct consent_tally *survey,
                                 const char *building)
{
    const char *name =
        building[0] == '\0' ? _("building not said") : draft_say(draft, _("building %s"), building);
    return survey->compound[0] == '\0' ? name
                                       : draft_say(draft, _("%1$s, %2$s"), survey->compound, name);
}

static struct building *add_building(struct plan *plan, const struct draft *draft, const char *name)
{
    struct building *building = &plan->buildings[plan->building_count++];
    *building = (struct building){
        name, arena_alloc(draft->arena, (plan->unit_count + 1) * sizeof *building->rates), 0};
    for (size_t u = 0; u < plan->unit_count; u++)
        building->rates[u] = NAN;
    return building;
}

static int most_missing(const void *left, const void *right)
{
    const struct building *a = left, *b = right;
    return (a->missing < b->missing) - (a->missing > b->missing);
}

/* Stairwells come by survey, building and unit. */
static struct plan draw_up(const struct draft *draft, const struct place *place)
{
    const struct consent_set *set = &place->data->consent;
    const struct consent_stairwell *last = NULL;
    struct building *building = NULL;
    struct plan plan = {0};
    find_units(&plan, draft, place);
    plan.buildings = arena_alloc(draft->arena, (set->stairwell_count + 1) * sizeof *plan.buildings);
    for (size_t i = 0; i < set->stairwell_count; i++) {
        const struct consent_stairwell *at = &set->stairwells[i];
        if (!is_of(place, at) || at->total <= 0)
            continue;
        if (last == NULL || last->tally != at->tally || strcmp(last->building, at->building) != 0)
            building = add_building(&plan, draft,
                                    building_name(draft, &set->tallies[at->tally], at->building));
        building->rates[find_unit(&plan, at->unit)] = 100 * (double)at->agree / (double)at->total;
        building->missing += missing_in(at);
        if (plan.worst == NULL || missing_in(at) > missing_in(plan.worst)) {
            plan.worst = at;
            plan.worst_building = building->name;
        }
        last = at;
    }
    qsort(plan.buildings, plan.building_count, sizeof *plan.buildings, most_missing);
    return plan;
}

static const char *unit_name(const struct draft *draft, const char *unit)
{
    return unit[0] == '\0' ? _("stairwell not said") : draft_say(draft, _("stairwell %s"), unit);
}

static const struct heat_data *heat_of(const struct draft *draft, const struct plan *plan)
{
    struct heat_data *data = arena_alloc(draft->arena, sizeof *data);
    struct heat_row *rows = arena_alloc(draft->arena, (plan->building_count + 1) * sizeof *rows);
    const char **columns = arena_alloc(draft->arena, (plan->unit_count + 1) * sizeof *columns);
    size_t count = plan->building_count < MOST_BUILDINGS ? plan->building_count : MOST_BUILDINGS;
    for (size_t u = 0; u < plan->unit_count; u++)
        columns[u] = unit_name(draft, plan->units[u]);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct heat_row){plan->buildings[i].name, plan->buildings[i].rates};
    *data = (struct heat_data){.what = _("households that agree, in per cent of a stairwell's"),
                               .row_label = _("building"),
                               .columns = columns,
                               .column_count = plan->unit_count,
                               .rows = rows,
                               .count = count};
    return data;
}

static const char *note_on(const struct draft *draft, const struct plan *plan, const char *project)
{
    const char *note = draft_say(
        draft,
        ngettext_("Each cell is the share of a stairwell's households that agree, in per cent. Of "
                  "the open projects whose answers are known by household, this one needs fewest. "
                  "In %1$s, %2$s, %3$s of %4$s household does not agree yet. 'renostat consent "
                  "--by stairwell --project %5$s' lists every stairwell.",
                  "Each cell is the share of a stairwell's households that agree, in per cent. Of "
                  "the open projects whose answers are known by household, this one needs fewest. "
                  "In %1$s, %2$s, %3$s of %4$s households do not agree yet. 'renostat consent "
                  "--by stairwell --project %5$s' lists every stairwell.",
                  plan->worst->total),
        plan->worst_building, unit_name(draft, plan->worst->unit),
        phrase_count(draft->arena, missing_in(plan->worst)),
        phrase_count(draft->arena, plan->worst->total), project);
    if (plan->building_count <= MOST_BUILDINGS)
        return note;
    return draft_say(draft,
                     _("%1$s Here: the %2$d buildings where most do not agree yet, of %3$zu."),
                     note, MOST_BUILDINGS, plan->building_count);
}

void section_stairwells(struct draft *draft)
{
    const struct study *study = draft->study;
    struct place nearest = {0};
    find_nearest(&nearest, study->candidates, study->candidate_data);
    find_nearest(&nearest, study->consent, study->year);
    if (nearest.project == NULL)
        return;
    struct plan plan = draw_up(draft, &nearest);
    /* So many units in a building are no stairwells, and no page is wide enough for them. */
    if (plan.unit_count > MOST_UNITS)
        return;
    const struct project *project = &nearest.data->projects.items[nearest.project->project];
    const char *title =
        draft_say(draft,
                  ngettext_("%1$s needs %2$s more household: first to ask in %3$s, %4$s",
                            "%1$s needs %2$s more households: first to ask in %3$s, %4$s",
                            nearest.project->needed),
                  project->name, phrase_count(draft->arena, nearest.project->needed),
                  plan.worst_building, unit_name(draft, plan.worst->unit));
    report_figure(draft->report, &chart_heat, heat_of(draft, &plan), title,
                  note_on(draft, &plan, project->code[0] != '\0' ? project->code : project->name));
}

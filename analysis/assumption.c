#include "analysis/assumption.h"

#include <math.h>
#include <string.h>

#include "analysis/forecast.h"
#include "core/i18n.h"
#include "core/nearest.h"

static enum status check_pause(const struct assumption *pause, daynum as_of, struct error *error)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], today[DATE_TEXT_MAX];
    daynum_format(pause->from, from);
    daynum_format(pause->to, to);
    if (pause->to < pause->from)
        return error_set(error, STATUS_USAGE, _("the pause from %s to %s ends before it begins"),
                         from, to);
    if (pause->from < as_of)
        return error_set(error, STATUS_USAGE,
                         _("the pause from %s to %s begins before %s, the day that the forecast "
                           "is of: what has passed cannot be assumed"),
                         from, to, daynum_format(as_of, today));
    if (pause->to - pause->from >= ASSUMPTION_MOST_DAYS)
        return error_set(error, STATUS_USAGE, _("the pause from %s to %s is longer than ten years"),
                         from, to);
    return STATUS_OK;
}

static enum status check_pace(double pace, struct error *error)
{
    if (pace >= ASSUMPTION_LEAST_PACE && pace <= ASSUMPTION_MOST_PACE)
        return STATUS_OK;
    return error_set(error, STATUS_USAGE,
                     _("a pace of %g cannot be assumed: expected %g to %g times as fast"), pace,
                     ASSUMPTION_LEAST_PACE, ASSUMPTION_MOST_PACE);
}

static const struct project *project_at(const struct dataset *data, const struct forecast *forecast,
                                        size_t item)
{
    return &data->projects.items[forecast->projects[item].project];
}

static enum status check_district(const char *district, const struct dataset *data,
                                  const struct forecast *forecast, struct error *error)
{
    struct nearest nearest = nearest_begin(district);
    for (size_t i = 0; i < forecast->project_count; i++) {
        const char *name = project_at(data, forecast, i)->district;
        if (strcmp(name, district) == 0)
            return STATUS_OK;
        nearest_offer(&nearest, name);
    }
    return nearest.name == NULL
               ? error_set(error, STATUS_USAGE,
                           _("no district '%s' among the projects that are forecast"), district)
               : error_set(error, STATUS_USAGE,
                           _("no district '%s' among the projects that are forecast; the nearest "
                             "is '%s'"),
                           district, nearest.name);
}

static bool has_code(const struct project *project, const char *text)
{
    return project->code[0] != '\0' && strcmp(project->code, text) == 0;
}

static enum status check_project(const char *text, const struct dataset *data,
                                 const struct forecast *forecast, struct error *error)
{
    struct nearest nearest = nearest_begin(text);
    size_t named = 0;
    for (size_t i = 0; i < forecast->project_count; i++) {
        const struct project *project = project_at(data, forecast, i);
        if (has_code(project, text))
            return STATUS_OK;
        named += strcmp(project->name, text) == 0;
        nearest_offer(&nearest, project->code);
        nearest_offer(&nearest, project->name);
    }
    if (named == 1)
        return STATUS_OK;
    if (named > 1)
        return error_set(error, STATUS_USAGE,
                         _("%zu projects are named '%s': say which by its code"), named, text);
    return nearest.name == NULL
               ? error_set(error, STATUS_USAGE, _("no project '%s' among those that are forecast"),
                           text)
               : error_set(error, STATUS_USAGE,
                           _("no project '%s' among those that are forecast; the nearest is '%s'"),
                           text, nearest.name);
}

static enum status check_one(const struct assumption *item, const struct dataset *data,
                             const struct forecast *forecast, struct error *error)
{
    bool pause = item->kind == ASSUMPTION_PAUSE;
    enum status status =
        pause ? check_pause(item, forecast->as_of, error) : check_pace(item->pace, error);
    if (status != STATUS_OK || item->whose == NULL)
        return status;
    return pause ? check_district(item->whose, data, forecast, error)
                 : check_project(item->whose, data, forecast, error);
}

static bool is_called(const struct project *project, const char *text)
{
    return has_code(project, text) || strcmp(project->name, text) == 0;
}

/* One project, by whatever it is called; or both of all of them. */
static bool same_scope(const struct assumption *a, const struct assumption *b,
                       const struct dataset *data, const struct forecast *forecast)
{
    if (a->whose == NULL || b->whose == NULL)
        return a->whose == b->whose;
    for (size_t i = 0; i < forecast->project_count; i++) {
        const struct project *project = project_at(data, forecast, i);
        if (is_called(project, a->whose) && is_called(project, b->whose))
            return true;
    }
    return false;
}

/* Of two paces only one can be meant. */
static enum status check_twice(const struct assumption *items, size_t at,
                               const struct dataset *data, const struct forecast *forecast,
                               struct error *error)
{
    const struct assumption *item = &items[at];
    for (size_t i = 0; i < at; i++) {
        if (item->kind != ASSUMPTION_PACE || items[i].kind != ASSUMPTION_PACE ||
            !same_scope(&items[i], item, data, forecast))
            continue;
        return item->whose == NULL
                   ? error_set(error, STATUS_USAGE,
                               _("two paces are assumed of all projects, %g and %g: give one"),
                               items[i].pace, item->pace)
                   : error_set(error, STATUS_USAGE,
                               _("two paces are assumed of the project '%s', %g and %g: give one"),
                               item->whose, items[i].pace, item->pace);
    }
    return STATUS_OK;
}

enum status assumption_check(const struct assumption_set *set, const struct dataset *data,
                             const struct forecast *forecast, struct error *error)
{
    if (set->count > ASSUMPTION_MOST)
        return error_set(error, STATUS_USAGE, _("more than %d assumptions"), ASSUMPTION_MOST);
    for (size_t i = 0; i < set->count; i++) {
        enum status status = check_one(&set->items[i], data, forecast, error);
        if (status == STATUS_OK)
            status = check_twice(set->items, i, data, forecast, error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

void assumption_working_time(const struct assumption_set *set, const char *district, daynum base,
                             struct working_time *time)
{
    time->count = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct assumption *item = &set->items[i];
        if (item->kind == ASSUMPTION_PAUSE &&
            (item->whose == NULL || strcmp(item->whose, district) == 0))
            working_time_stop(time, item->from - base - 1, item->to - base);
    }
}

double assumption_pace(const struct assumption_set *set, const struct project *project)
{
    double of_all = 1, own = NAN;
    for (size_t i = 0; i < set->count; i++) {
        const struct assumption *item = &set->items[i];
        if (item->kind != ASSUMPTION_PACE)
            continue;
        if (item->whose == NULL)
            of_all = item->pace;
        else if (is_called(project, item->whose))
            own = item->pace;
    }
    return isnan(own) ? of_all : own;
}

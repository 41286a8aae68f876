#include "analysis/calendar_learn.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

/* Reports of a season, though they come every week. */
enum { PAST_REPORTS = 16, MAX_FILTERED = 3000 };

static const double season_days = CALENDAR_SEASON_MONTHS * CALENDAR_MONTH_DAYS;

struct belief {
    struct drift_node node;
    double at_days;
};

/* Surprises of one span, one a project and month: pairs of one project are nothing shared. */
struct span {
    struct surprises surprises;
    size_t capacity, of_project; /* … of which the project at hand has given */
    double days;
};

struct collector {
    struct span month, season;
    size_t district;
    const struct schedule *schedule;
    const struct drift_model *model;
    struct belief past[PAST_REPORTS];
};

/* What was believed after the report nearest to `days` back; NULL: none is near. */
static const struct belief *believed(const struct collector *collector,
                                     const struct drift_state *state, double days)
{
    double target = state->at_days - days, nearest = CALENDAR_MONTH_DAYS / 2;
    const struct belief *found = NULL;
    for (size_t k = 0; k < state->reports - 1 && k < PAST_REPORTS; k++) {
        double off = fabs(collector->past[k].at_days - target);
        if (off < nearest) {
            nearest = off;
            found = &collector->past[k];
        }
    }
    return found;
}

/* The month's last report counts. */
static void add(struct span *span, const struct surprise *surprise)
{
    struct surprises *surprises = &span->surprises;
    ARRAY_GROW(surprises->items, surprises->count + 1, span->capacity);
    bool again =
        span->of_project > 0 && surprises->items[surprises->count - 1].month == surprise->month;
    surprises->count -= again;
    span->of_project += !again;
    surprises->items[surprises->count++] = *surprise;
}

static void compare(struct span *span, const struct collector *collector,
                    const struct drift_state *state, const struct report_point *report)
{
    const struct belief *then = believed(collector, state, span->days);
    if (!then)
        return;
    struct drift_news news =
        drift_foretold(&then->node, then->at_days, collector->model, collector->schedule, report);
    double working_days = news.spread / collector->model->pace;
    add(span, &(struct surprise){
                  .month = 12 * daynum_year(report->date) + daynum_month(report->date) - 1,
                  .district = collector->district,
                  .value = fmax(-3, fmin(3, news.surprise)),
                  .per_day = sqrt(news.days / span->days) / working_days,
              });
}

/* A report that repeats the one before it tells of the office, not of the month. */
static void collect(const struct drift_state *state, const struct report_point *report,
                    const struct drift_news *news, void *context)
{
    struct collector *collector = context;
    (void)news;
    if (!report->repeats) {
        compare(&collector->month, collector, state, report);
        compare(&collector->season, collector, state, report);
    }
    collector->past[(state->reports - 1) % PAST_REPORTS] =
        (struct belief){state->nodes[0], state->at_days};
}

void calendar_learn(struct calendar *calendar, const struct drift_model *model,
                    const struct schedule *schedules, const size_t *districts, size_t count)
{
    struct collector collector = {
        .month.days = CALENDAR_MONTH_DAYS, .season.days = season_days, .model = model};
    size_t stride = count / MAX_FILTERED + 1;
    for (size_t i = 0; i < count; i += stride) {
        struct drift_state state;
        if (!schedule_has_course(&schedules[i]))
            continue;
        collector.month.of_project = collector.season.of_project = 0;
        collector.district = districts[i];
        collector.schedule = &schedules[i];
        drift_filter(&state, model, &schedules[i], 1, collect, &collector);
    }
    calendar_fit(calendar, &collector.month.surprises, &collector.season.surprises);
    free(collector.month.surprises.items);
    free(collector.season.surprises.items);
}

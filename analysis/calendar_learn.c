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

struct collector {
    struct surprises month, season;
    size_t month_capacity, season_capacity, district;
    const struct schedule *schedule;
    const struct drift_model *model;
    struct belief past[PAST_REPORTS];
};

static struct surprise surprise_of(const struct collector *collector,
                                   const struct report_point *report, const struct drift_news *news,
                                   double usual_days)
{
    double working_days = news->spread / collector->model->pace;
    return (struct surprise){
        .month = 12 * daynum_year(report->date) + daynum_month(report->date) - 1,
        .district = collector->district,
        .value = fmax(-3, fmin(3, news->surprise)),
        .per_day = sqrt(news->days / usual_days) / working_days,
    };
}

/* What was believed after the report nearest to a season back; NULL: none is near. */
static const struct belief *season_ago(const struct collector *collector,
                                       const struct drift_state *state)
{
    double target = state->at_days - season_days, nearest = CALENDAR_MONTH_DAYS / 2;
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

/* A report that repeats the one before it tells of the office, not of the month. */
static void collect(const struct drift_state *state, const struct report_point *report,
                    const struct drift_news *news, void *context)
{
    struct collector *collector = context;
    const struct belief *then = season_ago(collector, state);
    if (!report->repeats) {
        ARRAY_GROW(collector->month.items, collector->month.count + 1, collector->month_capacity);
        collector->month.items[collector->month.count++] =
            surprise_of(collector, report, news, CALENDAR_MONTH_DAYS);
    }
    if (!report->repeats && then) {
        struct drift_news since = drift_foretold(&then->node, then->at_days, collector->model,
                                                 collector->schedule, report);
        ARRAY_GROW(collector->season.items, collector->season.count + 1,
                   collector->season_capacity);
        collector->season.items[collector->season.count++] =
            surprise_of(collector, report, &since, season_days);
    }
    collector->past[(state->reports - 1) % PAST_REPORTS] =
        (struct belief){state->nodes[0], state->at_days};
}

void calendar_learn(struct calendar *calendar, const struct drift_model *model,
                    const struct schedule *schedules, const size_t *districts, size_t count)
{
    struct collector collector = {.model = model};
    size_t stride = count / MAX_FILTERED + 1;
    for (size_t i = 0; i < count; i += stride) {
        struct drift_state state;
        if (!schedule_has_course(&schedules[i]))
            continue;
        collector.district = districts[i];
        collector.schedule = &schedules[i];
        drift_filter(&state, model, &schedules[i], 1, collect, &collector);
    }
    calendar_fit(calendar, &collector.month, &collector.season);
    free(collector.month.items);
    free(collector.season.items);
}

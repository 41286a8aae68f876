/* Facilities: parking spaces and chargers, each unit by itself. */
#include "reports/draft.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/chart_panels.h"
#include "reports/phrase.h"

typedef int64_t (*measure_of)(const struct facilities *sums);

static int64_t parking_added(const struct facilities *sums)
{
    return sums->parking_added;
}

static int64_t parking_planned(const struct facilities *sums)
{
    return sums->parking_planned;
}

static int64_t posts_added(const struct facilities *sums)
{
    return sums->charger_posts_added;
}

static int64_t posts_planned(const struct facilities *sums)
{
    return sums->charger_posts_planned;
}

static int64_t ports_added(const struct facilities *sums)
{
    return sums->charger_ports_added;
}

static int64_t ports_planned(const struct facilities *sums)
{
    return sums->charger_ports_planned;
}

/* Most spaces first; districts that do not say come last (VALUE_NONE is the smallest number). */
static int most_parking(const void *a, const void *b)
{
    const struct facilities_row *x = *(const struct facilities_row *const *)a;
    const struct facilities_row *y = *(const struct facilities_row *const *)b;
    int64_t px = x->sums.parking_added, py = y->sums.parking_added;
    return px > py ? -1 : px < py ? 1 : strcmp(x->group, y->group);
}

static const struct facilities_row **sorted_rows(const struct draft *draft)
{
    const struct facilities_result *result = draft->study->facilities;
    const struct facilities_row **rows =
        arena_alloc(draft->arena, (result->count + 1) * sizeof *rows);
    for (size_t i = 0; i < result->count; i++)
        rows[i] = &result->rows[i];
    qsort(rows, result->count, sizeof *rows, most_parking);
    return rows;
}

static const int64_t *column(const struct draft *draft, const struct facilities_row **rows,
                             measure_of value)
{
    size_t count = draft->study->facilities->count;
    int64_t *values = arena_alloc(draft->arena, (count + 1) * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = value(&rows[i]->sums);
    return values;
}

/* What the year's projects added and, beside it, those of all plan years. */
static const char *title(const struct draft *draft)
{
    const struct facilities *sums = &draft->study->facilities->total.sums;
    const struct summary *years = draft->study->by_year;
    const char *spaces = phrase_count(draft->arena, sums->parking_added);
    const char *posts = phrase_count(draft->arena, sums->charger_posts_added);
    if (years == NULL || years->count < 2)
        return draft_say(draft, _("%1$s parking spaces and %2$s charger posts are added so far"),
                         spaces, posts);
    return draft_say(draft,
                     _("The projects of %1$d added %2$s parking spaces and %3$s charger posts, "
                       "those of all plan years %4$s and %5$s"),
                     draft->study->plan_year, spaces, posts,
                     phrase_count(draft->arena, years->total.parking_added),
                     phrase_count(draft->arena, years->total.charger_posts_added));
}

static void add_figure(struct draft *draft)
{
    const struct measure_row {
        const char *key, *title;
        measure_of added, planned;
    } measures[] = {
        {"parking_added", _("parking spaces"), parking_added, parking_planned},
        {"charger_posts_added", _("charger posts"), posts_added, posts_planned},
        {"charger_ports_added", _("charger ports"), ports_added, ports_planned},
    };
    const struct facilities_result *result = draft->study->facilities;
    const struct facilities_row **rows = sorted_rows(draft);
    struct panels_measure *shown = arena_alloc(draft->arena, sizeof measures * 2);
    struct panels_data *data = arena_alloc(draft->arena, sizeof *data);
    const char **names = arena_alloc(draft->arena, (result->count + 1) * sizeof *names);
    size_t count = 0;
    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++)
        if (value_is_known(measures[m].added(&result->total.sums)) ||
            value_is_known(measures[m].planned(&result->total.sums)))
            shown[count++] = (struct panels_measure){measures[m].key, measures[m].title,
                                                     column(draft, rows, measures[m].added),
                                                     column(draft, rows, measures[m].planned)};
    for (size_t i = 0; i < result->count; i++)
        names[i] = draft_group_name(rows[i]->group);
    *data = (struct panels_data){_("added"), names, result->count, shown, count};
    report_figure(draft->report, &chart_panels, data, title(draft),
                  _("Posts, ports and groups of chargers are different units and are never added "
                    "together. A tick, and the second number, is what is planned."));
}

static void add_table(struct draft *draft)
{
    const struct table_column columns[] = {
        {.key = "group", .label = _("district"), .measure = MEASURE_TEXT},
        {.key = "households", .label = _("households"), .measure = MEASURE_COUNT},
        {.key = "parking",
         .label = _("spaces per 100 households"),
         .measure = MEASURE_NUMBER,
         .digits = 1},
        {.key = "posts",
         .label = _("posts per 100 households"),
         .measure = MEASURE_NUMBER,
         .digits = 1},
        {.key = "lifts", .label = _("lifts"), .measure = MEASURE_COUNT},
        {.key = "sheds", .label = _("charging sheds"), .measure = MEASURE_COUNT},
    };
    const struct facilities_result *result = draft->study->facilities;
    struct table *table = report_table(draft->report, "facilities", _("Facilities per household"),
                                       columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i <= result->count; i++) {
        bool whole = i == result->count;
        const struct facilities_row *row = whole ? &result->total : &result->rows[i];
        if (whole)
            table = report_table_total(draft->report);
        table_row(table);
        table_set_text(table, "group", whole ? _("all districts") : draft_group_name(row->group));
        table_set_integer(table, "households", row->households);
        table_set_number(table, "parking", row->parking_per_100_households);
        table_set_number(table, "posts", row->posts_per_100_households);
        table_set_integer(table, "lifts", row->sums.lifts_added);
        table_set_integer(table, "sheds", row->sums.charger_sheds);
    }
}

void section_facilities(struct draft *draft)
{
    const struct facilities_result *result = draft->study->facilities;
    report_heading(draft->report, 2, "facilities", _("Facilities"));
    if (result == NULL || (!value_is_known(result->total.sums.parking_added) &&
                           !value_is_known(result->total.sums.charger_posts_added) &&
                           !value_is_known(result->total.sums.charger_ports_added))) {
        report_paragraph(draft->report, _("There is nothing to show here: no loaded export counts "
                                          "parking spaces or chargers."));
        return;
    }
    add_figure(draft);
    add_table(draft);
}

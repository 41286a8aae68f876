/*
 * ministry: the housing ministry's cumulative starts, each later year forecast from its months.
 *
 * Earlier years are the history. Beside the median the plan itself; beside the 80 % interval
 * the plan with the spread of earlier years (root mean square of final over plan less one).
 * Then the English series, whose scope grows on the way.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "analysis/forecast.h"
#include "measure/table_file.h"

enum { ROWS_MAX = 200 };

static const struct deadline year_end[1] = {{.name = "year-end",
                                             .month = 12,
                                             .day = 31,
                                             .date = DAYNUM_NONE,
                                             .progress_mpct = 100000,
                                             .completion = true,
                                             .target_share = {1, 1, false}}};

static struct region_total *total_at(struct total_set *set, const char *region, int year,
                                     daynum day)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].as_of == day && strcmp(set->items[i].region, region) == 0)
            return &set->items[i];
    struct region_total *total = &set->items[set->count++];
    *total = (struct region_total){region,     year,       day,        VALUE_NONE,
                                   VALUE_NONE, VALUE_NONE, VALUE_NONE, VALUE_NONE,
                                   VALUE_NONE, VALUE_NONE, {0, 0},     false};
    return total;
}

static int by_date(const void *a, const void *b)
{
    daynum x = ((const struct region_total *)a)->as_of, y = ((const struct region_total *)b)->as_of;
    return (x > y) - (x < y);
}

static void read_ministry(struct total_set *set, const struct table_file *table)
{
    for (size_t r = 1; r < table->count; r++) {
        int year = atoi(table->rows[r][0]), month = atoi(table->rows[r][1]);
        bool starts = strcmp(table->rows[r][2], "cum_starts") == 0;
        bool plan = strcmp(table->rows[r][2], "plan_starts_annual") == 0;
        int64_t value = llround(strtod(table->rows[r][3], NULL) * 10000);
        if (!starts && !plan)
            continue;
        struct region_total *total =
            total_at(set, "China", year, daynum_from_civil(year, month, month_days(year, month)));
        *(starts ? &total->started : &total->planned) = value;
    }
    qsort(set->items, set->count, sizeof *set->items, by_date);
}

/* The last known value of a year: what the forecast is held against. */
static double final_of(const struct total_set *set, int year, double *plan)
{
    double final = NAN;
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].plan_year == year) {
            if (set->items[i].planned != VALUE_NONE)
                *plan = (double)set->items[i].planned;
            if (set->items[i].started != VALUE_NONE)
                final = (double)set->items[i].started;
        }
    return final;
}

static double interval_score(double low, double high, double came)
{
    return high - low + 10 * fmax(0, low - came) + 10 * fmax(0, came - high);
}

static void forecast_totals(struct forecast *forecast, const struct total_set *set, int year,
                            daynum as_of)
{
    struct dataset empty = {.vantage = {as_of, DAYNUM_MAX}};
    struct forecast_options options = {
        .plan_year = year, .draws = 100, .seed = 1, .deadlines = year_end, .deadline_count = 1};
    (void)forecast_compute(forecast, &empty, set, &options, NULL);
}

static void one_origin(const struct total_set *set, int year, int month, double *scores)
{
    double plan = NAN, ratio = 0, squares = 0, came = final_of(set, year, &plan);
    int years = 0;
    daynum as_of = daynum_from_civil(year, month, month_days(year, month));
    struct forecast forecast;
    for (int y = 2021; y < year; y++, years++) {
        double its_plan = NAN;
        ratio = final_of(set, y, &its_plan) / its_plan - 1;
        squares += ratio * ratio;
    }
    double half = 1.2816 * plan * sqrt(squares / years);
    forecast_totals(&forecast, set, year, as_of);
    for (size_t i = 0; i < forecast.total_count; i++) {
        const struct forecast_total *total = &forecast.totals[i];
        if (total->latest <= 0 || strcmp(total->metric, "started") != 0)
            continue;
        printf("%d-%02d  latest %5.0f  p10 %.0f  p50 %.0f  p90 %.0f  came %.0f  plan %.0f  "
               "p_plan %.3f  |error| %.0f against %.0f\n",
               year, month, total->latest, total->p10, total->p50, total->p90, came, plan,
               total->p_plan, fabs(total->p50 - came), fabs(plan - came));
        scores[0] += interval_score(total->p10, total->p90, came);
        scores[1] += interval_score(plan - half, plan + half, came);
        scores[2] += fabs(total->p50 - came) < fabs(plan - came);
        scores[3] += 1;
    }
    forecast_release(&forecast);
}

static void measure_ministry(const struct table_file *table)
{
    struct region_total items[ROWS_MAX];
    struct total_set set = {.items = items};
    double scores[4] = {0};
    read_ministry(&set, table);
    for (int year = 2022; year <= 2023; year++)
        for (int month = year == 2023 ? 6 : 5; month <= 8; month++)
            one_origin(&set, year, month, scores);
    printf("mean interval score: renostat %.0f, plan with spread %.0f; median closer than the "
           "plan in %.0f of %.0f\n",
           scores[0] / scores[3], scores[1] / scores[3], scores[2], scores[3]);
}

static void measure_england(const struct table_file *table)
{
    struct region_total items[ROWS_MAX];
    struct total_set set = {.items = items};
    struct forecast forecast;
    daynum day = DAYNUM_NONE;
    for (size_t r = 1; r < table->count; r++) {
        (void)daynum_parse(table->rows[r][0], &day);
        struct region_total *total = total_at(&set, "England", 0, day);
        total->planned = atoll(table->rows[r][1]);
        total->started = atoll(table->rows[r][2]);
        total->completed = atoll(table->rows[r][3]);
    }
    forecast_totals(&forecast, &set, 0, day);
    for (size_t i = 0; i < forecast.total_count; i++)
        printf("England, %s: %s\n", forecast.totals[i].metric, forecast.totals[i].note);
    forecast_release(&forecast);
}

int main(void)
{
    struct table_file *ministry = table_file_read("mohurd_monthly.csv");
    struct table_file *england = table_file_read("uk_building_safety_monthly.csv");
    gsl_set_error_handler_off();
    if (ministry)
        measure_ministry(ministry);
    if (england)
        measure_england(england);
    table_file_free(ministry);
    table_file_free(england);
    return 0;
}

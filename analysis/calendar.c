#include "analysis/calendar.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "core/memory.h"

const struct calendar calendar_prior = {
    .everybody = 0.1, .district = 0.05, .carry = 0.4, .days2_per_day = 8, .year_spread = 0.05};

static const double prior_months = 12, month_length = CALENDAR_MONTH_DAYS;

static int by_month(const void *a, const void *b)
{
    const struct surprise *x = a, *y = b;
    if (x->month != y->month)
        return x->month < y->month ? -1 : 1;
    return (x->district > y->district) - (x->district < y->district);
}

/* Sums of products over pairs: of one month, and of one district and month. */
struct pairs {
    double month_products, month_pairs, month_days, district_products, district_pairs, squares;
    size_t count, months;
};

static void add_month(struct pairs *pairs, const struct surprise *items, size_t count)
{
    double all = 0, squares = 0, per_day = 0, per_day2 = 0;
    for (size_t i = 0; i < count;) {
        double sum = 0, own = 0;
        size_t j = i;
        for (; j < count && items[j].district == items[i].district; j++) {
            sum += items[j].value;
            own += items[j].value * items[j].value;
            per_day += items[j].per_day;
            per_day2 += items[j].per_day * items[j].per_day;
        }
        pairs->district_products += sum * sum - own;
        pairs->district_pairs += (double)(j - i) * (double)(j - i - 1);
        all += sum;
        squares += own;
        i = j;
    }
    pairs->month_products += all * all - squares;
    pairs->month_pairs += (double)count * (double)(count - 1);
    pairs->month_days += per_day * per_day - per_day2;
    pairs->squares += squares;
    pairs->count += count;
    pairs->months += count >= 3;
}

static double held(double estimate, double prior, double months, double low, double high)
{
    double bounded = fmin(high, fmax(low, estimate));
    return (months * bounded + prior_months * prior) / (months + prior_months);
}

static struct pairs pair(struct surprises *surprises)
{
    struct pairs pairs = {0};
    const struct surprise *items = surprises->items;
    if (surprises->count > 0)
        qsort(surprises->items, surprises->count, sizeof *items, by_month);
    for (size_t i = 0, j; i < surprises->count; i = j) {
        for (j = i; j < surprises->count && items[j].month == items[i].month; j++)
            continue;
        add_month(&pairs, &items[i], j - i);
    }
    return pairs;
}

/* Variance of the sum of `months` (a real number) steps of variance 1 that carry over. */
static double summed_variance(double months, double carry)
{
    double whole = floor(months), part = months - whole, variance = 0, weight_sum = 0;
    for (double i = 0; i <= whole && i < 240; i++) {
        double weight = i < whole ? 1 : part;
        variance += weight * weight + 2 * weight * weight_sum * carry;
        weight_sum = weight_sum * carry + weight;
    }
    return variance;
}

/* The carry with which three months have `ratio` times the variance of one: of 3 + 4c + 2c2. */
static double carry_of(double ratio)
{
    return sqrt(fmax(0, 1 + (ratio - 3) / 2)) - 1;
}

/* The usual pace is known from the months that were seen, which had weathers of their own. */
static double pace_spread(const struct calendar *calendar)
{
    double months = (double)calendar->months + prior_months;
    double year2 = calendar_prior.year_spread * calendar_prior.year_spread;
    double month2 = calendar->everybody * calendar->days2_per_day / month_length;
    double seen2 = month2 * summed_variance(months, calendar->carry) / (months * months) +
                   year2 * 12 / months;
    return sqrt(year2 + seen2);
}

void calendar_fit(struct calendar *calendar, struct surprises *month, struct surprises *season)
{
    *calendar = calendar_prior;
    struct pairs near = pair(month), far = pair(season);
    double months = (double)near.months, variance = near.squares / (double)near.count;
    if (near.month_pairs <= 0 || !(variance > 0) || !(near.month_days > 0))
        return;
    double everybody = near.month_products / near.month_pairs / variance;
    double district = near.district_pairs > 0
                          ? near.district_products / near.district_pairs / variance
                          : everybody;
    calendar->everybody = held(everybody, calendar_prior.everybody, months, 0.01, 0.6);
    calendar->district = held(district - everybody, calendar_prior.district, months, 0.01, 0.3);
    calendar->days2_per_day = variance * near.month_pairs / near.month_days / month_length;
    calendar->months = near.months;
    if (far.month_days > 0) {
        double one = calendar->everybody * calendar->days2_per_day * month_length;
        double three = held(far.month_products / far.month_days / one,
                            summed_variance(3, calendar_prior.carry), (double)far.months, 3, 9);
        calendar->carry = fmin(0.8, carry_of(three));
    }
    calendar->year_spread = pace_spread(calendar);
}

double calendar_variance(double days, const void *context)
{
    const struct calendar *calendar = context;
    if (days <= 0)
        return 0;
    double share = calendar->everybody + calendar->district;
    double month = calendar->days2_per_day * share * month_length;
    double year = calendar->year_spread * days;
    return month * summed_variance(days / month_length, calendar->carry) + year * year;
}

void calendar_draw(const struct calendar *calendar, gsl_rng *stream, int of_district,
                   const double *horizons, size_t count, float *gain)
{
    double share = of_district ? calendar->district : calendar->everybody;
    double sd = sqrt(calendar->days2_per_day * share * month_length);
    double fresh = sqrt(1 - calendar->carry * calendar->carry);
    double drift = of_district ? 0 : calendar->year_spread * gsl_ran_gaussian_ziggurat(stream, 1);
    double month = sd * gsl_ran_gaussian_ziggurat(stream, 1), sum = 0, from = 0;
    for (size_t i = 0; i < count; i++) {
        while (horizons[i] > from + month_length) {
            sum += month;
            from += month_length;
            month = calendar->carry * month + fresh * sd * gsl_ran_gaussian_ziggurat(stream, 1);
        }
        double part = fmax(0, horizons[i] - from) / month_length;
        gain[i] += (float)(sum + part * month + drift * fmax(0, horizons[i]));
    }
}

#include "analysis/calendar.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "core/memory.h"

const struct calendar calendar_prior = {
    .everybody = 0.1, .district = 0.05, .carry = 0.4, .days2_per_day = 4.5, .year_spread = 0.087};

static const double prior_months = 12, month_length = CALENDAR_MONTH_DAYS;
/* Of the pace of one year about that of all. */
static const double between_years = 0.05, most_carry = 0.8;

static int by_month(const void *a, const void *b)
{
    const struct surprise *x = a, *y = b;
    if (x->month != y->month)
        return x->month < y->month ? -1 : 1;
    return (x->district > y->district) - (x->district < y->district);
}

/* Sums of products over pairs: of one month, and of one district and month. */
struct pairs {
    double month_products, month_pairs, days_products, district_products, district_pairs, squares;
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
    pairs->days_products += per_day * per_day - per_day2;
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

/* The carry c with which three months have `ratio` times the variance of one: 3 + 4c + 2c^2. */
static double carry_of(double ratio)
{
    return sqrt(fmax(0, 1 + (ratio - 3) / 2)) - 1;
}

/* The usual pace is known from the months that were seen, which had weathers of their own. */
static double pace_spread(const struct calendar *calendar)
{
    double months = (double)calendar->months + prior_months;
    double year2 = between_years * between_years;
    double month2 = calendar->everybody * calendar->days2_per_day / month_length;
    double seen2 =
        month2 * summed_variance(months, calendar->carry) / (months * months) + year2 * 12 / months;
    return sqrt(year2 + seen2);
}

/* Mean products: of two projects of a month in different districts, or in the same where there
 * is but one; and of two of one district. */
static double across(const struct pairs *pairs)
{
    double others = pairs->month_pairs - pairs->district_pairs;
    return others > 0 ? (pairs->month_products - pairs->district_products) / others
                      : pairs->month_products / pairs->month_pairs;
}

static double within(const struct pairs *pairs)
{
    return pairs->district_pairs > 0 ? pairs->district_products / pairs->district_pairs
                                     : across(pairs);
}

static void learn_shares(struct calendar *calendar, const struct pairs *pairs)
{
    double months = (double)pairs->months, variance = pairs->squares / (double)pairs->count;
    double everybody = across(pairs) / variance, district = within(pairs) / variance - everybody;
    double days2 = variance / (pairs->days_products / pairs->month_pairs);
    calendar->everybody = held(everybody, calendar_prior.everybody, months, 0.01, 0.6);
    calendar->district = held(district, calendar_prior.district, months, 0.01, 0.3);
    calendar->days2_per_day =
        held(days2 / month_length, calendar_prior.days2_per_day, months, 0.01, 100);
    calendar->months = pairs->months;
}

/* The carry with which a season has the variance that was seen. */
static void learn_carry(struct calendar *calendar, const struct pairs *season)
{
    double one = calendar->everybody * calendar->days2_per_day * month_length;
    double usual = summed_variance(CALENDAR_SEASON_MONTHS, calendar_prior.carry);
    double most = summed_variance(CALENDAR_SEASON_MONTHS, 1);
    double days2 = across(season) / (season->days_products / season->month_pairs);
    double seen = held(days2 / one, usual, (double)season->months, CALENDAR_SEASON_MONTHS, most);
    calendar->carry = fmin(most_carry, carry_of(seen));
}

void calendar_fit(struct calendar *calendar, struct surprises *month, struct surprises *season)
{
    struct pairs near = pair(month), far = pair(season);
    *calendar = calendar_prior;
    if (near.month_pairs > 0 && near.squares > 0 && near.days_products > 0)
        learn_shares(calendar, &near);
    if (calendar->months > 0 && far.days_products > 0)
        learn_carry(calendar, &far);
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

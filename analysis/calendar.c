#include "analysis/calendar.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "core/memory.h"

const struct calendar calendar_prior = {
    .everybody = 0.1, .district = 0.05, .carry = 0.4, .days2_per_day = 8, .year_spread = 0.05};

static const double prior_months = 12, month_length = 30.44;

static int by_month(const void *a, const void *b)
{
    const struct surprise *x = a, *y = b;
    if (x->month != y->month)
        return x->month < y->month ? -1 : 1;
    return (x->district > y->district) - (x->district < y->district);
}

/* Sums of products over pairs: of one month, and of one district and month. */
struct pairs {
    double month_products, month_pairs, district_products, district_pairs, squares;
    size_t count, months;
    double last_mean, carry_products, carry_squares;
    int last_month;
};

static void add_month(struct pairs *pairs, const struct surprise *items, size_t count)
{
    double all = 0, squares = 0;
    for (size_t i = 0; i < count;) {
        double sum = 0, own = 0;
        size_t j = i;
        for (; j < count && items[j].district == items[i].district; j++) {
            sum += items[j].value;
            own += items[j].value * items[j].value;
        }
        pairs->district_products += sum * sum - own;
        pairs->district_pairs += (double)(j - i) * (double)(j - i - 1);
        all += sum;
        squares += own;
        i = j;
    }
    pairs->month_products += all * all - squares;
    pairs->month_pairs += (double)count * (double)(count - 1);
    pairs->squares += squares;
    pairs->count += count;
    if (count < 3)
        return;
    double mean = all / (double)count;
    if (pairs->months > 0 && items[0].month == pairs->last_month + 1)
        pairs->carry_products += mean * pairs->last_mean;
    pairs->carry_squares += mean * mean;
    pairs->last_mean = mean;
    pairs->last_month = items[0].month;
    pairs->months++;
}

static double held(double estimate, double prior, double months, double low, double high)
{
    double bounded = fmin(high, fmax(low, estimate));
    return (months * bounded + prior_months * prior) / (months + prior_months);
}

void calendar_fit(struct calendar *calendar, struct surprise *surprises, size_t count)
{
    struct pairs pairs = {0};
    *calendar = calendar_prior;
    if (count == 0)
        return;
    qsort(surprises, count, sizeof *surprises, by_month);
    for (size_t i = 0, j; i < count; i = j) {
        for (j = i; j < count && surprises[j].month == surprises[i].month; j++)
            continue;
        add_month(&pairs, &surprises[i], j - i);
    }
    double months = (double)pairs.months, variance = pairs.squares / (double)pairs.count;
    if (pairs.month_pairs <= 0 || !(variance > 0))
        return;
    double month = pairs.month_products / pairs.month_pairs / variance;
    double district = pairs.district_pairs > 0
                          ? pairs.district_products / pairs.district_pairs / variance
                          : month;
    calendar->everybody = held(month, calendar_prior.everybody, months, 0.01, 0.6);
    calendar->district = held(district - month, calendar_prior.district, months, 0.01, 0.3);
    if (pairs.carry_squares > 0)
        calendar->carry =
            held(pairs.carry_products / pairs.carry_squares, calendar_prior.carry, months, 0, 0.8);
    calendar->months = pairs.months;
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

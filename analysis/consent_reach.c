#include "analysis/consent_reach.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sf_gamma.h>

#include "analysis/beta_binomial.h"
#include "analysis/consent_history.h"
#include "analysis/consent_rule.h"
#include "core/memory.h"

enum { SEARCH_STEPS = 600, FEWEST_LOOKS = 8, MOST_LOOKS = 600 };
static const double tolerance = 1e-5, smallest_share = 1e-3;

/* What one stage of surveys has taught; see definition 1. */
struct lesson {
    bool learnt;
    double mean, size, carry;
};

struct consent_reach {
    struct lesson stages[CONSENT_STAGES];
    struct lesson ends;     /* of definition 4 */
    double *district_shift; /* on the logit scale, one a district */
    size_t district_count;
};

struct shape {
    double alpha, beta;
};

struct looks {
    const struct consent_look *items;
    size_t count, stride; /* every stride-th teaches enough of a whole country */
};

static struct shape shape_of(const struct lesson *lesson, const struct consent_look *look)
{
    return (struct shape){lesson->size * lesson->mean + lesson->carry * look->agree,
                          lesson->size * (1 - lesson->mean) +
                              lesson->carry * (look->answered - look->agree)};
}

static double log_rising(double a, double k)
{
    return k > 0 ? gsl_sf_lnpoch(a, k) : 0;
}

static struct lesson lesson_at(const gsl_vector *at)
{
    return (struct lesson){true, 1 / (1 + exp(-gsl_vector_get(at, 0))), exp(gsl_vector_get(at, 1)),
                           1 / (1 + exp(-gsl_vector_get(at, 2)))};
}

/* Minus the log-likelihood, with a faint pull to middling values where the data say nothing. */
static double cost(const gsl_vector *at, void *params)
{
    const struct looks *looks = params;
    struct lesson lesson = lesson_at(at);
    double sum = 0;
    if (!(lesson.mean > 1e-6 && lesson.mean < 1 - 1e-6 && lesson.size > 1e-3 && lesson.size < 1e6))
        return GSL_POSINF;
    for (size_t i = 0; i < looks->count; i += looks->stride) {
        const struct consent_look *look = &looks->items[i];
        struct shape shape = shape_of(&lesson, look);
        sum -= log_rising(shape.alpha, look->late_agree) +
               log_rising(shape.beta, look->silent - look->late_agree) -
               log_rising(shape.alpha + shape.beta, look->silent);
    }
    for (size_t i = 0; i < at->size; i++) {
        static const double centre[] = {0, 3, -2}, width[] = {3, 2, 2};
        double distance = (gsl_vector_get(at, i) - centre[i]) / width[i];
        sum += distance * distance / 2;
    }
    return isnan(sum) ? GSL_POSINF : sum;
}

static struct lesson learn(const struct consent_look *items, size_t count)
{
    struct looks looks = {items, count, count / MOST_LOOKS + 1};
    gsl_multimin_fminimizer *minimizer;
    gsl_multimin_function function = {.f = cost, .n = 3, .params = &looks};
    gsl_vector *at, *step;
    struct lesson lesson = {0};
    if (count < FEWEST_LOOKS)
        return lesson;
    minimizer = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, 3);
    at = gsl_vector_calloc(3);
    step = gsl_vector_alloc(3);
    gsl_vector_set(at, 1, 3);
    gsl_vector_set(at, 2, -2);
    gsl_vector_set_all(step, 1);
    if (gsl_multimin_fminimizer_set(minimizer, &function, at, step) == GSL_SUCCESS) {
        for (int i = 0; i < SEARCH_STEPS; i++)
            if (gsl_multimin_fminimizer_iterate(minimizer) != GSL_SUCCESS ||
                gsl_multimin_fminimizer_size(minimizer) < tolerance)
                break;
        lesson = lesson_at(minimizer->x);
    }
    gsl_vector_free(at);
    gsl_vector_free(step);
    gsl_multimin_fminimizer_free(minimizer);
    return lesson;
}

/* The score and information of a shift of the mean, at no shift. */
struct pull {
    double score, information;
};

static void add_pull(struct pull *pull, const struct lesson *lesson,
                     const struct consent_look *look)
{
    struct shape shape = shape_of(lesson, look);
    double mean = shape.alpha / (shape.alpha + shape.beta);
    double icc = 1 / (shape.alpha + shape.beta + 1);
    double inflation = 1 + (look->silent - 1) * icc;
    pull->score += (look->late_agree - look->silent * mean) / inflation;
    pull->information += look->silent * mean * (1 - mean) / inflation;
}

/* DerSimonian and Laird's moment estimate of how much districts differ. */
static double between_variance(const struct pull *pulls, size_t count)
{
    double sum = 0, squares = 0, heterogeneity = 0, known = 0, mean_score = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(pulls[i].information > 0))
            continue;
        known++;
        sum += pulls[i].information;
        squares += pulls[i].information * pulls[i].information;
        mean_score += pulls[i].score;
        heterogeneity += pulls[i].score * pulls[i].score / pulls[i].information;
    }
    if (known < 2 || !(sum - squares / sum > 0))
        return 0;
    heterogeneity -= mean_score * mean_score / sum;
    return fmax(0, (heterogeneity - (known - 1)) / (sum - squares / sum));
}

/* Each survey pulls once, at the stage at which it was first seen: its looks are not
 * independent. */
static void learn_districts(struct consent_reach *reach, const struct consent_history *history)
{
    struct pull *pulls = xcalloc(reach->district_count + 1, sizeof *pulls);
    double variance;
    for (size_t stage = 0; stage < CONSENT_STAGES; stage++)
        for (size_t i = 0; reach->stages[stage].learnt && i < history->counts[stage]; i++) {
            const struct consent_look *look = &history->looks[stage][i];
            if (look->first)
                add_pull(&pulls[look->group], &reach->stages[stage], look);
        }
    variance = between_variance(pulls, reach->district_count);
    for (size_t i = 0; i < reach->district_count; i++)
        reach->district_shift[i] =
            variance > 0 ? pulls[i].score / (pulls[i].information + 1 / variance) : 0;
    free(pulls);
}

struct consent_reach *consent_reach_new(const struct dataset *data, const size_t *group_of,
                                        size_t group_count)
{
    struct consent_reach *reach = xcalloc(1, sizeof *reach);
    struct consent_history history;
    reach->district_count = group_count;
    reach->district_shift = xcalloc(group_count + 1, sizeof *reach->district_shift);
    consent_history_read(&history, data, group_of);
    for (size_t stage = 0; stage < CONSENT_STAGES; stage++)
        reach->stages[stage] = learn(history.looks[stage], history.counts[stage]);
    reach->ends = learn(history.ends, history.end_count);
    learn_districts(reach, &history);
    consent_history_release(&history);
    return reach;
}

void consent_reach_free(struct consent_reach *reach)
{
    if (reach == NULL)
        return;
    free(reach->district_shift);
    free(reach);
}

/* A stage that taught nothing borrows from the nearest one that did. */
static const struct lesson *lesson_for(const struct consent_reach *reach, size_t stage)
{
    for (size_t distance = 0; distance < CONSENT_STAGES; distance++) {
        if (stage >= distance && reach->stages[stage - distance].learnt)
            return &reach->stages[stage - distance];
        if (stage + distance < CONSENT_STAGES && reach->stages[stage + distance].learnt)
            return &reach->stages[stage + distance];
    }
    return NULL;
}

static struct shape shifted(struct shape shape, double shift)
{
    double size = shape.alpha + shape.beta;
    double logit = log(shape.alpha / shape.beta) + shift;
    double mean = 1 / (1 + exp(-logit));
    return (struct shape){size * mean, size * (1 - mean)};
}

/* Definition 4: the final share less what has agreed already. */
static struct shape shape_from_ends(const struct lesson *ends, const struct consent_look *look,
                                    double total)
{
    double mean = (ends->mean * total - look->agree) / look->silent;
    mean = fmin(1 - smallest_share, fmax(smallest_share, mean));
    return (struct shape){ends->size * mean, ends->size * (1 - mean)};
}

/* Of the silent who do not agree, some refuse and some stay silent, as those before them. */
static int64_t refusals(const struct consent_tally *tally, int64_t silent, int64_t agree)
{
    double refused = value_is_known(tally->disagree) ? (double)tally->disagree : 0;
    double others = (double)(tally->total - tally->agree);
    return others > 0 ? (int64_t)((double)(silent - agree) * refused / others) : 0;
}

/* The fewest of the silent who have to agree; silent + 1 where all would not do. */
static int64_t fewest(const struct consent_rule *rule, const struct consent_tally *tally,
                      int64_t silent)
{
    int64_t low = 0, high = silent + 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (consent_rule_would_pass(rule, tally, middle, refusals(tally, silent, middle)))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

double consent_reach_probability(const struct consent_reach *reach, const struct consent_rule *rule,
                                 const struct consent_tally *tally, size_t group)
{
    struct consent_look look;
    struct shape shape;
    const struct lesson *lesson;
    if (!consent_look_now(&look, tally))
        return NAN;
    if (look.silent == 0)
        return consent_rule_would_pass(rule, tally, 0, 0) ? 1 : 0;
    lesson = lesson_for(reach, consent_stage(&look));
    if (lesson != NULL)
        shape = shape_of(lesson, &look);
    else if (reach->ends.learnt)
        shape = shape_from_ends(&reach->ends, &look, (double)tally->total);
    else
        return NAN;
    shape = shifted(shape, group < reach->district_count ? reach->district_shift[group] : 0);
    return beta_binomial_tail(fewest(rule, tally, (int64_t)look.silent), (int64_t)look.silent,
                              shape.alpha, shape.beta);
}

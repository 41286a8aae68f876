/*
 * consent_speed: how long the country's consent takes to be judged and compared.
 *
 *   measure_consent_speed [projects [districts]]     by default 52,500 in 2,800
 *
 * Nine surveys in ten are closed, each known at four month-ends; every survey teaches.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>

#include "analysis/consent.h"

enum { STEPS = 4 };

static const struct consent_rule two_thirds = {
    .name = "two-thirds", .heads = {2, 3, false}, .abstention_is_final = true};

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void add_project(struct dataset *data, size_t i, size_t districts, gsl_rng *rng)
{
    static const char *const streets[] = {"东街道", "西街道", "南街道", "北街道"};
    struct arena *strings = &data->projects.strings;
    bool closed = gsl_ran_bernoulli(rng, 0.9);
    int64_t total = gsl_ran_poisson(rng, 160) + 1;
    int64_t agree = gsl_ran_binomial(rng, gsl_ran_beta(rng, 8, 2), (unsigned)total);
    int64_t disagree = gsl_ran_binomial(rng, 0.6, (unsigned)(total - agree));
    daynum end = daynum_from_civil(2022, 6, 30);
    struct consent_set *set = &data->consent;
    data->projects.items[i] = (struct project){
        .project_id = (int64_t)i + 1,
        .code = "",
        .name = "",
        .city = arena_printf(strings, "%04zu市", i * districts / data->projects.count / 9),
        .district = arena_printf(strings, "%04zu区", i * districts / data->projects.count),
        .street = streets[i % 4],
        .plan_year = 2022,
        .households = total};
    set->tallies[set->tally_count++] =
        (struct consent_tally){.project = i,
                               .compound_id = (int64_t)i + 1,
                               .compound = "",
                               .total = total,
                               .agree = closed ? agree : agree / 2,
                               .disagree = closed ? disagree : disagree / 2,
                               .abstain = VALUE_NONE,
                               .area_total_cm2 = VALUE_NONE,
                               .area_agree_cm2 = VALUE_NONE,
                               .area_disagree_cm2 = VALUE_NONE,
                               .area_abstain_cm2 = VALUE_NONE,
                               .owners_total = VALUE_NONE,
                               .owners_agree = VALUE_NONE,
                               .contribute = VALUE_NONE,
                               .demolish = VALUE_NONE,
                               .survey_start = end - 120,
                               .survey_end = end,
                               .as_of = end,
                               .closed = closed};
    for (int64_t step = 1; step <= STEPS; step++)
        set->steps[set->step_count++] =
            (struct consent_step){.project = i,
                                  .compound_id = (int64_t)i + 1,
                                  .month_end = daynum_month_end_after(end, (int)step - STEPS),
                                  .total = total,
                                  .agree = agree * step / STEPS,
                                  .disagree = disagree * step / STEPS,
                                  .abstain = VALUE_NONE};
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"district", "sub-district", "year", "class", "size"};
    size_t projects = argc > 1 ? strtoul(argv[1], NULL, 10) : 52500;
    size_t districts = argc > 2 ? strtoul(argv[2], NULL, 10) : 2800;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct dataset data = {.vantage = {daynum_from_civil(2022, 8, 31), DAYNUM_MAX}};
    gsl_set_error_handler_off();
    data.projects.count = projects;
    data.projects.items = xcalloc(projects, sizeof *data.projects.items);
    data.consent.tallies = xcalloc(projects, sizeof *data.consent.tallies);
    data.consent.steps = xcalloc(projects * STEPS, sizeof *data.consent.steps);
    for (size_t i = 0; i < projects; i++)
        add_project(&data, i, districts, rng);
    for (int group = CONSENT_PER_DISTRICT; group <= CONSENT_PER_SIZE; group++)
        for (int taught = 0; taught < 2; taught++) {
            struct consent_result result;
            double begun = seconds();
            consent_compute_by(&result, &data, taught ? &data : NULL, &two_thirds,
                               (enum consent_group)group, NULL);
            printf("%zu projects in %zu groups by %s%s: %.2f s\n", projects, result.district_count,
                   names[group], taught ? ", with the chance to get there" : "", seconds() - begun);
            consent_release(&result);
        }
    dataset_release(&data);
    gsl_rng_free(rng);
    return 0;
}

/*
 * Do the intervals, tests and limits of consent by district keep their promises? Worlds of eight
 * districts are drawn in which owners within a project resemble each other, and the comparison
 * that the program makes is asked about each. Prints one line a setting, each share with its
 * Monte Carlo error; the exit status says whether a share left its bounds by more than three of
 * those.   usage: consent_coverage [worlds]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analysis/consent_district.h"

enum { DISTRICTS = 8, MOST_PROJECTS = 40 };
static const double rank_spread = 0.04, far_off = 0.1;
static const size_t far_projects = 20;

enum sizes { SIZES_EQUAL, SIZES_MIXED };

struct setting {
    double icc, mean;
    size_t projects; /* a district */
    enum sizes sizes;
};

/* Shares: of districts, or of worlds, in which something held. */
struct share {
    double hits, trials;
};

struct tally_sheet {
    struct share covered, alarm, flagged, ranked, found;
    struct share pair_covered, pair_alarm; /* differences of pairs; any pair said to differ */
    double rank_width;
};

static const char *const labels[DISTRICTS] = {"a", "b", "c", "d", "e", "f", "g", "h"};

static double draw_size(gsl_rng *rng, enum sizes sizes)
{
    return sizes == SIZES_EQUAL ? 40 : floor(exp(gsl_ran_flat(rng, log(8), log(301))));
}

static double draw_share(gsl_rng *rng, double mean, double icc)
{
    return icc > 0 ? gsl_ran_beta(rng, mean * (1 - icc) / icc, (1 - mean) * (1 - icc) / icc) : mean;
}

static void draw_world(struct consent_result *result, size_t *group_of, gsl_rng *rng,
                       const struct setting *setting, const double *means)
{
    result->project_count = DISTRICTS * setting->projects;
    for (size_t i = 0; i < result->project_count; i++) {
        size_t district = i / setting->projects;
        double size = draw_size(rng, setting->sizes);
        double share = draw_share(rng, means[district], setting->icc);
        unsigned agree = gsl_ran_binomial(rng, share, (unsigned)size);
        group_of[i] = district;
        result->projects[i] = (struct consent_project){.project = i,
                                                       .total = (int64_t)size,
                                                       .agree = agree,
                                                       .no_reply = 0,
                                                       .closed = true,
                                                       .final = true,
                                                       .status = CONSENT_MET};
    }
}

static void compare(struct consent_result *result, gsl_rng *rng, const struct setting *setting,
                    const double *means)
{
    size_t group_of[DISTRICTS * MOST_PROJECTS];
    const char *names[DISTRICTS];
    for (size_t i = 0; i < DISTRICTS; i++)
        names[i] = labels[i];
    struct grouping grouping = {names, names, DISTRICTS, group_of};
    *result = (struct consent_result){
        .projects = calloc(DISTRICTS * MOST_PROJECTS, sizeof *result->projects)};
    draw_world(result, group_of, rng, setting, means);
    consent_compare_districts(result, &grouping);
}

static void count_hit(struct share *share, bool hit)
{
    share->trials++;
    share->hits += hit ? 1 : 0;
}

static void equal_world(struct tally_sheet *sheet, gsl_rng *rng, const struct setting *setting)
{
    struct consent_result result;
    double means[DISTRICTS];
    for (size_t i = 0; i < DISTRICTS; i++)
        means[i] = setting->mean;
    compare(&result, rng, setting, means);
    for (size_t i = 0; i < DISTRICTS; i++) {
        const struct consent_district *district = &result.districts[i];
        count_hit(&sheet->covered, district->low_pct <= 100 * setting->mean &&
                                       100 * setting->mean <= district->high_pct);
        count_hit(&sheet->flagged, district->funnel != 0);
    }
    for (size_t i = 0; i < result.pair_count; i++)
        count_hit(&sheet->pair_covered,
                  result.pairs[i].low_pct <= 0 && 0 <= result.pairs[i].high_pct);
    count_hit(&sheet->pair_alarm, result.pairs[0].adjusted < 0.05);
    count_hit(&sheet->alarm, result.spread.heterogeneity_p < 0.05);
    consent_release(&result);
}

static void ranked_world(struct tally_sheet *sheet, gsl_rng *rng, const struct setting *setting)
{
    struct consent_result result;
    double means[DISTRICTS];
    for (size_t i = 0; i < DISTRICTS; i++)
        means[i] = fmin(0.98, setting->mean + gsl_ran_flat(rng, -rank_spread, rank_spread));
    compare(&result, rng, setting, means);
    for (size_t i = 0; i < DISTRICTS; i++) {
        const struct consent_district *district = &result.districts[i];
        int64_t rank = 1;
        for (size_t j = 0; j < DISTRICTS; j++)
            rank += means[j] > means[i];
        count_hit(&sheet->ranked, district->rank_low <= rank && rank <= district->rank_high);
        sheet->rank_width += (double)(district->rank_high - district->rank_low + 1);
    }
    consent_release(&result);
}

/* One district lies ten points below the others. */
static void outlying_world(struct tally_sheet *sheet, gsl_rng *rng, const struct setting *setting)
{
    struct setting far = *setting;
    struct consent_result result;
    double means[DISTRICTS];
    far.projects = far_projects;
    for (size_t i = 0; i < DISTRICTS; i++)
        means[i] = setting->mean - (i == 0 ? far_off : 0);
    compare(&result, rng, &far, means);
    count_hit(&sheet->found, result.districts[0].funnel == -1);
    consent_release(&result);
}

static double percent(const struct share *share)
{
    return 100 * share->hits / share->trials;
}

/* Of eight districts in a world, as if each were alone: they share little but the icc. */
static double error_of(const struct share *share)
{
    double p = (share->hits + 1) / (share->trials + 2);
    return 100 * sqrt(p * (1 - p) / share->trials);
}

static bool within(const struct share *share, double low, double high)
{
    double slack = 3 * error_of(share);
    return percent(share) >= low - slack && percent(share) <= high + slack;
}

static bool report(const struct setting *setting, const struct tally_sheet *sheet)
{
    bool good = within(&sheet->covered, 92, 97) && within(&sheet->alarm, 3, 7) &&
                within(&sheet->ranked, 95, 100) && within(&sheet->flagged, 0.1, 0.5) &&
                within(&sheet->pair_covered, 92, 97) && within(&sheet->pair_alarm, 0, 5);
    printf("%-6s %3zu %5.2f %4.1f  %5.1f ±%.1f  %4.1f ±%.1f  %5.2f ±%.2f  %5.1f ±%.1f %4.1f  "
           "%5.1f ±%.1f  %5.1f ±%.1f  %4.1f ±%.1f%s\n",
           setting->sizes == SIZES_EQUAL ? "40" : "8-300", setting->projects, setting->icc,
           setting->mean, percent(&sheet->covered), error_of(&sheet->covered),
           percent(&sheet->alarm), error_of(&sheet->alarm), percent(&sheet->flagged),
           error_of(&sheet->flagged), percent(&sheet->ranked), error_of(&sheet->ranked),
           sheet->rank_width / sheet->ranked.trials, percent(&sheet->found),
           error_of(&sheet->found), percent(&sheet->pair_covered), error_of(&sheet->pair_covered),
           percent(&sheet->pair_alarm), error_of(&sheet->pair_alarm), good ? "" : "  <-");
    return good;
}

static bool run(const struct setting *setting, long worlds, unsigned long seed)
{
    struct tally_sheet sheet = {0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    for (long world = 0; world < worlds; world++) {
        equal_world(&sheet, rng, setting);
        if (world % 4 == 0) {
            ranked_world(&sheet, rng, setting);
            outlying_world(&sheet, rng, setting);
        }
    }
    gsl_rng_free(rng);
    return report(setting, &sheet);
}

int main(int argc, char **argv)
{
    static const double iccs[] = {0, 0.02, 0.05, 0.1}, means[] = {0.5, 0.7, 0.9};
    static const size_t projects[] = {5, 10, 40};
    long worlds = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
    unsigned long seed = 1;
    bool good = true;
    gsl_set_error_handler_off();
    printf("# %ld worlds of %d districts, mt19937 seeded 1, 2, …; percent with Monte Carlo errors\n"
           "sizes    k   icc mean  covered 95%%  alarms 5%%  flagged 0.2%%    ranks 95%% width  "
           "10 points off  pairs 95%%  alarms 5%%\n",
           worlds, DISTRICTS);
    for (int sizes = SIZES_EQUAL; sizes <= SIZES_MIXED; sizes++)
        for (size_t k = 0; k < sizeof projects / sizeof *projects; k++)
            for (size_t i = 0; i < sizeof iccs / sizeof *iccs; i++)
                for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
                    struct setting setting = {iccs[i], means[m], projects[k], (enum sizes)sizes};
                    good &= run(&setting, worlds, seed++);
                }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

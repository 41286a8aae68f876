#include <math.h>

#include "analysis/backtest.h"
#include "analysis/binomial_test.h"
#include "core/i18n.h"
#include "core/text.h"

static const double levels[3] = {0.5, 0.8, 0.95};

/* Half of the band in which a coverage lies by chance where its intervals are right. */
static double half_band(const struct backtest *backtest, size_t k)
{
    double level = levels[k], projects = (double)backtest->n_projects;
    double once_each = sqrt(level * (1 - level) / projects);
    return 1.96 * fmax(backtest->rows[0].coverage[k].error, once_each);
}

static const char *evidence_of(struct backtest *backtest, const struct backtest_grounds *grounds)
{
    struct arena *strings = &backtest->strings;
    if (grounds->projects == 0)
        return arena_strdup(strings, grounds->plan_year != 0
                                         ? _("nothing to judge by: no project of this plan year is "
                                             "known")
                                         : _("nothing to judge by: no project is known"));
    if (grounds->finished == 0)
        return arena_printf(
            strings,
            ngettext_("nothing to judge by: %zu project is known, and no day on which it finished",
                      "nothing to judge by: %zu projects are known, and of none the day on which "
                      "it finished",
                      grounds->projects),
            grounds->projects);
    if (backtest->n_projects == 0)
        return arena_printf(
            strings,
            ngettext_("nothing to judge by: %zu project has finished, and no export that was known "
                      "at a month's end before has it; load earlier exports",
                      "nothing to judge by: %zu projects have finished, and no export that was "
                      "known at a month's end before has them; load earlier exports",
                      grounds->finished),
            grounds->finished);
    if (backtest->n_projects < BACKTEST_FEWEST || isnan(half_band(backtest, 1)))
        return arena_printf(strings,
                            ngettext_("too few to judge the forecasts by: %zu finished project",
                                      "too few to judge the forecasts by: %zu finished projects",
                                      backtest->n_projects),
                            backtest->n_projects);
    return arena_printf(strings,
                        _("%zu finished projects, forecast %zu times: the coverage of the 80%% "
                          "interval is known to within %.0f points"),
                        backtest->n_projects, backtest->n_forecasts, 100 * half_band(backtest, 1));
}

static void doubt(struct backtest *backtest, const char *text)
{
    backtest->doubts[backtest->doubt_count++] = text;
}

static void doubt_coverage(struct backtest *backtest, size_t k)
{
    double held = backtest->rows[0].coverage[k].mean, half = half_band(backtest, k);
    if (isnan(held) || fabs(held - levels[k]) <= half)
        return;
    const char *what = held < levels[k]
                           ? _("the %1$.0f%% intervals are too narrow: they held %2$.0f%%, and "
                               "%3$.0f%% to %4$.0f%% would be by chance")
                           : _("the %1$.0f%% intervals are too wide: they held %2$.0f%%, and "
                               "%3$.0f%% to %4$.0f%% would be by chance");
    doubt(backtest, arena_printf(&backtest->strings, what, 100 * levels[k], 100 * held,
                                 100 * fmax(0, levels[k] - half), 100 * fmin(1, levels[k] + half)));
}

typedef double score_reader(const struct backtest_row *row, size_t deadline);

static double read_mae(const struct backtest_row *row, size_t deadline)
{
    (void)deadline;
    return row->mae_days.mean;
}

static double read_crps(const struct backtest_row *row, size_t deadline)
{
    (void)deadline;
    return row->crps_days.mean;
}

static double read_brier(const struct backtest_row *row, size_t deadline)
{
    return row->brier[deadline].mean;
}

/* Names the best of the other methods where it did better by one measure. */
static void name_better(struct text *out, const struct backtest *backtest, const char *measure,
                        score_reader *score, size_t deadline, int digits)
{
    double own = score(&backtest->rows[0], deadline);
    size_t best = 0;
    for (size_t m = 1; m < backtest->row_count; m++)
        if (score(&backtest->rows[m], deadline) < score(&backtest->rows[best], deadline))
            best = m;
    double unit = pow(10, -digits);
    if (best == 0 || isnan(own) ||
        lround(score(&backtest->rows[best], deadline) / unit) == lround(own / unit))
        return; /* as printed, nobody is ahead */
    if (out->length > 0)
        text_add(out, C_("between reasons", "; "));
    text_addf(out, _("%1$s in %2$s (%3$.*4$f against %5$.*4$f)"), backtest->rows[best].method,
              measure, score(&backtest->rows[best], deadline), digits, own);
}

static void doubt_methods(struct backtest *backtest)
{
    struct text better;
    text_init(&better);
    name_better(&better, backtest, _("the mean error in days"), read_mae, 0, 1);
    name_better(&better, backtest, _("CRPS in days"), read_crps, 0, 1);
    for (size_t d = 0; d < backtest->deadline_count; d++)
        name_better(&better, backtest,
                    arena_printf(&backtest->strings, _("the Brier score for %s"),
                                 deadline_label(&backtest->deadlines[d])),
                    read_brier, d, 3);
    if (better.length > 0)
        doubt(backtest,
              arena_printf(&backtest->strings, _("other methods came closer than renostat: %s"),
                           better.data));
    text_release(&better);
}

/* Where so many came true, or so few, as would be in one of a hundred cases. */
static void doubt_bins(struct backtest *backtest)
{
    struct text odd;
    text_init(&odd);
    for (size_t i = 0; i < BACKTEST_BINS; i++) {
        const struct backtest_bin *bin = &backtest->bins[i];
        int64_t n = (int64_t)bin->n, hits = n > 0 ? llround(bin->observed * (double)n) : 0;
        if (n == 0 || (binomial_test(hits, n, bin->mean_p, ALTERNATIVE_LESS) >= 0.005 &&
                       binomial_test(hits, n, bin->mean_p, ALTERNATIVE_GREATER) >= 0.005))
            continue;
        if (odd.length > 0)
            text_add(&odd, C_("between reasons", "; "));
        text_addf(&odd, _("of %1$lld chances of %2$.0f to %3$.0f%% %4$lld came true"), (long long)n,
                  100 * bin->p_low, 100 * bin->p_high, (long long)hits);
    }
    if (odd.length > 0)
        doubt(backtest, arena_printf(&backtest->strings,
                                     _("chances outside their 99%% binomial band (which takes the "
                                       "forecasts of one project for independent): %s"),
                                     odd.data));
    text_release(&odd);
}

void backtest_judge(struct backtest *backtest, const struct backtest_grounds *grounds)
{
    backtest->evidence = evidence_of(backtest, grounds);
    if (backtest->n_projects < BACKTEST_FEWEST)
        return;
    for (size_t k = 0; k < 3; k++)
        doubt_coverage(backtest, k);
    doubt_bins(backtest);
    doubt_methods(backtest);
}

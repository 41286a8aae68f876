/*
 * backtest: how good the forecasts would have been, strictly as known at the time.
 *
 * 1. Domain: projects whose end is known now. At each origin everything is learnt and forecast
 *    anew from the dataset as it was known then; what came is read from the newest dataset.
 * 2. MAE and MAPE (of the actual duration) of the median or the named day, CRPS and coverage
 *    over forecasts of finished projects; Brier over every open deadline whose outcome is
 *    known, unfinished projects included.
 * 3. A score without a case is NaN. A method that names one day has no coverage.
 * 4. Forecasts of one project are not independent: standard errors are clustered by project,
 *    and `n_projects` is how much evidence there is.
 * 5. A coverage is in its band where it is within 1.96 errors of what its intervals say: errors by
 *    project, and no smaller than if each project were asked once (that three projects of three
 *    were covered is no certainty). Fewer than BACKTEST_FEWEST projects: nothing is judged.
 * 6. Source: Gneiting & Raftery 2007; clustered errors of a ratio: Cochran, Sampling Techniques
 *    (1977), ch. 9A.
 */
#ifndef ANALYSIS_BACKTEST_H
#define ANALYSIS_BACKTEST_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/records.h"
#include "core/settings.h"

enum { BACKTEST_FEWEST = 5 };

/* A mean and its standard error, over `n` forecasts. */
struct backtest_score {
    double mean, error;
    size_t n;
};

struct backtest_row {
    const char *method;
    struct backtest_score mae_days, mape_pct, crps_days;
    struct backtest_score coverage[3]; /* of the 50, 80 and 95 % intervals; 0 … 1 */
    struct backtest_score *brier;      /* one a deadline */
};

struct backtest_bin {
    double p_low, p_high;
    size_t n;
    double mean_p, observed; /* NaN where n is 0 */
};

enum { BACKTEST_BINS = 10, BACKTEST_DOUBTS = 5 };

struct backtest {
    daynum *origins;
    size_t origin_count;
    size_t n_projects, n_forecasts; /* finished projects that were forecast; their forecasts */
    const struct deadline *deadlines;
    size_t deadline_count;
    struct backtest_row *rows; /* renostat first */
    size_t row_count;
    struct backtest_bin bins[BACKTEST_BINS]; /* renostat's chances of all deadlines */
    const char *evidence;                    /* how much the figures bear, in one sentence */
    const char *doubts[BACKTEST_DOUBTS]; /* what speaks against the forecasts, a sentence each */
    size_t doubt_count;
    struct arena strings;
};

/* What is known of the projects that may be scored. */
struct backtest_grounds {
    int plan_year; /* 0: all */
    size_t projects, finished;
};

/* Fills `evidence` and `doubts` from the scores. */
void backtest_judge(struct backtest *backtest, const struct backtest_grounds *grounds);

/* Gives the dataset (all plan years) as it was known on a day; the backtest releases it. */
typedef enum status backtest_source(struct dataset *dataset, daynum as_of, void *context,
                                    struct error *error);

struct backtest_options {
    int plan_year; /* of the projects that are scored; 0: all */
    const struct deadline *deadlines;
    size_t deadline_count;
    const daynum *origins; /* NULL: the month ends while a scored project was open */
    size_t origin_count;
};

/* `now`: the newest dataset. A source that fails ends the backtest with its error. */
enum status backtest_run(struct backtest *backtest, const struct dataset *now,
                         backtest_source *source, void *context,
                         const struct backtest_options *options, struct error *error);
void backtest_release(struct backtest *backtest);

#endif

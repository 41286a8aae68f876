/* scorecard: the performance appraisal of districts, indicator by indicator. */
#ifndef ANALYSIS_SCORECARD_H
#define ANALYSIS_SCORECARD_H

#include <stddef.h>
#include <stdint.h>

#include "core/records.h"
#include "core/settings.h"

enum scorecard_measure {
    SCORE_STARTED,      /* started projects of the counted ones */
    SCORE_COMPLETED,    /* completed projects of those whose planned finish has come */
    SCORE_ACCEPTED,     /* accepted projects of the completed ones */
    SCORE_CONSENT,      /* surveyed projects that meet the rule, of those whose survey is closed */
    SCORE_PAID,         /* money paid of money issued */
    SCORE_SATISFACTION, /* content residents of those who answered */
    SCORE_ISSUES,       /* quality and safety issues that are closed, of those found */
    SCORE_REPORTING,    /* projects under way whose report is not stale */
    SCORE_MEASURE_COUNT
};

/*
 * One line of the appraisal form. The score is linear: `weight` at the target and beyond, and
 * in proportion below it.
 */
struct scorecard_indicator {
    const char *name; /* as JSON has it */
    enum scorecard_measure measure;
    double weight, target_pct;
};

/* The form where nothing else is set; its weights add up to 100. */
extern const struct scorecard_indicator scorecard_default[SCORE_MEASURE_COUNT];

struct scorecard_options {
    const struct scorecard_indicator *indicators;
    size_t indicator_count;
    double band_excellent, band_good, band_pass;
    int64_t stale_days;
    const struct consent_rule *rule;
};

/* The default form under the settings in force. */
void scorecard_options_init(struct scorecard_options *options, const struct settings *settings);

/* A district under one indicator; `part` of `whole` is what `actual_pct` was made of. */
struct scorecard_mark {
    double part, whole, actual_pct;
    double score;       /* NaN where there is nothing to judge */
    const char *reason; /* one sentence in the language in force */
};

enum scorecard_band { BAND_FAIL, BAND_PASS, BAND_GOOD, BAND_EXCELLENT };
/* "excellent" and so on, for JSON. */
extern const char *const scorecard_band_names[BAND_EXCELLENT + 1];

/*
 * Definitions.
 * 1. score is the sum of the marks over the weights of the indicators that could be judged,
 *    times 100: a district is not marked down for what does not exist. NaN where none could.
 * 2. rank is 1 + the number of districts with a higher score; VALUE_NONE without a score.
 * 3. rank_low to rank_high is the range of ranks over all forms that leave one indicator out:
 *    a rank that hangs on a single line of the form shows it.
 * 4. weakest is the indicator that costs the district most points; indicator_count where none
 *    costs any.
 */
struct scorecard_row {
    const char *group;
    int64_t projects;
    struct scorecard_mark *marks; /* one an indicator */
    double score;
    enum scorecard_band band;
    int64_t rank, rank_low, rank_high;
    size_t weakest;
};

struct scorecard_result {
    const struct scorecard_indicator *indicators;
    size_t indicator_count;
    struct scorecard_row *rows; /* districts with counted projects, by name */
    size_t count;
    struct scorecard_row total; /* of all; no rank */
    struct arena strings;
};

void scorecard_compute(struct scorecard_result *result, const struct dataset *data,
                       const struct scorecard_options *options);
void scorecard_release(struct scorecard_result *result);

#endif

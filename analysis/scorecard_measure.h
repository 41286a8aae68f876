/* scorecard_measure: the part and the whole behind each indicator of the scorecard. */
#ifndef ANALYSIS_SCORECARD_MEASURE_H
#define ANALYSIS_SCORECARD_MEASURE_H

#include "analysis/grouping.h"
#include "analysis/scorecard.h"

struct share_sums {
    double part, whole;
};

/* One district's sums, by enum scorecard_measure. */
struct measured {
    int64_t projects;
    struct share_sums sums[SCORE_MEASURE_COUNT];
};

/* `measured` has one for each group, and one for the total behind them; all start at zero. */
void scorecard_measure_all(struct measured *measured, const struct dataset *data,
                           const struct grouping *grouping,
                           const struct scorecard_options *options);

#endif

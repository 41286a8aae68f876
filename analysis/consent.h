/* consent: has a project reached its rule, exactly; and do districts differ, fairly. */
#ifndef ANALYSIS_CONSENT_H
#define ANALYSIS_CONSENT_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/clustering.h"
#include "analysis/consent_rule.h"
#include "core/error.h"
#include "core/records.h"
#include "core/settings.h"

/*
 * A project under a rule. Percentages are NaN and counts VALUE_NONE where they do not exist.
 *
 * Definitions.
 * 1. Counts are sums over the compounds; one compound whose count is not known makes the sum
 *    unknown. A compound that no survey speaks of has its households, all silent; where they are
 *    not known, so is the total. Abstention that an export does not mention is none. no_reply is
 *    what is left of the total; unknown where refusals are, or where the counts contradict each
 *    other.
 * 2. Under a rule by compound the project is failed if one of its compounds is, else impossible if
 * one is, else open if one is, else unknown if one is, else met. Under a rule by block the same of
 * the blocks of a compound, where household rows tell them apart (consent_blocks()); a compound of
 * which they do not is judged as one, and `why` says so.
 * 3. A survey of the project as a whole, where it has several compounds, decides under such a
 *    rule only what holds however its counts fall on them: failed or impossible where the whole
 *    is, met where everybody agrees, open where nobody refuses; else unknown.
 * 4. A project is closed when the surveys of all its compounds are, and stale when the end of one
 *    has come since it was counted: such a survey is open, as counted.
 */
struct consent_project {
    size_t project; /* index into the dataset's projects */
    int64_t total, agree, disagree, abstain, no_reply;
    double rate_pct, answered_pct, agree_of_answered_pct, area_rate_pct;
    int64_t contribute, demolish; /* would pay, or remove illegal structures */
    double contribute_pct, demolish_pct;
    bool closed;
    bool final; /* closed, and counted since: see consent_counts_are_final() */
    bool stale;
    const char *why; /* why something is unknown or stale, translated; "" where nothing is */
    enum consent_status status;
    size_t compounds, compounds_met;
    size_t blocks, blocks_met; /* of the compounds that are judged by block */
    bool compounds_stand_in; /* the rule judges blocks, and for some compound they are not known */
    int64_t needed;          /* more households, over the compounds that lack them */
    int64_t needed_cm2;      /* more area, where the rule asks for area */
    int64_t needed_participants; /* more answers, where the rule has a quorum */
    int64_t target_count;
    double p_reach;           /* probability that an open one gets there; NaN where closed */
    bool households_stand_in; /* the rule counts owners, the export does not tell them apart */
};

/* What is compared. Classes are compared by their combination, so that none stands in two rows. */
enum consent_group {
    CONSENT_PER_DISTRICT,
    CONSENT_PER_STREET,
    CONSENT_PER_YEAR,
    CONSENT_PER_CLASS,
    CONSENT_PER_SIZE, /* of households surveyed, else listed: see grouping_by_size() */
};

/*
 * A district's (or another group's) closed surveys compared: those of all candidates with known,
 * final counts, cancelled and gone ones too, for a list of survivors is cut off at the threshold.
 * Without a closed survey the percentages are NaN, the ranks VALUE_NONE and the sums 0.
 */
struct consent_district {
    const char *district;
    const char *key; /* the same in every year: see grouping.h */
    int64_t projects, total, agree;
    double rate_pct, low_pct, high_pct; /* 95 %, with the clustering of owners in projects */
    double shrunk_pct, shrunk_low_pct, shrunk_high_pct;
    int funnel; /* -1 below, 0 inside, 1 above the 99.8 % limits */
    double funnel_p;
    double funnel_low_pct, funnel_high_pct; /* the limits for this district's size */
    int64_t rank_low, rank_high;            /* 95 % interval of the rank; 1 is the highest rate */
    int64_t met, open, impossible, failed, unknown; /* projects, open surveys included */
    double answered_pct, agree_of_answered_pct;     /* of closed surveys that say who refused */
    /* The year before, and the change since then in points: see consent_change.h. */
    double before_pct, change_pct, change_low_pct, change_high_pct;
    double effective; /* independent answers that its households are worth */
};

/* Of intervals, and of what pairs are said to differ by. */
#define CONSENT_LEVEL 0.95

/* Two districts compared; see rate_pair.h. Differences are points of a percentage. */
struct consent_pair {
    const char *higher, *lower;
    double difference_pct, low_pct, high_pct; /* 95 % */
    double p_value, adjusted;                 /* … by Benjamini–Hochberg over all pairs */
};

/* Pairs of more districts than these nobody could read, nor keep in memory. */
enum { CONSENT_MOST_IN_PAIRS = 500 };

struct consent_spread {
    double icc, overdispersion, heterogeneity_p;
    double pooled_pct; /* the funnel's target */
    double degrees;    /* of freedom behind the icc: see clustering.h */
    struct clustering clustering;
};

struct consent_result {
    const struct consent_rule *rule;
    enum consent_group group;
    struct consent_project *projects; /* those with a survey, in the dataset's order */
    size_t project_count;
    struct consent_district *districts; /* by name */
    size_t district_count;
    struct consent_pair *pairs; /* of districts with closed surveys, the surest to differ first */
    size_t pair_count;
    bool pairs_left_out; /* there are more than CONSENT_MOST_IN_PAIRS */
    struct consent_spread spread;
    struct arena strings;
};

/* The projects of the dataset, whose own closed surveys teach how surveys fill. */
enum status consent_compute(struct consent_result *result, const struct dataset *data,
                            const struct consent_rule *rule, struct error *error);

/*
 * The same, taught by the closed surveys of another dataset: the year's candidates have none
 * yet, so that p_reach of one year's dataset wants one of all years as its history.
 */
enum status consent_compute_taught(struct consent_result *result, const struct dataset *data,
                                   const struct dataset *history, const struct consent_rule *rule,
                                   struct error *error);

/* The same, comparing what `group` says; without a history (NULL) p_reach is not told. */
enum status consent_compute_by(struct consent_result *result, const struct dataset *data,
                               const struct dataset *history, const struct consent_rule *rule,
                               enum consent_group group, struct error *error);
void consent_release(struct consent_result *result);

#endif

/* consent: has a project reached its rule, exactly; and do districts differ, fairly. */
#ifndef ANALYSIS_CONSENT_H
#define ANALYSIS_CONSENT_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/records.h"
#include "core/settings.h"

enum consent_status {
    CONSENT_UNKNOWN, /* the total, or the count, is not known */
    CONSENT_MET,
    CONSENT_OPEN,
    CONSENT_IMPOSSIBLE, /* unless refusals change */
    CONSENT_FAILED,     /* the survey is closed and the rule not met */
};

/* A project under a rule. Percentages are NaN and counts VALUE_NONE where they do not exist. */
struct consent_project {
    size_t project; /* index into the dataset's projects */
    int64_t total, agree, disagree, abstain, no_reply;
    double rate_pct, answered_pct, agree_of_answered_pct, area_rate_pct;
    bool closed;
    enum consent_status status;
    size_t compounds, compounds_met;
    int64_t needed;     /* more households, over the compounds that lack them */
    int64_t needed_cm2; /* more area, where the rule asks for area */
    int64_t target_count;
    double p_reach;     /* probability that an open one gets there; NaN where closed */
};

/* A district's closed surveys compared. */
struct consent_district {
    const char *district;
    int64_t projects, total, agree;
    double rate_pct, low_pct, high_pct; /* 95 %, with the clustering of owners in projects */
    double shrunk_pct, shrunk_low_pct, shrunk_high_pct;
    int funnel; /* -1 below, 0 inside, 1 above the 99.8 % limits */
    double funnel_p;
    int64_t rank_low, rank_high; /* 95 % interval of the rank; 1 is the highest rate */
    int64_t met, open, impossible, failed, unknown; /* projects, open surveys included */
};

struct consent_spread {
    double icc, overdispersion, heterogeneity_p;
};

struct consent_result {
    const struct consent_rule *rule;
    struct consent_project *projects; /* those with a survey, in the dataset's order */
    size_t project_count;
    struct consent_district *districts; /* by name */
    size_t district_count;
    struct consent_spread spread;
    struct arena strings;
};

enum status consent_compute(struct consent_result *result, const struct dataset *data,
                            const struct consent_rule *rule, struct error *error);
void consent_release(struct consent_result *result);

#endif

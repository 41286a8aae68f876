/*
 * finding: what the exports say that cannot be, breaks a rule, or has to be looked at.
 *
 * A kind of finding is one row of finding_kinds[]: the command, the catalogue in docs/ and the
 * checks all speak from it.
 */
#ifndef ANALYSIS_FINDING_H
#define ANALYSIS_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/memory.h"
#include "core/records.h"

enum finding_severity {
    FINDING_ERROR,   /* it cannot be true as it stands, or a rule has been broken */
    FINDING_WARNING, /* it may be true, and somebody should know why */
    FINDING_SEVERITY_COUNT
};

enum finding_theme {
    THEME_DATES,
    THEME_PLAN,
    THEME_PROGRESS,
    THEME_CONSENT,
    THEME_MONEY,
    THEME_WORKS,
    THEME_REPORTING,
    FINDING_THEME_COUNT
};

enum finding_code {
    /* dates */
    FINDING_FINISH_BEFORE_START,
    FINDING_PLAN_FINISH_BEFORE_START,
    FINDING_ACCEPTANCE_BEFORE_FINISH,
    FINDING_DATE_IN_FUTURE,
    FINDING_IMPLAUSIBLE_DATE,
    FINDING_ONE_DAY_WORKS,
    FINDING_STARTED_BEFORE_APPROVAL,
    FINDING_STARTED_BEFORE_DISCLOSURE,
    FINDING_MILESTONES_OUT_OF_ORDER,
    FINDING_STATUS_BEHIND_DATES,
    FINDING_COMPLETED_WITHOUT_DATE,
    FINDING_NOT_ACCEPTED,
    FINDING_ACCEPTED_UNFINISHED,
    /* plan */
    FINDING_PLAN_MOVED,
    FINDING_PLAN_AFTER_DEADLINE,
    FINDING_START_OVERDUE,
    FINDING_START_OUTSIDE_PLAN_YEAR,
    FINDING_DUPLICATE_PROJECT,
    FINDING_RENOVATED_TWICE,
    FINDING_VANISHED,
    /* progress */
    FINDING_PROGRESS_BACK,
    FINDING_PROGRESS_OUT_OF_RANGE,
    FINDING_PROGRESS_BEFORE_START,
    FINDING_FINISHED_BELOW_100,
    FINDING_FULL_WITHOUT_FINISH,
    FINDING_PROGRESS_STALE,
    FINDING_PROGRESS_STUCK,
    FINDING_PROGRESS_JUMP,
    FINDING_PLAN_CURVE_BACK,
    /* consent */
    FINDING_STARTED_BEFORE_CONSENT,
    FINDING_STARTED_WITHOUT_CONSENT,
    FINDING_ANSWERS_OVER_TOTAL,
    FINDING_SURVEY_OF_NOBODY,
    FINDING_AREA_OVER_TOTAL,
    FINDING_AREA_WITHOUT_HOUSEHOLDS,
    FINDING_PLEDGES_OVER_TOTAL,
    FINDING_ANSWERS_BEFORE_SURVEY,
    FINDING_ANSWERS_OF_ONE_DAY,
    FINDING_SURVEY_ENDS_BEFORE_START,
    FINDING_HOUSEHOLDS_DISAGREE,
    FINDING_COUNTS_DISAGREE,
    /* money */
    FINDING_PAID_OVER_ISSUED,
    FINDING_PAID_OVER_PLANNED,
    FINDING_ISSUED_OVER_PLANNED,
    FINDING_SETTLED_OVER_CONTRACT,
    FINDING_CONTRACT_OVER_PLANNED,
    FINDING_SOURCES_OFF_TOTAL,
    FINDING_NEGATIVE_AMOUNT,
    FINDING_PAID_AHEAD_OF_WORKS,
    FINDING_UNIT_SLIP,
    FINDING_UNIT_COST_OUTLIER,
    /* works and their use */
    FINDING_PARKING_OFF_BALANCE,
    FINDING_PORTS_AS_POSTS,
    FINDING_SPACES_OVER_HOUSEHOLDS,
    FINDING_FACILITIES_BEFORE_START,
    FINDING_FACILITIES_BEHIND_PLAN,
    FINDING_AREA_PER_HOUSEHOLD,
    FINDING_MANAGED_OVER_HOUSEHOLDS,
    FINDING_FEE_RATE_OUT_OF_RANGE,
    FINDING_SATISFACTION_OVER_ASKED,
    FINDING_ISSUES_OVER_FOUND,
    FINDING_ACCEPTED_WITH_ISSUES,
    /* reporting */
    FINDING_DISTRICT_SILENT,
    FINDING_EXPORT_MISSING,
    FINDING_ROWS_REJECTED,
    FINDING_ROWS_PENDING,
    FINDING_SUBTOTAL_MISMATCH,
    FINDING_PLAN_FINISH_MISSING,
    FINDING_HOUSEHOLDS_MISSING,
    FINDING_BUDGET_MISSING,
    FINDING_PROGRESS_MISSING,
    FINDING_TOTALS_PART_OVER_WHOLE,
    FINDING_TOTALS_FALL,
    FINDING_TOTALS_DISAGREE,
    FINDING_COUNT
};

struct finding_kind {
    const char *code; /* "paid-over-issued": stable, for programs and acknowledgements */
    enum finding_severity severity;
    enum finding_theme theme;
    const char *explanation; /* N_(): when it is found, with its threshold */
    const char *advice;      /* N_(): what to do */
};
extern const struct finding_kind finding_kinds[FINDING_COUNT];

/* "error", for programs; finding_severity_label() is the translated word. */
extern const char *const finding_severity_names[FINDING_SEVERITY_COUNT];
const char *finding_severity_label(enum finding_severity severity);
const char *finding_theme_label(enum finding_theme theme);

/* Texts live in the set's arena or in the data that were checked: release the set first. */
struct finding {
    enum finding_code code;
    const char *city, *district; /* "" where the finding is of none */
    const char *project;         /* its code, else its name; "" where it is not of a project */
    const char *subject;         /* what an acknowledgement names: project, district, … or file */
    struct provenance from;
    const char *message;    /* one clause, in the language in force */
    const char *reason;     /* why it rests; NULL: it does not */
    daynum acknowledged_on; /* DAYNUM_NONE: it does not rest */
};

struct finding_set {
    struct finding *items; /* errors first, then as the kinds stand, by place */
    size_t count, capacity;
    struct arena strings;
};

void finding_set_release(struct finding_set *set);

/* The kind of this code; FINDING_COUNT where there is none. */
enum finding_code finding_code_of(const char *code);

/*
 * Whether a finding is one of `code` about `subject`. An empty subject stands for all that the
 * code finds, an empty city for any.
 */
bool finding_is_about(const struct finding *finding, const char *code, const char *city,
                      const char *subject);

/* Lets the findings rest that somebody has acknowledged. */
void finding_set_rest(struct finding_set *set, const struct acknowledgement_set *acknowledged);

#endif

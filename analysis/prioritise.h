/* prioritise: the year's candidates ranked by the programme's own rule, against a budget. */
#ifndef ANALYSIS_PRIORITISE_H
#define ANALYSIS_PRIORITISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/consent.h"
#include "core/records.h"
#include "core/settings.h"

enum candidate_class {
    CANDIDATE_FIRST,        /* consent, and residents pay or remove illegal structures */
    CANDIDATE_SECOND,       /* consent alone */
    CANDIDATE_NOT_ELIGIBLE, /* below the rule */
    CANDIDATE_CLASS_COUNT
};

/* What a score is made of, each from 0 to 100. */
enum candidate_part {
    PART_CONSENT,   /* agreement beyond the rule: 0 at its share of all, 100 at all */
    PART_NEED,      /* age of the oldest compound: 0 when new, 100 from `old_years` on */
    PART_COST,      /* planned yuan per household: share of the candidates that cost more */
    PART_CONNECTED, /* candidates that adjoin (连片): 100 in one residents' committee, 50 in one
                     * sub-district, else 0 */
    CANDIDATE_PART_COUNT
};
extern const char *const candidate_part_names[CANDIDATE_PART_COUNT];
extern const char *const candidate_class_names[CANDIDATE_CLASS_COUNT];

struct prioritise_options {
    int plan_year;
    int64_t budget_fen;          /* VALUE_NONE: no line is drawn */
    struct fraction first_class; /* households that pay, or that remove, of all */
    double weights[CANDIDATE_PART_COUNT];
    int old_years;
};

/* Half of the households; weights 40, 20, 25, 15; 40 years. */
void prioritise_options_init(struct prioritise_options *options, int plan_year);

/*
 * Definitions.
 * 1. Candidates are the live projects of the plan year that have not started. Those that the
 *    rule of `consent` finds met are eligible; the others stand apart, behind, with what they
 *    lack.
 * 2. First class: contribution, or demolition, is agreed by a share that reaches `first_class`,
 *    of the households of the compounds where it was asked. Not asked is not refused.
 * 3. The score is the mean of the parts that are known, weighted; NaN where none is.
 * 4. Order: class, score, then place in the dataset. Equal scores of one class share a rank.
 * 5. cumulative_fen adds the planned money down the list of the eligible. `inside` holds until
 *    the first that does not fit, and for none behind it. A candidate without a known cost, or
 *    with one of 0, which nobody has entered yet, is never inside, and moves no line.
 */
struct candidate {
    size_t project; /* index into the dataset's projects */
    enum candidate_class class;
    int64_t rank; /* from 1; VALUE_NONE where not eligible */
    double score, parts[CANDIDATE_PART_COUNT];
    int64_t planned_fen, cumulative_fen;
    bool inside;
    bool ready;     /* consent, approval and money are dated by the vantage: could start */
    int64_t needed; /* households that a candidate lacks; VALUE_NONE where not known */
    double contribute_pct, demolish_pct; /* NaN where nobody asked */
};

struct prioritise_result {
    struct candidate *items;
    size_t count;
    size_t inside, inside_less, inside_more; /* with the budget, with 10 % less, 10 % more */
};

/* `consent` is of the same dataset. */
void prioritise_compute(struct prioritise_result *result, const struct dataset *data,
                        const struct consent_result *consent,
                        const struct prioritise_options *options);
void prioritise_release(struct prioritise_result *result);

#endif

/* consent_rule: has a compound consented? Exact arithmetic in integers; no interval decides it. */
#ifndef ANALYSIS_CONSENT_RULE_H
#define ANALYSIS_CONSENT_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/records.h"
#include "core/settings.h"

enum consent_status {
    CONSENT_UNKNOWN, /* the total, or the count, is not known */
    CONSENT_MET,
    CONSENT_OPEN,
    CONSENT_IMPOSSIBLE, /* unless refusals change */
    CONSENT_FAILED,     /* the survey is closed and the rule not met */
};

/*
 * Definitions. A measure (heads, or area) has a total and those who agree, refuse and abstain;
 * the rest is silent. All are whole numbers (households, owners, cm²).
 * 1. A share `part/whole` reaches num/den when part * den >= num * whole, `>` where strict, in
 *    128 bits: nothing is rounded. A whole of 0 reaches nothing.
 * 2. Without a quorum: agree/total reaches the threshold. With one: those who take part (agree,
 *    refuse or abstain) over the total reach the quorum, and agree over those who take part
 *    reaches the threshold.
 * 3. Heads are households, or distinct owners where the rule says so and the export tells them
 *    apart; else households stand in for them, and `households_stand_in` says so. So they do
 *    under a quorum, for exports do not say how many owners refuse.
 * 4. Unknown: a total of 0 or not known, agreement not known, counts that contradict each other
 *    (negative, or more answers than the total), or refusals not known where a quorum asks for
 *    them. Without a quorum, refusals that nobody counted are none.
 * 5. Impossible: not even if every one who is silent agreed, and who abstains too, unless the
 *    rule says that silence or abstention is final.
 * 6. A closed survey is met or failed: one measure that falls short is enough to fail. An open
 *    one is impossible if one measure is, else unknown if one is, else open if one is.
 */
struct consent_standing {
    enum consent_status status;
    int64_t needed;              /* more who agree, the silent first; VALUE_NONE: not known */
    int64_t needed_cm2;          /* more area; VALUE_NONE where the rule asks for none */
    int64_t needed_participants; /* more answers for the quorum; VALUE_NONE without one */
    int64_t target_count;        /* as many have to agree, as things stand */
    bool households_stand_in;
};

/*
 * Whether the counts are those that the survey ended with: one whose end has come since the last
 * export is closed, but what it counted is a stage and not a result.
 */
bool consent_counts_are_final(const struct consent_tally *tally);

bool fraction_reached(int64_t part, int64_t whole, const struct fraction *fraction);
/* The smallest part of `whole` >= 0 that reaches it; may exceed `whole` where strict. */
int64_t fraction_least(int64_t whole, const struct fraction *fraction);

void consent_rule_judge(struct consent_standing *standing, const struct consent_rule *rule,
                        const struct consent_tally *tally);

/*
 * Whether the rule would be met if, of those who are silent, `agree` more agreed and `disagree`
 * more refused; areas follow the heads in proportion. False where the standing is unknown.
 */
bool consent_rule_would_pass(const struct consent_rule *rule, const struct consent_tally *tally,
                             int64_t agree, int64_t disagree);

#endif

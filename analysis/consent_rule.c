#include "analysis/consent_rule.h"

/* What the rule looks at: heads or area, with the thresholds for it. */
struct measure {
    int64_t total, agree, disagree, abstain;
    struct fraction share, quorum;
    bool known;
};

__extension__ typedef __int128 wide;

static bool is_asked(const struct fraction *fraction)
{
    return fraction->denominator > 0;
}

bool consent_counts_are_final(const struct consent_tally *tally)
{
    return tally->closed && (tally->survey_end == DAYNUM_NONE || tally->as_of == DAYNUM_NONE ||
                             tally->as_of >= tally->survey_end);
}

bool fraction_reached(int64_t part, int64_t whole, const struct fraction *fraction)
{
    wide left = (wide)part * fraction->denominator;
    wide right = (wide)whole * fraction->numerator;
    if (whole <= 0)
        return false;
    return fraction->strict ? left > right : left >= right;
}

int64_t fraction_least(int64_t whole, const struct fraction *fraction)
{
    wide product = (wide)whole * fraction->numerator;
    wide floor = product / fraction->denominator;
    bool exact = product % fraction->denominator == 0;
    return (int64_t)(floor + (fraction->strict || !exact));
}

static int64_t known_or_zero(int64_t value)
{
    return value_is_known(value) ? value : 0;
}

static int64_t taking_part(const struct measure *measure)
{
    return measure->agree + measure->disagree + measure->abstain;
}

static int64_t silent(const struct measure *measure)
{
    return measure->total - taking_part(measure);
}

/* Counts that can be true together: nothing negative, no more answers than there are doors. */
static bool is_consistent(const struct measure *measure)
{
    wide answers = (wide)measure->agree + measure->disagree + measure->abstain;
    return measure->total > 0 && measure->agree >= 0 && measure->disagree >= 0 &&
           measure->abstain >= 0 && answers <= measure->total;
}

static struct measure measure_of(int64_t total, int64_t agree, int64_t disagree, int64_t abstain,
                                 struct fraction share, struct fraction quorum)
{
    struct measure measure = {total,  agree, known_or_zero(disagree), known_or_zero(abstain), share,
                              quorum, false};
    measure.known = value_is_known(total) && value_is_known(agree) &&
                    (value_is_known(disagree) || !is_asked(&quorum)) && is_consistent(&measure);
    return measure;
}

static bool owners_are_told_apart(const struct consent_rule *rule,
                                  const struct consent_tally *tally)
{
    return value_is_known(tally->owners_total) && value_is_known(tally->owners_agree) &&
           !is_asked(&rule->quorum_heads);
}

static struct measure heads_of(const struct consent_rule *rule, const struct consent_tally *tally)
{
    if (rule->count == CONSENT_OWNERS && owners_are_told_apart(rule, tally))
        return measure_of(tally->owners_total, tally->owners_agree, VALUE_NONE, VALUE_NONE,
                          rule->heads, rule->quorum_heads);
    return measure_of(tally->total, tally->agree, tally->disagree, tally->abstain, rule->heads,
                      rule->quorum_heads);
}

static struct measure area_of(const struct consent_rule *rule, const struct consent_tally *tally)
{
    return measure_of(tally->area_total_cm2, tally->area_agree_cm2, tally->area_disagree_cm2,
                      tally->area_abstain_cm2, rule->area, rule->quorum_area);
}

static bool measure_is_asked(const struct measure *measure)
{
    return is_asked(&measure->share) || is_asked(&measure->quorum);
}

static bool passes(const struct measure *measure)
{
    int64_t part = taking_part(measure);
    bool quorum = is_asked(&measure->quorum);
    if (quorum && !fraction_reached(part, measure->total, &measure->quorum))
        return false;
    return !is_asked(&measure->share) ||
           fraction_reached(measure->agree, quorum ? part : measure->total, &measure->share);
}

/* The measure if `more` agreed: first the silent, then those who abstain, then those who refuse. */
static struct measure with_more(struct measure measure, int64_t more)
{
    int64_t from_silent = more < silent(&measure) ? more : silent(&measure);
    int64_t rest = more - from_silent;
    int64_t from_abstain = rest < measure.abstain ? rest : measure.abstain;
    measure.agree += more;
    measure.abstain -= from_abstain;
    measure.disagree -= rest - from_abstain;
    return measure;
}

/* The fewest more who have to agree; VALUE_NONE where even all would not do. */
static int64_t more_needed(const struct measure *measure)
{
    int64_t low = 0, high = measure->total - measure->agree;
    struct measure all = with_more(*measure, high);
    if (!passes(&all))
        return VALUE_NONE;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        struct measure then = with_more(*measure, middle);
        if (passes(&then))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static struct measure at_best(struct measure measure, const struct consent_rule *rule)
{
    int64_t turning = rule->silence_is_final ? 0 : silent(&measure);
    if (!rule->abstention_is_final) {
        turning += measure.abstain;
        measure.abstain = 0;
    }
    measure.agree += turning;
    return measure;
}

static enum consent_status standing_of(const struct measure *measure,
                                       const struct consent_rule *rule)
{
    struct measure best;
    if (!measure_is_asked(measure))
        return CONSENT_MET;
    if (!measure->known)
        return CONSENT_UNKNOWN;
    if (passes(measure))
        return CONSENT_MET;
    best = at_best(*measure, rule);
    return passes(&best) ? CONSENT_OPEN : CONSENT_IMPOSSIBLE;
}

static bool either(enum consent_status a, enum consent_status b, enum consent_status wanted)
{
    return a == wanted || b == wanted;
}

static enum consent_status both(enum consent_status heads, enum consent_status area, bool closed)
{
    if (either(heads, area, CONSENT_IMPOSSIBLE))
        return closed ? CONSENT_FAILED : CONSENT_IMPOSSIBLE;
    if (closed && either(heads, area, CONSENT_OPEN))
        return CONSENT_FAILED;
    if (either(heads, area, CONSENT_UNKNOWN))
        return CONSENT_UNKNOWN;
    return either(heads, area, CONSENT_OPEN) ? CONSENT_OPEN : CONSENT_MET;
}

static int64_t target_of(const struct measure *measure)
{
    int64_t base = measure->total, needed;
    if (!is_asked(&measure->share))
        return VALUE_NONE;
    if (is_asked(&measure->quorum)) {
        needed = more_needed(measure);
        base = taking_part(measure);
        if (needed != 0)
            return needed == VALUE_NONE ? VALUE_NONE : measure->agree + needed;
    }
    return fraction_least(base, &measure->share);
}

static int64_t participants_needed(const struct measure *measure)
{
    int64_t least;
    if (!is_asked(&measure->quorum))
        return VALUE_NONE;
    least = fraction_least(measure->total, &measure->quorum);
    return least > taking_part(measure) ? least - taking_part(measure) : 0;
}

void consent_rule_judge(struct consent_standing *standing, const struct consent_rule *rule,
                        const struct consent_tally *tally)
{
    struct measure heads = heads_of(rule, tally), area = area_of(rule, tally);
    *standing = (struct consent_standing){
        .status = both(standing_of(&heads, rule), standing_of(&area, rule), tally->closed),
        .needed = VALUE_NONE,
        .needed_cm2 = VALUE_NONE,
        .needed_participants = VALUE_NONE,
        .target_count = VALUE_NONE,
        .households_stand_in = rule->count == CONSENT_OWNERS && !owners_are_told_apart(rule, tally),
    };
    if (measure_is_asked(&heads) && heads.known) {
        standing->needed = more_needed(&heads);
        standing->needed_participants = participants_needed(&heads);
        standing->target_count = target_of(&heads);
    }
    if (measure_is_asked(&area) && area.known)
        standing->needed_cm2 = more_needed(&area);
}

/* `part` of `whole` silent heads, as so much of the silent area. */
static int64_t in_proportion(int64_t part, int64_t whole, int64_t area)
{
    return whole > 0 ? (int64_t)((wide)area * part / whole) : 0;
}

static bool passes_after(struct measure measure, int64_t agree, int64_t disagree)
{
    if (!measure_is_asked(&measure))
        return true;
    if (!measure.known)
        return false;
    measure.agree += agree;
    measure.disagree += disagree;
    return passes(&measure);
}

bool consent_rule_would_pass(const struct consent_rule *rule, const struct consent_tally *tally,
                             int64_t agree, int64_t disagree)
{
    struct measure households = measure_of(tally->total, tally->agree, tally->disagree,
                                           tally->abstain, rule->heads, rule->quorum_heads);
    struct measure heads = heads_of(rule, tally), area = area_of(rule, tally);
    int64_t pool = households.known ? silent(&households) : 0;
    if (agree < 0 || disagree < 0 || agree + disagree > pool)
        return false;
    return passes_after(heads, in_proportion(agree, pool, heads.known ? silent(&heads) : 0),
                        in_proportion(disagree, pool, heads.known ? silent(&heads) : 0)) &&
           passes_after(area, in_proportion(agree, pool, area.known ? silent(&area) : 0),
                        in_proportion(disagree, pool, area.known ? silent(&area) : 0));
}

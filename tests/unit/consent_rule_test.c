#include "analysis/consent_rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct consent_rule two_thirds = {
    .name = "two-thirds", .heads = {2, 3, false}, .abstention_is_final = true};
/* Two thirds take part, more than half of those agree; by heads and by area. */
static const struct consent_rule civil = {.name = "civil",
                                          .count = CONSENT_OWNERS,
                                          .heads = {1, 2, true},
                                          .area = {1, 2, true},
                                          .quorum_heads = {2, 3, false},
                                          .quorum_area = {2, 3, false}};

static struct consent_tally tally_of(int64_t total, int64_t agree, int64_t disagree,
                                     int64_t abstain, bool closed)
{
    return (struct consent_tally){.compound = "",
                                  .total = total,
                                  .agree = agree,
                                  .disagree = disagree,
                                  .abstain = abstain,
                                  .area_total_cm2 = VALUE_NONE,
                                  .area_agree_cm2 = VALUE_NONE,
                                  .area_disagree_cm2 = VALUE_NONE,
                                  .area_abstain_cm2 = VALUE_NONE,
                                  .owners_total = VALUE_NONE,
                                  .owners_agree = VALUE_NONE,
                                  .closed = closed};
}

static struct consent_standing judge(const struct consent_rule *rule, struct consent_tally tally)
{
    struct consent_standing standing;
    consent_rule_judge(&standing, rule, &tally);
    return standing;
}

static void check(struct consent_tally tally, enum consent_status status, int64_t needed)
{
    struct consent_standing standing = judge(&two_thirds, tally);
    assert_int_equal(standing.status, status);
    assert_true(standing.needed == needed);
}

/* Definition 1: exactly two thirds passes, one less does not, at every size. */
static void test_exact_share(void **state)
{
    (void)state;
    for (int64_t third = 1; third < 4000000000000000; third = third * 7 + 1) {
        check(tally_of(3 * third, 2 * third, 0, 0, false), CONSENT_MET, 0);
        check(tally_of(3 * third, 2 * third - 1, third, 0, false), CONSENT_OPEN, 1);
        check(tally_of(3 * third, 2 * third - 1, third + 1, 0, false), CONSENT_IMPOSSIBLE, 1);
        check(tally_of(3 * third, 2 * third - 1, 0, 0, true), CONSENT_FAILED, 1);
        assert_true(judge(&two_thirds, tally_of(3 * third, 0, 0, 0, false)).target_count ==
                    2 * third);
    }
}

static void test_against_slow_oracle(void **state)
{
    (void)state;
    for (int total = 1; total <= 24; total++)
        for (int agree = 0; agree <= total; agree++)
            for (int against = 0; agree + against <= total; against++) {
                int needed = 0;
                enum consent_status status = CONSENT_OPEN;
                while (3 * (agree + needed) < 2 * total)
                    needed++;
                if (needed == 0)
                    status = CONSENT_MET;
                else if (3 * (total - against) < 2 * total)
                    status = CONSENT_IMPOSSIBLE;
                check(tally_of(total, agree, against, 0, false), status, needed);
                check(tally_of(total, agree, 0, against, false), status, needed);
            }
}

static void test_strict(void **state)
{
    const struct fraction majority = {1, 2, true}, half = {1, 2, false};
    (void)state;
    assert_false(fraction_reached(5, 10, &majority));
    assert_true(fraction_reached(5, 10, &half));
    assert_true(fraction_reached(6, 10, &majority));
    assert_true(fraction_least(10, &majority) == 6);
    assert_true(fraction_least(10, &half) == 5);
    assert_true(fraction_least(11, &majority) == 6);
    assert_true(fraction_least(11, &half) == 6);
    assert_false(fraction_reached(0, 0, &half));
    assert_true(fraction_reached(INT64_MAX / 3 * 2 + 1, INT64_MAX, &(struct fraction){2, 3, 0}));
    assert_false(fraction_reached(INT64_MAX / 3 * 2, INT64_MAX, &(struct fraction){2, 3, 0}));
}

/* Definition 4. */
static void test_unknown(void **state)
{
    (void)state;
    check(tally_of(0, 0, 0, 0, false), CONSENT_UNKNOWN, VALUE_NONE);
    check(tally_of(VALUE_NONE, 5, 0, 0, true), CONSENT_UNKNOWN, VALUE_NONE);
    check(tally_of(9, VALUE_NONE, 0, 0, true), CONSENT_UNKNOWN, VALUE_NONE);
    check(tally_of(9, 10, 0, 0, false), CONSENT_UNKNOWN, VALUE_NONE);
    check(tally_of(9, 6, 4, 0, false), CONSENT_UNKNOWN, VALUE_NONE);
    check(tally_of(9, -1, 0, 0, false), CONSENT_UNKNOWN, VALUE_NONE);
    check(tally_of(9, INT64_MAX, INT64_MAX, INT64_MAX, false), CONSENT_UNKNOWN, VALUE_NONE);
    check(tally_of(9, 6, VALUE_NONE, VALUE_NONE, false), CONSENT_MET, 0);
    check(tally_of(9, 5, VALUE_NONE, VALUE_NONE, false), CONSENT_OPEN, 1);
    check(tally_of(1, 1, 0, 0, true), CONSENT_MET, 0);
    check(tally_of(2, 1, 0, 0, true), CONSENT_FAILED, 1);
}

static void test_finality(void **state)
{
    struct consent_rule rule = two_thirds;
    (void)state;
    assert_int_equal(judge(&rule, tally_of(9, 2, 0, 4, false)).status, CONSENT_IMPOSSIBLE);
    rule.abstention_is_final = false;
    assert_int_equal(judge(&rule, tally_of(9, 2, 0, 4, false)).status, CONSENT_OPEN);
    rule.silence_is_final = true;
    assert_int_equal(judge(&rule, tally_of(9, 2, 0, 4, false)).status, CONSENT_OPEN);
    assert_int_equal(judge(&rule, tally_of(9, 1, 0, 4, false)).status, CONSENT_IMPOSSIBLE);
}

/* Definitions 2 and 3: 20 of 30 have to take part; then more than half of those. */
static void test_quorum(void **state)
{
    struct consent_rule heads = civil;
    struct consent_standing standing;
    (void)state;
    heads.area = heads.quorum_area = (struct fraction){0, 0, false};
    standing = judge(&heads, tally_of(30, 11, 9, 0, false));
    assert_int_equal(standing.status, CONSENT_MET);
    assert_true(standing.households_stand_in);
    standing = judge(&heads, tally_of(30, 10, 9, 1, false));
    assert_int_equal(standing.status, CONSENT_OPEN);
    assert_true(standing.needed == 1 && standing.needed_participants == 0);
    standing = judge(&heads, tally_of(30, 11, 0, 0, false));
    assert_int_equal(standing.status, CONSENT_OPEN);
    assert_true(standing.needed == 9 && standing.needed_participants == 9);
    assert_int_equal(judge(&heads, tally_of(30, 10, 15, 0, false)).status, CONSENT_IMPOSSIBLE);
    assert_int_equal(judge(&heads, tally_of(30, 11, 0, 0, true)).status, CONSENT_FAILED);
    assert_int_equal(judge(&heads, tally_of(30, 20, VALUE_NONE, 0, false)).status, CONSENT_UNKNOWN);
}

static void test_area(void **state)
{
    struct consent_tally tally = tally_of(30, 20, 5, 0, false);
    struct consent_rule rule = two_thirds;
    (void)state;
    rule.area = (struct fraction){2, 3, false};
    assert_int_equal(judge(&rule, tally).status, CONSENT_UNKNOWN);
    tally.area_total_cm2 = 30000001;
    tally.area_agree_cm2 = 20000000;
    assert_int_equal(judge(&rule, tally).status, CONSENT_OPEN);
    assert_true(judge(&rule, tally).needed == 0 && judge(&rule, tally).needed_cm2 == 1);
    tally.area_agree_cm2++;
    assert_int_equal(judge(&rule, tally).status, CONSENT_MET);
    tally.area_agree_cm2 = VALUE_NONE;
    tally.agree = 5;
    tally.disagree = 11;
    assert_int_equal(judge(&rule, tally).status, CONSENT_IMPOSSIBLE);
    tally.closed = true;
    assert_int_equal(judge(&rule, tally).status, CONSENT_FAILED);
}

/* One owner of three flats is one head and three households. */
static void test_owners(void **state)
{
    struct consent_tally tally = tally_of(9, 6, 3, 0, true);
    struct consent_rule rule = two_thirds;
    (void)state;
    rule.count = CONSENT_OWNERS;
    assert_true(judge(&rule, tally).households_stand_in);
    assert_int_equal(judge(&rule, tally).status, CONSENT_MET);
    tally.owners_total = 7;
    tally.owners_agree = 4;
    assert_false(judge(&rule, tally).households_stand_in);
    assert_int_equal(judge(&rule, tally).status, CONSENT_FAILED);
}

static void test_would_pass(void **state)
{
    struct consent_tally tally = tally_of(30, 15, 5, 0, false);
    (void)state;
    assert_true(consent_rule_would_pass(&two_thirds, &tally, 5, 5));
    assert_false(consent_rule_would_pass(&two_thirds, &tally, 4, 0));
    assert_false(consent_rule_would_pass(&two_thirds, &tally, 6, 5));
    tally.total = VALUE_NONE;
    assert_false(consent_rule_would_pass(&two_thirds, &tally, 0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_share), cmocka_unit_test(test_against_slow_oracle),
        cmocka_unit_test(test_strict),      cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_finality),    cmocka_unit_test(test_quorum),
        cmocka_unit_test(test_area),        cmocka_unit_test(test_owners),
        cmocka_unit_test(test_would_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

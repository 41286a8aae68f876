/* Cells as ministries and spreadsheets write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/value.h"

static struct value_rule rule_of(enum field_type type, const char *unit)
{
    struct value_rule rule = {.type = type, .unit = {type, 1}};
    if (unit != NULL)
        rule.unit = unit_find(type, unit, strlen(unit));
    return rule;
}

static void reads(struct value_rule rule, const char *cell, int64_t expected)
{
    int64_t value = VALUE_NONE;
    enum value_result result = value_read(&rule, cell, strlen(cell), 2022, &value);
    if (result != VALUE_READ || value != expected)
        fail_msg("'%s': result %d, value %lld, expected %lld", cell, (int)result, (long long)value,
                 (long long)expected);
}

static void gives(struct value_rule rule, const char *cell, enum value_result expected)
{
    int64_t value = VALUE_NONE;
    enum value_result result = value_read(&rule, cell, strlen(cell), 0, &value);
    if (result != expected)
        fail_msg("'%s': result %d, expected %d", cell, (int)result, (int)expected);
}

static void test_counts(void **state)
{
    struct value_rule rule = rule_of(FIELD_COUNT, NULL);
    (void)state;
    reads(rule, "132", 132);
    reads(rule, "３，１５０", 3150);
    reads(rule, "1,234,567", 1234567);
    reads(rule, "1.2万", 12000);
    reads(rule, "100户", 100);
    reads(rule, "0", 0);
    reads(rule, "007", 7);
    reads(rule, "12.0", 12);
    gives(rule, "12.5", VALUE_BAD_TYPE);
    gives(rule, "1,23", VALUE_BAD_TYPE);
    gives(rule, "12345,678", VALUE_BAD_TYPE);
    gives(rule, "0,123", VALUE_BAD_TYPE);
    gives(rule, ",123", VALUE_BAD_TYPE);
    gives(rule, "-5", VALUE_BAD_RANGE);
    gives(rule, "约120", VALUE_BAD_TYPE);
    gives(rule, "99999999999999999999", VALUE_BAD_TYPE);
}

static void test_blanks(void **state)
{
    static const char *const blanks[] = {"", "-", "/", "无", "N/A", "—", "——", "　", "null"};
    (void)state;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        gives(rule_of(FIELD_COUNT, NULL), blanks[i], VALUE_BLANK);
        gives(rule_of(FIELD_DATE, NULL), blanks[i], VALUE_BLANK);
        gives(rule_of(FIELD_MONEY, "万元"), blanks[i], VALUE_BLANK);
    }
}

static void test_money(void **state)
{
    struct value_rule wan = rule_of(FIELD_MONEY, "万元"), yuan = rule_of(FIELD_MONEY, "元");
    gives(yuan, "-12", VALUE_BAD_RANGE);
    yuan.refunds = true;
    (void)state;
    reads(wan, "22744", INT64_C(22744000000));
    reads(wan, "86157.25", INT64_C(86157250000));
    reads(wan, "0.000001", 1);
    reads(wan, "1.5亿元", INT64_C(15000000000));
    reads(wan, "300元", 30000);
    reads(wan, "1.2万", 1200000);
    reads(yuan, "1,234.565", 123457);
    reads(yuan, "-12", -1200);
    reads(yuan, "1.2万元", 1200000);
    reads(wan, "3600\n万元", INT64_C(3600000000));
    reads(rule_of(FIELD_COUNT, NULL), "1200\r\n户", 1200);
    gives(rule_of(FIELD_COUNT, NULL), "1200\n300", VALUE_BAD_TYPE);
    /* It may be two numbers. */
    gives(rule_of(FIELD_COUNT, NULL), "100 200", VALUE_BAD_TYPE);
    gives(wan, "DOER", VALUE_BAD_TYPE);
    gives(wan, "3000平方米", VALUE_BAD_TYPE);
}

static void test_areas_and_lengths(void **state)
{
    (void)state;
    reads(rule_of(FIELD_AREA, "万平方米"), "27.24", INT64_C(2724000000));
    reads(rule_of(FIELD_AREA, "m2"), "27.24万㎡", INT64_C(2724000000));
    reads(rule_of(FIELD_AREA, "m2"), "3000㎡", 30000000);
    reads(rule_of(FIELD_LENGTH, "公里"), "1.5", 1500000);
    reads(rule_of(FIELD_LENGTH, "公里"), "350米", 350000);
}

static void test_percents(void **state)
{
    struct value_rule rule = rule_of(FIELD_PERCENT, "%"), share = rule;
    share.percents = PERCENTS_ARE_SHARES;
    (void)state;
    reads(rule, "66.7%", 66700);
    reads(rule, "66.7", 66700);
    reads(rule, "６６％", 66000);
    reads(share, "0.667", 66700);
    reads(share, "1", 100000);
    reads(rule, "已完成总工程量的97%", 97000);
    reads(rule, "已完工", 100000);
    reads(rule_of(FIELD_RATE, "%"), "全部开工", 100000);
    reads(rule_of(FIELD_RATE, "%"), "105.2%", 105200);
    gives(rule, "130%", VALUE_BAD_RANGE);
    gives(rule, "-5", VALUE_BAD_RANGE);
    gives(rule, "多数", VALUE_BAD_TYPE);
    reads(rule, "完成60%，预计10月底完工", 60000);
    reads(rule, "已开工，完成60％", 60000);
    reads(rule, "正在施工；已完成60%", 60000);
    gives(rule, "未开工，完成60%", VALUE_BAD_TYPE);
    gives(rule, "已开工3栋，完成60%", VALUE_BAD_TYPE);
    reads(rule, "目前形象进度已达约85%左右", 85000);
    reads(rule, "总体进度: 60%。", 60000);
    static const char *const others[] = {"剩余10%",     "未完成10%",        "比上月增加5%",
                                         "全部开工",    "主体完成60%",      "计划完成60%",
                                         "完成-5%",     "完成60%，剩余40%", "投资完成60%",
                                         "60%尚未完成", "1#楼完工，2#楼60%"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        gives(rule, others[i], VALUE_BAD_TYPE);
    rule.percents = PERCENTS_UNSURE;
    gives(rule, "0.667", VALUE_UNSURE);
    gives(rule, "1", VALUE_UNSURE);
    reads(rule, "1%", 1000);
    reads(rule, "0", 0);
}

static void test_dates(void **state)
{
    struct value_rule rule = rule_of(FIELD_DATE, NULL);
    int64_t day = daynum_from_civil(2022, 9, 30);
    static const char *const same[] = {
        "2022-09-30",     "2022-9-30",  "2022/9/30",   "2022.9.30",
        "2022年9月30日",  "2022年9月",  "2022.9",      "2022年9月底",
        "2022年九月底",   "九月30日",   "20220930",    "202209",
        "9月底",          "9月30日",    "44834",       "2022-09-30 08:15:00",
        "２０２２年９月", "2022-09",    "9月",         "截至2022年9月底",
        "22年9月30日",    "22年9月底",  "22.9.30",     "22-09-30",
        "9/30/22",        "2022.9月底", "2022/9月30日"};
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        reads(rule, same[i], day);
    reads(rule, "2022年9月中旬", day - 10);
    reads(rule, "2022年底", daynum_from_civil(2022, 12, 31));
    reads(rule, "30/9/2022", day);
    reads(rule, "9/30/2022", day);
    reads(rule, "15.3.20", daynum_from_civil(2015, 3, 20));
    reads(rule, "21.10.12", daynum_from_civil(2021, 10, 12));
    gives(rule, "9月底", VALUE_UNSURE); /* of no known year */
    gives(rule, "2022年9月（预计）", VALUE_EXPECTED);
    gives(rule, "预计2022年9月底", VALUE_EXPECTED);
    gives(rule, "2022年9月（实际）", VALUE_BAD_TYPE);
    gives(rule, "9月（计划）", VALUE_EXPECTED);
    rule.planned = true;
    reads(rule, "2022年9月（预计）", day);
    reads(rule, "2022-9-30 (计划完工)", day);
    gives(rule, "2022年9月（拟延期至2022年12月）", VALUE_BAD_TYPE);
    gives(rule, "2022年9月（计划10月）", VALUE_BAD_TYPE);
    reads(rule, "计划2022年9月", day);
    rule.planned = false;
    gives(rule, "9月31日", VALUE_BAD_TYPE);
    gives(rule, "6/7/2019", VALUE_UNSURE);
    gives(rule, "22/9/30", VALUE_UNSURE); /* 30/9/22 is written as well */
    gives(rule, "09.08.22", VALUE_UNSURE);
    gives(rule, "98年9月", VALUE_BAD_TYPE);
    gives(rule, "2022-02-30", VALUE_BAD_TYPE);
    gives(rule, "2022-13", VALUE_BAD_TYPE);
    gives(rule, "12", VALUE_BAD_TYPE);
    static const char *const ranges[] = {"2022年9-10月", "2022.9-10",        "2022-9.10",
                                         "2022年1-8月",  "2022年9月10-20日", "9-10月",
                                         "2022年9.10"};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        gives(rule, ranges[i], VALUE_BAD_TYPE);
    rule.order = DATE_YMD;
    reads(rule, "22/9/30", day);
    rule.order = DATE_MDY;
    reads(rule, "6/7/2019", daynum_from_civil(2019, 6, 7));
    rule.order = DATE_DMY;
    reads(rule, "6/7/2019", daynum_from_civil(2019, 7, 6));
}

static void test_years(void **state)
{
    struct value_rule rule = rule_of(FIELD_YEAR, NULL);
    (void)state;
    reads(rule, "1998", 1998);
    reads(rule, "1985-1998", 1998);
    reads(rule, "2000年底前", 2000);
    reads(rule, "80年代", 1989);
    gives(rule, "不详", VALUE_BAD_TYPE);
}

static void test_words(void **state)
{
    struct value_rule flag = rule_of(FIELD_FLAG, NULL), set = rule_of(FIELD_SET, NULL);
    struct value_rule status = rule_of(FIELD_ENUM, NULL), answer = rule_of(FIELD_ENUM, NULL);
    (void)state;
    set.names = &works_class_names;
    status.names = &project_status_names;
    answer.names = &answer_names;
    reads(flag, "是", 1);
    reads(flag, "×", 0);
    reads(flag, "√", 1);
    reads(flag, "无", 0);
    gives(flag, "-", VALUE_BLANK);
    gives(flag, "也许", VALUE_BAD_TYPE);
    reads(set, "基础类、完善类", 1 << WORKS_BASIC | 1 << WORKS_IMPROVING);
    reads(status, "已完工", PROJECT_COMPLETED);
    reads(answer, "不同意", ANSWER_DISAGREE);
    gives(answer, "", VALUE_BLANK); /* silence is no refusal */
    gives(status, "大概", VALUE_BAD_TYPE);
}

static void test_answers(void **state)
{
    static const struct {
        const char *word;
        int answer;
    } answers[] = {
        {"同意", ANSWER_AGREE},
        {" 同 意 ", ANSWER_AGREE},
        {"√", ANSWER_AGREE},
        {"是", ANSWER_AGREE},
        {"1", ANSWER_AGREE},
        {"１", ANSWER_AGREE},
        {"Y", ANSWER_AGREE},
        {"不同意", ANSWER_DISAGREE},
        {"×", ANSWER_DISAGREE},
        {"否", ANSWER_DISAGREE},
        {"0", ANSWER_DISAGREE},
        {"N", ANSWER_DISAGREE},
        {"弃权", ANSWER_ABSTAIN},
        {"放弃表决", ANSWER_ABSTAIN},
        {"不表态", ANSWER_NONE},
        {"未表态", ANSWER_NONE},
        {"空置", ANSWER_NONE},
        {"无人居住", ANSWER_NONE},
        {"未联系上", ANSWER_NONE},
        {"拒访", ANSWER_NONE},
        {"同意。", ANSWER_AGREE},
        {"同意（签字）", ANSWER_AGREE},
        {"☑同意", ANSWER_AGREE},
        {"□同意 ☑不同意", ANSWER_DISAGREE},
        {"■同意□不同意", ANSWER_AGREE},
        {"√不同意。", ANSWER_DISAGREE},
        {"无所谓", ANSWER_ABSTAIN},
        {"不在家", ANSWER_NONE},
    };
    struct value_rule rule = rule_of(FIELD_ENUM, NULL);
    (void)state;
    rule.names = &answer_names;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        reads(rule, answers[i].word, answers[i].answer);
    gives(rule, "/", VALUE_BLANK);
    gives(rule, "2", VALUE_BAD_TYPE);
    static const char *const unsure[] = {"同意√不同意", "☑同意☑不同意", "□同意□不同意", "已签字",
                                         "基本同意",    "□同意",        "同意☑不同意□", "同意？"};
    for (size_t i = 0; i < sizeof unsure / sizeof *unsure; i++)
        gives(rule, unsure[i], VALUE_BAD_TYPE);
}

static void test_flags_that_ask_for_one_thing(void **state)
{
    struct value_rule in_plan = rule_of(FIELD_FLAG, NULL), outside = in_plan, plain = in_plan;
    (void)state;
    in_plan.names = name_table_find("in_plan");
    outside.names = name_table_find("outside_plan");
    reads(in_plan, "计划内", 1);
    reads(in_plan, "计划外", 0);
    reads(in_plan, "是", 1);
    reads(outside, "计划外", 1);
    reads(outside, "计划内", 0);
    reads(outside, "否", 0);
    gives(plain, "计划外", VALUE_BAD_TYPE);
    plain.names = name_table_find("contribute");
    reads(plain, "不同意出资", 0);
}

/* A word means one value, and is spelt as cells are compared. */
static void check_spellings(const struct name_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        for (const char *at = table->rows[i].name == NULL ? "" : table->rows[i].words;
             *at != '\0';) {
            size_t span = strcspn(at, "|");
            struct text word = TEXT_INIT, normal = TEXT_INIT;
            text_add_bytes(&word, at, span);
            text_normalise(&normal, word.data, word.length);
            assert_string_equal(normal.data, word.data);
            assert_int_equal(name_value_of_word(table, word.data), i);
            text_release(&word);
            text_release(&normal);
            at += span + (at[span] == '|');
        }
}

static void test_spellings(void **state)
{
    static const char *const titles[] = {"project_status",  "works_class",  "answer",
                                         "management_mode", "parking_kind", "fund_source",
                                         "in_plan",         "outside_plan", "central_area",
                                         "contribute",      "demolish"};
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        check_spellings(name_table_find(titles[i]));
}

static void test_words_of_a_map(void **state)
{
    struct word_pair pair = {"In-Progress", "under-way"};
    const char *empty[] = {"PNS"};
    struct field_map map = {.words = &pair, .word_count = 1, .empty = empty, .empty_count = 1};
    struct value_rule rule = rule_of(FIELD_ENUM, NULL);
    (void)state;
    rule.names = &project_status_names;
    rule.map = &map;
    reads(rule, "In-Progress", PROJECT_UNDER_WAY);
    gives(rule, "PNS", VALUE_BLANK);
}

static void test_a_word_of_a_map_that_means_nothing(void **state)
{
    static const enum field_type types[] = {FIELD_COUNT,  FIELD_AREA,    FIELD_MONEY,
                                            FIELD_LENGTH, FIELD_PERCENT, FIELD_DATE,
                                            FIELD_YEAR,   FIELD_FLAG,    FIELD_ENUM};
    struct word_pair pair = {"缺", ""};
    struct field_map map = {.words = &pair, .word_count = 1};
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct value_rule rule = rule_of(types[i], NULL);
        rule.map = &map;
        gives(rule, "缺", VALUE_BLANK);
    }
}

/* A spreadsheet shows amounts with a sign, whatever they are in; 元 in the cell is a unit. */
static void test_a_currency_sign_is_no_unit(void **state)
{
    struct value_rule rule = rule_of(FIELD_MONEY, "万元");
    (void)state;
    reads(rule, "100", 100 * FEN_PER_WAN);
    reads(rule, "￥100", 100 * FEN_PER_WAN);
    reads(rule, "¥1,200.00", 1200 * FEN_PER_WAN);
    reads(rule, "￥3万元", 3 * FEN_PER_WAN);
    reads(rule, "￥3元", 3 * FEN_PER_YUAN);
    reads(rule_of(FIELD_MONEY, "元"), "￥100", 100 * FEN_PER_YUAN);
    gives(rule_of(FIELD_COUNT, NULL), "￥100", VALUE_BAD_TYPE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_areas_and_lengths),
        cmocka_unit_test(test_percents),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_flags_that_ask_for_one_thing),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_words_of_a_map),
        cmocka_unit_test(test_a_word_of_a_map_that_means_nothing),
        cmocka_unit_test(test_a_currency_sign_is_no_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

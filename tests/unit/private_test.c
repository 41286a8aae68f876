/* What belongs to people: by the words of headers and notes, by the form of numbers and doors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/dictionary.h"
#include "data/private_header.h"
#include "ingest/address.h"
#include "ingest/private.h"

static void dropped_as(const char *header, const char *name)
{
    size_t count;
    int field = private_header_field(header);
    const char *found = field < 0 ? "nobody's" : dictionary_fields(&count)[field].name;
    if (strcmp(found, name) != 0)
        fail_msg("'%s' is %s, not %s", header, found, name);
}

static void telling_words(void **state)
{
    (void)state;
    dropped_as("户主姓名（签字）", "owner_name");
    dropped_as("业主（签字）", "owner_name");
    dropped_as("联系人及电话", "owner_name");
    dropped_as("项目负责人", "owner_name");
    dropped_as("业主单位负责人", "owner_name");
    dropped_as("Owner_Name", "owner_name");
    dropped_as("name", "owner_name");
    dropped_as("ＴＥＬ", "phone");
    dropped_as("tel.1", "phone");
    dropped_as("备用电话2", "phone");
    dropped_as("E-mail", "phone");
    dropped_as("证件号码（身份证）", "document_number");
    dropped_as("不动产权证号", "document_number");
    dropped_as("房屋坐落地址", "address");
    dropped_as("房号（室）", "door");
}

static void false_alarms(void **state)
{
    static const char *const harmless[] = {
        "",           "项目名称",   "小区名称",         "业主总户数", "业主总人数", "业主单位",
        "项目业主",   "同意户数",   "签字日期",         "签字时间",   "业主意见",   "业主出资",
        "业主委员会", "业主满意度", "业主（建设单位）", "签字率",     "责任单位",   "施工单位",
        "实施主体",   "hotel",      "file name",        "ownership",  "telecom",    "电话数（个）",
        "房间数",     "签约金额"};
    (void)state;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        dropped_as(harmless[i], "nobody's");
}

static void labels_of_notes(void **state)
{
    (void)state;
    assert_string_equal(private_label_find("征询表 填表人 张三"), "填表人 张三");
    assert_null(private_label_find("老旧小区改造业主意见征询表"));
    assert_true(private_header_field("業主簽名") >= 0);
    assert_string_equal(private_label_find("万元 审核 赵六 制表 钱七"), "审核 赵六 制表 钱七");
    assert_string_equal(private_label_find("制表:赵六"), "制表:赵六");
    assert_string_equal(private_label_find("报送人赵六"), "报送人赵六");
    assert_string_equal(private_label_find("萬元 聯繫電話：趙六"), "聯繫電話：趙六");
    assert_null(private_label_find("经办部门已审核,2022年审批项目统计表"));
    assert_true(private_label_is_harmless("单位"));
    assert_true(private_label_is_harmless("填报单位（盖章）"));
    assert_true(private_label_is_harmless("截至时间"));
    assert_false(private_label_is_harmless("填表人"));
    assert_false(private_label_is_harmless("单位负责人"));
    assert_false(private_label_is_harmless("备注"));
}

static void code(const char *text, bool private)
{
    if (private_is_code(text, strlen(text)) != private)
        fail_msg("'%s' is %s", text, private ? "not seen" : "taken for a person's number");
}

static void codes(void **state)
{
    (void)state;
    code("13812345678", true);
    code("188-1234-5678", true);
    code("11010519491231002X", true);
    code("110101194903071009", true);
    code("项目13812345678", true);
    /* A region and a counter: Hebei, Shanxi, Inner Mongolia. */
    code("13010222001", false);
    code("14110200001", false);
    code("15252300001", false);
    /* A region, a day of late and a counter, with the right check digit or not. */
    code("411002202203150017", false);
    code("411002202203150018", false);
    code("110101194903071008", false);
    code("2204-411002-04-01-138123", false);
    code("XM13812345678", false);
    code("2022-13812345678", false);
    code("2022010001", false);
}

static void scrubs(const char *text, const char *expected)
{
    struct text out = TEXT_INIT;
    private_scrub(&out, text, strlen(text));
    assert_string_equal(out.data, expected);
    text_release(&out);
}

static void disguised_numbers(void **state)
{
    (void)state;
    scrubs("138.1234.5678", "***");
    scrubs("138\u200b1234\u200b5678", "***");
    scrubs("13812\u200b\ufeff345678。", "***。");
    scrubs("1101011949030710090", "***");
    scrubs("51101011949030710090", "***");
    scrubs("1101011949030710080", "1101011949030710080");
    scrubs("\u200b138", "\u200b138");
    scrubs("3号楼2单元301室和12栋1203室漏水", "3号楼2单元***室和12栋***室漏水");
    scrubs("2单元24户，301室，地下室", "2单元24户，301室，地下室");
    scrubs("1.3812345678", "1.3812345678");
}

/* The parts are told by bars. */
static void splits(enum address_place place, const char *text, const char *expected)
{
    struct address at;
    struct text parts = TEXT_INIT;
    if (!address_may_have_door(text, strlen(text)) || !address_read(&at, text, place)) {
        text_add(&parts, text);
    } else {
        text_add_bytes(&parts, text, at.building);
        text_add_char(&parts, '|');
        text_add_bytes(&parts, text + at.building, at.unit - at.building);
        text_add_char(&parts, '|');
        text_add_bytes(&parts, text + at.unit, at.door - at.unit);
        text_addf(&parts, "|%s", text + at.door);
    }
    assert_string_equal(parts.data, expected);
    text_release(&parts);
}

static void doors(void **state)
{
    (void)state;
    splits(ADDRESS_IN_BUILDING, "3号楼2单元301室", "|3号楼|2单元|301室");
    splits(ADDRESS_IN_BUILDING, "3号楼二单元301", "|3号楼|二单元|301");
    splits(ADDRESS_IN_BUILDING, "3栋2单元3层301", "|3栋|2单元3层|301");
    splits(ADDRESS_IN_BUILDING, "A座1203", "|A座||1203");
    splits(ADDRESS_IN_BUILDING, "3#-2-301", "|3#-|2-|301");
    splits(ADDRESS_IN_BUILDING, "3#2-301", "|3#|2-|301");
    splits(ADDRESS_IN_BUILDING, "12号楼东单元301", "|12号楼|东单元|301");
    splits(ADDRESS_IN_BUILDING, "3-2-301", "|3-|2-|301");
    splits(ADDRESS_IN_BUILDING, "3-301", "|3-||301");
    splits(ADDRESS_IN_BUILDING, "301室", "|||301室");
    splits(ADDRESS_IN_UNIT, "2单元301室", "||2单元|301室");
    splits(ADDRESS_IN_UNIT, "2-301", "||2-|301");
    splits(ADDRESS_IN_UNIT, "30177", "|||30177");
    splits(ADDRESS_IN_COMPOUND, "甲小区3号楼2单元301室", "甲小区|3号楼|2单元|301室");
    splits(ADDRESS_IN_COMPOUND, "甲小区3号楼301室", "甲小区|3号楼||301室");
    splits(ADDRESS_IN_COMPOUND, "甲小区3-2-301", "甲小区|3-|2-|301");
    splits(ADDRESS_IN_NAME, "甲小区3号楼2单元301室", "甲小区|3号楼|2单元|301室");
}

static void no_doors(void **state)
{
    static const struct {
        enum address_place place;
        const char *text;
    } whole[] = {{ADDRESS_IN_BUILDING, "3号楼"},
                 {ADDRESS_IN_BUILDING, "12"},
                 {ADDRESS_IN_BUILDING, "101"},
                 {ADDRESS_IN_BUILDING, "3号楼2单元"},
                 {ADDRESS_IN_BUILDING, "解放路12号"},
                 {ADDRESS_IN_BUILDING, "3-12"},
                 {ADDRESS_IN_BUILDING, "1-3号楼"},
                 {ADDRESS_IN_BUILDING, "3号楼1"},
                 {ADDRESS_IN_UNIT, "2单元"},
                 {ADDRESS_IN_UNIT, "12"},
                 {ADDRESS_IN_UNIT, "东"},
                 {ADDRESS_IN_COMPOUND, "解放路1201号"},
                 {ADDRESS_IN_COMPOUND, "甲小区3号楼"},
                 {ADDRESS_IN_COMPOUND, "一汽2022"},
                 {ADDRESS_IN_COMPOUND, "12#楼101"},
                 {ADDRESS_IN_NAME, "甲小区3号楼2单元24户"},
                 {ADDRESS_IN_NAME, "2022年第3批-1201"},
                 {ADDRESS_IN_NAME, "新华书店家属房"}};
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        splits(whole[i].place, whole[i].text, whole[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telling_words),     cmocka_unit_test(false_alarms),
        cmocka_unit_test(labels_of_notes),   cmocka_unit_test(codes),
        cmocka_unit_test(disguised_numbers), cmocka_unit_test(doors),
        cmocka_unit_test(no_doors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

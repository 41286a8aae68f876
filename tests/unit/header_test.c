/* Headers: every one that was seen in real ledgers, units in brackets, kinds by their fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/header_match.h"

static const char *field_of(const struct header_index *index, enum export_kind kind,
                            const char *header, int64_t *factor)
{
    size_t count;
    struct header_match match = header_match(index, kind, header);
    if (factor != NULL)
        *factor = match.unit.factor;
    return match.field < 0 ? "" : dictionary_fields(&count)[match.field].name;
}

static void test_units_in_brackets(void **state)
{
    struct header_index *index = header_index_new();
    int64_t factor;
    (void)state;
    assert_string_equal(field_of(index, KIND_BUDGETS, "计划投资额(万元)", &factor),
                        "budget_planned");
    assert_int_equal(factor, FEN_PER_WAN);
    assert_string_equal(field_of(index, KIND_BUDGETS, "计划投资额（元）", &factor),
                        "budget_planned");
    assert_int_equal(factor, FEN_PER_YUAN);
    assert_string_equal(field_of(index, KIND_BUDGETS, "总投资（亿元）", &factor), "budget_planned");
    assert_int_equal(factor, 10000 * FEN_PER_WAN);
    assert_string_equal(field_of(index, KIND_PROJECTS, "面积（万㎡）", &factor), "floor_area");
    assert_int_equal(factor, 10000L * CM2_PER_M2);
    assert_string_equal(field_of(index, KIND_PROJECTS, "建筑面积万平方米", &factor), "floor_area");
    assert_int_equal(factor, 10000L * CM2_PER_M2);
    assert_string_equal(field_of(index, KIND_BUDGETS, "总投资/亿元", &factor), "budget_planned");
    assert_int_equal(factor, 10000 * FEN_PER_WAN);
    assert_string_equal(field_of(index, KIND_PROJECTS, "开工时间（2022年）", NULL), "actual_start");
    assert_string_equal(field_of(index, KIND_BUDGETS, "总投资（2022年）", NULL), "");
    assert_string_equal(field_of(index, KIND_PROJECTS, "供水管网（米）", &factor), "pipe_water");
    assert_int_equal(factor, MM_PER_M);
    assert_string_equal(field_of(index, KIND_PROJECTS, "停车费（元/位·月）", &factor),
                        "fee_space_month");
    assert_int_equal(factor, FEN_PER_YUAN);
    assert_string_equal(field_of(index, KIND_PROJECTS, "Project ID", NULL), "project_code");
    assert_string_equal(field_of(index, KIND_PROJECTS, "*项目 编号：", NULL), "project_code");
    header_index_free(index);
}

static void test_different_things_are_different_fields(void **state)
{
    struct header_index *index = header_index_new();
    (void)state;
    assert_string_equal(field_of(index, KIND_PROJECTS, "小区", NULL), "compound");
    assert_string_equal(field_of(index, KIND_PROJECTS, "社区", NULL), "committee");
    assert_string_equal(field_of(index, KIND_PROJECTS, "建设单位", NULL), "client");
    assert_string_equal(field_of(index, KIND_PROJECTS, "施工单位", NULL), "contractor");
    assert_string_equal(field_of(index, KIND_BUDGETS, "下达资金", NULL), "budget_issued");
    assert_string_equal(field_of(index, KIND_BUDGETS, "到位资金", NULL), "budget_received");
    assert_string_equal(field_of(index, KIND_BUDGETS, "拨付资金", NULL), "budget_disbursed");
    assert_string_equal(field_of(index, KIND_BUDGETS, "支付资金", NULL), "budget_paid");
    assert_string_equal(field_of(index, KIND_HOUSEHOLDS, "同意人数", NULL), "owners_agree");
    assert_string_equal(field_of(index, KIND_HOUSEHOLDS, "同意户数", NULL), "consent_agree");
    assert_string_equal(field_of(index, KIND_CHARGERS, "充电桩", NULL), "posts_added");
    assert_string_equal(field_of(index, KIND_CHARGERS, "充电端口", NULL), "ports_added");
    assert_string_equal(field_of(index, KIND_PROJECTS, "建筑面积", NULL), "floor_area");
    assert_string_equal(field_of(index, KIND_HOUSEHOLDS, "建筑面积", NULL), "door_area");
    assert_string_equal(field_of(index, KIND_HOUSEHOLDS, "户数", NULL), "consent_total");
    assert_string_equal(field_of(index, KIND_PROJECTS, "序号", NULL), "row_number");
    assert_string_equal(field_of(index, KIND_PROJECTS, "计划投资额（中央）", NULL), "");
    assert_string_equal(field_of(index, KIND_PROJECTS, "备注2", NULL), "");
    header_index_free(index);
}

/* Posts, ports and groups of chargers are different things. */
static void test_what_is_counted(void **state)
{
    static const char *const headers[][2] = {{"充电桩（组）", "groups_added"},
                                             {"充电桩(组)", "groups_added"},
                                             {"充电桩组", "groups_added"},
                                             {"充电桩（口）", "ports_added"},
                                             {"电动自行车充电桩（口）", "ports_added"},
                                             {"计划充电桩（组）", "groups_planned"},
                                             {"充电桩（个）", "posts_added"},
                                             {"充电桩（根）", "posts_added"},
                                             {"汽车充电桩（组）", ""},
                                             {"汽车充电桩（枪）", ""},
                                             {"充电端口（桩）", ""},
                                             {"已完成充电桩组", ""},
                                             {"充电端口（个）", "ports_added"}};
    struct header_index *index = header_index_new();
    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        assert_string_equal(field_of(index, KIND_CHARGERS, headers[i][0], NULL), headers[i][1]);
    header_index_free(index);
}

/* What Big5 files are written in. */
static void test_traditional_characters(void **state)
{
    static const char *const headers[][2] = {{"縣區", "district"},
                                             {"項目編號", "project_code"},
                                             {"項目名稱", "project_name"},
                                             {"總投資（萬元）", "budget_planned"},
                                             {"戶數", "households"},
                                             {"計劃完工時間", "plan_finish"},
                                             {"充電樁", "posts_added"},
                                             {"聯繫電話", "phone"},
                                             {"備註", "remark"}};
    struct header_index *index = header_index_new();
    int64_t factor;
    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        assert_string_equal(field_of(index, KIND_PROJECTS, headers[i][0], NULL), headers[i][1]);
    field_of(index, KIND_PROJECTS, "總投資（萬元）", &factor);
    assert_int_equal(factor, FEN_PER_WAN);
    header_index_free(index);
}

static void test_nearest(void **state)
{
    struct header_index *index = header_index_new();
    int field;
    (void)state;
    assert_string_equal(header_nearest(index, KIND_PROJECTS, "备注2", &field), "备注");
    assert_int_equal(field, dictionary_find("remark"));
    assert_non_null(header_nearest(index, KIND_PROJECTS, "计划完成日期", &field));
    assert_null(header_nearest(index, KIND_PROJECTS, "zzz", &field));
    assert_int_equal(field, -1);
    header_index_free(index);
}

/* Cuts one line of the seed in place; its quoted cells have no quotes inside. */
static size_t cut(char *line, char *cells[], size_t room)
{
    size_t count = 0;
    for (char *at = line; count < room; at++) {
        size_t quoted = *at == '"';
        cells[count++] = at + quoted;
        at += quoted + strcspn(at + quoted, quoted ? "\"" : ",\r\n");
        char *end = at;
        at += quoted;
        bool more = *at == ',';
        *end = '\0';
        if (!more)
            break;
    }
    return count;
}

static int check_headers(const struct header_index *index, enum export_kind kind, char *list)
{
    int unknown = 0;
    for (char *at = list; *at != '\0';) {
        size_t span = strcspn(at, "|");
        bool more = at[span] == '|';
        at[span] = '\0';
        if (field_of(index, kind, at, NULL)[0] == '\0') {
            print_message("'%s' is unknown in %s\n", at, name_of(&export_kind_names, (int)kind));
            unknown++;
        }
        at += span + more;
    }
    return unknown;
}

static void test_every_header_that_was_seen(void **state)
{
    const char *shared = getenv("RENOSTAT_SHARED");
    char path[512], line[2048];
    int unknown = 0, rows = 0;
    (void)state;
    snprintf(path, sizeof path, "%s/research/columns.csv", shared == NULL ? "../shared" : shared);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        print_message("SKIPPED: no %s\n", path);
        skip();
    }
    struct header_index *index = header_index_new();
    while (fgets(line, sizeof line, file) != NULL) {
        char *cells[8];
        if (cut(line, cells, 8) < 3 || rows++ == 0)
            continue;
        int kind = name_value(&export_kind_names, cells[0]);
        assert_true(kind >= 0);
        unknown += check_headers(index, (enum export_kind)kind, cells[2]);
        unknown += check_headers(index, (enum export_kind)kind, cells[1]);
    }
    fclose(file);
    header_index_free(index);
    assert_int_equal(unknown, 0);
    assert_true(rows > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units_in_brackets),
        cmocka_unit_test(test_different_things_are_different_fields),
        cmocka_unit_test(test_what_is_counted),
        cmocka_unit_test(test_traditional_characters),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_every_header_that_was_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Maps that a dry run writes: loading with one must say what loading without it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "core/text.h"
#include "ingest/import.h"
#include "tests/unit/mess.h"
#include "tests/unit/store_fixture.h"

/* --- two databases, an export and its map in one folder --- */

struct bench {
    struct place place;
    char export[160], map[160], plain_db[160], mapped_db[160];
    int kind; /* that the user says when there is no map yet; -1: none */
};

static void bench_make(struct bench *bench, int kind)
{
    bench->kind = kind;
    place_make(&bench->place);
    const char *folder = bench->place.folder;
    snprintf(bench->export, sizeof bench->export, "%s/export.csv", folder);
    snprintf(bench->map, sizeof bench->map, "%s/map.conf", folder);
    snprintf(bench->plain_db, sizeof bench->plain_db, "%s/plain.db", folder);
    snprintf(bench->mapped_db, sizeof bench->mapped_db, "%s/mapped.db", folder);
}

static void remove_database(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".salt"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[200];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

static void bench_remove(struct bench *bench)
{
    unlink(bench->export);
    unlink(bench->map);
    remove_database(bench->plain_db);
    remove_database(bench->mapped_db);
    place_remove(&bench->place);
}

static void write_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void read_bytes(struct text *out, const char *path)
{
    char block[4096];
    size_t got;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("no %s", path);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        text_add_bytes(out, block, got);
    fclose(file);
}

/* The two databases hash doors alike. */
static void share_salt(const struct bench *bench)
{
    char from[200], to[200];
    snprintf(from, sizeof from, "%s.salt", bench->plain_db);
    snprintf(to, sizeof to, "%s.salt", bench->mapped_db);
    if (access(from, F_OK) == 0)
        assert_int_equal(link(from, to), 0);
}

/* --- loading --- */

static enum status try_import(const struct bench *bench, const char *database, enum store_mode mode,
                              const struct column_map *map, struct import_report *report,
                              struct error *error)
{
    struct store *store;
    const unsigned char salt[32] = {1};
    const struct import_options options = {.kind = map == NULL ? bench->kind : -1,
                                           .as_of = day("2022-08-31"),
                                           .known = DAYNUM_NONE,
                                           .today = day("2022-09-02"),
                                           .city = "许昌市",
                                           .map = map,
                                           .dry_run = mode == STORE_REHEARSE,
                                           .dry_salt = mode == STORE_REHEARSE ? salt : NULL,
                                           .write_map = mode == STORE_REHEARSE,
                                           .database = database};
    assert_int_equal(store_open(&store, database, mode, error), STATUS_OK);
    enum status status = import_file(store, bench->export, &options, report, error);
    store_close(store);
    return status;
}

static void import(const struct bench *bench, const char *database, enum store_mode mode,
                   const struct column_map *map, struct import_report *report)
{
    struct error error = {0};
    if (try_import(bench, database, mode, map, report, &error) != STATUS_OK)
        fail_msg("%s", error.message);
}

static void dump_table(struct text *out, sqlite3 *db, const char *table)
{
    sqlite3_stmt *rows;
    struct text sql = TEXT_INIT;
    text_addf(&sql, "SELECT * FROM \"%s\"", table);
    assert_int_equal(sqlite3_prepare_v2(db, sql.data, -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        text_addf(out, "%s:", table);
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            const unsigned char *cell = sqlite3_column_text(rows, i);
            text_addf(out, " %s", cell == NULL ? "NULL" : (const char *)cell);
        }
        text_add_char(out, '\n');
    }
    sqlite3_finalize(rows);
    text_release(&sql);
}

/* Every row of every table. */
static void dump(struct text *out, const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *tables;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                        " ORDER BY name",
                                        -1, &tables, NULL),
                     SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW)
        dump_table(out, db, (const char *)sqlite3_column_text(tables, 0));
    sqlite3_finalize(tables);
    sqlite3_close(db);
}

static void same_counts(const struct import_report *a, const struct import_report *b)
{
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->loaded, b->loaded);
    assert_int_equal(a->unchanged, b->unchanged);
    assert_int_equal(a->skipped, b->skipped);
    assert_int_equal(a->rejected, b->rejected);
    assert_int_equal(a->pending, b->pending);
}

static void same_columns(const struct import_report *a, const struct import_report *b)
{
    assert_int_equal(a->column_count, b->column_count);
    for (size_t i = 0; i < a->column_count; i++) {
        const char *first = a->columns[i].field, *second = b->columns[i].field;
        assert_string_equal(first == NULL ? "" : first, second == NULL ? "" : second);
    }
    assert_int_equal(a->dropped_private_count, b->dropped_private_count);
}

/* The map, loaded with into a database of its own, gives what the load without it gave. */
static void map_says_the_same(const struct bench *bench, const struct import_report *dry)
{
    struct column_map map;
    struct import_report mapped, again;
    struct error error = {0};
    struct text plain_dump = TEXT_INIT, mapped_dump = TEXT_INIT;
    if (column_map_read(&map, bench->map, &error) != STATUS_OK)
        fail_msg("%s\n%s", error.message, dry->map);
    share_salt(bench);
    import(bench, bench->mapped_db, STORE_WRITE, &map, &mapped);
    same_counts(&mapped, dry);
    same_columns(&mapped, dry);
    dump(&plain_dump, bench->plain_db);
    dump(&mapped_dump, bench->mapped_db);
    assert_string_equal(mapped_dump.data, plain_dump.data);
    /* Nor is it another reading of the same bytes, and its own map is itself. */
    import(bench, bench->plain_db, STORE_REHEARSE, &map, &again);
    assert_true(again.already_loaded);
    assert_string_equal(again.map, dry->map);
    import_report_release(&mapped);
    import_report_release(&again);
    column_map_release(&map);
    text_release(&plain_dump);
    text_release(&mapped_dump);
}

/* Returns the map's text, to be freed. */
static char *round_trip(const char *bytes, size_t length, int kind, struct text *database)
{
    struct bench bench;
    struct import_report dry, plain;
    bench_make(&bench, kind);
    write_bytes(bench.export, bytes, length);
    import(&bench, bench.plain_db, STORE_REHEARSE, NULL, &dry);
    assert_int_not_equal(access(bench.plain_db, F_OK), 0);
    write_bytes(bench.map, dry.map, strlen(dry.map));
    import(&bench, bench.plain_db, STORE_WRITE, NULL, &plain);
    same_counts(&plain, &dry);
    assert_int_equal(dry.reject_count, dry.rejected);
    map_says_the_same(&bench, &dry);
    if (database != NULL)
        dump(database, bench.plain_db);
    char *map = strdup(dry.map);
    import_report_release(&dry);
    import_report_release(&plain);
    bench_remove(&bench);
    return map;
}

static void says(const char *map, const char *line)
{
    if (strstr(map, line) == NULL)
        fail_msg("no %s in\n%s", line, map);
}

/* --- tests --- */

static void test_every_kind(void **state)
{
    static const char *const exports[] = {
        "序号,项目编号,项目名称,县区,计划年度,户数,建筑面积万平方米,总投资：万元,备注,说明\n"
        "1,P1,甲,魏都区,2022,100,1.2,300,好,也好\n2,P2,乙,魏都区,2022,x,1,30,,\n",
        "项目编号,小区名称,楼号,房号,姓名,联系电话,手机,身份证号,证件号码,是否同意,出资金额,"
        "建筑面积\n"
        "P1,甲,1,101,张三,13812345678,,11010519491231002X,,同意,100,80\n"
        "P1,甲,1,101,张三,13812345678,,,,不同意,1,80\nP1,甲,1,102,李四,,,,,也许,1,80\n",
        "项目编号,总户数,同意户数,不同意户数,同意面积(㎡),同意率\nP1,100,70,10,7000,70%\n",
        "项目编号,新增停车位,计划新增停车位,车位类型\nP1,10,20,机动车\nP2,-1,3,\n",
        "项目编号,新增充电桩,功率（kW）,充电端口\nP1,3,7,6\n",
        "资金表（截至2022年6月30日）\n单位：元\n"
        "项目编号,总投资,中央资金（万元）,下达资金,停车费\nP1,3000000,120,5,150\n",
        "项目编号,统计时点,形象进度,计划形象进度（%）\nP1,2022-08-31,0.667,0.9\nP1,2022-07-31,0.5,"
        "0.8\n",
        "序号,市州,计划完成数,累计开工数,累计完成投资额(亿元)\n1,甲市,10,9,1.5\n,全省,10,9,1.5\n",
        "项目编号\t项目名称\t户数（千户）\t计划年度\nP1\t甲\t0.12\t2022\n",
        "项目编号;项目名称;户数;计划年度\nP1;甲;12;2022\n",
        "项目编号|项目名称|户数|计划年度\nP1|甲|12|2022\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
        free(round_trip(exports[i], strlen(exports[i]), -1, NULL));
}

static void test_every_form(void **state)
{
    static const char *const names[] = {
        "messy-utf8.csv",    "messy-utf8-bom.csv", "messy-gb18030.csv", "messy-gb18030-crlf.csv",
        "messy-utf16le.csv", "messy-utf16be.csv",  "messy-cr.csv",      "messy-mixed.csv"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text bytes = TEXT_INIT;
        char path[512];
        snprintf(path, sizeof path, "%s/ingest/%s", FIXTURES, names[i]);
        read_bytes(&bytes, path);
        char *map = round_trip(bytes.data, bytes.length, -1, NULL);
        says(map, "header_rows = 2");
        says(map, "field fund_central { columns = {\"资金（万元）/中央\"} unit = \"万元\" }");
        free(map);
        text_release(&bytes);
    }
}

static void test_random_mess(void **state)
{
    static const struct {
        enum export_kind kind;
        enum clean_form form;
    } kinds[] = {{KIND_PROJECTS, CLEAN_LEDGER},   {KIND_HOUSEHOLDS, CLEAN_HOUSEHOLDS},
                 {KIND_HOUSEHOLDS, CLEAN_COUNTS}, {KIND_PARKING, CLEAN_LEDGER},
                 {KIND_CHARGERS, CLEAN_LEDGER},   {KIND_BUDGETS, CLEAN_LEDGER},
                 {KIND_PROGRESS, CLEAN_LEDGER},   {KIND_TOTALS, CLEAN_TOTALS}};
    const char *rounds = getenv("MESS_ROUNDS");
    struct chance chance = {.state = 20220831};
    (void)state;
    for (int i = rounds == NULL ? 16 : atoi(rounds); i-- > 0;) {
        struct clean_table table;
        struct text bytes = TEXT_INIT;
        clean_table_make(&table, kinds[i % 8].kind, kinds[i % 8].form, &chance);
        mess_write(&bytes, &table, &chance);
        free(round_trip(bytes.data, bytes.length, table.form == CLEAN_LEDGER ? (int)table.kind : -1,
                        NULL));
        clean_table_release(&table);
        text_release(&bytes);
    }
}

/* A byte order mark, and lines that are GBK all the same. */
static void test_mixed_encodings_with_a_mark(void **state)
{
    static const char bytes[] = "\xef\xbb\xbf项目编号,项目名称,户数,计划年度\n"
                                "P1,甲,10,2022\nP2,\xd0\xd2\xb8\xa3\xd0\xa1\xc7\xf8,20,2022\n";
    (void)state;
    char *map = round_trip(bytes, sizeof bytes - 1, -1, NULL);
    says(map, "encoding = \"UTF-8+GB18030\"");
    free(map);
}

static void test_names_that_need_care(void **state)
{
    struct text export = TEXT_INIT;
    (void)state;
    /* known columns, spelled with care … */
    text_add(
        &export,
        "\"＊项目 编号：\",\"项目\"\"名称\"\"\",\"建筑面积\n（平方米）\",户数（户）,计划年度,");
    /* … one twice, others without a name or with nothing but marks … */
    text_add(&export, "户数,总户数,,*,-,\"\n\",备注,备注,备注（二）,");
    /* … and unknown ones */
    text_add(&export,
             "${HOME},\"他说\"\"好\"\"\",'x',\"a\nb\",c\\d\\,#2,#99,//e,/*f*/,{g},h=i,$(j),"
             "k\x01l,columns,x = {y},");
    for (int i = 0; i < 600; i++)
        text_add(&export, "很长的名字");
    text_add(&export, "\nP1,甲,100,10,2022,11,12,1,2,3,4,五,六,七,1,2,3,4,5,6,7,8,9,10,11,12,13\n");
    char *map = round_trip(export.data, export.length, -1, NULL);
    says(map, "field floor_area { columns = {\"建筑面积\\x0a（平方米）\"} unit = \"平方米\" }");
    says(map, "field remark { columns = {\"备注\", \"#13\"} }");
    says(map, "# field FIELD { columns = {\"户数\"} }   # not used: another column is households");
    says(map, "{\"\\${HOME}\"}");
    free(map);
    text_release(&export);
}

/* Names that a file of two rows may give in two ways, and more columns below than above. */
static void test_headers_of_two_rows(void **state)
{
    static const char *const exports[] = {
        "项目编号,项目名称,计划年度,资金（万元）,,${HOME}\\,,停车位\n,,,中央,省级,户数,区县\n"
        "P1,甲,2022,1,2,30,魏都区,5\n",
        "项目编号,项目名称,计划年度,资金,,资金/中央,建筑面积\n,,,中央,省级,,\n"
        "P1,甲,2022,1,2,30,500\n",
        "项目编号,项目名称,计划年度,投资,投资,户数\n,,,总投资,总投资,\nP1,甲,2022,1,2,30\n"};
    (void)state;
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
        free(round_trip(exports[i], strlen(exports[i]), -1, NULL));
}

/* Whoever is named stays out of the database, under a column that is doubled or ignored, too. */
static void test_people_stay_private(void **state)
{
    static const char export[] =
        "项目编号,小区名称,房号,户号,姓名,联系人,是否同意\n"
        "P1,甲,101,密室七,张三丰,李四光,同意\nP1,甲,102,密室八,王五一,赵六二,也许\n";
    static const char *const secrets[] = {"密室", "张三丰", "李四光", "王五一", "赵六二"};
    struct text database = TEXT_INIT;
    (void)state;
    char *map = round_trip(export, strlen(export), -1, &database);
    says(map, "field owner_name { columns = {\"姓名\", \"联系人\"} }   # private: never kept");
    says(map, "field door { columns = {\"房号\"} }   # private: kept as a hash alone");
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_null(strstr(database.data, secrets[i]));
    free(map);
    text_release(&database);
}

static void load_with(const char *export, const char *map_text, struct text *database,
                      struct error *error)
{
    struct bench bench;
    struct column_map map;
    struct import_report report;
    bench_make(&bench, -1);
    write_bytes(bench.export, export, strlen(export));
    write_bytes(bench.map, map_text, strlen(map_text));
    assert_int_equal(column_map_read(&map, bench.map, error), STATUS_OK);
    enum status status = try_import(&bench, bench.plain_db, STORE_WRITE, &map, &report, error);
    if (status == STATUS_OK)
        import_report_release(&report);
    else
        assert_int_not_equal(error->status, STATUS_OK);
    dump(database, bench.plain_db);
    column_map_release(&map);
    bench_remove(&bench);
}

static void test_ignored_people_stay_private(void **state)
{
    static const char export[] = "项目编号,小区名称,房号,姓名,是否同意\nP1,甲,101,张三丰,也许\n";
    struct text database = TEXT_INIT;
    struct error error = {0};
    (void)state;
    load_with(export, "ignore = {\"姓名\"}", &database, &error);
    assert_null(strstr(database.data, "张三丰"));
    assert_non_null(strstr(database.data, "P1"));
    text_release(&database);
}

static void fails(const char *map, const char *message)
{
    static const char export[] = "项目编号,项目名称,户数,计划年度\nP1,甲,10,2022\n";
    struct text database = TEXT_INIT;
    struct error error = {0};
    load_with(export, map, &database, &error);
    if (strstr(error.message, message) == NULL)
        fail_msg("'%s' says nothing of '%s'", error.message, message);
    text_release(&database);
}

/* An edited map that cannot be is told of with its line. */
static void test_where_an_edited_map_is_wrong(void **state)
{
    (void)state;
    fails("\nfield households { columns = {\"户\"} }", "map.conf:2: the file has no column '户'");
    fails("field households { columns = {\"#5\"} }", "map.conf:1: the file has no column '#5'");
    fails("\n\nfield house { columns = {\"户数\"} }", "map.conf:3: there is no field 'house'");
    fails("field remark { columns = {\"户数\"} unit = \"元\" }",
          "map.conf:1: 'remark' has no unit");
}

/* What a user's own map says is in the map that is written, too. */
static void test_a_map_of_a_map(void **state)
{
    static const char export[] = "Code,Part,State,Begin,Cost（元）,No\n"
                                 "1,a,On,3/4/2022,5000000,x\n1,b,PNS,4/4/2022,PNS,y\n";
    static const char own[] =
        "kind = projects ignore = {\"No\"}\n"
        "field project_code { columns = {\"Code\", \"Part\"} }\n"
        "field city { constant = \"New \\\"York\\\"\" }\n"
        "field status { columns = {\"State\"} words = {\"On = under-way\"} empty = {\"PNS\"} }\n"
        "field plan_start { columns = {\"Begin\"} date_order = mdy }\n"
        "field budget_planned { columns = {\"#5\"} empty = {\"PNS\"} }\n";
    struct bench bench;
    struct column_map map;
    struct import_report dry, plain;
    (void)state;
    bench_make(&bench, -1);
    write_bytes(bench.export, export, strlen(export));
    write_bytes(bench.map, own, strlen(own));
    assert_int_equal(column_map_read(&map, bench.map, NULL), STATUS_OK);
    import(&bench, bench.plain_db, STORE_REHEARSE, &map, &dry);
    import(&bench, bench.plain_db, STORE_WRITE, &map, &plain);
    assert_int_equal(plain.loaded, 2);
    says(dry.map, "field project_code { columns = {\"Code\", \"Part\"} }");
    says(dry.map, "field city { constant = \"New \\\"York\\\"\" }");
    says(dry.map, "words = {\"On = under-way\"} empty = {\"PNS\"}");
    says(dry.map, "date_order = \"mdy\"");
    says(dry.map, "{ columns = {\"Cost（元）\"} unit = \"元\"");
    write_bytes(bench.map, dry.map, strlen(dry.map));
    map_says_the_same(&bench, &dry);
    import_report_release(&dry);
    import_report_release(&plain);
    column_map_release(&map);
    bench_remove(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_every_form),
        cmocka_unit_test(test_random_mess),
        cmocka_unit_test(test_mixed_encodings_with_a_mark),
        cmocka_unit_test(test_names_that_need_care),
        cmocka_unit_test(test_headers_of_two_rows),
        cmocka_unit_test(test_people_stay_private),
        cmocka_unit_test(test_ignored_people_stay_private),
        cmocka_unit_test(test_where_an_edited_map_is_wrong),
        cmocka_unit_test(test_a_map_of_a_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

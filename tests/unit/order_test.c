/* The order in which files come does not matter, nor by way of which databases: all orders of a few
 * files end in one database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "core/memory.h"
#include "core/text.h"
#include "tests/unit/store_fixture.h"

#define LIST "project_code,project_name,district,plan_year"
#define BUDGET "project_code,project_name,district,budget_planned"
#define DAY "2022-06-30"
#define PLAIN NULL, NULL, 0, NULL

/* Two projects of one name, and files that speak of one of them by its name or its code. */
static const struct export one = {KIND_PROJECTS, DAY, LIST, "P1,甲项目,魏都区,2022\n", PLAIN};
static const struct export two = {KIND_PROJECTS, DAY, LIST, "P2,甲项目,建安区,2022\n", PLAIN};
static const struct export by_name = {KIND_BUDGETS, DAY, BUDGET, ",甲项目,,100\n", PLAIN};
static const struct export by_code = {KIND_BUDGETS, DAY, BUDGET, "P1,,,100\n", PLAIN};
static const struct export by_district = {KIND_BUDGETS, DAY, BUDGET, ",甲项目,魏都区,100\n", PLAIN};
static const struct export other_name = {KIND_BUDGETS, DAY, BUDGET, ",甲项目,,200\n", PLAIN};

/* Rows of one file that turn out to speak of one project. */
static const struct export code_first = {KIND_BUDGETS, DAY, BUDGET,
                                         "P1,,,100\n,甲项目,,200\nP3,,,30\n", PLAIN};
static const struct export name_first = {KIND_BUDGETS, DAY, BUDGET, ",甲项目,,200\nP1,,,100\n",
                                         PLAIN};
static const struct export repeated = {KIND_BUDGETS, DAY, BUDGET, ",甲项目,,100\nP1,,,100\n",
                                       PLAIN};
static const struct export three = {KIND_PROJECTS, DAY, LIST, "P3,丙项目,建安区,2022\n", PLAIN};
static const struct export same_by_code = {KIND_BUDGETS, DAY, BUDGET, "P1,,,100\n,甲项目,,200\n",
                                           PLAIN};
/* Two names for one project. */
static const struct export two_names = {KIND_BUDGETS, DAY, BUDGET, ",甲项目,,100\n,乙项目,,200\n",
                                        PLAIN};
/* A list of projects with a row for each compound. */
static const struct export compounds = {
    KIND_PROJECTS, DAY, "project_code,project_name,compound,district,plan_year,households",
    ",甲项目,东院,魏都区,2022,10\nP1,甲项目,西院,魏都区,2022,20\nP1,甲项目,东院,魏都区,2022,11\n",
    PLAIN};

enum { FILES_MAX = 5 };

struct files {
    const struct export *items[FILES_MAX];
    size_t count;
};

/* --- a database as text, without numbers that depend on the order --- */

#define PROJECT(id)                                                                                \
    "(SELECT coalesce((SELECT text FROM term WHERE term_id = p.code), text) FROM project p"        \
    " JOIN term ON term_id = p.name_key WHERE p.project_id = " id ")"

/* Each table of facts with a column list, and the numbers of its columns. */
static const char tables_sql[] =
    "SELECT t.name, group_concat(CASE c.name WHEN 'project_id' THEN 'project(project_id)'"
    " WHEN 'compound_id' THEN 'compound(compound_id)' ELSE iif(EXISTS (SELECT 1"
    "  FROM pragma_foreign_key_list(t.name) f WHERE f.\"from\" = c.name AND f.\"table\" = 'term'),"
    "  'term(' || c.name || ')', c.name) END || ' AS ' || c.name, ', ')"
    " FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.name LIKE '%\\_fact' ESCAPE '\\'"
    " AND c.name NOT IN ('source_id', 'line') GROUP BY t.name";

static const char rejects_sql[] = "SELECT code, field, value, line, raw, kind FROM reject"
                                  " JOIN source USING (source_id) WHERE resolved_by IS NULL";
static const char sums_sql[] = "SELECT file, row_count FROM source WHERE row_count <> loaded"
                               " + unchanged + skipped_subtotal + skipped_header + skipped_note"
                               " + rejected";

/* What a number stands for: user data is the SQL that says it. */
static void say(sqlite3_context *context, int count, sqlite3_value **values)
{
    sqlite3_stmt *statement;
    (void)count;
    sqlite3_prepare_v2(sqlite3_context_db_handle(context), sqlite3_user_data(context), -1,
                       &statement, NULL);
    sqlite3_bind_value(statement, 1, values[0]);
    if (sqlite3_step(statement) == SQLITE_ROW)
        sqlite3_result_value(context, sqlite3_column_value(statement, 0));
    sqlite3_finalize(statement);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The rows of a query in the order of their texts. */
static void dump_rows(struct text *out, sqlite3 *db, const char *sql, const char *title)
{
    sqlite3_stmt *statement;
    char **rows = NULL;
    size_t count = 0, capacity = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct text row = TEXT_INIT;
        text_add(&row, title);
        for (int i = 0; i < sqlite3_column_count(statement); i++)
            if (sqlite3_column_type(statement, i) != SQLITE_NULL)
                text_addf(&row, " %s=%s", sqlite3_column_name(statement, i),
                          sqlite3_column_text(statement, i));
        ARRAY_GROW(rows, count + 1, capacity);
        rows[count++] = text_detach(&row);
    }
    sqlite3_finalize(statement);
    if (count > 0)
        qsort(rows, count, sizeof *rows, by_text);
    for (size_t i = 0; i < count; i++) {
        text_addf(out, "%s\n", rows[i]);
        free(rows[i]);
    }
    free(rows);
}

static sqlite3 *open_raw(const struct place *place)
{
    static char project[] = "SELECT " PROJECT("?1");
    static char compound[] = "SELECT " PROJECT(
        "c.project_id") " || '/' || text FROM compound c"
                        " JOIN term ON term_id = c.name_key WHERE compound_id = ?1";
    static char term[] = "SELECT text FROM term WHERE term_id = ?1";
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(place->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite3_create_function(db, "project", 1, SQLITE_UTF8, project, say, NULL, NULL);
    sqlite3_create_function(db, "compound", 1, SQLITE_UTF8, compound, say, NULL, NULL);
    sqlite3_create_function(db, "term", 1, SQLITE_UTF8, term, say, NULL, NULL);
    return db;
}

/* Facts that say the same twice say it once; each rejected row is listed once. */
static char *dump(const struct place *place)
{
    struct text out = TEXT_INIT;
    sqlite3 *db = open_raw(place);
    sqlite3_stmt *tables;
    assert_int_equal(sqlite3_prepare_v2(db, tables_sql, -1, &tables, NULL), SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        struct text sql = TEXT_INIT;
        const char *table = (const char *)sqlite3_column_text(tables, 0);
        text_addf(&sql, "SELECT DISTINCT %s FROM %s", sqlite3_column_text(tables, 1), table);
        dump_rows(&out, db, sql.data, table);
        text_release(&sql);
    }
    sqlite3_finalize(tables);
    dump_rows(&out, db, rejects_sql, "rejected");
    dump_rows(&out, db, sums_sql, "does not add up:");
    sqlite3_close(db);
    return text_detach(&out);
}

/* --- all orders --- */

static void load_files(const struct place *place, const struct files *files)
{
    struct store *store = open_store(place, STORE_WRITE);
    for (size_t i = 0; i < files->count; i++)
        load_export(store, files->items[i]);
    store_close(store);
}

static char *load_direct(const struct files *files)
{
    struct place place;
    place_make(&place);
    load_files(&place, files);
    char *text = dump(&place);
    place_remove(&place);
    return text;
}

static void expect(const char *expected, char *text, const struct files *files, const char *how)
{
    struct text order = TEXT_INIT;
    for (size_t i = 0; i < files->count; i++)
        text_addf(&order, "%s", files->items[i]->rows);
    if (strcmp(text, expected) != 0)
        fail_msg("%s in the order\n%sgives\n%snot\n%s", how, order.data, text, expected);
    text_release(&order);
    free(text);
}

static void swap(struct files *files, size_t a, size_t b)
{
    const struct export *kept = files->items[a];
    files->items[a] = files->items[b];
    files->items[b] = kept;
}

/* All orders of the files from `from` on (each once: Heap's way of a suffix). */
static void permute(struct files *files, size_t from, const char *expected,
                    void (*check)(const struct files *files, const char *expected))
{
    if (from + 1 >= files->count) {
        check(files, expected);
        return;
    }
    for (size_t i = from; i < files->count && i < FILES_MAX; i++) {
        swap(files, from, i);
        permute(files, from + 1, expected, check);
        swap(files, from, i);
    }
}

static void check_direct(const struct files *files, const char *expected)
{
    expect(expected, load_direct(files), files, "loading");
}

static void merge_into(const struct place *place, const struct place *other)
{
    static const unsigned char salt[32] = "a salt of the tests, 32 bytes  ";
    struct merge_report report;
    struct error error = {0};
    struct store *store = open_store(place, STORE_WRITE);
    if (store_merge(store, other->path, salt, &report, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    store_close(store);
}

/* Some files in one database and some in another, which is merged into it. */
static char *load_merged(const struct files *into, const struct files *other)
{
    struct place places[2];
    place_make(&places[0]);
    place_make(&places[1]);
    load_files(&places[0], into);
    load_files(&places[1], other);
    merge_into(&places[0], &places[1]);
    char *text = dump(&places[0]);
    place_remove(&places[0]);
    place_remove(&places[1]);
    return text;
}

/* All ways to part the files between two databases; that within each the order does not matter has
 * been seen by then. */
static void check_merged(const struct files *files, const char *expected)
{
    for (unsigned mask = 1; mask + 1 < 1u << files->count; mask++) {
        struct files parts[2] = {0};
        for (size_t i = 0; i < files->count; i++) {
            struct files *part = &parts[mask >> i & 1];
            part->items[part->count++] = files->items[i];
        }
        expect(expected, load_merged(&parts[0], &parts[1]), files, "merging");
    }
}

/* `must`: what the database says in any order. */
static void all_orders_are_one(struct files files, const char *must, const char *must_not)
{
    char *expected = load_direct(&files);
    if (strstr(expected, must) == NULL || (must_not != NULL && strstr(expected, must_not) != NULL))
        fail_msg("%s", expected);
    permute(&files, 0, expected, check_direct);
    check_merged(&files, expected);
    swap(&files, 0, files.count - 1);
    check_merged(&files, expected);
    free(expected);
}

/* --- the tests --- */

static void a_row_by_code_does_not_lean_on_one_by_name(void **state)
{
    (void)state;
    all_orders_are_one((struct files){{&one, &by_name, &by_code, &two}, 4},
                       "budget_fact project_id=P1 compound_id=P1/ as_of=19173 known=19173 "
                       "budget_planned=100\n",
                       NULL);
}

/* The name in its district still means one project when the bare name means two. */
static void one_name_does_not_lean_on_another(void **state)
{
    (void)state;
    all_orders_are_one((struct files){{&one, &by_name, &by_district, &two}, 4},
                       "budget_planned=100\n", "budget_planned=200");
}

/* What corrected nothing but a row that was taken back is known from its own day. */
static void a_row_taken_back_has_corrected_nothing(void **state)
{
    (void)state;
    all_orders_are_one((struct files){{&one, &other_name, &by_code, &two}, 4},
                       "known=19173 budget_planned=100\n", "budget_planned=200");
}

/* Whichever comes first, the row by its code stays and the other one is rejected. */
static void rows_of_one_file_that_meet(void **state)
{
    (void)state;
    static const char rejected[] = "code=primary-key field= value= line=3 raw=,甲项目,,200";
    static const char first[] = "code=primary-key field= value= line=2 raw=,甲项目,,200";
    all_orders_are_one((struct files){{&one, &code_first, &three}, 3}, rejected,
                       "budget_planned=200");
    all_orders_are_one((struct files){{&one, &name_first, &three}, 3}, first, "budget_planned=200");
    all_orders_are_one((struct files){{&one, &repeated}, 2}, "budget_planned=100", "rejected");
    all_orders_are_one((struct files){{&one, &repeated, &two}, 3},
                       "project_id=P1 compound_id=P1/ as_of=19173 known=19173 budget_planned=100",
                       NULL);
    all_orders_are_one((struct files){{&one, &compounds}, 2}, "line=2", "households=10");
}

/* A row that says what another file had said is a word all the same. */
static void rows_that_repeat_another_file_meet(void **state)
{
    (void)state;
    static const char second[] = "code=primary-key field= value= line=3 raw=,甲项目,,200";
    static const char other[] = "code=primary-key field= value= line=3 raw=,乙项目,,200";
    static const struct export named = {KIND_PROJECTS, "2022-05-31", LIST,
                                        "P1,乙项目,魏都区,2022\n", PLAIN};
    all_orders_are_one((struct files){{&by_code, &same_by_code, &one}, 3}, second,
                       "budget_planned=200");
    all_orders_are_one((struct files){{&by_code, &same_by_code, &one, &three}, 4}, second,
                       "budget_planned=200");
    all_orders_are_one((struct files){{&by_name, &two_names, &one, &named}, 4}, other,
                       "budget_planned=200");
}

static void counts_of_rows_that_meet(void **state)
{
    (void)state;
    struct place place;
    struct source_set sources;
    place_make(&place);
    load_files(&place, &(struct files){{&code_first, &repeated, &one}, 3});
    struct store *store = open_store(&place, STORE_READ);
    assert_int_equal(store_read_sources(store, &sources, NULL), STATUS_OK);
    assert_int_equal(sources.items[0].loaded, 2);
    assert_int_equal(sources.items[0].rejected, 1);
    assert_int_equal(sources.items[1].rejected, 0);
    source_set_release(&sources);
    store_close(store);
    place_remove(&place);
}

/* A row that two databases have, of one project here and of another there. */
static void a_file_that_two_databases_loaded(void **state)
{
    (void)state;
    const struct files all = {{&one, &by_name, &two}, 3};
    const struct files here = {{&one, &by_name}, 2}, there = {{&by_name, &two}, 2};
    char *expected = load_direct(&all);
    assert_non_null(strstr(expected, "ambiguous-project"));
    expect(expected, load_merged(&here, &there), &here, "merging");
    expect(expected, load_merged(&there, &here), &there, "merging");
    expect(expected, load_merged(&all, &here), &all, "merging");
    expect(expected, load_merged(&here, &all), &here, "merging");
    free(expected);
}

/* Who loads is told of rows that other files lose, and of which. */
static void rows_of_others_that_go(void **state)
{
    (void)state;
    struct place place, other;
    struct merge_report report;
    place_make(&place);
    place_make(&other);
    load_files(&other, &(struct files){{&two}, 1});
    struct store *store = open_store(&place, STORE_WRITE);
    assert_int_equal(load_export(store, &one).taken_back, 0);
    load_export(store, &by_name);
    load_export(store, &by_code);
    struct load_counts counts = load_open_ended(store, &two);
    assert_int_equal(counts.taken_back, 1);
    assert_string_equal(counts.taken_from, "test.csv");
    store_load_rollback(store);
    assert_int_equal(store_merge(store, other.path, NULL, &report, NULL), STATUS_OK);
    assert_int_equal(report.taken_back, 1);
    store_close(store);
    place_remove(&place);
    place_remove(&other);
}

static size_t open_rejects(struct store *store, int64_t *newest)
{
    struct reject_set rejects;
    assert_int_equal(store_read_rejects(store, 0, &rejects, NULL), STATUS_OK);
    size_t count = rejects.count;
    if (count > 0)
        *newest = rejects.items[count - 1].source_id;
    reject_set_release(&rejects);
    return count;
}

/* A row is rejected once, by the newest load of its file, and not at all once that could read it.
 */
static void a_file_that_is_read_again(void **state)
{
    (void)state;
    struct place place;
    int64_t source_id = 0;
    static const char rows[] = "P1,甲项目,100\n";
    struct export read = {KIND_BUDGETS, DAY, "compound,project_name,budget_planned", rows, PLAIN};
    place_make(&place);
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &one);
    load_export(store, &read);
    load_export(store, &two);
    assert_int_equal(open_rejects(store, &source_id), 1);
    assert_int_equal(source_id, 2);
    load_export(store, &read);
    assert_int_equal(open_rejects(store, &source_id), 1);
    assert_int_equal(source_id, 4);
    /* As of another day it is another statement. */
    read.as_of = "2022-07-31";
    load_export(store, &read);
    assert_int_equal(open_rejects(store, &source_id), 2);
    read.as_of = DAY;
    read.header = "project_code,project_name,budget_planned";
    assert_int_equal(load_export(store, &read).loaded, 1);
    assert_int_equal(open_rejects(store, &source_id), 1);
    assert_int_equal(source_id, 5);
    store_close(store);
    place_remove(&place);
}

/* One that says no day is as of the day of loading, whenever that is. */
static void a_file_without_a_day_is_read_again(void **state)
{
    (void)state;
    struct place place;
    struct source_set sources;
    struct export read = {KIND_BUDGETS, "2024-01-01", "compound,project_name,budget_planned",
                          "P1,甲项目,100\n", PLAIN};
    place_make(&place);
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &one);
    load_export(store, &two);
    load_export(store, &read);
    read.header = "project_code,project_name,budget_planned";
    read.as_of = read.today = "2024-01-02";
    load_export(store, &read);
    assert_int_equal(store_read_sources(store, &sources, NULL), STATUS_OK);
    assert_int_equal(sources.items[2].rejected, 1);
    assert_int_equal(sources.items[2].open_rejects, 0);
    source_set_release(&sources);
    store_close(store);
    place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_by_code_does_not_lean_on_one_by_name),
        cmocka_unit_test(one_name_does_not_lean_on_another),
        cmocka_unit_test(a_row_taken_back_has_corrected_nothing),
        cmocka_unit_test(rows_of_one_file_that_meet),
        cmocka_unit_test(rows_that_repeat_another_file_meet),
        cmocka_unit_test(counts_of_rows_that_meet),
        cmocka_unit_test(a_file_that_two_databases_loaded),
        cmocka_unit_test(rows_of_others_that_go),
        cmocka_unit_test(a_file_that_is_read_again),
        cmocka_unit_test(a_file_without_a_day_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

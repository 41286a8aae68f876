/* Random clean data in random mess: loading must give the same database as from a tidy file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "core/text.h"
#include "ingest/import.h"
#include "tests/unit/mess.h"
#include "tests/unit/store_fixture.h"

/* --- a database as text --- */

/* Each table of facts by its columns, terms as texts, without where a row came from. */
static const char tables_sql[] =
    "SELECT m.name, group_concat(CASE WHEN c.name IN ('building', 'unit') OR EXISTS"
    " (SELECT 1 FROM pragma_foreign_key_list(m.name) f WHERE f.\"from\" = c.name"
    " AND f.\"table\" = 'term') THEN '(SELECT text FROM term WHERE term_id = ' || c.name || ') AS '"
    " || c.name ELSE c.name END, ', ') FROM sqlite_master m, pragma_table_info(m.name) c"
    " WHERE m.type = 'table' AND c.name NOT IN ('source_id', 'line') AND m.name NOT IN"
    " ('term', 'source', 'source_field', 'salt', 'named_row', 'reject') GROUP BY m.name";

static void dump_rows(struct text *out, sqlite3 *db, const char *table, const char *columns)
{
    struct text sql = TEXT_INIT;
    sqlite3_stmt *rows;
    text_addf(&sql, "SELECT %s FROM %s", columns, table);
    assert_int_equal(sqlite3_prepare_v2(db, sql.data, -1, &rows, NULL), SQLITE_OK);
    for (int row = 1; sqlite3_step(rows) == SQLITE_ROW; row++)
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            const char *cell = (const char *)sqlite3_column_text(rows, i);
            text_addf(out, "%s %d: %s = %s\n", table, row, sqlite3_column_name(rows, i),
                      cell != NULL ? cell : "?");
        }
    sqlite3_finalize(rows);
    text_release(&sql);
}

static void dump(struct text *out, const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *tables;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, tables_sql, -1, &tables, NULL), SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW)
        dump_rows(out, db, (const char *)sqlite3_column_text(tables, 0),
                  (const char *)sqlite3_column_text(tables, 1));
    sqlite3_finalize(tables);
    sqlite3_close(db);
}

/* --- loading --- */

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    assert_int_equal(chmod(path, 0600), 0);
}

static void add_reject(struct text *out, const struct import_report *report)
{
    for (size_t i = 0; i < report->reject_count && i < 3; i++)
        text_addf(out, "line %lld, %s: %s\n", (long long)report->rejects[i].line,
                  report->rejects[i].field, report->rejects[i].message);
}

/* Why a load came to something else, by rehearsing it. */
static void explain(struct text *out, const char *path, struct import_options options)
{
    struct store *store;
    struct import_report report;
    struct error error = {0};
    options.dry_run = true;
    assert_int_equal(store_open(&store, "/nonexistent/renostat.db", STORE_REHEARSE, &error),
                     STATUS_OK);
    enum status status = import_file(store, path, &options, &report, &error);
    store_close(store);
    if (status != STATUS_OK) {
        text_addf(out, "%s\n", error.message);
        return;
    }
    for (size_t i = 0; i < report.column_count; i++)
        if (report.columns[i].field == NULL)
            text_addf(out, "unknown column %s\n", report.columns[i].column);
    add_reject(out, &report);
    import_report_release(&report);
}

/* What a database holds once the file is loaded, each row of it, as the kind that it is; where not,
 * what went wrong, and false. */
static bool load(struct text *out, const struct clean_table *table, const struct text *bytes)
{
    static const char salt[32] = "a salt of the tests, 32 bytes..";
    struct place place;
    struct import_report report;
    struct error error = {0};
    char path[160], salt_path[160];
    place_make(&place);
    snprintf(path, sizeof path, "%s/export.csv", place.folder);
    snprintf(salt_path, sizeof salt_path, "%s.salt", place.path);
    write_file(path, bytes->data, bytes->length);
    write_file(salt_path, salt, sizeof salt);
    struct store *store = open_store(&place, STORE_WRITE);
    /* A ledger may have columns of all kinds: only its user knows which it is. */
    int kind = table->form == CLEAN_LEDGER ? (int)table->kind : -1;
    const struct import_options options = {.kind = kind,
                                           .as_of = day("2022-08-31"),
                                           .known = DAYNUM_NONE,
                                           .today = day("2022-09-02"),
                                           .city = table->form == CLEAN_TOTALS ? "" : "许昌市",
                                           .database = place.path};
    enum status status = import_file(store, path, &options, &report, &error);
    store_close(store);
    if (status != STATUS_OK)
        text_addf(out, "%s\n", error.message);
    else if (report.kind != (int)table->kind)
        text_addf(out, "taken for %s\n", name_of(&export_kind_names, report.kind));
    else if (report.loaded != (int64_t)table->row_count || report.rejected != 0 ||
             report.rows != report.loaded + report.skipped)
        text_addf(out, "%lld of %zu loaded, %lld rejected\n", (long long)report.loaded,
                  table->row_count, (long long)report.rejected);
    bool whole = out->length == 0;
    if (!whole)
        explain(out, path, options);
    else
        dump(out, place.path);
    if (status == STATUS_OK)
        import_report_release(&report);
    unlink(path);
    unlink(salt_path);
    place_remove(&place);
    return whole;
}

/* Shows the first lines that differ. */
static void compare(const char *found, const char *expected, uint64_t seed,
                    const struct text *bytes)
{
    if (strcmp(found, expected) == 0)
        return;
    size_t same = 0;
    while (found[same] == expected[same])
        same++;
    while (same > 0 && found[same - 1] != '\n')
        same--;
    const char *keep = getenv("MESS_KEEP");
    if (keep != NULL)
        write_file(keep, bytes->data, bytes->length);
    fail_msg("seed %llu\n%.*s\ninstead of\n%.*s", (unsigned long long)seed,
             (int)strcspn(found + same, "\n") + 200, found + same,
             (int)strcspn(expected + same, "\n"), expected + same);
}

static void check(uint64_t seed, enum export_kind kind, enum clean_form form)
{
    struct chance chance = {.state = seed};
    struct clean_table table;
    struct text tidy = TEXT_INIT, messy = TEXT_INIT, expected = TEXT_INIT, found = TEXT_INIT;
    clean_table_make(&table, kind, form, &chance);
    mess_write_tidy(&tidy, &table);
    mess_write(&messy, &table, &chance);
    /* Two loads that fail alike would be equal as well. */
    if (!load(&expected, &table, &tidy))
        fail_msg("seed %llu, the tidy file: %s", (unsigned long long)seed, expected.data);
    load(&found, &table, &messy);
    compare(found.data, expected.data, seed, &messy);
    clean_table_release(&table);
    text_release(&tidy);
    text_release(&messy);
    text_release(&expected);
    text_release(&found);
}

/* MESS_ROUNDS and MESS_SEED look further than the test does. */
static uint64_t setting(const char *name, uint64_t usual)
{
    const char *value = getenv(name);
    return value != NULL ? strtoull(value, NULL, 10) : usual;
}

static void check_all(enum export_kind kind, enum clean_form form)
{
    uint64_t rounds = setting("MESS_ROUNDS", 5), seed = setting("MESS_SEED", 20220831);
    for (uint64_t i = 0; i < rounds; i++)
        check(seed + i, kind, form);
}

static void projects(void **state)
{
    (void)state;
    check_all(KIND_PROJECTS, CLEAN_LEDGER);
}

static void households(void **state)
{
    (void)state;
    check_all(KIND_HOUSEHOLDS, CLEAN_HOUSEHOLDS);
}

static void counts_of_households(void **state)
{
    (void)state;
    check_all(KIND_HOUSEHOLDS, CLEAN_COUNTS);
}

static void parking(void **state)
{
    (void)state;
    check_all(KIND_PARKING, CLEAN_LEDGER);
}

static void chargers(void **state)
{
    (void)state;
    check_all(KIND_CHARGERS, CLEAN_LEDGER);
}

static void budgets(void **state)
{
    (void)state;
    check_all(KIND_BUDGETS, CLEAN_LEDGER);
}

static void progress(void **state)
{
    (void)state;
    check_all(KIND_PROGRESS, CLEAN_LEDGER);
}

static void totals(void **state)
{
    (void)state;
    check_all(KIND_TOTALS, CLEAN_TOTALS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(projects),
        cmocka_unit_test(households),
        cmocka_unit_test(counts_of_households),
        cmocka_unit_test(parking),
        cmocka_unit_test(chargers),
        cmocka_unit_test(budgets),
        cmocka_unit_test(progress),
        cmocka_unit_test(totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

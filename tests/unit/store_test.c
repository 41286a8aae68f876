#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sqlite3.h>
#include <cmocka.h>

#include "data/store_state.h"
#include "data/subject.h"
#include "tests/unit/store_fixture.h"

#include "schema_001_sql.h"
#include "schema_002_sql.h"
#include "schema_003_sql.h"
#include "schema_004_sql.h"
#include "schema_005_sql.h"

static struct place place;

static int setup(void **state)
{
    (void)state;
    place_make(&place);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    chmod(place.folder, 0755);
    place_remove(&place);
    return 0;
}

static const struct export june = {KIND_PROJECTS,
                                   "2022-06-30",
                                   "project_code,project_name,district,plan_year",
                                   "P1,幸福小区,魏都区,2022\nP2,光明小区,魏都区,2022\n",
                                   NULL,
                                   NULL,
                                   0,
                                   NULL};

static const struct export july = {
    KIND_PROJECTS,
    "2022-07-31",
    "project_code,project_name,district,plan_year",
    "P1,幸福小区,魏都区,2022\nP2,光明小区,魏都区,2022\nP3,新小区,魏都区,2022\n",
    NULL,
    NULL,
    0,
    NULL};

static void write_file(const char *bytes, size_t length)
{
    FILE *file = fopen(place.path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void run_sql(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Opening fails with one line that names the file and has `words` in it. */
static void expect_refusal(const char *path, enum store_mode mode, enum status status,
                           const char *words)
{
    struct store *store;
    struct error error = {0};
    assert_int_equal(store_open(&store, path, mode, &error), status);
    assert_null(store);
    assert_non_null(strstr(error.message, path));
    assert_null(strchr(error.message, '\n'));
    if (strstr(error.message, words) == NULL)
        fail_msg("'%s' is not in '%s'", words, error.message);
}

static size_t count_projects(struct store *store)
{
    struct dataset dataset;
    read_at(store, "2022-12-31", true, &dataset);
    size_t count = dataset.projects.count;
    dataset_release(&dataset);
    return count;
}

static void files_that_are_not_ours(void **state)
{
    (void)state;
    struct stat about;
    expect_refusal(place.path, STORE_READ, STATUS_NOT_FOUND, "no database");
    assert_int_not_equal(stat(place.path, &about), 0);
    expect_refusal(place.folder, STORE_READ, STATUS_DATABASE, "folder");
    expect_refusal(place.folder, STORE_WRITE, STATUS_DATABASE, "folder");
    write_file("", 0);
    expect_refusal(place.path, STORE_READ, STATUS_DATABASE, "not a renostat database");
    char noise[8192];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 7919 >> 3);
    write_file(noise, sizeof noise);
    expect_refusal(place.path, STORE_READ, STATUS_DATABASE, "not a renostat database");
    expect_refusal(place.path, STORE_WRITE, STATUS_DATABASE, "not a renostat database");
    unlink(place.path);
    run_sql("CREATE TABLE other (a); PRAGMA user_version = 1");
    expect_refusal(place.path, STORE_READ, STATUS_DATABASE, "not a renostat database");
    expect_refusal(place.path, STORE_WRITE, STATUS_DATABASE, "not a renostat database");
}

static void an_empty_file_becomes_a_database(void **state)
{
    (void)state;
    write_file("", 0);
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &june);
    store_close(store);
    store = open_store(&place, STORE_READ);
    assert_int_equal(count_projects(store), 2);
    store_close(store);
}

/* What a first load leaves that was killed before it had made its tables. */
static void a_file_of_empty_pages_becomes_a_database(void **state)
{
    (void)state;
    run_sql("PRAGMA journal_mode = WAL");
    struct stat about;
    assert_int_equal(stat(place.path, &about), 0);
    assert_true(about.st_size > 0);
    expect_refusal(place.path, STORE_READ, STATUS_DATABASE, "not a renostat database");
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &june);
    store_close(store);
    store = open_store(&place, STORE_READ);
    assert_int_equal(count_projects(store), 2);
    store_close(store);
}

static void only_what_nobody_uses_can_be_claimed(void **state)
{
    (void)state;
    struct store *store = open_store(&place, STORE_WRITE);
    struct store *other = open_store(&place, STORE_WRITE);
    struct load_counts counts = load_open_ended(other, &june);
    assert_false(store_claim_unused(store));
    store_close(store);
    commit_load(other, &counts);
    assert_false(store_claim_unused(other));
    store_close(other);
}

/* A run that loaded nothing removes the file that it made while another has it open. */
static void a_load_outlives_the_file_that_it_met(void **state)
{
    (void)state;
    struct store *store = open_store(&place, STORE_WRITE);
    struct store *other = open_store(&place, STORE_WRITE);
    assert_true(store_claim_unused(store));
    unlink(place.path);
    store_close(store);
    load_export(other, &june);
    store_close(other);
    store = open_store(&place, STORE_READ);
    assert_int_equal(count_projects(store), 2);
    store_close(store);
}

static bool exists_beside(const char *ending)
{
    char path[128];
    snprintf(path, sizeof path, "%s%s", place.path, ending);
    return access(path, F_OK) == 0;
}

/* Loads July into a copy; 0 where it holds `expected` projects then. */
static int rehearse_july(size_t expected)
{
    struct store *store;
    struct dataset dataset;
    struct error error = {0};
    const struct vantage vantage = {daynum_from_civil(2022, 12, 31), DAYNUM_MAX};
    if (store_open(&store, place.path, STORE_REHEARSE, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    load_export(store, &july);
    if (store_read(store, vantage, 0, READ_EVERYTHING, &dataset, &error) != STATUS_OK)
        return 2;
    int result = dataset.projects.count == expected ? 0 : 3;
    dataset_release(&dataset);
    store_close(store);
    return result;
}

static void other_versions(void **state)
{
    (void)state;
    store_close(open_store(&place, STORE_WRITE));
    run_sql("PRAGMA user_version = 1000");
    expect_refusal(place.path, STORE_READ, STATUS_DATABASE, "newer");
    expect_refusal(place.path, STORE_WRITE, STATUS_DATABASE, "newer");
    expect_refusal(place.path, STORE_REHEARSE, STATUS_DATABASE, "newer");
}

/* A database as version 1 left it: readers refuse it and say how to go on, writers upgrade it. */
/* A database as version 5 made it, with a household that has changed its mind. */
static void make_version_5(void)
{
    static const unsigned char *const versions[] = {schema_001_sql, schema_002_sql, schema_003_sql,
                                                    schema_004_sql, schema_005_sql};
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        run_sql((const char *)versions[i]);
    run_sql("PRAGMA application_id = 0x524e5354; PRAGMA user_version = 5;"
            "INSERT INTO term (term_id, text) VALUES (1, 'P1'), (2, '3'), (3, '许昌市');"
            "INSERT INTO source (source_id, file, sha256, kind, encoding, delimiter, header_line,"
            " as_of, loaded_on) VALUES (1, 'a', '0', 1, 'UTF-8', ',', 1, 100, 100),"
            " (2, 'b', '1', 1, 'UTF-8', ',', 1, 120, 120);"
            "INSERT INTO city VALUES (1, 3); INSERT INTO region VALUES (1, 1, 0);"
            "INSERT INTO project VALUES (1, 1, 1, 1, 0, 0, 1, NULL);"
            "INSERT INTO compound VALUES (1, 1, 0, 0);"
            "INSERT INTO progress_fact VALUES (1, 120, 120, 2, 7, 50000);"
            "INSERT INTO named_row VALUES (1, 1, 1, 2, 7, 1), (1, 1, 1, 2, 8, 1);"
            "INSERT INTO household_past VALUES (1, 2, 0, 77, 90, 100, 100, 1, 5, 2, 700000, NULL,"
            " NULL, NULL, NULL);"
            "INSERT INTO household_answer VALUES (1, 2, 0, 77, 110, 120, 120, 2, 6, 1, 700000,"
            " NULL, NULL, NULL, NULL, 1);"
            "INSERT INTO consent_tally VALUES (1, 2, 0, 120, 120, 1, 1, 0, 0, 700000, 700000, 0,"
            " 0, 0, 0), (1, 3, 0, 120, 120, 5, 2, 1, 0, 0, 0, 0, 0, 0, 0)");
}

static int64_t number(const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

static void an_older_version_is_upgraded(void **state)
{
    (void)state;
    make_version_5();
    expect_refusal(place.path, STORE_READ, STATUS_DATABASE, "run 'ingest' to upgrade it");
    assert_int_equal(rehearse_july(3), 0);
    expect_refusal(place.path, STORE_READ, STATUS_DATABASE, "run 'ingest' to upgrade it");
    store_close(open_store(&place, STORE_WRITE));
    store_close(open_store(&place, STORE_READ));
    /* The day and the source of each answer, by way of the stairwell and the vintage. */
    static const char facts[] =
        " JOIN stairwell USING (stairwell_id) JOIN vintage USING (vintage_id)"
        " WHERE compound_id = 1 AND building = 2 AND unit = 0 AND door = 77";
    char sql[400];
    snprintf(sql, sizeof sql,
             "SELECT answered * 10000000 + as_of * 10000 + source_id * 1000 + line * 10 + answer"
             " FROM household_answer%s",
             facts);
    assert_int_equal(number(sql), 110 * 10000000 + 120 * 10000 + 2 * 1000 + 6 * 10 + 1);
    snprintf(sql, sizeof sql,
             "SELECT answered * 10000000 + as_of * 10000 + source_id * 1000 + line * 10 + answer"
             " FROM household_past%s",
             facts);
    assert_int_equal(number(sql), 90 * 10000000 + 100 * 10000 + 1 * 1000 + 5 * 10 + 2);
    /* Tallies of stairwells with answers, and of one without, as merged databases have. */
    assert_int_equal(number("SELECT sum((households * 10 + agree) * building) FROM consent_tally"
                            " JOIN stairwell USING (stairwell_id) WHERE as_of = 120"),
                     11 * 2 + 52 * 3);
    /* Of two rows that may be taken back one was loaded, the other unchanged. */
    assert_int_equal(number("SELECT sum(line * 10 + loaded) FROM named_row"), 71 + 80);
}

static void a_rehearsal_leaves_everything_as_it_is(void **state)
{
    struct stat before, after;
    (void)state;
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &june);
    store_close(store);
    assert_int_equal(stat(place.path, &before), 0);
    assert_int_equal(rehearse_july(3), 0);
    assert_int_equal(stat(place.path, &after), 0);
    assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim);
    assert_false(exists_beside("-wal") || exists_beside("-shm") || exists_beside("-journal"));
    store = open_store(&place, STORE_READ);
    assert_int_equal(count_projects(store), 2);
    store_close(store);
}

static void a_rehearsal_without_a_database(void **state)
{
    (void)state;
    assert_int_equal(rehearse_july(3), 0);
    assert_false(exists_beside(""));
    write_file("", 0);
    assert_int_equal(rehearse_july(3), 0);
    struct stat about;
    assert_int_equal(stat(place.path, &about), 0);
    assert_int_equal(about.st_size, 0);
    write_file("no database", 11);
    expect_refusal(place.path, STORE_REHEARSE, STATUS_DATABASE, "not a renostat database");
    expect_refusal(place.folder, STORE_REHEARSE, STATUS_DATABASE, "folder");
}

/* What the log holds of a finished load counts, and of an unfinished one does not. */
static void a_rehearsal_during_a_load(void **state)
{
    (void)state;
    struct store *writer = open_store(&place, STORE_WRITE);
    load_export(writer, &june);
    struct load_counts counts = load_open_ended(writer, &july);
    struct store *rehearsal = open_store(&place, STORE_REHEARSE);
    assert_int_equal(count_projects(rehearsal), 2);
    commit_load(writer, &counts);
    assert_int_equal(count_projects(rehearsal), 2);
    store_close(rehearsal);
    store_close(writer);
}

static void acknowledgements_are_kept(void **state)
{
    struct acknowledgement first = {"paid-over-issued", "许昌市", "2022-001", "advance paid",
                                    19000};
    struct acknowledgement_set set;
    bool found;
    (void)state;
    struct store *store = open_store(&place, STORE_WRITE);
    assert_int_equal(store_read_acknowledgements(store, &set, NULL), STATUS_OK);
    assert_int_equal(set.count, 0);
    assert_int_equal(store_acknowledge(store, &first, NULL), STATUS_OK);
    first.reason = "seen by the audit";
    assert_int_equal(store_acknowledge(store, &first, NULL), STATUS_OK);
    first.subject = "";
    assert_int_equal(store_acknowledge(store, &first, NULL), STATUS_OK);
    assert_int_equal(store_read_acknowledgements(store, &set, NULL), STATUS_OK);
    assert_int_equal(set.count, 2);
    assert_string_equal(set.items[0].subject, "");
    assert_string_equal(set.items[1].subject, "2022-001");
    assert_string_equal(set.items[1].reason, "seen by the audit");
    assert_int_equal(set.items[1].acknowledged_on, 19000);
    acknowledgement_set_release(&set);
    assert_int_equal(store_withdraw(store, first.code, first.city, "2022-002", &found, NULL),
                     STATUS_OK);
    assert_false(found);
    assert_int_equal(store_withdraw(store, first.code, first.city, "2022-001", &found, NULL),
                     STATUS_OK);
    assert_true(found);
    first.reason = "";
    assert_int_equal(store_acknowledge(store, &first, NULL), STATUS_DATABASE);
    store_close(store);
}

/* Runs `body` in a process that is not root; 0 where it went well. */
static int as_nobody(int (*body)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(99);
        _exit(body());
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int read_two_projects(void)
{
    struct store *store;
    struct dataset dataset;
    struct error error = {0};
    const struct vantage vantage = {daynum_from_civil(2022, 12, 31), DAYNUM_MAX};
    if (store_open(&store, place.path, STORE_READ, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    if (store_read(store, vantage, 0, READ_EVERYTHING, &dataset, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 2;
    }
    int result = dataset.projects.count == 2 ? 0 : 3;
    dataset_release(&dataset);
    store_close(store);
    return result;
}

static int rehearse_where_nothing_can_be_written(void)
{
    return rehearse_july(3);
}

static int fail_to_write(void)
{
    struct store *store;
    struct error error = {0};
    return store_open(&store, place.path, STORE_WRITE, &error) != STATUS_OK &&
                   strstr(error.message, place.path) != NULL && strchr(error.message, '\n') == NULL
               ? 0
               : 1;
}

static void a_read_only_folder(void **state)
{
    (void)state;
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &june);
    store_close(store);
    chmod(place.path, 0444);
    chmod(place.folder, 0555);
    assert_int_equal(as_nobody(read_two_projects), 0);
    assert_int_equal(as_nobody(rehearse_where_nothing_can_be_written), 0);
    assert_int_equal(as_nobody(fail_to_write), 0);
}

static int explain_the_log(void)
{
    struct store *store;
    struct error error = {0};
    if (store_open(&store, place.path, STORE_READ, &error) == STATUS_OK)
        return 1;
    return strstr(error.message, "read-only") != NULL ? 0 : 2;
}

/* A process that dies in the middle of a load, with what it wrote in the log; a first load has
 * none, and its journal stands there. */
static void kill_a_load(bool first)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *store = open_store(&place, STORE_WRITE);
        if (!first)
            load_export(store, &june);
        load_open_ended(store, &july);
        if (first)
            sqlite3_db_cacheflush(store->db);
        kill(getpid(), SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void a_read_only_folder_with_an_unfinished_load(void **state)
{
    (void)state;
    char shm[128];
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &june);
    store_close(store);
    kill_a_load(false);
    snprintf(shm, sizeof shm, "%s-shm", place.path);
    unlink(shm);
    chmod(place.folder, 0555);
    assert_int_equal(as_nobody(explain_the_log), 0);
}

static void a_reader_during_a_load(void **state)
{
    (void)state;
    struct store *writer = open_store(&place, STORE_WRITE);
    load_export(writer, &june);
    struct load_counts counts = load_open_ended(writer, &july);
    struct store *reader = open_store(&place, STORE_READ);
    assert_int_equal(count_projects(reader), 2);
    commit_load(writer, &counts);
    assert_int_equal(count_projects(reader), 3);
    store_close(reader);
    store_close(writer);
}

static void a_load_taken_back(void **state)
{
    (void)state;
    struct source_set sources;
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &june);
    load_open_ended(store, &july);
    store_load_rollback(store);
    assert_int_equal(count_projects(store), 2);
    assert_int_equal(store_read_sources(store, &sources, NULL), STATUS_OK);
    assert_int_equal(sources.count, 1);
    source_set_release(&sources);
    assert_int_equal(load_export(store, &july).loaded, 3);
    store_close(store);
}

static void a_killed_load(void **state)
{
    (void)state;
    struct store *store = open_store(&place, STORE_WRITE);
    load_export(store, &june);
    store_close(store);
    kill_a_load(false);
    store = open_store(&place, STORE_READ);
    assert_int_equal(count_projects(store), 2);
    store_close(store);
    store = open_store(&place, STORE_WRITE);
    assert_int_equal(load_export(store, &july).loaded, 3);
    store_close(store);
}

static void a_killed_first_load(void **state)
{
    (void)state;
    char journal[128];
    struct stat about;
    struct store *store = open_store(&place, STORE_WRITE);
    store_close(store);
    kill_a_load(true);
    snprintf(journal, sizeof journal, "%s-journal", place.path);
    assert_int_equal(stat(journal, &about), 0);
    assert_true(about.st_size > 0);
    chmod(place.folder, 0555);
    assert_int_equal(as_nobody(explain_the_log), 0);
    chmod(place.folder, 0755);
    store = open_store(&place, STORE_READ);
    assert_int_equal(count_projects(store), 0);
    store_close(store);
    store = open_store(&place, STORE_WRITE);
    assert_int_equal(load_export(store, &july).loaded, 3);
    store_close(store);
}

static void sources_and_newest_day(void **state)
{
    (void)state;
    struct source_set sources;
    struct source found;
    daynum newest;
    bool there;
    char sha256[DIGEST_HEX_MAX];
    struct load_request request = {
        .sha256 = sha256, .kind = KIND_PROJECTS, .as_of = day("2022-06-30"), .known = DAYNUM_NONE};
    checksum_of(&june, sha256);
    struct store *store = open_store(&place, STORE_WRITE);
    assert_int_equal(store_newest_as_of(store, &newest, NULL), STATUS_OK);
    assert_int_equal(newest, DAYNUM_NONE);
    load_export(store, &july);
    load_export(store, &june);
    assert_int_equal(store_newest_as_of(store, &newest, NULL), STATUS_OK);
    assert_int_equal(newest, day("2022-07-31"));
    assert_int_equal(store_read_sources(store, &sources, NULL), STATUS_OK);
    assert_int_equal(sources.count, 2);
    assert_int_equal(sources.items[0].loaded, 3);
    assert_string_equal(sources.items[0].file, "test.csv");
    source_set_release(&sources);
    assert_int_equal(store_find_source(store, &request, &there, &found, NULL), STATUS_OK);
    assert_true(there);
    assert_int_equal(found.source_id, 2);
    request.sha256 = "1";
    assert_int_equal(store_find_source(store, &request, &there, &found, NULL), STATUS_OK);
    assert_false(there);
    store_close(store);
}

/* Every stored field of the dictionary has its column, and no column is without a field. */
static void dictionary_and_schema_agree(void **state)
{
    (void)state;
    struct subject_tables tables;
    sqlite3 *db;
    store_close(open_store(&place, STORE_WRITE));
    subject_tables_init(&tables);
    size_t field_count;
    const struct field *fields = dictionary_fields(&field_count);
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    for (int i = 0; i < SUBJECT_COUNT; i++) {
        const struct subject_table *table = &tables.of[i];
        sqlite3_stmt *statement;
        int columns = 0;
        if (table->name == NULL)
            continue;
        assert_true(table->field_count < SUBJECT_COLUMNS_MAX);
        for (int j = 0; j < table->field_count; j++) {
            const char *name = fields[table->fields[j]].name;
            const char *type;
            if (sqlite3_table_column_metadata(db, NULL, table->name, name, &type, NULL, NULL, NULL,
                                              NULL) != SQLITE_OK)
                fail_msg("%s has no column '%s'", table->name, name);
            assert_string_equal(type, "INTEGER");
        }
        char *sql = sqlite3_mprintf("PRAGMA table_info(%s)", table->name);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW)
            columns++;
        /* Keys, as_of, known, source_id, line, listed; the rest are fields. */
        assert_int_equal(columns, table->key_count + 4 + table->listed + table->field_count);
        sqlite3_finalize(statement);
        sqlite3_free(sql);
    }
    sqlite3_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_that_are_not_ours),
        TEST(an_empty_file_becomes_a_database),
        TEST(a_file_of_empty_pages_becomes_a_database),
        TEST(only_what_nobody_uses_can_be_claimed),
        TEST(a_load_outlives_the_file_that_it_met),
        TEST(other_versions),
        TEST(an_older_version_is_upgraded),
        TEST(a_rehearsal_leaves_everything_as_it_is),
        TEST(a_rehearsal_without_a_database),
        TEST(a_rehearsal_during_a_load),
        TEST(acknowledgements_are_kept),
        TEST(a_read_only_folder),
        TEST(a_read_only_folder_with_an_unfinished_load),
        TEST(a_reader_during_a_load),
        TEST(a_load_taken_back),
        TEST(a_killed_load),
        TEST(a_killed_first_load),
        TEST(sources_and_newest_day),
        TEST(dictionary_and_schema_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

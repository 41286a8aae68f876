#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/sample/apportion.h"
#include "data/sample/dice.h"
#include "data/sample/model.h"
#include "data/sample/sample.h"
#include "data/sample/survey.h"

enum { CELLS_MAX = 64 };

/* An export read back by the plainest means: every line, every cell. */
struct sheet_row {
    char *cells[CELLS_MAX];
    size_t count;
};

struct table {
    struct sheet_row *rows;
    size_t count, capacity, header;
    char *text;
};

static char *slurp(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = xmalloc(*length + 1);
    assert_int_equal(fread(bytes, 1, *length, file), *length);
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

static char *decode(char *bytes, size_t length)
{
    if (text_is_utf8(bytes, length))
        return bytes;
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    size_t room = 2 * length + 1;
    char *out = xcalloc(1, room), *in = bytes, *at = out;
    assert_true(iconv(converter, &in, &length, &at, &room) != (size_t)-1);
    iconv_close(converter);
    free(bytes);
    return out;
}

/* Cuts one line into its cells, in place; gives what follows it. */
static char *cut_line(char *at, struct sheet_row *row)
{
    row->count = 0;
    for (;;) {
        char *out = at;
        bool quoted = *at == '"';
        at += quoted;
        assert_true(row->count < CELLS_MAX);
        row->cells[row->count++] = out;
        while (*at != '\0' && (quoted || (*at != ',' && *at != '\r' && *at != '\n'))) {
            if (quoted && *at == '"' && *++at != '"') {
                quoted = false;
                continue;
            }
            *out++ = *at++;
        }
        char stop = *at;
        at += stop == '\0' ? 0 : stop == '\r' ? 2 : 1;
        *out = '\0';
        if (stop != ',')
            return at;
    }
}

static int column_of(const struct table *table, const char *header)
{
    const struct sheet_row *row = &table->rows[table->header];
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(row->cells[i], header) == 0)
            return (int)i;
    return -1;
}

static void table_read(struct table *table, const char *folder, const char *name)
{
    struct text path = TEXT_INIT;
    size_t length;
    *table = (struct table){0};
    text_addf(&path, "%s/%s", folder, name);
    char *bytes = slurp(path.data, &length);
    table->text = decode(bytes, length);
    char *at = table->text;
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (*at != '\0') {
        ARRAY_GROW(table->rows, table->count + 1, table->capacity);
        at = cut_line(at, &table->rows[table->count++]);
    }
    while (table->header < 3 && column_of(table, "项目编号") < 0)
        table->header++;
    assert_true(column_of(table, "项目编号") >= 0);
    text_release(&path);
}

static void table_release(struct table *table)
{
    free(table->rows);
    free(table->text);
}

static const char *cell(const struct table *table, size_t row, const char *header)
{
    int column = column_of(table, header);
    assert_true(column >= 0);
    return (size_t)column < table->rows[row].count ? table->rows[row].cells[column] : "";
}

/* A number in hundredths: full-width digits, thousands separators, none of it 0. */
static int64_t hundredths(const char *text)
{
    struct text plain = TEXT_INIT;
    int64_t value = 0;
    int decimals = -1;
    text_compat(&plain, text, strlen(text));
    for (const char *at = plain.data; *at != '\0'; at++) {
        if (*at == '.') {
            decimals = 0;
        } else if (*at >= '0' && *at <= '9') {
            value = 10 * value + (*at - '0');
            decimals += decimals >= 0;
        }
    }
    text_release(&plain);
    assert_true(decimals <= 2);
    for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
        value *= 10;
    return value;
}

static bool is_data(const struct table *table, size_t row)
{
    return cell(table, row, "项目编号")[0] != '\0';
}

static bool is_of_year(const struct table *table, size_t row, int year)
{
    return is_data(table, row) &&
           (year == 0 || hundredths(cell(table, row, "计划年度")) == 100 * (int64_t)year);
}

static bool is_planned(const struct table *table, size_t row, int year)
{
    return is_of_year(table, row, year) && strcmp(cell(table, row, "项目状态"), "未列入") != 0;
}

/* The sum of a column over the rows of a plan year (0: of all), in whole units. */
static int64_t column_sum(const struct table *table, const char *header, int year)
{
    int64_t sum = 0;
    for (size_t row = table->header + 1; row < table->count; row++)
        if (is_of_year(table, row, year))
            sum += hundredths(cell(table, row, header));
    return sum / 100;
}

static int64_t count_projects(const struct table *table, int year)
{
    int64_t count = 0;
    const char *last = "";
    for (size_t row = table->header + 1; row < table->count; row++) {
        if (!is_planned(table, row, year))
            continue;
        count += strcmp(cell(table, row, "项目编号"), last) != 0;
        last = cell(table, row, "项目编号");
    }
    return count;
}

struct scratch {
    char folder[64];
};

static void scratch_make(struct scratch *scratch)
{
    snprintf(scratch->folder, sizeof scratch->folder, "/tmp/sample-XXXXXX");
    assert_non_null(mkdtemp(scratch->folder));
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

struct names {
    char **items;
    size_t count, capacity;
};

static void names_list(struct names *names, const char *folder)
{
    *names = (struct names){0};
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        ARRAY_GROW(names->items, names->count + 1, names->capacity);
        names->items[names->count++] = xstrdup(entry->d_name);
    }
    closedir(directory);
    qsort(names->items, names->count, sizeof *names->items, by_name);
}

static void names_release(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

/* One digest over the names and the bytes of all files but the README. */
static void folder_digest(const char *folder, char hex[DIGEST_HEX_MAX])
{
    struct names names;
    struct digest *digest = digest_new(DIGEST_SHA256);
    names_list(&names, folder);
    for (size_t i = 0; i < names.count; i++) {
        struct text path = TEXT_INIT;
        size_t length;
        text_addf(&path, "%s/%s", folder, names.items[i]);
        char *bytes = slurp(path.data, &length);
        digest_add(digest, names.items[i], strlen(names.items[i]));
        if (strcmp(names.items[i], "README.txt") != 0)
            digest_add(digest, bytes, length);
        free(bytes);
        text_release(&path);
    }
    digest_finish(digest, hex);
    digest_free(digest);
    names_release(&names);
}

static void scratch_remove(struct scratch *scratch)
{
    struct names names;
    names_list(&names, scratch->folder);
    for (size_t i = 0; i < names.count; i++) {
        struct text path = TEXT_INIT;
        text_addf(&path, "%s/%s", scratch->folder, names.items[i]);
        unlink(path.data);
        text_release(&path);
    }
    names_release(&names);
    rmdir(scratch->folder);
}

static void generate(struct scratch *scratch, struct sample_spec spec,
                     struct sample_summary *summary)
{
    struct error error;
    scratch_make(scratch);
    if (sample_write(&spec, scratch->folder, summary, &error) != STATUS_OK)
        fail_msg("%s", error.message);
}

static void check_management(const struct table *table)
{
    int64_t managed = 0, households = 0, area = 0, bundle = 0;
    const char *district = "", *company = NULL;
    for (size_t row = table->header + 1; row < table->count; row++) {
        if (cell(table, row, "县(市、区)")[0] != '\0')
            district = cell(table, row, "县(市、区)");
        if (strcmp(cell(table, row, "物业管理模式"), "专业化物业") == 0 &&
            strcmp(cell(table, row, "是否中心城区"), "是") == 0) {
            managed++;
            households += hundredths(cell(table, row, "管理户数(户)")) / 100;
            area += hundredths(cell(table, row, "管理面积(平方米)")) / 100;
        }
        if (is_planned(table, row, 2018) && strcmp(district, "建安区") == 0) {
            bundle++;
            assert_string_not_equal(cell(table, row, "物业公司"), "");
            if (company != NULL)
                assert_string_equal(cell(table, row, "物业公司"), company);
            company = cell(table, row, "物业公司");
        }
    }
    assert_int_equal(managed, 70);
    assert_int_equal(area, 272400);
    assert_true(households >= 3500 && households < 3600);
    assert_int_equal(bundle, 25);
}

/* The figures of the public document, whatever the seed. */
static void check_totals(const char *folder)
{
    struct table table;
    table_read(&table, folder, "projects-2022-08.csv");
    assert_int_equal(count_projects(&table, 2022), 132);
    assert_int_equal(count_projects(&table, 2023), 265);
    assert_int_equal(column_sum(&table, "户数(户)", 2023), 19380);
    check_management(&table);
    table_release(&table);
    table_read(&table, folder, "budgets-2022-08.csv");
    assert_int_equal(column_sum(&table, "计划投资额", 2023), 22744);
    table_release(&table);
    table_read(&table, folder, "parking-2022-08.csv");
    assert_int_equal(column_sum(&table, "新增停车位", 0), 1500);
    table_release(&table);
    table_read(&table, folder, "chargers-2022-08.csv");
    assert_int_equal(column_sum(&table, "新增充电桩", 0) +
                         column_sum(&table, "新增电动汽车充电桩", 0) +
                         column_sum(&table, "新增电动自行车充电桩", 0),
                     3150);
    table_release(&table);
}

/* Each subtotal is the sum of the rows since the last, the total that of all. */
static void check_subtotals(const char *folder, const char *name, const char *label_column)
{
    struct table table;
    table_read(&table, folder, name);
    const struct sheet_row *header = &table.rows[table.header];
    int64_t group[CELLS_MAX] = {0}, all[CELLS_MAX] = {0};
    int subtotals = 0, totals = 0;
    for (size_t row = table.header + 1; row < table.count; row++) {
        const char *label = cell(&table, row, label_column);
        bool is_subtotal = strcmp(label, "小计") == 0, is_total = strcmp(label, "合计") == 0;
        subtotals += is_subtotal;
        totals += is_total;
        for (size_t i = 0; i < table.rows[row].count && i < header->count; i++) {
            const char *value = table.rows[row].cells[i];
            if (is_data(&table, row) && strchr(value, '-') == NULL && strlen(value) < 48 &&
                strspn(value, "0123456789.\xef\xbc\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x8e") ==
                    strlen(value) &&
                strstr(header->cells[i], "公里") == NULL)
                group[i] += hundredths(value);
            if ((is_subtotal || is_total) && value[0] != '\0' && value != label)
                assert_int_equal(hundredths(value), is_subtotal ? group[i] : all[i]);
            if (is_subtotal) {
                all[i] += group[i];
                group[i] = 0;
            }
        }
    }
    assert_int_equal(subtotals, CITY_DISTRICTS);
    assert_int_equal(totals, 1);
    table_release(&table);
}

static void the_totals_of_the_document_come_out(void **state)
{
    (void)state;
    static const uint64_t seeds[] = {SAMPLE_SEED, 7, 20220831};
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        struct scratch scratch;
        struct sample_summary summary;
        generate(&scratch, (struct sample_spec){.seed = seeds[i]}, &summary);
        assert_int_equal(summary.projects, 132);
        assert_int_equal(summary.projects_next, 265);
        assert_int_equal(summary.households_next, 19380);
        check_totals(scratch.folder);
        check_subtotals(scratch.folder, "projects-2022-08.csv", "县(市、区)");
        check_subtotals(scratch.folder, "budgets-2022-08.csv", "县区");
        check_subtotals(scratch.folder, "parking-2021-12.csv", "县区");
        check_subtotals(scratch.folder, "chargers-2022-08.csv", "县区");
        check_subtotals(scratch.folder, "households-2021-10.csv", "县区");
        scratch_remove(&scratch);
    }
}

static void a_seed_fixes_every_byte(void **state)
{
    (void)state;
    struct scratch first, second, other;
    struct sample_summary summary;
    char one[DIGEST_HEX_MAX], two[DIGEST_HEX_MAX], three[DIGEST_HEX_MAX];
    generate(&first, (struct sample_spec){.seed = SAMPLE_SEED}, &summary);
    generate(&second, (struct sample_spec){.seed = SAMPLE_SEED}, &summary);
    generate(&other, (struct sample_spec){.seed = SAMPLE_SEED + 1}, &summary);
    folder_digest(first.folder, one);
    folder_digest(second.folder, two);
    folder_digest(other.folder, three);
    assert_string_equal(one, two);
    /* The bytes of every other machine; they change with the sample, never with the compiler. */
    assert_string_equal(one, "23b4ff286841e38ec888534e8a0e9454a3867c058a47987e0d72785dd741cc0d");
    assert_string_not_equal(one, three);
    scratch_remove(&first);
    scratch_remove(&second);
    scratch_remove(&other);
}

static void households_come_row_by_row(void **state)
{
    (void)state;
    struct scratch scratch;
    struct sample_summary summary;
    struct table table;
    generate(&scratch, (struct sample_spec){.seed = 1, .projects = 40, .households = 12345},
             &summary);
    assert_int_equal(summary.projects, 40);
    assert_int_equal(summary.households_next, 12345);
    table_read(&table, scratch.folder, "households-doors-2022-08.csv");
    assert_int_equal(table.count, 12345 + 1);
    for (size_t row = 0; row < table.count; row++)
        assert_int_equal(table.rows[row].count, 8);
    table_release(&table);
    scratch_remove(&scratch);
}

static const struct model_project *find(const struct model *model, int year, int district,
                                        int candidate)
{
    for (size_t i = 0; i < model->count; i++)
        if (model->projects[i].year == year && model->projects[i].district == district &&
            model->projects[i].candidate == candidate)
            return &model->projects[i];
    return NULL;
}

static void one_more_project_moves_no_other(void **state)
{
    (void)state;
    struct model small, large;
    size_t met = 0;
    assert_int_equal(model_init(&small, &(struct sample_spec){.seed = 3}, NULL), STATUS_OK);
    assert_int_equal(model_init(&large, &(struct sample_spec){.seed = 3, .projects = 160}, NULL),
                     STATUS_OK);
    for (size_t i = 0; i < small.year_start[MODEL_YEAR + 1 - MODEL_FIRST_YEAR]; i++) {
        const struct model_project *a = &small.projects[i];
        const struct model_project *b = find(&large, a->year, a->district, a->candidate);
        if (b == NULL || b->compound_count != a->compound_count)
            continue;
        met++;
        assert_int_equal(a->refused, b->refused);
        assert_int_equal(a->plan_finish, b->plan_finish);
        assert_int_equal(a->finish, b->finish);
        assert_memory_equal(a->reported, b->reported, sizeof a->reported);
    }
    assert_true(met > 500);
    model_release(&small);
    model_release(&large);
}

/* Reports never leave 0 … 100, and completion is neither the rule nor the exception by then. */
static void the_city_behaves_as_cities_do(void **state)
{
    (void)state;
    struct model model;
    assert_int_equal(model_init(&model, &(struct sample_spec){.seed = SAMPLE_SEED}, NULL),
                     STATUS_OK);
    int64_t built = 0, in_time = 0, refused = 0, rounded = 0, reports = 0;
    for (size_t i = 0; i < model.year_start[MODEL_YEAR - MODEL_FIRST_YEAR]; i++) {
        const struct model_project *project = &model.projects[i];
        refused += project->refused;
        if (!model_is_built(project))
            continue;
        built++;
        in_time += project->finish != DAYNUM_NONE &&
                   project->finish <= daynum_from_civil(project->year, 11, 30);
        for (int month = 0; month < MODEL_MONTHS; month++) {
            assert_in_range(project->reported[month], 0, 100);
            if (project->reported[month] == 0 || project->reported[month] == 100)
                continue;
            reports++;
            rounded += project->reported[month] % 5 == 0;
        }
    }
    assert_true(in_time * 100 > built * 80 && in_time * 100 < built * 96);
    assert_true(refused * 100 > built * 12 && refused * 100 < built * 45);
    assert_true(rounded * 100 > reports * 65 && rounded * 100 < reports * 90);
    model_release(&model);
}

/* All candidates of the closed years, so that nothing is cut off at two thirds. */
static void neighbours_answer_alike(void **state)
{
    (void)state;
    struct model model;
    struct sample_spec spec = {.seed = 11, .projects = 600};
    assert_int_equal(model_init(&model, &spec, NULL), STATUS_OK);
    double scatter = 0, binomial = 0;
    int64_t agreed = 0, agreed_early = 0, refused = 0, refused_early = 0, households = 0;
    for (size_t i = 0; i < model.year_start[MODEL_YEARS - 1]; i++) {
        const struct model_project *project = &model.projects[i];
        struct survey_tally tally, half;
        daynum middle = (project->survey_start + project->survey_end) / 2;
        survey_count(&tally, &model, project, 0, project->survey_end);
        survey_count(&half, &model, project, 0, middle);
        assert_int_equal(tally.total, project->compounds[0].households);
        assert_true(tally.agree + tally.disagree + tally.abstain <= tally.total);
        assert_true(half.agree <= tally.agree && half.disagree <= tally.disagree);
        double n = (double)tally.total, off = (double)tally.agree - .78 * n;
        scatter += off * off / n;
        binomial += .78 * .22;
        agreed += tally.agree;
        households += tally.total;
        agreed_early += half.agree;
        refused += tally.disagree;
        refused_early += half.disagree;
    }
    double rate = (double)agreed / (double)households;
    assert_true(rate > .74 && rate < .82);
    assert_true(scatter > 3 * binomial); /* 1 + (n - 1) ICC at some 60 households */
    /* Those who disagree take longer to say so. */
    assert_true(agreed_early * refused * 100 > refused_early * agreed * 115);
    model_release(&model);
}

static void the_dice_are_the_published_ones(void **state)
{
    (void)state;
    struct dice dice;
    dice_start(&dice, 1234567, NULL, 0);
    /* SplitMix64's published sequence for this seed. */
    assert_true(dice.state[0] == UINT64_C(6457827717110365317));
    assert_true(dice.state[1] == UINT64_C(3203168211198807973));
    assert_true(dice.state[2] == UINT64_C(9817491932198370423));
    assert_true(dice.state[3] == UINT64_C(4593380528125082431));
    assert_true(dice_bits(&dice) == UINT64_C(3504822795582309479));
    assert_true(dice_bits(&dice) == UINT64_C(1819558768956484042));
    double sum = 0, squares = 0;
    enum { DRAWS = 100000 };
    for (int i = 0; i < DRAWS; i++) {
        double normal = dice_normal(&dice);
        sum += normal;
        squares += normal * normal;
    }
    assert_true(sum / DRAWS > -.02 && sum / DRAWS < .02);
    assert_true(squares / DRAWS > .97 && squares / DRAWS < 1.03);
}

static void parts_add_up(void **state)
{
    (void)state;
    static const double weights[] = {1, 1, 1, 0, 4};
    int64_t parts[5];
    apportion(10, weights, 5, parts);
    assert_int_equal(parts[0] + parts[1] + parts[2] + parts[3] + parts[4], 10);
    assert_int_equal(parts[3], 0);
    assert_int_equal(parts[4], 6);
    apportion(7, (const double[]){0, 0}, 2, parts);
    assert_int_equal(parts[0], 0);
}

static void what_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    struct sample_summary summary;
    struct error error;
    struct sample_spec spec = {.seed = 1, .projects = 10};
    assert_int_equal(sample_write(&spec, "/proc/none/here", &summary, &error), STATUS_IO);
    assert_non_null(strstr(error.message, "'/proc/none/here'"));
    struct scratch scratch;
    struct text full = TEXT_INIT;
    scratch_make(&scratch);
    text_addf(&full, "%s/projects-2018-03.csv", scratch.folder);
    assert_int_equal(symlink("/dev/full", full.data), 0);
    assert_int_equal(sample_write(&spec, scratch.folder, &summary, &error), STATUS_IO);
    assert_non_null(strstr(error.message, full.data));
    text_release(&full);
    scratch_remove(&scratch);
    spec.projects = -1;
    assert_int_equal(sample_write(&spec, "/proc/none/here", &summary, &error), STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_totals_of_the_document_come_out),
        cmocka_unit_test(a_seed_fixes_every_byte),
        cmocka_unit_test(households_come_row_by_row),
        cmocka_unit_test(one_more_project_moves_no_other),
        cmocka_unit_test(the_city_behaves_as_cities_do),
        cmocka_unit_test(neighbours_answer_alike),
        cmocka_unit_test(the_dice_are_the_published_ones),
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(what_cannot_be_written_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

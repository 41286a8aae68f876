/* Random clean data in random mess: loading must give the same database back. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/text.h"
#include "ingest/import.h"
#include "tests/unit/store_fixture.h"

enum { ROUNDS = 40, PROJECTS_MAX = 25, COLUMNS = 9 };

/* --- chance, the same on every machine --- */

static uint64_t state_of_chance;

static unsigned pick(unsigned count)
{
    state_of_chance =
        state_of_chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state_of_chance >> 33) % count);
}

#define PICK(words) (words)[pick(sizeof(words) / sizeof *(words))]

/* --- clean data --- */

struct clean {
    unsigned district, households, area_m2, planned_wan_100; /* 万元, in hundredths */
    int year, month, day;                                    /* planned start */
    unsigned progress_pct;
    bool known_area;
};

static size_t make_projects(struct clean *projects)
{
    size_t count = 3 + pick(PROJECTS_MAX - 3);
    unsigned district = 0;
    for (size_t i = 0; i < count; i++) {
        if (pick(5) == 0 && district < 4)
            district++;
        projects[i] = (struct clean){.district = district,
                                     .households = 1 + pick(30000),
                                     .area_m2 = 100 + pick(200000),
                                     .planned_wan_100 = 1 + pick(3000000),
                                     .year = 2022,
                                     .month = 1 + (int)pick(12),
                                     .day = 1 + (int)pick(28),
                                     .progress_pct = pick(101),
                                     .known_area = pick(6) > 0};
    }
    return count;
}

/* --- mess --- */

struct mess {
    bool tidy;
    char delimiter;
    const char *line_end, *encoding, *mark;
    unsigned order[COLUMNS];
    bool title, unit_line, wan_in_unit_line, merged, fullwidth, groups, subtotals, notes;
    bool headers_again, empty_columns;
    unsigned date_form, percent_form;
};

static struct mess make_mess(void)
{
    static const char delimiters[] = ",\t;|";
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static const char *const encodings[][2] = {
        {"UTF-8", ""},
        {"UTF-8", "\xef\xbb\xbf"},
        {"GB18030", ""},
        {"UTF-16LE", "\xff\xfe"},
        {"UTF-16BE", "\xfe\xff"},
    };
    unsigned encoding = pick(5);
    struct mess mess = {
        .delimiter = delimiters[pick(4)],
        .line_end = PICK(ends),
        .encoding = encodings[encoding][0],
        .mark = encodings[encoding][1],
        .title = pick(2),
        .unit_line = pick(2),
        .merged = pick(2),
        .fullwidth = pick(3) == 0,
        .groups = pick(2),
        .subtotals = pick(2),
        .notes = pick(2),
        .headers_again = pick(3) == 0,
        .empty_columns = pick(3) == 0,
        .date_form = pick(7),
        .percent_form = pick(2),
    };
    for (unsigned i = 0; i < COLUMNS; i++) {
        unsigned at = pick(i + 1);
        mess.order[i] = mess.order[at];
        mess.order[at] = i;
    }
    return mess;
}

static struct mess no_mess(void)
{
    struct mess mess = {
        .tidy = true, .delimiter = ',', .line_end = "\n", .encoding = "UTF-8", .mark = ""};
    for (unsigned i = 0; i < COLUMNS; i++)
        mess.order[i] = i;
    return mess;
}

static const char *const districts[] = {"魏都区", "建安区", "禹州市", "长葛市", "襄城县"};

static void widen(struct text *cell)
{
    struct text wide = TEXT_INIT;
    for (const char *at = cell->data; *at != '\0'; at++) {
        if (*at >= '0' && *at <= '9')
            text_addf(&wide, "\xef\xbc%c", 0x90 + (*at - '0'));
        else if (*at == ',')
            text_add(&wide, "，");
        else
            text_add_char(&wide, *at);
    }
    text_clear(cell);
    text_add(cell, wide.data);
    text_release(&wide);
}

static void write_number(struct text *cell, unsigned number, const struct mess *mess)
{
    if (mess->groups && number >= 1000)
        text_addf(cell, "%u,%03u", number / 1000, number % 1000);
    else
        text_addf(cell, "%u", number);
    if (mess->groups && number >= 1000000) {
        text_clear(cell);
        text_addf(cell, "%u,%03u,%03u", number / 1000000, number / 1000 % 1000, number % 1000);
    }
    if (mess->fullwidth)
        widen(cell);
}

static void write_date(struct text *cell, const struct clean *project, const struct mess *mess)
{
    static const char *const forms[] = {"%d-%02d-%02d", "%d/%d/%d",   "%d.%d.%d",
                                        "%d年%d月%d日", "%d%02d%02d", "%d-%d-%d"};
    if (mess->date_form < 6)
        text_addf(cell, forms[mess->date_form], project->year, project->month, project->day);
    else /* as a spreadsheet counts */
        text_addf(cell, "%d",
                  (int)(daynum_from_civil(project->year, project->month, project->day) -
                        daynum_from_civil(1899, 12, 30)));
}

static void write_money(struct text *cell, const struct clean *project, const struct mess *mess)
{
    unsigned wan = project->planned_wan_100;
    text_addf(cell, "%u.%02u", wan / 100, wan % 100);
    if (!mess->tidy && pick(4) == 0)
        text_add(cell, "万元");
    if (mess->fullwidth)
        widen(cell);
}

static void write_cell(struct text *cell, const struct clean *project, size_t index,
                       const struct clean *above, unsigned column, const struct mess *mess)
{
    static const char *const empties[] = {"", "-", "/", "无", "N/A", "—"};
    switch (column) {
    case 0:
        text_addf(cell, "00%zu", index + 1);
        break;
    case 1:
        text_addf(cell, mess->fullwidth ? "幸福小区（%zu期）" : "幸福小区(%zu期)", index + 1);
        break;
    case 2:
        if (!mess->merged || above == NULL || above->district != project->district)
            text_add(cell, districts[project->district]);
        break;
    case 3:
        text_add(cell, mess->tidy || pick(2) ? "2022" : "2022年");
        break;
    case 4:
        write_number(cell, project->households, mess);
        break;
    case 5:
        if (project->known_area)
            write_number(cell, project->area_m2, mess);
        else
            text_add(cell, mess->tidy ? "" : PICK(empties));
        break;
    case 6:
        write_money(cell, project, mess);
        break;
    case 7:
        write_date(cell, project, mess);
        break;
    default:
        text_addf(cell, mess->percent_form ? "%u%%" : "%u", project->progress_pct);
        break;
    }
}

static void add_cell(struct text *out, const struct mess *mess, const char *cell, bool first)
{
    bool quoted = strchr(cell, mess->delimiter) != NULL || (!mess->tidy && pick(6) == 0);
    if (!first)
        text_add_char(out, mess->delimiter);
    text_addf(out, "%s%s%s", quoted ? "\"" : "", cell, quoted ? "\"" : "");
}

static void add_header(struct text *out, const struct mess *mess)
{
    static const char *const names[COLUMNS][3] = {
        {"项目编号", "项目编码", "项目代码"},
        {"项目名称", "工程名称", "改造项目名称"},
        {"区县", "县（市、区）", "所属县区"},
        {"计划年度", "改造年度", "年度"},
        {"户数", "居民户数（户）", "户数(户)"},
        {"建筑面积", "建筑面积（平方米）", "改造面积（㎡）"},
        {"计划投资额（万元）", "计划投资额(万元)", "计划投资额（万元）"},
        {"计划开工时间", "计划开工日期", "拟开工时间"},
        {"形象进度", "形象进度（%）", "工程形象进度"},
    };
    for (unsigned i = 0; i < COLUMNS; i++)
        add_cell(out, mess, names[mess->order[i]][mess->tidy ? 0 : pick(3)], i == 0);
    for (int i = 0; mess->empty_columns && i < 2; i++)
        text_add_char(out, mess->delimiter);
    text_add(out, mess->line_end);
}

static void add_subtotal(struct text *out, const struct mess *mess)
{
    for (unsigned i = 0; i < COLUMNS; i++)
        add_cell(out, mess,
                 mess->order[i] == 2   ? "小计"
                 : mess->order[i] == 4 ? "12345"
                                       : "",
                 i == 0);
    text_add(out, mess->line_end);
}

static void write_table(struct text *out, const struct clean *projects, size_t count,
                        const struct mess *mess)
{
    if (mess->title)
        text_addf(out, "许昌市老旧小区改造台账（截至2022年8月31日）%s", mess->line_end);
    if (mess->unit_line)
        text_addf(out, "单位：万元、平方米%s", mess->line_end);
    struct mess header = *mess;
    uint64_t chance = state_of_chance;
    add_header(out, &header);
    for (size_t i = 0; i < count; i++) {
        const struct clean *above = i > 0 ? &projects[i - 1] : NULL;
        if (mess->subtotals && above != NULL && above->district != projects[i].district)
            add_subtotal(out, mess);
        if (mess->headers_again && i == 2) {
            uint64_t later = state_of_chance;
            state_of_chance = chance;
            add_header(out, &header);
            state_of_chance = later;
        }
        for (unsigned j = 0; j < COLUMNS; j++) {
            struct text cell = TEXT_INIT;
            write_cell(&cell, &projects[i], i, above, mess->order[j], mess);
            add_cell(out, mess, cell.data != NULL ? cell.data : "", j == 0);
            text_release(&cell);
        }
        text_add(out, mess->line_end);
    }
    if (mess->notes)
        text_addf(out, "注：本表由各县区填报%s", mess->line_end);
}

static void write_file(const char *path, const struct text *content, const struct mess *mess)
{
    char *in = content->data, *out = malloc(content->length * 3 + 8), *at = out;
    size_t left = content->length, room = content->length * 3 + 8;
    iconv_t converter = iconv_open(mess->encoding, "UTF-8");
    assert_true(iconv(converter, &in, &left, &at, &room) != (size_t)-1);
    iconv_close(converter);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(mess->mark, 1, strlen(mess->mark), file);
    fwrite(out, 1, (size_t)(at - out), file);
    fclose(file);
    free(out);
}

/* What a database holds after loading the projects as a file of this mess. */
static char *loaded(const struct clean *projects, size_t count, const struct mess *mess)
{
    struct place place;
    struct dataset dataset;
    struct import_report report;
    struct error error = {0};
    struct text content = TEXT_INIT;
    char path[160];
    place_make(&place);
    struct store *store = open_store(&place, STORE_WRITE);
    snprintf(path, sizeof path, "%s/export.csv", place.folder);
    write_table(&content, projects, count, mess);
    write_file(path, &content, mess);
    const struct import_options options = {.kind = KIND_PROJECTS,
                                           .as_of = day("2022-08-31"),
                                           .known = DAYNUM_NONE,
                                           .today = day("2022-09-02"),
                                           .city = "许昌市"};
    enum status status = import_file(store, path, &options, &report, &error);
    if (status != STATUS_OK || report.loaded != (int64_t)count || report.rejected != 0)
        print_error("%s\n%s\n", error.message, content.data);
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(report.rejected, 0);
    assert_int_equal(report.loaded, count);
    assert_int_equal(report.rows, report.loaded + report.skipped);
    read_at(store, "2022-08-31", false, &dataset);
    struct text all = TEXT_INIT;
    char *described = describe(&dataset);
    text_add(&all, described);
    free(described);
    for (size_t i = 0; i < dataset.compound_count; i++)
        text_addf(&all, "area %lld\n", (long long)dataset.compounds[i].floor_area_cm2);
    char *found = text_detach(&all);
    dataset_release(&dataset);
    import_report_release(&report);
    store_close(store);
    unlink(path);
    place_remove(&place);
    text_release(&content);
    return found;
}

static void the_same_data_come_out_of_any_mess(void **state)
{
    (void)state;
    state_of_chance = 20220831;
    for (int round = 0; round < ROUNDS; round++) {
        struct clean projects[PROJECTS_MAX];
        size_t count = make_projects(projects);
        struct mess tidy = no_mess(), mess = make_mess();
        char *expected = loaded(projects, count, &tidy);
        char *found = loaded(projects, count, &mess);
        assert_string_equal(found, expected);
        free(expected);
        free(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_same_data_come_out_of_any_mess)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
